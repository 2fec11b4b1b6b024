# SPDX-License-Identifier: GPL-2.0-or-later
"""Which cells each candidate would serve, gathered while its signal passes by."""

from typing import Iterable, List, Tuple

import numpy as np

from ..errors import InputError
from ..grid import Grid, Window

Signal = Tuple[int, Window, np.ndarray]


def cover_matrix(signals: Iterable[Signal], candidates: int, required_dbm: np.ndarray, wanted: np.ndarray):
    """The cover matrix of candidates over the wanted cells, csr of float32 ones, built streaming.

    signals : (candidate, window, SS-RSRP in dBm with nan) in ascending order of candidate; a candidate may come
        several times (several masts), which joins its cells
    required_dbm : (rows, columns) what a cell needs to be served, nan where nothing is asked
    wanted : bool (rows, columns), cells that count; the columns are their flat indices in order
    """
    from scipy import sparse

    columns = np.full(wanted.size, -1, dtype=np.int32)
    cells = np.flatnonzero(wanted)
    columns[cells] = np.arange(len(cells))
    columns = columns.reshape(wanted.shape)
    found: List[np.ndarray] = [np.zeros(0, np.int32)] * candidates
    for candidate, window, ss_rsrp_dbm in signals:
        with np.errstate(invalid="ignore"):
            served = ss_rsrp_dbm >= required_dbm[window.slices]
        inside = columns[window.slices][served]
        inside = inside[inside >= 0]
        found[candidate] = np.union1d(found[candidate], inside) if len(found[candidate]) else inside
    ends = np.append(0, np.cumsum([len(some) for some in found]))
    indices = np.concatenate(found) if candidates else np.zeros(0, np.int32)
    return sparse.csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=(candidates, len(cells)))


def disc_covers(grid: Grid, x_m, y_m, radius_m, wanted: np.ndarray):
    """The same by distance alone, for a first look: every wanted cell whose centre lies within the radius."""
    from scipy import sparse
    from scipy.spatial import cKDTree

    radius_m = np.broadcast_to(np.asarray(radius_m, dtype=float), np.shape(x_m))
    if not np.isfinite(radius_m).all() or (radius_m <= 0).any():
        raise InputError("radius_value", radius_m=float(radius_m.min()))
    rows, columns = np.nonzero(wanted)
    centres = np.c_[grid.column_centres_m()[columns], grid.row_centres_m()[rows]]
    found = cKDTree(centres).query_ball_point(np.c_[x_m, y_m], radius_m, return_sorted=True) if len(centres) else [[]] * len(x_m)
    ends = np.append(0, np.cumsum([len(some) for some in found]))
    indices = np.fromiter((cell for some in found for cell in some), dtype=np.int32, count=int(ends[-1]))
    return sparse.csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=(len(radius_m), len(centres)))
