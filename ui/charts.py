# SPDX-License-Identifier: GPL-2.0-or-later
"""Small charts painted with what Qt has: bars of what is reached against what is asked."""

from dataclasses import dataclass
from typing import List, Optional

from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ..gis.styles.colours import FAULT, GOOD


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart: a share in percent, and the target it is held against, if any."""

    label: str
    value_pct: float
    target_pct: Optional[float] = None
    before_pct: Optional[float] = None
    text: str = ""
    colour: str = ""

    @property
    def met(self) -> bool:
        return self.target_pct is None or self.value_pct >= self.target_pct

    @property
    def caption(self) -> str:
        if self.text:
            return self.text
        if self.target_pct is None:
            return f"{self.value_pct:.1f} %"
        return f"{self.value_pct:.1f} / {self.target_pct:g}" + (" ✓" if self.met else "")


class BarChart(QWidget):
    """Horizontal bars on a scale of 0 to 100 %, a tick at each target; what misses its target is orange and hatched."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._bars: List[Bar] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def bars(self) -> List[Bar]:
        return list(self._bars)

    def set_bars(self, bars: List[Bar]) -> None:
        self._bars = list(bars)
        self.setVisible(bool(bars))
        self.setToolTip("\n".join(f"{bar.label}: {bar.caption}" for bar in bars))
        self.setAccessibleDescription(self.toolTip())
        self.updateGeometry()
        self.update()

    def _line_height(self) -> int:
        return int(self.fontMetrics().height() * 1.35)

    def sizeHint(self) -> QSize:
        return QSize(200, self._line_height() * len(self._bars) + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bars(painter, QRectF(self.rect()), self._bars, self.palette(), self._line_height())
        painter.end()


def paint_bars(painter: QPainter, area: QRectF, bars: List[Bar], palette: QPalette, line: float) -> None:
    """Paint bars into `area` from its top, each `line` high; used by the widget and by pictures for reports."""
    if not bars:
        return
    metrics = painter.fontMetrics()
    ink = palette.color(QPalette.ColorRole.WindowText)
    label_width = max(metrics.horizontalAdvance(bar.label) for bar in bars) + 8
    caption_width = max(metrics.horizontalAdvance(bar.caption) for bar in bars) + 8
    width = max(20.0, area.width() - label_width - caption_width)
    for number, bar in enumerate(bars):
        top = area.top() + 2 + number * line
        painter.setPen(ink)
        painter.drawText(QRectF(area.left(), top, label_width, line), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, bar.label)
        painter.drawText(
            QRectF(area.right() - caption_width, top, caption_width, line),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            bar.caption,
        )
        track = QRectF(area.left() + label_width, top + line * 0.24, width, line * 0.52)
        _paint_track(painter, track, bar, palette)


def _paint_track(painter, track, bar, palette):
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
    painter.drawRect(track)
    colour = QColor(bar.colour) if bar.colour else QColor(GOOD if bar.met else FAULT)
    filled = QRectF(track)
    filled.setWidth(track.width() * max(0.0, min(100.0, bar.value_pct)) / 100.0)
    painter.setBrush(colour)
    painter.drawRect(filled)
    if not bar.met:
        hatch = QColor(255, 255, 255, 90)
        painter.save()
        painter.setClipRect(filled)
        painter.setPen(QPen(hatch, 1.2))
        x = filled.left() - filled.height()
        while x < filled.right():
            painter.drawLine(int(x), int(filled.bottom()), int(x + filled.height()), int(filled.top()))
            x += 6
        painter.restore()
    if bar.before_pct is not None:
        before = track.left() + track.width() * max(0.0, min(100.0, bar.before_pct)) / 100.0
        painter.setPen(QPen(QColor(255, 255, 255), 1.6))
        painter.drawLine(int(before), int(track.top()), int(before), int(track.bottom()))
    if bar.target_pct is not None:
        x = track.left() + track.width() * bar.target_pct / 100.0
        painter.setPen(QPen(palette.color(QPalette.ColorRole.WindowText), 1.4))
        painter.drawLine(int(x), int(track.top() - 2), int(x), int(track.bottom() + 2))
