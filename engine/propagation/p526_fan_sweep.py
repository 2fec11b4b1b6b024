# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of the path models whose cost grows with the square of the steps: what each receiver of a fan sees back along its ray.

Everything is a slope seen from the transmitter. With b = (height - antenna) / d the slope to a point and s the
slope to the receiver at distance D, x = b - s is how much steeper the point stands than the direct ray, and

    height above the ray            x d
    the same seen from the receiver x d / (D - d)  (+ 500 d / a for an earth of radius a)
    diffraction parameter nu        (x + 500 (D - d) / a) sqrt(d / (D - d)) sqrt(0.002 D / wavelength)

so one subtraction per pair of points serves all of them. Rays lie along the last axis; a tile of points is kept in
the processor's cache while all receivers behind it pass by. float32: slopes are exact to 1e-5 m over a path.
"""

from functools import lru_cache
from typing import List, NamedTuple, Optional

import numpy as np

TILE_POINTS = 24_000  # points of a tile: steps times rays


class Wanted(NamedTuple):
    """Which receivers ask for what, bool (steps,) each; `back` and `nu` one for each curvature.

    ground : above_ray_m and back_flat; back_ground; nu_ground : where nu of the bare ground is greatest
    with_steps : whether back_step and nu_step are asked for at all
    """

    ground: np.ndarray
    back_ground: np.ndarray
    nu_ground: np.ndarray
    back: List[np.ndarray]
    nu: List[np.ndarray]
    with_steps: bool


class Sweep(NamedTuple):
    """Maxima over the points between transmitter and receiver, float32 (steps, rays); -inf where not asked for.

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


def sweep(step_km: float, surface_slope, ground_slope, direct_slope, curvatures, wanted: Wanted) -> Sweep:
    """Sweep a block of rays.

    step_km : spacing of the points
    surface_slope : (steps, rays) float32, slope to ground plus clutter, m/km; row 0 is ignored
    ground_slope : the same of the bare ground, or None where nothing stands on it
    direct_slope : (steps, rays) float32, slope to the receiver at each step
    curvatures : 500 / effective earth radius in km, one or two
    """
    steps, rays = surface_slope.shape
    count = len(curvatures)
    maps = [np.full((steps, rays), -np.inf, np.float32) for _ in range(2 + 2 * count)]
    bare = ground_slope is None
    back_ground = maps[2] if bare else np.full((steps, rays), -np.inf, np.float32)
    where = [np.zeros((steps, rays), np.int16) for _ in range(2)] if wanted.with_steps else [None, None]
    found = Sweep(maps[0], maps[1], maps[2 : 2 + count], maps[2 + count :], back_ground, *where)
    height = max(4, TILE_POINTS // rays)
    tile = _Tile(step_km, steps, rays, height, curvatures, direct_slope, wanted, found)
    for start in range(1, steps - 1, height):
        for j in range(start + 1, steps):
            end = min(start + height, j)
            tile.surface(surface_slope[start:end], start, end, j, bare)
            if not bare:
                tile.bare_ground(ground_slope[start:end], start, end, j)
    return found


class _Tile:
    """Buffers and columns for the points `start` to `end` as receiver j sees them: x = b - s, y = x d / (D - d)."""

    def __init__(self, step_km, steps, rays, height, curvatures, direct_slope, wanted, found):
        self.direct_slope, self.wanted, self.found = direct_slope, wanted, found
        self.ratio, self.root = pair_tables(steps)
        self.d = (np.arange(steps) * step_km).astype(np.float32)[:, None]
        self.bends = [(np.arange(steps) * step_km * curvature).astype(np.float32)[:, None] for curvature in curvatures]
        self._buffers = [np.empty((height, rays), np.float32) for _ in range(3)]
        self._flags, self._numbers = np.empty((height, rays), bool), np.empty((height, rays), np.int16)
        self._index = np.arange(steps, dtype=np.int16)[:, None]
        # greatest nu of the bare ground so far, of which only the place is asked for
        self._nu_of_ground = np.full((steps, rays), -np.inf, np.float32) if wanted.with_steps else None
        self._row, self._better, self._number = np.empty(rays, np.float32), np.empty(rays, bool), np.empty(rays, np.int16)

    def surface(self, slope, start, end, j, bare):
        wanted, found = self.wanted, self.found
        back, nu = [flags[j] for flags in wanted.back], [flags[j] for flags in wanted.nu]
        if bare:
            back[0] = back[0] or wanted.back_ground[j]
        self._relative(slope, start, end, j)
        if any(back) or (bare and wanted.ground[j]):
            np.multiply(self.x, self.ratio[j, start:end, None], out=self.y)
        if bare and wanted.ground[j]:
            self._heights(start, end, j)
        for k, bend in enumerate(self.bends):
            if back[k]:
                np.add(self.y, bend[start:end], out=self.z)
                self._greatest(found.back[k][j], found.back_step if bare and k == 0 else None, start, end, j)
        for k, bend in enumerate(self.bends):
            if nu[k]:
                self._nu(bend, start, end, j)
                self._greatest(found.nu[k][j], found.nu_step if bare and k == 0 else None, start, end, j)

    def bare_ground(self, slope, start, end, j):
        wanted, found = self.wanted, self.found
        with_nu = wanted.with_steps and wanted.nu_ground[j]
        if not (wanted.ground[j] or wanted.back_ground[j] or with_nu):
            return
        self._relative(slope, start, end, j)
        np.multiply(self.x, self.ratio[j, start:end, None], out=self.y)
        if wanted.ground[j]:
            self._heights(start, end, j)
        if wanted.back_ground[j]:
            np.add(self.y, self.bends[0][start:end], out=self.z)
            self._greatest(found.back_ground[j], found.back_step, start, end, j)
        if with_nu:
            self._nu(self.bends[0], start, end, j)
            self._greatest(self._nu_of_ground[j], found.nu_step, start, end, j)

    def _relative(self, slope, start, end, j):
        self.x, self.y, self.z = (buffer[: end - start] for buffer in self._buffers)
        np.subtract(slope, self.direct_slope[j], out=self.x)

    def _heights(self, start, end, j):
        np.multiply(self.x, self.d[start:end], out=self.z)
        self._greatest(self.found.above_ray_m[j], None, start, end, j)
        np.maximum.reduce(self.y, axis=0, out=self._row)
        np.maximum(self.found.back_flat[j], self._row, out=self.found.back_flat[j])

    def _nu(self, bend, start, end, j):
        np.add(self.x, bend[j] - bend[start:end], out=self.z)
        np.multiply(self.z, self.root[j, start:end, None], out=self.z)

    def _greatest(self, out, step_out, start, end, j):
        """Raise `out` to the greatest of each column of z, and note the last step where that is."""
        np.maximum.reduce(self.z, axis=0, out=self._row)
        if step_out is not None:
            flags, numbers = self._flags[: end - start], self._numbers[: end - start]
            np.equal(self.z, self._row, out=flags)
            np.multiply(flags, self._index[start:end], out=numbers)
            np.maximum.reduce(numbers, axis=0, out=self._number)
            np.greater_equal(self._row, out, out=self._better)
            np.copyto(step_out[j], self._number, where=self._better)
        np.maximum(out, self._row, out=out)
