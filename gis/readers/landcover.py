# SPDX-License-Identifier: GPL-2.0-or-later
"""Land-cover rasters as clutter heights: an editable table says which height a class stands for."""

from dataclasses import replace
from typing import Any, Dict, List, Tuple

import numpy as np
from osgeo import gdal

from ...engine.errors import InputError
from ...engine.grid import Grid
from ...engine.terrain import Terrain
from ..messages import language
from .rasters import memory_raster, quiet_gdal
from .vectors import preset

OWN_TABLE = "own"
SETTING = "clutter_table"  #: setting of a workspace that holds its own table, in the form of the preset's
_NODATA = -32768


def table_names() -> List[Tuple[str, str]]:
    """(key, name in the user's language) of the shipped tables."""
    return [(key, table[language()]) for key, table in preset("clutter")["tables"].items()]


def clutter_table(name: str, workspace=None) -> Dict[int, Dict[str, Any]]:
    """Class -> {"en", "zh", "kind", "height_m", "built_up"}: a shipped table, or with "own" the workspace's.

    Raises
    ------
    InputError : an unknown name, no own table, or a height that is not 0 to 100 m
    """
    if name == OWN_TABLE:
        table = workspace.setting(SETTING) if workspace is not None else None
        if not table:
            raise InputError("clutter_no_own_table", setting=SETTING)
    else:
        tables = preset("clutter")["tables"]
        if name not in tables:
            raise InputError("clutter_unknown_table", name=name, choices=", ".join(tables))
        table = tables[name]
    try:
        classes = {int(value): {**entry, "height_m": float(entry["height_m"])} for value, entry in table["classes"].items()}
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("clutter_table_broken", name=name, details=str(error)) from error
    for value, entry in classes.items():
        if not 0 <= entry["height_m"] <= 100:
            raise InputError("clutter_height", value=value, height_m=entry["height_m"])
    return classes


def read_classes(path: str, grid: Grid, crs_wkt: str) -> np.ndarray:
    """Land-cover classes on a grid, int32, the nearest cell's; -1 where the raster has no data."""
    with quiet_gdal():
        source = gdal.Open(str(path))
        if source is None or not source.GetProjection():
            raise InputError("clutter_unreadable", path=str(path))
        target = memory_raster(grid, crs_wkt, "int32", _NODATA)
        target.GetRasterBand(1).SetNoDataValue(_NODATA)
        try:
            warped = gdal.Warp(target, source, resampleAlg="near")
        except RuntimeError:
            warped = None
        if not warped:
            raise InputError("clutter_unreadable", path=str(path))
        values = target.GetRasterBand(1).ReadAsArray()
    return np.where(values == _NODATA, -1, values).astype(np.int32)


def with_clutter(terrain: Terrain, classes: np.ndarray, table: Dict[int, Dict[str, Any]]) -> Terrain:
    """A terrain with clutter heights from land-cover classes; what was assumed is added to its assumptions.

    Where buildings are known, built-up classes count 0: their height is the buildings', not the streets' between them.
    """
    height = np.zeros(terrain.grid.shape, np.float32)
    known = np.zeros(terrain.grid.shape, bool)
    buildings = bool(terrain.is_building.any())
    for value, entry in table.items():
        here = classes == value
        known |= here
        if not (buildings and entry.get("built_up")):
            height[here] = entry["height_m"]
    assumptions = list(terrain.assumptions)
    if (classes == -1).any():
        assumptions.append(f"landcover_missing:{int((classes == -1).sum())}")
    unknown = int((~known & (classes != -1)).sum())
    if unknown:
        assumptions.append(f"landcover_unknown_class:{unknown}")
    return replace(terrain, clutter_m=height, assumptions=tuple(assumptions))
