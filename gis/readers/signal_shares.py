# SPDX-License-Identifier: GPL-2.0-or-later
"""How much of a coverage map lies in each class of signal, quick enough for a panel that is drawn anew."""

from functools import lru_cache
from pathlib import Path
from typing import Tuple

import numpy as np
from osgeo import gdal

from ..styles.colours import RSRP_CLASSES

LOOKED_AT_MOST = 600  # cells along the longer side: enough for shares, quick for a county


def class_shares(path: Path) -> Tuple[float, ...]:
    """Share of the computed cells in each class of SS-RSRP, in percent, strong to weak; empty when the file cannot be read.

    A large raster is looked at cell by cell in steps (nearest neighbour).
    """
    path = Path(path)
    return _shares(str(path), path.stat().st_mtime_ns) if path.is_file() else ()


@lru_cache(maxsize=32)
def _shares(path: str, stamp: int) -> Tuple[float, ...]:
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        source = gdal.Open(path)
    finally:
        gdal.PopErrorHandler()
    if source is None:
        return ()
    shrink = max(1.0, max(source.RasterXSize, source.RasterYSize) / LOOKED_AT_MOST)
    size = {"buf_xsize": max(1, int(source.RasterXSize / shrink)), "buf_ysize": max(1, int(source.RasterYSize / shrink))}
    band = source.GetRasterBand(1)
    values, nothing = band.ReadAsArray(**size), band.GetNoDataValue()
    values = values[np.isfinite(values) & (values != nothing)]
    if not values.size:
        return ()
    above = [float((values >= low).mean()) if low is not None else 1.0 for _code, low, _colour in RSRP_CLASSES]
    return tuple(100.0 * (high - low) for low, high in zip([0.0, *above], above))
