# SPDX-License-Identifier: GPL-2.0-or-later
"""Places for new smart poles and towers where no resource stands: along roads, in parks, venues and new developments.

Where and how densely is data (`new_places` in `resources/rules/siting.json`). A place never lies in a restricted or
forbidden zone, in a building or in water, nor near a resource that could carry a site; the siting rules judge it as any other.
"""

from collections import Counter
from typing import Any, Dict, Iterable, List, Mapping, Sequence, Tuple

import numpy as np

from ...engine.errors import InputError
from ...engine.grid import Grid
from ...engine.placement.candidates import Candidate, Resource, Rules, candidates_of, counts_by_rule
from ..inventory.inside import Points
from ..shipped import siting_rules
from ..workspace import Workspace
from .candidates import measured, rule_book

POLE, TOWER = "new_smart_pole", "new_tower"
KIND_OF = {POLE: "10", TOWER: "07"}  #: RES_TYPE of what will stand there
PREFIX = {POLE: "NP", TOWER: "NT"}
MOST_PLACES = 100_000
Spot = Tuple[float, float, str]  #: x, y, name of the road or area


def settings_of(workspace: Workspace) -> Dict[str, Any]:
    """Where places are made: the plan's own rules, else the product's."""
    own = rule_book(workspace).get("new_places")
    return own or siting_rules()["new_places"]


def new_candidates(
    workspace: Workspace, rules: Rules, shareable: Sequence[Candidate], grid: Grid, level: np.ndarray, spacing_m: float = 0.0
) -> Tuple[List[Candidate], Dict[str, int]]:
    """Candidates for new structures, and how many places were left out, by reason.

    shareable : candidates on resources that exist; no place is made near them
    level : uint8 of the grid, 0 outside the plan area; only places in it are made
    spacing_m : distance between places along roads and in areas instead of the settings'
    """
    settings = settings_of(workspace)
    wanted = _checked(settings, spacing_m)
    left: Counter = Counter()
    found: List[Candidate] = []
    towers = _grid_spots(grid, level, wanted["towers"])
    poles = list(_area_spots(workspace, wanted["areas"])) + list(_road_spots(workspace, wanted["roads"]))
    for key, spots, apart in ((POLE, poles, min(wanted["roads"]["spacing_m"], wanted["areas"]["spacing_m"]) / 2), (TOWER, towers, 0.0)):
        modes = [mode for mode in rules.modes if mode["key"] == key]
        if not modes or not spots:
            continue
        spots = _in_area(spots, grid, level)
        spots = _clear(workspace, _thinned(spots, apart), shareable, float(settings.get("clear_of_resources_m", 100.0)), left)
        resources = [
            Resource(f"{PREFIX[key]}{number:05d}", KIND_OF[key], x, y, float(modes[0]["height_m"]), road=name, new_as=key)
            for number, (x, y, name) in enumerate(spots, 1)
        ]
        good, rejected = candidates_of(measured(workspace, resources), rules) if resources else ([], [])
        left.update(counts_by_rule(rejected))
        found += good
    return found, dict(left)


def veto(candidates: Sequence[Candidate], covers, weights: np.ndarray, within_m: float, share: float = 0.95) -> np.ndarray:
    """Which new structures a shareable resource within a distance makes needless, bool (candidates,): 能共享的不得新建.

    A resource stands in for a new structure when it serves at least `share` of the weight that the structure would.
    """
    from scipy.spatial import cKDTree

    vetoed = np.zeros(len(candidates), dtype=bool)
    new = np.array([bool(c.resource.new_as) for c in candidates], dtype=bool)
    if within_m <= 0 or not new.any() or new.all():
        return vetoed
    places = np.array([(c.resource.x_m, c.resource.y_m) for c in candidates])
    old = np.flatnonzero(~new)
    tree = cKDTree(places[old])
    inside = np.zeros(covers.shape[1], dtype=bool)
    for number in np.flatnonzero(new):
        cells = covers.indices[covers.indptr[number] : covers.indptr[number + 1]]
        total = float(weights[cells].sum())
        inside[cells] = True
        for other in old[tree.query_ball_point(places[number], within_m)]:
            theirs = covers.indices[covers.indptr[other] : covers.indptr[other + 1]]
            if float(weights[theirs[inside[theirs]]].sum()) >= share * total:
                vetoed[number] = True
                break
        inside[cells] = False
    return vetoed


def _checked(settings: Mapping[str, Any], spacing_m: float) -> Dict[str, Dict[str, Any]]:
    try:
        wanted = {name: dict(settings[name]) for name in ("roads", "areas", "towers")}
        for entry in wanted.values():
            entry["spacing_m"] = float(entry["spacing_m"])
            if not entry["spacing_m"] >= 10:
                raise InputError("rules_incomplete", details="new_places: spacing_m >= 10")
        wanted["roads"]["aside_m"] = float(wanted["roads"].get("aside_m", 4.0))
        lists = wanted["roads"]["classes"], wanted["areas"]["types"], wanted["towers"]["levels"]
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("rules_incomplete", details=f"new_places: {error}") from error
    if not all(isinstance(entry, list) for entry in lists):
        raise InputError("rules_incomplete", details="new_places")
    if spacing_m:
        wanted = {name: {**entry, "spacing_m": max(10.0, spacing_m)} if name != "towers" else entry for name, entry in wanted.items()}
    return wanted


def _road_spots(workspace: Workspace, wanted: Mapping[str, Any]) -> Iterable[Spot]:
    """Beside the lanes, on the right of the line's direction."""
    for row in workspace.rows("ROAD", ["NAME", "CLASS", "geometry"]):
        if row["CLASS"] not in wanted["classes"] or row["geometry"] is None or row["geometry"].isEmpty():
            continue
        parts = row["geometry"].asMultiPolyline() if row["geometry"].isMultipart() else [row["geometry"].asPolyline()]
        for part in parts:
            line = np.array([(point.x(), point.y()) for point in part])
            for x, y in along(line, wanted["spacing_m"], wanted["aside_m"]):
                yield x, y, row["NAME"] or ""


def along(line: np.ndarray, apart_m: float, aside_m: float = 0.0) -> np.ndarray:
    """(n, 2) points every `apart_m` along a line, `aside_m` to its right; the first half a distance from its beginning."""
    steps = np.diff(line, axis=0)
    lengths = np.hypot(*steps.T)
    steps, lengths = steps[lengths > 0], lengths[lengths > 0]
    if not len(lengths):
        return np.zeros((0, 2))
    reached = np.concatenate([[0.0], np.cumsum(lengths)])
    at = np.arange(apart_m / 2, reached[-1], apart_m)
    piece = np.clip(np.searchsorted(reached, at, "right") - 1, 0, len(lengths) - 1)
    start = line[0] + np.concatenate([[[0.0, 0.0]], np.cumsum(steps, axis=0)])[piece]
    unit = steps[piece] / lengths[piece][:, None]
    return start + unit * (at - reached[piece])[:, None] + np.c_[unit[:, 1], -unit[:, 0]] * aside_m


def _area_spots(workspace: Workspace, wanted: Mapping[str, Any]) -> Iterable[Spot]:
    """On a grid in the key areas of the wanted types, at least one in each."""
    for row in workspace.rows("KEY_AREA", ["AREA_NAME", "AREA_TYPE", "geometry"]):
        shape = row["geometry"]
        if row["AREA_TYPE"] not in wanted["types"] or shape is None or shape.isEmpty():
            continue
        box, apart = shape.boundingBox(), wanted["spacing_m"]
        x, y = (_centred(low, high, apart) for low, high in ((box.xMinimum(), box.xMaximum()), (box.yMinimum(), box.yMaximum())))
        places = np.array(np.meshgrid(x, y)).reshape(2, -1).T
        inside = places[Points(places).inside([shape]) >= 0]
        if not len(inside):
            middle = shape.pointOnSurface().asPoint()
            inside = np.array([(middle.x(), middle.y())])
        for place_x, place_y in inside.tolist():
            yield place_x, place_y, row["AREA_NAME"] or ""


def _centred(low: float, high: float, apart: float) -> np.ndarray:
    count = max(1, int((high - low) // apart))
    return (low + high) / 2 + (np.arange(count) - (count - 1) / 2) * apart


def _grid_spots(grid: Grid, level: np.ndarray, wanted: Mapping[str, Any]) -> List[Spot]:
    """A grid over the area of the wanted levels."""
    x_min, y_min, x_max, y_max = grid.extent_m
    x, y = _centred(x_min, x_max, wanted["spacing_m"]), _centred(y_min, y_max, wanted["spacing_m"])
    numbers = [1 + "ABCD".index(code) for code in wanted["levels"] if code in "ABCD"]
    places = np.array(np.meshgrid(x, y)).reshape(2, -1).T
    rows, columns = grid.row_column(places[:, 0], places[:, 1])
    inside = (rows >= 0) & (rows < grid.rows) & (columns >= 0) & (columns < grid.columns)
    places, rows, columns = places[inside], rows[inside].astype(int), columns[inside].astype(int)
    return [(float(a), float(b), "") for a, b in places[np.isin(level[rows, columns], numbers)]]


def _in_area(spots: Sequence[Spot], grid: Grid, level: np.ndarray) -> List[Spot]:
    kept = []
    for spot in spots:
        if grid.contains(spot[0], spot[1]):
            row, column = grid.row_column(spot[0], spot[1])
            if level[int(row), int(column)]:
                kept.append(spot)
    if len(kept) > MOST_PLACES:
        raise InputError("new_places_many", count=len(kept), most=MOST_PLACES)
    return kept


def _thinned(spots: Sequence[Spot], apart_m: float) -> List[Spot]:
    """Without those nearer than a distance to an earlier one, as at crossings."""
    from scipy.spatial import cKDTree

    if apart_m <= 0 or len(spots) < 2:
        return list(spots)
    places = np.array([spot[:2] for spot in spots])
    gone = np.zeros(len(spots), dtype=bool)
    for number, near in enumerate(cKDTree(places).query_ball_point(places, apart_m * (1 - 1e-9))):
        if not gone[number]:
            later = [other for other in near if other > number]
            gone[later] = True
    return [spot for spot, dropped in zip(spots, gone) if not dropped]


def _clear(workspace: Workspace, spots: List[Spot], shareable: Sequence[Candidate], clear_m: float, left: Counter) -> List[Spot]:
    """Without those in zones, buildings or water, and those near a resource that could be shared."""
    from scipy.spatial import cKDTree

    if not spots:
        return spots
    places = np.array([spot[:2] for spot in spots])
    kept = np.ones(len(spots), dtype=bool)
    for reason, table in (("in_zone", "LIMIT_ZONE"), ("in_building", "BUILDING"), ("in_water", "WATER")):
        shapes = [row["geometry"] for row in workspace.rows(table, ["geometry"])]
        inside = (Points(places).inside(shapes) >= 0) & kept
        left[reason] += int(inside.sum())
        kept &= ~inside
    if shareable and clear_m > 0:
        away, _ = cKDTree([(c.resource.x_m, c.resource.y_m) for c in shareable]).query(places)
        near = (away < clear_m) & kept
        left["near_resource"] += int(near.sum())
        kept &= ~near
    return [spot for spot, good in zip(spots, kept) if good]
