# SPDX-License-Identifier: GPL-2.0-or-later
"""A block of rays of a fan laid out for the path models, and the pieces of it that are worked on at a time."""

from dataclasses import dataclass
from typing import Callable, Iterator, List, Sequence

import numpy as np

from ..profiles import FanPaths
from .fan_surface import check_layers, even_step_km, obstruction_m
from .p452_fan_clearance import horizon_with_clear_end, near_points, sweep_with_clear_ends
from .p526_fan_sweep import Sweep, Wanted, pair_tables, sweep

BLOCK_RAYS = 1100  # rays laid out at a time, which bounds the memory
PIECE_POINTS = 48_000  # points worked on at a time: fewer cost more in calls than the cache gives back, more its memory


@dataclass(frozen=True)
class FanBlock:
    """A block of rays with steps along the first axis; heights are relative to the ground at the mast.

    index, distance_km : (steps, 1) float64
    ground_m : (steps, rays) float64; tx_m : antenna; rx_m : (steps, rays) receivers
    direct_slope : (steps, rays) float64 m/km, slope from antenna to receiver
    ground_slope : (steps, rays) float32 m/km, slope from antenna to ground
    curved_ground, ahead : float32, the same and the slope to the receiver, on the earth of the first curvature
    ground_horizon : float32, greatest ground slope before each step on the earth of the first curvature, less its bend
    surface_horizons : the same of ground plus clutter for each curvature
    forward : float32, how much steeper the ground before each step stands than the ray, on a flat earth (alpha_obt)
    fitted_tx_m, fitted_rx_m : (steps, rays) float64, ends of the least-squares line through the ground
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
    curved_ground: np.ndarray
    ahead: np.ndarray
    ground_horizon: np.ndarray
    surface_horizons: List[np.ndarray]
    forward: np.ndarray
    fitted_tx_m: np.ndarray
    fitted_rx_m: np.ndarray
    sweep: Sweep

    def pieces(self) -> Iterator["FanPiece"]:
        """The block from step 2 on, a few steps at a time."""
        steps, rays = self.ground_m.shape
        height = max(2, PIECE_POINTS // rays)
        for start in range(2, steps, height):
            yield FanPiece(self, slice(start, min(start + height, steps)))


class FanPiece:
    """Some steps of a block: `index`, `distance_km` (steps, 1); the other arrays of the block (steps, rays), as views.

    tx_effective_m, rx_effective_m : antenna heights over the smooth earth of the diffraction model; where the
    ground rises above the ray only after `lower` was called for the point
    """

    def __init__(self, block: FanBlock, steps: slice):
        self.block, self.steps = block, steps
        self.step_km, self.tx_m = block.step_km, block.tx_m
        self.index, self.distance_km = block.index[steps], block.distance_km[steps]
        self.ground_m, self.rx_m, self.direct_slope = block.ground_m[steps], block.rx_m[steps], block.direct_slope[steps]
        self.ground_horizon = block.ground_horizon[steps]
        self.fitted_tx_m, self.fitted_rx_m = block.fitted_tx_m[steps], block.fitted_rx_m[steps]
        self.tx_effective_m = block.tx_m - np.minimum(self.fitted_tx_m, 0.0)
        self.rx_effective_m = self.rx_m - np.minimum(self.fitted_rx_m, self.ground_m)
        self.short_of_clearance = None  # points (flat, rising) that the diffraction loss of the first curvature found to be so
        self._to_lower = (block.forward[steps] > 0.0).ravel()

    def places(self, points: np.ndarray):
        """(step within the piece, ray) of points given by flat indices."""
        step = points // self.rx_m.shape[1]
        return step, points - step * self.rx_m.shape[1]

    def distances_km(self, points: np.ndarray) -> np.ndarray:
        """Length of the paths to points given by flat indices."""
        return self.distance_km[:, 0][points // self.rx_m.shape[1]]

    def lower(self, points: np.ndarray) -> np.ndarray:
        """Lower the smooth earth of those of the points (flat, rising) where the ground rises above the ray; once each.

        Equations (89) to (91). Lowering only ever raises the effective heights, and with them the clearance: points
        that have enough of it without need not ask. Returns which of the points it was done for, as indices into them.
        """
        which = np.flatnonzero(self._to_lower[points])
        points = points[which]
        if not points.size:
            return which
        self._to_lower[points] = False
        step, ray = self.places(points)
        step += self.steps.start
        d = self.block.distance_km.astype(np.float32)
        highest, back = seen_back(self.block, step, ray, False, lambda j, ratio: (d[1:j], ratio))
        ahead = np.maximum(self.block.forward[step, ray], 0.0).astype(float)
        share = np.maximum(highest, 0.0) / np.maximum(ahead + np.maximum(back, 0.0), 1e-30)
        smooth_tx = self.block.fitted_tx_m[step, ray] - share * ahead
        smooth_rx = self.block.fitted_rx_m[step, ray] - share * np.maximum(back, 0.0)
        self.tx_effective_m.reshape(-1)[points] = self.tx_m - np.minimum(smooth_tx, 0.0)
        self.rx_effective_m.reshape(-1)[points] = self.block.rx_m[step, ray] - np.minimum(smooth_rx, self.block.ground_m[step, ray])
        return which


def seen_back(block: FanBlock, step: np.ndarray, ray: np.ndarray, curved: bool, weights) -> List[np.ndarray]:
    """Greatest of x times each weight over the ground before single points with rising `step`, float64; x as in `p526_fan_sweep`.

    curved : on the earth of the first curvature, else on a flat one
    weights : from a step j and the ratios d / (D - d) of the points 1 to j - 1, a column, the columns of weights
    """
    steps, width = block.rx_m.shape
    ratio, _ = pair_tables(steps)
    slope, direct = (block.curved_ground, block.ahead) if curved else (block.ground_slope, block.direct_slope)
    found: List[np.ndarray] = []
    x, y = (np.empty((steps, width), np.float32) for _ in range(2))
    starts = np.flatnonzero(np.diff(step, prepend=-1))
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), step.size]):
        j, rays = int(step[start]), ray[start:end]
        if 5 * rays.size < 2 * width:
            above = np.take(slope[1:j], rays, axis=1)
            above -= direct[j, rays].astype(np.float32, copy=False)
            products = y.reshape(-1)[: above.size].reshape(above.shape)
        else:
            above, products = x[1:j], y[1:j]
            np.subtract(slope[1:j], direct[j].astype(np.float32, copy=False), out=above)
        for number, weight in enumerate(weights(j, ratio[j, 1:j, None])):
            if number == len(found):
                found.append(np.empty(step.size))
            np.multiply(above, weight, out=products)
            greatest = np.maximum.reduce(products, axis=0)
            found[number][start:end] = greatest if greatest.size == rays.size else greatest[rays]
    return found


def over_blocks(
    paths: FanPaths,
    curvatures: Sequence[float],
    piece_loss_db: Callable[[FanPiece], np.ndarray],
    first_step_db: Callable[..., np.ndarray],
    with_steps: bool = False,
    clutter_free_km: float = 0.0,
) -> np.ndarray:
    """Loss (rays, steps) float32; column 0 is left to the caller.

    piece_loss_db : from a piece, (its steps, rays)
    first_step_db : from the profiles to the first step, two points each, (rays,)
    with_steps : whether the places of the horizons are wanted
    clutter_free_km : what stands on the ground nearer than this to either end of a path does not count
    """
    check_layers(paths)
    step_km = even_step_km(paths)
    rays, steps = paths.ground_m.shape
    standing = obstruction_m(paths)
    near = near_points(step_km, clutter_free_km)
    if standing is not None and near:
        standing = standing.copy()
        standing[:, : near + 1] = 0.0
    loss = np.zeros((rays, steps), np.float32)
    edges = np.linspace(0, rays, max(1, round(rays / BLOCK_RAYS)) + 1).astype(int)
    for start, end in zip(edges, edges[1:]):
        rows = slice(start, end)
        if steps > 2:
            block = fan_block(paths, rows, step_km, None if standing is None else standing[rows], curvatures, with_steps, near)
            for piece in block.pieces():
                loss[rows, piece.steps] = piece_loss_db(piece).T
    loss[:, 1] = first_step_db(np.array([0.0, step_km]), paths.ground_m[:, :2].astype(float))
    return loss


def fan_block(paths: FanPaths, rows: slice, step_km: float, standing_m, curvatures, with_steps: bool = False, near: int = 0) -> FanBlock:
    """Lay out a block of rays and sweep it; `near` points before each receiver are looked at without what stands on them."""
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
    surfaces = [surface_slope - bend for bend in bends]
    curved_ground = surfaces[0] if bare else ground_slope - bends[0]
    if bare or not near:
        near, horizons = 0, [horizon_before(surface) for surface in surfaces]
    else:
        horizons = [horizon_with_clear_end(surface, ground_slope - bend, near) for surface, bend in zip(surfaces, bends)]
    ground_horizon = horizons[0] if bare else horizon_before(curved_ground)
    wanted = _wanted(ground_horizon, horizons, direct, curvatures, d, with_steps)
    ahead = (direct - curvatures[0] * d).astype(np.float32)
    if near:
        seen = sweep_with_clear_ends(step_km, surfaces[0], curved_ground, ahead, curvatures, wanted, near)
    else:
        seen = sweep(step_km, surfaces[0], None if bare else curved_ground, ahead, curvatures, wanted)
    forward = horizon_before(ground_slope) - direct.astype(np.float32)
    fitted = _fitted_line(ground, index)
    slopes = direct, ground_slope, curved_ground, ahead
    return FanBlock(step_km, curvatures, index, d, ground, tx, rx, *slopes, ground_horizon, horizons, forward, *fitted, seen)


def horizon_before(slope: np.ndarray) -> np.ndarray:
    """Greatest of the slopes of steps 1 to j - 1, at each step j >= 2; shape as `slope`, rows 0 and 1 -inf."""
    greatest = np.full_like(slope, -np.inf)
    np.maximum.accumulate(slope[1:-1], axis=0, out=greatest[2:])
    return greatest


def _wanted(ground_horizon, horizons, direct, curvatures, distance_km, with_steps: bool) -> Wanted:
    """What at least one ray asks for at each step; in doubt it is asked for."""
    slack = 1e-4  # m/km, more than the rounding of the slopes
    hidden, seen = [], []
    for horizon, curvature in zip([ground_horizon, *horizons], [curvatures[0], *curvatures]):
        over = horizon - (direct - curvature * distance_km).astype(np.float32)
        hidden.append((over >= -slack).any(axis=1))
        seen.append((over <= slack).any(axis=1))
    return Wanted(hidden[0], seen[0], hidden[1:], seen[1:], with_steps)


def _fitted_line(ground, index) -> List[np.ndarray]:
    """Ends of the least-squares line through the points 0 to j, for every step j; equations (85) to (88) of P.1812-6."""
    v1, v2 = np.zeros_like(ground), np.zeros_like(ground)
    for j in range(1, ground.shape[0]):
        np.add(v1[j - 1], ground[j], out=v1[j])
        v1[j] += ground[j - 1]
        np.add(v2[j - 1], ground[j] * (3.0 * j - 1.0), out=v2[j])
        v2[j] += ground[j - 1] * (3.0 * j - 2.0)
    length = np.maximum(index, 1.0)
    v1 /= length
    v2 /= length**2
    return [2.0 * v1 - v2, v2 - v1]
