# SPDX-License-Identifier: GPL-2.0-or-later
"""The company's answer comes back into the plan, whatever it did to the form."""

import importlib.util
import json
from pathlib import Path

import pytest

pytest.importorskip("qgis.core")

from smartpole.engine.errors import InputError  # noqa: E402
from smartpole.gis.formats.spreadsheet import read_sheet, write_workbook  # noqa: E402
from smartpole.gis.handover import package as handover  # noqa: E402
from smartpole.gis.handover.answer import read_answers, take_answers  # noqa: E402
from smartpole.gis.handover.delivered import Column, Delivery  # noqa: E402
from smartpole.gis.handover.papers import write_csv  # noqa: E402

_spec = importlib.util.spec_from_file_location("plan_workspace", Path(__file__).with_name("plan_workspace.py"))
plan_workspace = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(plan_workspace)


@pytest.fixture()
def plan(qgis_app, tmp_path):
    return plan_workspace.make_plan(tmp_path / "plan.gpkg")


def filled_form(plan, tmp_path):
    """The form of a real package, filled in as a company would."""
    package = handover.make_package(plan, handover.Order(tmp_path / "out"))
    headers, rows = read_sheet(package.folder / "回复意见表.xlsx", "回复意见表")
    filled = {
        "PL-001": ("同意", "", "", "", ""),
        "PL-002": ("不同意", "产权单位要价过高", "", "", ""),
        "PL-003": ("替代", "杆体锈蚀", "R-012", "", ""),
        "PL-004": ("替代", "无电源", "", "118.83739", "36.70073"),
        "PL-005": ("再议", "", "", "", ""),
    }
    rows = [tuple(row[:3]) + filled.get(row[0], ("",) * 5) for row in rows] + [("PL-999", "外来站", "", "同意", "", "", "", "")]
    form = Delivery("A", "回复意见表", [Column(f"C{i}", header, "text") for i, header in enumerate(headers)], rows)
    return write_workbook(tmp_path / "answer.xlsx", [form])


def reviews(plan):
    return {row["PLAN_ID"]: row for row in plan.rows("SITE_PL")}


def test_every_verdict_reaches_the_plan(plan, tmp_path):
    path = filled_form(plan, tmp_path)
    taken = take_answers(plan, read_answers(path), path)
    assert (taken.accepted, taken.rejected, taken.alternatives, taken.replaced) == (1, 1, 2, 0)
    assert [(answer.plan_id, key) for answer, key in taken.refused] == [
        ("PL-005", "answer_unknown_verdict"),
        ("PL-999", "answer_unknown_site"),
    ]
    sites = reviews(plan)
    assert [sites[f"PL-00{n}"]["REVIEW"] for n in (1, 2, 3)] == ["1", "2", "2"] and sites["PL-006"]["REVIEW"] != "1"
    assert sites["PL-002"]["REMARK"] == "产权单位要价过高" and sites["PL-003"]["ALT_ID"] == "R-012"
    ledger = {row["SITE_ID"]: row for row in plan.rows("LEDGER")}
    assert set(ledger) == {"PL-002", "PL-003", "PL-004"} and ledger["PL-003"]["REASON"] == "杆体锈蚀"
    kept = list(plan.rows("IMPORT_REJ"))
    assert {row["REASON_KEY"] for row in kept} == {"answer_unknown_verdict", "answer_unknown_site"} and all(row["REASON"] for row in kept)
    log = next(iter(plan.rows("IMPORT_LOG")))
    assert (log["ROWS_READ"], log["ROWS_OK"], log["ROWS_REJ"]) == (13, 4, 2)
    assert "REVIEW" in json.loads(log["SUMMARY"])["before"]["PL-001"]


def test_a_place_finds_the_nearest_resource(plan, tmp_path):
    path = filled_form(plan, tmp_path)
    take_answers(plan, read_answers(path), path)
    poles = {row["RES_ID"]: row["geometry"].asPoint() for row in plan.rows("RES_PT")}
    found = reviews(plan)["PL-004"]["ALT_ID"]
    assert found in poles and found != "R-004"


def test_sites_move_to_their_alternative_when_asked(plan, tmp_path):
    path = filled_form(plan, tmp_path)
    taken = take_answers(plan, read_answers(path), path, replace=True)
    site = reviews(plan)["PL-003"]
    pole = next(row for row in plan.rows("RES_PT") if row["RES_ID"] == "R-012")
    assert taken.replaced == 2 and (site["BASE_ID"], site["ALT_ID"]) == ("R-012", "R-003")
    assert site["geometry"].asPoint() == pole["geometry"].asPoint()


def test_the_same_answer_twice_leaves_one_ledger_entry(plan, tmp_path):
    path = filled_form(plan, tmp_path)
    for _ in range(2):
        take_answers(plan, read_answers(path), path)
    assert plan.count("LEDGER") == 3


def test_changed_headings_are_understood_or_named(plan, tmp_path):
    good = write_csv(tmp_path / "a.csv", [("站址编号", "回复意见", "理由"), ("PL-001", "不同意", "x"), ("PL-002", "同意", "")])
    assert [answer.verdict for answer in read_answers(good)] == ["reject", "accept"]
    bad = write_csv(tmp_path / "b.csv", [("名称", "备忘"), ("甲", "乙"), ("丙", "丁")])
    with pytest.raises(InputError) as error:
        read_answers(bad)
    assert error.value.key == "answer_columns" and "备忘" in error.value.values["found"]


def test_the_algorithm_declares_its_figures(plan, tmp_path, qgis_app):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback
    from smartpole.algorithms.importanswer import ImportAnswer

    feedback = QgsProcessingFeedback()
    path = filled_form(plan, tmp_path)
    results, succeeded = ImportAnswer().create().run({"WORKSPACE": str(plan.path), "ANSWER": str(path)}, QgsProcessingContext(), feedback)
    assert succeeded, feedback.textLog()
    assert results["ACCEPTED"] == 1 and results["REFUSED"] == 2 and results["OPEN"] == 8
