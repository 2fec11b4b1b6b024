# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the network falls short of the service levels, how many people are there, and what could be used nearby.

A cell inside a building is judged at its façade (as coverage computes it), less an indoor margin where one is asked
for. Area figures count outdoor cells only; weight figures count all cells of the plan area.
"""

from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple

import numpy as np

from .demand import Demand
from .errors import DependencyError, InputError
from .grid import Grid
from .progress import SILENT, Progress

PASS, FAIL, OUTSIDE = 1, 0, 255


@dataclass(frozen=True)
class Share:
    """How much of a part of the plan area is served.

    scope : "level", "area" (key area) or "total"
    area_pct, weight_pct : None where there is no outdoor area, or no weight
    verdict : "pass", "fail", or "none" where nothing can be judged
    """

    scope: str
    code: str
    name: str
    target_pct: Optional[float]
    area_pct: Optional[float]
    weight_pct: Optional[float]
    area_m2: float
    weight: float
    verdict: str


@dataclass(frozen=True)
class Gap:
    """A connected region that misses its level.

    label : its number in `Gaps.labels`
    x_m, y_m : the failing cell nearest to its centre
    area_m2, weight : of all its cells
    nearest : index of the nearest resource, None without any; distance_m to it
    key_areas : indices into the demand's key areas that it touches
    """

    label: int
    level: str
    x_m: float
    y_m: float
    area_m2: float
    weight: float
    nearest: Optional[int]
    distance_m: Optional[float]
    key_areas: Tuple[int, ...]


@dataclass(frozen=True)
class Gaps:
    """Pass and fail per cell, and the regions that fail.

    verdict : uint8 (rows, columns), 1 served, 0 not, 255 outside the plan area
    labels : int32 (rows, columns), 0 where no gap, else `Gap.label`; regions below the stated size have none
    """

    grid: Grid
    verdict: np.ndarray
    labels: np.ndarray
    gaps: Tuple[Gap, ...]
    shares: Tuple[Share, ...]
    small_regions: int
    small_area_m2: float


def judge(demand: Demand, ss_rsrp_dbm: np.ndarray, ss_sinr_db: Optional[np.ndarray] = None, indoor_loss_db: float = 0.0) -> np.ndarray:
    """Pass (1), fail (0) or outside (255) per cell, uint8; a cell without a value is not served.

    ss_sinr_db : None to judge by SS-RSRP alone
    indoor_loss_db : taken off the SS-RSRP of cells inside buildings
    """
    for name, layer in (("SS-RSRP", ss_rsrp_dbm), ("SS-SINR", ss_sinr_db)):
        if layer is not None and layer.shape != demand.grid.shape:
            raise InputError("raster_shape", layer=name, shape=layer.shape, expected=demand.grid.shape)
    level = ss_rsrp_dbm if indoor_loss_db == 0 else np.where(demand.outdoor, ss_rsrp_dbm, ss_rsrp_dbm - np.float32(indoor_loss_db))
    with np.errstate(invalid="ignore"):
        served = level >= demand.required_rsrp_dbm()
        if ss_sinr_db is not None:
            served &= ss_sinr_db >= demand.required_sinr_db()
    return np.where(demand.area, np.where(served, PASS, FAIL), OUTSIDE).astype(np.uint8)


def find_gaps(
    demand: Demand,
    ss_rsrp_dbm: np.ndarray,
    ss_sinr_db: Optional[np.ndarray] = None,
    min_area_m2: float = 0.0,
    resources_xy: Optional[np.ndarray] = None,
    indoor_loss_db: float = 0.0,
    progress: Progress = SILENT,
) -> Gaps:
    """Verdicts, statistics and connected gap regions (four neighbours, one level each) of at least `min_area_m2`.

    resources_xy : float (n, 2), eligible public resources
    """
    if not np.isfinite(min_area_m2) or min_area_m2 < 0:
        raise InputError("gap_area", min_area_m2=min_area_m2)
    verdict = judge(demand, ss_rsrp_dbm, ss_sinr_db, indoor_loss_db)
    progress.report(0.2)
    labels, gaps, small, small_area = _regions(demand, verdict, min_area_m2, resources_xy, progress.part(0.2, 0.9))
    shares = attainment(demand, verdict)
    progress.report(1.0)
    return Gaps(demand.grid, verdict, labels, tuple(gaps), tuple(shares), small, small_area)


def attainment(demand: Demand, verdict: np.ndarray) -> List[Share]:
    """Target and actual per level, per key area and in total; the target of the total is what its levels ask for, by area."""
    flat, outdoor, weight = verdict.ravel(), demand.outdoor.ravel(), demand.weight.ravel()
    level = demand.level.ravel()
    shares = []
    weighted_target = outdoor_cells = 0.0
    for number, entry in enumerate(demand.levels, 1):
        cells = np.flatnonzero(level == number)
        if cells.size:
            share = _share("level", entry.code, entry.code, entry.area_target_pct, cells, flat, outdoor, weight, demand.grid)
            shares.append(share)
            weighted_target += entry.area_target_pct * share.area_m2
            outdoor_cells += share.area_m2
    inside = np.flatnonzero(level > 0)
    target = weighted_target / outdoor_cells if outdoor_cells else None
    shares.append(_share("total", "", "", target, inside, flat, outdoor, weight, demand.grid))
    for area in demand.key_areas:
        target = area.target_pct
        if target is None and area.cells.size:
            target = demand.levels[int(level[area.cells].min()) - 1].area_target_pct  # the strictest level it touches
        shares.append(_share("area", area.area_id, area.name, target, area.cells, flat, outdoor, weight, demand.grid))
    return shares


def _share(scope, code, name, target_pct, cells, verdict, outdoor, weight, grid: Grid) -> Share:
    served = verdict[cells] == PASS
    open_air = outdoor[cells]
    people = weight[cells].astype(np.float64)
    area_pct = 100.0 * float(served[open_air].mean()) if open_air.any() else None
    weight_pct = 100.0 * float(people[served].sum() / people.sum()) if people.sum() > 0 else None
    reached = area_pct if area_pct is not None else weight_pct  # a key area that is one building is judged by its people
    verdict_word = "none" if target_pct is None or reached is None else "pass" if reached >= target_pct - 1e-9 else "fail"
    return Share(
        scope, code, name, target_pct, area_pct, weight_pct, float(open_air.sum()) * grid.cell_area_m2, float(people.sum()), verdict_word
    )


def _regions(demand: Demand, verdict: np.ndarray, min_area_m2: float, resources_xy, progress: Progress):
    """Labelled regions of failing cells, one level each, largest unserved weight first."""
    ndimage = _ndimage()
    grid = demand.grid
    raw = np.zeros(grid.shape, np.int32)
    count = 0
    for number in range(1, len(demand.levels) + 1):
        found, regions = ndimage.label((verdict == FAIL) & (demand.level == number))
        raw += np.where(found > 0, found + count, 0).astype(np.int32)
        count += regions
        progress.report(0.5 * number / len(demand.levels))
    flat = raw.ravel()
    cells = np.flatnonzero(flat)
    if not cells.size:
        return raw, [], 0, 0.0
    ids = flat[cells]
    size = np.bincount(ids, minlength=count + 1)
    weight = np.bincount(ids, weights=demand.weight.ravel()[cells], minlength=count + 1)
    row, column = np.divmod(cells, grid.columns)
    centre_row = np.bincount(ids, weights=row, minlength=count + 1) / np.maximum(size, 1)
    centre_column = np.bincount(ids, weights=column, minlength=count + 1) / np.maximum(size, 1)
    kept = np.flatnonzero(size * grid.cell_area_m2 >= max(min_area_m2, 0.5 * grid.cell_area_m2))
    kept = kept[kept > 0]
    small = count - kept.size
    small_area = float(size[1:].sum() - size[kept].sum()) * grid.cell_area_m2
    kept = kept[np.lexsort((-size[kept], -weight[kept]))]
    renumber = np.zeros(count + 1, np.int32)
    renumber[kept] = np.arange(1, kept.size + 1)
    labels = renumber[raw]
    away = (row - centre_row[ids]) ** 2 + (column - centre_column[ids]) ** 2
    order = np.lexsort((away, ids))
    first = order[np.searchsorted(ids[order], kept)]  # of each kept region, the cell nearest to its centre
    x = grid.column_centres_m()[column[first]]
    y = grid.row_centres_m()[row[first]]
    nearest, distance = _nearest(x, y, resources_xy)
    touched = _touched(demand, labels.ravel(), kept.size)
    progress.report(1.0)
    gaps = [
        Gap(
            number + 1,
            demand.levels[int(demand.level.ravel()[cells[first[number]]]) - 1].code,
            float(x[number]),
            float(y[number]),
            float(size[region]) * grid.cell_area_m2,
            float(weight[region]),
            None if nearest is None else int(nearest[number]),
            None if distance is None else float(distance[number]),
            tuple(touched[number]),
        )
        for number, region in enumerate(kept)
    ]
    return labels, gaps, int(small), small_area


def _nearest(x, y, resources_xy: Optional[Sequence]):
    """Index of and distance to the nearest resource of each point; (None, None) without resources."""
    if resources_xy is None or not len(resources_xy) or not len(x):
        return None, None
    try:
        from scipy.spatial import cKDTree
    except ImportError as error:
        raise DependencyError("scipy_missing") from error
    distance, index = cKDTree(np.asarray(resources_xy, float)).query(np.column_stack([x, y]))
    return index, distance


def _touched(demand: Demand, labels: np.ndarray, count: int) -> List[List[int]]:
    touched: List[List[int]] = [[] for _ in range(count)]
    for index, area in enumerate(demand.key_areas):
        for label in np.unique(labels[area.cells]):
            if label > 0:
                touched[label - 1].append(index)
    return touched


def _ndimage():
    try:
        from scipy import ndimage
    except ImportError as error:
        raise DependencyError("scipy_missing") from error
    return ndimage
