# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:relocation` in QGIS, on the sample area and a made-up town."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, run, sample, town  # noqa: E402, F401 -- fixtures

pytest.importorskip("scipy")

COARSE = {"CELL_SIZE": 20, "RADIUS": 600, "POLE_RADIUS": 200, "SECONDS": 3}
SITE = "000000000000000002"


def rows_of(identifier):
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(identifier, "table", "ogr")
    assert layer.isValid()
    return [feature.attributeMap() for feature in layer.getFeatures()]


def test_sample_site_is_replaced_before_it_goes(run, sample, tmp_path):  # noqa: F811
    stages, works = str(tmp_path / "stages.gpkg"), str(tmp_path / "works.gpkg")
    outputs, succeeded = run(
        "relocation", WORKSPACE=str(sample.path), SITE=SITE, DAY="2027-06-30", MAX_SITES=8, STAGES=stages, WORKS=works, **COARSE
    )
    assert succeeded, outputs
    assert outputs["LOST_CELLS"] > 0 and outputs["REPLACEMENTS"] >= outputs["NEEDED"] >= 1
    planned = [row for row in sample.rows("SITE_PL") if row["REMARK"] == f"RELOC {SITE}"]
    assert len(planned) == outputs["REPLACEMENTS"] and outputs["COST"] == pytest.approx(sum(row["COST_WY"] for row in planned))
    assert all(row["BASE_ID"] != "06-w8035238" and row["FIXED"] == 1 and SITE in row["WHY"] for row in planned)
    assert {row["OPERS"] for row in planned} == {"23"} and {row["BAND"] for row in planned} == {"n78"}, "those who lose their site"
    table = rows_of(stages)
    assert len(table) == outputs["REPLACEMENTS"] + 2
    assert [row["LOST_CELLS"] for row in table[:-1]] == [0] * (len(table) - 1), "nobody loses signal while new sites come"
    assert table[-1]["SITE_ID"] == SITE and table[-1]["LOST_CELLS"] == outputs["FINAL_LOST_CELLS"] < outputs["LOST_CELLS"]
    assert outputs["CONTINUOUS"] == (outputs["FINAL_LOST_CELLS"] == 0)
    dates = {(row["WORK"], row["SITE_ID"]): row["TO_DT"] for row in rows_of(works)}
    assert max(dates.values()) == "2027-06-30" and outputs["START"] < "2027-06-30"

    again, succeeded = run("relocation", WORKSPACE=str(sample.path), SITE=SITE, WRITE=False, MAX_SITES=1, **COARSE)
    assert succeeded and again["LOST_CELLS"] == outputs["LOST_CELLS"] and again["REPLACEMENTS"] == 1
    assert again["START"] == "" and again["KEPT_PCT"] <= outputs["KEPT_PCT"]
    assert [row["PLAN_ID"] for row in sample.rows("SITE_PL")] == [row["PLAN_ID"] for row in planned], "a trial run writes nothing"


def test_a_site_that_serves_nothing_alone_may_go(run, town):  # noqa: F811
    with town.transaction() as transaction:
        twin = {"TWR_TYPE": "05", "ANT_H": 23, "OP_CT": 1, "HAS_5G": 1, "TX_W": 200, "BAND": "n78", "AZIMUTHS": "0;120;240", "STATUS": "1"}
        transaction.insert("SITE_EX", [{**twin, "SITE_CODE": "twin", "geometry": (X0 + 120, Y0 + 130)}])
    outputs, succeeded = run("relocation", WORKSPACE=str(town.path), SITE="twin", CELL_SIZE=10, RADIUS=400, POLE_RADIUS=200)
    assert succeeded, outputs
    assert (outputs["LOST_CELLS"], outputs["REPLACEMENTS"], outputs["CONTINUOUS"]) == (0, 0, True)


def test_a_site_that_goes_by_the_same_day_is_not_counted_on(run, town):  # noqa: F811
    import datetime

    twin = {"TWR_TYPE": "05", "ANT_H": 23, "OP_CT": 1, "HAS_5G": 1, "TX_W": 200, "BAND": "n78", "AZIMUTHS": "0;120;240", "STATUS": "3"}
    with town.transaction() as transaction:
        day = datetime.date(2026, 6, 30)
        transaction.insert("SITE_EX", [{**twin, "SITE_CODE": "twin", "RELOC_DT": day, "geometry": (X0 + 120, Y0 + 130)}])
    hall = {"WORKSPACE": str(town.path), "SITE": "420300908000000233", "CELL_SIZE": 10, "RADIUS": 400, "POLE_RADIUS": 200, "SECONDS": 2}
    before, succeeded = run("relocation", DAY="2026-06-29", WRITE=False, **hall)
    assert succeeded and before["LOST_CELLS"] == 0 and before["CONTINUOUS"], "the twin still stands on that day"
    after, succeeded = run("relocation", DAY="2026-06-30", WRITE=False, **hall)
    assert succeeded and after["LOST_CELLS"] > 0 and any("twin" in line for line in run.told)
    assert not list(town.rows("SITE_PL", where="REMARK LIKE 'RELOC%'"))
    own, succeeded = run("relocation", WORKSPACE=str(town.path), SITE="twin", CELL_SIZE=10, RADIUS=400, POLE_RADIUS=200)
    assert succeeded and own["START"] and own["START"] < "2026-06-30", "the day recorded for the site"


def test_what_cannot_be_is_refused(run, town):  # noqa: F811
    for wrong, word in (
        ({"SITE": "nowhere"}, "nowhere"),
        ({"SITE": "420300908000000236"}, "420300908000000236"),
        ({"SITE": "420300908000000233", "DAY": "tomorrow"}, "tomorrow"),
        ({"SITE": "420300908000000233", "KEEP": 0}, "0"),
    ):
        message, succeeded = run("relocation", WORKSPACE=str(town.path), CELL_SIZE=20, RADIUS=400, POLE_RADIUS=200, **wrong)
        assert not succeeded and word in message
