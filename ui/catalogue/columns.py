# SPDX-License-Identifier: GPL-2.0-or-later
"""Which columns the catalogue shows and how wide: the user's choice, remembered for each table."""

from functools import partial
from typing import Dict, List, Optional, Tuple

from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QMenu

from ...gis import schema, settings
from ...gis.messages import tr
from .model import STATE_COLUMN
from .texts import COLUMNS

WIDEST = 240
LOOKED_AT = 25  # rows that decide the width of a column


class Columns(QObject):
    """Columns of the table on show."""

    def __init__(self, catalogue):
        super().__init__(catalogue)
        self.catalogue = catalogue
        self.dock = catalogue.dock
        self._widths: Dict[Tuple[str, str], int] = {}
        self._fitted: Dict[Tuple[str, str], int] = {}
        self._quiet = False
        header = self.dock.view.horizontalHeader()
        header.customContextMenuRequested.connect(lambda at: self.menu().exec(header.mapToGlobal(at)))
        header.sectionResized.connect(self._on_resized)
        self.dock.columns.setMenu(QMenu(self.dock))
        self.dock.columns.menu().aboutToShow.connect(lambda: self.menu(self.dock.columns.menu()))

    @property
    def table(self) -> str:
        return self.catalogue.table

    def names(self) -> List[str]:
        """The columns to show."""
        kept = [entry.partition(":")[2] for entry in settings.CATALOGUE_COLUMNS.value() if entry.startswith(f"{self.table}:")]
        known = set(schema.table(self.table).names)
        return [name for name in kept if name in known] or list(COLUMNS[self.table])

    def set_names(self, names: List[str]) -> None:
        """Show these columns, and remember them for the table."""
        others = [entry for entry in settings.CATALOGUE_COLUMNS.value() if not entry.startswith(f"{self.table}:")]
        mine = [] if names == list(COLUMNS[self.table]) else [f"{self.table}:{name}" for name in names]
        settings.CATALOGUE_COLUMNS.set(others + mine)
        self.catalogue.reshape(names)

    def menu(self, menu: Optional[QMenu] = None) -> QMenu:
        """All columns of the table, those on show ticked."""
        menu = menu or QMenu(self.dock)
        menu.clear()
        shown = self.names()
        menu.addAction(tr("Back to the usual columns")).triggered.connect(lambda _checked: self.set_names(list(COLUMNS[self.table])))
        menu.addSeparator()
        for column in schema.table(self.table).fields:
            action = menu.addAction(column.label)
            action.setCheckable(True)
            action.setChecked(column.name in shown)
            action.triggered.connect(partial(self._on_column, column.name))
        return menu

    def _on_column(self, name: str, wanted: bool) -> None:
        shown = [column for column in self.names() if column != name]
        names = [*shown, name] if wanted else shown
        if names:
            self.set_names(names)

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        if not self._quiet and 0 <= section < len(self.dock.model.columns):
            self._widths[(self.table, self.dock.model.columns[section])] = new

    def restore(self) -> None:
        """The user's widths, else as wide as the head and the first rows need; and the sign of the order."""
        model, view = self.dock.model, self.dock.view
        metrics = view.fontMetrics()
        self._quiet = True
        for section, name in enumerate(model.columns):
            width = self._widths.get((self.table, name)) or self._fitted.get((self.table, name))
            if width is None:
                head = metrics.horizontalAdvance(str(model.headerData(section, Qt.Orientation.Horizontal))) + 26
                rows = range(min(LOOKED_AT, model.rowCount()))
                cells = [metrics.horizontalAdvance(str(model.index(row, section).data() or "")) for row in rows]
                room = 48 if name == STATE_COLUMN else 16
                width = min(WIDEST, max([head, *(cell + room for cell in cells)]))
                if cells:
                    self._fitted[(self.table, name)] = width
            view.setColumnWidth(section, width)
        self._quiet = False
        self.sign_order()

    def sign_order(self) -> None:
        """Show the order in the head without asking for it."""
        order = Qt.SortOrder.DescendingOrder if self.catalogue.descending else Qt.SortOrder.AscendingOrder
        header, columns = self.dock.view.horizontalHeader(), self.dock.model.columns
        header.blockSignals(True)
        header.setSortIndicator(columns.index(self.catalogue.sort) if self.catalogue.sort in columns else -1, order)
        header.blockSignals(False)
