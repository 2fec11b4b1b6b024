"""Reduction keeps the value of every plan."""

import numpy as np
import pytest

pytest.importorskip("scipy")

from instances import small
from scipy import sparse
from smartpole.engine.placement import reduce


@pytest.mark.parametrize("seed", range(20))
def test_every_plan_keeps_its_value(seed):
    rng = np.random.default_rng(seed)
    problem = small(seed).problem()
    smaller, reduction = reduce.reduce_problem(problem)
    index = np.union1d(np.sort(rng.choice(problem.candidates, problem.candidates // 2, replace=False)), problem.keep)
    part = reduce.restrict_problem(smaller, index)
    assert smaller.cells <= problem.cells and part.cells <= smaller.cells
    for _ in range(20):
        sites = np.sort(rng.choice(len(index), 4, replace=False))
        value = problem.value(index[sites])
        assert smaller.value(index[sites]) == pytest.approx(value, rel=1e-9)
        assert part.value(sites) == pytest.approx(value, rel=1e-9)


def test_equal_columns_are_merged_and_colliding_ones_are_not(monkeypatch):
    dense = np.array([[1, 1, 0, 1], [0, 0, 1, 0], [1, 1, 1, 1]])
    columns = sparse.csc_matrix(dense.astype(np.float32))
    first, group = reduce.merge_equal_columns(columns)
    assert len(first) == 2 and group[0] == group[1] == group[3] != group[2]

    monkeypatch.setattr(reduce, "_column_hashes", lambda columns, names: np.zeros(columns.shape[1], np.uint64))
    first, group = reduce.merge_equal_columns(columns)
    assert group[0] == group[1] == group[3] != group[2]


def test_blocks_do_not_change_sums(monkeypatch):
    covers = sparse.random(50, 80, 0.1, "csr", np.float32, 3)
    values = np.random.default_rng(2).random(80)
    expected = (covers != 0) @ values
    monkeypatch.setattr(reduce, "BLOCK", 7)
    assert np.allclose(reduce.row_sums(covers, values), expected)
