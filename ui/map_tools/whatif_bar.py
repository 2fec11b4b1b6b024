# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel's part of trying out sites: the figures of the moment, undo, discard, keep."""

import math

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ...gis.messages import tr
from ..panel.charts import Bar, BarChart


def bars_of(view) -> list:
    """Attainment per level now, with where it stood before as a mark."""
    found = []
    for level, now, before in zip(view.scene.demand.levels, view.figures.area_pct, view.before.area_pct):
        if not math.isnan(now):
            found.append(Bar(level.code, now, level.area_target_pct, before))
    return found


class WhatIfBar(QFrame):
    """Shown while sites are tried out."""

    undo_wanted = pyqtSignal()
    discard_wanted = pyqtSignal()
    commit_wanted = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("firstGuide")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.chart = BarChart(self)
        self.undo, self.discard, self.commit = (QPushButton(title, self) for title in (tr("Undo"), tr("Discard"), tr("Keep")))
        self.commit.setObjectName("primary")
        for button, signal in ((self.undo, self.undo_wanted), (self.discard, self.discard_wanted), (self.commit, self.commit_wanted)):
            button.clicked.connect(signal)
        buttons = QHBoxLayout()
        for button in (self.undo, self.discard, self.commit):
            buttons.addWidget(button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(10, 6, 10, 8)
        lines.addWidget(self.words)
        lines.addWidget(self.chart)
        lines.addLayout(buttons)
        self.hide()

    def tell(self, words: str) -> None:
        self.words.setText(words)

    def follow(self, view) -> None:
        """Show the figures of a draft as `View` has them; without one nothing can be pressed."""
        self.chart.set_bars(bars_of(view) if view is not None else [])
        changed = view is not None and view.changed
        self.discard.setEnabled(changed)
        self.commit.setEnabled(changed)
        self.undo.setEnabled(view is not None and view.can_undo)
