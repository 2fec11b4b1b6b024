# SPDX-License-Identifier: GPL-2.0-or-later
"""Try out: drag a planned site to another resource, click to add or take away one, turn sectors; the map answers meanwhile."""

import math
from functools import partial

from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal

from ..gis.messages import text, tr
from ..gis.siting.draft import Draft
from .background import BackgroundTask
from .whatif_item import DraftItem

GRAB_PX, SNAP_PX, CLICK_PX = 12, 40, 4
REST_MS = 250  #: a drag that stands still this long is computed with a model that is slow


class WhatIfTool(QgsMapTool):
    """The map tool. `changed` after every change of the draft, `told` with what the tool has to say."""

    changed = pyqtSignal()
    told = pyqtSignal(str)

    def __init__(self, canvas, loader):
        super().__init__(canvas)
        self.loader = loader
        self.draft = None
        self._item = None
        self._task = None
        self._held = self._held_from = self._pressed = self._wanted = None
        self._turning = False
        self.resting = False  # the draft is kept while another tool has the map
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._apply)
        self.loader.ready.connect(self._on_scene)
        self.loader.failed.connect(self.told)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    # ------------------------------------------------------------- coming, going

    def activate(self):
        super().activate()
        if self.draft is not None:
            self._item = DraftItem(self.canvas())
            self.refresh_view()
            return
        self.told.emit(tr("Reading the plan …"))
        self.loader.load()

    def deactivate(self):
        if self._item is not None:
            self.canvas().scene().removeItem(self._item)
            self._item = None
        if not self.resting:
            self.draft = None
        super().deactivate()

    def _on_scene(self, scene) -> None:
        if not self.isActive() or self._task is not None or self.draft is not None:
            return
        here = self.canvas().mapSettings().destinationCrs()
        if here != scene.workspace.crs:
            self.told.emit(text("ui_map_crs", map=here.userFriendlyIdentifier(), workspace=scene.workspace.crs.userFriendlyIdentifier()))
            return
        self._task = BackgroundTask(tr("Preparing to try out sites"), partial(Draft, scene))
        self._task.ended.connect(self._on_draft)
        self._task.start()

    def _on_draft(self, draft, fault: str) -> None:
        self._task = None
        if draft is None or not self.isActive():
            self.told.emit(fault)
            return
        self.draft = draft
        self._item = DraftItem(self.canvas())
        how = tr("Drag a site to another resource, click a resource to add one, click a site to take it away, Shift and drag to turn it.")
        self.told.emit(f"{how}\n{draft.scene.trial_said}")
        self.refresh_view()

    def remove(self) -> None:
        """Leave nothing behind."""
        self._later.stop()
        self.canvas().unsetMapTool(self)
        if self._task is not None:
            self._task.cancel()
        self.loader.ready.disconnect(self._on_scene)
        self.loader.failed.disconnect(self.told)
        self.deleteLater()  # it is a child of the canvas, which lives on

    # ------------------------------------------------------------------- acting

    def refresh_view(self) -> None:
        """Paint the draft as it is now."""
        if self._item is not None and self.draft is not None:
            self._item.update_from(self.draft, self._held)
        self.changed.emit()

    def undo(self) -> None:
        if self.draft is not None:
            self.draft.undo()
            self.refresh_view()

    def discard(self) -> None:
        if self.draft is not None:
            self.draft.discard()
            self.refresh_view()

    def commit(self) -> int:
        """Write the draft; returns how many sites changed. Errors of ours go through."""
        count = self.draft.commit()
        self.refresh_view()
        return count

    def _reach(self, pixels: float) -> float:
        return pixels * self.canvas().mapUnitsPerPixel()

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Escape:
            self.canvas().unsetMapTool(self)
            event.accept()
        elif event.key() == Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.undo()
            event.accept()

    def canvasPressEvent(self, event):
        if self.draft is None or event.button() != Qt.MouseButton.LeftButton:
            return
        point = self.toMapCoordinates(event.pos())
        self._pressed = event.pos()
        self._held = self.draft.site_at(point.x(), point.y(), self._reach(GRAB_PX))
        self._held_from = self.draft.stands.get(self._held) if self._held else None
        self._turning = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._held:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def canvasMoveEvent(self, event):
        if self.draft is None:
            return
        point = self.toMapCoordinates(event.pos())
        if self._held is None:
            near = self.draft.site_at(point.x(), point.y(), self._reach(GRAB_PX))
            self.setCursor(Qt.CursorShape.OpenHandCursor if near else Qt.CursorShape.ArrowCursor)
            return
        self._wanted = self._stand_at(point)
        if self.draft.scene.computed_with.is_slow:
            self._later.start(REST_MS)  # again at every step: computed once the mouse rests
        elif not self._later.isActive():
            self._later.start(15)

    def _stand_at(self, point):
        """How the held site would stand with the mouse here."""
        site = self._held_from.site
        if self._turning:
            start = self.toMapCoordinates(self._pressed)
            first = math.atan2(start.x() - site.x_m, start.y() - site.y_m)
            now = math.atan2(point.x() - site.x_m, point.y() - site.y_m)
            return self.draft.turned(self._held_from, round(math.degrees(now - first) / 5) * 5)
        candidate = self.draft.candidate_at(point.x(), point.y(), self._reach(SNAP_PX))
        return self.draft.moved(self._held, candidate) if candidate is not None else None

    def _apply(self) -> None:
        if self._held is not None and self._wanted is not None and self.draft is not None:
            self.draft.show(self._held, self._wanted)
            self.refresh_view()

    def canvasReleaseEvent(self, event):
        if self.draft is None or self._pressed is None:
            return
        still = (event.pos() - self._pressed).manhattanLength() <= CLICK_PX
        point = self.toMapCoordinates(event.pos())
        self._later.stop()
        if still and self._held is not None:
            self.draft.do(self._held, None, self._held_from)
        elif still:
            candidate = self.draft.candidate_at(point.x(), point.y(), self._reach(GRAB_PX))
            if candidate is not None:
                self.draft.add(candidate)
        elif self._held is not None:
            stand = self._stand_at(point) or self._wanted or self._held_from
            self.draft.do(self._held, stand, self._held_from)
        self._held = self._held_from = self._pressed = self._wanted = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.refresh_view()
