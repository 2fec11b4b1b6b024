# SPDX-License-Identifier: GPL-2.0-or-later
"""Path-specific loss from 30 MHz to 6 GHz: ITU-R P.1812-6, complete but for building entry (P.2109)."""

from dataclasses import dataclass

import numpy as np

from .itu_combination import Mechanisms, combine, sigmoid_weight
from .itu_ducting import ducting_loss_db
from .itu_horizon import Horizon, horizon
from .itu_profile import make_profile
from .itu_radio_climate import ASSUMED_DELTA_N, ASSUMED_LATITUDE_DEG, ASSUMED_N0, RadioClimate, check_climate, radio_climate
from .itu_smooth_earth import SmoothEarth, smooth_earth
from .itu_zones import NO_COAST_KM, zone_masks
from .p526 import Diffraction, delta_bullington, is_vertical
from .p1812_location import location_correction_db, location_standard_deviation_db
from .validity import check_range

MODEL = "ITU-R P.1812"
FREQUENCY_MHZ = (30.0, 6000.0)
DISTANCE_KM = (0.25, 3000.0)
HEIGHT_M = (1.0, 3000.0)
TIME_PERCENT = (1.0, 50.0)
LOCATION_PERCENT = (1.0, 99.0)
WAVELENGTH_M_GHZ = 0.2998
SEA, COASTAL, INLAND = 1, 3, 4  # radio-climatic zones (B, A1, A2)


@dataclass(frozen=True)
class P1812Result:
    """Loss of each path and everything it was made of; arrays (paths,).

    loss_db : basic transmission loss not exceeded for the given shares of time and locations (Lb)
    location_correction_db : its part from the location variability
    angular and other geometry, climate, diffraction for the median and the beta0 earth radius, mechanisms: see their classes
    """

    loss_db: np.ndarray
    location_correction_db: np.ndarray
    distance_km: np.ndarray
    tx_m: np.ndarray
    rx_m: np.ndarray
    climate: RadioClimate
    smooth: SmoothEarth
    horizon: Horizon
    median: Diffraction
    beta0: Diffraction
    mechanisms: Mechanisms

    def field_strength_dbuvm(self, frequency_mhz, erp_kw=1.0) -> np.ndarray:
        """Field strength of a transmitter with the given effective radiated power, dB(uV/m), equation (70)."""
        return 199.36 + 20.0 * np.log10(np.asarray(frequency_mhz, dtype=float) / 1000.0) - self.loss_db + 10.0 * np.log10(erp_kw)


def check_ranges(frequency_mhz, tx_height_m, rx_height_m, time_percent, location_percent, extrapolate) -> None:
    """Raise RangeError where an input lies outside the recommendation's scope; percentages are never extrapolated."""
    check_range(MODEL, "frequency_mhz", frequency_mhz, *FREQUENCY_MHZ, "MHz", extrapolate)
    check_range(MODEL, "tx_height_m", tx_height_m, *HEIGHT_M, "m", extrapolate)
    check_range(MODEL, "rx_height_m", rx_height_m, *HEIGHT_M, "m", extrapolate)
    for quantity, heights in (("tx_height_m", tx_height_m), ("rx_height_m", rx_height_m)):
        check_range(MODEL, quantity, heights, 0.01, np.inf, "m")  # a terminal in the ground has no answer even when extrapolating
    check_range(MODEL, "time_percent", time_percent, *TIME_PERCENT, "%")
    check_range(MODEL, "location_percent", location_percent, *LOCATION_PERCENT, "%")


def p1812_loss(
    *,
    frequency_mhz,
    distance_km,
    height_m,
    tx_height_m,
    rx_height_m,
    clutter_m=None,
    zone=None,
    points=None,
    time_percent=50.0,
    location_percent=50.0,
    location_sd_db=None,
    resolution_m=100.0,
    polarization="vertical",
    latitude_deg=ASSUMED_LATITUDE_DEG,
    delta_n=ASSUMED_DELTA_N,
    n0=ASSUMED_N0,
    tx_coast_km=NO_COAST_KM,
    rx_coast_km=NO_COAST_KM,
    extrapolate: bool = False,
) -> P1812Result:
    """Basic transmission loss of any number of paths at once.

    Source: ITU-R P.1812-6 (09/2021), Annex 1; equation numbers in the parts are of that edition.

    Parameters
    ----------
    distance_km, height_m, clutter_m, points : the profiles (representative clutter heights, not counted at the
        terminals), see `itu_profile.make_profile`
    zone : int codes with the shape of the profile, 1 sea, 3 coastal land, 4 inland; all inland when absent
    frequency_mhz, tx_height_m, rx_height_m, polarization : scalars or (paths,); heights above ground
    time_percent, location_percent : 1 to 50, 1 to 99; the loss is not exceeded for these shares
    location_sd_db : standard deviation of the location variability; from frequency and `resolution_m` when None
    latitude_deg, delta_n, n0 : of the path centre; the defaults are assumptions for middle latitudes
    tx_coast_km, rx_coast_km : distance over land to the coast, 0 for a terminal at sea
    extrapolate : compute outside 30 MHz to 6 GHz, 0.25 to 3000 km and 1 to 3000 m instead of raising

    Raises
    ------
    RangeError naming the range; InputError for unusable profiles, zones or polarizations.
    """
    check_ranges(frequency_mhz, tx_height_m, rx_height_m, time_percent, location_percent, extrapolate)
    check_climate(MODEL, latitude_deg, delta_n, n0)
    profile = make_profile(distance_km, height_m, clutter_m, zone, points)
    total = profile.total_km
    check_range(MODEL, "distance_km", total, *DISTANCE_KM, "km", extrapolate)
    f, p = np.asarray(frequency_mhz, dtype=float) / 1000.0, np.asarray(time_percent, dtype=float)
    wavelength, vertical = WAVELENGTH_M_GHZ / f, is_vertical(polarization)

    inland, sea, ends = zone_masks(profile, SEA, COASTAL, INLAND)
    tx_coast = np.where(ends[0], 0.0, tx_coast_km)
    rx_coast = np.where(ends[1], 0.0, rx_coast_km)
    climate = radio_climate(profile, inland, sea, latitude_deg, delta_n)
    tx, rx = profile.tx_ground_m + tx_height_m, profile.rx_ground_m + rx_height_m
    smooth = smooth_earth(profile, tx, rx)
    view = horizon(profile, tx, rx, smooth, climate.earth_radius_km, wavelength)

    free_space = 92.4 + 20.0 * np.log10(f) + 10.0 * np.log10(total**2 + ((tx - rx) / 1000.0) ** 2)
    median, beta0 = (
        delta_bullington(
            profile, tx, rx, smooth.diffraction_tx_m, smooth.diffraction_rx_m, radius, f, wavelength, vertical, climate.sea_fraction
        )
        for radius in (climate.earth_radius_km, climate.beta0_earth_radius_km)
    )
    mechanisms = combine(
        time_percent=p,
        beta0_percent=climate.beta0_percent,
        sea_fraction=climate.sea_fraction,
        total_km=total,
        horizon_sum_km=view.tx_distance_km + view.rx_distance_km,
        angle_weight=sigmoid_weight(2.4 * (view.angular_distance_mrad - 0.3) / 0.3),
        free_space_db=free_space,
        diffraction_median_db=median.loss_db,
        diffraction_beta0_db=beta0.loss_db,
        ducting_db=ducting_loss_db(total, view, climate, tx, rx, tx_coast, rx_coast, f, p),
        troposcatter_db=troposcatter_loss_db(total, view.angular_distance_mrad, f, p, n0),
    )
    if location_sd_db is None:
        location_sd_db = location_standard_deviation_db(frequency_mhz, resolution_m, rx_height_m, profile.rx_clutter_m)
    variation = np.where(ends[1], 0.0, location_correction_db(location_percent, location_sd_db))
    loss = np.maximum(mechanisms.line_of_sight_db, mechanisms.combined_db + variation)
    return P1812Result(loss, np.broadcast_to(variation, loss.shape), total, tx, rx, climate, smooth, view, median, beta0, mechanisms)


def troposcatter_loss_db(total_km, angular_distance_mrad, frequency_ghz, time_percent, n0) -> np.ndarray:
    """Basic transmission loss by troposcatter (Lbs), dB, equations (44), (45)."""
    frequency_term = 25.0 * np.log10(frequency_ghz) - 2.5 * np.log10(frequency_ghz / 2.0) ** 2
    enhancement = 10.125 * np.log10(50.0 / time_percent) ** 0.7
    return 190.1 + frequency_term + 20.0 * np.log10(total_km) + 0.573 * angular_distance_mrad - 0.15 * n0 - enhancement
