# SPDX-License-Identifier: GPL-2.0-or-later
"""Merging the operators' demand on the fewest places: existing sites first, then public resources, then new ones.

A place answers demands within their permitted deviation and heights: one per operator, as many operators as it has room
for, within its load and within the distance that the exposure of all of them together keeps (squares of compliance
distances add up, for power densities do). Demands and places that have nothing to do with each other fall apart into
groups; each group is a small integer program, solved in turn for the goals of `GOALS`. Groups too large for that are
filled greedily and bounded by their linear relaxation.
"""

import math
import time
from dataclasses import dataclass, field
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from .progress import SILENT, Progress

EXACT_PAIRS = 1500  #: a group with more pairs of demand and place is filled greedily
GOALS = ("most urgent demand", "fewest new places", "fewest places", "siting order", "cost and deviation")
DEVIATION_WY_PER_M = 1e-4  #: what a metre of deviation counts beside the cost, so that of equal costs the nearer place is taken
SLACK = 1e-6


@dataclass(frozen=True)
class Wish:
    """One operator's demand for a site; heights None where they do not matter; priority 1 is the most urgent.

    spread_m2 : square of its own compliance distance (engine/exposure.py) by kind of place; missing kinds count 0
    """

    wish_id: str
    operator: str
    x_m: float
    y_m: float
    deviation_m: float
    lowest_m: Optional[float] = None
    highest_m: Optional[float] = None
    priority: int = 3
    spread_m2: Mapping[str, float] = field(default_factory=dict)

    @property
    def weight(self) -> float:
        """What it counts: twice as much for each step of priority."""
        return 2.0 ** (10 - min(10, max(1, self.priority)))


@dataclass(frozen=True)
class Place:
    """An existing site, a resource or a new site.

    height_m : on offer, None unknown; room : for operators in all; present : those already there; rank : in the siting order
    kind : pole, roof or tower; is_new : nothing stands there yet
    base : what it stands on; of the places on one base at most one is used, empty for none
    load_limit_kg : None unknown; load_each_kg : of one more operator
    spread_limit_m2 : square of the distance that the exposure must keep, None where nobody lives above; spread_used_m2 : by those present
    """

    place_id: str
    x_m: float
    y_m: float
    height_m: Optional[float]
    room: int
    present: Tuple[str, ...] = ()
    rank: float = 1.0
    cost_wy: float = 1.0
    kind: str = "pole"
    is_new: bool = False
    base: str = ""
    load_limit_kg: Optional[float] = None
    load_each_kg: float = 0.0
    spread_limit_m2: Optional[float] = None
    spread_used_m2: float = 0.0

    @property
    def free(self) -> int:
        """Operators that may still come, by room and load."""
        room = max(0, self.room - len(self.present))
        if self.load_limit_kg is None or self.load_each_kg <= 0:
            return room
        return min(room, int(self.load_limit_kg / self.load_each_kg + 1e-9))

    def spread_left_m2(self) -> float:
        """What further operators may add to the square of the compliance distance."""
        return math.inf if self.spread_limit_m2 is None else self.spread_limit_m2 - self.spread_used_m2


@dataclass(frozen=True)
class Match:
    """A wish answered by a place at a distance."""

    wish: int
    place: int
    distance_m: float


@dataclass(frozen=True)
class Merge:
    """Which place answers which wish.

    unmet : (wish, reason, metres to the nearest place), reason one of far, height, present, full, load, exposure, room
    places : those used, ascending
    least_places : nothing that meets as much demand with as few new places needs fewer places (proven)
    weight, most_weight : demand met, and what no assignment exceeds; is_exact : both are proven to be the best
    """

    matches: Tuple[Match, ...]
    unmet: Tuple[Tuple[int, str, float], ...]
    places: Tuple[int, ...]
    least_places: int
    weight: float = 0.0
    most_weight: float = 0.0
    is_exact: bool = True

    @property
    def gap_percent(self) -> float:
        """At most this much more demand, in percent of the bound, could be met."""
        return 100.0 * max(0.0, self.most_weight - self.weight) / self.most_weight if self.most_weight > 0 else 0.0


@dataclass
class _Group:
    """Pairs of demand and place that hang together; `pairs` are (wish, place, distance)."""

    pairs: List[Tuple[int, int, float]]


@dataclass
class _Answer:
    chosen: List[Tuple[int, int, float]]
    weight_bound: float
    least_places: int
    is_exact: bool


def merge(wishes: Sequence[Wish], places: Sequence[Place], seconds: float = 10.0, progress: Progress = SILENT) -> Merge:
    """Meet the most demand, on the fewest new places, then the fewest places, then by siting order, then by cost and deviation."""
    where = np.array([(place.x_m, place.y_m) for place in places], float).reshape(-1, 2)
    around = [_distances(wish, places, where) for wish in wishes]
    pairs = [pair for number, wish in enumerate(wishes) for pair in _suitable(number, wish, places, around[number][0])]
    groups = _groups(pairs, places, len(wishes))
    deadline = time.monotonic() + seconds
    answers = []
    for number, group in enumerate(groups):
        left = max(0.05, deadline - time.monotonic())
        answers.append(_answer(group, wishes, places, max(0.05, left / min(4, len(groups) - number))))
        progress.report((number + 1) / len(groups))
    chosen = sorted(pair for answer in answers for pair in answer.chosen)
    met = {wish for wish, _, _ in chosen}
    used = tuple(sorted({place for _, place, _ in chosen}))
    return Merge(
        tuple(Match(*pair) for pair in chosen),
        tuple(_reasons(wishes, places, around, met)),
        used,
        min(len(used), sum(answer.least_places for answer in answers)),
        sum(wishes[wish].weight for wish in met),
        sum(answer.weight_bound for answer in answers),
        all(answer.is_exact for answer in answers),
    )


def _distances(wish: Wish, places: Sequence[Place], where: np.ndarray):
    """(place, distance) within the deviation, and the distance to the nearest of all."""
    if not len(places):
        return [], math.inf
    away = np.hypot(where[:, 0] - wish.x_m, where[:, 1] - wish.y_m)
    near = np.flatnonzero(away <= wish.deviation_m)
    return list(zip(near.tolist(), away[near].tolist())), float(away.min())


def _suitable(number: int, wish: Wish, places: Sequence[Place], near):
    """The places that could answer a wish by themselves."""
    for index, distance in near:
        if _obstacle(places[index], wish) is None:
            yield number, index, distance


def _obstacle(place: Place, wish: Wish) -> Optional[str]:
    """Why a place near enough cannot answer a wish, though nobody else comes; None when it can."""
    if place.height_m is not None:
        low = wish.lowest_m is not None and place.height_m < wish.lowest_m
        if low or (wish.highest_m is not None and place.height_m > wish.highest_m):
            return "height"
    if wish.operator in place.present:
        return "present"
    if place.room <= len(place.present):
        return "full"
    if place.free < 1:
        return "load"
    return "exposure" if wish.spread_m2.get(place.kind, 0.0) > place.spread_left_m2() else None


def _groups(pairs, places, wishes: int) -> List[_Group]:
    """Pairs that share a wish or what a place stands on, together; in the order of their first wish."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    if not pairs:
        return []
    rows = np.array([wish for wish, _, _ in pairs])
    bases: Dict[str, int] = {}
    lead = [bases.setdefault(place.base, number) if place.base else number for number, place in enumerate(places)]
    columns = np.array([lead[place] for _, place, _ in pairs]) + wishes
    size = int(columns.max()) + 1
    labels = connected_components(coo_matrix((np.ones(len(pairs)), (rows, columns)), shape=(size, size)), directed=False)[1]
    groups: Dict[int, _Group] = {}
    for pair in pairs:
        groups.setdefault(int(labels[pair[0]]), _Group([])).pairs.append(pair)
    return list(groups.values())


def _answer(group: _Group, wishes, places, seconds: float) -> _Answer:
    """The best answer of a group, exact where it is small."""
    if len({wish for wish, _, _ in group.pairs}) == 1:
        best = min(group.pairs, key=lambda pair: (places[pair[1]].is_new, places[pair[1]].rank, _price(pair, places), pair[1]))
        return _Answer([best], wishes[best[0]].weight, 1, True)
    start = _greedy(group, wishes, places)
    program = _Program(group, wishes, places)
    if len(group.pairs) > EXACT_PAIRS:
        return program.bounded(start, seconds)
    return program.exact(start, seconds)


def _price(pair, places) -> float:
    return places[pair[1]].cost_wy + DEVIATION_WY_PER_M * pair[2]


class _Program:
    """The integer program of a group: one variable per pair, then one per place."""

    def __init__(self, group: _Group, wishes, places):
        self.pairs = group.pairs
        self.numbers = sorted({place for _, place, _ in group.pairs})
        self.place_of = {number: index for index, number in enumerate(self.numbers)}
        self.count = len(self.pairs) + len(self.numbers)
        self.weights = np.array([wishes[wish].weight for wish, _, _ in self.pairs])
        here = [places[number] for number in self.numbers]
        nothing, ones = np.zeros(len(self.pairs)), np.ones(len(here))
        self.goals = (
            np.r_[-self.weights, 0 * ones],
            np.r_[nothing, [float(place.is_new) for place in here]],
            np.r_[nothing, ones],
            np.r_[nothing, [place.rank for place in here]],
            np.r_[[DEVIATION_WY_PER_M * distance for _, _, distance in self.pairs], [place.cost_wy for place in here]],
        )
        self.matrix, self.upper = self._rows(wishes, places)

    def _rows(self, wishes, places):
        """Rows `matrix v <= upper`: a wish once, an operator once per place, room, exposure, and no answer from an unused place."""
        from scipy.sparse import coo_matrix

        entries: List[Tuple[int, int, float]] = []
        upper: List[float] = []
        rows: Dict[tuple, int] = {}

        def row(key, limit: float) -> int:
            if key not in rows:
                rows[key] = len(upper)
                upper.append(limit)
            return rows[key]

        for variable, (wish, number, _) in enumerate(self.pairs):
            place, used = places[number], len(self.pairs) + self.place_of[number]
            entries.append((row(("wish", wish), 1.0), variable, 1.0))
            operator = row(("operator", number, wishes[wish].operator), 0.0)
            entries += [(operator, variable, 1.0), (operator, used, -1.0)]
            entries.append((row(("room", number), float(place.free)), variable, 1.0))
            spread = wishes[wish].spread_m2.get(place.kind, 0.0)
            if spread > 0 and math.isfinite(place.spread_left_m2()):
                entries.append((row(("exposure", number), place.spread_left_m2()), variable, spread))
        for index, number in enumerate(self.numbers):
            if places[number].base:
                entries.append((row(("base", places[number].base), 1.0), len(self.pairs) + index, 1.0))
        seen = {(row_number, variable): value for row_number, variable, value in entries}  # the used place stands once per operator row
        keys = np.array(list(seen), dtype=np.int64).reshape(-1, 2)
        return coo_matrix((list(seen.values()), (keys[:, 0], keys[:, 1])), shape=(len(upper), self.count)).tocsr(), np.array(upper)

    def _solve(self, goal, fixed, seconds: float, whole: bool = True):
        from scipy.optimize import Bounds, LinearConstraint, milp

        rules = [LinearConstraint(self.matrix, -np.inf, self.upper)]
        rules += [LinearConstraint(row[None, :], -np.inf, limit) for row, limit in fixed]
        kinds = np.full(self.count, 1 if whole else 0)
        options = {"time_limit": max(0.05, seconds)}
        return milp(goal, constraints=rules, integrality=kinds, bounds=Bounds(0, 1), options=options)

    def exact(self, start, seconds: float) -> _Answer:
        """Goal after goal, each without spoiling the ones before; where time runs out, the best so far with its bounds."""
        values, fixed = self._vector(start), []
        bounds, proven = [], True
        deadline = time.monotonic() + seconds
        for goal in self.goals:
            found = self._solve(goal, fixed, deadline - time.monotonic())
            if found.x is not None and float(goal @ np.round(found.x)) <= float(goal @ values) + SLACK:
                values = np.round(found.x)
            reached = float(goal @ values)
            optimal = found.status == 0
            bound = getattr(found, "mip_dual_bound", None)
            bounds.append(reached if optimal else (-math.inf if bound is None else float(bound)))
            proven = proven and (optimal or len(bounds) > 3)
            fixed.append((goal, reached + SLACK * max(1.0, abs(reached))))
        least = max(1, math.ceil(bounds[2] - 1e-6)) if math.isfinite(bounds[2]) else 1
        weight_bound = -bounds[0] if math.isfinite(bounds[0]) else self._everything()
        return _Answer(self._chosen(values), weight_bound, least, proven)

    def bounded(self, start, seconds: float) -> _Answer:
        """The greedy answer with the bounds of the linear relaxation."""
        values = self._vector(start)
        relaxed = self._solve(self.goals[0], [], 0.5 * seconds, whole=False)
        most = -float(relaxed.fun) if relaxed.status == 0 else self._everything()
        fixed = [(goal, float(goal @ values) + SLACK) for goal in self.goals[:2]]
        relaxed = self._solve(self.goals[2], fixed, 0.5 * seconds, whole=False)
        least = max(1, math.ceil(float(relaxed.fun) - 1e-6)) if relaxed.status == 0 else 1
        reached, used = -float(self.goals[0] @ values), int(round(float(self.goals[2] @ values)))
        return _Answer(start, most, min(least, used), most <= reached * (1 + 1e-9) and least >= used)

    def _everything(self) -> float:
        return float(sum({wish: weight for (wish, _, _), weight in zip(self.pairs, self.weights)}.values()))

    def _vector(self, chosen) -> np.ndarray:
        values = np.zeros(self.count)
        taken = {(wish, place) for wish, place, _ in chosen}
        for variable, (wish, place, _) in enumerate(self.pairs):
            if (wish, place) in taken:
                values[variable] = values[len(self.pairs) + self.place_of[place]] = 1.0
        return values

    def _chosen(self, values) -> List[Tuple[int, int, float]]:
        return [pair for variable, pair in enumerate(self.pairs) if values[variable] > 0.5]


def _greedy(group: _Group, wishes, places) -> List[Tuple[int, int, float]]:
    """Place after place, the one whose filling meets most of what is left; places that stand before new ones."""
    near: Dict[int, List[Tuple[int, int, float]]] = {}
    for pair in sorted(group.pairs, key=lambda pair: (-wishes[pair[0]].weight, pair[2], pair[0])):
        near.setdefault(pair[1], []).append(pair)
    chosen: List[Tuple[int, int, float]] = []
    met: set = set()
    bases: set = set()
    for is_new in (False, True):
        open_places = [number for number in near if places[number].is_new is is_new]
        stale = [(math.inf, places[number].rank, number) for number in open_places]
        while stale:
            stale.sort(key=lambda item: (-item[0], item[1], item[2]))
            _, rank, number = stale[0]
            filling = [] if places[number].base in bases else _filling(places[number], near[number], wishes, met)
            gain = sum(wishes[wish].weight for wish, _, _ in filling)
            if gain <= 0:
                stale.pop(0)
            elif len(stale) > 1 and gain < stale[1][0]:
                stale[0] = (gain, rank, number)
            else:
                chosen += filling
                met |= {wish for wish, _, _ in filling}
                bases |= {places[number].base} - {""}
                stale.pop(0)
    return chosen


def _filling(place: Place, near, wishes, met) -> List[Tuple[int, int, float]]:
    """What a place takes of its unmet demand, the most urgent and nearest first."""
    filling, operators, left = [], set(), place.spread_left_m2()
    for pair in near:
        wish = wishes[pair[0]]
        spread = wish.spread_m2.get(place.kind, 0.0)
        if pair[0] in met or wish.operator in operators or spread > left:
            continue
        if len(filling) >= place.free:
            break
        filling.append(pair)
        operators.add(wish.operator)
        left -= spread
    return filling


def _reasons(wishes, places, around, met):
    """Why each unmet wish is not met: what stands in the way at the place that comes closest to answering it."""
    order = ("height", "full", "load", "exposure", "present", None)  # the farther on, the nearer to an answer
    for number, wish in enumerate(wishes):
        if number in met:
            continue
        near, nearest = around[number]
        obstacles = [_obstacle(places[place], wish) for place, _ in near]
        yield number, "far" if not obstacles else max(obstacles, key=order.index) or "room", nearest
