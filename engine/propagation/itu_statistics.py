# SPDX-License-Identifier: GPL-2.0-or-later
"""Inverse cumulative normal distribution as approximated in ITU-R P.1812-6 Attachment 2 and P.452-18."""

import numpy as np


def inverse_complementary_normal(probability) -> np.ndarray:
    """I(x), the value exceeded with probability x, 1e-6 to 1 - 1e-6 (limited to them); equations (96), (97)."""
    x = np.clip(np.asarray(probability, dtype=float), 1e-6, 1.0 - 1e-6)
    tail = np.minimum(x, 1.0 - x)
    t = np.sqrt(-2.0 * np.log(tail))
    correction = ((0.010328 * t + 0.802853) * t + 2.515516698) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1.0)
    return np.where(x <= 0.5, t - correction, correction - t)
