# SPDX-License-Identifier: GPL-2.0-or-later
"""Smooth-earth heights of a path: ITU-R P.1812-6 Attachment 1 section 5.6 = P.526-15 section 4.5.2 = P.452-18 Annex 1."""

from dataclasses import dataclass

import numpy as np

from .itu_profile import PathProfile


@dataclass(frozen=True)
class SmoothEarth:
    """Heights above sea level, m, each (paths,).

    fitted_tx_m, fitted_rx_m : ends of the least-squares straight line through the ground (hst, hsr)
    ducting_tx_m, ducting_rx_m : the same, never above the ground (hst, hsr of the ducting model)
    diffraction_tx_m, diffraction_rx_m : smooth-earth heights of the diffraction model (hstd, hsrd)
    """

    fitted_tx_m: np.ndarray
    fitted_rx_m: np.ndarray
    ducting_tx_m: np.ndarray
    ducting_rx_m: np.ndarray
    diffraction_tx_m: np.ndarray
    diffraction_rx_m: np.ndarray


def smooth_earth(profile: PathProfile, tx_m, rx_m, obstruction_m=None) -> SmoothEarth:
    """Fit the smooth earth of each path, equations (85) to (92) of P.1812-6.

    tx_m, rx_m : (paths,) antenna heights above sea level
    obstruction_m : (paths, points) heights that obstruct the ray; the ground by default
    """
    d, h, total = profile.distance_km, profile.height_m, profile.total_km
    valid = np.arange(h.shape[1])[None, 1:] <= profile.last[:, None]
    width = np.where(valid, np.diff(d, axis=1), 0.0)
    d1, d0, h1, h0 = d[:, 1:], d[:, :-1], h[:, 1:], h[:, :-1]
    v1 = (width * (h1 + h0)).sum(axis=1)
    v2 = (width * (h1 * (2.0 * d1 + d0) + h0 * (d1 + 2.0 * d0))).sum(axis=1)
    fitted_tx = (2.0 * v1 * total - v2) / total**2
    fitted_rx = (v2 - v1 * total) / total**2

    tx, rx = (np.broadcast_to(np.asarray(v, dtype=float), total.shape) for v in (tx_m, rx_m))
    inner = np.where(profile.inner, d, 0.5 * total[:, None])
    rest = total[:, None] - inner
    above = (h if obstruction_m is None else obstruction_m) - (tx[:, None] * rest + rx[:, None] * inner) / total[:, None]
    highest = profile.highest(above)
    slope_tx, slope_rx = profile.highest(above / inner), profile.highest(above / rest)
    blocked = highest > 0
    both = np.where(blocked, slope_tx + slope_rx, 1.0)
    lowered_tx = np.where(blocked, fitted_tx - highest * slope_tx / both, fitted_tx)
    lowered_rx = np.where(blocked, fitted_rx - highest * slope_rx / both, fitted_rx)
    return SmoothEarth(
        fitted_tx,
        fitted_rx,
        np.minimum(fitted_tx, profile.tx_ground_m),
        np.minimum(fitted_rx, profile.rx_ground_m),
        np.minimum(lowered_tx, profile.tx_ground_m),
        np.minimum(lowered_rx, profile.rx_ground_m),
    )
