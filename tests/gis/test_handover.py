# SPDX-License-Identifier: GPL-2.0-or-later
"""A package reads correctly on the other side, or does not appear at all."""

import csv
import errno
import importlib.util
import json
import os
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

pytest.importorskip("qgis.core")

from osgeo import gdal, ogr  # noqa: E402
from smartpole.engine.errors import InputError, SmartPoleError, WorkspaceError  # noqa: E402
from smartpole.gis.formats import shapefile  # noqa: E402
from smartpole.gis.formats.spreadsheet import read_sheet  # noqa: E402
from smartpole.gis.handover import package as handover
from smartpole.gis.handover.delivered import Column, Delivery, encodable, shortened  # noqa: E402
from smartpole.gis.handover.papers import read_manifest, verify_package  # noqa: E402

_spec = importlib.util.spec_from_file_location("plan_workspace", Path(__file__).with_name("plan_workspace.py"))
plan_workspace = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(plan_workspace)


@pytest.fixture(scope="module")
def plan(qgis_app, tmp_path_factory):
    return plan_workspace.make_plan(tmp_path_factory.mktemp("plan") / "昌乐.gpkg")


@pytest.fixture(scope="module")
def package(plan, tmp_path_factory):
    return handover.make_package(plan, handover.Order(tmp_path_factory.mktemp("out") / "移交铁塔"))


def rows_of(path):
    source = gdal.OpenEx(str(path))
    layer = source.GetLayer(0)
    return [feature.items() for feature in layer]


def test_every_file_is_there_and_matches_its_checksum(package):
    names = {path.relative_to(package.folder).as_posix() for path in package.folder.rglob("*") if path.is_file()}
    assert {
        "manifest.json",
        "字段说明.csv",
        "站址规划表.xlsx",
        "站址规划图.pdf",
        "字符替换记录.csv",
        "shp/SITE_PL.shp",
        "shp/GAP.dbf",
    } <= names
    assert len(names) == package.files == verify_package(package.folder) + 1
    manifest = read_manifest(package.folder)
    assert manifest["rows"] == {"SITE_PL": 12, "RES_USED": 12, "GAP": 2}
    assert not [path for path in package.folder.parent.iterdir() if path != package.folder]


@pytest.mark.parametrize("keep_cpg", [True, False])
def test_chinese_reads_with_and_without_cpg(package, tmp_path, keep_cpg, elsewhere):
    for part in (package.folder / "shp").glob("RES_USED.*"):
        if keep_cpg or part.suffix != ".cpg":
            shutil.copy(part, tmp_path)
    rows = rows_of(tmp_path / "RES_USED.shp")
    assert rows[1]["RES_NAME"] == "中山路灯杆2" and rows[0]["RES_NAME"] == "？林路灯杆 A"
    assert (tmp_path / "RES_USED.dbf").read_bytes()[29] == 0x4D


def test_texts_that_do_not_fit_are_reported_and_whole_in_the_workbook(package):
    with (package.folder / "字符替换记录.csv").open(encoding="utf-8-sig", newline="") as file:
        replaced = list(csv.reader(file))[1:]
    assert replaced == [["RES_USED.shp", "R-001", "RES_NAME", "𠮷林路灯杆 Ä", "？林路灯杆 A"]]
    assert package.replaced == 1
    headers, rows = read_sheet(package.folder / "站址规划表.xlsx", "拟用公共资源")
    assert rows[0][headers.index("名称")] == "𠮷林路灯杆 Ä"
    assert rows[0][headers.index("类型")] == "路灯杆"


def test_field_names_are_ascii_and_explained(package):
    with (package.folder / "字段说明.csv").open(encoding="utf-8-sig", newline="") as file:
        explained = {(row["文件"], row["字段名"]): row for row in csv.DictReader(file)}
    for path in (package.folder / "shp").glob("*.shp"):
        source = ogr.Open(str(path))  # must live as long as its layer
        definition = source.GetLayer(0).GetLayerDefn()
        for index in range(definition.GetFieldCount()):
            name = definition.GetFieldDefn(index).GetName()
            assert name.isascii() and len(name) <= 10
            assert explained[path.stem, name]["中文名"]
    assert "2=共享社会杆" in explained["SITE_PL", "MODE"]["取值说明"]


def test_positions_are_those_of_the_plan_and_of_the_published_degrees(package):
    """CGCS2000 zone 39: 118.83 E, 36.70 N is E 663537.088 N 4064779.617 (EPSG:4548)."""
    source = ogr.Open(str(package.folder / "shp" / "SITE_PL.shp"))
    layer = source.GetLayer(0)
    feature = next(f for f in layer if f["PLAN_ID"] == "PL-001")
    assert feature.geometry().GetX() == pytest.approx(663537.0 + 60.0)
    assert feature["LON"] == pytest.approx(118.83 + 59.912 / 89400, abs=2e-5) and feature["LAT"] == pytest.approx(
        36.70 + 40 / 111000, abs=2e-5
    )
    assert "CGCS2000" in layer.GetSpatialRef().ExportToWkt() or "2000" in layer.GetSpatialRef().GetName()


def test_qgis_takes_up_aliases_and_words_beside_the_shapefile(package):
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(str(package.folder / "shp" / "SITE_PL.shp"), "x", "ogr")
    index = layer.fields().indexOf("MODE")
    assert layer.attributeAlias(index) == "建设方式"
    assert layer.editorWidgetSetup(index).config()["map"][1] == {"共享社会杆": "2"}


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler's pdftotext")
def test_the_map_says_in_chinese_what_it_shows(package):
    text = subprocess.run(["pdftotext", "-layout", str(package.map), "-"], capture_output=True, text=True, check=True).stdout
    text = unicodedata.normalize("NFKC", text).replace(" ", "")  # the typeface maps some signs to their radicals
    for words in ("昌乐县试点", "规划站址12个", "图例", "共享社会杆", "A级区缺口", "地面平坦", "铁塔公司", "比例尺1:"):
        assert words in text, words


def test_gcj02_says_so_in_its_name_and_carries_no_crs(plan, tmp_path):
    package = handover.make_package(plan, handover.Order(tmp_path / "p", coordinates="gcj02"))
    shp = package.folder / "shp" / "SITE_PL_GCJ02.shp"
    assert shp.exists() and not shp.with_suffix(".prj").exists()
    source = ogr.Open(str(shp))
    feature = source.GetLayer(0).GetNextFeature()
    shift_m = ((feature["LON"] - 118.8307) * 89400, (feature["LAT"] - 36.7004) * 111000)
    assert 300 < (shift_m[0] ** 2 + shift_m[1] ** 2) ** 0.5 < 800
    assert feature.geometry().GetX() == pytest.approx(feature["LON"], abs=1e-7)


def test_offsets_are_refused_outside_china(qgis_app, tmp_path):
    plan = plan_workspace.make_plan(tmp_path / "h.gpkg", 3067, 385600.0, 6671600.0, 3)
    with pytest.raises(InputError) as error:
        handover.make_package(plan, handover.Order(tmp_path / "p", coordinates="bd09"))
    assert error.value.key == "handover_outside_china"
    assert not (tmp_path / "p").exists()


def test_an_operator_gets_its_sites_without_personal_data(plan, tmp_path):
    package = handover.make_package(plan, handover.Order(tmp_path / "p", recipient="unicom"))
    assert package.sites == 6
    resources = rows_of(package.folder / "shp" / "RES_USED.shp")
    assert len(resources) == 6 and "PHONE" not in resources[0] and "CONTACT" not in resources[0]


def test_the_public_edition_tells_no_place_person_or_power(plan, tmp_path):
    package = handover.make_package(plan, handover.Order(tmp_path / "p", recipient="public"))
    assert sorted(path.stem for path in (package.folder / "shp").glob("*.shp")) == ["SITE_PL"]
    rows = rows_of(package.folder / "shp" / "SITE_PL.shp")
    assert {"TX_W", "BASE_ID", "OPERS", "COST_WY", "WHY", "PLAN_NAME"}.isdisjoint(rows[0])
    source = ogr.Open(str(package.folder / "shp" / "SITE_PL.shp"))
    for feature in source.GetLayer(0):
        assert (feature.geometry().GetX() - 100) % 200 == pytest.approx(0) and (feature.geometry().GetY() - 100) % 200 == pytest.approx(0)
    everything = b"".join(path.read_bytes() for path in package.folder.rglob("*") if path.is_file() and path.suffix != ".pdf")
    assert "王工".encode("gbk") not in everything and "王工".encode() not in everything and b"13800000000" not in everything


def test_a_folder_with_files_is_never_written_over(plan, package, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in package.folder.rglob("*")}
    with pytest.raises(InputError) as error:
        handover.make_package(plan, handover.Order(package.folder))
    assert error.value.key == "handover_folder_used"
    assert before == {path: path.stat().st_mtime_ns for path in package.folder.rglob("*")}
    (tmp_path / "empty").mkdir()
    assert handover.make_package(plan, handover.Order(tmp_path / "empty")).files > 10


def test_no_planned_sites_is_a_message(qgis_app, tmp_path):
    plan = plan_workspace.make_plan(tmp_path / "e.gpkg", sites=0)
    with pytest.raises(InputError) as error:
        handover.make_package(plan, handover.Order(tmp_path / "p"))
    assert error.value.key == "handover_no_sites"


@pytest.mark.parametrize("step", ["write_shapefile", "write_workbook", "write_map", "write_manifest", "verify_package"])
def test_a_full_disk_leaves_nothing_half_written(plan, tmp_path, monkeypatch, step):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")

    monkeypatch.setattr(handover, step, full)
    with pytest.raises(OSError):
        handover.make_package(plan, handover.Order(tmp_path / "p"))
    assert list(tmp_path.iterdir()) == []


def test_a_really_full_disk_is_a_message(plan, tmp_path):
    """/dev/full refuses every write: the shapefile's attribute file points there."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    (tmp_path / "T.dbf").symlink_to("/dev/full")
    table = Delivery("T", "t", [Column("NAME", "名称", "text", 60)], [(f"灯杆{i}" * 8,) for i in range(3000)])
    with pytest.raises((SmartPoleError, OSError)):
        shapefile.write_shapefile(tmp_path, table, "")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_a_message(plan, tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OSError):
            handover.make_package(plan, handover.Order(tmp_path / "p"))
    finally:
        tmp_path.chmod(0o700)


def test_cancel_leaves_nothing(plan, tmp_path):
    from smartpole.engine.errors import Cancelled
    from smartpole.engine.progress import Progress

    shares = []
    progress = Progress(shares.append, lambda: bool(shares) and shares[-1] > 0.4)
    with pytest.raises(Cancelled):
        handover.make_package(plan, handover.Order(tmp_path / "p"), progress)
    assert list(tmp_path.iterdir()) == []


def test_a_changed_file_is_noticed(package, tmp_path):
    copy = shutil.copytree(package.folder, tmp_path / "copy")
    with (copy / "字段说明.csv").open("ab") as file:
        file.write(b"x")
    with pytest.raises(WorkspaceError) as error:
        verify_package(copy)
    assert error.value.key == "handover_verify"
    assert json.loads((copy / "manifest.json").read_text(encoding="utf-8"))["format"] == "smartpole-handover/1"


def test_a_damaged_shapefile_does_not_count_as_written(tmp_path):
    table = Delivery("T", "t", [Column("NAME", "名称", "text", 10)], [("中山路",)])
    path, _ = shapefile.write_shapefile(tmp_path, table, "")
    content = bytearray(path.read_bytes())
    content[-8] ^= 0x3F
    content[29] = 0
    path.write_bytes(content)
    with pytest.raises(WorkspaceError):
        shapefile.verify(path, table.columns, table.rows)


def test_chinese_is_gbk_also_after_qgis_has_opened_a_layer(tmp_path, plan):
    """From the first vector layer on, QGIS keeps GDAL from recoding shapefiles."""
    from osgeo import gdal
    from qgis.core import QgsVectorLayer

    assert QgsVectorLayer(f"{plan.path}|layername=SITE_PL", "sites", "ogr").isValid()
    assert gdal.GetConfigOption("SHAPE_ENCODING") == ""
    name = "合成赵家庄、" * 20  # 240 bytes in GBK, 360 in UTF-8
    table = Delivery("T", "t", [Column("NAME", "名称", "text", 0)], [(name,)])
    path, replaced = shapefile.write_shapefile(tmp_path, table, "")
    content = path.read_bytes()
    assert name.encode("gbk") in content and content[29] == 0x4D and not replaced
    assert path.with_suffix(".cpg").read_text().strip().upper() == "GBK"
    assert gdal.GetConfigOption("SHAPE_ENCODING") == ""


def test_gbk_words():
    assert encodable("中山路é") == "中山路é" and encodable("Hämeentie") == "Hameentie" and encodable("𠮷") == "？"
    assert shortened("中山路灯杆", 7) == "中山路"


def test_further_formats_read_with_gdal_and_say_the_same(plan, tmp_path):
    package = handover.make_package(plan, handover.Order(tmp_path / "p", formats=("gpkg", "kml", "dxf")))
    source = ogr.Open(str(package.folder / "SITE_PLAN.gpkg"))
    assert source.GetLayerByName("RES_USED").GetNextFeature()["RES_NAME"] == "𠮷林路灯杆 Ä"
    globe = ogr.Open(str(package.folder / "SITE_PLAN_WGS84.kml"))
    placemark = globe.GetLayer(0).GetNextFeature()
    assert placemark["Name"] == "PL-001" and placemark.geometry().GetX() == pytest.approx(118.83067, abs=2e-5)
    assert placemark["PLAN_NAME"] == "规划站1"
    drawing = ogr.Open(str(package.folder / "SITE_PLAN.dxf"))
    texts = {feature["Text"]: feature.geometry().GetX() for feature in drawing.GetLayer(0) if feature["Text"]}
    assert texts["PL-012"] == pytest.approx(663537 + 720 + 4)
    assert b"ANSI_936" in (package.folder / "SITE_PLAN.dxf").read_bytes()


def test_a_plan_that_closed_every_gap_is_handed_over(qgis_app, tmp_path):
    plan = plan_workspace.make_plan(tmp_path / "c.gpkg")
    with plan.transaction() as transaction:
        transaction.delete("GAP", where="1 = 1")
        transaction.delete("STAT", where="1 = 1")
    package = handover.make_package(plan, handover.Order(tmp_path / "p", formats=("gpkg", "kml", "dxf")))
    assert (package.sites, package.gaps) == (12, 0)
    assert len(read_sheet(package.folder / "站址规划表.xlsx", "规划站址")[1]) == 12


def test_kml_is_well_formed_whatever_the_texts_hold(tmp_path):
    from xml.etree import ElementTree  # nosec B405: our own file

    from smartpole.gis.formats.kml import write_kml
    from smartpole.gis.handover.delivered import Column, Delivery

    table = Delivery("T", "表<&>", [Column("A", '名"称', "text"), Column("B", "数", "real")], geometry="Point")
    table.key = 0
    point = bytes(ogr.CreateGeometryFromWkt("POINT (118.5 36.7)").ExportToWkb())
    table.rows, table.shapes = [("a<b>&\x00\x1f\ud800", 0.0), ("", None)], [point, None]
    root = ElementTree.parse(write_kml(tmp_path / "t.kml", "标题", [table])).getroot()
    space = {"k": "http://www.opengis.net/kml/2.2"}
    assert [found.text for found in root.iterfind(".//k:value", space)] == ["a<b>&", "0.0"]
    assert root.find(".//k:displayName", space).text == '名"称' and root.find(".//k:Folder/k:name", space).text == "表<&>"
    assert root.find(".//k:coordinates", space).text.startswith("118.5,36.7")
    assert ogr.Open(str(tmp_path / "t.kml")).GetLayer(0).GetFeatureCount() == 2


def test_changes_since_the_last_round_are_listed_with_their_reasons(qgis_app, tmp_path):
    from qgis.core import QgsGeometry, QgsPointXY

    plan = plan_workspace.make_plan(tmp_path / "c.gpkg")
    first = handover.make_package(plan, handover.Order(tmp_path / "first"))
    assert first.changes == {"added": 0, "moved": 0, "changed": 0, "cancelled": 0, "unchanged": 0}
    fids = {row["PLAN_ID"]: row["fid"] for row in plan.rows("SITE_PL", ["PLAN_ID"])}
    with plan.transaction() as transaction:
        transaction.update("SITE_PL", [{"fid": fids["PL-002"], "PLAN_YEAR": 2029}])
        transaction.delete("SITE_PL", where="PLAN_ID IN (?, ?)", params=("PL-003", "PL-004"))
        moved = QgsGeometry.fromPointXY(QgsPointXY(663537 + 300 + 30, 4064779 + 200))
        transaction.update("SITE_PL", [{"fid": fids["PL-005"], "geometry": moved}])
        far = QgsGeometry.fromPointXY(QgsPointXY(663600, 4065300))
        transaction.insert("SITE_PL", [{"PLAN_ID": "PL-003", "PLAN_NAME": "新站", "MODE": "5", "WHY": "补盲", "geometry": far}])
        transaction.insert("CAND_REJ", [{"RES_ID": "R-004", "REASON": "产权单位拒绝"}])
    second = handover.make_package(plan, handover.Order(tmp_path / "second", previous=first.folder))
    assert second.changes == {"added": 1, "moved": 1, "changed": 1, "cancelled": 2, "unchanged": 8}
    headers, rows = read_sheet(second.folder / "站址规划表.xlsx", "变更记录")
    by_id = {(row[0], row[1]): row for row in rows}
    assert "移动 30.0 米" in by_id["移动", "PL-005"][3]
    assert by_id["修改", "PL-002"][3] == "规划年度: 2026 → 2029"
    assert by_id["取消", "PL-004"][4] == "产权单位拒绝" and by_id["新增", "PL-003"][4] == "补盲" and ("取消", "PL-003") in by_id
    assert read_manifest(second.folder)["changes"]["moved"] == 1


def test_an_inner_package_is_not_compared_with_a_public_edition(plan, tmp_path):
    public = handover.make_package(plan, handover.Order(tmp_path / "public", recipient="public"))
    with pytest.raises(InputError) as error:
        handover.make_package(plan, handover.Order(tmp_path / "next", previous=public.folder))
    assert error.value.key == "handover_previous_public"
    with pytest.raises(WorkspaceError) as fault:
        handover.make_package(plan, handover.Order(tmp_path / "next", previous=tmp_path))
    assert fault.value.key == "handover_not_a_package"


def test_the_public_change_log_compares_what_the_public_sees(qgis_app, tmp_path):
    from qgis.core import QgsGeometry, QgsPointXY

    plan = plan_workspace.make_plan(tmp_path / "c.gpkg")
    inner = handover.make_package(plan, handover.Order(tmp_path / "inner"))
    public = handover.make_package(plan, handover.Order(tmp_path / "public", recipient="public", previous=inner.folder))
    assert public.changes["unchanged"] == 12 and sum(public.changes.values()) == 12
    assert {*read_manifest(public.folder)["public_sites"][0]} == {"PLAN_ID", "MODE", "FORM", "PLAN_YEAR", "x", "y"}
    rows = {row["PLAN_ID"]: row for row in plan.rows("SITE_PL")}
    far = QgsGeometry.fromPointXY(QgsPointXY(663537 + 800, 4064779 + 500))
    with plan.transaction() as transaction:
        transaction.update("SITE_PL", [{"fid": rows["PL-002"]["fid"], "TX_W": 40.0, "PLAN_NAME": "机密"}])  # the public does not see it
        transaction.update("SITE_PL", [{"fid": rows["PL-005"]["fid"], "geometry": far}])
        transaction.delete("SITE_PL", where="PLAN_ID = ?", params=("PL-004",))
        transaction.insert("CAND_REJ", [{"RES_ID": "R-004", "REASON": "产权单位拒绝"}])
    for number, previous in enumerate((inner, public)):
        order = handover.Order(tmp_path / f"next{number}", recipient="public", previous=previous.folder)
        package = handover.make_package(plan, order)
        assert package.changes == {"added": 0, "moved": 1, "changed": 0, "cancelled": 1, "unchanged": 10}
        _, table = read_sheet(package.folder / "站址规划表.xlsx", "变更记录")
        said = "".join(str(cell) for row in table for cell in row)
        assert "200 米网格" in said and "产权单位拒绝" not in said and "规划站" not in said and "R-0" not in said and "机密" not in said


def test_an_operators_package_is_compared_with_its_own_sites(plan, tmp_path):
    tower = handover.make_package(plan, handover.Order(tmp_path / "tower"))
    mobile = handover.make_package(plan, handover.Order(tmp_path / "m", recipient="mobile", previous=tower.folder))
    assert mobile.changes == {"added": 0, "moved": 0, "changed": 0, "cancelled": 0, "unchanged": 6}
    for recipient in ("tower", "unicom", "public"):
        with pytest.raises(InputError) as error:
            handover.make_package(plan, handover.Order(tmp_path / "x", recipient=recipient, previous=mobile.folder))
        assert error.value.key == "handover_previous_recipient"
