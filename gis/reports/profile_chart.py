# SPDX-License-Identifier: GPL-2.0-or-later
"""A path in section as a chart: ground, buildings, the straight line, the first Fresnel zone and what stands in it."""

from dataclasses import dataclass
from typing import List, Sequence, Tuple

import numpy as np
from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from ...engine.path_profile import Section
from ..messages import tr
from ..styles.colours import FAULT, GOOD, NEUTRAL, PAPER
from .charts import TRACK, Chart, nice_ticks

GROUND, BUILDING, CLUTTER, WATERLINE = "#b8a888", "#7f8b95", "#9bb58a", "#2580a8"


@dataclass
class ProfileChart(Chart):
    """`losses` are (model, text) lines written under the section; `title` above it."""

    section: Section
    title: str = ""
    losses: Sequence[Tuple[str, str]] = ()
    width_points: float = 420.0
    points: float = 8.0

    @property
    def size(self) -> QSizeF:
        return QSizeF(self.width_points, 240.0 + self.points * 1.6 * (len(self.losses) + 1))

    def paint(self, painter: QPainter, area: QRectF) -> None:
        zoom = self._zoom(area)
        font = self.font(area)
        metrics = QFontMetricsF(font)
        line = metrics.height()
        low, high = self._reach()
        y_ticks = nice_ticks(low, high, 5)
        x_ticks = [tick for tick in nice_ticks(0.0, self._length, 6) if tick <= self._length * 1.001]
        left = max(metrics.horizontalAdvance(f"{tick:g}") for tick in y_ticks) + 8 * zoom
        foot = line * (5.0 + 1.15 * len(self.losses))
        plot = QRectF(area.left() + left, area.top() + line * 2.7, area.width() - left - 12 * zoom, area.height() - line * 2.7 - foot)
        self._scale = (plot, y_ticks[0], y_ticks[-1])
        self._paint_head(painter, area, line)
        self._paint_axes(painter, area, font, x_ticks, y_ticks, zoom)
        painter.save()
        painter.setClipRect(plot)
        self._paint_section(painter, zoom)
        painter.restore()
        self._paint_masts(painter, zoom)
        self._paint_foot(painter, area, plot, font, line, zoom)

    @property
    def _length(self) -> float:
        return float(self.section.paths.distance_m[-1])

    def _reach(self) -> Tuple[float, float]:
        s = self.section
        ground = s.paths.ground_m[0] + s.bulge_m
        low, high = float(ground.min()), float(max(s.top_m.max(), (s.line_m + s.fresnel_m).max()))
        return low - 0.05 * (high - low), high + 0.03 * (high - low)

    def _at(self, distance: float, height: float) -> QPointF:
        plot, low, high = self._scale
        return QPointF(plot.left() + distance / self._length * plot.width(), plot.bottom() - (height - low) / (high - low) * plot.height())

    def _polygon(self, heights, base=None) -> QPolygonF:
        distance = self.section.paths.distance_m
        upper = [self._at(d, h) for d, h in zip(distance, heights)]
        if base is None:
            return QPolygonF(upper)
        return QPolygonF(upper + [self._at(d, h) for d, h in zip(distance[::-1], np.asarray(base)[::-1])])

    def _paint_section(self, painter: QPainter, zoom: float) -> None:
        s = self.section
        ground = s.paths.ground_m[0] + s.bulge_m
        floor = np.full(ground.shape, self._scale[1])
        painter.setPen(Qt.PenStyle.NoPen)
        covers: List[Tuple[str, np.ndarray]] = [(BUILDING, s.paths.building_m[0])]
        if s.paths.clutter_m is not None:
            covers.insert(0, (CLUTTER, s.paths.clutter_m[0]))
        half = 0.5 * self._length / (ground.size - 1)
        for colour, height in covers:
            painter.setBrush(QColor(colour))
            for index in np.flatnonzero(height > 0):
                d = s.paths.distance_m[index]
                box = QRectF(self._at(d - half, ground[index] + height[index]), self._at(d + half, ground[index]))
                painter.drawRect(box.adjusted(-0.4 * zoom, 0, 0.4 * zoom, 0))
        painter.setBrush(QColor(GROUND))
        painter.drawPolygon(self._polygon(ground, floor))
        painter.setBrush(QColor(37, 128, 168, 36))
        painter.setPen(QPen(QColor(WATERLINE), 0.8 * zoom, Qt.PenStyle.DashLine))
        painter.drawPolygon(self._polygon(s.line_m + s.fresnel_m, s.line_m - s.fresnel_m))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(FAULT if s.blocked.any() else GOOD), 1.6 * zoom))
        painter.drawLine(self._at(0.0, s.line_m[0]), self._at(self._length, s.line_m[-1]))
        for mask, colour, size in ((s.in_fresnel & ~s.blocked, "#d08a1c", 1.6), (s.blocked, FAULT, 2.2)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            for index in np.flatnonzero(mask):
                painter.drawEllipse(self._at(s.paths.distance_m[index], s.top_m[index]), size * zoom, size * zoom)

    def _paint_masts(self, painter: QPainter, zoom: float) -> None:
        s = self.section
        painter.setPen(QPen(QColor(self.ink), 2.0 * zoom))
        for index, distance in ((0, 0.0), (-1, self._length)):
            painter.drawLine(self._at(distance, float(s.paths.ground_m[0, index])), self._at(distance, float(s.line_m[index])))
            painter.setBrush(QColor(PAPER))
            painter.drawEllipse(self._at(distance, float(s.line_m[index])), 2.4 * zoom, 2.4 * zoom)

    def _paint_head(self, painter: QPainter, area: QRectF, line: float) -> None:
        painter.setPen(QColor(self.ink))
        painter.setFont(self.font(area, bold=True, share=1.1))
        self.write(painter, QRectF(area.left(), area.top(), area.width(), line * 1.4), Qt.AlignmentFlag.AlignLeft, self.title)
        painter.setFont(self.font(area))
        painter.setPen(QColor(NEUTRAL))
        above = QRectF(area.left(), area.top() + line * 1.4, area.width(), line)
        self.write(painter, above, Qt.AlignmentFlag.AlignLeft, tr("Height above sea level (m)"))

    def _paint_axes(self, painter: QPainter, area: QRectF, font, x_ticks, y_ticks, zoom: float) -> None:
        plot, height = self._scale[0], QFontMetricsF(font).height()
        painter.setFont(font)
        for tick in y_ticks:
            y = self._at(0.0, tick).y()
            painter.setPen(QPen(QColor(TRACK), zoom))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(NEUTRAL))
            box = QRectF(area.left(), y - height / 2, plot.left() - area.left() - 4 * zoom, height)
            self.write(painter, box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{tick:g}")
        for tick in x_ticks:
            x = self._at(tick, y_ticks[0]).x()
            box = QRectF(x - 40 * zoom, plot.bottom() + 2 * zoom, 80 * zoom, height)
            self.write(painter, box, Qt.AlignmentFlag.AlignHCenter, f"{tick:g}")
        box = QRectF(plot.left(), plot.bottom() + height * 1.15, plot.width(), height)
        self.write(painter, box, Qt.AlignmentFlag.AlignHCenter, tr("Distance (m)"))

    def _paint_foot(self, painter: QPainter, area: QRectF, plot: QRectF, font, line: float, zoom: float) -> None:
        painter.setFont(font)
        top = plot.bottom() + line * 2.4
        x = area.left()
        legend = [
            (BUILDING, tr("Building")),
            (GROUND, tr("Ground")),
            (WATERLINE, tr("First Fresnel zone")),
            (FAULT, tr("Blocks the line")),
            ("#d08a1c", tr("Within 60 % of the zone")),
        ]
        if self.section.paths.clutter_m is not None:
            legend.insert(1, (CLUTTER, tr("Vegetation and other clutter")))
        for colour, text in legend:
            width = QFontMetricsF(font).horizontalAdvance(text) + 4 * zoom
            if x + line * 0.8 + width > area.right():
                x, top = area.left(), top + line * 1.15
            painter.fillRect(QRectF(x, top + line * 0.25, line * 0.6, line * 0.6), QColor(colour))
            x += line * 0.8
            painter.setPen(QColor(self.ink))
            self.write(painter, QRectF(x, top, width, line), Qt.AlignmentFlag.AlignLeft, text)
            x += width + line * 0.5
        for number, (model, loss) in enumerate(self.losses):
            row = QRectF(area.left(), top + line * (1.35 + 1.15 * number), area.width() - 12 * zoom, line)
            self.write(painter, row, Qt.AlignmentFlag.AlignLeft, model)
            self.write(painter, row, Qt.AlignmentFlag.AlignRight, loss)
