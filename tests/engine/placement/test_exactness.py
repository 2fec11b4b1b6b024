"""The solver against the exact optimum: never above it, its bound never below it, every rule kept."""

import numpy as np
import pytest

pytest.importorskip("scipy")

from instances import small
from smartpole.engine.errors import InputError
from smartpole.engine.placement.certificate import verify
from smartpole.engine.placement.relax import relax
from smartpole.engine.placement.selection import Selection
from smartpole.engine.placement.solver import solve


@pytest.mark.parametrize("first", range(0, 300, 25))
def test_value_is_the_optimum_or_the_bound_covers_the_difference(first):
    solved = 0
    for seed in range(first, first + 25):
        instance = small(seed)
        best = instance.optimum()
        try:
            problem = instance.problem()
            plan = solve(problem, seconds=2, gap=1e-7)
        except InputError as error:
            assert best is None, f"seed {seed}: {error}, but {best} is possible"
            continue
        assert best is not None, f"seed {seed}"
        tolerance = 1e-6 * max(1.0, best)
        assert instance.broken(plan.sites) == [], f"seed {seed}"
        assert instance.value(plan.sites) == pytest.approx(plan.value, rel=1e-9), f"seed {seed}"
        assert plan.value <= best + tolerance, f"seed {seed}"
        assert plan.bound >= best - tolerance, f"seed {seed}"
        assert plan.certificate.bound(problem) >= best - tolerance, f"seed {seed}"
        solved += abs(plan.value - best) <= tolerance
    assert solved >= 1


def test_any_prices_give_a_valid_bound(tmp_path):
    instance = next(s for s in map(small, range(50)) if s.optimum() is not None)
    problem, best = instance.problem(), instance.optimum()
    relaxed = relax(problem, Selection(problem, solve(problem, 2).sites))
    rng = np.random.default_rng(1)
    for _ in range(20):
        certificate = type(relaxed.certificate)(
            rng.random(problem.cells).astype(np.float32),
            rng.random(len(problem.limits)) * 5,
            rng.random(problem.cliques.shape[0]) * 5,
        )
        assert certificate.bound(problem) >= best - 1e-6 * best
    assert best - 1e-6 * best <= relaxed.bound <= problem.weights.sum() + 1e-6


def test_a_stored_certificate_is_checked_without_the_solver(tmp_path):
    instance = small(3)
    problem = instance.problem()
    plan = solve(problem, 2)
    path = tmp_path / "plan.npz"
    plan.certificate.save(path, problem, plan.sites, plan.value)
    verdict = verify(path, problem)
    assert verdict.holds and verdict.value == pytest.approx(plan.value)
    assert verdict.bound == pytest.approx(plan.certificate_bound)

    instance.weights = instance.weights.copy()
    instance.weights[0] *= 3
    changed = verify(path, instance.problem())
    assert not changed.holds and changed.changed == ("weights",)

    plan.certificate.save(path, problem, plan.sites, plan.value * 1.01)
    assert not verify(path, problem).holds


def test_the_same_seed_gives_the_same_plan():
    problem = small(11).problem()
    assert solve(problem, 3, seed=5).sites == solve(problem, 3, seed=5).sites
