# SPDX-License-Identifier: GPL-2.0-or-later
"""What the what-if tool paints over the map: what misses its level now, candidates, and the planned sites as drafted."""

import math

import numpy as np
from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPen

from ...gis.styles.colours import YEAR_COLOURS

CANDIDATE = QColor(60, 60, 60, 110)
MOST_CANDIDATES = 1500  #: in view; more would be a black carpet, and are shown when one comes closer


class DraftItem(QgsMapCanvasItem):
    """Paints a draft as a `View` of it; `update_from` after every change."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self._canvas = canvas
        self._draft = None
        self._image = None
        self._held = None
        self.setZValue(50)

    def update_from(self, view, held=None) -> None:
        """Show a draft as `view` has it; `held` is the id of the site under the mouse."""
        self._draft, self._held = view, held
        rows, columns = view.pixels.shape
        self._image = QImage(view.pixels.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32)
        self.setRect(self._canvas.extent())
        self.update()

    def updatePosition(self):
        self.setRect(self._canvas.extent())

    def _on_item(self, x: float, y: float) -> QPointF:
        point = self.toCanvasCoordinates(QgsPointXY(x, y))
        return QPointF(point.x() - self.pos().x(), point.y() - self.pos().y())

    def paint(self, painter, option=None, widget=None):
        if self._draft is None:
            return
        x_min, y_min, x_max, y_max = self._draft.scene.grid.extent_m
        box = QRectF(self._on_item(x_min, y_max), self._on_item(x_max, y_min))
        painter.drawImage(box, self._image)
        self._paint_candidates(painter)
        for site_id, stand in self._draft.stands.items():
            self._paint_site(painter, site_id, stand)

    def _paint_candidates(self, painter) -> None:
        shown, places = self._canvas.extent(), self._draft.scene.places_m
        x, y = places[:, 0], places[:, 1]
        inside = (x >= shown.xMinimum()) & (x <= shown.xMaximum()) & (y >= shown.yMinimum()) & (y <= shown.yMaximum())
        if np.count_nonzero(inside) > MOST_CANDIDATES:
            return
        painter.setPen(QPen(CANDIDATE, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for x_m, y_m in places[inside].tolist():
            painter.drawEllipse(self._on_item(x_m, y_m), 2.5, 2.5)

    def _paint_site(self, painter, site_id, stand) -> None:
        centre = self._on_item(stand.site.x_m, stand.site.y_m)
        colour = QColor(YEAR_COLOURS[0])
        touched = stand != self._draft.start.get(site_id)
        if len(stand.site.sectors) > 1:
            painter.setPen(QPen(colour, 2.0))
            for sector in stand.site.sectors:
                angle = math.radians(sector.azimuth_deg)
                painter.drawLine(centre, centre + QPointF(18 * math.sin(angle), -18 * math.cos(angle)))
        painter.setPen(QPen(QColor("white"), 2.0 if not touched else 1.0))
        painter.setBrush(colour)
        size = 8.0 if site_id == self._held else 6.0
        painter.drawEllipse(centre, size, size)
        if touched:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 1.6, Qt.PenStyle.DashLine))
            painter.drawEllipse(centre, size + 4, size + 4)
