# SPDX-License-Identifier: GPL-2.0-or-later
"""The few dialogs there are: each asks for a decision that only the user can take."""

from pathlib import Path
from typing import Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsProject
from qgis.gui import QgsFileWidget, QgsProjectionSelectionWidget
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout

from ..gis import settings
from ..gis.messages import tr

FILTER = "GeoPackage (*.gpkg)"


def proposed_crs(canvas) -> QgsCoordinateReferenceSystem:
    """The project's CRS when it is projected in metres, else the CGCS2000 3° zone of the map's centre, if it lies in China."""
    crs = QgsProject.instance().crs()
    if crs.isValid() and not crs.isGeographic():
        return crs
    if canvas is None:
        return QgsCoordinateReferenceSystem()
    settings_of_map = canvas.mapSettings()
    geographic = QgsCoordinateReferenceSystem("EPSG:4326")
    transform = QgsCoordinateTransform(settings_of_map.destinationCrs(), geographic, QgsProject.instance().transformContext())
    try:
        longitude = transform.transform(canvas.extent().center()).x()
    except QgsCsException:
        return QgsCoordinateReferenceSystem()
    if not 73.5 <= longitude <= 136.5:
        return QgsCoordinateReferenceSystem()
    meridian = min(135, max(75, 3 * round(longitude / 3)))
    return QgsCoordinateReferenceSystem(f"EPSG:{4534 + (meridian - 75) // 3}")


class NewWorkspaceDialog(QDialog):
    """Name, coordinates and place of a new workspace."""

    def __init__(self, canvas=None, parent=None):
        super().__init__(parent)
        self.setWindowTitle(tr("New workspace"))
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(tr("for example: Changle county 2026"))
        self.crs = QgsProjectionSelectionWidget(self)
        self.crs.setCrs(proposed_crs(canvas))
        self.file = QgsFileWidget(self)
        self.file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.file.setFilter(FILTER)
        self.file.setConfirmOverwrite(False)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Create"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(tr("Name of the plan"), self.name)
        form.addRow(tr("Coordinates (projected, in metres)"), self.crs)
        form.addRow(tr("File"), self.file)
        lines = QVBoxLayout(self)
        lines.addLayout(form)
        lines.addWidget(self.hint)
        lines.addWidget(self.buttons)
        self.name.textChanged.connect(self._propose_file)
        self.name.textChanged.connect(self._look)
        self.crs.crsChanged.connect(self._look)
        self.file.fileChanged.connect(self._look)
        self._proposed = ""
        self._look()
        self.resize(460, self.sizeHint().height())

    def _propose_file(self, name: str) -> None:
        if self.file.filePath() == self._proposed:
            plain = "".join(c if c.isalnum() or c in "-_" else "_" for c in name.strip()) or "plan"
            self._proposed = str(Path(settings.WORK_FOLDER.value()) / f"{plain}.gpkg")
            self.file.setFilePath(self._proposed)

    def fault(self) -> str:
        """What keeps the dialog from being accepted, or an empty text."""
        crs = self.crs.crs()
        if not self.name.text().strip():
            return tr("Give the plan a name.")
        if not crs.isValid() or crs.isGeographic():
            return tr("Choose a projected coordinate system in metres, such as a CGCS2000 3-degree zone.")
        if not self.file.filePath():
            return tr("Choose a file for the workspace.")
        if self.path().exists():
            return tr("This file exists already: choose another name, or open it.")
        return ""

    def _look(self, *_changed) -> None:
        fault = self.fault()
        self.hint.setText(fault)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not fault)

    def path(self) -> Optional[Path]:
        path = Path(self.file.filePath())
        return path if path.suffix.lower() == ".gpkg" else path.with_name(path.name + ".gpkg")
