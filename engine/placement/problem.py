# SPDX-License-Identifier: GPL-2.0-or-later
"""The siting problem: which candidates, at most so many, within the rows, serve the most weight.

    maximise   sum_i s_i y_i + sum_j w_j min(1, (A'y)_j)
    subject to G y <= h,  sum_i y_i <= max_sites,  y_i = 1 for what must be kept,
               y_i + y_k <= 1 for every conflicting pair,  y binary

A candidate is a resource together with a way of using it; a cell is a place with demand, listed once
per service level it must meet. This is the maximal covering location problem (Church and ReVelle 1974)
with side constraints.
"""

from dataclasses import dataclass, field
from typing import Iterable, List, Optional, Sequence, Tuple

import numpy as np

from ..errors import InputError
from . import spacing
from .years import YearCovers

TOLERANCE = 1e-9
MAX_WEIGHT = 1e15  #: above this, float64 sums of many cells lose whole units


@dataclass(frozen=True)
class Row:
    """One linear rule over the plan: sum of `coefficients` of the chosen candidates is at most `limit`."""

    name: str
    coefficients: np.ndarray  #: (candidates,) float64
    limit: float

    @classmethod
    def at_most(cls, name: str, amounts, limit: float) -> "Row":
        return cls(name, np.asarray(amounts, dtype=float), float(limit))

    @classmethod
    def at_least(cls, name: str, amounts, limit: float) -> "Row":
        return cls(name, -np.asarray(amounts, dtype=float), -float(limit))

    @classmethod
    def share_at_least(cls, name: str, members, share: float) -> "Row":
        """At least `share` (0 to 1) of the chosen candidates are members, such as reused resources."""
        members = np.asarray(members, dtype=bool)
        return cls(name, np.where(members, share - 1.0, share), 0.0)


@dataclass(frozen=True)
class Problem:
    """A siting problem over m candidates and n cells. Make it with `build`, which checks and completes it.

    covers : csr_matrix (m, n) of float32 ones; row i lists the cells that candidate i serves. Of several years: `years.YearCovers`
    weights : (n,) float64, not negative; singles : (m,) float64, what a candidate is worth by itself
    cost : (m,) float64, positive
    rows : csr_matrix (r, m), limits : (r,), row_names : r names
    keep : candidates that are in every plan; closed : (m,) bool, candidates that are in none
    conflicts : csr_matrix (m, m), symmetric, of pairs that exclude each other
    cliques : csr_matrix (q, m) of ones; of each row at most one candidate. They follow from the conflicts
        and only tighten the bound.
    x_m, y_m : (m,) positions, used to find neighbours
    """

    covers: object
    weights: np.ndarray
    singles: np.ndarray
    cost: np.ndarray
    max_sites: int
    rows: object
    limits: np.ndarray
    row_names: Tuple[str, ...]
    keep: np.ndarray
    closed: np.ndarray
    conflicts: object
    cliques: object
    x_m: np.ndarray
    y_m: np.ndarray
    notes: Tuple[str, ...] = field(default=())

    @property
    def candidates(self) -> int:
        return self.covers.shape[0]

    @property
    def cells(self) -> int:
        return self.covers.shape[1]

    def cells_of(self, candidate: int) -> np.ndarray:
        """The cells that a candidate serves."""
        return cells_of(self.covers, candidate)

    def served(self, sites: Iterable[int]) -> np.ndarray:
        """Which cells a plan serves, shape (n,), bool."""
        served = np.zeros(self.cells, dtype=bool)
        for site in sites:
            served[self.cells_of(site)] = True
        return served

    def value(self, sites: Sequence[int]) -> float:
        """What a plan is worth, counted afresh from the cover matrix."""
        sites = list(sites)
        return float(self.weights[self.served(sites)].sum() + self.singles[sites].sum())

    def violations(self, sites: Sequence[int]) -> List[str]:
        """The rules that a plan breaks, by name; empty for a valid plan."""
        sites = np.asarray(sorted(sites), dtype=np.int64)
        broken = []
        if len(np.unique(sites)) != len(sites):
            broken.append("repeated site")
        if len(sites) > self.max_sites:
            broken.append("number of sites")
        if not np.isin(self.keep, sites).all():
            broken.append("must-keep")
        if self.closed[sites].any():
            broken.append("closed candidate")
        chosen = np.zeros(self.candidates)
        chosen[sites] = 1.0
        used = self.rows @ chosen
        slack = TOLERANCE * (1.0 + np.abs(self.limits))
        broken += [self.row_names[row] for row in np.flatnonzero(used > self.limits + slack)]
        if self.conflicts[sites][:, sites].nnz:
            broken.append("conflict")
        return broken


def cells_of(covers, candidate: int) -> np.ndarray:
    """The cells in one row of a cover matrix."""
    if isinstance(covers, YearCovers):
        return covers.cells_of(candidate)
    return covers.indices[covers.indptr[candidate] : covers.indptr[candidate + 1]]


def build(
    covers,
    weights,
    *,
    cost=None,
    max_sites: Optional[int] = None,
    budget: Optional[float] = None,
    rows: Sequence[Row] = (),
    keep: Sequence[int] = (),
    x_m=None,
    y_m=None,
    spacing_m: float = 0.0,
    groups=None,
    singles=None,
) -> Problem:
    """Check and complete a problem.

    Parameters
    ----------
    covers : sparse matrix (candidates, cells); every stored entry means "serves"
    budget : largest sum of `cost`; it becomes the row "budget"
    spacing_m : candidates nearer than this exclude each other, except two that must both be kept
    groups : (m,) int, candidates of one group (the modes of one resource) exclude each other; -1 for none

    Raises `InputError` naming the fault: `placement_*`.
    """
    from scipy import sparse

    covers = _cover_matrix(covers)
    m, n = covers.shape
    weights = _vector("weights", weights, n)
    cost = np.ones(m) if cost is None else _vector("cost", cost, m)
    singles = np.zeros(m) if singles is None else _vector("singles", singles, m)
    _check_amounts(weights, cost, singles)
    max_sites = m if max_sites is None else int(max_sites)
    keep = np.unique(np.asarray(keep, dtype=np.int64))
    if max_sites < 1:
        raise InputError("placement_max_sites", max_sites=max_sites)
    if len(keep) and (keep[0] < 0 or keep[-1] >= m):
        raise InputError("placement_keep_unknown", candidates=m)
    if len(keep) > max_sites:
        raise InputError("placement_keep_too_many", keep=len(keep), max_sites=max_sites)

    rows = list(rows)
    if budget is not None:
        if not np.isfinite(budget) or budget < 0:
            raise InputError("placement_budget", budget=budget)
        if cost[keep].sum() > budget * (1 + TOLERANCE):
            raise InputError("placement_budget_keep", budget=budget, cost=float(cost[keep].sum()), keep=len(keep))
        rows.insert(0, Row.at_most("budget", cost, budget))
    coefficients = [_vector(row.name, row.coefficients, m) for row in rows]
    matrix = sparse.csr_matrix(np.array(coefficients).reshape(len(rows), m))
    limits = np.array([row.limit for row in rows], dtype=float)

    x_m = np.zeros(m) if x_m is None else _vector("x_m", x_m, m)
    y_m = np.zeros(m) if y_m is None else _vector("y_m", y_m, m)
    conflicts, cliques = spacing.exclusions(x_m, y_m, spacing_m, groups)
    conflicts, closed, pairs_kept = spacing.release_kept(conflicts, keep)
    cliques = spacing.without(cliques, keep, closed)
    notes = ("placement_kept_too_close",) if pairs_kept else ()
    return Problem(
        covers, weights, singles, cost, max_sites, matrix, limits, tuple(row.name for row in rows),
        keep, closed, conflicts, cliques, x_m, y_m, notes,
    )  # fmt: skip


def _cover_matrix(covers):
    from scipy import sparse

    covers = sparse.csr_matrix(covers)
    if covers.shape[0] == 0:
        raise InputError("placement_no_candidates")
    if covers.shape[1] == 0:
        raise InputError("placement_no_cells")
    if not covers.has_canonical_format:
        covers = covers.copy()
        covers.sum_duplicates()
    if covers.dtype != np.float32 or (covers.nnz and (covers.data.min() != 1 or covers.data.max() != 1)):
        covers = sparse.csr_matrix((np.ones(covers.nnz, np.float32), covers.indices, covers.indptr), shape=covers.shape)
    return covers


def _vector(name: str, values, length: int) -> np.ndarray:
    values = np.asarray(values, dtype=np.float64)
    if values.shape != (length,):
        raise InputError("placement_shape", name=name, shape=values.shape, expected=(length,))
    if not np.isfinite(values).all():
        raise InputError("placement_not_finite", name=name, count=int((~np.isfinite(values)).sum()))
    return values


def _check_amounts(weights, cost, singles) -> None:
    if (weights < 0).any() or (singles < 0).any():
        raise InputError("placement_negative_weight", count=int((weights < 0).sum() + (singles < 0).sum()))
    if weights.sum() + singles.sum() <= 0:
        raise InputError("placement_zero_weight")
    if weights.sum() + singles.sum() > MAX_WEIGHT:
        raise InputError("placement_weight_too_large", total=float(weights.sum()), limit=MAX_WEIGHT)
    if (cost <= 0).any():
        raise InputError("placement_cost", count=int((cost <= 0).sum()))
