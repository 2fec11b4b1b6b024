# SPDX-License-Identifier: GPL-2.0-or-later
"""ITU-R P.1812-6 over a fan of profiles, every ray at once: the model of `p1812`, made fast.

Equal to `p1812.p1812_loss` on the same profiles to better than 0.01 dB (a test holds it); how: `itu_fan`.
"""

import numpy as np

from ..profiles import FanPaths
from .fan_surface import at_facade, facade_step, obstruction_m
from .itu_fan import FanCase, below_the_troposphere_db, fan_case, free_space_loss_db, with_troposcatter_db
from .itu_radio_climate import ASSUMED_DELTA_N, ASSUMED_LATITUDE_DEG, ASSUMED_N0
from .p526_fan import loss_at_mast_db
from .p526_fan_block import FanPiece, over_blocks
from .p526_spherical import may_lose
from .p1812 import COASTAL, DISTANCE_KM, INLAND, MODEL, check_ranges, p1812_loss, troposcatter_loss_db
from .p1812_fan_view import FanView, fan_view, first_highest_step
from .p1812_location import location_correction_db, location_standard_deviation_db
from .validity import check_range

ZONES = {"inland": INLAND, "coastal": COASTAL}


def p1812_over_fan(
    paths: FanPaths,
    *,
    time_percent: float = 50.0,
    location_percent: float = 50.0,
    location_sd_db=None,
    resolution_m: float = 100.0,
    polarization: str = "vertical",
    latitude_deg: float = ASSUMED_LATITUDE_DEG,
    delta_n: float = ASSUMED_DELTA_N,
    n0: float = ASSUMED_N0,
    zone: str = "inland",
    extrapolate: bool = False,
) -> np.ndarray:
    """Basic transmission loss at every point of a fan, dB, float32 (rays, steps).

    Parameters
    ----------
    paths : evenly spaced points from `profiles.make_fan`; the greater of building and clutter height counts as
        representative clutter, except at the terminals; a point inside a building is judged at the facade that
        faces the antenna
    zone : "inland" or "coastal", of the whole fan; far from the sea
    Others as in `p1812.p1812_loss`.

    Points nearer than the recommendation's 0.25 km are computed with the same formulas, down to free space at the
    mast itself. The loss is never below that of line of sight for the given time.

    Raises
    ------
    RangeError naming the range; InputError for uneven points or holes in the heights.
    """
    check_ranges(paths.frequency_mhz, paths.tx_height_m, paths.rx_height_m, time_percent, location_percent, extrapolate)
    check_range(MODEL, "radius_km", paths.distance_m[-1] / 1000.0, 0.0, DISTANCE_KM[1], "km", extrapolate)
    case = fan_case(MODEL, paths.frequency_mhz, time_percent, polarization, latitude_deg, delta_n, n0, zone)
    options = {
        "frequency_mhz": paths.frequency_mhz,
        "tx_height_m": paths.tx_height_m,
        "rx_height_m": paths.rx_height_m,
        "time_percent": time_percent,
        "polarization": polarization,
        "latitude_deg": latitude_deg,
        "delta_n": delta_n,
        "n0": n0,
        "extrapolate": True,
    }

    def first_step_db(distance_km, height_m) -> np.ndarray:
        if case.time_percent == 50.0 and not _lose_on_first_step(distance_km[1], paths, case):
            rise = height_m[:, 1] - height_m[:, 0] + paths.rx_height_m - paths.tx_height_m
            return free_space_loss_db(distance_km[1], rise, case)
        zones = np.full(height_m.shape, ZONES[zone])
        parts = p1812_loss(distance_km=distance_km, height_m=height_m, zone=zones, **options).mechanisms
        return np.maximum(parts.combined_db, parts.line_of_sight_db)

    tx_steps = {}  # of the block at work

    def piece_loss_db(piece: FanPiece) -> np.ndarray:
        if tx_steps.get("block") is not piece.block:
            tx_steps.update(block=piece.block, steps=first_highest_step(piece.block))
        return _piece_loss_db(piece, fan_view(piece, tx_steps["steps"]), case)

    loss = over_blocks(paths, case.curvatures, piece_loss_db, first_step_db, with_steps=case.time_percent < 50.0)
    loss[:, 0] = loss_at_mast_db(paths)
    return at_facade(_with_location(paths, loss, location_percent, location_sd_db, resolution_m), facade_step(paths.building_m))


def _lose_on_first_step(step_km: float, paths: FanPaths, case: FanCase) -> bool:
    """Whether anything is lost beyond free space on the way to the first step. The smooth earth is there the ground itself.

    At 50 % of the time nothing else can add to the loss, and nothing lowers it below that of line of sight.
    """
    d, tx, rx = (np.array([value], float) for value in (step_km, paths.tx_height_m, paths.rx_height_m))
    return bool(may_lose(d, tx, rx, case.earth_radius_km, case.wavelength_m)[0])


def _piece_loss_db(piece: FanPiece, view: FanView, case: FanCase) -> np.ndarray:
    """Lbc of a piece before location variability, not below Lb0p; (steps, rays)."""
    angle = view.angular_distance_mrad
    sight, modified = below_the_troposphere_db(piece, view, case, lambda points: angle.reshape(-1)[points] - 0.3)

    def scatter_db(total_km, angle_mrad):
        return troposcatter_loss_db(total_km, angle_mrad, case.frequency_mhz / 1000.0, case.time_percent, case.n0)

    return np.maximum(with_troposcatter_db(piece, view, modified, scatter_db), sight)


def _with_location(paths: FanPaths, loss, location_percent, location_sd_db, resolution_m):
    """Add the location variability; nothing at 50 %."""
    if location_percent == 50.0:
        return loss
    if location_sd_db is None:
        standing = obstruction_m(paths)
        location_sd_db = location_standard_deviation_db(
            paths.frequency_mhz, resolution_m, paths.rx_height_m, 0.0 if standing is None else standing
        )
    return loss + location_correction_db(location_percent, location_sd_db).astype(np.float32)
