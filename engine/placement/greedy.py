# SPDX-License-Identifier: GPL-2.0-or-later
"""Lazy greedy: always the site that adds most, without asking every candidate every time."""

import heapq
from typing import List, Optional, Sequence

import numpy as np

from ..progress import SILENT, Progress
from .limits import Limits
from .problem import Problem
from .reduce import row_sums

MANY_REFUSED = 64  #: candidates refused one after the other before the rest is asked at once


def greedy(
    problem: Problem,
    start: Optional[Sequence[int]] = None,
    prices: Optional[np.ndarray] = None,
    per_cost: bool = False,
    progress: Progress = SILENT,
) -> List[int]:
    """A plan that honours the limits, built site by site.

    What a candidate adds only shrinks while the plan grows, so an old gain is an upper bound: the best of them is
    brought up to date and taken if it still leads (Minoux 1978). With only a number of sites to respect the plan is
    worth at least 1 - 1/e of the best one (Nemhauser, Wolsey, Fisher 1978).

    start : the plan to extend, by default the must-keep sites
    prices : (m,) what using a candidate costs in the rows' prices; subtracted from its gain
    per_cost : rank by gain per cost instead of by gain, for a binding budget
    """
    limits = Limits(problem)
    plan = [int(site) for site in (problem.keep if start is None else start)]
    for site in plan:
        limits.add(site)
    left = np.where(problem.served(plan), 0.0, problem.weights)
    prices = np.zeros(problem.candidates) if prices is None else prices
    scale = problem.cost if per_cost else np.ones(problem.candidates)

    most = row_sums(problem.covers, left) + problem.singles  # gains only shrink: these stay upper bounds to the end
    while True:  # first what a violated minimum asks for, then everything
        violated = limits.violated_rows()
        helpful = _helpful(problem, violated)
        added = _grow(problem, limits, plan, left, most, prices, scale, helpful, violated, progress)
        if not len(violated):
            return plan
        if not added:
            _grow(problem, limits, plan, left, most, prices, scale, np.ones(problem.candidates, bool), violated[:0], progress)
            return plan


def _helpful(problem, violated):
    """Candidates that bring a violated row nearer to its limit; all of them when no row is violated."""
    if not len(violated):
        return np.ones(problem.candidates, dtype=bool)
    return np.asarray((problem.rows[violated] < 0).sum(axis=0)).ravel() > 0


def _grow(problem, limits, plan, left, most, prices, scale, allowed, violated, progress) -> int:
    """Add the allowed candidates in greedy order until nothing fits or one of the violated rows holds; how many."""
    allowed = allowed & ~problem.closed
    allowed[plan] = False
    pool = np.flatnonzero(allowed)
    gains = most[pool] - prices[pool]
    heap = list(zip((-gains / scale[pool]).tolist(), pool.tolist()))
    heapq.heapify(heap)
    added, refused, waiting = 0, 0, _Waiting()
    while heap and limits.sites < problem.max_sites:
        score, candidate = heapq.heappop(heap)
        if score >= 0 and not len(violated):
            break
        if not limits.allows_add(np.array([candidate]))[0]:
            waiting.add([(score, candidate)])  # a row may make room again
            refused += 1
            if refused >= MANY_REFUSED:  # a row is full: ask for all that are left at once
                refused = 0
                waiting.add(heap)
                heap = waiting.released(limits)
                heapq.heapify(heap)
            continue
        refused = 0
        cells = problem.cells_of(candidate)
        fresh = (left[cells].sum() + problem.singles[candidate] - prices[candidate]) / scale[candidate]
        if heap and -fresh > heap[0][0] + 1e-12 * abs(heap[0][0]):
            heapq.heappush(heap, (-fresh, candidate))
            continue
        plan.append(candidate)
        limits.add(candidate)
        left[cells] = 0.0
        added += 1
        progress.report(limits.sites / problem.max_sites)
        if len(violated) and len(limits.violated_rows()) < len(violated):
            break  # one minimum is met: what helped it need not help the others
        if limits.makes_room(candidate):
            for item in waiting.released(limits):
                heapq.heappush(heap, item)
    return added


class _Waiting:
    """Candidates that do not fit at the moment, with their scores."""

    def __init__(self):
        self.scores, self.candidates = np.zeros(0), np.zeros(0, dtype=np.int64)
        self._new = []

    def add(self, items) -> None:
        """More (score, candidate) items."""
        self._new.extend(items)

    def released(self, limits: Limits):
        """Take out those that may be added now, as items."""
        if self._new:
            self.scores = np.append(self.scores, [score for score, _ in self._new])
            self.candidates = np.append(self.candidates, np.array([candidate for _, candidate in self._new], dtype=np.int64))
            self._new = []
        free = limits.allows_add(self.candidates)
        items = list(zip(self.scores[free].tolist(), self.candidates[free].tolist()))
        self.scores, self.candidates = self.scores[~free], self.candidates[~free]
        return items
