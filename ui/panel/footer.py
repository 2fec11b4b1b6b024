# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel's foot: progress, remaining time and cancel while something runs, and the log on demand."""

from datetime import datetime
from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ...gis.messages import tr
from ..undo import UndoOffer


def remaining_text(seconds: Optional[float]) -> str:
    """How long a run still takes, in words."""
    if seconds is None:
        return ""
    if seconds < 90:
        return tr("about {seconds} s left").format(seconds=max(1, int(round(seconds))))
    return tr("about {minutes} min left").format(minutes=int(round(seconds / 60)))


class Footer(QWidget):
    """Shown only while something runs, while there is a step to take back, or while the log is open."""

    cancel_wanted = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.what = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setFormat("%p %")
        self.left = QLabel(self)
        self.cancel = QPushButton(self)
        self.cancel.clicked.connect(self._on_cancel)
        self.running = QWidget(self)
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.left)
        line.addWidget(self.cancel)
        inside = QVBoxLayout(self.running)
        inside.setContentsMargins(8, 6, 8, 6)
        inside.setSpacing(4)
        inside.addWidget(self.what)
        inside.addLayout(line)
        self.undo = UndoOffer(self)
        self.log = QPlainTextEdit(self)
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(2000)
        self.log.setMaximumHeight(150)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.log)
        whole.addWidget(self.running)
        whole.addWidget(self.undo)
        self.log.hide()
        self.running.hide()

    def begin(self, what: str) -> None:
        self.what.setText(what)
        self.bar.setValue(0)
        self.left.clear()
        self.cancel.setText(tr("Cancel"))
        self.cancel.setEnabled(True)
        self.running.show()
        self.add_line(what)

    def progress(self, share: float, seconds: Optional[float]) -> None:
        self.bar.setValue(int(1000 * share))
        self.left.setText(remaining_text(seconds))

    def end(self) -> None:
        self.running.hide()

    def add_line(self, line: str) -> None:
        """Add a line to the log, with the time of day."""
        self.log.appendPlainText(f"{datetime.now():%H:%M:%S}  {line}")

    def set_log_shown(self, shown: bool) -> None:
        self.log.setVisible(shown)

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel.setText(tr("Stopping …"))
        self.cancel_wanted.emit()
