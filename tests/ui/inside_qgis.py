# SPDX-License-Identifier: GPL-2.0-or-later
"""A job done inside a real QGIS that was started for it: with the plugin, and a report for whoever started it."""

import json
import os
import time
import traceback
from functools import partial
from pathlib import Path

import qgis.utils
from qgis.PyQt.QtCore import QEventLoop, QTimer

WINDOW_STANDS_MS = 1500


def wait_until(condition, seconds):
    """Run the event loop until a condition holds."""
    loop, end = QEventLoop(), time.monotonic() + seconds
    timer = QTimer()
    timer.timeout.connect(lambda: loop.quit() if condition() or time.monotonic() > end else None)
    timer.start(10)
    loop.exec()
    return bool(condition())


def do(job, report):
    """Do `job()` when the window stands; write `report` (with its "faults") to $SMARTPOLE_REPORT and end QGIS."""
    QTimer.singleShot(WINDOW_STANDS_MS, partial(_do, job, report))


def _do(job, report):
    try:
        qgis.utils.updateAvailablePlugins()
        qgis.utils.loadPlugin("smartpole")
        qgis.utils.startPlugin("smartpole")
        job()
    except Exception:
        report["faults"].append(traceback.format_exc())
    Path(os.environ["SMARTPOLE_REPORT"]).write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    os._exit(0)  # the window has nothing to save
