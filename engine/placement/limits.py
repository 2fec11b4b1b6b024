# SPDX-License-Identifier: GPL-2.0-or-later
"""What the rows, the number of sites and the conflicts still allow while a plan is being changed."""

from copy import copy
from typing import Sequence

import numpy as np

from .problem import TOLERANCE, Problem


class Limits:
    """The use of every row by the chosen sites, and which moves do not make any violation worse.

    A plan under construction may start outside a minimum ("at least three in this district"); no move may
    enlarge a violation, so once a row holds it holds for good.
    """

    def __init__(self, problem: Problem):
        self.problem = problem
        self.used = np.zeros(len(problem.limits))
        self.sites = 0
        self.blocked = np.zeros(problem.candidates, dtype=np.int32)  #: chosen candidates that exclude this one
        self._tolerance = TOLERANCE * (1.0 + np.abs(problem.limits))
        self._columns = problem.rows.tocsc()
        self._any_row, self._any_conflict = problem.rows.nnz > 0, problem.conflicts.nnz > 0
        self._row_of, self._amount_of = _padded(self._columns)

    def add(self, candidate: int) -> None:
        self._change(candidate, 1)

    def remove(self, candidate: int) -> None:
        self._change(candidate, -1)

    def copy(self) -> "Limits":
        """Limits of their own over the same problem."""
        twin = copy(self)
        twin.used, twin.blocked = self.used.copy(), self.blocked.copy()
        return twin

    def become(self, other: "Limits") -> None:
        """Take over the state of a copy."""
        self.sites = other.sites
        np.copyto(self.used, other.used)
        if self._any_conflict:
            np.copyto(self.blocked, other.blocked)

    def _change(self, candidate, sign) -> None:
        self.sites += sign
        if self._any_row:
            rows, amounts = self._column(candidate)
            self.used[rows] += sign * amounts
        if self._any_conflict:
            self.blocked[_neighbours(self.problem.conflicts, candidate)] += sign

    def _column(self, candidate):
        start, end = self._columns.indptr[candidate : candidate + 2]
        return self._columns.indices[start:end], self._columns.data[start:end]

    def makes_room(self, candidate: int) -> bool:
        """Whether choosing a candidate gives others room, as a reused pole does under "at least 80 % reused"."""
        return bool((self._column(candidate)[1] < 0).any())

    def slack(self) -> np.ndarray:
        """What each row still holds; negative where it is violated."""
        return self.problem.limits - self.used

    def holds(self) -> bool:
        """Whether every row holds."""
        return bool((self.slack() >= -self._tolerance).all())

    def violated_rows(self) -> np.ndarray:
        return np.flatnonzero(self.slack() < -self._tolerance)

    def allows_add(self, candidates: np.ndarray) -> np.ndarray:
        """Which of the candidates may be added; bool, same shape."""
        if self.sites >= self.problem.max_sites:
            return np.zeros(len(candidates), dtype=bool)
        free = ~self.problem.closed[candidates] & (self.blocked[candidates] == 0)
        return free & self._fits(candidates, np.maximum(self.slack(), 0.0))

    def allows_swap(self, out: int, candidates: np.ndarray) -> np.ndarray:
        """Which of the candidates may take the place of the chosen site `out`; bool, same shape."""
        rows, amounts = self._column(out)
        room = np.maximum(self.slack(), 0.0)
        room[rows] = np.maximum(self.slack()[rows] + amounts, amounts)
        blocked = self.blocked[candidates]
        near = _neighbours(self.problem.conflicts, out)
        if len(near):
            blocked = blocked - np.isin(candidates, near)
        allowed = ~self.problem.closed[candidates] & (blocked == 0) & self._fits(candidates, room)
        for row in rows[room[rows] < -self._tolerance[rows]]:  # the successor must give what `out` gave
            allowed &= _row_amounts(self.problem.rows, row, candidates) <= room[row] + self._tolerance[row]
        return allowed

    def _fits(self, candidates, room):
        if self._row_of.shape[1] == 0:
            return np.ones(len(candidates), dtype=bool)
        room = np.append(room + self._tolerance, np.inf)
        return (self._amount_of[candidates] <= room[self._row_of[candidates]]).all(axis=1)


def _padded(columns):
    """Row numbers and amounts of every column as rectangles, padded with a row that never binds."""
    count = np.diff(columns.indptr)
    width = int(count.max(initial=0))
    rows = np.full((len(count), width), columns.shape[0], dtype=np.int32)
    amounts = np.zeros((len(count), width))
    place = np.arange(columns.nnz) - np.repeat(columns.indptr[:-1], count)
    owner = np.repeat(np.arange(len(count)), count)
    rows[owner, place] = columns.indices
    amounts[owner, place] = columns.data
    return rows, amounts


def _neighbours(conflicts, candidate):
    return conflicts.indices[conflicts.indptr[candidate] : conflicts.indptr[candidate + 1]]


def _row_amounts(rows, row, candidates: Sequence[int]) -> np.ndarray:
    dense = np.zeros(rows.shape[1])
    start, end = rows.indptr[row : row + 2]
    dense[rows.indices[start:end]] = rows.data[start:end]
    return dense[candidates]
