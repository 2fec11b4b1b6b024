# SPDX-License-Identifier: GPL-2.0-or-later
"""A county's siting problem at full size: 40,000 candidates, demand at levels A to D, every kind of rule, three phases.

A county seat (levels A and B), towns (C) and villages along roads (D) on 1,600 x 1,600 cells of 20 m; a cell is served
where a candidate reaches the threshold of the cell's level, which is nearer for A than for D. A quarter of the
resources can be used in two ways, as a shared pole or replaced by a smart pole, of which one may be taken.
"""

import os
import tempfile
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree
from smartpole.engine.placement.phases import phased_problem
from smartpole.engine.placement.problem import Problem, Row, build

SIDE, CELL_M = 1600, 20.0
CANDIDATES, SECOND_MODES = 40_000, 10_000
SITES_BY_YEAR = (150, 400, 600)
PRIORITY = (2.0, 1.5, 1.0)  #: what level A counts in each year
SPACING_M, DISTRICTS, KEPT = 150.0, 4, 40
REACH = np.array([0.55, 0.7, 0.85, 1.0])  #: of a candidate's range, at levels A to D
KINDS = (("lamp", 0.62, 250, 400), ("camera", 0.1, 250, 400), ("roof", 0.13, 350, 500), ("tower", 0.04, 600, 1000), ("new", 0.11, 350, 500))
NEW = 4


def demand(rng):
    """Weights and levels (0 for A) of the cells, shape (SIDE, SIDE); weight 0 where nobody is."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    density = np.zeros((SIDE, SIDE), np.float32)
    level = np.full((SIDE, SIDE), 3, np.int8)
    middle = SIDE / 2

    def place(centre, spread, height):
        nonlocal density
        distance = (x - centre[0]) ** 2 + (y - centre[1]) ** 2
        density += height * np.exp(-distance / (2 * spread**2))
        return distance

    seat = place((middle, middle), 110, 1.0)
    towns = rng.uniform(0.08, 0.92, (14, 2)) * SIDE
    for town in towns:
        level[place(town, rng.uniform(25, 45), 0.35) < 55**2] = 2
    level[seat < 260**2], level[seat < 150**2] = 1, 0
    for village in rng.uniform(0.02, 0.98, (260, 2)) * SIDE:
        place(village, rng.uniform(5, 10), rng.uniform(0.05, 0.15))
    noise = sum(layer / layer.std() for layer in (gaussian_filter(rng.standard_normal((SIDE, SIDE)), size) for size in (1, 5, 20)))
    weights = density * np.exp(0.5 * noise)
    weights[(density < 0.03) | (noise < np.quantile(noise, 0.3))] = 0
    return np.round(weights / weights.sum() * 900_000, 3), level, density


def covers_of(rng, density, level, weights):
    """Positions, kinds, ranges and cover matrix of the candidates; the last SECOND_MODES stand where earlier ones do."""
    resources = CANDIDATES - SECOND_MODES
    share = np.where(density > 0.008, density, 0.0004).ravel() ** 0.7
    cells = rng.choice(SIDE * SIDE, resources, p=share / share.sum())
    position = np.c_[cells % SIDE, cells // SIDE] * CELL_M + rng.uniform(0, CELL_M, (resources, 2))
    kind = rng.choice(len(KINDS), resources, p=[row[1] for row in KINDS])
    reach = np.array([rng.uniform(KINDS[k][2], KINDS[k][3]) for k in kind])
    twins = rng.choice(np.flatnonzero(kind < 2), SECOND_MODES, replace=False)
    position, kind = np.vstack([position, position[twins]]), np.append(kind, np.full(SECOND_MODES, NEW))
    reach = np.append(reach, reach[twins] * 1.25)
    resource = np.append(np.arange(resources), twins)
    indices, indptr = [], [0]
    for (x, y), r in zip(position, reach):
        steps = int(r * 1.3 / CELL_M) + 1
        column, row = int(x // CELL_M), int(y // CELL_M)
        left, top = max(0, column - steps), max(0, row - steps)
        patch = (slice(top, row + steps + 1), slice(left, column + steps + 1))
        some = np.flatnonzero(weights[patch])
        wide = weights[patch].shape[1]
        dy, dx = (some // wide + top + 0.5) * CELL_M - y, (some % wide + left + 0.5) * CELL_M - x
        angle = np.arctan2(dy, dx)
        lobes = sum(rng.uniform(0, 0.15) * np.cos(k * angle + rng.uniform(0, 6.3)) for k in (2, 3, 5))
        inside = np.hypot(dx, dy) <= r * REACH[level[patch].ravel()[some]] * (1 + lobes).clip(0.5, 1.3)
        some = some[inside]
        indices.append(((some // wide + top) * SIDE + some % wide + left).astype(np.int32))
        indptr.append(indptr[-1] + len(some))
    return position, kind, reach, resource, np.concatenate(indices), np.array(indptr)


def read():
    """The county's arrays, made once and kept in the folder SMARTPOLE_BENCH_CACHE (default: in the temp folder)."""
    folder = Path(os.environ.get("SMARTPOLE_BENCH_CACHE", Path(tempfile.gettempdir()) / "smartpole_bench"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "county_4.npz"
    if not path.exists():
        rng = np.random.default_rng(370725)
        weights, level, density = demand(rng)
        position, kind, reach, resource, indices, indptr = covers_of(rng, density, level, weights)
        occupied = np.flatnonzero(weights)
        place = np.full(weights.size, -1, np.int32)
        place[occupied] = np.arange(len(occupied))
        part = path.with_suffix(".part.npz")
        np.savez(
            part, indices=place[indices], indptr=indptr, weights=weights.ravel()[occupied], level=level.ravel()[occupied],
            position=position, kind=kind, reach=reach, resource=resource,
        )  # fmt: skip
        part.replace(path)
    with np.load(path) as data:
        return {name: data[name] for name in data.files}


def county() -> Problem:
    """The phased problem with number of sites, budget, district minima and maxima, spacing, one way per resource,
    must-keeps and at least 80 % reused, in every year."""
    made = read()
    rng = np.random.default_rng(7)
    m, n, p = len(made["kind"]), len(made["weights"]), SITES_BY_YEAR[-1]
    covers = sparse.csr_matrix((np.ones(len(made["indices"]), np.float32), made["indices"], made["indptr"]), shape=(m, n))
    x_m, y_m = made["position"].T
    wide = SIDE * CELL_M / DISTRICTS
    district = np.minimum(x_m // wide, DISTRICTS - 1).astype(int) * DISTRICTS + np.minimum(y_m // wide, DISTRICTS - 1).astype(int)
    new = made["kind"] == NEW
    cost = np.choose(made["kind"], [3.0, 3.5, 6.0, 8.0, 14.0]) * rng.lognormal(0, 0.15, m)
    rows = [Row.share_at_least("reused", ~new, 0.8)]
    for number in range(DISTRICTS**2):
        rows.append(Row.at_most(f"at most in {number}", district == number, int(0.3 * p)))
        rows.append(Row.at_least(f"at least in {number}", district == number, 2))
    keep = must_keeps(rng, made["position"], made["kind"])
    problem = build(
        covers, made["weights"], cost=cost, max_sites=p, budget=5.0 * p, rows=rows, keep=keep, x_m=x_m, y_m=y_m,
        spacing_m=SPACING_M, groups=made["resource"],
    )  # fmt: skip
    least = np.array([name.startswith("at least") for name in problem.row_names])
    limits = np.array([np.where(least & (year < 2), 0.0, problem.limits) for year in range(3)])
    budget = problem.row_names.index("budget")
    limits[:, budget] = [5.0 * count for count in SITES_BY_YEAR]
    weights = np.array([made["weights"] * np.where(made["level"] == 0, factor, 1.0) for factor in PRIORITY])
    return phased_problem(problem, SITES_BY_YEAR, weights, limits)


def must_keeps(rng, position, kind):
    """Towers and roofs that do not stand too close to each other."""
    tree = cKDTree(position)
    keep, blocked = [], np.zeros(len(kind), dtype=bool)
    for number in rng.permutation(np.flatnonzero((kind == 2) | (kind == 3))):
        if not blocked[number] and len(keep) < KEPT:
            keep.append(int(number))
            blocked[tree.query_ball_point(position[number], SPACING_M)] = True
    return keep
