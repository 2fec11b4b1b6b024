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
from .pdhg import DualPoint, PrimalDual, best_choice
from .problem import Problem, cells_of
from .reduce import reduce_covers, row_sums
from .selection import Selection
from .years import YearCovers

ROUNDS = 30
ITERATIONS = 1000
FIRST_TOLERANCE = 3e-3  #: early rounds only find out which candidates matter; each is this much finer than the last:
FIRST_TOLERANCE_ROWS = 5e-2  #: the same where there are rows: far more candidates turn out to matter
REFINEMENT = 0.3
OUT_OF_PLAY = 0.7  #: candidates whose reduced gain is below this share of the entry price leave the iteration again
PRUNED_ROUNDS = 2  #: rounds after which they may; later ones only grow, so that they end
GROWTH = 2.0  #: candidates that join in a round at most, in shares of those that were in it
MIXTURES = 16  #: means tried of the best prices and new ones
SPREADS = 3  #: times that surplus is spread over cells
SHARE_OF_GAP = 0.05  #: a bound much sharper than the distance to the plan is of no use,
COARSEST_ROWS = 1.5e-3  #: but where there are rows, greedy plans tell little of it, and the prices lead to far better ones


@dataclass(frozen=True)
class Relaxed:
    """The relaxation's answer: bound and prices, the fractional plan y (m,), and every candidate's reduced gain."""

    bound: float
    certificate: Certificate
    y: np.ndarray
    reduced: np.ndarray
    entry_price: float  #: reduced gain that the last site of the best choice has: the worth of one more site
    rounds: int
    active: Optional[np.ndarray] = None  #: (m,) bool, the candidates that the iteration was over


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
        if start.active is not None and len(problem.limits):
            active |= start.active
    wanted, first = 0.0, FIRST_TOLERANCE_ROWS if len(problem.limits) else FIRST_TOLERANCE
    if start is not None:
        wanted, first = _worth(selection, start.bound, tolerance), 0.0
    balance = None
    for round_ in range(1, ROUNDS + 1):
        index = np.flatnonzero(_in_any_year(problem, active))
        iteration, reduction, cliques = _small_problem(problem, index, y, certificate if y is not None else None)
        iteration.balance = iteration.balance if balance is None else balance
        aim = max(wanted, first * REFINEMENT ** (round_ - 1))
        iteration.run(ITERATIONS, aim, deadline, progress.check)
        balance = iteration.balance
        y = np.zeros(problem.candidates)
        y[index] = iteration.y_best
        certificate = _whole_certificate(problem, iteration, reduction, cliques)
        certificate = spread_surplus(problem, certificate, index)
        judged = _judge(problem, certificate, y, round_)
        mixed = _between(problem, best, judged)
        if mixed.bound < best.bound:
            best = mixed
            if found is not None:
                found(best.bound)
        if len(problem.limits):
            certificate = best.certificate  # the next round begins where all candidates agree most
        missing = ~active & (judged.reduced > _entry(problem, judged.reduced, active)) & ~problem.closed
        wanted = _worth(selection, iteration.best_bound, tolerance)
        agreed = judged.bound - iteration.best_bound <= 0.5 * wanted * abs(judged.bound)
        if time.monotonic() > deadline or (aim <= wanted and (agreed or not missing.any())):
            break
        if start is None and len(problem.limits) and round_ <= PRUNED_ROUNDS:
            active &= (y > 0) | (best.reduced > OUT_OF_PLAY * best.entry_price) | selection.chosen
            active[problem.keep] = True
        active |= missing & _at_most(missing, judged.reduced, int(GROWTH * len(index)))
    return replace(best, y=y, active=active)


def _first(problem, selection) -> Relaxed:
    """Every served cell credited in equal shares to those that serve it in the plan: a bound, if a poor one."""
    shares = 1.0 / np.maximum(selection.times_served, 1).astype(np.float64)
    certificate = Certificate(shares.astype(np.float32), np.zeros(len(problem.limits)), np.zeros(problem.cliques.shape[0]))
    return _judge(problem, certificate, selection.chosen.astype(float), 0)


def _worth(selection, bound, tolerance) -> float:
    """How sharp a bound is of use, given the distance between plan and bound."""
    worth = SHARE_OF_GAP * (1 - selection.value / max(bound, 1e-30))
    return max(tolerance, min(worth, COARSEST_ROWS) if len(selection.problem.limits) else worth)


def judged_anew(problem: Problem, relaxed: Relaxed) -> Relaxed:
    """An earlier answer for a problem of other weights: the same prices bound that one as well."""
    return replace(_judge(problem, relaxed.certificate, relaxed.y, 0), active=relaxed.active)


def _judge(problem, certificate, y, round_) -> Relaxed:
    reduced = certificate.reduced_gains(problem)
    return Relaxed(certificate.bound(problem, reduced), certificate, y, reduced, _entry(problem, reduced), round_)


def _between(problem, best, judged) -> Relaxed:
    """The least bound on the way from the best prices to new ones, which are made for a part of the candidates only.

    Any mean of two sets of prices is one as well; reduced gains are linear in them, so that trying costs next to nothing.
    """
    if not len(problem.limits):
        return judged
    old, new = best.certificate, judged.certificate
    kept = np.zeros(problem.candidates, dtype=bool)
    kept[problem.keep] = True

    def apart(relaxed):  # the part of the bound that is linear in the prices
        return relaxed.bound - best_choice(relaxed.reduced, kept, ~problem.closed, problem.max_sites)

    ends = apart(best), apart(judged)

    def bound_at(part):
        reduced = (1 - part) * best.reduced + part * judged.reduced
        return (1 - part) * ends[0] + part * ends[1] + best_choice(reduced, kept, ~problem.closed, problem.max_sites)

    parts = np.linspace(0.0, 1.0, MIXTURES + 1)
    part = float(parts[int(np.argmin([bound_at(part) for part in parts]))])
    if part in (0.0, 1.0):
        return best if part == 0.0 else judged
    shares = ((1 - part) * old.cell_shares.astype(np.float64) + part * new.cell_shares).astype(np.float32)
    mixed = Certificate(
        np.clip(shares, 0.0, 1.0), (1 - part) * old.row_prices + part * new.row_prices,
        (1 - part) * old.clique_prices + part * new.clique_prices,
    )  # fmt: skip
    return _judge(problem, mixed, judged.y, judged.rounds)


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


def _entry(problem, reduced, among=None) -> float:
    """The reduced gain that a free candidate needs to enter the best choice, of all candidates or `among` some."""
    free = ~problem.closed if among is None else ~problem.closed & among
    free[problem.keep] = False
    values = np.maximum(reduced[free], 0.0)
    places = problem.max_sites - len(problem.keep)
    if places <= 0:
        return np.inf
    return float(np.partition(values, len(values) - places)[len(values) - places]) if places < len(values) else 0.0


def spread_surplus(problem, certificate, index) -> Certificate:
    """The same bound over the candidates of `index`, with less credit for the cells that chosen ones serve with worth to spare.

    The bound stays when a chosen candidate gives up what it is worth beyond the entry price: the cells pay it instead. Candidates
    outside `index` then find less credit in its cells, so that fewer of them seem to be missing.
    """
    covers = _covers_of(problem, index)
    shares = certificate.cell_shares.copy()
    outside = problem.rows[:, index].T @ certificate.row_prices
    outside = outside + problem.cliques[:, index].T.astype(np.float64) @ certificate.clique_prices - problem.singles[index]
    kept = np.isin(index, problem.keep)
    reduced = np.zeros(problem.candidates)
    among = np.zeros(problem.candidates, dtype=bool)
    among[index] = True
    for _ in range(SPREADS):
        credit = row_sums(covers, problem.weights * shares.astype(np.float64))
        reduced[index] = credit - outside
        surplus = np.where(kept, credit, np.maximum(reduced[index] - max(0.0, _entry(problem, reduced, among)), 0.0))
        giving = np.flatnonzero((surplus > 1e-6 * np.maximum(credit, 1e-30)) & ~problem.closed[index])
        if not len(giving):
            break
        part = np.minimum(1.0, surplus[giving] / np.maximum(credit[giving], 1e-30)) * (1 - 1e-6)
        given = np.full(problem.cells, np.inf)
        for row, share in zip(giving, part):
            cells = cells_of(covers, row)
            given[cells] = np.minimum(given[cells], share)
        shares *= np.where(np.isfinite(given), 1.0 - given, 1.0).astype(np.float32)
    return replace(certificate, cell_shares=shares)


def _in_any_year(problem, active) -> np.ndarray:
    """The candidates of a mask, in every year where there are years: the years share the matrix, so that they cost little."""
    if not isinstance(problem.covers, YearCovers):
        return active
    years = problem.covers.years
    return np.tile(active.reshape(years, -1).any(axis=0), years)


def _covers_of(problem, index):
    """The covers of some candidates, given in all years."""
    if isinstance(problem.covers, YearCovers):
        return problem.covers.restricted(index[: len(index) // problem.covers.years])
    return problem.covers[index]


def _small_problem(problem, index, y, certificate):
    """The iteration over the candidates in `index`, warm-started, with its reduction and which cliques it holds."""
    from scipy import sparse

    reduction = reduce_covers(_covers_of(problem, index), problem.weights, problem.singles[index])
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
