# SPDX-License-Identifier: GPL-2.0-or-later
"""Why each site of a plan: what it adds, what goes without it, and who would stand in for it."""

from dataclasses import dataclass
from typing import List, Optional, Sequence

import numpy as np

from .problem import Problem
from .selection import Selection
from .swaps import best_allowed


@dataclass(frozen=True)
class Reason:
    """One site of a plan.

    order : 1 for the site that adds most, then the one that adds most to it, ...
    adds : what it adds in that order; newly_served : the cells
    loss : what the whole plan loses without it
    runner_up : the candidate that best takes its place, None when none may; swap_cost : what that exchange costs
    """

    site: int
    order: int
    adds: float
    newly_served: np.ndarray
    loss: float
    runner_up: Optional[int]
    swap_cost: float


def explain(
    problem: Problem,
    sites: Sequence[int],
    stages: Optional[Sequence[Sequence[int]]] = None,
    resources: Optional[np.ndarray] = None,
) -> List[Reason]:
    """The sites in greedy order with their reasons; must-keeps first, then stage after stage (such as the sites of each year).

    resources : (m,) which resource each candidate uses; a runner-up stands on another one
    """
    plan = Selection(problem, sites)
    order: List[int] = [int(site) for site in problem.keep]
    for stage in [sites] if stages is None else stages:
        order = _greedy_order(problem, order, stage)
    served = np.zeros(problem.cells, dtype=bool)
    reasons = []
    for number, site in enumerate(order, 1):
        cells = problem.cells_of(site)
        fresh = cells[~served[cells]]
        served[fresh] = True
        adds = float(problem.weights[fresh].sum() + problem.singles[site])
        loss, alone = plan.loss(site)
        gains = plan.gains_without(alone)
        gains[plan.chosen | problem.closed] = -1.0
        if resources is not None:
            gains[resources == resources[site]] = -1.0
        runner_up = best_allowed(gains, 0.0, lambda some, out=site: plan.limits.allows_swap(out, some))
        cost = float(loss - gains[runner_up]) if runner_up is not None else float(loss)
        reasons.append(Reason(int(site), number, adds, fresh, float(loss), runner_up, max(0.0, cost)))
    return reasons


def _greedy_order(problem: Problem, first: Sequence[int], sites: Sequence[int]) -> List[int]:
    order, known = list(first), set(first)
    rest = [int(site) for site in sites if site not in known]
    served = problem.served(order)
    while rest:
        gains = [problem.weights[(cells := problem.cells_of(site))[~served[cells]]].sum() + problem.singles[site] for site in rest]
        best = rest.pop(int(np.argmax(gains)))
        served[problem.cells_of(best)] = True
        order.append(best)
    return order
