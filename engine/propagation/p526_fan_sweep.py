# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of the path models whose cost grows with the square of the steps: what each receiver of a fan sees back along its ray.

Everything is a slope seen from the transmitter. With b = (height - antenna) / d the slope to a point and s the
slope to the receiver at distance D, x = b - s is how much higher the point stands than the direct ray, and

    height above the ray            x d
    the same seen from the receiver x d / (D - d)  (+ 500 d / a for an earth of radius a)
    diffraction parameter nu        (x + 500 (D - d) / a) sqrt(d / (D - d)) sqrt(0.002 D / wavelength)

so one subtraction per pair of points serves all of them. Rays lie along the last axis, a few hundred at a time,
so that a block stays in the processor's cache. float32: slopes are exact to 1e-5 m over a path.
"""

from typing import List, NamedTuple, Optional

import numpy as np


class Sweep(NamedTuple):
    """Maxima over the points between transmitter and receiver, float32 (steps, rays); rows 0 and 1 are not set.

    above_ray_m : of the ground over the straight ray (hobs)
    back_flat : slope of the ground over the ray seen from the receiver, on a flat earth, m/km (alpha_obr)
    back : for each curvature, the same of the surface on the curved earth, less the slope of the ray (Srim + s)
    nu : for each curvature, nu of the surface / sqrt(0.002 D / wavelength)
    nu_step, back_step : int16, the last step where ground nu and ground back slope are greatest (first curvature), or None
    """

    above_ray_m: np.ndarray
    back_flat: np.ndarray
    back: List[np.ndarray]
    nu: List[np.ndarray]
    nu_step: Optional[np.ndarray]
    back_step: Optional[np.ndarray]


def sweep(distance_km, surface_slope, ground_slope, direct_slope, curvatures, with_steps: bool) -> Sweep:
    """Sweep a block of rays.

    distance_km : (steps,) float64
    surface_slope : (steps, rays) float32, slope to ground plus clutter, m/km; row 0 is ignored
    ground_slope : the same of the bare ground, or None where it is the same array
    direct_slope : (steps, rays) float32, slope to the receiver at each step
    curvatures : 500 / effective earth radius in km, one or two
    with_steps : also find where the greatest values are
    """
    steps, rays = surface_slope.shape
    empty = [np.zeros((steps, rays), np.float32) for _ in range(2 + 2 * len(curvatures))]
    above, flat, back, nu = empty[0], empty[1], empty[2 : 2 + len(curvatures)], empty[2 + len(curvatures) :]
    nu_step, back_step = (np.zeros((steps, rays), np.int16) for _ in range(2)) if with_steps else (None, None)
    buffers = [np.empty((steps, rays), np.float32) for _ in range(2)]
    flags, numbers = np.empty((steps, rays), bool), np.empty((steps, rays), np.int16)
    index = np.arange(steps, dtype=np.int16)[:, None]
    d = distance_km.astype(np.float32)[:, None]
    for j in range(2, steps):
        x, y, flag, number = buffers[0][: j - 1], buffers[1][: j - 1], flags[: j - 1], numbers[: j - 1]
        near, rest = distance_km[1:j], distance_km[j] - distance_km[1:j]
        ratio = (near / rest).astype(np.float32)[:, None]
        root = np.sqrt(ratio)
        column = index[1:j]

        np.subtract(surface_slope[1:j], direct_slope[j], out=x)
        if ground_slope is None:
            np.multiply(x, d[1:j], out=y)
            np.maximum.reduce(y, axis=0, out=above[j])
            np.multiply(x, ratio, out=y)
            np.maximum.reduce(y, axis=0, out=flat[j])
        else:
            np.multiply(x, ratio, out=y)
        before = 0.0
        for k, curvature in enumerate(curvatures):
            y += (near * (curvature - before)).astype(np.float32)[:, None]
            np.maximum.reduce(y, axis=0, out=back[k][j])
            if k == 0 and with_steps and ground_slope is None:
                _last(y, back[0][j], column, flag, number, back_step[j])
            before = curvature
        before = 0.0
        for k, curvature in enumerate(curvatures):
            x += (rest * (curvature - before)).astype(np.float32)[:, None]
            np.multiply(x, root, out=y)
            np.maximum.reduce(y, axis=0, out=nu[k][j])
            if k == 0 and with_steps and ground_slope is None:
                _last(y, nu[0][j], column, flag, number, nu_step[j])
            before = curvature
        if ground_slope is not None:
            np.subtract(ground_slope[1:j], direct_slope[j], out=x)
            np.multiply(x, d[1:j], out=y)
            np.maximum.reduce(y, axis=0, out=above[j])
            np.multiply(x, ratio, out=y)
            np.maximum.reduce(y, axis=0, out=flat[j])
            if with_steps:
                y += (near * curvatures[0]).astype(np.float32)[:, None]
                _last(y, np.maximum.reduce(y, axis=0), column, flag, number, back_step[j])
                x += (rest * curvatures[0]).astype(np.float32)[:, None]
                np.multiply(x, root, out=y)
                _last(y, np.maximum.reduce(y, axis=0), column, flag, number, nu_step[j])
    return Sweep(above, flat, back, nu, nu_step, back_step)


def _last(values, greatest, column, flag, number, out):
    """The last row in which each column of `values` has its greatest value."""
    np.equal(values, greatest, out=flag)
    np.multiply(flag, column, out=number)
    np.maximum.reduce(number, axis=0, out=out)
