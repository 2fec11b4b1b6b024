# SPDX-License-Identifier: GPL-2.0-or-later
"""Exchange one site for another as long as that helps."""

import time
from typing import Optional, Sequence

import numpy as np

from .selection import Selection


def descend(
    selection: Selection,
    sites: Optional[Sequence[int]] = None,
    deadline: float = np.inf,
    pool: Optional[np.ndarray] = None,
) -> int:
    """Improve the plan to a local optimum of single exchanges; returns how many were made.

    For each chosen site, the exact gain of all candidates without it is known after adding back the cells that it
    alone serves, so that one pass over all (site, candidate) pairs costs about as many operations as the cover
    matrix has entries.

    sites : only these are considered for removal (default all); deadline : `time.monotonic()` value
    pool : (m,) bool, candidates that may come in
    """
    problem, limits = selection.problem, selection.limits
    kept = set(problem.keep.tolist())
    barred = problem.closed.copy() if pool is None else problem.closed | ~pool
    exchanges, improved = 0, True
    while improved:
        improved = False
        for site in selection.sites if sites is None else [int(s) for s in sites]:
            if site in kept or not selection.chosen[site]:
                continue
            if time.monotonic() > deadline:
                return exchanges
            loss, alone = selection.loss(site)
            gains = selection.gains_without(alone)
            gains[selection.chosen | barred] = -1.0
            best = best_allowed(gains, loss * (1 + 1e-9) + 1e-9, lambda some, out=site: limits.allows_swap(out, some))
            if best is not None:
                selection.remove(site)
                selection.add(best)
                exchanges += 1
                improved = True
    return exchanges


def descend_together(selection: Selection, sites: Sequence[int], deadline: float = np.inf, prices: Optional[np.ndarray] = None) -> int:
    """Improve a few sites of the plan, always by the best single exchange of them all; returns how many were made.

    All pairs are evaluated in one go, which for some ten sites is several times quicker than one site after the other.

    prices : (m,) what the rows charge for a candidate: where they bind, an exchange that saves money or waits a year is worth it
    """
    problem, limits = selection.problem, selection.limits
    sites = [int(site) for site in sites]
    exchanges = 0
    while sites and time.monotonic() < deadline:
        losses, cells, whose = selection.losses(np.array(sites))
        gains = selection.gains_without_each(cells, whose, len(sites))
        if prices is not None:
            losses = losses - prices[sites]
            gains -= prices
        gains -= losses[:, None]
        gains[:, selection.chosen | problem.closed] = -np.inf
        best = gains.max(axis=1)
        found = None
        for slot in np.argsort(-best):
            least = 1e-9 * abs(losses[slot]) + 1e-9
            if best[slot] <= least:
                break
            out = sites[slot]
            found = best_allowed(gains[slot], least, lambda some, out=out: limits.allows_swap(out, some))
            if found is not None:
                break
        if found is None:
            break
        selection.remove(out)
        selection.add(found)
        sites[slot] = found
        exchanges += 1
    return exchanges


def best_allowed(gains: np.ndarray, more_than: float, allows) -> Optional[int]:
    """The candidate of largest gain above a threshold that the limits allow, or None."""
    best = int(gains.argmax())
    if gains[best] <= more_than:
        return None
    if allows(np.array([best]))[0]:
        return best
    better = np.flatnonzero(gains > more_than)
    better = better[allows(better)]
    return int(better[gains[better].argmax()]) if len(better) else None
