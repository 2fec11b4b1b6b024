# SPDX-License-Identifier: GPL-2.0-or-later
"""What P.1812 and P.452 have in common over a fan of profiles: from diffraction and ducting to one loss, every ray at once.

Horizon distances and terrain roughness, which only the ducting model and the focusing gain ask for, are looked up for
those points alone where they can change the result (`p1812_fan_view`); at 50 % of the time that is hardly any.
Equation numbers are those of P.1812-6; P.452-18 has the same.
"""

from dataclasses import dataclass, fields
from typing import Callable

import numpy as np

from ..errors import InputError
from .itu_combination import distance_weight, sigmoid_weight, time_weight
from .itu_ducting import ducting_loss_db
from .itu_horizon import Horizon
from .itu_radio_climate import BETA0_RADIUS_FACTOR, EARTH_RADIUS_KM, RadioClimate, beta0_percent, check_climate, median_earth_radius_km
from .itu_zones import NO_COAST_KM
from .p526 import is_vertical
from .p526_fan import diffraction_db
from .p526_fan_block import FanPiece
from .p1812_fan_view import FanView, ducting_may_matter, look_up

ZONES = ("inland", "coastal")
MATTERS_DB = 30.0  # a mechanism weaker by more than this adds less than 3e-6 dB
WAVELENGTH_M_GHZ = 0.2998


@dataclass(frozen=True)
class FanCase:
    """What is the same for every point of a fan.

    air_db_km : attenuation of the air along the ray and in a duct; 0 where the model leaves it out
    """

    frequency_mhz: float
    wavelength_m: float
    vertical: bool
    time_percent: float
    n0: float
    earth_radius_km: float
    beta0_earth_radius_km: float
    zone: str
    latitude_deg: float
    air_db_km: float = 0.0

    @property
    def curvatures(self):
        """Of the earth, 1/(2 a); the second only matters where the share of time is not the median."""
        radii = [self.earth_radius_km, self.beta0_earth_radius_km] if self.time_percent < 50.0 else [self.earth_radius_km]
        return [500.0 / radius for radius in radii]


def fan_case(
    model: str, frequency_mhz, time_percent, polarization, latitude_deg, delta_n, n0, zone: str, air_db_km: float = 0.0
) -> FanCase:
    """Check what both models ask for: RangeError, or InputError "profile_zone"."""
    check_climate(model, latitude_deg, delta_n, n0)
    if zone not in ZONES:
        raise InputError("profile_zone", zone=zone, choices=", ".join(ZONES))
    return FanCase(
        float(frequency_mhz),
        1000.0 * WAVELENGTH_M_GHZ / frequency_mhz,
        bool(is_vertical(polarization)),
        float(time_percent),
        float(n0),
        float(median_earth_radius_km(delta_n)),
        EARTH_RADIUS_KM * BETA0_RADIUS_FACTOR,
        zone,
        float(latitude_deg),
        float(air_db_km),
    )


def climate_of(piece: FanPiece, case: FanCase) -> RadioClimate:
    """Climate of the paths to each step of a piece, (steps, 1)."""
    total = piece.distance_km
    inland = total if case.zone == "inland" else np.zeros_like(total)
    return RadioClimate(
        total,
        inland,
        np.zeros_like(total),
        beta0_percent(case.latitude_deg, total, inland),
        np.float64(case.earth_radius_km),
        np.float64(case.beta0_earth_radius_km),
    )


def free_space_db(piece: FanPiece, case: FanCase) -> np.ndarray:
    """Lbfs with the air, (steps, rays)."""
    return free_space_loss_db(piece.distance_km, piece.rx_m - piece.tx_m, case)


def free_space_loss_db(distance_km, rise_m: np.ndarray, case: FanCase) -> np.ndarray:
    """Free space along the ray with the attenuation of the air; equation (8)."""
    squared_km2 = distance_km**2 + (1e-3 * rise_m) ** 2
    loss = 92.4 + 20.0 * np.log10(case.frequency_mhz / 1000.0) + 10.0 * np.log10(squared_km2)
    return loss + case.air_db_km * np.sqrt(squared_km2) if case.air_db_km else loss


def below_the_troposphere_db(piece: FanPiece, view: FanView, case: FanCase, excess: Callable[[object], np.ndarray]):
    """(Lb0p, Lbam) of a piece, (steps, rays) each: all but troposcatter; see `itu_combination.combine`.

    excess : from flat indices (or a slice) of points, how far they are beyond the angle that equation (57) weighs
    """
    f, p = case.frequency_mhz / 1000.0, case.time_percent
    climate, free_space = climate_of(piece, case), free_space_db(piece, case)
    median = diffraction_db(piece, 0, case.frequency_mhz, case.wavelength_m, case.vertical, 0.0)
    beta0 = None
    if p < 50.0:
        beta0 = diffraction_db(piece, 1, case.frequency_mhz, case.wavelength_m, case.vertical, 0.0)
    fi = time_weight(p, climate.beta0_percent)
    diffraction = median if beta0 is None else median + fi * (beta0 - median)
    basic = free_space + diffraction
    # the focusing gain lowers the loss only a little; without it a point is looked at rather too often
    matters = ducting_may_matter(piece, view, climate, f, p, basic)
    points = np.flatnonzero(matters if beta0 is None else matters | ~view.line_of_sight)
    looked = look_up(piece, view, points, matters.ravel()[points]) if points.size else None
    if beta0 is None:
        sight, minimum = free_space, basic  # at 50 % of the time there is no focusing gain and Fi is 0
    else:
        horizon_sum = np.repeat(piece.distance_km, basic.shape[1], axis=1)
        if points.size:
            horizon_sum.reshape(-1)[points] = looked.tx_distance_km + looked.rx_distance_km
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
        modified += (minimum - modified) * _angle_weight(excess(slice(None)).reshape(basic.shape))
    elif duct.size:
        part = modified.reshape(-1)
        part[duct] += (basic.ravel()[duct] - part[duct]) * _angle_weight(excess(duct))
    return sight, modified


def with_troposcatter_db(piece: FanPiece, view: FanView, modified: np.ndarray, scatter_db: Callable) -> np.ndarray:
    """Equation (63), in place: -5 log10 of the sum of 10^(-0.2 L) where the second can be told.

    scatter_db : from lengths of paths and angular distances, the loss; it grows with the angle
    """
    scatter = scatter_db(piece.distance_km, view.angular_distance_mrad)
    near = np.flatnonzero(scatter < modified + MATTERS_DB)
    if near.size:
        flat = modified.reshape(-1)
        a, b = flat[near], scatter.ravel()[near]
        which = view.sharpen(piece, near)
        if which.size:
            points = near[which]
            b[which] = scatter_db(piece.distances_km(points), view.angular_distance_mrad.ravel()[points])
            kept = np.flatnonzero(b < a + MATTERS_DB)
            near, a, b = near[kept], a[kept], b[kept]
        flat[near] = np.minimum(a, b) - 5.0 * np.log10(1.0 + 10.0 ** (-0.2 * np.abs(a - b)))
    return modified


def _with_ducting_db(piece: FanPiece, climate: RadioClimate, case: FanCase, looked, points, duct, sight, basic):
    """Lbda of the points `duct` among those looked up, equations (60), (61)."""
    kept = np.searchsorted(points, duct)
    view_of = Horizon(*(getattr(looked, field.name)[kept] for field in fields(looked)))
    row = duct // basic.shape[1]
    total, rx = piece.distance_km[row, 0], piece.rx_m.ravel()[duct]
    at = _climate_at(climate, row)
    ducting = ducting_loss_db(total, view_of, at, piece.tx_m, rx, NO_COAST_KM, NO_COAST_KM, case.frequency_mhz / 1000.0, case.time_percent)
    ducting += case.air_db_km * total
    notional = 2.5 * np.logaddexp(ducting / 2.5, sight.ravel()[duct] / 2.5)
    whole = basic.ravel()[duct]
    return np.where(notional <= whole, notional + (whole - notional) * distance_weight(total), whole)


def _angle_weight(excess) -> np.ndarray:
    """Fj of equation (57)."""
    return sigmoid_weight(2.4 * excess / 0.3)


def _climate_at(climate: RadioClimate, rows) -> RadioClimate:
    """The climate of single points, given the row of each."""
    return RadioClimate(
        climate.longest_land_km[rows, 0],
        climate.longest_inland_km[rows, 0],
        climate.sea_fraction[rows, 0],
        climate.beta0_percent[rows, 0],
        climate.earth_radius_km,
        climate.beta0_earth_radius_km,
    )
