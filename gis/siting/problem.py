# SPDX-License-Identifier: GPL-2.0-or-later
"""From a workspace to a siting problem: what is served today, what is missing, who could serve it."""

from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

import numpy as np

from ...engine import gaps
from ...engine.coverage import CoverageSettings, compute_coverage, site_signals
from ...engine.demand import Demand
from ...engine.errors import InputError
from ...engine.grid import Grid
from ...engine.network import Network
from ...engine.pathloss import PathLossSettings, tr38901, tr38901_statistical
from ...engine.placement import problem as placement
from ...engine.placement.candidates import Candidate, Rejection, candidates_of, counts_by_rule
from ...engine.placement.covers import cover_matrix
from ...engine.progress import Progress
from ...engine.terrain import Terrain
from ..messages import text
from ..readers.vectors import grid_around, plan_grid, preset, read_demand, read_network, read_terrain
from ..workspace import Workspace
from .candidates import candidate_network, read_resources, read_rules, rule_book

TABLES = ("RES_PT", "SITE_EX", "BUILDING", "SVC_AREA", "KEY_AREA", "LIMIT_ZONE")


@dataclass(frozen=True)
class SitingOptions:
    """What decides the problem besides the tables; kept with the result, so that it can be built again.

    radius_m, pole_radius_m : how far roofs and towers, and poles, are computed; budget_wy : None for no limit
    """

    cell_size_m: float = 5.0
    radius_m: float = 1500.0
    pole_radius_m: float = 400.0
    spacing_m: float = 50.0
    max_sites: int = 20
    budget_wy: Optional[float] = None
    load: float = 0.5
    rx_height_m: float = 1.5


@dataclass(frozen=True)
class Prepared:
    """A problem with all it was made from; `cells` are the flat grid cells of its columns."""

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

    def resources(self) -> np.ndarray:
        """A number for the resource of each candidate, shape (candidates,)."""
        return resource_numbers(self.candidates)

    def shares_with(self, sites: Sequence[int], progress: Progress) -> Tuple[gaps.Share, ...]:
        """What is served per level and key area when candidates are added to today's network."""
        network = Network(self.today.sites + tuple(self.network.sites[site] for site in sites))
        return _shares(network, self.terrain, self.grid, self.demand, self.options, progress)


def prepare(workspace: Workspace, options: SitingOptions, progress: Progress) -> Prepared:
    """Read, judge, compute covers and build the problem; raises `InputError` saying what is missing."""
    grid = plan_grid(workspace, options.cell_size_m)
    terrain = read_terrain(workspace, grid_around(grid, options.pole_radius_m))
    demand = read_demand(workspace, grid)
    today, notes = _network_today(workspace, terrain)
    progress.report(0.03)

    resources = read_resources(workspace)
    if not resources:
        raise InputError("placement_no_candidates")
    rules = read_rules(workspace)
    candidates, rejections = candidates_of(resources, rules)
    if not candidates:
        listed = ", ".join(f"{rule}: {count}" for rule, count in counts_by_rule(rejections).items())
        raise InputError("placement_all_rejected", resources=len(resources), rules=listed)
    candidates, crowded = _away_from_fixed(workspace, candidates, options.spacing_m)
    rejections = rejections + crowded
    progress.report(0.06)

    served, before = _served_today(today, terrain, grid, demand, options, progress.part(0.06, 0.15))
    weights = cell_weights(demand, rule_book(workspace).get("area_people_per_ha", {}))
    wanted = demand.area & ~served & (weights > 0)
    if not wanted.any():
        raise InputError("placement_nothing_missing")
    network = candidate_network(candidates)
    signals = _signals(network, candidates, terrain, grid, options, progress.part(0.15, 0.95))
    covers = cover_matrix(signals, len(candidates), demand.required_rsrp_dbm(), wanted)
    useful = np.flatnonzero(np.diff(covers.indptr))
    if not len(useful):
        raise InputError("placement_nothing_reached", candidates=len(candidates))
    rejections = rejections + _useless(candidates, useful)
    candidates = [candidates[number] for number in useful]
    network = Network(tuple(network.sites[number] for number in useful))
    problem = _problem(workspace, candidates, covers[useful], weights[wanted], options)
    progress.report(1.0)
    return Prepared(
        options, grid, terrain, demand, today, before, candidates, rejections, network, np.flatnonzero(wanted), problem,
        (*terrain.assumptions, *demand.assumptions, *notes),
    )  # fmt: skip


def cell_weights(demand: Demand, area_people_per_ha: Dict[str, float]) -> np.ndarray:
    """What serving a cell is worth, in people: those who are there, and outdoors what the level's area stands for."""
    per_cell = np.array([0.0, *(area_people_per_ha.get(level.code, 0.0) for level in demand.levels)]) * demand.grid.cell_area_m2 / 1e4
    return demand.weight.astype(np.float64) + np.where(demand.outdoor, per_cell[demand.level], 0.0)


def resource_numbers(candidates: Sequence[Candidate]) -> np.ndarray:
    """Candidates on one resource share a number."""
    names: Dict[str, int] = {}
    return np.array([names.setdefault(candidate.resource.resource_id, len(names)) for candidate in candidates], dtype=np.int64)


def _network_today(workspace: Workspace, terrain: Terrain) -> Tuple[Network, List[str]]:
    """The sites on air, and the planned ones that are fixed."""
    network, notes = read_network(workspace, True, terrain)
    fixed = {row["PLAN_ID"] for row in workspace.rows("SITE_PL", ["PLAN_ID"], "FIXED = 1")}
    return Network(tuple(site for site in network.sites if not site.planned or site.site_id in fixed)), notes


def _served_today(today, terrain, grid, demand, options, progress):
    if not today.near(*grid.extent_m, options.radius_m).sites:
        verdict = np.where(demand.area, gaps.FAIL, gaps.OUTSIDE).astype(np.uint8)
        return verdict == gaps.PASS, tuple(gaps.attainment(demand, verdict))
    coverage = _coverage(today, terrain, grid, demand, options, progress)
    served = gaps.judge(demand, coverage.ss_rsrp_dbm) == gaps.PASS
    return served, tuple(gaps.attainment(demand, gaps.judge(demand, coverage.ss_rsrp_dbm, coverage.ss_sinr_db)))


def _shares(network, terrain, grid, demand, options, progress) -> Tuple[gaps.Share, ...]:
    coverage = _coverage(network, terrain, grid, demand, options, progress)
    return tuple(gaps.attainment(demand, gaps.judge(demand, coverage.ss_rsrp_dbm, coverage.ss_sinr_db)))


def _coverage(network, terrain, grid, demand, options, progress):
    settings = CoverageSettings(options.load, preset("network")["noise_figure_db"])
    near = network.near(*grid.extent_m, options.radius_m)
    return compute_coverage(
        near, terrain, grid, _path_loss(options, options.radius_m, terrain), settings, demand.area, _model(terrain), progress=progress
    )


def _model(terrain: Terrain):
    return tr38901 if terrain.is_building.any() else tr38901_statistical


def _path_loss(options: SitingOptions, radius_m: float, terrain: Terrain) -> PathLossSettings:
    return PathLossSettings(radius_m, options.cell_size_m, options.rx_height_m, _model(terrain).__name__)


def _signals(network, candidates, terrain, grid, options, progress) -> Iterator:
    """What each candidate would give: poles over their shorter reach first, then roofs and towers."""
    poles = [number for number, candidate in enumerate(candidates) if not candidate.is_macro]
    macros = [number for number, candidate in enumerate(candidates) if candidate.is_macro]
    share = len(poles) / (len(poles) + 8.0 * len(macros))  # a patch of a macro site takes about eight times as long
    parts = (
        (poles, options.pole_radius_m, progress.part(0.0, share)),
        (macros, options.radius_m, progress.part(share, 1.0)),
    )
    return chain.from_iterable(_signals_of(network, numbers, terrain, grid, radius, options, part) for numbers, radius, part in parts)


def _signals_of(network, numbers, terrain, grid, radius_m, options, progress) -> Iterator:
    from ...engine.compute import threads

    if not numbers:
        return
    some = Network(tuple(network.sites[number] for number in numbers))
    with threads() as pool:
        path_loss = _path_loss(options, radius_m, terrain)
        for index, window, signal in site_signals(some, terrain, grid, path_loss, _model(terrain), None, pool, progress):
            yield numbers[index], window, signal


def _away_from_fixed(workspace: Workspace, candidates: Sequence[Candidate], spacing_m: float):
    """The candidates that leave the fixed planned sites their spacing, and the resources that do not."""
    fixed = [row["geometry"].asPoint() for row in workspace.rows("SITE_PL", ["geometry"], "FIXED = 1") if row["geometry"] is not None]
    if not fixed:
        return list(candidates), []
    places = np.array([(point.x(), point.y()) for point in fixed])
    away = [float(np.hypot(places[:, 0] - c.resource.x_m, places[:, 1] - c.resource.y_m).min()) for c in candidates]
    free = [candidate for candidate, distance in zip(candidates, away) if distance >= max(spacing_m, 0.5)]
    reason = text("rule_near_fixed")
    crowded = {c.resource.resource_id: (c.resource, d) for c, d in zip(candidates, away) if d < max(spacing_m, 0.5)}
    return free, [Rejection(resource, "near_fixed", reason, reason, round(d, 1)) for resource, d in crowded.values()]


def _useless(candidates: Sequence[Candidate], useful: np.ndarray) -> List[Rejection]:
    """Resources none of whose candidates reaches a gap."""
    used = {candidates[number].resource.resource_id for number in useful}
    reason = text("rule_serves_nothing")
    left = {c.resource.resource_id: c.resource for c in candidates if c.resource.resource_id not in used}
    return [Rejection(resource, "serves_nothing", reason, reason, 0.0) for resource in left.values()]


def _problem(workspace: Workspace, candidates, covers, weights, options: SitingOptions) -> placement.Problem:
    """The problem, with the fixed planned sites' share of sites and money taken off."""
    fixed = list(workspace.rows("SITE_PL", ["COST_WY"], "FIXED = 1"))
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
        x_m=[candidate.resource.x_m for candidate in candidates],
        y_m=[candidate.resource.y_m for candidate in candidates],
        spacing_m=options.spacing_m,
        groups=resource_numbers(candidates),
    )


def recorded(options: SitingOptions) -> Dict[str, Any]:
    """The options as they are kept with a result."""
    return asdict(options)
