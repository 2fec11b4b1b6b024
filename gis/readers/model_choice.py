# SPDX-License-Identifier: GPL-2.0-or-later
"""Which path-loss model a run computes with: one of the registry's, or a calibrated one of the plan."""

from typing import Callable, Iterable, Iterator, List, NamedTuple, Tuple

import numpy as np

from ...engine.calibration.use import Calibration
from ...engine.errors import InputError
from ...engine.network import Mast
from ...engine.propagation.registry import PropagationModel, model, models
from ...engine.terrain import UNKNOWN_CLASS, Terrain
from ..messages import language, text
from ..workspace import Workspace
from .calibrations import calibrated_model, load
from .landcover import table_names

BY_SITE, STATISTICAL = "tr38901", "tr38901_statistical"
LEAST_CELL_M = 1.0  #: no map has finer cells


class ModelChoice(NamedTuple):
    """What a run computes with.

    over_fan : (paths, mast) -> loss
    label : for records and caches, with the calibration's name if any
    sampling : how cells are taken from the fan
    by_class : whether land-cover classes change the loss
    assumed : codes of what the model leaves out here, and of what was assumed for want of land cover
    """

    over_fan: Callable
    label: str
    citation: str
    sampling: str
    by_class: bool = False
    assumed: Tuple[str, ...] = ()


def choices() -> List[str]:
    """Names of the models that work over an area, in the user's language, in the order of the registry."""
    return [entry.name(language()) for entry in models("fan")]


def key_of(index: int) -> str:
    """The key of a choice."""
    return models("fan")[index].key


def check_radius(workspace: Workspace, key: str, calibration: str, radius_m: float, least_m: float, extrapolate: bool = False) -> None:
    """InputError "radius_range" where a radius does not suit the model (or the calibration's base model)."""
    entry = base_of(workspace, key, calibration)
    high = float("inf") if extrapolate else entry.limits["distance_m"].high
    if not least_m <= radius_m <= high:
        raise InputError("radius_range", radius_m=radius_m, low=least_m, high=high)


def base_of(workspace: Workspace, key: str, calibration: str) -> PropagationModel:
    """The registry's model of a choice; a calibration brings its own."""
    return model(load(workspace, calibration).base_model if calibration else key)


def choose_model(
    workspace: Workspace,
    terrain: Terrain,
    key: str = BY_SITE,
    calibration: str = "",
    *,
    landcover_table: str = "",
    extrapolate: bool = False,
) -> ModelChoice:
    """The model of a run; a calibration brings its own base model.

    Where no building is known, TR 38.901 by kind of site becomes its mean over the probability of line of sight.

    landcover_table : the table that the terrain's land-cover classes are of, empty without land cover
    extrapolate : compute outside the model's range too; `extrapolated` says where that was so

    Raises
    ------
    InputError : unknown model or calibration; a calibration by classes of another table.
    """
    if not calibration:
        entry = model(usable(key, terrain))
        assumed = (*left_out(entry, terrain), *below_range(entry))
        return ModelChoice(entry.fan_model(extrapolate=extrapolate), entry.key, entry.citation, entry.sampling, assumed=assumed)
    over_fan, label, kept = calibrated_model(workspace, calibration, extrapolate=extrapolate)
    entry = model(kept.base_model)
    by_class = bool(kept.landcover_classes)
    steady = all(band.calibration.fit.kind == "offset" for band in kept.bands)
    assumed = tuple(_missing_classes(kept, terrain, landcover_table))
    if steady:  # else the fitted curve stands in the model's place
        assumed += (*left_out(entry, terrain), *below_range(entry))
    if "flat_terrain" in kept.assumed and "flat_terrain" not in terrain.assumptions:
        assumed += ("calibration_flat_terrain",)
    return ModelChoice(over_fan, label, entry.citation, entry.sampling if steady else "nearest", by_class, assumed)


def left_out(entry: PropagationModel, terrain: Terrain) -> Tuple[str, ...]:
    """Codes of what a terrain knows and the model makes no use of."""
    if "terrain" not in entry.needs:
        known = terrain.is_building.any() or "flat_terrain" not in terrain.assumptions
        return ("model_without_terrain",) if known else ()
    return ("model_without_buildings",) if "buildings" not in entry.needs and terrain.is_building.any() else ()


def below_range(entry: PropagationModel) -> Tuple[str, ...]:
    """The code of a map's cells nearer to the mast than the model's range, if there are such cells."""
    low = entry.limits["distance_m"].low
    return (f"model_below_range:{low:g}",) if low > LEAST_CELL_M else ()


def _missing_classes(kept: Calibration, terrain: Terrain, table: str) -> Iterator[str]:
    """What a calibration with land cover lacks on a terrain."""
    if not kept.landcover_table:
        return
    if not table:
        if kept.landcover_classes or "clutter" in model(kept.base_model).needs:
            yield "calibration_without_landcover"
        return
    if kept.landcover_classes and table != kept.landcover_table:
        names = dict(table_names())
        raise InputError("calibration_landcover_table", name=kept.name, needed=names.get(kept.landcover_table, kept.landcover_table))
    if kept.landcover_classes and terrain.landcover_class is not None:
        unseen = ~np.isin(terrain.landcover_class, (UNKNOWN_CLASS, *kept.landcover_classes))
        if unseen.any():
            yield f"calibration_unseen_class:{int(unseen.sum())}"


def extrapolated(entry: PropagationModel, masts: Iterable[Mast], rx_height_m: float, radius_m: float) -> List[str]:
    """Codes of the quantities for which a run leaves the model's range, with value and range."""
    masts = list(masts)
    found = entry.out_of_range(
        frequency_mhz=[mast.frequency_mhz for mast in masts],
        tx_height_m=[mast.height_m for mast in masts],
        rx_height_m=rx_height_m,
        distance_m=max(radius_m, entry.limits["distance_m"].low),
    )
    return [f"extrapolated_{v.quantity}:{v.value:g} ({v.limit.low:g}–{v.limit.high:g}) {v.limit.unit}" for v in found]


def model_of_label(label: str) -> PropagationModel:
    """The registry's model that a label of `ModelChoice` is of."""
    return model(label.partition("+")[0])


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
