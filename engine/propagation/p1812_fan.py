# SPDX-License-Identifier: GPL-2.0-or-later
"""ITU-R P.1812-6 over a fan of profiles, every ray at once: the model of `p1812`, made fast.

Equal to `p1812.p1812_loss` on the same profiles to better than 0.01 dB (a test holds it). Horizon distances and
terrain roughness, which only the ducting model and the focusing gain ask for, are looked up for those points
alone where they can change the result (`p1812_fan_view`); at 50 % of the time that is hardly any.
"""

from dataclasses import dataclass, fields

import numpy as np

from ..errors import InputError
from ..profiles import FanPaths
from .fan_surface import obstruction_m
from .itu_combination import distance_weight, sigmoid_weight, time_weight
from .itu_ducting import ducting_loss_db
from .itu_horizon import Horizon
from .itu_radio_climate import (
    ASSUMED_DELTA_N,
    ASSUMED_LATITUDE_DEG,
    ASSUMED_N0,
    BETA0_RADIUS_FACTOR,
    EARTH_RADIUS_KM,
    RadioClimate,
    beta0_percent,
    median_earth_radius_km,
)
from .itu_zones import NO_COAST_KM
from .p526 import is_vertical
from .p526_fan import at_facade, diffraction_db, loss_at_mast_db
from .p526_fan_block import FanPiece, over_blocks
from .p1812 import COASTAL, DISTANCE_KM, INLAND, MODEL, WAVELENGTH_M_GHZ, check_ranges, p1812_loss, troposcatter_loss_db
from .p1812_fan_view import FanView, fan_view, first_highest_step, look_up, smallest_ducting_loss_db
from .p1812_location import location_correction_db, location_standard_deviation_db
from .validity import check_range

ZONES = {"inland": INLAND, "coastal": COASTAL}
MATTERS_DB = 45.0  # a mechanism weaker by more than this adds less than 1e-8 dB


@dataclass(frozen=True)
class _Case:
    """What is the same for every point of a fan."""

    frequency_mhz: float
    wavelength_m: float
    vertical: bool
    time_percent: float
    n0: float
    earth_radius_km: float
    beta0_earth_radius_km: float


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
    check_range(MODEL, "latitude_deg", latitude_deg, -90.0, 90.0, "deg")
    check_range(MODEL, "delta_n", delta_n, 0.0, 150.0, "N-units/km")
    check_range(MODEL, "n0", n0, 200.0, 500.0, "N-units")
    if zone not in ZONES:
        raise InputError("profile_zone", zone=zone, choices=", ".join(ZONES))
    case = _Case(
        float(paths.frequency_mhz),
        1000.0 * WAVELENGTH_M_GHZ / paths.frequency_mhz,
        bool(is_vertical(polarization)),
        float(time_percent),
        float(n0),
        float(median_earth_radius_km(delta_n)),
        EARTH_RADIUS_KM * BETA0_RADIUS_FACTOR,
    )
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
        zones = np.full(height_m.shape, ZONES[zone])
        parts = p1812_loss(distance_km=distance_km, height_m=height_m, zone=zones, **options).mechanisms
        return np.maximum(parts.combined_db, parts.line_of_sight_db)

    tx_steps = {}  # of the block at work

    def piece_loss_db(piece: FanPiece) -> np.ndarray:
        if tx_steps.get("block") is not piece.block:
            tx_steps.update(block=piece.block, steps=first_highest_step(piece.block))
        return _piece_loss_db(piece, fan_view(piece, tx_steps["steps"]), _climate(piece, case, zone, latitude_deg), case)

    # the second earth radius only matters where the share of time is not the median
    curvatures = [500.0 / case.earth_radius_km]
    if case.time_percent < 50.0:
        curvatures.append(500.0 / case.beta0_earth_radius_km)
    loss = over_blocks(paths, curvatures, piece_loss_db, first_step_db, with_steps=len(curvatures) > 1)
    loss[:, 0] = loss_at_mast_db(paths)
    return at_facade(paths, _with_location(paths, loss, location_percent, location_sd_db, resolution_m))


def _climate(piece: FanPiece, case: _Case, zone: str, latitude_deg: float) -> RadioClimate:
    """Climate of the paths to each step of a piece, (steps, 1)."""
    total = piece.distance_km
    inland = total if zone == "inland" else np.zeros_like(total)
    return RadioClimate(
        total,
        inland,
        np.zeros_like(total),
        beta0_percent(latitude_deg, total, inland),
        np.float64(case.earth_radius_km),
        np.float64(case.beta0_earth_radius_km),
    )


def _piece_loss_db(piece: FanPiece, view: FanView, climate: RadioClimate, case: _Case) -> np.ndarray:
    """Lbc of a piece before location variability, not below Lb0p; (steps, rays)."""
    f = case.frequency_mhz / 1000.0
    total = piece.distance_km
    free_space = 92.4 + 20.0 * np.log10(f) + 10.0 * np.log10(total**2 + (1e-3 * (piece.rx_m - piece.tx_m)) ** 2)
    median = diffraction_db(piece, 0, case.frequency_mhz, case.wavelength_m, case.vertical, 0.0)
    beta0 = None
    if case.time_percent < 50.0:
        beta0 = diffraction_db(piece, 1, case.frequency_mhz, case.wavelength_m, case.vertical, 0.0)
    sight, modified = _modified_db(piece, view, climate, case, free_space, median, beta0)
    scatter = troposcatter_loss_db(total, view.angular_distance_mrad, f, case.time_percent, case.n0)
    near = np.flatnonzero(scatter < modified + MATTERS_DB)
    if near.size:
        power_sum_db(modified.reshape(-1), scatter.ravel(), near)
    return np.maximum(modified, sight)


def _modified_db(piece: FanPiece, view: FanView, climate: RadioClimate, case: _Case, free_space, median, beta0):
    """(Lb0p, Lbam), equations (40) to (43) and (57) to (62); see `itu_combination.combine`."""
    f, p = case.frequency_mhz / 1000.0, case.time_percent
    fi = time_weight(p, climate.beta0_percent)
    diffraction = median if beta0 is None else median + fi * (beta0 - median)
    basic = free_space + diffraction
    # the focusing gain lowers the loss only a little; without it a point is looked at rather too often
    matters = smallest_ducting_loss_db(piece, view, climate, f, p) <= basic
    points = np.flatnonzero(matters if beta0 is None else matters | ~view.line_of_sight)
    looked = look_up(piece, view, points, matters.ravel()[points]) if points.size else None
    if beta0 is None:
        sight, minimum = free_space, basic  # at 50 % of the time there is no focusing gain and Fi is 0
    else:
        horizon_sum = piece.spread(piece.distance_km)
        if points.size:
            horizon_sum[points] = looked.tx_distance_km + looked.rx_distance_km
        horizon_sum = horizon_sum.reshape(basic.shape)
        per_decade = 2.6 * (1.0 - np.exp(-0.1 * horizon_sum))
        sight = free_space + per_decade * np.log10(p / 50.0)
        basic = sight + diffraction
        at_beta0 = free_space + median
        at_beta0 = at_beta0 + (free_space + per_decade * np.log10(climate.beta0_percent / 50.0) + diffraction - at_beta0) * fi
        minimum = np.where(p >= climate.beta0_percent, at_beta0, basic)
    modified = basic.copy()
    duct = np.flatnonzero(matters)
    if duct.size:
        modified.reshape(-1)[duct] = _with_ducting_db(piece, climate, case, looked, points, duct, sight, basic)
    if minimum is not basic:
        modified += (minimum - modified) * _angle_weight(view.angular_distance_mrad)
    elif duct.size:
        part = modified.reshape(-1)
        part[duct] += (basic.ravel()[duct] - part[duct]) * _angle_weight(view.angular_distance_mrad.ravel()[duct])
    return sight, modified


def _with_ducting_db(piece: FanPiece, climate: RadioClimate, case: _Case, looked, points, duct, sight, basic):
    """Lbda of the points `duct` among those looked up, equations (60), (61)."""
    kept = np.searchsorted(points, duct)
    view_of = Horizon(*(getattr(looked, field.name)[kept] for field in fields(looked)))
    row = duct // basic.shape[1]
    total, rx = piece.distance_km[row, 0], piece.rx_m.ravel()[duct]
    at = climate_at(climate, row)
    ducting = ducting_loss_db(total, view_of, at, piece.tx_m, rx, NO_COAST_KM, NO_COAST_KM, case.frequency_mhz / 1000.0, case.time_percent)
    notional = 2.5 * np.logaddexp(ducting / 2.5, sight.ravel()[duct] / 2.5)
    whole = basic.ravel()[duct]
    return np.where(notional <= whole, notional + (whole - notional) * distance_weight(total), whole)


def _angle_weight(angular_distance_mrad) -> np.ndarray:
    """Fj of equation (57)."""
    return sigmoid_weight(2.4 * (angular_distance_mrad - 0.3) / 0.3)


def power_sum_db(losses: np.ndarray, others: np.ndarray, points: np.ndarray) -> None:
    """Equation (63) at some points, in place: -5 log10 of the sum of 10^(-0.2 L)."""
    a, b = losses[points], others[points]
    losses[points] = np.minimum(a, b) - 5.0 * np.log10(1.0 + 10.0 ** (-0.2 * np.abs(a - b)))


def climate_at(climate: RadioClimate, rows) -> RadioClimate:
    """The climate of single points, given the row of each."""
    return RadioClimate(
        climate.longest_land_km[rows, 0],
        climate.longest_inland_km[rows, 0],
        climate.sea_fraction[rows, 0],
        climate.beta0_percent[rows, 0],
        climate.earth_radius_km,
        climate.beta0_earth_radius_km,
    )


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
