# SPDX-License-Identifier: GPL-2.0-or-later
"""Coverage over the number of sites, each point with its bound, and the fewest sites that reach a target."""

from dataclasses import dataclass, replace
from typing import List, Optional, Sequence, Tuple

import numpy as np

from ..errors import InputError
from ..progress import SILENT, Progress
from .plan import Plan
from .problem import Problem
from .solver import solve


@dataclass(frozen=True)
class Point:
    """One number of sites: what a plan serves, and what none can exceed."""

    sites: int
    value: float
    bound: float
    cost: float
    plan: Tuple[int, ...]


def coverage_curve(problem: Problem, counts: Sequence[int], seconds: float, progress: Progress = SILENT) -> List[Point]:
    """A plan and a bound for each number of sites, ascending; `seconds` are shared out evenly.

    A curve never falls: a smaller plan is also a plan with more sites allowed, and a larger one's bound is also a bound here.
    """
    counts = sorted({int(count) for count in counts if max(1, len(problem.keep)) <= count <= problem.candidates})
    if not counts:
        raise InputError("curve_counts", candidates=problem.candidates)
    points: List[Point] = []
    for number, count in enumerate(counts):
        plan = solve(
            replace(problem, max_sites=count),
            seconds / len(counts),
            progress=progress.part(number / len(counts), (number + 1) / len(counts)),
        )
        point = Point(count, plan.value, plan.bound, float(problem.cost[plan.sites].sum()), tuple(plan.sites))
        if points and points[-1].value > point.value:
            point = replace(points[-1], sites=count, bound=point.bound)
        points.append(point)
    bound = np.inf
    for number in range(len(points) - 1, -1, -1):
        bound = min(bound, points[number].bound)
        points[number] = replace(points[number], bound=bound)
    return points


@dataclass(frozen=True)
class Fewest:
    """The smallest plan found that reaches a target, and how many sites are needed at least, proven."""

    plan: Plan
    needed: int

    @property
    def is_proven(self) -> bool:
        return len(self.plan.sites) <= self.needed


def fewest_sites(problem: Problem, target: float, seconds: float, progress: Progress = SILENT) -> Fewest:
    """The fewest sites whose value reaches `target`, by halving the interval of the number of sites.

    A number of sites whose bound lies below the target is proven too small.
    Raises `InputError("target_too_high")` with the most that all candidates together reach.
    """
    largest = min(problem.max_sites, problem.candidates)
    reach = problem.value([site for site in range(problem.candidates) if not problem.closed[site]])
    if target > reach * (1 + 1e-9):
        raise InputError("target_too_high", target=target, most=reach)
    low, high = max(1, len(problem.keep)), largest
    best: Optional[Plan] = None
    needed, steps = low, max(1, int(np.ceil(np.log2(max(2, high - low + 1)))) + 1)
    done = 0
    while low <= high:
        count = high if best is None else (low + high) // 2  # first: is it possible at all
        share = min(1.0, (done + 1) / steps)
        plan = solve(replace(problem, max_sites=count), seconds / steps, progress=progress.part(min(1.0, done / steps), share))
        done += 1
        if plan.value >= target * (1 - 1e-12):
            best, high = plan, min(count, len(plan.sites)) - 1
        else:
            if plan.bound < target:
                needed = max(needed, count + 1)
            if best is None:
                raise InputError("target_not_reached", target=target, sites=count, value=plan.value, bound=plan.bound)
            low = count + 1
    return Fewest(best, min(needed, len(best.sites)))
