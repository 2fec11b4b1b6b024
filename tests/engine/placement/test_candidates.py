"""Siting rules: which mode of which resource, and by which rule the others fall."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from smartpole.engine.errors import InputError
from smartpole.engine.placement.candidates import Resource, Rules, candidates_of, counts_by_rule

BOOK = json.loads((Path(__file__).parents[3] / "resources" / "rules" / "siting.json").read_text(encoding="utf-8"))
LAMP = Resource("L1", "01", 0, 0, mount_height_m=8.0)


def judged(resource, book=BOOK):
    candidates, rejections = candidates_of([resource], Rules(book))
    return [candidate.mode["key"] for candidate in candidates], [(r.rule, r.figure) for r in rejections]


def test_a_lamp_pole_can_be_shared_or_replaced():
    assert judged(LAMP) == (["share_pole", "replace_by_smart_pole"], [])


@pytest.mark.parametrize(
    ("change", "rule", "figure"),
    [
        ({"opening": "4"}, "refused", None),
        ({"fee": "1"}, "fee", None),
        ({"lessee": "a company"}, "lessee", None),
        ({"fibre_m": 800.0}, "fibre", 800.0),
        ({"power_kw": 0.1}, "power", 0.1),
        ({"zone": "2"}, "forbidden_zone", None),
        ({"existing_5g_m": 12.5}, "near_existing_pole", 12.5),
    ],
)
def test_each_rule_names_itself_and_its_figure(change, rule, figure):
    assert judged(replace(LAMP, **change)) == ([], [(rule, figure)])


def test_some_rules_only_speak_against_sharing():
    for change in ({"free_positions": 0}, {"load_kg": 5.0}, {"power": "0"}):
        assert judged(replace(LAMP, **change))[0] == ["replace_by_smart_pole"]


def test_reasons_hold_figure_and_limit_in_both_languages():
    _, (rejection,) = candidates_of([replace(LAMP, fibre_m=800.0)], Rules(BOOK))
    assert "800" in rejection.zh and "500" in rejection.zh and "800" in rejection.en and "500" in rejection.en


def test_unknown_figures_reject_nothing_and_unknown_types_are_told():
    assert judged(Resource("X", "01", 0, 0)) == (["share_pole", "replace_by_smart_pole"], [])
    assert judged(Resource("X", "77", 0, 0)) == ([], [("type", None)])


def test_counts_and_siting_order():
    candidates, rejections = candidates_of(
        [
            LAMP,
            replace(LAMP, opening="4"),
            Resource("T", "07", 0, 0, 30.0, owner_type="1"),
            Resource("R", "06", 0, 0, 30.0, owner_type="4"),
        ],
        Rules(BOOK),
    )
    assert counts_by_rule(rejections) == {"refused": 1}
    ranks = {candidate.mode["key"]: candidate.rank for candidate in candidates}
    assert ranks["share_tower"] < ranks["rooftop"] < ranks["share_pole"] < ranks["replace_by_smart_pole"]


@pytest.mark.parametrize(
    "rule", [{"id": "x", "field": "colour", "in": ["red"]}, {"id": "x", "field": "fee"}, {"id": "x", "field": "fee", "in": [], "below": 1}]
)
def test_an_unusable_rule_is_named(rule):
    with pytest.raises(InputError, match="rule_unusable"):
        Rules({**BOOK, "rules": [rule]})
    with pytest.raises(InputError, match="rules_incomplete"):
        Rules({"rules": []})


@pytest.mark.parametrize(
    "part, change",
    [
        ("modes", {"rank": None}), ("modes", {"operators": None}), ("modes", {"land_m2": None}), ("modes", {"key": 5}),
        ("modes", {"zh": 1}), ("rules", {"modes": None}), ("rules", {"modes": "new_tower"}), ("rules", {"field": "fee", "below": 100}),
        ("rules", {"field": "areas", "above": 1}), ("rules", {"in": [["05"]], "field": "areas"}),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_named(part, change):
    book = json.loads(json.dumps(BOOK))
    entry = book[part][0]
    if part == "rules":
        for test in ("in", "filled", "below", "above"):
            entry.pop(test, None)
        entry.update({"in": ["1"], **change} if not {"below", "above"} & set(change) else change)
    else:
        entry.update(change)
    with pytest.raises(InputError, match="rules_value"):
        Rules(book)


def test_a_mode_may_have_no_limit_of_height():
    book = json.loads(json.dumps(BOOK))
    for mode in book["modes"]:
        mode["max_height_m"] = None
    assert "share_pole" in judged(replace(LAMP, mount_height_m=90.0), book)[0]
