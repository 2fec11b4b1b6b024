# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:comparecoverage` in QGIS: today's network against the plan, two plain rasters, and what is refused."""

import csv
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import coverage_files, run, town  # noqa: E402, F401 -- fixtures

gdal = pytest.importorskip("osgeo.gdal")


@pytest.fixture
def pair(town, run, tmp_path):  # noqa: F811
    """Coverage of today's network and of the network with the plan."""
    found = []
    for number in (0, 1):
        outputs, succeeded = run(
            "coverage", WORKSPACE=str(town.path), SITES=number, CELL_SIZE=10, RADIUS=400, **coverage_files(tmp_path, f"c{number}_")
        )
        assert succeeded, outputs
        found.append(outputs)
    return found


def test_the_plan_is_set_against_today_without_naming_files(town, run, pair, tmp_path):  # noqa: F811
    target, table = str(tmp_path / "d.tif"), str(tmp_path / "figures.csv")
    outputs, succeeded = run("comparecoverage", WORKSPACE=str(town.path), DIFFERENCE=target, FIGURES=table)
    assert succeeded, outputs
    before, after = (gdal.Open(files["SS_RSRP"]).ReadAsArray() for files in pair)
    difference = gdal.Open(target).ReadAsArray()
    both = (before > -9000) & (after > -9000)
    assert np.allclose(difference[both], (after - before)[both], atol=1e-3)
    assert (difference[both] >= -1e-3).all(), "one more site is never heard less"
    assert outputs["MEAN_DB"] > 0 and str(outputs["GAIN_CELLS"]) in outputs["SENTENCE"].replace(",", "")
    rows = list(csv.DictReader(Path(table).read_text(encoding="utf-8").splitlines()))
    assert [row["SCOPE"] for row in rows] == ["level", "level", "total", "area"]
    total = rows[2]
    assert int(total["GAIN_CELLS"]) == outputs["GAIN_CELLS"] == sum(int(row["GAIN_CELLS"]) for row in rows[:2])
    assert town.result("comparecoverage")["summary"]["GAIN_CELLS"] == outputs["GAIN_CELLS"]


def test_figures_are_those_of_gaps(town, run, pair, tmp_path):  # noqa: F811
    outputs, _ = run("comparecoverage", WORKSPACE=str(town.path), DIFFERENCE=str(tmp_path / "d.tif"))
    for files, name in zip(pair, ("BEFORE_PCT", "AFTER_PCT")):
        gaps, succeeded = run(
            "gaps", WORKSPACE=str(town.path), PASS_FAIL=str(tmp_path / "pf.tif"), SS_RSRP=files["SS_RSRP"], SS_SINR=files["SS_SINR"]
        )
        assert succeeded and outputs[name] == pytest.approx(gaps["AREA_SERVED_PCT"], abs=0.01)


def test_two_rasters_without_a_workspace_are_judged_by_one_threshold(run, pair, tmp_path):  # noqa: F811
    files = {"BEFORE": pair[1]["SS_RSRP"], "AFTER": pair[0]["SS_RSRP"]}
    outputs, succeeded = run("comparecoverage", THRESHOLD=-80, DIFFERENCE=str(tmp_path / "d.tif"), **files)
    assert succeeded and outputs["GAIN_CELLS"] == 0 and outputs["GAIN_POP"] == 0
    before, after = (gdal.Open(path).ReadAsArray() for path in files.values())
    assert outputs["LOST_CELLS"] == int(((before >= -80) & (after < -80)).sum())


def test_what_cannot_be_compared_is_told(town, run, pair, tmp_path):  # noqa: F811
    one, target = pair[0]["SS_RSRP"], str(tmp_path / "d.tif")
    reason, succeeded = run("comparecoverage", BEFORE=one, AFTER=one, DIFFERENCE=target)
    assert not succeeded and Path(one).name in reason
    reason, succeeded = run("comparecoverage", BEFORE=one, DIFFERENCE=target)
    assert not succeeded and "0" in reason
    reason, succeeded = run("comparecoverage", BEFORE=one, AFTER=pair[1]["SS_RSRP"], THRESHOLD=5, DIFFERENCE=target)
    assert not succeeded and "5" in reason
    smaller = str(tmp_path / "small.tif")
    gdal.Translate(smaller, pair[1]["SS_RSRP"], srcWin=[0, 0, 10, 10])
    reason, succeeded = run("comparecoverage", BEFORE=one, AFTER=smaller, DIFFERENCE=target)
    assert not succeeded and "small.tif" in reason and not Path(target).exists()
