# SPDX-License-Identifier: GPL-2.0-or-later
"""The first walk on the sample: a line that says what to press next and what to look at; it follows the states by itself."""

from typing import Mapping

from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from ...gis import settings
from ...gis.messages import tr
from . import steps
from .steps import State, StepStatus

WALK = (steps.COVERAGE, steps.GAPS, steps.SITES, steps.HANDOVER)


def advice(states: Mapping[str, StepStatus]) -> str:
    """What to do next on the first walk."""
    running = next((key for key, status in states.items() if status.state is State.RUNNING), "")
    if running:
        return tr("It works in the background: the map can be moved meanwhile.")
    waiting = next((key for key in WALK if states[key].state is not State.DONE), "")
    return {
        steps.COVERAGE: tr("1 of 4: open step 3 and press “Compute coverage”. Blue is strong, pale yellow is weak."),
        steps.GAPS: tr("2 of 4: step 4, “Find gaps”: what misses the service level of its area turns orange."),
        steps.SITES: tr("3 of 4: step 5, “Suggest sites”. Half a minute later you know which poles and roofs to use."),
        steps.HANDOVER: tr("4 of 4: step 7 makes the folder for the tower company."),
        "": tr("That was the whole way. Now press “Look here” and click on the map, or begin a workspace of your own."),
    }[waiting]


class FirstGuide(QFrame):
    """Shown on the sample until the user closes it, once and for all."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("firstGuide")
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        close = QToolButton(self)
        close.setText("×")
        close.setAutoRaise(True)
        close.setToolTip(tr("Do not show this guide again"))
        close.clicked.connect(self.dismiss)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 6, 4, 6)
        line.addWidget(self.text, 1)
        line.addWidget(close)
        self.hide()

    def follow(self, states: Mapping[str, StepStatus], on_sample: bool) -> None:
        """Say what comes next, on the sample and as long as nobody has closed the guide."""
        wanted = on_sample and not settings.FIRST_GUIDE_SEEN.value()
        self.setVisible(wanted)
        if wanted:
            self.text.setText(advice(states))

    def dismiss(self) -> None:
        settings.FIRST_GUIDE_SEEN.set(True)
        self.hide()
