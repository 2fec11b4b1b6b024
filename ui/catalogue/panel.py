# SPDX-License-Identifier: GPL-2.0-or-later
"""The catalogue panel at work: asks the register, shows the answer, writes what is edited, keeps step with the map."""

from functools import partial
from typing import List, NamedTuple, Optional

import numpy as np
from qgis.PyQt.QtCore import QItemSelection, QItemSelectionModel, QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QMenu

from ...gis import schema
from ...gis.inventory import attachments, edits, overdue, register
from ...gis.messages import tr
from .columns import Columns
from .dock import CatalogueDock
from .edits import CatalogueEdits
from .jobs import Jobs
from .model import FILES_COLUMN, runs
from .on_map import MapLink
from .texts import FILTERS

FIND, ZOOM = "find", "zoom"
MOST_RUNS = 300  # stretches of rows that are selected one by one; more are shown by "Selection only"


class Catalogue(QObject):
    """Made when the dock is first opened; `remove` takes it out of the window."""

    answered = pyqtSignal()  # an answer of the register is on show

    def __init__(self, conductor):
        super().__init__(conductor)
        self.conductor = conductor
        self.dock = CatalogueDock(conductor.iface.mainWindow())
        self.jobs = Jobs(self)
        self.map = MapLink(conductor.iface, self)
        self.table, self.sort, self.descending = "RES_PT", register.STATE, False
        self._only, self._seen, self._chosen_for = None, None, None
        self._selection = QTimer(self)
        self._selection.setSingleShot(True)
        self._selection.setInterval(150)
        self._selection.timeout.connect(self._tell_map)
        self._quiet = False
        self.columns = Columns(self)
        self.edits = CatalogueEdits(self)
        self._connect()
        conductor.iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        conductor.iface.mainWindow().resizeDocks([self.dock], [self.dock.sizeHint().height()], Qt.Orientation.Vertical)
        self.dock.filters.show_table(self.table)

    def _connect(self) -> None:
        dock = self.dock
        dock.shown.connect(lambda shown: self.follow() if shown else None)
        dock.filters.changed.connect(self.ask)
        dock.filters.table_wanted.connect(self.choose_table)
        dock.filters.only.clicked.connect(self._on_only)
        dock.model.sort_wanted.connect(self._on_sort)
        dock.view.selectionModel().selectionChanged.connect(lambda *_rows: None if self._quiet else self._selection.start())
        dock.view.setSortingEnabled(True)
        dock.view.customContextMenuRequested.connect(self._on_cell_menu)
        dock.counts.linkActivated.connect(self._on_link)
        dock.zoom.clicked.connect(self.zoom)
        dock.papers.clicked.connect(lambda: self.conductor.commands.open_algorithm("smartpole:catalogue"))
        self.map.selected.connect(self._on_map_selection)
        self.jobs.failed.connect(self._on_fault)

    @property
    def workspace(self):
        return self.conductor.session.workspace

    @property
    def read_only(self) -> bool:
        return self.conductor.session.facts.read_only

    def remove(self) -> None:
        """Take the dock out of the window; what is being written is waited for."""
        for timer in (self._selection, self.edits.still):
            timer.stop()
        self.jobs.stop()
        self.map.release()
        self.dock.model.show(None, None, [], {}, True)
        self.conductor.iface.removeDockWidget(self.dock)
        self.dock.deleteLater()

    # ------------------------------------------------------------------ asking, showing

    def open(self, what: str = "") -> None:
        """Show the dock; `what` is a table, a state to filter by, or nothing."""
        self.dock.show()
        self.dock.raise_()
        if what in register.TABLES:
            self.choose_table(what)
        elif what in overdue.ORDER:
            self.choose_table("RES_PT")
            self.dock.filters.state.setCurrentIndex(self.dock.filters.state.findData(what))
            self.ask()
        else:
            self.follow()

    def choose_table(self, table: str) -> None:
        """Show another table, without filters, overdue first where there is such a thing."""
        if table != self.table or self._seen is None:
            self.table, self.descending = table, False
            self.sort = register.STATE if table in overdue.RULES else schema.table(table).key
            self._only = None
            self.dock.filters.show_table(table)
            self.columns.sign_order()
        self._seen = None
        self.ask()

    def follow(self) -> None:
        """Ask anew when the workspace, or what is in it, is another than the one on show."""
        if self.dock.isHidden():
            return
        if self.workspace is None:
            if self._seen is not False:
                self._seen = False
                self._empty()
        elif self._signature() != self._seen:
            self.ask()

    def _signature(self):
        versions = self.workspace.versions([self.table, "ATTACH", "PLAN_SET"])
        return (str(self.workspace.path), self.read_only, tuple(versions.items()), self._step())

    def _step(self) -> str:
        step = self.conductor.session.facts.undo
        return "" if step is None else f"{step.step} {step.made_at}"

    def _empty(self) -> None:
        self.jobs.drop(FIND)
        self.dock.model.show(None, None, [], {}, True)
        self.dock.details.show_row("", [])
        self.dock.details.show_files([], False)
        self.dock.counts.clear()
        self._enable()
        self.dock.say_nothing_there(tr("Open a workspace in the planning panel: its poles, roofs, towers and sites are listed here."))

    def query(self) -> register.Query:
        """What the filters ask for."""
        filters = self.dock.filters
        return register.Query(
            self.table, filters.text.text(), filters.equals(), filters.state.currentData() or "", self._only, self.sort, self.descending
        )

    def ask(self) -> None:
        """Ask the register in the background."""
        workspace = self.workspace
        if workspace is None:
            self._empty()
            return
        self._seen = self._signature()
        self.map.follow(workspace, self.table)
        self.dock.filters.clear.setVisible(self.dock.filters.is_filtering())
        fresh = self._chosen_for != self._seen
        work = partial(_answer, workspace, self.query(), FILTERS[self.table] if fresh else ())
        self.jobs.run(FIND, tr("Reading the catalogue"), work, self._show)

    def _show(self, answer) -> None:
        dock, model = self.dock, self.dock.model
        kept, current, place = self.selected(), dock.view.currentIndex(), dock.view.verticalScrollBar().value()
        current_fid = model.fid(current.row()) if current.isValid() else None
        same = model.found is not None and model.found.query == answer.found.query
        if answer.choices:
            dock.filters.show_choices(self.table, answer.choices)
            self._chosen_for = self._seen
        model.limit = answer.limit
        self._quiet = True
        model.show(self.workspace, answer.found, self.columns.names(), answer.files, self.read_only)
        self.columns.restore()
        if answer.found.query.only is not None:
            kept = list(answer.found.query.only)
        self.select(kept, scroll=False)
        rows = model.rows_of([current_fid]) if current_fid is not None else []
        if rows:
            dock.view.selectionModel().setCurrentIndex(model.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._quiet = False
        if same:
            dock.view.verticalScrollBar().setValue(place)
        if len(self.selected()):
            self._selection.start()  # reading the layer anew may have taken it from the map
        self.edits.offer_undo(answer.last)
        self._count()
        self.edits.still.start()
        nothing = ""
        if not answer.found.total:
            nothing = tr("This table is empty. Import a list in step 1, or load a layer in step 2.")
        elif not len(answer.found):
            nothing = tr("No row meets the filters.")
        dock.say_nothing_there(nothing)
        self.answered.emit()

    def _count(self) -> None:
        found = self.dock.model.found
        if found is None:
            self.dock.counts.clear()
            return
        parts = [tr("{shown:,} of {total:,} rows").format(shown=len(found), total=found.total)]
        if found.overdue:
            words = tr("{count:,} replies overdue") if self.table == "RES_PT" else tr("{count:,} past their date")
            parts.insert(0, f"<a href='overdue'>{words.format(count=found.overdue)}</a>")
        chosen, on_map = len(self.selected()), self.map.layer()
        if chosen:
            parts.append(tr("{count:,} selected").format(count=chosen))
        elif on_map is not None and on_map.selectedFeatureCount():
            parts.append(tr("{count:,} selected on the map").format(count=on_map.selectedFeatureCount()))
        for column, value in self.dock.filters.extra.items():
            field = schema.table(self.table).field(column)
            parts.append(f"{field.label} = {field.meaning(value) or tr('(not given)')}")
        if self.read_only:
            parts.append(tr("read-only"))
        self.dock.counts.setText(" · ".join(parts))
        self._enable()

    def _enable(self) -> None:
        chosen, dock = bool(len(self.selected())), self.dock
        dock.zoom.setEnabled(chosen and schema.table(self.table).geometry is not None)
        dock.bulk.setEnabled(chosen and not self.read_only)
        dock.papers.setEnabled(self.workspace is not None)
        dock.columns.setEnabled(dock.model.found is not None)

    def _on_link(self, state: str) -> None:
        self.dock.filters.reset()
        self._only = None
        self.dock.filters.state.setCurrentIndex(self.dock.filters.state.findData(state))
        self.ask()

    def _on_sort(self, column: str, descending: bool) -> None:
        if (column, descending) != (self.sort, self.descending):
            self.sort, self.descending = column, descending
            self.ask()

    def reshape(self, names: List[str]) -> None:
        """Show other columns of the same rows."""
        kept = self.selected()
        self._quiet = True
        self.dock.model.set_columns(names)
        self.columns.restore()
        self.select(kept, scroll=False)
        self._quiet = False

    def written(self) -> None:
        """The file has changed by our own hand: show it here, in the panel and on the map."""
        self.map.redraw()
        self._seen = None
        self.conductor.session.refresh()
        self.conductor.refresh()
        if self._seen is None:
            self.ask()

    def _on_fault(self, text: str) -> None:
        self.conductor.warn(text)
        self.dock.model.forget_cells()
        self.conductor.session.still_there()

    # ------------------------------------------------------------------------ selection

    def selected(self) -> List[int]:
        """Row numbers of the selected rows."""
        model = self.dock.model
        if model.found is None:
            return []
        parts = [np.arange(part.top(), part.bottom() + 1) for part in self.dock.view.selectionModel().selection()]
        return model.found.fids[np.unique(np.concatenate(parts))].tolist() if parts else []

    def select(self, fids, scroll: bool = True) -> None:
        """Select rows of the table, when they are not scattered over too many places."""
        model, view = self.dock.model, self.dock.view
        rows = model.rows_of(fids)
        stretches = runs(rows)
        chosen = QItemSelection()
        for first, last in stretches if len(stretches) <= MOST_RUNS else ():
            chosen.select(model.index(first, 0), model.index(last, model.columnCount() - 1))
        view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if scroll and rows:
            view.scrollTo(model.index(rows[0], max(0, view.columnAt(0))))
            view.selectionModel().setCurrentIndex(model.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _tell_map(self) -> None:
        self.map.select(self.selected())
        self._count()

    def _on_map_selection(self, fids: List[int]) -> None:
        if self.dock.isHidden() or self.dock.model.found is None:
            return
        if self._only is not None:
            self._only = tuple(fids) or None
            self.dock.filters.only.setChecked(bool(fids))
            self.ask()
            return
        self._quiet = True
        self.select(fids)
        self._quiet = False
        self._count()

    def _on_only(self, wanted: bool) -> None:
        self._only = tuple(self.selected() or self.map.selection()) or None if wanted else None
        if wanted and self._only is None:
            self.dock.filters.only.setChecked(False)
            self.conductor.say(tr("Select rows in the table or poles on the map first."))
        else:
            self.ask()

    def zoom(self) -> None:
        """Move the map to the selected rows."""
        fids, workspace, table = self.selected(), self.workspace, self.table
        if fids and workspace is not None:
            work = lambda _progress: register.extent(workspace, table, fids)  # noqa: E731
            self.jobs.run(ZOOM, tr("Looking up places"), work, lambda box: self._go(box, fids))

    def _go(self, box, fids: List[int]) -> None:
        if box is None:
            self.conductor.say(tr("These rows have no place on the map."))
        else:
            self.map.zoom(box, fids)
            self.map.select(fids)

    def _on_cell_menu(self, at) -> None:
        index = self.dock.view.indexAt(at)
        if index.isValid():
            self.cell_menu(index).exec(self.dock.view.viewport().mapToGlobal(at))

    def cell_menu(self, index) -> QMenu:
        """What can be done with a cell and with the selected rows."""
        menu, name = QMenu(self.dock), self.dock.model.columns[index.column()]
        menu.addAction(tr("Zoom to")).triggered.connect(lambda _checked: self.zoom())
        if name in schema.table(self.table).names:
            field, shown = schema.table(self.table).field(name), str(index.data() or tr("(not given)"))
            value = index.data(Qt.ItemDataRole.EditRole)
            wanted = register.EMPTY if value is None else str(value)
            menu.addAction(tr("Only “{column}: {value}”").format(column=field.label, value=shown[:30])).triggered.connect(
                lambda _checked: self.dock.filters.filter_by(name, wanted)
            )
            action = menu.addAction(tr("Change “{column}” of the selected rows …").format(column=field.label))
            action.setEnabled(edits.editable(field) and not field.unique and not self.read_only)
            action.triggered.connect(lambda _checked: self.edits.bulk(name))
        if name != FILES_COLUMN:
            copy = menu.addAction(tr("Copy"))
            copy.triggered.connect(lambda _checked: QApplication.clipboard().setText(str(index.data() or "")))
        return menu


class _Answer(NamedTuple):
    """What the background reads in one go."""

    found: register.Found
    choices: dict
    files: dict
    last: Optional[edits.Change]
    limit: int


def _answer(workspace, query: register.Query, columns, _progress) -> _Answer:
    found = register.find(workspace, query)
    choices = register.choices(workspace, query.table, columns) if columns else {}
    return _Answer(found, choices, attachments.counts(workspace, query.table), edits.last_change(workspace), register.reply_days(workspace))
