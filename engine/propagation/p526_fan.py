# SPDX-License-Identifier: GPL-2.0-or-later
"""Delta-Bullington diffraction over a fan of profiles, every ray at once: the model of `p526`, made fast.

Equal to `p526.delta_bullington_loss` on the same profiles to better than 0.01 dB (a test holds it). What makes it
fast: the transmitter's horizon is a running maximum and the smooth-earth line a running sum along each ray; the
receiver's horizon is one subtraction shared by all that depends on it (`p526_fan_sweep`); the smooth profile has a
closed form (`p526_fan_smooth`).
"""

from dataclasses import dataclass
from typing import Callable, List, Sequence

import numpy as np

from ..profiles import FanPaths
from .fan_surface import check_layers, even_step_km, facade_step, obstruction_m
from .p525 import free_space_loss_db
from .p526 import FREQUENCY_MHZ, HEIGHT_M, MEDIAN_EARTH_RADIUS_KM, MODEL, WAVELENGTH_M_MHZ, delta_bullington_loss, is_vertical
from .p526_bullington import with_distance_correction_db
from .p526_fan_smooth import smooth_bullington_loss_db
from .p526_fan_sweep import Sweep, sweep
from .p526_knife_edge import knife_edge_loss_db
from .p526_spherical import PRACTICAL, SELF_CONSISTENT, Scale, spherical_earth_loss_db
from .validity import check_range

BLOCK_RAYS = 262  # rays done at a time: a block stays in the processor's cache


@dataclass(frozen=True)
class FanBlock:
    """A block of rays with steps along the first axis; heights are relative to the ground at the mast.

    index, distance_km : (steps, 1) float64
    ground_m : (steps, rays) float64; tx_m : antenna; rx_m : (steps, rays) receivers
    direct_slope : (steps, rays) float64 m/km, slope from antenna to receiver
    ground_slope, surface_slope : (steps, rays) float32 m/km, slope from antenna to ground and to ground plus clutter
    fitted_tx_m, fitted_rx_m : (steps, rays) float64, ends of the least-squares line through the ground
    diffraction_tx_m, diffraction_rx_m : smooth-earth heights of the diffraction model
    sweep : what the receivers see
    """

    step_km: float
    index: np.ndarray
    distance_km: np.ndarray
    ground_m: np.ndarray
    tx_m: float
    rx_m: np.ndarray
    direct_slope: np.ndarray
    ground_slope: np.ndarray
    surface_slope: np.ndarray
    fitted_tx_m: np.ndarray
    fitted_rx_m: np.ndarray
    diffraction_tx_m: np.ndarray
    diffraction_rx_m: np.ndarray
    sweep: Sweep


def delta_bullington_over_fan(
    paths: FanPaths,
    *,
    polarization: str = "vertical",
    earth_radius_km: float = MEDIAN_EARTH_RADIUS_KM,
    sea_fraction: float = 0.0,
    with_free_space: bool = True,
    extrapolate: bool = False,
) -> np.ndarray:
    """Free space plus delta-Bullington loss at every point of a fan, dB, float32 (rays, steps).

    Parameters
    ----------
    paths : evenly spaced points from `profiles.make_fan`; the greater of building and clutter height obstructs,
        except at the terminals; a point inside a building is judged at the facade that faces the antenna
    with_free_space : False gives the diffraction loss alone
    Others as in `p526.delta_bullington_loss`.

    Raises
    ------
    RangeError naming the range; InputError for uneven points or holes in the heights.
    """
    check_range(MODEL, "frequency_mhz", paths.frequency_mhz, *FREQUENCY_MHZ, "MHz", extrapolate)
    check_range(MODEL, "tx_height_m", paths.tx_height_m, *HEIGHT_M, "m", extrapolate)
    check_range(MODEL, "rx_height_m", paths.rx_height_m, *HEIGHT_M, "m", extrapolate)
    check_range(MODEL, "earth_radius_km", earth_radius_km, 1000.0, np.inf, "km")
    check_range(MODEL, "sea_fraction", sea_fraction, 0.0, 1.0, "")
    vertical = bool(is_vertical(polarization))
    wavelength = WAVELENGTH_M_MHZ / paths.frequency_mhz

    def block_loss_db(block: FanBlock) -> np.ndarray:
        loss = diffraction_db(block, 0, earth_radius_km, paths.frequency_mhz, wavelength, vertical, sea_fraction, SELF_CONSISTENT)
        if with_free_space:
            loss[2:] += 20.0 * np.log10(np.hypot(1000.0 * block.distance_km, block.rx_m - block.tx_m)[2:]) + free_space_loss_db(
                paths.frequency_mhz, 1.0
            )
        return loss

    def first_step_db(distance_km, height_m) -> np.ndarray:
        loss = delta_bullington_loss(
            frequency_mhz=paths.frequency_mhz,
            distance_km=distance_km,
            height_m=height_m,
            tx_height_m=paths.tx_height_m,
            rx_height_m=paths.rx_height_m,
            polarization=polarization,
            earth_radius_km=earth_radius_km,
            sea_fraction=sea_fraction,
            extrapolate=True,
        ).loss_db
        rise = height_m[:, 1] - height_m[:, 0] + paths.rx_height_m - paths.tx_height_m
        return loss + (free_space_loss_db(paths.frequency_mhz, np.hypot(1000.0 * distance_km[-1], rise)) if with_free_space else 0.0)

    loss = over_blocks(paths, (500.0 / earth_radius_km,), block_loss_db, first_step_db)
    loss[:, 0] = loss_at_mast_db(paths) if with_free_space else 0.0
    return at_facade(paths, loss)


def over_blocks(
    paths: FanPaths,
    curvatures: Sequence[float],
    block_loss_db: Callable[[FanBlock], np.ndarray],
    first_step_db: Callable[..., np.ndarray],
    with_steps: bool = False,
) -> np.ndarray:
    """Loss (rays, steps) float32 by blocks of rays; column 0 is left to the caller.

    block_loss_db : from a block, (steps, rays), of which rows 2 and up count
    first_step_db : from the profiles to the first step, two points each, (rays,)
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
            loss[rows] = block_loss_db(block).T
    ends = paths.ground_m[:, :2].astype(float)
    loss[:, 1] = first_step_db(np.array([0.0, step_km]), ends)
    return loss


def fan_block(paths: FanPaths, rows: slice, step_km: float, standing_m, curvatures, with_steps: bool = False) -> FanBlock:
    """Lay out a block of rays and sweep it."""
    ground = np.ascontiguousarray((paths.ground_m[rows] - paths.ground_m[rows, :1]).T, dtype=np.float64)
    steps = ground.shape[0]
    index = np.arange(steps, dtype=np.float64)[:, None]
    d = index * step_km
    per_km = np.zeros_like(d)
    per_km[1:] = 1.0 / d[1:]
    tx, rx = float(paths.tx_height_m), ground + float(paths.rx_height_m)
    direct = (rx - tx) * per_km
    ground_slope = ((ground - tx) * per_km).astype(np.float32)
    surface_slope = ground_slope
    if standing_m is not None:
        surface_slope = ((ground + np.ascontiguousarray(standing_m.T) - tx) * per_km).astype(np.float32)
    bare = standing_m is None
    seen = sweep(step_km, surface_slope, None if bare else ground_slope, direct.astype(np.float32), curvatures, with_steps)
    fitted_tx, fitted_rx = _fitted_line(ground, index)
    lowered_tx, lowered_rx = _lowered(fitted_tx, fitted_rx, ground_slope, direct, seen)
    return FanBlock(
        step_km,
        index,
        d,
        ground,
        tx,
        rx,
        direct,
        ground_slope,
        surface_slope,
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


def diffraction_db(
    block: FanBlock,
    which: int,
    earth_radius_km: float,
    frequency_mhz: float,
    wavelength_m: float,
    vertical: bool,
    sea_fraction: float,
    scale: Scale = PRACTICAL,
) -> np.ndarray:
    """Delta-Bullington loss of a block for the `which`-th curvature of its sweep, (steps, rays) float64; rows 0, 1 are 0."""
    loss = np.zeros_like(block.rx_m)
    loss[2:] = _actual_db(block, which, 500.0 / earth_radius_km, wavelength_m)
    d = np.broadcast_to(block.distance_km, loss.shape)[2:].ravel()
    tx = np.maximum(block.tx_m - block.diffraction_tx_m[2:], 1e-3).ravel()
    rx = np.maximum((block.rx_m - block.diffraction_rx_m)[2:], 1e-3).ravel()
    sphere = spherical_earth_loss_db(d, tx, rx, earth_radius_km, frequency_mhz / 1000.0, wavelength_m, vertical, sea_fraction, scale)
    needed = np.flatnonzero(sphere > 0)
    if needed.size:
        index = np.broadcast_to(block.index, loss.shape)[2:].ravel()[needed]
        flat = smooth_bullington_loss_db(block.step_km, index, tx[needed], rx[needed], wavelength_m, earth_radius_km)
        loss[2:].reshape(-1)[needed] += np.maximum(sphere[needed] - flat, 0.0)
    return loss


def loss_at_mast_db(paths: FanPaths) -> float:
    """Free space down the mast, for the point below the antenna; at least 1 m."""
    return float(free_space_loss_db(paths.frequency_mhz, max(1.0, abs(paths.tx_height_m - paths.rx_height_m))))


def at_facade(paths: FanPaths, loss: np.ndarray) -> np.ndarray:
    """Points inside a building get the loss at the facade that faces the antenna."""
    steps = facade_step(paths)
    return loss if steps is None else np.take_along_axis(loss, steps, axis=1)


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


def _lowered(fitted_tx, fitted_rx, ground_slope, direct, seen: Sweep):
    """The smooth-earth heights lowered where the ground rises above the ray, equations (90), (91)."""
    forward = horizon_before(ground_slope) - direct
    both = forward + seen.back_flat
    blocked = (seen.above_ray_m > 0) & (both > 0)
    share = np.where(blocked, seen.above_ray_m / np.where(blocked, both, 1.0), 0.0)
    return fitted_tx - share * np.where(blocked, forward, 0.0), fitted_rx - share * seen.back_flat


def _actual_db(block: FanBlock, which: int, curvature: float, wavelength_m: float) -> np.ndarray:
    """Bullington loss over the actual profile for steps 2 and up; see `p526_bullington.bullington_loss_db`."""
    total = block.distance_km[2:]
    bent = (curvature * block.distance_km).astype(np.float32)
    slope_tx = horizon_before(block.surface_slope - bent)[2:] + curvature * total
    direct = block.direct_slope[2:]
    # in sight: the greatest nu of the points
    nu = block.sweep.nu[which][2:] * np.sqrt(0.002 * total / wavelength_m)
    hidden = np.flatnonzero((slope_tx >= direct).ravel())
    if hidden.size:
        far, steep = slope_tx.ravel()[hidden], direct.ravel()[hidden]
        back = block.sweep.back[which][2:].ravel()[hidden] - steep
        d = np.broadcast_to(total, direct.shape).ravel()[hidden]
        both = far + back
        at = np.where(both > 0, (steep + back) * d / np.where(both > 0, both, 1.0), 0.5 * d)
        at = np.clip(at, 1e-9 * d, (1.0 - 1e-9) * d)
        edge = (far - steep) * at * np.sqrt(0.002 * d / (wavelength_m * at * (d - at)))
        nu.reshape(-1)[hidden] = np.where(both > 0, edge, 0.0)
    return with_distance_correction_db(knife_edge_loss_db(nu), total)
