# SPDX-License-Identifier: GPL-2.0-or-later
"""The inverse of the normal distribution, for models that state a loss not exceeded with a probability."""

from statistics import NormalDist

import numpy as np

_INVERSE = np.vectorize(NormalDist().inv_cdf, otypes=[np.float64])


def inverse_normal(probability) -> np.ndarray:
    """The standard normal deviate not exceeded with `probability` (0 < p < 1), float64; exact to double precision.

    Distinct probabilities are few in practice (a map has one), so each is computed once.
    """
    values = np.asarray(probability, np.float64)
    distinct, back = np.unique(values, return_inverse=True)
    return _INVERSE(distinct)[back].reshape(values.shape)
