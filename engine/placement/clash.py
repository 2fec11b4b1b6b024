# SPDX-License-Identifier: GPL-2.0-or-later
"""Why no plan keeps all conditions, and how little one of them would have to give way.

Each condition in turn becomes elastic: minimise s subject to G y <= h + s in that row alone, everything else hard. On
small problems HiGHS answers for whole sites; on large ones for the linear relaxation, which is then a lower bound
("at least"). Cells play no part in it, so these problems are small; what serves enough cells is asked by `most_served`.
"""

from dataclasses import dataclass, replace
from typing import List, Optional, Sequence, Tuple

import numpy as np

from ..errors import InputError
from ..progress import SILENT, Progress
from .problem import Problem
from .solver import solve
from .targets import Target
from .years import YearCovers

WHOLE_UP_TO = 3000  #: candidates up to which whole sites are asked for
MOST_PAIRS = 200_000  #: conflicting pairs that become rows of the large problems; beyond, the cliques alone
MOST_ROWS = 40  #: conditions that are tried
SITES, SPACING = "sites", "spacing"


@dataclass(frozen=True)
class Relaxation:
    """One condition that, relaxed alone, makes a plan possible.

    limit, needed : what is asked and what would have to be allowed (both signs as in the row; spacing has none)
    sites : a plan under the relaxed condition, None where only the least relaxation is known ("at least")
    """

    name: str
    limit: float
    needed: float
    sites: Optional[Tuple[int, ...]] = None

    @property
    def is_exact(self) -> bool:
        return self.sites is not None


def relaxations(problem: Problem, seconds: float = 10.0, progress: Progress = SILENT) -> List[Relaxation]:
    """The conditions of which relaxing one alone is enough, least relative relaxation first; empty when several must give way."""
    names = [SITES, *problem.row_names][: MOST_ROWS + 1]
    share = seconds / (len(names) + 1)
    found = []
    for number, name in enumerate(names):
        progress.check()
        answer = _elastic(problem, number, share)
        if answer is not None and answer[0] > 1e-7:
            limit = float(problem.max_sites) if number == 0 else float(problem.limits[number - 1])
            found.append(Relaxation(name, limit, limit + answer[0], answer[1]))
    if problem.conflicts.nnz:
        answer = _elastic(problem, None, share, conflicts=False)
        if answer is not None and answer[0] <= 1e-7:
            found.append(Relaxation(SPACING, 0.0, 0.0, answer[1]))
        progress.report(1.0)
    return sorted(found, key=lambda one: abs(one.needed - one.limit) / (1.0 + abs(one.limit)))


def clashing(problem: Problem, seconds: float = 10.0) -> List[str]:
    """The conditions that take part in the conflict: relaxed all together at the least cost, these give way."""
    answer = _elastic(problem, "all", seconds)
    if answer is None:
        return []
    names = [SITES, *problem.row_names]
    return [name for name, amount in zip(names, answer[2]) if amount > 1e-7]


def _elastic(problem: Problem, row, seconds: float, conflicts: bool = True):
    """(slack, plan or None, slack of each row) with one row elastic (a number, 0 the number of sites), "all" or None; None: impossible."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    m = problem.candidates
    whole = m <= WHOLE_UP_TO
    rows = sparse.vstack([sparse.csr_matrix(np.ones((1, m))), problem.rows]).tocsr().astype(float)
    limits = np.concatenate([[problem.max_sites], problem.limits])
    elastic = np.arange(rows.shape[0]) if row == "all" else np.array([] if row is None else [row], dtype=int)
    scale = np.abs(rows).max(axis=1).toarray().ravel() if rows.nnz else np.ones(len(limits))
    slack = sparse.csr_matrix((-np.ones(len(elastic)), (elastic, np.arange(len(elastic)))), shape=(rows.shape[0], len(elastic)))
    blocks, high = [sparse.hstack([rows, slack])], [limits]
    some = []
    if isinstance(problem.covers, YearCovers):  # nothing is built twice, whatever else gives way
        some.append(sparse.kron(np.ones((1, problem.covers.years)), sparse.identity(m // problem.covers.years)).tocsr())
    if conflicts:
        pairs = sparse.triu(problem.conflicts, 1).tocoo() if problem.conflicts.nnz <= 2 * MOST_PAIRS else None
        some += [problem.cliques] if problem.cliques.shape[0] else []
        if pairs is not None and pairs.nnz:
            number = np.arange(pairs.nnz)
            ends = (np.append(number, number), np.append(pairs.row, pairs.col))
            some.append(sparse.csr_matrix((np.ones(2 * pairs.nnz), ends), shape=(pairs.nnz, m)))
    for block in some:
        blocks.append(sparse.hstack([block.astype(float), sparse.csr_matrix((block.shape[0], len(elastic)))]))
        high.append(np.ones(block.shape[0]))
    lower, upper = np.zeros(m + len(elastic)), np.ones(m + len(elastic))
    lower[problem.keep] = 1.0
    upper[:m][problem.closed & conflicts] = 0.0
    upper[m:] = np.inf
    answer = milp(
        np.concatenate([np.full(m, 1e-9), 1.0 / np.maximum(scale[elastic], 1e-12) if row == "all" else np.ones(len(elastic))]),
        constraints=[LinearConstraint(sparse.vstack(blocks).tocsc(), -np.inf, np.concatenate(high))],
        integrality=np.concatenate([np.full(m, int(whole)), np.zeros(len(elastic))]),
        bounds=Bounds(lower, upper),
        options={"time_limit": max(0.5, seconds)},
    )
    if answer.x is None:
        return None
    plan = tuple(int(i) for i in np.flatnonzero(answer.x[:m] > 0.5)) if whole else None
    slacks = np.zeros(len(limits))
    slacks[elastic] = np.maximum(answer.x[m:], 0.0)
    exact = float(slacks.sum())
    if plan is not None and row not in (None, "all"):  # counted from the plan, free of the tolerances of the solver
        exact = max(0.0, float(rows[int(row), list(plan)].sum() - limits[int(row)]))
    elif not whole and row == 0:
        exact = float(np.ceil(exact - 1e-6))
    return exact, plan, slacks


@dataclass(frozen=True)
class Reach:
    """How much of a target plans can reach under a condition: found, and at most (proven)."""

    found: float
    most: float


def most_served(problem: Problem, target: Target, seconds: float, seed: int = 0) -> Reach:
    """The most of a target that plans under all other conditions reach."""
    plan = solve(_for_target(problem, target), max(0.3, seconds), seed=seed)
    return Reach(target.reached(problem, plan.sites), plan.bound)


def target_relaxations(problem: Problem, target: Target, seconds: float, progress: Progress = SILENT) -> List[Relaxation]:
    """Conditions of which one, relaxed alone, was enough to reach a target, each with the smallest relaxation that was found.

    Tried are the number of sites and every row; each relaxation comes with a plan that shows it.
    """
    names = [SITES, *problem.row_names][: MOST_ROWS + 1]
    share = seconds / (6 * len(names))
    found = []
    for number, name in enumerate(names):
        progress.report(number / len(names))
        limit = float(problem.max_sites) if number == 0 else float(problem.limits[number - 1])
        free = float(problem.candidates) if number == 0 else float(np.maximum(problem.rows[number - 1].toarray(), 0).sum())
        if free <= limit:
            continue
        best = _try(problem, target, number, free, share)
        if best is None:
            continue
        low, high = limit, _used(problem, number, best)
        for _ in range(5):
            if high <= low + 1e-9 or (number == 0 and high - low <= 1):
                break
            middle = float(np.floor((low + high) / 2)) if number == 0 else (low + high) / 2
            plan = _try(problem, target, number, middle, share)
            if plan is None:
                low = middle
            else:
                best, high = plan, min(middle, _used(problem, number, plan))
        found.append(Relaxation(name, limit, max(high, limit), tuple(best)))
    return sorted(found, key=lambda one: abs(one.needed - one.limit) / (1.0 + abs(one.limit)))


def _for_target(problem: Problem, target: Target) -> Problem:
    return replace(problem, weights=target.amounts.astype(float), singles=np.zeros(problem.candidates))


def _try(problem: Problem, target: Target, number: int, limit: float, seconds: float) -> Optional[Sequence[int]]:
    """A plan that reaches the target with one condition at another limit, or None."""
    if number == 0:
        changed = replace(problem, max_sites=int(limit))
    else:
        limits = problem.limits.copy()
        limits[number - 1] = limit
        changed = replace(problem, limits=limits)
    try:
        plan = solve(_for_target(changed, target), max(0.3, seconds))
    except InputError:
        return None
    return plan.sites if target.is_met(target.reached(problem, plan.sites)) else None


def _used(problem: Problem, number: int, sites: Sequence[int]) -> float:
    """What a plan uses of a condition."""
    return float(len(sites)) if number == 0 else float(problem.rows[number - 1, list(sites)].sum())
