# SPDX-License-Identifier: GPL-2.0-or-later
"""From a problem to a plan with a proof, in the time that is given.

Reduce, build greedily, exchange, bound by the linear relaxation, then search on the few candidates that the
prices leave in play. Every stage improves either the plan or the bound; stopping keeps the best of both.
"""

import time
from typing import List, Optional

import numpy as np

from ..errors import Cancelled, InputError
from ..progress import SILENT, Progress
from . import neighbourhood
from .certificate import Certificate
from .core import Exact, ExactSolver
from .exact_side import ExactSide, near_plan
from .greedy import greedy
from .plan import Limit, Plan
from .problem import Problem
from .reduce import reduce_problem, restrict_problem
from .relax import Relaxed, relax
from .selection import Selection
from .swaps import descend

CORE_DEPTH = 0.04  #: how far below the entry price candidates stay in the core, in shares of an average site


class Search:
    """The best plan and bound so far, and who wants to know."""

    def __init__(self, problem: Problem, seconds: float, progress: Progress):
        self.problem, self.progress = problem, progress
        self.start, self.seconds = time.monotonic(), seconds
        self.sites: List[int] = []
        self.value, self.bound = -np.inf, np.inf
        self.history, self.notes = [], list(problem.notes)

    @property
    def deadline(self) -> float:
        return self.start + self.seconds

    def elapsed(self) -> float:
        return time.monotonic() - self.start

    def left(self) -> float:
        return self.deadline - time.monotonic()

    def found(self, sites, value: float) -> None:
        if value > self.value:
            self.sites, self.value = [int(site) for site in sites], value
            self._tell()

    def bounded(self, bound: float) -> None:
        if bound < self.bound:
            self.bound = bound
            self._tell()

    def is_closed(self, gap: float) -> bool:
        return self.bound - self.value <= gap * max(abs(self.bound), 1e-30)

    def _tell(self):
        self.history.append((self.elapsed(), self.value, self.bound))
        self.tick()

    def tick(self) -> None:
        """Report the time used; raises `Cancelled` when the user stops."""
        self.progress.report(min(1.0, self.elapsed() / max(self.seconds, 1e-9)))


def solve(problem: Problem, seconds: float = 60.0, seed: int = 1, progress: Progress = SILENT, gap: float = 1e-6) -> Plan:
    """The best plan found in about `seconds`, or as soon as it is proven within the relative `gap`.

    Stopping by `progress` keeps the best plan so far; before there is one, `Cancelled` is raised.
    Raises `InputError("placement_infeasible")` when no plan keeps all rows.
    """
    search = Search(problem, seconds, progress)
    small, reduction = reduce_problem(problem)
    selection = Selection(small, _first_plan(small, progress))
    descend(selection, deadline=search.start + 0.3 * seconds)
    if selection.limits.holds():
        search.found(selection.sites, selection.value)
    relaxed: Optional[Relaxed] = None
    try:
        relaxed = relax(small, selection, search.start + 0.6 * seconds, found=search.bounded, progress=progress)
        if not search.is_closed(gap):
            _search_core(search, small, selection, relaxed, seed, gap)
    except Cancelled:
        if not search.sites:
            raise
        search.notes.append("placement_stopped")
    if not search.sites:
        broken = [small.row_names[row] for row in selection.limits.violated_rows()]
        raise InputError("placement_infeasible", rows=", ".join(broken))
    return _plan(search, problem, reduction, relaxed)


def _first_plan(problem: Problem, progress: Progress) -> List[int]:
    """The better of greedy by gain and, where money counts, greedy by gain per cost."""
    plans = [greedy(problem)]
    progress.check()
    if "budget" in problem.row_names:
        plans.append(greedy(problem, per_cost=True))
    return max(plans, key=lambda sites: (not problem.violations(sites), problem.value(sites)))


def _search_core(search: Search, problem: Problem, selection: Selection, relaxed: Relaxed, seed: int, gap: float) -> None:
    """Improve the plan among the candidates that the relaxation leaves in play, and settle it exactly where that is possible."""
    with ExactSolver() as solver:
        side = ExactSide(solver, problem, relaxed)
        found = side.settle(search.sites or selection.sites, search.value, 0.5 * search.left(), gap, search.tick)
        if found is not None:
            _take(search, problem, found)
        if search.is_closed(gap) or search.left() <= 0:
            return
        index = core_candidates(problem, relaxed, search.sites or selection.sites, selection.value)
        core = restrict_problem(problem, index)
        place = np.full(problem.candidates, -1)
        place[index] = np.arange(len(index))
        prices = core.rows.T @ relaxed.certificate.row_prices if len(core.limits) else None
        working = found is None and side.start(search.sites or selection.sites, search.value, 0.8 * search.left(), gap)

        def watch(sites, value):
            search.found(index[sites], value)

        def listen():
            """Read what the exact solver found; a better plan becomes the walk's own."""
            nonlocal working
            search.tick()
            answer = side.answer() if working else None
            if answer is None:
                return None
            better = _take(search, problem, answer)
            working = search.left() > 1.0 and side.start(search.sites, search.value, 0.8 * search.left(), gap)
            return place[search.sites] if better and (place[search.sites] >= 0).all() else None

        start = place[search.sites or selection.sites]
        neighbourhood.improve(
            Selection(core, start), seed, search.deadline, prices, lambda: search.bound * (1 - gap), watch, listen
        )  # fmt: skip


def _take(search: Search, problem: Problem, answer: Exact) -> bool:
    """Keep what the exact solver found; whether its plan is better than ours."""
    better = False
    if answer.sites is not None and not problem.violations(answer.sites):
        value = problem.value(answer.sites)
        better = value > search.value
        search.found(answer.sites, value)
    if np.isfinite(answer.bound):
        search.bounded(max(answer.bound, search.value))
    return better


def core_candidates(problem: Problem, relaxed: Relaxed, sites, value: float) -> np.ndarray:
    """The candidates that the walk goes over, ascending."""
    core = near_plan(relaxed, value / max(1, len(sites)), CORE_DEPTH) & ~problem.closed
    core[list(sites)] = True
    core[problem.keep] = True
    return np.flatnonzero(core)


def _plan(search: Search, problem: Problem, reduction, relaxed: Optional[Relaxed]) -> Plan:
    if relaxed is None:
        certificate = Certificate(np.zeros(problem.cells, np.float32), np.zeros(len(problem.limits)), np.zeros(problem.cliques.shape[0]))
        site_price = 0.0
    else:
        on_groups = relaxed.certificate
        shares = reduction.share_of_cells(on_groups.cell_shares).astype(np.float32)
        certificate = Certificate(shares, on_groups.row_prices, on_groups.clique_prices)
        site_price = relaxed.entry_price
    proven = certificate.bound(problem)
    value = problem.value(search.sites)
    chosen = np.zeros(problem.candidates)
    chosen[search.sites] = 1.0
    used = problem.rows @ chosen
    limits = [Limit("sites", float(len(search.sites)), float(problem.max_sites), site_price)]
    limits += [
        Limit(name, float(use), float(limit), float(price))
        for name, use, limit, price in zip(problem.row_names, used, problem.limits, certificate.row_prices)
    ]
    return Plan(
        sorted(search.sites), value, max(value, min(proven, search.bound)), certificate, proven, tuple(limits),
        search.elapsed(), tuple(search.history), tuple(search.notes),
    )  # fmt: skip
