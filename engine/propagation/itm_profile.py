# SPDX-License-Identifier: GPL-2.0-or-later
"""What the Irregular Terrain Model takes from terrain profiles: horizons, effective heights, irregularity.

A path is the beginning of a ray, from its first point to any later one; all rays are worked on at once, and what is
the same for all paths of a ray (running sums) is made once.
Source: Hufford, "The ITS Irregular Terrain Model, the algorithm", section on point-to-point preparation.
"""

import numpy as np

from .itm_reference import Geometry


class Rays:
    """Elevations along rays, (rays, points) evenly spaced by `step_m`, with the running sums that line fits need."""

    def __init__(self, ground_m, step_m: float):
        self.ground_m = np.asarray(ground_m, np.float64)
        self.step_m = float(step_m)
        index = np.arange(self.ground_m.shape[1])
        self._sums = tuple(_running_sum(values) for values in (self.ground_m, self.ground_m * index))

    def mean_level_m(self, last: int) -> np.ndarray:
        """Mean elevation of the middle four fifths of the paths to point `last`, (rays,)."""
        tenth = int(0.1 * last)
        return (self._sums[0][:, last + 1 - tenth] - self._sums[0][:, tenth]) / (last + 1 - 2 * tenth)

    def line_ends(self, last: int, start, end):
        """A least-squares line through each path from index `start` to `end` (fractional, (rays,)), read at both ends of the path."""
        first = np.maximum(start, 0).astype(np.int64)
        final = last - np.maximum(last - end, 0).astype(np.int64)
        swapped = final <= first
        first = np.where(swapped, np.maximum(first - 1, 0), first)
        final = np.where(swapped, last - np.maximum(last - (final + 1), 0), final)
        rays = np.arange(self.ground_m.shape[0])
        near, far = 0.5 * self.ground_m[rays, first], 0.5 * self.ground_m[rays, final]  # the ends count half
        total, moment = (sums[rays, final + 1] - sums[rays, first] for sums in self._sums)
        total, moment = total - near - far, moment - near * first - far * final
        length, middle = (final - first).astype(np.float64), 0.5 * (first + final)
        mean = total / length
        slope = (moment - middle * total) * 12 / ((length**2 + 2) * length)
        return mean - slope * middle, mean + slope * (last - middle)


def path_geometry(rays: Rays, last: int, heights_m, curvature) -> Geometry:
    """Geometry of the paths to point `last`; `heights_m` (2, rays) above ground, `curvature` (rays,) of the effective earth."""
    ground_m, step_m = rays.ground_m[:, : last + 1], rays.step_m
    distance = np.full(ground_m.shape[0], last * step_m)
    angle, horizon = horizons(ground_m, step_m, heights_m, curvature)
    start = np.minimum(15 * heights_m[0], 0.1 * horizon[0])
    end = distance - np.minimum(15 * heights_m[1], 0.1 * horizon[1])
    roughness = terrain_irregularity_m(ground_m, step_m, start, end)
    near_fit, far_fit = rays.line_ends(last, start / step_m, end / step_m)
    clear = _above_fit(ground_m, heights_m, near_fit, far_fit)
    near_fit, _ = rays.line_ends(last, start / step_m, 0.9 * horizon[0] / step_m)
    _, far_fit = rays.line_ends(last, (distance - 0.9 * horizon[1]) / step_m, end / step_m)
    blocked = _above_fit(ground_m, heights_m, near_fit, far_fit)

    within_sight = horizon.sum(axis=0) > 1.5 * distance
    horizon_clear = _smooth_horizon(clear, roughness, curvature)
    short = horizon_clear.sum(axis=0) <= distance
    raised = clear * (distance / horizon_clear.sum(axis=0)) ** 2
    clear = np.where(short, raised, clear)
    horizon_clear = np.where(short, _smooth_horizon(raised, roughness, curvature), horizon_clear)
    smooth = np.sqrt(2 * clear / curvature)
    angle_clear = (0.65 * roughness * (smooth / horizon_clear - 1) - 2 * clear) / smooth
    return Geometry(
        distance,
        heights_m,
        np.where(within_sight, clear, blocked),
        np.where(within_sight, horizon_clear, horizon),
        np.where(within_sight, angle_clear, angle),
        roughness,
        curvature,
    )


def horizons(ground_m, step_m: float, heights_m, curvature):
    """Horizon angles (radians) and distances (m) of both ends, each (2, paths); those of the other end in line of sight."""
    points = ground_m.shape[1]
    total = (points - 1) * step_m
    tx, rx = ground_m[:, 0] + heights_m[0], ground_m[:, -1] + heights_m[1]
    out = np.arange(1, points - 1) * step_m
    back = total - out
    bend = 0.5 * curvature[:, None]
    direct = (rx - tx) / total
    from_tx = np.concatenate([(direct - bend[:, 0] * total)[:, None], (ground_m[:, 1:-1] - tx[:, None]) / out - bend * out], axis=1)
    from_rx = np.concatenate([(-direct - bend[:, 0] * total)[:, None], (ground_m[:, 1:-1] - rx[:, None]) / back - bend * back], axis=1)
    at_tx, at_rx = from_tx.argmax(axis=1), from_rx.argmax(axis=1)
    paths = np.arange(ground_m.shape[0])
    angle = np.stack([from_tx[paths, at_tx], from_rx[paths, at_rx]])
    distance = np.stack([np.append(total, out)[at_tx], np.append(total, back)[at_rx]])
    return angle, distance


def terrain_irregularity_m(ground_m, step_m: float, start_m, end_m) -> np.ndarray:
    """The interdecile range of elevations about a fitted line, brought to an endless path (delta h), (paths,)."""
    start, end = start_m / step_m, end_m / step_m
    result = np.zeros(ground_m.shape[0])
    tenth = np.clip((0.1 * (end - start + 8)).astype(np.int64), 4, 25)
    for size in np.unique(tenth):
        rows = np.flatnonzero((tenth == size) & (end - start >= 2))
        if rows.size:
            result[rows] = _interdecile(ground_m[rows], start[rows], end[rows], int(size))
    return result / (1 - 0.8 * np.exp(-(end_m - start_m) / 50e3))


def _interdecile(ground, start, end, tenth):
    count = 10 * tenth - 5
    x = start[:, None] + np.arange(count) * ((end - start) / (count - 1))[:, None]
    left = np.clip(np.ceil(x).astype(np.int64) - 1, start[:, None].astype(np.int64), ground.shape[1] - 2)
    rows = np.arange(ground.shape[0])[:, None]
    samples = ground[rows, left] + (ground[rows, left + 1] - ground[rows, left]) * (x - left)
    residual = samples - _fitted_line(samples)
    ordered = np.partition(residual, (tenth - 1, count - tenth), axis=1)
    return ordered[:, count - tenth] - ordered[:, tenth - 1]


def _fitted_line(samples):
    """The least-squares line through whole rows, whose ends count half; shape as `samples`."""
    index = np.arange(samples.shape[1]) - 0.5 * (samples.shape[1] - 1)
    weight = np.ones(index.size)
    weight[[0, -1]] = 0.5
    length = index.size - 1.0
    slope = samples @ (weight * index) * 12 / ((length**2 + 2) * length)
    return (samples @ weight / length)[:, None] + slope[:, None] * index


def _above_fit(ground, heights, near_fit, far_fit):
    rise = np.stack([np.maximum(ground[:, 0] - near_fit, 0), np.maximum(ground[:, -1] - far_fit, 0)])
    return heights + rise


def _smooth_horizon(effective, roughness, curvature):
    return np.sqrt(2 * effective / curvature) * np.exp(-0.07 * np.sqrt(roughness / np.maximum(effective, 5.0)))


def _running_sum(values):
    """Sum of all values before each point, (rays, points + 1)."""
    sums = np.zeros((values.shape[0], values.shape[1] + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    return sums
