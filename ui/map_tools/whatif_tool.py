# SPDX-License-Identifier: GPL-2.0-or-later
"""Try out: drag a planned site to another resource, click to add or take away one, turn sectors; the map answers meanwhile."""

import math
from functools import partial

from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal

from ...gis.messages import text, tr
from ...gis.siting.draft import Draft
from ..background import BackgroundTask, OwnThread
from .whatif_item import DraftItem
from .whatif_view import view_of

GRAB_PX, SNAP_PX, CLICK_PX = 12, 40, 4
SOON_MS = 5
REST_MS = 250  #: a drag that stands still this long is computed with a model that is slow


class WhatIfTool(QgsMapTool):
    """The map tool. The draft changes in a thread of its own, in the order of what was done; map and panel show `view`, its last state.

    `changed` after every change of the view, `kept` with the number of sites that were written, `refused` with why they could not
    be, `told` with what else there is to say.
    """

    changed = pyqtSignal()
    kept = pyqtSignal(int)
    refused = pyqtSignal(str)
    told = pyqtSignal(str)

    def __init__(self, canvas, loader):
        super().__init__(canvas)
        self.loader = loader
        self.draft = self.view = None
        self._item = None
        self._task = None
        self._thread = OwnThread(self)
        self._showing = self._again = False  # a drag is being computed; the mouse has gone on meanwhile
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
            self.draft = self.view = None
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
        self._thread.stop()
        if self._task is not None:
            self._task.cancel()
        self.loader.ready.disconnect(self._on_scene)
        self.loader.failed.disconnect(self.told)
        self.deleteLater()  # it is a child of the canvas, which lives on

    # ------------------------------------------------------------------- acting

    @property
    def busy(self) -> bool:
        """Whether something that was done does not show yet."""
        return self._thread.busy

    def ask(self, work, then=None) -> None:
        """Let `work(draft)` be done in the draft's own thread; `then(given, fault)` is called here."""
        draft = self.draft
        if draft is not None:
            self._thread.put(partial(_done, work, draft), partial(self._on_done, draft, then))

    def _on_done(self, draft, then, given, fault: str) -> None:
        answer, view = given if given is not None else (None, None)
        if draft is self.draft and view is not None:
            self.view = view
            if self._item is not None:
                self._item.update_from(view, self._held)
            self.changed.emit()
        if then is not None:
            then(answer, fault)
        elif fault:
            self.told.emit(fault)

    def refresh_view(self) -> None:
        """Show the draft as it is now."""
        self.ask(lambda draft: None)

    def undo(self) -> None:
        self.ask(lambda draft: draft.undo())

    def discard(self) -> None:
        self.ask(lambda draft: draft.discard())

    def commit(self) -> None:
        """Write the draft; `kept` or `refused` tells how it went."""
        self.ask(lambda draft: draft.commit(), lambda count, fault: self.refused.emit(fault) if fault else self.kept.emit(count))

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
        if self.view is None or event.button() != Qt.MouseButton.LeftButton:
            return
        point = self.toMapCoordinates(event.pos())
        self._pressed = event.pos()
        self._held = self.view.site_at(point.x(), point.y(), self._reach(GRAB_PX))
        self._held_from = self.view.stands.get(self._held) if self._held else None
        self._turning = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._held:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def canvasMoveEvent(self, event):
        if self.view is None:
            return
        point = self.toMapCoordinates(event.pos())
        if self._held is None:
            near = self.view.site_at(point.x(), point.y(), self._reach(GRAB_PX))
            self.setCursor(Qt.CursorShape.OpenHandCursor if near else Qt.CursorShape.ArrowCursor)
            return
        self._wanted = self._stand_at(point)
        if self.view.scene.computed_with.is_slow:
            self._later.start(REST_MS)  # again at every step: computed once the mouse rests
        elif not self._later.isActive():
            self._later.start(SOON_MS)

    def _stand_at(self, point):
        """What gives the stand of the held site with the mouse here, of the draft; None where it cannot stand."""
        held, start, site = self._held, self._held_from, self._held_from.site
        if self._turning:
            at = self.toMapCoordinates(self._pressed)
            first = math.atan2(at.x() - site.x_m, at.y() - site.y_m)
            now = math.atan2(point.x() - site.x_m, point.y() - site.y_m)
            by_deg = round(math.degrees(now - first) / 5) * 5
            return lambda draft: draft.turned(start, by_deg)
        candidate = self.draft.candidate_at(point.x(), point.y(), self._reach(SNAP_PX))
        return None if candidate is None else lambda draft: draft.moved(held, candidate)

    def _apply(self) -> None:
        """Compute what is dragged as it stands now; while one place is computed, only the newest is remembered."""
        if self._held is None or self._wanted is None or self.draft is None:
            return
        if self._showing:
            self._again = True
            return
        held, wanted = self._held, self._wanted
        self._showing, self._again = True, False
        self.ask(lambda draft: draft.show(held, wanted(draft)) if held in draft.stands else None, self._on_shown)

    def _on_shown(self, _answer, fault: str) -> None:
        self._showing = False
        if fault:
            self.told.emit(fault)
        if self._again:
            self._apply()

    def canvasReleaseEvent(self, event):
        if self.view is None or self._pressed is None:
            return
        still = (event.pos() - self._pressed).manhattanLength() <= CLICK_PX
        point = self.toMapCoordinates(event.pos())
        self._later.stop()
        self._again = False
        held, start = self._held, self._held_from
        if still and held is not None:
            self.ask(lambda draft: draft.do(held, None, start) if held in draft.stands else None)
        elif still:
            candidate = self.draft.candidate_at(point.x(), point.y(), self._reach(GRAB_PX))
            if candidate is not None:
                self.ask(lambda draft: draft.add(candidate))
        elif held is not None:
            wanted = self._stand_at(point) or self._wanted
            self.ask(partial(_put_down, held=held, wanted=wanted, start=start))
        self._held = self._held_from = self._pressed = self._wanted = None
        self.setCursor(Qt.CursorShape.ArrowCursor)


def _put_down(draft, held, wanted, start) -> None:
    """A dragged site stays where the mouse let it go, else it goes back; one that was taken away meanwhile is gone."""
    if held in draft.stands:
        draft.do(held, wanted(draft) if wanted is not None else start, start)


def _done(work, draft):
    """What a piece of work gave, and the draft as it is after it."""
    given = work(draft)
    return given, view_of(draft)
