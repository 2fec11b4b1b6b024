# SPDX-License-Identifier: GPL-2.0-or-later
"""Merging the operators' demand on the fewest places, and how well a plan shares what is there.

A place answers demands within their permitted deviation and heights, one per operator, as many operators as it has
room for. Each way of filling a place is a candidate of a covering problem, so the merge comes with a proof.
"""

from dataclasses import dataclass, replace
from itertools import product
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np

from .placement.curve import fewest_sites
from .placement.problem import build
from .placement.solver import solve
from .progress import SILENT, Progress

MOST_FILLINGS = 64  #: ways of filling one place that are looked at, nearest demands first
OPERATORS_USE_TOWER_M2 = 40.0  #: land of a ground tower that sharing saves; ours, editable by the caller


@dataclass(frozen=True)
class Wish:
    """One operator's demand for a site; heights None where they do not matter; priority 1 is the most urgent."""

    wish_id: str
    operator: str
    x_m: float
    y_m: float
    deviation_m: float
    lowest_m: Optional[float] = None
    highest_m: Optional[float] = None
    priority: int = 3


@dataclass(frozen=True)
class Place:
    """An existing site or a resource: height on offer (None unknown), room for operators, those already there, rank in the siting order."""

    place_id: str
    x_m: float
    y_m: float
    height_m: Optional[float]
    room: int
    present: Tuple[str, ...] = ()
    rank: float = 1.0


@dataclass(frozen=True)
class Match:
    """A wish answered by a place at a distance."""

    wish: int
    place: int
    distance_m: float


@dataclass(frozen=True)
class Merge:
    """Which place answers which wish; unmet wishes with their reason (`far`, `height`, `room`) and figure.

    least_places : no assignment that meets as much needs fewer places (proven)
    """

    matches: Tuple[Match, ...]
    unmet: Tuple[Tuple[int, str, float], ...]
    places: Tuple[int, ...]
    least_places: int


def merge(wishes: Sequence[Wish], places: Sequence[Place], seconds: float = 10.0, progress: Progress = SILENT) -> Merge:
    """Meet as many wishes as possible, urgent ones first, on as few places as possible, places of small rank first."""
    reach = [_suitable(place, wishes) for place in places]
    fillings = [(number, filling) for number, near in enumerate(reach) for filling in _fillings(places[number], near, wishes)]
    if not fillings:
        return Merge((), tuple(_reasons(wishes, places, reach, set(range(len(wishes))))), (), 0)
    problem = _problem(wishes, places, fillings)
    everything = solve(problem, 0.4 * seconds, progress=progress.part(0.0, 0.4))
    best = fewest_sites(replace(problem, max_sites=len(everything.sites)), everything.value, 0.6 * seconds, progress.part(0.4, 1.0))
    matches = _assign(wishes, places, [fillings[site] for site in best.plan.sites])
    met = {match.wish for match in matches}
    used = tuple(sorted({match.place for match in matches}))
    return Merge(tuple(matches), tuple(_reasons(wishes, places, reach, set(range(len(wishes))) - met)), used, min(best.needed, len(used)))


def _suitable(place: Place, wishes: Sequence[Wish]) -> Dict[int, float]:
    """The wishes that a place could answer, with their distances."""
    found = {}
    for number, wish in enumerate(wishes):
        distance = float(np.hypot(place.x_m - wish.x_m, place.y_m - wish.y_m))
        if distance <= wish.deviation_m and _fits(place, wish) and wish.operator not in place.present:
            found[number] = distance
    return found


def _fits(place: Place, wish: Wish) -> bool:
    if place.height_m is None:
        return True
    return (wish.lowest_m is None or place.height_m >= wish.lowest_m) and (wish.highest_m is None or place.height_m <= wish.highest_m)


def _fillings(place: Place, near: Dict[int, float], wishes: Sequence[Wish]) -> List[Tuple[int, ...]]:
    """Ways of filling a place: at most one wish per operator, at most as many operators as there is room for; none within another."""
    by_operator: Dict[str, List[int]] = {}
    for wish in sorted(near, key=near.get):
        by_operator.setdefault(wishes[wish].operator, []).append(wish)
    room = min(max(0, place.room - len(place.present)), len(by_operator))
    if room == 0:
        return []
    ways = set()
    for choice in product(*([None, *some] for some in by_operator.values())):
        filled = tuple(sorted(wish for wish in choice if wish is not None))
        if len(filled) == room:
            ways.add(filled)
            if len(ways) >= MOST_FILLINGS:
                break
    return sorted(ways)


def _problem(wishes, places, fillings):
    from scipy import sparse

    rows = np.repeat(np.arange(len(fillings)), [len(filling) for _, filling in fillings])
    columns = np.concatenate([np.array(filling) for _, filling in fillings])
    covers = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(fillings), len(wishes)))
    weights = [2.0 ** (10 - min(10, max(1, wish.priority))) for wish in wishes]
    return build(
        covers,
        weights,
        cost=[1.0 + places[number].rank for number, _ in fillings],
        groups=[number for number, _ in fillings],
        x_m=[places[number].x_m for number, _ in fillings],
        y_m=[places[number].y_m for number, _ in fillings],
    )


def _assign(wishes, places, chosen) -> List[Match]:
    """Each wish to the nearest of the chosen places that is filled with it."""
    nearest: Dict[int, Match] = {}
    for number, filling in chosen:
        for wish in filling:
            distance = float(np.hypot(places[number].x_m - wishes[wish].x_m, places[number].y_m - wishes[wish].y_m))
            if wish not in nearest or distance < nearest[wish].distance_m:
                nearest[wish] = Match(wish, number, distance)
    return [nearest[wish] for wish in sorted(nearest)]


def _reasons(wishes, places, reach, unmet):
    """Why each unmet wish is not met: nothing near, nothing of the right height, or no room left."""
    for number in sorted(unmet):
        wish = wishes[number]
        distances = [float(np.hypot(place.x_m - wish.x_m, place.y_m - wish.y_m)) for place in places]
        if not distances or min(distances) > wish.deviation_m:
            yield number, "far", min(distances, default=float("inf"))
        elif not any(d <= wish.deviation_m and _fits(place, wish) for d, place in zip(distances, places)):
            yield number, "height", min(distances)
        else:
            yield number, "room", min(distances)


@dataclass(frozen=True)
class SharingRates:
    """How well a plan uses what is there; rates in percent, 租户比 as operators per site."""

    sites: int
    site_use_pct: float  #: 站址利用率: on existing towers, buildings or poles
    shared_pct: float  #: 共享率: at least two operators
    tenancy: float  #: 租户比
    social_pct: float  #: 社会资源利用率: on buildings and poles of others
    smart_pole_pct: float  #: 综合杆占比
    saved_sites: int  #: single-operator sites that sharing makes needless
    saved_land_m2: float


def sharing_rates(modes: Sequence[str], operators: Sequence[int], saved_land_m2: float = OPERATORS_USE_TOWER_M2) -> SharingRates:
    """The rates of a plan from its sites' way of building (SITE_PL.MODE) and number of operators."""
    sites = len(modes)
    if not sites:
        return SharingRates(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0.0)
    operators = [max(1, count) for count in operators]

    def percent(test):
        return 100.0 * sum(map(bool, test)) / sites

    saved = sum(operators) - sites
    return SharingRates(
        sites,
        percent(mode in "123" for mode in modes),
        percent(count >= 2 for count in operators),
        sum(operators) / sites,
        percent(mode in "23" for mode in modes),
        percent(mode == "4" for mode in modes),
        saved,
        saved * saved_land_m2,
    )
