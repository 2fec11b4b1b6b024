# SPDX-License-Identifier: GPL-2.0-or-later
"""Merging operators' demand: fewest places, room, heights, reasons; and the sharing rates."""

import pytest

pytest.importorskip("scipy")

from smartpole.engine.sharing import Place, Wish, merge, sharing_rates


def wish(name, operator, x_m, deviation_m=50.0, **options):
    return Wish(name, operator, x_m, 0.0, deviation_m, **options)


def test_three_operators_meet_on_one_place():
    wishes = [wish("a", "1", 0), wish("b", "2", 30), wish("c", "3", 60)]
    places = [Place("left", 0, 0, 10.0, 1), Place("middle", 30, 0, 10.0, 3), Place("right", 60, 0, 10.0, 1)]
    found = merge(wishes, places, 2)
    assert found.places == (1,) and found.least_places == 1 and not found.unmet
    assert [match.distance_m for match in found.matches] == [30.0, 0.0, 30.0]


def test_room_is_kept_and_two_demands_of_one_operator_need_two_places():
    wishes = [wish("a", "1", 0), wish("b", "2", 5), wish("c", "3", 8), wish("d", "1", 4)]
    places = [Place("one", 0, 0, 10.0, 2), Place("two", 10, 0, 10.0, 2)]
    found = merge(wishes, places, 2)
    assert len(found.matches) == 4 and found.places == (0, 1) and found.least_places == 2
    for place in (0, 1):
        answered = [wishes[match.wish].operator for match in found.matches if match.place == place]
        assert len(answered) == len(set(answered)) <= 2


def test_urgent_wishes_come_first_and_unmet_ones_say_why():
    wishes = [
        wish("late", "1", 0, priority=3),
        wish("urgent", "2", 0, priority=1),
        wish("high", "3", 0, lowest_m=25.0),
        wish("far", "1", 500),
    ]
    found = merge(wishes, [Place("p", 10, 0, 10.0, 1)], 2)
    assert [match.wish for match in found.matches] == [1]
    assert [(number, reason) for number, reason, _ in found.unmet] == [(0, "room"), (2, "height"), (3, "far")]


def test_an_operator_already_there_is_not_placed_twice_and_nothing_in_reach_is_no_error():
    assert merge([wish("a", "1", 0)], [Place("p", 0, 0, 10.0, 3, present=("1",))], 1).matches == ()
    assert merge([wish("a", "1", 0)], [], 1).unmet[0][1] == "far"


def test_rates():
    rates = sharing_rates(["1", "2", "3", "4", "5"], [3, 2, 1, 1, 1])
    assert (rates.site_use_pct, rates.shared_pct, rates.tenancy, rates.social_pct, rates.smart_pole_pct) == (60, 40, 1.6, 40, 20)
    assert (rates.saved_sites, rates.saved_land_m2) == (3, 120)
    assert sharing_rates([], []).sites == 0
