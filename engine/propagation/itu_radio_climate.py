# SPDX-License-Identifier: GPL-2.0-or-later
"""What the air and the ground type do along a path: ITU-R P.1812-6 sections 3.4 to 3.7, the same in P.452-18.

The standard's digital maps of refractivity are under copyright and not included. The values used where
the user gives none are assumptions for middle latitudes and are to be named as such on any output.
"""

from dataclasses import dataclass

import numpy as np

from .itu_profile import PathProfile
from .validity import check_range

EARTH_RADIUS_KM = 6371.0
ASSUMED_DELTA_N = 45.0  # N-units/km, middle latitudes (assumption)
ASSUMED_N0 = 325.0  # N-units at sea level, middle latitudes (assumption)
ASSUMED_LATITUDE_DEG = 35.0  # of the path centre (assumption)
BETA0_RADIUS_FACTOR = 3.0  # effective earth radius factor exceeded for beta0 percent of the time


@dataclass(frozen=True)
class RadioClimate:
    """Climate of each path, each (paths,).

    longest_land_km, longest_inland_km : longest stretch over land, over inland ground (dtm, dlm)
    sea_fraction : share of the path over sea (omega)
    beta0_percent : time for which strong refractivity gradients can be expected
    earth_radius_km : median effective earth radius (ae)
    beta0_earth_radius_km : effective earth radius exceeded for beta0 percent of the time
    """

    longest_land_km: np.ndarray
    longest_inland_km: np.ndarray
    sea_fraction: np.ndarray
    beta0_percent: np.ndarray
    earth_radius_km: np.ndarray
    beta0_earth_radius_km: np.ndarray


def check_climate(model: str, latitude_deg, delta_n, n0) -> None:
    """Raise RangeError where a value is none that the air has."""
    check_range(model, "latitude_deg", latitude_deg, -90.0, 90.0, "deg")
    check_range(model, "delta_n", delta_n, 0.0, 150.0, "N-units/km")
    check_range(model, "n0", n0, 200.0, 500.0, "N-units")


def radio_climate(profile: PathProfile, inland: np.ndarray, sea: np.ndarray, latitude_deg, delta_n) -> RadioClimate:
    """Climate of each path.

    inland, sea : (paths, points) bool, the zone of each point; coastal land where neither
    latitude_deg : of the path centre; delta_n : N-units/km, positive
    """
    total = profile.total_km
    land_km = longest_stretch_km(profile, ~sea)
    inland_km = longest_stretch_km(profile, inland)
    share = _zone_widths(profile, sea).sum(axis=1) / total
    beta0 = beta0_percent(latitude_deg, land_km, inland_km)
    radius = np.broadcast_to(median_earth_radius_km(delta_n), total.shape)
    return RadioClimate(land_km, inland_km, share, beta0, radius, np.full(total.shape, EARTH_RADIUS_KM * BETA0_RADIUS_FACTOR))


def median_earth_radius_km(delta_n) -> np.ndarray:
    """Median effective earth radius, equations (6), (7a) of P.1812-6; `delta_n` below 157 N-units/km."""
    return EARTH_RADIUS_KM * 157.0 / (157.0 - np.asarray(delta_n, dtype=float))


def inland_weight(longest_inland_km) -> np.ndarray:
    """tau of equation (3)."""
    return 1.0 - np.exp(-4.12e-4 * np.asarray(longest_inland_km, dtype=float) ** 2.41)


def beta0_percent(latitude_deg, longest_land_km, longest_inland_km) -> np.ndarray:
    """Share of time, percent, with gradients above 100 N-units/km in the lowest 100 m; equations (2) to (5)."""
    tau = inland_weight(longest_inland_km)
    latitude = np.abs(np.asarray(latitude_deg, dtype=float))
    land = np.asarray(longest_land_km, dtype=float)
    mu1 = np.minimum((10.0 ** (-land / (16.0 - 6.6 * tau)) + 10.0 ** (-5.0 * (0.496 + 0.354 * tau))) ** 0.2, 1.0)
    low = latitude <= 70.0
    mu4 = np.where(low, mu1 ** (-0.935 + 0.0176 * latitude), mu1**0.3)
    return np.where(low, 10.0 ** (-0.015 * latitude + 1.67), 4.17) * mu1 * mu4


def path_centre_latitude_deg(tx_latitude_deg, tx_longitude_deg, rx_latitude_deg, rx_longitude_deg, length_km=None) -> np.ndarray:
    """Latitude half-way along the great circle from transmitter to receiver, degrees.

    length_km : path length whose half is walked from the transmitter; the distance between the stations when None
    """
    ends = []
    for latitude, longitude in ((tx_latitude_deg, tx_longitude_deg), (rx_latitude_deg, rx_longitude_deg)):
        phi, lam = np.radians(np.asarray(latitude, dtype=float)), np.radians(np.asarray(longitude, dtype=float))
        ends.append(np.stack(np.broadcast_arrays(np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi))))
    start, end = ends
    cosine = (start * end).sum(axis=0)
    across = end - cosine * start
    sine = np.sqrt((across**2).sum(axis=0))
    half = 0.5 * (np.arctan2(sine, cosine) if length_km is None else np.asarray(length_km, dtype=float) / EARTH_RADIUS_KM)
    middle = start[2] * np.cos(half) + across[2] / np.where(sine > 0, sine, 1.0) * np.sin(half)
    return np.degrees(np.arcsin(np.clip(middle, -1.0, 1.0)))


def longest_stretch_km(profile: PathProfile, member: np.ndarray) -> np.ndarray:
    """Longest unbroken stretch of each path over the given ground, km, (paths,).

    The boundary between two ground types is taken half-way between their points.
    """
    widths = _zone_widths(profile, member)
    running = np.cumsum(widths, axis=1)
    # length since the last point outside the stretch
    before = np.maximum.accumulate(np.where(member, 0.0, running), axis=1)
    return (np.where(member, running - before, 0.0)).max(axis=1)


def _zone_widths(profile: PathProfile, member: np.ndarray) -> np.ndarray:
    """The part of each path that each member point stands for, km, (paths, points); 0 for the others."""
    d = profile.distance_km
    valid = np.arange(d.shape[1]) <= profile.last[:, None]
    gap = np.where(valid[:, 1:], np.diff(d, axis=1), 0.0)
    half = np.zeros((d.shape[0], d.shape[1] + 1))
    half[:, 1:-1] = 0.5 * gap
    return np.where(member & valid, half[:, :-1] + half[:, 1:], 0.0)
