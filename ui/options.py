# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's page in QGIS's options."""

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout

from ..gis import settings
from ..gis.messages import RESOURCES, tr


class OptionsPage(QgsOptionsPageWidget):
    """Where workspaces go, and how the panel behaves."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.folder = QgsFileWidget(self)
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setFilePath(settings.WORK_FOLDER.value())
        self.reopen = QCheckBox(tr("Open the last workspace when QGIS starts"), self)
        self.reopen.setChecked(settings.REOPEN_LAST.value())
        self.zoom = QCheckBox(tr("Zoom to the plan area when a workspace is opened"), self)
        self.zoom.setChecked(settings.ZOOM_TO_RESULTS.value())
        forget = QPushButton(tr("Forget the list of recent workspaces"), self)
        forget.clicked.connect(settings.RECENT_WORKSPACES.reset)
        lines = QVBoxLayout(self)
        lines.addWidget(QLabel(tr("Folder for new workspaces and for the copy of the sample"), self))
        for widget in (self.folder, self.reopen, self.zoom, forget):
            lines.addWidget(widget)
        lines.addStretch(1)

    def apply(self):
        settings.WORK_FOLDER.set(self.folder.filePath() or settings.WORK_FOLDER.default)
        settings.REOPEN_LAST.set(self.reopen.isChecked())
        settings.ZOOM_TO_RESULTS.set(self.zoom.isChecked())


class OptionsFactory(QgsOptionsWidgetFactory):
    """Puts the page into QGIS's options dialog; registered by the plugin, and unregistered on unload."""

    PAGE_NAME = "smartPoleOptions"

    def __init__(self):
        super().__init__()
        self.setTitle("SmartPole 5G")
        self.setIcon(QIcon(str(RESOURCES / "icons" / "smartpole.svg")))

    def icon(self):
        return QIcon(str(RESOURCES / "icons" / "smartpole.svg"))

    def createWidget(self, parent):
        page = OptionsPage(parent)
        page.setObjectName(self.PAGE_NAME)
        return page
