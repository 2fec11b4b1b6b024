# SPDX-License-Identifier: GPL-2.0-or-later
"""Troposcatter attenuation of the Irregular Terrain Model (algorithm eq. 4.60 to 4.67, 6.8 to 6.13; Technical Note 101 ch. 9)."""

import numpy as np

_UNDEFINED_DB = 1001.0


def scatter_attenuation_db(g, frequency_mhz: float, refractivity):
    """Attenuation 200 and 400 km beyond the horizons, dB, each (paths,); above 1000 where it is not defined."""
    gain6 = _frequency_gain_db(g, g.sight_m + 400e3, frequency_mhz, refractivity)
    gain5 = _frequency_gain_db(g, g.sight_m + 200e3, frequency_mhz, refractivity)
    gain5 = np.where((gain6 > 15) | (gain5 > 15), np.where(np.isnan(gain6), gain5, gain6), gain5)
    return tuple(
        np.where(np.isnan(gain), _UNDEFINED_DB, _attenuation_db(g, g.sight_m + beyond, frequency_mhz, refractivity, gain))
        for gain, beyond in ((gain5, 200e3), (gain6, 400e3))
    )


def _attenuation_db(g, distance, f, refractivity, gain):
    angle = distance / g.radius_m - g.sight_rad
    arc = angle * distance
    band = np.select([arc <= 10e3, arc <= 70e3], [0, 1], 2)
    a, b, c = (np.array(row)[band] for row in ((133.4, 104.6, 71.8), (0.332e-3, 0.212e-3, 0.157e-3), (-10.0, -2.5, 5.0)))
    level = a + b * arc + c * np.log10(arc)
    return level + 10 * np.log10(f * angle**4) - 0.1 * (refractivity - 301) * np.exp(-arc / 40e3) + gain


def _frequency_gain_db(g, distance, f, refractivity):
    """H0; nan where both ends are so low that it is not defined."""
    wave_number = f / 47.7
    angle = g.horizon_rad.sum(axis=0) + distance / g.radius_m
    r1, r2 = 2 * wave_number * angle * g.effective_m
    lag = g.horizon_m[0] - g.horizon_m[1]
    ratio = np.where(lag < 0, g.effective_m[0] / g.effective_m[1], g.effective_m[1] / g.effective_m[0])
    lag = np.abs(lag)
    s = (distance - lag) / (distance + lag)
    q = np.clip(ratio / s, 0.1, 10.0)
    s = np.maximum(s, 0.1)
    crossover = (distance - lag) * (distance + lag) * angle * 0.25 / distance
    decay = np.exp(-(np.minimum(1.7, crossover / 8000.0) ** 6))
    efficiency = crossover / 1755.6 * (1 + (0.031 - refractivity * 2.32e-3 + refractivity**2 * 5.67e-6) * decay)
    mean = 0.5 * (_curve_db(r1, efficiency) + _curve_db(r2, efficiency))
    shift = 6 * (0.6 - np.log10(np.maximum(efficiency, 1))) * np.log10(s) * np.log10(q)
    gain = np.maximum(mean + np.minimum(mean, shift), 0)
    root2 = np.sqrt(2.0)
    thin = ((1 + root2 / r1) * (1 + root2 / r2)) ** 2 * (r1 + r2) / (r1 + r2 + 2 * root2)
    gain = np.where(efficiency < 1, efficiency * gain + (1 - efficiency) * 10 * np.log10(thin), gain)
    return np.where((r1 < 0.2) & (r2 < 0.2), np.nan, gain)


def _curve_db(r, efficiency):
    """H0 of one end, between the curves for whole efficiencies 1 to 5."""
    e = np.clip(efficiency, 1, 5)
    low = np.minimum(e.astype(np.int64), 4)
    share = e - low
    a, b = np.array([25.0, 80.0, 177.0, 395.0, 705.0]), np.array([24.0, 45.0, 68.0, 80.0, 105.0])
    first, second = (10 * np.log10(1 + a[i] / r**4 + b[i] / r**2) for i in (low - 1, low))
    return (1 - share) * first + share * second
