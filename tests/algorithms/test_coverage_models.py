# SPDX-License-Identifier: GPL-2.0-or-later
"""Coverage with the models of the registry: each can be chosen, ranges are kept, and what is extrapolated says so."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, coverage_files, run, town  # noqa: E402, F401 -- fixtures


def compute(run, town, tmp_path, key, **more):  # noqa: F811
    from smartpole.engine.propagation.registry import models

    index = [entry.key for entry in models("fan")].index(key)
    return run("coverage", WORKSPACE=str(town.path), CELL_SIZE=10, RADIUS=1000, MODEL=index, **coverage_files(tmp_path, key), **more)


@pytest.mark.parametrize("key", ["itm", "p452", "p1812", "delta_bullington", "free_space"])
def test_models_of_terrain_can_be_chosen(town, run, tmp_path, key):  # noqa: F811
    from osgeo import gdal

    outputs, succeeded = compute(run, town, tmp_path, key)
    assert succeeded, outputs
    dataset = gdal.Open(outputs["SS_RSRP"])
    values = dataset.ReadAsArray()
    assert np.isfinite(values[values > -9000]).all() and outputs["REACHED_PCT"] == 100
    recorded = json.loads(dataset.GetMetadataItem("SMARTPOLE_PARAMETERS"))
    assert recorded["MODEL"] == key and recorded["EXTRAPOLATE"] is False
    assumed = json.loads(dataset.GetMetadataItem("SMARTPOLE_ASSUMED"))
    assert "flat_terrain" in assumed and not [code for code in assumed if code.startswith("extrapolated")]
    told = {
        "itm": {"model_without_buildings", "model_below_range:1000"},
        "p452": {"model_below_range:1000"},
        "p1812": {"model_below_range:250"},
    }
    told.update(free_space={"model_without_terrain"}, delta_bullington=set())
    assert {code for code in assumed if code.startswith("model_")} == told[key]


def test_outside_its_range_a_model_stops_or_its_result_is_marked(town, run, tmp_path):  # noqa: F811
    outputs, succeeded = compute(run, town, tmp_path, "hata_urban")
    assert not succeeded and "2000" in outputs  # 3450 MHz
    outputs, succeeded = compute(run, town, tmp_path, "hata_urban", EXTRAPOLATE=True)
    assert succeeded, outputs
    result = town.result("coverage")
    marked = [code for code in result["assumed"] if code.startswith("extrapolated_")]
    assert result["params"]["EXTRAPOLATE"] is True
    assert {code.partition(":")[0] for code in marked} == {"extrapolated_frequency_mhz", "extrapolated_tx_height_m"}
    told = "\n".join(run.told)
    assert "3450" in told and "assumed_" not in told


@pytest.fixture
def surface(tmp_path, qgis_app):
    """A surface model of the town: level at 50 m, the first building 35 m high, a wood in the south-east."""
    from osgeo import gdal, osr

    path = tmp_path / "surface.tif"
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4548)
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 600, 600, 1, gdal.GDT_Float32)
    dataset.SetGeoTransform((X0 - 1000, 5, 0, Y0 + 1500, 0, -5))
    dataset.SetProjection(reference.ExportToWkt())
    x, y = X0 - 1000 + 5 * (np.arange(600) + 0.5), Y0 + 1500 - 5 * (np.arange(600) + 0.5)
    height = np.full((600, 600), 50.0, np.float32)
    height[np.ix_((y > Y0 + 100) & (y < Y0 + 160), (x > X0 + 100) & (x < X0 + 140))] = 85.0
    height[np.ix_((y > Y0) & (y < Y0 + 40), (x > X0 + 200) & (x < X0 + 400))] = 62.0
    dataset.GetRasterBand(1).WriteArray(height)
    dataset.FlushCache()
    return str(path)


def test_a_surface_model_gives_buildings_and_trees(town, run, tmp_path, surface):  # noqa: F811
    from osgeo import gdal

    maps = {}
    for name, more in (("plain", {}), ("surface", {"DSM": surface})):
        outputs, succeeded = compute(run, town, tmp_path, "p1812", **more)
        assert succeeded, outputs
        maps[name] = gdal.Open(outputs["SS_RSRP"]).ReadAsArray()
    result = town.result("coverage")
    assert result["params"]["DSM"] == surface
    assert "ground_from_surface" in result["assumed"] and "flat_terrain" not in result["assumed"]
    assert np.abs(maps["surface"] - maps["plain"]).max() > 3
