# SPDX-License-Identifier: GPL-2.0-or-later
"""Radio horizons over a fan: angles for every point, distances and roughness for the points that ask (see `itu_horizon`)."""

from dataclasses import dataclass

import numpy as np

from .itu_ducting import duct_free_term_db
from .itu_horizon import Horizon
from .itu_radio_climate import RadioClimate
from .p526_fan import FanBlock, horizon_before
from .p526_fan_sweep import pair_tables


@dataclass(frozen=True)
class FanView:
    """Steps 2 and up of a block, (steps - 2, rays).

    tx_elevation_mrad, rx_elevation_mrad, angular_distance_mrad : as in `Horizon`, float64
    line_of_sight : bool
    tx_step : int, the first step where the ground is highest seen from the antenna
    """

    tx_elevation_mrad: np.ndarray
    rx_elevation_mrad: np.ndarray
    angular_distance_mrad: np.ndarray
    line_of_sight: np.ndarray
    tx_step: np.ndarray


def fan_view(block: FanBlock, earth_radius_km: float) -> FanView:
    """Elevation angles of the horizons, equations (76) to (84) of P.1812-6; `earth_radius_km` is that of the first sweep."""
    bend = 500.0 / earth_radius_km * block.distance_km
    slope = block.ground_slope - bend.astype(np.float32)
    highest = horizon_before(slope)
    new_highest = slope > highest
    new_highest[1] = True
    steps = np.arange(slope.shape[0], dtype=np.int32)[:, None]
    tx_step = np.maximum.accumulate(np.where(new_highest, steps, 0), axis=0)[1:-1]  # of the steps before each receiver
    direct = block.direct_slope[2:]
    ahead = direct - bend[2:]
    sight = highest[2:] <= ahead
    up_tx = np.maximum(highest[2:], ahead)
    up_rx = np.where(sight, 0.0, block.sweep.back_ground[2:]) - direct - bend[2:]
    theta_tx, theta_rx = (1000.0 * np.arctan(up / 1000.0) for up in (up_tx, up_rx))
    angle = 1000.0 * block.distance_km[2:] / earth_radius_km + theta_tx + theta_rx
    return FanView(theta_tx, theta_rx, angle, sight, tx_step)


def smallest_ducting_loss_db(
    block: FanBlock, view: FanView, climate: RadioClimate, frequency_ghz: float, time_percent: float
) -> np.ndarray:
    """A loss that the ducting model cannot fall below, (steps - 2, rays), without the receiver's horizon or the roughness.

    Taken with smooth ground and effective heights that let the duct work best (mu2 = mu3 = 1: the loss falls as
    beta grows), the shortest sum of both horizon distances and the least shielding; equations (46) to (56).
    """
    f, total, near = frequency_ghz, block.distance_km[2:], block.step_km
    per_step = duct_free_term_db(total, climate, f, time_percent)
    dt = np.where(view.line_of_sight, near, view.tx_step * near)
    shortest = np.where(view.line_of_sight, total, dt + near)
    above_tx = np.maximum(view.tx_elevation_mrad - 0.1 * np.where(view.line_of_sight, total, dt), 0.0)
    above_rx = np.maximum(view.rx_elevation_mrad - 0.1 * total, 0.0)
    shield = (1.0 + 0.361 * above_tx * np.sqrt(f * dt)) * (1.0 + 0.361 * np.sqrt(f * near) * above_rx)
    bend = np.minimum(view.tx_elevation_mrad, 0.1 * dt) + np.minimum(view.rx_elevation_mrad, 0.1 * near)
    loss = 20.0 * np.log10(shortest * shield) + 0.264 * np.cbrt(f) * (above_tx + above_rx)
    return loss + 5e-5 * climate.earth_radius_km * np.cbrt(f) * bend + per_step


def look_up(block: FanBlock, view: FanView, points: np.ndarray, with_roughness: np.ndarray, earth_radius_km: float) -> Horizon:
    """Horizons of single points, and for those that ask the roughness (0 for the others).

    points : flat indices into the arrays of `view`, rising
    with_roughness : bool, one for each point
    """
    rays = block.ground_m.shape[1]
    row, ray = points // rays, points % rays
    sight = view.line_of_sight.ravel()[points]
    if block.sweep.back_step is None:
        last = _last_highest(block, ray, row + 2, sight, 500.0 / earth_radius_km)
    else:
        last = np.where(sight, block.sweep.nu_step[2:].ravel()[points], block.sweep.back_step[2:].ravel()[points])
    first = np.where(sight, last, view.tx_step.ravel()[points])
    tx_base = np.minimum(block.fitted_tx_m[2:].ravel()[points], 0.0)
    rx_base = np.minimum(block.fitted_rx_m, block.ground_m)[2:].ravel()[points]
    rough = np.zeros(points.size)
    asking = np.flatnonzero(with_roughness)
    if asking.size:
        arguments = (v[asking] for v in (ray, row + 2, first, last, tx_base, rx_base))
        rough[asking] = _roughness_m(block.ground_m, *arguments)
    total = (row + 2) * block.step_km
    return Horizon(
        first * block.step_km,
        total - last * block.step_km,
        view.tx_elevation_mrad.ravel()[points],
        view.rx_elevation_mrad.ravel()[points],
        view.angular_distance_mrad.ravel()[points],
        sight,
        block.tx_m - tx_base,
        block.rx_m[2:].ravel()[points] - rx_base,
        rough,
    )


def _last_highest(block: FanBlock, ray, step, sight, curvature) -> np.ndarray:
    """The step of the receiver's horizon, in sight that of the greatest nu, for points with rising `step`."""
    ratio, root = pair_tables(block.ground_m.shape[0])
    size = ratio.shape[0]
    # rays first and steps backwards: the rows of a point are one piece of memory, the first maximum is the last step
    slope = np.ascontiguousarray(block.ground_slope[::-1].T)
    last = np.empty(ray.size, np.int64)
    starts = np.searchsorted(step, np.arange(size + 1))
    for j in range(2, size):
        here = slice(starts[j], starts[j + 1])
        if here.start == here.stop:
            continue
        i = np.arange(j - 1, 0, -1)
        x = slope[ray[here], size - j : size - 1]  # steps j - 1 down to 1
        x -= block.direct_slope[j, ray[here], None].astype(np.float32)
        nu = (x + (curvature * block.step_km * (j - i)).astype(np.float32)) * root[j, j - 1 : 0 : -1]
        back = x * ratio[j, j - 1 : 0 : -1] + (curvature * block.step_km * i).astype(np.float32)
        last[here] = i[np.where(sight[here, None], nu, back).argmax(axis=1)]
    return last


def _roughness_m(ground_m, ray, step, first, last, tx_base, rx_base) -> np.ndarray:
    """Greatest height of the ground over the smooth line between the horizons, for points with rising `step`."""
    ground = np.ascontiguousarray(ground_m.T.astype(np.float32))
    tilt = ((rx_base - tx_base) / step).astype(np.float32)
    rough = np.empty(ray.size)
    size = ground.shape[1]
    starts = np.searchsorted(step, np.arange(size + 1))
    for j in range(2, size):
        here = slice(starts[j], starts[j + 1])
        if here.start == here.stop:
            continue
        i = np.arange(1, j)
        over = ground[ray[here], 1:j]
        over -= tilt[here, None] * i.astype(np.float32)
        np.copyto(over, -np.inf, where=(i < first[here, None]) | (i > last[here, None]))
        rough[here] = over.max(axis=1)
    return rough - tx_base
