# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel's offer to take back the last step that wrote: one line with its name, its time, and a button."""

from datetime import datetime

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from ..gis.messages import tr
from ..gis.schema import table
from .map_layers import TABLES, find, in_pieces

JOB, ALGORITHM = "undo", "smartpole:undolast"


def step_title(step: str) -> str:
    """A step as the user knows it."""
    return {
        "whatif": tr("what was tried out"),
        "catalogue": tr("a change in the catalogue"),
        "importresources": tr("the import"),
        "importtable": tr("the loaded map layer"),
        "importanswer": tr("the company's answer"),
        "suggestsites": tr("the suggested sites"),
        "phaseplan": tr("the plan by years"),
        "refineplan": tr("the refined plan"),
    }.get(step, step)


def offer_text(step) -> str:
    """What can be taken back, and when it was done."""
    made = datetime.fromisoformat(step.made_at)
    when = f"{made:%H:%M}" if made.date() == datetime.now().date() else f"{made:%Y-%m-%d %H:%M}"
    what = step_title(step.step)
    if step.change is not None:
        what = tr("{what} ({column})").format(what=what, column=table(step.change["table"]).field(step.change["field"]).label)
    return tr("Done at {time}: {what}").format(time=when, what=what)


class UndoOffer(QFrame):
    """Shown while there is a step that can be taken back and nothing runs."""

    wanted = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("undoOffer")
        self.words = QLabel(self)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(tr("Undo"), self)
        self.button.clicked.connect(self.wanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 3, 8, 4)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        self.hide()

    def follow(self, step, usable: bool) -> None:
        """Offer a step (None: nothing to offer)."""
        self.setVisible(step is not None and usable)
        if step is not None:
            text = offer_text(step)
            self.words.setText(text)
            rows = sum(step.rows.values())
            self.setToolTip(
                text + "\n" + tr("Puts {count:,} rows back as they were; rows edited since are never overwritten.").format(count=rows)
            )


def start(conductor) -> None:
    """Take the last step back in the background."""
    if conductor.session.still_there():
        conductor.runner.run(JOB, ALGORITHM, {"WORKSPACE": str(conductor.session.path)})


def finished(conductor, outcome) -> None:
    """Show the rows as they are again."""
    conductor.tools.leave()
    workspace = conductor.session.workspace
    if workspace is None:
        return
    shown = [role for role in TABLES if find(role, workspace.path) is not None]
    conductor.layers.add(*in_pieces(workspace, shown))
    what = step_title(str(outcome.results["STEP"]))
    conductor.say(tr("Taken back: {what}; {count:,} rows are as they were.").format(what=what, count=int(outcome.results["ROWS"])))
