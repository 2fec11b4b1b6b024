# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:gaps` in QGIS: raster, polygons, tables in the workspace, and what is refused."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, coverage_files, run, town  # noqa: E402, F401 -- fixtures

gdal = pytest.importorskip("osgeo.gdal")


@pytest.fixture
def rasters(town, tmp_path):  # noqa: F811
    """SS-RSRP and SS-SINR that fail a block of level C, 60 m by 50 m, within the school, and one cell of level A."""
    from smartpole.gis.readers.rasters import RasterWriter
    from smartpole.gis.readers.vectors import plan_grid, wkt_of

    grid = plan_grid(town, 5)
    rsrp = np.full(grid.shape, -80, np.float32)
    rsrp[10:20, 48:60] = -120  # 240..300 m east, 200..250 m north
    rsrp[0, 0] = -91
    with RasterWriter() as writer:
        writer.add(str(tmp_path / "r.tif"), grid, wkt_of(town.crs), rsrp)
        writer.add(str(tmp_path / "s.tif"), grid, wkt_of(town.crs), np.full(grid.shape, 10, np.float32))
        writer.place()
    return {"SS_RSRP": str(tmp_path / "r.tif"), "SS_SINR": str(tmp_path / "s.tif")}


def test_gaps_statistics_and_raster(town, run, rasters, tmp_path):  # noqa: F811
    target = str(tmp_path / "pf.tif")
    sinks = {"GAPS": str(tmp_path / "gaps.gpkg"), "STATISTICS": str(tmp_path / "stat.csv")}
    outputs, succeeded = run("gaps", WORKSPACE=str(town.path), MIN_AREA=100, PASS_FAIL=target, **rasters, **sinks)
    assert succeeded, outputs
    dataset = gdal.Open(target)
    verdict = dataset.ReadAsArray()
    assert dataset.GetRasterBand(1).GetNoDataValue() == 255 and int((verdict == 0).sum()) == 121
    gaps = list(town.rows("GAP"))
    # the school lifts its own cells to level A; the two columns west of it stay C: one gap each, the lone cell is too small
    assert [(gap["SVC_LV"], gap["AREA_M2"]) for gap in gaps] == [("A", 2500), ("C", 500)]
    assert gaps[0]["KEY_AREAS"] == "学校" and gaps[0]["NEAR_RES"] == "P1", "P2 is nearer but its owner refused"
    assert gaps[0]["geometry"].area() == pytest.approx(2500)
    assert gaps[0]["geometry"].boundingBox().xMinimum() == pytest.approx(X0 + 250)
    assert gaps[0]["geometry"].boundingBox().yMinimum() == pytest.approx(Y0 + 200)
    stat = {(row["SCOPE"], row["CODE"]): row for row in town.rows("STAT")}
    assert stat["area", "k"]["ACTUAL"] == 0 and stat["area", "k"]["VERDICT"] == "fail" and stat["area", "k"]["TARGET"] == 99
    assert stat["level", "C"]["ACTUAL"] == pytest.approx(100 * (1 - 20 / (2400 - 100 - 36)), abs=0.02)
    assert stat["level", "A"]["WEIGHT_PCT"] == 100 and stat["level", "C"]["VERDICT"] == "pass"
    assert {row["STAGE"] for row in town.rows("STAT")} == {"before"}
    assert [row["COV_ACT"] for row in town.rows("KEY_AREA")] == [0]
    assert (outputs["GAP_COUNT"], outputs["GAP_AREA_M2"], outputs["LEVELS_MISSED"]) == (2, 3000, 1)
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(sinks["GAPS"], "g", "ogr")
    assert layer.featureCount() == 2 and layer.crs().authid() == "EPSG:4548"
    assert len(Path(sinks["STATISTICS"]).read_text(encoding="utf-8").splitlines()) == 1 + len(stat)
    assert town.result("gaps")["stale"] == ()


def test_people_of_a_building_smaller_than_a_cell_are_counted(town, qgis_app):  # noqa: F811
    from smartpole.gis.readers.vectors import plan_grid, read_demand

    for size in (5, 20):
        demand = read_demand(town, plan_grid(town, size))
        assert float(demand.weight.sum()) == pytest.approx(137), size


def test_the_newest_coverage_is_judged_and_the_plan_is_the_after_stage(town, run, tmp_path):  # noqa: F811
    reason, succeeded = run("gaps", WORKSPACE=str(town.path), PASS_FAIL=str(tmp_path / "pf.tif"))
    assert not succeeded and "Compute coverage" in reason
    run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path))
    first, succeeded = run("gaps", WORKSPACE=str(town.path), PASS_FAIL=str(tmp_path / "pf.tif"))
    assert succeeded, first
    planned, _ = run("coverage", WORKSPACE=str(town.path), SITES=1, **coverage_files(tmp_path, "plan_"))
    after, succeeded = run("gaps", WORKSPACE=str(town.path), PASS_FAIL=str(tmp_path / "pf2.tif"), SS_RSRP=planned["SS_RSRP"])
    assert succeeded, after
    stages = {stage: town.count("STAT", "STAGE = ?", (stage,)) for stage in ("before", "after")}
    assert stages["before"] == stages["after"] == 4
    assert after["AREA_SERVED_PCT"] >= first["AREA_SERVED_PCT"]
    assert town.result("gaps_plan")["params"]["STAGE"] == "after" and town.result("gaps")["params"]["STAGE"] == "before"


def test_faults_are_refused_and_leave_the_tables_alone(town, run, rasters, tmp_path):  # noqa: F811
    target = str(tmp_path / "pf.tif")
    reason, succeeded = run("gaps", WORKSPACE=str(town.path), MIN_AREA=-1, PASS_FAIL=target, **rasters)
    assert not succeeded and "smallest gap" in reason
    reason, succeeded = run("gaps", WORKSPACE=str(town.path), PASS_FAIL=target, SS_SINR=rasters["SS_SINR"])
    assert not succeeded and "SS-RSRP" in reason
    run("gaps", WORKSPACE=str(town.path), PASS_FAIL=target, **rasters)
    before = list(row["GAP_ID"] for row in town.rows("GAP"))
    assert before
    for reports in (1, 2, 4, 6, 8):
        _, succeeded = run("gaps", cancel_after=reports, WORKSPACE=str(town.path), MIN_AREA=1e6, PASS_FAIL=target, **rasters)
        assert not succeeded
    assert [row["GAP_ID"] for row in town.rows("GAP")] == before
    assert not [name for name in run.files() if name.startswith(".")]


def test_rasters_of_other_cells_or_crs_are_refused(town, run, rasters, tmp_path):  # noqa: F811
    gdal.Translate(str(tmp_path / "cut.tif"), rasters["SS_SINR"], srcWin=[0, 0, 30, 30])
    parameters = {"WORKSPACE": str(town.path), "PASS_FAIL": str(tmp_path / "pf.tif")}
    reason, succeeded = run("gaps", SS_RSRP=rasters["SS_RSRP"], SS_SINR=str(tmp_path / "cut.tif"), **parameters)
    assert not succeeded and "cut.tif" in reason
    gdal.Translate(str(tmp_path / "crs.tif"), rasters["SS_RSRP"], outputSRS="EPSG:32650")
    reason, succeeded = run("gaps", SS_RSRP=str(tmp_path / "crs.tif"), **parameters)
    assert not succeeded and "crs.tif" in reason and "4548" in reason
    assert town.count("GAP") == 0
