# SPDX-License-Identifier: GPL-2.0-or-later
"""How much of a coverage map lies in each class of signal, quick enough for a panel that is drawn anew."""

from pathlib import Path
from typing import Dict, Optional, Tuple

import numpy as np
from osgeo import gdal

from ..styles.colours import RSRP_CLASSES

LOOKED_AT_MOST = 600  # cells along the longer side: enough for shares
KEPT = 32
_kept: Dict[Tuple[str, int], Tuple[float, ...]] = {}  #: shares by file and the time it was written


def class_shares(path: Path) -> Tuple[float, ...]:
    """Share of the computed cells in each class of SS-RSRP, in percent, strong to weak; empty when the file cannot be read.

    A large raster is looked at cell by cell in steps (nearest neighbour).
    """
    path = Path(path)
    if not path.is_file():
        return ()
    key = str(path), path.stat().st_mtime_ns
    if key not in _kept:
        found = _shares(str(path))
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = found
    return _kept[key]


def known_shares(path: Path) -> Optional[Tuple[float, ...]]:
    """What `class_shares` has found before; None where the file must be read for it, which takes a moment."""
    path = Path(path)
    return _kept.get((str(path), path.stat().st_mtime_ns)) if path.is_file() else ()


def _shares(path: str) -> Tuple[float, ...]:
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
