# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan of the workspace as something that can be refined on true SINR: places, signals, bounds, and figures before and after."""

from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np

from ...engine import gaps
from ...engine.coverage import CoverageSettings, compute_coverage
from ...engine.errors import InputError
from ...engine.layers import weakest_operator
from ...engine.network import Network, Site
from ...engine.patch_cache import PatchCache
from ...engine.pathloss import PathLossSettings
from ...engine.placement.sinr_bound import SinrBound, bound_of_directions, bound_of_plan
from ...engine.placement.sinr_field import Field
from ...engine.placement.sinr_layers import Layers
from ...engine.placement.sinr_radio import Freedom, PatchRadio
from ...engine.placement.sinr_refine import Exchange, Place
from ...engine.placement.solver import solve
from ...engine.progress import SILENT, Progress
from ..readers.vectors import preset, read_network
from ..shipped import rules
from ..workspace import Workspace
from .candidates import rule_book
from .options import SitingOptions
from .problem import Prepared, cell_weights, prepare
from .quotas import free_rows

PASSED = "1"  # SITE_PL.REVIEW: the company agreed
LONGEST_STEP_M = 30.0  # of a terrain profile
PATCHES = "patches"
NO_PLAN = "refine_no_plan"


@dataclass(frozen=True)
class Figures:
    """A network in numbers; SINR and RSRP over the outdoor cells of the plan area that hear anything. Where each operator's
    users are to be served, `value` adds up all of them and the rest is of the weakest operator in each cell."""

    value: float
    people: float
    area_pct: Optional[float]
    weight_pct: Optional[float]
    sinr_mean_db: float
    sinr_edge_db: float
    rsrp_mean_dbm: float
    rsrp_edge_dbm: float
    shares: Tuple[gaps.Share, ...]


@dataclass(frozen=True)
class Case:
    """What is refined: `rows` of SITE_PL and their `places`, in one order; `alone` is what today's network serves by itself."""

    prepared: Prepared
    rows: List[Dict[str, Any]]
    places: List[Place]
    today: Network
    radio: PatchRadio
    freedom: Freedom
    layers: Layers
    weights: np.ndarray
    alone: float
    moving: bool

    @property
    def chosen(self) -> List[int]:
        """The candidates that the plan uses."""
        return [place.candidate for place in self.places if place.candidate is not None]


def plan_options(workspace: Workspace) -> SitingOptions:
    """The options with which the plan was made; the defaults where nobody suggested it."""
    made = last_plan(workspace)
    return SitingOptions.of(made["params"]) if made is not None else SitingOptions()


def last_plan(workspace: Workspace) -> Optional[Dict[str, Any]]:
    """The record of the plan that was suggested last, in one go or by years; None without."""
    made = [result for result in (workspace.result("suggestsites"), workspace.result("phaseplan")) if result is not None]
    return max(made, key=lambda result: result["created"]) if made else None


def read_freedom(azimuths: bool, tilts: bool, mechanical: bool = False) -> Freedom:
    """How antennas may change (`resources/rules/refine.json`)."""
    book = rules("refine")
    try:
        return Freedom(
            azimuths,
            tilts,
            mechanical,
            turns_deg=tuple(float(angle) for angle in book["turns_deg"]),
            apart_deg=float(book["apart_deg"]),
            electrical_tilts_deg={kind: tuple(map(float, some)) for kind, some in book["electrical_tilts_deg"].items()},
            mechanical_tilts_deg={kind: tuple(map(float, some)) for kind, some in book["mechanical_tilts_deg"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError("rules_incomplete", details=f"refine.json: {error}") from error


def prepare_case(workspace: Workspace, moving: bool, freedom: Freedom, progress: Progress = SILENT) -> Case:
    """Read the plan, match its sites with candidates, and put today's network on the field."""
    options = plan_options(workspace)
    rows = free_rows(workspace, NO_PLAN)
    prepared = prepare(workspace, options, progress.part(0.0, 0.7))
    network, _ = read_network(workspace, True, prepared.terrain)
    sites = {site.site_id: site for site in network.sites if site.planned}
    rows = [row for row in rows if _name(row) in sites]
    if not rows:
        raise InputError("refine_no_sector")
    turning = freedom.azimuths or freedom.tilts or freedom.mechanical
    matched = candidates_of_rows(prepared, rows)
    places = []
    for row, candidate in zip(rows, matched):
        decided = row["REVIEW"] == PASSED
        may_move = moving and not decided and candidate is not None
        places.append(Place(sites[_name(row)], candidate, may_move, turning and not decided))
    if not any(place.may_move or place.may_turn for place in places):
        raise InputError("refine_all_decided", sites=len(places))
    radio = PatchRadio(
        prepared.terrain, prepared.grid, _path_loss(prepared), _settings(options), prepared.service.chosen.over_fan,
        PatchCache(workspace.results_folder / PATCHES),
    )  # fmt: skip
    near = prepared.today.near(*prepared.grid.extent_m, options.radius_m)
    layers, weights = _layers(workspace, prepared, [*near.sites, *(place.option for place in places)])
    for beams in radio.stream(near.sites, progress.part(0.7, 1.0)):
        layers.ground(beams)
    progress.report(1.0)
    return Case(prepared, rows, places, near, radio, freedom, layers, weights, layers.value, moving)


def exchange_of(case: Case, reach=None) -> Optional[Exchange]:
    """Who may stand in for whom under the rules of the plan; None where sites stay."""
    if not case.moving:
        return None
    prepared, problem = case.prepared, case.prepared.problem
    held = [target for target in prepared.targets if target.is_met(target.reached(problem, case.chosen))]

    def accepts(sites) -> bool:
        return all(target.is_met(target.reached(problem, sites)) for target in held)

    cells = prepared.cells if reach is None else np.arange(reach.shape[1])
    return Exchange(
        problem, problem.covers if reach is None else reach, cells, lambda i: prepared.network.sites[i], accepts if held else None
    )


def coverage_bound(case: Case, stored: Optional[Dict[str, Any]], seconds: float, progress: Progress) -> float:
    """No plan under these rules covers more (SS-RSRP): the bound of the plan's own record where it still holds, else a new one."""
    summary = stored["summary"] if stored is not None else {}
    value = case.prepared.problem.value(case.chosen)
    if stored is not None and not stored["stale"] and summary.get("BOUND") and abs(summary.get("VALUE", 0) - value) <= 0.01 + 1e-6 * value:
        return max(value, float(summary["BOUND"]))
    return max(value, solve(case.prepared.problem, seconds, progress=progress).bound)


def sinr_bound(case: Case, seconds: float, progress: Progress) -> Tuple[SinrBound, Any]:
    """No plan serves more with signal and SINR; and the matrix of what candidates reach (None where sites stay)."""
    unserved, rigid = case.layers.missing(), Freedom(False, False)
    reach = {False: rigid, True: case.freedom}
    own = [case.radio.reaches([place.option], reach[place.may_turn], case.layers)[0] for place in case.places]
    if not any(place.may_move for place in case.places):
        return bound_of_directions(case.alone, unserved, own), None
    problem = case.prepared.problem
    candidates = case.radio.reaches(case.prepared.network.sites, case.freedom, case.layers, progress.part(0.0, 0.7))
    for place, cells in zip(case.places, own):
        if place.may_move:  # as it stands in the table: rounded power, directions of its own
            candidates[place.candidate] = np.union1d(candidates[place.candidate], cells)
    staying = [cells for place, cells in zip(case.places, own) if not place.may_move]
    held = sum(place.candidate is not None and not place.may_move for place in case.places)
    most = max(problem.max_sites, len(case.chosen)) - held
    return bound_of_plan(case.alone, unserved, staying, candidates, problem, most, seconds, progress.part(0.7, 1.0))


def figures_of(case: Case, sites: Sequence[Site], progress: Progress = SILENT) -> Figures:
    """Today's network with these sites, computed anew from the first patch."""
    prepared, demand = case.prepared, case.prepared.demand
    network, radio, value, found = Network((*case.today.sites, *sites)), case.radio, 0.0, []
    for number, operator in enumerate(case.layers.operators):
        heard = network if operator is None else network.of_operator(operator)
        part = progress.part(number / len(case.layers.operators), (number + 1) / len(case.layers.operators))
        if not heard.sites:
            continue
        coverage = compute_coverage(
            heard, prepared.terrain, prepared.grid, radio.path_loss, radio.settings, demand.area, radio.model, radio.cache, progress=part
        )
        verdict = gaps.judge(demand, coverage.ss_rsrp_dbm, coverage.ss_sinr_db, prepared.options.indoor_loss_db)
        value += float(case.weights[verdict == gaps.PASS].sum())
        found.append(coverage)
    coverage = found[0] if len(found) == 1 else weakest_operator(found)
    verdict = gaps.judge(demand, coverage.ss_rsrp_dbm, coverage.ss_sinr_db, prepared.options.indoor_loss_db)
    if len(found) < len(case.layers.operators):  # an operator without any site serves nobody
        verdict = np.where(demand.area, gaps.FAIL, verdict)
    served = verdict == gaps.PASS
    shares = tuple(gaps.attainment(demand, verdict))
    total = next(share for share in shares if share.scope == "total")
    sinr, rsrp = (_outdoors(demand, layer) for layer in (coverage.ss_sinr_db, coverage.ss_rsrp_dbm))
    return Figures(
        value, float(demand.weight[served].sum(dtype=np.float64)), total.area_pct, total.weight_pct,
        float(sinr.mean()), float(np.percentile(sinr, 5)), float(rsrp.mean()), float(np.percentile(rsrp, 5)), shares,
    )  # fmt: skip


def _outdoors(demand, layer: np.ndarray) -> np.ndarray:
    found = layer[demand.area & demand.outdoor & np.isfinite(layer)].astype(np.float64)
    return found if found.size else np.zeros(1)


def _layers(workspace: Workspace, prepared: Prepared, sites: Sequence[Site]) -> Tuple[Layers, np.ndarray]:
    """A field for the users of each layer that the plan is made for, and what cells are worth."""
    demand = prepared.demand
    weights = np.where(demand.area, cell_weights(demand, rule_book(workspace).get("area_people_per_ha", {})), 0.0)
    figure = preset("network")["noise_figure_db"]
    carriers = [sector.carrier for site in (*sites, *prepared.network.sites) for sector in site.sectors]
    noise = {carrier.channel: 10 ** (carrier.noise_per_resource_element_dbm(figure) / 10) for carrier in carriers}
    with np.errstate(invalid="ignore"):
        required = 10 ** (np.nan_to_num(prepared.service.required_dbm, nan=0.0).astype(np.float64) / 10)
        ratio = 10 ** (np.nan_to_num(demand.required_sinr_db(), nan=0.0).astype(np.float64) / 10)
    operators = [layer.operators[0] if layer.operators else None for layer in prepared.service.layers]
    return Layers([Field(weights, required, ratio, noise) for _ in operators], operators), weights


def candidates_of_rows(prepared: Prepared, rows: Sequence[Dict[str, Any]]) -> List[Optional[int]]:
    """The candidate that each row stands on, None where there is none (any more); no candidate twice.

    What stands on nothing that exists is known by its place.
    """
    known: Dict[Tuple[Any, str], int] = {}
    for number, candidate in enumerate(prepared.candidates):
        resource = candidate.resource
        base = (round(resource.x_m, 1), round(resource.y_m, 1)) if resource.new_as else resource.resource_id[:24]
        known.setdefault((base, str(candidate.mode["code"])), number)
    found: List[Optional[int]] = []
    for row in rows:
        base = row["BASE_ID"]
        if not base and row["geometry"] is not None:
            point = row["geometry"].asPoint()
            base = round(point.x(), 1), round(point.y(), 1)
        number = known.get((base, str(row["MODE"] or "")))
        found.append(None if number in found else number)
    return found


def _name(row: Dict[str, Any]) -> str:
    return str(row["PLAN_ID"] or row["fid"])


def _path_loss(prepared: Prepared) -> PathLossSettings:
    options, chosen = prepared.options, prepared.service.chosen
    step = min(options.cell_size_m, LONGEST_STEP_M)
    return PathLossSettings(options.radius_m, step, options.rx_height_m, chosen.label, chosen.sampling)


def _settings(options: SitingOptions) -> CoverageSettings:
    return CoverageSettings(options.load, preset("network")["noise_figure_db"])
