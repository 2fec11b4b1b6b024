# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs inside `qgis --code` for `bash scripts/bench.sh window`: does everything that the panel offers, and measures each step.

Environment: SMARTPOLE_REPORT, the JSON file to write; SMARTPOLE_WORK, the work folder; SMARTPOLE_COUNTY, a county as
`scripts/make_county.py` makes it (without it: the sample); SMARTPOLE_TESTS, the folder of this file;
SMARTPOLE_TRACE, a file for the stacks of long turns.
"""

import os
import sys
import time
from importlib import import_module
from pathlib import Path

import qgis.utils
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog
from qgis.utils import iface

sys.path.insert(0, os.environ["SMARTPOLE_TESTS"])
import inside_qgis  # noqa: E402
from inside_qgis import wait_until  # noqa: E402
from watchdog import Watchdog  # noqa: E402

LEFT = Qt.MouseButton.LeftButton
COUNTY = os.environ.get("SMARTPOLE_COUNTY", "")
report = {"steps": {}, "changes_ms": [], "faults": []}


def settle():
    """Until the map is drawn and nothing is left to be done."""
    wait_until(lambda: False, 0.4)
    wait_until(lambda: not iface.mapCanvas().isDrawing(), 30)
    wait_until(lambda: False, 0.3)


class Work:
    """Does one thing after the other and writes down how long each took and how long the main thread was gone."""

    def __init__(self, watchdog, desk):
        self.watchdog, self.desk, self.conductor = watchdog, desk, desk.conductor

    def shown(self):
        """Whether facts, figures and every layer show."""
        return not self.conductor.layers.busy and not self.conductor.beforehand.busy

    def step(self, name, begin, done=lambda: True, seconds=300):
        settle()
        self.watchdog.restart(name)
        start = time.perf_counter()
        begin()
        at_once = time.perf_counter() - start
        ok = wait_until(done, seconds)
        spent = time.perf_counter() - start
        settle()
        told = {"ok": ok, "s": round(spent, 3), "call_ms": round(1e3 * at_once, 1)}
        told.update(clock_ms=round(self.watchdog.clock_ms, 1), processor_ms=round(self.watchdog.processor_ms, 1))
        told["layers"] = len(QgsProject.instance().mapLayers())
        report["steps"][name] = told
        sys.stderr.write(f"{name}: {told}\n")
        return told

    def run(self, name, begin, seconds=300):
        """A step that is an algorithm run: it has ended when its end has been shown."""
        ended = []
        self.conductor.shown.connect(ended.append)
        told = self.step(name, begin, lambda: ended and not self.conductor.runner.busy, seconds)
        self.conductor.shown.disconnect(ended.append)
        told["ok"] = bool(ended) and all(outcome.ok for outcome in ended)
        if not told["ok"]:
            report["faults"].append(f"{name}: {ended[-1].reason if ended else 'did not end'}")

    def press(self, key):
        """The primary button of a step, in two steps: opening it, and its run."""
        row = self.desk.dock.rows[key]
        if not row.is_open():
            self.step(f"{key}, opened", lambda: click(row.header))
        self.desk.dock.scroll.ensureWidgetVisible(row.primary)
        self.run(key, lambda: click(row.primary))


def click(widget):
    QTest.mouseClick(widget, LEFT)


def import_list(work, rows):
    """A list of new poles through the dialog, with the check after it."""
    workspace, canvas = work.conductor.session.workspace, iface.mapCanvas()
    to_lists = QgsCoordinateTransform(workspace.crs, QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance())
    box, listed = canvas.extent(), Path(os.environ["SMARTPOLE_WORK"]) / "路灯.csv"
    lines = ["灯杆编号,经度,纬度,灯杆高度"]
    for number in range(rows):
        x = box.center().x() + box.width() * 0.2 * ((number % 50) / 50 - 0.5)
        place = to_lists.transform(QgsPointXY(x, box.center().y() + box.height() * 0.2 * ((number // 50) / max(1, rows // 50) - 0.5)))
        lines.append(f"N{number:05d},{place.x():.6f},{place.y():.6f},9")
    listed.parent.mkdir(parents=True, exist_ok=True)
    listed.write_text("\n".join(lines), encoding="utf-8")
    stage = []

    def drive():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        if not stage:
            stage.append("file")
            dialog.datum.setCurrentText("WGS84")
            dialog.kind.setCurrentIndex(dialog.kind.findData("01"))
            dialog.file.setFilePath(str(listed))
        elif dialog.go.isEnabled() and "done" not in stage:
            stage.append("done")
            dialog.accept()

    driver = QTimer()
    driver.timeout.connect(drive)
    driver.start(200)
    ended = []
    work.conductor.shown.connect(ended.append)
    row = work.desk.dock.rows["resources"]
    if not row.is_open():
        click(row.header)
    work.step("import and check", lambda: click(row.primary), lambda: len(ended) >= 2 and not work.conductor.runner.busy)
    work.conductor.shown.disconnect(ended.append)
    driver.stop()
    report["faults"] += [f"import: {outcome.reason}" for outcome in ended if not outcome.ok]


class Painted(QObject):
    """Knows when the map's canvas has been painted after a change of the trial."""

    def __init__(self, tool):
        super().__init__()
        self.changed, self.at = False, None
        tool.changed.connect(self._on_changed)
        iface.mapCanvas().viewport().installEventFilter(self)

    def _on_changed(self):
        self.changed = True

    def eventFilter(self, watched, event):
        if self.changed and self.at is None and event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._mark)
        return False

    def _mark(self):
        self.at = self.at or time.perf_counter()

    def begin(self):
        self.changed, self.at = False, None


def try_out(work, moves):
    """Drag a planned site with the mouse from resource to resource; each change ends when map and figures show it."""
    canvas, dock, tools = iface.mapCanvas(), work.desk.dock, work.conductor.tools
    work.step("try out, begun", lambda: click(dock.tools.what_if), lambda: tools.trial is not None and tools.trial.view is not None)
    tool = tools.trial
    draft = tool.view
    if draft is None:
        report["faults"].append("try out: no draft")
        return
    shown, seen = canvas.extent(), Painted(tool)
    middle = min(
        draft.stands, key=lambda i: abs(draft.stands[i].site.x_m - shown.center().x()) + abs(draft.stands[i].site.y_m - shown.center().y())
    )
    site = draft.stands[middle].site
    canvas.setExtent(canvas.extent().fromCenterAndSize(QgsPointXY(site.x_m, site.y_m), 1600, 1000))
    canvas.refresh()
    settle()
    places = sorted(draft.scene.places_m.tolist(), key=lambda p: abs(p[0] - site.x_m) + abs(p[1] - site.y_m))
    places = [
        p for p in places if abs(p[0] - site.x_m) < 700 and abs(p[1] - site.y_m) < 400 and abs(p[0] - site.x_m) + abs(p[1] - site.y_m) > 40
    ]
    places = places[:: max(1, len(places) // moves)][:moves]
    view = canvas.viewport()

    def at(x, y):
        point = tool.toCanvasCoordinates(QgsPointXY(x, y))
        return QPoint(point.x(), point.y())

    work.watchdog.restart("try out, dragged")
    QTest.mousePress(view, LEFT, Qt.KeyboardModifier.NoModifier, at(site.x_m, site.y_m))
    for x, y in places:
        seen.begin()
        start = time.perf_counter()
        QTest.mouseMove(view, at(x, y))
        if wait_until(lambda: seen.at is not None, 5):
            report["changes_ms"].append(round(1e3 * (seen.at - start), 1))
    end = places[-1] if places else (site.x_m, site.y_m)
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, at(*end))
    settle()
    report["steps"]["try out, dragged"] = {
        "ok": len(report["changes_ms"]) > moves // 2,
        "s": 0.0,
        "clock_ms": round(work.watchdog.clock_ms, 1),
        "processor_ms": round(work.watchdog.processor_ms, 1),
    }
    work.step("try out, undone", lambda: click(dock.trial.undo), lambda: not tool.busy, 10)
    x, y = places[0]
    work.step(
        "try out, added",
        lambda: QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, at(x, y)),
        lambda: not tool.busy and dock.trial.undo.isEnabled(),
        10,
    )
    work.step("try out, kept", lambda: click(dock.trial.commit), lambda: not dock.trial.commit.isEnabled(), 20)
    work.step("try out, ended", lambda: click(dock.tools.what_if))


def look_here(work):
    dock, tools, view = work.desk.dock, work.conductor.tools, iface.mapCanvas().viewport()
    work.step("look here, begun", lambda: click(dock.tools.look), lambda: tools.loader.current() is not None)
    place = view.rect().center()
    work.step(
        "look here, a click",
        lambda: QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, place),
        lambda: tools.spot.spot is not None,
    )
    click(dock.tools.look)


def compare(work):
    dock, tools = work.desk.dock, work.conductor.tools
    work.step("compare, opened", lambda: click(dock.tools.compare))
    if dock.comparison.plan.isVisible():
        work.run("compare, coverage with the plan", lambda: click(dock.comparison.plan))
    work.step("compare, swipe", lambda: click(dock.comparison.swipe), lambda: tools.compare.tool is not None and tools.compare.tool.drawn)
    work.run("compare, difference", lambda: click(dock.comparison.difference))
    click(dock.tools.compare)


def catalogue(work):
    commands = work.conductor.commands
    told = work.step("catalogue, opened", lambda: commands.run("catalogue"), lambda: commands.catalogue.dock.model.rowCount() > 0)
    panel = commands.catalogue
    told["rows"] = panel.dock.model.rowCount()
    free = lambda: not panel.jobs.busy() and not panel.dock.filters._typing.isActive()  # noqa: E731
    view, model, text = panel.dock.view, panel.dock.model, panel.dock.filters.text
    work.step("catalogue, filtered", lambda: QTest.keyClicks(text, "01"), free)
    work.step("catalogue, all", lambda: click(panel.dock.filters.clear), free)
    work.step("catalogue, sorted", lambda: view.sortByColumn(model.columns.index("RES_ID"), Qt.SortOrder.DescendingOrder), free)
    work.step("catalogue, scrolled", lambda: view.verticalScrollBar().setValue(view.verticalScrollBar().maximum()))
    work.step("catalogue, all selected", view.selectAll)
    work.step("catalogue, one selected", lambda: view.selectRow(5))
    work.step("catalogue, edited", lambda: panel.edits.edit(panel.selected(), "REMARK", "measured"), free)
    work.step("catalogue, change undone", panel.edits.undo, free)
    panel.dock.hide()


def whole_job():
    import_module("smartpole.gis.settings").WORK_FOLDER.set(os.environ["SMARTPOLE_WORK"])
    desk = qgis.utils.plugins["smartpole"].desk
    conductor, dock = desk.conductor, desk.dock
    trace = Path(os.environ["SMARTPOLE_TRACE"]).open("w", encoding="utf-8") if os.environ.get("SMARTPOLE_TRACE") else None  # noqa: SIM115
    work = Work(Watchdog(trace), desk)
    dock.show()
    if COUNTY:
        work.step("opened", lambda: conductor.open_workspace(Path(COUNTY) / "county.gpkg"), work.shown)
        form = conductor.ensure_form("coverage")
        form.set_values({"DEM": str(Path(COUNTY) / "county_dem.tif"), "CELL_SIZE": 20.0, "RADIUS": 3000.0})
        conductor.ensure_form("gaps")
        conductor.ensure_form("sites").set_values({"MAX_SITES": 40, "SECONDS": 10.0, "CELL_SIZE": 20.0})
    else:
        work.step("opened", lambda: click(dock.empty.sample), work.shown)
        conductor.ensure_form("sites").set_values({"MAX_SITES": 12, "SECONDS": 5.0})
    wanted = os.environ.get("SMARTPOLE_PARTS", "").split()
    parts = {
        "import": lambda: import_list(work, 2000 if COUNTY else 200),
        "coverage": lambda: work.press("coverage"),
        "gaps": lambda: work.press("gaps"),
        "sites": lambda: work.press("sites"),
        "checks": lambda: work.press("checks"),
        "reopen": lambda: (
            conductor.commands.run("close"),
            QgsProject.instance().clear(),
            work.step("opened with results", lambda: conductor.open_workspace(kept), work.shown),
        ),
        "try": lambda: try_out(work, 20),
        "undo": lambda: work.run("taken back", lambda: click(dock.footer.undo.button)),
        "look": lambda: look_here(work),
        "compare": lambda: compare(work),
        "catalogue": lambda: catalogue(work),
        "handover": lambda: work.press("handover"),
    }
    kept = conductor.session.path
    for name, part in parts.items():
        if not wanted or name in wanted:
            part()
    work.watchdog.stop()


inside_qgis.do(whole_job, report)
