# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:robustplan` on the sample area: draws, tables, chart and sentence; nothing changes; bad input."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import run, town  # noqa: E402, F401 -- fixtures
from test_refineplan import planned  # noqa: E402, F401 -- fixture
from test_suggestsites import sample  # noqa: E402, F401 -- fixture

pytest.importorskip("scipy")
FEW = {"FIELDS": 1, "DRAWS": 3, "REFUSED_PCT": 20}


def test_draws_tables_chart_and_sentence(run, planned, tmp_path):  # noqa: F811
    from qgis.core import QgsVectorLayer

    versions = planned.versions(["SITE_PL", "STAT", "CAND_REJ"])
    files = {"TABLE": str(tmp_path / "draws.gpkg"), "SITES": str(tmp_path / "sites.gpkg"), "CHART": str(tmp_path / "often.svg")}
    outputs, succeeded = run("robustplan", WORKSPACE=str(planned.path), **FEW, **files)
    assert succeeded, outputs
    assert planned.versions(["SITE_PL", "STAT", "CAND_REJ"]) == versions
    draws = list(QgsVectorLayer(files["TABLE"]).getFeatures())
    assert len(draws) == 3 + 1 + 3
    by_label = {draw["DRAW"]: draw for draw in draws[:3]}
    assert by_label["0"]["LOSS_PCT"] == 0 and by_label["-8"]["LOSS_PCT"] == pytest.approx(outputs["MINUS_LOSS"])
    assert by_label["-8"]["SERVED"] < by_label["0"]["SERVED"] < by_label["+8"]["SERVED"]
    assert all(draw["REPAIRED"] >= draw["SERVED"] * 0.99 for draw in draws)
    assert outputs["REFUSED_MEAN"] <= outputs["REFUSED_WORST"] <= outputs["UNREPAIRED_WORST"]
    sites = list(QgsVectorLayer(files["SITES"]).getFeatures())
    assert sum(site["IN_PLAN"] for site in sites) == outputs["PLAN_SITES"] == 6
    assert sum(site["ALWAYS"] for site in sites) == outputs["ALWAYS"] <= outputs["OFTEN"] <= 6
    assert all(0 <= site["CHOSEN_PCT"] <= 100 and not site.geometry().isEmpty() for site in sites)
    assert Path(files["CHART"]).stat().st_size > 1000 and "%" in outputs["SENTENCE"]
    assert planned.result("robustplan")["stale"] == ()

    other, succeeded = run("robustplan", WORKSPACE=str(planned.path), **{**FEW, "SEED": 7, "DRAWS": 0})
    assert succeeded and other["FIELD_MEAN"] != outputs["FIELD_MEAN"] and other["MINUS_LOSS"] == outputs["MINUS_LOSS"]
    assert "REFUSED_MEAN" not in other


def test_stopping_before_the_first_draw_gives_nothing(run, planned):  # noqa: F811
    _, succeeded = run("robustplan", cancel_after=2, WORKSPACE=str(planned.path), **FEW)
    assert not succeeded and planned.result("robustplan") is None


def test_stopping_later_gives_the_draws_made_so_far(run, planned, monkeypatch):  # noqa: F811
    from smartpole.engine.errors import Cancelled
    from smartpole.gis.siting import robust

    made = []

    def tired(*arguments):
        made.append(1)
        if len(made) > 2:
            raise Cancelled()
        return robust_draw(*arguments)

    robust_draw = robust.draw_of
    monkeypatch.setattr(robust, "draw_of", tired)
    outputs, succeeded = run("robustplan", WORKSPACE=str(planned.path), **FEW)
    assert succeeded and "MINUS_LOSS" in outputs and "PLUS_LOSS" not in outputs and "REFUSED_MEAN" not in outputs
    assert planned.result("robustplan") is None and any("2" in line and ("Stopped" in line or "停止" in line) for line in run.told)


def test_bad_parameters_are_refused(run, planned):  # noqa: F811
    for parameters in ({"SIGMA": -1}, {"SIGMA": 99}, {"REFUSED_PCT": 120}, {"CORRELATION": 0}):
        message, succeeded = run("robustplan", WORKSPACE=str(planned.path), **parameters)
        assert not succeeded and message and "Traceback" not in message


def test_no_plan_and_a_plan_on_nothing_say_so(run, sample, town):  # noqa: F811
    message, succeeded = run("robustplan", WORKSPACE=str(sample.path))
    assert not succeeded and "Suggest sites" in message
    message, succeeded = run("robustplan", WORKSPACE=str(town.path), **FEW)  # a planned site that stands on no resource
    assert not succeeded and message and "Traceback" not in message
