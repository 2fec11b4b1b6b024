# SPDX-License-Identifier: GPL-2.0-or-later
"""Good plans of different walks, and the small problems in which the exact solver makes one better plan of them.

Two short walks go wrong in different places. A plan over the sites that any of a handful of good plans uses has
few candidates, is solved exactly in about a second, and is usually better than each of them. Between such merges the exact
solver settles single regions of the best plan. Both sizes follow the time that the exact solver takes.
After tour merging (Cook and Seymour 2003) and POPMUSIC (Taillard and Voss 2002).
"""

from typing import List, Tuple

import numpy as np

from .problem import Problem
from .relax import Relaxed

QUICK_SECONDS, SLOW_SECONDS = 0.5, 2.0  #: exact solutions shorter than this call for more, longer ones for less
READY = 4  #: new plans between two merges
CERTAIN = 0.9  #: candidates with at least this value in the fractional plan join every merge


class Elites:
    """The best different plans so far."""

    def __init__(self, problem: Problem, seed: int):
        self.problem = problem
        self.rng = np.random.default_rng(seed)
        self.width = 6  #: plans merged at once
        self.region = 8  #: sites of a region
        self.fresh = 0  #: plans since the last merge
        self._plans: List[Tuple[float, Tuple[int, ...]]] = []

    def add(self, value: float, sites) -> None:
        plan = (float(value), tuple(sorted(int(site) for site in sites)))
        if plan not in self._plans:
            self._plans.append(plan)
            self.fresh += 1

    @property
    def ready(self) -> bool:
        """Whether there are enough new plans for a merge."""
        return self.fresh >= READY

    def merged(self, relaxed: Relaxed) -> np.ndarray:
        """The candidates of the best plans, (m,) bool; older, worse plans are forgotten."""
        self._plans.sort(key=lambda plan: (-plan[0], plan[1]))
        del self._plans[self.width + 2 :]
        self.fresh = 0
        mask = relaxed.y >= CERTAIN
        for _, sites in self._plans:
            mask[list(sites)] = True
        return mask & ~self.problem.closed

    def next_region(self, near: np.ndarray, sites: List[int]) -> Tuple[np.ndarray, np.ndarray]:
        """A region of the plan: its candidates, (m,) bool out of `near`, and the sites outside, which stay."""
        problem = self.problem
        plan = np.asarray(sites)
        centre = plan[self.rng.integers(len(plan))]
        distance = np.hypot(problem.x_m - problem.x_m[centre], problem.y_m - problem.y_m[centre])
        order = np.argsort(distance[plan], kind="stable")
        inside, outside = plan[order[: self.region]], plan[order[self.region :]]
        mask = near & (distance <= 1.15 * distance[inside].max()) & ~problem.closed
        mask[inside] = True
        mask[outside] = False
        return mask, np.sort(outside)

    def learn(self, kind: str, seconds: float) -> None:
        """Adapt the sizes to the time that the exact solver took."""
        step = 1 if seconds < QUICK_SECONDS else -2 if seconds > SLOW_SECONDS else 0
        if kind == "merge":
            self.width = min(12, max(3, self.width + step))
        elif kind == "region":
            self.region = min(40, max(4, self.region + step))
