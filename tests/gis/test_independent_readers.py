# SPDX-License-Identifier: GPL-2.0-or-later
"""The hand-over read without GDAL: DXF by its group codes, KML as XML, XLSX as the zipped XML it is."""

import importlib.util
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree  # nosec B405: our own files

import pytest

pytest.importorskip("qgis.core")

from osgeo import ogr  # noqa: E402
from smartpole.gis.handover import package as handover  # noqa: E402

_spec = importlib.util.spec_from_file_location("plan_workspace", Path(__file__).with_name("plan_workspace.py"))
plan_workspace = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(plan_workspace)

CHOICES = {"plan": "", "cgcs2000_zone": "_CGCS2000_CM120E", "cgcs2000_degrees": "_CGCS2000", "gcj02": "_GCJ02", "bd09": "_BD09"}


@pytest.fixture(scope="module")
def plan(qgis_app, tmp_path_factory):
    return plan_workspace.make_plan(tmp_path_factory.mktemp("plan") / "昌乐.gpkg")


@pytest.fixture(scope="module", params=CHOICES)
def package(request, plan, tmp_path_factory):
    order = handover.Order(tmp_path_factory.mktemp("out") / "p", coordinates=request.param, formats=("gpkg", "kml", "dxf"))
    return request.param, handover.make_package(plan, order).folder


def entities(path):
    """Every entity of a DXF as a dict of its last value by group code, with the vertices of a polyline counted."""
    lines = path.read_bytes().decode("gbk").split("\r\n")
    assert lines[-1] == "" and len(lines) % 2 == 1
    pairs = [(int(code), value) for code, value in zip(lines[:-1:2], lines[1::2])]
    assert pairs[-1] == (0, "EOF") and (3, "ANSI_936") in pairs
    start = pairs.index((2, "ENTITIES"))
    found = []
    for code, value in pairs[start + 1 :]:
        if code == 0:
            found.append({0: value})
        elif found:
            found[-1][code] = value
    return found


def test_a_drawing_says_where_every_site_is_and_can_be_read(package):
    choice, folder = package
    drawing = entities(folder / f"SITE_PLAN{CHOICES[choice]}.dxf")
    layer = f"SITE_PL{CHOICES[choice]}"
    names = [entity[1] for entity in drawing if entity[0] == "TEXT" and entity[8] == layer]
    points = [(float(entity[10]), float(entity[20])) for entity in drawing if entity[0] == "POINT" and entity[8] == layer]
    assert names == [f"PL-{number:03d}" for number in range(1, 13)] and len(points) == 12
    source = ogr.Open(str(folder / "shp" / f"{layer}.shp"))
    shapes = [(feature.GetGeometryRef().GetX(), feature.GetGeometryRef().GetY()) for feature in source.GetLayer(0)]
    degrees = choice in ("cgcs2000_degrees", "gcj02", "bd09")
    for (x, y), (east, north) in zip(points, shapes):
        assert (x, y) == pytest.approx((east, north), abs=1e-8 if degrees else 1e-3)
    height = {float(entity[40]) for entity in drawing if entity[0] == "TEXT"}
    spacing = abs(points[1][0] - points[0][0])
    assert all(0.02 * spacing < value < 0.2 * spacing for value in height)  # letters of some metres, in degrees too
    assert sum(entity[0] == "POLYLINE" for entity in drawing) == 2 == sum(entity[0] == "SEQEND" for entity in drawing)


def test_a_globe_shows_the_same_places_in_wgs84(package):
    _, folder = package
    space = {"k": "http://www.opengis.net/kml/2.2"}
    root = ElementTree.parse(folder / "SITE_PLAN_WGS84.kml").getroot()
    marks = {mark.findtext("k:name", namespaces=space): mark for mark in root.iterfind(".//k:Placemark", space)}
    lon, lat = map(float, marks["PL-001"].findtext(".//k:coordinates", namespaces=space).split(",")[:2])
    assert (lon, lat) == pytest.approx((118.830678527, 36.700344401), abs=1e-8)
    said = {data.get("name"): data.findtext("k:value", namespaces=space) for data in marks["PL-001"].iterfind(".//k:Data", space)}
    assert said["PLAN_NAME"] == "规划站1" and said["MODE"] == "共享社会杆" and len(marks) == 12 + 12 + 2


def sheets(path):
    """Rows of every sheet of a workbook as texts, by title."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        shared = ["".join(text.text or "" for text in item.iter(f"{{{space['m']}}}t")) for item in strings]
        titles = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iterfind(".//m:sheet", space)]
        found = {}
        for number, title in enumerate(titles, 1):
            root, rows = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")), []
            for row in root.iterfind(".//m:row", space):
                cells = {}
                for cell in row:
                    value = cell.findtext("m:v", namespaces=space)
                    column = re.match("[A-Z]+", cell.get("r")).group()
                    cells[column] = shared[int(value)] if cell.get("t") == "s" and value is not None else value
                rows.append(cells)
            found[title] = rows
    return found


def test_a_workbook_holds_every_table_with_words_and_numbers_as_numbers(package):
    _, folder = package
    book = sheets(folder / "站址规划表.xlsx")
    assert list(book) == ["规划站址", "拟用公共资源", "覆盖缺口", "达标统计"]
    heads = {text: column for column, text in book["规划站址"][0].items()}
    first = book["规划站址"][1]
    assert first[heads["规划编号"]] == "PL-001" and first[heads["运营商"]] == "移动、电信" and float(first[heads["投资 (万元)"]]) == 2.5
    assert len(book["规划站址"]) == 13 and book["拟用公共资源"][1]["B"] == "𠮷林路灯杆 Ä"
    form = sheets(folder / "回复意见表.xlsx")["回复意见表"]
    assert len(form) == 13 and form[0]["A"] == "规划编号"


def test_zones_are_named_as_chinese_surveyors_do(qgis_app):
    from qgis.core import QgsCoordinateReferenceSystem
    from smartpole.gis.handover.coordinates import crs_title

    said = {code: crs_title(QgsCoordinateReferenceSystem(f"EPSG:{code}"), "zh") for code in (4548, 4527, 4508, 4498, 4490)}
    assert said[4548] == "CGCS2000 3度带 中央经线 117°E（EPSG:4548）" and said[4527] == "CGCS2000 3度带 第 39 带（EPSG:4527）"
    assert said[4508] == "CGCS2000 6度带 中央经线 111°E（EPSG:4508）" and said[4498].startswith("CGCS2000 6度带 第 20 带")
    assert crs_title(QgsCoordinateReferenceSystem("EPSG:4548")) == "CGCS2000 / 3-degree Gauss-Kruger CM 117E (EPSG:4548)"
