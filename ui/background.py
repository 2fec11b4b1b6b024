# SPDX-License-Identifier: GPL-2.0-or-later
"""The one way in which the panels do work of their own in the background: a function, its answer, or the text of its fault."""

import logging
from typing import Callable

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QTimer, pyqtSignal

from ..engine.errors import SmartPoleError
from ..engine.progress import Progress
from ..gis import collecting
from ..gis.messages import error_text

log = logging.getLogger(__name__)

SWEEP_MS = 1000
_flying: set = set()  #: tasks under way, held until QGIS has ended them


class BackgroundTask(QgsTask):
    """Does `work(progress)` in a thread; `ended` carries what it gave, or None and the text of the fault, on the main thread."""

    ended = pyqtSignal(object, str)

    def __init__(self, title: str, work: Callable):
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work, self._given, self._fault = work, None, ""

    def start(self) -> None:
        """Hand it to QGIS."""
        _flying.add(self)
        collecting.hold()
        QgsApplication.taskManager().addTask(self)

    def run(self):
        try:
            self._given = self._work(Progress(lambda share: self.setProgress(100 * share), self.isCanceled))
        except (SmartPoleError, OSError) as error:
            self._fault = error_text(error)
        except Exception as error:  # the last line of defence: an exception that leaves here would end QGIS
            log.exception("unforeseen fault in the background")
            self._fault = error_text(error)
        return True

    def finished(self, result):
        if self in _flying:
            _flying.discard(self)
            collecting.release()
        self.ended.emit(self._given, self._fault)


def sweeper(parent) -> QTimer:
    """A timer of the main thread that keeps memory small while Python's collector rests."""
    timer = QTimer(parent)
    timer.setInterval(SWEEP_MS)
    timer.timeout.connect(collecting.sweep)
    timer.start()
    return timer
