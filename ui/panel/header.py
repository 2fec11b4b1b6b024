# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel's head: which workspace is open, in which coordinates, and the ≡ menu."""

from qgis.PyQt.QtCore import QEvent, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout

from ...gis.messages import tr
from .step_row import ElidedLabel


def menu_icon(colour: QColor, side: int = 32) -> QIcon:
    """Three lines, painted, so that no font is asked for the sign ≡."""
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(QPen(colour, side / 11))
    for share in (0.28, 0.5, 0.72):
        painter.drawLine(int(side * 0.15), int(side * share), int(side * 0.85), int(side * share))
    painter.end()
    return QIcon(picture)


class Header(QFrame):
    """Workspace name in bold, its CRS below, the menu at the right."""

    wanted = pyqtSignal(str)  # name of a menu entry
    recent_wanted = pyqtSignal(str)  # path of a workspace

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("panelHeader")
        self.name = ElidedLabel(self)
        font = self.name.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.1)
        self.name.setFont(font)
        self.crs = ElidedLabel(self)
        self.crs.setForegroundRole(QPalette.ColorRole.WindowText)
        self.button = QToolButton(self)
        self._draw_icon()
        self.button.setIconSize(QSize(18, 18))
        self.button.setAutoRaise(True)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolTip(tr("Menu: workspaces, sample, settings, help"))
        self.button.setAccessibleName(tr("Menu"))
        self.button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.menu = QMenu(self)
        self.recent = QMenu(self.menu)
        self.button.setMenu(self.menu)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self.name)
        texts.addWidget(self.crs)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 8, 6, 8)
        line.addLayout(texts, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._fill_menu()

    def _draw_icon(self) -> None:
        self.button.setIcon(menu_icon(self.palette().color(QPalette.ColorRole.WindowText)))

    def changeEvent(self, event):
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "button"):
            self._draw_icon()

    def _fill_menu(self) -> None:
        self.actions_by_name = {}
        for name, title in (
            ("new", tr("New workspace …")),
            ("open", tr("Open workspace …")),
            ("recent", tr("Recent workspaces")),
            ("sample", tr("Open the sample")),
            ("", ""),
            ("catalogue", tr("Resource catalogue")),
            ("layers", tr("Show the layers on the map")),
            ("refresh", tr("Look again at the workspace")),
            ("close", tr("Close the workspace")),
            ("", ""),
            ("log", tr("Log")),
            ("settings", tr("Settings …")),
            ("help", tr("Help")),
            ("diagnostics", tr("Copy diagnostic information")),
        ):
            if not name:
                self.menu.addSeparator()
            elif name == "recent":
                self.recent.setTitle(title)
                self.menu.addMenu(self.recent)
            else:
                action = self.menu.addAction(title)
                action.triggered.connect(lambda _checked=False, which=name: self.wanted.emit(which))
                self.actions_by_name[name] = action
        self.actions_by_name["log"].setCheckable(True)

    def show_workspace(self, name: str, crs: str, path: str, recent) -> None:
        """Show what is open, or that nothing is."""
        self.name.set_whole_text(name or tr("No workspace open"))
        self.crs.set_whole_text(crs if name else tr("One file holds a whole plan"))
        self.name.setToolTip(path)
        for which in ("catalogue", "layers", "refresh", "close"):
            self.actions_by_name[which].setEnabled(bool(name))
        self.recent.clear()
        for known in recent:
            action = self.recent.addAction(known)
            action.triggered.connect(lambda _checked=False, file=known: self.recent_wanted.emit(file))
        self.recent.setEnabled(bool(recent))
