# SPDX-License-Identifier: GPL-2.0-or-later
"""The exact solver at work on small problems while the search goes on.

Candidates that no better plan can contain are known from the bound: a plan with candidate i is worth at most
bound - entry price + reduced gain of i. Where few enough remain, solving over them settles the whole problem.
Otherwise the candidates near the fractional plan often hold an excellent plan; after that, good plans are merged and
regions of the best plan settled.
"""

import time
from typing import List, Optional

import numpy as np

from .core import Exact, ExactSolver
from .elites import CERTAIN, Elites
from .problem import Problem
from .reduce import restrict_problem, without_served
from .relax import Relaxed

SETTLED_AT_ONCE = 30_000  #: entries of a reduced core that HiGHS solves while one waits
LARGEST_CORE = 120_000  #: entries beyond which HiGHS rarely finds anything in time
LARGEST_WHOLE = 60_000  #: the same for all candidates that could matter, which are solved to settle the problem
DEPTH = 0.02  #: how far below the entry price candidates join a region, in shares of an average site
UNREDUCED = 50  #: a core of more times the permitted entries is not even reduced: that costs time and memory
ALONE_ENTRIES = 3_000  #: entries of a merge that is solved inside this process where there is no helper
SHORT_SECONDS = 4.0  #: time for a merge or a region
PROMISING_GAP = 0.004  #: a core is worth its time where the relative gap is at most this
PROMISING_SHARE = 0.4  #: or where at least this share of the fractional plan is certain
FINER = 1e-4  #: relative improvement of the bound after which that core is tried again
LONG_SHARE = 0.3  #: share of the time left that the core of the fractional plan is given


def near_plan(relaxed: Relaxed, average: float, depth: float) -> np.ndarray:
    """The candidates of the fractional plan, and those whose reduced gain is at most `depth` average sites below the entry price."""
    return (relaxed.y > 1e-3) | (relaxed.reduced > relaxed.entry_price - depth * average)


def mostly_certain(relaxed: Relaxed) -> bool:
    """Whether a good part of the fractional plan is hardly fractional."""
    return bool((relaxed.y >= CERTAIN).sum() >= PROMISING_SHARE * relaxed.y.sum())


class ExactSide:
    """Hands cores to the exact solver and reads its answers in terms of the problem's candidates."""

    def __init__(self, solver: ExactSolver, problem: Problem, relaxed: Relaxed, seed: int = 1):
        self.solver, self.problem, self.relaxed = solver, problem, relaxed
        self.elites = Elites(problem, seed)
        self._index = self._fixed = np.zeros(0, dtype=np.int64)
        self._settles, self._fresh = False, True
        self.kind = ""  #: what is being solved: "core", "merge", "cross" (the merge of champions), "region" or nothing
        self._began, self._rests_until = 0.0, 0.0
        self.spare = 0.0  #: time between regions, in times that the last problem took: for others on the same processors
        self.eras = False  #: walks begin anew when they find nothing more; the best plan of all then joins no merge but that of champions
        self._arena, self._arena_index = problem, np.arange(problem.candidates)

    def walk_on(self, arena: Problem, index: np.ndarray) -> None:
        """Draw merges and regions from `arena`, the problem restricted to the candidates of `index`: it has fewer cells."""
        self._arena, self._arena_index = arena, index

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self.kind)

    def sharpen(self, relaxed: Relaxed) -> None:
        """Go on with a better bound."""
        self._fresh |= relaxed.bound < self.relaxed.bound - FINER * abs(self.relaxed.bound)
        self.relaxed = relaxed

    def improvable(self, value: float) -> np.ndarray:
        """The candidates that a plan better than `value` may contain."""
        best_with = self.relaxed.bound - np.maximum(0.0, self.relaxed.entry_price - self.relaxed.reduced)
        open_ = (best_with > value) & ~self.problem.closed
        open_[self.problem.keep] = True
        return open_

    def settle(self, sites: List[int], value: float, seconds: float, gap: float, check) -> Optional[Exact]:
        """Solve over all candidates still possible, if that is quick; None if it is not."""
        self._fixed = self._fixed[:0]
        core = self._core(self.improvable(value), sites, SETTLED_AT_ONCE)
        if core is None or seconds <= 0:
            return None
        self._settles = True
        self.solver.start(core, seconds, gap)
        return self._read(self.solver.wait(check))

    def start(self, sites: List[int], value: float, seconds: float, gap: float) -> None:
        """Begin with the next small problem: all that could matter if that is little, the core of the fractional plan,
        the merge of good plans, or a region of the best one."""
        if not self.elites.ready and (self.solver.alone or time.monotonic() < self._rests_until):
            return
        average = value / max(1, len(sites))
        self._settles, self._fixed = False, self._fixed[:0]
        core, self.kind = None, "core"
        if self._fresh and self._core_is_promising(value):
            self._fresh = False
            open_ = self.improvable(value)
            core = self._core(open_, sites, LARGEST_WHOLE)
            self._settles = core is not None
            if core is None:
                core = self._core(open_ & near_plan(self.relaxed, average, 0.0), sites, LARGEST_CORE)
            seconds = seconds if self._settles and not self.eras else LONG_SHARE * seconds
        if core is None:
            core = self._merge(sites) if self.elites.ready else self._region(average, sites)
            if core.covers.nnz > (ALONE_ENTRIES if self.solver.alone else LARGEST_CORE):
                self.kind = ""
                return
        self._began = time.monotonic()
        self.solver.start(core, seconds if self.kind == "core" else min(seconds, SHORT_SECONDS), gap)

    def answer(self) -> Optional[Exact]:
        """The answer to `start`, with an infinite bound where it does not settle the problem; None while it works."""
        found = self.solver.answer()
        if found is None:
            return None
        took = time.monotonic() - self._began
        self.elites.learn(self.kind, took)
        self._rests_until = time.monotonic() + self.spare * took
        self.kind = ""
        return self._read(found)

    def _core_is_promising(self, value: float) -> bool:
        return mostly_certain(self.relaxed) or not self.eras and self.relaxed.bound - value <= PROMISING_GAP * abs(self.relaxed.bound)

    def _core(self, mask: np.ndarray, sites, entries: int) -> Optional[Problem]:
        """The problem over the candidates of `mask`, None when it is larger than so many entries."""
        mask = mask.copy()
        mask[list(sites)] = True
        mask[self.problem.keep] = True
        self._index = np.flatnonzero(mask)
        if np.diff(self.problem.covers.indptr)[mask].sum(dtype=np.int64) > UNREDUCED * entries:
            return None
        core = restrict_problem(self.problem, self._index)
        return core if core.covers.nnz <= entries else None

    def _merge(self, sites) -> Problem:
        mask, crossing = self.elites.merged(self.relaxed)
        if crossing or not self.eras:
            mask[list(sites)] = True
        mask[self.problem.keep] = True
        self.kind = "cross" if crossing else "merge"
        return self._part(mask)

    def _region(self, average: float, sites) -> Problem:
        mask, self._fixed = self.elites.next_region(near_plan(self.relaxed, average, DEPTH), sites)
        self.kind = "region"
        return self._part(mask)

    def _part(self, mask: np.ndarray) -> Problem:
        """The problem over the candidates of `mask` when the fixed sites stand, from the arena where that holds them all."""
        arena, index = self._arena, self._arena_index
        place = np.full(self.problem.candidates, -1)
        place[index] = np.arange(len(index))
        if (place[self._fixed] < 0).any():
            arena, index = self.problem, np.arange(self.problem.candidates)
            place = index
        inside = np.flatnonzero(mask[index])
        self._index = index[inside]
        return restrict_problem(without_served(arena, place[self._fixed]), inside)

    def _read(self, found: Exact) -> Exact:
        sites = None if found.sites is None else np.union1d(self._fixed, self._index[found.sites])
        return Exact(sites, found.bound if self._settles else np.inf, found.proven)
