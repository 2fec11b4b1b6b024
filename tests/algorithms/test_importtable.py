"""Loading map layers into the workspace: names, values, coordinates, what is rejected and what is assumed."""

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from smartpole.algorithms.importtable import ImportTable
from smartpole.gis.workspace import Workspace


@pytest.fixture
def workspace(tmp_path, qgis_app):
    return Workspace.create(tmp_path / "计划 plan.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"), "t")


def layer(uri, rows):
    made = QgsVectorLayer(uri, "建筑", "memory")
    for wkt, values in rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes(values)
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        made.dataProvider().addFeature(feature)
    return made


def run(workspace, table, source, **more):
    algorithm = ImportTable().create()
    parameters = {"WORKSPACE": str(workspace.path), "TABLE": table, "LAYER": source, **more}
    results, ok = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback(), catchExceptions=False)
    assert ok
    return results


SQUARE = "POLYGON((663500 4064700, 663520 4064700, 663520 4064720, 663500 4064720, 663500 4064700))"
URI = "Polygon?crs=EPSG:4548&field=编号:string&field=建筑高度:string&field=楼层数:string&field=用途:string"


def test_buildings_are_recognised_filled_and_marked(workspace):
    source = layer(
        URI,
        [
            (SQUARE, ["a", "12.5m", "", "住宅"]),
            (SQUARE, ["b", "", "十层", "学校"]),
            (SQUARE, ["c", "", "", ""]),
            (SQUARE, ["c", "3", "", ""]),
            ("", ["d", "9", "", ""]),
        ],
    )
    assert run(workspace, "BUILDING", source) == {"READ": 5, "WRITTEN": 3, "REJECTED": 2, "FAULTS": 0, "ASSUMED": 1}
    rows = {row["BLD_ID"]: row for row in workspace.rows("BUILDING")}
    assert [(rows[k]["HEIGHT_M"], rows[k]["HEIGHT_SRC"], rows[k]["USE"]) for k in "abc"] == [
        (12.5, "measured", "01"),
        (32.0, "levels", "04"),
        (9.6, "assumed", "99"),
    ]
    assert rows["a"]["FLOOR_M2"] == pytest.approx(400 * 3)
    assert rows["a"]["POP"] == pytest.approx(1200 / 40)
    reasons = {row["REASON_KEY"]: row["ORIGINAL"] for row in workspace.rows("IMPORT_REJ")}
    assert set(reasons) == {"load_rej_same_id", "load_rej_geometry"}
    assert '"编号": "d"' in reasons["load_rej_geometry"]


def test_other_coordinates_are_converted_and_append_keeps_what_is_there(workspace):
    source = layer("Polygon?crs=EPSG:4490&field=level:string", [("POLYGON((118.8 36.7,118.81 36.7,118.81 36.71,118.8 36.7))", ["A"])])
    run(workspace, "SVC_AREA", source)
    run(workspace, "SVC_AREA", source, APPEND=True)
    rows = list(workspace.rows("SVC_AREA"))
    assert len(rows) == 1  # the same identifier again
    box = rows[0]["geometry"].boundingBox()
    assert 655_000 < box.xMinimum() < 670_000
    assert 4_060_000 < box.yMinimum() < 4_070_000


@pytest.mark.parametrize(
    "table, uri, rows, words",
    [
        ("ROAD", URI, [(SQUARE, ["a", "1", "", ""])], "MultiLineString"),
        ("BUILDING", URI, [], "建筑"),
        ("BUILDING", URI.replace("crs=EPSG:4548", "crs="), [(SQUARE, ["a", "1", "", ""])], "建筑"),
    ],
)
def test_what_cannot_be_loaded_is_refused_and_nothing_changes(workspace, table, uri, rows, words):
    before = workspace.versions()
    with pytest.raises(QgsProcessingException, match=words):
        run(workspace, table, layer(uri, rows))
    assert workspace.versions() == before


def test_cancel_writes_nothing(workspace):
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    parameters = {"WORKSPACE": str(workspace.path), "TABLE": "BUILDING", "LAYER": layer(URI, [(SQUARE, ["a", "1", "", ""])])}
    with pytest.raises(QgsProcessingException):
        ImportTable().create().run(parameters, QgsProcessingContext(), feedback, catchExceptions=False)
    assert workspace.count("BUILDING") == 0
