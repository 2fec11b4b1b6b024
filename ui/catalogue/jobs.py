# SPDX-License-Identifier: GPL-2.0-or-later
"""Small background work of the catalogue panel: reading and writing the file never waits on the main thread."""

from typing import Callable, Dict

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..background import BackgroundTask


class Jobs(QObject):
    """Runs work by name: a newer job of a name makes the answer of an older one void."""

    failed = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._tasks: Dict[str, BackgroundTask] = {}
        self._old = set()

    def busy(self, name: str = "") -> bool:
        """Whether work of this name (any at all without a name) is under way."""
        return name in self._tasks if name else bool(self._tasks)

    def run(self, name: str, title: str, work: Callable, done: Callable) -> None:
        """Do `work(progress)` in the background and call `done(given)` here; a fault comes by `failed` and `done` is not called."""
        self.drop(name)
        task = BackgroundTask(title, work)
        self._tasks[name] = task
        task.ended.connect(lambda given, fault: self._on_ended(name, task, given, fault, done))
        task.start()

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

    def _on_ended(self, name: str, task: BackgroundTask, given, fault: str, done: Callable) -> None:
        wanted = self._tasks.get(name) is task
        if wanted:
            del self._tasks[name]
        self._old.discard(task)
        if wanted and fault:
            self.failed.emit(fault)
        elif wanted:
            done(given)
