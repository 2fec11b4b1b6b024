# SPDX-License-Identifier: GPL-2.0-or-later
"""Work that only the main thread may do, in small pieces: one piece per turn of the event loop, so that the window stays alive."""

import logging
from collections import deque
from typing import Callable

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..engine.errors import SmartPoleError
from ..gis.messages import error_text

log = logging.getLogger(__name__)


class Turns(QObject):
    """Does pieces of work in the order in which they were added; `done` when nothing is left, `failed` when a piece cannot be done."""

    done = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._pieces = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        return bool(self._pieces)

    def add(self, *pieces: Callable[[], object]) -> None:
        """Do these after what is waiting already."""
        self._pieces.extend(pieces)
        if self._pieces:
            self._timer.start()

    def drop(self) -> None:
        """Do none of what is waiting."""
        self._pieces.clear()
        self._timer.stop()

    def finish(self) -> None:
        """Do everything that is waiting now."""
        while self._pieces:
            self._turn()

    def _turn(self) -> None:
        if self._pieces:
            piece = self._pieces.popleft()
            try:
                piece()
            except (SmartPoleError, OSError) as error:  # the file has gone: what is left would meet the same
                self._pieces.clear()
                self.failed.emit(error_text(error))
            except RuntimeError:  # the user took a layer away between two turns
                log.warning("a layer went away while it was being shown", exc_info=True)
        if not self._pieces:
            self._timer.stop()
            self.done.emit()
