# SPDX-License-Identifier: GPL-2.0-or-later
"""The statement of attainment on a grid that can be checked by eye."""

import datetime

import numpy as np
import pytest
from smartpole.engine.compliance import Zone, level_zones, state, strictest_target_pct
from smartpole.engine.demand import Demand, Level
from smartpole.engine.gaps import judge
from smartpole.engine.grid import Grid

GRID = Grid(0, 50, 10, 5, 8)
LEVELS = (Level("A", -90, 3, 100, 5, 98), Level("D", -105, -3, 10, 1, 90))
TODAY = datetime.date(2026, 7, 1)


@pytest.fixture
def demand():
    level = np.full(GRID.shape, 1, np.uint8)
    level[:, 4:] = 2
    level[:, 7] = 0
    outdoor = np.ones(GRID.shape, bool)
    outdoor[0, 0] = False
    weight = np.zeros(GRID.shape, np.float32)
    weight[0, 0], weight[4, 6] = 40, 10
    return Demand(GRID, LEVELS, level, weight, outdoor)


def test_levels_roads_holes_and_worst_spots(demand):
    rsrp = np.full(GRID.shape, -80, np.float32)
    rsrp[0:2, 0:2] = -95  # a hole of four cells, one of them a building
    rsrp[4, 0] = -120  # a lone cell, the worst
    road = Zone("road", "", "main street", np.arange(8), 100.0, None, True)
    key = Zone("key_area", "k", "school", np.array([0]), 100.0, 2026)
    zones = [*level_zones(demand), road, key]
    found = {one.zone.scope + one.zone.code: one for one in state(demand, judge(demand, rsrp), rsrp, zones, TODAY)}
    level_a = found["levelA"]
    assert level_a.area_pct == pytest.approx(100 * 15 / 19) and level_a.weight_pct == 0 and level_a.verdict == "fail"
    assert level_a.hole_m2 == 400 and (level_a.hole_x_m, level_a.hole_y_m) in [(x, y) for x in (5, 15) for y in (45, 35)]
    assert level_a.short_db == 30 and (level_a.worst_x_m, level_a.worst_y_m) == (5, 5)
    assert found["levelD"].verdict == "pass" and found["levelD"].hole_m2 == 0 and found["levelD"].short_db is None
    assert found["total"].weight_pct == pytest.approx(20)
    assert found["total"].zone.target_pct == pytest.approx((19 * 98 + 15 * 90) / 34)
    assert found["road"].area_pct == pytest.approx(100 * 5 / 7), "seven of its cells lie in the plan area, two are not served"
    assert found["key_areak"].area_pct is None and found["key_areak"].weight_pct == 0 and found["key_areak"].verdict == "fail"
    assert found["key_areak"].days_left == 183


def test_no_signal_is_a_hole_without_a_worst_spot(demand):
    rsrp = np.full(GRID.shape, np.nan, np.float32)
    one = state(demand, judge(demand, rsrp), rsrp, level_zones(demand)[:1], TODAY)[0]
    assert one.area_pct == 0 and one.hole_m2 == 2000 and one.short_db is None and one.days_left is None


def test_zones_outside_the_plan_area_have_no_verdict(demand):
    rsrp = np.zeros(GRID.shape, np.float32)
    cells = np.array([7, 15])
    one = state(demand, judge(demand, rsrp), rsrp, [Zone("admin", "x", "x", cells, strictest_target_pct(demand, cells))], TODAY)[0]
    assert one.verdict == "none" and one.area_m2 == 0


def test_the_worst_spot_lacks_whichever_lacks_more():
    grid = Grid(0, 10, 10, 1, 4)
    level = np.ones(grid.shape, np.uint8)
    demand = Demand(grid, (Level("A", -90, 3, 100, 5, 98),), level, np.zeros(grid.shape, np.float32), np.ones(grid.shape, bool))
    rsrp, sinr = np.array([[-80, -92, -80, np.nan]], np.float32), np.array([[9, 9, -4, np.nan]], np.float32)
    zones = level_zones(demand)
    verdict = judge(demand, rsrp, sinr)
    by_both = state(demand, verdict, rsrp, zones, TODAY, ss_sinr_db=sinr)[0]
    assert (by_both.short_of, by_both.short_db, by_both.worst_x_m) == ("SS-SINR", 7.0, 25.0)
    by_level = state(demand, judge(demand, rsrp), rsrp, zones, TODAY)[0]
    assert (by_level.short_of, by_level.short_db, by_level.worst_x_m) == ("SS-RSRP", 2.0, 15.0)
