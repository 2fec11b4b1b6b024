# SPDX-License-Identifier: GPL-2.0-or-later
"""Which preset suits a plan: from people per square kilometre and the relief of the ground. A proposal, nothing more."""

from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np
from osgeo import gdal

from .presets import presets
from .readers.rasters import quiet_gdal
from .workspace import Workspace

LOOKED_AT = 128  # cells a side of the terrain model that are looked at


@dataclass(frozen=True)
class Suggestion:
    """The preset and what it follows from; a figure that is not known is None."""

    key: str
    name: str
    people_per_km2: Optional[float]
    relief_m: Optional[float]


def suggest(workspace: Workspace, elevation: str = "") -> Optional[Suggestion]:
    """The preset that suits the plan, None when neither people nor relief are known or no preset suits.

    elevation : path of a terrain model, if there is one; its relief is the height between its 5th and 95th percentile
    """
    density, relief = _people_per_km2(workspace), _relief(elevation)
    if density is None and relief is None:
        return None
    for key, preset in presets().items():
        suits = preset.part("suits")
        if suits and _within(density, suits.get("people_per_km2")) and _within(relief, suits.get("relief_m"), True):
            return Suggestion(key, preset.name, density, relief)
    return None


def _within(value: Optional[float], limits, unknown_is_low: bool = False) -> bool:
    low, high = limits or (None, None)
    if value is None:
        return low is None and (unknown_is_low or high is None)
    return (low is None or value >= low) and (high is None or value < high)


def _people_per_km2(workspace: Workspace) -> Optional[float]:
    areas = [row["geometry"].area() for row in workspace.rows("SVC_AREA", ["geometry"]) if row["geometry"] is not None]
    people = sum(row["POP"] or 0 for row in workspace.rows("BUILDING", ["POP"]))
    return people / (sum(areas) / 1e6) if sum(areas) > 0 and people > 0 else None


def _relief(elevation: str) -> Optional[float]:
    if not elevation or not Path(elevation).is_file():
        return None
    with quiet_gdal():
        source = gdal.Open(elevation)
        if source is None:
            return None
        band = source.GetRasterBand(1)
        across, down = min(LOOKED_AT, source.RasterXSize), min(LOOKED_AT, source.RasterYSize)
        values = band.ReadAsArray(buf_xsize=across, buf_ysize=down)
        nothing = band.GetNoDataValue()
    if values is None:
        return None
    heights = values.astype(np.float64).ravel()
    heights = heights[np.isfinite(heights) & (heights != (nothing if nothing is not None else np.nan)) & (heights > -500)]
    return float(np.subtract(*np.percentile(heights, [95, 5]))) if len(heights) else None
