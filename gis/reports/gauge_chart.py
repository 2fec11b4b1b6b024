# SPDX-License-Identifier: GPL-2.0-or-later
"""Half rings: a share against its target, alone or in a row."""

from dataclasses import dataclass
from typing import Sequence

from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen

from ..styles.colours import FAULT, GOOD
from .chart_base import Chart


@dataclass
class GaugeChart(Chart):
    """A half ring from 0 to 100 % with a notch at the target, such as the 80 % rate of use."""

    label: str
    value_pct: float
    target_pct: float
    width_points: float = 120.0
    points: float = 9.0

    @property
    def size(self) -> QSizeF:
        return QSizeF(self.width_points, self.width_points * 0.68)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        zoom = self._zoom(area)
        ring = 15.0 * zoom
        radius = min(area.width(), self.width_points * zoom) / 2 - ring / 2 - 3 * zoom
        middle = QPointF(area.center().x(), area.top() + radius + ring / 2 + 4 * zoom)
        box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        met = self.value_pct >= self.target_pct
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, share in ((self.track, 100.0), (GOOD if met else FAULT, max(0.0, min(100.0, self.value_pct)))):
            painter.setPen(QPen(QColor(colour), ring, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawArc(box, 180 * 16, -round(share * 1.8 * 16))
        painter.setPen(QPen(QColor(self.ink), 1.6 * zoom))
        painter.save()
        painter.translate(middle)
        painter.rotate(180.0 + self.target_pct * 1.8)
        painter.drawLine(QPointF(radius - ring * 0.62, 0), QPointF(radius + ring * 0.62, 0))
        painter.restore()
        painter.setFont(self.font(area, bold=True, share=1.6))
        self.write(
            painter,
            QRectF(area.left(), middle.y() - 24 * zoom, area.width(), 24 * zoom),
            Qt.AlignmentFlag.AlignCenter,
            f"{self.value_pct:.0f} %",
        )
        painter.setFont(self.font(area))
        self.write(painter, QRectF(area.left(), middle.y() + 1 * zoom, area.width(), 16 * zoom), Qt.AlignmentFlag.AlignCenter, self.label)


@dataclass
class GaugeRow(Chart):
    """Several gauges side by side under one title."""

    gauges: Sequence[GaugeChart]
    title: str = ""
    width_points: float = 260.0
    points: float = 8.5

    @property
    def _head(self) -> float:
        return self.points * 1.9 if self.title else 0.0

    @property
    def _each(self) -> float:
        return min(self.width_points / max(1, len(self.gauges)), 130.0)

    @property
    def size(self) -> QSizeF:
        return QSizeF(self.width_points, self._head + self._each * 0.68 + self.points)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        zoom = self._zoom(area)
        self.heading(painter, area, self._head * zoom, self.title)
        slot = area.width() / max(1, len(self.gauges))
        for number, gauge in enumerate(self.gauges):
            gauge.ink, gauge.track, gauge.points, gauge.width_points = self.ink, self.track, self.points, self._each
            gauge._outlined = self._outlined
            wide, high = gauge.size.width() * zoom, gauge.size.height() * zoom
            left = area.left() + slot * number + (slot - wide) / 2
            gauge.paint(painter, QRectF(left, area.top() + self._head * zoom, wide, high))
