# SPDX-License-Identifier: GPL-2.0-or-later
"""Variability in time, location and situation of the Irregular Terrain Model.

Source: Hufford, "The ITS Irregular Terrain Model, the algorithm", section 5; Technical Note 101 volume 2, annex III.
"""

import numpy as np

CLIMATES = (1, 2, 3, 4, 5, 6, 7)

# per climate: curve parameters c1, c2, x1, x2, x3 (distances in km) of the median and of both sides of the time distribution
_MEDIAN = (
    (-9.67, 12.7, 144.9, 190.3, 133.8),
    (-0.62, 9.19, 228.9, 205.2, 143.6),
    (1.26, 15.5, 262.6, 185.2, 99.8),
    (-9.21, 9.05, 84.1, 101.1, 98.6),
    (-0.62, 9.19, 228.9, 205.2, 143.6),
    (-0.39, 2.86, 141.7, 315.9, 167.4),
    (3.15, 857.9, 2222.0, 164.8, 116.3),
)
_BELOW = (
    (2.13, 159.5, 762.2, 123.6, 94.5),
    (2.66, 7.67, 100.4, 172.5, 136.4),
    (6.11, 6.65, 138.2, 242.2, 178.6),
    (1.98, 13.11, 139.1, 132.7, 193.5),
    (2.68, 7.16, 93.7, 186.8, 133.5),
    (6.86, 10.38, 187.8, 169.6, 108.9),
    (8.51, 169.8, 609.8, 119.9, 106.6),
)
_ABOVE = (
    (2.11, 102.3, 636.9, 134.8, 95.6),
    (6.87, 15.53, 138.7, 143.7, 98.6),
    (10.08, 9.60, 165.3, 225.7, 129.7),
    (3.68, 159.3, 464.4, 93.1, 94.2),
    (4.75, 8.12, 93.2, 135.9, 113.4),
    (8.58, 13.97, 216.0, 152.0, 122.7),
    (8.43, 8.19, 136.2, 188.5, 122.9),
)
_DUCTING = ((1.224, 1.282), (0.801, 2.161), (1.380, 1.282), (1.000, 20.0), (1.224, 1.282), (1.518, 1.282), (1.518, 1.282))
_FREQUENCY_BELOW = {5: (0.92, 0.25, 1.77)}
_FREQUENCY_ABOVE = {2: (0.93, 0.31, 2.00), 4: (0.93, 0.19, 1.79), 5: (0.93, 0.31, 2.00)}


def variability_db(geometry, frequency_mhz: float, reference_db, settings) -> np.ndarray:
    """Attenuation relative to free space for the settings' quantiles, dB, (paths,)."""
    g, climate = geometry, settings.climate
    wave_number = frequency_mhz / 47.7
    reach = np.sqrt(2 * 9000e3 * g.effective_m).sum(axis=0) + np.cbrt(575.7e12 / wave_number)
    distance = np.where(g.distance_m < reach, 130e3 * g.distance_m / reach, 130e3 + g.distance_m - reach) / 1000

    z_time, z_location, z_situation = (_deviate(p) for p in (settings.time_percent, settings.location_percent, settings.situation_percent))
    if settings.mode == "single_message":
        z_time = z_location = z_situation
    elif settings.mode == "accidental":
        z_location = z_situation
    elif settings.mode == "mobile":
        z_location = z_time

    sigma_s = 0.0 if settings.no_situation else 5 + 3 * np.exp(-distance / 100)
    rough = wave_number * g.roughness_m * (1 - 0.8 * np.exp(-g.distance_m / 50e3))
    sigma_l = 0.0 if settings.no_location else 10 * rough / (rough + 13)
    sigma_t = _time_sigma_db(climate, distance, wave_number, z_time)
    y_t, y_l = sigma_t * z_time, sigma_l * z_location
    residual = sigma_s**2 + y_t**2 / (7.8 + z_situation**2) + y_l**2 / (24 + z_situation**2)
    if settings.mode == "single_message":
        spread, regular = np.sqrt(sigma_t**2 + sigma_l**2 + residual), 0.0
    elif settings.mode == "accidental":
        spread, regular = np.sqrt(sigma_l**2 + residual), y_t
    elif settings.mode == "mobile":
        spread, regular = np.sqrt(residual), np.sqrt(sigma_t**2 + sigma_l**2) * z_time
    else:
        spread, regular = np.sqrt(residual), y_t + y_l
    result = reference_db - _curve(_MEDIAN[climate - 1], distance) - regular - spread * z_situation
    return np.where(result < 0, result * (29 - result) / (29 - 10 * result), result)


def _time_sigma_db(climate, distance_km, wave_number, z_time):
    tilt = np.log(0.133 * wave_number)
    if z_time < 0:
        return _curve(_BELOW[climate - 1], distance_km) * _frequency_factor(_FREQUENCY_BELOW.get(climate), tilt)
    above = _curve(_ABOVE[climate - 1], distance_km) * _frequency_factor(_FREQUENCY_ABOVE.get(climate), tilt)
    share, knee = _DUCTING[climate - 1]
    if z_time <= knee:
        return above
    return above * share + above * (1 - share) * knee / z_time


def _frequency_factor(parameters, tilt):
    if parameters is None:
        return 1.0
    first, second, third = parameters
    return first + second / ((third * tilt) ** 2 + 1)


def _curve(parameters, distance_km):
    c1, c2, x1, x2, x3 = parameters
    ratio = (distance_km / x1) ** 2
    return (c1 + c2 / (1 + ((distance_km - x2) / x3) ** 2)) * ratio / (1 + ratio)


def _deviate(percent):
    """Standard normal deviate exceeded with `percent`: Abramowitz and Stegun 26.2.23, the approximation the model uses."""
    q = percent / 100
    t = np.sqrt(-2 * np.log(min(q, 1 - q)))
    z = t - (2.515516 + 0.802853 * t + 0.010328 * t**2) / (1 + 1.432788 * t + 0.189269 * t**2 + 0.001308 * t**3)
    return float(-z if q > 0.5 else z)
