# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules of one's own, smart poles in the table, mechanical tilts, models out of their range, fixed sites that leave no room."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import run, sample  # noqa: E402, F401 -- fixtures

pytest.importorskip("scipy")

COARSE = {"CELL_SIZE": 20, "RADIUS": 600, "POLE_RADIUS": 200, "SECONDS": 1, "MAX_SITES": 4}


def suggest(run, sample, **parameters):  # noqa: F811
    return run("suggestsites", WORKSPACE=str(sample.path), **{**COARSE, **parameters})


def planned(sample):  # noqa: F811
    return [row for row in sample.rows("SITE_PL") if row["BATCH"] != "3"]


def test_edited_rules_become_the_plans_own_and_can_be_given_back(run, sample, tmp_path):  # noqa: F811
    from smartpole.gis.shipped import siting_rules

    book = siting_rules()
    book["modes"] = [mode for mode in book["modes"] if mode["key"] == "replace_by_smart_pole"]
    book["modes"][0]["cost_wy"] = 4.5
    book["rules"] = [{key: value for key, value in rule.items() if key != "modes"} for rule in book["rules"]]
    own = tmp_path / "own.json"
    own.write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
    outputs, succeeded = suggest(run, sample, RULES=str(own))
    assert succeeded, outputs
    rows = planned(sample)
    assert {row["MODE"] for row in rows} == {"4"} and {row["COST_WY"] for row in rows} == {4.5} and sample.setting("siting_rules") == book
    taken = [name for row in rows for name in row["MERGES"].split(";")]
    assert len(taken) == len(set(taken)) == sum(row["MERGE_N"] for row in rows)
    kinds = {row["RES_ID"]: row["RES_TYPE"] for row in sample.rows("RES_PT", ["RES_ID", "RES_TYPE"])}
    for row in rows:
        mine = row["MERGES"].split(";")
        assert mine[0] == row["BASE_ID"] and set(row["FUNCS"]) <= set("LGVSEDW") and ("L" in row["FUNCS"] or kinds[mine[0]] != "01")
        assert row["SAVE_WY"] == pytest.approx(sum(book["merging"][kinds[name]]["pole_wy"] for name in mine))
        parts = dict(part.split(" ") for part in row["COST_PART"].split(";"))
        assert sum(map(float, parts.values())) == pytest.approx(4.5) and set(parts) == set(row["FUNCS"])
    assert run("verifyplan", WORKSPACE=str(sample.path))[0]["HOLDS"]
    shipped = tmp_path / "shipped.json"
    shipped.write_text(json.dumps(siting_rules()), encoding="utf-8")
    assert suggest(run, sample, RULES=str(shipped))[1] and sample.setting("siting_rules") is None


@pytest.mark.parametrize(
    "text, words", [("{", "cannot be read"), ('{"modes": [], "rules": [], "colour": 1}', "colour"), ("", "cannot be read")]
)
def test_broken_rules_are_refused_before_anything_changes(run, sample, tmp_path, text, words):  # noqa: F811
    own = tmp_path / "own.json"
    own.write_text(text, encoding="utf-8")
    versions = sample.versions(["SITE_PL", "PLAN_SET"])
    message, succeeded = suggest(run, sample, RULES=str(own))
    assert not succeeded and words in message and sample.versions(["SITE_PL", "PLAN_SET"]) == versions


def test_rules_broken_by_hand_in_the_workspace_are_named(run, sample):  # noqa: F811
    with sample.transaction() as transaction:
        transaction.insert("PLAN_SET", [{"SET_KEY": "siting_rules", "SET_VALUE": "{oops"}])
    message, succeeded = suggest(run, sample)
    assert not succeeded and "siting_rules" in message and "Traceback" not in message


@pytest.mark.parametrize("text", ["{", "{}", '{"turns_deg": 3, "permit_days": "soon", "colour": 1}', "[]"])
def test_edited_files_of_other_rules_are_read_with_care(qgis_app, tmp_path, monkeypatch, text):
    from smartpole.engine.errors import InputError
    from smartpole.gis import shipped
    from smartpole.gis.siting.refine import read_freedom
    from smartpole.gis.siting.relocation import read_durations

    (tmp_path / "rules").mkdir()
    for name in ("refine", "relocation"):
        (tmp_path / "rules" / f"{name}.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr(shipped, "RESOURCES", tmp_path)
    with pytest.raises(InputError):
        read_freedom(True, True)
    if text == "{}":
        assert read_durations().permit_days == 45
    else:
        with pytest.raises(InputError):
            read_durations()


def test_a_model_outside_its_range_is_asked_for_and_marked(run, sample):  # noqa: F811
    message, succeeded = suggest(run, sample, RADIUS=5100)
    assert not succeeded and "5100" in message
    with sample.transaction() as transaction:
        rows = [row["fid"] for row in sample.rows("RES_PT", ["RES_TYPE"]) if row["RES_TYPE"] == "01"]
        transaction.update("RES_PT", [{"fid": fid, "OPEN_ST": "4"} for fid in rows])
    outputs, succeeded = suggest(run, sample, POLE_RADIUS=5100, RADIUS=600, EXTRAPOLATE=True)
    assert succeeded, outputs
    kept = sample.result("suggestsites")
    assert kept["params"]["extrapolate"] is True and any("distance_m:5100" in code for code in kept["assumed"])
    assert run("verifyplan", WORKSPACE=str(sample.path))[0]["HOLDS"]


def test_fixed_sites_without_room_or_spacing_or_sense_are_told(run, sample):  # noqa: F811
    lamp = next(row for row in sample.rows("RES_PT") if row["RES_TYPE"] == "01" and row["OPEN_ST"] != "4")
    point = lamp["geometry"].asPoint()
    fixed = [
        {"PLAN_ID": f"F{number}", "FIXED": 1, "BATCH": "1", "MODE": "2", "BASE_TYPE": "01", "FORM": "2", "COST_WY": 2,
         "geometry": (point.x() + 3 * number, point.y())}
        for number in range(2)
    ]  # fmt: skip
    with sample.transaction() as transaction:
        transaction.insert("SITE_PL", fixed)
    message, succeeded = suggest(run, sample, MAX_SITES=2)
    assert not succeeded and "2 planned sites are fixed" in message
    message, succeeded = run("phaseplan", WORKSPACE=str(sample.path), SITES_BY_YEAR="2,4", **{**COARSE, "SECONDS": 2})
    assert not succeeded and "2 planned sites are fixed" in message
    outputs, succeeded = suggest(run, sample)
    assert succeeded and outputs["SITES"] <= 2 and any("1 pairs of fixed planned sites" in line for line in run.told), outputs
    with sample.transaction() as transaction:
        rows = [row for row in sample.rows("SITE_PL") if row["PLAN_ID"] == "F1"]
        transaction.update("SITE_PL", [{"fid": rows[0]["fid"], "COST_WY": -4}])
    message, succeeded = suggest(run, sample)
    assert not succeeded and "F1" in message and "-4" in message


def test_no_demand_at_all_is_told_as_such(run, sample):  # noqa: F811
    from smartpole.gis.siting.candidates import rule_book

    with sample.transaction() as transaction:
        transaction.update("BUILDING", [{"fid": row["fid"], "POP": 0} for row in sample.rows("BUILDING", ["POP"])])
    sample.set_setting("siting_rules", {**rule_book(sample), "area_people_per_ha": {}})
    message, succeeded = suggest(run, sample)
    assert not succeeded and "All weights are zero" in message


def test_mechanical_tilts_come_from_the_table_and_add_to_the_electrical_ones(sample):  # noqa: F811
    from smartpole.engine.errors import InputError
    from smartpole.gis.readers.vectors import read_network

    row = next(row for row in sample.rows("SITE_EX") if row["AZIMUTHS"])

    def tilts(text):
        with sample.transaction() as transaction:
            transaction.update("SITE_EX", [{"fid": row["fid"], "MTILTS": text}])
        network, _ = read_network(sample, False)
        site = next(site for site in network.sites if site.site_id == row["SITE_CODE"])
        return [(sector.mechanical_tilt_deg, sector.antenna.electrical_tilt_deg) for sector in site.sectors[:3]]

    assert tilts(None) == [(0.0, 6.0)] * 3 and tilts("3") == [(3.0, 6.0)] * 3
    assert tilts("2；4；-1") == [(2.0, 6.0), (4.0, 6.0), (-1.0, 6.0)]
    for wrong in ("2;4", "down"):
        with pytest.raises(InputError):
            tilts(wrong)


def test_a_plan_for_all_networks_needs_room_for_all(run, sample):  # noqa: F811
    from smartpole.gis.siting.candidates import rule_book

    place = next(iter(sample.rows("RES_PT", ["geometry"])))["geometry"]
    with sample.transaction() as transaction:
        transaction.insert("DEMAND_PT", [{"DMD_ID": "D1", "OPER": "1", "geometry": place}])
    book = json.loads(json.dumps(rule_book(sample)))
    for mode in book["modes"]:
        if mode["key"] == "rooftop":
            mode["operators"] = 1
    sample.set_setting("siting_rules", book)
    assert suggest(run, sample)[1] and "3" in {row["MODE"] for row in planned(sample)}
    outputs, succeeded = suggest(run, sample, OPERATOR=5)
    assert succeeded, outputs
    assert {row["MODE"] for row in planned(sample)} <= {"2", "4"} and any(row["RULE"] == "hosts" for row in sample.rows("CAND_REJ"))


def test_town_seats_follow_the_centre_by_a_year(sample):  # noqa: F811
    import numpy as np
    from smartpole.engine.progress import SILENT
    from smartpole.gis.siting.options import SitingOptions
    from smartpole.gis.siting.phasing import year_weights
    from smartpole.gis.siting.problem import prepare

    with sample.transaction() as transaction:
        transaction.update("KEY_AREA", [{"fid": row["fid"], "AREA_TYPE": "10"} for row in sample.rows("KEY_AREA", ["AREA_TYPE"])])
    prepared = prepare(sample, SitingOptions(20.0, 600.0, 200.0, max_sites=6), SILENT)
    ratio = np.round(year_weights(prepared, 3, 3.0) / prepared.problem.weights, 9)
    assert {tuple(column) for column in np.unique(ratio, axis=1).T} == {(3.0, 2.0, 1.0), (1.0, 3.0, 1.0), (1.0, 1.0, 1.0)}
    assert {tuple(column) for column in np.unique(year_weights(prepared, 1, 3.0) / prepared.problem.weights, axis=1).T} == {(1.0,)}


def test_the_plan_stands_on_the_curve_with_its_own_value(run, sample, tmp_path):  # noqa: F811
    outputs, succeeded = suggest(run, sample)
    assert succeeded, outputs
    curve, succeeded = run(
        "coveragecurve", WORKSPACE=str(sample.path), POINTS=2, TABLE=str(tmp_path / "c.csv"), CHART=str(tmp_path / "c.svg"), **COARSE
    )
    assert succeeded and curve["PLAN_SITES"] == outputs["SITES"]
    missing = 100 * curve["PLAN_PCT"] ** -1 * outputs["VALUE"]
    assert 0 < curve["PLAN_PCT"] <= curve["BOUND_PCT"] and outputs["BOUND"] / missing * 100 == pytest.approx(curve["BOUND_PCT"], rel=0.02)
    message, succeeded = run("coveragecurve", WORKSPACE=str(sample.path), POINTS=2, TARGET=100, TABLE=str(tmp_path / "c.csv"), **COARSE)
    assert not succeeded and "%" in message
