# SPDX-License-Identifier: GPL-2.0-or-later
"""The statement of attainment: every zone with what is served, its largest hole, its worst spot and the time left."""

import datetime
from dataclasses import dataclass
from typing import List, Optional, Sequence

import numpy as np

from .demand import Demand
from .errors import DependencyError, InputError
from .gaps import FAIL, PASS
from .progress import SILENT, Progress


@dataclass(frozen=True)
class Zone:
    """A part of the plan that has to answer for itself.

    scope : "level", "key_area", "admin", "unit", "village", "road", "other" or "total"
    cells : int64, flat indices into the grid
    target_pct : 0 to 100, else InputError; None for none; year : by the end of which it is due, None for none
    by_length : judged by all of its cells (a road), not by outdoor cells and people
    people : as its own list states them, evenly over its area; None: as the plan's buildings have them
    """

    scope: str
    code: str
    name: str
    cells: np.ndarray
    target_pct: Optional[float] = None
    year: Optional[int] = None
    by_length: bool = False
    people: Optional[float] = None

    def __post_init__(self):
        if self.target_pct is not None and not 0.0 <= self.target_pct <= 100.0:
            raise InputError("zone_target", zone=self.name or self.code, target_pct=self.target_pct)


@dataclass(frozen=True)
class Statement:
    """What a zone reaches.

    area_pct : of its outdoor area (of its length for a road); weight_pct : of its people; None where there is none
    hole_m2 : its largest connected part that is not served; hole_x_m, hole_y_m : a cell in the middle of it
    short_db : by how much SS-RSRP or SS-SINR, whichever lacks more, falls short at the worst spot (None where no signal is
        known), worst_x_m, worst_y_m; short_of : which of them
    verdict : "pass", "fail" or "none"; days_left : until the target date, negative when it has passed
    """

    zone: Zone
    area_m2: float
    weight: float
    area_pct: Optional[float]
    weight_pct: Optional[float]
    verdict: str
    hole_m2: float
    hole_x_m: Optional[float]
    hole_y_m: Optional[float]
    short_db: Optional[float]
    worst_x_m: Optional[float]
    worst_y_m: Optional[float]
    days_left: Optional[int]
    short_of: Optional[str] = None


def level_zones(demand: Demand) -> List[Zone]:
    """A zone per service level that occurs, and the whole plan area; its target is what its levels ask for, by area."""
    flat = demand.level.ravel()
    zones, wanted, area = [], 0.0, 0
    for number, level in enumerate(demand.levels, 1):
        cells = np.flatnonzero(flat == number)
        if cells.size:
            zones.append(Zone("level", level.code, level.code, cells, level.area_target_pct))
            outdoor = int(demand.outdoor.ravel()[cells].sum())
            wanted, area = wanted + level.area_target_pct * outdoor, area + outdoor
    zones.append(Zone("total", "", "", np.flatnonzero(flat > 0), wanted / area if area else None))
    return zones


def strictest_target_pct(demand: Demand, cells: np.ndarray) -> Optional[float]:
    """The area target of the most demanding level among cells; None outside the plan area."""
    levels = demand.level.ravel()[cells]
    levels = levels[levels > 0]
    return demand.levels[int(levels.min()) - 1].area_target_pct if levels.size else None


def state(
    demand: Demand,
    verdict: np.ndarray,
    ss_rsrp_dbm: np.ndarray,
    zones: Sequence[Zone],
    today: datetime.date,
    progress: Progress = SILENT,
    ss_sinr_db: Optional[np.ndarray] = None,
) -> List[Statement]:
    """The statement of every zone; `verdict` is that of `engine/gaps.judge` by the same layers. Cells off the plan do not count."""
    holes, _ = _ndimage().label(verdict == FAIL)
    holes = holes.ravel()
    short = [("SS-RSRP", (demand.required_rsrp_dbm() - ss_rsrp_dbm).ravel())]
    if ss_sinr_db is not None:
        short.append(("SS-SINR", (demand.required_sinr_db() - ss_sinr_db).ravel()))
    served = verdict.ravel() == PASS
    inside = demand.area.ravel()
    found = []
    for done, zone in enumerate(zones):
        found.append(_statement(demand, zone, zone.cells[inside[zone.cells]], served, holes, short, today))
        progress.report((done + 1) / len(zones))
    return found


def _statement(demand: Demand, zone: Zone, cells, served, holes, short, today) -> Statement:
    grid = demand.grid
    counted = cells if zone.by_length else cells[demand.outdoor.ravel()[cells]]
    people = demand.weight.ravel()[cells].astype(np.float64)
    area_pct = 100 * float(served[counted].mean()) if counted.size else None
    if zone.people is not None:
        people = np.full(cells.size, zone.people / max(1, cells.size))
    weight_pct = None if zone.by_length or people.sum() <= 0 else 100 * float(people[served[cells]].sum() / people.sum())
    reached = area_pct if area_pct is not None else weight_pct
    verdict = "none" if zone.target_pct is None or reached is None else "pass" if reached >= zone.target_pct - 1e-9 else "fail"
    failing = cells[~served[cells]]
    hole, hole_m2, worst, short_db, short_of = None, 0.0, None, None, None
    if failing.size:
        names, sizes = np.unique(holes[failing], return_counts=True)
        largest = failing[holes[failing] == names[sizes.argmax()]]
        row, column = np.divmod(largest, grid.columns)
        hole = largest[((row - row.mean()) ** 2 + (column - column.mean()) ** 2).argmin()]
        hole_m2 = float(sizes.max()) * grid.cell_area_m2
        for name, layer in short:
            lacking = layer[failing]
            if np.isfinite(lacking).any() and (short_db is None or np.nanmax(lacking) > short_db):
                worst, short_db, short_of = failing[np.nanargmax(lacking)], float(np.nanmax(lacking)), name
        short_db = None if short_db is None else max(0.0, short_db)
    days = None if zone.year is None else (datetime.date(zone.year, 12, 31) - today).days
    return Statement(
        zone,
        float(counted.size) * grid.cell_area_m2,
        float(people.sum()),
        area_pct,
        weight_pct,
        verdict,
        hole_m2,
        *_place(grid, hole),
        short_db,
        *_place(grid, worst),
        days,
        short_of,
    )


def _place(grid, cell):
    """Centre of a cell by its flat index; (None, None) for none."""
    if cell is None:
        return None, None
    row, column = divmod(int(cell), grid.columns)
    return grid.x_min_m + (column + 0.5) * grid.cell_size_m, grid.y_max_m - (row + 0.5) * grid.cell_size_m


def _ndimage():
    try:
        from scipy import ndimage
    except ImportError as error:
        raise DependencyError("scipy_missing") from error
    return ndimage
