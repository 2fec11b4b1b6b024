# SPDX-License-Identifier: GPL-2.0-or-later
"""Which path-loss model a run computes with: one of the registry's, or a calibrated one of the plan."""

from typing import Callable, List, NamedTuple

from ...engine.errors import InputError
from ...engine.propagation.registry import model, models
from ...engine.terrain import Terrain
from ..messages import language, text
from ..workspace import Workspace
from .calibrations import calibrated_model, load

BY_SITE, STATISTICAL = "tr38901", "tr38901_statistical"


class ModelChoice(NamedTuple):
    """over_fan : (paths, mast) -> loss; label : for records and caches, with the calibration's name if any."""

    over_fan: Callable
    label: str
    citation: str


def choices() -> List[str]:
    """Names of the models that work over an area, in the user's language, in the order of the registry."""
    return [entry.name(language()) for entry in models("fan")]


def key_of(index: int) -> str:
    """The key of a choice."""
    return models("fan")[index].key


def check_radius(workspace: Workspace, key: str, calibration: str, radius_m: float, least_m: float) -> None:
    """InputError "radius_range" where a radius does not suit the model (or the calibration's base model)."""
    entry = model(load(workspace, calibration).base_model if calibration else key)
    high = entry.limits["distance_m"].high
    if not least_m <= radius_m <= high:
        raise InputError("radius_range", radius_m=radius_m, low=least_m, high=high)


def choose_model(workspace: Workspace, terrain: Terrain, key: str = BY_SITE, calibration: str = "") -> ModelChoice:
    """The model of a run; a calibration brings its own base model.

    Where no building is known, TR 38.901 by kind of site becomes its mean over the probability of line of sight.
    """
    if calibration:
        over_fan, label, kept = calibrated_model(workspace, calibration)
        return ModelChoice(over_fan, label, model(kept.base_model).citation)
    entry = model(usable(key, terrain))
    return ModelChoice(entry.fan_model(), entry.key, entry.citation)


def usable(key: str, terrain: Terrain) -> str:
    """The key that stands for `key` on a terrain."""
    return STATISTICAL if key == BY_SITE and not terrain.is_building.any() else key


def label_text(label: str, lang: str = "") -> str:
    """A record's label in a language (the user's when none is given): the model's name, and the calibration's where there was one."""
    key, _, calibration = label.partition("+")
    try:
        name = model(key).name(lang or language())
    except InputError:
        return label
    if not calibration:
        return name
    return text("model_calibrated", model=name, calibration=calibration.rpartition("@")[0])
