# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs inside `qgis --code`: does the whole job on the sample with the mouse, and writes down what happened.

Environment: SMARTPOLE_REPORT, the JSON file to write; SMARTPOLE_WORK, the work folder; SMARTPOLE_LIST, a list to import;
SMARTPOLE_TESTS, the folder of this file.
"""

import os
import sys
import time
from importlib import import_module
from pathlib import Path

import qgis.utils
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

sys.path.insert(0, os.environ["SMARTPOLE_TESTS"])
import inside_qgis  # noqa: E402
from inside_qgis import wait_until  # noqa: E402
from watchdog import Watchdog  # noqa: E402

report = {"steps": {}, "stalls_ms": {}, "processor_ms": {}, "faults": []}


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def note(key, watchdog):
    """How long the main thread was gone at most since the watchdog was restarted."""
    report["stalls_ms"][key], report["processor_ms"][key] = watchdog.clock_ms, watchdog.processor_ms


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
    note(key, watchdog)
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
    wait_until(lambda: False, 0.5)
    watchdog.restart()
    click(dock.empty.sample)
    wait_until(lambda: not conductor.layers.busy, 20)
    note("sample", watchdog)
    report["sample"] = {"name": dock.header.name.whole_text(), "layers": len(QgsProject.instance().mapLayers())}
    ended = []
    conductor.shown.connect(ended.append)
    listed = {"WORKSPACE": str(conductor.session.path), "FILE": os.environ["SMARTPOLE_LIST"], "DATUM": "WGS84", "TYPE": "01"}
    watchdog.restart()
    conductor.runner.run("import", "smartpole:importresources", listed)
    wait_until(lambda: ended, 30)
    note("import", watchdog)
    conductor.shown.disconnect(ended.append)
    report["import"] = {"ok": ended[0].ok, "reason": ended[0].reason, "added": ended[0].results.get("ADDED")}
    conductor.ensure_form("sites").set_values({"MAX_SITES": 6, "SECONDS": 2.0})
    for key in ("coverage", "gaps", "sites", "handover"):
        run_step(desk, key, watchdog)
    watchdog.stop()
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


inside_qgis.do(whole_job, report)
