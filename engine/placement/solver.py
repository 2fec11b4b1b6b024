# SPDX-License-Identifier: GPL-2.0-or-later
"""From a problem to a plan with a proof, in the time that is given.

Reduce, build greedily, exchange, bound by the linear relaxation, then search on the few candidates that the
prices leave in play. Every stage improves either the plan or the bound; stopping keeps the best of both.
"""

import itertools
import time
from dataclasses import dataclass
from typing import Callable, List, Optional

import numpy as np

from ..errors import Cancelled, InputError
from ..progress import SILENT, Progress
from . import neighbourhood
from .certificate import Certificate
from .core import Exact, ExactSolver
from .exact_side import ExactSide, mostly_certain, near_plan
from .greedy import greedy
from .plan import Limit, Plan
from .problem import Problem
from .reduce import Reduction, reduce_problem, reduced_again, restrict_problem
from .relax import Relaxed, judged_anew, relax
from .selection import Selection
from .swaps import descend
from .walk_side import WalkSide
from .wander import IN_FRACTIONAL_PLAN, Errand, Wanderer, is_free

SHARPEN_AFTER = 0.35  #: share of the search's time after which the bound is sharpened
MOST_REMOVED = (6, 10, 10, 6)  #: sites that a step of a walk takes out at most, in turn
CORE_DEPTHS = (0.02, 0.04, 0.08)  #: how far below the entry price candidates stay in the core, in shares of an average site:
CORE_SIZE = 2000  #: so far that there are so many
LARGEST_WALK = 3500  #: candidates that a walk goes over at most, those of the fractional plan first,
DEEPEST = 0.25  #: candidates further below the entry price are in no walk's core, in shares of an average site
LEAST_STEPS = 1000  #: of a walk over a core of its own
SPARE_REGIONS = 2.0  #: time left to the walks between two regions settled exactly, in times that one takes
SMALL_WANDER = 2_000_000  #: entries of the cover matrix up to which each walk draws a core of its own,
LARGEST_WANDER = 10_000_000  #: and up to which it does where the fractional plan leaves much open; beyond, drawing takes long
LAST_SHARE = 0.15  #: share of the time at the end in which walks do not begin anew
UNSETTLED = 0.01  #: while the relative gap is above this


class Search:
    """The best plan and bound so far, and who wants to know."""

    def __init__(self, problem: Problem, seconds: float, progress: Progress):
        self.problem, self.progress = problem, progress
        self.start, self.seconds = time.monotonic(), seconds
        self.sites: List[int] = []
        self.value, self.bound = -np.inf, np.inf
        self.history, self.notes = [], list(problem.notes)
        self.settled = False  #: the exact solver found that there is no better plan

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
        return self.settled or self.bound - self.value <= gap * max(abs(self.bound), 1e-30)

    def _tell(self):
        self.history.append((self.elapsed(), self.value, self.bound))
        self.tick()

    def quiet(self) -> Progress:
        """A progress that only checks for cancel."""
        return Progress(is_cancelled=lambda: bool(self.tick()))

    def tick(self) -> None:
        """Report the time used; raises `Cancelled` when the user stops."""
        self.progress.report(min(1.0, self.elapsed() / max(self.seconds, 1e-9)))


@dataclass
class State:
    """What one search leaves to the next on the same problem with other weights.

    reduction : as it holds for the weights of all these problems; judge : told the relaxation before the long search; may raise,
        or say how many seconds the search may take instead
    """

    reduction: Reduction
    sites: Optional[List[int]] = None
    relaxed: Optional[Relaxed] = None
    judge: Optional[Callable[[Relaxed], Optional[float]]] = None


def solve(
    problem: Problem, seconds: float = 60.0, seed: int = 1, progress: Progress = SILENT, gap: float = 1e-6, state: Optional[State] = None
) -> Plan:
    """The best plan found in about `seconds`, or as soon as it is proven within the relative `gap`.

    state : where an earlier search ended; brought up to date
    Stopping by `progress` keeps the best plan so far; before there is one, `Cancelled` is raised.
    Raises `InputError("placement_infeasible")` when no plan keeps all rows.
    """
    search = Search(problem, seconds, progress)
    small, reduction = reduce_problem(problem) if state is None else (reduced_again(problem, state.reduction), state.reduction)
    search.bounded(float(small.weights.sum() + small.singles.sum()))  # everything that anyone reaches
    start = None if state is None or state.relaxed is None else judged_anew(small, state.relaxed)
    selection = Selection(small, _first_plan(small, progress) if start is None or state.sites is None else state.sites)
    first = 0.02 * seconds if len(small.limits) else 0.3 * seconds  # where there are rows, their prices lead to a better plan
    descend(selection, deadline=min(search.start + 0.3 * seconds, time.monotonic() + first))
    if selection.limits.holds():
        search.found(selection.sites, selection.value)
    relaxed: Optional[Relaxed] = None
    try:
        if start is not None:
            search.bounded(start.bound)
        relaxed = relax(small, selection, search.start + 0.6 * seconds, found=search.bounded, progress=search.quiet(), start=start)
        if state is not None:
            state.sites, state.relaxed = search.sites or None, relaxed
            if state.judge is not None:
                search.seconds = state.judge(relaxed) or search.seconds
        _guide_by_prices(search, selection, relaxed)
        if not search.is_closed(gap):
            relaxed = _search_core(search, small, selection, relaxed, seed, gap)
    except Cancelled:
        if not search.sites:
            raise
        search.notes.append("placement_stopped")
    if state is not None and search.sites:
        state.sites, state.relaxed = list(search.sites), relaxed or state.relaxed
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


def _guide_by_prices(search: Search, selection: Selection, relaxed: Relaxed) -> None:
    """Where rows bind, build again with what they charge for each candidate; keep the plan if it is better."""
    problem = selection.problem
    prices = problem.rows.T @ relaxed.certificate.row_prices
    if not prices.any() or search.left() <= 0:
        return
    index = core_candidates(problem, relaxed, selection.sites, selection.value, len(selection.sites))
    core = restrict_problem(problem, index)
    guided = Selection(core, greedy(core, prices=prices[index], progress=search.quiet()))
    descend(guided, deadline=search.start + 0.65 * search.seconds)
    sites = index[guided.sites]
    if guided.limits.holds() and (guided.value > selection.value or not selection.limits.holds()):
        search.found(sites, guided.value)
        selection.move_to(sites)


def _search_core(search: Search, problem: Problem, selection: Selection, relaxed: Relaxed, seed: int, gap: float) -> Relaxed:
    """Improve the plan among the candidates that the relaxation leaves in play, and settle it exactly where that is possible.

    When a good part of the time is used, the bound is sharpened with the better plan, and the core drawn anew.
    """
    with ExactSolver() as solver:
        side = ExactSide(solver, problem, relaxed, seed)
        found = side.settle(search.sites or selection.sites, search.value, 0.5 * search.left(), gap, search.tick)
        if found is not None:
            _take(search, problem, found)
        pause = time.monotonic() + SHARPEN_AFTER * search.left()
        for number, until in enumerate((pause, search.deadline)):
            if search.is_closed(gap) or search.left() <= 0:
                break
            search_on = _wander if _gains_by_wandering(problem, relaxed) else _walk
            search_on(search, selection, side, 1000 * seed + 500 * number, gap, until)
            if until < search.deadline and search.sites and not search.is_closed(gap):
                best = selection.copy()
                best.move_to(search.sites)
                relaxed = relax(problem, best, pause + 0.5 * search.left(), found=search.bounded, progress=search.quiet(), start=relaxed)
                side.sharpen(relaxed)
        if solver.failed:
            search.notes.append("placement_exact_failed")
    return relaxed


def _gains_by_wandering(problem: Problem, relaxed: Relaxed) -> bool:
    """Whether walks over cores of their own are possible and better than walks over one."""
    entries = problem.covers.nnz
    return is_free(problem) and (entries <= SMALL_WANDER or entries <= LARGEST_WANDER and not mostly_certain(relaxed))


def _walk(search: Search, selection: Selection, side: ExactSide, seed: int, gap: float, until: float) -> None:
    """Short walks over the core, from the first plan and from the best one in turn, while the exact solver works beside."""
    problem, relaxed = selection.problem, side.relaxed
    if side.eras:  # there were walks of eras under the coarser bound; from now on all plans serve the best one
        side.eras, side.spare = False, 0.0
        side.elites.cross()
    sites = search.sites or selection.sites
    index = core_candidates(problem, relaxed, np.union1d(sites, selection.sites), problem.value(sites), len(sites))
    core = restrict_problem(problem, index)
    place = np.full(problem.candidates, -1)
    place[index] = np.arange(len(index))
    side.walk_on(core, index)
    prices = core.rows.T @ relaxed.certificate.row_prices if len(core.limits) else None

    def listen():
        search.tick()
        _attend(search, problem, side, sites, gap)

    def watch(sites, value):
        search.found(index[sites], value)

    walking = Selection(core, place[selection.sites])
    steps, walk = steps_per_walk(len(sites)), 0
    while time.monotonic() < until and not search.is_closed(gap):
        start = place[search.sites] if walk % 2 and search.sites else place[selection.sites]
        walking.move_to(start[start >= 0])
        way = neighbourhood.Walk(most_removed=MOST_REMOVED[walk % 4], cycle=steps)
        best = neighbourhood.improve(walking, seed + walk, until, prices, lambda: search.bound * (1 - gap), watch, listen, steps, way)
        walking.move_to(best)
        if walking.limits.holds():
            side.elites.add(walking.value, index[best])
        walk += 1


def _wander(search: Search, selection: Selection, side: ExactSide, seed: int, gap: float, until: float) -> None:
    """Walks over cores of their own, here and in a process beside us, from the best plan and from new ones in turn."""
    problem, relaxed = selection.problem, side.relaxed
    depth = (relaxed.entry_price - relaxed.reduced) * len(search.sites) / max(search.value, 1e-30)
    near = (relaxed.y > IN_FRACTIONAL_PLAN) | (depth < DEEPEST)
    near[search.sites] = near[selection.sites] = near[problem.keep] = True
    index = np.flatnonzero(near)
    arena = restrict_problem(problem, index)
    wanderer = Wanderer.over(arena, relaxed.y[index], depth[index])
    place = np.full(problem.candidates, -1)
    place[index] = np.arange(len(index))
    side.walk_on(arena, index)
    numbers = itertools.count(seed)

    def errand() -> Errand:
        number = next(numbers)
        best = side.elites.best if side.eras else search.sites
        start = place[best] if number % 2 and best is not None else None
        steps = max(LEAST_STEPS, steps_per_walk(problem.max_sites))
        known = start is not None and (start >= 0).all()
        return Errand(number, start if known else None, steps, max(0.0, until - time.monotonic()))

    def watch(sites, value):
        search.found(index[sites], value)

    def learn(value, sites):
        watch(sites, value)
        side.elites.add(value, index[sites])
        if side.eras:
            side.elites.turn()

    side.eras = True
    with WalkSide(wanderer) as beside:
        side.spare = SPARE_REGIONS if beside.runs else 0.0

        def listen():
            search.tick()
            answer = beside.answer()
            if answer is not None:
                learn(*answer)
            if beside.idle and search.left() > 1.0:
                beside.send(errand())
            if side.eras and search.left() < LAST_SHARE * search.seconds:  # no time for another era: all serve the best plan
                side.eras = False
                side.elites.cross()
            _attend(search, problem, side, search.sites, gap)

        while time.monotonic() < until and not search.is_closed(gap):
            learn(*wanderer.walk(errand(), lambda: search.bound * (1 - gap), watch, listen))


def _attend(search: Search, problem: Problem, side: ExactSide, sites, gap: float) -> None:
    """Take what the exact solver found, and give it something new to do."""
    kind = side.kind
    answer = side.answer() if side.busy else None
    if answer is not None:
        better = _take(search, problem, answer)
        if side.eras and kind == "merge" and answer.sites is not None:
            side.elites.add(problem.value(answer.sites), answer.sites)
        elif better:
            (side.elites.polished if side.eras else side.elites.add)(search.value, search.sites)
    if not side.busy and search.left() > 1.0:
        side.start(search.sites or sites, search.value, 0.8 * search.left(), gap)


def steps_per_walk(sites: int) -> int:
    """Steps of a short walk: enough to settle, few enough that many differ."""
    return min(1500, max(400, 200 + 3 * sites))


def _take(search: Search, problem: Problem, answer: Exact) -> bool:
    """Keep what the exact solver found; whether its plan is better than ours."""
    better = False
    if answer.sites is not None and not problem.violations(answer.sites):
        value = problem.value(answer.sites)
        better = value > search.value
        search.found(answer.sites, value)
    if np.isfinite(answer.bound):
        search.bounded(max(answer.bound, search.value))
    search.settled = answer.proven and answer.bound < np.inf
    return better


def core_candidates(problem: Problem, relaxed: Relaxed, sites, value: float, count: int) -> np.ndarray:
    """The candidates that the walk goes over, ascending: `sites` and those near a plan of `count` sites of that value."""
    for depth in CORE_DEPTHS:
        core = near_plan(relaxed, value / max(1, count), depth) & ~problem.closed
        if core.sum() >= CORE_SIZE:
            break
    unsettled = relaxed.bound - value > UNSETTLED * abs(relaxed.bound)  # then the fractional plan is spread over many
    if unsettled and core.sum() > LARGEST_WALK:
        inside = np.flatnonzero(core)
        core[inside[np.lexsort((-relaxed.reduced[inside], -relaxed.y[inside]))][LARGEST_WALK:]] = False
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
