# SPDX-License-Identifier: GPL-2.0-or-later
"""What the swipe paints over the map: one picture left of a line, another right of it, each with its name."""

from dataclasses import dataclass
from typing import Optional

from qgis.core import QgsPointXY, QgsRectangle
from qgis.gui import QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPen, QPolygonF

INK, PAPER = QColor("#22292f"), QColor("#ffffff")
HANDLE_PX = 11


@dataclass
class Picture:
    """One side: its name, and its map as last drawn with the extent it was drawn for."""

    name: str
    image: Optional[QImage] = None
    extent: Optional[QgsRectangle] = None


class SwipeItem(QgsMapCanvasItem):
    """Paints two pictures split at `share` of the canvas's width."""

    def __init__(self, canvas, first: Picture, second: Picture):
        super().__init__(canvas)
        self._canvas = canvas
        self.first, self.second = first, second
        self.share = 0.5
        self.setZValue(90)
        self.setRect(canvas.extent())

    def line_px(self) -> float:
        """Where the line stands, in pixels from the left."""
        return self.share * self._canvas.width()

    def set_line_px(self, x: float) -> None:
        """Move the line; it stays on the canvas."""
        self.share = min(1.0, max(0.0, x / max(1, self._canvas.width())))
        self.update()

    def updatePosition(self):
        self.setRect(self._canvas.extent())

    def _box(self, extent: QgsRectangle) -> QRectF:
        """Where a picture lies on the canvas now; while the map moves it moves along."""
        if self._canvas.rotation():
            return QRectF(0, 0, self._canvas.width(), self._canvas.height())
        corners = (QgsPointXY(extent.xMinimum(), extent.yMaximum()), QgsPointXY(extent.xMaximum(), extent.yMinimum()))
        return QRectF(self.toCanvasCoordinates(corners[0]), self.toCanvasCoordinates(corners[1]))

    def paint(self, painter, option=None, widget=None):
        painter.save()
        painter.translate(-self.pos())
        width, height = float(self._canvas.width()), float(self._canvas.height())
        line = self.line_px()
        sides = ((self.first, QRectF(0, 0, line, height)), (self.second, QRectF(line, 0, width - line, height)))
        for picture, part in sides:
            if picture.image is None or part.isEmpty():
                continue
            painter.save()
            painter.setClipRect(part)
            painter.drawImage(self._box(picture.extent), picture.image)
            painter.restore()
        self._paint_line(painter, line, height)
        self._paint_name(painter, "A  " + self.first.name, 8.0, line - 12.0, False)
        self._paint_name(painter, "B  " + self.second.name, line + 12.0, width - 8.0, True)
        painter.restore()

    def _paint_line(self, painter, line: float, height: float) -> None:
        for colour, width in ((INK, 4.0), (PAPER, 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(line, 0), QPointF(line, height))
        middle = QPointF(line, height / 2)
        painter.setPen(QPen(INK, 1.4))
        painter.setBrush(PAPER)
        painter.drawEllipse(middle, HANDLE_PX, HANDLE_PX)
        painter.setBrush(INK)
        for way in (-1, 1):
            tip, base = middle + QPointF(8 * way, 0), middle + QPointF(3 * way, 0)
            painter.drawPolygon(QPolygonF([tip, base + QPointF(0, -4), base + QPointF(0, 4)]))

    def _paint_name(self, painter, name: str, left: float, right: float, at_right: bool) -> None:
        """A name on a dark ground at the top, shortened to the room its side has."""
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(right - left - 16))
        if right - left < 40 or not shown:
            return
        width, height = metrics.horizontalAdvance(shown) + 16.0, metrics.height() + 8.0
        box = QRectF(right - width if at_right else left, 8.0, width, height)
        ground = QColor(INK)
        ground.setAlpha(215)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(PAPER)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
