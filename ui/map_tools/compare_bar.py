# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel's part of comparing: which two coverages, swipe or difference, and what changes in a sentence."""

from typing import List, Tuple

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from ...gis.messages import tr

Choice = Tuple[str, str]  # key, what it is called


class CompareBar(QFrame):
    """Shown while coverages are compared."""

    swipe_wanted = pyqtSignal(bool)
    difference_wanted = pyqtSignal()
    plan_wanted = pyqtSignal()
    chosen = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("firstGuide")
        self.first, self.second = QComboBox(self), QComboBox(self)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        for letter, box in (("A", self.first), ("B", self.second)):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.currentIndexChanged.connect(self._on_chosen)
            form.addRow(letter, box)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.swipe = QPushButton(tr("Swipe"), self)
        self.swipe.setCheckable(True)
        self.swipe.setObjectName("primary")
        self.swipe.setToolTip(tr("A left, B right of a line on the map; drag it, or use the arrow keys. Esc ends it."))
        self.difference = QPushButton(tr("Difference"), self)
        self.difference.setToolTip(tr("A layer of B less A in dB, and what is newly served and lost"))
        self.plan = QPushButton(tr("Compute coverage with the plan"), self)
        self.swipe.toggled.connect(self.swipe_wanted)
        self.difference.clicked.connect(self.difference_wanted)
        self.plan.clicked.connect(self.plan_wanted)
        buttons = QHBoxLayout()
        for button in (self.swipe, self.difference):
            buttons.addWidget(button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(10, 6, 10, 8)
        lines.addLayout(form)
        lines.addWidget(self.words)
        lines.addLayout(buttons)
        lines.addWidget(self.plan)
        self.hide()

    def tell(self, words: str) -> None:
        """Say something; nothing takes no room."""
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def offer(self, choices: List[Choice], first: str, second: str, without_plan: bool) -> None:
        """Offer coverages, two of them chosen; `without_plan`: none has the planned sites, and there are some."""
        for box, wanted in ((self.first, first), (self.second, second)):
            box.blockSignals(True)
            box.clear()
            for key, name in choices:
                box.addItem(name, key)
                box.setItemData(box.count() - 1, name, Qt.ItemDataRole.ToolTipRole)  # the whole name as tooltip, where the panel is narrow
            box.setCurrentIndex(box.findData(wanted))
            box.blockSignals(False)
        self.plan.setVisible(without_plan)
        self._follow()

    def pair(self) -> Choice:
        """The keys of what is chosen, empty where nothing is."""
        return str(self.first.currentData() or ""), str(self.second.currentData() or "")

    def names(self) -> Choice:
        """What the two are called."""
        return self.first.currentText(), self.second.currentText()

    def _on_chosen(self, *_index) -> None:
        self._follow()
        self.chosen.emit()

    def _follow(self) -> None:
        first, second = self.pair()
        usable = bool(first and second and first != second)
        for button in (self.swipe, self.difference):
            button.setEnabled(usable)
        if not usable and self.swipe.isChecked():
            self.swipe.setChecked(False)
