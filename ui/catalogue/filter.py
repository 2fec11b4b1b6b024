# SPDX-License-Identifier: GPL-2.0-or-later
"""The line above the catalogue's table: which table, a text to look for, lists to choose from."""

from typing import Dict, List, Optional, Tuple

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ...gis import schema
from ...gis.inventory import overdue, register
from ...gis.messages import tr
from .texts import FILTERS, counted, state_icon, state_name

LISTS = 4
TYPING_MS = 250


class FilterBar(QWidget):
    """Says what is wanted by `changed`; typing is waited for."""

    changed = pyqtSignal()
    table_wanted = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.table = self._list()
        self.table.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for name in register.TABLES:
            self.table.addItem(schema.table(name).label, name)
        self.text = QgsFilterLineEdit(self)
        self.text.setPlaceholderText(tr("Search: id, name, owner, address …"))
        self.text.setShowSearchIcon(True)
        self.text.setMinimumWidth(90)
        self.state = self._list()
        self.lists = [self._list() for _ in range(LISTS)]
        self.only = QToolButton(self)
        self.only.setText(tr("Selection only"))
        self.only.setToolTip(tr("Show the selected rows alone, or what is selected on the map"))
        self.only.setCheckable(True)
        self.only.setAutoRaise(True)
        self.clear = QToolButton(self)
        self.clear.setText(tr("All"))
        self.clear.setToolTip(tr("Take all filters away"))
        self.clear.setAutoRaise(True)
        self._columns: List[str] = []
        self.extra: Dict[str, str] = {}
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.changed)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 4, 6, 2)
        line.setSpacing(4)
        line.addWidget(self.table)
        line.addWidget(self.text, 3)
        line.addWidget(self.state, 2)
        for chooser in self.lists:
            line.addWidget(chooser, 2)
        line.addWidget(self.only)
        line.addWidget(self.clear)
        self.table.activated.connect(lambda _place: self.table_wanted.emit(self.table.currentData()))
        self.text.textChanged.connect(self._typing.start)
        self.text.returnPressed.connect(self._at_once)
        for chooser in (self.state, *self.lists):
            chooser.activated.connect(lambda _place: self.changed.emit())
        self.clear.clicked.connect(self._on_clear)

    def _list(self) -> QComboBox:
        chooser = QComboBox(self)
        chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        chooser.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        chooser.setMaxVisibleItems(24)
        chooser.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        return chooser

    def _make_room(self, chooser: QComboBox) -> None:
        """Wide enough for its name, also in the wide frames of QGIS's dark theme."""
        chooser.setMinimumWidth(chooser.fontMetrics().horizontalAdvance(chooser.itemText(0)) + 44)

    def _at_once(self) -> None:
        self._typing.stop()
        self.changed.emit()

    def _on_clear(self) -> None:
        self.reset()
        self.changed.emit()

    def reset(self) -> None:
        """Nothing is filtered any more; says nothing."""
        self.text.clear()
        self._typing.stop()
        self.extra.clear()
        for chooser in (self.state, *self.lists):
            chooser.setCurrentIndex(0)
        self.only.setChecked(False)

    def show_table(self, name: str) -> None:
        """Offer the filters of a table, without their counts yet."""
        self.table.setCurrentIndex(self.table.findData(name))
        self._columns = [column for column in FILTERS[name]]
        self.state.clear()
        self.state.addItem(tr("State"), "")
        for state in overdue.states_of(name):
            self.state.addItem(state_icon(state), state_name(name, state), state)
        self.state.setVisible(bool(overdue.states_of(name)))
        self._make_room(self.state)
        for place, chooser in enumerate(self.lists):
            chooser.clear()
            chooser.setVisible(place < len(self._columns))
            if place < len(self._columns):
                chooser.addItem(schema.table(name).field(self._columns[place]).label, None)
                self._make_room(chooser)
        self.reset()

    def show_choices(self, name: str, choices: Dict[str, List[Tuple[Optional[str], int]]]) -> None:
        """Fill the lists with what occurs and how often; what was chosen stays chosen."""
        for place, column in enumerate(self._columns):
            chooser, field = self.lists[place], schema.table(name).field(column)
            chosen = chooser.currentData()
            first = chooser.itemText(0)
            chooser.clear()
            chooser.addItem(first, None)
            entries = choices.get(column, [])
            if field.codes:
                entries = sorted(entries, key=lambda entry: (entry[0] is None, entry[0] or ""))
            for value, count in entries:
                label = tr("(not given)") if value is None else field.meaning(value)
                chooser.addItem(counted(label, count), register.EMPTY if value is None else value)
            widest = max((chooser.fontMetrics().horizontalAdvance(chooser.itemText(n)) for n in range(chooser.count())), default=0)
            chooser.view().setMinimumWidth(min(420, widest + 40))
            chooser.setCurrentIndex(max(0, chooser.findData(chosen)) if chosen is not None else 0)

    def equals(self) -> Dict[str, str]:
        """Columns that must hold a value."""
        found = dict(self.extra)
        for column, chooser in zip(self._columns, self.lists):
            if chooser.currentIndex() > 0:
                found[column] = chooser.currentData()
        return found

    def filter_by(self, column: str, value: str) -> None:
        """Show only rows with this value: by the column's list where it has one."""
        if column in self._columns:
            chooser = self.lists[self._columns.index(column)]
            place = chooser.findData(value)
            if place > 0:
                chooser.setCurrentIndex(place)
                self.changed.emit()
                return
        self.extra[column] = value
        self.changed.emit()

    def is_filtering(self) -> bool:
        """Whether anything is kept out."""
        return bool(self.text.text().strip() or self.state.currentData() or self.equals() or self.only.isChecked())
