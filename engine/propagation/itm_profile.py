# SPDX-License-Identifier: GPL-2.0-or-later
"""What the Irregular Terrain Model takes from terrain profiles: horizons, effective heights, irregularity.

All functions work on many profiles at once: elevations (paths, points), evenly spaced.
Source: Hufford, "The ITS Irregular Terrain Model, the algorithm", section on point-to-point preparation.
"""

import numpy as np

from .itm_reference import Geometry


def path_geometry(ground_m, step_m: float, heights_m, curvature) -> Geometry:
    """Geometry of paths over terrain; `heights_m` (2, paths) above ground, `curvature` (paths,) of the effective earth."""
    last = ground_m.shape[1] - 1
    distance = np.full(ground_m.shape[0], last * step_m)
    angle, horizon = horizons(ground_m, step_m, heights_m, curvature)
    start = np.minimum(15 * heights_m[0], 0.1 * horizon[0])
    end = distance - np.minimum(15 * heights_m[1], 0.1 * horizon[1])
    roughness = terrain_irregularity_m(ground_m, step_m, start, end)
    near_fit, far_fit = line_ends(ground_m, start / step_m, end / step_m)
    clear = _above_fit(ground_m, heights_m, near_fit, far_fit)
    near_fit, _ = line_ends(ground_m, start / step_m, 0.9 * horizon[0] / step_m)
    _, far_fit = line_ends(ground_m, (distance - 0.9 * horizon[1]) / step_m, end / step_m)
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


def line_ends(values, start, end):
    """A least-squares line through each row from index `start` to `end` (fractional, (paths,)), read at both ends of the row."""
    last = values.shape[1] - 1
    first = np.maximum(start, 0).astype(np.int64)
    final = last - np.maximum(last - end, 0).astype(np.int64)
    swapped = final <= first
    first = np.where(swapped, np.maximum(first - 1, 0), first)
    final = np.where(swapped, last - np.maximum(last - (final + 1), 0), final)
    index = np.arange(last + 1)
    length = (final - first).astype(np.float64)
    middle = 0.5 * (first + final)
    weight = ((index >= first[:, None]) & (index <= final[:, None])).astype(np.float64)
    weight -= 0.5 * ((index == first[:, None]) | (index == final[:, None]))
    mean = (weight * values).sum(axis=1) / length
    slope = (weight * values * (index - middle[:, None])).sum(axis=1) * 12 / ((length**2 + 2) * length)
    return mean - slope * middle, mean + slope * (last - middle)


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
    whole = np.full(ground.shape[0], count - 1.0)
    near, far = line_ends(samples, np.zeros(ground.shape[0]), whole)
    residual = samples - (near[:, None] + np.arange(count) * ((far - near) / (count - 1))[:, None])
    ordered = -np.sort(-residual, axis=1)
    return ordered[:, tenth - 1] - ordered[:, count - tenth]


def _above_fit(ground, heights, near_fit, far_fit):
    rise = np.stack([np.maximum(ground[:, 0] - near_fit, 0), np.maximum(ground[:, -1] - far_fit, 0)])
    return heights + rise


def _smooth_horizon(effective, roughness, curvature):
    return np.sqrt(2 * effective / curvature) * np.exp(-0.07 * np.sqrt(roughness / np.maximum(effective, 5.0)))
