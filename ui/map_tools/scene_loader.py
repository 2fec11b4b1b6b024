# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads a plan into memory in the background, for the tools that answer at once; reads anew when the plan has changed."""

from functools import partial

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...gis.messages import tr
from ...gis.readers.scene import TABLES, read_scene
from ...gis.readers.scene_model import newest_record
from ..background import BackgroundTask
from ..panel import steps


class SceneLoader(QObject):
    """Keeps the scene of the open workspace as long as its tables and the coverage's parameters stay as they were."""

    ready = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self.scene = None
        self._parameters = None
        self._task = None

    def current(self):
        """The scene if it still is what the workspace holds, else None."""
        session = self.session
        if self.scene is None or session.workspace is None or self.scene.workspace.path != session.path:
            return None
        if self._parameters != self._wanted() or session.workspace.versions(TABLES) != self.scene.versions:
            return None
        return self.scene

    def load(self) -> None:
        """Ask for a scene that is true; it comes by `ready`, at once when there is one."""
        scene = self.current()
        if scene is not None:
            self.ready.emit(scene)
        elif self._task is None and self.session.workspace is not None:
            self._parameters = self._wanted()
            work = partial(read_scene, self.session.workspace, self._parameters)
            self._task = BackgroundTask(tr("Reading the plan for the map tools"), work)
            self._task.ended.connect(self._on_ready)
            self._task.start()

    def stop(self) -> None:
        """Let go of everything."""
        if self._task is not None:
            self._task.cancel()
            self._task.waitForFinished(3000)
        self._task = self.scene = None

    def _wanted(self) -> dict:
        """The parameters of the newest coverage, else those kept for the next one."""
        return newest_record(self.session.workspace) or dict(self.session.remembered(steps.COVERAGE))

    def _on_ready(self, scene, fault: str) -> None:
        self._task = None
        self.scene = scene
        if scene is None:
            self.failed.emit(fault)
        else:
            self.ready.emit(scene)
