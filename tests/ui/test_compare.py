# SPDX-License-Identifier: GPL-2.0-or-later
"""Comparing two coverages on the map: the swipe shows A left and B right, the difference is a layer and a sentence."""

import numpy as np
import pytest
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtGui import QColor, QKeyEvent

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def coverage(town, name, level, planned):
    """A flat coverage of one level, recorded as a result."""
    from smartpole.gis.readers.rasters import RasterWriter
    from smartpole.gis.readers.vectors import plan_grid, wkt_of

    grid = plan_grid(town, 5)
    path = town.results_folder / f"{name}_rsrp.tif"
    with RasterWriter() as writer:
        writer.add(str(path), grid, wkt_of(town.crs), np.full(grid.shape, level, np.float32))
        writer.place()
    params = {"SITES": "existing+planned" if planned else "existing", "OPERATOR": "any", "CELL_SIZE": 5.0, "FILES": {"SS_RSRP": path.name}}
    town.log_result("coverage_plan" if planned else "coverage", path, params, ("SVC_AREA",), {"AREA_KM2": 0.12, "SS_RSRP_MEDIAN": level})
    return path


@pytest.fixture
def desk(desk, town):
    coverage(town, "today", -120.0, False)
    coverage(town, "plan", -80.0, True)
    desk.iface.mapCanvas().resize(600, 400)
    desk.conductor.open_workspace(town.path)
    return desk


@pytest.fixture
def swipe(desk, wait_for):
    desk.dock.tools.compare.setChecked(True)
    desk.dock.comparison.swipe.setChecked(True)
    tool = desk.conductor.tools.compare.tool
    wait_for(lambda: tool.drawn, 20.0, "both maps")
    return tool


def colour_at(tool, x, y):
    """The mean colour of a small patch of the canvas as painted."""
    image = tool.canvas().grab().toImage()
    ratio = image.devicePixelRatio()
    found = [QColor(image.pixel(int((x + i) * ratio), int((y + j) * ratio))) for i in range(-6, 7, 3) for j in range(-6, 7, 3)]
    return np.mean([(c.red(), c.green(), c.blue()) for c in found], axis=0)


def like(found, wanted):
    """Whether a colour is that of a class, seen through the layer's transparency on white."""
    c = QColor(wanted)
    seen = 0.75 * np.array([c.red(), c.green(), c.blue()]) + 0.25 * 255
    return np.abs(found - seen).max() < 70


def test_today_and_the_plan_are_chosen_without_asking(desk):
    desk.dock.tools.compare.setChecked(True)
    bar = desk.dock.comparison
    assert bar.isVisibleTo(desk.dock) and bar.swipe.isEnabled() and not bar.plan.isVisibleTo(bar)
    assert "Today" in bar.names()[0] and "planned" in bar.names()[1]
    assert bar.pair()[0].endswith("today_rsrp.tif") and bar.pair()[1].endswith("plan_rsrp.tif")


def test_the_line_parts_the_two_and_follows_mouse_and_keys(desk, swipe):
    from qgis.gui import QgsMapMouseEvent
    from smartpole.gis.styles.colours import RSRP_CLASSES

    strong, weak = RSRP_CLASSES[0][2], RSRP_CLASSES[-1][2]
    canvas = swipe.canvas()
    middle = canvas.height() // 2 + 28  # between the rows of houses
    quarter, third = canvas.width() * 0.25, canvas.width() * 0.75
    assert not like(colour_at(swipe, quarter, middle), strong) and like(colour_at(swipe, third, middle), strong)

    def mouse(kind, x):
        event = QgsMapMouseEvent(canvas, kind, QPoint(int(x), 50), LEFT, LEFT, NONE)
        {QEvent.Type.MouseButtonPress: swipe.canvasPressEvent, QEvent.Type.MouseMove: swipe.canvasMoveEvent}.get(
            kind, swipe.canvasReleaseEvent
        )(event)

    mouse(QEvent.Type.MouseButtonPress, swipe.item.line_px())
    mouse(QEvent.Type.MouseMove, canvas.width() * 0.1)
    mouse(QEvent.Type.MouseButtonRelease, canvas.width() * 0.1)
    assert swipe.item.share == pytest.approx(0.1, abs=0.01)
    assert like(colour_at(swipe, quarter, middle), strong)
    swipe.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, NONE))
    assert swipe.item.share == pytest.approx(0.12, abs=0.01)
    assert weak != strong


def test_the_maps_are_drawn_anew_when_the_map_moves_and_survive_a_removed_layer(desk, swipe, wait_for):
    from qgis.core import QgsProject, QgsRectangle

    swipe.canvas().resize(640, 300)
    extent = QgsRectangle(500100, 4000050, 500150, 4000250)  # far taller than the canvas
    swipe.canvas().setExtent(extent)
    swipe.canvas().refresh()
    wait_for(lambda: swipe.drawn and swipe.item.first.extent.center() == swipe.canvas().extent().center(), 20.0, "the new map")
    box = swipe.item._box(swipe.item.first.extent)
    found = (box.left(), box.top(), box.width(), box.height())
    assert found == pytest.approx((0, 0, swipe.canvas().width(), swipe.canvas().height()), abs=2), "the picture lies where it was drawn"
    layers = list(QgsProject.instance().mapLayers())
    swipe.canvas().zoomByFactor(1.2)
    QgsProject.instance().removeMapLayers(layers)
    wait_for(lambda: swipe.drawn, 20.0, "the map without layers")


def test_escape_leaves_nothing_on_the_map(desk, swipe):
    canvas = swipe.canvas()
    items = len(canvas.scene().items())
    swipe.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NONE))
    assert len(canvas.scene().items()) == items - 1 and swipe.item is None
    assert not desk.dock.comparison.swipe.isChecked() and canvas.mapTool() is not swipe


def test_the_difference_is_a_layer_and_a_sentence(desk, wait_for):
    from qgis.core import QgsProject

    shown = []
    desk.conductor.shown.connect(shown.append)
    desk.dock.tools.compare.setChecked(True)
    desk.dock.comparison.difference.click()
    wait_for(lambda: shown, 20.0, "the difference")
    assert shown[0].ok, shown[0].reason
    roles = [layer.customProperty("smartpole/role") for layer in QgsProject.instance().mapLayers().values()]
    assert roles.count("difference") == 1
    words = desk.dock.comparison.words.text()
    assert "0.0 % → 100.0 %" in words and "100 %" in words and words == shown[0].results["SENTENCE"]


def test_one_coverage_alone_says_what_is_missing_and_offers_to_compute_it(desk, town, wait_for):
    (town.results_folder / "plan_rsrp.tif").unlink()
    with town.transaction() as t:
        t.insert("SITE_PL", [{"PLAN_ID": "P1", "MODE": "2", "FORM": "2", "BASE_TYPE": "01", "ANT_H": 9.0, "geometry": (500285, 4000145)}])
    desk.conductor.session.refresh()
    desk.dock.tools.compare.setChecked(True)
    bar = desk.dock.comparison
    assert not bar.swipe.isEnabled() and bar.plan.isVisibleTo(bar) and bar.words.text()
    shown = []
    desk.conductor.shown.connect(shown.append)
    bar.plan.click()
    wait_for(lambda: shown, 60.0, "coverage with the plan")
    assert shown[0].ok, shown[0].reason
    assert bar.swipe.isEnabled() and bar.pair()[1] == shown[0].results["SS_RSRP"] and not bar.plan.isVisibleTo(bar)


def test_a_vanished_raster_is_told(desk, town):
    desk.dock.tools.compare.setChecked(True)
    (town.results_folder / "plan_rsrp.tif").unlink()
    desk.dock.comparison.swipe.setChecked(True)
    assert not desk.dock.comparison.swipe.isChecked() and "plan_rsrp.tif" in desk.dock.comparison.words.text()


def test_what_is_tried_out_is_compared_and_not_lost(desk, town, wait_for):
    with town.transaction() as t:
        t.insert("SITE_PL", [{"PLAN_ID": "P1", "MODE": "2", "FORM": "2", "BASE_TYPE": "01", "ANT_H": 9.0, "geometry": (500285, 4000145)}])
    desk.conductor.session.refresh()
    desk.dock.tools.what_if.setChecked(True)
    trial = desk.conductor.tools.trial
    wait_for(lambda: trial.view is not None, 30.0, "the draft")
    draft = trial.draft
    trial.ask(lambda draft: draft.do("P1", None))
    wait_for(lambda: trial.view.changed, 10.0, "the change")
    desk.dock.tools.compare.setChecked(True)
    bar = desk.dock.comparison
    assert "before" in bar.names()[0] and "now" in bar.names()[1]
    bar.swipe.setChecked(True)
    wait_for(lambda: desk.conductor.tools.compare.tool is not None, 10.0, "the rasters of what is tried out")
    tool = desk.conductor.tools.compare.tool
    wait_for(lambda: tool.drawn, 20.0, "both maps")
    assert trial.draft is draft and desk.dock.tools.what_if.isChecked()
    tool.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NONE))
    wait_for(lambda: tool.canvas().mapTool() is trial, 5.0, "the trial")
    assert trial.draft is draft and "P1" not in draft.stands
    shown = []
    desk.conductor.shown.connect(shown.append)
    bar.difference.click()
    wait_for(lambda: shown, 20.0, "the difference")
    assert shown[0].ok and shown[0].results["MEAN_DB"] <= 0, "one site less is never heard better"
