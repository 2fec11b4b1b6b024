# SPDX-License-Identifier: GPL-2.0-or-later
"""An antenna pattern as a chart: the horizontal and the vertical cut, polar, side by side."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, List, Tuple

import numpy as np
from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen, QPolygonF

from ...engine.antenna_files import read_antenna
from ...engine.errors import InputError
from ..messages import tr
from ..shipped import preset
from ..styles.colours import GOOD, NEUTRAL
from .charts import TRACK, Chart

DEPTH_DB = 30.0  #: the middle of the plot lies this far below the greatest gain
RINGS_DB = (0.0, 3.0, 10.0, 20.0)


def read_pattern(path: str) -> Tuple[Any, List[str]]:
    """The pattern of an antenna file, and what was assumed of it as `key:value`.

    A table of relative levels does not know its gain: then the usual gain of the broadcast beams is taken.
    """
    try:
        pattern = read_antenna(path)
        notes = []
    except OSError as error:
        raise InputError("antenna_file_unreadable", name=Path(path).name) from error
    except InputError as error:
        if error.key != "antenna_file_no_gain" or b"VERTICAL" in Path(path).read_bytes().upper():  # an MSI file has a place for it
            raise
        gain = float(preset("network")["kinds"]["tower"]["ssb_gain_dbi"]["default"])
        pattern = read_antenna(path, max_gain_dbi=gain)
        notes = [f"antenna_gain:{gain:g}"]
    return pattern, [*notes, *(f"antenna_{note}:1" for note in pattern.notes)]


def cuts(pattern) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Angles 0 to 359 degrees, and the gain in dBi at them: clockwise from boresight, and downwards from the front horizon."""
    angle = np.arange(360.0)
    if hasattr(pattern, "horizontal_db"):  # as the file has them; between its cuts a pattern is a blend of both
        return angle, pattern.max_gain_dbi - pattern.horizontal_db, pattern.max_gain_dbi - pattern.vertical_db
    horizontal = pattern.gain_dbi(angle, np.full(360, 90.0))
    front = (angle <= 90) | (angle >= 270)
    zenith = np.where(angle <= 90, 90 + angle, np.where(angle >= 270, angle - 270, 270 - angle))
    vertical = pattern.gain_dbi(np.where(front, 0.0, 180.0), zenith)
    return angle, horizontal, vertical


@dataclass
class AntennaChart(Chart):
    """`pattern` is anything with `gain_dbi` and `max_gain_dbi`."""

    pattern: Any
    title: str = ""
    width_points: float = 420.0
    points: float = 8.0

    @property
    def size(self) -> QSizeF:
        return QSizeF(self.width_points, self.width_points / 2 + self.points * 5)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        zoom = self._zoom(area)
        line = self.points * 1.7 * zoom
        painter.setFont(self.font(area, bold=True))
        painter.setPen(QColor(self.ink))
        gain = tr("{name}: {gain} dBi").format(name=self.title, gain=f"{self.pattern.max_gain_dbi:.1f}")
        self.write(painter, QRectF(area.left(), area.top(), area.width(), line), Qt.AlignmentFlag.AlignLeft, gain)
        painter.setFont(self.font(area))
        angle, horizontal, vertical = cuts(self.pattern)
        half = area.width() / 2
        # seen from above the boresight points up; seen from the side it points right, and down is down
        for place, (title, gains, turn) in enumerate(((tr("Horizontal cut"), horizontal, -90.0), (tr("Vertical cut"), vertical, 0.0))):
            box = QRectF(area.left() + place * half, area.top() + line, half, area.height() - line)
            self._paint_cut(painter, box, title, np.deg2rad(angle + turn), gains, line)

    def _paint_cut(self, painter: QPainter, box: QRectF, title: str, direction: np.ndarray, gains: np.ndarray, line: float) -> None:
        head = QRectF(box.left(), box.top(), box.width(), line)
        painter.setPen(QColor(NEUTRAL))
        self.write(painter, head, Qt.AlignmentFlag.AlignHCenter, title)
        centre = QPointF(box.center().x(), box.top() + line + (box.height() - line) / 2)
        radius = min(box.width(), box.height() - line) / 2 - line
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for down in RINGS_DB:
            share = radius * (1 - down / DEPTH_DB)
            painter.setPen(QPen(QColor(TRACK), line / 14))
            painter.drawEllipse(centre, share, share)
            if down:
                painter.setPen(QColor(NEUTRAL))
                text = QRectF(centre.x() + line / 6, centre.y() - share - line / 2, line * 3, line)
                self.write(painter, text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, f"−{down:g}")
        painter.setPen(QPen(QColor(TRACK), line / 14))
        painter.drawLine(QPointF(centre.x() - radius, centre.y()), QPointF(centre.x() + radius, centre.y()))
        painter.drawLine(QPointF(centre.x(), centre.y() - radius), QPointF(centre.x(), centre.y() + radius))
        share = radius * np.clip(1 - (self.pattern.max_gain_dbi - gains) / DEPTH_DB, 0, 1)
        x, y = centre.x() + share * np.cos(direction), centre.y() + share * np.sin(direction)
        painter.setPen(QPen(QColor(GOOD), line / 7))
        painter.drawPolygon(QPolygonF([QPointF(float(one), float(other)) for one, other in zip(x, y)]))
