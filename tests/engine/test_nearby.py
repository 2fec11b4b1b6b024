# SPDX-License-Identifier: GPL-2.0-or-later
"""Points close together: the same pairs as a plain comparison of all, and sane groups."""

import numpy as np
import pytest
from smartpole.engine.errors import InputError
from smartpole.engine.nearby import near_groups, near_pairs


@pytest.mark.parametrize("seed", range(5))
def test_pairs_are_those_of_comparing_all(seed):
    places = np.random.default_rng(seed).uniform(-20, 20, (300, 2)) + [500000, 4064000]
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    one, other = np.nonzero(np.triu(apart <= 2.5, 1))
    found = near_pairs(places, 2.5)
    np.testing.assert_array_equal(found[0], one)
    np.testing.assert_array_equal(found[1], other)


def test_groups_keep_to_the_distance_from_their_first_point():
    row = np.column_stack([np.arange(10) * 1.5, np.zeros(10)])
    groups = near_groups(row, 2.0)
    assert [group.tolist() for group in groups] == [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]


def test_many_points_in_one_place_and_points_without_a_place():
    places = np.vstack([np.full((50_000, 2), 7.0), [[np.nan, 1.0]], [[8.0, 7.0]], [[100.0, 100.0]]])
    (group,) = near_groups(places, 2.0)
    assert len(group) == 50_001 and group[-1] == 50_001


def test_nothing_and_one():
    assert near_groups(np.empty((0, 2)), 1.0) == []
    assert near_groups([[1.0, 2.0]], 1.0) == []


@pytest.mark.parametrize("tolerance", [0, -1, np.nan])
def test_a_tolerance_must_be_positive(tolerance):
    with pytest.raises(InputError):
        near_pairs([[0, 0]], tolerance)
