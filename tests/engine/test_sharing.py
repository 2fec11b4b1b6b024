# SPDX-License-Identifier: GPL-2.0-or-later
"""The sharing rates and the check for double building, by hand."""

import pytest
from smartpole.engine.sharing import duplicates, sharing_rates


def test_rates():
    rates = sharing_rates(["1", "2", "3", "4", "5"], [3, 2, 1, 1, 1], cost_wy=[6, 2, 10, 5, 35], land_m2=[0, 0, 0, 1, 40])
    assert (rates.site_use_pct, rates.shared_pct, rates.tenancy, rates.social_pct, rates.smart_pole_pct) == (60, 40, 1.6, 40, 20)
    assert (rates.saved_towers, rates.saved_land_m2, rates.investment_wy) == (8 - 2, 6 * 40 - 41, 58)
    assert sharing_rates(["1"], [3]).saved_land_m2 == 120 and sharing_rates(["1"], [3], answered=[2]).saved_towers == 2


def test_a_smart_pole_in_the_place_of_a_lamp_uses_what_is_there():
    assert sharing_rates(["4", "4"], [1, 1]).site_use_pct == 0
    rates = sharing_rates(["4", "4"], [1, 1], reused=[True, False])
    assert (rates.site_use_pct, rates.smart_pole_pct, rates.saved_towers) == (50, 100, 0)


def test_gauge_against_80_percent():
    rates = sharing_rates(["1", "2", "3", "4", "5"], [1] * 5)
    assert rates.reaches() is False and rates.missing() == 1  # 4 of 5 are needed, 3 are there
    exactly = sharing_rates(["1", "2", "3", "2", "5"], [1] * 5)
    assert exactly.reaches() is True and exactly.missing() == 0
    nothing = sharing_rates([], [])
    assert nothing.sites == 0 and nothing.reaches() is None and nothing.missing() == 0


def test_double_building_names_the_nearest_neighbour():
    found = duplicates([("new", 0, 0), ("far", 900, 0)], [("a", 60, 80), ("b", 30, 40), ("new", 0, 0)], 100)
    assert [(entry.place_id, entry.other_id, entry.distance_m) for entry in found] == [("new", "b", pytest.approx(50))]
    assert duplicates([("new", 0, 0)], [], 100) == []
