# SPDX-License-Identifier: GPL-2.0-or-later
"""Editors of the catalogue's cells, made from the schema: lists for codes, a calendar for dates, ranges for numbers."""

import datetime
from typing import Any

from qgis.gui import QgsDateEdit
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtGui import QDoubleValidator, QIntValidator
from qgis.PyQt.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QWidget

from ...gis.messages import tr
from ...gis.schema import Field
from ...gis.workspace.forms import tooltip


def make_editor(column: Field, parent: QWidget) -> QWidget:
    """An input for values of a column."""
    if column.codes and not column.several:
        editor = QComboBox(parent)
        if not column.required:
            editor.addItem(tr("(not given)"), None)
        for code in column.codes:
            editor.addItem(code.label, code.code)
    elif column.type == "date":
        editor = QgsDateEdit(parent)
        editor.setDisplayFormat("yyyy-MM-dd")
        editor.setCalendarPopup(True)
        editor.setAllowNull(True)
        editor.setNullRepresentation(tr("(not given)"))
    else:
        editor = QLineEdit(parent)
        if column.length:
            editor.setMaxLength(column.length)
        if column.type == "integer":
            editor.setValidator(QIntValidator(editor))
        elif column.type == "real":
            validator = QDoubleValidator(editor)
            validator.setNotation(QDoubleValidator.Notation.StandardNotation)
            editor.setValidator(validator)
    editor.setToolTip(tooltip(column))
    editor.setAutoFillBackground(True)
    return editor


def set_value(editor: QWidget, value: Any) -> None:
    """Put a stored value into an editor."""
    if isinstance(editor, QComboBox):
        place = editor.findData(None if value is None else str(value))
        if place < 0 and value is not None:  # what is there is no valid code: keep it in sight
            editor.addItem(str(value), str(value))
            place = editor.count() - 1
        editor.setCurrentIndex(max(0, place))
    elif isinstance(editor, QgsDateEdit):
        if isinstance(value, datetime.date):
            editor.setDate(QDate(value.year, value.month, value.day))
        elif isinstance(value, QDate) and value.isValid():
            editor.setDate(value)
        else:
            editor.clear()
    else:
        editor.setText("" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value))


def value_of(editor: QWidget, column: Field) -> Any:
    """What stands in an editor, as the column stores it; a number that is none stays text and is refused later."""
    if isinstance(editor, QComboBox):
        kept = editor.currentData()
        return int(kept) if kept is not None and column.type == "integer" else kept
    if isinstance(editor, QgsDateEdit):
        return None if editor.isNull() else editor.date().toPyDate()
    text = editor.text().strip()
    if not text:
        return None
    if column.type in ("integer", "real"):
        try:
            return int(text) if column.type == "integer" else float(text)
        except ValueError:
            return text
    return text


class CellDelegate(QStyledItemDelegate):
    """Opens the editor of a cell's column in place."""

    def _column(self, index) -> Field:
        model = index.model()
        return model.table.field(model.columns[index.column()])

    def initStyleOption(self, option, index):
        super().initStyleOption(option, index)
        option.displayAlignment = index.model().alignment(index.column())

    def createEditor(self, parent, option, index):
        return make_editor(self._column(index), parent)

    def setEditorData(self, editor, index):
        set_value(editor, index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor, model, index):
        model.setData(index, value_of(editor, self._column(index)), Qt.ItemDataRole.EditRole)
