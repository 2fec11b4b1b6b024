# SPDX-License-Identifier: GPL-2.0-or-later
"""Specific attenuation by the gases of the air, line by line: ITU-R P.676-11 Annex 1, the edition that the P.452-18 examples use."""

from typing import Tuple

import numpy as np

from .p676_lines import OXYGEN, WATER_VAPOUR
from .validity import check_range

MODEL = "ITU-R P.676"
FREQUENCY_GHZ = (0.001, 1000.0)


def specific_attenuation_db_km(frequency_ghz, dry_pressure_hpa, vapour_density_g_m3, temperature_k) -> Tuple[np.ndarray, np.ndarray]:
    """(dry air, water vapour) attenuation, dB/km; the arguments broadcast.

    Equations (1) to (9), valid up to 1000 GHz.

    Raises
    ------
    RangeError for a frequency above 1000 GHz or values that no air has.
    """
    check_range(MODEL, "frequency_ghz", frequency_ghz, *FREQUENCY_GHZ, "GHz")
    check_range(MODEL, "dry_pressure_hpa", dry_pressure_hpa, 0.0, 1200.0, "hPa")
    check_range(MODEL, "vapour_density_g_m3", vapour_density_g_m3, 0.0, 100.0, "g/m3")
    check_range(MODEL, "temperature_k", temperature_k, 150.0, 350.0, "K")
    f, p, density, temperature = np.broadcast_arrays(
        *(np.asarray(v, dtype=float)[..., None] for v in (frequency_ghz, dry_pressure_hpa, vapour_density_g_m3, temperature_k))
    )
    theta = 300.0 / temperature
    e = density * temperature / 216.7

    line, a1, a2, a3, a5, a6 = OXYGEN.T
    strength = a1 * 1e-7 * p * theta**3 * np.exp(a2 * (1.0 - theta))
    width = np.sqrt((a3 * 1e-4 * (p * theta**0.8 + 1.1 * e * theta)) ** 2 + 2.25e-6)
    shift = (a5 + a6 * theta) * 1e-4 * (p + e) * theta**0.8
    oxygen = (strength * _line_shape(f, line, width, shift)).sum(axis=-1) + _continuum(f, p, e, theta)[..., 0]

    line, b1, b2, b3, b4, b5, b6 = WATER_VAPOUR.T
    strength = b1 * 0.1 * e * theta**3.5 * np.exp(b2 * (1.0 - theta))
    width = b3 * 1e-4 * (p * theta**b4 + b5 * e * theta**b6)
    width = 0.535 * width + np.sqrt(0.217 * width**2 + 2.1316e-12 * line**2 / theta)
    vapour = (strength * _line_shape(f, line, width, 0.0)).sum(axis=-1)
    return 0.182 * f[..., 0] * oxygen, 0.182 * f[..., 0] * vapour


def _line_shape(f, line, width, shift):
    """Equation (5)."""
    below, above = line - f, line + f
    return f / line * ((width - shift * below) / (below**2 + width**2) + (width - shift * above) / (above**2 + width**2))


def _continuum(f, p, e, theta):
    """Dry continuum from the Debye spectrum of oxygen and pressure-induced nitrogen, equations (8), (9)."""
    d = 5.6e-4 * (p + e) * theta**0.8
    return f * p * theta**2 * (6.14e-5 / (d * (1.0 + (f / d) ** 2)) + 1.4e-12 * p * theta**1.5 / (1.0 + 1.9e-5 * f**1.5))
