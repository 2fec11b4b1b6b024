# SPDX-License-Identifier: GPL-2.0-or-later
"""ITU-R P.452-18 over a fan of profiles, every ray at once: the model of `p452`, made fast.

Equal to `p452.p452_loss` on the same profiles to better than 0.01 dB (a test holds it); how: `itu_fan`. Clutter does not
count within 50 m of either end: near the antenna it is left out of the fan, near each receiver `p452_fan_clearance`
looks at the bare ground instead.
"""

import numpy as np

from ..profiles import FanPaths
from .fan_surface import at_facade, facade_step
from .itu_fan import below_the_troposphere_db, fan_case, with_troposcatter_db
from .itu_radio_climate import ASSUMED_DELTA_N, ASSUMED_LATITUDE_DEG, ASSUMED_N0
from .p452 import (
    CLUTTER_FREE_KM,
    COASTAL,
    DISTANCE_KM,
    DRY_G_M3,
    HUMID_LAND_G_M3,
    INLAND,
    MODEL,
    air_db_km,
    check_ranges,
    p452_loss,
    troposcatter_loss_db,
)
from .p526_fan import loss_at_mast_db
from .p526_fan_block import FanPiece, over_blocks
from .p1812_fan_view import fan_view, first_highest_step
from .validity import check_range

ZONES = {"inland": INLAND, "coastal": COASTAL}


def p452_over_fan(
    paths: FanPaths,
    *,
    time_percent: float = 50.0,
    polarization: str = "vertical",
    tx_gain_dbi: float = 0.0,
    rx_gain_dbi: float = 0.0,
    latitude_deg: float = ASSUMED_LATITUDE_DEG,
    delta_n: float = ASSUMED_DELTA_N,
    n0: float = ASSUMED_N0,
    zone: str = "inland",
    pressure_hpa: float = 1013.0,
    temperature_c: float = 15.0,
    extrapolate: bool = False,
) -> np.ndarray:
    """Basic transmission loss at every point of a fan, dB, float32 (rays, steps).

    Parameters
    ----------
    paths : evenly spaced points from `profiles.make_fan`; the greater of building and clutter height counts, except
        within 50 m of the terminals; a point inside a building is judged at the facade that faces the antenna
    zone : "inland" or "coastal", of the whole fan; far from the sea
    Others as in `p452.p452_loss`. Next to the mast the same formulas are used, down to free space at the mast itself.

    Raises
    ------
    RangeError naming the range; InputError for uneven points or holes in the heights.
    """
    check_ranges(paths.frequency_mhz, paths.tx_height_m, paths.rx_height_m, time_percent, extrapolate)
    check_range(MODEL, "radius_km", paths.distance_m[-1] / 1000.0, *DISTANCE_KM, "km", extrapolate)
    air = {"pressure_hpa": pressure_hpa, "temperature_c": temperature_c}
    humid, dry = (float(air_db_km(paths.frequency_mhz, density, **air)) for density in (HUMID_LAND_G_M3, DRY_G_M3))
    case = fan_case(MODEL, paths.frequency_mhz, time_percent, polarization, latitude_deg, delta_n, n0, zone, humid)
    frequency_ghz, gains = case.frequency_mhz / 1000.0, (tx_gain_dbi, rx_gain_dbi)

    def first_step_db(distance_km, height_m) -> np.ndarray:
        return p452_loss(
            frequency_mhz=paths.frequency_mhz,
            distance_km=distance_km,
            height_m=height_m,
            tx_height_m=paths.tx_height_m,
            rx_height_m=paths.rx_height_m,
            zone=np.full(height_m.shape, ZONES[zone]),
            time_percent=time_percent,
            polarization=polarization,
            tx_gain_dbi=tx_gain_dbi,
            rx_gain_dbi=rx_gain_dbi,
            latitude_deg=latitude_deg,
            delta_n=delta_n,
            n0=n0,
            extrapolate=True,
            **air,
        ).loss_db

    def scatter_db(total_km, angle_mrad):
        return troposcatter_loss_db(total_km, angle_mrad, frequency_ghz, case.time_percent, case.n0, *gains) + dry * total_km

    tx_steps = {}  # of the block at work

    def piece_loss_db(piece: FanPiece) -> np.ndarray:
        if tx_steps.get("block") is not piece.block:
            tx_steps.update(block=piece.block, steps=first_highest_step(piece.block))
        view = fan_view(piece, tx_steps["steps"])
        # how much steeper the way to the highest ground is than the way to the receiver, m/km; equations (14), (15), (58)
        steeper = (piece.ground_horizon + piece.block.curvatures[0] * piece.distance_km - piece.direct_slope).reshape(-1)
        _, modified = below_the_troposphere_db(piece, view, case, lambda points: steeper[points])
        return with_troposcatter_db(piece, view, modified, scatter_db)

    with_steps = case.time_percent < 50.0
    loss = over_blocks(paths, case.curvatures, piece_loss_db, first_step_db, with_steps=with_steps, clutter_free_km=CLUTTER_FREE_KM)
    loss[:, 0] = loss_at_mast_db(paths)
    return at_facade(loss, facade_step(paths.building_m))
