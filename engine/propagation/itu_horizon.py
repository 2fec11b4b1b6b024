# SPDX-License-Identifier: GPL-2.0-or-later
"""Radio horizons and terrain roughness of a path: ITU-R P.1812-6 Attachment 1 sections 5.2 to 5.6.3, the same in P.452-18."""

from dataclasses import dataclass

import numpy as np

from .itu_profile import PathProfile
from .itu_smooth_earth import SmoothEarth


@dataclass(frozen=True)
class Horizon:
    """How the terminals see the terrain, each (paths,); distances km, angles mrad, heights m.

    tx_distance_km, rx_distance_km : to the horizon; on line-of-sight paths to the point of greatest nu (dlt, dlr)
    tx_elevation_mrad, rx_elevation_mrad : of the horizon (theta_t, theta_r)
    angular_distance_mrad : of the whole path (theta)
    line_of_sight : bool, whether the ground leaves the ray free
    tx_effective_m, rx_effective_m : heights of the ducting model (hte, hre)
    roughness_m : terrain roughness (hm)
    """

    tx_distance_km: np.ndarray
    rx_distance_km: np.ndarray
    tx_elevation_mrad: np.ndarray
    rx_elevation_mrad: np.ndarray
    angular_distance_mrad: np.ndarray
    line_of_sight: np.ndarray
    tx_effective_m: np.ndarray
    rx_effective_m: np.ndarray
    roughness_m: np.ndarray


def horizon(profile: PathProfile, tx_m, rx_m, smooth: SmoothEarth, earth_radius_km, wavelength_m) -> Horizon:
    """Horizons for the median effective earth radius, equations (76) to (84) and (92) to (95) of P.1812-6.

    tx_m, rx_m : (paths,) antenna heights above sea level; the ground without clutter bounds the view
    """
    total = profile.total_km
    tx, rx, radius, wavelength = (
        np.broadcast_to(np.asarray(v, dtype=float), total.shape) for v in (tx_m, rx_m, earth_radius_km, wavelength_m)
    )
    h = profile.height_m
    d = np.where(profile.inner, profile.distance_km, 0.5 * total[:, None])
    rest = total[:, None] - d

    up_tx = _elevation_mrad(h - tx[:, None], d, radius[:, None])
    up_rx = _elevation_mrad(h - rx[:, None], rest, radius[:, None])
    direct_tx = _elevation_mrad(rx - tx, total, radius)
    direct_rx = _elevation_mrad(tx - rx, total, radius)
    highest_tx = profile.highest(up_tx)
    sight = highest_tx <= direct_tx

    ray = (tx[:, None] * rest + rx[:, None] * d) / total[:, None]
    bulge = 500.0 / radius[:, None] * d * rest
    nu = (h + bulge - ray) * np.sqrt(0.002 * total[:, None] / (wavelength[:, None] * d * rest))
    nearest = profile.last_highest(nu)
    first = np.where(sight, nearest, profile.first_highest(up_tx))
    final = np.where(sight, nearest, profile.last_highest(up_rx))

    theta_tx = np.maximum(highest_tx, direct_tx)
    theta_rx = np.where(sight, direct_rx, profile.highest(up_rx))
    tx_base, rx_base = smooth.ducting_tx_m, smooth.ducting_rx_m
    column = np.arange(h.shape[1])
    between = (column >= first[:, None]) & (column <= final[:, None])
    line = tx_base[:, None] + ((rx_base - tx_base) / total)[:, None] * profile.distance_km
    return Horizon(
        profile.pick(profile.distance_km, first),
        total - profile.pick(profile.distance_km, final),
        theta_tx,
        theta_rx,
        1000.0 * total / radius + theta_tx + theta_rx,
        sight,
        tx - tx_base,
        rx - rx_base,
        np.where(between, h - line, -np.inf).max(axis=1),
    )


def _elevation_mrad(rise_m, distance_km, earth_radius_km):
    """Elevation of a point over the local horizontal, equation (77)."""
    return 1000.0 * np.arctan(rise_m / (1000.0 * distance_km) - distance_km / (2.0 * earth_radius_km))
