# SPDX-License-Identifier: GPL-2.0-or-later
"""The conditions of a siting problem as a planner sets them: each plan is counted again from the tables alone."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import run, sample  # noqa: E402, F401 -- fixture

pytest.importorskip("scipy")

COARSE = {"CELL_SIZE": 20, "RADIUS": 600, "POLE_RADIUS": 200, "SECONDS": 2, "MAX_SITES": 6}


def suggest(run, sample, **parameters):  # noqa: F811
    return run("suggestsites", WORKSPACE=str(sample.path), **{**COARSE, **parameters})


def planned(sample):  # noqa: F811
    return [row for row in sample.rows("SITE_PL") if row["BATCH"] != "3"]


def verified(run, sample):  # noqa: F811
    outputs, succeeded = run("verifyplan", WORKSPACE=str(sample.path))
    return succeeded and outputs["HOLDS"]


def zone_around(sample, kind, x, y, radius):  # noqa: F811
    from qgis.core import QgsGeometry, QgsPointXY

    with sample.transaction() as transaction:
        shape = QgsGeometry.fromPointXY(QgsPointXY(x, y)).buffer(radius, 12)
        transaction.insert("LIMIT_ZONE", [{"ZONE_ID": f"T{kind}", "ZONE_TYPE": kind, "geometry": shape}])


def without_resources(sample, kept=3):  # noqa: F811
    with sample.transaction() as transaction:
        transaction.update("RES_PT", [{"fid": row["fid"], "OPEN_ST": "4"} for row in list(sample.rows("RES_PT", ["RES_ID"]))[kept:]])


def test_new_structures_stand_where_nothing_can_be_shared(run, sample):  # noqa: F811
    without_resources(sample)
    outputs, succeeded = suggest(run, sample, MAX_NEW=3, NEW_SPACING=120)
    assert succeeded, outputs
    rows = planned(sample)
    new = [row for row in rows if row["BASE_ID"] is None]
    assert 0 < len(new) <= 3 and outputs["NEW_SITES"] == len(new)
    assert {(row["MODE"], row["BASE_TYPE"]) for row in new} <= {("4", "10"), ("5", "07")}
    assert all(row["COST_WY"] in (8, 35) and row["ANT_H"] in (12, 35) and row["WHY"] for row in new)
    shapes = [row["geometry"] for table in ("BUILDING", "LIMIT_ZONE", "WATER") for row in sample.rows(table, ["geometry"])]
    assert not any(shape.contains(row["geometry"]) for row in new for shape in shapes if shape is not None)
    free = [row["geometry"].asPoint() for row in sample.rows("RES_PT", ["OPEN_ST", "geometry"]) if row["OPEN_ST"] != "4"]
    inside = [row["geometry"] for row in sample.rows("SVC_AREA", ["geometry"])]
    for row in new:
        point = row["geometry"].asPoint()
        assert any(area.contains(row["geometry"]) for area in inside)
        assert min((point.distance(other) for other in free), default=1e9) > 0
    assert verified(run, sample)
    worse, succeeded = suggest(run, sample)
    assert succeeded and worse["VALUE"] < outputs["VALUE"] and worse["NEW_SITES"] == 0


def test_no_place_is_made_in_a_zone_or_beside_a_shareable_resource(sample):  # noqa: F811
    from smartpole.engine.placement.candidates import candidates_of
    from smartpole.gis.readers.vectors import plan_grid, read_level, read_levels
    from smartpole.gis.siting.candidates import read_resources, read_rules
    from smartpole.gis.siting.new_places import along, new_candidates

    grid = plan_grid(sample, 20.0)
    level = read_level(sample, grid, read_levels(sample))
    rules = read_rules(sample)
    shareable = candidates_of(read_resources(sample), rules)[0][:5]
    x_min, y_min, x_max, y_max = grid.extent_m
    middle = ((x_min + x_max) / 2, (y_min + y_max) / 2)
    zone_around(sample, "1", *middle, 150)
    made, left = new_candidates(sample, rules, shareable, grid, level, 60.0)
    assert len(made) > 10 and left["in_zone"] > 0
    places = np.array([(c.resource.x_m, c.resource.y_m) for c in made])
    assert (np.hypot(*(places - middle).T) > 149).all()
    others = np.array([(c.resource.x_m, c.resource.y_m) for c in shareable])
    assert np.hypot(*(places[:, None] - others[None]).transpose(2, 0, 1)).min() >= 100
    assert len({c.resource.resource_id for c in made}) == len(made)
    steps = along(np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 50.0]]), 60.0, 4.0)
    np.testing.assert_allclose(steps, [[30, -4], [90, -4]][: len(steps)], atol=1e-9)


def test_a_resource_that_serves_as_much_vetoes_new_structures():
    from types import SimpleNamespace as Thing

    from scipy import sparse
    from smartpole.gis.siting.new_places import veto

    def candidate(x, new):
        return Thing(resource=Thing(x_m=x, y_m=0.0, new_as="new_tower" if new else ""))

    covers = sparse.csr_matrix(np.array([[1, 1, 1, 1], [1, 1, 1, 0], [0, 0, 1, 1.0]], np.float32))
    candidates = [candidate(0, True), candidate(80, False), candidate(10, True)]
    weights = np.array([10.0, 10, 10, 1])
    assert veto(candidates, covers, weights, 100).tolist() == [True, False, False]
    assert veto(candidates, covers, weights, 50).tolist() == [False, False, False]
    assert veto(candidates, covers, weights, 0).tolist() == [False, False, False]


def test_quotas_reuse_and_modes_hold_in_the_table(run, sample):  # noqa: F811
    outputs, succeeded = suggest(
        run, sample, QUOTAS=["type", "06", "1", "2", "mode", "share_pole", "", "2", "area", "A", "1", ""], REUSE=80, MAX_NEW=2
    )
    assert succeeded, outputs
    rows = planned(sample)
    assert 1 <= sum(row["BASE_TYPE"] == "06" for row in rows) <= 2 and sum(row["MODE"] == "2" for row in rows) <= 2
    level_a = [row["geometry"] for row in sample.rows("SVC_AREA", ["SVC_LV", "geometry"]) if row["SVC_LV"] == "A"]
    assert any(area.contains(row["geometry"]) for area in level_a for row in rows)
    assert sum(row["BASE_ID"] is not None for row in rows) >= 0.8 * len(rows) - 1e-9
    assert verified(run, sample)


def test_a_target_is_met_and_counted_from_the_grid(run, sample):  # noqa: F811
    free, succeeded = suggest(run, sample, MAX_SITES=4)
    assert succeeded
    from smartpole.engine.progress import SILENT
    from smartpole.gis.siting.options import SitingOptions
    from smartpole.gis.siting.problem import prepare

    def served_of_b(options):
        prepared = prepare(sample, options, SILENT)
        numbers = {c.resource.resource_id: i for i, c in enumerate(prepared.candidates)}
        by_mode = {(c.resource.resource_id, c.mode["code"]): i for i, c in enumerate(prepared.candidates)}
        sites = [by_mode.get((r["BASE_ID"], r["MODE"]), numbers[r["BASE_ID"]]) for r in planned(sample)]
        return prepared, prepared.targets[0].share(prepared.targets[0].reached(prepared.problem, sites))

    asked = SitingOptions(20.0, 600.0, 200.0, 50.0, 4, targets=(("B", "people", 100.0),))
    _, before = served_of_b(asked)
    wanted = round(before + 1.0, 1)
    outputs, succeeded = suggest(run, sample, MAX_SITES=4, SECONDS=6, TARGETS=["B", "people", str(wanted)])
    if succeeded:
        assert served_of_b(asked)[1] >= wanted - 1e-6 and outputs["VALUE"] <= free["BOUND"] + 0.01
        assert verified(run, sample)
    else:
        assert "%" in outputs and str(wanted) in outputs.replace(f"{wanted:.2f}", str(wanted))


def test_operator_model_and_indoor_loss_change_what_is_asked(run, sample):  # noqa: F811
    usual, succeeded = suggest(run, sample, MAX_SITES=3)
    assert succeeded, usual
    indoor, succeeded = suggest(run, sample, MAX_SITES=3, INDOOR_LOSS=20)
    assert succeeded and indoor["VALUE"] != usual["VALUE"] and verified(run, sample)
    mobile, succeeded = suggest(run, sample, MAX_SITES=3, OPERATOR=1)
    assert succeeded and all("1" in row["OPERS"] for row in planned(sample)) and verified(run, sample)
    every, succeeded = suggest(run, sample, MAX_SITES=3, OPERATOR=5)
    assert succeeded and {row["OPERS"] for row in planned(sample)} == {"23"} and verified(run, sample)
    assert every["VALUE"] == pytest.approx(usual["VALUE"], rel=0.01) and any("China Mobile" in line for line in run.told)
    place = planned(sample)[0]["geometry"]
    with sample.transaction() as transaction:  # whoever asks for a site matters too
        transaction.insert("DEMAND_PT", [{"DMD_ID": "D1", "OPER": "1", "geometry": place}])
    every, succeeded = suggest(run, sample, MAX_SITES=3, OPERATOR=5)
    assert succeeded and all(set("123") <= set(row["OPERS"]) for row in planned(sample)) and verified(run, sample)
    assert every["BOUND"] >= mobile["VALUE"] and any("China Mobile" in line for line in sample.result("suggestsites")["assumed"]) is False
    other, succeeded = suggest(run, sample, MAX_SITES=3, MODEL=2)
    assert succeeded and other["VALUE"] != usual["VALUE"]


@pytest.mark.parametrize(
    "parameters, words",
    [
        ({"MAX_SITES": -4}, "“Largest number of sites” is -4; it must be 1 or more"),
        ({"QUOTAS": ["area", "A", "5", "2"]}, "contradict"),
        ({"QUOTAS": ["area", "Atlantis", "1", ""]}, "Atlantis"),
        ({"QUOTAS": ["colour", "A", "1", ""]}, "colour"),
        ({"QUOTAS": ["area", "A", "many", ""]}, "many"),
        ({"QUOTAS": ["type", "06", "500", ""]}, "500"),
        ({"TARGETS": ["A", "area", "120"]}, "120"),
        ({"TARGETS": ["Q", "area", "50"]}, "Q"),
        ({"TARGETS": ["A", "trees", "50"]}, "trees"),
        ({"REUSE": 101}, "101"),
        ({"MAX_NEW": -1}, "-1"),
        ({"INDOOR_LOSS": -3}, "-3"),
        ({"CALIBRATION": "no such"}, "no such"),
        ({"DEM": "/nowhere/dem.tif"}, ""),
    ],
    ids=str,
)
def test_bad_conditions_are_refused_in_words(run, sample, parameters, words):  # noqa: F811
    versions = sample.versions(["SITE_PL", "CAND_REJ", "STAT"])
    message, succeeded = suggest(run, sample, **parameters)
    assert not succeeded and words in str(message) and "Traceback" not in str(message)
    assert sample.versions(["SITE_PL", "CAND_REJ", "STAT"]) == versions


def test_a_clash_names_the_conditions_and_what_would_do(run, sample):  # noqa: F811
    message, succeeded = suggest(run, sample, BUDGET=12, QUOTAS=["type", "06", "3", ""])
    assert not succeeded and "budget" in message and "06" in message
    assert "+18.00" in message or "30.00" in message, message  # three roofs cost 30


def test_a_target_beyond_all_candidates_says_the_most(run, sample):  # noqa: F811
    without_resources(sample, kept=40)
    message, succeeded = suggest(run, sample, TARGETS=["A", "area", "100"])
    assert not succeeded and "all" in message and "at most" in message


def test_a_target_out_of_reach_says_how_many_sites_would_do(run, sample):  # noqa: F811
    message, succeeded = suggest(run, sample, MAX_SITES=1, TARGETS=["A", "area", "96"])
    assert not succeeded and "at most" in message
    assert "instead of 1" in message or "a target of" in message, message


def test_merging_cells_of_all_years_changes_no_plan(sample):  # noqa: F811
    from smartpole.engine.progress import SILENT
    from smartpole.gis.siting.options import SitingOptions
    from smartpole.gis.siting.phasing import Phasing, year_weights
    from smartpole.gis.siting.problem import prepare

    prepared = prepare(sample, SitingOptions(20.0, 600.0, 200.0, max_sites=6, targets=(("A", "area", 70.0),)), SILENT)
    problem, (target,) = Phasing((2, 4, 6), 3.0).problem(sample, prepared)
    given, weights = prepared.problem, year_weights(prepared, 3, 3.0)
    assert problem.cells < 3 * given.cells and problem.candidates == 3 * given.candidates
    rng = np.random.default_rng(1)
    for _ in range(5):
        sites, years = rng.choice(given.candidates, 6, replace=False), rng.integers(0, 3, 6)
        numbers = (years * given.candidates + sites).tolist()
        served = [given.served(sites[years <= year]) for year in range(3)]
        assert problem.value(numbers) == pytest.approx(sum(float(w[cells].sum()) for w, cells in zip(weights, served)))
        assert target.reached(problem, numbers) == pytest.approx(float(prepared.targets[0].amounts[served[2]].sum()))


def test_a_code_that_became_a_number_is_still_the_code():
    from smartpole.gis.siting.quotas import _code

    assert _code("RES_PT", "RES_TYPE", "6.0") == _code("RES_PT", "RES_TYPE", "06") == _code("RES_PT", "RES_TYPE", "公共建筑") == "06"
