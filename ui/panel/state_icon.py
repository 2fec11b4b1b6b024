# SPDX-License-Identifier: GPL-2.0-or-later
"""The mark of a step's state, painted so that it needs no font and no image at any scaling."""

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ..theme import SIGN_CONTRAST, readable
from .steps import State

DONE_COLOUR = QColor(21, 128, 122)
RUN_COLOUR = QColor(38, 110, 190)
STALE_COLOUR = QColor(190, 110, 10)


class StateIcon(QWidget):
    """● done, ◐ running, ○ missing or ready, ⟳ out of date."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._state = State.MISSING
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def state(self) -> State:
        return self._state

    def set_state(self, state: State) -> None:
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        side = max(14, self.fontMetrics().height() - 2)
        return QSize(side, side)

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        circle = QRectF((self.width() - side) / 2 + 2, (self.height() - side) / 2 + 2, side - 4, side - 4)
        grey, ground = self.palette().color(QPalette.ColorRole.Mid), self.palette().color(QPalette.ColorRole.Window)
        done, running, stale = (readable(colour, ground, SIGN_CONTRAST) for colour in (DONE_COLOUR, RUN_COLOUR, STALE_COLOUR))
        if self._state is State.DONE:
            self._disc(painter, circle, done)
        elif self._state is State.RUNNING:
            painter.setPen(QPen(running, 1.8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle)
            painter.setBrush(running)
            painter.drawPie(circle, 90 * 16, 180 * 16)
        elif self._state is State.STALE:
            self._turning_arrow(painter, circle, stale)
        else:
            painter.setPen(QPen(running if self._state is State.READY else grey, 1.8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle)
        painter.end()

    @staticmethod
    def _disc(painter, circle, colour):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(circle)

    @staticmethod
    def _turning_arrow(painter, circle, colour):
        painter.setPen(QPen(colour, 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(circle, 40 * 16, -290 * 16)
        tip = QPointF(circle.right() + 1.5, circle.top() + circle.height() * 0.08)
        arrow = QPolygonF([tip, tip + QPointF(-0.2, circle.height() * 0.42), tip + QPointF(-circle.width() * 0.42, circle.height() * 0.32)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(arrow)
