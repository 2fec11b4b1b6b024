# SPDX-License-Identifier: GPL-2.0-or-later
"""One spot: every signal that reaches it, and what keeps each from being stronger.

The same formulas as a coverage map, along one ray per antenna instead of a fan; a map rounds positions to its cells,
so that the two may differ where a building's edge runs through a cell.
"""

import math
from dataclasses import dataclass
from typing import Iterable, List, Optional, Tuple

import numpy as np

from .antenna import wrap_deg, zenith_deg
from .coverage import antenna_level_m, received_dbm
from .errors import InputError
from .exposure import Emitter, share_at
from .network import Mast, SectorRow, Site
from .path_profile import Section, sample_path
from .pathloss import FanModel, by_mast, free_space_loss_db
from .profiles import Fan, fan_paths
from .propagation.tr38901_fan import tr38901_over_fan
from .terrain import Terrain

LEAST_STEPS = 4  #: of a profile: what models of terrain need
OFF_AXIS_DEG = 45.0  # beyond this a sector's gain has clearly fallen


@dataclass(frozen=True)
class Signal:
    """A sector as received at a spot; `off_axis_deg` is how far beside its main direction the spot lies (nan for omni)."""

    row: SectorRow
    distance_m: float
    line_of_sight: bool
    loss_db: float
    ss_rsrp_dbm: float
    off_axis_deg: float


@dataclass(frozen=True)
class Obstacle:
    """What stands highest above the straight line: where, how high, and how far from the spot."""

    x_m: float
    y_m: float
    height_m: float
    from_spot_m: float
    above_line_m: float
    building: bool


@dataclass(frozen=True)
class Exposure:
    """Power density at a spot as a share of the public limit (1 is the limit), summed over everything on the air.

    share : existing and planned sites; planned : the planned sites' part of it
    strongest : the site that gives most, and its part; None where nothing is within reach
    """

    share: float
    planned: float
    strongest: Optional[Site] = None
    strongest_share: float = 0.0


def exposure_at(by_site: Iterable[Tuple[Site, List[Emitter]]], x_m: float, y_m: float, z_m: float, radius_m: float) -> Exposure:
    """Sum of S_i / L_i over the sites within `radius_m` (GB 8702-2014, table 1 and section 4.2), in free space without walls.

    by_site : each site with its emitters; z_m : the spot above sea level
    """
    total = planned = most = 0.0
    strongest = None
    for site, emitters in by_site:
        if math.hypot(site.x_m - x_m, site.y_m - y_m) > radius_m:
            continue
        part = float(share_at(emitters, x_m, y_m, z_m))
        total += part
        planned += part if site.planned else 0.0
        if part > most:
            strongest, most = site, part
    return Exposure(total, planned, strongest, most)


def signals_at(
    terrain: Terrain,
    rows: Iterable[SectorRow],
    x_m: float,
    y_m: float,
    rx_height_m: float,
    radius_m: float,
    step_m: float,
    model: Optional[FanModel] = None,
) -> List[Signal]:
    """The signals of sectors within `radius_m`, strongest first; `InputError` for a spot off the terrain.

    model : decides the loss; None for TR 38.901 by kind of site. Line of sight is TR 38.901's with every model.
    """
    if not terrain.grid.contains(x_m, y_m):
        raise InputError("profile_off_terrain", extent=tuple(round(v, 1) for v in terrain.grid.extent_m))
    built = bool(terrain.is_building.any())
    found: List[Signal] = []
    for mast, sectors in by_mast(rows):
        distance = math.hypot(x_m - mast.x_m, y_m - mast.y_m)
        if distance > radius_m:
            continue
        azimuth = math.degrees(math.atan2(x_m - mast.x_m, y_m - mast.y_m))
        loss, seen = _loss(terrain, mast, distance, azimuth, rx_height_m, step_m, built, model)
        row, column = terrain.grid.row_column(x_m, y_m)
        above = antenna_level_m(terrain, mast) - rx_height_m - float(terrain.ground_m[row, column])
        for sector_row in sectors:
            sector = sector_row.sector
            level = received_dbm(
                sector, np.float32(azimuth), zenith_deg(np.float32(max(distance, 1.0)), np.float32(above)), np.float32(loss)
            )
            off = abs(float(wrap_deg(azimuth - sector.azimuth_deg))) if len(sector_row.site.sectors) > 1 else math.nan
            found.append(Signal(sector_row, distance, seen, loss, float(level), off))
    return sorted(found, key=lambda signal: -signal.ss_rsrp_dbm)


def _loss(terrain: Terrain, mast: Mast, distance: float, azimuth_deg: float, rx_height_m: float, step_m: float, built: bool, model):
    steps = max(LEAST_STEPS, math.ceil(distance / step_m) + 1)
    reach = max(distance, 1.0)
    ray = Fan(reach, reach / (steps - 1), np.array([math.radians(azimuth_deg)]), np.linspace(0.0, reach, steps))
    paths = fan_paths(terrain, ray, mast.x_m, mast.y_m, mast.height_m, rx_height_m, mast.frequency_mhz)
    loss, seen = tr38901_over_fan(paths, mast.scenario, buildings_known=built, extrapolate=True)
    if model is not None:
        loss = model(paths, mast)
    free = free_space_loss_db(mast.frequency_mhz, math.hypot(reach, mast.height_m - rx_height_m))
    return max(float(loss[0, -1]), float(free)), bool(seen[0, -1])


def sinr_db(signals: List[Signal], load: float, noise_figure_db: float) -> float:
    """SS-SINR of the strongest signal: the others of its channel at their load, and noise; nan without a signal."""
    if not signals:
        return math.nan
    best = signals[0]
    carrier = best.row.sector.carrier
    noise_mw = 10 ** (carrier.noise_per_resource_element_dbm(noise_figure_db) / 10)
    others = sum(
        (load if s.row.sector.load is None else s.row.sector.load) * 10 ** (s.ss_rsrp_dbm / 10)
        for s in signals[1:]
        if s.row.sector.carrier.channel == carrier.channel
    )
    return best.ss_rsrp_dbm - 10 * math.log10(others + noise_mw)


def section_to(terrain: Terrain, signal: Signal, x_m: float, y_m: float, rx_height_m: float, step_m: float) -> Optional[Section]:
    """The path from a signal's antenna to the spot; None where they are at one place or the antenna is off the terrain."""
    mast = signal.row.mast
    if signal.distance_m < step_m or not terrain.grid.contains(mast.x_m, mast.y_m):
        return None
    return sample_path(terrain, (mast.x_m, mast.y_m), (x_m, y_m), step_m, mast.height_m, rx_height_m, mast.frequency_mhz)


def obstacle_of(section: Section) -> Optional[Obstacle]:
    """The point that stands highest above the line; None for a path in sight."""
    blocked = np.flatnonzero(section.blocked)
    if not blocked.size:
        return None
    worst = int(blocked[np.argmin(section.clearance_m[blocked])])
    distance = section.paths.distance_m
    building = float(section.paths.building_m[0, worst])
    return Obstacle(
        float(section.x_m[worst]),
        float(section.y_m[worst]),
        building,
        float(distance[-1] - distance[worst]),
        float(-section.clearance_m[worst]),
        building > 0,
    )


def nearest(places_m: np.ndarray, x_m: float, y_m: float, reach_m: float, at_most: int) -> Tuple[int, ...]:
    """Indices of the places (n, 2) within reach, nearest first."""
    if not len(places_m):
        return ()
    away = np.hypot(places_m[:, 0] - x_m, places_m[:, 1] - y_m)
    return tuple(int(i) for i in np.argsort(away, kind="stable")[:at_most] if away[i] <= reach_m)
