# SPDX-License-Identifier: GPL-2.0-or-later
"""What the catalogue writes: cells, many rows at once, taking back, attaching files; and the details of the current row."""

from functools import partial
from typing import List, Optional

from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QDialog

from ...gis import schema
from ...gis.inventory import attachments, edits
from ...gis.messages import tr
from ..undo import step_title
from .bulk import BulkDialog
from .details import cells_of, small_picture
from .texts import COLUMNS

EDIT, FILES, PICTURE = "edit", "files", "picture"
STILL_MS = 120  # the current row is looked at more closely when the user stays on it


class CatalogueEdits(QObject):
    """Writes in the background and tells what it did."""

    def __init__(self, catalogue):
        super().__init__(catalogue)
        self.catalogue = catalogue
        self.dock, self.jobs = catalogue.dock, catalogue.jobs
        self.still = QTimer(self)
        self.still.setSingleShot(True)
        self.still.setInterval(STILL_MS)
        self.still.timeout.connect(self.show_current)
        dock = self.dock
        dock.model.edit_wanted.connect(lambda fid, column, value: self.edit([fid], column, value))
        dock.view.selectionModel().currentRowChanged.connect(lambda *_rows: self.still.start())
        dock.bulk.clicked.connect(lambda: self.bulk())
        dock.undo.clicked.connect(self.undo)
        dock.details.add_wanted.connect(self.attach)
        dock.details.remove_wanted.connect(self.detach)
        dock.details.picture_wanted.connect(self._on_picture)

    @property
    def workspace(self):
        return self.catalogue.workspace

    @property
    def table(self) -> str:
        return self.catalogue.table

    def bulk(self, column: str = "") -> None:
        """Ask for a column and a value, then change the selected rows."""
        fids = self.catalogue.selected()
        if fids and self._may_write():
            dialog = BulkDialog(self.workspace, self.table, fids, column, self.dock)
            if dialog.exec() == QDialog.DialogCode.Accepted:
                self.edit(fids, dialog.column().name, dialog.value())
            dialog.deleteLater()

    def edit(self, fids: List[int], column: str, value) -> None:
        """Change one column of some rows."""
        if self._may_write():
            work = partial(edits.edit, self.workspace, self.table, list(fids), column, value)
            self.jobs.run(EDIT, tr("Writing the catalogue"), work, self._on_edited)
        else:
            self.dock.model.forget_cells()

    def undo(self) -> None:
        """Take the newest change back."""
        if self._may_write():
            self.jobs.run(EDIT, tr("Writing the catalogue"), partial(edits.take_back, self.workspace), self._on_undone)

    def attach(self, paths: List[str]) -> None:
        """Attach files to the current row."""
        index, workspace, table = self.dock.view.currentIndex(), self.workspace, self.table
        if index.isValid() and self._may_write():
            key = self.dock.model.key_of(index.row())
            self.jobs.run(EDIT, tr("Attaching files"), lambda _p: attachments.attach(workspace, table, key, paths), self._on_files)

    def detach(self, ids: List[str]) -> None:
        """Take files off the current row."""
        if ids and self._may_write():
            workspace = self.workspace
            self.jobs.run(EDIT, tr("Detaching files"), lambda _p: attachments.detach(workspace, ids), self._on_files)

    def offer_undo(self, last: Optional[edits.Change]) -> None:
        """Say what can be taken back."""
        self.dock.undo.setEnabled(last is not None and not self.catalogue.read_only)
        if last is None:
            step = self.catalogue.conductor.session.facts.undo
            newer = tr("Done last: {what}. It is undone in the foot of the planning panel.")
            self.dock.undo.setToolTip(newer.format(what=step_title(step.step)) if step is not None else tr("Nothing to undo"))
        else:
            label = schema.table(last.table).field(last.field).label
            self.dock.undo.setToolTip(tr("Undo: {column} of {count:,} rows (Ctrl+Z)").format(column=label, count=last.count))

    def _may_write(self) -> bool:
        conductor = self.catalogue.conductor
        if not conductor.session.still_there():
            return False
        if self.jobs.busy(EDIT):
            conductor.say(tr("The last change is still being written."))
            return False
        if self.catalogue.map.has_unsaved_edits():
            conductor.warn(tr("This layer is being edited on the map: save or discard those edits first."))
            return False
        return True

    def _on_edited(self, change: edits.Change) -> None:
        if change.count > 1:
            label = schema.table(change.table).field(change.field).label
            text = tr("{count:,} rows changed: {column}. Ctrl+Z in the catalogue undoes it.")
            self.catalogue.conductor.say(text.format(count=change.count, column=label))
        self.catalogue.written()

    def _on_undone(self, change: Optional[edits.Change]) -> None:
        if change is not None:
            text = tr("{count:,} rows are as before.").format(count=change.count)
            if change.skipped:
                text += " " + tr("{count:,} have been changed since and stay as they are.").format(count=change.skipped)
            self.catalogue.conductor.say(text)
        self.catalogue.written()

    def _on_files(self, _given) -> None:
        self.catalogue.written()

    def show_current(self) -> None:
        """Everything about the current row, and its files."""
        index, model, pane = self.dock.view.currentIndex(), self.dock.model, self.dock.details
        if not index.isValid() or model.found is None:
            pane.show_row("", [])
            pane.show_files([], False)
            return
        record = model.record(index.row())
        if record is None or self.workspace is None:
            return
        key = model.key_of(index.row())
        names = [str(record.get(name)) for name in COLUMNS[self.table][:2] if record.get(name)]
        pane.show_row(" · ".join(dict.fromkeys(names)), cells_of(model.table, record))
        workspace, table = self.workspace, self.table
        work = lambda _progress: attachments.attachments(workspace, table, key)  # noqa: E731
        done = lambda files: pane.show_files(files, bool(key), not self.catalogue.read_only)  # noqa: E731
        self.jobs.run(FILES, tr("Looking up files"), work, done)

    def _on_picture(self, entry) -> None:
        work = lambda _progress: small_picture(str(entry.path))  # noqa: E731
        self.jobs.run(PICTURE, tr("Reading a photo"), work, self.dock.details.show_picture)
