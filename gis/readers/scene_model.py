# SPDX-License-Identifier: GPL-2.0-or-later
"""With what the map tools compute: model, calibration and terrain of the newest coverage, as its record says; else the default."""

from dataclasses import replace
from typing import Any, Dict, List, Mapping, NamedTuple, Sequence, Tuple

from ...engine.errors import InputError
from ...engine.grid import Grid
from ...engine.propagation.registry import model, models
from ...engine.terrain import Terrain
from ..assumptions import assumption_text
from ..messages import error_text, text
from ..workspace import Workspace
from .calibrations import calibrated_model
from .model_choice import ModelChoice, choose_model, label_text
from .terrain_inputs import TerrainInputs, split, with_inputs
from .vectors import read_terrain

STEPS = ("coverage", "coverage_plan")
SLOW = ("p1812", "p452", "itm", "delta_bullington")  #: a second or more per antenna on a county's radius
COARSE = {"itm": 4}  #: trying out takes profiles this many times coarser


class SceneModel(NamedTuple):
    """terrain : with what the coverage had

    chosen : the model
    said : sentences for the user: which model, and what could not be had
    """

    terrain: Terrain
    chosen: ModelChoice
    said: Tuple[str, ...]

    @property
    def is_slow(self) -> bool:
        """Whether a patch takes so long that a drag should not compute one at every step."""
        return _key(self.chosen.label) in SLOW

    @property
    def coarser(self) -> int:
        """How many times coarser the profiles are when sites are tried out."""
        return COARSE.get(_key(self.chosen.label), 1)


def newest_record(workspace: Workspace) -> Dict[str, Any]:
    """Parameters of the newest 5G coverage, of existing sites or with the planned ones; empty when there is none.

    Differs once its calibration has changed.
    """
    made = [result for result in workspace.results() if result["step"] in STEPS]
    if not made:
        return {}
    record = dict(made[-1]["params"])
    label = str(record.get("MODEL") or "")
    name = label.partition("+")[2].rpartition("@")[0]
    if name:
        try:
            record["CALIBRATION_NOW"] = calibrated_model(workspace, name)[1]
        except InputError:
            record["CALIBRATION_NOW"] = ""
    return record


def scene_model(workspace: Workspace, record: Mapping[str, Any], grids: Sequence[Grid]) -> SceneModel:
    """What the record of a coverage names, read and checked.

    record : parameters of a coverage as its result keeps them, or as the panel does before there is one (those name no model)
    grids : for the terrain, the one that is wanted first; a later one is taken where it alone lies within all rasters

    A raster that has gone is left out, a model or calibration that has gone gives way to the default; both are said.
    """
    dem, inputs = str(record.get("DEM") or ""), TerrainInputs.of(record)
    tried = []
    for grid in grids:
        tried.append(_terrain(workspace, dem, inputs, grid))
        if not tried[-1][2]:
            break
    terrain, table, missing = tried[-1] if not tried[-1][2] else tried[0]
    label = record.get("MODEL")
    if not isinstance(label, str):  # no coverage has been computed
        chosen = choose_model(workspace, terrain, extrapolate=True)
        return SceneModel(_lean(terrain, chosen), chosen, (text("scene_default", model=label_text(chosen.label)), *missing))
    try:
        chosen = _recorded(workspace, label, terrain, table)
        said = [text("scene_recorded", model=label_text(chosen.label))]
        if "+" in label and chosen.label != label:
            said.append(text("scene_recalibrated"))
        if "calibration_without_landcover" in chosen.assumed:
            said.append(assumption_text("calibration_without_landcover"))
    except InputError as fault:
        chosen = choose_model(workspace, terrain, extrapolate=True)
        said = [text("scene_fallback", wanted=label_text(label), model=label_text(chosen.label), fault=error_text(fault))]
    return SceneModel(_lean(terrain, chosen), chosen, (*said, *missing))


def _terrain(workspace: Workspace, dem: str, inputs: TerrainInputs, grid: Grid) -> Tuple[Terrain, str, List[str]]:
    """The terrain, the table of its land cover, and what was left out with its reason."""
    missing: List[str] = []
    try:
        terrain = read_terrain(workspace, grid, dem or None)
    except InputError as fault:
        if not dem:
            raise
        missing.append(text("scene_without_dem", fault=error_text(fault)))
        dem, terrain = "", read_terrain(workspace, grid)
    table = ""
    for part, key in zip(split(inputs), ("scene_without_dsm", "scene_without_landcover")):
        try:
            terrain = with_inputs(workspace, terrain, part, bool(dem))
            table = part.landcover_table or table
        except InputError as fault:
            missing.append(text(key, fault=error_text(fault)))
    return terrain, table, missing


def _recorded(workspace: Workspace, label: str, terrain: Terrain, table: str) -> ModelChoice:
    """The model of a record's label; a site tried out may stand where the model's range ends."""
    key, _, calibration = label.partition("+")
    name = calibration.rpartition("@")[0]
    if not calibration and model(key) not in models("fan"):
        raise InputError("model_no_function", model=model(key).name_en, use="fan")
    return choose_model(workspace, terrain, key, name, landcover_table=table, extrapolate=True)


def _lean(terrain: Terrain, chosen: ModelChoice) -> Terrain:
    """Without classes that the model does not ask for."""
    return terrain if chosen.by_class else replace(terrain, landcover_class=None)


def _key(label: str) -> str:
    return label.partition("+")[0]
