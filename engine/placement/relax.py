# SPDX-License-Identifier: GPL-2.0-or-later
"""Solve the linear relaxation on the few candidates that matter, and prove that the others do not.

Only candidates that a plan might use enter the iteration. Between rounds all candidates are priced with the
current dual; those that would enter the best choice join. When none does, the bound of the small problem is the
bound of the whole one. A few thousand candidates with equal columns merged are enough where 100,000 are given.
"""

import time
from dataclasses import dataclass, replace
from typing import Callable, Optional

import numpy as np

from ..progress import SILENT, Progress
from .certificate import Certificate
from .pdhg import DualPoint, PrimalDual
from .problem import Problem
from .reduce import reduce_covers
from .selection import Selection

ROUNDS = 30
ITERATIONS = 1000
FIRST_TOLERANCE = 3e-3  #: early rounds only find out which candidates matter; each is this much finer than the last:
REFINEMENT = 0.3
SHARE_OF_GAP = 0.05  #: a bound much sharper than the distance to the plan is of no use


@dataclass(frozen=True)
class Relaxed:
    """The relaxation's answer: bound and prices, the fractional plan y (m,), and every candidate's reduced gain."""

    bound: float
    certificate: Certificate
    y: np.ndarray
    reduced: np.ndarray
    entry_price: float  #: reduced gain that the last site of the best choice has: the worth of one more site
    rounds: int


def relax(
    problem: Problem,
    selection: Selection,
    deadline: float = np.inf,
    tolerance: float = 3e-5,
    found: Optional[Callable[[float], None]] = None,
    progress: Progress = SILENT,
    start: Optional["Relaxed"] = None,
) -> Relaxed:
    """Bound the problem from above.

    selection : a good plan; found : told every better bound; start : an earlier answer, to be sharpened
    """
    best = _first(problem, selection) if start is None else start
    certificate, y = best.certificate, None if start is None else start.y
    active = _most_promising(problem, best.reduced, 4 * min(problem.max_sites, 2 * max(1, len(selection.sites)))) | selection.chosen
    if start is not None:
        active |= (start.y > 0) | (start.reduced > start.entry_price)
    wanted, first = (0.0, FIRST_TOLERANCE) if start is None else (_worth(selection, start.bound, tolerance), 0.0)
    balance = None
    for round_ in range(1, ROUNDS + 1):
        index = np.flatnonzero(active)
        iteration, reduction, cliques = _small_problem(problem, index, y, certificate if y is not None else None)
        iteration.balance = iteration.balance if balance is None else balance
        aim = max(wanted, first * REFINEMENT ** (round_ - 1))
        iteration.run(ITERATIONS, aim, deadline, progress.check)
        balance = iteration.balance
        y = np.zeros(problem.candidates)
        y[index] = iteration.y_average
        certificate = _whole_certificate(problem, iteration, reduction, cliques)
        judged = _judge(problem, certificate, y, round_)
        if judged.bound < best.bound:
            best = judged
            if found is not None:
                found(best.bound)
        missing = ~active & (judged.reduced > judged.entry_price) & ~problem.closed
        wanted = _worth(selection, iteration.best_bound, tolerance)
        agreed = judged.bound - iteration.best_bound <= 0.5 * wanted * abs(judged.bound)
        if time.monotonic() > deadline or (aim <= wanted and (agreed or not missing.any())):
            break
        active |= missing & _at_most(missing, judged.reduced, 2 * len(index))
    return replace(best, y=y)


def _first(problem, selection) -> Relaxed:
    """Every served cell credited in equal shares to those that serve it in the plan: a bound, if a poor one."""
    shares = 1.0 / np.maximum(selection.times_served, 1).astype(np.float64)
    certificate = Certificate(shares.astype(np.float32), np.zeros(len(problem.limits)), np.zeros(problem.cliques.shape[0]))
    return _judge(problem, certificate, selection.chosen.astype(float), 0)


def _worth(selection, bound, tolerance) -> float:
    """How sharp a bound is of use, given the distance between plan and bound."""
    return max(tolerance, SHARE_OF_GAP * (1 - selection.value / max(bound, 1e-30)))


def _judge(problem, certificate, y, round_) -> Relaxed:
    reduced = certificate.reduced_gains(problem)
    return Relaxed(certificate.bound(problem, reduced), certificate, y, reduced, _entry(problem, reduced), round_)


def _most_promising(problem, reduced, count) -> np.ndarray:
    order = np.argsort(np.where(problem.closed, -np.inf, -0.0) + reduced)[::-1]
    mask = np.zeros(problem.candidates, dtype=bool)
    mask[order[:count]] = True
    mask[problem.keep] = True
    return mask & ~problem.closed


def _at_most(mask, reduced, count) -> np.ndarray:
    """The `count` best of a mask."""
    if mask.sum() <= count:
        return mask
    level = np.partition(reduced[mask], mask.sum() - count)[mask.sum() - count]
    return mask & (reduced >= level)


def _entry(problem, reduced) -> float:
    """The reduced gain that a free candidate needs to enter the best choice."""
    free = ~problem.closed
    free[problem.keep] = False
    values = np.maximum(reduced[free], 0.0)
    places = problem.max_sites - len(problem.keep)
    if places <= 0:
        return np.inf
    return float(np.partition(values, len(values) - places)[len(values) - places]) if places < len(values) else 0.0


def _small_problem(problem, index, y, certificate):
    """The iteration over the candidates in `index`, warm-started, with its reduction and which cliques it holds."""
    from scipy import sparse

    reduction = reduce_covers(problem.covers[index], problem.weights, problem.singles[index])
    inside = problem.cliques[:, index].tocsr()
    cliques = np.flatnonzero(np.diff(inside.indptr) > 1)
    rows = sparse.vstack([problem.rows[:, index], inside[cliques]]).tocsr()
    limits = np.append(problem.limits, np.ones(len(cliques)))
    kept = np.zeros(problem.candidates)
    kept[problem.keep] = 1.0
    upper = np.where(problem.closed, 0.0, 1.0)
    dual = None
    if certificate is not None:
        mu = reduction.mean_of_cells(certificate.cell_shares, problem.weights)
        dual = DualPoint(mu, np.append(certificate.row_prices, certificate.clique_prices[cliques]))
    iteration = PrimalDual(
        reduction.covers, reduction.weights, reduction.singles, rows, limits, kept[index], upper[index], problem.max_sites,
        None if y is None else y[index], dual,
    )  # fmt: skip
    return iteration, reduction, cliques


def _whole_certificate(problem, iteration, reduction, cliques) -> Certificate:
    dual = iteration.best_dual
    shares = np.clip(reduction.share_of_cells(dual.mu), 0.0, 1.0).astype(np.float32)
    nu = np.maximum(dual.nu.astype(np.float64), 0.0)
    clique_prices = np.zeros(problem.cliques.shape[0])
    clique_prices[cliques] = nu[len(problem.limits) :]
    return Certificate(shares, nu[: len(problem.limits)], clique_prices)
