# SPDX-License-Identifier: GPL-2.0-or-later
"""What every chart shares: typeface, text, ink, saving as SVG, PNG or an image."""

import math
from functools import lru_cache
from pathlib import Path
from typing import List, Sequence

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from ..styles.colours import INK, PAPER
from ..styles.symbols import font_family

TRACK = "#e6e9eb"
POINTS_TO_PIXELS = 96.0 / 72.0
MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@lru_cache(maxsize=1)
def typeface() -> str:
    """The typeface of all charts; asked of the system once, as that takes tens of milliseconds."""
    return font_family()


class Chart:
    """What every chart shares: typeface, text, saving."""

    points: float = 9.0
    ink: str = INK  #: text and lines; a dark panel sets its own
    track: str = TRACK  #: what is not filled
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
        font = QFont(typeface())
        font.setPixelSize(max(6, round(self.points * share * self._zoom(area))))
        font.setBold(bold)
        return font

    def width_of(self, text: str) -> float:
        """How wide a text is, in points, whatever the chart is drawn on."""
        font = QFont(typeface())
        font.setPixelSize(round(8 * self.points))  # large, as sizes are whole pixels
        return QFontMetricsF(font).horizontalAdvance(text) * self.points / font.pixelSize()

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

    def heading(self, painter: QPainter, area: QRectF, height: float, title: str) -> float:
        """A title in bold at the top left, if there is one; returns how much room it took."""
        if not title:
            return 0.0
        painter.setPen(QColor(self.ink))
        painter.setFont(self.font(area, bold=True))
        self.write(painter, QRectF(area.left(), area.top(), area.width(), height), MIDDLE_LEFT, title)
        return height

    def named_bars(
        self, painter: QPainter, area: QRectF, top: float, line: float, names: Sequence[str], captions: Sequence[str], thick: float
    ) -> List[QRectF]:
        """A line each with its name at the left and its caption at the right; returns the boxes left for their bars."""
        zoom = self._zoom(area)
        painter.setFont(self.font(area))
        painter.setPen(QColor(self.ink))
        metrics = QFontMetricsF(painter.font())
        left = max((metrics.horizontalAdvance(name) for name in names), default=0.0) + 6 * zoom
        right = max((metrics.horizontalAdvance(caption) for caption in captions), default=0.0) + 6 * zoom
        boxes = []
        for number, (name, caption) in enumerate(zip(names, captions)):
            row = QRectF(area.left(), top + number * line, area.width(), line)
            self.write(painter, row, MIDDLE_LEFT, name)
            self.write(painter, row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, caption)
            wide = max(10.0, area.width() - left - right)
            boxes.append(QRectF(area.left() + left, row.top() + line * (1.0 - thick) / 2, wide, line * thick))
        return boxes

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


def hatch(painter: QPainter, box: QRectF, step: float) -> None:
    """Slanting white lines inside a box, drawn one by one: SVG readers do not agree on pattern fills."""
    painter.setPen(QPen(QColor(255, 255, 255, 150), step * 0.28))
    x = box.left() + step
    while x < box.right() + box.height():
        low, high = max(box.left(), x - box.height()), min(box.right(), x)
        painter.drawLine(QPointF(low, box.top() + (x - low)), QPointF(high, box.top() + (x - high)))
        x += step


def nice_ticks(lowest: float, highest: float, wanted: int) -> List[float]:
    """Round tick values that span from `lowest` to `highest`."""
    span = highest - lowest or abs(highest) or 1.0
    raw = span / max(1, wanted - 1)
    base = 10.0 ** math.floor(math.log10(raw))
    step = next(k * base for k in (1, 2, 2.5, 5, 10) if k * base >= raw * 0.999)
    first = math.floor(lowest / step + 1e-9)
    last = max(first + 1, math.ceil(highest / step - 1e-9))
    return [number * step for number in range(first, last + 1)]


def figure(value: float) -> str:
    """A figure on an axis, without needless zeros."""
    return f"{value:g}"
