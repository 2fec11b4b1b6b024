# SPDX-License-Identifier: GPL-2.0-or-later
"""How the panels do work of their own in the background: a function, its answer, or the text of its fault.

`BackgroundTask` for work that a user may see in QGIS's list of tasks; `OwnThread` for work that follows the mouse.
"""

import logging
import threading
from queue import SimpleQueue
from typing import Callable

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..engine.errors import SmartPoleError
from ..engine.progress import Progress
from ..gis import collecting
from ..gis.messages import error_text

log = logging.getLogger(__name__)

SWEEP_MS = 200  #: often, so that little has gathered and the window hardly notices
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


class OwnThread(QObject):
    """One piece of work after the other in a thread of its own; `then(given, fault)` is called for each, on the main thread."""

    _ended = pyqtSignal(object, object, object, str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._pieces, self._thread, self._waiting = SimpleQueue(), None, 0
        self._ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """Whether anything has not been told yet."""
        return self._waiting > 0

    def put(self, work: Callable, then: Callable) -> None:
        """Do `work()` after what waits already."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, args=(self._pieces,), name="smartpole", daemon=True)
            self._thread.start()
        self._waiting += 1
        collecting.hold()
        self._pieces.put((work, then))

    def stop(self, wait_s: float = 3.0) -> None:
        """Tell nothing any more; what is being done is waited for."""
        pieces, self._pieces = self._pieces, SimpleQueue()
        thread, self._thread = self._thread, None
        if thread is not None:
            pieces.put(None)
            thread.join(wait_s)
        while self._waiting:
            self._let_go()

    def _let_go(self) -> None:
        self._waiting -= 1
        collecting.release()

    def _run(self, pieces: SimpleQueue) -> None:
        while True:
            piece = pieces.get()
            if piece is None or pieces is not self._pieces:  # stopped
                return
            work, then = piece
            given, fault = None, ""
            with collecting.held:  # also when nobody waits for it any more
                try:
                    given = work()
                except (SmartPoleError, OSError) as error:
                    fault = error_text(error)
                except Exception as error:  # the last line of defence: a thread that ends would leave the tool dead
                    log.exception("unforeseen fault in a thread")
                    fault = error_text(error)
                try:
                    self._ended.emit(pieces, then, given, fault)
                except RuntimeError:  # the window has gone meanwhile
                    return

    def _on_ended(self, pieces: SimpleQueue, then: Callable, given, fault: str) -> None:
        if pieces is self._pieces:
            self._let_go()
            then(given, fault)


def sweeper(parent) -> QTimer:
    """A timer of the main thread that keeps memory small while Python's collector rests."""
    timer = QTimer(parent)
    timer.setInterval(SWEEP_MS)
    timer.timeout.connect(collecting.sweep)
    timer.start()
    return timer
