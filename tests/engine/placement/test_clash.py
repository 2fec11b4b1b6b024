# SPDX-License-Identifier: GPL-2.0-or-later
"""Infeasible problems: the relaxation that is named is enough, by a plan, and nothing smaller is, by the exact solver."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("scipy")

from instances import small
from smartpole.engine.errors import InputError
from smartpole.engine.placement.clash import SITES, SPACING, clashing, most_served, relaxations, target_relaxations
from smartpole.engine.placement.problem import Row, build
from smartpole.engine.placement.solver import solve
from smartpole.engine.placement.targets import Target


def tight(**changes):
    """Five candidates in a row, 100 m apart, of cost 4, 5, 6, 7, 8; each serves two cells, neighbours share one."""
    covers = np.zeros((5, 6))
    for number in range(5):
        covers[number, number : number + 2] = 1
    given = {"cost": [4.0, 5, 6, 7, 8], "max_sites": 5, "x_m": np.arange(5) * 100.0, "y_m": np.zeros(5), "groups": np.arange(5)}
    return build(covers, np.ones(6), **{**given, **changes})


def test_a_budget_below_a_quota_says_how_much_is_missing():
    problem = tight(budget=12, rows=[Row.at_least("three", np.ones(5), 3)])
    with pytest.raises(InputError) as caught:
        solve(problem, 1)
    assert caught.value.key == "placement_infeasible"
    found = {one.name: one for one in relaxations(problem)}
    assert set(found) == {"budget", "three"}
    assert found["budget"].needed == pytest.approx(15) and found["budget"].is_exact  # 4 + 5 + 6
    assert -found["three"].needed == pytest.approx(2)  # 4 + 5 fit into 12
    assert set(clashing(problem)) <= {"budget", "three", SITES} and clashing(problem)


def test_spacing_against_a_quota_is_named():
    problem = tight(spacing_m=150, rows=[Row.at_least("four", np.ones(5), 4)])
    found = {one.name: one for one in relaxations(problem)}
    assert found.keys() == {"four", SPACING} and -found["four"].needed == pytest.approx(3)


def test_contradictory_quotas():
    problem = tight(rows=[Row.at_least("least", [1, 1, 1, 0, 0], 2), Row.at_most("most", [1, 1, 1, 0, 0], 1)])
    found = {one.name: one.needed for one in relaxations(problem)}
    assert found == {"least": pytest.approx(-1), "most": pytest.approx(2)}


def test_every_named_relaxation_is_enough_and_the_least():
    seen = 0
    for seed in range(300):
        instance = small(seed)
        try:
            problem = instance.problem()
        except InputError:
            continue
        if instance.optimum() is not None:
            continue
        for one in relaxations(problem, 20):
            if one.name == SPACING:
                continue
            number = list(problem.row_names).index(one.name) if one.name != SITES else None
            seen += 1
            for needed, possible in ((one.needed, True), (one.needed - 0.011 if one.name == "budget" else one.needed - 0.5, False)):
                if number is None:
                    changed = replace(problem, max_sites=int(np.floor(needed)))
                else:
                    limits = problem.limits.copy()
                    limits[number] = needed + 1e-9
                    changed = replace(problem, limits=limits)
                if possible:
                    assert changed.violations(one.sites) == [], (seed, one)
                elif one.name != "reuse":
                    with pytest.raises(InputError):
                        solve(changed, 1)
        if seen > 12:
            break
    assert seen > 3


def test_a_target_out_of_reach_says_the_most_and_what_would_do():
    problem = tight(max_sites=2, budget=100)
    target = Target("A", np.ones(6), 6.0, 6.0)
    reach = most_served(problem, target, 1)
    assert reach.found == 4 and reach.most == pytest.approx(4)
    (only,) = target_relaxations(problem, target, 4)
    assert only.name == SITES and only.needed == 3 and problem.served(only.sites).all()
    cheap = tight(max_sites=5, budget=10)
    found = {one.name: one.needed for one in target_relaxations(cheap, target, 6)}
    assert found == {"budget": pytest.approx(18)}  # 4 + 6 + 8
