# SPDX-License-Identifier: GPL-2.0-or-later
"""Land-cover rasters become clutter heights by a table that can be edited."""

import numpy as np
import pytest
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.terrain import Terrain

gdal = pytest.importorskip("osgeo.gdal")
GRID = Grid(500000, 4000100, 10, 10, 10)


@pytest.fixture
def cover(tmp_path, qgis_app):
    from osgeo import osr

    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4548)
    path = tmp_path / "cover.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 10, 10, 1, gdal.GDT_Byte)
    dataset.SetGeoTransform((500000, 10, 0, 4000100, 0, -10))
    dataset.SetProjection(reference.ExportToWkt())
    classes = np.full((10, 10), 10, np.uint8)  # trees
    classes[:, 5:] = 50  # built up
    classes[0, 0], classes[0, 1] = 77, 255
    dataset.GetRasterBand(1).SetNoDataValue(255)
    dataset.GetRasterBand(1).WriteArray(classes)
    dataset.FlushCache()
    return path, reference.ExportToWkt()


def test_heights_by_class_and_what_was_assumed(cover):
    from smartpole.gis.assumptions import assumption_text
    from smartpole.gis.readers.landcover import clutter_table, read_classes, with_clutter

    path, wkt = cover
    classes = read_classes(path, GRID, wkt)
    terrain = with_clutter(Terrain.flat(GRID), classes, clutter_table("worldcover"))
    assert terrain.clutter_m[5, 2] == 15 and terrain.clutter_m[5, 7] == 10 and terrain.clutter_m[0, 0] == 0
    assert terrain.assumptions == ("flat_terrain", "landcover_missing:1", "landcover_unknown_class:1")
    assert all(not assumption_text(code).startswith("assumed_") for code in terrain.assumptions)


def test_known_buildings_stand_for_the_built_up_classes(cover):
    from smartpole.gis.readers.landcover import clutter_table, read_classes, with_clutter

    path, wkt = cover
    building = np.zeros(GRID.shape, np.float32)
    building[3, 8] = 20
    terrain = with_clutter(Terrain.flat(GRID, building), read_classes(path, GRID, wkt), clutter_table("worldcover"))
    assert terrain.clutter_m[5, 7] == 0 and terrain.clutter_m[5, 2] == 15


def test_classes_stay_with_the_terrain_and_unknown_ones_are_unknown(cover):
    from smartpole.gis.readers.landcover import clutter_table, read_classes, with_clutter

    path, wkt = cover
    found = with_clutter(Terrain.flat(GRID), read_classes(path, GRID, wkt), clutter_table("worldcover")).landcover_class
    assert found[5, 2] == 10 and found[5, 7] == 50
    assert found[0, 0] == found[0, 1] == -1  # not in the table; no data


def test_own_heights_take_the_place_of_the_tables():
    from smartpole.gis.readers.landcover import clutter_table, heights_of

    heights = heights_of(["10.0", "22", "", None, 77, 4.5])
    table = clutter_table("worldcover", heights)
    assert table[10]["height_m"] == 22 and table[10]["kind"] == "trees" and table[77]["height_m"] == 4.5
    assert clutter_table("worldcover")[10]["height_m"] == 15
    for cells in (["10"], ["10", "high"], ["wood", "3"], ["10.5", "3"], ["10", "nan"], ["inf", "3"]):
        with pytest.raises(InputError):
            heights_of(cells)
    with pytest.raises(InputError):
        clutter_table("worldcover", {10: 500.0})


def test_every_shipped_table_reads(qgis_app):
    from smartpole.gis.readers.landcover import clutter_table, table_names

    names = [name for name, _ in table_names()]
    assert {"worldcover", "glc_fcs30", "globeland30", "clcd", "survey3"} == set(names)
    for name in names:
        table = clutter_table(name)
        assert all(entry["zh"] and entry["en"] for entry in table.values())
        assert {entry["kind"] for entry in table.values()} >= {"water", "trees"}
    with pytest.raises(InputError):
        clutter_table("lunar")


def test_unreadable_rasters_are_refused(tmp_path, qgis_app):
    from smartpole.gis.readers.landcover import read_classes

    (tmp_path / "no.tif").write_text("no raster")
    with pytest.raises(InputError):
        read_classes(tmp_path / "no.tif", GRID, "")
