# SPDX-License-Identifier: GPL-2.0-or-later
"""Calibration by land-cover class from the raster to the coverage map: found as put in, used as fitted, never silent."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, coverage_files, predicted, run, town  # noqa: E402, F401 -- fixtures

TRUE = {"K1": 14.0, "K2": 44.9, "K3": 5.83, "K4": 0.5, "K5": -6.55, "K6": 0.0, "K7": 0.0}
CLASSES_DB = {10: 12.0, 30: 0.0, 40: 6.0}
WIDTH = 40  # cells of 10 m; land cover in vertical stripes of 50 m


def class_of(x):
    return np.array(list(CLASSES_DB))[np.floor((np.asarray(x) - X0) / 50).astype(int) % 3]


@pytest.fixture
def cover(tmp_path, qgis_app):
    """Makes a land-cover raster of the town; `water` fills its last stripe with a class nobody measured."""
    from osgeo import gdal, osr

    def make(water=False):
        path = tmp_path / f"cover{int(water)}.tif"
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(4548)
        dataset = gdal.GetDriverByName("GTiff").Create(str(path), WIDTH + 200, 230, 1, gdal.GDT_Byte)
        dataset.SetGeoTransform((X0 - 1000, 10, 0, Y0 + 1300, 0, -10))
        dataset.SetProjection(reference.ExportToWkt())
        x = X0 - 1000 + 10 * (np.arange(WIDTH + 200) + 0.5)
        classes = np.broadcast_to(class_of(x), (230, x.size)).copy()
        if water:
            classes[:, x > X0 + 370] = 80
        dataset.GetRasterBand(1).WriteArray(classes)
        dataset.FlushCache()
        return str(path)

    return make


@pytest.fixture
def drive(town, tmp_path):  # noqa: F811
    """Measurements that follow the curve with the terms above, with noise of 2 dB."""
    from smartpole.engine.calibration.fit import spm_loss_db

    random = np.random.default_rng(4)
    x, y = X0 + random.uniform(5, 365, 1500), Y0 + random.uniform(5, 295, 1500)
    found = predicted(town, x, y)
    lines = ["x,y,rsrp,site\n"]
    for band in found.bands():
        served, s = found.samples(band, x, y, np.zeros(x.size), 1.5)
        terms = {**TRUE, **{f"clutter:{value}": term for value, term in CLASSES_DB.items()}}
        loss = spm_loss_db(terms, s.distance_m, s.tx_height_m, s.rx_height_m, s.diffraction_db, class_of(s.x_m))
        level = s.reference_dbm - loss + random.normal(0, 2, s.x_m.size)
        rows = [found.rows[i] for i in found.sector[served]]
        lines += [f"{a:.2f},{b:.2f},{c:.2f},{row.site.site_id}\n" for a, b, c, row in zip(s.x_m, s.y_m, level, rows)]
    path = tmp_path / "drive.csv"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def calibrate(run, town, drive, cover, **more):  # noqa: F811
    given = {"NAME": "by class", "LEVEL": "rsrp", "X": "x", "Y": "y", "SITE": "site", "TABLE_CRS": "EPSG:4548", "KIND": 2, "FIELD": False}
    given.update(AREA=60.0, BIN=5.0, LANDCOVER=cover, LANDCOVER_TABLE=0)
    return run("calibrate", WORKSPACE=str(town.path), POINTS=str(drive), RESIDUALS="TEMPORARY_OUTPUT", **{**given, **more})


def levels(run, town, tmp_path, stem, **more):  # noqa: F811
    from osgeo import gdal

    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), CELL_SIZE=10, RADIUS=600, **coverage_files(tmp_path, stem), **more)
    assert succeeded, outputs
    dataset = gdal.Open(outputs["SS_RSRP"])
    return dataset.ReadAsArray(), dataset.GetGeoTransform(), json.loads(dataset.GetMetadataItem("SMARTPOLE_ASSUMED"))


def test_classes_are_found_and_coverage_differs_by_them(town, run, drive, cover, tmp_path):  # noqa: F811
    from qgis.core import QgsVectorLayer
    from smartpole.gis.readers.calibrations import load

    outputs, succeeded = calibrate(run, town, drive, cover(), CELLS=str(tmp_path / "cells.gpkg"))
    assert succeeded, outputs
    rows = [dict(zip(f.fields().names(), f.attributes())) for f in QgsVectorLayer(outputs["CELLS"], "cells", "ogr").getFeatures()]
    assert sum(row["COUNT"] for row in rows) == outputs["COUNT"] and all(abs(row["BIAS_AREA"]) < 2 for row in rows)
    assert any(isinstance(row["BIAS_CELL"], float) for row in rows) and all(row["ASSUMED"] for row in rows)
    assert outputs["RMSE"] == pytest.approx(2.0, abs=0.4)
    kept = load(town, "by class")
    assert kept.landcover_table == "worldcover" and kept.landcover_classes == (10, 30, 40)
    assert "flat_terrain" in kept.assumed
    terms = kept.bands[0].calibration.fit.terms
    for value, true in CLASSES_DB.items():
        assert terms[f"clutter:{value}"] - terms["clutter:30"] == pytest.approx(true, abs=0.5)
    assert any("(10)" in line and f"{terms['clutter:10']:+.1f}" in line for line in run.told)

    with_cover, grid, assumed = levels(run, town, tmp_path, "with", CALIBRATION="by class", LANDCOVER=cover())
    assert not [code for code in assumed if code.startswith("calibration")]
    without, _, assumed = levels(run, town, tmp_path, "without", CALIBRATION="by class")
    assert "calibration_without_landcover" in assumed
    x = grid[0] + 10 * (np.arange(with_cover.shape[1]) + 0.5)
    within = np.abs((x - X0) % 50 - 25) < 11  # cells well inside a stripe
    for value in CLASSES_DB:
        difference = (with_cover - without)[:, within & (class_of(x) == value)]
        assert np.median(difference) == pytest.approx(-terms[f"clutter:{value}"], abs=0.05)

    _, _, assumed = levels(run, town, tmp_path, "water", CALIBRATION="by class", LANDCOVER=cover(water=True))
    assert any(code.startswith("calibration_unseen_class:") for code in assumed)


def test_land_cover_of_another_table_is_refused(town, run, drive, cover, tmp_path):  # noqa: F811
    outputs, succeeded = calibrate(run, town, drive, cover())
    assert succeeded, outputs
    outputs, succeeded = run(
        "coverage",
        WORKSPACE=str(town.path),
        CALIBRATION="by class",
        LANDCOVER=cover(),
        LANDCOVER_TABLE=2,
        **coverage_files(tmp_path, "w"),
    )
    assert not succeeded and "by class" in outputs and "WorldCover" in outputs


def test_classes_that_the_table_does_not_know_are_told_and_not_fitted(town, run, drive, cover):  # noqa: F811
    from smartpole.gis.readers.calibrations import load

    outputs, succeeded = calibrate(run, town, drive, cover(), LANDCOVER_TABLE=2)  # GlobeLand30 has 10, 30 and 40, not 80
    assert succeeded, outputs
    outputs, succeeded = calibrate(run, town, drive, cover(), LANDCOVER_TABLE=1)  # GLC_FCS30 has 10 alone of them
    assert succeeded, outputs
    assert load(town, "by class").landcover_classes == (10,)
    assert any("class" in line or "类别" in line for line in run.told)


def test_own_heights_reach_the_model_and_faulty_ones_are_named(town, run, cover, tmp_path):  # noqa: F811
    from smartpole.engine.propagation.registry import models

    p1812 = [entry.key for entry in models("fan")].index("p1812")
    usual, _, _ = levels(run, town, tmp_path, "usual", MODEL=p1812, LANDCOVER=cover())
    low, _, _ = levels(run, town, tmp_path, "low", MODEL=p1812, LANDCOVER=cover(), LANDCOVER_HEIGHTS=["10", "0", "40", "0"])
    assert np.nanmean(low - usual) > 1
    assert town.result("coverage")["params"]["LANDCOVER_HEIGHTS"] == {"10": 0.0, "40": 0.0}
    for heights in (["10", "tall"], ["10", "500"]):
        outputs, succeeded = run(
            "coverage", WORKSPACE=str(town.path), LANDCOVER=cover(), LANDCOVER_HEIGHTS=heights, **coverage_files(tmp_path)
        )
        assert not succeeded and "10" in outputs and "clutter_" not in outputs
