# SPDX-License-Identifier: GPL-2.0-or-later
"""Smart poles by hand: three poles, what they carry, whom their cost falls on, and which poles go."""

import json
from pathlib import Path

import numpy as np
import pytest
from smartpole.engine.errors import InputError
from smartpole.engine.placement.candidates import Resource, Rules
from smartpole.engine.smart_poles import Standing, cost_parts, functions_of, merged, saved_wy

BOOK = json.loads((Path(__file__).parents[2] / "resources" / "rules" / "siting.json").read_text(encoding="utf-8"))
FUNCTIONS = BOOK["functions"]


def test_three_poles_by_hand():
    """A lamp in a street, a lamp at a school with a camera 25 m away, a new pole in a business area with signals 40 m away."""

    def carries(kind, around, areas):
        kinds, away = np.array([kind for kind, _ in around]), np.array([metres for _, metres in around], float)
        return "".join(functions_of(FUNCTIONS, kind, kinds, away, areas))

    street, school = carries("01", [("01", 0), ("02", 31)], []), carries("01", [("01", 0), ("02", 25)], ["02"])
    business = carries("", [("05", 40)], ["07"])
    assert (street, school, business) == ("GL", "GLVW", "GSDEW")
    shares = {function["code"]: function["share"] for function in FUNCTIONS}
    assert cost_parts(5, street, shares) == {"G": 3.33, "L": 1.67}  # 4 : 2
    assert cost_parts(5, school, shares) == {"G": 2.51, "L": 1.25, "V": 0.62, "W": 0.62}  # 4 : 2 : 1 : 1, cents to 5G
    assert cost_parts(8, business, shares) == {"G": 3.2, "S": 0.8, "D": 1.6, "E": 1.6, "W": 0.8}  # 4 : 1 : 2 : 2 : 1
    assert sum(cost_parts(5, school, shares).values()) == pytest.approx(5)


def test_each_pole_goes_once_to_the_nearest_and_refused_or_used_ones_stay():
    rules = {"01": {"within_m": 5, "pole_wy": 1.2}, "02": {"within_m": 20, "pole_wy": 0.8}, "05": {"within_m": 8, "pole_wy": 1.5}}
    standing = [
        Standing("L1", "01", 0, 0), Standing("L2", "01", 30, 0), Standing("L3", "01", 4, 0),
        Standing("C1", "02", 16, 0), Standing("C2", "02", 10, 5, "4"), Standing("C3", "02", 31, 0), Standing("X", "03", 1, 0),
        Standing("S1", "05", 39, 0),
    ]  # fmt: skip
    taken = merged([("L1", 0, 0), ("L2", 30, 0), ("", 100, 0)], standing, rules, used=["L1", "L2", "C3"])
    assert [[one.pole_id for one in some] for some in taken] == [["L1", "L3"], ["L2", "C1"], []]
    assert [saved_wy(some, rules) for some in taken] == [2.4, 2.0, 0.0]
    assert merged([], standing, rules) == [] and merged([("L1", 0, 0)], [], rules) == [[]]


@pytest.mark.parametrize(
    "change, key",
    [
        (lambda book: book["modes"][0].update(cost_wy=0), "rules_value"),
        (lambda book: book["modes"][0].update(cost_wy=float("nan")), "rules_value"),
        (lambda book: book["modes"][0].update(max_hight_m=3), "rules_unknown_key"),
        (lambda book: book.update(rulez=[]), "rules_unknown_key"),
        (lambda book: book["modes"][2].pop("height"), "rules_incomplete"),
        (lambda book: book["modes"][2].update(types="01"), "rules_value"),
        (lambda book: book["modes"][2].update(code="9"), "rules_value"),
        (lambda book: book["rules"][3].update(zh="{what}"), "rules_value"),
        (lambda book: book["rules"][3].update(modes=["fly"]), "rules_value"),
        (lambda book: book["rules"][3].update(below="no_such_figure"), "rules_unknown_key"),
        (lambda book: book["functions"][1].update(code="Q"), "rules_value"),
        (lambda book: book["functions"][1].update(colour="red"), "rules_unknown_key"),
        (lambda book: book["functions"][1].update(within_m="near"), "rules_value"),
        (lambda book: book["merging"]["01"].pop("pole_wy"), "rules_incomplete"),
        (lambda book: book["merging"]["01"].update(pole_wy=-1), "rules_value"),
        (lambda book: book.update(owner_rank=3), "rules_value"),
        (lambda book: book.update(modes={}), "rules_incomplete"),
    ],
)
def test_a_faulty_rule_book_is_refused_with_the_place_of_the_fault(change, key):
    book = json.loads(json.dumps(BOOK))
    Rules(book)
    change(book)
    with pytest.raises(InputError) as error:
        Rules(book)
    assert error.value.key == key and error.value.values


def test_key_areas_may_speak_against_a_way_of_building():
    from smartpole.engine.placement.candidates import candidates_of

    place = Resource("T", "07", 0, 0, 35.0, new_as="new_tower", areas=("02", "05"))
    candidates, (rejection,) = candidates_of([place], Rules(BOOK))
    assert candidates == [] and rejection.rule == "scenic_area"
    assert len(candidates_of([Resource("T", "07", 0, 0, 35.0, new_as="new_tower", areas=("02",))], Rules(BOOK))[0]) == 1
