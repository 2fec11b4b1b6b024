# SPDX-License-Identifier: GPL-2.0-or-later
"""A small map for a coordination sheet: the station, where its beam looks, the sites that have to be coordinated."""

import math
from dataclasses import dataclass
from typing import Optional, Sequence, Tuple

from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen, QPolygonF

from ..styles.colours import FAULT, GOOD, INK, NEUTRAL, PAPER
from ..words import words
from .chart_base import Chart, figure

LABELLED = 8  #: sites to coordinate that are named; more would lie on one another
WEDGE_DEG = 6.0  #: half the drawn width of the beam: a sign, not its true width


@dataclass
class CoordinationMap(Chart):
    """North is up; metres from the station. `sites` are (east, north, id, to coordinate), strongest first; rings are radii."""

    sites: Sequence[Tuple[float, float, str, bool]]
    azimuth_deg: Optional[float] = None
    rings_m: Sequence[float] = ()
    width_points: float = 330.0
    points: float = 8.0

    @property
    def size(self) -> QSizeF:
        return QSizeF(self.width_points, self.width_points + 26.0)

    @property
    def reach_m(self) -> float:
        """How far the map reaches from the station: to the farthest site to coordinate, or else to the farthest site."""
        wanted = [site for site in self.sites if site[3]] or self.sites
        return max([math.hypot(east, north) for east, north, _, _ in wanted] + [100.0]) * 1.12

    def paint(self, painter: QPainter, area: QRectF) -> None:
        zoom = self._zoom(area)
        side = self.width_points * zoom
        frame = QRectF(area.left(), area.top(), side, side)
        scale = side / 2 / self.reach_m
        middle = frame.center()
        painter.setFont(self.font(area))
        painter.fillRect(frame, QColor("#f7f8f8"))
        self._beam(painter, middle, 0.42 * side)
        painter.setPen(QPen(QColor(NEUTRAL), 0.7 * zoom))
        for ring in self.rings_m:
            _dashes(painter, frame, ring * scale)
        self._sites(painter, frame, scale, zoom)
        self._station(painter, middle, zoom)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(NEUTRAL), 0.6 * zoom))
        painter.drawRect(frame)
        self._north(painter, QPointF(frame.right() - 14 * zoom, frame.top() + 8 * zoom), zoom)
        self._foot(painter, QRectF(frame.left(), frame.bottom() + 4 * zoom, side, 22 * zoom), scale, zoom)

    def _beam(self, painter, middle, length):
        if self.azimuth_deg is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        tone = QColor(GOOD)
        tone.setAlpha(70)
        painter.setBrush(tone)
        ends = [_towards(middle, self.azimuth_deg + turn, length) for turn in (-WEDGE_DEG, WEDGE_DEG)]
        painter.drawPolygon(QPolygonF([middle, *ends]))
        painter.setPen(QPen(QColor(GOOD), length / 120))
        painter.drawLine(middle, _towards(middle, self.azimuth_deg, length))

    def _sites(self, painter, frame, scale, zoom):
        middle, named = frame.center(), 0
        for east, north, name, chosen in sorted(self.sites, key=lambda site: site[3]):
            place = QPointF(middle.x() + east * scale, middle.y() - north * scale)
            if not frame.contains(place):
                continue
            radius = (3.6 if chosen else 2.0) * zoom
            painter.setPen(QPen(QColor(PAPER), 0.5 * zoom))
            painter.setBrush(QColor(FAULT if chosen else NEUTRAL))
            painter.drawEllipse(place, radius, radius)
            if chosen and named < LABELLED:
                named += 1
                width = self.width_of(name) * zoom
                left = place.x() + 5 * zoom
                if left + width > frame.right():
                    left = place.x() - 5 * zoom - width
                painter.setPen(QColor(INK))
                box = QRectF(left, place.y() - 6 * zoom, width + 2 * zoom, 12 * zoom)
                self.write(painter, box, Qt.AlignmentFlag.AlignVCenter, name)

    def _station(self, painter, middle, zoom):
        painter.setPen(QPen(QColor(PAPER), 0.8 * zoom))
        painter.setBrush(QColor(INK))
        corners = [_towards(middle, turn, 7 * zoom) for turn in (0, 120, 240)]
        painter.drawPolygon(QPolygonF(corners))

    def _north(self, painter, tip, zoom):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(INK))
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(4 * zoom, 11 * zoom), tip + QPointF(-4 * zoom, 11 * zoom)]))
        painter.setPen(QColor(INK))
        box = QRectF(tip.x() - 12 * zoom, tip.y() + 11 * zoom, 24 * zoom, 12 * zoom)
        self.write(painter, box, Qt.AlignmentFlag.AlignCenter, words("coordination.north"))

    def _foot(self, painter, box, scale, zoom):
        """A scale bar of a round length, and what the signs mean."""
        length = _round_length(0.6 * self.reach_m)
        painter.setPen(QPen(QColor(INK), 1.4 * zoom))
        painter.drawLine(QPointF(box.left(), box.top() + 3 * zoom), QPointF(box.left() + length * scale, box.top() + 3 * zoom))
        said = f"{figure(length / 1000)} km" if length >= 1000 else f"{figure(length)} m"
        line = QRectF(box.left(), box.top() + 6 * zoom, box.width(), 13 * zoom)
        self.write(painter, line, Qt.AlignmentFlag.AlignVCenter, said)
        left = line.left() + 0.3 * box.width()
        signs = (
            (INK, words("coordination.station")),
            (FAULT, words("coordination.GIVE_WAY")),
            (NEUTRAL, words("coordination.others")),
        )
        for colour, meaning in signs:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            spot = QPointF(left + 4 * zoom, line.center().y())
            if colour == INK:
                painter.drawPolygon(QPolygonF([_towards(spot, turn, 4.5 * zoom) for turn in (0, 120, 240)]))
            else:
                painter.drawEllipse(spot, 3 * zoom, 3 * zoom)
            painter.setPen(QColor(INK))
            width = self.width_of(meaning) * zoom
            self.write(
                painter, QRectF(left + 10 * zoom, line.top(), width + 4 * zoom, line.height()), Qt.AlignmentFlag.AlignVCenter, meaning
            )
            left += width + 24 * zoom


def _dashes(painter, frame, radius):
    """A ring in dashes, those that lie in the frame: SVG files know no clipping here."""
    for turn in range(0, 360, 4):
        ends = [_towards(frame.center(), turn + more, radius) for more in (0, 2)]
        if all(frame.contains(end) for end in ends):
            painter.drawLine(*ends)


def _towards(middle, bearing_deg, length):
    """A point in a direction, clockwise from north."""
    turn = math.radians(bearing_deg)
    return QPointF(middle.x() + length * math.sin(turn), middle.y() - length * math.cos(turn))


def _round_length(most_m: float) -> float:
    """The greatest of 1, 2, 5 times a power of ten that is not longer."""
    base = 10.0 ** math.floor(math.log10(most_m))
    return max(step * base for step in (1.0, 2.0, 5.0) if step * base <= most_m)
