# SPDX-License-Identifier: GPL-2.0-or-later
"""Good plans of different walks, and the small problems in which the exact solver makes one better plan of them.

Two short walks go wrong in different places. A plan over the sites that any of a handful of good plans uses has
few candidates, is solved exactly in about a second, and is usually better than each of them. When an era of walks and merges
finds nothing more, its best plan becomes a champion, walks begin anew, and champions are merged in their turn: they differ
more than plans of one era do. Between merges the exact solver settles single regions of the best plan. Sizes
follow the time that the exact solver takes.
After tour merging (Cook and Seymour 2003) and POPMUSIC (Taillard and Voss 2002).
"""

from typing import List, Optional, Tuple

import numpy as np

from .problem import Problem
from .relax import Relaxed

QUICK_SECONDS, SLOW_SECONDS = 0.5, 2.0  #: exact solutions shorter than this call for more, longer ones for less
READY = 4  #: new plans between two merges
STALE = 12  #: plans in a row that do not better the best one of an era, and end it; after half of them it is merged with the champions
CHAMPIONS = 6  #: champions kept
CERTAIN = 0.9  #: candidates with at least this value in the fractional plan join every merge

_Plan = Tuple[float, Tuple[int, ...]]


class Elites:
    """The best different plans of this era, and the best ones of earlier eras."""

    def __init__(self, problem: Problem, seed: int):
        self.problem = problem
        self.rng = np.random.default_rng(seed)
        self.width = 6  #: plans merged at once
        self.region = 8  #: sites of a region
        self.fresh = 0  #: plans since the last merge
        self._plans: List[_Plan] = []
        self._champions: List[_Plan] = []
        self._stale, self._crossing = 0, False

    def add(self, value: float, sites) -> None:
        """A plan of this era."""
        plan = (float(value), tuple(sorted(int(site) for site in sites)))
        better = not self._plans or value > max(self._plans)[0]
        self._stale = 0 if better else self._stale + 1
        if plan not in self._plans:
            self._plans.append(plan)
            self.fresh += 1
        if self._stale == STALE // 2:
            self.cross()

    def cross(self) -> None:
        """Let the best plan of this era and the champions be merged next."""
        self._crossing = bool(self._champions)

    def polished(self, value: float, sites) -> None:
        """A plan made from the best one of all, of whichever era that is."""
        leader = max(self._champions, default=None)
        if leader is None or (self._plans and max(self._plans) >= leader):
            self.add(value, sites)
        elif value > leader[0]:
            self._champions[self._champions.index(leader)] = (float(value), tuple(sorted(int(site) for site in sites)))

    @property
    def best(self) -> Optional[np.ndarray]:
        """The best plan of this era, None before the first."""
        return np.array(max(self._plans)[1]) if self._plans else None

    @property
    def ready(self) -> bool:
        """Whether there are enough new plans for a merge, or a new champion."""
        return self._crossing or self.fresh >= READY

    def turn(self) -> bool:
        """End an era that has become stale; whether it has ended."""
        if self._stale < STALE:
            return False
        champions = set(self._champions) | {max(self._plans)}
        self._champions = sorted(champions, key=_by_value)[:CHAMPIONS]
        self._plans, self._stale, self.fresh = [], 0, 0
        self._crossing = False
        return True

    def merged(self, relaxed: Relaxed) -> Tuple[np.ndarray, bool]:
        """The candidates of the plans to merge, (m,) bool, and whether these are the champions; older, worse plans are forgotten."""
        crossing, self._crossing = self._crossing, False
        mask = relaxed.y >= CERTAIN
        if not crossing:
            self._plans.sort(key=_by_value)
            del self._plans[self.width + 2 :]
            self.fresh = 0
        best = [max(self._plans)] if self._plans else []
        for _, sites in self._champions + best if crossing else self._plans:
            mask[list(sites)] = True
        return mask & ~self.problem.closed, crossing

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


def _by_value(plan: _Plan):
    return -plan[0], plan[1]
