# SPDX-License-Identifier: GPL-2.0-or-later
"""Improve a plan on true SINR: exchange sites, turn and tilt antennas, never ending below where it began.

Each place of the plan is visited with its site taken out: the value of every other way of using the place is then one
exact evaluation on its window. A candidate cannot bring more than the unserved demand that it reaches at all (SINR is
never above SNR); in that order most candidates need no evaluation, and the best exchange found is the exact best.
When no visit helps any more, a few neighbouring sites are taken out together and put back otherwise.
"""

import time
from dataclasses import dataclass
from typing import Any, Callable, Dict, Hashable, Iterable, Optional, Sequence, Tuple

import numpy as np

from ..errors import Cancelled
from ..progress import SILENT, Progress
from .limits import Limits
from .problem import Problem
from .sinr_field import Beam, Field

EPSILON = 1e-6
KEPT = 30_000_000  #: cells of arriving sites kept in memory, 12 bytes each

Option = Hashable  #: a way of using a place: a candidate with its directions


@dataclass(frozen=True)
class Exchange:
    """Which candidates may stand in for a site.

    problem : the rules (number, budget, spacing, shares); its candidates are the numbers used here
    reach : csr (candidates, columns): cells that a candidate can serve at all, as columns of `cells`
    cells : the columns as places in the flat cells of the field (layer after layer)
    option_of : the option in which a candidate comes
    accepts : asked with the candidates of a plan before an exchange is kept, for rules that are no rows; None: all do
    """

    problem: Problem
    reach: Any
    cells: np.ndarray
    option_of: Callable[[int], Option]
    accepts: Optional[Callable[[np.ndarray], bool]] = None


@dataclass(frozen=True)
class Place:
    """A site of the plan: what stands there, as a candidate of the exchange (None: none of them), and what may change."""

    option: Option
    candidate: Optional[int] = None
    may_move: bool = True
    may_turn: bool = True


@dataclass(frozen=True)
class Refined:
    """What came out; `places` in the order in which they were given.

    value, before : demand served with enough signal and SINR, after and before
    trials, exchanges, turns : evaluations, and changes that were kept
    history : (seconds, value)
    """

    places: Tuple[Place, ...]
    value: float
    before: float
    trials: int
    exchanges: int
    turns: int
    seconds: float
    stopped: bool
    history: Tuple[Tuple[float, float], ...]


class Refinement:
    """The search; `run` does it. The field (or `Layers` of fields) holds what never changes already, and none of the places."""

    def __init__(
        self,
        field: Field,
        beams_of: Callable[[Option], Sequence[Beam]],
        places: Sequence[Place],
        exchange: Optional[Exchange] = None,
        turns_of: Optional[Callable[[Option], Iterable[Option]]] = None,
        most_trials: int = 64,
        seed: int = 1,
    ):
        self.field, self.beams_of, self.exchange, self.turns_of = field, beams_of, exchange, turns_of
        self.places, self.most_trials = list(places), most_trials
        self.numbers = [field.add(beams_of(place.option)) for place in self.places]
        self.windows = [self._window(place.option) for place in self.places]
        self.random = np.random.default_rng(seed)
        self.limits = None
        self._moving = exchange is not None and any(place.may_move and place.candidate is not None for place in self.places)
        if exchange is not None:
            self.limits = Limits(exchange.problem)
            self.chosen = np.zeros(exchange.problem.candidates, bool)
            for place in self.places:
                if place.candidate is not None:
                    self._enter(place.candidate)
        self._kept: Dict[Option, Any] = {}
        self._kept_cells = 0
        self.trials = self.exchanges = self.turns = 0
        self.before = self.best = field.value
        self.best_places = list(self.places)

    def run(self, seconds: float, progress: Progress = SILENT, visits: Optional[int] = None) -> Refined:
        """Search for about `seconds`, at most `visits` times through a place; stopping keeps the best so far."""
        start = time.monotonic()
        self._deadline, self._left = start + seconds, np.inf if visits is None else visits
        self._tick = lambda: progress.report(min(1.0, (time.monotonic() - start) / max(seconds, 1e-9)))
        history, stopped = [(0.0, self.before)], False
        self._mark = lambda: history.append((time.monotonic() - start, self.best))
        try:
            self._settle(range(len(self.places)))
            while self._moving and self._time():
                self._kick()
        except Cancelled:
            stopped = True
        return Refined(
            tuple(self.best_places), self.best, self.before, self.trials, self.exchanges, self.turns,
            time.monotonic() - start, stopped, tuple(history),
        )  # fmt: skip

    def _time(self) -> bool:
        return time.monotonic() < self._deadline and self._left > 0

    def _keep_best(self) -> None:
        if self.field.value > self.best + EPSILON:
            self.best, self.best_places = self.field.value, list(self.places)
            self._mark()

    def _settle(self, places: Iterable[int]) -> None:
        """Visit places, and again those near a change, until none can be improved."""
        waiting = [p for p in places if self.places[p].may_move or self.places[p].may_turn]
        while waiting and self._time():
            place = waiting.pop(0)
            self._tick()
            changed = self._visit(place)
            self._left -= 1
            if changed:
                self._keep_best()
                near = [p for p in range(len(self.places)) if p not in waiting and _touch(self.windows[p], self.windows[place])]
                waiting += [p for p in near if self.places[p].may_move or self.places[p].may_turn]

    def _visit(self, number: int) -> bool:
        """Take a site out and put in what is best there; whether that is something else."""
        place, before = self.places[number], self.field.value
        self._take_out(number)
        least = before - self.field.value
        found, gain = place, least
        if self._moving and place.may_move and place.candidate is not None:
            candidate, more = self._best_exchange(place.candidate, gain)
            if candidate is not None:
                found, gain = Place(self.exchange.option_of(candidate), candidate, place.may_move, place.may_turn), more
        if self.turns_of is not None and place.may_turn:
            found, gain = self._best_turn(found, gain)
        self._put_in(number, found)
        if found == place:
            return False
        self.exchanges += found.candidate != place.candidate
        self.turns += found.candidate == place.candidate
        return True

    def _best_exchange(self, out: int, least: float, barred=()) -> Tuple[Optional[int], float]:
        """The candidate that brings most in the place of `out`, which is not in the field now, if more than `least`."""
        promise = self._promise()
        pool = np.flatnonzero((promise > least + EPSILON) & ~self.chosen)
        pool = pool[~np.isin(pool, [out, *barred])]
        pool = pool[self.limits.allows_swap(out, pool)]
        pool = pool[np.argsort(-promise[pool], kind="stable")]
        best = None
        for candidate in pool[: self.most_trials]:
            if promise[candidate] <= least + EPSILON:
                break
            gain = self.field.gain(self._arriving(self.exchange.option_of(int(candidate))))
            self.trials += 1
            if gain > least + EPSILON and self._accepts(out, int(candidate)):
                best, least = int(candidate), gain
        return best, least

    def _accepts(self, out: int, candidate: int) -> bool:
        """Whether rules that are no rows would still hold."""
        if self.exchange.accepts is None:
            return True
        sites = np.flatnonzero(self.chosen)
        return self.exchange.accepts(np.append(sites[sites != out], candidate))

    def _best_turn(self, place: Place, gain: float) -> Tuple[Place, float]:
        """Directions one after the other, each the best given the others."""
        found = place
        better = True
        while better and time.monotonic() < self._deadline:
            better = False
            for option in self.turns_of(found.option):
                more = self.field.gain(self.field.arriving(self.beams_of(option)))
                self.trials += 1
                if more > gain + EPSILON:
                    found, gain, better = Place(option, place.candidate, place.may_move, place.may_turn), more, True
        return found, gain

    def _promise(self) -> np.ndarray:
        """What each candidate can bring at most: the unserved demand within its reach."""
        return self.exchange.reach @ self.field.missing()[self.exchange.cells]

    def _kick(self) -> None:
        """Take a few neighbouring sites out together and put others in; back to the best plan when that does not help."""
        free = [p for p, place in enumerate(self.places) if place.may_move and place.candidate is not None]
        centre = free[int(self.random.integers(len(free)))]
        size = min(len(free), int(self.random.integers(2, 5)))
        x_m, y_m = self.exchange.problem.x_m, self.exchange.problem.y_m
        own = [self.places[p].candidate for p in free]
        away = np.hypot(x_m[own] - x_m[self.places[centre].candidate], y_m[own] - y_m[self.places[centre].candidate])
        group = [free[i] for i in np.argsort(away, kind="stable")[:size]]
        old = {p: self.places[p] for p in group}
        for p in group:
            self._take_out(p)
        barred = [place.candidate for place in old.values()]
        for p in self.random.permutation(group):
            # the rules still count the sites that wait, so that each exchange by itself keeps them
            candidate, _ = self._best_exchange(old[p].candidate, 0.0, barred)
            self._put_in(p, old[p] if candidate is None else Place(self.exchange.option_of(candidate), candidate, True, old[p].may_turn))
        self._tick()
        self._settle(group)
        self._keep_best()
        if self.field.value < self.best - EPSILON:
            self._restore()

    def _restore(self) -> None:
        different = [p for p, place in enumerate(self.best_places) if place != self.places[p]]
        for p in different:
            self._take_out(p)
        for p in different:
            if self.limits is not None and self.places[p].candidate is not None:
                self._leave(self.places[p].candidate)
        for p in different:
            place = self.best_places[p]
            self.places[p], self.windows[p] = place, self._window(place.option)
            self.numbers[p] = self.field.add(self.beams_of(place.option))
            if self.limits is not None and place.candidate is not None:
                self._enter(place.candidate)

    def _take_out(self, number: int) -> None:
        self.field.remove(self.numbers[number])
        self.numbers[number] = ()

    def _put_in(self, number: int, place: Place) -> None:
        old = self.places[number]
        if self.limits is not None and old.candidate != place.candidate:
            self._leave(old.candidate)
            self._enter(place.candidate)
        self.places[number] = place
        self.numbers[number] = self.field.add(self.beams_of(place.option))
        self.windows[number] = self._window(place.option)

    def _enter(self, candidate: int) -> None:
        self.limits.add(candidate)
        self.chosen[candidate] = True

    def _leave(self, candidate: int) -> None:
        self.limits.remove(candidate)
        self.chosen[candidate] = False

    def _window(self, option: Option):
        return self.field.arriving(self.beams_of(option)).window

    def _arriving(self, option: Option):
        if option not in self._kept:
            made = self.field.arriving(self.beams_of(option))
            size = made.size
            if self._kept_cells + size > KEPT:
                self._kept.clear()
                self._kept_cells = 0
            self._kept[option] = made
            self._kept_cells += size
        return self._kept[option]


def _touch(one, other) -> bool:
    if one is None or other is None:
        return False
    return (
        one.row < other.row + other.rows
        and other.row < one.row + one.rows
        and one.column < other.column + other.columns
        and other.column < one.column + one.columns
    )
