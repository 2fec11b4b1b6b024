# SPDX-License-Identifier: GPL-2.0-or-later
"""Interference between stations from 0.1 to 50 GHz in clear air: ITU-R P.452-18, complete."""

from dataclasses import dataclass

import numpy as np

from .itu_combination import Mechanisms, combine, sigmoid_weight
from .itu_ducting import ducting_loss_db
from .itu_horizon import Horizon, horizon
from .itu_profile import PathProfile, make_profile
from .itu_radio_climate import ASSUMED_DELTA_N, ASSUMED_LATITUDE_DEG, ASSUMED_N0, RadioClimate, check_climate, radio_climate
from .itu_smooth_earth import SmoothEarth, smooth_earth
from .itu_zones import NO_COAST_KM, zone_masks
from .p526 import Diffraction, delta_bullington, is_vertical
from .p676 import specific_attenuation_db_km
from .validity import check_range

MODEL = "ITU-R P.452"
FREQUENCY_MHZ = (100.0, 50_000.0)
TIME_PERCENT = (0.001, 50.0)
DISTANCE_KM = (0.0, 10_000.0)
HEIGHT_M = (0.1, 20_000.0)
WAVELENGTH_M_GHZ = 0.2998
COASTAL, INLAND, SEA = 1, 2, 3  # radio-climatic zones (A1, A2, B)
CLUTTER_FREE_KM = 0.05  # around each terminal, P.452-18 section 3.2.1 step 4
HUMID_LAND_G_M3, HUMID_SEA_MORE_G_M3, DRY_G_M3 = 7.5, 2.5, 3.0  # water vapour along the ray (more over sea) and in the scatter volume


@dataclass(frozen=True)
class P452Result:
    """Loss of each path and everything it was made of; arrays (paths,).

    loss_db : basic transmission loss not exceeded for the given share of time (Lb)
    mechanisms.free_space_db includes the gases (Lbfsg)
    """

    loss_db: np.ndarray
    distance_km: np.ndarray
    tx_m: np.ndarray
    rx_m: np.ndarray
    climate: RadioClimate
    smooth: SmoothEarth
    horizon: Horizon
    median: Diffraction
    beta0: Diffraction
    mechanisms: Mechanisms


def p452_loss(
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
    polarization="vertical",
    tx_gain_dbi=0.0,
    rx_gain_dbi=0.0,
    latitude_deg=ASSUMED_LATITUDE_DEG,
    delta_n=ASSUMED_DELTA_N,
    n0=ASSUMED_N0,
    tx_coast_km=NO_COAST_KM,
    rx_coast_km=NO_COAST_KM,
    pressure_hpa=1013.0,
    temperature_c=15.0,
    extrapolate: bool = False,
) -> P452Result:
    """Basic transmission loss of any number of paths at once.

    Source: ITU-R P.452-18 (09/2023), Annex 1. Clutter is added to the ground except within 50 m of each end.

    Parameters
    ----------
    distance_km, height_m, clutter_m, points : the profiles, see `itu_profile.make_profile`
    zone : int codes with the shape of the profile, 1 coastal land, 2 inland, 3 sea; all inland when absent
    frequency_mhz, tx_height_m, rx_height_m, polarization : scalars or (paths,); heights above ground
    time_percent : 0.001 to 50, the share for which the loss is not exceeded
    tx_gain_dbi, rx_gain_dbi : antenna gains towards the horizon along the path (troposcatter coupling)
    latitude_deg, delta_n, n0 : of the path centre; the defaults are assumptions for middle latitudes
    tx_coast_km, rx_coast_km : distance over land to the coast, 0 for a terminal at sea
    pressure_hpa, temperature_c : of the dry air
    extrapolate : compute outside 0.1 to 50 GHz and 0.1 m to 20 km of antenna height instead of raising

    Raises
    ------
    RangeError naming the range; InputError for unusable profiles, zones or polarizations.
    """
    check_ranges(frequency_mhz, tx_height_m, rx_height_m, time_percent, extrapolate)
    check_climate(MODEL, latitude_deg, delta_n, n0)
    profile = make_profile(distance_km, height_m, clutter_m, zone, points, terminal_clearance_km=CLUTTER_FREE_KM)
    total = profile.total_km
    check_range(MODEL, "distance_km", total, *DISTANCE_KM, "km", extrapolate)
    f, p = np.asarray(frequency_mhz, dtype=float) / 1000.0, np.asarray(time_percent, dtype=float)
    wavelength, vertical = WAVELENGTH_M_GHZ / f, is_vertical(polarization)

    inland, sea, ends = zone_masks(profile, SEA, COASTAL, INLAND)
    climate = radio_climate(profile, inland, sea, latitude_deg, delta_n)
    tx, rx = profile.tx_ground_m + tx_height_m, profile.rx_ground_m + rx_height_m
    smooth = smooth_earth(profile, tx, rx)
    view = horizon(profile, tx, rx, smooth, climate.earth_radius_km, wavelength)

    humid, dry = (
        air_db_km(frequency_mhz, density, pressure_hpa, temperature_c)
        for density in (HUMID_LAND_G_M3 + HUMID_SEA_MORE_G_M3 * climate.sea_fraction, DRY_G_M3)
    )
    straight = np.hypot(total, (tx - rx) / 1000.0)
    median, beta0 = (
        delta_bullington(
            profile, tx, rx, smooth.diffraction_tx_m, smooth.diffraction_rx_m, radius, f, wavelength, vertical, climate.sea_fraction
        )
        for radius in (climate.earth_radius_km, climate.beta0_earth_radius_km)
    )
    tx_coast, rx_coast = np.where(ends[0], 0.0, tx_coast_km), np.where(ends[1], 0.0, rx_coast_km)
    mechanisms = combine(
        time_percent=p,
        beta0_percent=climate.beta0_percent,
        sea_fraction=climate.sea_fraction,
        total_km=total,
        horizon_sum_km=view.tx_distance_km + view.rx_distance_km,
        angle_weight=sigmoid_weight(2.4 * _slope_excess(profile, tx, rx, climate.earth_radius_km) / 0.3),
        free_space_db=92.4 + 20.0 * np.log10(f) + 20.0 * np.log10(straight) + humid * straight,
        diffraction_median_db=median.loss_db,
        diffraction_beta0_db=beta0.loss_db,
        ducting_db=ducting_loss_db(total, view, climate, tx, rx, tx_coast, rx_coast, f, p) + humid * total,
        troposcatter_db=troposcatter_loss_db(total, view.angular_distance_mrad, f, p, n0, tx_gain_dbi, rx_gain_dbi) + dry * total,
    )
    return P452Result(mechanisms.combined_db, total, tx, rx, climate, smooth, view, median, beta0, mechanisms)


def check_ranges(frequency_mhz, tx_height_m, rx_height_m, time_percent, extrapolate) -> None:
    """Raise RangeError where an input lies outside the recommendation's scope; percentages are never extrapolated."""
    check_range(MODEL, "frequency_mhz", frequency_mhz, *FREQUENCY_MHZ, "MHz", extrapolate)
    check_range(MODEL, "tx_height_m", tx_height_m, *HEIGHT_M, "m", extrapolate)
    check_range(MODEL, "rx_height_m", rx_height_m, *HEIGHT_M, "m", extrapolate)
    for quantity, heights in (("tx_height_m", tx_height_m), ("rx_height_m", rx_height_m)):
        check_range(MODEL, quantity, heights, 0.01, np.inf, "m")  # a terminal in the ground has no answer even when extrapolating
    check_range(MODEL, "time_percent", time_percent, *TIME_PERCENT, "%")


def air_db_km(frequency_mhz, vapour_density_g_m3, pressure_hpa=1013.0, temperature_c=15.0) -> np.ndarray:
    """Attenuation by dry air and water vapour, dB/km, section 4.1."""
    kelvin = np.asarray(temperature_c) + 273.15
    return sum(specific_attenuation_db_km(np.asarray(frequency_mhz, dtype=float) / 1000.0, pressure_hpa, vapour_density_g_m3, kelvin))


def _slope_excess(profile: PathProfile, tx_m, rx_m, earth_radius_km) -> np.ndarray:
    """How much steeper, m/km, the way to the highest ground is than the way to the receiver; equations (14), (15), (58)."""
    total = profile.total_km[:, None]
    d = np.where(profile.inner, profile.distance_km, 0.5 * total)
    raised = profile.height_m + 500.0 / earth_radius_km[:, None] * d * (total - d)
    return profile.highest((raised - tx_m[:, None]) / d) - (rx_m - tx_m) / profile.total_km


def troposcatter_loss_db(total_km, angular_distance_mrad, frequency_ghz, time_percent, n0, tx_gain_dbi, rx_gain_dbi) -> np.ndarray:
    """Basic transmission loss by troposcatter without the gases (Lbs), dB, equation (45)."""
    frequency_term = 25.0 * np.log10(frequency_ghz) - 2.5 * np.log10(frequency_ghz / 2.0) ** 2
    coupling = 0.051 * np.exp(0.055 * (np.asarray(tx_gain_dbi, dtype=float) + rx_gain_dbi))
    enhancement = 10.1 * np.log10(50.0 / time_percent) ** 0.7
    return 190.0 + frequency_term + 20.0 * np.log10(total_km) + 0.573 * angular_distance_mrad - 0.15 * n0 + coupling - enhancement
