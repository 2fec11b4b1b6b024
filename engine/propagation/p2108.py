# SPDX-License-Identifier: GPL-2.0-or-later
"""Clutter loss: Recommendation ITU-R P.2108-1 (09/2021).

Three separate methods: the statistical one for terrestrial paths (section 3.2), the height-gain correction of
one terminal (section 3.1) and the one for earth-space and aeronautical paths (section 3.3). None is added to a model
that already holds clutter: TR 38.901, Hata, or P.1812 with clutter in the profile.

The tables of the superseded P.2108-0 differ from these by up to 6 dB.
"""

import numpy as np

from ..errors import InputError
from .normal import inverse_normal
from .validity import check_range

TERRESTRIAL = "ITU-R P.2108 §3.2"
HEIGHT_GAIN = "ITU-R P.2108 §3.1"
AERONAUTICAL = "ITU-R P.2108 §3.3"

#: clutter types of section 3.1 and their default representative heights R in metres (table 3)
CLUTTER_HEIGHT_M = {"water": 10.0, "open": 10.0, "suburban": 10.0, "urban": 15.0, "trees": 15.0, "dense_urban": 20.0}
DEFAULT_STREET_WIDTH_M = 27.0


def terrestrial_clutter_loss_db(frequency_mhz, distance_m, location_percent=50.0, *, extrapolate: bool = False) -> np.ndarray:
    """Clutter loss of one terminal amid clutter, not exceeded for `location_percent` of locations, dB (eq. 3 to 6).

    500 MHz to 67 GHz, 250 m and more, 0 < p < 100; never more than the loss at 2 km. Arguments broadcast.
    For two terminals amid clutter add it twice (path length at least 1 km).
    """
    check_range(TERRESTRIAL, "frequency_mhz", frequency_mhz, 500, 67e3, "MHz", extrapolate)
    check_range(TERRESTRIAL, "distance_m", distance_m, 250, np.inf, "m", extrapolate)
    _check_percent(TERRESTRIAL, location_percent)
    lg_f = np.log10(np.asarray(frequency_mhz, np.float64) / 1000)
    deviate = inverse_normal(np.asarray(location_percent, np.float64) / 100)
    at_distance = _terrestrial_db(lg_f, np.asarray(distance_m, np.float64) / 1000, deviate)
    return np.minimum(at_distance, _terrestrial_db(lg_f, 2.0, deviate))


def _terrestrial_db(lg_f, distance_km, deviate):
    long_db = -2 * np.log10(10 ** (-5 * lg_f - 12.5) + 10**-16.5)
    short_db = 32.98 + 23.9 * np.log10(distance_km) + 3 * lg_f
    long_part, short_part = 10 ** (-0.2 * long_db), 10 ** (-0.2 * short_db)
    together = long_part + short_part
    sigma_db = np.sqrt((4.0**2 * long_part + 6.0**2 * short_part) / together)
    return -5 * np.log10(together) + sigma_db * deviate


def height_gain_loss_db(
    frequency_mhz, antenna_height_m, clutter: str, clutter_height_m=None, street_width_m=DEFAULT_STREET_WIDTH_M
) -> np.ndarray:
    """Correction A_h for a terminal below the clutter around it, dB (section 3.1, eq. 1 and 2); 0 above the clutter.

    30 MHz to 3 GHz. `clutter` is a key of `CLUTTER_HEIGHT_M`; its height R and the street width w_s may be given.
    """
    if clutter not in CLUTTER_HEIGHT_M:
        raise InputError("model_unknown_clutter", clutter=clutter, choices=", ".join(CLUTTER_HEIGHT_M))
    top_m = np.asarray(CLUTTER_HEIGHT_M[clutter] if clutter_height_m is None else clutter_height_m, np.float64)
    check_range(HEIGHT_GAIN, "frequency_mhz", frequency_mhz, 30, 3000, "MHz")
    for quantity, value in (("antenna_height_m", antenna_height_m), ("clutter_height_m", top_m), ("street_width_m", street_width_m)):
        check_range(HEIGHT_GAIN, quantity, value, 1e-6, np.inf, "m")
    f_ghz = np.asarray(frequency_mhz, np.float64) / 1000
    height_m = np.asarray(antenna_height_m, np.float64)
    below_m = np.maximum(top_m - height_m, 0)
    if clutter in ("water", "open"):
        loss = -(21.8 + 6.2 * np.log10(f_ghz)) * np.log10(height_m / top_m)
    else:
        angle_deg = np.rad2deg(np.arctan(below_m / np.asarray(street_width_m, np.float64)))
        v = 0.342 * np.sqrt(f_ghz) * np.sqrt(below_m * angle_deg) - 0.1
        loss = 6.9 + 20 * np.log10(np.sqrt(v * v + 1) + v) - 6.03
    return np.where(height_m >= top_m, 0.0, loss)


def aeronautical_clutter_loss_db(frequency_mhz, elevation_deg, location_percent=50.0) -> np.ndarray:
    """Clutter loss towards a satellite or aircraft at `elevation_deg`, dB (eq. 7); 10 to 100 GHz, 0 to 90 degrees."""
    check_range(AERONAUTICAL, "frequency_mhz", frequency_mhz, 10e3, 100e3, "MHz")
    check_range(AERONAUTICAL, "elevation_deg", elevation_deg, 0, 90, "°")
    _check_percent(AERONAUTICAL, location_percent)
    theta = np.asarray(elevation_deg, np.float64)
    share = np.asarray(location_percent, np.float64) / 100
    k1 = 93 * (np.asarray(frequency_mhz, np.float64) / 1000) ** 0.175
    cot = 1 / np.tan(0.05 * (1 - theta / 90) + np.pi * theta / 180)
    base = np.maximum(-k1 * np.log(1 - share) * cot, 0)
    return base ** (0.5 * (90 - theta) / 90) - 1 + 0.6 * inverse_normal(share)


def _check_percent(model, percent):
    check_range(model, "location_percent", percent, 1e-6, 100 - 1e-6, "%")
