# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan under errors of the model and refusals: repaired plans keep the rules, losses are counted, seeds repeat."""

import numpy as np
import pytest

pytest.importorskip("scipy")

from smartpole.engine.errors import Cancelled, InputError
from smartpole.engine.grid import Window
from smartpole.engine.placement.problem import build
from smartpole.engine.placement.robust import (
    FIELD,
    REFUSED,
    SHIFT,
    ShadowField,
    Shift,
    collect,
    covers_under,
    draw_of,
    refusals,
    repair,
    served_under,
)
from smartpole.engine.placement.solver import solve
from smartpole.engine.progress import Progress

SHAPE = (20, 25)


def signals(rng, count=12):
    """Random windows of levels, some cells not heard."""
    found = []
    for site in range(count):
        row, column = rng.integers(0, 12), rng.integers(0, 15)
        level = rng.uniform(-110, -80, (8, 10)).astype(np.float32)
        level[rng.random((8, 10)) < 0.2] = np.nan
        found.append((site, Window(int(row), int(column), 8, 10), level))
    return found


def town(seed=0):
    rng = np.random.default_rng(seed)
    some, required, wanted = signals(rng), rng.uniform(-105, -90, SHAPE), rng.random(SHAPE) < 0.7
    places = rng.uniform(0, 500, (12, 2))
    covers = covers_under(some, 12, required, [wanted], [Shift(0.0)], places)[0]
    weights = rng.uniform(0.5, 2, int(wanted.sum()))
    problem = build(covers, weights, max_sites=4, x_m=places[:, 0], y_m=places[:, 1], spacing_m=40, cost=rng.uniform(1, 3, 12), budget=9)
    return some, required, wanted, places, problem


def test_covers_follow_the_error_of_each_site_and_cell():
    some, required, wanted, places, _ = town()
    field = ShadowField(6.0, 50.0, 5.0, 3, 1)
    errors = [Shift(-4.0), Shift(0.0), Shift(4.0), field]
    matrices = covers_under(some, 12, required, [wanted] * 4, errors, places)
    cells = np.flatnonzero(wanted)
    for error, matrix in zip(errors, matrices):
        dense = matrix.toarray() > 0
        for site, window, level in some:
            whole = np.full(SHAPE, np.nan)
            whole[window.slices] = level + error.error_db(window, *places[site])
            assert (dense[site] == (whole.ravel()[cells] >= required.ravel()[cells])).all()
    assert matrices[0].nnz < matrices[1].nnz < matrices[2].nnz
    served = served_under(some, required, errors, places)
    assert (served[0] <= served[1]).all() and (served[1] <= served[2]).all()
    assert (served[1].ravel()[cells] == (matrices[1].toarray().max(0) > 0)).all()


def test_the_field_has_its_spread_and_correlation_and_repeats():
    field = ShadowField(8.0, 50.0, 5.0, 1, 1)
    window = Window(3, 4, 400, 400)
    one, other = field.error_db(window, 100.0, 200.0), field.error_db(window, 5000.0, 200.0)
    assert one.std() == pytest.approx(8.0, rel=0.15) and abs(one.mean()) < 2
    assert np.corrcoef(one[:, :-10].ravel(), one[:, 10:].ravel())[0, 1] == pytest.approx(np.exp(-1), abs=0.12)  # 50 m apart
    assert np.corrcoef(one.ravel(), other.ravel())[0, 1] == pytest.approx(0.5, abs=0.25)
    part = ShadowField(8.0, 50.0, 5.0, 1, 1).error_db(Window(10, 20, 5, 6), 100.0, 200.0)
    assert (part == one[7:12, 16:22]).all()
    assert not (ShadowField(8.0, 50.0, 5.0, 1, 2).error_db(window, 100.0, 200.0) == one).all()
    assert not ShadowField(0.0, 50.0, 5.0, 1, 2).error_db(window, 1.0, 2.0).any()


def test_refusals_are_repaired_under_the_rules_and_repeat():
    *_, problem = town(2)
    plan = solve(problem, 2.0).sites
    resources = np.arange(12) // 2
    draws = refusals(problem, plan, 10.0, resources, 30.0, 15, seed=4)
    assert [draw.sites for draw in draws] == [draw.sites for draw in refusals(problem, plan, 10.0, resources, 30.0, 15, seed=4)]
    for draw in draws:
        closed = set(draw.closed)
        assert len({resources[site] for site in closed}) == 2 and len(closed) == 4  # 30 % of six resources, both uses of each
        assert not closed & set(draw.sites) and problem.violations(draw.sites) == []
        assert draw.lost == len(closed & set(plan)) and draw.served <= draw.repaired + 1e-9
        assert draw.repaired == pytest.approx(10.0 + problem.value(draw.sites))
        assert set(plan) - closed <= set(draw.sites) and not closed & set(draw.anew) and problem.violations(draw.anew) == []
    result = collect(10.0 + problem.value(plan), plan, 12, [lambda: draws])
    mean, most, worst = result.summary(REFUSED, repaired=True)
    losses = [result.loss_pct(draw, True) for draw in draws]
    assert mean == pytest.approx(np.mean(losses)) and worst == max(losses) and mean <= most <= worst + 1e-9
    assert result.summary(FIELD) is None
    shares = result.chosen_pct()
    for site in range(12):
        free = [draw for draw in draws if site not in draw.closed]
        assert shares[site] == pytest.approx(100 * np.mean([site in draw.anew for draw in free])) if free else np.isnan(shares[site])
    assert set(result.always()) == {site for site in plan if shares[site] == 100}


def test_a_shifted_model_costs_and_repair_never_makes_worse():
    some, required, wanted, places, problem = town(3)
    from dataclasses import replace

    plan = solve(problem, 2.0).sites
    errors = [Shift(-5.0), Shift(0.0), Shift(5.0)]
    covers = covers_under(some, 12, required, [wanted] * 3, errors, places)
    draws = [draw_of(replace(problem, covers=c), plan, 0.0, SHIFT, str(e.by_db)) for c, e in zip(covers, errors)]
    assert draws[0].served <= draws[1].served <= draws[2].served and draws[1].served == pytest.approx(problem.value(plan))
    assert all(draw.repaired >= (1 - 0.005) * draw.served for draw in draws)
    assert set(repair(problem, plan)) >= set(plan)  # nothing is refused: nothing is exchanged


def test_stopping_keeps_the_draws_made_so_far():
    *_, problem = town(2)
    plan = solve(problem, 1.0).sites
    asked = []

    def tired():
        asked.append(1)
        return len(asked) > 6

    progress = Progress(is_cancelled=tired)
    parts = [lambda number=number: refusals(problem, plan, 0.0, np.arange(12), 10.0, 1, number, progress) for number in range(20)]
    result = collect(1.0, plan, 12, parts)
    assert result.stopped and 0 < len(result.draws) < 20
    with pytest.raises(Cancelled):
        collect(1.0, plan, 12, parts)


def test_bad_input_is_named():
    *_, problem = town()
    for make in (
        lambda: ShadowField(-1.0, 50, 5, 1, 1),
        lambda: ShadowField(8.0, 0.0, 5, 1, 1),
        lambda: Shift(float("nan")),
        lambda: refusals(problem, [0], 0.0, np.arange(12), 101.0, 1),
    ):
        with pytest.raises(InputError):
            make()
