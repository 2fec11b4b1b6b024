# SPDX-License-Identifier: GPL-2.0-or-later
"""From a workspace to a siting problem: what is served today, what is missing, who could serve it."""

from dataclasses import dataclass, field
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from ...engine import gaps
from ...engine.demand import Demand
from ...engine.errors import InputError
from ...engine.grid import Grid
from ...engine.network import Network
from ...engine.placement import problem as placement
from ...engine.placement.candidates import Candidate, Rejection, candidates_of, counts_by_rule
from ...engine.placement.targets import Target
from ...engine.progress import Progress
from ...engine.terrain import Terrain
from ..messages import language, text_in
from ..readers.terrain_inputs import with_inputs
from ..readers.vectors import grid_around, plan_grid, read_demand, read_network, read_terrain
from ..words import dictionary, words
from ..workspace import Workspace
from .candidates import read_resources, read_rules, rule_book
from .new_places import new_candidates, veto
from .options import SitingOptions, recorded
from .quotas import check_levels, fixed_rows, rows_of, targets_of
from .service import Service, service_of

__all__ = ["TABLES", "Prepared", "SitingOptions", "cell_weights", "prepare", "recorded", "resource_numbers"]

TABLES = ("RES_PT", "SITE_EX", "BUILDING", "SVC_AREA", "KEY_AREA", "LIMIT_ZONE", "ROAD", "WATER", "ADMIN_AREA")


@dataclass(frozen=True)
class Prepared:
    """A problem with all it was made from; `cells` are the flat grid cells of its columns.

    targets : what a plan must reach, over the same columns
    left_out : places for new structures that were not made, by reason
    """

    options: SitingOptions
    grid: Grid
    terrain: Terrain
    demand: Demand
    today: Network
    before: Tuple[gaps.Share, ...]
    candidates: List[Candidate]
    rejections: List[Rejection]
    network: Network
    cells: np.ndarray
    problem: placement.Problem
    assumed: Tuple[str, ...]
    service: Service
    targets: Tuple[Target, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)

    def resources(self) -> np.ndarray:
        """A number for the resource of each candidate, shape (candidates,)."""
        return resource_numbers(self.candidates)

    def shares_with(self, sites: Sequence[int], progress: Progress) -> Tuple[gaps.Share, ...]:
        """What is served per level and key area when candidates are added to today's network."""
        chosen = [self.candidates[site] for site in sites]
        return self.service.attained_with(self.service.layer_networks(chosen), progress)


def prepare(workspace: Workspace, options: SitingOptions, progress: Progress) -> Prepared:
    """Read, judge, compute covers and build the problem; raises `InputError` saying what is missing."""
    grid = plan_grid(workspace, options.cell_size_m)
    demand = read_demand(workspace, grid)
    check_levels(options, demand)
    fixed_notes = check_fixed(workspace, options)
    candidates, rejections, left_out = _candidates(workspace, options, grid, demand)
    rows_of(workspace, candidates, options)  # a quota that cannot work is told before anything takes long
    progress.report(0.03)
    terrain = read_terrain(workspace, grid_around(grid, _margin_m(workspace, grid, candidates, options)), options.dem or None)
    terrain = with_inputs(workspace, terrain, options.terrain_inputs, bool(options.dem))
    today, notes = _network_today(workspace, terrain)
    service = service_of(workspace, options, grid, terrain, demand, today)
    candidates, small = _hosting(service, candidates)
    rejections = rejections + small
    progress.report(0.06)
    served, before = service.served_today(progress.part(0.06, 0.15))
    weights = cell_weights(demand, rule_book(workspace).get("area_people_per_ha", {}))
    if not (demand.area & (weights > 0)).any():
        raise InputError("placement_zero_weight")
    wanted = [demand.area & ~cells & (weights > 0) for cells in served]
    if not any(cells.any() for cells in wanted):
        raise InputError("placement_nothing_missing")
    covers = service.covers(candidates, wanted, progress.part(0.15, 0.95))
    columns = np.concatenate([weights[cells] for cells in wanted])
    useful = np.flatnonzero(np.diff(covers.indptr))
    if not len(useful):
        raise InputError("placement_nothing_reached", candidates=len(candidates))
    rejections = rejections + _useless(candidates, useful)
    candidates, covers = [candidates[number] for number in useful], covers[useful]
    vetoed = veto(candidates, covers, columns, options.veto_m)
    if vetoed.any():
        left_out = {**left_out, "veto": int(vetoed.sum())}
        kept = np.flatnonzero(~vetoed)
        candidates, covers = [candidates[number] for number in kept], covers[kept]
    problem = _problem(workspace, candidates, covers, columns, options)
    targets = targets_of(options, demand, served, wanted)
    network = service.network_of(candidates)
    assumed = (*terrain.assumptions, *service.chosen.assumed, *demand.assumptions, *notes, *fixed_notes, *service.notes(network))
    progress.report(1.0)
    return Prepared(
        options, grid, terrain, demand, today, before, candidates, rejections, network,
        np.concatenate([np.flatnonzero(cells) for cells in wanted]), problem, assumed,
        service, tuple(targets), left_out,
    )  # fmt: skip


def _hosting(service: Service, candidates: List[Candidate]) -> Tuple[List[Candidate], List[Rejection]]:
    """The candidates with room for the networks that the plan is for (operators who share one count once), and the resources without.

    Raises `InputError` where none has.
    """
    needed: Dict[Tuple[str, str], int] = {}
    kept, small = [], {}
    for candidate in candidates:
        key = (candidate.mode["key"], candidate.resource.kind)
        if key not in needed:
            (site,) = service.network_of([candidate]).sites
            needed[key] = len({sector.carrier.operators for sector in site.sectors})
        if needed[key] <= candidate.mode.get("operators", needed[key]):
            kept.append(candidate)
        elif not candidate.resource.new_as:
            small[candidate.resource.resource_id] = (candidate.resource, needed[key])
    used = {candidate.resource.resource_id for candidate in kept}
    rejections = [_rejected(resource, "hosts", float(count)) for name, (resource, count) in small.items() if name not in used]
    if candidates and not kept:
        raise InputError("placement_all_rejected", resources=len(small), rules=rules_in_words(rejections))
    return kept, rejections


def check_fixed(workspace: Workspace, options: SitingOptions) -> Tuple[str, ...]:
    """A code where fixed planned sites stand nearer than the spacing: they all stay. Raises `InputError` where they leave no room."""
    fixed = fixed_rows(workspace)
    for row in fixed:
        if (row["COST_WY"] or 0.0) < 0:
            raise InputError("fixed_cost_negative", site=str(row["PLAN_ID"] or row["fid"]), cost=row["COST_WY"])
    if len(fixed) >= options.max_sites:
        raise InputError("fixed_no_room", fixed=len(fixed), max_sites=options.max_sites)
    points = [row["geometry"].asPoint() for row in fixed if row["geometry"] is not None]
    places = np.array([(point.x(), point.y()) for point in points]).reshape(-1, 2)
    close = sum(int((np.hypot(*(places[number + 1 :] - place).T) < options.spacing_m).sum()) for number, place in enumerate(places))
    return (f"fixed_too_close:{close}",) if close else ()


def _candidates(workspace: Workspace, options: SitingOptions, grid: Grid, demand: Demand):
    """The permitted uses of the resources and, where new structures are allowed, places for those; rejections; places left out."""
    resources = read_resources(workspace)
    if not resources and not options.max_new:
        raise InputError("placement_no_candidates")
    rules = read_rules(workspace)
    candidates, rejections = candidates_of(resources, rules)
    left_out: Dict[str, int] = {}
    if options.max_new:
        new, left_out = new_candidates(workspace, rules, candidates, grid, demand.level, options.new_spacing_m)
        candidates = candidates + new
    if not candidates:
        raise InputError("placement_all_rejected", resources=len(resources), rules=rules_in_words(rejections))
    candidates, crowded = _away_from_fixed(workspace, candidates, options.spacing_m)
    if not candidates:
        raise InputError("placement_all_rejected", resources=len(resources), rules=rules_in_words(rejections + crowded))
    return candidates, rejections + crowded, left_out


def cell_weights(demand: Demand, area_people_per_ha: Dict[str, float]) -> np.ndarray:
    """What serving a cell is worth, in people: those who are there, and outdoors what the level's area stands for."""
    per_cell = np.array([0.0, *(area_people_per_ha.get(level.code, 0.0) for level in demand.levels)]) * demand.grid.cell_area_m2 / 1e4
    return demand.weight.astype(np.float64) + np.where(demand.outdoor, per_cell[demand.level], 0.0)


def resource_numbers(candidates: Sequence[Candidate]) -> np.ndarray:
    """Candidates on one resource share a number."""
    names: Dict[str, int] = {}
    return np.array([names.setdefault(candidate.resource.resource_id, len(names)) for candidate in candidates], dtype=np.int64)


def _margin_m(workspace: Workspace, grid: Grid, candidates: Sequence[Candidate], options: SitingOptions) -> float:
    """How far the terrain must reach beyond the grid: to the antennas outside that still serve cells in it."""
    today, _ = _network_today(workspace, None)
    reach = max(options.radius_m, options.pole_radius_m)
    places = [(site.x_m, site.y_m) for site in today.near(*grid.extent_m, reach).sites]
    places += [(candidate.resource.x_m, candidate.resource.y_m) for candidate in candidates]
    x, y = np.array(places).reshape(-1, 2).T
    x_min, y_min, x_max, y_max = grid.extent_m
    away = np.maximum.reduce([x_min - x, x - x_max, y_min - y, y - y_max, np.zeros(len(x))])
    away = away[away <= reach]
    return float(away.max(initial=0.0)) + grid.cell_size_m


def _network_today(workspace: Workspace, terrain: Optional[Terrain]) -> Tuple[Network, List[str]]:
    """The sites on air, and the planned ones that are fixed."""
    network, notes = read_network(workspace, True, terrain)
    fixed = {row["PLAN_ID"] for row in fixed_rows(workspace)}
    return Network(tuple(site for site in network.sites if not site.planned or site.site_id in fixed)), notes


def _away_from_fixed(workspace: Workspace, candidates: Sequence[Candidate], spacing_m: float):
    """The candidates that leave the fixed planned sites their spacing, and the resources that do not."""
    fixed = [row["geometry"].asPoint() for row in fixed_rows(workspace) if row["geometry"] is not None]
    if not fixed:
        return list(candidates), []
    places = np.array([(point.x(), point.y()) for point in fixed])
    away = [float(np.hypot(places[:, 0] - c.resource.x_m, places[:, 1] - c.resource.y_m).min()) for c in candidates]
    free = [candidate for candidate, distance in zip(candidates, away) if distance >= max(spacing_m, 0.5)]
    close = [(c.resource, d) for c, d in zip(candidates, away) if d < max(spacing_m, 0.5) and not c.resource.new_as]
    crowded = {resource.resource_id: (resource, d) for resource, d in close}
    return free, [_rejected(resource, "near_fixed", round(d, 1)) for resource, d in crowded.values()]


def _rejected(resource, rule: str, figure: float) -> Rejection:
    """A rejection of our own, in the words of `resources/messages`."""
    return Rejection(resource, rule, text_in("zh", f"rule_{rule}"), text_in("en", f"rule_{rule}"), figure)


def rules_in_words(rejections: Sequence[Rejection]) -> str:
    """How many resources each rule rejected, in the user's words, largest first; a bureau's own rule by its name."""
    known, between = dictionary(), "；" if language() == "zh" else "; "
    counts = counts_by_rule(rejections)
    return between.join(f"{words(f'rule.{rule}') if f'rule.{rule}' in known else rule} {count}" for rule, count in counts.items())


def _useless(candidates: Sequence[Candidate], useful: np.ndarray) -> List[Rejection]:
    """Resources none of whose candidates reaches a gap."""
    used = {candidates[number].resource.resource_id for number in useful}
    left = {c.resource.resource_id: c.resource for c in candidates if c.resource.resource_id not in used and not c.resource.new_as}
    return [_rejected(resource, "serves_nothing", 0.0) for resource in left.values()]


def _problem(workspace: Workspace, candidates, covers, weights, options: SitingOptions) -> placement.Problem:
    """The problem, with the fixed planned sites' share of sites and money taken off."""
    fixed = fixed_rows(workspace)
    budget = options.budget_wy
    if budget is not None:
        budget -= sum(float(row["COST_WY"] or 0.0) for row in fixed)
        cheapest = min(candidate.cost_wy for candidate in candidates)
        if budget < cheapest:
            raise InputError("placement_budget_small", budget=budget, cheapest=cheapest)
    return placement.build(
        covers,
        weights,
        cost=[candidate.cost_wy for candidate in candidates],
        max_sites=max(0, min(options.max_sites - len(fixed), len(candidates))),
        budget=budget,
        rows=rows_of(workspace, candidates, options),
        x_m=[candidate.resource.x_m for candidate in candidates],
        y_m=[candidate.resource.y_m for candidate in candidates],
        spacing_m=options.spacing_m,
        groups=resource_numbers(candidates),
    )
