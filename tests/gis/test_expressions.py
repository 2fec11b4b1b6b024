# SPDX-License-Identifier: GPL-2.0-or-later
"""Expression functions in QGIS: the right values, NULL outside, new results seen, threads, and nothing left behind."""

import sys
import threading
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "algorithms"))
from coverage_town import X0, Y0, coverage_files, run, town  # noqa: E402, F401 -- fixtures


@pytest.fixture
def functions(qgis_app, monkeypatch):
    from smartpole.gis import expressions
    from smartpole.gis.readers import plan_values

    monkeypatch.setattr(plan_values, "LOOK_AGAIN_S", 0.0)
    expressions.register()
    yield expressions
    expressions.unregister()


def ask(text, variables=()):
    """(value, error) of an expression."""
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextScope

    context, scope = QgsExpressionContext(), QgsExpressionContextScope()
    for name, value in dict(variables).items():
        scope.setVariable(name, value)
    context.appendScope(scope)
    expression = QgsExpression(text)
    assert not expression.hasParserError(), expression.parserErrorString()
    value = expression.evaluate(context)
    return value, expression.evalErrorString()


@pytest.fixture
def computed(town, run, tmp_path):  # noqa: F811
    """The made-up town after coverage, gaps and exposure."""
    for name, files in (("coverage", coverage_files(tmp_path)), ("gaps", {"PASS_FAIL": str(tmp_path / "pf.tif")})):
        outputs, succeeded = run(name, WORKSPACE=str(town.path), **files)
        assert succeeded, outputs
    outputs, succeeded = run("exposure", WORKSPACE=str(town.path), SITES=0, EXPOSURE=str(tmp_path / "emf.tif"))
    assert succeeded, outputs
    return town


def test_values_are_those_of_the_rasters(computed, functions, tmp_path):
    from smartpole.gis.readers.rasters import read_raster

    functions.show_workspace(str(computed.path))
    x, y = X0 + 202.5, Y0 + 300 - 102.5  # the centre of row 20, column 40
    for name, file in (("rsrp", "ss_rsrp"), ("sinr", "ss_sinr"), ("served", "pf"), ("exposure", "emf")):
        value, fault = ask(f"smartpole_{name}({x}, {y})")
        assert not fault and value == pytest.approx(float(read_raster(str(tmp_path / f"{file}.tif"))[20, 40]))
    assert ask(f"smartpole_site({X0 + 20}, {Y0 + 25})")[0] == "420300908000000234", "beside the lamp pole"
    assert ask(f"smartpole_server({X0 + 110}, {Y0 + 130})")[0].startswith("hall ")


def test_level_and_nearest_resource(computed, functions):
    functions.show_workspace(str(computed.path))
    assert ask(f"smartpole_level({X0 + 10}, {Y0 + 10})")[0] == "A"
    assert ask(f"smartpole_level({X0 + 390}, {Y0 + 10})")[0] == "C"
    assert ask(f"smartpole_level({X0 + 275}, {Y0 + 225})")[0] == "A", "the school raises it"
    assert ask(f"smartpole_nearest_resource({X0 + 283}, {Y0 + 234})")[0] == "P1", "P2 is nearer but its owner refused"
    assert ask(f"smartpole_nearest_distance({X0 + 283}, {Y0 + 234})")[0] == pytest.approx(5.0)


def test_outside_is_null_and_missing_results_say_so(computed, functions):
    functions.show_workspace(str(computed.path))
    for name in ("rsrp", "sinr", "server", "site", "level", "served", "exposure"):
        assert ask(f"smartpole_{name}({X0 - 50}, {Y0})") == (None, ""), name
    assert ask(f"smartpole_rsrp(NULL, {Y0})") == (None, "")
    value, fault = ask(f"smartpole_rsrp_planned({X0}, {Y0})")
    assert value is None and "ss_rsrp" in fault
    functions.show_workspace("")
    value, fault = ask(f"smartpole_rsrp({X0}, {Y0})")
    assert value is None and "smartpole_workspace" in fault
    assert "no.gpkg" in ask(f"smartpole_rsrp({X0}, {Y0}, '', '/no.gpkg')")[1]
    assert "number" in ask("smartpole_rsrp('a', 'b')")[1] or "数字" in ask("smartpole_rsrp('a', 'b')")[1]


def test_another_crs_and_another_workspace(computed, functions):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsPointXY

    degrees = QgsCoordinateReferenceSystem("EPSG:4490")
    transform = QgsCoordinateTransform(computed.crs, degrees, QgsCoordinateTransformContext())
    place = transform.transform(QgsPointXY(X0 + 102.5, Y0 + 102.5))
    here, _ = ask(f"smartpole_rsrp({X0 + 102.5}, {Y0 + 102.5}, workspace:='{computed.path}')")
    there, fault = ask(f"smartpole_rsrp({place.x():.9f}, {place.y():.9f}, 'EPSG:4490', '{computed.path}')")
    assert not fault and here == there is not None
    assert ask(f"smartpole_rsrp({X0 + 102.5}, {Y0 + 102.5})", {"smartpole_workspace": str(computed.path)})[0] == here
    assert "EPSG:0" in ask(f"smartpole_rsrp(1, 2, 'EPSG:0', '{computed.path}')")[1]


def test_the_project_names_the_workspace(computed, functions, tmp_path):
    from qgis.core import QgsProject

    project = QgsProject.instance()
    project.writeEntry("smartpole", "workspace", str(computed.path))
    assert project.write(str(tmp_path / "plan.qgz"))
    project.clear()
    assert ask(f"smartpole_rsrp({X0 + 100}, {Y0 + 100})")[0] is None
    assert project.read(str(tmp_path / "plan.qgz"))
    assert ask(f"smartpole_rsrp({X0 + 100}, {Y0 + 100})")[0] is not None
    project.clear()


def test_a_new_result_is_seen_and_old_files_are_not_held(computed, functions, run, tmp_path):  # noqa: F811
    functions.show_workspace(str(computed.path))
    text = f"smartpole_rsrp({X0 + 202}, {Y0 + 202})"
    before = ask(text)[0]
    with computed.transaction() as transaction:
        transaction.update("SITE_EX", [{"fid": row["fid"], "TX_W": 20} for row in transaction.rows("SITE_EX", ["TX_W"]) if row["TX_W"]])
    run("coverage", WORKSPACE=str(computed.path), **coverage_files(tmp_path, "new_"))
    assert ask(text)[0] == pytest.approx(before - 10, abs=0.01), "a tenth of the power"
    (tmp_path / "new_ss_rsrp.tif").unlink()
    assert ask(text)[0] is None


def test_an_older_file_is_not_upgraded_by_a_map(computed, functions):
    import sqlite3

    connection = sqlite3.connect(computed.path)
    connection.execute("PRAGMA user_version = 10201")
    connection.commit()
    connection.close()
    from smartpole.gis.schema import SCHEMA_VERSION

    if SCHEMA_VERSION == 1:
        pytest.skip("there is no older version yet")
    files = sorted(computed.path.parent.iterdir())
    assert ask(f"smartpole_rsrp({X0}, {Y0}, '', '{computed.path}')")[1]
    assert sorted(computed.path.parent.iterdir()) == files


def test_cheap_and_the_same_from_many_threads(computed, functions, monkeypatch):
    from smartpole.gis.readers import plan_values

    monkeypatch.setattr(plan_values, "LOOK_AGAIN_S", 0.5)
    functions.show_workspace(str(computed.path))
    places = np.random.default_rng(1).uniform((X0, Y0), (X0 + 400, Y0 + 300), (300, 2))
    texts = [f"smartpole_rsrp({x}, {y})" for x, y in places]
    expected = [ask(text)[0] for text in texts]
    assert all(value is not None for value in expected)
    found = {}
    threads = [threading.Thread(target=lambda n=n: found.update({n: [ask(text)[0] for text in texts]})) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 4 and all(values == expected for values in found.values())
    reads = []
    monkeypatch.setattr(plan_values, "read_raster", lambda *_a: reads.append(1))
    for text in texts:
        ask(text)
    assert not reads, "the raster is in memory"


def test_drawing_a_layer_styled_by_coverage(computed, functions):
    """The functions colour points while a map is drawn in QGIS's own threads."""
    from qgis.core import QgsMapRendererParallelJob, QgsMapSettings, QgsProperty, QgsRectangle, QgsSymbolLayer
    from qgis.PyQt.QtCore import QSize

    functions.show_workspace(str(computed.path))
    layer = computed.layer("RES_PT")
    colour = "case when smartpole_rsrp($x, $y) > -200 then '#ff0000' else '#0000ff' end"
    symbol_layer = layer.renderer().symbol().symbolLayer(0)
    symbol_layer.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyFillColor, QgsProperty.fromExpression(colour))
    symbol_layer.setSize(10)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(computed.crs)
    settings.setExtent(QgsRectangle(X0, Y0, X0 + 400, Y0 + 300))
    settings.setOutputSize(QSize(200, 150))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    colours = {image.pixelColor(x, y).name() for x in range(200) for y in range(150)}
    assert "#ff0000" in colours and "#0000ff" not in colours


def test_plugin_registers_them_with_help_and_leaves_none(qgis_app):
    from qgis.core import QgsExpression
    from smartpole.plugin import SmartPolePlugin

    plugin = SmartPolePlugin(None)
    plugin.initProcessing()
    ours = {function.name(): function for function in QgsExpression.Functions() if function.group() == "SmartPole"}
    assert len(ours) == 10 and all(name in function.helpText() for name, function in ours.items())
    assert all("workspace" in function.helpText() and "$x" in function.helpText() for function in ours.values())
    plugin.unload()
    assert not [function.name() for function in QgsExpression.Functions() if function.group() == "SmartPole"]
