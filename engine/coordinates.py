# SPDX-License-Identifier: GPL-2.0-or-later
"""Datums and grids of inventories: GCJ-02, BD-09, CGCS2000 Gauss-Krüger zones, to and from WGS 84 degrees.

GCJ-02 and BD-09 have no published standard text; the formulas are those every map client carries and the test vectors of the
open eviltransform library check them. They apply inside mainland China only: elsewhere positions pass unchanged.
CGCS2000 and WGS 84 are taken as the same datum (they differ by centimetres). No local transformation parameters are fitted or used.
"""

import threading
from typing import Callable, Optional, Tuple

import numpy as np

from .errors import RangeError
from .mainland import in_mainland_china

__all__ = [
    "DATUMS",
    "bd09_to_gcj02",
    "bd09_to_wgs84",
    "cgcs2000_epsg",
    "gcj02_to_bd09",
    "gcj02_to_wgs84",
    "in_mainland_china",
    "to_wgs84",
    "transform",
    "wgs84_to_bd09",
    "wgs84_to_gcj02",
    "zone_epsg_of_easting",
]

DATUMS = ("WGS84", "CGCS2000", "GCJ02", "BD09")

Pair = Tuple[np.ndarray, np.ndarray]
_made = threading.local()
_LARGEST_M = 1e8  # more than the way round the earth, and than a zone number in front of an easting

_SEMI_MAJOR_M = 6378245.0  # Krasovsky 1940, as in the GCJ-02 formulas
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BD_TURN = np.pi * 3000.0 / 180.0
_BD_LON_SHIFT_DEG, _BD_LAT_SHIFT_DEG = 0.0065, 0.006


def _arrays(longitude_deg, latitude_deg) -> Pair:
    lon, lat = np.broadcast_arrays(np.asarray(longitude_deg, dtype=float), np.asarray(latitude_deg, dtype=float))
    return lon, lat


def _gcj_waves(x: np.ndarray, y: np.ndarray) -> Pair:
    """The two series of GCJ-02 in metres: (eastward, northward) for degrees from 105 E, 35 N."""
    root = np.sqrt(np.abs(x))
    common = 20.0 * np.sin(6.0 * np.pi * x) + 20.0 * np.sin(2.0 * np.pi * x)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (common + 20.0 * np.sin(np.pi * y) + 40.0 * np.sin(np.pi * y / 3.0)) * 2.0 / 3.0
    north += (160.0 * np.sin(np.pi * y / 12.0) + 320.0 * np.sin(np.pi * y / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (common + 20.0 * np.sin(np.pi * x) + 40.0 * np.sin(np.pi * x / 3.0)) * 2.0 / 3.0
    east += (150.0 * np.sin(np.pi * x / 12.0) + 300.0 * np.sin(np.pi * x / 30.0)) * 2.0 / 3.0
    return east, north


def _gcj_everywhere(lon: np.ndarray, lat: np.ndarray) -> Pair:
    east_m, north_m = _gcj_waves(lon - 105.0, lat - 35.0)
    phi = np.radians(lat)
    magic = 1.0 - _ECCENTRICITY_SQUARED * np.sin(phi) ** 2
    meridian_m = _SEMI_MAJOR_M * (1.0 - _ECCENTRICITY_SQUARED) / magic**1.5
    parallel_m = _SEMI_MAJOR_M * np.cos(phi) / np.sqrt(magic)
    return lon + np.degrees(east_m / parallel_m), lat + np.degrees(north_m / meridian_m)


def _bd_everywhere(lon: np.ndarray, lat: np.ndarray) -> Pair:
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_TURN)
    return radius * np.cos(angle) + _BD_LON_SHIFT_DEG, radius * np.sin(angle) + _BD_LAT_SHIFT_DEG


def _inverse(forward: Callable[[np.ndarray, np.ndarray], Pair], lon: np.ndarray, lat: np.ndarray) -> Pair:
    """Fixed-point inverse; each turn shrinks the error some hundredfold, so 8 turns reach the accuracy of the numbers."""
    back_lon, back_lat = lon.copy(), lat.copy()
    for _ in range(8):
        there_lon, there_lat = forward(back_lon, back_lat)
        back_lon += lon - there_lon
        back_lat += lat - there_lat
    return back_lon, back_lat


def _where_mainland(forward_or_back: Callable[..., Pair], longitude_deg, latitude_deg, backwards: bool) -> Pair:
    lon, lat = (a.astype(float, copy=True) for a in _arrays(longitude_deg, latitude_deg))
    shape = lon.shape
    lon, lat = lon.ravel(), lat.ravel()
    near = (np.abs(lon) <= 180.0) & (np.abs(lat) < 89.0)
    lon_near, lat_near = lon[near], lat[near]
    if backwards:
        moved = _inverse(forward_or_back, lon_near, lat_near)
        inside = in_mainland_china(*moved)
    else:
        moved = forward_or_back(lon_near, lat_near)
        inside = in_mainland_china(lon_near, lat_near)
    lon[near] = np.where(inside, moved[0], lon_near)
    lat[near] = np.where(inside, moved[1], lat_near)
    return lon.reshape(shape), lat.reshape(shape)


def wgs84_to_gcj02(longitude_deg, latitude_deg) -> Pair:
    """WGS 84 degrees to GCJ-02 degrees (broadcast shape); positions outside mainland China pass unchanged."""
    return _where_mainland(_gcj_everywhere, longitude_deg, latitude_deg, backwards=False)


def gcj02_to_wgs84(longitude_deg, latitude_deg) -> Pair:
    """GCJ-02 degrees to WGS 84 degrees, exact inverse of `wgs84_to_gcj02` to better than 1e-7 degree."""
    return _where_mainland(_gcj_everywhere, longitude_deg, latitude_deg, backwards=True)


def gcj02_to_bd09(longitude_deg, latitude_deg) -> Pair:
    """GCJ-02 degrees to BD-09 degrees; positions outside mainland China pass unchanged."""
    return _where_mainland(_bd_everywhere, longitude_deg, latitude_deg, backwards=False)


def bd09_to_gcj02(longitude_deg, latitude_deg) -> Pair:
    """BD-09 degrees to GCJ-02 degrees, exact inverse of `gcj02_to_bd09` to better than 1e-7 degree."""
    return _where_mainland(_bd_everywhere, longitude_deg, latitude_deg, backwards=True)


def _bd_of_wgs(lon: np.ndarray, lat: np.ndarray) -> Pair:
    return _bd_everywhere(*_gcj_everywhere(lon, lat))


def wgs84_to_bd09(longitude_deg, latitude_deg) -> Pair:
    """WGS 84 degrees to BD-09 degrees; positions outside mainland China pass unchanged."""
    return _where_mainland(_bd_of_wgs, longitude_deg, latitude_deg, backwards=False)


def bd09_to_wgs84(longitude_deg, latitude_deg) -> Pair:
    """BD-09 degrees to WGS 84 degrees, exact inverse of `wgs84_to_bd09` to better than 1e-7 degree."""
    return _where_mainland(_bd_of_wgs, longitude_deg, latitude_deg, backwards=True)


def cgcs2000_epsg(central_meridian_deg: float, zone_prefix: bool = False) -> int:
    """EPSG code of a CGCS2000 3-degree Gauss-Krüger zone: 4513-4533 with zone prefix, 4534-4554 without.

    Raises `RangeError` unless the central meridian is a multiple of 3 from 75 to 135 degrees east.
    """
    if central_meridian_deg % 3 or not 75 <= central_meridian_deg <= 135:
        raise RangeError("central_meridian_range", central_meridian_deg=central_meridian_deg)
    return (4513 if zone_prefix else 4534) + int(central_meridian_deg - 75) // 3


def zone_epsg_of_easting(easting_m: float) -> Optional[int]:
    """EPSG code of the CGCS2000 zone whose prefix the easting carries (8 digits), else `None`.

    Prefixes 25 to 45 are 3-degree zones (EPSG:4513-4533), 13 to 23 are 6-degree zones (EPSG:4491-4501).
    """
    if not np.isfinite(easting_m):
        return None
    zone, within_m = divmod(float(easting_m), 1e6)
    if not 100_000 <= within_m <= 900_000:
        return None
    if 25 <= zone <= 45:
        return int(4488 + zone)
    if 13 <= zone <= 23:
        return int(4478 + zone)
    return None


def _transformer(source: str, target: str):
    """A pyproj transformer, made once per thread: making one takes far longer than using it."""
    from pyproj import Transformer
    from pyproj.exceptions import CRSError, ProjError

    known = _made.__dict__.setdefault("transformers", {})
    if (source, target) not in known:
        try:
            known[source, target] = Transformer.from_crs(source, target, always_xy=True)
        except (CRSError, ProjError) as error:
            raise RangeError("crs_unknown", crs=f"{source} → {target}", details=str(error)) from error
    return known[source, target]


def transform(x, y, source: str, target: str) -> Pair:
    """Coordinates from one CRS to another by pyproj, x = east, y = north; what cannot be projected becomes not-a-number,
    as do coordinates beyond 1e8.

    `source`, `target`: anything pyproj reads ("EPSG:4549", WKT). Raises `RangeError` when a CRS is unknown.
    """
    x, y = _arrays(x, y)
    transformer = _transformer(source, target)
    usable = np.isfinite(x) & np.isfinite(y) & (np.abs(x) < _LARGEST_M) & (np.abs(y) < _LARGEST_M)
    there_x, there_y = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    there_x[usable], there_y[usable] = transformer.transform(x[usable], y[usable])
    lost = ~(np.isfinite(there_x) & np.isfinite(there_y))
    there_x[lost] = there_y[lost] = np.nan
    return there_x, there_y


def to_wgs84(x, y, datum: str) -> Pair:
    """Coordinates in `datum` (one of `DATUMS` in degrees, or a CRS such as "EPSG:4549") to WGS 84 degrees (lon, lat).

    Degrees outside the globe become not-a-number. Raises `RangeError` for an unknown datum.
    """
    if datum not in DATUMS:
        return transform(x, y, datum, "EPSG:4326")
    lon, lat = (a.astype(float, copy=True) for a in _arrays(x, y))
    off_globe = ~((np.abs(lon) <= 180.0) & (np.abs(lat) <= 90.0))
    if datum == "GCJ02":
        lon, lat = gcj02_to_wgs84(lon, lat)
    elif datum == "BD09":
        lon, lat = bd09_to_wgs84(lon, lat)
    lon, lat = np.where(off_globe, np.nan, lon), np.where(off_globe, np.nan, lat)
    return lon, lat
