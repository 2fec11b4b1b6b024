# SPDX-License-Identifier: GPL-2.0-or-later
"""A family of synthetic cities for the siting benchmarks, the same for the same seed.

Demand lies on n x n cells: a few centres, noise at three scales, a third of the cells empty (parks, water).
Candidates stand along a jittered street grid: lamps, cameras, bus stops, roofs, towers; each serves a disc or an
irregular lobe of 150 to 500 m.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.ndimage import gaussian_filter

LAMP, CAMERA, BUS_STOP, ROOF, TOWER = range(5)
TYPE_SHARES = (0.7, 0.1, 0.08, 0.07, 0.05)


@dataclass(frozen=True)
class City:
    covers: sparse.csr_matrix
    weights: np.ndarray
    positions: np.ndarray
    kind: np.ndarray
    radius_m: np.ndarray
    cost: np.ndarray
    cells_per_side: int
    cell_m: float

    @property
    def side_m(self) -> float:
        return self.cells_per_side * self.cell_m


def city(cells_per_side, candidates, cell_m, seed=1, irregular=True, r_min=150.0, r_max=500.0, empty_share=0.35) -> City:
    """Make a city, or read it from the cache of an earlier run (folder SMARTPOLE_BENCH_CACHE, default the temp folder)."""
    folder = Path(os.environ.get("SMARTPOLE_BENCH_CACHE", Path(tempfile.gettempdir()) / "smartpole_bench"))
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{cells_per_side}_{candidates}_{cell_m}_{seed}_{irregular}_{r_min}_{r_max}_{empty_share}.npz"
    path = folder / name
    if path.exists():
        return _read(path, cells_per_side, cell_m)
    made = _make(cells_per_side, candidates, cell_m, seed, irregular, r_min, r_max, empty_share)
    part = path.with_suffix(".part.npz")
    np.savez(
        part, indices=made.covers.indices, indptr=made.covers.indptr, weights=made.weights, positions=made.positions,
        kind=made.kind, radius_m=made.radius_m, cost=made.cost,
    )  # fmt: skip
    part.replace(path)
    return made


def _read(path, cells_per_side, cell_m):
    with np.load(path) as data:
        indices, indptr = data["indices"], data["indptr"]
        shape = (len(indptr) - 1, cells_per_side**2)
        covers = sparse.csr_matrix((np.ones(len(indices), np.float32), indices, indptr), shape=shape)
        return City(covers, data["weights"], data["positions"], data["kind"], data["radius_m"], data["cost"], cells_per_side, cell_m)


def _make(n, candidates, cell_m, seed, irregular, r_min, r_max, empty_share):
    rng = np.random.default_rng(seed)
    side = n * cell_m
    density, weights = _demand(rng, n, cell_m, side, empty_share)
    positions = _streets(rng, side)
    share = density[_cell(positions[:, 1], cell_m, n), _cell(positions[:, 0], cell_m, n)]
    share = share / share.sum()
    positions = positions[rng.choice(len(positions), size=min(candidates, len(positions)), replace=False, p=share)]
    m = len(positions)
    kind = rng.choice(5, m, p=TYPE_SHARES)
    radius = _radii(rng, kind, m, r_min, r_max)
    covers = _covers(rng, positions, radius, n, cell_m, r_max, irregular)
    cost = np.choose(kind, [1.0, 1.2, 1.0, 3.0, 2.0]) * rng.lognormal(0, 0.2, m)
    return City(covers, weights.ravel(), positions, kind, radius, cost, n, cell_m)


def _cell(along, cell_m, n):
    return (along // cell_m).astype(int).clip(0, n - 1)


def _demand(rng, n, cell_m, side, empty_share):
    """Building density of the centres, and people per cell."""
    rows, columns = np.mgrid[0:n, 0:n]
    x, y = (columns + 0.5) * cell_m, (rows + 0.5) * cell_m
    density = np.zeros((n, n))
    for _ in range(12):
        centre_x, centre_y = rng.uniform(0.1, 0.9, 2) * side
        spread = rng.uniform(0.03, 0.15) * side
        density += rng.lognormal(0, 0.8) * np.exp(-((x - centre_x) ** 2 + (y - centre_y) ** 2) / (2 * spread * spread))
    density += 0.05
    noise = np.zeros((n, n))
    for scale_m in (40, 120, 500):
        layer = gaussian_filter(rng.standard_normal((n, n)), max(scale_m / cell_m, 0.5))
        noise += layer / layer.std()
    weights = density * np.exp(0.6 * noise)
    weights[noise < np.quantile(noise, empty_share)] = 0
    weights *= rng.lognormal(0, 0.5, (n, n))
    weights = weights / weights.sum() * 3e6 * (side / 20000.0) ** 2
    return density, np.round(weights, 3)


def _streets(rng, side):
    """Lamps every 25 to 40 m along wavy streets about 130 m apart, both ways."""
    points = []
    for along_x in (False, True):
        for offset in np.sort(rng.uniform(0, side, int(side / 130))):
            t = np.arange(0, side, rng.uniform(25, 40))
            across = np.full(t.size, offset) + rng.normal(0, 2, t.size) + 60 * np.sin(t / 900 + rng.uniform(0, 6))
            points.append(np.c_[t, across] if along_x else np.c_[across, t])
    points = np.vstack(points)
    return points[(points > 0).all(1) & (points < side).all(1)]


def _radii(rng, kind, m, r_min, r_max):
    def between(low, high):
        return rng.uniform(min(low, high), max(low, high), m)

    small = r_min < 250
    lamp = between(r_min, 250 if small else r_min + 100)
    camera = between(r_min, 250 if small else r_min + 100)
    stop = between(r_min, 220) if r_min < 220 else between(r_min, r_min + 60)
    roof = between(250, 400) if small else between(r_min, 450)
    tower = between(350, r_max)
    return np.choose(kind, [lamp, camera, stop, roof, tower])


def _covers(rng, positions, radius, n, cell_m, r_max, irregular):
    reach = int(np.ceil(r_max / cell_m)) + 1
    offset_y, offset_x = (axis.ravel() for axis in np.mgrid[-reach : reach + 1, -reach : reach + 1])
    indices, indptr = [], [0]
    for (x, y), r in zip(positions, radius):
        column, row = int(x // cell_m), int(y // cell_m)
        dx, dy = (column + offset_x + 0.5) * cell_m - x, (row + offset_y + 0.5) * cell_m - y
        limit = r
        if irregular:
            angle = np.arctan2(dy, dx)
            size, phase = rng.uniform(0, 0.25, 4), rng.uniform(0, 6.3, 4)
            limit = r * (0.8 + sum(size[k] * np.cos((k + 2) * angle + phase[k]) for k in range(4))).clip(0.25, 1.25)
        inside = (column + offset_x >= 0) & (column + offset_x < n) & (row + offset_y >= 0) & (row + offset_y < n)
        served = (np.hypot(dx, dy) <= limit) & inside
        if not served.any():
            served = (offset_x == 0) & (offset_y == 0)
        indices.append(((row + offset_y[served]) * n + column + offset_x[served]).astype(np.int32))
        indptr.append(indptr[-1] + indices[-1].size)
    ones = np.ones(indptr[-1], np.float32)
    return sparse.csr_matrix((ones, np.concatenate(indices), np.array(indptr)), shape=(len(positions), n * n))
