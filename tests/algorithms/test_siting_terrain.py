# SPDX-License-Identifier: GPL-2.0-or-later
"""Siting on the terrain that coverage knows: surface model, land cover, calibration by class; what is missing is told and kept."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import run, sample  # noqa: E402, F401 -- fixture

pytest.importorskip("scipy")

COARSE = {"CELL_SIZE": 20, "RADIUS": 600, "POLE_RADIUS": 200, "SECONDS": 1, "MAX_SITES": 4}
CLASSES_DB = {10: 12.0, 50: 3.0}
SITE = "000000000000000002"


@pytest.fixture
def raster(sample, tmp_path):  # noqa: F811
    """Makes a raster that reaches 2 km beyond the plan area: west half one value, east half another."""
    from osgeo import gdal
    from smartpole.gis.readers.vectors import plan_grid, wkt_of

    def make(name, west, east):
        x_min, y_min, x_max, y_max = plan_grid(sample, 20.0).extent_m
        columns, rows = (int((high - low + 4000) / 20) for low, high in ((x_min, x_max), (y_min, y_max)))
        path = tmp_path / name
        dataset = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 1, gdal.GDT_Float32)
        dataset.SetGeoTransform((x_min - 2000, 20, 0, y_max + 2000, 0, -20))
        dataset.SetProjection(wkt_of(sample.crs))
        values = np.full((rows, columns), west, np.float32)
        values[:, columns // 2 :] = east
        dataset.GetRasterBand(1).WriteArray(values)
        dataset.FlushCache()
        return str(path)

    return make


@pytest.fixture
def calibrated(sample):  # noqa: F811
    """A calibration by classes of WorldCover, made up, under the name "by class"."""
    from smartpole.engine.calibration import Accuracy, BandCalibration, Method
    from smartpole.engine.calibration.fit import Fit
    from smartpole.engine.calibration.use import CalibratedBand, Calibration
    from smartpole.gis.readers.calibrations import save

    terms = {"K1": 14.0, "K2": 44.9, "K3": 5.83, "K4": 0.5, "K5": -6.55, "K6": 0.0, "K7": 0.0}
    terms.update({f"clutter:{value}": loss for value, loss in CLASSES_DB.items()})
    accuracy = Accuracy(100, 8.0, 0.0, 0.8, 0.9, -105.0)
    bands = tuple(
        CalibratedBand(str(mhz), float(mhz), BandCalibration(Method("spm"), Fit("spm", terms), {}, accuracy, accuracy, ()), {}, {})
        for mhz in (2600, 3500)
    )
    save(sample, Calibration("by class", "tr38901", "made up", "2026-01-01", bands, "worldcover"))


def told(run, code):  # noqa: F811
    from smartpole.gis.assumptions import assumption_text

    return any(assumption_text(code) in line for line in run.told)


def test_a_plan_computes_with_surface_model_land_cover_and_classes(run, sample, raster, calibrated):  # noqa: F811
    given = {"WORKSPACE": str(sample.path), **COARSE, "CALIBRATION": "by class"}
    plain, succeeded = run("suggestsites", **given)
    assert succeeded, plain
    result = sample.result("suggestsites")
    assert "calibration_without_landcover" in result["assumed"] and told(run, "calibration_without_landcover")
    assert any("by class" in line for line in run.told)

    cover, surface = raster("cover.tif", 10, 50), raster("surface.tif", 12, 12)
    outputs, succeeded = run("suggestsites", **given, LANDCOVER=cover, LANDCOVER_HEIGHTS=["10", "4"], DSM=surface)
    assert succeeded, outputs
    result = sample.result("suggestsites")
    assert not [code for code in result["assumed"] if code.startswith("calibration_without")]
    assert "ground_from_surface" in result["assumed"] and "flat_terrain" not in result["assumed"]
    kept = {name: result["params"][name] for name in ("dsm", "landcover", "landcover_table", "landcover_heights")}
    assert kept == {"dsm": surface, "landcover": cover, "landcover_table": "worldcover", "landcover_heights": {"10": 4.0}}
    assert outputs["AREA_BEFORE_PCT"] > plain["AREA_BEFORE_PCT"], "on a level surface no building stands in the way"
    verdict, succeeded = run("verifyplan", WORKSPACE=str(sample.path))
    assert succeeded and verdict["HOLDS"], "the problem is built again from its record, land cover and all"

    outputs, succeeded = run("suggestsites", **given, LANDCOVER=cover, LANDCOVER_TABLE=2)
    assert not succeeded and "by class" in outputs and "WorldCover" in outputs
    outputs, succeeded = run("suggestsites", **given, LANDCOVER=cover, LANDCOVER_HEIGHTS=["10", "tall"])
    assert not succeeded and "tall" in outputs


@pytest.mark.parametrize(
    "name, more",
    [
        ("coveragecurve", {"POINTS": 2}),
        ("phaseplan", {"SITES_BY_YEAR": "2, 4"}),
        ("relocation", {"SITE": SITE, "WRITE": False}),
    ],
)
def test_the_others_tell_and_keep_it_too(run, sample, raster, calibrated, tmp_path, name, more):  # noqa: F811
    given = {**COARSE, "CALIBRATION": "by class", **more}
    if name == "phaseplan":
        del given["MAX_SITES"]
    if name == "coveragecurve":
        given["TABLE"] = str(tmp_path / "curve.csv")
    outputs, succeeded = run(name, WORKSPACE=str(sample.path), **given)
    assert succeeded, outputs
    assert "calibration_without_landcover" in sample.result(name)["assumed"] and told(run, "calibration_without_landcover")
    cover = raster("cover.tif", 10, 50)
    other, succeeded = run(name, WORKSPACE=str(sample.path), **given, LANDCOVER=cover)
    assert succeeded, other
    result = sample.result(name)
    assert "calibration_without_landcover" not in result["assumed"] and result["params"]["landcover"] == cover
    figure = {"coveragecurve": "SERVED_PCT", "phaseplan": "VALUE", "relocation": "LOST_CELLS"}[name]
    assert other[figure] != outputs[figure]
    outputs, succeeded = run(name, WORKSPACE=str(sample.path), **{**given, "CALIBRATION": "no such"})
    assert not succeeded and "no such" in outputs
