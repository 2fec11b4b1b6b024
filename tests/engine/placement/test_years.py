# SPDX-License-Identifier: GPL-2.0-or-later
"""Years that share one cover matrix are worth and bound what the matrix written out is and does."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse
from smartpole.engine.errors import InputError
from smartpole.engine.placement.certificate import Certificate, fingerprints
from smartpole.engine.placement.clash import relaxations
from smartpole.engine.placement.phases import phased_problem
from smartpole.engine.placement.problem import Row, build
from smartpole.engine.placement.reduce import reduce_problem, reduced_again
from smartpole.engine.placement.selection import Selection
from smartpole.engine.placement.solver import solve

YEARS = 3


def years_problem(seed=1, m=14, n=40):
    rng = np.random.default_rng(seed)
    covers = sparse.csr_matrix((rng.random((m, n)) < 0.2).astype(np.float32))
    covers = sparse.hstack([covers, covers[:, : n // 2]]).tocsr()  # equal columns
    weights = rng.uniform(0, 5, covers.shape[1]) * (rng.random(covers.shape[1]) < 0.8)
    problem = build(covers, weights, max_sites=6, singles=rng.uniform(0, 1, m))
    by_year = weights * rng.uniform(0.5, 2, (YEARS, 1))
    return problem, phased_problem(problem, (2, 4, 6), by_year)


def written_out(problem):
    """The matrix of all years, entry by entry from its definition."""
    base = problem.covers.toarray()
    m, n = base.shape
    whole = np.zeros((m * YEARS, n * YEARS))
    for u in range(YEARS):
        for t in range(u, YEARS):
            whole[u * m : (u + 1) * m, t * n : (t + 1) * n] = base
    return whole


def test_products_are_those_of_the_matrix_written_out():
    problem, phased = years_problem()
    whole, rng = written_out(problem), np.random.default_rng(2)
    covers = phased.covers
    assert (covers.toarray() == whole).all() and covers.nnz == whole.sum() and (np.diff(covers.indptr) == whole.sum(axis=1)).all()
    values, y = rng.random(whole.shape[1]), rng.random(whole.shape[0])
    assert covers.row_sums(values) == pytest.approx(whole @ values)
    assert covers @ values.astype(np.float32) == pytest.approx(whole @ values, rel=1e-5)
    assert covers.times_served(y.astype(np.float32)) == pytest.approx(whole.T @ y, rel=1e-5)
    assert (covers.column_counts() == whole.sum(axis=0)).all()
    assert all((np.sort(phased.cells_of(i)) == np.flatnonzero(whole[i])).all() for i in range(phased.candidates))
    some = rng.choice(phased.candidates, 9, replace=False)
    assert (covers[some].toarray() == whole[some]).all()


def test_gains_are_kept_exact_while_sites_come_and_go():
    problem, phased = years_problem(3)
    whole, rng = written_out(problem), np.random.default_rng(4)
    selection, sites = Selection(phased), set()
    for site in rng.integers(0, phased.candidates, 30).tolist():
        (selection.remove if site in sites else selection.add)(site)
        sites ^= {site}
        unserved = whole[sorted(sites)].sum(axis=0) == 0
        assert selection.gain == pytest.approx(whole @ np.where(unserved, phased.weights, 0) + phased.singles)
        assert selection.value == pytest.approx(phased.value(sorted(sites)))


def test_the_reduction_keeps_values_and_bounds_and_takes_other_weights():
    problem, phased = years_problem(5)
    rng = np.random.default_rng(6)
    small, reduction = reduce_problem(replace(phased, weights=phased.weights + 1.0))
    assert small.cells <= YEARS * problem.cells // 2 + YEARS * 10
    again = reduced_again(phased, reduction)
    for _ in range(20):
        sites = rng.choice(phased.candidates, 5, replace=False).tolist()
        assert again.value(sites) == pytest.approx(phased.value(sites))
    shares = rng.random(again.cells).astype(np.float32)
    nothing = np.zeros(len(phased.limits)), np.zeros(phased.cliques.shape[0])
    on_cells = Certificate(reduction.share_of_cells(shares).astype(np.float32), *nothing)
    assert on_cells.bound(phased) == pytest.approx(Certificate(shares, *nothing).bound(again))


def test_one_year_alone_is_reduced_again_too():
    problem, _ = years_problem(7)
    _, reduction = reduce_problem(replace(problem, weights=problem.weights + 1.0))
    again = reduced_again(problem, reduction)
    for sites in ([0], [1, 2, 3], [4, 8, 9, 10]):
        assert again.value(sites) == pytest.approx(problem.value(sites))


def test_a_stored_proof_knows_the_years_by_their_matrix_written_out():
    problem, phased = years_problem()
    plain = replace(phased, covers=phased.covers.tocsr())
    assert fingerprints(plain) == fingerprints(phased)


def test_nothing_is_built_twice_to_fill_a_quota():
    covers = sparse.csr_matrix(np.eye(4, dtype=np.float32))
    old = np.array([True, False, False, False])
    quota = Row.at_least("two old ones", old, 2)
    problem = build(covers, np.ones(4), max_sites=4, rows=[quota])
    limits = np.array([[0.0], [-2.0]])
    with pytest.raises(InputError, match="placement_infeasible"):
        solve(phased_problem(problem, (2, 4), None, limits), 2)


def test_what_clashes_with_a_quota_of_one_candidate_is_not_the_spacing():
    covers = sparse.csr_matrix(np.eye(4, dtype=np.float32))
    quota = Row.at_least("two old ones", np.array([True, False, False, False]), 2)
    problem = phased_problem(build(covers, np.ones(4), max_sites=4, rows=[quota]), (2, 4), None, np.array([[0.0], [-2.0]]))
    found = relaxations(problem, 4.0)
    assert [one.name for one in found] == ["two old ones · 2"] and found[0].needed == pytest.approx(-1.0)
