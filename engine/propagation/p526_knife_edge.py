# SPDX-License-Identifier: GPL-2.0-or-later
"""Diffraction over a single knife edge, ITU-R P.526-15 section 4.1."""

import numpy as np

NU_CLEAR = -0.78  # below it the approximation is not valid and the loss is taken as 0


def knife_edge_loss_db(nu) -> np.ndarray:
    """Loss J(nu) over a knife edge, dB, equation (31); 0 for nu <= -0.78.

    nu : the dimensionless diffraction parameter, any shape
    """
    nu = np.asarray(nu, dtype=float)
    above = np.maximum(nu, NU_CLEAR) - 0.1
    loss = 6.9 + 20.0 * np.log10(np.sqrt(above**2 + 1.0) + above)
    return np.where(nu > NU_CLEAR, loss, 0.0)


def diffraction_parameter(height_m, distance_1_m, distance_2_m, wavelength_m) -> np.ndarray:
    """nu of an edge `height_m` above the straight line between the terminals, equation (26)."""
    d1, d2 = np.asarray(distance_1_m, dtype=float), np.asarray(distance_2_m, dtype=float)
    return np.asarray(height_m, dtype=float) * np.sqrt(2.0 * (d1 + d2) / (np.asarray(wavelength_m, dtype=float) * d1 * d2))
