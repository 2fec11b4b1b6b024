# SPDX-License-Identifier: GPL-2.0-or-later
"""The timetable painted for the wall: a line per town with progress, month targets and status colours, legend below."""

from dataclasses import dataclass
from typing import Dict, List, Sequence, Tuple

from qgis.PyQt.QtCore import QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPainter, QPen

from ..styles.colours import FAULT, GOOD, INK, MET, NEUTRAL, PAPER
from ..words import words
from .chart_base import Chart, hatch
from .timetable import Line, Timetable, merged

ROW_POINTS = (19.0, 34.0)  #: lowest and highest line
PANEL_POINTS = 1040.0  #: a panel is at least this wide
TYPE_SHARE = 0.56
FIRST_COLUMNS = (("town", 120), ("unit", 190), ("sites", 46), ("batch1", 46), ("batch2", 46), ("batch3", 46), ("progress", 200))
MONTH_WEIGHT = 52
#: state -> fill, ink
STATES = {"done": (GOOD, PAPER), "now": ("#e3cf7a", INK), "late": (FAULT, PAPER), "ahead": ("#e1e6ea", INK)}
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


@dataclass
class TimetableChart(Chart):
    """A timetable as wide as asked and at most as high; more towns make narrower lines, then two panels, then a line for the rest."""

    table: Timetable
    width_points: float
    most_height_points: float
    lang: str = "zh"

    def __post_init__(self):
        capacity = self._most_panels * int(self.most_height_points / ROW_POINTS[0] - 4) - 1
        self.table = merged(self.table, max(1, capacity), self.lang)
        self._panels, self._row, self.points = self._shape(len(self.table.lines))

    @property
    def _most_panels(self) -> int:
        return max(1, int(self.width_points / PANEL_POINTS))

    def _shape(self, count: int) -> Tuple[int, float, float]:
        """Panels side by side, height of a line and size of type: the fewest panels whose type is about the largest."""
        weights = sum(weight for _, weight in FIRST_COLUMNS) + MONTH_WEIGHT * (len(self.table.columns) + 1)
        best = (1, 0.0, 0.0)
        for panels in range(1, self._most_panels + 1):
            row = min(ROW_POINTS[1], self.most_height_points / (4.0 + -(-(count + 1) // panels)))
            month = MONTH_WEIGHT * self.width_points / panels / weights
            points = min(row * TYPE_SHARE, month * 0.34)
            if points > best[2] * 1.05:
                best = (panels, row, points)
        return best

    @property
    def size(self) -> QSizeF:
        """As high as its lines need: title, heads, lines with the total, legend."""
        return QSizeF(self.width_points, self._row * (4.0 + self._per_panel))

    @property
    def _per_panel(self) -> int:
        return -(-(len(self.table.lines) + 1) // self._panels)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        zoom = self._zoom(area)
        row = self._row * zoom
        painter.setPen(QColor(self.ink))
        painter.setFont(self.font(area, bold=True, share=1.25))
        year = self.table.year
        title = words("timetable.title_open", self.lang) if year is None else words("timetable.title", self.lang, year=year)
        self.write(painter, QRectF(area.left(), area.top(), area.width(), row * 1.2), LEFT, title)
        gap = 18.0 * zoom if self._panels > 1 else 0.0
        width = (area.width() - gap * (self._panels - 1)) / self._panels
        lines: List[Line] = [*self.table.lines, self.table.total]
        for panel in range(self._panels):
            part = lines[panel * self._per_panel : (panel + 1) * self._per_panel]
            box = QRectF(area.left() + panel * (width + gap), area.top() + row * 1.3, width, row * (1 + len(part)))
            self._paint_panel(painter, area, box, part, zoom)
        below = QRectF(area.left(), area.top() + row * (2.5 + self._per_panel), area.width(), row)
        self._paint_legend(painter, area, below, zoom)

    def _paint_panel(self, painter: QPainter, area: QRectF, box: QRectF, lines: Sequence[Line], zoom: float) -> None:
        row = self._row * zoom
        places = self._places(box)
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), row), QColor("#e9eef3"))
        painter.setFont(self.font(area, bold=True, share=0.86))
        painter.setPen(QColor(self.ink))
        heads = [words(f"timetable.{name}", self.lang) for name, _ in FIRST_COLUMNS]
        for (left, width), text in zip(places, [*heads, *self.table.columns, words("timetable.undated", self.lang)]):
            cell = QRectF(left, box.top(), width, row)
            self._text(painter, cell, text, LEFT if left < places[2][0] else MIDDLE)
        for number, line in enumerate(lines):
            self._paint_line(painter, area, places, box.top() + row * (number + 1), line, zoom)
        painter.setPen(QPen(QColor("#c9cdd1"), 0.6 * zoom))
        for number in range(len(lines) + 2):
            y = box.top() + row * number
            painter.drawLine(int(box.left()), int(y), int(box.right()), int(y))

    def _places(self, box: QRectF) -> List[Tuple[float, float]]:
        """Left edge and width of every column, undated last."""
        weights = [weight for _, weight in FIRST_COLUMNS] + [MONTH_WEIGHT] * (len(self.table.columns) + 1)
        scale, left, places = box.width() / sum(weights), box.left(), []
        for weight in weights:
            places.append((left, weight * scale))
            left += weight * scale
        return places

    def _paint_line(self, painter: QPainter, area: QRectF, places, top: float, line: Line, zoom: float) -> None:
        row = self._row * zoom
        whole = line is self.table.total
        plain, bold = self.font(area, bold=whole), self.font(area, bold=True)

        def cell(place: int) -> QRectF:
            return QRectF(places[place][0], top, places[place][1], row)

        painter.setPen(QColor(self.ink))
        painter.setFont(plain)
        self._text(painter, cell(0), line.name, LEFT)
        self._text(painter, cell(1), line.unit or ("" if whole else words("timetable.no_unit", self.lang)), LEFT)
        for place, value in enumerate((line.sites, *line.batches), 2):
            self._text(painter, cell(place), str(value) if value or place == 2 else "–", MIDDLE)
        self._paint_progress(painter, cell(6), line, zoom)
        first = len(FIRST_COLUMNS)
        for place, one in enumerate(line.cells, first):
            if not one.state:
                continue
            fill, ink = STATES[one.state]
            box = cell(place).adjusted(1.5 * zoom, 1.5 * zoom, -1.5 * zoom, -1.5 * zoom)
            painter.fillRect(box, QColor(fill))
            if one.state == "late":
                hatch(painter, QRectF(box.left(), box.bottom() - box.height() * 0.22, box.width(), box.height() * 0.22), 4.0 * zoom)
            painter.setPen(QColor(ink))
            painter.setFont(bold)
            self._text(painter, box, str(one.due), MIDDLE)
        painter.setFont(plain)
        painter.setPen(QColor(self.ink if line.undated else NEUTRAL))
        self._text(painter, cell(first + len(line.cells)), str(line.undated) if line.undated else "–", MIDDLE)

    def _paint_progress(self, painter: QPainter, cell: QRectF, line: Line, zoom: float) -> None:
        track = QRectF(cell.left() + 6 * zoom, cell.top() + cell.height() * 0.26, cell.width() * 0.52, cell.height() * 0.48)
        painter.fillRect(track, QColor(self.track))
        for share, colour in ((line.built, MET), (line.on_air, GOOD)):
            width = track.width() * min(1.0, share / line.sites) if line.sites else 0.0
            painter.fillRect(QRectF(track.left(), track.top(), width, track.height()), QColor(colour))
        painter.setPen(QPen(QColor(NEUTRAL), 0.8 * zoom))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(track)
        painter.setPen(QColor(FAULT if line.late else self.ink))
        said = f"{line.on_air}/{line.sites}"
        self._text(
            painter, QRectF(track.right() + 6 * zoom, cell.top(), cell.right() - track.right() - 6 * zoom, cell.height()), said, LEFT
        )

    def _text(self, painter: QPainter, box: QRectF, text: str, flags) -> None:
        """Text within its cell: smaller type where it is too long, cut with an ellipsis where even that does not fit."""
        inner = box.adjusted(box.height() * 0.12, 0, -box.height() * 0.06, 0)
        usual, font = painter.font(), painter.font()
        needed = QFontMetricsF(font).horizontalAdvance(text)
        if needed > inner.width():
            font.setPixelSize(max(1, round(font.pixelSize() * max(0.7, 0.97 * inner.width() / needed))))
        painter.setFont(font)
        self.write(painter, inner, flags, QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width()))
        painter.setFont(usual)

    def _paint_legend(self, painter: QPainter, area: QRectF, box: QRectF, zoom: float) -> None:
        painter.setFont(self.font(area, share=0.86))
        metrics = QFontMetricsF(painter.font())
        left = box.left()
        entries: Dict[str, str] = {state: words(f"timetable.{state}", self.lang) for state in STATES}
        for state, text in entries.items():
            swatch = QRectF(left, box.top() + box.height() * 0.2, box.height() * 1.1, box.height() * 0.6)
            painter.fillRect(swatch, QColor(STATES[state][0]))
            if state == "late":
                hatch(painter, swatch, 4.0 * zoom)
            painter.setPen(QColor(self.ink))
            width = metrics.horizontalAdvance(text)
            self.write(painter, QRectF(swatch.right() + 6 * zoom, box.top(), width + 4 * zoom, box.height()), LEFT, text)
            left = swatch.right() + width + 26 * zoom
        painter.setPen(QColor(NEUTRAL))
        notes = [words("timetable.note", self.lang, date=self.table.today.isoformat())]
        if self.table.spread:
            notes.append(words("timetable.spread", self.lang, count=self.table.spread))
        self._text(painter, QRectF(left, box.top(), box.right() - left, box.height()), words("semicolon", self.lang).join(notes), LEFT)
