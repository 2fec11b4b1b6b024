# SPDX-License-Identifier: GPL-2.0-or-later
"""Free-space loss, ITU-R P.525-4."""

import numpy as np

from ..errors import RangeError
from .validity import check_range

MODEL = "ITU-R P.525"
SPEED_OF_LIGHT_M_S = 299_792_458.0


def wavelength_m(frequency_mhz) -> np.ndarray:
    """Wavelength in vacuum of each frequency, m."""
    return SPEED_OF_LIGHT_M_S / (np.asarray(frequency_mhz, dtype=float) * 1e6)


def free_space_loss_db(frequency_mhz, distance_m) -> np.ndarray:
    """Loss between isotropic antennas in free space, dB; the arguments broadcast.

    Source: ITU-R P.525-4, equation (4), 20 log10(4 pi d / lambda). Valid beyond the near field, d well above lambda.

    Parameters
    ----------
    frequency_mhz : above 0
    distance_m : straight line from antenna to antenna (3-D), above 0

    Raises
    ------
    RangeError when a frequency or a distance is not above 0; InputError when one is NaN.
    """
    frequency = np.asarray(frequency_mhz, dtype=float)
    distance = np.asarray(distance_m, dtype=float)
    for quantity, values, unit in (("frequency_mhz", frequency, "MHz"), ("distance_m", distance, "m")):
        check_range(MODEL, quantity, values, 0.0, np.inf, unit)
        if not (values > 0).all():
            raise RangeError("model_not_positive", model=MODEL, quantity=quantity)
    return 20.0 * np.log10(4.0 * np.pi * distance / wavelength_m(frequency))
