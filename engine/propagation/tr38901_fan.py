# SPDX-License-Identifier: GPL-2.0-or-later
"""TR 38.901 over a fan of profiles: line of sight decided by the surface, all rays at once.

A point is in line of sight when no surface (ground plus building) between the antenna and the receiver
rises above the straight line between them on an earth of effective radius. The antenna's horizon along a
ray is a running maximum of slopes, so the whole fan costs a few passes over it.

Buildings at the two ends do not block, see `fan_surface`.
"""

import math
from dataclasses import replace
from typing import Tuple

import numpy as np

from ..errors import InputError
from ..profiles import FanPaths
from .fan_surface import at_facade, check_paths, facade_step, own_building
from .knife_edge import bullington_loss_db
from .tr38901 import FREQUENCY_MHZ, MODEL, RX_HEIGHT_M, TX_HEIGHT_M, los_probability, path_loss_db
from .validity import check_range

EFFECTIVE_EARTH_RADIUS_M = 8_500_000.0  # 4/3 of 6371 km, rounded as ITU-R P.526 does
_BLOCK_POINTS = 32_768  # at a time: the arrays of a block fit the processor's cache
MAX_DISTANCE_M = {"umi": 5000.0, "uma": 5000.0, "rma": 5000.0}  # RMa: of NLOS; a fan has both


def tr38901_over_fan(
    paths: FanPaths,
    scenario: str = "umi",
    *,
    diffraction: bool = False,
    buildings_known: bool = True,
    earth_radius_m: float = EFFECTIVE_EARTH_RADIUS_M,
    extrapolate: bool = False,
) -> Tuple[np.ndarray, np.ndarray]:
    """Path loss and line of sight at every point of a fan.

    Parameters
    ----------
    paths : see `FanPaths`; heights above the ground under antenna and receiver go into the formulas, the
        true difference of elevations into the 3-D distance
    scenario : "umi", "uma" or "rma"
    diffraction : behind an obstacle take LOS plus the knife-edge loss of the path (Bullington's equivalent edge),
        at most NLOS. NLOS is the median of everything that reaches a shadow, so that the stronger of the two
        counts; just behind an edge that is the diffracted field, deep in the shadow it is NLOS.
    buildings_known : False where no building is known: P_LOS-weighted mean in dB wherever the ground does not block
    earth_radius_m : effective earth radius
    extrapolate : accept frequency, heights and radius outside the model's range

    Returns
    -------
    (path_loss_db float32, line_of_sight bool), both (rays, steps). Loss is never below free space. Nearer than
    10 m (the standard's lower limit) the same formulas are used down to the antenna.

    Raises
    ------
    RangeError for frequency, antenna heights or radius outside the range; InputError for an unknown scenario or holes in
    the heights
    """
    if scenario not in MAX_DISTANCE_M:
        raise InputError("model_unknown_scenario", scenario=scenario, choices=", ".join(MAX_DISTANCE_M))
    name = MODEL[scenario]
    check_paths(paths, name)
    check_range(name, "frequency_mhz", paths.frequency_mhz, *FREQUENCY_MHZ[scenario], "MHz", extrapolate)
    check_range(name, "tx_height_m", paths.tx_height_m, *TX_HEIGHT_M[scenario], "m", extrapolate)
    check_range(name, "rx_height_m", paths.rx_height_m, *RX_HEIGHT_M[scenario], "m", extrapolate)
    check_range(name, "radius_m", paths.distance_m[-1], 0, MAX_DISTANCE_M[scenario], "m", extrapolate)
    level = float(np.ptp(paths.ground_m)) < 0.01
    loss = np.empty(paths.ground_m.shape, np.float32)
    seen = np.empty(paths.ground_m.shape, bool)
    rays = max(1, _BLOCK_POINTS // paths.distance_m.size)
    for first in range(0, loss.shape[0], rays):
        rows = slice(first, first + rays)
        part = replace(paths, ground_m=paths.ground_m[rows], building_m=paths.building_m[rows], clutter_m=None, landcover_class=None)
        loss[rows], seen[rows] = _some_rays(part, scenario, level, diffraction, buildings_known, earth_radius_m)
    return loss, seen


def _some_rays(paths, scenario, level, diffraction, buildings_known, earth_radius_m):
    """`tr38901_over_fan` for so many rays that their arrays stay in the cache."""
    view = line_of_sight_over_fan(paths, earth_radius_m)
    clear, blocked = _losses(paths, scenario, level, view.receiver_m)
    if not buildings_known:
        share = los_probability(scenario, paths.distance_m, min(paths.rx_height_m, 23.0)).astype(np.float32)
        mean = share * clear + (1 - share) * blocked
        loss = np.where(view.line_of_sight, mean, blocked)
        return loss, view.line_of_sight & (share >= 0.5)
    if diffraction:
        shadow = bullington_loss_db(paths.distance_m, view.surface_m, view.receiver_m, view.horizon, paths.frequency_mhz)
        shadow = at_facade(shadow, view.facade)
        blocked = np.minimum(blocked, clear + shadow)
    return np.where(view.line_of_sight, clear, blocked), view.line_of_sight


class FanView:
    """What an antenna sees: the results of `line_of_sight_over_fan`, arrays (rays, steps).

    line_of_sight : bool
    surface_m : float32, surface less earth bulge, relative to the antenna; own building
        removed
    receiver_m : float32, receivers likewise
    horizon : float32, greatest slope of the surface before each step, as the antenna sees it
    facade : int32, the step at which a point is judged: its own, or the first cell of the building it is in;
        None where there is no building
    """

    def __init__(self, line_of_sight, surface_m, receiver_m, horizon, facade):
        self.line_of_sight = line_of_sight
        self.surface_m = surface_m
        self.receiver_m = receiver_m
        self.horizon = horizon
        self.facade = facade


def line_of_sight_over_fan(paths: FanPaths, earth_radius_m: float = EFFECTIVE_EARTH_RADIUS_M) -> FanView:
    """Which points of a fan the antenna sees; see `FanView`."""
    distance = paths.distance_m
    bulge = (distance**2 / (2 * earth_radius_m)).astype(np.float32)
    antenna = float(paths.ground_m[0, 0]) + paths.tx_height_m
    ground = paths.ground_m - np.float32(antenna)
    ground -= bulge
    receiver = ground + np.float32(paths.rx_height_m)
    facade = facade_step(paths.building_m)
    surface = ground
    if facade is not None:
        surface = ground + paths.building_m
        own = own_building(paths)
        if own is not None:
            np.copyto(surface, ground, where=own)
    per_metre = np.zeros(distance.size, np.float32)
    per_metre[1:] = 1.0 / distance[1:]
    slope = surface * per_metre
    slope[:, 0] = -np.inf
    horizon = np.empty_like(slope)
    horizon[:, 0] = -np.inf
    np.maximum.accumulate(slope[:, :-1], axis=1, out=horizon[:, 1:])
    seen = receiver * per_metre >= horizon
    return FanView(at_facade(seen, facade), surface, receiver, horizon, facade)


def _losses(paths, scenario, level, receiver_m):
    """LOS and NLOS loss, float32, (steps,) on level ground and (rays, steps) otherwise; not below free space."""
    distance = paths.distance_m
    difference = paths.tx_height_m - paths.rx_height_m if level else receiver_m
    distance_3d = np.maximum(np.hypot(distance, difference), 1.0)
    arguments = (paths.frequency_mhz, distance, paths.tx_height_m, paths.rx_height_m)
    free = 20 * np.log10(distance_3d) + (20 * math.log10(paths.frequency_mhz) - 27.55)
    clear = path_loss_db(scenario, True, *arguments, distance_3d_m=distance_3d, extrapolate=True)
    blocked = path_loss_db(scenario, False, *arguments, distance_3d_m=distance_3d, extrapolate=True)
    return np.maximum(clear, free).astype(np.float32), np.maximum(blocked, free).astype(np.float32)
