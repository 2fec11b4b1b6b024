# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan being changed: what every candidate would add, kept exact after each step."""

from typing import Iterable, List, Tuple

import numpy as np

from .limits import Limits
from .problem import Problem
from .reduce import row_sums


class Selection:
    """The chosen sites, how often each cell is served, and the gain of every candidate.

    `gain[i]` is what candidate i adds to the value (for a chosen one: what it would add a second time, nothing new).
    Adding or removing a site touches only the cells that become served or unserved, through the columns of the
    cover matrix.
    """

    def __init__(self, problem: Problem, sites: Iterable[int] = (), columns=None):
        self.problem = problem
        self.columns = problem.covers.tocsc() if columns is None else columns
        self._starts = self.columns.indptr[:-1].astype(np.int64)
        self._counts = np.diff(self.columns.indptr).astype(np.int64)
        self._numbers = np.arange(200_000)
        self._few_candidates = problem.candidates < 20_000
        self.times_served = np.zeros(problem.cells, dtype=np.int32)
        self.chosen = np.zeros(problem.candidates, dtype=bool)
        self.gain = row_sums(problem.covers, problem.weights) + problem.singles
        self.value = 0.0
        self.limits = Limits(problem)
        for site in sites:
            self.add(int(site))

    @property
    def sites(self) -> List[int]:
        return np.flatnonzero(self.chosen).tolist()

    def add(self, candidate: int) -> None:
        cells = self.problem.cells_of(candidate)
        fresh = cells[self.times_served[cells] == 0]
        self.times_served[cells] += 1
        self.chosen[candidate] = True
        self.value += self.problem.weights[fresh].sum() + self.problem.singles[candidate]
        self._spread(fresh, -1.0)
        self.limits.add(candidate)

    def remove(self, candidate: int) -> None:
        cells = self.problem.cells_of(candidate)
        self.times_served[cells] -= 1
        lost = cells[self.times_served[cells] == 0]
        self.chosen[candidate] = False
        self.value -= self.problem.weights[lost].sum() + self.problem.singles[candidate]
        self._spread(lost, 1.0)
        self.limits.remove(candidate)

    def move_to(self, sites: Iterable[int]) -> None:
        """Become another plan by as few steps as it takes."""
        wanted = np.zeros(self.problem.candidates, dtype=bool)
        wanted[list(sites)] = True
        for site in np.flatnonzero(self.chosen & ~wanted):
            self.remove(int(site))
        for site in np.flatnonzero(wanted & ~self.chosen):
            self.add(int(site))

    def loss(self, site: int) -> Tuple[float, np.ndarray]:
        """What the plan loses without a chosen site, and the cells that only it serves."""
        cells = self.problem.cells_of(site)
        alone = cells[self.times_served[cells] == 1]
        return self.problem.weights[alone].sum() + self.problem.singles[site], alone

    def gains_without(self, cells: np.ndarray) -> np.ndarray:
        """The gain of every candidate if these served cells were not served."""
        if not len(cells):
            return self.gain.copy()
        owners, amounts = self._owners(cells)
        return self.gain + np.bincount(owners, weights=amounts, minlength=self.problem.candidates)

    def _spread(self, cells, sign):
        if len(cells):
            owners, amounts = self._owners(cells)
            if self._few_candidates or len(owners) > self.problem.candidates // 8:
                self.gain += sign * np.bincount(owners, weights=amounts, minlength=self.problem.candidates)
            else:
                np.add.at(self.gain, owners, sign * amounts)

    def _owners(self, cells):
        """Every (candidate, weight) pair of the cells' columns."""
        starts, counts = self._starts[cells], self._counts[cells]
        ends = counts.cumsum()
        offsets = (starts - (ends - counts)).repeat(counts)
        offsets += self._numbers[: len(offsets)] if len(offsets) <= len(self._numbers) else np.arange(len(offsets))
        return self.columns.indices[offsets], self.problem.weights[cells].repeat(counts)
