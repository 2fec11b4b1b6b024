# SPDX-License-Identifier: GPL-2.0-or-later
"""The siting algorithms in QGIS, on the sample area: plan, reasons, proof, curve, years, and what is refused."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import run, sample  # noqa: E402, F401 -- fixture

pytest.importorskip("scipy")

COARSE = {"CELL_SIZE": 20, "RADIUS": 600, "POLE_RADIUS": 200}


def suggest(run, sample, **parameters):  # noqa: F811
    return run("suggestsites", WORKSPACE=str(sample.path), **{"SECONDS": 3, "MAX_SITES": 6, **COARSE, **parameters})


def planned(sample, where="BATCH IS NULL OR BATCH <> '3'"):  # noqa: F811
    """The planned sites, without the reserves."""
    return list(sample.rows("SITE_PL", where=where))


def test_plan_reasons_rejections_and_proof(run, sample):  # noqa: F811
    outputs, succeeded = suggest(run, sample, SPACING=80, BUDGET=45)
    assert succeeded, outputs
    rows = planned(sample)
    assert outputs["SITES"] == len(rows) and 0 < len(rows) <= 6
    assert outputs["COST"] == pytest.approx(sum(row["COST_WY"] for row in rows)) and outputs["COST"] <= 45
    assert outputs["VALUE"] <= outputs["BOUND"] and outputs["GAP_PERCENT"] < 5
    assert sum(row["COV_WT"] for row in rows) == pytest.approx(outputs["VALUE"], rel=1e-6)
    assert outputs["AREA_AFTER_PCT"] > outputs["AREA_BEFORE_PCT"] and outputs["WEIGHT_AFTER_PCT"] > outputs["WEIGHT_BEFORE_PCT"]

    resources = {row["RES_ID"]: row for row in sample.rows("RES_PT")}
    rejected = {row["RES_ID"]: row for row in sample.rows("CAND_REJ")}
    points = [row["geometry"].asPoint() for row in rows]
    for one, row in enumerate(rows):
        base = resources[row["BASE_ID"]]
        assert base["OPEN_ST"] != "4" and row["BASE_ID"] not in rejected
        assert row["geometry"].asPoint() == base["geometry"].asPoint() and row["BASE_TYPE"] == base["RES_TYPE"]
        assert row["ORDER_NO"] == one + 1 and row["WHY"] and row["OPERS"] and row["BAND"] and row["ALT_ID"] != row["BASE_ID"]
        assert all(points[one].distance(points[other]) >= 80 for other in range(one))
    assert outputs["REJECTED"] == len(rejected)
    assert all(rejected[row["RES_ID"]]["REASON"] for row in resources.values() if row["OPEN_ST"] == "4" and row["RES_TYPE"] != "09")
    assert {row["STAGE"] for row in sample.rows("STAT")} == {"before", "after"}
    assert sample.result("suggestsites")["stale"] == ()

    verdict, succeeded = run("verifyplan", WORKSPACE=str(sample.path))
    assert succeeded and verdict["HOLDS"] and verdict["FINDINGS"] == ""
    assert verdict["VALUE"] == pytest.approx(outputs["VALUE"]) and verdict["BOUND"] >= outputs["BOUND"] - 0.01

    with sample.transaction() as transaction:
        transaction.update("BUILDING", [{"fid": row["fid"], "POP": (row["POP"] or 0) * 2} for row in sample.rows("BUILDING", ["POP"])])
    verdict, succeeded = run("verifyplan", WORKSPACE=str(sample.path))
    assert succeeded and not verdict["HOLDS"] and "weights" in verdict["FINDINGS"]


def test_fixed_sites_stay_and_count(run, sample):  # noqa: F811
    outputs, succeeded = suggest(run, sample)
    assert succeeded, outputs
    first = next(iter(sample.rows("SITE_PL")))
    with sample.transaction() as transaction:
        transaction.update("SITE_PL", [{"fid": first["fid"], "FIXED": 1}])
    outputs, succeeded = suggest(run, sample, MAX_SITES=3)
    assert succeeded, outputs
    rows = planned(sample)
    assert len(rows) == 3 and [row["PLAN_ID"] for row in rows].count(first["PLAN_ID"]) == 1
    assert [row["FIXED"] for row in rows if row["BASE_ID"] == first["BASE_ID"]] == [1]
    place = first["geometry"].asPoint()
    assert all(row["geometry"].asPoint().distance(place) >= 50 for row in rows if row["FIXED"] != 1)


def test_all_rejected_says_by_which_rules_and_changes_nothing(run, sample):  # noqa: F811
    with sample.transaction() as transaction:
        transaction.update("RES_PT", [{"fid": row["fid"], "OPEN_ST": "4"} for row in sample.rows("RES_PT", ["RES_ID"])])
    versions = sample.versions(["SITE_PL", "CAND_REJ", "STAT"])
    message, succeeded = suggest(run, sample)
    assert not succeeded and "refused" in message
    assert sample.versions(["SITE_PL", "CAND_REJ", "STAT"]) == versions


@pytest.mark.parametrize(
    "parameters",
    [{"CELL_SIZE": -5}, {"SPACING": -1}, {"BUDGET": -3}, {"SECONDS": 0}, {"RADIUS": 1e6}, {"LOAD": 2}, {"GIVE_UP": 101}],
    ids=lambda value: next(iter(value)),
)
def test_bad_parameters_are_refused_before_anything_runs(run, sample, parameters):  # noqa: F811
    given = {"WORKSPACE": str(sample.path), **COARSE, **parameters}
    message, succeeded = run("suggestsites", **given)
    assert not succeeded and message and "Traceback" not in message


def test_a_budget_below_the_cheapest_candidate_says_so(run, sample):  # noqa: F811
    message, succeeded = suggest(run, sample, BUDGET=0.5)
    assert not succeeded and "0.5" in message


def test_cancel_changes_nothing(run, sample):  # noqa: F811
    versions = sample.versions(["SITE_PL", "CAND_REJ", "STAT"])
    _, succeeded = run("suggestsites", cancel_after=40, WORKSPACE=str(sample.path), SECONDS=3, MAX_SITES=6, **COARSE)
    assert not succeeded and sample.versions(["SITE_PL", "CAND_REJ", "STAT"]) == versions


def test_curve_rises_and_the_bound_stays_above(run, sample, tmp_path):  # noqa: F811
    table, chart = tmp_path / "curve.csv", tmp_path / "curve.svg"
    outputs, succeeded = run(
        "coveragecurve",
        WORKSPACE=str(sample.path),
        MAX_SITES=8,
        POINTS=3,
        TARGET=60,
        SECONDS=4,
        TABLE=str(table),
        CHART=str(chart),
        **COARSE,
    )
    assert succeeded, outputs
    rows = [[float(value) for value in line.split(",")] for line in table.read_text(encoding="utf-8-sig").splitlines()[1:]]
    assert [row[0] for row in rows] == [1, 4, 8]
    assert all(earlier[1] <= later[1] for earlier, later in zip(rows, rows[1:])) and all(row[1] <= row[2] + 1e-3 for row in rows)
    assert 1 <= outputs["NEEDED"] <= outputs["FEWEST"] <= 8 and chart.stat().st_size > 1000
    message, succeeded = run(
        "coveragecurve", WORKSPACE=str(sample.path), MAX_SITES=1, POINTS=2, TARGET=99, SECONDS=2, TABLE=str(table), **COARSE
    )
    assert not succeeded and "1" in message


def test_years_are_nested_and_batched(run, sample):  # noqa: F811
    outputs, succeeded = run("phaseplan", WORKSPACE=str(sample.path), SITES_BY_YEAR="2, 4，6", FIRST_YEAR=2026, SECONDS=4, **COARSE)
    assert succeeded, outputs
    rows = planned(sample)
    years = [row["PLAN_YEAR"] for row in rows]
    assert [sum(year <= last for year in years) for last in (2026, 2027, 2028)] == [2, 4, 6] and years == sorted(years)
    assert all((row["BATCH"] == "1") == (row["PLAN_YEAR"] == 2026) for row in rows)
    assert len({row["BASE_ID"] for row in rows}) == 6 and len(outputs["YEARS"].splitlines()) == 3
    assert not run("phaseplan", WORKSPACE=str(sample.path), SITES_BY_YEAR="4, 2", **COARSE)[1]
    assert not run("phaseplan", WORKSPACE=str(sample.path), SITES_BY_YEAR="many", **COARSE)[1]


def test_reserves_are_rows_of_their_own_and_part_of_no_plan(run, sample, tmp_path):  # noqa: F811
    from smartpole.gis.handover.data import collect
    from smartpole.gis.readers.vectors import read_network

    outputs, succeeded = suggest(run, sample)
    assert succeeded, outputs
    rows, reserves = planned(sample), planned(sample, "BATCH = '3'")
    assert reserves and outputs["RESERVED"] == len(reserves) and outputs["SITES"] == len(rows)
    by_id = {row["PLAN_ID"]: row for row in rows}
    assert {row["BASE_ID"] for row in reserves} == {row["ALT_ID"] for row in rows if row["ALT_ID"]}
    assert not {row["BASE_ID"] for row in reserves} & {row["BASE_ID"] for row in rows}
    for row in reserves:
        assert row["PLAN_ID"][:-1] in by_id and row["PLAN_ID"][:-1] in row["WHY"] and row["PLAN_YEAR"] is None and row["FIXED"] == 0
    network, _ = read_network(sample, True)
    assert sum(site.planned for site in network.sites) == len(rows)
    assert {row["PLAN_ID"] for row in collect(sample, "tower").sites} == set(by_id)
    assert len(collect(sample, "tower", reserves=True).sites) == len(rows) + len(reserves)
    outputs, succeeded = suggest(run, sample, RESERVES=False)
    assert succeeded and not planned(sample, "BATCH = '3'") and outputs["RESERVED"] == 0


def test_reasons_are_kept_in_chinese_whatever_qgis_speaks(run, sample):  # noqa: F811
    from smartpole.gis.messages import language
    from smartpole.gis.siting.candidates import rule_book

    assert language() == "en"
    outputs, succeeded = suggest(run, sample, MAX_SITES=3)
    assert succeeded, outputs
    modes = {mode["zh"] for mode in rule_book(sample)["modes"]}
    assert all(row["WHY"].startswith("新增覆盖") and any(mode in row["WHY"] for mode in modes) for row in planned(sample))
    assert all(any("一" <= letter <= "鿿" for letter in row["REASON"]) for row in sample.rows("CAND_REJ"))


def test_a_plan_by_years_has_a_certificate_that_can_be_checked(run, sample):  # noqa: F811
    outputs, succeeded = run(
        "phaseplan",
        WORKSPACE=str(sample.path),
        SITES_BY_YEAR="2,4,6",
        BUDGET_BY_YEAR="12,30,60",
        SPACING=60,
        REUSE=80,
        SECONDS=4,
        **COARSE,
    )
    assert succeeded, outputs
    rows = planned(sample)
    years = sorted({row["PLAN_YEAR"] for row in rows})
    for last, budget, most in zip(years, (12, 30, 60), (2, 4, 6)):
        so_far = [row for row in rows if row["PLAN_YEAR"] <= last]
        assert sum(row["COST_WY"] for row in so_far) <= budget + 1e-6 and len(so_far) <= most
    verdict, succeeded = run("verifyplan", WORKSPACE=str(sample.path))
    assert succeeded and verdict["HOLDS"] and verdict["FINDINGS"] == "", verdict
    assert verdict["VALUE"] == pytest.approx(outputs["VALUE"], abs=0.02) and verdict["BOUND"] >= outputs["BOUND"] - 0.02
    with sample.transaction() as transaction:
        transaction.delete("SITE_PL", fids=[rows[0]["fid"]])
    verdict, succeeded = run("verifyplan", WORKSPACE=str(sample.path))
    assert succeeded and not verdict["HOLDS"]
    for wrong in ({"BUDGET_BY_YEAR": "12,30"}, {"BUDGET_BY_YEAR": "30,12,60"}, {"BUDGET_BY_YEAR": "x,y,z"}):
        message, succeeded = run("phaseplan", WORKSPACE=str(sample.path), SITES_BY_YEAR="2,4,6", **wrong, **COARSE)
        assert not succeeded and "Traceback" not in message
