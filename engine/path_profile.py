# SPDX-License-Identifier: GPL-2.0-or-later
"""One path in section: ground, buildings, the straight line, the first Fresnel zone, and what stands in them."""

import math
from dataclasses import dataclass

import numpy as np

from .errors import InputError
from .profiles import FanPaths
from .terrain import Terrain

EFFECTIVE_EARTH_RADIUS_M = 8_500_000.0
MAX_POINTS = 20_000
CLEAR_SHARE = 0.6  # of the first Fresnel zone: the usual criterion of a clear path (ITU-R P.530 §2.2.2)


@dataclass(frozen=True)
class Section:
    """A path in section, arrays (points,), heights in metres above sea level on a flat drawing of a curved earth.

    bulge_m : rise of the effective earth above the chord between the ends, 0 at both
    line_m : straight line from antenna to receiver
    fresnel_m : radius of the first Fresnel zone, 0 at both ends
    top_m : ground plus the higher of building and clutter, plus bulge; ground alone at both ends
    counts : points that can stand in the way: neither the ends nor the buildings that the ends are in (docs/architecture.md,
        "Inside a building, the façade")
    """

    paths: FanPaths
    x_m: np.ndarray
    y_m: np.ndarray
    bulge_m: np.ndarray
    line_m: np.ndarray
    fresnel_m: np.ndarray
    top_m: np.ndarray
    counts: np.ndarray

    @property
    def clearance_m(self) -> np.ndarray:
        """Line less top at every point; negative where it is blocked."""
        return self.line_m - self.top_m

    @property
    def blocked(self) -> np.ndarray:
        """Points that reach the straight line."""
        return self.counts & (self.clearance_m <= 0)

    @property
    def in_fresnel(self) -> np.ndarray:
        """Points within 60 % of the first Fresnel zone."""
        return self.counts & (self.clearance_m < CLEAR_SHARE * self.fresnel_m)

    @property
    def least_clearance_share(self) -> float:
        """Smallest clearance as a share of the first Fresnel zone's radius: 0.6 and more is a clear path, below 0 blocked."""
        if not self.counts.any():
            return float("inf")
        return float((self.clearance_m[self.counts] / self.fresnel_m[self.counts]).min())


def sample_path(terrain: Terrain, start, end, step_m: float, tx_height_m: float, rx_height_m: float, frequency_mhz: float) -> Section:
    """The path between two points (x, y) over a terrain, at even steps of at most `step_m` (nearest cell).

    Raises
    ------
    InputError : the points are one and the same or not on the terrain, an antenna is not above ground, or the steps
        are too many
    """
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0)
    if not length > 0:
        raise InputError("profile_same_points", x=round(x0, 2), y=round(y0, 2))
    if not step_m > 0 or length / step_m > MAX_POINTS:
        raise InputError("profile_step", step_m=step_m, length_m=round(length, 1), limit=MAX_POINTS)
    for height in (tx_height_m, rx_height_m):
        if not height > 0:
            raise InputError("profile_antenna_height", height_m=height)
    if not frequency_mhz > 0:
        raise InputError("profile_frequency", frequency_mhz=frequency_mhz)
    if not (terrain.grid.contains(x0, y0) and terrain.grid.contains(x1, y1)):
        raise InputError("profile_off_terrain", extent=tuple(round(v, 1) for v in terrain.grid.extent_m))
    points = max(3, math.ceil(length / step_m) + 1)
    share = np.linspace(0.0, 1.0, points)
    x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
    row, column = terrain.grid.row_column(x, y)
    cells = (np.clip(row, 0, terrain.grid.rows - 1), np.clip(column, 0, terrain.grid.columns - 1))
    clutter = None if terrain.clutter_m is None else terrain.clutter_m[cells][None, :]
    ground, building = terrain.ground_m[cells][None, :], terrain.building_m[cells][None, :]
    distance = share * length
    paths = FanPaths(distance, ground, building, clutter, float(tx_height_m), float(rx_height_m), float(frequency_mhz))
    return _section(paths, x, y)


def _section(paths: FanPaths, x, y) -> Section:
    distance, length = paths.distance_m, paths.distance_m[-1]
    rest = length - distance
    bulge = distance * rest / (2 * EFFECTIVE_EARTH_RADIUS_M)
    ground = paths.ground_m[0].astype(np.float64)
    line = np.linspace(ground[0] + paths.tx_height_m, ground[-1] + paths.rx_height_m, distance.size)
    fresnel = np.sqrt(299.792458 / paths.frequency_mhz * distance * rest / length)
    cover = paths.building_m[0] if paths.clutter_m is None else np.maximum(paths.building_m[0], paths.clutter_m[0])
    cover = cover.astype(np.float64)
    cover[[0, -1]] = 0.0
    built = paths.building_m[0] > 0
    roof = ground + paths.building_m[0]
    counts = ~np.logical_and.accumulate(built & (roof >= line[0])) & ~np.logical_and.accumulate(built[::-1])[::-1]
    counts[[0, -1]] = False
    return Section(paths, x, y, bulge, line, fresnel, ground + cover + bulge, counts)
