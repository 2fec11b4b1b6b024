# SPDX-License-Identifier: GPL-2.0-or-later
"""The Bullington part of the delta-Bullington model: ITU-R P.526-15 section 4.5.1 = P.1812-6 section 4.3.1."""

import numpy as np

from .itu_profile import PathProfile
from .p526_knife_edge import knife_edge_loss_db


def bullington_loss_db(profile: PathProfile, surface_m, tx_m, rx_m, wavelength_m, earth_radius_km) -> np.ndarray:
    """Loss of the equivalent single edge, with its distance-dependent correction, dB, (paths,).

    Equations (12) to (21) of P.1812-6; (52) to (58) of P.526-15.

    Parameters
    ----------
    profile : distances and which points lie between the terminals
    surface_m : (paths, points) heights above sea level of what obstructs; or 0 for a smooth earth
    tx_m, rx_m : (paths,) antenna heights above the same level
    wavelength_m, earth_radius_km : (paths,) or scalars; effective earth radius
    """
    total = profile.total_km
    tx, rx, wavelength, radius = (
        np.broadcast_to(np.asarray(v, dtype=float), total.shape) for v in (tx_m, rx_m, wavelength_m, earth_radius_km)
    )
    d = np.where(profile.inner, profile.distance_km, 0.5 * total[:, None])
    rest = total[:, None] - d
    raised = surface_m + 500.0 / radius[:, None] * d * rest
    slope_tx = profile.highest((raised - tx[:, None]) / d)
    slope_direct = (rx - tx) / total
    line_of_sight = slope_tx < slope_direct

    ray = (tx[:, None] * rest + rx[:, None] * d) / total[:, None]
    nu_clear = profile.highest((raised - ray) * np.sqrt(0.002 * total[:, None] / (wavelength[:, None] * d * rest)))

    slope_rx = profile.highest((raised - rx[:, None]) / rest)
    both = np.where(line_of_sight, 1.0, slope_tx + slope_rx)
    # terminals that look at one point exactly along the ray (both slopes opposite): the edge touches the ray
    grazing = both <= 0.0
    at = np.where(line_of_sight | grazing, 0.5 * total, (rx - tx + slope_rx * total) / np.where(grazing, 1.0, both))
    at = np.clip(at, 1e-9 * total, (1.0 - 1e-9) * total)
    ray_at = (tx * (total - at) + rx * at) / total
    nu_edge = (tx + slope_tx * at - ray_at) * np.sqrt(0.002 * total / (wavelength * at * (total - at)))
    nu = np.where(line_of_sight, nu_clear, np.where(grazing, 0.0, nu_edge))
    return with_distance_correction_db(knife_edge_loss_db(nu), total)


def with_distance_correction_db(edge_loss_db, distance_km) -> np.ndarray:
    """Equation (21) of P.1812-6: what a path adds to the loss of its single equivalent edge."""
    return edge_loss_db + (1.0 - np.exp(-edge_loss_db / 6.0)) * (10.0 + 0.02 * distance_km)
