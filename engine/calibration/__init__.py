# SPDX-License-Identifier: GPL-2.0-or-later
"""Calibration to drive tests: the simplest curve that predicts places left out, and an honest account of its error.

Measurements are binned; every method (an offset on the base model or an SPM-like curve, with or without fitted sector
antennas, with or without a residual field) is judged by how it predicts *areas* left out of the fit, never single
points: neighbours along a drive are so alike that leaving out points says nothing. What a cell never measured would
get is judged by leaving out whole cells. Never judged by the data it was fitted to.

Untuned predictions are off by 10 to 15 dB (RMSE), tuned ones by about 8 (C. Phillips et al., 2012); a calibration claims
the figure of its own left-out areas and nothing better.
"""

from dataclasses import dataclass, field
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np

from ..errors import InputError
from ..progress import SILENT, Progress
from .fit import Fit, fit_curve
from .local_field import ResidualField, field_db, fit_fields
from .samples import Samples, bin_samples

FOLDS = 10
RANGES_M = (50.0, 100.0, 200.0, 400.0)
SIMPLER_IS_BETTER_DB = 0.1  # a method must predict left-out areas better by this much to be preferred to a simpler one


@dataclass(frozen=True)
class Method:
    """How to calibrate: kind of curve, whether sector antennas are fitted, range of the residual field (0: none)."""

    kind: str = "offset"
    antennas: bool = False
    range_m: float = 0.0

    @property
    def complexity(self) -> int:
        return (self.kind == "spm") + 2 * self.antennas + 2 * (self.range_m > 0)


ALL_METHODS = tuple(Method(kind, antennas, r) for kind in ("offset", "spm") for antennas in (False, True) for r in (0.0, *RANGES_M))


@dataclass(frozen=True)
class Accuracy:
    """How well levels were predicted; nan where there is nothing to say.

    poorly_f1 : F1 score of "poorly covered" (below `threshold_dbm`)
    cell_bias_db : prediction less measurement per cell
    """

    count: int
    rmse_db: float
    bias_db: float
    correlation: float
    poorly_f1: float
    threshold_dbm: float
    cell_bias_db: Dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class BandCalibration:
    """A calibrated band: the method chosen, its curve and fields, and its accuracy on areas and cells left out.

    tried : method -> RMSE on left-out areas, dB
    """

    method: Method
    fit: Fit
    fields: Dict[int, ResidualField]
    by_area: Accuracy
    by_cell: Optional[Accuracy]
    tried: Tuple[Tuple[Method, float], ...]

    def predict_dbm(self, samples: Samples) -> np.ndarray:
        """Calibrated level, (n,)."""
        return self.fit.predict_dbm(samples) + field_db(self.fields, samples)


def calibrate(
    samples: Samples,
    methods: Sequence[Method] = ALL_METHODS,
    *,
    bin_m: float = 10.0,
    area_m: float = 250.0,
    threshold_dbm: float = -105.0,
    seed: int = 0,
    progress: Progress = SILENT,
) -> BandCalibration:
    """Choose and fit a method for one band.

    Parameters
    ----------
    methods : those to choose from
    bin_m : side of the squares in which measurements are merged, so that a stop at a red light does not count more
    area_m : side of the squares that are left out together in cross-validation
    threshold_dbm : "poorly covered" is below it
    seed : of the division of squares into folds

    Raises
    ------
    InputError "calibration_few": fewer than 30 bins, or all in fewer than 3 areas; DependencyError without scipy.
    """
    binned = bin_samples(samples, bin_m)
    areas = area_numbers(binned, area_m)
    count = int(areas.max()) + 1
    if len(binned) < 30 or count < 3:
        raise InputError("calibration_few_areas", bins=len(binned), areas=count, area_m=area_m)
    folds = np.random.default_rng(seed).permutation(count)[areas] % min(FOLDS, count)
    predictions = _left_out(binned, methods, folds, progress.part(0.0, 0.8))
    tried = [(method, _rmse(predictions[method] - binned.measured_dbm)) for method in methods]
    method = choose(tried)
    fit = fit_curve(binned, method.kind, method.antennas)
    fields = fit_fields(binned, binned.measured_dbm - fit.predict_dbm(binned), method.range_m) if method.range_m else {}
    progress.report(0.9)
    by_area = accuracy(predictions[method], binned, threshold_dbm)
    by_cell = _by_cell(binned, method, threshold_dbm)
    progress.report(1.0)
    return BandCalibration(method, fit, fields, by_area, by_cell, tuple(tried))


def choose(tried: Sequence[Tuple[Method, float]]) -> Method:
    """The simplest method whose error is within `SIMPLER_IS_BETTER_DB` of the least."""
    least = min(error for _, error in tried)
    good = [(method.complexity, error, position) for position, (method, error) in enumerate(tried) if error <= least + SIMPLER_IS_BETTER_DB]
    return tried[min(good)[2]][0]


def area_numbers(samples: Samples, area_m: float) -> np.ndarray:
    """The number (from 0) of the square of side `area_m` each sample lies in."""
    squares = np.stack([np.floor(samples.x_m / area_m), np.floor(samples.y_m / area_m)], axis=1)
    return np.unique(squares, axis=0, return_inverse=True)[1].reshape(-1)


def accuracy(predicted_dbm, samples: Samples, threshold_dbm: float) -> Accuracy:
    """How well a prediction meets the measurements."""
    predicted, measured = np.asarray(predicted_dbm, float), samples.measured_dbm
    error = predicted - measured
    varied = len(samples) > 1 and predicted.std() > 1e-9 and measured.std() > 1e-9
    correlation = float(np.corrcoef(predicted, measured)[0, 1]) if varied else float("nan")
    poor, said = measured < threshold_dbm, predicted < threshold_dbm
    hits = int((poor & said).sum())
    f1 = 2 * hits / (int(poor.sum()) + int(said.sum())) if poor.any() or said.any() else float("nan")
    bias = {int(cell): float(error[samples.cell == cell].mean()) for cell in np.unique(samples.cell)}
    return Accuracy(len(samples), _rmse(error), float(error.mean()), correlation, float(f1), float(threshold_dbm), bias)


def _left_out(binned: Samples, methods: Sequence[Method], folds, progress: Progress) -> Dict[Method, np.ndarray]:
    """Each method's prediction of every bin from the other folds."""
    predictions = {method: np.empty(len(binned)) for method in methods}
    curves: List[Tuple[str, bool]] = sorted({(method.kind, method.antennas) for method in methods})
    whole = {curve: fit_curve(binned, *curve) for curve in curves}  # where the search for azimuths starts in every fold
    numbers = np.unique(folds)
    for done, number in enumerate(numbers):
        out = folds == number
        rest, left = binned.at(~out), binned.at(out)
        for curve in curves:
            fit = fit_curve(rest, *curve, start=whole[curve])
            plain = fit.predict_dbm(left)
            residual = rest.measured_dbm - fit.predict_dbm(rest)
            for method in methods:
                if (method.kind, method.antennas) != curve:
                    continue
                fields = fit_fields(rest, residual, method.range_m) if method.range_m else {}
                predictions[method][out] = plain + field_db(fields, left)
        progress.report((done + 1) / numbers.size)
    return predictions


def _by_cell(binned: Samples, method: Method, threshold_dbm: float) -> Optional[Accuracy]:
    """Each cell predicted from the others: its own antenna is unknown then, and a field does not reach a new site."""
    cells = np.unique(binned.cell)
    if cells.size < 2:
        return None
    predicted = np.empty(len(binned))
    for cell in cells:
        out = binned.cell == cell
        if (~out).sum() < 3:
            return None
        predicted[out] = fit_curve(binned.at(~out), method.kind, method.antennas).predict_dbm(binned.at(out))
    return accuracy(predicted, binned, threshold_dbm)


def _rmse(error) -> float:
    return float(np.sqrt(np.mean(np.square(error))))
