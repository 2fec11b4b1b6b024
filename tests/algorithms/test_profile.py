# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:profile` in QGIS: section, losses, chart, and refused input."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, run, town  # noqa: E402, F401 -- fixtures


def point(x, y):
    return f"{X0 + x},{Y0 + y} [EPSG:4548]"


def profile(run, town, tmp_path, start=(50, 130), end=(220, 130), suffix="svg", **more):  # noqa: F811
    return run(
        "profile",
        WORKSPACE=str(town.path),
        FROM=point(*start),
        TO=point(*end),
        CHART=str(tmp_path / f"profile.{suffix}"),
        LOSSES=str(tmp_path / "losses.gpkg"),
        POINTS=str(tmp_path / "points.gpkg"),
        **more,
    )


def features(path):
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(str(path), "layer", "ogr")
    assert layer.isValid()
    return [dict(zip(feature.fields().names(), feature.attributes())) for feature in layer.getFeatures()]


def test_section_losses_and_chart(town, run, tmp_path):  # noqa: F811
    from smartpole.engine.propagation.registry import models
    from smartpole.gis.assumptions import assumption_text

    outputs, succeeded = profile(run, town, tmp_path, MODELS=list(range(len(models("point")))))
    assert succeeded, outputs
    assert outputs["DISTANCE_M"] == 170 and outputs["LINE_OF_SIGHT"] is False and outputs["OBSTRUCTIONS"] == 8
    losses = {row["MODEL"]: row for row in features(outputs["LOSSES"])}
    assert set(losses) == {m.key for m in models("point")}
    assert losses["free_space"]["LOSS_DB"] == pytest.approx(87.95, abs=0.05)
    assert losses["tr38901_umi"]["LOSS_DB"] > losses["free_space"]["LOSS_DB"] + 15
    assert not losses["hata_urban"]["LOSS_DB"] and "MHz" in losses["hata_urban"]["NOTE"]
    assert assumption_text("model_without_terrain") in losses["free_space"]["NOTE"]
    states = [row["STATE"] for row in features(outputs["POINTS"])]
    assert states.count("blocked") == 8 and states[0] == "clear"
    drawing = Path(outputs["CHART"]).read_text(encoding="utf-8")
    assert drawing.lstrip().startswith("<?xml") and "<path" in drawing
    flat = assumption_text("flat_terrain")  # every output says what was assumed
    assert all(flat in row["ASSUMED"] for row in [*losses.values(), *features(outputs["POINTS"])])


def test_a_model_outside_its_range_is_marked_where_allowed(town, run, tmp_path):  # noqa: F811
    from smartpole.engine.propagation.registry import models
    from smartpole.gis.assumptions import assumption_text

    index = [[m.key for m in models("point")].index(key) for key in ("hata_urban", "itm")]
    outputs, succeeded = profile(run, town, tmp_path, MODELS=index, EXTRAPOLATE=True, suffix="png")
    assert succeeded, outputs
    rows = {row["MODEL"]: row for row in features(outputs["LOSSES"])}
    assert rows["hata_urban"]["LOSS_DB"] > 90 and rows["hata_urban"]["NOTE"]
    assert rows["itm"]["NOTE"].endswith(assumption_text("model_without_buildings"))  # ITM counts bare ground
    assert Path(outputs["CHART"]).read_bytes().startswith(b"\x89PNG")


def test_clear_path_over_open_ground(town, run, tmp_path):  # noqa: F811
    outputs, succeeded = profile(run, town, tmp_path, start=(20, 20), end=(280, 20))
    assert succeeded, outputs
    assert outputs["LINE_OF_SIGHT"] is True and outputs["OBSTRUCTIONS"] == 0


@pytest.mark.parametrize("change", [{"end": (50, 130)}, {"TX_HEIGHT": 0}, {"FREQUENCY": 0}, {"MODELS": []}, {"STEP": 0}])
def test_refused_input_says_why(town, run, tmp_path, change):  # noqa: F811
    outputs, succeeded = profile(run, town, tmp_path, **change)
    assert not succeeded and outputs and "profile_" not in outputs
    assert not (tmp_path / "profile.svg").exists()


def test_where_no_model_can_be_computed_the_reason_is_the_answer(town, run, tmp_path):  # noqa: F811
    from smartpole.engine.propagation.registry import models

    index = [m.key for m in models("point")].index("hata_urban")
    outputs, succeeded = profile(run, town, tmp_path, MODELS=[index])
    assert not succeeded and "2000" in outputs  # 3450 MHz
    assert not (tmp_path / "profile.svg").exists() and not (tmp_path / "losses.gpkg").exists()


def test_a_path_over_unknown_ground_is_refused(town, run, tmp_path, qgis_app):  # noqa: F811
    import numpy as np
    from osgeo import gdal, osr

    path = tmp_path / "holes.tif"
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4548)
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 100, 100, 1, gdal.GDT_Float32)
    dataset.SetGeoTransform((X0 - 500, 10, 0, Y0 + 500, 0, -10))
    dataset.SetProjection(reference.ExportToWkt())
    heights = np.full((100, 100), 20.0, np.float32)
    heights[:, 60:63] = -9999  # a strip from 100 to 130 m east, across the path
    dataset.GetRasterBand(1).WriteArray(heights)
    dataset.GetRasterBand(1).SetNoDataValue(-9999)
    dataset.FlushCache()
    del dataset
    outputs, succeeded = profile(run, town, tmp_path, DEM=str(path))
    assert not succeeded and outputs, outputs
    assert not (tmp_path / "profile.svg").exists()
