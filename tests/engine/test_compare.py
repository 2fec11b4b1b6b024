# SPDX-License-Identifier: GPL-2.0-or-later
"""Two coverages against each other: counted by hand on nine cells, and what must hold for any two."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from smartpole.engine.compare import NOT_HEARD_DBM, compare, level_everywhere
from smartpole.engine.demand import Demand, KeyArea, Level
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid

GRID = Grid(0.0, 30.0, 10.0, 3, 3)
LEVELS = (Level("A", -90.0, 0.0, 0, 0, 98.0), Level("C", -100.0, 0.0, 0, 0, 90.0))


@pytest.fixture
def demand():
    level = np.array([[1, 1, 2], [1, 2, 2], [0, 2, 2]], np.uint8)
    weight = np.array([[5, 0, 1], [2, 0, 0], [0, 0, 4]], np.float32)
    outdoor = np.ones((3, 3), bool)
    outdoor[0, 0] = False
    return Demand(GRID, LEVELS, level, weight, outdoor, (KeyArea("k", "学校", "02", np.array([0, 1]), 99.0),))


BEFORE = np.array([[-95, -85, -99], [-95, np.nan, -99], [-80, -99, -120]], np.float32)
AFTER = np.array([[-85, -95, -99], [-85, -99, np.nan], [-60, -99, -99]], np.float32)


def test_cells_areas_and_people_are_those_counted_by_hand(demand):
    found = compare(demand, BEFORE, AFTER)
    total = found.total
    assert (total.gained, total.lost) == (3, 2), "outdoors: (1,0) (1,1) (2,2) come, (0,1) (1,2) go"
    assert (total.gained_m2, total.lost_m2) == (300.0, 200.0)
    assert (total.gained_people, total.lost_people) == (5 + 2 + 4, 0)
    level_a = found.changes[0]
    assert (level_a.code, level_a.gained, level_a.lost, level_a.before_pct, level_a.after_pct) == ("A", 1, 1, 50.0, 50.0)
    school = found.changes[-1]
    assert (school.scope, school.name, school.lost, school.gained_people) == ("area", "学校", 1, 5)


def test_the_difference_is_b_less_a_and_silence_has_a_floor(demand):
    difference = compare(demand, BEFORE, AFTER).difference_db
    assert difference[0, 0] == 10 and difference[0, 1] == -10 and np.isnan(difference[2, 0])
    assert difference[1, 1] == -99 - NOT_HEARD_DBM and difference[1, 2] == NOT_HEARD_DBM + 99


def test_sinr_counts_only_where_both_have_it(demand):
    bad, good = np.full((3, 3), -5, np.float32), np.full((3, 3), 10, np.float32)
    assert compare(demand, BEFORE, BEFORE, bad, good).total.gained > 0
    assert compare(demand, BEFORE, BEFORE, bad, None).total.gained == 0


def test_one_threshold_serves_where_there_is_no_plan():
    demand = level_everywhere(GRID, np.isfinite(BEFORE) | np.isfinite(AFTER), -98.0)
    total = compare(demand, BEFORE, AFTER).total
    assert (total.gained, total.lost, total.gained_people) == (0, 0, 0)
    assert level_everywhere(GRID, np.ones((3, 3), bool), -90.0).area.all()
    with pytest.raises(InputError):
        level_everywhere(GRID, np.ones((3, 3), bool), np.nan)


def test_other_cells_are_refused(demand):
    with pytest.raises(InputError):
        compare(demand, BEFORE, np.zeros((2, 3), np.float32))


levels = arrays(np.float32, (3, 3), elements=st.one_of(st.floats(-139, -40, width=32), st.just(float("nan"))))


@given(levels, levels)
def test_turned_round_gains_are_losses(one, other):
    demand = level_everywhere(GRID, np.ones((3, 3), bool), -95.0)
    there, back = compare(demand, one, other), compare(demand, other, one)
    assert (there.total.gained, there.total.lost) == (back.total.lost, back.total.gained)
    assert np.array_equal(there.difference_db, -back.difference_db, equal_nan=True)
    share = 100.0 * (there.total.gained - there.total.lost) / 9
    assert there.total.after_pct - there.total.before_pct == pytest.approx(share, abs=1e-9)
