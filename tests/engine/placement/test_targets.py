# SPDX-License-Identifier: GPL-2.0-or-later
"""Targets of service: met by every plan that is returned, against the exact optimum; out of reach is said with the most."""

import numpy as np
import pytest

pytest.importorskip("scipy")

from instances import small
from smartpole.engine.errors import InputError
from smartpole.engine.placement.certificate import verify
from smartpole.engine.placement.targets import Target, solve_with_targets


def with_targets(seed):
    """A small problem, and one or two targets between what the best plan serves of them and all."""
    instance, rng = small(seed), np.random.default_rng(seed + 10_000)
    targets = []
    for number in range(int(rng.integers(1, 3))):
        amounts = np.where(rng.random(len(instance.weights)) < 0.4, rng.uniform(1, 3, len(instance.weights)).round(2), 0.0)
        reach = amounts[instance.covers.any(axis=0)].sum()
        targets.append(Target(f"t{number}", amounts, float(reach * rng.uniform(0.3, 0.9)), float(amounts.sum())))
    return instance, targets


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_targets_are_met_and_the_bound_is_never_below_the_optimum(first, tmp_path):
    solved = 0
    for seed in range(first, first + 10):
        instance, targets = with_targets(seed)
        best = instance.optimum([(t.amounts, t.least) for t in targets])
        try:
            problem = instance.problem()
            plan = solve_with_targets(problem, targets, seconds=3)
        except InputError as error:
            if error.key == "target_short" and best is not None:
                assert error.values["found"] <= error.values["most"] + 1e-6  # not found is not "impossible", and says so
                continue
            assert best is None, f"seed {seed}: {error}, but {best} is possible"
            continue
        assert best is not None, f"seed {seed}"
        tolerance = 1e-6 * max(1.0, best)
        assert instance.broken(plan.sites) == [], f"seed {seed}"
        served = instance.covers[plan.sites].any(axis=0)
        assert all(t.amounts[served].sum() >= t.least - 1e-6 for t in targets), f"seed {seed}"
        assert instance.value(plan.sites) == pytest.approx(plan.value, rel=1e-9) and plan.value <= best + tolerance, f"seed {seed}"
        assert plan.bound >= best - tolerance and plan.certificate_bound >= best - tolerance, f"seed {seed}"
        path = tmp_path / f"{seed}.npz"
        plan.certificate.save(path, problem, plan.sites, plan.value, targets)
        assert verify(path, problem, targets).holds, f"seed {seed}"
        solved += plan.value >= 0.99 * best
    assert solved >= 3


def test_a_target_above_what_all_candidates_reach_says_the_most():
    instance = next(s for s in map(small, range(50)) if s.optimum() is not None)
    problem = instance.problem()
    amounts = np.ones(problem.cells)
    most = 100 * instance.covers[~problem.closed].any(axis=0).mean()
    with pytest.raises(InputError) as caught:
        solve_with_targets(problem, [Target("all", amounts, problem.cells * (most + 2) / 100, problem.cells)], 1)
    assert caught.value.key == "target_beyond" and caught.value.values["most"] == pytest.approx(most)


def test_a_changed_target_is_found_by_the_check(tmp_path):
    instance, targets = next((i, t) for i, t in map(with_targets, range(60)) if i.optimum([(x.amounts, x.least) for x in t]) is not None)
    problem = instance.problem()
    plan = solve_with_targets(problem, targets, 2)
    path = tmp_path / "plan.npz"
    plan.certificate.save(path, problem, plan.sites, plan.value, targets)
    harder = [Target(t.name, t.amounts, t.least * 0.99, t.total) for t in targets]
    verdict = verify(path, problem, harder)
    assert not verdict.holds and "targets" in verdict.changed
    with pytest.raises(InputError):
        verify(path, problem, [])
