# SPDX-License-Identifier: GPL-2.0-or-later
"""Bullington loss over the smooth earth below a path with evenly spaced points, without visiting the points.

Over a smooth earth the three quantities of the Bullington construction (slope from the transmitter, slope from
the receiver, diffraction parameter) rise to one maximum and fall again along the path. The maximum has a closed
form or is the root of a cubic, so the greatest of the evenly spaced points is one of its two neighbours.
"""

import numpy as np

from .p526_bullington import with_distance_correction_db
from .p526_knife_edge import knife_edge_loss_db


def smooth_bullington_loss_db(step_km: float, index, tx_m, rx_m, wavelength_m: float, earth_radius_km: float) -> np.ndarray:
    """Lbulls of paths whose points lie every `step_km`; equal to `p526_bullington.bullington_loss_db` over zeros.

    index : number of the receiver's point, 2 or more; tx_m, rx_m : effective heights, above 0; all (paths,) float64
    """
    total = index * step_km
    curvature = 500.0 / earth_radius_km
    sight = total < (np.sqrt(tx_m) + np.sqrt(rx_m)) * (1.0 / np.sqrt(curvature))  # for certain, were the points dense
    nu = np.empty(total.shape)
    for part, of in ((np.flatnonzero(~sight), _nu_any), (np.flatnonzero(sight), _nu_clear)):
        if part.size:
            nu[part] = of(step_km, index[part], tx_m[part], rx_m[part], wavelength_m, curvature)
    return with_distance_correction_db(knife_edge_loss_db(nu), total)


def _nu_any(step_km, index, tx_m, rx_m, wavelength_m, curvature):
    """nu of the equivalent edge of paths that may be hidden, of the highest point of those that are in sight after all."""
    total, last = index * step_km, index - 1.0

    def highest_slope(antenna_m):
        """Greatest of curvature (D - d) - antenna / d over the points between the ends."""
        first = np.clip(np.floor(np.sqrt(antenna_m / curvature) / step_km), 1.0, last)
        slopes = [curvature * (total - i * step_km) - antenna_m / (i * step_km) for i in (first, np.minimum(first + 1.0, last))]
        return np.maximum(*slopes)

    slope_tx, slope_rx = highest_slope(tx_m), highest_slope(rx_m)
    sight = slope_tx < (rx_m - tx_m) / total
    both = np.where(sight, 1.0, slope_tx + slope_rx)
    at = np.where(sight, 0.5 * total, (rx_m - tx_m + slope_rx * total) / np.where(both > 0, both, 1.0))
    at = np.clip(at, 1e-9 * total, (1.0 - 1e-9) * total)
    over = tx_m + slope_tx * at - (tx_m * (total - at) + rx_m * at) / total
    nu = np.where(both > 0, over * np.sqrt(0.002 * total / (wavelength_m * at * (total - at))), 0.0)
    clear = np.flatnonzero(sight)
    if clear.size:
        nu[clear] = _nu_clear(step_km, index[clear], tx_m[clear], rx_m[clear], wavelength_m, curvature)
    return nu


def _nu_clear(step_km, index, tx_m, rx_m, wavelength_m, curvature):
    """Greatest nu of the points of paths in sight: beside the sign change of t - (t + r) x + k x (1 - x)(1 - 2x)."""
    total = index * step_km
    k, both = curvature * total**2, tx_m + rx_m
    x = tx_m / both
    with np.errstate(invalid="ignore", divide="ignore"):
        for _ in range(2):  # Newton twice: nearly a line where k is small, there within 1e-6
            bent = k * x
            value = tx_m - both * x + bent * (1.0 - x) * (1.0 - 2.0 * x)
            x += value / (both - k + 6.0 * bent * (1.0 - x))
    bent = np.flatnonzero(k > 0.25 * both)
    if bent.size:
        x[bent] = _sign_change(k[bent], tx_m[bent], both[bent])
    first = np.minimum(np.maximum(np.floor(x * index), 1.0), index - 1.0)
    nu = np.full(total.shape, -np.inf)
    for i in (np.maximum(first - 1.0, 1.0), first, np.minimum(first + 1.0, index - 1.0)):
        d = i * step_km
        rest = total - d
        product = d * rest
        over = curvature * product - (tx_m * rest + rx_m * d) / total
        np.maximum(nu, over * np.abs(over) / product, out=nu)  # its sign and square
    return np.copysign(np.sqrt(np.abs(nu) * (0.002 / wavelength_m) * total), nu)


def _sign_change(k, tx_m, both):
    """The sign change of `_nu_clear` by bisection, to 1e-6."""
    low, high = np.zeros_like(k), np.ones_like(k)
    for _ in range(20):
        x = 0.5 * (low + high)
        rising = tx_m - both * x + k * x * (1.0 - x) * (1.0 - 2.0 * x) > 0
        low = np.where(rising, x, low)
        high = np.where(rising, high, x)
    return 0.5 * (low + high)
