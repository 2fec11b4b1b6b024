# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:mergedemand` in QGIS: answers in DEMAND_PT, reasons for the rest."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, run, town  # noqa: E402, F401 -- fixtures

pytest.importorskip("scipy")


def test_demand_is_merged_and_the_rest_explained(town, run):  # noqa: F811
    def demand(name, operator, x, y, **columns):
        return {"DMD_ID": name, "OPER": operator, "DEV_R": 40, "geometry": (X0 + x, Y0 + y), **columns}

    with town.transaction() as transaction:
        transaction.insert(
            "DEMAND_PT",
            [
                demand("D1", "1", 270, 230),
                demand("D2", "2", 290, 230),
                demand("D3", "3", 380, 20),
                demand("D4", "3", 125, 130, DEV_R=None),
                demand("D5", "1", 280, 225, H_MIN=30),
            ],
        )
    outputs, succeeded = run("mergedemand", WORKSPACE=str(town.path), SECONDS=2)
    assert succeeded, outputs
    rows = {row["DMD_ID"]: row for row in town.rows("DEMAND_PT")}
    assert (rows["D1"]["PLAN_ID"], rows["D2"]["PLAN_ID"]) == ("P1", "P1") and rows["D1"]["MATCH_TYPE"] == "2"
    assert rows["D1"]["DEV_M"] == pytest.approx(10)
    assert rows["D3"]["PLAN_ID"] is None and rows["D5"]["PLAN_ID"] is None
    assert rows["D4"]["PLAN_ID"] is None, "China Telecom is already on the hall"
    assert (outputs["DEMANDS"], outputs["MET"], outputs["PLACES"], outputs["LEAST_PLACES"]) == (5, 2, 1, 1)
    assert all(name in outputs["UNMET"] for name in ("D3", "D4", "D5"))


def test_without_demand_it_says_so(town, run):  # noqa: F811
    message, succeeded = run("mergedemand", WORKSPACE=str(town.path))
    assert not succeeded and str(town.path) in message
    assert not run("mergedemand", WORKSPACE=str(town.path), DEVIATION=-1)[1]
