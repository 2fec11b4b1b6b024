# SPDX-License-Identifier: GPL-2.0-or-later
"""Among plans that serve nearly the same, the one that is easier to build.

Coverage first, then the siting order: existing towers and roofs before poles, poles before anything new. The plan
gives up at most a stated share of its value; each exchange takes the better place in the order at the least loss.
"""

from typing import List, Sequence

import numpy as np

from .problem import Problem
from .selection import Selection
from .targets import Target


def prefer(problem: Problem, sites: Sequence[int], rank: np.ndarray, share: float, targets: Sequence[Target] = ()) -> List[int]:
    """Exchange sites for candidates of smaller rank while the value stays above (1 - share) of what it was.

    rank : (m,) the place in the siting order, smaller is better; targets : what the plan reaches stays reached
    """
    selection = Selection(problem, sites)
    least = selection.value * (1.0 - share)
    kept = set(problem.keep.tolist())
    for site in sorted(sites, key=lambda number: (-rank[number], number)):
        if site in kept:
            continue
        loss, alone = selection.loss(site)
        gains = selection.gains_without(alone)
        better = np.flatnonzero((rank < rank[site]) & ~selection.chosen & ~problem.closed & (selection.value - loss + gains >= least))
        better = better[selection.limits.allows_swap(site, better)]
        if len(better):
            best = int(better[np.lexsort((-gains[better], np.round(rank[better], 6)))[0]])
            selection.remove(site)
            selection.add(best)
            if not all(target.is_met(float(target.amounts[selection.times_served > 0].sum())) for target in targets):
                selection.remove(best)
                selection.add(site)
    return selection.sites
