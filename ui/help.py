# SPDX-License-Identifier: GPL-2.0-or-later
"""The guide in a window of its own: it comes with the plugin and needs no network."""

from pathlib import Path

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtWidgets import QDialog, QTextBrowser, QVBoxLayout

from ..gis.messages import RESOURCES, language, tr


def guide_path() -> Path:
    """The guide in the user's language."""
    return RESOURCES / "help" / f"guide_{language()}.html"


class HelpWindow(QDialog):
    """Shows the guide; stays open beside the work."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setWindowTitle(tr("SmartPole 5G: guide"))
        self.browser = QTextBrowser(self)
        self.browser.setSource(QUrl.fromLocalFile(str(guide_path())))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.browser)
        self.resize(760, 640)
