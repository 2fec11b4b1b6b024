"""Walks, merges and eras: what they bring is counted afresh, and none of them loses what is known."""

import shutil
import time
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("scipy")

from scipy import sparse
from smartpole.engine.placement import elites, solver
from smartpole.engine.placement.core import ExactSolver
from smartpole.engine.placement.elites import Elites
from smartpole.engine.placement.exact_side import ExactSide
from smartpole.engine.placement.problem import Row, build
from smartpole.engine.placement.relax import relax
from smartpole.engine.placement.selection import Selection
from smartpole.engine.placement.walk_side import WalkSide
from smartpole.engine.placement.wander import Errand, Wanderer, is_free


def town(seed, nodes=150, radius=0.16, sites=9, keep=()):
    """Every node is demand and candidate, as in the published city instances."""
    rng = np.random.default_rng(seed)
    x, y = rng.random((2, nodes))
    near = np.hypot(x[:, None] - x, y[:, None] - y) <= radius
    return build(sparse.csr_matrix(near.astype(np.float32)), rng.integers(1, 100, nodes), max_sites=sites, keep=keep, x_m=x, y_m=y)


def relaxed_town(problem):
    plan = np.union1d(problem.keep, np.arange(problem.max_sites - len(problem.keep))).tolist()
    return relax(problem, Selection(problem, plan), time.monotonic() + 20)


def wanderer(problem, relaxed):
    depth = (relaxed.entry_price - relaxed.reduced) * problem.max_sites / relaxed.bound
    return Wanderer.over(problem, relaxed.y, depth)


def optimum(problem):
    with ExactSolver() as exact:
        exact.start(problem, 20.0)
        answer = exact.wait()
    assert answer.proven
    return problem.value(answer.sites), answer.sites


def test_losses_of_several_sites_are_those_of_each():
    problem = town(1)
    selection = Selection(problem, range(0, 90, 10))
    losses, cells, whose = selection.losses(np.array(selection.sites))
    gains = selection.gains_without_each(cells, whose, len(losses))
    for number, site in enumerate(selection.sites):
        loss, alone = selection.loss(site)
        assert losses[number] == pytest.approx(loss)
        assert sorted(cells[whose == number]) == sorted(alone)
        assert gains[number] == pytest.approx(selection.gains_without(alone))


@pytest.mark.parametrize("seed", range(6))
def test_no_optimum_is_lost_where_candidates_are_ruled_out_by_the_bound(seed):
    problem = town(seed, nodes=80, radius=0.2, sites=5)
    relaxed = relaxed_town(problem)
    value, sites = optimum(problem)
    with ExactSolver() as exact:
        side = ExactSide(exact, problem, relaxed)
        for known in (0.9 * value, value - 1e-6 * value):
            left = side.improvable(known)
            assert left[sites].all()
            rest = replace(problem, closed=~left)
            assert optimum(rest)[0] == pytest.approx(value)
        assert side.improvable(value - 1e-6 * value).sum() < problem.candidates  # it does rule some out


def test_a_merge_is_at_least_as_good_as_every_plan_in_it():
    problem = town(3, nodes=500, radius=0.07, sites=30)
    relaxed = relaxed_town(problem)
    walker = wanderer(problem, relaxed)
    with ExactSolver() as exact:
        side = ExactSide(exact, problem, relaxed)
        side.eras = True
        plans = [walker.walk(Errand(number, None, 2, 20.0)) for number in range(6)]
        for value, sites in plans:
            side.elites.add(value, sites)
        assert side.elites.ready
        core = side._merge(plans[0][1].tolist())
        assert side.kind == "merge"
        merged = optimum(core)[0]
    assert merged >= max(value for value, _ in plans) - 1e-9
    assert merged <= optimum(problem)[0] + 1e-6


def test_a_walk_counts_what_it_found_and_keeps_what_must_be_kept():
    problem = town(4, keep=(7, 70))
    problem = replace(problem, closed=np.isin(np.arange(150), [1, 2, 3]))
    walker = wanderer(problem, relaxed_town(problem))
    for number in range(5):
        value, sites = walker.walk(Errand(number, None, 40, 20.0))
        assert problem.violations(sites) == []
        assert value == pytest.approx(problem.value(sites))
        better, again = walker.walk(Errand(number + 1, sites, 40, 20.0))
        assert better >= value - 1e-9
        assert problem.violations(again) == []


def test_cores_hold_the_fractional_plan_and_differ():
    problem = town(5, nodes=400, radius=0.08, sites=20)
    relaxed = relaxed_town(problem)
    walker = wanderer(problem, relaxed)
    given = np.array([0, 1, 2])
    cores = [walker.drawn_core(np.random.default_rng(number), number, given) for number in (1, 2, 3)]
    for core in cores:
        assert np.isin(np.flatnonzero(relaxed.y > 1e-3), core).all()
        assert np.isin(given, core).all()
        assert len(core) < problem.candidates
    assert len({core.tobytes() for core in cores}) == 3


def test_a_worker_walks_as_we_do():
    problem = town(6)
    walker = wanderer(problem, relaxed_town(problem))
    with WalkSide(walker) as beside:
        if not beside.runs:
            pytest.skip("no plain Python")
        beside.send(Errand(11, None, 60, 20.0))
        assert not beside.idle
        value, sites = wait_for(beside)
        assert beside.idle
    here, ours = walker.walk(Errand(11, None, 60, 20.0))
    assert value == here
    assert sites.tolist() == ours.tolist()


@pytest.mark.skipif(shutil.which("false") is None, reason="needs a program that ends at once")
def test_a_worker_that_dies_costs_nothing_but_its_share():
    problem = town(6)
    with WalkSide(wanderer(problem, relaxed_town(problem)), interpreter=shutil.which("false")) as beside:
        beside.send(Errand(11, None, 60, 20.0))
        assert wait_for(beside) is None
        assert not beside.runs
        assert not beside.idle


def wait_for(beside):
    until = time.monotonic() + 30
    while beside.runs and time.monotonic() < until:
        answer = beside.answer()
        if answer is not None:
            return answer
        time.sleep(0.01)
    return None


def test_without_a_plain_python_one_process_does_it(monkeypatch):
    monkeypatch.setattr("smartpole.engine.placement.walk_side.plain_python", lambda: None)
    monkeypatch.setattr("smartpole.engine.placement.core.plain_python", lambda: None)
    monkeypatch.setattr(solver.ExactSide, "settle", lambda *_: None)  # it would be proven best at once
    problem = town(7, nodes=700, radius=0.07, sites=35)
    plan = solver.solve(problem, seconds=3)
    assert problem.violations(plan.sites) == []
    assert plan.value == pytest.approx(problem.value(plan.sites))
    assert plan.gap_percent < 3


def test_an_era_that_finds_nothing_more_ends_and_its_best_plan_meets_the_champions():
    problem = town(8)
    relaxed = relaxed_town(problem)
    known = Elites(problem, 1)
    first, second = np.arange(0, 9), np.arange(20, 29)
    known.add(10.0, first)
    while not known.turn():
        known.add(5.0, np.arange(50, 59))
    assert known.best is None
    known.add(9.0, second)
    for _ in range(elites.STALE // 2):
        known.add(1.0, np.arange(60, 69))
    mask, crossing = known.merged(relaxed)
    assert crossing
    assert mask[first].all() and mask[second].all()
    assert not mask[np.setdiff1d(np.arange(60, 69), np.flatnonzero(relaxed.y >= elites.CERTAIN))].any()
    known.polished(11.0, np.arange(100, 109))  # the leader was the champion: it is replaced, the era goes on
    known.cross()
    mask, _ = known.merged(relaxed)
    assert mask[100:109].all() and mask[second].all()


def test_only_the_number_of_sites_makes_a_problem_free():
    problem = town(9)
    assert is_free(problem)
    rows = [Row.at_most("some", np.ones(150), 5)]
    assert not is_free(build(problem.covers, problem.weights, max_sites=9, rows=rows))
    assert not is_free(build(problem.covers, problem.weights, max_sites=9, x_m=problem.x_m, y_m=problem.y_m, spacing_m=0.05))


def test_walks_over_one_core_end_the_eras_of_those_before():
    problem = town(5)
    relaxed = relaxed_town(problem)
    selection = Selection(problem, range(problem.max_sites))
    search = solver.Search(problem, 1.0, solver.SILENT)
    search.found(selection.sites, selection.value)
    with ExactSolver() as exact:
        side = ExactSide(exact, problem, relaxed, 1)
        side.eras, side.spare = True, solver.SPARE_REGIONS
        solver._walk(search, selection, side, 1, 1e-6, time.monotonic() + 0.3)
    assert not side.eras and side.spare == 0 and search.value >= problem.value(range(problem.max_sites))
