# SPDX-License-Identifier: GPL-2.0-or-later
"""Stacked charts: columns by year, bars by kind; every part has its word in a legend."""

from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple

from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPainter, QPen

from ..styles.colours import GOOD, NEUTRAL, PAPER
from .chart_base import Chart, figure, hatch, nice_ticks


@dataclass(frozen=True)
class Series:
    """One part of every column or bar: its word, its values by category, its colour; hatched where grey print needs it."""

    name: str
    values: Sequence[float]
    colour: str = GOOD
    hatched: bool = False


@dataclass
class _Stacked(Chart):
    """What columns and bars share: categories, series, a legend under them."""

    categories: Sequence[str]
    series: Sequence[Series]
    title: str = ""
    captions: Optional[Sequence[str]] = None  #: what stands at the end of each; the sum where None
    width_points: float = 260.0
    points: float = 8.5

    @property
    def totals(self) -> List[float]:
        """The sum of each category."""
        return [sum(series.values[number] for series in self.series) for number in range(len(self.categories))]

    def caption(self, number: int) -> str:
        """What stands at the end of a column or bar."""
        return self.captions[number] if self.captions is not None else figure(round(self.totals[number], 2))

    @property
    def _line(self) -> float:
        return self.points * 1.75

    def _legend_rows(self) -> List[List[Tuple[Series, float]]]:
        """The legend's entries with their widths in points, row by row; one part alone needs no legend."""
        if len(self.series) < 2:
            return []
        rows: List[List[Tuple[Series, float]]] = [[]]
        used = 0.0
        for series in self.series:
            width = self.width_of(series.name) + self.points * 2.2
            if rows[-1] and used + width > self.width_points:
                rows.append([])
                used = 0.0
            rows[-1].append((series, width))
            used += width
        return rows

    def _paint_legend(self, painter: QPainter, area: QRectF, top: float, zoom: float) -> None:
        painter.setFont(self.font(area))
        line, side = self._line * zoom, self.points * 0.95 * zoom
        for row in self._legend_rows():
            left = area.left()
            for series, width in row:
                key = QRectF(left, top + (line - side) / 2, side, side)
                self._paint_part(painter, key, series, zoom)
                painter.setPen(QColor(self.ink))
                words = QRectF(left + side * 1.35, top, width * zoom, line)
                self.write(painter, words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, series.name)
                left += width * zoom
            top += line

    @staticmethod
    def _paint_part(painter: QPainter, box: QRectF, series: Series, zoom: float) -> None:
        painter.fillRect(box, QColor(series.colour))
        if series.hatched:
            hatch(painter, box, 3.2 * zoom)


@dataclass
class ColumnChart(_Stacked):
    """Stacked columns side by side, such as sites by year; the sum stands on each column."""

    height_points: float = 130.0

    @property
    def size(self) -> QSizeF:
        return QSizeF(self.width_points, self.height_points + self._line * len(self._legend_rows()))

    def paint(self, painter: QPainter, area: QRectF) -> None:
        zoom = self._zoom(area)
        line = self._line * zoom
        top = area.top() + self.heading(painter, area, line, self.title)
        font = self.font(area)
        metrics = QFontMetricsF(font)
        ticks = nice_ticks(0.0, max(self.totals, default=0.0), 4)
        left = max(metrics.horizontalAdvance(figure(tick)) for tick in ticks) + 7 * zoom
        bottom = area.bottom() - line * (1 + len(self._legend_rows()))
        plot = QRectF(area.left() + left, top + line, area.width() - left - 2 * zoom, bottom - top - line)
        painter.setFont(font)
        for tick in ticks:
            y = plot.bottom() - plot.height() * tick / ticks[-1]
            painter.setPen(QPen(QColor(self.track), zoom))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(self.ink))
            box = QRectF(area.left(), y - line / 2, left - 4 * zoom, line)
            self.write(painter, box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure(tick))
        self._paint_columns(painter, area, plot, ticks[-1], zoom)
        painter.setPen(QPen(QColor(NEUTRAL), zoom))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        self._paint_legend(painter, area, bottom + line, zoom)

    def _paint_columns(self, painter: QPainter, area: QRectF, plot: QRectF, highest: float, zoom: float) -> None:
        slot = plot.width() / max(1, len(self.categories))
        width, line = min(slot * 0.62, 44 * zoom), self._line * zoom
        for number, name in enumerate(self.categories):
            middle = plot.left() + slot * (number + 0.5)
            y = plot.bottom()
            for series in self.series:
                tall = plot.height() * series.values[number] / highest
                if tall <= 0:
                    continue
                y -= tall
                self._paint_part(painter, QRectF(middle - width / 2, y, width, tall), series, zoom)
                painter.setPen(QPen(QColor(PAPER), 0.8 * zoom))
                painter.drawLine(QPointF(middle - width / 2, y), QPointF(middle + width / 2, y))
            painter.setFont(self.font(area, bold=True))
            painter.setPen(QColor(self.ink))
            box = QRectF(middle - slot / 2, y - line, slot, line)
            self.write(painter, box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, self.caption(number))
            painter.setFont(self.font(area))
            box = QRectF(middle - slot / 2, plot.bottom(), slot, line)
            self.write(painter, box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, name)


@dataclass
class StackedBarChart(_Stacked):
    """Stacked bars under each other, such as resources by kind; the longest takes the whole width."""

    @property
    def size(self) -> QSizeF:
        lines = len(self.categories) + len(self._legend_rows()) + (1 if self.title else 0)
        return QSizeF(self.width_points, self._line * lines + 4)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        zoom = self._zoom(area)
        line = self._line * zoom
        top = area.top() + self.heading(painter, area, line, self.title)
        captions = [self.caption(number) for number in range(len(self.categories))]
        longest = max(self.totals, default=0.0) or 1.0
        for number, track in enumerate(self.named_bars(painter, area, top, line, self.categories, captions, 0.6)):
            x = track.left()
            for series in self.series:
                wide = track.width() * series.values[number] / longest
                if wide > 0:
                    self._paint_part(painter, QRectF(x, track.top(), wide, track.height()), series, zoom)
                x += wide
        top += line * len(self.categories)
        self._paint_legend(painter, area, top, zoom)
