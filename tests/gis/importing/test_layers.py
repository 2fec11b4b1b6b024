"""Shapefiles with parts missing, KML, DXF, GeoJSON, GeoPackage, and layers of the project."""

import pytest
from osgeo import ogr, osr
from smartpole.gis.importing import qgis_layer
from smartpole.gis.importing.tables import read

PLACES = [("人民路灯杆", 118.83, 36.70), ("县政府监控", 118.84, 36.71)]


@pytest.fixture(autouse=True)
def _qgis(qgis_app):
    return qgis_app


def write(path, driver, options=()):
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(4490)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    layer = source.CreateLayer("poles", crs, ogr.wkbPoint, list(options))
    field = "Name" if driver == "KML" else "名称"
    if driver != "DXF":
        layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
    for name, lon, lat in PLACES:
        feature = ogr.Feature(layer.GetLayerDefn())
        if driver != "DXF":
            feature.SetField(0, name)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({lon} {lat})"))
        layer.CreateFeature(feature)
    return str(path)


@pytest.mark.parametrize("missing", ["", ".cpg", ".prj", ".shx"])
def test_shapefile_in_gbk_with_parts_missing(tmp_path, missing):
    path = write(tmp_path / "资源 点.shp", "ESRI Shapefile", ["ENCODING=GB18030"])
    if missing:
        (tmp_path / "资源 点.shp").with_suffix(missing).unlink()
    dbf = tmp_path / "资源 点.dbf"
    data = bytearray(dbf.read_bytes())
    data[29] = 0  # no language byte either
    dbf.write_bytes(bytes(data))
    table = read(path)
    assert table.names == ("名称",)
    assert [row[0] for row in table.rows] == [name for name, _, _ in PLACES]
    assert table.x == pytest.approx([118.83, 118.84])
    assert (table.crs == "") == (missing == ".prj")
    assert len(list(tmp_path.glob("*.shx"))) == (0 if missing == ".shx" else 1)


@pytest.mark.parametrize("suffix, driver", [(".gpkg", "GPKG"), (".geojson", "GeoJSON"), (".kml", "KML")])
def test_other_vector_files(tmp_path, suffix, driver):
    table = read(write(tmp_path / f"资源{suffix}", driver))
    name = table.names.index("Name" if driver == "KML" else "名称")
    assert [row[name] for row in table.rows] == [name for name, _, _ in PLACES]
    assert table.y == pytest.approx([36.70, 36.71])
    assert table.crs.startswith(("EPSG:4", "OGC:"))


def test_dxf_points(tmp_path):
    table = read(write(tmp_path / "杆位.dxf", "DXF"))
    assert table.x == pytest.approx([118.83, 118.84])
    assert table.crs == ""


def test_a_layer_of_the_project():
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:4548&field=名称:string&field=建成:date&field=层数:integer", "楼", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["教学楼", "2020-05-01", 5])
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))"))
    layer.dataProvider().addFeatures([feature, QgsFeature(layer.fields())])
    table = qgis_layer.read_source(layer, "楼")
    assert table.rows[0] == ["教学楼", "2020-05-01", "5"]
    assert table.rows[1] == ["", "", ""]
    assert 0 < table.x[0] < 10
    assert table.crs == "EPSG:4548"
    assert table.notes[0].key == "note_reduced"


def test_an_open_document_sheet_is_read_by_gdal(tmp_path):
    source = ogr.GetDriverByName("ODS").CreateDataSource(str(tmp_path / "表.ods"))
    layer = source.CreateLayer("资源")
    for name in ("编号", "经度", "纬度"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    feature = ogr.Feature(layer.GetLayerDefn())
    for i, value in enumerate(("a1", "118.83", "36.70")):
        feature.SetField(i, value)
    layer.CreateFeature(feature)
    del feature, layer, source
    table = read(str(tmp_path / "表.ods"))
    assert (table.names, table.rows) == (("编号", "经度", "纬度"), [["a1", "118.83", "36.70"]])
    assert table.sheet == "资源"
