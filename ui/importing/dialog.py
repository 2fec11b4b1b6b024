# SPDX-License-Identifier: GPL-2.0-or-later
"""Importing a bureau's list: choose it, see what it is taken for, put right what is wrong, see what would change, import."""

import tempfile
from functools import partial
from pathlib import Path

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from ...gis import schema
from ...gis.importing import job, profile
from ...gis.importing.encoding import ENCODINGS
from ...gis.messages import error_text, text, tr
from ..background import BackgroundTask
from ..runner import Runner
from .on_map import ImportMap
from .preview import PreviewTable

FILTER = "*.csv *.txt *.xlsx *.xls *.shp *.gpkg *.geojson *.kml *.dxf"
DRY_RUN = "dry run"


class ImportDialog(QDialog):
    """Collects the parameters of `smartpole:importresources`; nothing is written before the user says import."""

    ALGORITHM = "smartpole:importresources"
    TABLE = "RES_PT"

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self._task = None
        self._found = None
        self._changed = False
        self.setWindowTitle(tr("Import a list of resources"))
        self.file = QgsFileWidget(self)
        self.file.setFilter("{} ({});;{} (*)".format(tr("Lists and layers"), FILTER, tr("All files")))
        self.layer = QgsMapLayerComboBox(self)
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.VectorLayer)
        self.layer.setAllowEmptyLayer(True)
        self.layer.setLayer(None)
        self.sheet = QComboBox(self)
        self.encoding = QComboBox(self)
        self.encoding.addItem(tr("automatic"), "auto")
        for name in ENCODINGS:
            self.encoding.addItem(name, name)
        self.bureau = QLineEdit(self)
        self.kind = QComboBox(self)
        self.kind.addItem(tr("as the list says"), "")
        for code in schema.table(self.TABLE).field("RES_TYPE").codes:
            self.kind.addItem(code.label, code.code)
        self.datum = QComboBox(self)
        self.datum.setEditable(True)
        self.datum.addItems([tr("automatic"), "WGS84", "CGCS2000", "GCJ02", "BD09"])
        self.datum.setToolTip(tr("Or a code such as EPSG:4549"))
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.table = PreviewTable(self)
        self.map = ImportMap(session.workspace, self)
        self.check = QCheckBox(tr("Check the inventory afterwards"), self)
        self.check.setChecked(True)
        self.result = QLabel(self)
        self.result.setWordWrap(True)
        self.try_out = QPushButton(tr("Show what would change"), self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.go = self.buttons.addButton(tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.runner = Runner(self)
        self._lay_out()
        self._connect()
        self._allow()
        self.resize(1080, 640)

    def _lay_out(self) -> None:
        left, right = QFormLayout(), QFormLayout()
        left.addRow(tr("File"), self.file)
        left.addRow(tr("Or a layer"), self.layer)
        left.addRow(tr("Sheet"), self.sheet)
        left.addRow(tr("Bureau"), self.bureau)
        right.addRow(tr("Datum"), self.datum)
        right.addRow(tr("Encoding"), self.encoding)
        right.addRow(tr("Type of rows that name none"), self.kind)
        top = QHBoxLayout()
        top.addLayout(left, 3)
        top.addLayout(right, 2)
        bottom = QHBoxLayout()
        bottom.addWidget(self.try_out)
        bottom.addWidget(self.check)
        bottom.addStretch(1)
        bottom.addWidget(self.buttons)
        lines = QVBoxLayout(self)
        lines.addLayout(top)
        lines.addWidget(self.told)
        middle = QHBoxLayout()
        middle.addWidget(self.table, 5)
        middle.addWidget(self.map, 2)
        lines.addLayout(middle, 1)
        lines.addWidget(self.result)
        lines.addLayout(bottom)

    def _connect(self) -> None:
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(300)
        self._delay.timeout.connect(self.look)
        self.file.fileChanged.connect(self._on_file)
        self.layer.layerChanged.connect(self._on_layer)
        for box in (self.sheet, self.encoding):
            box.activated.connect(lambda _index: self._delay.start())
        self.datum.currentTextChanged.connect(lambda _text: self._delay.start())
        self.table.mapping_changed.connect(self._on_mapping)
        self.try_out.clicked.connect(self.dry_run)
        self.runner.finished.connect(self._on_dry_run)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    # ------------------------------------------------------------------ looking

    def _on_file(self, *_path) -> None:
        if self.file.filePath():
            self.layer.setLayer(None)
            self.sheet.clear()
            self._changed = False
            self._delay.start()

    def _on_layer(self, layer) -> None:
        if layer is not None:
            self.file.setFilePath("")
            self._found = None
            self.table.setRowCount(0)
            self.map.clear()
            self.told.setText(tr("The layer's columns are recognised when it is imported; its coordinate system is taken as it says."))
        self._allow()

    def _on_mapping(self) -> None:
        self._changed = True
        self.look()

    def look(self) -> None:
        """Read the file in the background and show what it is taken for."""
        path = self.file.filePath()
        if not path:
            return
        if self._task is not None:
            self._task.cancel()
        mapping = self.table.mapping() if self._changed else None
        self.told.setText(tr("Reading …"))
        encoding = self.encoding.currentData()
        work = partial(
            job.preview,
            path,
            sheet=self.sheet.currentText(),
            encoding="" if encoding == "auto" else encoding,
            table=self.TABLE,
            datum=self.chosen_datum(),
            mapping=mapping,
            workspace=self.session.workspace,
        )
        task = BackgroundTask(tr("Reading the list"), lambda progress: work(progress=progress))
        task.ended.connect(lambda found, fault: self._on_ready(found, fault) if self._task is task else None)
        self._task = task
        task.start()
        self._allow()

    def _on_ready(self, found, fault: str) -> None:
        self._task = None
        self._found = found
        if found is None:
            self.table.setRowCount(0)
            self.map.clear()
            self.told.setText(fault)
        else:
            self.map.show_preview(found)
            if not self._changed:
                self.table.show_preview(found, self.TABLE)
            if found.sheets and not self.sheet.count():
                self.sheet.addItems(found.sheets)
                self.sheet.setCurrentText(found.raw.sheet)
            self.told.setText(told_of(found))
        self._allow()

    # ----------------------------------------------------------------- importing

    def _allow(self) -> None:
        ready = self.layer.currentLayer() is not None or (self._found is not None and self._found.datum_fault is None)
        ready = ready and not self.runner.busy and self._task is None
        self.go.setEnabled(ready)
        self.try_out.setEnabled(ready)
        self.sheet.setEnabled(self.sheet.count() > 1)

    def parameters(self) -> dict:
        """The parameters of the algorithm as the dialog stands."""
        found = {"WORKSPACE": str(self.session.path), "BUREAU": self.bureau.text().strip(), "TYPE": self.kind.currentData()}
        if self.layer.currentLayer() is not None:
            return {**found, "LAYER": self.layer.currentLayer().id()}
        found.update(
            FILE=self.file.filePath(),
            SHEET=self.sheet.currentText(),
            ENCODING=self.encoding.currentData(),
            DATUM=self.chosen_datum(),
        )
        if self._changed:
            kept = profile.of(self.table.mapping(), str(Path(tempfile.mkdtemp(prefix="smartpole_")) / "columns.json"), table=self.TABLE)
            found["MAPPING"] = str(profile.save(kept))
        return found

    def chosen_datum(self) -> str:
        """The datum as the algorithm takes it."""
        told = self.datum.currentText().strip()
        return "auto" if told in ("", tr("automatic")) else told

    def dry_run(self) -> None:
        """Ask the import what it would do, without writing."""
        self.result.setText(tr("Comparing …"))
        try:
            parameters = {**self.parameters(), "ONLY_SHOW": True}
        except OSError as error:
            self.result.setText(error_text(error))
            return
        self.runner.run(DRY_RUN, self.ALGORITHM, parameters, with_project="LAYER" in parameters)
        self._allow()

    def _on_dry_run(self, outcome) -> None:
        self.result.setText(counts_text(outcome.results) if outcome.ok else outcome.reason)
        self._allow()

    def done(self, result: int) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.runner.shut_down()
        self.map.release()
        super().done(result)


def told_of(found) -> str:
    """What a list was taken for, in a few sentences."""
    parts = [
        tr("{rows:,} rows, {columns} columns, encoding {encoding}.").format(
            rows=len(found.raw.rows), columns=len(found.columns), encoding=found.encoding or "–"
        )
    ]
    if found.datum_fault is not None:
        parts.append(error_text(found.datum_fault))
    elif found.datum_how:
        parts.append(text(found.datum_how, datum=found.datum))
    return " ".join(parts)


def counts_text(results: dict) -> str:
    """What an import did or would do, in one line."""
    names = {"read": "READ", "added": "ADDED", "changed": "CHANGED", "unchanged": "UNCHANGED", "gone": "GONE", "rejected": "REJECTED"}
    return tr(
        "{read:,} rows read: {added:,} new, {changed:,} changed, {unchanged:,} as before, {gone:,} no longer listed, {rejected:,} rejected"
    ).format(**{name: int(results.get(key, 0)) for name, key in names.items()})
