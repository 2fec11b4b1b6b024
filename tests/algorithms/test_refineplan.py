# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:refineplan` on the sample area: better on SINR, rules and fixed sites kept, written and taken back, bad input."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import run, town  # noqa: E402, F401 -- fixtures
from test_suggestsites import COARSE, sample, suggest  # noqa: E402, F401 -- fixture

pytest.importorskip("scipy")
TABLES = ["SITE_PL", "STAT", "CAND_REJ"]


def refine(run, workspace, **parameters):  # noqa: F811
    return run("refineplan", WORKSPACE=str(workspace.path), **{"SECONDS": 3, "VISITS": 30, "PROVE": False, **parameters})


def sites_of(workspace):
    """The planned sites by id, without reserves."""
    return {row["PLAN_ID"]: row for row in workspace.rows("SITE_PL") if row["BATCH"] != "3"}


@pytest.fixture
def planned(run, sample):  # noqa: F811
    outputs, succeeded = suggest(run, sample, SPACING=60, MAX_SITES=6)
    assert succeeded, outputs
    return sample


def test_better_on_sinr_written_as_computed_and_taken_back(run, planned, tmp_path):  # noqa: F811
    from qgis.core import QgsVectorLayer

    rows = sites_of(planned)
    versions = planned.versions(TABLES)
    changes, figures = tmp_path / "changes.gpkg", tmp_path / "figures.csv"
    outputs, succeeded = refine(run, planned, PROVE=True, CHANGES=str(changes), FIGURES=str(figures))
    assert succeeded, outputs
    assert outputs["VALUE_AFTER"] > outputs["VALUE_BEFORE"] and not outputs["WRITTEN"] and planned.versions(TABLES) == versions
    assert 0 <= outputs["SINR_GAP_AFTER"] < outputs["SINR_GAP_BEFORE"] <= 100
    assert 0 <= outputs["COVERAGE_GAP_BEFORE"] <= outputs["COVERAGE_GAP_AFTER"] + 1e-9
    layer = QgsVectorLayer(str(changes))
    assert layer.featureCount() == outputs["MOVED"] + outputs["TURNED"] > 0
    assert {feature["PLAN_ID"] for feature in layer.getFeatures()} <= set(rows)
    assert all(feature["CHANGE"] and feature["LOSS"] is not None for feature in layer.getFeatures())
    assert len(figures.read_text(encoding="utf-8").splitlines()) >= 10

    everything = {row["PLAN_ID"]: row for row in planned.rows("SITE_PL")}
    written, succeeded = refine(run, planned, WRITE=True)
    assert succeeded and written["WRITTEN"], written
    after = sites_of(planned)
    assert set(after) == set(rows) and len({row["BASE_ID"] for row in after.values()}) == len(rows)
    points = [row["geometry"].asPoint() for row in after.values()]
    assert all(one.distance(other) >= 60 for i, one in enumerate(points) for other in points[:i])
    again, succeeded = refine(run, planned, VISITS=1)
    assert succeeded and again["VALUE_BEFORE"] == pytest.approx(written["VALUE_AFTER"], rel=2e-3)
    verdict, succeeded = run("verifyplan", WORKSPACE=str(planned.path))
    assert succeeded and verdict["HOLDS"], verdict

    taken, succeeded = run("undolast", WORKSPACE=str(planned.path))
    assert succeeded, taken
    back = {row["PLAN_ID"]: (row["BASE_ID"], row["AZIMUTHS"], row["TILTS"], row["WHY"]) for row in planned.rows("SITE_PL")}
    assert back == {name: (row["BASE_ID"], row["AZIMUTHS"], row["TILTS"], row["WHY"]) for name, row in everything.items()}
    verdict, succeeded = run("verifyplan", WORKSPACE=str(planned.path))
    assert succeeded and verdict["HOLDS"], verdict


def test_fixed_and_passed_sites_stay(run, planned):  # noqa: F811
    rows = list(sites_of(planned).values())
    with planned.transaction() as transaction:
        transaction.update("SITE_PL", [{"fid": rows[0]["fid"], "FIXED": 1}, {"fid": rows[1]["fid"], "REVIEW": "1"}])
    kept = {row["fid"]: (row["BASE_ID"], row["AZIMUTHS"], row["TILTS"]) for row in rows[:2]}
    outputs, succeeded = refine(run, planned, WRITE=True)
    assert succeeded, outputs
    now = {row["fid"]: (row["BASE_ID"], row["AZIMUTHS"], row["TILTS"]) for row in planned.rows("SITE_PL") if row["fid"] in kept}
    assert now == kept and outputs["VALUE_AFTER"] >= outputs["VALUE_BEFORE"]


def test_only_directions_change_where_sites_may_not_move(run, planned):  # noqa: F811
    places = {name: row["BASE_ID"] for name, row in sites_of(planned).items()}
    outputs, succeeded = refine(run, planned, MOVE=False, TILTS=False, WRITE=True)
    assert succeeded and outputs["MOVED"] == 0 and outputs["VALUE_AFTER"] >= outputs["VALUE_BEFORE"]
    assert {name: row["BASE_ID"] for name, row in sites_of(planned).items()} == places
    assert all(row["TILTS"] in (None, "6;6;6") for row in planned.rows("SITE_PL"))
    assert all(row["MTILTS"] is None for row in planned.rows("SITE_PL"))
    directions = {row["PLAN_ID"]: (row["AZIMUTHS"], row["TILTS"]) for row in planned.rows("SITE_PL")}
    leaning, succeeded = refine(run, planned, MOVE=False, AZIMUTHS=False, TILTS=False, MECHANICAL=True, WRITE=True)
    assert succeeded and leaning["VALUE_AFTER"] > leaning["VALUE_BEFORE"] == pytest.approx(outputs["VALUE_AFTER"], rel=2e-3)
    rows = list(planned.rows("SITE_PL"))
    assert {row["PLAN_ID"]: (row["AZIMUTHS"], row["TILTS"]) for row in rows} == directions
    assert all(set(row["MTILTS"].split(";")) <= {"0", "2", "4", "6", "8"} for row in rows if row["MTILTS"]) and any(
        r["MTILTS"] for r in rows
    )
    again, succeeded = refine(run, planned, VISITS=1)
    assert succeeded and again["VALUE_BEFORE"] == pytest.approx(leaning["VALUE_AFTER"], rel=2e-3)


def test_stopping_gives_the_best_so_far_and_writes_nothing(run, planned, monkeypatch):  # noqa: F811
    versions = planned.versions(TABLES)
    outputs, succeeded = run("refineplan", cancel_after=2, WORKSPACE=str(planned.path), SECONDS=60, PROVE=False, WRITE=True)
    assert not succeeded and planned.versions(TABLES) == versions  # before there is anything to keep

    from smartpole.algorithms import refineplan

    search_run = refineplan.Refinement.run

    def stop_soon(self, seconds, progress, visits):
        asked = []

        def tired():
            asked.append(1)
            return len(asked) > 3

        from smartpole.engine.progress import Progress

        return search_run(self, seconds, Progress(is_cancelled=tired), visits)

    monkeypatch.setattr(refineplan.Refinement, "run", stop_soon)
    outputs, succeeded = refine(run, planned, WRITE=True, SECONDS=60, VISITS=0)
    assert succeeded and not outputs["WRITTEN"] and outputs["VALUE_AFTER"] >= outputs["VALUE_BEFORE"]
    assert planned.versions(TABLES) == versions and any("Stopped" in line or "停止" in line for line in run.told)


def test_bad_input_is_refused_in_words(run, sample, town):  # noqa: F811
    message, succeeded = refine(run, sample)
    assert not succeeded and "Suggest sites" in message
    outputs, succeeded = suggest(run, sample, MAX_SITES=2)
    assert succeeded, outputs
    for parameters in ({"SECONDS": 0}, {"MOVE": False, "AZIMUTHS": False, "TILTS": False}):
        message, succeeded = refine(run, sample, **parameters)
        assert not succeeded and message and "Traceback" not in message
    with sample.transaction() as transaction:
        transaction.update("SITE_PL", [{"fid": row["fid"], "FORM": "4"} for row in sample.rows("SITE_PL", ["FORM"])])
    message, succeeded = refine(run, sample)
    assert not succeeded and "5G" in message
    with sample.transaction() as transaction:
        transaction.update("SITE_PL", [{"fid": row["fid"], "FIXED": 1} for row in sample.rows("SITE_PL", ["FORM"])])
    message, succeeded = refine(run, sample)
    assert not succeeded and "FIXED" in message
    with town.transaction() as transaction:
        transaction.delete("SVC_AREA")
    message, succeeded = refine(run, town)
    assert not succeeded and message and "Traceback" not in message
