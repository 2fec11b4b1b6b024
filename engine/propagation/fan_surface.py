# SPDX-License-Identifier: GPL-2.0-or-later
"""What obstructs along the rays of a fan, and where a receiver inside a building is judged."""

from typing import Optional

import numpy as np

from ..errors import InputError
from ..profiles import FanPaths
from .validity import check_range

LOWEST_TERMINAL_M, HIGHEST_TERMINAL_M = 0.01, 1e6  # above ground: a terminal in the ground has no answer
FREQUENCY_MHZ = (1e-3, 1e7)


def own_building(paths: FanPaths) -> Optional[np.ndarray]:
    """The building the antenna hangs on or in, which is looked through: bool (rays, steps), or None for a mast in the open.

    It is the unbroken run of built points at the mast whose roofs are not below the antenna: a roof below it casts
    its shadow.
    """
    building = paths.building_m
    if building is None or not (building[:, 0] > 0).any():
        return None
    antenna = np.float32(float(paths.ground_m[0, 0]) + paths.tx_height_m - 1e-3)
    return np.logical_and.accumulate((building > 0) & (paths.ground_m + building >= antenna), axis=1)


def obstruction_m(paths: FanPaths) -> Optional[np.ndarray]:
    """Height of what stands on the ground, the greater of building and clutter, (rays, steps); None where nothing does.

    Without the antenna's own building, see `own_building`.
    """
    building = paths.building_m if paths.building_m is not None and paths.building_m.any() else None
    own = own_building(paths)
    if own is not None:
        building = np.where(own, np.float32(0), building)
    clutter = paths.clutter_m
    if clutter is None or not clutter.any():
        return building
    return clutter if building is None else np.maximum(building, clutter)


def facade_step(building_m: Optional[np.ndarray]) -> Optional[np.ndarray]:
    """The step at which each point is judged: for a built point the first of its unbroken run along the ray.

    int32 (rays, steps), or None where there is no building.
    """
    if building_m is None:
        return None
    built = building_m > 0
    if not built.any():
        return None
    steps = np.arange(built.shape[1], dtype=np.int32)
    last_open = np.maximum.accumulate(np.where(built, np.int32(-1), steps), axis=1)
    return np.where(built, last_open + 1, steps)


def at_facade(values: np.ndarray, facade: Optional[np.ndarray]) -> np.ndarray:
    """Values over a fan as they are judged: those of the facade that faces the antenna for points inside a building."""
    return values if facade is None else np.take_along_axis(values, facade, axis=1)


def even_step_km(paths: FanPaths) -> float:
    """Spacing of the points along the rays; InputError "fan_spacing" when it is not even."""
    distance = paths.distance_m
    if distance.size < 2 or distance[0] != 0 or distance[1] <= 0:
        raise InputError("fan_spacing")
    step = float(distance[-1]) / (distance.size - 1)
    if not np.allclose(distance, np.arange(distance.size) * step, rtol=0, atol=1e-6 * step + 1e-9):
        raise InputError("fan_spacing")
    return step / 1000.0


def check_paths(paths: FanPaths, model: str) -> None:
    """What no model can compute, whatever its range and even when extrapolating.

    Raises
    ------
    RangeError for a terminal in the ground or a frequency that is not above 0; InputError for NaN, holes in the
    heights, distances that do not rise from 0, and paths of no length or of one point.
    """
    check_range(model, "tx_height_m", paths.tx_height_m, LOWEST_TERMINAL_M, HIGHEST_TERMINAL_M, "m")
    check_range(model, "rx_height_m", paths.rx_height_m, LOWEST_TERMINAL_M, HIGHEST_TERMINAL_M, "m")
    check_range(model, "frequency_mhz", paths.frequency_mhz, *FREQUENCY_MHZ, "MHz")
    distance = np.asarray(paths.distance_m)
    if distance.ndim != 1 or distance.size < 2 or paths.ground_m.shape[1] != distance.size:
        raise InputError("profile_shape", distances=distance.shape, heights=paths.ground_m.shape)
    if not distance[-1] > 0:
        raise InputError("profile_zero_length")
    if not np.isfinite(distance).all() or distance[0] != 0 or (np.diff(distance) < 0).any():
        raise InputError("profile_distance")
    check_layers(paths)


def check_layers(paths: FanPaths) -> None:
    """InputError "profile_not_finite" naming the layer that has holes."""
    for name in ("ground_m", "building_m", "clutter_m"):
        values = getattr(paths, name)
        if values is not None and not np.isfinite(values).all():
            raise InputError("profile_not_finite", layer=name, points=int((~np.isfinite(values)).sum()))
