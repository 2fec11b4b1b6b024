# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan in memory for tools that answer while the mouse moves: terrain, demand, network and candidates of a workspace."""

from dataclasses import dataclass, replace
from typing import Dict, List, Optional, Tuple

import numpy as np
from qgis.core import QgsFeatureRequest, QgsGeometry, QgsPointXY, QgsRectangle

from ...engine.coverage import CoverageSettings
from ...engine.demand import Demand, Level
from ...engine.grid import Grid
from ...engine.network import Network, SectorRow
from ...engine.patch_cache import PatchCache
from ...engine.path_profile import Section
from ...engine.pathloss import FanModel, PathLossSettings
from ...engine.placement.candidates import Candidate, candidates_of
from ...engine.progress import SILENT, Progress
from ...engine.spot import Exposure, Obstacle, Signal, exposure_at, nearest, obstacle_of, section_to, signals_at, sinr_db
from ...engine.terrain import Terrain
from ..messages import text
from ..siting.candidates import candidate_network, equipment_of, read_resources, read_rules
from ..workspace import Workspace
from .emitters import site_emitters
from .scene_model import SceneModel, scene_model
from .vectors import grid_around, plan_grid, preset, read_demand, read_network

MARGIN_M = 400.0
LONGEST_STEP_M = 30.0  # of a terrain profile
PATCHES = "patches"  #: folder of kept path loss, in the results folder
LOOKED_AT_CANDIDATES = 24
EXPOSURE_HEIGHT_M, EXPOSURE_RADIUS_M = 1.5, 400.0  #: a person standing there; what is farther adds nothing that counts


@dataclass(frozen=True)
class Scene:
    """Everything a tool needs to answer without opening the file again; `versions` tell whether it is still true."""

    workspace: Workspace
    versions: Dict[str, int]
    grid: Grid
    terrain: Terrain
    demand: Demand
    network: Network
    candidates: List[Candidate]
    candidate_network: Network
    places_m: np.ndarray
    path_loss: PathLossSettings
    settings: CoverageSettings
    on_air: Network  # every technology: for exposure
    computed_with: SceneModel

    @property
    def model(self) -> FanModel:
        """The model of the newest coverage, else the default."""
        return self.computed_with.chosen.over_fan

    @property
    def said(self) -> str:
        """Which model is used, and what could not be had, as sentences."""
        return " ".join(self.computed_with.said)

    @property
    def trial_said(self) -> str:
        """The same for trying out sites."""
        times = self.computed_with.coarser
        return self.said if times == 1 else f"{self.said} {text('scene_coarser', times=times)}"

    @property
    def trial_path_loss(self) -> PathLossSettings:
        """How path loss is computed while sites are tried out: coarser with a model that takes minutes otherwise."""
        step = min(self.path_loss.step_m * self.computed_with.coarser, self.path_loss.radius_m)
        return replace(self.path_loss, step_m=step)

    @property
    def trial_patches(self) -> Optional[PatchCache]:
        """Where patches of a slow model are kept between trials; None for quick models, and where nothing can be written."""
        if not self.computed_with.is_slow:
            return None
        try:
            return PatchCache(self.workspace.results_folder / PATCHES)
        except OSError:
            return None

    def level_at(self, x_m: float, y_m: float) -> Optional[Level]:
        """The service level of a spot; None outside the plan area."""
        if not self.grid.contains(x_m, y_m):
            return None
        row, column = self.grid.row_column(x_m, y_m)
        number = int(self.demand.level[row, column])
        return self.demand.levels[number - 1] if number else None


@dataclass(frozen=True)
class Spot:
    """What there is to say about a spot. `candidates`: the best signals of resources that could be used."""

    x_m: float
    y_m: float
    level: Optional[Level]
    signals: List[Signal]
    ss_sinr_db: float
    section: Optional[Section]
    obstacle: Optional[Obstacle]
    obstacle_name: str
    candidates: Tuple[Tuple[Candidate, Signal], ...]
    exposure: Exposure
    in_building: bool = False

    @property
    def meets_level(self) -> Optional[bool]:
        """Whether the level is met; None where none applies."""
        if self.level is None:
            return None
        if not self.signals:
            return False
        return self.signals[0].ss_rsrp_dbm >= self.level.ss_rsrp_dbm and self.ss_sinr_db >= self.level.ss_sinr_db


TABLES = ("SITE_EX", "SITE_PL", "BUILDING", "SVC_AREA", "KEY_AREA", "RES_PT", "LIMIT_ZONE")


def read_scene(workspace: Workspace, parameters: Dict[str, object], progress: Progress = SILENT) -> Scene:
    """Read a workspace as its newest coverage saw it.

    parameters : of that coverage, as its result keeps them: cell size, radius, load, receiver, model, calibration, terrain
    """
    cell = float(parameters.get("CELL_SIZE") or 5.0)
    radius = float(parameters.get("RADIUS") or 1500.0)
    versions = workspace.versions(TABLES)
    grid = plan_grid(workspace, cell)
    with_model = scene_model(workspace, parameters, (grid_around(grid, MARGIN_M), grid))
    terrain, chosen = with_model.terrain, with_model.chosen
    progress.report(0.4)
    network, _notes = read_network(workspace, True, terrain)
    on_air, _notes = read_network(workspace, True, terrain, technology=None)
    demand = read_demand(workspace, grid)
    progress.report(0.7)
    candidates, _rejections = candidates_of(read_resources(workspace), read_rules(workspace))
    places = np.array([(c.resource.x_m, c.resource.y_m) for c in candidates]).reshape(-1, 2)
    progress.report(1.0)
    load = parameters.get("LOAD")
    settings = CoverageSettings(0.5 if load is None else float(load), preset("network")["noise_figure_db"])
    receiver = float(parameters.get("RX_HEIGHT") or 1.5)
    path_loss = PathLossSettings(radius, min(cell, LONGEST_STEP_M), receiver, chosen.label, chosen.sampling)
    would_be = candidate_network(candidates, equipment=equipment_of(workspace))
    return Scene(workspace, versions, grid, terrain, demand, network, candidates, would_be, places, path_loss, settings, on_air, with_model)


def look(scene: Scene, x_m: float, y_m: float) -> Spot:
    """Who serves a spot, how well, why not better, and which resources could serve it."""
    loss = scene.path_loss
    arguments = (x_m, y_m, loss.rx_height_m, loss.radius_m, loss.step_m, scene.model)
    signals = signals_at(scene.terrain, scene.network.sector_rows(), *arguments)
    section = section_to(scene.terrain, signals[0], x_m, y_m, loss.rx_height_m, loss.step_m) if signals else None
    obstacle = obstacle_of(section) if section is not None and not signals[0].line_of_sight else None
    name = _building_at(scene.workspace, obstacle) if obstacle is not None and obstacle.building else ""
    sinr = sinr_db(signals, scene.settings.load, scene.settings.noise_figure_db)
    level, candidates = scene.level_at(x_m, y_m), _candidates(scene, arguments)
    inside = bool(scene.terrain.building_m[scene.terrain.grid.row_column(x_m, y_m)] > loss.rx_height_m)
    return Spot(x_m, y_m, level, signals, sinr, section, obstacle, name, candidates, exposure(scene, x_m, y_m), inside)


def exposure(scene: Scene, x_m: float, y_m: float) -> Exposure:
    """Exposure of a person who stands at a spot, from existing and planned sites of every technology."""
    near = scene.on_air.near(x_m, y_m, x_m, y_m, EXPOSURE_RADIUS_M)
    row, column = scene.terrain.grid.row_column(x_m, y_m)
    height_m = float(scene.terrain.ground_m[row, column]) + EXPOSURE_HEIGHT_M
    return exposure_at([(site, site_emitters(site, scene.terrain)) for site in near.sites], x_m, y_m, height_m, EXPOSURE_RADIUS_M)


def _candidates(scene: Scene, arguments) -> Tuple[Tuple[Candidate, Signal], ...]:
    near = nearest(scene.places_m, arguments[0], arguments[1], MARGIN_M, LOOKED_AT_CANDIDATES)
    rows = []
    for number in near:
        site = scene.candidate_network.sites[number]
        rows += [SectorRow(len(rows) + i, number, site, sector, site.mast(sector)) for i, sector in enumerate(site.sectors)]
    best: Dict[int, Signal] = {}
    for signal in signals_at(scene.terrain, rows, *arguments):
        best.setdefault(signal.row.site_index, signal)
    return tuple((scene.candidates[number], signal) for number, signal in list(best.items())[:5])


def _building_at(workspace: Workspace, obstacle: Obstacle) -> str:
    """The name of the building at an obstacle, or an empty text."""
    point = QgsPointXY(obstacle.x_m, obstacle.y_m)
    near = QgsRectangle(point.x() - 3, point.y() - 3, point.x() + 3, point.y() + 3)
    layer = workspace.layer("BUILDING")
    shape = QgsGeometry.fromPointXY(point)
    found = list(layer.getFeatures(QgsFeatureRequest().setFilterRect(near)))
    found.sort(key=lambda feature: feature.geometry().distance(shape))
    return str(found[0]["NAME"] or "") if found and found[0]["NAME"] else ""
