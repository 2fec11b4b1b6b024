# SPDX-License-Identifier: GPL-2.0-or-later
"""Horizontal bars: a share against what is asked, and where it was before."""

from dataclasses import dataclass
from typing import Optional, Sequence

from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF
from qgis.PyQt.QtGui import QColor, QPainter, QPen

from ..styles.colours import FAULT, GOOD, PAPER
from .chart_base import Chart, hatch


@dataclass(frozen=True)
class Bar:
    """A share in percent, with where it was before and what is asked, if any."""

    label: str
    value_pct: float
    target_pct: Optional[float] = None
    before_pct: Optional[float] = None
    text: str = ""  #: the caption, where it is not the share and its target
    colour: str = ""  #: where it is not that of met or missed

    @property
    def met(self) -> bool:
        return self.target_pct is None or self.value_pct >= self.target_pct - 1e-9

    @property
    def caption(self) -> str:
        if self.text:
            return self.text
        if self.target_pct is None:
            return f"{self.value_pct:.1f} %"
        return f"{self.value_pct:.1f} / {self.target_pct:g}" + (" ✓" if self.met else "")


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
        line = self._line * zoom
        top = area.top() + self.heading(painter, area, line, self.title)
        tracks = self.named_bars(painter, area, top, line, [bar.label for bar in self.bars], [bar.caption for bar in self.bars], 0.56)
        for bar, track in zip(self.bars, tracks):
            self._paint_track(painter, track, bar, zoom)

    def _paint_track(self, painter: QPainter, track: QRectF, bar: Bar, zoom: float) -> None:
        def at(share_pct: float) -> float:
            return track.left() + track.width() * max(0.0, min(100.0, share_pct)) / 100.0

        painter.fillRect(track, QColor(self.track))
        filled = QRectF(track.left(), track.top(), at(bar.value_pct) - track.left(), track.height())
        painter.fillRect(filled, QColor(bar.colour or (GOOD if bar.met else FAULT)))
        if not bar.met:
            hatch(painter, filled, 3.2 * zoom)
        if bar.before_pct is not None:
            painter.setPen(QPen(QColor(PAPER), 1.4 * zoom))
            painter.drawLine(QPointF(at(bar.before_pct), track.top()), QPointF(at(bar.before_pct), track.bottom()))
        if bar.target_pct is not None:
            painter.setPen(QPen(QColor(self.ink), 1.3 * zoom))
            x = at(bar.target_pct)
            painter.drawLine(QPointF(x, track.top() - 2 * zoom), QPointF(x, track.bottom() + 2 * zoom))


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
