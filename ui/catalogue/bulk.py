# SPDX-License-Identifier: GPL-2.0-or-later
"""Bulk edit: one column of the chosen rows to one value; says beforehand how many rows become different."""

from typing import Sequence

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ...engine.errors import SmartPoleError
from ...gis import schema
from ...gis.inventory.edits import checked, editable, preview
from ...gis.messages import error_text, tr
from .editors import make_editor, value_of
from .jobs import Jobs

PREVIEW = "preview"
FIRST = ("OPEN_ST", "STATUS", "REVIEW", "STAGE")  #: the column people change most, where the table has it


class BulkDialog(QDialog):
    """Choose a column and a value; the count follows while choosing."""

    def __init__(self, workspace, table: str, fids: Sequence[int], column: str = "", parent=None):
        super().__init__(parent)
        self.setWindowTitle(tr("Change {count:,} rows").format(count=len(fids)))
        self._workspace, self._table, self._fids = workspace, schema.table(table), list(fids)
        self.columns = QComboBox(self)
        for entry in self._table.fields:
            if editable(entry) and not entry.unique:
                self.columns.addItem(entry.label, entry.name)
        wanted = [name for name in (column, *FIRST) if self.columns.findData(name) >= 0]
        if wanted:
            self.columns.setCurrentIndex(self.columns.findData(wanted[0]))
        self.place = QWidget(self)
        self._holder = QVBoxLayout(self.place)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self.editor = None
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(self.fontMetrics().height() * 3)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        self.go = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(tr("Column"), self.columns)
        form.addRow(tr("New value"), self.place)
        lines = QVBoxLayout(self)
        lines.addLayout(form)
        lines.addWidget(self.told)
        lines.addWidget(self.buttons)
        self.jobs = Jobs(self)
        self.jobs.failed.connect(self._refuse)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)
        self._soon.timeout.connect(self._count)
        self.columns.currentIndexChanged.connect(lambda _place: self._on_column())
        self._on_column()
        self.resize(440, self.sizeHint().height())

    def column(self) -> schema.Field:
        return self._table.field(self.columns.currentData())

    def value(self):
        return value_of(self.editor, self.column())

    def _on_column(self) -> None:
        if self.editor is not None:
            self._holder.removeWidget(self.editor)
            self.editor.deleteLater()
        self.editor = make_editor(self.column(), self.place)
        self._holder.addWidget(self.editor)
        for name in ("currentIndexChanged", "valueChanged", "textChanged"):
            signal = getattr(self.editor, name, None)
            if signal is not None:
                signal.connect(self._on_value)
        self._on_value()

    def _on_value(self, *_value) -> None:
        self.go.setEnabled(False)
        self.go.setText(tr("Change"))
        self._soon.start()

    def _count(self) -> None:
        column, value = self.column(), self.value()
        try:
            checked(self._table.name, column.name, value, len(self._fids))
        except SmartPoleError as error:
            self._refuse(error_text(error))
            return
        self.told.setText(tr("Counting …"))
        work = lambda _progress: preview(self._workspace, self._table.name, self._fids, column.name, value)  # noqa: E731
        self.jobs.run(PREVIEW, tr("Counting the rows that change"), work, self._show)

    def _show(self, told) -> None:
        meaning = self.column().meaning(self.value()) or tr("(not given)")
        text = tr("“{column}” becomes “{value}” in {count:,} of {rows:,} rows.").format(
            column=self.column().label, value=meaning, count=told.changing, rows=told.rows
        )
        if told.overwriting:
            text += " " + tr("{count:,} of them hold another value now.").format(count=told.overwriting)
        if told.changing < told.rows:
            text += " " + tr("{count:,} have this value already.").format(count=told.rows - told.changing)
        self.told.setText(text + " " + tr("The change can be undone."))
        self.go.setEnabled(told.changing > 0)
        self.go.setText(tr("Change {count:,} rows").format(count=told.changing))

    def _refuse(self, text: str) -> None:
        self.told.setText(text)
        self.go.setEnabled(False)

    def done(self, result):
        self._soon.stop()
        self.jobs.stop()
        super().done(result)
