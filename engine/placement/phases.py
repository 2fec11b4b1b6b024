# SPDX-License-Identifier: GPL-2.0-or-later
"""Year by year: which sites first, when a year's sites stay for the years after it.

    maximise  sum over years t of f_t(S_t),   S_1 within S_2 within ... within S_T,   |S_t| <= p_t

Building a site in year u is a candidate of its own; it serves its cells in every year from u on, each year having
columns of its own, weighted by that year's demand and priorities. So the phased problem is a siting problem again:
the same solver plans all years at once, and its bound holds for the sum.
"""

from dataclasses import replace
from typing import List, Optional, Sequence

import numpy as np

from ..errors import InputError
from .problem import Problem
from .spacing import without
from .years import YearCovers


def phased_problem(
    problem: Problem, sites_by_year: Sequence[int], year_weights: Optional[np.ndarray] = None, limits_by_year: Optional[np.ndarray] = None
) -> Problem:
    """The problem of all years; candidate u * m + i builds candidate i in year u, column t * n + j is cell j in year t.

    sites_by_year : total number of sites at the end of each year, not falling
    year_weights : (years, cells), what serving a cell is worth in a year; by default the problem's weights every year
    limits_by_year : (years, rows), the rows' limits at the end of each year; by default the problem's at the end of
        every year. Must-keeps stand from the first year.
    """
    from scipy import sparse

    years, m = len(sites_by_year), problem.candidates
    if not years or any(later < earlier for earlier, later in zip(sites_by_year, sites_by_year[1:])) or sites_by_year[0] < 1:
        raise InputError("phases_order", sites=", ".join(str(count) for count in sites_by_year))
    if len(problem.keep) > sites_by_year[0]:
        raise InputError("placement_keep_too_many", keep=len(problem.keep), max_sites=sites_by_year[0])
    weights = np.tile(problem.weights, (years, 1)) if year_weights is None else np.asarray(year_weights, dtype=float)
    limits = np.tile(problem.limits, (years, 1)) if limits_by_year is None else np.asarray(limits_by_year, dtype=float)

    so_far = np.tril(np.ones((years, years)))  # row t: what is built in the years up to t
    counts = sparse.csr_matrix(np.repeat(so_far[:-1], m, axis=1))
    rows = sparse.vstack([sparse.kron(sparse.csr_matrix(so_far), problem.rows), counts]).tocsr()
    names = [f"{name} · {t + 1}" for t in range(years) for name in problem.row_names] + [f"sites · {t + 1}" for t in range(years - 1)]
    closed = np.tile(problem.closed, years)
    for u in range(1, years):
        closed[u * m + problem.keep] = True
    every_year = np.ones((years, years))
    exclude = sparse.kron(every_year, problem.conflicts) + sparse.kron(every_year - np.eye(years), sparse.identity(m))  # built once at most
    return replace(
        problem,
        covers=YearCovers(problem.covers, years),
        weights=weights.ravel(),
        singles=np.concatenate([problem.singles * (years - u) for u in range(years)]),
        cost=np.tile(problem.cost, years),
        max_sites=int(sites_by_year[-1]),
        rows=rows,
        limits=np.concatenate([limits.ravel(), np.asarray(sites_by_year[:-1], dtype=float)]),
        row_names=tuple(names),
        keep=problem.keep.copy(),
        closed=closed,
        conflicts=_without_kept(exclude.astype(np.float32), problem.keep, closed),
        cliques=without(sparse.kron(sparse.csr_matrix(np.ones((1, years), np.float32)), problem.cliques).tocsr(), problem.keep, closed),
        x_m=np.tile(problem.x_m, years),
        y_m=np.tile(problem.y_m, years),
    )


def _without_kept(conflicts, keep, closed):
    from scipy import sparse

    free = ~closed
    free[keep] = False
    mask = sparse.diags(free.astype(np.float32))
    conflicts = (mask @ conflicts @ mask).tocsr()
    conflicts.eliminate_zeros()
    return conflicts


def years_of(problem: Problem, sites: Sequence[int], years: int) -> List[List[int]]:
    """The candidates that each year adds, from a plan of the phased problem; a candidate built twice counts the first time."""
    added: List[List[int]] = [[] for _ in range(years)]
    seen = set()
    for site in sorted(sites):
        year, candidate = divmod(int(site), problem.candidates)
        if candidate not in seen:
            seen.add(candidate)
            added[year].append(candidate)
    return added


def value_by_year(problem: Problem, added: Sequence[Sequence[int]]) -> List[float]:
    """What stands served at the end of each year, with the problem's own weights."""
    built: List[int] = []
    values = []
    for new in added:
        built = built + list(new)
        values.append(problem.value(built))
    return values
