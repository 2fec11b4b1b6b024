# SPDX-License-Identifier: GPL-2.0-or-later
"""Which candidates exclude each other: too close together, or two ways of using one resource."""

from typing import Tuple

import numpy as np


def exclusions(x_m, y_m, spacing_m: float, groups=None) -> Tuple[object, object]:
    """Conflicting pairs as a symmetric (m, m) csr_matrix, and cliques of them as a (q, m) csr_matrix.

    Cells of a square grid of side spacing / sqrt(2) hold only candidates that exclude each other; four such grids,
    shifted by half a cell, give four families of cliques: "at most one per cell" is far tighter in a linear
    relaxation than the pairs are, and there are few of them.
    """
    from scipy import sparse

    m = len(x_m)
    families = []
    conflicts = sparse.csr_matrix((m, m), dtype=np.float32)
    if spacing_m > 0:
        conflicts = conflicts + _near_pairs(x_m, y_m, spacing_m)
        side = spacing_m / np.sqrt(2.0) * (1 - 1e-9)
        for shift_x in (0.0, 0.5):
            for shift_y in (0.0, 0.5):
                column = np.floor(x_m / side + shift_x).astype(np.int64)
                row = np.floor(y_m / side + shift_y).astype(np.int64)
                families.append(_membership((row - row.min()) * (np.ptp(column) + 1) + column - column.min()))
    if groups is not None:
        groups = np.asarray(groups, dtype=np.int64)
        membership = _membership(np.where(groups >= 0, groups, groups.max(initial=0) + 1 + np.arange(m)))
        families.append(membership)
        same = membership.T @ membership
        conflicts = conflicts + same - sparse.diags(same.diagonal())
    conflicts = conflicts.tocsr()
    conflicts.eliminate_zeros()
    conflicts.data[:] = 1.0
    cliques = sparse.vstack(families).tocsr() if families else sparse.csr_matrix((0, m), dtype=np.float32)
    return conflicts, cliques


def _near_pairs(x_m, y_m, spacing_m):
    from scipy import sparse
    from scipy.spatial import cKDTree

    m = len(x_m)
    tree = cKDTree(np.c_[x_m, y_m])
    pairs = tree.query_pairs(np.nextafter(spacing_m, 0.0), output_type="ndarray")  # exactly the spacing is allowed
    ones = np.ones(2 * len(pairs), dtype=np.float32)
    first, second = np.r_[pairs[:, 0], pairs[:, 1]], np.r_[pairs[:, 1], pairs[:, 0]]
    return sparse.csr_matrix((ones, (first, second)), shape=(m, m))


def _membership(label):
    """Rows of ones for every label that at least two candidates share."""
    from scipy import sparse

    m = len(label)
    names, index, count = np.unique(label, return_inverse=True, return_counts=True)
    matrix = sparse.csr_matrix((np.ones(m, np.float32), (index.ravel(), np.arange(m))), shape=(len(names), m))
    return matrix[count > 1]


def release_kept(conflicts, keep) -> Tuple[object, np.ndarray, int]:
    """Close what excludes a kept candidate, and forgive kept candidates that exclude each other.

    Returns the remaining conflicts, which candidates are closed, and how many kept pairs were forgiven.
    """
    from scipy import sparse

    m = conflicts.shape[0]
    kept = np.zeros(m, dtype=bool)
    kept[keep] = True
    closed = (conflicts @ kept.astype(np.float32) > 0) & ~kept
    forgiven = conflicts[keep][:, keep].nnz // 2
    free = sparse.diags((~kept & ~closed).astype(np.float32))
    conflicts = (free @ conflicts @ free).tocsr()
    conflicts.eliminate_zeros()
    return conflicts, closed, forgiven


def without(cliques, keep, closed):
    """The cliques among candidates that are neither kept nor closed."""
    from scipy import sparse

    free = np.ones(cliques.shape[1], dtype=np.float32)
    free[keep] = 0.0
    free[closed] = 0.0
    cliques = (cliques @ sparse.diags(free)).tocsr()
    cliques.eliminate_zeros()
    return cliques[np.diff(cliques.indptr) > 1].tocsr()
