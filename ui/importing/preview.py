# SPDX-License-Identifier: GPL-2.0-or-later
"""Looking at a list before it is imported: read in the background, shown as a table whose columns can be re-assigned."""

from typing import Dict, Tuple

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QTableWidget, QTableWidgetItem

from ...gis import schema
from ...gis.importing.columns import OWN_FIELDS, Mapping
from ...gis.messages import tr

X, Y, BOTH = "@x", "@y", "@both"


class PreviewTable(QTableWidget):
    """The first rows of a list; the first line says what each column is taken for, and can be changed."""

    mapping_changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._choices: Dict[str, QComboBox] = {}
        self._mapping = Mapping()
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()

    def show_preview(self, found, table: str) -> None:
        """Fill the table from a preview."""
        self.clear()
        self._choices, self._mapping = {}, found.mapping
        self.setColumnCount(len(found.columns))
        self.setRowCount(1 + len(found.rows))
        self.setHorizontalHeaderLabels(list(found.columns))
        taken = assigned(found.mapping)
        for column, name in enumerate(found.columns):
            if name in found.mapping.secret:
                item = QTableWidgetItem(tr("(dropped)"))
                item.setToolTip(tr("Columns with passwords, addresses of devices or log-in names are never imported."))
                self.setItem(0, column, item)
            else:
                self.setCellWidget(0, column, self._choice(name, taken.get(name, ""), table))
            for row, cells in enumerate(found.rows, start=1):
                self.setItem(row, column, QTableWidgetItem(cells[column] if column < len(cells) else ""))
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(220, max(110, self.columnWidth(column))))

    def _choice(self, name: str, key: str, table: str) -> QComboBox:
        box = QComboBox(self)
        for value, label in choices(table):
            box.addItem(label, value)
        box.setCurrentIndex(max(0, box.findData(key)))
        box.activated.connect(lambda _index, changed=name: self._on_chosen(changed))
        self._choices[name] = box
        return box

    def _on_chosen(self, changed: str) -> None:
        """A field is used once: another column that had it gives it up."""
        key = self._choices[changed].currentData()
        for name, box in self._choices.items():
            if name != changed and key and box.currentData() == key:
                box.setCurrentIndex(0)
        self.mapping_changed.emit()

    def mapping(self) -> Mapping:
        """What the columns are taken for now."""
        keys = {box.currentData(): name for name, box in self._choices.items() if box.currentData()}
        x, y, both = (keys.pop(key, "") for key in (X, Y, BOTH))
        used = {x, y, both, *keys.values(), *self._mapping.secret, self._mapping.numbering}
        unused = tuple(name for name in self._choices if name not in used)
        return Mapping(keys, x, y, both, self._mapping.numbering, self._mapping.secret, unused, {key: 1.0 for key in keys})


def assigned(mapping: Mapping) -> Dict[str, str]:
    """Column name -> field, or one of X, Y, BOTH."""
    taken = {column: key for key, column in mapping.fields.items()}
    taken.update({column: key for column, key in ((mapping.x, X), (mapping.y, Y), (mapping.both, BOTH)) if column})
    return taken


def choices(table: str) -> Tuple[Tuple[str, str], ...]:
    """What a column can be: nothing, a coordinate, or a field of the table."""
    first = (("", tr("(not imported)")), (X, tr("Longitude or X")), (Y, tr("Latitude or Y")), (BOTH, tr("Both coordinates")))
    return first + tuple((field.name, field.label) for field in schema.table(table).fields if field.name not in OWN_FIELDS)
