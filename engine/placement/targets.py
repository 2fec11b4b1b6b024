# SPDX-License-Identifier: GPL-2.0-or-later
"""Service that a plan must reach, such as 95 % of the area of level A: a row over cells instead of sites.

    maximise f(S)   subject to   sum_j a_j served_j(S) >= T   for every target (a, T)

A target enters as one multiplier: for any price lambda >= 0 the plan of the weights w + lambda a is an ordinary siting
problem, and for every plan S that meets the target

    f(S) <= max_S { f(S) + lambda (a(S) - T) } <= bound(w + lambda a) - lambda T,

so its bound, less lambda T, bounds the constrained problem as well. Raising the price until the target is met, and
lowering it again while it is, closes in on both plan and bound. Each search begins where the last one ended, and is given up
as soon as its linear relaxation falls short of a target; one that reaches all targets at no price is all there is to do.
"""

import time
from dataclasses import dataclass, replace
from typing import List, Optional, Sequence, Tuple

import numpy as np

from ..errors import Cancelled, InputError
from ..progress import SILENT, Progress
from .plan import Limit, Plan
from .problem import Problem, _vector
from .reduce import reduce_problem
from .relax import Relaxed
from .solver import State, solve
from .years import YearCovers

PROBES = 6  #: short solutions at most, to find the prices, and again after the long one
PROBE_SHARE = 0.1  #: of the time that is left, for each
COMFORT = 0.01  #: a relaxation that passes all targets by this much, relatively, will hardly be rounded to a plan that misses one
ALL_SHARE, UNSURE_SHARE = 0.97, 0.6  #: of the time, for such a search, and for one whose relaxation passes them by less
CLOSE = 5e-4  #: relative distance at which prices and bounds are near enough


@dataclass(frozen=True)
class Target:
    """At least `least` of what the cells hold must be served.

    amounts : (n,) float64, not negative, what serving a cell counts (square metres, people)
    total, before : of the whole area and of what is served without any plan, to state shares; in the same unit
    """

    name: str
    amounts: np.ndarray
    least: float
    total: float = 0.0
    before: float = 0.0

    def reached(self, problem: Problem, sites: Sequence[int]) -> float:
        """What a plan serves of it."""
        return float(self.amounts[problem.served(sites)].sum())

    def share(self, amount: float) -> float:
        """An amount newly served as a share of the whole, in percent."""
        return 100.0 * (self.before + amount) / self.total if self.total > 0 else 100.0

    def is_met(self, amount: float) -> bool:
        return amount >= self.least - 1e-9 * max(1.0, abs(self.least))


def check_targets(problem: Problem, targets: Sequence[Target]) -> None:
    """Raise `InputError` where a target does not fit the cells, or asks for more than all candidates together reach."""
    open_ = np.flatnonzero(~problem.closed)
    everything = problem.served(open_)
    for target in targets:
        amounts = _vector(target.name, target.amounts, problem.cells)
        if (amounts < 0).any():
            raise InputError("placement_negative_weight", count=int((amounts < 0).sum()))
        most = float(amounts[everything].sum())
        if not target.is_met(most):
            raise InputError(
                "target_beyond", target=target.name, asked=target.share(target.least), most=target.share(most), candidates=len(open_)
            )


def priced(problem: Problem, targets: Sequence[Target], prices: Sequence[float]) -> Problem:
    """The problem in which serving a cell also earns the prices of the targets."""
    weights = problem.weights
    for target, price in zip(targets, prices):
        if price > 0:
            weights = weights + price * target.amounts
    return problem if weights is problem.weights else replace(problem, weights=weights)


def missed(problem: Problem, targets: Sequence[Target], sites: Sequence[int]) -> List[str]:
    """The targets that a plan does not reach, by name."""
    return [target.name for target in targets if not target.is_met(target.reached(problem, sites))]


def solve_with_targets(
    problem: Problem, targets: Sequence[Target], seconds: float, seed: int = 0, gap: float = 1e-6, progress: Progress = SILENT
) -> Plan:
    """The best plan found that meets all targets, with a bound that holds for all such plans.

    The certificate carries the prices of the targets. Raises `InputError`: "target_beyond" when all candidates together
    reach too little, "target_short" when the other conditions leave too little (with the most that was found and
    the most that is possible), and those of `solve`.
    """
    targets = tuple(targets)
    if not targets:
        return solve(problem, seconds, seed=seed, gap=gap, progress=progress)
    check_targets(problem, targets)
    search = _Prices(problem, targets, _Effort(seconds, seed, gap, progress))
    try:
        search.probe()
        if not search.is_closed(gap):
            search.decide()
    except Cancelled:
        if search.best is None:
            raise
    if search.best is None:
        search.last_try(0.2 * seconds, seed)
    return search.plan()


@dataclass(frozen=True)
class _Effort:
    """How long and how closely to search."""

    seconds: float
    seed: int
    gap: float
    progress: Progress


class _ShortError(Exception):
    """The relaxation falls short of a target at these prices."""

    def __init__(self, relaxed: Relaxed, amounts: np.ndarray):
        super().__init__()
        self.relaxed, self.amounts = relaxed, amounts


class _Prices:
    """The prices tried so far, the best plan that meets all targets, and the least bound."""

    def __init__(self, problem: Problem, targets: Tuple[Target, ...], effort: _Effort):
        self.problem, self.targets, self.effort = problem, targets, effort
        self.start = time.monotonic()
        total = float(problem.weights.sum() + problem.singles.sum())
        self.scale = np.array([total / max(float(t.amounts.sum()), 1e-12) for t in targets])
        self.prices, self.best_prices = np.zeros(len(targets)), np.zeros(len(targets))
        self.too_low, self.high_enough = np.zeros(len(targets)), np.full(len(targets), np.inf)
        self.best: Optional[Plan] = None
        self.best_value, self.bound, self.proof = -np.inf, np.inf, None
        self.reached = np.zeros(len(targets))
        self.seconds, self.history, self.notes = 0.0, [], []
        self.state = State(reduce_problem(priced(problem, targets, self.scale))[1])

    def spent(self) -> float:
        """The share of the time that is used."""
        return min(1.0, (time.monotonic() - self.start) / max(self.effort.seconds, 1e-9))

    def probe(self) -> None:
        """Find prices in short searches; the first is a long one if its relaxation reaches the targets at no price."""
        for number in range(PROBES):
            if self.run(PROBE_SHARE if number else UNSURE_SHARE, judged=True) or self.is_pinned:
                return
            self.move()

    def decide(self) -> None:
        """Search long at the prices of the best plan, then on as long as prices are not pinned down."""
        self.back_to_best()
        if self.spent() > 0.95 and self.best is not None:
            return
        closed = self.run(0.7 if self.prices.any() else 0.98, decides=True)
        for _ in range(PROBES):
            if closed or self.is_pinned or self.spent() > 0.95:
                return
            self.move()
            closed = self.run(0.5)

    def run(self, share: float, decides: bool = False, judged: bool = False) -> bool:
        """Solve at the present prices for a share of the time that is left; whether there is nothing more to do.

        judged : give up when the relaxation falls short of a target
        decides : that no plan is found is the answer; in a short search it only ends the search for prices
        """
        effort, spent = self.effort, self.spent()
        time_s = max(0.02, share * (1.0 - spent)) * effort.seconds
        part = effort.progress.part(spent, min(1.0, spent + time_s / max(effort.seconds, 1e-9)))
        try:
            given = priced(self.problem, self.targets, self.prices)
            self.state.judge = self.judge if judged else None
            self.take(solve(given, time_s, seed=effort.seed, gap=effort.gap, progress=part, state=self.state))
        except _ShortError as short:
            self.fall_short(short)
        except InputError as error:
            if error.key != "placement_infeasible" or (decides and self.best is None):
                raise
            return True
        return self.is_closed(effort.gap)

    def fractional(self, relaxed: Relaxed) -> np.ndarray:
        """What the fractional plan of a relaxation serves of each target."""
        covers, y = self.problem.covers, relaxed.y.astype(np.float32)
        times = covers.times_served(y) if isinstance(covers, YearCovers) else covers.T @ y
        served = np.minimum(1.0, times.astype(np.float64))
        return np.array([float(target.amounts @ served) for target in self.targets])

    def judge(self, relaxed: Relaxed) -> Optional[float]:
        """Raise `_ShortError` where the relaxation tells that no plan at these prices is likely to meet all targets.

        At no price, with all targets passed in comfort, the search may take all the time there is.
        """
        amounts, needs = self.fractional(relaxed), np.array([t.least for t in self.targets])
        if not all(target.is_met(amount) for target, amount in zip(self.targets, amounts)):
            raise _ShortError(relaxed, amounts)
        comfortable = not self.prices.any() and bool((amounts >= (1 + COMFORT) * needs).all())
        return ALL_SHARE * self.effort.seconds if comfortable else None

    def fall_short(self, short: _ShortError) -> None:
        """Keep what the relaxation tells where it falls short."""
        needs = np.array([t.least for t in self.targets])
        self.bound = min(self.bound, short.relaxed.bound - float(self.prices @ needs))
        self.amounts = short.amounts
        self.met = np.array([t.is_met(amount) for t, amount in zip(self.targets, self.amounts)])
        self.too_low = np.where(self.met, self.too_low, np.maximum(self.too_low, self.prices))

    def take(self, plan: Plan) -> None:
        """Keep what a solution at the present prices tells."""
        needs = np.array([t.least for t in self.targets])
        bound = plan.bound - float(self.prices @ needs)
        proven = plan.certificate_bound - float(self.prices @ needs)
        if self.proof is None or proven < self.proof[1]:
            self.proof = (plan, proven, self.prices.copy())
        self.bound = min(self.bound, bound)
        self.amounts = np.array([t.reached(self.problem, plan.sites) for t in self.targets])
        self.reached = np.maximum(self.reached, self.amounts)
        self.met = np.array([t.is_met(amount) for t, amount in zip(self.targets, self.amounts)])
        value = self.problem.value(plan.sites)
        if self.met.all() and value > self.best_value:
            self.best, self.best_value, self.best_prices = plan, value, self.prices.copy()
        self.history += [(self.seconds + plan.seconds, self.best_value, self.bound)]
        self.seconds += plan.seconds
        self.notes += [note for note in plan.notes if note not in self.notes]
        self.too_low = np.where(self.met, self.too_low, np.maximum(self.too_low, self.prices))
        self.high_enough = np.where(self.met, np.minimum(self.high_enough, self.prices), self.high_enough)

    def is_closed(self, gap: float) -> bool:
        """Whether the best plan is as near to its bound as asked for."""
        return self.best is not None and self.bound - self.best_value <= max(gap, 1e-9) * max(abs(self.bound), 1e-30)

    @property
    def is_pinned(self) -> bool:
        """Whether the present prices are enough, and any lower ones tried were not."""
        return self.best is not None and bool(self.met.all() and (self.prices <= self.too_low * (1 + 0.02) + 1e-12 * self.scale).all())

    def back_to_best(self) -> None:
        """Take up the prices at which the best plan was found."""
        if self.best is not None:
            self.prices = self.best_prices.copy()

    def move(self) -> None:
        """Prices of unmet targets rise fourfold or half-way to one that was enough; those of met ones fall half-way back."""
        rising = np.where(
            np.isfinite(self.high_enough) & (self.high_enough > self.prices),
            _between(self.prices, self.high_enough, self.scale),
            np.maximum(4.0 * self.prices, 0.5 * self.scale),
        )
        falling = np.where(self.prices > self.too_low, _between(self.too_low, self.prices, self.scale), self.prices)
        over = (self.amounts - [t.least for t in self.targets]) > CLOSE * np.array([max(t.least, 1e-12) for t in self.targets])
        self.prices = np.where(self.met, np.where(over, falling, self.prices), rising)

    def last_try(self, seconds: float, seed: int) -> None:
        """No plan met all targets: serve them alone. What that cannot reach is proven to be out of reach."""
        shortage = [max(1e-12, t.least) for t in self.targets]
        weights = sum(t.amounts / need for t, need in zip(self.targets, shortage))
        plan = solve(replace(self.problem, weights=weights, singles=np.zeros(self.problem.candidates)), max(seconds, 1.0), seed=seed)
        amounts = np.array([t.reached(self.problem, plan.sites) for t in self.targets])
        if all(t.is_met(amount) for t, amount in zip(self.targets, amounts)):
            self.best, self.best_value = plan, self.problem.value(plan.sites)
            return
        worst = int(np.argmin(amounts / shortage))
        target = self.targets[worst]
        most = target.total - target.before
        if len(self.targets) == 1:
            most = plan.bound * shortage[0]
        raise InputError(
            "target_short", target=target.name, asked=target.share(target.least), found=target.share(float(amounts[worst])),
            most=target.share(min(most, float(target.amounts.sum()))),
        )  # fmt: skip

    def plan(self) -> Plan:
        """The best plan as one of the problem itself."""
        best, sites = self.best, self.best.sites
        proof, proven, prices = self.proof
        certificate = replace(proof.certificate, target_prices=prices)
        value = self.problem.value(sites)
        chosen = np.zeros(self.problem.candidates)
        chosen[sites] = 1.0
        used = self.problem.rows @ chosen
        limits = [replace(proof.limits[0], used=float(len(sites)))]
        limits += [replace(limit, used=float(use)) for limit, use in zip(proof.limits[1:], used)]
        limits += [Limit(t.name, -t.reached(self.problem, sites), -t.least, float(price)) for t, price in zip(self.targets, prices)]
        bound = max(value, min(proven, self.bound))
        return replace(
            best, value=value, bound=bound, certificate=certificate, certificate_bound=proven, limits=tuple(limits),
            seconds=self.seconds, history=tuple(self.history), notes=tuple(self.notes),
        )  # fmt: skip


def _between(low: np.ndarray, high: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Half-way between two prices, in the logarithm where both are above nothing."""
    high = np.where(np.isfinite(high), high, scale)
    return np.where(low > 0, np.sqrt(np.maximum(low, 1e-300) * high), np.maximum(high / 8.0, 0.0))
