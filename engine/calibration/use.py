# SPDX-License-Identifier: GPL-2.0-or-later
"""A named calibration: kept as JSON, and put to use as a path-loss model over a fan."""

from dataclasses import asdict, dataclass
from typing import Callable, Dict, Optional, Tuple

import numpy as np

from ..errors import InputError
from ..profiles import FanPaths
from ..terrain import UNKNOWN_CLASS
from . import Accuracy, BandCalibration, Method
from .fit import Fit, spm_loss_db
from .local_field import ResidualField

FORMAT = 2
READABLE = (1, 2)  # 1 knew no land cover
SAME_SITE_M = 30.0  # a mast within this distance of a measured site gets its residual field
SAME_BAND = 0.15  # share of the frequency by which a mast's may differ from the calibrated one
_FIELD_GRID_M = 20.0


@dataclass(frozen=True)
class CalibratedBand:
    """One band of a calibration: `sites` number -> (x, y), `cells` number -> name."""

    band: str
    frequency_mhz: float
    calibration: BandCalibration
    sites: Dict[int, Tuple[float, float]]
    cells: Dict[int, str]


@dataclass(frozen=True)
class Calibration:
    """A named calibration of one base model (a key of the registry) to measurements from `source`.

    landcover_table : the table whose classes its terms are of; empty where no land cover was given
    assumed : codes of what was assumed of the terrain it was made on
    """

    name: str
    base_model: str
    source: str
    created: str
    bands: Tuple[CalibratedBand, ...]
    landcover_table: str = ""
    assumed: Tuple[str, ...] = ()

    @property
    def landcover_classes(self) -> Tuple[int, ...]:
        """The land-cover classes that have a term in any band, sorted; empty where land cover plays no part."""
        return tuple(sorted({value for band in self.bands for value in band.calibration.fit.classes}))

    def band_for(self, frequency_mhz: float) -> Optional[CalibratedBand]:
        """The calibrated band nearest to a frequency; None when none is near enough."""
        near = [b for b in self.bands if abs(b.frequency_mhz - frequency_mhz) <= SAME_BAND * b.frequency_mhz]
        return min(near, key=lambda b: abs(b.frequency_mhz - frequency_mhz), default=None)

    def fan_model(self, base: Callable) -> Callable:
        """`base` (paths, mast) -> loss, calibrated; frequencies that were not measured stay as they are."""
        return _OverFan(self, base)

    def to_json(self) -> dict:
        """A plain object for a JSON file or a setting."""
        return {
            "format": FORMAT,
            "name": self.name,
            "base_model": self.base_model,
            "source": self.source,
            "created": self.created,
            "landcover_table": self.landcover_table,
            "assumed": list(self.assumed),
            "bands": [_band_to_json(band) for band in self.bands],
        }

    @classmethod
    def from_json(cls, kept: dict) -> "Calibration":
        """The calibration of `to_json`; InputError "calibration_unreadable" for anything else."""
        try:
            if kept["format"] not in READABLE:
                raise InputError("calibration_unreadable", details=f"format {kept['format']}")
            bands = tuple(_band_from_json(band) for band in kept["bands"])
            table, assumed = str(kept.get("landcover_table", "")), tuple(str(code) for code in kept.get("assumed", ()))
            return cls(kept["name"], kept["base_model"], kept["source"], kept["created"], bands, table, assumed)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError("calibration_unreadable", details=f"{type(error).__name__} {error}") from error


@dataclass(frozen=True)
class _OverFan:
    """A calibrated model over a fan; no function inside a function, so that it can be sent to another process."""

    calibration: Calibration
    base: Callable

    def __call__(self, paths: FanPaths, mast) -> np.ndarray:
        band = self.calibration.band_for(paths.frequency_mhz)
        if band is None:
            return self.base(paths, mast)
        fit = band.calibration.fit
        if fit.kind == "offset":
            loss = self.base(paths, mast) - np.float32(fit.terms["offset"])
        else:
            loss = spm_over_fan(paths, fit)
        field = _field_of(band, mast)
        return loss if field is None else loss - _field_over_fan(field, paths, mast).astype(np.float32)


def spm_over_fan(paths: FanPaths, fit: Fit) -> np.ndarray:
    """The SPM-like loss at every point of a fan, float32 (rays, steps); class terms where the paths know the class."""
    rise = float(paths.ground_m[0, 0]) + paths.tx_height_m - paths.ground_m - paths.rx_height_m
    clutter = UNKNOWN_CLASS if paths.landcover_class is None else paths.landcover_class
    distance = np.hypot(paths.distance_m, rise)
    loss = spm_loss_db(fit.terms, distance, paths.tx_height_m, paths.rx_height_m, diffraction_over_fan(paths), clutter)
    return loss.astype(np.float32)


def diffraction_over_fan(paths: FanPaths) -> np.ndarray:
    """Knife-edge loss behind obstacles, 0 in line of sight, dB (rays, steps): the diffraction that K4 weighs."""
    from ..propagation.fan_surface import at_facade
    from ..propagation.knife_edge import bullington_loss_db
    from ..propagation.tr38901_fan import line_of_sight_over_fan

    view = line_of_sight_over_fan(paths)
    loss = bullington_loss_db(paths.distance_m, view.surface_m, view.receiver_m, view.horizon, paths.frequency_mhz)
    return np.where(view.line_of_sight, np.float32(0), at_facade(loss, view.facade))


def _field_of(band: CalibratedBand, mast) -> Optional[ResidualField]:
    for number, (x, y) in band.sites.items():
        if number in band.calibration.fields and np.hypot(mast.x_m - x, mast.y_m - y) <= SAME_SITE_M:
            return band.calibration.fields[number]
    return None


def _field_over_fan(field: ResidualField, paths: FanPaths, mast) -> np.ndarray:
    """A field at every fan point, from a grid around the mast (it varies over tens of metres, the fan over metres)."""
    radius = float(paths.distance_m[-1])
    half = int(np.ceil(radius / _FIELD_GRID_M)) + 1
    axis = np.arange(-half, half + 1) * _FIELD_GRID_M
    grid = field.at(mast.x_m + axis[None, :], mast.y_m + axis[:, None])
    azimuth = paths.azimuth_rad
    if azimuth is None:
        azimuth = np.arange(paths.ground_m.shape[0]) * (2 * np.pi / paths.ground_m.shape[0])
    u = np.sin(azimuth)[:, None] * (paths.distance_m / _FIELD_GRID_M) + half
    v = np.cos(azimuth)[:, None] * (paths.distance_m / _FIELD_GRID_M) + half
    left, low = u.astype(np.int32), v.astype(np.int32)
    across, up = u - left, v - low
    return (grid[low, left] * (1 - across) + grid[low, left + 1] * across) * (1 - up) + (
        grid[low + 1, left] * (1 - across) + grid[low + 1, left + 1] * across
    ) * up


def _band_to_json(band: CalibratedBand) -> dict:
    inner = band.calibration
    return {
        "band": band.band,
        "frequency_mhz": band.frequency_mhz,
        "sites": {str(number): list(place) for number, place in band.sites.items()},
        "cells": {str(number): name for number, name in band.cells.items()},
        "method": asdict(inner.method),
        "fit": {**asdict(inner.fit), "antennas": {str(cell): list(pair) for cell, pair in inner.fit.antennas.items()}},
        "fields": {
            str(site): {
                "x_m": np.round(f.x_m, 2).tolist(),
                "y_m": np.round(f.y_m, 2).tolist(),
                "weight": np.round(f.weight, 6).tolist(),
                "range_m": f.range_m,
            }
            for site, f in inner.fields.items()
        },
        "by_area": _accuracy_to_json(inner.by_area),
        "by_cell": _accuracy_to_json(inner.by_cell),
        "tried": [[asdict(method), error] for method, error in inner.tried],
    }


def _band_from_json(kept: dict) -> CalibratedBand:
    fit = dict(kept["fit"])
    fit["antennas"] = {int(cell): (float(pair[0]), float(pair[1])) for cell, pair in fit["antennas"].items()}
    fields = {
        int(site): ResidualField(*(np.asarray(f[name], np.float64) for name in ("x_m", "y_m", "weight")), float(f["range_m"]))
        for site, f in kept["fields"].items()
    }
    inner = BandCalibration(
        Method(**kept["method"]),
        Fit(**fit),
        fields,
        _accuracy_from_json(kept["by_area"]),
        _accuracy_from_json(kept["by_cell"]),
        tuple((Method(**method), float(error)) for method, error in kept["tried"]),
    )
    sites = {int(number): (float(place[0]), float(place[1])) for number, place in kept["sites"].items()}
    cells = {int(number): str(name) for number, name in kept["cells"].items()}
    return CalibratedBand(str(kept["band"]), float(kept["frequency_mhz"]), inner, sites, cells)


def _accuracy_to_json(accuracy: Optional[Accuracy]) -> Optional[dict]:
    if accuracy is None:
        return None
    values = {name: None if isinstance(v, float) and not np.isfinite(v) else v for name, v in asdict(accuracy).items()}
    return {**values, "cell_bias_db": {str(cell): bias for cell, bias in accuracy.cell_bias_db.items()}}


def _accuracy_from_json(kept: Optional[dict]) -> Optional[Accuracy]:
    if kept is None:
        return None
    values = {name: float("nan") if value is None else value for name, value in kept.items()}
    values["cell_bias_db"] = {int(cell): float(bias) for cell, bias in kept["cell_bias_db"].items()}
    return Accuracy(**values)
