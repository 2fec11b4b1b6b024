# SPDX-License-Identifier: GPL-2.0-or-later
"""The Irregular Terrain Model over a fan of profiles: every point of every ray is the end of a path of its own.

The paths to one step are worked on together over all rays; what lies along a path is looked at anew for every step,
because the model's effective earth depends on the mean level of each path. Equal to `itm.itm_loss` on the same
profiles (a test holds it), and some twenty times slower than P.1812 over a fan: meant for comparison.
"""

from dataclasses import fields
from typing import List, Optional

import numpy as np

from ..errors import InputError
from ..profiles import FanPaths
from .fan_surface import even_step_km
from .itm import MODEL, ItmSettings, checked_heights, loss_of, paths_to
from .itm_profile import Rays
from .itm_reference import Geometry
from .p526_fan import loss_at_mast_db

_BLOCK_RAYS = 512  # at a time, which bounds the memory
_POINTS_AT_A_TIME = 8192  # ends of paths whose loss is computed together
FIRST_STEP = 2  # the model needs three points


def itm_over_fan(paths: FanPaths, settings: Optional[ItmSettings] = None) -> np.ndarray:
    """Basic transmission loss at every point of a fan, dB, float32 (rays, steps), over the bare ground.

    The model begins at 1 km; nearer the same formulas are used, and next to the mast, where a profile has no three
    points, free space.

    Raises
    ------
    RangeError outside frequency or height range; InputError for uneven points or holes in the ground.
    """
    if not np.isfinite(paths.ground_m).all():
        raise InputError("model_not_finite", model=MODEL, quantity="ground_m")
    settings = settings or ItmSettings()
    step_m = 1000.0 * even_step_km(paths)
    count, steps = paths.ground_m.shape
    heights = checked_heights(paths.tx_height_m, paths.rx_height_m, paths.frequency_mhz, count)
    loss = np.empty((count, steps), np.float32)
    loss[:, :FIRST_STEP] = _free_space_db(paths)[:, :FIRST_STEP]
    loss[:, 0] = loss_at_mast_db(paths)
    for first in range(0, count, _BLOCK_RAYS):
        rows = slice(first, min(first + _BLOCK_RAYS, count))
        rays = Rays(paths.ground_m[rows], step_m)
        some = max(1, _POINTS_AT_A_TIME // rays.ground_m.shape[0])
        for start in range(FIRST_STEP, steps, some):
            columns = range(start, min(start + some, steps))
            found, refractivity = zip(*(paths_to(rays, last, heights[:, rows], settings) for last in columns))
            whole = loss_of(_joined(found), paths.frequency_mhz, np.concatenate(refractivity), settings, point_to_point=True)
            loss[rows, columns.start : columns.stop] = whole.loss_db.reshape(len(columns), -1).T
    return loss


def _joined(parts: List[Geometry]) -> Geometry:
    """One geometry of all paths."""
    return Geometry(*(np.concatenate([getattr(part, field.name) for part in parts], axis=-1) for field in fields(Geometry)))


def _free_space_db(paths: FanPaths) -> np.ndarray:
    rise = paths.ground_m[:, :1] + paths.tx_height_m - paths.ground_m - paths.rx_height_m
    distance = np.maximum(np.hypot(paths.distance_m, rise), 1.0)
    return 20 * np.log10(distance) + (20 * np.log10(paths.frequency_mhz) - 27.55)
