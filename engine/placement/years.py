# SPDX-License-Identifier: GPL-2.0-or-later
"""The cover matrix of several years, kept as the one matrix that all years share.

Candidate u * m + i builds candidate i in year u and serves its cells in that year and all later ones; column t * n + j is
cell j in year t. Written out, three years have six times the entries of one. Products with the matrix are taken year by
year instead: what stands in a year is the running total of what was built, so that each year costs one product with the
shared matrix.
"""

from dataclasses import dataclass

import numpy as np


class YearCovers:
    """Covers of m * years candidates and n * years cells over one csr matrix `base` (m, n) of ones."""

    def __init__(self, base, years: int):
        self.base, self.years = base, int(years)
        self.shape = (base.shape[0] * self.years, base.shape[1] * self.years)
        self.dtype = base.dtype
        self._base_by_cell = base.T

    @property
    def nnz(self) -> int:
        return int(self.base.nnz) * self.years * (self.years + 1) // 2

    @property
    def indptr(self) -> np.ndarray:
        """Row ends as those of the matrix written out, int64."""
        counts = np.diff(self.base.indptr).astype(np.int64)
        return np.concatenate([[0], *(counts * (self.years - u) for u in range(self.years))]).cumsum()

    def cells_of(self, candidate: int) -> np.ndarray:
        """The cells that one candidate serves, year after year."""
        year, number = divmod(int(candidate), self.base.shape[0])
        cells = self.base.indices[self.base.indptr[number] : self.base.indptr[number + 1]]
        shifts = np.arange(year, self.years, dtype=np.int64) * self.base.shape[1]
        return (shifts[:, None] + cells).ravel()

    def __getitem__(self, rows):
        """Some candidates (numbers or a mask), written out as a csr matrix."""
        from scipy import sparse

        rows = np.arange(self.shape[0])[rows]
        m, n = self.base.shape
        year, number = np.divmod(rows, m)
        starts = self.base.indptr[number].astype(np.int64)
        counts = self.base.indptr[number + 1] - starts
        indptr = np.append(0, np.cumsum(counts * (self.years - year)))
        wide = max(self.shape[1], int(indptr[-1])) >= 2**31
        indices = np.empty(int(indptr[-1]), dtype=np.int64 if wide else np.int32)
        for at, u, start, count in zip(indptr, year, starts, counts):
            cells = self.base.indices[start : start + count]
            for t in range(u, self.years):
                np.add(cells, t * n, out=indices[at : at + count], casting="unsafe")
                at += count
        return sparse.csr_matrix((np.ones(len(indices), np.float32), indices, indptr), shape=(len(rows), self.shape[1]))

    def restricted(self, numbers: np.ndarray) -> "YearCovers":
        """The covers of some of the shared candidates in all years."""
        return YearCovers(self.base[numbers], self.years)

    def tocsr(self):
        """All candidates, written out."""
        return self[np.arange(self.shape[0])]

    def toarray(self) -> np.ndarray:
        return self.tocsr().toarray()

    def row_sums(self, values: np.ndarray) -> np.ndarray:
        """The sum of `values` (n * years,) over the cells of each candidate, float64."""
        from .reduce import row_sums

        by_year = np.asarray(values, dtype=np.float64).reshape(self.years, -1)
        return self._from_each_year_on([row_sums(self.base, by_year[t]) for t in range(self.years)])

    def __matmul__(self, values: np.ndarray) -> np.ndarray:
        """The same in the precision of the values."""
        by_year = values.reshape(self.years, -1)
        return self._from_each_year_on([self.base @ by_year[t] for t in range(self.years)])

    def times_served(self, y: np.ndarray) -> np.ndarray:
        """How often each cell is served by a plan or fractional plan y (m * years,): the product with the transpose."""
        standing = np.cumsum(y.reshape(self.years, -1), axis=0, dtype=y.dtype)
        return np.concatenate([self._base_by_cell @ standing[t] for t in range(self.years)])

    def column_counts(self) -> np.ndarray:
        """How many candidates serve each cell."""
        counts = np.bincount(self.base.indices, minlength=self.base.shape[1])
        return np.concatenate([(t + 1) * counts for t in range(self.years)])

    def _from_each_year_on(self, of_year) -> np.ndarray:
        """What is built in year u earns in u and all later years."""
        return np.cumsum(np.array(of_year)[::-1], axis=0, dtype=of_year[0].dtype)[::-1].ravel()


@dataclass(frozen=True)
class Columns:
    """The candidates serving each cell: those of cell j are `indices[starts[j] : starts[j] + counts[j]]`."""

    starts: np.ndarray
    counts: np.ndarray
    indices: np.ndarray

    @classmethod
    def of(cls, covers) -> "Columns":
        """The columns of a cover matrix.

        A cell of a later year is served by those that serve it in the earlier ones and some more, so that its years share one stretch.
        """
        if not isinstance(covers, YearCovers):
            columns = covers.tocsc()
            return cls(columns.indptr[:-1].astype(np.int64), np.diff(columns.indptr).astype(np.int64), columns.indices)
        columns, years = covers.base.tocsc(), covers.years
        m = covers.base.shape[0]
        counts = np.diff(columns.indptr).astype(np.int64)
        starts = columns.indptr[:-1].astype(np.int64) * years
        indices = np.empty(columns.nnz * years, np.int32)
        offset = np.arange(columns.nnz) - np.repeat(columns.indptr[:-1], counts)
        first = np.repeat(starts, counts) + offset
        step = np.repeat(counts, counts)
        for u in range(years):
            indices[first + u * step] = columns.indices + u * m
        return cls(np.tile(starts, years), np.concatenate([(t + 1) * counts for t in range(years)]), indices)
