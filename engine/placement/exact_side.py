# SPDX-License-Identifier: GPL-2.0-or-later
"""The exact solver at work on a small core while the search goes on.

Two cores are of use. Candidates that no better plan can contain are known from the bound: a plan with candidate i is
worth at most bound - entry price + reduced gain of i. Where few enough remain, solving over them settles the whole
problem. Otherwise the candidates near the fractional plan often hold
an excellent plan.
"""

from typing import List, Optional

import numpy as np

from .core import Exact, ExactSolver
from .problem import Problem
from .reduce import restrict_problem
from .relax import Relaxed

SETTLED_AT_ONCE = 30_000  #: entries of a reduced core that HiGHS solves while one waits
LARGEST_CORE = 250_000  #: entries beyond which HiGHS rarely finds anything in a minute
DEPTHS = (0.0, 0.02, 0.04, 0.08, np.inf)  #: how far below the entry price candidates join the core, in shares of an average site


def near_plan(relaxed: Relaxed, average: float, depth: float) -> np.ndarray:
    """The candidates of the fractional plan, and those whose reduced gain is at most `depth` average sites below the entry price."""
    return (relaxed.y > 1e-3) | (relaxed.reduced > relaxed.entry_price - depth * average)


class ExactSide:
    """Hands cores to the exact solver and reads its answers in terms of the problem's candidates."""

    def __init__(self, solver: ExactSolver, problem: Problem, relaxed: Relaxed):
        self.solver, self.problem, self.relaxed = solver, problem, relaxed
        self._index: Optional[np.ndarray] = None
        self._settles = False
        self._step, self._started = 0, False

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._started

    def sharpen(self, relaxed: Relaxed) -> None:
        """Go on with a better bound."""
        self.relaxed, self._step = relaxed, 0

    def improvable(self, value: float) -> np.ndarray:
        """The candidates that a plan better than `value` may contain."""
        best_with = self.relaxed.bound - np.maximum(0.0, self.relaxed.entry_price - self.relaxed.reduced)
        open_ = (best_with > value) & ~self.problem.closed
        open_[self.problem.keep] = True
        return open_

    def settle(self, sites: List[int], value: float, seconds: float, gap: float, check) -> Optional[Exact]:
        """Solve over all candidates still possible, if that is quick; None if it is not."""
        core = self._core(self.improvable(value), sites)
        if core.covers.nnz > SETTLED_AT_ONCE or seconds <= 0:
            return None
        self._settles = True
        self.solver.start(core, seconds, gap)
        return self._read(self.solver.wait(check))

    def start(self, sites: List[int], value: float, seconds: float, gap: float) -> bool:
        """Begin with the next core: all that could matter if that is small enough, else wider and wider ones.

        False when there is none left to try.
        """
        open_ = self.improvable(value)
        for step in range(self._step, len(DEPTHS)):
            mask = open_ & near_plan(self.relaxed, value / max(1, len(sites)), DEPTHS[step])
            core = self._core(mask, sites)
            if core.covers.nnz <= LARGEST_CORE:
                self._settles = bool((mask == open_).all())
                self._step = len(DEPTHS) if self._settles else step + 1
                self.solver.start(core, seconds, gap)
                self._started = True
                return True
        return False

    def answer(self) -> Optional[Exact]:
        """The answer to `start`, with an infinite bound where the core does not settle the problem; None while it works."""
        found = self.solver.answer()
        if found is None:
            return None
        self._started = False
        return self._read(found)

    def _core(self, mask: np.ndarray, sites) -> Problem:
        mask = mask.copy()
        mask[list(sites)] = True
        mask[self.problem.keep] = True
        self._index = np.flatnonzero(mask)
        return restrict_problem(self.problem, self._index)

    def _read(self, found: Exact) -> Exact:
        sites = None if found.sites is None else self._index[found.sites]
        return Exact(sites, found.bound if self._settles else np.inf, found.proven)
