# SPDX-License-Identifier: GPL-2.0-or-later
"""Make a covering problem smaller without changing the value of any plan."""

from dataclasses import dataclass, replace

import numpy as np

from .problem import Problem
from .years import YearCovers

BLOCK = 1_000_000  #: entries of the cover matrix looked at together: bounds the memory, and the time that one call holds the window


@dataclass(frozen=True)
class Reduction:
    """A cover matrix with fewer columns. `group_of_cell[j]` is the new column of cell j, or -1.

    A cell of no weight, or that nobody serves, has no column; what only one candidate serves is part of that
    candidate's own worth (`singles`; with several years it keeps its column); cells served by exactly the same candidates share one.
    """

    covers: object
    weights: np.ndarray
    singles: np.ndarray
    group_of_cell: np.ndarray

    def share_of_cells(self, share_of_groups: np.ndarray) -> np.ndarray:
        """Spread a value per column over the cells; 1 for cells without a column."""
        return np.append(share_of_groups, 1.0)[self.group_of_cell]

    def mean_of_cells(self, share_of_cells: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """The weighted mean of a value per cell in each column."""
        inside = self.group_of_cell >= 0
        groups = self.group_of_cell[inside]
        total = np.bincount(groups, weights=(weights * share_of_cells)[inside], minlength=len(self.weights))
        return np.divide(total, self.weights, out=np.ones(len(self.weights)), where=self.weights > 0)


def reduce_covers(covers, weights, singles) -> Reduction:
    """Drop, gather and merge the columns of a cover matrix (csr, candidates x cells)."""
    from scipy import sparse

    if isinstance(covers, YearCovers):
        return _reduce_years(covers, weights, singles)
    m, n = covers.shape
    times = np.bincount(covers.indices, minlength=n)
    useful = (weights > 0) & (times > 0)
    single = useful & (times == 1)
    singles = singles + row_sums(covers, np.where(single, weights, 0.0))
    cells = np.flatnonzero(useful & ~single)
    group_of_cell = np.full(n, -1, dtype=np.int64)
    if not len(cells):
        return Reduction(sparse.csr_matrix((m, 0), dtype=np.float32), np.zeros(0), singles, group_of_cell)
    first, group = merge_equal_columns(_select_columns(covers, cells).tocsc())
    group_of_cell[cells] = group
    merged = np.bincount(group, weights=weights[cells], minlength=len(first))
    kept = _select_columns(covers, cells[first])
    kept.sort_indices()
    return Reduction(kept, merged, singles, group_of_cell)


def _reduce_years(covers: YearCovers, weights, singles) -> Reduction:
    """The same for all years at once: cells that the same candidates serve are one column in each year.

    What only one candidate serves stays a column, for it may be built in this year or that.
    """
    base, years = covers.base, covers.years
    by_year = weights.reshape(years, -1)
    cells = np.flatnonzero((by_year > 0).any(axis=0) & (np.bincount(base.indices, minlength=base.shape[1]) > 0))
    chosen = _select_columns(base, cells)
    first, group = merge_equal_columns(chosen.tocsc())
    of_year = np.full((years, base.shape[1]), -1, dtype=np.int64)
    of_year[:, cells] = group + np.arange(years)[:, None] * len(first)
    merged = np.concatenate([np.bincount(group, weights=one[cells], minlength=len(first)) for one in by_year])
    kept = _select_columns(chosen, first)
    kept.sort_indices()
    return Reduction(YearCovers(kept, years), merged, singles, of_year.ravel())


def reduce_problem(problem: Problem):
    """The reduced problem, with the same candidates, rows and conflicts, and the reduction that made it."""
    reduction = reduce_covers(problem.covers, problem.weights, problem.singles)
    smaller = replace(problem, covers=reduction.covers, weights=reduction.weights, singles=reduction.singles)
    return smaller, reduction


def reduced_again(problem: Problem, reduction: Reduction) -> Problem:
    """The reduced problem with other weights than the reduction was made for; those were above zero wherever these are."""
    inside = reduction.group_of_cell >= 0
    groups = reduction.group_of_cell[inside]
    weights = np.bincount(groups, weights=problem.weights[inside], minlength=len(reduction.weights))
    singles = problem.singles + row_sums(problem.covers, np.where(inside, 0.0, problem.weights))
    return replace(problem, covers=reduction.covers, weights=weights, singles=singles)


def restrict_problem(problem: Problem, index: np.ndarray) -> Problem:
    """The problem with only the candidates of `index` (ascending, with all must-keeps), reduced again."""
    new = np.full(problem.candidates, -1, dtype=np.int64)
    new[index] = np.arange(len(index))
    reduction = reduce_covers(problem.covers[index], problem.weights, problem.singles[index])
    return replace(
        problem,
        covers=reduction.covers, weights=reduction.weights, singles=reduction.singles, cost=problem.cost[index],
        rows=problem.rows[:, index].tocsr(), keep=new[problem.keep], closed=problem.closed[index],
        conflicts=problem.conflicts[index][:, index].tocsr(), cliques=problem.cliques[:, index].tocsr(),
        x_m=problem.x_m[index], y_m=problem.y_m[index],
    )  # fmt: skip


def without_served(problem: Problem, fixed: np.ndarray) -> Problem:
    """What is left to decide when the sites `fixed` stand; they are closed, their cells and their share of the rows gone."""
    closed = problem.closed.copy()
    closed[fixed] = True
    if problem.conflicts.nnz:
        closed |= np.asarray(problem.conflicts[fixed].sum(axis=0)).ravel() > 0
    return replace(
        problem,
        weights=np.where(problem.served(fixed), 0.0, problem.weights),
        limits=problem.limits - np.asarray(problem.rows[:, fixed].sum(axis=1)).ravel(),
        max_sites=problem.max_sites - len(fixed),
        keep=np.setdiff1d(problem.keep, fixed),
        closed=closed,
    )


def merge_equal_columns(columns):
    """The first column of every set of equal columns, and the set of each column.

    Columns are sorted by a 64-bit hash of their set of rows; columns of equal hash that differ stay apart.
    """
    names = np.random.default_rng(20240501).integers(1, 2**63 - 1, size=columns.shape[0], dtype=np.uint64)
    hashes = _column_hashes(columns, names)
    _, first, group = np.unique(hashes, return_index=True, return_inverse=True)
    group = group.ravel()
    different = _different_from_first(columns, first[group])
    if len(different):  # a collision: give each such column a set of its own
        group[different] = len(first) + np.arange(len(different))
        first = np.append(first, different)
    return first, group


def row_sums(covers, values: np.ndarray) -> np.ndarray:
    """The sum of `values` over the cells of each candidate: the sparse product, in float64, in blocks."""
    if isinstance(covers, YearCovers):
        return covers.row_sums(values)
    sums = np.zeros(covers.shape[0])
    for start, end in _blocks(covers.indptr):
        low, high = covers.indptr[start], covers.indptr[end]
        if high > low:
            filled = start + np.flatnonzero(np.diff(covers.indptr[start : end + 1]))
            sums[filled] = np.add.reduceat(values[covers.indices[low:high]], covers.indptr[filled] - low)
    return sums


def _column_hashes(columns, names):
    hashes = np.zeros(columns.shape[1], dtype=np.uint64)
    for start, end in _blocks(columns.indptr):
        low, high = columns.indptr[start], columns.indptr[end]
        if high > low:
            filled = start + np.flatnonzero(np.diff(columns.indptr[start : end + 1]))
            hashes[filled] = np.add.reduceat(names[columns.indices[low:high]], columns.indptr[filled] - low)
    return hashes


def _different_from_first(columns, first):
    """Columns that do not hold the same rows as the column they are said to equal."""
    own = np.flatnonzero(first != np.arange(len(first)))
    count = np.diff(columns.indptr)
    differs = count[own] != count[first[own]]
    compare = own[~differs]
    steps = np.append(0, np.cumsum(count[compare]))
    wrong = [own[differs]]
    for start, end in _blocks(steps):
        some = compare[start:end]
        within = np.arange(steps[end] - steps[start]) - np.repeat(steps[start:end] - steps[start], count[some])
        mine = columns.indices[np.repeat(columns.indptr[some].astype(np.int64), count[some]) + within]
        theirs = columns.indices[np.repeat(columns.indptr[first[some]].astype(np.int64), count[some]) + within]
        unequal = np.zeros(len(some), dtype=bool)
        unequal[np.repeat(np.arange(len(some)), count[some])[mine != theirs]] = True
        wrong.append(some[unequal])
    return np.concatenate(wrong)


def _select_columns(covers, cells):
    """The chosen columns of a csr matrix, in that order of columns; block by block, as the matrix may fill much of the memory."""
    from scipy import sparse

    new = np.full(covers.shape[1], -1, dtype=np.int32)
    new[cells] = np.arange(len(cells))
    indices, filled = np.empty(covers.nnz, np.int32), 0
    counts = np.zeros(covers.shape[0], dtype=np.int64)
    for start, end in _blocks(covers.indptr):
        low, high = covers.indptr[start], covers.indptr[end]
        kept = new[covers.indices[low:high]]
        inside = kept >= 0
        ends = np.append(0, np.cumsum(inside))[covers.indptr[start : end + 1] - low]
        counts[start:end] = np.diff(ends)
        indices[filled : filled + ends[-1]] = kept[inside]
        filled += int(ends[-1])
    indptr = np.append(0, np.cumsum(counts))
    ones = covers.data[:filled]  # all entries are one: no need for another array of them
    return sparse.csr_matrix((ones, indices[:filled], indptr), shape=(covers.shape[0], len(cells)))


def _blocks(indptr):
    """Ranges of rows that hold about BLOCK entries each."""
    total = int(indptr[-1])
    marks = np.searchsorted(indptr, np.arange(0, total, BLOCK), side="left")
    marks = np.unique(np.append(marks, [0, len(indptr) - 1]))
    return zip(marks[:-1], marks[1:])
