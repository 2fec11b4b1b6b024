# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan being changed: what every candidate would add, kept exact after each step."""

from copy import copy
from typing import Iterable, List, Tuple

import numpy as np

from .limits import Limits
from .problem import Problem
from .reduce import row_sums
from .years import Columns


class Selection:
    """The chosen sites, how often each cell is served, and the gain of every candidate.

    `gain[i]` is what candidate i adds to the value (for a chosen one: what it would add a second time, nothing new).
    Adding or removing a site touches only the cells that become served or unserved, through the columns of the
    cover matrix.
    """

    def __init__(self, problem: Problem, sites: Iterable[int] = (), columns=None):
        self.problem = problem
        if columns is None:
            columns = Columns.of(problem.covers)
        self.columns = columns
        self._starts, self._counts = columns.starts, columns.counts
        self._numbers = np.arange(200_000)
        self._few_candidates = problem.candidates < 20_000
        self.times_served = np.zeros(problem.cells, dtype=np.int32)
        self.chosen = np.zeros(problem.candidates, dtype=bool)
        self.gain = self._fresh_gain()
        self.value = 0.0
        self.limits = Limits(problem)
        self.add_all([int(site) for site in sites])

    @property
    def sites(self) -> List[int]:
        return np.flatnonzero(self.chosen).tolist()

    def add(self, candidate: int) -> None:
        self.add_all([candidate])

    def remove(self, candidate: int) -> None:
        self.remove_all([candidate])

    def add_all(self, candidates: Iterable[int]) -> None:
        """Add candidates; what they newly serve is spread over the gains at once."""
        fresh = []
        for candidate in candidates:
            cells = self.problem.cells_of(candidate)
            fresh.append(cells[self.times_served[cells] == 0])
            self.times_served[cells] += 1
            self.chosen[candidate] = True
            self.value += self.problem.weights[fresh[-1]].sum() + self.problem.singles[candidate]
            self.limits.add(candidate)
        self._spread(fresh, -1.0)

    def remove_all(self, candidates: Iterable[int]) -> None:
        """Remove chosen candidates."""
        lost = []
        for candidate in candidates:
            cells = self.problem.cells_of(candidate)
            self.times_served[cells] -= 1
            lost.append(cells[self.times_served[cells] == 0])
            self.chosen[candidate] = False
            self.value -= self.problem.weights[lost[-1]].sum() + self.problem.singles[candidate]
            self.limits.remove(candidate)
        self._spread(lost, 1.0)

    def move_to(self, sites: Iterable[int]) -> None:
        """Become another plan by as few steps as it takes."""
        wanted = np.zeros(self.problem.candidates, dtype=bool)
        wanted[list(sites)] = True
        self.remove_all(np.flatnonzero(self.chosen & ~wanted).tolist())
        self.add_all(np.flatnonzero(wanted & ~self.chosen).tolist())

    def copy(self) -> "Selection":
        """A selection of its own over the same problem."""
        twin = copy(self)
        twin.times_served, twin.chosen, twin.gain = self.times_served.copy(), self.chosen.copy(), self.gain.copy()
        twin.limits = self.limits.copy()
        return twin

    def become(self, other: "Selection") -> None:
        """Take over the state of a copy: cheaper than undoing many steps."""
        np.copyto(self.times_served, other.times_served)
        np.copyto(self.chosen, other.chosen)
        np.copyto(self.gain, other.gain)
        self.value = other.value
        self.limits.become(other.limits)

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

    def losses(self, sites: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
        """`loss` of several chosen sites at once: the losses, the cells that only one of all sites serves, and whose they are
        (positions in `sites`)."""
        cells_of_site = [self.problem.cells_of(site) for site in sites]
        cells = np.concatenate(cells_of_site)
        whose = np.arange(len(sites)).repeat([len(cells) for cells in cells_of_site])
        alone = self.times_served[cells] == 1
        cells, whose = cells[alone], whose[alone]
        losses = np.bincount(whose, weights=self.problem.weights[cells], minlength=len(sites)) + self.problem.singles[sites]
        return losses, cells, whose

    def gains_without_each(self, cells: np.ndarray, whose: np.ndarray, sets: int) -> np.ndarray:
        """One row of `gains_without` for each of several sets of cells, shape (sets, m); `whose` is the set of each cell."""
        m = self.problem.candidates
        owners, amounts = self._owners(cells)
        owners = owners + (whose * m).repeat(self._counts[cells])
        return np.bincount(owners, weights=amounts, minlength=sets * m).reshape(sets, m) + self.gain

    def _fresh_gain(self) -> np.ndarray:
        return row_sums(self.problem.covers, np.where(self.times_served == 0, self.problem.weights, 0.0)) + self.problem.singles

    def _spread(self, cells, sign):
        cells = cells[0] if len(cells) == 1 else np.concatenate(cells) if cells else ()
        if len(cells) and 4 * self._counts[cells].sum() > self.problem.covers.nnz:  # nearly everything changes: count afresh
            self.gain = self._fresh_gain()
        elif len(cells):
            owners, amounts = self._owners(cells)
            if self._few_candidates or len(owners) > self.problem.candidates // 8:
                spread = np.bincount(owners, weights=amounts, minlength=self.problem.candidates)
                np.add(self.gain, spread, out=self.gain) if sign > 0 else np.subtract(self.gain, spread, out=self.gain)
            else:
                np.add.at(self.gain, owners, sign * amounts)

    def _owners(self, cells):
        """Every (candidate, weight) pair of the cells' columns."""
        starts, counts = self._starts[cells], self._counts[cells]
        ends = counts.cumsum()
        offsets = (starts - (ends - counts)).repeat(counts)
        offsets += self._numbers[: len(offsets)] if len(offsets) <= len(self._numbers) else np.arange(len(offsets))
        return self.columns.indices[offsets], self.problem.weights[cells].repeat(counts)
