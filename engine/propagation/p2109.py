# SPDX-License-Identifier: GPL-2.0-or-later
"""Building entry loss: Recommendation ITU-R P.2109-1 (08/2019), equations (1) to (9), table 1."""

import numpy as np

from ..errors import InputError
from .normal import inverse_normal
from .validity import check_range

MODEL = "ITU-R P.2109"

#: r, s, t, u, v, w, x, y, z of table 1
_COEFFICIENTS = {
    "traditional": (12.64, 3.72, 0.96, 9.6, 2.0, 9.1, -3.0, 4.5, -2.0),
    "thermally_efficient": (28.19, -3.00, 8.48, 13.5, 3.8, 27.8, -2.9, 9.4, -2.1),
}
BUILDING_CLASSES = tuple(_COEFFICIENTS)


def building_entry_loss_db(
    building_class: str, frequency_mhz, probability=0.5, elevation_deg=0.0, *, extrapolate: bool = False
) -> np.ndarray:
    """Loss from the outside of the wall facing the path to a random place inside, not exceeded with `probability`, dB.

    building_class : "traditional" or "thermally_efficient" (metallised glass, foil-backed panels)
    frequency_mhz : 80 MHz to 100 GHz
    probability : 0 < P < 1
    elevation_deg : of the path at the facade
    """
    if building_class not in _COEFFICIENTS:
        raise InputError("model_unknown_building_class", building_class=building_class, choices=", ".join(BUILDING_CLASSES))
    check_range(MODEL, "frequency_mhz", frequency_mhz, 80, 100e3, "MHz", extrapolate)
    check_range(MODEL, "elevation_deg", elevation_deg, -90, 90, "°")
    check_range(MODEL, "probability", probability, 1e-9, 1 - 1e-9, "")
    r, s, t, u, v, w, x, y, z = _COEFFICIENTS[building_class]
    lg_f = np.log10(np.asarray(frequency_mhz, np.float64) / 1000)
    deviate = inverse_normal(probability)
    through_db = r + s * lg_f + t * lg_f**2 + 0.212 * np.abs(np.asarray(elevation_deg, np.float64)) + deviate * (u + v * lg_f)
    around_db = w + x * lg_f + deviate * (y + z * lg_f)
    return 10 * np.log10(10 ** (0.1 * through_db) + 10 ** (0.1 * around_db) + 10**-0.3)
