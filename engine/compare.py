# SPDX-License-Identifier: GPL-2.0-or-later
"""Two coverages against each other: where the signal changes, by how much, and who is newly served or lost."""

from dataclasses import dataclass
from typing import Optional, Tuple

import numpy as np

from .demand import Demand, Level
from .errors import InputError
from .gaps import PASS, attainment, judge
from .grid import Grid

#: stands for a cell that hears no sector, so that a cell that begins to be heard has a difference; below the sensitivity of any phone
NOT_HEARD_DBM = -140.0
NOTICEABLE_DB = 3.0  #: a smaller change is lost in the spread of any prediction


@dataclass(frozen=True)
class Change:
    """What changes in a part of the plan area; areas and cells are outdoors, people everywhere.

    before_pct, after_pct : share of area served; None where there is no outdoor cell
    gained, lost : cells newly served, cells no longer served; gained_people, lost_people : people there
    mean_db : mean change of SS-RSRP over cells that are heard in either; None where none is
    """

    scope: str
    code: str
    name: str
    target_pct: Optional[float]
    before_pct: Optional[float]
    after_pct: Optional[float]
    gained: int
    lost: int
    gained_m2: float
    lost_m2: float
    gained_people: float
    lost_people: float
    mean_db: Optional[float]


@dataclass(frozen=True)
class Comparison:
    """The second coverage less the first.

    difference_db : float32 (rows, columns), nan outside the plan area and where neither is heard
    changes : per level, in total, per key area
    stronger_pct, weaker_pct : share of the cells heard that change by `NOTICEABLE_DB` or more
    """

    difference_db: np.ndarray
    changes: Tuple[Change, ...]
    stronger_pct: float
    weaker_pct: float

    @property
    def total(self) -> Change:
        """The whole plan area."""
        return next(change for change in self.changes if change.scope == "total")


def level_everywhere(grid: Grid, inside: np.ndarray, ss_rsrp_dbm: float) -> Demand:
    """One threshold of SS-RSRP for every cell of `inside`, nobody counted: for coverages without a plan."""
    if not np.isfinite(ss_rsrp_dbm):
        raise InputError("compare_threshold", threshold_dbm=ss_rsrp_dbm)
    level = Level("-", float(ss_rsrp_dbm), -np.inf, 0.0, 0.0, 0.0)
    shape = grid.shape
    return Demand(grid, (level,), inside.astype(np.uint8), np.zeros(shape, np.float32), np.ones(shape, bool))


def compare(
    demand: Demand,
    before_rsrp_dbm: np.ndarray,
    after_rsrp_dbm: np.ndarray,
    before_sinr_db: Optional[np.ndarray] = None,
    after_sinr_db: Optional[np.ndarray] = None,
) -> Comparison:
    """Compare two coverages on the cells of `demand`; SS-SINR is judged only where both give it.

    Raises InputError when a layer has another shape.
    """
    if before_sinr_db is None or after_sinr_db is None:
        before_sinr_db = after_sinr_db = None
    verdicts = judge(demand, before_rsrp_dbm, before_sinr_db), judge(demand, after_rsrp_dbm, after_sinr_db)
    heard = demand.area & (np.isfinite(before_rsrp_dbm) | np.isfinite(after_rsrp_dbm))
    floor = np.float32(NOT_HEARD_DBM)
    before, after = (np.maximum(np.nan_to_num(layer, nan=floor), floor) for layer in (before_rsrp_dbm, after_rsrp_dbm))
    difference = np.where(heard, after - before, np.float32(np.nan)).astype(np.float32)
    shares = zip(attainment(demand, verdicts[0]), attainment(demand, verdicts[1]))
    changes = tuple(_change(demand, verdicts, difference, one, other) for one, other in shares)
    count = max(1, int(heard.sum()))
    stronger, weaker = int((difference[heard] >= NOTICEABLE_DB).sum()), int((difference[heard] <= -NOTICEABLE_DB).sum())
    return Comparison(difference, changes, 100.0 * stronger / count, 100.0 * weaker / count)


def _cells(demand: Demand, share) -> np.ndarray:
    """The flat cells a share is about."""
    if share.scope == "area":
        return next(area.cells for area in demand.key_areas if area.area_id == share.code)
    level = demand.level.ravel()
    if share.scope == "total":
        return np.flatnonzero(level)
    return np.flatnonzero(level == 1 + [entry.code for entry in demand.levels].index(share.code))


def _change(demand: Demand, verdicts, difference: np.ndarray, before, after) -> Change:
    cells = _cells(demand, before)
    served_before, served_after = (verdict.ravel()[cells] == PASS for verdict in verdicts)
    outdoor, people = demand.outdoor.ravel()[cells], demand.weight.ravel()[cells].astype(np.float64)
    gained, lost = served_after & ~served_before, served_before & ~served_after
    change = difference.ravel()[cells]
    change = change[np.isfinite(change)]
    cell_m2 = demand.grid.cell_area_m2
    counts = int((gained & outdoor).sum()), int((lost & outdoor).sum())
    return Change(
        before.scope,
        before.code,
        before.name,
        before.target_pct,
        before.area_pct,
        after.area_pct,
        *counts,
        counts[0] * cell_m2,
        counts[1] * cell_m2,
        float(people[gained].sum()),
        float(people[lost].sum()),
        float(change.mean()) if change.size else None,
    )
