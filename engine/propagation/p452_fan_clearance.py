# SPDX-License-Identifier: GPL-2.0-or-later
"""Clutter that does not count near the receivers of a fan (P.452-18 section 3.2.1 step 4): there the bare ground is looked at.

Which points are near depends on the receiver, so that the sweep of `p526_fan_sweep` over one surface does not serve;
here every receiver gets its own: the surface far from it, the ground near it.
"""

import math

import numpy as np

from .p526_fan_sweep import Sweep, Wanted, pair_tables, sweep


def near_points(step_km: float, clutter_free_km: float) -> int:
    """How many points next to a terminal lie nearer to it than `clutter_free_km`."""
    return max(0, math.ceil(clutter_free_km / step_km - 1e-9) - 1)


def horizon_with_clear_end(surface: np.ndarray, ground: np.ndarray, near: int) -> np.ndarray:
    """Greatest slope before each step, of the ground at the `near` last points before it and of the surface elsewhere.

    surface, ground : (steps, rays) float32; the same shape is returned, rows 0 and 1 -inf
    """
    greatest = np.full_like(surface, -np.inf)
    np.maximum.accumulate(surface[1 : -1 - near], axis=0, out=greatest[2 + near :])
    for back in range(1, near + 1):
        np.maximum(greatest[1 + back :], ground[1:-back], out=greatest[1 + back :])
    return greatest


def sweep_with_clear_ends(step_km: float, surface_slope, ground_slope, direct_slope, curvatures, wanted: Wanted, near: int) -> Sweep:
    """As `p526_fan_sweep.sweep`, the `near` points before each receiver being those of the ground."""
    steps, rays = surface_slope.shape
    nothing = np.zeros(steps, bool)
    back_ground = back_step = None
    if wanted.with_steps:
        of_ground = Wanted(wanted.back_ground, nothing, [wanted.back_ground], [nothing], True)
        ground = sweep(step_km, ground_slope, None, direct_slope, curvatures[:1], of_ground)
        back_ground, back_step = ground.back_ground, ground.back_step
    ratio, root = pair_tables(steps)
    back, nu = ([np.full((steps, rays), -np.inf, np.float32) for _ in curvatures] for _ in range(2))
    x, y = (np.empty((steps, rays), np.float32) for _ in range(2))
    rises = np.diff(np.asarray(curvatures, dtype=float), prepend=curvatures[0])
    for j in range(2, steps):
        far = max(1, j - near)
        np.subtract(surface_slope[1:far], direct_slope[j], out=x[1:far])
        np.subtract(ground_slope[far:j], direct_slope[j], out=x[far:j])
        for k, rise in enumerate(rises):
            if k > 0:
                x[1:j] += (rise * step_km * np.arange(j - 1, 0, -1)).astype(np.float32)[:, None]
            for asked, weight, out in ((wanted.back[k], ratio, back[k]), (wanted.nu[k], root, nu[k])):
                if asked[j]:
                    np.multiply(x[1:j], weight[j, 1:j, None], out=y[1:j])
                    np.maximum.reduce(y[1:j], axis=0, out=out[j])
    return Sweep(back, nu, back_ground, back_step, None)
