# SPDX-License-Identifier: GPL-2.0-or-later
"""Verdicts, gap regions and attainment on small grids that can be checked by eye."""

import json
from pathlib import Path

import numpy as np
import pytest
from smartpole.engine.demand import Demand, KeyArea, levels_of
from smartpole.engine.errors import InputError
from smartpole.engine.gaps import find_gaps, judge
from smartpole.engine.grid import Grid

PRESET = json.loads((Path(__file__).parents[2] / "resources" / "presets" / "levels.json").read_text(encoding="utf-8"))
LEVELS = levels_of(PRESET)
GRID = Grid(0, 40, 10, 4, 6)


def demand(key_areas=()):
    level = np.array([[1, 1, 1, 2, 2, 0]] * 4, np.uint8)  # three columns A, two B, one outside
    outdoor = np.ones(GRID.shape, bool)
    outdoor[0, 0] = False
    weight = np.zeros(GRID.shape, np.float32)
    weight[0, 0], weight[3, 4] = 30, 10
    return Demand(GRID, LEVELS, level, weight, outdoor, tuple(key_areas))


def test_thresholds_of_the_levels():
    rsrp = np.full(GRID.shape, -92, np.float32)
    sinr = np.full(GRID.shape, 5, np.float32)
    verdict = judge(demand(), rsrp, sinr)
    assert verdict[0].tolist() == [0, 0, 0, 1, 1, 255]
    assert judge(demand(), rsrp, sinr - 6)[0].tolist() == [0, 0, 0, 0, 0, 255]
    assert judge(demand(), rsrp + 2, sinr)[0].tolist() == [1, 1, 1, 1, 1, 255], "equal to the threshold is served"
    assert judge(demand(), rsrp + 2, sinr, indoor_loss_db=20)[0].tolist() == [0, 1, 1, 1, 1, 255]
    assert judge(demand(), np.full(GRID.shape, np.nan, np.float32))[0].tolist() == [0, 0, 0, 0, 0, 255], "no value is not served"


def test_area_counts_outdoor_cells_and_weight_counts_people():
    rsrp = np.full(GRID.shape, -80, np.float32)
    rsrp[:, 0] = -99  # the first column of level A fails, with the building and its people
    result = find_gaps(demand(), rsrp, None)
    shares = {share.code: share for share in result.shares}
    assert shares["A"].area_m2 == 1100 and shares["A"].area_pct == pytest.approx(100 * 8 / 11)
    assert shares["A"].weight_pct == 0 and shares["A"].verdict == "fail"
    assert shares["B"].verdict == "pass" and shares["B"].weight_pct == 100
    assert "C" not in shares
    assert shares[""].scope == "total" and shares[""].weight_pct == pytest.approx(25)


def test_regions_are_four_connected_one_level_each_and_large_enough():
    rsrp = np.full(GRID.shape, -80, np.float32)
    rsrp[3, 1:5] = -99  # crosses the border of the levels
    rsrp[0, 0] = -99  # a lone cell with people
    result = find_gaps(demand(), rsrp, None, 0, np.array([[15.0, 5.0], [500.0, 5.0]]))
    assert [(gap.level, gap.area_m2, gap.weight) for gap in result.gaps] == [("A", 100, 30), ("B", 200, 10), ("A", 200, 0)]
    assert [gap.nearest for gap in result.gaps] == [0, 0, 0]
    assert result.gaps[2].distance_m == 0
    large = find_gaps(demand(), rsrp, None, 150)
    assert [gap.area_m2 for gap in large.gaps] == [200, 200] and large.small_regions == 1 and large.small_area_m2 == 100
    assert sorted(np.unique(large.labels)) == [0, 1, 2] and (large.labels[0, 0], large.gaps[0].nearest) == (0, None)


def test_key_areas_have_their_own_threshold_and_target():
    cells = np.array([18, 19])  # the first two cells of the last row
    areas = [
        KeyArea("k1", "school", "02", cells, 100.0, -70.0),
        KeyArea("k2", "empty", "02", np.array([], int)),
        KeyArea("k3", "x", "02", cells),
    ]
    rsrp = np.full(GRID.shape, -80, np.float32)
    result = find_gaps(demand(areas), rsrp, None)
    shares = {share.code: share for share in result.shares}
    assert shares["k1"].area_pct == 0 and shares["k1"].verdict == "fail"
    assert shares["k2"].verdict == "none"
    assert shares["k3"].target_pct == 98, "the level's target where it has none of its own"
    assert result.gaps[0].key_areas == (0, 2)


def test_everything_served_has_no_gap():
    result = find_gaps(demand(), np.zeros(GRID.shape, np.float32), None)
    assert result.gaps == () and not result.labels.any()
    assert all(share.verdict == "pass" for share in result.shares)


def test_bad_input_is_refused():
    with pytest.raises(InputError, match="raster_shape"):
        judge(demand(), np.zeros((2, 2), np.float32))
    with pytest.raises(InputError, match="gap_area"):
        find_gaps(demand(), np.zeros(GRID.shape, np.float32), None, -1)
    with pytest.raises(InputError, match="demand_weight"):
        Demand(GRID, LEVELS, np.zeros(GRID.shape, np.uint8), np.full(GRID.shape, -1, np.float32), np.ones(GRID.shape, bool))
    with pytest.raises(InputError, match="levels_order"):
        levels_of({"levels": PRESET["levels"][::-1]})
