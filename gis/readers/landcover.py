# SPDX-License-Identifier: GPL-2.0-or-later
"""Land-cover rasters as classes and clutter heights: a table says which height a class stands for, and can be edited."""

import math
from dataclasses import replace
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np
from osgeo import gdal

from ...engine.errors import InputError
from ...engine.grid import Grid
from ...engine.terrain import UNKNOWN_CLASS, Terrain
from ..messages import language
from ..shipped import preset
from .rasters import memory_raster, quiet_gdal

_NODATA = -32768
HIGHEST_M = 100.0


def table_names() -> List[Tuple[str, str]]:
    """(key, name in the user's language) of the tables."""
    return [(key, table[language()]) for key, table in preset("clutter")["tables"].items()]


def clutter_table(name: str, heights_m: Optional[Mapping[int, float]] = None) -> Dict[int, Dict[str, Any]]:
    """Class -> {"en", "zh", "kind", "height_m", "built_up"} of a table.

    heights_m : class -> height in place of the table's; a class that the table does not know is added to it

    Raises
    ------
    InputError : an unknown name, or a height that is not 0 to 100 m
    """
    tables = preset("clutter")["tables"]
    if name not in tables:
        raise InputError("clutter_unknown_table", name=name, choices=", ".join(tables))
    classes = {int(value): dict(entry) for value, entry in tables[name]["classes"].items()}
    for value, height in (heights_m or {}).items():
        classes[value] = {"en": str(value), "zh": str(value), "kind": "open", **classes.get(value, {}), "height_m": float(height)}
    for value, entry in classes.items():
        if not 0 <= entry["height_m"] <= HIGHEST_M:
            raise InputError("clutter_height", value=value, height_m=entry["height_m"])
    return classes


def heights_of(cells: Sequence[object]) -> Dict[int, float]:
    """Class -> height from the cells of a two-column table, row by row; empty rows are passed over."""
    texts = [str("" if cell is None else cell).strip() for cell in cells]
    if len(texts) % 2:
        raise InputError("clutter_row", row=", ".join(texts[-1:]))
    found = {}
    for value, height in zip(texts[::2], texts[1::2]):
        if not value and not height:
            continue
        try:
            code, metres = float(value), float(height)  # a table of Processing turns whole numbers into "10.0"
        except ValueError as error:
            raise InputError("clutter_row", row=f"{value}, {height}") from error
        if not code.is_integer() or not math.isfinite(metres):
            raise InputError("clutter_row", row=f"{value}, {height}")
        found[int(code)] = metres
    return found


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
    return np.where(values == _NODATA, UNKNOWN_CLASS, values).astype(np.int32)


def with_clutter(terrain: Terrain, classes: np.ndarray, table: Dict[int, Dict[str, Any]]) -> Terrain:
    """A terrain with land-cover classes and their clutter heights; what was assumed is added to its assumptions.

    A class that the table does not know counts as unknown ground.

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
    if terrain.clutter_m is not None:  # trees of a surface model, which knows their heights
        height = np.maximum(height, terrain.clutter_m)
    assumptions = list(terrain.assumptions)
    missing = int((classes == UNKNOWN_CLASS).sum())
    if missing:
        assumptions.append(f"landcover_missing:{missing}")
    unknown = int((~known & (classes != UNKNOWN_CLASS)).sum())
    if unknown:
        assumptions.append(f"landcover_unknown_class:{unknown}")
    known_class = np.where(known, classes, UNKNOWN_CLASS).astype(np.int32)
    return replace(terrain, clutter_m=height, landcover_class=known_class, assumptions=tuple(assumptions))
