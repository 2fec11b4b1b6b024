# SPDX-License-Identifier: GPL-2.0-or-later
"""A city's siting problem with every kind of rule at once."""

import numpy as np
from placement_instances import BUS_STOP, TOWER, City
from scipy.spatial import cKDTree
from smartpole.engine.placement.problem import Problem, Row, build

SPACING_M = 100.0
DISTRICTS = 5  #: per side


def with_every_rule(city: City, p: int) -> Problem:
    """Number of sites, budget, minima and maxima in 25 districts, spacing, a tenth must-keeps, at least 80 % reused."""
    rng = np.random.default_rng(5)
    m = len(city.cost)
    x_m, y_m = city.positions.T
    side = city.side_m / DISTRICTS
    district = np.minimum((x_m / side).astype(int), DISTRICTS - 1) * DISTRICTS + np.minimum((y_m / side).astype(int), DISTRICTS - 1)
    new = (city.kind == BUS_STOP) | (rng.random(m) < 0.35)
    count = np.bincount(district, minlength=DISTRICTS**2)
    rows = [Row.share_at_least("reused", ~new, 0.8)]
    for number in range(DISTRICTS**2):
        rows.append(Row.at_most(f"at most in {number}", district == number, int(0.09 * p)))
        rows.append(Row.at_least(f"at least in {number}", district == number, min(int(0.015 * p), count[number] // 20)))
    keep = _must_keeps(rng, city, p // 10)
    return build(
        city.covers, city.weights, cost=city.cost, max_sites=p, budget=1.05 * p, rows=rows, keep=keep, x_m=x_m, y_m=y_m, spacing_m=SPACING_M
    )


def _must_keeps(rng, city: City, count: int):
    """Towers that do not stand too close to each other."""
    tree = cKDTree(city.positions)
    keep, blocked = [], np.zeros(len(city.cost), dtype=bool)
    for number in rng.permutation(np.flatnonzero(city.kind == TOWER)):
        if not blocked[number]:
            keep.append(int(number))
            blocked[tree.query_ball_point(city.positions[number], SPACING_M)] = True
        if len(keep) >= count:
            break
    return keep
