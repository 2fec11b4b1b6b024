# SPDX-License-Identifier: GPL-2.0-or-later
"""Radio horizons over a fan: angles for every point, distances and roughness for the points that ask (see `itu_horizon`)."""

from dataclasses import dataclass
from typing import Optional

import numpy as np

from .itu_ducting import duct_free_term_db
from .itu_horizon import Horizon
from .itu_radio_climate import RadioClimate
from .p526_fan_block import FanBlock, FanPiece, seen_back
from .p526_fan_sweep import pair_tables


@dataclass(frozen=True)
class FanView:
    """Of a piece, each (steps, rays).

    tx_elevation_mrad, rx_elevation_mrad, angular_distance_mrad : as in `Horizon`, float64; the latter two may be too
        small where `dull` until `sharpen` was called for the point
    line_of_sight : bool
    tx_step : int, the first step where the ground is highest seen from the antenna
    dull : bool; None where all is exact
    """

    tx_elevation_mrad: np.ndarray
    rx_elevation_mrad: np.ndarray
    angular_distance_mrad: np.ndarray
    line_of_sight: np.ndarray
    tx_step: np.ndarray
    dull: Optional[np.ndarray] = None

    def sharpen(self, piece: FanPiece, points: np.ndarray) -> np.ndarray:
        """Make the angles of points (flat, rising) exact; returns which of them were not, as indices into them."""
        if self.dull is None:
            return points[:0]
        which = np.flatnonzero(self.dull.reshape(-1)[points])
        points = points[which]
        if points.size:
            self.dull.reshape(-1)[points] = False
            block = piece.block
            step, ray = piece.places(points)
            (back,) = seen_back(block, step + piece.steps.start, ray, True, lambda j, ratio: (ratio,))
            bend = block.curvatures[0] * piece.distance_km[step, 0]
            exact = 1000.0 * np.arctan(0.001 * (back - piece.direct_slope[step, ray] - bend))
            self.rx_elevation_mrad.reshape(-1)[points] = exact
            self.angular_distance_mrad.reshape(-1)[points] = 2.0 * bend + self.tx_elevation_mrad.ravel()[points] + exact
        return which


def first_highest_step(block: FanBlock) -> np.ndarray:
    """The step of the antenna's horizon before each step of a block, int32 (steps, rays); rows 0 and 1 are 0."""
    horizon = block.ground_horizon
    steps = np.arange(horizon.shape[0], dtype=np.int32)[:, None]
    found = np.zeros(horizon.shape, np.int32)
    raised = horizon[2:] > horizon[1:-1]
    np.maximum.accumulate(np.where(raised, steps[1:-1], 0), axis=0, out=found[2:])
    return found


def fan_view(piece: FanPiece, tx_step: np.ndarray) -> FanView:
    """Elevation angles of the horizons, equations (76) to (84) of P.1812-6; `tx_step` from `first_highest_step`."""
    block = piece.block
    bend = block.curvatures[0] * piece.distance_km
    ahead = piece.direct_slope - bend
    sight = piece.ground_horizon <= ahead
    up_tx = np.maximum(piece.ground_horizon, ahead)
    tx_step = tx_step[piece.steps]
    dull = None if block.sweep.back_ground is not None or sight.all() else ~sight
    if dull is None:
        back = 0.0 if block.sweep.back_ground is None else block.sweep.back_ground[piece.steps]
    else:  # the receiver sees the antenna's horizon, if nothing steeper
        back = (piece.ground_horizon - ahead) * (tx_step / (piece.index - tx_step)) - 1e-3
    up_rx = np.where(sight, 0.0, back) - piece.direct_slope - bend
    theta_tx, theta_rx = (1000.0 * np.arctan(0.001 * up) for up in (up_tx, up_rx))
    angle = 2.0 * bend + theta_tx + theta_rx
    return FanView(theta_tx, theta_rx, angle, sight, tx_step, dull)


def ducting_may_matter(
    piece: FanPiece, view: FanView, climate: RadioClimate, frequency_ghz: float, time_percent: float, basic_db: np.ndarray
) -> np.ndarray:
    """Whether the ducting loss may be no greater than `basic_db`, bool (steps, rays): where not, it need not be known."""
    near, f = piece.step_km, frequency_ghz
    least = np.minimum(view.tx_elevation_mrad, 0.1 * near)  # of the angle, with the least distances and no shielding
    least += np.minimum(view.rx_elevation_mrad, 0.1 * near)
    least *= 5e-5 * climate.earth_radius_km * np.cbrt(f)
    least += duct_free_term_db(piece.distance_km, climate, f, time_percent) + 20.0 * np.log10(2.0 * near)
    matters = least <= basic_db
    points = np.flatnonzero(matters)
    if points.size:
        bound = smallest_ducting_loss_db(piece, view, climate, f, time_percent, points)
        matters.reshape(-1)[points] = bound <= basic_db.ravel()[points]
    return matters


def smallest_ducting_loss_db(
    piece: FanPiece, view: FanView, climate: RadioClimate, frequency_ghz: float, time_percent: float, points: np.ndarray
) -> np.ndarray:
    """A loss that the ducting model cannot fall below, without the receiver's horizon or the roughness.

    Taken with smooth ground and effective heights that let the duct work best (mu2 = mu3 = 1: the loss falls as
    beta grows), the shortest sum of both horizon distances and the least shielding; equations (46) to (56).

    points : flat indices into the arrays of `view`
    """
    f, near = frequency_ghz, piece.step_km
    step, _ = piece.places(points)
    per_step = duct_free_term_db(piece.distance_km, climate, f, time_percent)[step, 0]
    total = piece.distance_km[step, 0]
    tx, rx, sight = (v.ravel()[points] for v in (view.tx_elevation_mrad, view.rx_elevation_mrad, view.line_of_sight))
    dt = np.where(sight, near, view.tx_step.ravel()[points] * near)
    shortest = np.where(sight, total, dt + near)
    above_tx = np.maximum(tx - 0.1 * np.where(sight, total, dt), 0.0)
    above_rx = np.maximum(rx - 0.1 * total, 0.0)
    shield = (1.0 + 0.361 * above_tx * np.sqrt(f * dt)) * (1.0 + 0.361 * np.sqrt(f * near) * above_rx)
    bend = np.minimum(tx, 0.1 * dt) + np.minimum(rx, 0.1 * near)
    loss = 20.0 * np.log10(shortest * shield) + 0.264 * np.cbrt(f) * (above_tx + above_rx)
    return loss + 5e-5 * climate.earth_radius_km * np.cbrt(f) * bend + per_step


def look_up(piece: FanPiece, view: FanView, points: np.ndarray, with_roughness: np.ndarray) -> Horizon:
    """Horizons of single points, and for those that ask the roughness (0 for the others).

    points : flat indices into the arrays of `view`, rising
    with_roughness : bool, one for each point
    """
    block = piece.block
    view.sharpen(piece, points)
    step, ray = piece.places(points)
    step += piece.steps.start
    sight = view.line_of_sight.ravel()[points]
    last = np.zeros(points.size, np.int64)
    for part, places, in_sight in ((sight, block.sweep.nu_step, True), (~sight, block.sweep.back_step, False)):
        here = np.flatnonzero(part)
        last[here] = places[step[here], ray[here]] if places is not None else _last_highest(block, ray[here], step[here], in_sight)
    first = np.where(sight, last, view.tx_step.ravel()[points])
    tx_base = np.minimum(block.fitted_tx_m[step, ray], 0.0)
    rx_base = np.minimum(block.fitted_rx_m[step, ray], block.ground_m[step, ray])
    rough = np.zeros(points.size)
    asking = np.flatnonzero(with_roughness)
    if asking.size:
        rough[asking] = _roughness_m(block.ground_m, *(v[asking] for v in (ray, step, first, last, tx_base, rx_base)))
    return Horizon(
        first * block.step_km,
        (step - last) * block.step_km,
        view.tx_elevation_mrad.ravel()[points],
        view.rx_elevation_mrad.ravel()[points],
        view.angular_distance_mrad.ravel()[points],
        sight,
        block.tx_m - tx_base,
        block.rx_m[step, ray] - rx_base,
        rough,
    )


def _last_highest(block: FanBlock, ray, step, in_sight: bool) -> np.ndarray:
    """The step of the greatest nu, or else of the receiver's horizon, for points with rising `step`."""
    size, curvature = block.ground_m.shape[0], block.curvatures[0]
    weight = pair_tables(size)[1 if in_sight else 0]
    last = np.empty(ray.size, np.int64)
    for j in np.unique(step):
        here = slice(*np.searchsorted(step, (j, j + 1)))
        i = np.arange(j - 1, 0, -1)  # backwards: the first maximum is the last step
        x = block.ground_slope[i[None, :], ray[here, None]] - block.direct_slope[j, ray[here], None].astype(np.float32)
        x += (curvature * block.step_km * (j - i)).astype(np.float32)
        x *= weight[j, j - 1 : 0 : -1]
        last[here] = i[x.argmax(axis=1)]
    return last


def _roughness_m(ground_m, ray, step, first, last, tx_base, rx_base) -> np.ndarray:
    """Greatest height of the ground over the smooth line between the horizons, for points with rising `step`."""
    tilt = ((rx_base - tx_base) / step).astype(np.float32)
    rough = np.empty(ray.size)
    many = ray.size > ground_m.size // 100
    ground = np.ascontiguousarray(ground_m.T, dtype=np.float32) if many else ground_m.T
    for j in np.unique(step):
        here = slice(*np.searchsorted(step, (j, j + 1)))
        i = np.arange(1, j)
        over = ground[ray[here], 1:j].astype(np.float32, copy=False)
        over -= tilt[here, None] * i.astype(np.float32)
        np.copyto(over, -np.inf, where=(i < first[here, None]) | (i > last[here, None]))
        rough[here] = over.max(axis=1)
    return rough - tx_base
