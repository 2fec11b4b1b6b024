# SPDX-License-Identifier: GPL-2.0-or-later
"""Small background work of the catalogue panel: reading and writing the file never waits on the main thread."""

import gc
from typing import Callable, Dict

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..engine.errors import SmartPoleError
from ..engine.progress import Progress
from ..gis.messages import error_text


class _Flying:
    """The tasks that are under way, held until QGIS has ended them.

    Python's collector runs in whatever thread allocates, and among what it finds may be widgets, which only the main
    thread may destroy: it waits until no task is under way.
    """

    def __init__(self):
        self._tasks, self._paused = set(), False

    def begin(self, task) -> None:
        if not self._tasks and gc.isenabled():
            gc.disable()
            self._paused = True
        self._tasks.add(task)

    def end(self, task) -> None:
        self._tasks.discard(task)
        if not self._tasks and self._paused:
            self._paused = False
            gc.enable()


_flying = _Flying()


class _Task(QgsTask):
    """One piece of work; `ended` carries what it gave, or the text of the fault."""

    ended = pyqtSignal(object, str)

    def __init__(self, title: str, work: Callable):
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work, self._given, self._fault = work, None, ""

    def run(self):
        try:
            self._given = self._work(Progress(lambda share: self.setProgress(100 * share), self.isCanceled))
        except (SmartPoleError, OSError) as error:
            self._fault = error_text(error)
        return True

    def finished(self, result):
        _flying.end(self)
        self.ended.emit(self._given, self._fault)


class Jobs(QObject):
    """Runs work by name: a newer job of a name makes the answer of an older one void."""

    failed = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._tasks: Dict[str, _Task] = {}
        self._old = set()

    def busy(self, name: str = "") -> bool:
        """Whether work of this name (any at all without a name) is under way."""
        return name in self._tasks if name else bool(self._tasks)

    def run(self, name: str, title: str, work: Callable, done: Callable) -> None:
        """Do `work(progress)` in the background and call `done(given)` here; a fault comes by `failed` and `done` is not called."""
        self.drop(name)
        task = _Task(title, work)
        self._tasks[name] = task
        task.ended.connect(lambda given, fault: self._on_ended(name, task, given, fault, done))
        _flying.begin(task)
        QgsApplication.taskManager().addTask(task)

    def drop(self, name: str) -> None:
        """Forget work of this name; what it writes it still writes, its answer is not wanted any more."""
        task = self._tasks.pop(name, None)
        if task is not None:
            self._old.add(task)

    def stop(self) -> None:
        """Wait for what is being written, and answer nothing any more."""
        for name in list(self._tasks):
            self.drop(name)
        for task in list(self._old):
            task.waitForFinished(5000)
        self._old.clear()

    def _on_ended(self, name: str, task: _Task, given, fault: str, done: Callable) -> None:
        wanted = self._tasks.get(name) is task
        if wanted:
            del self._tasks[name]
        self._old.discard(task)
        if wanted and fault:
            self.failed.emit(fault)
        elif wanted:
            done(given)
