# SPDX-License-Identifier: GPL-2.0-or-later
"""How a plan stands when the model is wrong or owners refuse: what it loses, what repair saves, and which sites are chosen anyway.

A draw is a siting problem that differs from the plan's own: levels shifted or disturbed by a random field, or candidates
closed. The plan is counted in it as it stands; where sites were refused, others are put in their places. Beside it a plan is
made anew in every draw, which keeps the plan's own sites where that costs next to nothing: a site that such plans keep is
chosen anyway. Losses are shares of the demand that today's network and the plan serve together when all goes as computed.
"""

import math
from dataclasses import dataclass
from typing import Dict, Iterable, List, Optional, Sequence, Tuple

import numpy as np

from ..errors import Cancelled, InputError
from ..grid import Window
from ..progress import SILENT, Progress
from .greedy import greedy
from .prefer import prefer
from .problem import Problem
from .selection import Selection
from .swaps import descend

SHIFT, FIELD, REFUSED = "shift", "field", "refused"
SITE_CORRELATION = 0.5  #: of shadowing between sites (ITU-R M.2135-1 annex 1; 3GPP TR 36.942 section 4.2)
GIVE_UP = 0.005  #: of a plan's value, so that it keeps the old sites
TILE = 512  #: cells along a side of the repeated field


@dataclass(frozen=True)
class Draw:
    """One way in which things may come.

    kind, label : SHIFT (dB), FIELD or REFUSED (number of the draw)
    lost : sites of the plan that were refused
    served : demand served by today's network with the plan as it stands
    repaired : after repair of what was refused; where the model was wrong, by the plan made anew
    sites : that plan; anew : the plan made anew; closed : candidates that could not be chosen
    """

    kind: str
    label: str
    lost: int
    served: float
    repaired: float
    sites: Tuple[int, ...]
    anew: Tuple[int, ...]
    closed: Tuple[int, ...] = ()


@dataclass(frozen=True)
class Robustness:
    """All draws; `base` is the demand served when all goes as computed."""

    base: float
    plan: Tuple[int, ...]
    candidates: int
    draws: Tuple[Draw, ...]
    stopped: bool = False

    def loss_pct(self, draw: Draw, repaired: bool = False) -> float:
        """What a draw costs, percent of `base`; negative where more is served."""
        return 100.0 * (self.base - (draw.repaired if repaired else draw.served)) / self.base if self.base > 0 else 0.0

    def summary(self, kind: str, repaired: bool = False) -> Optional[Tuple[float, float, float]]:
        """Mean loss, the loss passed by 5 % of the draws, and the worst; None without draws of that kind."""
        losses = [self.loss_pct(draw, repaired) for draw in self.draws if draw.kind == kind]
        return (float(np.mean(losses)), float(np.percentile(losses, 95)), float(max(losses))) if losses else None

    def chosen_pct(self) -> np.ndarray:
        """Per candidate, in how many of the draws in which it could be chosen plans made anew use it, percent; nan where it never could."""
        taken, free = np.zeros(self.candidates), np.full(self.candidates, float(len(self.draws)))
        for draw in self.draws:
            taken[list(draw.anew)] += 1
            free[list(draw.closed)] -= 1
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(free > 0, 100.0 * taken / free, np.nan)

    def always(self, least_pct: float = 100.0) -> List[int]:
        """The sites of the plan that plans made anew use whenever they can, or in so many percent of the draws."""
        shares = self.chosen_pct()
        return [site for site in self.plan if shares[site] >= least_pct - 1e-9]


class ShadowField:
    """A random error of the model in dB, normal with `sigma_db`, falling off with exp(-d / correlation_m) between places
    (Gudmundson 1991) and half common to all sites; the same for the same seed, draw and site."""

    def __init__(self, sigma_db: float, correlation_m: float, cell_m: float, seed: int, draw: int):
        check_sigma(sigma_db)
        if not (math.isfinite(correlation_m) and correlation_m > 0 and cell_m > 0):
            raise InputError("robust_correlation", correlation_m=correlation_m)
        self.sigma_db, self.key = float(sigma_db), (int(seed), int(draw))
        side = np.minimum(np.arange(TILE), TILE - np.arange(TILE)) * cell_m
        spectrum = np.fft.rfft2(np.exp(-np.hypot(side[:, None], side[None, :]) / correlation_m)).real
        noise = np.fft.rfft2(np.random.default_rng(self.key).standard_normal((TILE, TILE)))
        tile = np.fft.irfft2(noise * np.sqrt(np.maximum(spectrum, 0.0)), s=(TILE, TILE))
        self.tile = ((tile - tile.mean()) / tile.std()).astype(np.float32)

    def error_db(self, window: Window, x_m: float, y_m: float) -> np.ndarray:
        """The error of the site at a place on the cells of a window, float32."""
        rng = np.random.default_rng((*self.key, int(round(x_m * 10)) & 0xFFFFFFFF, int(round(y_m * 10)) & 0xFFFFFFFF))
        down, right = rng.integers(0, TILE, 2)
        half = np.float32(self.sigma_db * math.sqrt(SITE_CORRELATION)), np.float32(self.sigma_db * math.sqrt(1 - SITE_CORRELATION))
        return half[0] * self._cut(window, TILE // 3, TILE // 7) + half[1] * self._cut(window, int(down), int(right))

    def _cut(self, window: Window, down: int, right: int) -> np.ndarray:
        rows = (np.arange(window.row, window.row + window.rows) + down) % TILE
        columns = (np.arange(window.column, window.column + window.columns) + right) % TILE
        return self.tile[np.ix_(rows, columns)]


class Shift:
    """All levels off by the same number of dB."""

    def __init__(self, by_db: float):
        if not math.isfinite(by_db):
            raise InputError("robust_sigma", sigma_db=by_db)
        self.by_db = float(by_db)

    def error_db(self, window: Window, x_m: float, y_m: float) -> float:
        """The same everywhere."""
        return self.by_db


def check_sigma(sigma_db: float) -> None:
    """`InputError` unless an error of the model is a number from 0 to 30 dB."""
    if not (math.isfinite(sigma_db) and 0 <= sigma_db <= 30):
        raise InputError("robust_sigma", sigma_db=sigma_db)


def repair(problem: Problem, sites: Iterable[int]) -> List[int]:
    """A plan made good under the rules of a problem: closed sites go, the best others come in their places; the rest stays."""
    standing = [int(site) for site in sites if not problem.closed[site]]
    plan = greedy(problem, start=list(dict.fromkeys([*problem.keep.tolist(), *standing])))
    selection = Selection(problem, plan)
    descend(selection, sites=[site for site in plan if site not in standing])
    return selection.sites


def replan(problem: Problem, sites: Iterable[int], give_up: float = GIVE_UP) -> List[int]:
    """A plan made anew: the better of one from nothing and the exchanged old one; then old sites come back for `give_up` of its value."""
    old = [int(site) for site in sites if not problem.closed[site]]
    plans = []
    for start in (greedy(problem), repair(problem, old)):
        selection = Selection(problem, start)
        descend(selection)
        plans.append(selection.sites)
    best = max(plans, key=lambda some: (not problem.violations(some), problem.value(some)))
    strange = np.ones(problem.candidates)
    strange[old] = 0.0
    return prefer(problem, best, strange, give_up)


def draw_of(problem: Problem, plan: Sequence[int], today: float, kind: str, label: str) -> Draw:
    """The plan in a problem with other covers and weights; today: what the network serves there without it."""
    sites = replan(problem, plan)
    return Draw(kind, label, 0, today + problem.value(plan), today + problem.value(sites), tuple(sites), tuple(sites))


def refusals(
    problem: Problem,
    plan: Sequence[int],
    today: float,
    resources: np.ndarray,
    share_pct: float,
    draws: int,
    seed: int = 1,
    progress: Progress = SILENT,
) -> List[Draw]:
    """Draws in which the owners of a share of the resources refuse, each at random; what must be kept is not refused.

    resources : (candidates,) number of the resource of each candidate; all its uses are refused together
    """
    from dataclasses import replace

    if not (math.isfinite(share_pct) and 0 <= share_pct <= 100):
        raise InputError("robust_share", share=share_pct)
    names = np.setdiff1d(np.unique(resources), np.asarray(resources)[problem.keep])
    count = min(len(names), math.ceil(share_pct / 100.0 * len(names) - 1e-9))
    found = []
    for number in range(draws):
        progress.report(number / draws)
        gone = np.random.default_rng((seed, number)).choice(names, count, replace=False)
        refused = np.isin(resources, gone)
        other = replace(problem, closed=problem.closed | refused)
        standing = [site for site in plan if not refused[site]]
        sites = repair(other, standing)
        served, repaired = problem.value(standing), problem.value(sites)
        closed = tuple(np.flatnonzero(refused).tolist())
        lost, anew = len(plan) - len(standing), replan(other, standing)
        found.append(Draw(REFUSED, str(number + 1), lost, today + served, today + repaired, tuple(sites), tuple(anew), closed))
    return found


def covers_under(signals, count: int, required_dbm: np.ndarray, wanted: Sequence[np.ndarray], errors: Sequence, places) -> List:
    """A cover matrix (candidates, wanted cells) for every error of the model, built while the signals pass by once.

    signals : (candidate, window, SS-RSRP dBm with nan); wanted : per error bool (rows, columns); places : (x, y) of candidates
    """
    from scipy import sparse

    found: List[Dict[int, np.ndarray]] = [{} for _ in errors]
    columns = []
    for cells in wanted:
        number = np.full(cells.size, -1, np.int32)
        number[cells.ravel()] = np.arange(int(cells.sum()), dtype=np.int32)
        columns.append(number.reshape(cells.shape))
    for candidate, window, level_dbm in signals:
        needed = required_dbm[window.slices]
        for error, number, kept in zip(errors, columns, found):
            with np.errstate(invalid="ignore"):
                inside = number[window.slices][level_dbm + error.error_db(window, *places[candidate]) >= needed]
            inside = inside[inside >= 0]
            if len(inside):
                kept[candidate] = np.union1d(kept[candidate], inside) if candidate in kept else np.sort(inside)
    matrices = []
    for kept, cells in zip(found, wanted):
        empty = np.zeros(0, np.int32)
        rows = [kept.get(candidate, empty) for candidate in range(count)]
        ends = np.append(0, np.cumsum([len(row) for row in rows]))
        indices = np.concatenate(rows) if rows else empty
        matrices.append(sparse.csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=(count, int(cells.sum()))))
    return matrices


def served_under(signals, required_dbm: np.ndarray, errors: Sequence, places) -> List[np.ndarray]:
    """Which cells a network serves under every error of the model, bool (rows, columns) each; parameters as in `covers_under`."""
    served = [np.zeros(required_dbm.shape, bool) for _ in errors]
    for site, window, level_dbm in signals:
        needed = required_dbm[window.slices]
        for error, cells in zip(errors, served):
            with np.errstate(invalid="ignore"):
                cells[window.slices] |= level_dbm + error.error_db(window, *places[site]) >= needed
    return served


def collect(base: float, plan: Sequence[int], candidates: int, parts: Iterable) -> Robustness:
    """Gather draws from functions that make some each; stopping keeps those made so far, and needs one at least."""
    draws: List[Draw] = []
    stopped = False
    try:
        for part in parts:
            draws += part()
    except Cancelled:
        if not draws:
            raise
        stopped = True
    return Robustness(base, tuple(int(site) for site in plan), candidates, tuple(draws), stopped)
