# SPDX-License-Identifier: GPL-2.0-or-later
"""Delta-Bullington diffraction over a fan of profiles, every ray at once: the model of `p526`, made fast.

Equal to `p526.delta_bullington_loss` on the same profiles to better than 0.01 dB (a test holds it). What makes it
fast: the transmitter's horizon is a running maximum and the smooth-earth line a running sum along each ray; the
receiver's horizon is one subtraction shared by all that depends on it (`p526_fan_sweep`); the smooth profile has a
closed form (`p526_fan_smooth`).
"""

import numpy as np

from ..profiles import FanPaths
from .fan_surface import at_facade, facade_step
from .p525 import free_space_loss_db
from .p526 import FREQUENCY_MHZ, HEIGHT_M, MEDIAN_EARTH_RADIUS_KM, MODEL, WAVELENGTH_M_MHZ, delta_bullington_loss, is_vertical
from .p526_bullington import with_distance_correction_db
from .p526_fan_block import FanPiece, over_blocks
from .p526_fan_smooth import smooth_bullington_loss_db
from .p526_knife_edge import NU_CLEAR, knife_edge_loss_db
from .p526_spherical import PRACTICAL, SELF_CONSISTENT, Scale, loss_of_share_db, may_lose, share_of_loss
from .validity import check_range


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
    frequency = float(paths.frequency_mhz)
    vertical = bool(is_vertical(polarization))
    wavelength = WAVELENGTH_M_MHZ / frequency
    free_at_one_metre = float(free_space_loss_db(frequency, 1.0))

    def piece_loss_db(piece: FanPiece) -> np.ndarray:
        loss = diffraction_db(piece, 0, frequency, wavelength, vertical, sea_fraction, SELF_CONSISTENT)
        if with_free_space:
            loss += 10.0 * np.log10((1000.0 * piece.distance_km) ** 2 + (piece.rx_m - piece.tx_m) ** 2) + free_at_one_metre
        return loss

    def first_step_db(distance_km, height_m) -> np.ndarray:
        loss = delta_bullington_loss(
            frequency_mhz=frequency,
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
        return loss + (free_space_loss_db(frequency, np.hypot(1000.0 * distance_km[-1], rise)) if with_free_space else 0.0)

    loss = over_blocks(paths, (500.0 / earth_radius_km,), piece_loss_db, first_step_db)
    loss[:, 0] = loss_at_mast_db(paths) if with_free_space else 0.0
    return at_facade(loss, facade_step(paths.building_m))


def diffraction_db(
    piece: FanPiece, which: int, frequency_mhz: float, wavelength_m: float, vertical: bool, sea_fraction: float, scale: Scale = PRACTICAL
) -> np.ndarray:
    """Delta-Bullington loss of a piece for the `which`-th curvature of its sweep, (steps, rays) float64."""
    radius = 500.0 / piece.block.curvatures[which]
    loss = _actual_db(piece, which, wavelength_m)
    needed, share = _short_of_clearance(piece, which, radius, wavelength_m, scale)
    if not needed.size:
        return loss
    lowered = piece.lower(needed)
    d, tx, rx = piece.distances_km(needed), piece.tx_effective_m.ravel()[needed], piece.rx_effective_m.ravel()[needed]
    if lowered.size:
        share[lowered] = share_of_loss(d[lowered], tx[lowered], rx[lowered], radius, wavelength_m, scale)
    sphere = loss_of_share_db(share, d, tx, rx, radius, frequency_mhz / 1000.0, vertical, sea_fraction, scale)
    flat = smooth_bullington_loss_db(piece.step_km, np.rint(d / piece.step_km), tx, rx, wavelength_m, radius)
    loss.reshape(-1)[needed] += np.maximum(sphere - flat, 0.0)
    return loss


def _short_of_clearance(piece: FanPiece, which: int, radius: float, wavelength_m: float, scale: Scale):
    """(points over whose smooth earth the ray is not clear, flat and rising; their share of the loss); a flatter earth never adds one."""
    if which > 0 and piece.short_of_clearance is not None and piece.block.curvatures[which] <= piece.block.curvatures[0]:
        some = piece.short_of_clearance
    else:
        some = np.flatnonzero(may_lose(piece.distance_km, piece.tx_effective_m, piece.rx_effective_m, radius, wavelength_m, scale))
    values = piece.distances_km(some), piece.tx_effective_m.ravel()[some], piece.rx_effective_m.ravel()[some]
    share = share_of_loss(*values, radius, wavelength_m, scale)
    short = np.flatnonzero(share > 0)
    needed = some[short]
    if which == 0:
        piece.short_of_clearance = needed
    return needed, share[short]


def loss_at_mast_db(paths: FanPaths) -> float:
    """Free space down the mast, for the point below the antenna; at least 1 m."""
    return float(free_space_loss_db(paths.frequency_mhz, max(1.0, abs(paths.tx_height_m - paths.rx_height_m))))


def _actual_db(piece: FanPiece, which: int, wavelength_m: float) -> np.ndarray:
    """Bullington loss over the actual profile; see `p526_bullington.bullington_loss_db`."""
    block, total, direct = piece.block, piece.distance_km, piece.direct_slope
    slope_tx = block.surface_horizons[which][piece.steps] + block.curvatures[which] * total
    # in sight: the greatest nu of the points
    nu = block.sweep.nu[which][piece.steps] * np.sqrt(0.002 * total / wavelength_m)
    hidden = np.flatnonzero((slope_tx >= direct).ravel())
    if hidden.size:
        far, steep = slope_tx.ravel()[hidden], direct.ravel()[hidden]
        back = block.sweep.back[which][piece.steps].ravel()[hidden] - steep
        d = piece.distances_km(hidden)
        both = far + back
        at = np.where(both > 0, (steep + back) * d / np.where(both > 0, both, 1.0), 0.5 * d)
        at = np.clip(at, 1e-9 * d, (1.0 - 1e-9) * d)
        edge = (far - steep) * at * np.sqrt(0.002 * d / (wavelength_m * at * (d - at)))
        nu.reshape(-1)[hidden] = np.where(both > 0, edge, 0.0)
    loss = np.zeros(nu.shape)
    obstructed = np.flatnonzero(nu > NU_CLEAR)
    if obstructed.size:
        edge = knife_edge_loss_db(nu.ravel()[obstructed])
        loss.reshape(-1)[obstructed] = with_distance_correction_db(edge, piece.distances_km(obstructed))
    return loss
