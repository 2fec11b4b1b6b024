# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel's line of presets: what kind of area this is, what follows from it in one sentence, and what the user changed."""

from typing import Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from ...gis.messages import tr
from ..theme import with_links

NONE, EDIT = "", "edit:"
LONGEST = 90  # characters of the list of changed parameters


class PresetBar(QFrame):
    """A list to choose from and two small lines."""

    chosen = pyqtSignal(str)  # key of a preset, NONE or EDIT
    reset_wanted = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("presetBar")
        self.title = QLabel(tr("Preset"), self)
        self.list = QComboBox(self)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.setToolTip(tr("What kind of area this is: bands, model, distances, cells, targets and heights follow from it"))
        self.title.setBuddy(self.list)
        self.sentence = self._small()
        self.changes = self._small()
        self.changes.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.title)
        line.addWidget(self.list, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(10, 2, 10, 6)
        lines.setSpacing(2)
        lines.addLayout(line)
        lines.addWidget(self.sentence)
        lines.addWidget(self.changes)
        self.list.activated.connect(lambda _place: self.chosen.emit(self.list.currentData()))
        self.sentence.linkActivated.connect(self.chosen)
        self.changes.linkActivated.connect(lambda _link: self.reset_wanted.emit())
        self.hide()

    def _small(self) -> QLabel:
        label = QLabel(self)
        label.setObjectName("stepNotes")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        return label

    def show_presets(self, presets: Sequence, key: str, name: str) -> None:
        """The list: all presets, the plan's own chosen; one that is in no file any more is listed by its name."""
        self.list.clear()
        self.list.addItem(tr("not chosen"), NONE)
        known = {preset.key for preset in presets}
        for preset in presets:
            self.list.addItem(preset.name, preset.key)
        if key and key not in known:
            self.list.addItem(name, key)
        self.list.insertSeparator(self.list.count())
        self.list.addItem(tr("Edit presets …"), EDIT)
        self.list.setCurrentIndex(max(0, self.list.findData(key)))

    def say(self, sentence: str, changed: Sequence[str]) -> None:
        """What the preset sets, and which parameters the user has changed."""
        self.sentence.setText(with_links(sentence, self))
        self.sentence.setVisible(bool(sentence))
        listed = tr(", ").join(changed)
        if len(listed) > LONGEST:
            listed = listed[:LONGEST] + " …"
        told = tr("● {count} changed by you: {names}.").format(count=len(changed), names=listed)
        self.changes.setText(with_links(f'{told} <a href="reset">{tr("Back to the preset")}</a>' if changed else "", self))
        self.changes.setVisible(bool(changed))
