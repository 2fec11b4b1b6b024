# SPDX-License-Identifier: GPL-2.0-or-later
"""The catalogue's table model: it knows the order of the rows and reads the cells of those that are looked at."""

import math
from collections import OrderedDict
from typing import Any, Dict, List, Optional, Sequence

import numpy as np
from qgis.PyQt.QtCore import QAbstractTableModel, QDate, QModelIndex, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor, QFont

from ...engine.errors import SmartPoleError
from ...gis import schema
from ...gis.inventory import overdue, register
from ...gis.inventory.edits import editable
from ...gis.messages import tr
from .texts import COLOURS, state_icon, state_text, state_tip

PAGE, PAGES = 128, 40
STATE_COLUMN, FILES_COLUMN = register.STATE, "files"
AGAIN_MS = 400  # before a page is asked for again that could not be read because somebody was writing


class CatalogueModel(QAbstractTableModel):
    """Rows of one table of the workspace; nothing is held but the order and some pages of cells."""

    sort_wanted = pyqtSignal(str, bool)
    edit_wanted = pyqtSignal(int, str, object)  # row number, column, value

    def __init__(self, parent=None):
        super().__init__(parent)
        self.table: Optional[schema.Table] = None
        self.found: Optional[register.Found] = None
        self.columns: List[str] = []
        self.read_only = False
        self.limit = overdue.REPLY_DAYS
        self._workspace = None
        self._fields: List[schema.Field] = []
        self._at: Dict[str, int] = {}
        self._words: Dict[str, Dict[str, str]] = {}
        self._files: Dict[str, int] = {}
        self._pages: OrderedDict[int, Dict[int, tuple]] = OrderedDict()
        self._pending: Dict[tuple, Any] = {}
        self._icons = {state: state_icon(state) for state in overdue.ORDER}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.forget_cells)

    # ---------------------------------------------------------------- what is shown

    def show(self, workspace, found: Optional[register.Found], columns: Sequence[str], files: Dict[str, int], read_only: bool) -> None:
        """Show an answer of the register in these columns; `found` None empties the table."""
        self.beginResetModel()
        self._workspace, self.found = workspace, found
        self.table = schema.table(found.query.table) if found is not None else None
        followed = found is not None and found.query.table in overdue.RULES
        self.columns = [*([STATE_COLUMN] if followed else []), *columns, FILES_COLUMN] if found is not None else []
        self._fields = [column for column in self.table.fields] if self.table else []
        self._at = {column.name: place for place, column in enumerate(self._fields)}
        self._words = {column.name: {code.code: code.label for code in column.codes} for column in self._fields if column.codes}
        self._files, self.read_only = files, read_only
        self._pages.clear()
        self._pending.clear()
        self.endResetModel()

    def set_columns(self, columns: Sequence[str]) -> None:
        """Show other columns of the same rows."""
        self.show(self._workspace, self.found, columns, self._files, self.read_only)

    def set_files(self, files: Dict[str, int]) -> None:
        """How many files each row has, by its id."""
        self._files = files
        self._changed()

    def forget_cells(self) -> None:
        """Read the cells that are in view anew."""
        self._pages.clear()
        self._pending.clear()
        self._changed()

    def _changed(self) -> None:
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def fid(self, row: int) -> int:
        return int(self.found.fids[row])

    def rows_of(self, fids) -> List[int]:
        """Where rows stand now, in order; those that are filtered away are missing."""
        if self.found is None:
            return []
        return np.flatnonzero(np.isin(self.found.fids, np.asarray(list(fids), np.int64))).tolist()

    def record(self, row: int) -> Optional[Dict[str, Any]]:
        """All cells of a row by column name, None when it cannot be read now."""
        cells = self._cells(row)
        return None if cells is None else dict(zip((column.name for column in self._fields), cells))

    def key_of(self, row: int) -> str:
        """The id by which files belong to a row."""
        record = self.record(row)
        return str(record.get(self.table.key) or "") if record and self.table.key else ""

    # ------------------------------------------------------------- QAbstractTableModel

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() or self.found is None else len(self.found)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        name = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            if name == STATE_COLUMN:
                return tr("State")
            if name == FILES_COLUMN:
                return tr("Files")
            column = self.table.field(name)
            return f"{column.label} ({column.unit})" if column.unit else column.label
        if role == Qt.ItemDataRole.ToolTipRole:
            if name == STATE_COLUMN:
                return tr("Click to put overdue replies first")
            return tr("Attached photos and documents") if name == FILES_COLUMN else f"{self.table.field(name).label} · {name}"
        return None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid() or self.found is None:
            return None
        name, row = self.columns[index.column()], index.row()
        if name == STATE_COLUMN:
            return self._state(row, role)
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._tint(row)
        if name == FILES_COLUMN:
            return self._count(row, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._said(row, name)
        if role == Qt.ItemDataRole.EditRole:
            return self._value(row, name)
        return None

    def alignment(self, section: int):
        """How the cells of a column stand: numbers to the right, counts in the middle."""
        name = self.columns[section]
        if name == FILES_COLUMN:
            return Qt.AlignmentFlag.AlignCenter
        column = self._fields[self._at[name]] if name in self._at else None
        if column is not None and column.type in ("real", "integer") and not column.codes:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

    def flags(self, index):
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and not self.read_only and self.columns[index.column()] in self._at:
            column = self._fields[self._at[self.columns[index.column()]]]
            if editable(column):
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index, value, role=Qt.ItemDataRole.EditRole):
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        name = self.columns[index.column()]
        if value == self._value(index.row(), name):
            return False
        self._pending[(self.fid(index.row()), name)] = value
        self.edit_wanted.emit(self.fid(index.row()), name, value)
        self.dataChanged.emit(index, index)
        return True

    def sort(self, column, order=Qt.SortOrder.AscendingOrder):
        if 0 <= column < len(self.columns) and self.columns[column] != FILES_COLUMN:
            self.sort_wanted.emit(self.columns[column], order == Qt.SortOrder.DescendingOrder)

    # ------------------------------------------------------------------------ cells

    def _cells(self, row: int) -> Optional[tuple]:
        """The cells of a row from its page; None while the file is being written by another."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            fids = self.found.fids[number * PAGE : (number + 1) * PAGE].tolist()
            try:
                page = register.cells(self._workspace, self.table.name, [column.name for column in self._fields], fids, wait_s=0.02)
            except SmartPoleError:  # locked or gone: the session tells; here the cells stay blank until asked again
                page = {}
                self._again.start()
            self._pages[number] = page
            while len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        return page.get(int(self.found.fids[row]))

    def _value(self, row: int, name: str) -> Any:
        fid = self.fid(row)
        if (fid, name) in self._pending:
            return self._pending[(fid, name)]
        cells = self._cells(row)
        return None if cells is None else cells[self._at[name]]

    def _said(self, row: int, name: str) -> str:
        if self._cells(row) is None:
            return "…"
        value = self._value(row, name)
        if value is None:
            return ""
        words = self._words.get(name)
        if words is not None:
            return words.get(str(value)) or self._fields[self._at[name]].meaning(value)
        if isinstance(value, float):
            return f"{value:.10g}"
        return value.toString("yyyy-MM-dd") if isinstance(value, QDate) else str(value)

    def _state_of(self, row: int) -> str:
        number = int(self.found.states[row])
        return overdue.ORDER[number] if number >= 0 else ""

    def _tint(self, row: int):
        if self._state_of(row) != overdue.OVERDUE:
            return None
        tint = QColor(COLOURS[overdue.OVERDUE])
        tint.setAlpha(26)
        return QBrush(tint)

    def _state(self, row: int, role):
        state, days = self._state_of(row), float(self.found.days[row])
        if role == Qt.ItemDataRole.DisplayRole:
            return state_text(self.table.name, state, days)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons[state]
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._tint(row)
        if role == Qt.ItemDataRole.ForegroundRole and state == overdue.OVERDUE:
            return QBrush(QColor(COLOURS[state]))
        if role == Qt.ItemDataRole.FontRole and state == overdue.OVERDUE:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole:
            return state_tip(self.table.name, state, 0.0 if math.isnan(days) else days, self.limit)
        return None

    def _count(self, row: int, role):
        if role == Qt.ItemDataRole.DisplayRole and self._files:
            count = self._files.get(self.key_of(row), 0)
            return str(count) if count else ""
        return None


def runs(rows: Sequence[int]) -> List[tuple]:
    """Rows in order as (first, last) without holes, for selecting them at once."""
    if not len(rows):
        return []
    numbers = np.asarray(rows)
    breaks = np.flatnonzero(np.diff(numbers) > 1)
    starts = numbers[np.concatenate(([0], breaks + 1))]
    ends = numbers[np.concatenate((breaks, [len(numbers) - 1]))]
    return list(zip(starts.tolist(), ends.tolist()))
