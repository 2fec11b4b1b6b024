# SPDX-License-Identifier: GPL-2.0-or-later
"""Reasons kept in Chinese are said in English with the same figures, and what is not ours stays as it is."""

import pytest


def test_a_reason_with_keys_and_runner_up(qgis_app):
    from smartpole.gis.messages import text_in
    from smartpole.gis.stored_texts import in_language

    def reason(lang, mode, keys=True, alternate=True):
        said = text_in(lang, "placement_why_keys", count=3) if keys else ""
        found = text_in(lang, "placement_why", people=120, hectares=4.25, keys=said, mode=mode, base="01-0007", loss=131)
        return found + (text_in(lang, "placement_why_alternate", alternate="01-0009", cost=7) if alternate else "")

    for keys in (True, False):
        for alternate in (True, False):
            kept = reason("zh", "共享社会杆", keys, alternate)
            assert in_language(kept, "zh") == kept
            assert in_language(kept, "en") == reason("en", "share a pole", keys, alternate)


@pytest.mark.parametrize(
    "kept, said",
    [
        ("可挂高 3 米，低于 5 米", "mounting height 3 m, below 5 m"),
        ("产权方已拒绝开放", "the owner refused to open it"),
        ("由人工在地图上选定。", "Placed by hand on the map."),
        ("不能覆盖任何现有缺口", "serves no cell that is not served today"),
        ("补盲", "补盲"),
        ("", ""),
    ],
)
def test_rules_and_other_sentences(qgis_app, kept, said):
    from smartpole.gis.stored_texts import in_language

    assert in_language(kept, "en") == said


def test_every_rule_and_kept_template_comes_back(qgis_app):
    from smartpole.gis.messages import template
    from smartpole.gis.stored_texts import PARTS, WHOLE, _book, in_language

    for rule in _book()["rules"]:
        words = {"figure": "12.5", "limit": "30"}
        assert in_language(rule["zh"].format(**words), "en") == rule["en"].format(**words), rule["id"]
    for key in (*WHOLE, *PARTS):
        assert template(key)["zh"] and template(key)["en"]
