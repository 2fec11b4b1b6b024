# SPDX-License-Identifier: GPL-2.0-or-later
"""From a workspace and a site to be demolished to the candidates that could take over what it serves."""

import datetime
from dataclasses import dataclass, replace
from typing import Any, Dict, List, Optional, Tuple

import numpy as np

from ...engine.coverage import CoverageSettings, compute_coverage, site_signals
from ...engine.demand import Demand
from ...engine.errors import InputError
from ...engine.gaps import PASS, judge
from ...engine.grid import Grid
from ...engine.network import Network, Site
from ...engine.pathloss import PathLossSettings
from ...engine.placement.candidates import Candidate, Resource, candidates_of
from ...engine.placement.covers import cover_matrix
from ...engine.progress import Progress
from ...engine.relocation import Durations, Loss, loss_between
from ...engine.terrain import Terrain
from ...engine.whatif import WhatIf
from ..readers.model_choice import ModelChoice, choose_model
from ..readers.terrain_inputs import with_inputs
from ..readers.vectors import grid_around, plan_grid, preset, read_demand, read_network, read_terrain
from ..shipped import rules
from ..workspace import Workspace
from .candidates import candidate_network, equipment_of, read_resources, read_rules
from .problem import SitingOptions
from .service import LONGEST_STEP_M

DEMOLITION = "3"  # SITE_EX.STATUS
OTHER_SITE_M = 0.5  # a 5G site nearer than this to the demolished one is the same


@dataclass(frozen=True)
class Relocation:
    """A site that goes, what is lost without it, and who could take over; `cells` are the flat grid cells of the covers' columns."""

    options: SitingOptions
    site: Site
    row: Dict[str, Any]
    day: Optional[datetime.date]
    grid: Grid
    terrain: Terrain
    demand: Demand
    network: Network
    served: np.ndarray
    loss: Loss
    candidates: List[Candidate]
    sites: Network
    cells: np.ndarray
    covers: Any
    gone_before: Tuple[str, ...]
    chosen: ModelChoice
    assumed: Tuple[str, ...] = ()

    def whatif(self, progress: Progress) -> WhatIf:
        """Today's network, to be changed step by step."""
        near = {site.site_id for site in self.network.near(*self.grid.extent_m, self.options.radius_m).sites} | {self.site.site_id}
        some = Network(tuple(site for site in self.network.sites if site.site_id in near))
        return WhatIf(
            some, self.terrain, self.grid, _path_loss(self.options, self.options.radius_m, self.chosen), _settings(self.options),
            self.demand.area, None, self.chosen.over_fan, progress=progress,
        )  # fmt: skip


def read_durations() -> Durations:
    """The days of the works (`resources/rules/relocation.json`)."""
    book = rules("relocation")
    try:
        return Durations(**{key: value for key, value in book.items() if key != "note"})
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError("rules_incomplete", details=f"relocation.json: {error}") from error


def site_row(workspace: Workspace, code: str) -> Dict[str, Any]:
    """The row of SITE_EX with this site code; `InputError` when there is none."""
    rows = list(workspace.rows("SITE_EX", where="SITE_CODE = ?", params=(code,)))
    if not rows:
        raise InputError("relocation_site_unknown", site=code)
    return rows[0]


def prepare_relocation(
    workspace: Workspace, code: str, day: Optional[datetime.date], clear_m: float, options: SitingOptions, progress: Progress
) -> Relocation:
    """Read, recompute the coverage without the site, and find who reaches what is lost.

    clear_m : nothing within this distance of the site may take over, for it is demolished too
    """
    row = site_row(workspace, code)
    day = day or row["RELOC_DT"]
    grid = plan_grid(workspace, options.cell_size_m)
    terrain = read_terrain(workspace, grid_around(grid, options.pole_radius_m), options.dem or None)
    terrain = with_inputs(workspace, terrain, options.terrain_inputs, bool(options.dem))
    chosen = choose_model(
        workspace, terrain, options.model, options.calibration, landcover_table=options.landcover_table, extrapolate=options.extrapolate
    )
    demand = read_demand(workspace, grid)
    network, notes = read_network(workspace, False, terrain)
    gone = _gone_before(workspace, code, day)
    network = Network(tuple(site for site in network.sites if site.site_id not in gone))
    site = next((entry for entry in network.sites if entry.site_id == code), None)
    if site is None:
        raise InputError("relocation_site_silent", site=code)
    rest = Network(tuple(entry for entry in network.sites if entry is not site))
    served = _served(network, terrain, grid, demand, options, chosen, progress.part(0.0, 0.15))
    after = _served(rest, terrain, grid, demand, options, chosen, progress.part(0.15, 0.3))
    lost = served & ~after
    candidates = [c for c in _usable(workspace, rest, site, clear_m) if c.resource.resource_id != row["BASE_ID"]]
    candidates = [c for c in candidates if _reaches(c, grid, lost, options)]
    carriers = [sector.carrier for sector in site.sectors]  # whoever is there today goes with it
    operators = sorted({operator for carrier in carriers for operator in carrier.operators})
    bands = sorted({carrier.band for carrier in carriers})
    sites = candidate_network(candidates, operators, bands, equipment_of(workspace))
    covers = None
    if lost.any() and candidates:
        signals = _signals(sites, candidates, terrain, grid, options, chosen, progress.part(0.3, 1.0))
        covers = cover_matrix(signals, len(candidates), demand.required_rsrp_dbm(), lost)
        useful = np.flatnonzero(np.diff(covers.indptr))
        candidates, covers = [candidates[number] for number in useful], covers[useful]
        sites = Network(tuple(sites.sites[number] for number in useful))
    progress.report(1.0)
    return Relocation(
        options, site, row, day, grid, terrain, demand, network, served, loss_between(demand, served, after),
        candidates, sites, np.flatnonzero(lost), covers, tuple(sorted(gone)),
        chosen, (*terrain.assumptions, *chosen.assumed, *demand.assumptions, *notes),
    )  # fmt: skip


def _gone_before(workspace: Workspace, code: str, day: Optional[datetime.date]) -> set:
    """Sites that are to be demolished no later than this one: they cannot be counted on."""
    rows = workspace.rows("SITE_EX", ["SITE_CODE", "RELOC_DT"], "STATUS = ?", (DEMOLITION,))
    return {row["SITE_CODE"] for row in rows if row["SITE_CODE"] != code and day is not None and row["RELOC_DT"] and row["RELOC_DT"] <= day}


def _usable(workspace: Workspace, rest: Network, site: Site, clear_m: float) -> List[Candidate]:
    """Permitted candidates away from the site; the rules' distance to 5G sites is to those that stay."""
    places = np.array([(entry.x_m, entry.y_m) for entry in rest.sites], float).reshape(-1, 2)

    def without(resource: Resource) -> Resource:
        near = float(np.hypot(places[:, 0] - resource.x_m, places[:, 1] - resource.y_m).min()) if len(places) else None
        return replace(resource, existing_5g_m=None if near is None else round(near, 1))

    resources = [without(resource) for resource in read_resources(workspace)]
    keep = max(clear_m, OTHER_SITE_M)
    away = [r for r in resources if np.hypot(r.x_m - site.x_m, r.y_m - site.y_m) >= keep]
    return candidates_of(away, read_rules(workspace))[0]


def _reaches(candidate: Candidate, grid: Grid, lost: np.ndarray, options: SitingOptions) -> bool:
    """Whether a lost cell lies within the candidate's largest distance."""
    radius = options.radius_m if candidate.is_macro else options.pole_radius_m
    rows, columns = np.nonzero(lost)
    if not rows.size:
        return False
    east = grid.column_centres_m()[columns] - candidate.resource.x_m
    north = grid.row_centres_m()[rows] - candidate.resource.y_m
    return bool((east**2 + north**2 <= radius**2).any())


def _served(
    network: Network, terrain: Terrain, grid: Grid, demand: Demand, options: SitingOptions, chosen: ModelChoice, progress: Progress
) -> np.ndarray:
    """Cells that meet their SS-RSRP."""
    near = network.near(*grid.extent_m, options.radius_m)
    if not near.sites:
        return np.zeros(grid.shape, bool)
    path_loss, model = _path_loss(options, options.radius_m, chosen), chosen.over_fan
    coverage = compute_coverage(near, terrain, grid, path_loss, _settings(options), demand.area, model, progress=progress)
    return judge(demand, coverage.ss_rsrp_dbm) == PASS


def _signals(network: Network, candidates, terrain: Terrain, grid: Grid, options: SitingOptions, chosen: ModelChoice, progress: Progress):
    """What each candidate would give: poles within their shorter reach, then roofs and towers."""
    parts = [[number for number, candidate in enumerate(candidates) if candidate.is_macro is macro] for macro in (False, True)]
    for place, (numbers, radius) in enumerate(zip(parts, (options.pole_radius_m, options.radius_m))):
        if not numbers:
            continue
        some = Network(tuple(network.sites[number] for number in numbers))
        path_loss, part = _path_loss(options, radius, chosen), progress.part(0.5 * place, 0.5 * place + 0.5)
        for index, window, signal in site_signals(some, terrain, grid, path_loss, chosen.over_fan, progress=part):
            yield numbers[index], window, signal


def _path_loss(options: SitingOptions, radius_m: float, chosen: ModelChoice) -> PathLossSettings:
    step = min(options.cell_size_m, LONGEST_STEP_M)
    return PathLossSettings(radius_m, step, options.rx_height_m, chosen.label, chosen.sampling)


def _settings(options: SitingOptions) -> CoverageSettings:
    return CoverageSettings(options.load, preset("network")["noise_figure_db"])
