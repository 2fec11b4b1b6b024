# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs inside `qgis --code`: does the whole job on the sample with the mouse, and writes down what happened.

Environment: SMARTPOLE_REPORT, the JSON file to write; SMARTPOLE_WORK, the work folder; SMARTPOLE_LIST, a list to import.
"""

import json
import os
import time
import traceback
from importlib import import_module
from pathlib import Path

import qgis.utils
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

report = {"steps": {}, "stalls_ms": {}, "faults": []}


class Watchdog:
    """The longest time in which the main thread answered nothing."""

    def __init__(self):
        self.clock, self.timer, self.longest = QElapsedTimer(), QTimer(), 0
        self.timer.setInterval(5)
        self.timer.timeout.connect(self.look)
        self.clock.start()
        self.timer.start()

    def look(self):
        self.longest = max(self.longest, self.clock.restart())

    def restart(self):
        self.clock.restart()
        self.longest = 0


def wait_until(condition, seconds):
    """Run the event loop until a condition holds."""
    loop, end = QEventLoop(), time.monotonic() + seconds
    timer = QTimer()
    timer.timeout.connect(lambda: loop.quit() if condition() or time.monotonic() > end else None)
    timer.start(10)
    loop.exec()
    return bool(condition())


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def run_step(desk, key, watchdog, seconds=60):
    row, ended = desk.dock.rows[key], []
    if not row.is_open():
        click(row.header)
    desk.dock.scroll.ensureWidgetVisible(row.primary)
    desk.conductor.shown.connect(ended.append)
    watchdog.restart()
    begun = time.monotonic()
    click(row.primary)
    busy = desk.conductor.runner.busy
    wait_until(lambda: ended or not busy, seconds)
    report["stalls_ms"][key] = watchdog.longest
    desk.conductor.shown.disconnect(ended.append)
    outcome = ended[0] if ended else None
    report["steps"][key] = {
        "ok": bool(outcome and outcome.ok),
        "reason": outcome.reason if outcome else "nothing ran",
        "state": row.header.icon.state().value,
        "summary": row.header.summary.whole_text(),
        "seconds": round(time.monotonic() - begun, 2),
    }


def whole_job():
    import_module("smartpole.gis.settings").WORK_FOLDER.set(os.environ["SMARTPOLE_WORK"])
    desk = qgis.utils.plugins["smartpole"].desk
    conductor, dock = desk.conductor, desk.dock
    watchdog = Watchdog()
    dock.show()
    click(dock.empty.sample)
    report["sample"] = {
        "name": dock.header.name.whole_text(),
        "layers": len(QgsProject.instance().mapLayers()),
        "stall_ms": watchdog.longest,
    }
    ended = []
    conductor.shown.connect(ended.append)
    listed = {"WORKSPACE": str(conductor.session.path), "FILE": os.environ["SMARTPOLE_LIST"], "DATUM": "WGS84", "TYPE": "01"}
    conductor.runner.run("import", "smartpole:importresources", listed)
    wait_until(lambda: ended, 30)
    conductor.shown.disconnect(ended.append)
    report["import"] = {"ok": ended[0].ok, "reason": ended[0].reason, "added": ended[0].results.get("ADDED")}
    conductor.ensure_form("sites").set_values({"MAX_SITES": 6, "SECONDS": 2.0})
    for key in ("coverage", "gaps", "sites", "handover"):
        run_step(desk, key, watchdog)
    if os.environ.get("SMARTPOLE_PICTURE"):
        wait_until(lambda: False, 1.5)
        iface.mainWindow().grab().save(os.environ["SMARTPOLE_PICTURE"])
    report["folder"] = sorted(path.name for path in Path(conductor.session.facts.path).parent.glob("*_handover_*/**/*"))
    remembered_path = str(conductor.session.path)
    before = len(iface.mainWindow().findChildren(QDockWidget, "SmartPolePanel"))
    algorithms = len(QgsApplication.processingRegistry().providerById("smartpole").algorithms())
    qgis.utils.unloadPlugin("smartpole")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # we are inside a timer: QGIS would do it on return
    report["unloaded"] = {
        "docks": (before, len(iface.mainWindow().findChildren(QDockWidget, "SmartPolePanel"))),
        "provider": QgsApplication.processingRegistry().providerById("smartpole") is not None,
        "menu": [a.text() for a in iface.pluginMenu().actions() if "SmartPole" in a.text() or "智慧杆" in a.text()],
    }
    qgis.utils.loadPlugin("smartpole")
    qgis.utils.startPlugin("smartpole")
    again = qgis.utils.plugins["smartpole"].desk.conductor
    report["again"] = {
        "same_workspace": str(again.session.path) == remembered_path,
        "states": {key: status.state.value for key, status in again.states.items()},
        "algorithms": len(QgsApplication.processingRegistry().providerById("smartpole").algorithms()),
        "before": algorithms,
    }


def main():
    try:
        qgis.utils.updateAvailablePlugins()
        qgis.utils.loadPlugin("smartpole")
        qgis.utils.startPlugin("smartpole")
        whole_job()
    except Exception:
        report["faults"].append(traceback.format_exc())
    Path(os.environ["SMARTPOLE_REPORT"]).write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    os._exit(0)  # the window has nothing to save


QTimer.singleShot(1500, main)
