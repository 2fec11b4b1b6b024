# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:compliance` in QGIS: zones from the workspace and from a layer, as polygons and as a workbook."""

import datetime
import sys
from pathlib import Path

import pytest

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
        TARGET_YEAR=2030,
    )
    QgsProject.instance().removeMapLayer(zones.id())
    assert succeeded, outputs
    assert outputs["ZONE_COUNT"] == 7  # two levels, the whole, school, county, road, village
    layer = QgsVectorLayer(str(target), "s", "ogr")
    named = {feature["NAME"]: feature for feature in layer.getFeatures()}
    assert set(named) == {"学校", "昌乐县", "东村", "新昌路"}
    left = (datetime.date(2030, 12, 31) - datetime.date.today()).days
    assert all(abs(named[name]["DAYS_LEFT"] - left) <= 1 for name in ("昌乐县", "东村", "新昌路"))
    assert named["新昌路"].geometry().area() > 400 * 10  # a road is on the map too, a cell wide to either side
    assert named["东村"]["TARGET"] == 55 and 0 <= named["东村"]["ACTUAL"] <= 100
    head, rows = read_sheet(book, "Compliance")
    assert len(rows) == 7 and "新昌路" in [row[2] for row in rows]
    assert head[-1] == "Coverage of" and {row[-1] for row in rows} == {"any operator"} == {one["OPERATORS"] for one in named.values()}
    _, facts = read_sheet(book, "Basis")
    facts = list(facts)
    assert ("Coverage of", "any operator") in facts and ("Sites", "existing") in facts and ("Cell size (m)", "5") in facts
    assert any(item == "Assumed" and "Level ground" in value for item, value in facts)
    assert not list(tmp_path.glob(".*"))


def test_without_coverage_it_says_what_to_do(town, run):  # noqa: F811
    reason, succeeded = run("compliance", WORKSPACE=str(town.path))
    assert not succeeded and "Compute coverage" in reason


def layer_of(kind, fields, rows):
    from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

    layer = QgsVectorLayer(f"{kind}?crs=EPSG:4548{fields}", "own", "memory")
    for values, wkt in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    return layer


def box(x, y, width, height):
    return f"POLYGON(({x} {y}, {x + width} {y}, {x + width} {y + height}, {x} {y + height}, {x} {y}))"


def test_units_and_villages_answer_for_themselves(town, run, tmp_path):  # noqa: F811
    from qgis.core import QgsProject, QgsVectorLayer
    from smartpole.gis.formats.spreadsheet import read_sheet

    run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path))
    near, far = box(X0, Y0, 200, 300), box(X0 + 200, Y0, 200, 300)
    units = layer_of(
        "Polygon", "&field=KG:string&field=GOAL:string", [(["CL-01", "100 %"], near), (["CL-02", "x"], far), ([None, "5"], far)]
    )
    away = f"POINT({X0 + 90000} {Y0})"
    villages = [(["东村", 120], f"POINT({X0 + 300} {Y0 + 100})"), (["远村", 80], away), (["空", None], "POINT EMPTY")]
    points = layer_of("Point", "&field=NAME:string&field=POP:integer", villages)
    book, spots = tmp_path / "s.xlsx", tmp_path / "spots.gpkg"
    parameters = {"UNITS": units.id(), "UNIT_NAME": "KG", "UNIT_TARGET": "GOAL", "VILLAGES": points.id(), "VILLAGE_NAME": "NAME"}
    parameters.update(VILLAGE_PEOPLE="POP", VILLAGE_RADIUS=80.0, WORKBOOK=str(book), WORST_SPOTS=str(spots))
    outputs, succeeded = run("compliance", WORKSPACE=str(town.path), **parameters)
    QgsProject.instance().removeMapLayers([units.id(), points.id()])
    assert succeeded, outputs
    _, rows = read_sheet(book, "Compliance")
    named = {row[2]: row for row in rows}
    assert (named["CL-01"][0], float(named["CL-01"][3]), named["CL-01"][6]) == ("planning unit", 100.0, "not met")
    assert float(named["CL-02"][3]) < 100 and named["东村"][0] == "village"  # an unreadable target: that of the level inside
    assert float(named["东村"][8]) == 120 and float(named["东村"][5]) == pytest.approx(float(named["东村"][4]), abs=25)
    assert named["远村"][6] == "no target" and float(named["远村"][7]) == 0
    layer = QgsVectorLayer(str(spots), "s", "ogr")
    found = {feature["NAME"]: feature.geometry().asPoint() for feature in layer.getFeatures()}
    assert "CL-01" in found and X0 <= found["CL-01"].x() <= X0 + 200


def test_a_village_without_extent_is_refused(town, run, tmp_path):  # noqa: F811
    run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path))
    for radius in (0.0, -500.0):
        reason, succeeded = run("compliance", WORKSPACE=str(town.path), VILLAGE_RADIUS=radius)
        assert not succeeded and "radius" in reason


def test_impossible_targets_and_years_are_refused(town, run, tmp_path):  # noqa: F811
    from qgis.core import QgsProject

    run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path))
    units = layer_of("Polygon", "&field=KG:string&field=GOAL:double", [(["CL-01", 120.0], box(X0, Y0, 200, 300))])
    reason, succeeded = run("compliance", WORKSPACE=str(town.path), UNITS=units.id(), UNIT_NAME="KG", UNIT_TARGET="GOAL")
    QgsProject.instance().removeMapLayer(units.id())
    assert not succeeded and "CL-01" in reason and "120" in reason
    reason, succeeded = run("compliance", WORKSPACE=str(town.path), TARGET_YEAR=30)
    assert not succeeded and "30" in reason


def test_the_statement_says_whom_its_coverage_leaves_out(town, run, tmp_path):  # noqa: F811
    from qgis.core import QgsVectorLayer
    from smartpole.gis.formats.spreadsheet import read_sheet

    run("coverage", WORKSPACE=str(town.path), OPERATOR=5, **coverage_files(tmp_path))
    book, target = tmp_path / "book.xlsx", str(tmp_path / "statement.gpkg")
    outputs, succeeded = run("compliance", WORKSPACE=str(town.path), WORKBOOK=str(book), STATEMENT=target)
    assert succeeded, outputs
    _, rows = read_sheet(book, "Compliance")
    said = {row[-1] for row in rows}
    assert said == {"every operator (without China Mobile, China Broadnet: no site)"}
    assert {one["OPERATORS"] for one in QgsVectorLayer(target, "s", "ogr").getFeatures()} == said
    _, facts = read_sheet(book, "Basis")
    assert sum("China Mobile" in value for _, value in facts) == 2, "in the fact and in the assumption"
    _, succeeded = run("gaps", WORKSPACE=str(town.path), PASS_FAIL=str(tmp_path / "pf.tif"))
    assert succeeded and any("China Broadnet" in code for code in town.result("gaps")["assumed"])


def test_a_raster_of_another_layer_is_refused(town, run, tmp_path):  # noqa: F811
    files = coverage_files(tmp_path)
    run("coverage", WORKSPACE=str(town.path), **files)
    rsrp, server, sinr = (files[name] for name in ("SS_RSRP", "BEST_SERVER", "SS_SINR"))
    for wrong in ({"SS_RSRP": server}, {"SS_RSRP": sinr}, {"SS_RSRP": rsrp, "SS_SINR": rsrp}):
        for name, target in (("gaps", {"PASS_FAIL": str(tmp_path / "pf.tif")}), ("compliance", {"WORKBOOK": str(tmp_path / "b.xlsx")})):
            reason, succeeded = run(name, WORKSPACE=str(town.path), **wrong, **target)
            assert not succeeded and "cannot be SS-" in reason, (name, wrong)
