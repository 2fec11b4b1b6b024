# SPDX-License-Identifier: GPL-2.0-or-later
"""Among plans that serve nearly the same, the one that is easier to build.

Coverage first, then effort: a site that brings next to nothing is not built at all, and of the others each is exchanged
for the best place in the siting order that serves nearly as well: existing towers and roofs before poles, poles before
anything new. Together these steps give up at most a stated share of the plan's value.
"""

import heapq
from typing import Iterable, List, Sequence

import numpy as np

from .problem import TOLERANCE, Problem
from .selection import Selection
from .targets import Target

KEPT_SHARE = 0.8  #: a successor brings at least this share of what the site brought, else it would be built for nothing


def prefer(problem: Problem, sites: Sequence[int], rank: np.ndarray, share: float, targets: Sequence[Target] = ()) -> List[int]:
    """Leave sites out and exchange them for candidates of smaller rank while the value stays above (1 - share) of what it was.

    rank : (m,) the place in the siting order, smaller is better; targets : what the plan reaches stays reached
    """
    selection = Selection(problem, sites)
    least = selection.value * (1.0 - share)
    _leave_out(selection, least, targets)
    kept = set(problem.keep.tolist())
    for site in sorted(selection.sites, key=lambda number: (-rank[number], number)):
        if site in kept:
            continue
        loss, alone = selection.loss(site)
        gains = selection.gains_without(alone)
        enough = (selection.value - loss + gains >= least) & (gains >= KEPT_SHARE * loss)
        better = np.flatnonzero((rank < rank[site]) & ~selection.chosen & ~problem.closed & enough)
        better = better[selection.limits.allows_swap(site, better)]
        if len(better):
            best = int(better[np.lexsort((-gains[better], np.round(rank[better], 6)))[0]])
            selection.remove(site)
            selection.add(best)
            if not _are_met(selection, targets):
                selection.remove(best)
                selection.add(site)
    _leave_out(selection, least, targets)
    return selection.sites


def without_needless(problem: Problem, sites: Sequence[int], targets: Sequence[Target] = ()) -> List[int]:
    """A plan without the sites that add nothing to its value and that no rule asks for."""
    selection = Selection(problem, sites)
    _leave_out(selection, selection.value * (1 - 1e-12), targets)
    return selection.sites


def _leave_out(selection: Selection, least: float, targets: Iterable[Target]) -> None:
    """Remove the sites that bring least, each less than its part of what may be given up, while the rules hold."""
    problem, columns = selection.problem, selection.problem.rows.tocsc()
    part = max((selection.value - least) / max(1, len(selection.sites)), 1e-12 * selection.value)
    queue = [(float(selection.loss(site)[0]), site) for site in np.setdiff1d(selection.sites, problem.keep).tolist()]
    heapq.heapify(queue)
    while queue and queue[0][0] <= part:
        _, site = heapq.heappop(queue)
        loss = float(selection.loss(site)[0])  # without those that have gone, it may bring more
        if queue and loss > queue[0][0]:
            heapq.heappush(queue, (loss, site))
        elif loss <= part and selection.value - loss >= least - 1e-12 * selection.value and not _is_asked_for(selection, columns, site):
            selection.remove(site)
            if not _are_met(selection, targets):
                selection.add(site)


def _is_asked_for(selection: Selection, columns, site: int) -> bool:
    """Whether a row, such as "at least three in this district", would no longer hold without a site."""
    start, end = columns.indptr[site : site + 2]
    rows, amounts = columns.indices[start:end], columns.data[start:end]
    slack = selection.limits.slack()[rows] + amounts
    return bool(((amounts < 0) & (slack < -TOLERANCE * (1 + np.abs(selection.problem.limits[rows])))).any())


def _are_met(selection: Selection, targets: Iterable[Target]) -> bool:
    return all(target.is_met(float(target.amounts[selection.times_served > 0].sum())) for target in targets)
