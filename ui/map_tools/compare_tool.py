# SPDX-License-Identifier: GPL-2.0-or-later
"""Swipe: two coverages on one map, split at a line that the mouse or the arrow keys move; Esc ends it."""

from typing import List

from qgis.core import QgsMapLayer, QgsMapRendererParallelJob, QgsMapSettings
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import Qt, QTimer

from ...gis.styles import ROLE
from ...gis.styles.rasters import RASTER_STYLES
from .compare_item import HANDLE_PX, Picture, SwipeItem

UNDER_RASTERS = ("road", "building", "water")  #: our layers that lie below a result raster
STEP = 0.02  #: of the canvas's width, by an arrow key


def layers_with(layers: List[QgsMapLayer], raster: QgsMapLayer) -> List[QgsMapLayer]:
    """The layers of the map, top first, with one raster in the place of all our result rasters."""
    kept = [layer for layer in layers if layer.customProperty(ROLE, "") not in RASTER_STYLES]
    gone = next((i for i, layer in enumerate(layers) if layer.customProperty(ROLE, "") in RASTER_STYLES), None)
    if gone is not None:
        place = sum(1 for layer in layers[:gone] if layer in kept)
    else:
        place = next((i for i, layer in enumerate(kept) if layer.customProperty(ROLE, "") in UNDER_RASTERS), len(kept))
    return [*kept[:place], raster, *kept[place:]]


class SwipeTool(QgsMapTool):
    """The map tool. It draws both maps itself in the background, whenever the map moves or its layers change."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self.item = None
        self._sides = ()  # (raster layer, Picture) of A and of B; the layers are in no project
        self._jobs = {}  # job -> (Picture, extent); kept until QGIS is done with them
        self._grabbed = self._panning = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(40)
        self._soon.timeout.connect(self._draw)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def set_sides(self, first: QgsMapLayer, first_name: str, second: QgsMapLayer, second_name: str) -> None:
        """What to compare: two styled raster layers and what they are called."""
        share = self.item.share if self.item is not None else 0.5
        self._sides = ((first, Picture(first_name)), (second, Picture(second_name)))
        if self.isActive():
            self._take_off()
            self._put_on(share)

    @property
    def drawn(self) -> bool:
        """Whether both sides show the map as it is now."""
        return not self._jobs and not self._soon.isActive() and all(picture.image is not None for _, picture in self._sides)

    # ------------------------------------------------------------- coming, going

    def activate(self):
        super().activate()
        canvas = self.canvas()
        canvas.extentsChanged.connect(self._soon.start)
        canvas.layersChanged.connect(self._soon.start)
        if self._sides:
            self._put_on(0.5)

    def deactivate(self):
        if self.item is not None:
            canvas = self.canvas()
            canvas.extentsChanged.disconnect(self._soon.start)
            canvas.layersChanged.disconnect(self._soon.start)
        self._take_off()
        self._sides = ()
        super().deactivate()

    def _put_on(self, share: float) -> None:
        self.item = SwipeItem(self.canvas(), self._sides[0][1], self._sides[1][1])
        self.item.share = share
        self._draw()

    def _take_off(self) -> None:
        self._soon.stop()
        for job in self._jobs:
            job.cancelWithoutBlocking()
        if self.item is not None:
            self.canvas().scene().removeItem(self.item)
            self.item = None

    def remove(self) -> None:
        """Leave nothing behind."""
        self.canvas().unsetMapTool(self)
        for job in list(self._jobs):
            job.cancel()
        self._jobs.clear()
        self.deleteLater()  # it is a child of the canvas, which lives on

    # ------------------------------------------------------------------ drawing

    def _draw(self) -> None:
        """Draw both sides anew, in threads; what was being drawn is dropped."""
        for job in self._jobs:
            job.cancelWithoutBlocking()
        for raster, picture in self._sides:
            settings = QgsMapSettings(self.canvas().mapSettings())
            settings.setLayers(layers_with(self.canvas().layers(), raster))
            job = QgsMapRendererParallelJob(settings)
            self._jobs[job] = (picture, settings.visibleExtent())
            job.finished.connect(lambda job=job: self._on_drawn(job))
            job.start()

    def _on_drawn(self, job) -> None:
        picture, extent = self._jobs.pop(job, (None, None))
        newest = not any(other is picture for other, _extent in self._jobs.values())
        if picture is not None and self.item is not None and newest and not job.errors():
            picture.image, picture.extent = job.renderedImage(), extent
            self.item.update()

    # ------------------------------------------------------------------- acting

    def _near_line(self, event) -> bool:
        return self.item is not None and abs(event.pos().x() - self.item.line_px()) <= HANDLE_PX + 3

    def canvasPressEvent(self, event):
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = self._near_line(event)
            self._panning = not self._grabbed

    def canvasMoveEvent(self, event):
        if self._grabbed and self.item is not None:
            self.item.set_line_px(event.pos().x())
        elif self._panning:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.canvas().panAction(event)
        else:
            self.setCursor(Qt.CursorShape.SplitHCursor if self._near_line(event) else Qt.CursorShape.OpenHandCursor)

    def canvasReleaseEvent(self, event):
        if self._panning:
            self.canvas().panActionEnd(event.pos())
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._grabbed = self._panning = False

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Escape:
            self.canvas().unsetMapTool(self)
            event.accept()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.item is not None:
            way = 1 if event.key() == Qt.Key.Key_Right else -1
            self.item.set_line_px(self.item.line_px() + way * STEP * self.canvas().width())
            event.accept()
