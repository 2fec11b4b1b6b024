# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of the path models whose cost grows with the square of the steps: what each receiver of a fan sees back along its ray.

Everything is a slope seen from the transmitter, on an earth whose surface falls off by 500 d^2 / a. With b the slope
to a point at d and s the slope to the receiver at D, x = b - s is how much steeper the point stands than the
direct ray, and

    height above the ray                 x d
    the same seen from the receiver      x d / (D - d)
    diffraction parameter nu             x sqrt(d / (D - d)) sqrt(0.002 D / wavelength)

so one subtraction per pair of points serves all of them, and another earth radius adds (c' - c)(D - d) to x. Rays
lie along the last axis; a tile of points is kept in the processor's cache while all receivers behind it pass by.
float32: slopes are exact to 1e-5 m over a path.
"""

from functools import lru_cache
from typing import List, NamedTuple, Optional

import numpy as np

TILE_POINTS = 60_000  # points of a tile: steps times rays


class Wanted(NamedTuple):
    """Which receivers ask for what, bool (steps,) each; `back` and `nu` one for each curvature.

    back_ground, nu_ground : slope back and nu of the bare ground; of the latter only the place. Where something stands on
        it they are looked at only with `with_steps`: few points need them else, and can ask one by one
    with_steps : whether back_step and nu_step are asked for at all
    """

    back_ground: np.ndarray
    nu_ground: np.ndarray
    back: List[np.ndarray]
    nu: List[np.ndarray]
    with_steps: bool


class Sweep(NamedTuple):
    """Maxima over the points between transmitter and receiver, float32 (steps, rays); -inf where not asked for.

    back : for each curvature, slope of the surface over the direct ray seen from the receiver, m/km; less the slope
        of the ray on a flat earth it is Srim
    nu : for each curvature, nu of the surface / sqrt(0.002 D / wavelength)
    back_ground : as the first of `back`, of the bare ground; the same array where nothing stands on it; None where
        something does and the places are not asked for
    back_step : int16, the last step where `back_ground` is taken, or None
    nu_step : the same of nu of the bare ground; None also where nothing stands on it, for few ask for it then
    """

    back: List[np.ndarray]
    nu: List[np.ndarray]
    back_ground: Optional[np.ndarray]
    back_step: Optional[np.ndarray]
    nu_step: Optional[np.ndarray]


@lru_cache(maxsize=3)
def pair_tables(steps: int):
    """d / (D - d) and its root for every pair (receiver, point), float32, whatever the spacing."""
    receiver, point = np.arange(steps)[:, None], np.arange(steps)[None, :]
    between = point < receiver
    ratio = np.where(between, point / np.where(between, receiver - point, 1), 0.0)
    return ratio.astype(np.float32), np.sqrt(ratio).astype(np.float32)


def sweep(step_km: float, surface_slope, ground_slope, direct_slope, curvatures, wanted: Wanted) -> Sweep:
    """Sweep a block of rays.

    step_km : spacing of the points
    surface_slope : (steps, rays) float32, slope to ground plus clutter on the earth of the first curvature, m/km; row 0 is ignored
    ground_slope : the same of the bare ground, or None where nothing stands on it
    direct_slope : (steps, rays) float32, slope to the receiver at each step, likewise
    curvatures : 500 / effective earth radius in km, one or two
    """
    steps, rays = surface_slope.shape
    count = len(curvatures)
    maps = [np.full((steps, rays), -np.inf, np.float32) for _ in range(2 * count)]
    bare = ground_slope is None
    with_ground = wanted.with_steps and not bare
    back_ground = maps[0] if bare else np.full((steps, rays), -np.inf, np.float32) if with_ground else None
    where = [np.zeros((steps, rays), np.int16) if asked else None for asked in (wanted.with_steps, with_ground)]
    found = Sweep(maps[:count], maps[count:], back_ground, *where)
    if bare:
        back = [wanted.back[0] | wanted.back_ground, *wanted.back[1:]]
        nu = wanted.nu
    else:
        back, nu = wanted.back, wanted.nu
        nu_of_ground = np.full((steps, rays), -np.inf, np.float32) if with_ground else None
    height = max(4, TILE_POINTS // rays)
    tile = _Tile(step_km, steps, rays, height, curvatures, direct_slope)
    for start in range(1, steps - 1, height):
        for j in range(start + 1, steps):
            end = min(start + height, j)
            tile.relative(surface_slope, start, end, j)
            for k in range(count):
                if k > 0 and (back[k][j] or nu[k][j]):
                    tile.bend(k)
                if back[k][j]:
                    tile.greatest(tile.ratio, found.back[k][j], found.back_step if bare and k == 0 else None)
                if nu[k][j]:
                    tile.greatest(tile.root, found.nu[k][j], None)
            if with_ground and (wanted.nu_ground[j] or wanted.back_ground[j]):
                tile.relative(ground_slope, start, end, j)
                if wanted.back_ground[j]:
                    tile.greatest(tile.ratio, found.back_ground[j], found.back_step)
                if wanted.nu_ground[j]:
                    tile.greatest(tile.root, nu_of_ground[j], found.nu_step)
    return found


class _Tile:
    """Buffers and columns for the points `start` to `end` as receiver j sees them."""

    def __init__(self, step_km, steps, rays, height, curvatures, direct_slope):
        self.direct_slope = direct_slope
        self.ratio, self.root = pair_tables(steps)
        rises = np.diff(np.asarray(curvatures, dtype=float), prepend=curvatures[0])
        self.bends = [(np.arange(steps) * step_km * rise).astype(np.float32)[:, None] for rise in rises]
        self._x, self._y = (np.empty((height, rays), np.float32) for _ in range(2))
        self._flags, self._numbers = np.empty((height, rays), bool), np.empty((height, rays), np.int16)
        self._index = np.arange(steps, dtype=np.int16)[:, None]
        self._row, self._better, self._number = np.empty(rays, np.float32), np.empty(rays, bool), np.empty(rays, np.int16)

    def relative(self, slope, start, end, j):
        """x = b - s."""
        self.points, self.j = slice(start, end), j
        self.x, self.y = self._x[: end - start], self._y[: end - start]
        np.subtract(slope[start:end], self.direct_slope[j], out=self.x)

    def bend(self, k):
        """x for the k-th curvature from the one before."""
        self.x += self.bends[k][self.j] - self.bends[k][self.points]

    def greatest(self, weight, out, step_out):
        """Raise `out` to the greatest of each column of x times its weight, and note the last step where that is."""
        np.multiply(self.x, weight[self.j, self.points, None], out=self.y)
        np.maximum.reduce(self.y, axis=0, out=self._row)
        if step_out is not None:
            size = self.x.shape[0]
            flags, numbers = self._flags[:size], self._numbers[:size]
            np.equal(self.y, self._row, out=flags)
            np.multiply(flags, self._index[self.points], out=numbers)
            np.maximum.reduce(numbers, axis=0, out=self._number)
            np.greater_equal(self._row, out, out=self._better)
            np.copyto(step_out[self.j], self._number, where=self._better)
        np.maximum(out, self._row, out=out)
