# SPDX-License-Identifier: GPL-2.0-or-later
"""Merging operators' demand: fewest places, siting order, room, load, exposure, heights, reasons, and the exact optimum."""

from itertools import product

import numpy as np
import pytest

pytest.importorskip("scipy")

from smartpole.engine import merging
from smartpole.engine.merging import Place, Wish, merge


def wish(name, operator, x_m, deviation_m=50.0, **options):
    return Wish(name, operator, x_m, 0.0, deviation_m, **options)


def test_three_operators_meet_on_one_place():
    wishes = [wish("a", "1", 0), wish("b", "2", 30), wish("c", "3", 60)]
    places = [Place("left", 0, 0, 10.0, 1), Place("middle", 30, 0, 10.0, 3), Place("right", 60, 0, 10.0, 1)]
    found = merge(wishes, places, 2)
    assert found.places == (1,) and found.least_places == 1 and not found.unmet and found.is_exact
    assert [match.distance_m for match in found.matches] == [30.0, 0.0, 30.0]


def test_room_is_kept_and_two_demands_of_one_operator_need_two_places():
    wishes = [wish("a", "1", 0), wish("b", "2", 5), wish("c", "3", 8), wish("d", "1", 4)]
    places = [Place("one", 0, 0, 10.0, 2), Place("two", 10, 0, 10.0, 2)]
    found = merge(wishes, places, 2)
    assert len(found.matches) == 4 and found.places == (0, 1) and found.least_places == 2
    for place in (0, 1):
        answered = [wishes[match.wish].operator for match in found.matches if match.place == place]
        assert len(answered) == len(set(answered)) <= 2


def test_what_stands_comes_before_what_would_be_new_even_when_that_takes_more_places():
    wishes = [wish("a", "1", 0), wish("b", "2", 60)]
    shared = [Place("tower", -20, 0, 30.0, 1, rank=0), Place("pole", 80, 0, 10.0, 1, rank=3)]
    new = Place("new", 30, 0, 12.0, 3, rank=5, is_new=True)
    assert merge(wishes, [new, *shared], 2).places == (1, 2)
    assert merge(wishes, [new], 2).places == (0,)


def test_of_equal_numbers_the_siting_order_decides_then_cost_then_distance():
    one = [wish("a", "1", 0), wish("b", "2", 0)]
    near, far = Place("pole", 0, 0, 10, 2, rank=3), Place("tower", 40, 0, 30, 2, rank=0, cost_wy=6)
    assert merge(one, [near, far], 2).places == (1,)
    assert merge(one, [Place("dear", 0, 0, 10, 2, cost_wy=5), Place("cheap", 40, 0, 10, 2, cost_wy=2)], 2).places == (1,)
    assert merge(one, [Place("far", 40, 0, 10, 2), Place("near", 10, 0, 10, 2)], 2).places == (1,)


def test_load_and_combined_exposure_limit_the_operators_of_a_place():
    three = [wish(name, name, 0, spread_m2={"pole": 100.0}) for name in "123"]
    weak = Place("weak", 0, 0, 10, 4, load_limit_kg=45.0, load_each_kg=20.0)
    found = merge(three, [weak], 2)
    assert len(found.matches) == 2 and found.unmet[0][1] == "room"
    homes = Place("homes", 0, 0, 10, 4, spread_limit_m2=15.0**2)  # 10 m each: two keep sqrt(200) = 14.1 m, three 17.3 m
    assert len(merge(three, [homes], 2).matches) == 2
    used = Place("used", 0, 0, 10, 4, present=("9",), spread_limit_m2=15.0**2, spread_used_m2=200.0)
    assert {reason for _, reason, _ in merge(three, [used], 2).unmet} == {"exposure"}
    assert merge(three, [Place("frail", 0, 0, 10, 4, load_limit_kg=10, load_each_kg=20)], 2).unmet[0][1] == "load"


def test_one_base_is_used_in_one_way():
    wishes = [wish("low", "1", 0, highest_m=9.0), wish("high", "2", 0, lowest_m=10.0)]
    ways = [Place("lamp", 0, 0, 8.0, 2, base="lamp"), Place("smart", 0, 0, 12.0, 3, base="lamp")]
    assert len(merge(wishes, ways, 2).places) == 1 and len(merge(wishes, [ways[0], Place("other", 5, 0, 12.0, 3)], 2).places) == 2
    assert merge([wish("high", "2", 0, lowest_m=10.0)], ways, 2).places == (1,)


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
    assert merge([wish("a", "1", 0)], [Place("p", 0, 0, 10.0, 3, present=("1",))], 1).unmet[0][1] == "present"
    assert merge([wish("a", "1", 0)], [Place("p", 0, 0, 10.0, 1, present=("2",))], 1).unmet[0][1] == "full"
    assert merge([wish("a", "1", 0)], [], 1).unmet[0][1] == "far"


def random_case(seed):
    """Five demands, four places; the last two stand on one base; room, load and exposure bind here and there."""
    draw = np.random.default_rng(seed)
    wishes = []
    for n in range(5):
        x, y = draw.uniform(0, 120, 2)
        spread = {"pole": float(draw.integers(1, 9))}
        wishes.append(Wish(f"w{n}", str(draw.integers(1, 4)), x, y, 60.0, 8.0, None, int(draw.integers(1, 4)), spread))
    places = []
    for n in range(4):
        x, y = draw.uniform(0, 120, 2)
        own = {"is_new": n == 2, "base": "base" if n > 1 else "", "load_limit_kg": 45.0 if n == 1 else None, "load_each_kg": 20.0}
        height, room, spread = float(draw.uniform(6, 20)), int(draw.integers(1, 4)), float(draw.integers(5, 16))
        places.append(Place(f"p{n}", x, y, height, room, spread_limit_m2=spread, **own))
    return wishes, places


def is_allowed(wishes, place, answered):
    """Whether one place may answer these demands together, said again in plain words."""
    operators = [wishes[n].operator for n in answered]
    spread = sum(wishes[n].spread_m2["pole"] for n in answered)
    load = 20.0 * len(answered)
    fits = len(operators) <= place.room and len(set(operators)) == len(operators)
    return fits and spread <= place.spread_limit_m2 and (place.load_limit_kg is None or load <= place.load_limit_kg)


def best_by_hand(wishes, places):
    """(weight, -new places, -places) of the best of all assignments, each tried."""

    def near(a, b):
        return np.hypot(a.x_m - b.x_m, a.y_m - b.y_m) <= a.deviation_m and b.height_m >= a.lowest_m

    options = [[None, *(n for n, place in enumerate(places) if near(some, place))] for some in wishes]
    best = (0.0, 0, 0)
    for choice in product(*options):
        at = [[n for n, place in enumerate(choice) if place == number] for number in range(len(places))]
        used = [n for n, some in enumerate(at) if some]
        if {2, 3} <= set(used) or not all(is_allowed(wishes, places[n], at[n]) for n in used):
            continue
        weight = sum(wishes[n].weight for n, place in enumerate(choice) if place is not None)
        best = max(best, (weight, -sum(places[n].is_new for n in used), -len(used)))
    return best


@pytest.mark.parametrize("seed", range(25))
def test_the_merge_is_the_optimum_of_all_assignments(seed):
    wishes, places = random_case(seed)
    found = merge(wishes, places, 5)
    weight, new, used = best_by_hand(wishes, places)
    assert (found.weight, -sum(places[n].is_new for n in found.places), -len(found.places)) == (weight, new, used)
    assert found.is_exact and found.least_places == -used and found.most_weight == pytest.approx(weight)
    for match in found.matches:
        assert match.distance_m <= wishes[match.wish].deviation_m and places[match.place].height_m >= wishes[match.wish].lowest_m
    assert len(found.matches) + len(found.unmet) == len(wishes)


@pytest.mark.parametrize("seed", range(6))
def test_the_greedy_answer_of_a_large_group_is_valid_and_its_bounds_hold(seed, monkeypatch):
    wishes, places = random_case(seed)
    monkeypatch.setattr(merging, "EXACT_PAIRS", 0)
    found = merge(wishes, places, 5)
    weight = best_by_hand(wishes, places)[0]
    assert found.weight <= weight + 1e-9 <= found.most_weight + 2e-9 and found.least_places <= len(found.places)
    assert 0 <= found.gap_percent <= 100
    for number in found.places:
        assert is_allowed(wishes, places[number], [match.wish for match in found.matches if match.place == number])
    assert not {2, 3} <= set(found.places)
