# SPDX-License-Identifier: GPL-2.0-or-later
"""Radio horizons over a fan: angles for every point, distances and roughness for the points that ask (see `itu_horizon`)."""

from dataclasses import dataclass

import numpy as np

from .itu_ducting import ducting_loss_db
from .itu_horizon import Horizon
from .itu_radio_climate import RadioClimate
from .itu_zones import NO_COAST_KM
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
    """A loss that the ducting model cannot fall below, (steps - 2, rays), without knowing horizon distances or roughness.

    Taken with smooth ground, the horizons at the distances that shield and bend least, and the shortest sum of
    both distances: the loss grows with each of them, and with roughness.
    """
    total = block.distance_km[2:]
    near = block.step_km
    shortest = np.where(view.line_of_sight, total, view.tx_step * near + near)
    shield = [
        np.maximum(theta - 0.1 * total, 0.0) * (0.361 * np.sqrt(frequency_ghz * near))
        for theta in (view.tx_elevation_mrad, view.rx_elevation_mrad)
    ]
    smooth_tx, smooth_rx = np.minimum(block.fitted_tx_m[2:], 0.0), np.minimum(block.fitted_rx_m, block.ground_m)[2:]
    least = Horizon(
        0.5 * shortest,
        0.5 * shortest,
        np.minimum(view.tx_elevation_mrad, 0.1 * near),
        np.minimum(view.rx_elevation_mrad, 0.1 * near),
        view.angular_distance_mrad,
        view.line_of_sight,
        block.tx_m - smooth_tx,
        block.rx_m[2:] - smooth_rx,
        np.float64(0.0),
    )
    loss = ducting_loss_db(total, least, climate, block.tx_m, block.rx_m[2:], NO_COAST_KM, NO_COAST_KM, frequency_ghz, time_percent)
    return loss + 20.0 * np.log10((1.0 + shield[0]) * (1.0 + shield[1]))


def look_up(block: FanBlock, view: FanView, points: np.ndarray, earth_radius_km: float) -> Horizon:
    """Horizons and roughness of single points.

    points : flat indices into the arrays of `view`, rising
    """
    rays = block.ground_m.shape[1]
    steps = block.ground_m.shape[0]
    ratio, root = pair_tables(steps)
    curvature = 500.0 / earth_radius_km
    # rays first and steps backwards: the rows of a point are one piece of memory, the first maximum is the last step
    slope = np.ascontiguousarray(block.ground_slope[::-1].T)
    ground = np.ascontiguousarray(block.ground_m[::-1].T.astype(np.float32))
    sight = view.line_of_sight.ravel()[points]
    row, ray = points // rays, points % rays
    direct = block.direct_slope[2:].ravel()[points].astype(np.float32)
    tx_base = np.minimum(block.fitted_tx_m[2:].ravel()[points], 0.0)
    rx_base = np.minimum(block.fitted_rx_m, block.ground_m)[2:].ravel()[points]
    tx_step = view.tx_step.ravel()[points]
    first, last = np.empty(points.size, np.int64), np.empty(points.size, np.int64)
    rough = np.empty(points.size)
    starts = np.searchsorted(row, np.arange(steps - 1))
    for j in range(2, steps):
        here = slice(starts[j - 2], starts[j - 1])
        if here.start == here.stop:
            continue
        between = slice(steps - j, steps - 1)  # steps j - 1 down to 1
        i = np.arange(j - 1, 0, -1)
        x = slope[ray[here], between] - direct[here, None]
        seen = sight[here]
        weight = ratio[j, j - 1 : 0 : -1]
        y = x * weight + (curvature * block.step_km * i).astype(np.float32)
        if seen.any():
            nu = (x + (curvature * block.step_km * (j - i)).astype(np.float32)) * root[j, j - 1 : 0 : -1]
            y = np.where(seen[:, None], nu, y)
        highest = i[y.argmax(axis=1)]
        first[here] = np.where(seen, highest, tx_step[here])
        last[here] = highest
        tilt = ((rx_base[here] - tx_base[here]) / j).astype(np.float32)
        over = ground[ray[here], between] - tilt[:, None] * i.astype(np.float32)
        outside = (i < first[here, None]) | (i > last[here, None])
        np.copyto(over, -np.inf, where=outside)
        rough[here] = over.max(axis=1) - tx_base[here]
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
