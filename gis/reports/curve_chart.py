# SPDX-License-Identifier: GPL-2.0-or-later
"""A curve through points, such as coverage over budget, with today's plan on it."""

from dataclasses import dataclass, field
from typing import List, Optional, Sequence, Tuple

from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from ..styles.colours import GOOD, INK, NEUTRAL, PAPER
from .chart_base import Chart, figure, nice_ticks


@dataclass
class CurveChart(Chart):
    """A curve through (x, y) points, such as coverage over budget, with one of them marked as today's plan."""

    curve: Sequence[Tuple[float, float]]
    x_label: str = ""
    y_label: str = ""
    title: str = ""
    marked: Optional[Tuple[float, float]] = None
    marked_label: str = ""
    target_y: Optional[float] = None
    fill_below: bool = True
    width_points: float = 260.0
    height_points: float = 150.0
    points: float = 8.5
    extra: List[Tuple[str, Sequence[Tuple[float, float]]]] = field(default_factory=list)  #: further lines: colour, points

    @property
    def size(self) -> QSizeF:
        return QSizeF(self.width_points, self.height_points)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        zoom = self._zoom(area)
        font = self.font(area)
        metrics = QFontMetricsF(font)
        x_ticks, y_ticks = self._ticks()
        left = max(metrics.horizontalAdvance(figure(tick)) for tick in y_ticks) + 8 * zoom
        head = metrics.height() * (1.5 if self.title or self.y_label else 0.6)
        foot = metrics.height() * (2.5 if self.x_label else 1.4)
        plot = QRectF(area.left() + left, area.top() + head, area.width() - left - 10 * zoom, area.height() - head - foot)
        self._paint_axes(painter, area, plot, (x_ticks, y_ticks), font, zoom)
        points = [self._at(plot, x_ticks, y_ticks, x, y) for x, y in self.curve]
        if not points:
            return
        if self.fill_below:
            under = QPolygonF([QPointF(points[0].x(), plot.bottom()), *points, QPointF(points[-1].x(), plot.bottom())])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(37, 128, 168, 40))
            painter.drawPolygon(under)
        for colour, more in [(GOOD, self.curve), *self.extra]:
            painter.setPen(QPen(QColor(colour), 1.8 * zoom))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([self._at(plot, x_ticks, y_ticks, x, y) for x, y in more]))
        self._paint_marks(painter, plot, (x_ticks, y_ticks), zoom)

    def _ticks(self) -> Tuple[List[float], List[float]]:
        every = [point for _, more in [("", self.curve), *self.extra] for point in more] + ([self.marked] if self.marked else [])
        xs = [x for x, _ in every] or [0.0, 1.0]
        ys = [y for _, y in every] + ([self.target_y] if self.target_y is not None else []) or [0.0, 1.0]
        return nice_ticks(min(xs), max(xs), 5), nice_ticks(min(ys), max(ys), 5)

    @staticmethod
    def _at(plot: QRectF, x_ticks: List[float], y_ticks: List[float], x: float, y: float) -> QPointF:
        across = (x - x_ticks[0]) / (x_ticks[-1] - x_ticks[0])
        up = (y - y_ticks[0]) / (y_ticks[-1] - y_ticks[0])
        return QPointF(plot.left() + across * plot.width(), plot.bottom() - up * plot.height())

    def _paint_axes(self, painter: QPainter, area: QRectF, plot: QRectF, ticks, font: QFont, zoom: float) -> None:
        x_ticks, y_ticks = ticks
        height = QFontMetricsF(font).height()
        painter.setFont(self.font(area, bold=bool(self.title)))
        painter.setPen(QColor(self.ink))
        self.write(
            painter, QRectF(area.left(), area.top(), area.width(), height * 1.3), Qt.AlignmentFlag.AlignLeft, self.title or self.y_label
        )
        painter.setFont(font)
        for tick in y_ticks:
            y = self._at(plot, x_ticks, y_ticks, x_ticks[0], tick).y()
            painter.setPen(QPen(QColor(self.track), zoom))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(self.ink))
            box = QRectF(area.left(), y - height / 2, plot.left() - area.left() - 4 * zoom, height)
            self.write(painter, box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure(tick))
        for tick in x_ticks:
            x = self._at(plot, x_ticks, y_ticks, tick, y_ticks[0]).x()
            self.write(
                painter, QRectF(x - 40 * zoom, plot.bottom() + 2 * zoom, 80 * zoom, height), Qt.AlignmentFlag.AlignHCenter, figure(tick)
            )
        self.write(
            painter,
            QRectF(plot.left(), plot.bottom() + height * 1.2, plot.width(), height * 1.2),
            Qt.AlignmentFlag.AlignHCenter,
            self.x_label,
        )
        painter.setPen(QPen(QColor(NEUTRAL), zoom))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())

    def _paint_marks(self, painter: QPainter, plot: QRectF, ticks, zoom: float) -> None:
        x_ticks, y_ticks = ticks
        if self.target_y is not None:
            y = self._at(plot, x_ticks, y_ticks, x_ticks[0], self.target_y).y()
            painter.setPen(QPen(QColor(self.ink), zoom, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        if self.marked is not None:
            spot = self._at(plot, x_ticks, y_ticks, *self.marked)
            painter.setPen(QPen(QColor(PAPER), 1.2 * zoom))
            painter.setBrush(QColor(INK))
            painter.drawEllipse(spot, 3.6 * zoom, 3.6 * zoom)
            painter.setPen(QColor(self.ink))
            left = spot.x() > plot.center().x()
            flag = Qt.AlignmentFlag.AlignRight if left else Qt.AlignmentFlag.AlignLeft
            box = QRectF(spot.x() - 128 * zoom if left else spot.x() + 8 * zoom, spot.y() + 12 * zoom, 120 * zoom, 16 * zoom)
            self.write(painter, box, flag | Qt.AlignmentFlag.AlignVCenter, self.marked_label)
