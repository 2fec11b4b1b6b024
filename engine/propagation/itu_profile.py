# SPDX-License-Identifier: GPL-2.0-or-later
"""Terrain profiles of one or many paths, checked and laid out for the ITU-R path models.

All profiles of a call form arrays (paths, points); shorter ones are padded at their end and say so by
their number of points. A profile of two points (neighbouring cells) is given its midpoint, at the mean
height and without clutter, because the models look for the highest of the points in between.
"""

from dataclasses import dataclass
from typing import Optional

import numpy as np

from ..errors import InputError


@dataclass(frozen=True)
class PathProfile:
    """Profiles of many paths.

    distance_km : (paths, points) from the transmitter, rising; 0 at the first point
    height_m : (paths, points) ground above sea level
    surface_m : (paths, points) ground plus clutter; ground alone at both ends
    zone : (paths, points) int, or None when all is one zone
    inner : (paths, points) bool, the points strictly between the terminals
    last : (paths,) int, index of the receiver
    rx_clutter_m : (paths,) clutter height at the receiver, which is not part of its surface
    """

    distance_km: np.ndarray
    height_m: np.ndarray
    surface_m: np.ndarray
    zone: Optional[np.ndarray]
    inner: np.ndarray
    last: np.ndarray
    rx_clutter_m: np.ndarray

    @property
    def total_km(self) -> np.ndarray:
        """Length of each path, (paths,)."""
        return self.at_receiver(self.distance_km)

    @property
    def tx_ground_m(self) -> np.ndarray:
        return self.height_m[:, 0]

    @property
    def rx_ground_m(self) -> np.ndarray:
        return self.at_receiver(self.height_m)

    def at_receiver(self, values: np.ndarray) -> np.ndarray:
        """Each path's value at its last point, (paths,)."""
        return values[np.arange(values.shape[0]), self.last]

    def highest(self, values: np.ndarray) -> np.ndarray:
        """Greatest value between the terminals of each path, (paths,)."""
        return np.where(self.inner, values, -np.inf).max(axis=1)

    def first_highest(self, values: np.ndarray) -> np.ndarray:
        """Index of the first point between the terminals that has the greatest value, (paths,)."""
        return np.where(self.inner, values, -np.inf).argmax(axis=1)

    def last_highest(self, values: np.ndarray) -> np.ndarray:
        """Index of the last such point, (paths,)."""
        masked = np.where(self.inner, values, -np.inf)
        return values.shape[1] - 1 - masked[:, ::-1].argmax(axis=1)

    def pick(self, values: np.ndarray, index: np.ndarray) -> np.ndarray:
        """One value of each path, (paths,)."""
        return values[np.arange(values.shape[0]), index]


def make_profile(distance_km, height_m, clutter_m=None, zone=None, points=None, *, terminal_clearance_km: float = 0.0) -> PathProfile:
    """Check profiles and lay them out; see `PathProfile`.

    Parameters
    ----------
    distance_km : (points,) for all paths, or (paths, points); from 0, rising
    height_m : (points,) or (paths, points), ground above sea level
    clutter_m : same shapes, representative clutter height above ground; not counted at the terminals
    zone : same shapes, int codes of the model
    points : (paths,) number of valid points of each path where profiles are padded
    terminal_clearance_km : clutter nearer than this to a terminal is not counted (P.452-18: 50 m)

    Raises
    ------
    InputError "profile_shape", "profile_not_finite", "profile_distance", "profile_zero_length".
    """
    height = np.atleast_2d(np.asarray(height_m, dtype=float))
    distance = np.atleast_2d(np.asarray(distance_km, dtype=float))
    if height.ndim != 2 or distance.ndim != 2 or height.shape[1] < 2 or distance.shape[1] != height.shape[1]:
        raise InputError("profile_shape", distances=np.shape(distance_km), heights=np.shape(height_m))
    clutter = np.zeros_like(height) if clutter_m is None else np.atleast_2d(np.asarray(clutter_m, dtype=float))
    zones = None if zone is None else np.atleast_2d(np.asarray(zone))
    layers = [distance, height, clutter] + ([] if zones is None else [zones])
    try:
        distance, height, clutter, *rest = np.broadcast_arrays(*layers)
    except ValueError:
        raise InputError("profile_shape", distances=np.shape(distance_km), heights=np.shape(height_m)) from None
    zones = rest[0].astype(np.int64) if rest else None
    paths, size = height.shape
    last = np.full(paths, size - 1) if points is None else np.broadcast_to(np.asarray(points, dtype=np.int64), paths) - 1
    if (last < 1).any() or (last >= size).any():
        raise InputError("profile_shape", distances=np.shape(distance_km), heights=np.shape(height_m))
    column = np.arange(size)
    valid = column <= last[:, None]
    for name, values in (("distance_km", distance), ("height_m", height), ("clutter_m", clutter)):
        holes = int((~np.isfinite(values) & valid).sum())
        if holes:
            raise InputError("profile_not_finite", layer=name, points=holes)
    if (distance[:, 0] != 0).any() or ((np.diff(distance, axis=1) < 0) & valid[:, 1:]).any():
        raise InputError("profile_distance")
    if (distance[np.arange(paths), last] <= 0).any():
        raise InputError("profile_zero_length")
    rx_clutter = clutter[np.arange(paths), last]
    if (last == 1).any():
        distance, height, clutter, zones, last = _with_midpoints(distance, height, clutter, zones, last)
        column = np.arange(height.shape[1])
        valid = column <= last[:, None]
    inner = (column > 0) & (column < last[:, None])
    # padding holds harmless values, so that no formula meets a NaN or divides by zero there
    total = distance[np.arange(paths), last][:, None]
    distance = np.where(valid, distance, 0.5 * total)
    height = np.where(valid, height, height[:, :1])
    inner = inner & (distance > 0) & (distance < total)  # repeated end points are not in between
    clearance = terminal_clearance_km - 1e-9  # a point at just this distance counts, however its distance is rounded
    counted = inner & (distance >= clearance) & (total - distance >= clearance)
    surface = height + np.where(counted, clutter, 0.0)
    return PathProfile(distance, height, surface, zones, inner, last, rx_clutter)


def _with_midpoints(distance, height, clutter, zones, last):
    """Two-point profiles become three-point ones; the others keep their points."""
    paths, size = height.shape
    if size == 2:
        distance, height, clutter = (np.pad(values, ((0, 0), (0, 1))) for values in (distance, height, clutter))
        zones = None if zones is None else np.pad(zones, ((0, 0), (0, 1)))
    else:
        distance, height, clutter = distance.copy(), height.copy(), clutter.copy()
        zones = None if zones is None else zones.copy()
    two = last == 1
    for values in (distance, height):
        values[two, 2] = values[two, 1]
        values[two, 1] = 0.5 * (values[two, 0] + values[two, 2])
    clutter[two, 1:3] = 0.0
    if zones is not None:
        zones[two, 2] = zones[two, 1]
    return distance, height, clutter, zones, np.where(two, 2, last)
