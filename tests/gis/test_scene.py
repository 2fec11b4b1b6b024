# SPDX-License-Identifier: GPL-2.0-or-later
"""The map tools compute with what the newest coverage was computed with, and say so; what has gone gives way, said too."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "algorithms"))
from coverage_town import X0, Y0, coverage_files, run, town  # noqa: E402, F401 -- fixtures


def index_of(key):
    from smartpole.engine.propagation.registry import models

    return [entry.key for entry in models("fan")].index(key)


@pytest.fixture
def raster(town, tmp_path):  # noqa: F811
    """Makes a raster around the town, `value` of east and north in metres from the town's corner."""
    from osgeo import gdal
    from smartpole.gis.readers.vectors import wkt_of

    def make(name, value, reach=1000):
        path, cells = tmp_path / name, (400 + 2 * reach) // 5
        dataset = gdal.GetDriverByName("GTiff").Create(str(path), cells, cells, 1, gdal.GDT_Float32)
        dataset.SetGeoTransform((X0 - reach, 5, 0, Y0 + 400 + reach, 0, -5))
        dataset.SetProjection(wkt_of(town.crs))
        east = -reach + 5 * (np.arange(cells) + 0.5)
        north = 400 + reach - 5 * (np.arange(cells) + 0.5)
        dataset.GetRasterBand(1).WriteArray(np.broadcast_to(value(east[None, :], north[:, None]), (cells, cells)).astype(np.float32))
        dataset.FlushCache()
        return str(path)

    return make


def computed(run, town, tmp_path, key="tr38901", **more):  # noqa: F811
    """SS-RSRP of a new coverage, nan outside, and its record."""
    from osgeo import gdal

    given = {"CELL_SIZE": 10, "RADIUS": 600, "MODEL": index_of(key), "SITES": 1, **coverage_files(tmp_path, key), **more}
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), **given)
    assert succeeded, outputs
    values = gdal.Open(outputs["SS_RSRP"]).ReadAsArray()
    return np.where(values > -9000, values, np.nan), town.result("coverage_plan")["params"]


@pytest.fixture
def calibrated(town):  # noqa: F811
    """A calibration by two classes of WorldCover, made up."""
    from smartpole.engine.calibration import Accuracy, BandCalibration, Method
    from smartpole.engine.calibration.fit import Fit
    from smartpole.engine.calibration.use import CalibratedBand, Calibration
    from smartpole.gis.readers.calibrations import save

    def keep(water_db=20.0):
        terms = {"K1": 14.0, "K2": 44.9, "K3": 5.83, "K4": 0.5, "K5": -6.55, "K6": 0.0, "K7": 0.0}
        terms.update({"clutter:80": water_db, "clutter:30": 0.0})
        accuracy = Accuracy(100, 8.0, 0.0, 0.8, 0.9, -105.0)
        inner = BandCalibration(Method("spm"), Fit("spm", terms), {}, accuracy, accuracy, ())
        save(
            town, Calibration("my drive", "tr38901", "made up", "2026-01-01", (CalibratedBand("n78", 3450.0, inner, {}, {}),), "worldcover")
        )

    keep()
    return keep


def alike(there, values):
    """The same level, but for cells at edges: the scene's terrain reaches farther, so that fans are cut elsewhere."""
    return np.array_equal(np.isnan(there), np.isnan(values)) and np.nanmean(np.abs(there - values) < 0.05) > 0.95


def drafted(scene):
    from smartpole.gis.siting.draft import Draft

    return Draft(scene).what_if.ss_rsrp_dbm


@pytest.mark.parametrize("key", ["tr38901", "p1812", "tr38901_rma", "free_space"])
def test_trying_out_starts_from_the_map_of_the_newest_coverage(run, town, tmp_path, raster, key):  # noqa: F811
    from smartpole.gis.readers.scene import read_scene

    dem = raster("hills.tif", lambda e, n: 30 * np.sin(e / 80) + 50)
    surface = raster("surface.tif", lambda e, n: 30 * np.sin(e / 80) + 50 + np.where((e > 300) & (e < 330) & (n > 50) & (n < 80), 15, 0))
    more = {"DEM": dem, "DSM": surface, "EXTRAPOLATE": True}
    values, record = computed(run, town, tmp_path, key, **more)
    scene = read_scene(town, record)
    assert scene.computed_with.chosen.label == key and scene.path_loss.sampling == scene.computed_with.chosen.sampling
    there = drafted(scene)
    assert there.shape == values.shape and np.isfinite(values).any()
    assert alike(there, values)
    from smartpole.gis.readers.model_choice import label_text

    assert label_text(key) in scene.said and len(scene.computed_with.said) == 1


def test_a_calibration_by_class_is_used_with_its_land_cover(run, town, tmp_path, raster, calibrated):  # noqa: F811
    from smartpole.gis.readers.scene import look, read_scene
    from smartpole.gis.readers.scene_model import newest_record

    cover = raster("cover.tif", lambda e, n: np.where(e > 200, 80, 30))
    values, record = computed(run, town, tmp_path, CALIBRATION="my drive", LANDCOVER=cover, LANDCOVER_TABLE=0)
    scene = read_scene(town, record)
    assert "my drive" in scene.said and alike(drafted(scene), values)
    row, column = scene.grid.row_column(X0 + 45, Y0 + 205)
    x, y = scene.grid.column_centres_m()[column], scene.grid.row_centres_m()[row]
    assert look(scene, x, y).signals[0].ss_rsrp_dbm == pytest.approx(values[row, column], abs=1.0)

    known = newest_record(town)
    calibrated(water_db=5.0)
    assert known["MODEL"] == known["CALIBRATION_NOW"] != newest_record(town)["CALIBRATION_NOW"]
    assert len(read_scene(town, record).computed_with.said) == 2, "it has changed since"
    Path(cover).unlink()
    without = read_scene(town, record)
    assert "my drive" in without.said and "cover.tif" in without.said and without.terrain.landcover_class is None
    town.set_setting("calibrations", {})
    gone = read_scene(town, record)
    assert gone.computed_with.chosen.label == "tr38901" and "my drive" in gone.said and "scene_" not in gone.said
    assert np.isfinite(drafted(gone)).any()


def test_a_terrain_model_that_ends_at_the_plan_area_is_enough_and_one_that_has_gone_is_said(run, town, tmp_path, raster):  # noqa: F811
    from smartpole.gis.readers.scene import read_scene

    dem = raster("small.tif", lambda e, n: e * 0.1, reach=5)
    _values, record = computed(run, town, tmp_path, DEM=dem)
    scene = read_scene(town, record)
    assert np.ptp(scene.terrain.ground_m) > 30 and len(scene.computed_with.said) == 1
    Path(dem).unlink()
    flat = read_scene(town, record)
    assert np.ptp(flat.terrain.ground_m) == 0 and "small.tif" in flat.said and "flat_terrain" in flat.terrain.assumptions


def test_without_a_coverage_it_is_the_default_whatever_the_panel_remembers(town):  # noqa: F811
    from smartpole.gis.readers.scene import read_scene

    scene = read_scene(town, {"CELL_SIZE": 10.0, "MODEL": index_of("p1812")})
    assert scene.computed_with.chosen.label == "tr38901" and len(scene.computed_with.said) == 1
    assert scene.trial_patches is None and scene.trial_path_loss == scene.path_loss


def test_a_model_nobody_knows_gives_way_to_the_default(town):  # noqa: F811
    from smartpole.gis.readers.scene import read_scene

    for label in ("from_a_later_version", "p2108", "p1812+gone@0"):
        scene = read_scene(town, {"CELL_SIZE": 10.0, "MODEL": label})
        assert scene.computed_with.chosen.label == "tr38901" and "scene_" not in scene.said


def test_slow_models_keep_their_patches_and_the_slowest_is_coarser(town):  # noqa: F811
    from smartpole.gis.readers.scene import read_scene

    scene = read_scene(town, {"CELL_SIZE": 10.0, "RADIUS": 300.0, "MODEL": "p1812"})
    first = drafted(scene)
    kept = list((town.results_folder / "patches").glob("*.patch"))
    assert kept and np.array_equal(drafted(read_scene(town, {"CELL_SIZE": 10.0, "RADIUS": 300.0, "MODEL": "p1812"})), first, equal_nan=True)
    assert sorted((town.results_folder / "patches").glob("*.patch")) == sorted(kept)
    slowest = read_scene(town, {"CELL_SIZE": 10.0, "RADIUS": 300.0, "MODEL": "itm"})
    assert slowest.trial_path_loss.step_m == 40.0 and slowest.path_loss.step_m == 10.0
    assert len(slowest.trial_said) > len(slowest.said)
    assert np.isfinite(drafted(slowest)).any()


def test_a_spot_in_a_building_is_told_as_one(town):  # noqa: F811
    import numpy as np
    from smartpole.gis.readers.scene import look, read_scene
    from smartpole.ui.map_tools import spot_texts

    scene = read_scene(town, {})
    rows, columns = np.nonzero(scene.terrain.building_m > 2)
    x, y = scene.terrain.grid.column_centres_m(), scene.terrain.grid.row_centres_m()
    inside = look(scene, x[columns[0]], y[rows[0]])
    assert inside.in_building and "in a building" in spot_texts.whole(inside)
    rows, columns = np.nonzero(scene.terrain.building_m == 0)
    outside = look(scene, x[columns[0]], y[rows[0]])
    assert not outside.in_building and "in a building" not in spot_texts.whole(outside)


def test_a_site_that_was_moved_by_hand_computes_as_it_was_tried_out(town):  # noqa: F811
    """Tilts, results and poles of the place it has left do not go with it."""
    from smartpole.gis.readers.scene import read_scene
    from smartpole.gis.siting.draft import Draft

    fid = next(town.rows("SITE_PL", ["PLAN_ID"]))["fid"]
    left = {"AZIMUTHS": "0;120;240", "TILTS": "8;8;8", "MTILTS": "5", "COV_POP": 900, "EMF_R": 12.0, "MERGES": "P9", "LON": 9.0}
    with town.transaction() as transaction:
        transaction.insert("RES_PT", [{"RES_ID": "P4", "RES_TYPE": "01", "HEIGHT_M": 8, "geometry": (X0 + 150, Y0 + 230)}])
        transaction.update("SITE_PL", [{"fid": fid, **left}])
    scene = read_scene(town, {})
    candidate = next(number for number, one in enumerate(scene.candidates) if one.resource.resource_id == "P4")
    draft = Draft(scene)
    draft.do("N1", draft.moved("N1", candidate))
    draft.commit()
    again = drafted(read_scene(town, {}))
    assert np.allclose(again, draft.what_if.ss_rsrp_dbm, atol=0.05, equal_nan=True)
    row = next(town.rows("SITE_PL"))
    assert row["BASE_ID"] == "P4" and row["FIXED"] == 1 and abs(row["LON"] - 9.0) > 1
    assert [row[name] for name in ("TILTS", "MTILTS", "COV_POP", "EMF_R")] == [None] * 4 and row["MERGES"] != "P9"
