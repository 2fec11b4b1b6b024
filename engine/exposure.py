# SPDX-License-Identifier: GPL-2.0-or-later
"""Electromagnetic exposure of the public: power density against GB 8702-2014, summed over everything on the air.

Far field in free space, S = P G duty / (4 pi r^2), without the shelter of walls: on the safe side behind them. Only the
roof that carries an antenna is counted for the floors under it (concrete, 3GPP TR 38.901 table 7.4.3-1). Several
sources keep the limit when the sum of S_i / L_i is at most 1 (GB 8702-2014 §4.2); a single project is commonly held to
one fifth of it (HJ/T 10.3-1996 §4.1). Nearer to an antenna than its far field the figures are an upper estimate.
"""

import math
from dataclasses import dataclass, replace
from typing import Any, Iterable, List, Optional, Sequence, Tuple

import numpy as np

from .antenna import sector_gain_dbi, zenith_deg
from .errors import InputError, RangeError
from .grid import Grid
from .network import Site
from .progress import SILENT, Progress
from .propagation.tr38901_o2i import material_loss_db

PROJECT_SHARE = 0.2
NEAREST_M = 0.5


def power_density_limit_w_m2(frequency_mhz: float) -> float:
    """Plane-wave power density limit for the public, W/m2 (GB 8702-2014 table 1, 30 MHz to 15 GHz)."""
    if not 30 <= frequency_mhz <= 15_000:
        raise RangeError("exposure_frequency", frequency_mhz=frequency_mhz)
    return 0.4 if frequency_mhz <= 3000 else frequency_mhz / 7500


def field_strength_limit_v_m(frequency_mhz: float) -> float:
    """Electric field strength limit for the public, V/m (GB 8702-2014 table 1, 30 MHz to 15 GHz)."""
    if not 30 <= frequency_mhz <= 15_000:
        raise RangeError("exposure_frequency", frequency_mhz=frequency_mhz)
    return 12.0 if frequency_mhz <= 3000 else 0.22 * math.sqrt(frequency_mhz)


@dataclass(frozen=True)
class Emitter:
    """One antenna as exposure sees it.

    z_m : above sea level; power_w : total; antenna : with the gain of its traffic beams
    duty : share of the power that is radiated in a direction on a six-minute mean (TDD share, beams that move)
    """

    x_m: float
    y_m: float
    z_m: float
    azimuth_deg: float
    mechanical_tilt_deg: float
    power_w: float
    frequency_mhz: float
    antenna: Any
    duty: float = 1.0

    def __post_init__(self):
        if not (self.power_w >= 0 and 0 < self.duty <= 1):
            raise InputError("exposure_value", power_w=self.power_w, duty=self.duty)

    @property
    def limit_w_m2(self) -> float:
        return power_density_limit_w_m2(self.frequency_mhz)

    def weight_m2(self, bearing_deg, zenith) -> np.ndarray:
        """P G duty / (4 pi L) towards directions, m2: divided by r2 it is the share of the limit."""
        gain = sector_gain_dbi(self.antenna, self.azimuth_deg, self.mechanical_tilt_deg, bearing_deg, zenith)
        return self.power_w * self.duty / (4 * math.pi * self.limit_w_m2) * 10 ** (gain / 10)


def boresight_distance_m(power_w: float, gain_dbi: float, frequency_mhz: float, share: float = 1.0, duty: float = 1.0) -> float:
    """Distance in the middle of the beam at which S falls to `share` of the limit, m."""
    return math.sqrt(power_w * duty * 10 ** (gain_dbi / 10) / (4 * math.pi * power_density_limit_w_m2(frequency_mhz) * share))


def emitters_of(site: Site, ground_m: float, traffic_gain_dbi: Optional[float], duty: float) -> List[Emitter]:
    """The emitters of a site; `traffic_gain_dbi` replaces the broadcast gain of directional antennas (None keeps it)."""
    found = []
    for sector in site.sectors:
        antenna = sector.antenna
        if traffic_gain_dbi is not None and hasattr(antenna, "horizontal_3db_deg"):
            antenna = replace(antenna, max_gain_dbi=float(traffic_gain_dbi))
        power_w = 10 ** (sector.power_dbm / 10) / 1000
        height = ground_m + sector.height_m
        frequency = sector.carrier.frequency_mhz
        found.append(Emitter(site.x_m, site.y_m, height, sector.azimuth_deg, sector.mechanical_tilt_deg, power_w, frequency, antenna, duty))
    return found


def share_at(emitters: Iterable[Emitter], x_m, y_m, z_m) -> np.ndarray:
    """Sum of S_i / L_i at points (arrays that broadcast), 1 being the limit, float64."""
    x_m, y_m, z_m = np.broadcast_arrays(np.asarray(x_m, float), np.asarray(y_m, float), np.asarray(z_m, float))
    total = np.zeros(x_m.shape)
    for emitter in emitters:
        east, north, down = x_m - emitter.x_m, y_m - emitter.y_m, emitter.z_m - z_m
        flat = np.hypot(east, north)
        square = np.maximum(flat**2 + down**2, NEAREST_M**2)
        bearing = np.rad2deg(np.arctan2(east, north))
        total += emitter.weight_m2(bearing, zenith_deg(flat, down)) / square
    return total


@dataclass(frozen=True)
class Box:
    """How far from a mast the share of the limit can be exceeded, metres: a box along the first emitter's azimuth."""

    front_m: float
    back_m: float
    side_m: float
    above_m: float
    below_m: float
    largest_m: float


def compliance_box(emitters: Sequence[Emitter], share: float = 1.0, step_deg: float = 2.0) -> Box:
    """The box around emitters at one place outside which the sum keeps below `share` of the limit."""
    if not share > 0:
        raise InputError("exposure_share", share=share)
    if not emitters:
        return Box(0, 0, 0, 0, 0, 0)
    bearing, zenith = np.meshgrid(np.arange(0, 360, step_deg) + emitters[0].azimuth_deg, np.arange(0, 180 + step_deg, step_deg))
    weight = sum(emitter.weight_m2(bearing, zenith) for emitter in emitters)
    reach = np.sqrt(weight / share)
    turn, lean = np.deg2rad(bearing - emitters[0].azimuth_deg), np.deg2rad(zenith)
    ahead, aside, up = reach * np.sin(lean) * np.cos(turn), reach * np.sin(lean) * np.sin(turn), reach * np.cos(lean)
    outwards = (ahead.max(), -ahead.min(), np.abs(aside).max(), up.max(), -up.min(), reach.max())
    return Box(*(float(max(0.0, value)) for value in outwards))


def masts(emitters: Iterable[Emitter], apart_m: float = 1.0) -> List[List[Emitter]]:
    """Emitters grouped by place (all operators and bands of a mast together)."""
    groups = {}
    for emitter in emitters:
        groups.setdefault((round(emitter.x_m / apart_m), round(emitter.y_m / apart_m)), []).append(emitter)
    return list(groups.values())


def share_grid(grid: Grid, emitters: Sequence[Emitter], level_m: np.ndarray, radius_m: float, progress: Progress = SILENT) -> np.ndarray:
    """Sum of S_i / L_i at `level_m` (rows, columns; above sea level) over emitters within `radius_m`, float32."""
    total = np.zeros(grid.shape, np.float32)
    groups = masts(emitters)
    for done, group in enumerate(groups):
        window = _window(grid, group[0].x_m, group[0].y_m, radius_m)
        if window is not None:
            rows, columns = window
            x, y = grid.column_centres_m()[columns][None, :], grid.row_centres_m()[rows][:, None]
            total[rows, columns] += share_at(group, x, y, level_m[rows, columns]).astype(np.float32)
        progress.report((done + 1) / len(groups))
    return total


def worst_floor_grid(
    grid: Grid,
    emitters: Sequence[Emitter],
    ground_m: np.ndarray,
    building_m: np.ndarray,
    radius_m: float,
    storey_m: float = 3.0,
    person_m: float = 1.5,
    owner: Optional[np.ndarray] = None,
    progress: Progress = SILENT,
) -> Tuple[np.ndarray, np.ndarray]:
    """Greatest share on any floor of the building in each cell (outdoors: at a person's height), and that floor's height.

    Floors lie `storey_m` apart up to the roof; each is judged `person_m` above it. Returns (share, height above ground), float32.

    owner : (rows, columns) int, which building a cell belongs to, -1 for none: an antenna above the roof of its own
        building reaches the floors under that roof through its concrete. Without it no roof is counted.
    """
    worst = share_grid(grid, emitters, ground_m + np.float32(person_m), radius_m, progress.part(0, 0.3))
    where = np.full(grid.shape, person_m, np.float32)
    groups = masts(emitters)
    floors = np.arange(0.0, max(float(building_m.max()), storey_m + 0.1), storey_m)
    rows, columns = np.nonzero(building_m > storey_m)
    if not rows.size or not groups:
        return worst, where
    x, y = grid.column_centres_m()[columns], grid.row_centres_m()[rows]
    level = ground_m[rows, columns][:, None] + (floors + person_m)[None, :]
    total = np.zeros(level.shape, np.float32)
    for done, group in enumerate(groups):
        near = np.flatnonzero((np.abs(x - group[0].x_m) <= radius_m) & (np.abs(y - group[0].y_m) <= radius_m))
        if near.size:
            own = near[_under_roof(grid, group, ground_m, building_m, owner, rows[near], columns[near])]
            near = np.setdiff1d(near, own, assume_unique=True)
            total[near] += share_at(group, x[near, None], y[near, None], level[near]).astype(np.float32)
            for emitter in group if own.size else ():
                through = 10 ** (-float(material_loss_db("concrete", emitter.frequency_mhz)) / 10)
                total[own] += (through * share_at([emitter], x[own, None], y[own, None], level[own])).astype(np.float32)
        progress.report(0.3 + 0.7 * (done + 1) / len(groups))
    total[floors[None, :] >= building_m[rows, columns][:, None]] = -1  # above the roof
    best = total.argmax(1)
    worst[rows, columns] = total[np.arange(best.size), best]
    where[rows, columns] = (floors[best] + person_m).astype(np.float32)
    return worst, where


def _under_roof(grid: Grid, group: Sequence[Emitter], ground_m, building_m, owner, rows, columns) -> np.ndarray:
    """Which of the cells belong to the building on whose roof the mast stands, bool (n,)."""
    row, column = (int(v) for v in grid.row_column(group[0].x_m, group[0].y_m))
    if owner is None or not (0 <= row < grid.rows and 0 <= column < grid.columns) or owner[row, column] < 0:
        return np.zeros(rows.shape, bool)
    if min(emitter.z_m for emitter in group) < ground_m[row, column] + building_m[row, column]:
        return np.zeros(rows.shape, bool)  # on the wall, not on the roof
    return owner[rows, columns] == owner[row, column]


def _window(grid: Grid, x_m: float, y_m: float, radius_m: float):
    """Row and column slices of the cells around a place; None when it is off the grid."""
    (top, bottom), (left, right) = grid.row_column([x_m - radius_m, x_m + radius_m], [y_m + radius_m, y_m - radius_m])
    rows, columns = slice(max(0, int(top)), min(grid.rows, int(bottom) + 1)), slice(max(0, int(left)), min(grid.columns, int(right) + 1))
    return None if rows.start >= rows.stop or columns.start >= columns.stop else (rows, columns)
