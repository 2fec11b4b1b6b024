# SPDX-License-Identifier: GPL-2.0-or-later
"""A block of rays of a fan laid out for the path models, and the pieces of it that are worked on at a time."""

from dataclasses import dataclass
from typing import Callable, Iterator, List, Sequence

import numpy as np

from ..profiles import FanPaths
from .fan_surface import check_layers, even_step_km, obstruction_m
from .p526_fan_sweep import Sweep, Wanted, sweep

BLOCK_RAYS = 1100  # rays laid out at a time, which bounds the memory
PIECE_POINTS = 20_000  # points worked on at a time: what the processor's cache holds


@dataclass(frozen=True)
class FanBlock:
    """A block of rays with steps along the first axis; heights are relative to the ground at the mast.

    index, distance_km : (steps, 1) float64
    ground_m : (steps, rays) float64; tx_m : antenna; rx_m : (steps, rays) receivers
    direct_slope : (steps, rays) float64 m/km, slope from antenna to receiver
    ground_slope : (steps, rays) float32 m/km, slope from antenna to ground
    ground_horizon : float32, greatest ground slope before each step on the earth of the first curvature, less its bend
    surface_horizons : the same of ground plus clutter for each curvature
    fitted_tx_m, fitted_rx_m : (steps, rays) float64, ends of the least-squares line through the ground
    diffraction_tx_m, diffraction_rx_m : smooth-earth heights of the diffraction model
    sweep : what the receivers see
    """

    step_km: float
    curvatures: Sequence[float]
    index: np.ndarray
    distance_km: np.ndarray
    ground_m: np.ndarray
    tx_m: float
    rx_m: np.ndarray
    direct_slope: np.ndarray
    ground_slope: np.ndarray
    ground_horizon: np.ndarray
    surface_horizons: List[np.ndarray]
    fitted_tx_m: np.ndarray
    fitted_rx_m: np.ndarray
    diffraction_tx_m: np.ndarray
    diffraction_rx_m: np.ndarray
    sweep: Sweep

    def pieces(self) -> Iterator["FanPiece"]:
        """The block from step 2 on, a few steps at a time."""
        steps, rays = self.ground_m.shape
        height = max(2, PIECE_POINTS // rays)
        for start in range(2, steps, height):
            yield FanPiece(self, slice(start, min(start + height, steps)))


class FanPiece:
    """Some steps of a block: `index`, `distance_km` (steps, 1); the other arrays of the block (steps, rays), as views."""

    def __init__(self, block: FanBlock, steps: slice):
        self.block, self.steps = block, steps
        self.step_km, self.tx_m = block.step_km, block.tx_m
        self.index, self.distance_km = block.index[steps], block.distance_km[steps]
        self.ground_m, self.rx_m, self.direct_slope = block.ground_m[steps], block.rx_m[steps], block.direct_slope[steps]
        self.ground_horizon = block.ground_horizon[steps]
        self.fitted_tx_m, self.fitted_rx_m = block.fitted_tx_m[steps], block.fitted_rx_m[steps]

    def spread(self, column: np.ndarray) -> np.ndarray:
        """A (steps, 1) column repeated over the rays, flat."""
        return np.repeat(column[:, 0], self.rx_m.shape[1])


def over_blocks(
    paths: FanPaths,
    curvatures: Sequence[float],
    piece_loss_db: Callable[[FanPiece], np.ndarray],
    first_step_db: Callable[..., np.ndarray],
    with_steps: bool = False,
) -> np.ndarray:
    """Loss (rays, steps) float32; column 0 is left to the caller.

    piece_loss_db : from a piece, (its steps, rays)
    first_step_db : from the profiles to the first step, two points each, (rays,)
    with_steps : whether the places of the horizons are wanted
    """
    check_layers(paths)
    step_km = even_step_km(paths)
    rays, steps = paths.ground_m.shape
    standing = obstruction_m(paths)
    loss = np.zeros((rays, steps), np.float32)
    edges = np.linspace(0, rays, max(1, round(rays / BLOCK_RAYS)) + 1).astype(int)
    for start, end in zip(edges, edges[1:]):
        rows = slice(start, end)
        if steps > 2:
            block = fan_block(paths, rows, step_km, None if standing is None else standing[rows], curvatures, with_steps)
            for piece in block.pieces():
                loss[rows, piece.steps] = piece_loss_db(piece).T
    loss[:, 1] = first_step_db(np.array([0.0, step_km]), paths.ground_m[:, :2].astype(float))
    return loss


def fan_block(paths: FanPaths, rows: slice, step_km: float, standing_m, curvatures, with_steps: bool = False) -> FanBlock:
    """Lay out a block of rays and sweep it."""
    ground = np.ascontiguousarray((paths.ground_m[rows] - paths.ground_m[rows, :1]).T, dtype=np.float64)
    index = np.arange(ground.shape[0], dtype=np.float64)[:, None]
    d = index * step_km
    per_km = np.zeros_like(d)
    per_km[1:] = 1.0 / d[1:]
    tx, rx = float(paths.tx_height_m), ground + float(paths.rx_height_m)
    direct = (rx - tx) * per_km
    ground_slope = ((ground - tx) * per_km).astype(np.float32)
    bare = standing_m is None
    surface_slope = ground_slope if bare else ((ground + np.ascontiguousarray(standing_m.T) - tx) * per_km).astype(np.float32)

    bends = [(curvature * d).astype(np.float32) for curvature in curvatures]
    horizons = [horizon_before(surface_slope - bend) for bend in bends]
    ground_horizon = horizons[0] if bare else horizon_before(ground_slope - bends[0])
    forward = horizon_before(ground_slope) - direct
    wanted = _wanted(forward, ground_horizon, horizons, direct, bends, with_steps)
    seen = sweep(step_km, surface_slope, None if bare else ground_slope, direct.astype(np.float32), curvatures, wanted)
    fitted_tx, fitted_rx = _fitted_line(ground, index)
    lowered_tx, lowered_rx = _lowered(fitted_tx, fitted_rx, forward, seen)
    return FanBlock(
        step_km,
        curvatures,
        index,
        d,
        ground,
        tx,
        rx,
        direct,
        ground_slope,
        ground_horizon,
        horizons,
        fitted_tx,
        fitted_rx,
        np.minimum(lowered_tx, 0.0),
        np.minimum(lowered_rx, ground),
        seen,
    )


def horizon_before(slope: np.ndarray) -> np.ndarray:
    """Greatest of the slopes of steps 1 to j - 1, at each step j >= 2; shape as `slope`, rows 0 and 1 -inf."""
    greatest = np.full_like(slope, -np.inf)
    np.maximum.accumulate(slope[1:-1], axis=0, out=greatest[2:])
    return greatest


def _wanted(forward, ground_horizon, horizons, direct, bends, with_steps: bool) -> Wanted:
    """What at least one ray asks for at each step; in doubt it is asked for."""

    def some(flags):
        return flags.any(axis=1)

    slack = 1e-4  # m/km, more than the rounding of the slopes
    hidden = [some(horizon >= direct - bend - slack) for horizon, bend in zip(horizons, bends)]
    seen = [some(horizon <= direct - bend + slack) for horizon, bend in zip(horizons, bends)]
    ahead = direct - bends[0]
    back_ground, nu_ground = some(ground_horizon >= ahead - slack), some(ground_horizon <= ahead + slack)
    return Wanted(some(forward > -slack), back_ground, nu_ground, hidden, seen, with_steps)


def _fitted_line(ground, index) -> List[np.ndarray]:
    """Ends of the least-squares line through the points 0 to j, for every step j; equations (85) to (88) of P.1812-6."""
    pair = ground[1:] + ground[:-1]
    moment = ground[1:] * (2.0 * index[1:] + index[:-1]) + ground[:-1] * (index[1:] + 2.0 * index[:-1])
    v1, v2 = np.zeros_like(ground), np.zeros_like(ground)
    np.cumsum(pair, axis=0, out=v1[1:])
    np.cumsum(moment, axis=0, out=v2[1:])
    length = np.maximum(index, 1.0)
    v1 /= length
    v2 /= length**2
    return [2.0 * v1 - v2, v2 - v1]


def _lowered(fitted_tx, fitted_rx, forward, seen: Sweep):
    """The smooth-earth heights lowered where the ground rises above the ray, equations (90), (91)."""
    blocked = np.flatnonzero(seen.above_ray_m > 0)
    lowered_tx, lowered_rx = fitted_tx.copy(), fitted_rx.copy()
    if blocked.size:
        ahead, back = np.maximum(forward.ravel()[blocked], 0.0), np.maximum(seen.back_flat.ravel()[blocked], 0.0).astype(float)
        share = seen.above_ray_m.ravel()[blocked] / np.maximum(ahead + back, 1e-30)
        lowered_tx.reshape(-1)[blocked] -= share * ahead
        lowered_rx.reshape(-1)[blocked] -= share * back
    return lowered_tx, lowered_rx
