# SPDX-License-Identifier: GPL-2.0-or-later
"""The planning panel: head, seven steps, foot. It shows what the desk's parts tell it and passes on what the user wants."""

from typing import Dict

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QEvent, QSize, Qt, QTimer
from qgis.PyQt.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ...gis.messages import tr
from ..map_tools.choice import ToolLine
from ..map_tools.compare_bar import CompareBar
from ..map_tools.whatif_bar import WhatIfBar
from ..sample import is_sample
from ..theme import palette_for, state_colours, style_sheet
from . import texts
from .first_guide import FirstGuide
from .footer import Footer
from .header import Header
from .presets_bar import PresetBar
from .step_row import StepRow
from .steps import ORDER, Facts, StepStatus

LEAST_WIDTH, USUAL_WIDTH = 340, 370  # pixels at 100 %


class EmptyState(QWidget):
    """What the panel says before a workspace is open: what it is for, and three ways to begin."""

    def __init__(self, parent=None):
        super().__init__(parent)
        words = QLabel(texts.welcome(), self)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.RichText)
        self.sample = QPushButton(tr("Open the sample"), self)
        self.sample.setObjectName("primary")
        self.new = QPushButton(tr("New workspace …"), self)
        self.open = QPushButton(tr("Open workspace …"), self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(14, 12, 14, 12)
        lines.setSpacing(8)
        for widget in (words, self.sample, self.new, self.open):
            lines.addWidget(widget)


class PlanDock(QgsDockWidget):
    """The widgets of the panel, and nothing else; `Conductor` gives them life."""

    def __init__(self, parent=None):
        super().__init__(tr("SmartPole 5G"), parent)
        self.setObjectName("SmartPolePanel")
        self.inside = QWidget(self)
        self.inside.setObjectName("smartPoleInside")
        self.inside.setMinimumWidth(LEAST_WIDTH)
        self._dress()
        self._dress_soon = QTimer(self)
        self._dress_soon.setSingleShot(True)
        self._dress_soon.timeout.connect(self._dress)
        self.header = Header(self.inside)
        self.tools = ToolLine(self.inside)
        self.presets = PresetBar(self.inside)
        self.guide = FirstGuide(self.inside)
        self.trial = WhatIfBar(self.inside)
        self.comparison = CompareBar(self.inside)
        self.empty = EmptyState(self.inside)
        self.footer = Footer(self.inside)
        self.rows: Dict[str, StepRow] = {}
        self.scroll = QScrollArea(self.inside)
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self.setWidget(self.inside)
        self._dress()

    def _dress(self) -> None:
        """Colours that can be read in the theme as it is."""
        palette = palette_for(self)
        sheet = style_sheet(palette)
        if sheet != self.inside.styleSheet():
            self.inside.setStyleSheet(sheet)
        self.inside.setPalette(palette)  # after the sheet, which brings an earlier one back
        state_colours(self.inside, palette)

    def changeEvent(self, event):
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_dress_soon"):
            self._dress_soon.start()  # not within the change itself

    def _lay_out(self) -> None:
        self.steps = QWidget(self.scroll)
        lines = QVBoxLayout(self.steps)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.empty)
        for number, key in enumerate(ORDER, start=1):
            row = StepRow(key, number, texts.title(key), self.steps)
            row.more.setText(tr("More"))
            self.rows[key] = row
            lines.addWidget(row)
        lines.addStretch(1)
        self.scroll.setWidget(self.steps)
        whole = QVBoxLayout(self.inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.tools)
        whole.addWidget(self.presets)
        whole.addWidget(self.trial)
        whole.addWidget(self.comparison)
        whole.addWidget(self.guide)
        whole.addWidget(self.scroll, 1)
        whole.addWidget(self.footer)

    def sizeHint(self) -> QSize:
        return QSize(USUAL_WIDTH, 640)

    def show_facts(self, facts: Facts, states: Dict[str, StepStatus], busy: bool, recent) -> None:
        """Show the state of everything."""
        self.header.show_workspace(facts.name, facts.crs_name, facts.path, recent)
        self.empty.setVisible(not facts.path)
        self.tools.setVisible(bool(facts.path))
        self.guide.follow(states, is_sample(facts.path))
        self.footer.undo.follow(facts.undo, not busy and not facts.read_only)
        for key, row in self.rows.items():
            row.setVisible(bool(facts.path))
            status = states[key]
            row.show_status(
                status.state,
                texts.summary(status, facts),
                texts.sentence(status, facts),
                texts.reason(status, facts),
                texts.bars(status),
                texts.notes(status),
            )
            row.primary.setText(texts.button(status))
            row.primary.setEnabled(status.can_run and not busy and not facts.read_only)

    def open_only(self, key: str) -> None:
        """Open one step and close the others, so that the panel stays short."""
        for other, row in self.rows.items():
            row.set_open(other == key)
