# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the cells are: a north-up grid of square cells in a projected CRS in metres."""

from dataclasses import dataclass
from typing import Tuple

import numpy as np

from .errors import InputError

MAX_CELLS = 400_000_000


@dataclass(frozen=True)
class Window:
    """A block of cells of a grid: rows `row` to `row + rows`, columns `column` to `column + columns`."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def slices(self) -> Tuple[slice, slice]:
        """The index that cuts this window out of a grid array."""
        return slice(self.row, self.row + self.rows), slice(self.column, self.column + self.columns)


@dataclass(frozen=True)
class Grid:
    """`rows` x `columns` cells of `cell_size_m`; (`x_min_m`, `y_max_m`) is the upper left corner; row 0 is north."""

    x_min_m: float
    y_max_m: float
    cell_size_m: float
    rows: int
    columns: int

    def __post_init__(self):
        if not np.isfinite(self.cell_size_m) or self.cell_size_m <= 0:
            raise InputError("grid_cell_size", cell_size_m=self.cell_size_m)
        if self.rows < 1 or self.columns < 1:
            raise InputError("grid_empty", rows=self.rows, columns=self.columns)
        if self.rows * self.columns > MAX_CELLS:
            raise InputError("grid_too_large", cells=self.rows * self.columns, limit=MAX_CELLS)

    @classmethod
    def covering(cls, x_min_m: float, y_min_m: float, x_max_m: float, y_max_m: float, cell_size_m: float) -> "Grid":
        """The smallest grid over an extent whose corners are whole multiples of the cell size.

        Snapping makes two runs over overlapping extents share cells, so that their results compare and cache.
        """
        extent = np.array([x_min_m, y_min_m, x_max_m, y_max_m], dtype=float)
        if not np.isfinite(cell_size_m) or cell_size_m <= 0:
            raise InputError("grid_cell_size", cell_size_m=cell_size_m)
        if not np.isfinite(extent).all() or x_max_m <= x_min_m or y_max_m <= y_min_m:
            raise InputError("grid_extent", extent=tuple(extent.tolist()))
        left, bottom = np.floor(extent[:2] / cell_size_m + 1e-9)
        right, top = np.ceil(extent[2:] / cell_size_m - 1e-9)
        return cls(
            float(left * cell_size_m),
            float(top * cell_size_m),
            float(cell_size_m),
            int(max(1, top - bottom)),
            int(max(1, right - left)),
        )

    @property
    def shape(self) -> Tuple[int, int]:
        return self.rows, self.columns

    @property
    def x_max_m(self) -> float:
        return self.x_min_m + self.columns * self.cell_size_m

    @property
    def y_min_m(self) -> float:
        return self.y_max_m - self.rows * self.cell_size_m

    @property
    def cell_area_m2(self) -> float:
        return self.cell_size_m**2

    @property
    def extent_m(self) -> Tuple[float, float, float, float]:
        """(x_min, y_min, x_max, y_max)."""
        return self.x_min_m, self.y_min_m, self.x_max_m, self.y_max_m

    def column_centres_m(self) -> np.ndarray:
        """x of the cell centres, shape (columns,), float64."""
        return self.x_min_m + (np.arange(self.columns) + 0.5) * self.cell_size_m

    def row_centres_m(self) -> np.ndarray:
        """y of the cell centres, shape (rows,), float64, falling."""
        return self.y_max_m - (np.arange(self.rows) + 0.5) * self.cell_size_m

    def row_column(self, x_m, y_m) -> Tuple[np.ndarray, np.ndarray]:
        """Row and column of the cell that holds each point; may lie outside the grid."""
        column = np.floor((np.asarray(x_m, dtype=float) - self.x_min_m) / self.cell_size_m).astype(np.int64)
        row = np.floor((self.y_max_m - np.asarray(y_m, dtype=float)) / self.cell_size_m).astype(np.int64)
        return row, column

    def contains(self, x_m, y_m) -> np.ndarray:
        """Whether each point lies on the grid."""
        row, column = self.row_column(x_m, y_m)
        return (row >= 0) & (row < self.rows) & (column >= 0) & (column < self.columns)
