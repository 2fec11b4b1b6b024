# SPDX-License-Identifier: GPL-2.0-or-later
"""Reference patterns of dishes: gain off the axis by ITU-R S.465-6, S.580-6 and F.699-8.

S.465-6 (2 to 31 GHz, recommends 2) : 32 - 25 lg phi from phi_min to 48 degrees, -10 dBi beyond; phi_min is 1 degree or
100 wavelengths / D, for dishes below 50 wavelengths 2 degrees or 114 (D / wavelength)^-1.09, whichever is greater.
S.580-6 (dishes from 50 wavelengths, recommends 1) : 29 - 25 lg phi from phi_min to 20 degrees; from 20 to 26.3 degrees
-3.5 dBi, beyond as S.465 (note 5). Both leave the main beam open: it is closed with the peak gain of an aperture and the
parabola of RR Appendix 8.
F.699-8 (1 to 70 GHz, recommends 2.1) : main beam, first side lobe 2 + 15 lg(D / wavelength), then 32 - 25 lg phi above
100 wavelengths and 52 - 10 lg(D / wavelength) - 25 lg phi below; the pattern of fixed links.
"""

import math

import numpy as np

DISH_EFFICIENCY = 0.6
LIGHT_M_MHZ = 299.792458
PATTERNS = ("S.465", "S.580", "F.699")
#: frequencies for which the Recommendations give them, MHz
RANGE_MHZ = {"S.465": (2000.0, 31_000.0), "S.580": (2000.0, 31_000.0), "F.699": (1000.0, 70_000.0)}
SMALL_DISH = 50.0  # wavelengths
FAR_DEG, BETWEEN_DEG = 48.0, (20.0, 26.3)
_CLOSEST_DEG = 1e-3


def dish_gain_dbi(pattern: str, dish_m: float, off_axis_deg, frequency_mhz: float) -> np.ndarray:
    """Gain of a dish off its axis, dBi, same shape as `off_axis_deg`; 0 dBi all around for a diameter of 0."""
    phi = np.asarray(off_axis_deg, np.float64)
    if dish_m == 0:
        return np.zeros_like(phi)
    ratio = dish_m * frequency_mhz / LIGHT_M_MHZ
    return _fixed_link(ratio, phi) if pattern == "F.699" else _earth_station(ratio, phi, pattern == "S.580" and ratio >= SMALL_DISH)


def _earth_station(ratio: float, phi: np.ndarray, improved: bool) -> np.ndarray:
    first = max(2.0, 114 * ratio**-1.09) if ratio < SMALL_DISH else max(1.0, 100 / ratio)
    side = 32 - 25 * np.log10(np.maximum(phi, first))
    if improved:
        side = np.where(phi <= BETWEEN_DEG[0], side - 3.0, np.where(phi <= BETWEEN_DEG[1], np.minimum(side, -3.5), side))
    envelope = np.where(phi > FAR_DEG, -10.0, side)
    peak = 10 * math.log10(DISH_EFFICIENCY * (math.pi * ratio) ** 2)
    main = peak - 2.5e-3 * (ratio * phi) ** 2
    return np.minimum(peak, np.where(phi < first, np.maximum(main, envelope), envelope))


def _fixed_link(ratio: float, phi: np.ndarray) -> np.ndarray:
    peak, lobe = 20 * math.log10(ratio) + 7.7, 2 + 15 * math.log10(ratio)
    edge = 20 / ratio * math.sqrt(max(peak - lobe, 0.0))
    main = peak - 2.5e-3 * (ratio * phi) ** 2
    spread = -25 * np.log10(np.maximum(phi, _CLOSEST_DEG))
    if ratio > 100:
        first, side, far = max(edge, 15.85 * ratio**-0.6), 32 + spread, -10.0
    else:
        first, side, far = 100 / ratio, 52 - 10 * math.log10(ratio) + spread, 10 - 10 * math.log10(ratio)
    beyond = np.where(phi < first, lobe, np.where(phi < FAR_DEG, side, far))
    return np.minimum(peak, np.where(phi < edge, main, beyond))  # of dishes of one wavelength the lobes would exceed it
