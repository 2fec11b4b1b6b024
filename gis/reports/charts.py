# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts painted with Qt alone: bars against a target, a curve, a gauge; on any painter, to SVG, PNG or an image.

A chart is a plain object with `paint(painter, area)` and a natural `size` in points; the same object serves
the panel (painted on a widget), the report and the print layout (saved as SVG).
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import List, Optional, Sequence, Tuple

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF

from ..styles.colours import FAULT, GOOD, INK, NEUTRAL, PAPER
from ..styles.symbols import font_family

TRACK = "#e6e9eb"
POINTS_TO_PIXELS = 96.0 / 72.0


@dataclass(frozen=True)
class Bar:
    """A share in percent, with where it was before and what is asked, if any."""

    label: str
    value_pct: float
    target_pct: Optional[float] = None
    before_pct: Optional[float] = None

    @property
    def met(self) -> bool:
        return self.target_pct is None or self.value_pct >= self.target_pct - 1e-9

    @property
    def caption(self) -> str:
        if self.target_pct is None:
            return f"{self.value_pct:.1f} %"
        return f"{self.value_pct:.1f} / {self.target_pct:g}" + (" ✓" if self.met else "")


class Chart:
    """What every chart shares: typeface, text, saving."""

    points: float = 9.0
    ink: str = INK
    _outlined = False  # text as outlines: an SVG then looks the same where the typeface is missing

    @property
    def size(self) -> QSizeF:
        """Natural width and height in points."""
        raise NotImplementedError

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint the chart into `area`."""
        raise NotImplementedError

    def font(self, area: QRectF, bold: bool = False, share: float = 1.0) -> QFont:
        """The chart's typeface in pixels, in step with the size it is drawn at."""
        font = QFont(font_family())
        font.setPixelSize(max(6, round(self.points * share * self._zoom(area))))
        font.setBold(bold)
        return font

    def write(self, painter: QPainter, box: QRectF, flags, text: str) -> None:
        """Text in a box with the painter's font and pen."""
        if not self._outlined:
            painter.drawText(box, flags, text)
            return
        metrics = QFontMetricsF(painter.font())
        width, left = metrics.horizontalAdvance(text), box.left()
        if flags & Qt.AlignmentFlag.AlignRight:
            left = box.right() - width
        elif flags & Qt.AlignmentFlag.AlignHCenter:
            left = box.center().x() - width / 2
        top = box.center().y() - metrics.height() / 2 if flags & Qt.AlignmentFlag.AlignVCenter else box.top()
        path = QPainterPath()
        path.addText(QPointF(left, top + metrics.ascent()), painter.font(), text)
        painter.fillPath(path, painter.pen().color())

    def _zoom(self, area: QRectF) -> float:
        return min(area.width() / self.size.width(), area.height() / self.size.height())

    def save_svg(self, path: Path) -> Path:
        """Write the chart as SVG with its text as outlines. Raises OSError."""
        from qgis.PyQt.QtSvg import QSvgGenerator

        width, height = self.size.width() * POINTS_TO_PIXELS, self.size.height() * POINTS_TO_PIXELS
        generator = QSvgGenerator()
        generator.setFileName(str(path))
        generator.setSize(QSize(round(width), round(height)))
        generator.setViewBox(QRectF(0, 0, width, height))
        generator.setResolution(96)
        painter = QPainter(generator)
        self._outlined = True
        try:
            self.paint(painter, QRectF(0, 0, width, height))
        finally:
            self._outlined = False
            painter.end()
        if not Path(path).is_file():
            raise OSError(None, "SVG", str(path))
        return Path(path)

    def image(self, width_px: int, background: str = PAPER) -> QImage:
        """The chart as an image `width_px` wide."""
        height_px = max(1, round(width_px * self.size.height() / self.size.width()))
        image = QImage(width_px, height_px, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(QColor(background))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRectF(0, 0, width_px, height_px))
        painter.end()
        return image

    def save_png(self, path: Path, width_px: int = 1200) -> Path:
        """Write the chart as PNG. Raises OSError."""
        if not self.image(width_px).save(str(path), "PNG"):
            raise OSError(None, "PNG", str(path))
        return Path(path)


@dataclass
class BarChart(Chart):
    """Horizontal bars from 0 to 100 %: a tick at the target, a white line where it was before, hatching where it misses."""

    bars: Sequence[Bar]
    title: str = ""
    width_points: float = 240.0
    points: float = 9.0

    @property
    def _line(self) -> float:
        return self.points * 1.9

    @property
    def size(self) -> QSizeF:
        return QSizeF(self.width_points, self._line * (len(self.bars) + (1 if self.title else 0)) + 4)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        zoom = self._zoom(area)
        line, top = self._line * zoom, area.top()
        painter.setPen(QColor(self.ink))
        if self.title:
            painter.setFont(self.font(area, bold=True))
            self.write(
                painter,
                QRectF(area.left(), top, area.width(), line),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                self.title,
            )
            top += line
        font = self.font(area)
        metrics = QFontMetricsF(font)
        left = max((metrics.horizontalAdvance(bar.label) for bar in self.bars), default=0) + 6 * zoom
        right = max((metrics.horizontalAdvance(bar.caption) for bar in self.bars), default=0) + 6 * zoom
        for bar in self.bars:
            row = QRectF(area.left(), top, area.width(), line)
            painter.setFont(font)
            painter.setPen(QColor(self.ink))
            self.write(painter, row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, bar.label)
            self.write(painter, row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, bar.caption)
            track = QRectF(area.left() + left, top + line * 0.22, max(10.0, area.width() - left - right), line * 0.56)
            self._paint_track(painter, track, bar, zoom)
            top += line

    def _paint_track(self, painter: QPainter, track: QRectF, bar: Bar, zoom: float) -> None:
        def at(share_pct: float) -> float:
            return track.left() + track.width() * max(0.0, min(100.0, share_pct)) / 100.0

        painter.fillRect(track, QColor(TRACK))
        filled = QRectF(track.left(), track.top(), at(bar.value_pct) - track.left(), track.height())
        painter.fillRect(filled, QColor(GOOD if bar.met else FAULT))
        if not bar.met:
            _hatch(painter, filled, 3.2 * zoom)
        if bar.before_pct is not None:
            painter.setPen(QPen(QColor(PAPER), 1.4 * zoom))
            painter.drawLine(QPointF(at(bar.before_pct), track.top()), QPointF(at(bar.before_pct), track.bottom()))
        if bar.target_pct is not None:
            painter.setPen(QPen(QColor(self.ink), 1.3 * zoom))
            x = at(bar.target_pct)
            painter.drawLine(QPointF(x, track.top() - 2 * zoom), QPointF(x, track.bottom() + 2 * zoom))


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
        left = max(metrics.horizontalAdvance(_figure(tick)) for tick in y_ticks) + 8 * zoom
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
            painter.setPen(QPen(QColor(TRACK), zoom))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(NEUTRAL))
            box = QRectF(area.left(), y - height / 2, plot.left() - area.left() - 4 * zoom, height)
            self.write(painter, box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _figure(tick))
        for tick in x_ticks:
            x = self._at(plot, x_ticks, y_ticks, tick, y_ticks[0]).x()
            self.write(
                painter, QRectF(x - 40 * zoom, plot.bottom() + 2 * zoom, 80 * zoom, height), Qt.AlignmentFlag.AlignHCenter, _figure(tick)
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
        for colour, share in ((TRACK, 100.0), (GOOD if met else FAULT, max(0.0, min(100.0, self.value_pct)))):
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


def _hatch(painter: QPainter, box: QRectF, step: float) -> None:
    """Slanting white lines inside a box, drawn one by one: SVG readers do not agree on pattern fills."""
    painter.setPen(QPen(QColor(255, 255, 255, 150), step * 0.28))
    x = box.left() + step
    while x < box.right() + box.height():
        low, high = max(box.left(), x - box.height()), min(box.right(), x)
        painter.drawLine(QPointF(low, box.top() + (x - low)), QPointF(high, box.top() + (x - high)))
        x += step


def nice_ticks(lowest: float, highest: float, wanted: int) -> List[float]:
    """Round tick values that span from `lowest` to `highest`."""
    import math

    span = highest - lowest or abs(highest) or 1.0
    raw = span / max(1, wanted - 1)
    base = 10.0 ** math.floor(math.log10(raw))
    step = next(k * base for k in (1, 2, 2.5, 5, 10) if k * base >= raw * 0.999)
    first = math.floor(lowest / step + 1e-9)
    last = max(first + 1, math.ceil(highest / step - 1e-9))
    return [number * step for number in range(first, last + 1)]


def _figure(value: float) -> str:
    return f"{value:g}"


def coverage_bars(statistics: Sequence[dict], title: str = "", level_name=lambda row: row["NAME"] or row["CODE"]) -> Optional[BarChart]:
    """Bars of the levels in table STAT: what is reached with the plan (or before it), before, and asked; None without rows."""
    levels = [row for row in statistics if row["SCOPE"] == "level"]
    before = {row["CODE"]: row["ACTUAL"] for row in levels if row["STAGE"] == "before"}
    latest = {row["CODE"]: row for row in sorted(levels, key=lambda row: row["STAGE"] == "after")}
    bars = [
        Bar(level_name(row), row["ACTUAL"], row["TARGET"], before.get(code) if row["STAGE"] == "after" else None)
        for code, row in sorted(latest.items())
        if row["ACTUAL"] is not None
    ]
    return BarChart(bars, title) if bars else None
