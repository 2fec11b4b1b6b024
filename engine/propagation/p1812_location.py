# SPDX-License-Identifier: GPL-2.0-or-later
"""How loss varies between the spots of a small area: ITU-R P.1812-6 section 4.8."""

import numpy as np

from .itu_statistics import inverse_complementary_normal


def location_standard_deviation_db(frequency_mhz, resolution_m=100.0, rx_height_m=1.5, rx_clutter_m=0.0) -> np.ndarray:
    """Standard deviation of the location variability, dB, equations (65), (66).

    resolution_m : side of the area that one prediction stands for
    rx_clutter_m : representative clutter height at the receiver; the variability fades out 10 m above it
    """
    f = np.asarray(frequency_mhz, dtype=float) / 1000.0
    above = np.asarray(rx_height_m, dtype=float) - np.asarray(rx_clutter_m, dtype=float)
    return (0.52 + 0.024 * f) * np.asarray(resolution_m, dtype=float) ** 0.28 * (1.0 - np.clip(above / 10.0, 0.0, 1.0))


def location_correction_db(location_percent, standard_deviation_db) -> np.ndarray:
    """What is added so that the loss is not exceeded at a percentage of locations, equation (67)."""
    return -inverse_complementary_normal(np.asarray(location_percent, dtype=float) / 100.0) * standard_deviation_db
