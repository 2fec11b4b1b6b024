# SPDX-License-Identifier: GPL-2.0-or-later
"""What no plan can serve with enough signal and SINR, whatever its directions: a coverage problem that is milder in every cell.

A cell served by today's network alone counts as served (new sites only disturb it). A newcomer can serve another cell only
if its power, in the best direction it may take, meets the level and stands out against noise and today's network; the other
newcomers are left out. What serves under the true SINR serves here too, so the optimum of this problem, and any bound of
it, is a bound on the plan.
"""

from dataclasses import dataclass, replace
from typing import Sequence, Tuple

import numpy as np

from ..errors import InputError
from ..progress import SILENT, Progress
from .problem import Problem, build
from .solver import solve


@dataclass(frozen=True)
class SinrBound:
    """alone : demand that today's network serves by itself; fixed : what the sites that stay may add; chosen : what a choice
    of the others may add, proven by a certificate of the coverage problem."""

    alone: float
    fixed: float
    chosen: float

    @property
    def total(self) -> float:
        """No plan serves more."""
        return self.alone + self.fixed + self.chosen

    def gap_percent(self, value: float) -> float:
        """How far what is newly served is below the bound of it, percent."""
        most = self.fixed + self.chosen
        return 100.0 * max(0.0, self.total - value) / most if most > 0 else 0.0


def bound_of_directions(alone: float, weights: np.ndarray, reaches: Sequence[np.ndarray]) -> SinrBound:
    """Where no site may move: all that the sites reach in any direction. weights : flat, 0 where today's network serves."""
    return SinrBound(alone, _worth(weights, reaches), 0.0)


def bound_of_plan(
    alone: float,
    weights: np.ndarray,
    staying: Sequence[np.ndarray],
    candidates: Sequence[np.ndarray],
    rules: Problem,
    max_sites: int,
    seconds: float,
    progress: Progress = SILENT,
) -> Tuple[SinrBound, object]:
    """The bound where sites may move, and the matrix of what candidates reach.

    weights : (cells,) flat, 0 where today's network serves; staying : cells reached by the sites that do not move
    candidates : cells that each candidate of `rules` reaches; max_sites : how many of them a plan may have
    """
    from scipy import sparse

    sizes = np.array([len(cells) for cells in candidates])
    ends = np.append(0, np.cumsum(sizes))
    indices = np.concatenate([np.asarray(cells, np.int64) for cells in candidates]) if len(candidates) else np.zeros(0, np.int64)
    reach = sparse.csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=(len(candidates), weights.size))
    fixed = _worth(weights, staying)
    left = weights.copy()
    for cells in staying:
        left[cells] = 0.0
    columns = np.flatnonzero(left > 0)
    if not len(columns) or not len(indices) or max_sites < 1:
        return SinrBound(alone, fixed, 0.0), reach
    covers = sparse.csr_matrix(reach[:, columns], dtype=np.float32)
    milder = replace(rules, covers=covers, weights=left[columns], singles=np.zeros(len(candidates)), max_sites=max_sites, notes=())
    try:
        bound = solve(milder, seconds, progress=progress).bound
    except InputError:  # no plan keeps all rows: without them the bound is larger, and holds
        free = build(covers, left[columns], max_sites=max_sites, x_m=rules.x_m, y_m=rules.y_m)
        bound = solve(free, seconds, progress=progress).bound
    return SinrBound(alone, fixed, bound), reach


def _worth(weights: np.ndarray, reaches: Sequence[np.ndarray]) -> float:
    reached = np.zeros(weights.size, bool)
    for cells in reaches:
        reached[cells] = True
    return float(weights[reached].sum())
