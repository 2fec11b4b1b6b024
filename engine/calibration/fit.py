# SPDX-License-Identifier: GPL-2.0-or-later
"""The curves that calibration fits to measurements: one offset, or an SPM-like model; with sector antennas if wanted.

    received = reference - loss
    offset:  loss = loss of the base model - offset
    spm:     loss = K1 + K2 lg d + K3 lg h_tx + K4 diffraction + K5 lg d lg h_tx + K6 h_rx + K7 lg h_rx + K(clutter)

K(clutter) is one term for each land-cover class that was measured; the terms average to nothing over the measurements,
so that a place whose class is unknown, or was never measured, gets the average of those that were.

The form and the usual K of the second are those of the "standard propagation model" of planning tools. What the
measurements cannot tell (all from one height, say) stays at the usual value: every K has a prior. Fitted antennas
subtract a 3GPP-like sector pattern of one width and front-to-back ratio around an azimuth per cell.
"""

from dataclasses import dataclass, field, replace
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np

from ..antenna import wrap_deg
from ..errors import DependencyError, InputError
from .samples import Samples

#: usual value and prior standard deviation of each K (lg d in metres)
SPM_PRIOR = {
    "K2": (44.9, 12.0),
    "K3": (5.83, 10.0),
    "K4": (0.5, 0.3),
    "K5": (-6.55, 2.0),
    "K6": (0.0, 0.5),
    "K7": (0.0, 5.0),
}
CLUTTER_PRIOR = (0.0, 8.0)
_CLUTTER = "clutter:"  # what the name of a class's term begins with
WIDTH_PRIOR, BACK_PRIOR = (65.0, 15.0), (25.0, 6.0)
ROBUST_SCALE_DB = 6.0  # residuals beyond this count linearly, not squared
_NEAREST_M = 10.0


@dataclass(frozen=True)
class Fit:
    """A fitted curve of one band.

    kind : "offset" or "spm"
    terms : K1 to K7 and "clutter:<class>" for spm, "offset" for offset; dB
    antennas : cell -> (azimuth_deg, level_db); empty where antennas were not fitted
    other_cells_db : what takes the pattern's place for a cell that is not among them: its mean over the measurements
    """

    kind: str
    terms: Dict[str, float]
    antennas: Dict[int, Tuple[float, float]] = field(default_factory=dict)
    beam_width_deg: float = WIDTH_PRIOR[0]
    front_to_back_db: float = BACK_PRIOR[0]
    other_cells_db: float = 0.0

    @property
    def classes(self) -> Tuple[int, ...]:
        """The land-cover classes that have a term, sorted."""
        return tuple(sorted(int(name[len(_CLUTTER) :]) for name in self.terms if name.startswith(_CLUTTER)))

    def predict_dbm(self, samples: Samples) -> np.ndarray:
        """Received level, (n,)."""
        if self.kind == "offset":
            loss = samples.base_loss_db - self.terms["offset"]
        else:
            heights = (samples.tx_height_m, samples.rx_height_m)
            loss = spm_loss_db(self.terms, samples.distance_m, *heights, samples.diffraction_db, samples.clutter)
        return samples.reference_dbm - loss + self._antenna_db(samples)

    def _antenna_db(self, samples):
        total = np.full(len(samples), self.other_cells_db)
        for cell, (azimuth, level) in self.antennas.items():
            mine = samples.cell == cell
            total[mine] = level - sector_attenuation_db(samples.bearing_deg[mine] - azimuth, self.beam_width_deg, self.front_to_back_db)
        return total


def spm_loss_db(terms: Dict[str, float], distance_m, tx_height_m, rx_height_m, diffraction_db, clutter) -> np.ndarray:
    """The SPM-like loss; arguments broadcast, `clutter` int classes."""
    columns = _spm_columns(distance_m, tx_height_m, rx_height_m, diffraction_db)
    loss = terms["K1"] + sum(terms[name] * column for name, column in columns.items())
    for name, value in terms.items():
        if name.startswith(_CLUTTER):
            loss = loss + value * (clutter == int(name[len(_CLUTTER) :]))
    return loss


def sector_attenuation_db(offset_deg, width_deg, back_db) -> np.ndarray:
    """A smooth form of min(12 (offset / width)^2, back), so that its derivatives exist."""
    return back_db * -np.expm1(-12 * (wrap_deg(np.asarray(offset_deg)) / width_deg) ** 2 / back_db)


def fit_curve(samples: Samples, kind: str, antennas: bool = False, start: Optional[Fit] = None) -> Fit:
    """The curve of a kind that fits best, by robust least squares (soft L1) with priors.

    start : a fit to begin from, which spares the search for the antennas' azimuths
    """
    if kind not in ("offset", "spm"):
        raise InputError("calibration_kind", kind=kind)
    if len(samples) < 3:
        raise InputError("calibration_few", count=len(samples))
    problem = _Problem(samples, kind, antennas)
    if not antennas:
        return problem.fit_from(problem.start())
    azimuths = [start.antennas[cell][0] if start and cell in start.antennas else None for cell in problem.cells]
    return problem.fit_from(problem.start(azimuths))


class _Problem:
    """Parameters as a vector: linear terms, then width, back and one azimuth per cell where antennas are fitted."""

    def __init__(self, samples: Samples, kind: str, antennas: bool):
        self.samples, self.kind = samples, kind
        self.cells: List[int] = np.unique(samples.cell).tolist() if antennas else []
        self.names, columns, self.prior = _linear(samples, kind)
        self.target = samples.measured_dbm - samples.reference_dbm + (samples.base_loss_db if kind == "offset" else 0.0)
        if self.cells:
            self.index = np.searchsorted(self.cells, samples.cell)
            levels = (self.index[:, None] == np.arange(len(self.cells))).astype(float)
            columns = np.concatenate([columns[:, 1:], levels], axis=1)
            self.names = self.names[1:] + [f"level:{cell}" for cell in self.cells]
            self.prior = np.concatenate([self.prior[1:], np.full((len(self.cells), 2), (0.0, np.inf))])
        self.columns = columns

    def start(self, azimuths: Sequence[Optional[float]] = ()) -> np.ndarray:
        if not self.cells:
            return self._linear_start(self.target)
        azimuths = list(azimuths)
        for position, azimuth in enumerate(azimuths):
            if azimuth is None:
                azimuths[position] = self._strongest_direction(position)
        pattern = sector_attenuation_db(self.samples.bearing_deg - np.array(azimuths)[self.index], WIDTH_PRIOR[0], BACK_PRIOR[0])
        return np.concatenate([self._linear_start(self.target + pattern), [WIDTH_PRIOR[0], BACK_PRIOR[0]], azimuths])

    def fit_from(self, start: np.ndarray) -> Fit:
        try:
            from scipy.optimize import least_squares
        except ImportError as error:
            raise DependencyError("scipy_missing", package="scipy", details=str(error)) from error
        count = len(self.names)
        lower, upper = np.full(start.size, -np.inf), np.full(start.size, np.inf)
        if self.cells:
            lower[count : count + 2], upper[count : count + 2] = (30.0, 8.0), (120.0, 45.0)
        found = least_squares(self._residuals, np.clip(start, lower, upper), bounds=(lower, upper), loss="soft_l1", f_scale=ROBUST_SCALE_DB)
        return self._as_fit(found.x)

    def _linear_start(self, target):
        sure = np.isfinite(self.prior[:, 1])
        weight = np.where(sure, ROBUST_SCALE_DB / np.where(sure, self.prior[:, 1], 1), 0)
        rows = np.concatenate([self.columns, np.diag(weight)])
        return np.linalg.lstsq(rows, np.concatenate([target, weight * self.prior[:, 0]]), rcond=None)[0]

    def _strongest_direction(self, position):
        """The azimuth, of 24, whose pattern together with the linear terms leaves the least."""
        mine = self.index == position
        best = (np.inf, 0.0)
        for azimuth in np.arange(0, 360, 15.0):
            pattern = sector_attenuation_db(self.samples.bearing_deg[mine] - azimuth, WIDTH_PRIOR[0], BACK_PRIOR[0])
            columns = self.columns[mine]
            used = np.abs(columns).max(axis=0) > 0
            rest = self.target[mine] + pattern
            left = rest - columns[:, used] @ np.linalg.lstsq(columns[:, used], rest, rcond=None)[0]
            best = min(best, (float(np.abs(left).mean()), float(azimuth)))
        return best[1]

    def _residuals(self, x):
        count = len(self.names)
        predicted = self.columns @ x[:count]
        sure = np.isfinite(self.prior[:, 1])
        extra = ROBUST_SCALE_DB * (x[:count][sure] - self.prior[sure, 0]) / self.prior[sure, 1]
        if self.cells:
            width, back = x[count : count + 2]
            predicted = predicted - sector_attenuation_db(self.samples.bearing_deg - x[count + 2 :][self.index], width, back)
            shape = [(width - WIDTH_PRIOR[0]) / WIDTH_PRIOR[1], (back - BACK_PRIOR[0]) / BACK_PRIOR[1]]
            extra = np.append(extra, ROBUST_SCALE_DB * np.array(shape))
        return np.append(predicted - self.target, extra)

    def _as_fit(self, x) -> Fit:
        linear = dict(zip(self.names, x.tolist()))
        levels = {cell: linear.pop(f"level:{cell}") for cell in self.cells}
        mean = float(np.mean(list(levels.values()))) if levels else None
        first = mean if levels else linear.pop("constant")
        terms = {"offset": first} if self.kind == "offset" else {"K1": -first, **{name: -value for name, value in linear.items()}}
        shares = class_shares(self.samples)
        mean_class = sum(share * terms.get(f"{_CLUTTER}{value}", 0.0) for value, share in shares.items())
        fit = Fit(self.kind, {name: value - mean_class if name.startswith(_CLUTTER) else value for name, value in terms.items()})
        if not levels:
            return fit
        width, back, *azimuths = x[len(self.names) :].tolist()
        antennas = {cell: (azimuth % 360, levels[cell] - mean) for cell, azimuth in zip(self.cells, azimuths)}
        pattern = sector_attenuation_db(self.samples.bearing_deg - np.array(azimuths)[self.index], width, back)
        return replace(fit, antennas=antennas, beam_width_deg=width, front_to_back_db=back, other_cells_db=-float(pattern.mean()))


def class_shares(samples: Samples) -> Dict[int, float]:
    """Each land-cover class among the samples whose class is known, and its share of them."""
    classes, counts = np.unique(samples.clutter[samples.clutter >= 0], return_counts=True)
    return {int(value): float(count) / float(counts.sum()) for value, count in zip(classes, counts)}


def _linear(samples, kind):
    """Names, columns (n, terms) and priors (terms, 2) of the received level's linear terms; the constant first."""
    names, columns, prior = ["constant"], [np.ones(len(samples))], [(0.0, np.inf)]
    if kind == "spm":
        heights = (samples.tx_height_m, samples.rx_height_m)
        for name, column in _spm_columns(samples.distance_m, *heights, samples.diffraction_db).items():
            usual, spread = SPM_PRIOR[name]
            names.append(name)
            columns.append(column)
            prior.append((-usual, spread))
        known = samples.clutter >= 0
        for clutter, share in class_shares(samples).items():  # about their mean: an unknown class counts as the average
            names.append(f"{_CLUTTER}{clutter}")
            columns.append((samples.clutter == clutter) - share * known)
            prior.append(CLUTTER_PRIOR)
    return names, np.stack(columns, axis=1), np.array(prior)


def _spm_columns(distance_m, tx_height_m, rx_height_m, diffraction_db) -> Dict[str, np.ndarray]:
    lg_d = np.log10(np.maximum(distance_m, _NEAREST_M))
    lg_h = np.log10(np.maximum(tx_height_m, 1.0))
    return {
        "K2": lg_d,
        "K3": lg_h,
        "K4": diffraction_db,
        "K5": lg_d * lg_h,
        "K6": rx_height_m,
        "K7": np.log10(np.maximum(rx_height_m, 0.1)),
    }
