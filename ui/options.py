# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's page in QGIS's options."""

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QCheckBox, QLabel, QPushButton, QSpinBox, QVBoxLayout

from ..engine.errors import SmartPoleError
from ..gis import settings
from ..gis.inventory import overdue, register
from ..gis.messages import RESOURCES, error_text, tr


class OptionsPage(QgsOptionsPageWidget):
    """Where workspaces go, and how the panel behaves."""

    def __init__(self, parent=None, conductor=None):
        super().__init__(parent)
        self._conductor = conductor
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
        lines.addSpacing(12)
        lines.addWidget(QLabel(tr("Written replies about public resources are overdue after (workspace that is open)"), self))
        lines.addWidget(self._reply_days(), 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)

    def _reply_days(self) -> QSpinBox:
        """The plan's own limit; it lies in the workspace, so that colleagues see the same replies as overdue."""
        workspace = self._workspace()
        self.reply_days = QSpinBox(self)
        self.reply_days.setRange(1, 3650)
        self.reply_days.setSuffix(tr(" days"))
        self.reply_days.setValue(overdue.REPLY_DAYS if workspace is None else register.reply_days(workspace))
        self.reply_days.setEnabled(workspace is not None and not self._conductor.session.facts.read_only)
        self.reply_days.setToolTip(tr("15 days is our suggestion; no document states a limit. Kept in the workspace."))
        self._shown_days = self.reply_days.value()
        return self.reply_days

    def _workspace(self):
        session = None if self._conductor is None else self._conductor.session
        return session.workspace if session is not None and session.still_there() else None

    def apply(self):
        settings.WORK_FOLDER.set(self.folder.filePath() or settings.WORK_FOLDER.default)
        settings.REOPEN_LAST.set(self.reopen.isChecked())
        settings.ZOOM_TO_RESULTS.set(self.zoom.isChecked())
        workspace = self._workspace()
        if workspace is not None and self.reply_days.isEnabled() and self.reply_days.value() != self._shown_days:
            try:
                workspace.set_setting(overdue.SETTING, self.reply_days.value())
            except SmartPoleError as error:
                self._conductor.warn(error_text(error))
            else:
                self._shown_days = self.reply_days.value()
                self._conductor.session.refresh()
                self._conductor.refresh()


class OptionsFactory(QgsOptionsWidgetFactory):
    """Puts the page into QGIS's options dialog; registered by the plugin, and unregistered on unload."""

    PAGE_NAME = "smartPoleOptions"

    def __init__(self, conductor=None):
        super().__init__()
        self._conductor = conductor
        self.setTitle("SmartPole 5G")
        self.setIcon(QIcon(str(RESOURCES / "icons" / "smartpole.svg")))

    def icon(self):
        return QIcon(str(RESOURCES / "icons" / "smartpole.svg"))

    def createWidget(self, parent):
        page = OptionsPage(parent, self._conductor)
        page.setObjectName(self.PAGE_NAME)
        return page
