# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:calibrate` in QGIS: measurements of a known offset, tables without geometry, and refused input."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, coverage_files, predicted, run, town  # noqa: E402, F401 -- fixtures

OFFSET_DB = -9.0


@pytest.fixture
def drive(town, tmp_path):  # noqa: F811
    """A drive test as CSV with longitude and latitude: what the model predicts, 9 dB weaker, with shadowing."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject

    random = np.random.default_rng(4)
    x, y = X0 + random.uniform(5, 395, 900), Y0 + random.uniform(5, 295, 900)
    level = predicted(town, x, y).level_dbm
    level += OFFSET_DB + random.normal(0, 3, x.size)
    degrees = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4548"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    path = tmp_path / "drive.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("lon,lat,rsrp,site\n")
        for i in range(x.size):
            point = degrees.transform(QgsPointXY(x[i], y[i]))
            file.write(f"{point.x():.8f},{point.y():.8f},{level[i]:.1f},\n")
        file.write("117.0,36.0,-999,\n,,-80,\n")
    return path


def calibrate(run, town, drive, tmp_path, **more):  # noqa: F811
    given = {"NAME": "spring", "LEVEL": "rsrp", "X": "lon", "Y": "lat", "KIND": 1, "AREA": 60.0, "BIN": 5.0}
    return run("calibrate", WORKSPACE=str(town.path), POINTS=str(drive), RESIDUALS=str(tmp_path / "left.gpkg"), **{**given, **more})


def test_the_offset_is_found_kept_and_used(town, run, drive, tmp_path):  # noqa: F811
    from qgis.core import QgsVectorLayer
    from smartpole.engine.network import Mast
    from smartpole.engine.profiles import FanPaths
    from smartpole.gis.readers.calibrations import calibrated_model, load, names

    outputs, succeeded = calibrate(run, town, drive, tmp_path, FIELD=False)
    assert succeeded, outputs
    assert outputs["COUNT"] == 900 and outputs["RMSE_BEFORE"] == pytest.approx(9.5, abs=0.4)
    assert outputs["RMSE"] == pytest.approx(3.0, abs=0.4) and outputs["CORRELATION"] > 0.8
    assert names(town) == ["spring"]
    kept = load(town, "spring")
    assert {b.band for b in kept.bands} and kept.source and kept.base_model == "tr38901"
    for band in kept.bands:
        assert band.calibration.fit.terms["offset"] == pytest.approx(OFFSET_DB, abs=0.6)
    layer = QgsVectorLayer(outputs["RESIDUALS"], "left", "ogr")
    assert layer.featureCount() == 900
    assert abs(np.mean([f["RESIDUAL"] for f in layer.getFeatures()])) < 0.5
    told = "\n".join(run.told)
    assert "2 " in told and "calibration_" not in told

    over_fan, label, _ = calibrated_model(town, "spring")
    distance = np.arange(0, 101, 5.0)
    zeros = np.zeros((1, distance.size), np.float32)
    frequency = kept.bands[0].frequency_mhz
    paths = FanPaths(distance, zeros, zeros, None, 10.0, 1.5, frequency)
    from smartpole.engine.propagation.registry import model

    plain = model("tr38901").fan_model()(paths, Mast(0, 0, 10, frequency, "umi"))
    assert over_fan(paths, Mast(0, 0, 10, frequency, "umi")) - plain == pytest.approx(
        -kept.bands[0].calibration.fit.terms["offset"], abs=1e-3
    )
    assert label.startswith("tr38901+spring@")


def test_coverage_computes_with_a_calibration_and_says_so(town, run, drive, tmp_path):  # noqa: F811
    from osgeo import gdal

    outputs, succeeded = calibrate(run, town, drive, tmp_path, FIELD=False)
    assert succeeded, outputs
    levels = {}
    for name, more in (("plain", {}), ("calibrated", {"CALIBRATION": "spring"}), ("p1812", {"MODEL": model_index("p1812")})):
        outputs, succeeded = run("coverage", WORKSPACE=str(town.path), CELL_SIZE=10, RADIUS=600, **coverage_files(tmp_path, name), **more)
        assert succeeded, outputs
        levels[name] = gdal.Open(outputs["SS_RSRP"]).ReadAsArray()
        levels[name + " model"] = town.result("coverage")["params"]["MODEL"]
    assert np.median(levels["calibrated"] - levels["plain"]) == pytest.approx(OFFSET_DB, abs=0.7)
    assert levels["calibrated model"].startswith("tr38901+spring@") and levels["plain model"] == "tr38901"
    assert np.abs(levels["p1812"] - levels["plain"]).max() > 3 and levels["p1812 model"] == "p1812"
    assert any("spring" in line for line in run.told)
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), CALIBRATION="winter", **coverage_files(tmp_path, "w"))
    assert not succeeded and "winter" in outputs and "spring" in outputs


def model_index(key):
    from smartpole.engine.propagation.registry import models

    return [entry.key for entry in models("fan")].index(key)


def test_the_shadowing_field_is_used_only_where_it_helps(town, run, drive, tmp_path):  # noqa: F811
    from smartpole.gis.readers.calibrations import load

    outputs, succeeded = calibrate(run, town, drive, tmp_path)
    assert succeeded, outputs
    for band in load(town, "spring").bands:  # the noise of the drive has no neighbours alike
        assert band.calibration.method.range_m == 0


def test_refused_input_says_why(town, run, drive, tmp_path):  # noqa: F811
    far = tmp_path / "far.csv"
    far.write_text("lon,lat,rsrp,site\n100.0,30.0,-90,nowhere\n", encoding="utf-8")
    for points, change in (
        (drive, {"NAME": " "}),
        (drive, {"BIN": 0}),
        (drive, {"X": None, "Y": None}),
        (far, {}),
        (drive, {"SITE": "rsrp"}),
        (drive, {"LEVEL": "nope"}),
    ):
        outputs, succeeded = calibrate(run, town, points, tmp_path, **change)
        assert not succeeded and outputs and "calibration_" not in outputs and "Error" not in outputs
    assert not (town.setting("calibrations") or {})
