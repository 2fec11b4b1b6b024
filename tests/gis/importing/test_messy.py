"""Real resources of central Shanghai in six difficult forms, against their key (© OpenStreetMap contributors, ODbL)."""

import json

import numpy as np
import pytest
from qgis.core import QgsVectorLayer
from smartpole.engine.coordinates import to_wgs84, transform
from smartpole.gis.importing import job, preview, reference
from smartpole.gis.importing.datum_suggestion import suggest

FILES = {
    "资源点_GCJ02_GB18030.csv": ("GCJ02", "GCJ02", "gb18030"),
    "资源点_BD09_UTF8BOM_标题行.csv": ("BD09", "BD09", "utf-8"),
    "资源点_WGS84_度分秒_UTF8.csv": ("WGS84", "WGS84", "utf-8"),
    "资源点_WGS84_单列坐标_UTF16LE_tab.txt": ("WGS84", "WGS84", "utf-16-le"),
    "资源台账_CGCS2000_XY互换_多级表头.xlsx": ("EPSG:4549", "EPSG:4549", ""),
    "shp_gbk_nocpg_gcj02/资源点.shp": ("GCJ02", "GCJ02", "gb18030"),
}


@pytest.fixture(scope="module")
def messy(reference_data):
    folder = reference_data / "messy" / "derived_from_osm_shanghai"
    if not folder.is_dir():
        pytest.skip("no messy files")
    return folder


@pytest.fixture(scope="module")
def key(messy):
    features = json.loads((messy / "truth_wgs84.geojson").read_text(encoding="utf-8"))["features"]
    lon, lat = np.array([feature["geometry"]["coordinates"] for feature in features]).T
    names = [feature["properties"]["name"] for feature in features]
    return (*transform(lon, lat, "EPSG:4326", "EPSG:4549"), names)


def around(reference_data, table):
    layer = QgsVectorLayer(f"{reference_data}/area/shanghai_bund.gpkg|layername={table}", table, "ogr")
    return reference.from_source(layer, table)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", ["declared", "found by the roads"])
def test_lands_within_two_metres(workspace, messy, key, reference_data, name, how):
    declared, datum, encoding = FILES[name]
    roads = around(reference_data, "roads") if how != "declared" else None
    request = job.Request(path=str(messy / name), datum=declared if how == "declared" else "auto", bureau="城运中心", reference=roads)
    result = job.run_import(workspace, request)
    assert (result.read, result.accepted, result.rejected) == (162, 162, 0)
    assert result.datum == datum
    assert result.encoding == encoding
    rows = list(workspace.rows("RES_PT"))
    found = np.array([(row["geometry"].asPoint().x(), row["geometry"].asPoint().y()) for row in rows])
    distance_m = np.hypot(found[:, 0] - key[0], found[:, 1] - key[1])
    assert distance_m.max() < 2.0
    assert [row["RES_NAME"] or "" for row in rows] == [" ".join(n.split())[:60] if n and n != "nan" else "" for n in key[2]]
    assert [row["SRC_ROW"] for row in rows] == sorted(row["SRC_ROW"] for row in rows)
    assert {(row["SRC_FILE"], row["SRC_BUREAU"], row["IMP_ID"]) for row in rows} == {(name.split("/")[-1], "城运中心", result.import_id)}
    kinds = {row["RES_TYPE"] for row in rows}
    assert {"05", "06", "07", "09"} <= kinds
    assert {row["HEIGHT_SRC"] for row in rows} == {"assumed"}


@pytest.mark.parametrize("layer, found", [("buildings", True), ("landuse", False)])
@pytest.mark.parametrize("name", FILES)
def test_areas_tell_it_where_they_can_and_nothing_is_guessed(messy, reference_data, name, layer, found):
    """Poles stand outside buildings and hospitals inside; parks and car parks say nothing of either."""
    shown = preview.preview(str(messy / name), reference=around(reference_data, layer))
    claimed = shown.datum if shown.datum_how == "how_reference" else ""
    assert claimed == (FILES[name][1] if found else "") or (claimed, shown.datum_how) == ("", "how_hint")


@pytest.mark.parametrize("layer", ["roads", "buildings"])
def test_points_that_fit_nowhere_are_not_fitted(messy, reference_data, layer):
    """All three datums are wrong for points pushed aside by another 250 m and more."""
    reference_layer = around(reference_data, layer)
    raw = preview.preview(str(messy / "资源点_WGS84_度分秒_UTF8.csv")).positions
    for number in range(8):
        angle, push = number * np.pi / 4, 0.0023 + 0.0002 * number
        lon, lat = raw.x + push * np.cos(angle), raw.y + push * np.sin(angle)
        candidates = {datum: to_wgs84(lon, lat, datum) for datum in ("WGS84", "GCJ02", "BD09")}
        assert suggest(candidates, reference_layer).datum == ""


def test_without_reference_or_hint_the_datum_must_be_stated(workspace, messy, tmp_path, key_of):
    nameless = tmp_path / "资源.csv"
    nameless.write_bytes((messy / "资源点_GCJ02_GB18030.csv").read_bytes())
    assert key_of(lambda: job.run_import(workspace, job.Request(path=str(nameless)))) == "datum_undeclared"
    assert workspace.count("RES_PT") == workspace.count("IMPORT_LOG") == 0


def test_the_map_file_that_claims_another_datum_is_found_out(messy, reference_data, workspace):
    """The .prj says WGS 84, the positions are GCJ-02."""
    request = job.Request(path=str(messy / "shp_gbk_nocpg_gcj02" / "资源点.shp"), reference=around(reference_data, "roads"))
    prepared = job.plan_import(workspace, request).prepared
    assert prepared.placed.datum == "GCJ02"
    assert "note_datum_contradiction" in [note.key for note in prepared.notes]
    figures = {figure.datum: figure for figure in prepared.placed.suggestion.figures}
    assert figures["GCJ02"].median_m < 5 < 20 < figures["WGS84"].median_m
    assert figures["GCJ02"].stands_out > 3 > figures["WGS84"].stands_out


def test_accepted_resources_are_a_reference_too(workspace, messy):
    job.run_import(workspace, job.Request(path=str(messy / "资源点_WGS84_度分秒_UTF8.csv"), datum="WGS84", bureau="甲"))
    for name in ("资源点_GCJ02_GB18030.csv", "资源点_BD09_UTF8BOM_标题行.csv"):
        assert job.plan_import(workspace, job.Request(path=str(messy / name), bureau="乙")).prepared.placed.how == "how_reference"
