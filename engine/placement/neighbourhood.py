# SPDX-License-Identifier: GPL-2.0-or-later
"""Ruin a neighbourhood and rebuild it: what single exchanges cannot see.

A few neighbouring sites are taken out, the hole is filled greedily with some candidates overlooked at random, and
the surroundings are exchanged to a local optimum. A somewhat worse plan may be accepted for a while (simulated
annealing), so that the search leaves local optima. The walk depends on the seed alone; time only ends it.
After Schrimpf et al. 2000 and Christiaens and Vanden Berghe 2020.
"""

import time
from dataclasses import dataclass
from typing import Callable, List, Optional, Tuple

import numpy as np

from .selection import Selection
from .swaps import best_allowed, descend, descend_together


@dataclass(frozen=True)
class Walk:
    """How far each step goes.

    most_removed : sites taken out at once; overlooked : share of candidates not looked at in a step
    warmths : accepted loss at the start of the cycles in turn, as a share of what an average site is worth
    cycle : steps from warm to cold, by default more for larger plans; each cycle starts from the best plan
    """

    most_removed: int = 10
    overlooked: float = 0.3
    warmths: Tuple[float, ...] = (0.04,)
    cycle: Optional[int] = None

    def steps_per_cycle(self, sites: int) -> int:
        return self.cycle or min(8000, max(2500, 30 * sites))


def improve(
    selection: Selection,
    seed: int,
    deadline: float,
    prices: Optional[np.ndarray] = None,
    goal: Optional[Callable[[], float]] = None,
    watch: Optional[Callable[[List[int], float], None]] = None,
    listen: Optional[Callable[[], Optional[List[int]]]] = None,
    steps: Optional[int] = None,
    walk: Walk = Walk(),
) -> List[int]:
    """The best plan found from `selection` until the deadline (`time.monotonic`), the `goal()` value, or so many steps.

    prices : (m,) what the rows charge for a candidate; guides what is built, exchanged and accepted
    watch : called with every new best plan and its value
    listen : called at every step; may raise to stop, or return a better plan from elsewhere to go on from
    """
    rng = np.random.default_rng(seed)
    problem = selection.problem
    descend(selection, deadline=deadline)
    best, best_value = selection.sites, selection.value
    removable = ~np.isin(np.arange(problem.candidates), problem.keep)

    def worth():
        return selection.value - (float(prices[selection.chosen].sum()) if prices is not None else 0.0)

    before, before_worth = selection.copy(), worth()
    step, cycle = 0, walk.steps_per_cycle(len(best))
    while time.monotonic() < deadline and (steps is None or step < steps) and (goal is None or best_value < goal()):
        given = None if listen is None else listen()
        if given is not None:
            selection.move_to(given)
            before.become(selection)
            before_worth = worth()
            best, best_value = selection.sites, selection.value
        number, place = divmod(step, cycle)
        if place == 0 and number:
            selection.move_to(best)
            before.become(selection)
            before_worth = worth()
        warmth = walk.warmths[number % len(walk.warmths)] * (1.0 - place / cycle) ** 2
        accepted_loss = warmth * best_value / max(1, before.limits.sites) * rng.exponential()
        if not _ruin_and_rebuild(selection, rng, removable, prices, walk, deadline):
            return best
        if selection.limits.holds() and worth() >= before_worth - accepted_loss:
            if selection.value > best_value + 1e-9 * abs(best_value):
                best, best_value = selection.sites, selection.value
                if watch is not None:
                    watch(best, best_value)
            before.become(selection)
            before_worth = worth()
        else:
            selection.become(before)
        step += 1
    return best


def _ruin_and_rebuild(selection, rng, removable, prices, walk, deadline) -> bool:
    """One step; False when no site may be removed."""
    problem = selection.problem
    sites = np.flatnonzero(selection.chosen & removable)
    if not len(sites):
        return False
    centre = sites[rng.integers(len(sites))]
    removed = int(rng.integers(1, walk.most_removed + 1))
    near = _nearest(problem, sites, centre, 2 * removed)
    selection.remove_all(rng.choice(near, min(removed, len(near)), replace=False).tolist())
    seen = rng.random(problem.candidates) >= walk.overlooked
    while True:
        gains = np.where(selection.chosen | ~seen, -1.0, selection.gain)
        if prices is not None:
            gains = np.where(gains > 0, gains - prices + prices.max(), -1.0)
        candidate = best_allowed(gains, 0.0, selection.limits.allows_add)
        if candidate is None:
            break
        selection.add(candidate)
    sites = np.flatnonzero(selection.chosen & removable)
    descend_together(selection, _nearest(problem, sites, centre, 2 * removed), deadline, prices)
    return True


def _nearest(problem, sites, centre, count):
    if len(sites) <= count:
        return sites
    distance = (problem.x_m[sites] - problem.x_m[centre]) ** 2 + (problem.y_m[sites] - problem.y_m[centre]) ** 2
    return sites[np.argpartition(distance, count)[:count]]
