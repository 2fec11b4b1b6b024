# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of the path models whose cost grows with the square of the steps: what each receiver of a fan sees back along its ray.

Everything is a slope seen from the transmitter. With b = (height - antenna) / d the slope to a point and s the
slope to the receiver at distance D, x = b - s is how much steeper the point stands than the direct ray, and

    height above the ray            x d
    the same seen from the receiver x d / (D - d)  (+ 500 d / a for an earth of radius a)
    diffraction parameter nu        (x + 500 (D - d) / a) sqrt(d / (D - d)) sqrt(0.002 D / wavelength)

so one subtraction per pair of points serves all of them. Rays lie along the last axis, a few hundred at a time,
so that a block stays in the processor's cache. float32: slopes are exact to 1e-5 m over a path.
"""

from functools import lru_cache
from typing import List, NamedTuple, Optional

import numpy as np


class Sweep(NamedTuple):
    """Maxima over the points between transmitter and receiver, float32 (steps, rays); rows 0 and 1 are not set.

    above_ray_m : of the ground over the straight ray (hobs)
    back_flat : slope of the ground over the ray seen from the receiver, on a flat earth, m/km (alpha_obr)
    back : for each curvature, the same of the surface on the curved earth; less the slope of the ray it is Srim
    nu : for each curvature, nu of the surface / sqrt(0.002 D / wavelength)
    back_ground : as the first of `back`, of the bare ground; the same array where nothing stands on it
    back_step, nu_step : int16, the last step where `back_ground` and nu of the bare ground are taken, or None
    """

    above_ray_m: np.ndarray
    back_flat: np.ndarray
    back: List[np.ndarray]
    nu: List[np.ndarray]
    back_ground: np.ndarray
    back_step: Optional[np.ndarray]
    nu_step: Optional[np.ndarray]


@lru_cache(maxsize=8)
def pair_tables(steps: int):
    """d / (D - d) and its root for every pair (receiver, point), float32, whatever the spacing."""
    receiver, point = np.arange(steps)[:, None], np.arange(steps)[None, :]
    between = point < receiver
    ratio = np.where(between, point / np.where(between, receiver - point, 1), 0.0)
    return ratio.astype(np.float32), np.sqrt(ratio).astype(np.float32)


def sweep(step_km: float, surface_slope, ground_slope, direct_slope, curvatures, with_steps: bool = False) -> Sweep:
    """Sweep a block of rays.

    step_km : spacing of the points
    surface_slope : (steps, rays) float32, slope to ground plus clutter, m/km; row 0 is ignored
    ground_slope : the same of the bare ground, or None where nothing stands on it
    direct_slope : (steps, rays) float32, slope to the receiver at each step
    curvatures : 500 / effective earth radius in km, one or two
    with_steps : also find where the greatest values lie
    """
    steps, rays = surface_slope.shape
    maps = [np.zeros((steps, rays), np.float32) for _ in range(3 + 2 * len(curvatures))]
    where = [np.zeros((steps, rays), np.int16) for _ in range(2)] if with_steps else [None, None]
    bare = ground_slope is None
    back = maps[3 : 3 + len(curvatures)]
    found = Sweep(maps[1], maps[2], back, maps[3 + len(curvatures) :], back[0] if bare else maps[0], *where)
    work = _Work(step_km, steps, rays, curvatures)
    for j in range(2, steps):
        work.start(j, surface_slope, direct_slope)
        if bare:
            work.ground_heights(found)
        for k in range(len(curvatures)):
            work.slope_back(k, found.back[k], found.back_step if bare and k == 0 else None)
        for k in range(len(curvatures)):
            work.greatest_nu(k, found.nu[k], found.nu_step if bare and k == 0 else None)
        if not bare:
            work.start(j, ground_slope, direct_slope)
            work.ground_heights(found)
            work.slope_back(0, found.back_ground, found.back_step)
            if with_steps:
                work.greatest_nu(0, maps[0], found.nu_step, keep=False)
    return found


class _Work:
    """Buffers and columns of one sweep; x and y are the rows between transmitter and receiver j."""

    def __init__(self, step_km, steps, rays, curvatures):
        self.ratio, self.root = pair_tables(steps)
        self.d = (np.arange(steps) * step_km).astype(np.float32)[:, None]
        rises = np.diff(np.asarray(curvatures, dtype=float), prepend=0.0)
        self.bends = [(np.arange(steps) * step_km * rise).astype(np.float32)[:, None] for rise in rises]
        self._x, self._y, self._scratch = (np.empty((steps, rays), np.float32) for _ in range(3))
        self._flag, self._number = np.empty((steps, rays), bool), np.empty((steps, rays), np.int16)
        self._index = np.arange(steps, dtype=np.int16)[:, None]
        self._row = np.empty(rays, np.float32)

    def start(self, j, slope, direct_slope):
        """x = b - s, y = x d / (D - d)."""
        self.j, self.x, self.y, self.scratch = j, self._x[: j - 1], self._y[: j - 1], self._scratch[: j - 1]
        np.subtract(slope[1:j], direct_slope[j], out=self.x)
        np.multiply(self.x, self.ratio[j, 1:j, None], out=self.y)

    def ground_heights(self, found):
        np.multiply(self.x, self.d[1 : self.j], out=self.scratch)
        np.maximum.reduce(self.scratch, axis=0, out=found.above_ray_m[self.j])
        np.maximum.reduce(self.y, axis=0, out=found.back_flat[self.j])

    def slope_back(self, k, out, step_out):
        """Bend y by the k-th curvature beyond the one before, then its maximum."""
        self.y += self.bends[k][1 : self.j]
        np.maximum.reduce(self.y, axis=0, out=out[self.j])
        self._last(self.y, out[self.j], step_out)

    def greatest_nu(self, k, out, step_out, keep=True):
        """The same with x and the weight of nu."""
        self.x += self.bends[k][self.j] - self.bends[k][1 : self.j]
        np.multiply(self.x, self.root[self.j, 1 : self.j, None], out=self.scratch)
        greatest = out[self.j] if keep else self._row
        np.maximum.reduce(self.scratch, axis=0, out=greatest)
        self._last(self.scratch, greatest, step_out)

    def _last(self, values, greatest, step_out):
        """The last row in which each column of `values` has its greatest value."""
        if step_out is None:
            return
        flag, number = self._flag[: self.j - 1], self._number[: self.j - 1]
        np.equal(values, greatest, out=flag)
        np.multiply(flag, self._index[1 : self.j], out=number)
        np.maximum.reduce(number, axis=0, out=step_out[self.j])
