# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:compliance` in QGIS: zones from the workspace and from a layer, as polygons and as a workbook."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, coverage_files, run, town  # noqa: E402, F401 -- fixtures


def test_statement_of_the_town(town, run, tmp_path):  # noqa: F811
    from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
    from smartpole.gis.formats.spreadsheet import read_sheet
    from smartpole.gis.reports.statement import statement_rows  # noqa: F401 -- imports without QGIS's GUI

    run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path))
    with town.transaction() as transaction:
        box = QgsGeometry.fromWkt(f"POLYGON(({X0} {Y0}, {X0 + 400} {Y0}, {X0 + 400} {Y0 + 300}, {X0} {Y0 + 300}, {X0} {Y0}))")
        transaction.insert("ADMIN_AREA", [{"XZQDM": "370725", "XZQMC": "昌乐县", "geometry": box}])
        road = QgsGeometry.fromWkt(f"LINESTRING({X0} {Y0 + 90}, {X0 + 400} {Y0 + 90})")
        transaction.insert("ROAD", [{"NAME": "新昌路", "CLASS": "2", "geometry": road}])
    zones = QgsVectorLayer("Point?crs=EPSG:4548&field=NAME:string&field=GOAL:double", "villages", "memory")
    feature = QgsFeature(zones.fields())
    feature.setAttributes(["东村", 55.0])
    feature.setGeometry(QgsGeometry.fromWkt(f"POINT({X0 + 300} {Y0 + 100})"))
    zones.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(zones)
    book, target = tmp_path / "达标.xlsx", tmp_path / "statement.gpkg"
    outputs, succeeded = run(
        "compliance",
        WORKSPACE=str(town.path),
        ZONES=zones.id(),
        ZONE_NAME="NAME",
        ZONE_TARGET="GOAL",
        WORKBOOK=str(book),
        STATEMENT=str(target),
    )
    QgsProject.instance().removeMapLayer(zones.id())
    assert succeeded, outputs
    assert outputs["ZONE_COUNT"] == 7  # two levels, the whole, school, county, road, village
    layer = QgsVectorLayer(str(target), "s", "ogr")
    named = {feature["NAME"]: feature for feature in layer.getFeatures()}
    assert set(named) == {"学校", "昌乐县", "东村"}
    assert named["东村"]["TARGET"] == 55 and 0 <= named["东村"]["ACTUAL"] <= 100
    head, rows = read_sheet(book, "Compliance")
    assert len(rows) == 7 and "新昌路" in [row[2] for row in rows]
    assert not list(tmp_path.glob(".*"))


def test_without_coverage_it_says_what_to_do(town, run):  # noqa: F811
    reason, succeeded = run("compliance", WORKSPACE=str(town.path))
    assert not succeeded and "Compute coverage" in reason
