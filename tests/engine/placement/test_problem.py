"""What the problem refuses, greedy and exchanges, phases, the curve, and a helper that dies."""

import sys

import numpy as np
import pytest

pytest.importorskip("scipy")

from instances import small
from scipy import sparse
from smartpole.engine import interpreter
from smartpole.engine.errors import Cancelled, InputError
from smartpole.engine.placement import core, phases
from smartpole.engine.placement.curve import coverage_curve, fewest_sites
from smartpole.engine.placement.explain import explain
from smartpole.engine.placement.greedy import greedy
from smartpole.engine.placement.prefer import prefer
from smartpole.engine.placement.problem import Row, build
from smartpole.engine.placement.selection import Selection
from smartpole.engine.placement.solver import solve
from smartpole.engine.placement.swaps import descend
from smartpole.engine.placement.targets import Target
from smartpole.engine.progress import Progress


def city(seed=1, m=120, n=900, p=8, **options):
    """Discs over a square kilometre."""
    rng = np.random.default_rng(seed)
    x_m, y_m = rng.uniform(0, 1000, m), rng.uniform(0, 1000, m)
    cells = rng.uniform(0, 1000, (n, 2))
    covers = np.hypot(x_m[:, None] - cells[:, 0], y_m[:, None] - cells[:, 1]) < 110
    return build(sparse.csr_matrix(covers), rng.lognormal(0, 1, n), max_sites=p, x_m=x_m, y_m=y_m, **options)


ONE = sparse.csr_matrix(np.ones((2, 3)))


@pytest.mark.parametrize(
    ("key", "arguments"),
    [
        ("placement_no_candidates", {"covers": sparse.csr_matrix((0, 3)), "weights": np.ones(3)}),
        ("placement_no_cells", {"covers": sparse.csr_matrix((2, 0)), "weights": np.ones(0)}),
        ("placement_zero_weight", {"weights": np.zeros(3)}),
        ("placement_negative_weight", {"weights": [1, -1, 1]}),
        ("placement_not_finite", {"weights": [1, np.nan, 1]}),
        ("placement_weight_too_large", {"weights": np.full(3, 1e16)}),
        ("placement_shape", {"weights": np.ones(4)}),
        ("placement_cost", {"cost": [1, 0]}),
        ("placement_max_sites", {"max_sites": 0}),
        ("placement_keep_unknown", {"keep": [5]}),
        ("placement_keep_too_many", {"keep": [0, 1], "max_sites": 1}),
        ("placement_budget", {"budget": -1}),
        ("placement_budget_keep", {"budget": 1, "cost": [2, 2], "keep": [0]}),
    ],
)
def test_unusable_input_is_named(key, arguments):
    with pytest.raises(InputError, match=key):
        build(**{"covers": ONE, "weights": np.ones(3), **arguments})


def test_weights_of_a_trillion_are_counted_exactly():
    plan = solve(build(sparse.eye(3).tocsr(), [1e12, 2e12, 3e12 + 1], max_sites=2), 1)
    assert plan.sites == [1, 2] and plan.value == 5e12 + 1 and plan.is_optimal


def test_contradicting_quotas_are_named():
    rows = [Row.at_least("north", [1, 0], 1), Row.at_most("north too", [1, 0], 0)]
    with pytest.raises(InputError, match="placement_infeasible.*north"):
        solve(build(ONE, np.ones(3), max_sites=2, rows=rows), 1)


def test_kept_sites_too_close_stay_and_close_their_neighbours():
    problem = build(sparse.eye(4).tocsr(), np.ones(4), max_sites=3, keep=[0, 1], x_m=[0, 5, 20, 90], y_m=np.zeros(4), spacing_m=30)
    assert problem.notes == ("placement_kept_too_close",)
    assert solve(problem, 1).sites == [0, 1, 3]


def test_lazy_greedy_is_plain_greedy_and_exchanges_only_improve():
    problem = city()
    left, plain = problem.weights.copy(), []
    for _ in range(problem.max_sites):
        gains = [left[problem.cells_of(i)].sum() if i not in plain else -1 for i in range(problem.candidates)]
        plain.append(int(np.argmax(gains)))
        left[problem.cells_of(plain[-1])] = 0
    assert greedy(problem) == plain
    selection = Selection(problem, plain)
    descend(selection)
    assert selection.value >= problem.value(plain) and selection.value == pytest.approx(problem.value(selection.sites))
    for i in range(problem.candidates):
        if not selection.chosen[i]:
            assert selection.gain[i] == pytest.approx(problem.value([*selection.sites, i]) - selection.value, abs=1e-9)


def test_reasons_add_up_and_runner_ups_are_the_best_exchange():
    problem = city()
    sites = solve(problem, 2).sites
    reasons = explain(problem, sites)
    assert [reason.order for reason in reasons] == list(range(1, len(sites) + 1))
    assert sum(reason.adds for reason in reasons) == pytest.approx(problem.value(sites))
    for reason in reasons:
        others = [site for site in sites if site != reason.site]
        assert reason.loss == pytest.approx(problem.value(sites) - problem.value(others))
        best = max(problem.value([*others, i]) for i in range(problem.candidates) if i not in sites)
        assert reason.swap_cost == pytest.approx(problem.value(sites) - best, abs=1e-9)


def test_the_siting_order_costs_at_most_what_was_given_up():
    problem = city()
    sites = solve(problem, 2).sites
    rank = np.random.default_rng(3).integers(1, 5, problem.candidates).astype(float)
    changed = prefer(problem, sites, rank, 0.02)
    assert problem.value(changed) >= 0.98 * problem.value(sites)
    assert rank[changed].sum() < rank[sites].sum() and not problem.violations(changed)


def test_a_site_that_brings_nothing_is_not_built_unless_a_rule_asks_for_it():
    covers = np.array([[1, 1, 0, 0, 0], [0, 1, 1, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1.0]])
    weights = np.array([10.0, 10, 10, 10, 0.001])
    rank = np.ones(5)

    def left(rows=(), share=0.01, targets=(), keep=()):
        problem = build(covers, weights, rows=rows, keep=keep)
        return problem, sorted(prefer(problem, range(5), rank, share, targets))

    assert left()[1] == [0, 1, 3]  # 2 adds nothing, 4 less than its part of 1 %
    assert left(share=0.0)[1] == [0, 1, 3, 4]
    problem, sites = left([Row.at_least("two of these", [0, 0, 1, 1, 0], 2)])
    assert sites == [0, 1, 2, 3] and not problem.violations(sites)
    assert left(targets=[Target("all", np.ones(5), 5.0)])[1] == [0, 1, 3, 4]
    assert left(keep=[2])[1] == [0, 1, 2, 3]


def test_an_exchange_keeps_most_of_what_the_site_brought():
    covers = np.eye(3)[:, :3]
    covers = np.vstack([covers, [[1, 0, 0]], [[0, 0, 0.0]]])
    covers[4, 1] = 1
    problem = build(covers, np.array([100.0, 1.0, 100.0]), max_sites=2)
    rank = np.array([5.0, 5, 5, 1, 1])
    assert sorted(prefer(problem, [0, 2], rank, 0.6)) == [2, 3]  # 3 serves what 0 does; nobody of smaller rank serves what 2 does


def test_years_are_nested_and_their_bound_holds():
    problem = city(p=9)
    phased = phases.phased_problem(problem, (3, 6, 9))
    plan = solve(phased, 4)
    added = phases.years_of(problem, plan.sites, 3)
    totals = np.cumsum([len(year) for year in added])
    assert (totals <= [3, 6, 9]).all() and len(set(sum(added, []))) == totals[-1]
    assert sum(phases.value_by_year(problem, added)) == pytest.approx(plan.value)
    assert plan.bound >= plan.value and plan.gap_percent < 3
    with pytest.raises(InputError, match="phases_order"):
        phases.phased_problem(problem, (6, 3))


def test_the_curve_rises_and_the_fewest_sites_are_proven():
    problem = city(p=12)
    points = coverage_curve(problem, (2, 4, 8), 6)
    assert [point.sites for point in points] == [2, 4, 8]
    assert all(a.value <= b.value and a.bound <= b.bound for a, b in zip(points, points[1:])) and all(p.value <= p.bound for p in points)
    fewest = fewest_sites(problem, points[1].value, 8)
    assert fewest.needed <= len(fewest.plan.sites) <= 4 and fewest.plan.value >= points[1].value
    with pytest.raises(InputError, match="target_too_high"):
        fewest_sites(problem, 2 * problem.weights.sum(), 2)


def test_stopping_keeps_the_best_plan_so_far():
    problem, asked = city(m=300, n=6000, p=30), []

    def stop():
        asked.append(1)
        return len(asked) > 60

    plan = solve(problem, 30, progress=Progress(is_cancelled=stop))
    assert plan.seconds < 20 and "placement_stopped" in plan.notes
    assert not problem.violations(plan.sites) and plan.value <= plan.bound
    with pytest.raises(Cancelled):
        solve(problem, 5, progress=Progress(is_cancelled=lambda: True))


@pytest.mark.parametrize("script", ["import sys; sys.exit(3)", "import time; time.sleep(60)"], ids=["dies", "hangs"])
def test_a_helper_that_dies_or_hangs_is_given_up(monkeypatch, script):
    monkeypatch.setattr(core, "RUN_SCRIPT", script)
    monkeypatch.setattr(core, "GRACE_SECONDS", 0.5)
    monkeypatch.setattr(core, "TINY_ENTRIES", 0)
    monkeypatch.setattr(core, "FAILURES", 2)
    problem = city()
    with core.ExactSolver(sys.executable) as solver:
        for failures in (1, 2):  # another helper after the first, none after the second
            assert not solver.failed
            solver.start(problem, 0.5)
            process = solver._process
            answer = solver.wait()
            assert answer.sites is None and answer.bound == np.inf and solver.failures == failures
            assert process.poll() is not None
        assert solver.failed
    plan = solve(problem, 2)
    assert plan.value <= plan.bound and not problem.violations(plan.sites)


def test_the_helper_gives_the_optimum(monkeypatch):
    monkeypatch.setattr(core, "TINY_ENTRIES", 0)
    instance = next(s for s in map(small, range(30)) if s.optimum() is not None)
    with core.ExactSolver() as solver:
        solver.start(instance.problem(), 20)
        answer = solver.wait()
    assert answer.proven and instance.broken(answer.sites.tolist()) == []
    assert instance.value(answer.sites) == pytest.approx(instance.optimum(), rel=1e-6)


def test_the_qgis_program_is_never_started(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "qgis-bin.exe"))
    monkeypatch.setattr(sys, "exec_prefix", str(tmp_path))
    assert interpreter.plain_python() is None
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").write_text("")
    assert interpreter.plain_python() == str(tmp_path / "bin" / "python3")


def test_the_interpreter_is_our_own_not_the_first_on_the_path(monkeypatch, tmp_path):
    own = interpreter.plain_python()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    assert interpreter.plain_python() == own
    monkeypatch.setattr(sys, "exec_prefix", str(tmp_path))
    assert interpreter.plain_python() == str(tmp_path / "python3"), "a virtual environment on Windows keeps it elsewhere"
