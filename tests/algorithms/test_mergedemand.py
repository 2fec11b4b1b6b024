# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:mergedemand` in QGIS: answers in DEMAND_PT, merged sites in SITE_PL, reasons for the rest, sharing rates."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, run, town  # noqa: E402, F401 -- fixtures

pytest.importorskip("scipy")


@pytest.fixture
def demanded(town):  # noqa: F811
    """The town with demand; its planned site N1 is gone, a far one of China Unicom is there."""

    def demand(name, operator, x, y, **columns):
        return {"DMD_ID": name, "OPER": operator, "DEV_R": 40, "geometry": (X0 + x, Y0 + y), **columns}

    with town.transaction() as transaction:
        transaction.delete("SITE_PL")
        transaction.insert("SITE_PL", [{"PLAN_ID": "U1", "BASE_TYPE": "10", "MODE": "4", "OPERS": "2", "geometry": (X0 + 200, Y0 + 290)}])
        transaction.insert(
            "DEMAND_PT",
            [
                demand("D1", "1", 270, 230, PLAN_YEAR=2027),
                demand("D2", "2", 290, 230, PLAN_YEAR=2026),
                demand("D3", "3", 380, 20),
                demand("D4", "3", 125, 130, DEV_R=None),
                demand("D5", "1", 280, 225, H_MIN=30, H_MAX=40),
                demand("D6", "3", 200, 280),
            ],
        )
    return town


def test_demand_is_merged_and_the_rest_explained(demanded, run):  # noqa: F811
    outputs, succeeded = run("mergedemand", WORKSPACE=str(demanded.path), SECONDS=2, NEW=False)
    assert succeeded, outputs
    rows = {row["DMD_ID"]: row for row in demanded.rows("DEMAND_PT")}
    sites = {row["PLAN_ID"]: row for row in demanded.rows("SITE_PL")}
    assert rows["D1"]["PLAN_ID"] == rows["D2"]["PLAN_ID"] and rows["D1"]["MATCH_TYPE"] == "3" and rows["D1"]["DEV_M"] == pytest.approx(10)
    merged = sites[rows["D1"]["PLAN_ID"]]
    assert (merged["BASE_ID"], merged["OPERS"], merged["FIXED"], merged["PLAN_YEAR"]) == ("P1", "12", 1, 2026)
    assert (merged["MODE"], merged["COST_WY"]) == ("2", 2) and merged["EMF_R"] > 0 and "D1" in merged["WHY"]
    assert rows["D6"]["PLAN_ID"] == "U1" and sites["U1"]["OPERS"] == "23", "joins what another operator has planned"
    assert all(rows[name]["PLAN_ID"] is None and name in outputs["UNMET"] for name in ("D3", "D4", "D5"))
    assert (outputs["DEMANDS"], outputs["MET"], outputs["PLACES"], outputs["LEAST_PLACES"], outputs["NEW_PLACES"]) == (6, 3, 2, 2, 0)
    assert (outputs["SITE_USE_PCT"], outputs["SHARED_PCT"], outputs["TENANCY"], outputs["SMART_POLE_PCT"]) == (50, 100, 2, 50)
    assert outputs["PROVEN"] and not outputs["REACHES_TARGET"] and outputs["COST"] == 2 and outputs["SAVED_TOWERS"] == 2


def test_a_second_run_takes_the_first_one_back(demanded, run):  # noqa: F811
    first, _ = run("mergedemand", WORKSPACE=str(demanded.path), SECONDS=2)
    before = [(row["PLAN_ID"], row["OPERS"], row["BASE_ID"]) for row in demanded.rows("SITE_PL")]
    second, succeeded = run("mergedemand", WORKSPACE=str(demanded.path), SECONDS=2)
    assert succeeded and second == first
    assert [(row["PLAN_ID"], row["OPERS"], row["BASE_ID"]) for row in demanded.rows("SITE_PL")] == before


def test_new_places_only_where_nothing_can_be_shared(demanded, run):  # noqa: F811
    outputs, succeeded = run("mergedemand", WORKSPACE=str(demanded.path), SECONDS=2, DUPLICATE=120)
    assert succeeded, outputs
    rows = {row["DMD_ID"]: row for row in demanded.rows("DEMAND_PT")}
    sites = {row["PLAN_ID"]: row for row in demanded.rows("SITE_PL")}
    assert outputs["NEW_PLACES"] == 2 and sites[rows["D3"]["PLAN_ID"]]["MODE"] == "4" and sites[rows["D5"]["PLAN_ID"]]["MODE"] == "5"
    assert sites[rows["D1"]["PLAN_ID"]]["BASE_ID"] == "P1" and sites[rows["D5"]["PLAN_ID"]]["ANT_H"] == 35
    assert rows["D4"]["PLAN_ID"] is None and "D4" in outputs["UNMET"], "China Telecom is on the hall, and a new pole would stand beside it"
    for row in rows.values():
        assert row["DEV_M"] is None or row["DEV_M"] <= (row["DEV_R"] or 50)
    assert outputs["DUPLICATES"] >= 1 and any(rows["D5"]["PLAN_ID"] in line for line in run.told)


def test_a_trial_run_writes_the_table_only(demanded, run, tmp_path):  # noqa: F811
    from qgis.core import QgsVectorLayer

    before = demanded.versions()
    table = str(tmp_path / "matches.gpkg")
    outputs, succeeded = run("mergedemand", WORKSPACE=str(demanded.path), SECONDS=2, NEW=False, WRITE=False, MATCHES=table)
    assert succeeded and demanded.versions() == before
    found = {feature["DMD_ID"]: feature for feature in QgsVectorLayer(table, "matches", "ogr").getFeatures()}
    assert len(found) == 6 and found["D1"]["BASE_ID"] == "P1" and "D3" in found["D3"]["REASON"]


def test_without_demand_it_says_so(town, run):  # noqa: F811
    message, succeeded = run("mergedemand", WORKSPACE=str(town.path))
    assert not succeeded and str(town.path) in message
    assert not run("mergedemand", WORKSPACE=str(town.path), DEVIATION=-1)[1]
    assert not run("mergedemand", WORKSPACE=str(town.path), DUPLICATE=-1)[1]
