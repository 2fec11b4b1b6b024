# SPDX-License-Identifier: GPL-2.0-or-later
"""Which cells each candidate would serve, gathered while its signal passes by."""

from typing import Iterable, List, Tuple

import numpy as np

from ..grid import Window

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
