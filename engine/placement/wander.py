# SPDX-License-Identifier: GPL-2.0-or-later
"""Short walks, each over a core of its own: the fractional plan and some other candidates drawn at random.

Most sites of the best plan are in the fractional plan, but not all. A walk over these alone soon ends at the best plan of a
small world, a walk over all candidates loses its way. So each walk draws its own core, in which a candidate is the rarer the
further its reduced gain lies below the entry price. What one walk finds useful reaches the others when plans are merged.

For problems without rows and conflicts: there any draw of sites is a plan to start from.
"""

import time
from dataclasses import dataclass
from typing import Callable, List, NamedTuple, Optional, Tuple

import numpy as np

from . import neighbourhood
from .problem import Problem
from .reduce import restrict_problem
from .selection import Selection

IN_FRACTIONAL_PLAN = 1e-3  #: least share of a candidate in the fractional plan
ALWAYS = 0.005  #: candidates no further below the entry price are in every core; depths in shares of an average site's worth
DEPTHS = (0.0, 0.01, 0.02, 0.04)  #: at this depth a candidate is in one core of e, by walks in turn
LARGEST_CORE = 3500  #: candidates of a core at most
MOST_REMOVED = (10, 6, 10, 10, 6)  #: sites that a step takes out at most, by walks in turn


class Errand(NamedTuple):
    """One walk to be made: its number, the plan to start from (None: one drawn from the fractional plan), steps, time."""

    number: int
    sites: Optional[np.ndarray]
    steps: int
    seconds: float


@dataclass(frozen=True)
class Wanderer:
    """Walks over a problem without rows and conflicts; plain arrays, so that it can be sent to a worker process.

    cells, ends : the cover matrix as csr, (candidates, cells); fraction : (m,) of each candidate in the fractional plan
    depth : (m,) how far its reduced gain lies below the entry price, in shares of an average site
    """

    cells: np.ndarray
    ends: np.ndarray
    weights: np.ndarray
    singles: np.ndarray
    closed: np.ndarray
    keep: np.ndarray
    x_m: np.ndarray
    y_m: np.ndarray
    max_sites: int
    fraction: np.ndarray
    depth: np.ndarray

    @classmethod
    def over(cls, problem: Problem, fraction: np.ndarray, depth: np.ndarray) -> "Wanderer":
        covers = problem.covers
        return cls(
            covers.indices, covers.indptr, problem.weights, problem.singles, problem.closed, problem.keep,
            problem.x_m, problem.y_m, problem.max_sites, fraction, np.maximum(depth, 0.0),
        )  # fmt: skip

    def __call__(self, errand: Errand) -> Tuple[float, np.ndarray]:
        """Make a walk; the value of its best plan and the plan, ascending."""
        return self.walk(errand)

    def walk(
        self,
        errand: Errand,
        goal: Optional[Callable[[], float]] = None,
        watch: Optional[Callable[[np.ndarray, float], None]] = None,
        listen: Optional[Callable[[], None]] = None,
    ) -> Tuple[float, np.ndarray]:
        """Make a walk; `goal`, `watch` and `listen` as in `neighbourhood.improve`."""
        until = time.monotonic() + errand.seconds
        rng = np.random.default_rng(errand.number)
        start = self._drawn_plan(rng) if errand.sites is None else errand.sites
        core = self.drawn_core(rng, errand.number, start)
        place = np.full(len(self.depth), -1)
        place[core] = np.arange(len(core))
        selection = Selection(restrict_problem(self._problem(), core), place[start])
        way = neighbourhood.Walk(most_removed=MOST_REMOVED[errand.number % len(MOST_REMOVED)], cycle=errand.steps)

        def tell(sites: List[int], value: float) -> None:
            watch(core[sites], value)

        best = neighbourhood.improve(
            selection, errand.number, until, None, goal, None if watch is None else tell, listen, errand.steps, way
        )
        return selection.problem.value(best), core[best]

    def drawn_core(self, rng, number: int, sites: np.ndarray) -> np.ndarray:
        """The candidates of a walk, ascending: those of the fractional plan, the given sites, and others at random."""
        depth = DEPTHS[number % len(DEPTHS)]
        luck = rng.random(len(self.depth))
        with np.errstate(over="ignore"):
            score = np.where(self.depth < ALWAYS, 0.0, luck * np.exp(self.depth / depth) if depth else 2.0)
        score = np.where(self.fraction > IN_FRACTIONAL_PLAN, -self.fraction, score)
        score[self.closed] = np.inf
        score[sites] = score[self.keep] = -np.inf
        order = np.argsort(score, kind="stable")[: max(LARGEST_CORE, self.max_sites)]
        return np.sort(order[score[order] < 1.0])

    def _drawn_plan(self, rng) -> np.ndarray:
        """A plan drawn from the fractional one: the must-keeps and others, by their share in it."""
        chance = np.where(self.closed, 0.0, np.maximum(self.fraction, 1e-6))
        chance[self.keep] = 0.0
        count = min(self.max_sites - len(self.keep), int((chance > 0).sum()))
        drawn = rng.choice(len(chance), count, replace=False, p=chance / chance.sum()) if count else np.zeros(0, dtype=np.int64)
        return np.sort(np.append(drawn, self.keep))

    def _problem(self) -> Problem:
        from scipy import sparse

        m, n = len(self.depth), len(self.weights)
        covers = sparse.csr_matrix((np.ones(len(self.cells), np.float32), self.cells, self.ends), shape=(m, n))
        nothing = sparse.csr_matrix((0, m), dtype=np.float32)
        return Problem(
            covers, self.weights, self.singles, np.ones(m), self.max_sites, nothing, np.zeros(0), (), self.keep, self.closed,
            sparse.csr_matrix((m, m), dtype=np.float32), nothing, self.x_m, self.y_m,
        )  # fmt: skip


def is_free(problem: Problem) -> bool:
    """Whether nothing but the number of sites limits a plan."""
    return not (len(problem.limits) or problem.conflicts.nnz or problem.cliques.shape[0]) and hasattr(problem.covers, "indices")
