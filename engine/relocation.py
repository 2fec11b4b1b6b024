# SPDX-License-Identifier: GPL-2.0-or-later
"""A site has to go: what is lost, who can take over, and in which order so that nobody is without service (先建后拆).

Service is continuous when every cell that meets its SS-RSRP today still does in every stage of the works. New sites also
disturb: cells whose SS-SINR falls below their level are counted beside it. Durations of works are ours, editable.
"""

import datetime
import time
from dataclasses import dataclass, replace
from typing import List, Mapping, Optional, Sequence, Tuple

import numpy as np

from .demand import Demand
from .errors import InputError
from .gaps import PASS, judge
from .network import Site
from .placement.plan import Plan
from .placement.prefer import prefer
from .placement.problem import Problem, build
from .placement.solver import solve
from .progress import SILENT, Progress
from .whatif import WhatIf


@dataclass(frozen=True)
class Loss:
    """What is no longer served: cells, their area outdoors, people, and indices of the key areas that they touch."""

    cells: int
    area_m2: float
    people: float
    key_areas: Tuple[int, ...]


@dataclass(frozen=True)
class Stage:
    """The network after one step of the works: `on_air` or `off_air` of a site, or `today`.

    lost : against today, by SS-RSRP; disturbed : cells with enough SS-RSRP but too little SS-SINR that were served today
    """

    event: str
    site_id: str
    sites_on_air: int
    lost: Loss
    disturbed: Loss

    @property
    def is_continuous(self) -> bool:
        """Nothing that was served before is without signal."""
        return self.lost.cells == 0


@dataclass(frozen=True)
class Takeover:
    """The candidates that take over.

    sites : candidate numbers; kept, total : value of the lost cells that they serve, and of all
    most : no choice within the allowed number keeps more; needed : fewer sites cannot keep as much (proven)
    """

    sites: Tuple[int, ...]
    kept: float
    total: float
    most: float
    needed: int

    @property
    def is_fewest(self) -> bool:
        return len(self.sites) <= self.needed


@dataclass(frozen=True)
class Durations:
    """Days of the steps; build_days by way of building (key of the siting rules)."""

    permit_days: int = 45
    build_days: Mapping[str, int] = None
    usual_build_days: int = 45
    test_days: int = 7
    parallel_days: int = 14
    dismantle_days: int = 10

    def __post_init__(self):
        days = (self.permit_days, self.usual_build_days, self.test_days, self.parallel_days, self.dismantle_days)
        if any(value < 0 for value in (*days, *(self.build_days or {}).values())):
            raise InputError("relocation_days", days=min((*days, *(self.build_days or {}).values())))

    def build(self, mode: str) -> int:
        """Days of building in one way."""
        return int((self.build_days or {}).get(mode, self.usual_build_days))


@dataclass(frozen=True)
class Step:
    """One piece of work: permit, build, test, parallel, off or dismantle; days before demolition (start >= end)."""

    work: str
    site_id: str
    start_before: int
    end_before: int

    def dates(self, demolition: datetime.date) -> Tuple[datetime.date, datetime.date]:
        """First and last day."""
        return demolition - datetime.timedelta(self.start_before), demolition - datetime.timedelta(self.end_before)


def loss_between(demand: Demand, before: np.ndarray, after: np.ndarray) -> Loss:
    """What is served before and not after; both bool (rows, columns)."""
    lost = before & ~after
    flat = lost.ravel()
    area = float((lost & demand.outdoor).sum()) * demand.grid.cell_area_m2
    keys = tuple(number for number, entry in enumerate(demand.key_areas) if flat[entry.cells].any())
    return Loss(int(lost.sum()), area, float(demand.weight[lost].sum(dtype=np.float64)), keys)


def takeover_problem(
    covers, weights, *, cost, x_m, y_m, groups, spacing_m: float, max_sites: int, budget: Optional[float] = None
) -> Problem:
    """Candidates over the lost cells; each cell counts 1 besides its people, so that none is forgotten."""
    return build(
        covers, 1.0 + np.asarray(weights, float), cost=cost, x_m=x_m, y_m=y_m, groups=groups, spacing_m=spacing_m,
        max_sites=max(1, min(max_sites, covers.shape[0])), budget=budget,
    )  # fmt: skip


def take_over(problem: Problem, rank, keep_share: float, seconds: float, progress: Progress = SILENT) -> Takeover:
    """The fewest candidates that keep `keep_share` (0 to 1) of what would be lost, or as much as can be kept; better ranks first.

    Raises `InputError("relocation_share")` for a share outside 0 to 1.
    """
    if not 0 < keep_share <= 1:
        raise InputError("relocation_share", share=100 * keep_share)
    total = float(problem.weights.sum())
    best = solve(problem, 0.5 * seconds, progress=progress.part(0.0, 0.5))
    target = min(best.value, keep_share * total)
    plan, needed = _fewest(problem, best, target, 0.5 * seconds, progress.part(0.5, 1.0))
    slack = max(0.0, 1.0 - target * (1 - 1e-9) / plan.value) if plan.value > 0 else 0.0
    sites = prefer(problem, plan.sites, np.asarray(rank, float), slack)
    return Takeover(tuple(int(site) for site in sites), problem.value(sites), total, best.bound, min(needed, len(sites)))


def _fewest(problem: Problem, best: Plan, target: float, seconds: float, progress: Progress) -> Tuple[Plan, int]:
    """The smallest plan that reaches a target which `best` reaches, one site less at a time, and the proven minimum."""
    least = _least_by_value(problem, target)
    deadline = time.monotonic() + seconds
    while len(best.sites) > least:
        fewer, left = len(best.sites) - 1, deadline - time.monotonic()
        if left <= 0:
            break
        plan = solve(replace(problem, max_sites=fewer), left / 2 if fewer > least else left, progress=progress.part(0.0, 1.0))
        if plan.value < target * (1 - 1e-9):
            return best, len(best.sites) if plan.bound < target * (1 - 1e-9) else least
        best = plan
    return best, min(least, len(best.sites))


def _least_by_value(problem: Problem, target: float) -> int:
    """So many candidates are needed at least, for all the larger ones together serve less than the target."""
    worth = np.cumsum(np.sort(problem.covers @ problem.weights)[::-1])
    return int(np.searchsorted(worth, target * (1 - 1e-9))) + 1


def stages_of(network: WhatIf, site_id: str, replacements: Sequence[Site], demand: Demand, progress: Progress = SILENT) -> List[Stage]:
    """The network today, after each replacement in the given order, and without the old site; `network` is changed."""
    signal, quality = _served(network, demand)
    stages = [Stage("today", "", len(network.sites), loss_between(demand, signal, signal), loss_between(demand, quality, quality))]

    def note(event: str, which: str) -> None:
        now, good = _served(network, demand)
        disturbed = loss_between(demand, quality, good | ~now)
        stages.append(Stage(event, which, len(network.sites), loss_between(demand, signal, now), disturbed))
        progress.report(min(1.0, len(stages) / (len(replacements) + 2)))

    for site in replacements:
        network.add(site)
        note("on_air", site.site_id)
    network.remove(site_id)
    note("off_air", site_id)
    return stages


def _served(network: WhatIf, demand: Demand) -> Tuple[np.ndarray, np.ndarray]:
    """Cells that meet their level by SS-RSRP, and by SS-RSRP and SS-SINR."""
    return tuple(judge(demand, network.ss_rsrp_dbm, sinr) == PASS for sinr in (None, network.ss_sinr_db))


def order_of_works(site_id: str, replacements: Sequence[Tuple[str, str]], durations: Durations) -> List[Step]:
    """Back from the day of demolition: everything new on the air, then both in parallel, then the old one off and dismantled.

    replacements : (site id, way of building), in the order in which they go on the air; they are built side by side
    """
    off = durations.dismantle_days
    on_air = off + (durations.parallel_days if replacements else 0)
    steps: List[Step] = []
    for name, mode in replacements:
        built = on_air + durations.test_days
        started = built + durations.build(mode)
        steps.append(Step("permit", name, started + durations.permit_days, started))
        steps.append(Step("build", name, started, built))
        steps.append(Step("test", name, built, on_air))
    if replacements:
        steps.append(Step("parallel", site_id, on_air, off))
    steps.append(Step("off", site_id, off, off))
    steps.append(Step("dismantle", site_id, off, 0))
    return sorted(steps, key=lambda step: (-step.start_before, -step.end_before))


def latest_start(steps: Sequence[Step], demolition: Optional[datetime.date]) -> Optional[datetime.date]:
    """The day on which the first step must begin; None without a day of demolition."""
    return None if demolition is None else demolition - datetime.timedelta(max(step.start_before for step in steps))
