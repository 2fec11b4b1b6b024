# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:importresources` and `smartpole:importdemand` as the toolbox runs them."""

import shutil

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
from smartpole.algorithms.importdemand import ImportDemand
from smartpole.algorithms.importresources import ImportResources
from smartpole.gis.messages import text
from smartpole.gis.workspace import Workspace

LAMPS = "灯杆编号,类型,杆高,经度,纬度,密码\nL1,路灯,12m,121.4951,31.2419,geheim\nL2,路灯,,121.4961,31.2419,geheim\nL3,路灯,9,,,geheim\n"


@pytest.fixture
def workspace(tmp_path, qgis_app):
    return Workspace.create(tmp_path / "计划 plan.gpkg", QgsCoordinateReferenceSystem("EPSG:4549"), "t")


@pytest.fixture
def lamps(tmp_path):
    path = tmp_path / "路灯 2024.csv"
    path.write_bytes(LAMPS.encode("gb18030"))
    return str(path)


def run(workspace, kind=ImportResources, cancel_at=None, **parameters):
    algorithm, context, feedback = kind().create(), QgsProcessingContext(), QgsProcessingFeedback()
    parameters = {"WORKSPACE": str(workspace.path), **parameters}
    usable, reason = algorithm.checkParameterValues(parameters, context)
    if not usable:
        return reason
    if cancel_at is not None:
        feedback.progressChanged.connect(lambda share: feedback.cancel() if share >= cancel_at else None)
    results, succeeded = algorithm.run(parameters, context, feedback, catchExceptions=False)
    assert succeeded
    return {**results, "log": feedback.textLog()}


def test_a_file_with_its_datum(workspace, lamps):
    results = run(workspace, FILE=lamps, DATUM="GCJ02", BUREAU="路灯所")
    counts = {key: results[key] for key in ("READ", "ACCEPTED", "REJECTED", "ADDED", "CHANGED", "GONE", "CONFLICTS", "ASSUMED")}
    assert counts == {"READ": 3, "ACCEPTED": 2, "REJECTED": 1, "ADDED": 2, "CHANGED": 0, "GONE": 0, "CONFLICTS": 0, "ASSUMED": 1}
    assert (results["DATUM_USED"], results["ENCODING_USED"]) == ("GCJ02", "gb18030")
    assert text("note_secret_dropped", columns="密码") in results["log"]
    assert workspace.count("RES_PT") == 2
    assert b"geheim" not in workspace.path.read_bytes()


def test_only_show(workspace, lamps):
    results = run(workspace, FILE=lamps, DATUM="GCJ02", ONLY_SHOW=True)
    assert results["ADDED"] == 2
    assert workspace.count("RES_PT") == workspace.count("IMPORT_LOG") == 0


def test_a_layer_with_a_reference_for_the_datum(workspace):
    """Lamps along a crooked street, moved as GCJ-02 moves them, in a layer that claims WGS 84."""
    from smartpole.engine.coordinates import wgs84_to_gcj02

    street = [(121.490 + 0.0004 * i, 31.240 + 0.0003 * ((i * 7) % 5)) for i in range(40)]
    roads = QgsVectorLayer("LineString?crs=EPSG:4326", "道路", "memory")
    road = QgsFeature()
    road.setGeometry(QgsGeometry.fromWkt("LINESTRING(" + ", ".join(f"{x} {y}" for x, y in street) + ")"))
    roads.dataProvider().addFeature(road)
    layer = QgsVectorLayer("Point?crs=EPSG:4326&field=灯杆编号:string", "路灯", "memory")
    for number, (x, y) in enumerate(street):
        lamp = QgsFeature(layer.fields())
        lamp.setAttributes([f"L{number:03d}"])
        moved = wgs84_to_gcj02(x, y)
        lamp.setGeometry(QgsGeometry.fromWkt(f"POINT({float(moved[0])} {float(moved[1])})"))
        layer.dataProvider().addFeature(lamp)
    results = run(workspace, LAYER=layer, REFERENCE=roads)
    assert (results["DATUM_USED"], results["ADDED"]) == ("GCJ02", 40)
    assert {row["RES_TYPE"] for row in workspace.rows("RES_PT")} == {"01"}


@pytest.mark.parametrize(
    "more, key",
    [
        ({}, "import_one_source"),
        ({"DATUM": "火星"}, "datum_unknown"),
        ({"DATUM": "EPSG:2436"}, "datum_local"),
        ({"TYPE": "雕塑"}, "type_unknown"),
        ({"SOURCE_DATE": "明天"}, "date_unknown"),
    ],
)
def test_parameters_are_refused_before_running(workspace, lamps, more, key):
    from smartpole.engine.errors import InputError
    from smartpole.gis.messages import error_text

    reason = run(workspace, **({"FILE": lamps, **more} if more else {}))
    assert isinstance(reason, str)
    assert reason.split(":")[0].split("。")[0][:12] == error_text(_example(InputError, key, more)).split(":")[0].split("。")[0][:12]


def _example(error, key, more):
    """The error with the values its text begins with."""
    values = {
        "datum": more.get("DATUM"),
        "crs": more.get("DATUM"),
        "name": "Beijing 1954",
        "code": more.get("TYPE"),
        "date": more.get("SOURCE_DATE"),
    }
    return error(key, known="", table="", **values)


def test_an_undeclared_datum_stops_with_a_message(workspace, lamps):
    with pytest.raises(QgsProcessingException) as error:
        run(workspace, FILE=lamps)
    assert str(error.value) == text("datum_undeclared", path=lamps)
    assert workspace.count("RES_PT") == 0


def test_cancel_writes_nothing(workspace, tmp_path):
    path = tmp_path / "路灯.csv"
    path.write_text("编号,经度,纬度\n" + "".join(f"L{i},121.{4000 + i},31.24\n" for i in range(4000)), encoding="utf-8")
    for share in (1, 55, 80):
        with pytest.raises(QgsProcessingException):
            run(workspace, FILE=str(path), DATUM="WGS84", cancel_at=share)
        assert workspace.count("RES_PT") == workspace.count("IMPORT_LOG") == 0


def test_the_sample_goes_in_whole(workspace, tmp_path, qgis_app):
    """Its own schema read back: codes, heights and their source stay."""
    from smartpole.gis.messages import RESOURCES

    sample = shutil.copy(RESOURCES / "sample" / "helsinki.gpkg", tmp_path / "given.gpkg")
    source = QgsVectorLayer(f"{sample}|layername=RES_PT", "RES_PT", "ogr")
    plan = Workspace.create(tmp_path / "helsinki.gpkg", QgsCoordinateReferenceSystem("EPSG:3067"))
    results = run(plan, LAYER=source)
    assert results["ACCEPTED"] + results["REJECTED"] == source.featureCount()
    assert results["REJECTED"] == 0
    given = {f["RES_ID"]: (f["RES_TYPE"], f["HEIGHT_M"], f["HEIGHT_SRC"]) for f in source.getFeatures()}
    assert {row["RES_ID"]: (row["RES_TYPE"], row["HEIGHT_M"], row["HEIGHT_SRC"]) for row in plan.rows("RES_PT")} == given


def test_demand_is_read_and_matched(workspace, tmp_path):
    with workspace.transaction() as transaction:
        transaction.insert("RES_PT", [{"RES_ID": "L1", "RES_TYPE": "01", "HEIGHT_M": 25.0, "geometry": (642449.4, 3458763.5)}])
    path = tmp_path / "需求.csv"
    path.write_text("需求编号,X,Y,允许偏离半径(米)\nA,3458763.5,642459.4,30\nB,3458763.5,642949.4,30\n", encoding="utf-8")
    results = run(workspace, ImportDemand, FILE=str(path), DATUM="EPSG:4549", OPERATOR="中国电信")
    assert (results["ADDED"], results["MATCHED_SITES"], results["MATCHED_RESOURCES"], results["UNMATCHED"]) == (2, 0, 1, 1)
    assert {row["OPER"] for row in workspace.rows("DEMAND_PT")} == {"3"}
