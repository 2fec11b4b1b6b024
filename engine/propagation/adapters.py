# SPDX-License-Identifier: GPL-2.0-or-later
"""Each model behind the two doors of the registry: over paths (loss at their end) and over a fan.

Validity ranges are the registry's to check; here everything is computed. Clutter of the ITU models is the
higher of buildings and land cover; the building a receiver stands in is not counted (architecture.md).
"""

from functools import partial

import numpy as np

from ..profiles import FanPaths
from . import hata


def _tr38901_fan(scenario, diffraction, paths, mast):
    from .tr38901_fan import tr38901_over_fan

    return tr38901_over_fan(paths, scenario or mast.scenario, diffraction=diffraction, extrapolate=True)[0]


def by_site_statistical_fan(paths: FanPaths, mast) -> np.ndarray:
    """Where no building is known: the mean in dB over the LOS probability; terrain still blocks."""
    from .tr38901_fan import tr38901_over_fan

    return tr38901_over_fan(paths, mast.scenario, buildings_known=False, extrapolate=True)[0]


def _tr38901_point(scenario, diffraction, paths):
    return _tr38901_fan(scenario, diffraction, paths, None)[:, -1]


by_site_fan = partial(_tr38901_fan, None, False)
by_site_diffraction_fan = partial(_tr38901_fan, None, True)
umi_fan, umi_point = partial(_tr38901_fan, "umi", False), partial(_tr38901_point, "umi", False)
uma_fan, uma_point = partial(_tr38901_fan, "uma", False), partial(_tr38901_point, "uma", False)
rma_fan, rma_point = partial(_tr38901_fan, "rma", False), partial(_tr38901_point, "rma", False)
umi_diffraction_fan, umi_diffraction_point = partial(_tr38901_fan, "umi", True), partial(_tr38901_point, "umi", True)
uma_diffraction_fan, uma_diffraction_point = partial(_tr38901_fan, "uma", True), partial(_tr38901_point, "uma", True)


def free_space_fan(paths: FanPaths, mast) -> np.ndarray:
    """Free space over the straight line from antenna to receiver."""
    from .p525 import free_space_loss_db

    return free_space_loss_db(paths.frequency_mhz, _distance_3d_m(paths)).astype(np.float32)


def free_space_point(paths: FanPaths) -> np.ndarray:
    return free_space_fan(_ends(paths), None)[:, -1]


def _hata_fan(environment, paths, mast):
    distance = np.maximum(paths.distance_m, 1.0)
    heights = (paths.tx_height_m, paths.rx_height_m)
    loss = hata.hata_loss_db(paths.frequency_mhz, distance, *heights, environment, extrapolate=True).astype(np.float32)
    return np.maximum(loss, free_space_fan(paths, mast))


def _hata_point(environment, paths):
    return _hata_fan(environment, _ends(paths), None)[:, -1]


hata_urban_fan, hata_urban_point = partial(_hata_fan, "urban"), partial(_hata_point, "urban")
hata_suburban_fan, hata_suburban_point = partial(_hata_fan, "suburban"), partial(_hata_point, "suburban")
hata_open_fan, hata_open_point = partial(_hata_fan, "open"), partial(_hata_point, "open")


def p1812_fan(paths: FanPaths, mast) -> np.ndarray:
    from .p1812_fan import p1812_over_fan

    return p1812_over_fan(paths, extrapolate=True)


def p1812_point(paths: FanPaths) -> np.ndarray:
    """P.1812 on the whole profile, median of time and locations, default radio climate."""
    from .p1812 import p1812_loss

    return p1812_loss(**_itu_profile(paths), extrapolate=True).loss_db


def delta_bullington_fan(paths: FanPaths, mast) -> np.ndarray:
    from .p526_fan import delta_bullington_over_fan

    return delta_bullington_over_fan(paths, extrapolate=True)


def delta_bullington_point(paths: FanPaths) -> np.ndarray:
    """Delta-Bullington diffraction on the whole profile, and free space."""
    from .p525 import free_space_loss_db
    from .p526 import delta_bullington_loss

    free = free_space_loss_db(paths.frequency_mhz, _distance_3d_m(_ends(paths))[:, -1])
    return free + delta_bullington_loss(**_itu_profile(paths), extrapolate=True).loss_db


def p452_point(paths: FanPaths) -> np.ndarray:
    """P.452 on the whole profile for half of the time, default radio climate."""
    from .p452 import p452_loss

    return p452_loss(**_itu_profile(paths), time_percent=50.0, extrapolate=True).loss_db


def p452_fan(paths: FanPaths, mast) -> np.ndarray:
    from .p452_fan import p452_over_fan

    return p452_over_fan(paths, extrapolate=True)


def itm_point(paths: FanPaths) -> np.ndarray:
    """ITM over the bare ground; medians."""
    from .itm import itm_loss

    step = float(paths.distance_m[1] - paths.distance_m[0])
    return itm_loss(paths.ground_m, step, paths.tx_height_m, paths.rx_height_m, paths.frequency_mhz).loss_db


def itm_fan(paths: FanPaths, mast) -> np.ndarray:
    """ITM over the bare ground; medians."""
    from .itm_fan import itm_over_fan

    return itm_over_fan(paths)


def _itu_profile(paths):
    clutter = paths.building_m if paths.clutter_m is None else np.maximum(paths.building_m, paths.clutter_m)
    return {
        "frequency_mhz": paths.frequency_mhz,
        "distance_km": paths.distance_m / 1000,
        "height_m": paths.ground_m,
        "tx_height_m": paths.tx_height_m,
        "rx_height_m": paths.rx_height_m,
        "clutter_m": np.where(_end_buildings(paths.building_m), 0, clutter),
    }


def _end_buildings(building):
    """Built cells without a gap from the receiver's end, which do not block the path to their own facade."""
    built = building > 0
    return np.logical_and.accumulate(built[:, ::-1], axis=1)[:, ::-1]


def _ends(paths):
    """The first and last points alone: all that a model without a profile needs."""
    keep = [0, paths.distance_m.size - 1]
    clutter = None if paths.clutter_m is None else paths.clutter_m[:, keep]
    return FanPaths(
        paths.distance_m[keep],
        paths.ground_m[:, keep],
        paths.building_m[:, keep],
        clutter,
        paths.tx_height_m,
        paths.rx_height_m,
        paths.frequency_mhz,
    )


def _distance_3d_m(paths):
    difference = paths.ground_m[:, :1] + paths.tx_height_m - paths.ground_m - paths.rx_height_m
    return np.maximum(np.hypot(paths.distance_m, difference), 1.0)
