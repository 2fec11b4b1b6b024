# SPDX-License-Identifier: GPL-2.0-or-later
"""A workspace keeps what it is given, all or nothing, and says kindly what it cannot do."""

import datetime
import os
import shutil
import sqlite3
import time
from pathlib import PurePosixPath, PureWindowsPath

import pytest


@pytest.fixture
def gis(qgis_app):
    from smartpole.gis import workspace

    return workspace


@pytest.fixture
def workspace(gis, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem

    return gis.Workspace.create(tmp_path / "昌乐 计划.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"), "昌乐县 2026")


def poles(count, **more):
    return ({"RES_ID": f"P{n}", "RES_TYPE": "01", "geometry": (500000.0 + n, 4064000.0), **more} for n in range(count))


def key_of(call):
    from smartpole.engine.errors import SmartPoleError

    with pytest.raises(SmartPoleError) as error:
        call()
    return error.value.key


def test_create_makes_every_table_and_nothing_else_on_disk(workspace, gis, tmp_path):
    from smartpole.gis.schema import SCHEMA_VERSION, tables

    again = gis.Workspace.open(workspace.path)
    assert (again.name, again.version, again.crs.authid()) == ("昌乐县 2026", SCHEMA_VERSION, "EPSG:4548")
    for table in tables():
        layer = again.layer(table.name)
        assert layer.isValid() and layer.customProperty("smartpole/role") == table.name
        assert [field.name() for field in layer.fields()][1:] == list(table.names)
        assert layer.isSpatial() == (table.geometry is not None)
        if table.geometry:
            assert layer.crs().authid() == "EPSG:4548"
    assert list(tmp_path.iterdir()) == [workspace.path]


def test_gdal_finds_a_valid_geopackage(workspace):
    from osgeo import gdal

    gdal.ErrorReset()
    source = gdal.OpenEx(str(workspace.path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    assert gdal.GetLastErrorMsg() == ""
    assert source.GetLayerCount() == 23
    domain = source.GetFieldDomain("res_pt_res_type")
    assert domain.GetEnumeration()["01"].startswith("路灯杆")


def test_rows_come_back_as_they_went_in(workspace):
    from qgis.core import QgsGeometry
    from qgis.PyQt.QtCore import QDate

    square = QgsGeometry.fromWkt("Polygon((0 0, 10 0, 10 10, 0 10, 0 0))")
    with workspace.transaction() as transaction:
        transaction.insert(
            "RES_PT",
            [
                {"RES_ID": "420300908000000233", "HEIGHT_M": "8.5", "FREE_POS": 2.0, "APPLY_DT": QDate(2026, 3, 1), "geometry": (1.5, 2.5)},
                {"RES_ID": "乙", "REPLY_DT": datetime.datetime(2026, 4, 2, 8), "HEIGHT_M": float("nan"), "geometry": None},
            ],
        )
        transaction.insert("SVC_AREA", [{"AREA_ID": "1", "SVC_LV": "A", "geometry": square}])
    first, second = workspace.rows("RES_PT")
    assert first["RES_ID"] == "420300908000000233"
    assert (first["HEIGHT_M"], first["FREE_POS"], first["APPLY_DT"]) == (8.5, 2, datetime.date(2026, 3, 1))
    assert first["geometry"].asWkt() == "Point (1.5 2.5)"
    assert (second["HEIGHT_M"], second["REPLY_DT"], second["geometry"]) == (None, datetime.date(2026, 4, 2), None)
    area = next(workspace.rows("SVC_AREA", ["geometry"]))
    assert area["geometry"].area() == 100 and area["geometry"].isMultipart()
    assert set(area) == {"fid", "geometry"}
    assert workspace.layer("RES_PT").extent().xMaximum() == 1.5


def test_update_delete_and_replace(workspace):
    with workspace.transaction() as transaction:
        assert transaction.insert("RES_PT", poles(10)) == 10
    rows = list(workspace.rows("RES_PT", ["RES_ID"]))
    with workspace.transaction() as transaction:
        assert transaction.update("RES_PT", [{"fid": rows[0]["fid"], "HEIGHT_M": 12, "geometry": (7, 8)}]) == 1
        transaction.delete("RES_PT", fids=[rows[1]["fid"]])
        transaction.delete("RES_PT", where="RES_ID = ?", params=("P2",))
    changed = next(workspace.rows("RES_PT", where="RES_ID = ?", params=("P0",)))
    assert (changed["HEIGHT_M"], changed["geometry"].asWkt(), changed["RES_TYPE"]) == (12, "Point (7 8)", "01")
    assert workspace.count("RES_PT") == 8
    with workspace.transaction() as transaction:
        transaction.replace("RES_PT", poles(3))
    assert workspace.count("RES_PT") == 3


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"RES_ID": "x" * 21}, "value_too_long"),
        ({"HEIGHT_M": "高"}, "value_kind"),
        ({"FREE_POS": 1.5}, "value_kind"),
        ({"HEIGHT_M": float("inf")}, "value_kind"),
        ({"APPLY_DT": "2026-02-30"}, "value_kind"),
        ({"NOPE": 1}, "schema_no_field"),
        ({"geometry": (float("nan"), 1)}, "geometry_not_finite"),
    ],
)
def test_a_bad_row_keeps_everything_out(workspace, row, key):
    def write():
        with workspace.transaction() as transaction:
            transaction.insert("RES_PT", poles(5))
            transaction.insert("RES_PT", [row])

    assert key_of(write) == key
    assert workspace.count("RES_PT") == 0 and workspace.versions()["RES_PT"] == 0


def test_the_spatial_index_follows(workspace):
    with workspace.transaction() as transaction:
        transaction.insert("RES_PT", poles(100))
        transaction.delete("RES_PT", where="RES_ID <> 'P50'")
    layer = workspace.layer("RES_PT")
    from qgis.core import QgsFeatureRequest, QgsRectangle

    hits = [f["RES_ID"] for f in layer.getFeatures(QgsFeatureRequest().setFilterRect(QgsRectangle(500049.5, 0, 500050.5, 9e6)))]
    assert hits == ["P50"]
    with sqlite3.connect(str(workspace.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("SELECT count(*) FROM rtree_RES_PT_geom").fetchone()[0] == 1


def test_changes_are_counted_whoever_makes_them(workspace):
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY

    with workspace.transaction() as transaction:
        transaction.insert("RES_PT", poles(3))
    workspace.log_result("coverage", workspace.results_folder / "a.tif", {"cell_m": 5}, ["RES_PT", "SITE_EX"], {"A": 91.2}, ["flat"])
    assert workspace.result("coverage")["stale"] == ()
    layer = workspace.layer("RES_PT")
    feature = QgsFeature(layer.fields())
    feature["RES_ID"] = "by hand"
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(1, 2)))
    assert layer.startEditing() and layer.addFeature(feature) and layer.commitChanges()
    assert workspace.versions(["RES_PT"]) == {"RES_PT": 4}
    result = workspace.result("coverage")
    assert result["stale"] == ("RES_PT",)
    assert (result["params"], result["summary"], result["assumed"]) == ({"cell_m": 5}, {"A": 91.2}, ["flat"])
    assert result["path"] == str(workspace.path.parent / "昌乐 计划_results" / "a.tif")


def test_an_open_layer_neither_blocks_nor_leaves_a_log_behind(workspace):
    layer = workspace.layer("RES_PT")
    list(layer.getFeatures())
    with workspace.transaction() as transaction:
        transaction.insert("RES_PT", poles(3))
    layer.dataProvider().reloadData()
    assert layer.featureCount() == 3
    layer.startEditing()
    layer.changeAttributeValue(1, 1, "新名")
    layer.commitChanges()
    with workspace.transaction() as transaction:
        transaction.insert("RES_PT", poles(1))
    del layer
    with workspace.transaction() as transaction:
        transaction.insert("RES_PT", poles(1))
    assert [path.name for path in workspace.path.parent.iterdir()] == [workspace.path.name]


def test_settings_and_moved_results(workspace, gis, tmp_path):
    workspace.set_setting("thresholds", {"A": -90})
    assert workspace.setting("thresholds") == {"A": -90}
    workspace.set_setting("thresholds", None)
    assert workspace.setting("thresholds", "gone") == "gone"
    workspace.log_result("gaps", workspace.results_folder / "g.tif", {}, [], {})
    workspace.log_result("gaps", workspace.results_folder / "g.tif", {}, [], {"again": 1})
    assert len(workspace.results("gaps")) == 1
    (tmp_path / "elsewhere").mkdir()
    moved = shutil.copy(workspace.path, tmp_path / "elsewhere" / workspace.path.name)
    assert gis.Workspace.open(moved).result("gaps")["path"].startswith(str(tmp_path / "elsewhere"))


@pytest.mark.parametrize(("code", "key"), [("EPSG:4490", "crs_not_metric"), ("EPSG:2263", "crs_not_metric"), ("", "crs_missing")])
def test_only_projected_metres(gis, tmp_path, code, key):
    from qgis.core import QgsCoordinateReferenceSystem

    assert key_of(lambda: gis.Workspace.create(tmp_path / "a.gpkg", QgsCoordinateReferenceSystem(code))) == key
    assert list(tmp_path.iterdir()) == []


def test_files_that_are_no_workspace(gis, workspace, tmp_path):
    assert key_of(lambda: gis.Workspace.open(tmp_path / "none.gpkg")) == "workspace_missing"
    junk = tmp_path / "junk.gpkg"
    junk.write_bytes(os.urandom(5000))
    assert key_of(lambda: gis.Workspace.open(junk)) == "workspace_not_ours"
    sqlite3.connect(str(tmp_path / "other.gpkg")).execute("CREATE TABLE t (a)")
    assert key_of(lambda: gis.Workspace.open(tmp_path / "other.gpkg")) == "workspace_not_ours"
    assert key_of(lambda: gis.Workspace.create(workspace.path, workspace.crs)) == "workspace_exists"
    assert key_of(lambda: gis.Workspace.create(tmp_path / "no" / "a.gpkg", workspace.crs)) == "workspace_no_folder"


def test_locked_by_another_writer(gis, workspace, monkeypatch):
    from smartpole.gis.workspace import sql

    connect = sql.connect
    monkeypatch.setattr(sql, "connect", lambda path, write=False, wait_s=0.1: connect(path, write, 0.1))
    other = sqlite3.connect(str(workspace.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    assert key_of(lambda: workspace.set_setting("a", 1)) == "workspace_locked"
    assert key_of(lambda: gis.Workspace.open(workspace.path, write=True)) == "workspace_locked"
    assert time.monotonic() - started < 5
    assert gis.Workspace.open(workspace.path).name
    other.execute("ROLLBACK")
    workspace.set_setting("a", 1)


def test_read_only(gis, workspace, monkeypatch):
    monkeypatch.setattr(gis.os, "access", lambda path, mode: False)
    assert key_of(lambda: gis.Workspace.open(workspace.path, write=True)) == "workspace_read_only"
    assert gis.Workspace.open(workspace.path).count("RES_PT") == 0


def test_a_full_disk_leaves_the_workspace_as_it_was(workspace, monkeypatch):
    """SQLite's own page limit stands in for the disk: it fails a write in the middle with SQLITE_FULL."""
    from smartpole.gis.workspace import sql

    connect = sql.connect

    def small(path, write=False, wait_s=10.0):
        connection = connect(path, write, wait_s)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 5}")
        return connection

    monkeypatch.setattr(sql, "connect", small)

    def write():
        with workspace.transaction() as transaction:
            transaction.insert("RES_PT", poles(5000))

    assert key_of(write) == "workspace_disk_full"
    monkeypatch.undo()
    assert workspace.count("RES_PT") == 0


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/home/a b/100%.gpkg"), "file:///home/a%20b/100%25.gpkg"),
        (PureWindowsPath(r"D:\规划\a.gpkg"), "file:///D:/%E8%A7%84%E5%88%92/a.gpkg"),
        (PureWindowsPath(r"\\server\share\a.gpkg"), "file:////server/share/a.gpkg"),
    ],
)
def test_paths_as_sqlite_reads_them(qgis_app, path, uri):
    """https://www.sqlite.org/uri.html: an empty authority, then the path."""
    from smartpole.gis.workspace import sql

    assert sql.uri(path) == uri


def test_a_path_of_special_signs(gis, workspace):
    odd = workspace.path.with_name("50% of #1?.gpkg") if os.name != "nt" else workspace.path.with_name("50% of #1.gpkg")
    made = gis.Workspace.create(odd, workspace.crs, "odd")
    assert gis.Workspace.open(odd).name == "odd" and made.layer("RES_PT").isValid()


def test_what_is_read_at_once_is_what_is_read_one_by_one_and_sees_what_was_written_meanwhile(workspace):
    import threading

    with workspace.at_once():
        assert workspace.count("RES_PT") == 0
        with workspace.transaction() as transaction:
            transaction.insert("RES_PT", poles(3, RES_TYPE="02"))
        assert workspace.count("RES_PT") == 3 and workspace.tally("RES_PT", ("RES_TYPE", "OPEN_ST")) == {("02", None): 3}
        elsewhere = []
        thread = threading.Thread(target=lambda: elsewhere.append(workspace.count("RES_PT")))
        thread.start()
        thread.join()
        assert elsewhere == [3], "another thread reads through its own connection"
    moved = workspace.path.with_name("moved.gpkg")
    workspace.path.rename(moved)  # nothing holds the file
    assert key_of(lambda: workspace.count("RES_PT")).startswith("workspace")


def test_results_are_found_when_workspace_and_folder_were_renamed_together(workspace):
    workspace.results_folder.mkdir(exist_ok=True)
    (workspace.results_folder / "a.tif").write_bytes(b"x")
    workspace.log_result("coverage", workspace.results_folder / "a.tif", {}, [], {})
    moved = workspace.path.with_name("二稿.gpkg")
    workspace.results_folder.rename(workspace.path.with_name("二稿_results"))
    workspace.path.rename(moved)
    from smartpole.gis.workspace import Workspace

    assert Workspace.open(moved).result("coverage")["path"] == str(moved.with_name("二稿_results") / "a.tif")
    (moved.with_name("二稿_results") / "a.tif").unlink()
    assert not (moved.parent / Workspace.open(moved).result("coverage")["path"]).exists()


def test_what_was_found_out_makes_nothing_out_of_date_but_an_edit_does(workspace):
    with workspace.transaction() as transaction:
        transaction.insert("SITE_PL", [{"PLAN_ID": "P1", "geometry": (0, 0)}])
    workspace.log_result("coverage_plan", "", {}, ["SITE_PL"], {})
    workspace.log_result("handover", "", {}, ["SITE_PL"], {})
    fid = next(workspace.rows("SITE_PL", ["PLAN_ID"]))["fid"]
    with workspace.transaction() as transaction:
        transaction.write_results("SITE_PL", [{"fid": fid, "REVIEW": "1"}], shown_in=())
    assert workspace.result("handover")["stale"] == ()
    with workspace.transaction() as transaction:
        transaction.write_results("SITE_PL", [{"fid": fid, "EMF_R": 12.0}])
    assert workspace.result("coverage_plan")["stale"] == () and next(workspace.rows("SITE_PL"))["EMF_R"] == 12.0
    assert workspace.result("handover")["stale"] == ("SITE_PL",), "the papers say the distance of before"
    with workspace.transaction() as transaction:
        transaction.update("SITE_PL", [{"fid": fid, "ANT_H": 20.0}])
        transaction.write_results("SITE_PL", [{"fid": fid, "EMF_R": 13.0}])
    assert workspace.result("coverage_plan")["stale"] == ("SITE_PL",)
