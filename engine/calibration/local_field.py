# SPDX-License-Identifier: GPL-2.0-or-later
"""What a fitted curve leaves over near the measurements, spread to their surroundings.

Shadowing is alike at neighbouring points (M. Gudmundson, Electronics Letters 27 (1991): its correlation falls
exponentially with distance). Simple kriging with that covariance gives the expected residual at any point from those
measured around the same site; away from all measurements it fades to nothing.
"""

from dataclasses import dataclass
from typing import Dict

import numpy as np

from ..errors import InputError
from .samples import Samples

NUGGET_SHARE = 0.1  # of the residuals' variance: what two measurements at one place differ by
NUGGET_DB2 = 4.0
SUPPORT_M = 20.0  # residuals are averaged in squares of this side: finer than shadowing, coarser than the bins
MOST_POINTS = 2000  # per site; with more, the squares grow


@dataclass(frozen=True, eq=False)
class ResidualField:
    """Residuals around one site: support points and weights; `range_m` of the exponential covariance."""

    x_m: np.ndarray
    y_m: np.ndarray
    weight: np.ndarray
    range_m: float

    def at(self, x_m, y_m) -> np.ndarray:
        """Expected residual (measured less curve), dB, at points of any shape."""
        x, y = np.broadcast_arrays(np.asarray(x_m, np.float64), np.asarray(y_m, np.float64))
        flat = np.stack([x.reshape(-1), y.reshape(-1)], axis=1)
        result = np.empty(flat.shape[0])
        block = max(1, 4_000_000 // max(1, self.x_m.size))
        for start in range(0, flat.shape[0], block):
            part = flat[start : start + block]
            distance = np.hypot(part[:, :1] - self.x_m, part[:, 1:] - self.y_m)
            result[start : start + block] = np.exp(-distance / self.range_m) @ self.weight
        return result.reshape(x.shape)


def fit_fields(samples: Samples, residual_db, range_m: float) -> Dict[int, ResidualField]:
    """A field for every site, from residuals (n,) at binned samples."""
    if not range_m > 0:
        raise InputError("calibration_range", range_m=range_m)
    fields = {}
    for site in np.unique(samples.site):
        mine = samples.site == site
        left = np.asarray(residual_db)[mine]
        variance = float(np.mean(np.square(left)))
        x, y, left = _support(samples.x_m[mine], samples.y_m[mine], left)
        sill, nugget = (1 - NUGGET_SHARE) * variance, NUGGET_SHARE * variance + NUGGET_DB2
        covariance = np.exp(-np.hypot(x[:, None] - x, y[:, None] - y) / range_m)
        covariance *= sill
        covariance[np.diag_indices(x.size)] += nugget
        fields[int(site)] = ResidualField(x, y, sill * np.linalg.solve(covariance, left), float(range_m))
    return fields


def _support(x, y, values):
    """Means of points and values in squares, few enough to solve for."""
    side = SUPPORT_M
    while True:
        squares = np.stack([np.floor(x / side), np.floor(y / side)], axis=1)
        group = np.unique(squares, axis=0, return_inverse=True)[1].reshape(-1)
        count = np.bincount(group)
        if count.size <= MOST_POINTS:
            return tuple(np.bincount(group, v) / count for v in (x, y, values))
        side *= 1.5


def field_db(fields: Dict[int, ResidualField], samples: Samples) -> np.ndarray:
    """The fields at samples, (n,); 0 for a site without a field."""
    total = np.zeros(len(samples))
    for site, residuals in fields.items():
        mine = samples.site == site
        if mine.any():
            total[mine] = residuals.at(samples.x_m[mine], samples.y_m[mine])
    return total
