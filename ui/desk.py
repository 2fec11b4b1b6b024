# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin adds to QGIS's window: the panel, one menu, one toolbar button, the options page."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from ..gis.messages import RESOURCES, tr
from . import logbook
from .background import sweeper
from .conductor import Conductor
from .options import OptionsFactory
from .panel.dock import USUAL_WIDTH, PlanDock


class Desk:
    """Everything in the window; `install` puts it there, `remove` takes all of it away."""

    def __init__(self, iface):
        self.iface = iface
        self.dock = None
        self.conductor = None
        self._actions = []
        self._options = None
        self._log = None

    def install(self) -> None:
        self._log = logbook.install()
        self.dock = PlanDock(self.iface.mainWindow())
        sweeper(self.dock)
        self.conductor = Conductor(self.iface, self.dock)
        self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.iface.mainWindow().resizeDocks([self.dock], [USUAL_WIDTH], Qt.Orientation.Horizontal)
        self._options = OptionsFactory(self.conductor)
        self.iface.registerOptionsWidgetFactory(self._options)
        icon = QIcon(str(RESOURCES / "icons" / "smartpole.svg"))
        panel = self.dock.toggleViewAction()
        panel.setIcon(icon)
        panel.setText(tr("Planning panel"))
        panel.setToolTip(tr("Show or hide the SmartPole 5G planning panel"))
        self.iface.addToolBarIcon(panel)
        self._add_to_menu(panel)
        for title, which in ((tr("Open the sample"), "sample"), (tr("Resource catalogue"), "catalogue"), (tr("Help"), "help")):
            action = QAction(icon if which == "sample" else QIcon(), title, self.iface.mainWindow())
            action.triggered.connect(lambda _checked=False, name=which: self.conductor.commands.run(name))
            self._add_to_menu(action)
        self._panel_action = panel
        self.conductor.start()

    def _add_to_menu(self, action) -> None:
        self.iface.addPluginToMenu(self.menu_title(), action)
        self._actions.append(action)

    @staticmethod
    def menu_title() -> str:
        return tr("SmartPole 5G")

    def remove(self) -> None:
        for action in self._actions:
            self.iface.removePluginMenu(self.menu_title(), action)
        if self.dock is not None:
            self.iface.removeToolBarIcon(self._panel_action)
            self.conductor.stop()
            self.conductor = None
            self.iface.removeDockWidget(self.dock)
            self.dock.deleteLater()
            self.dock = None
        for action in self._actions[1:]:
            action.deleteLater()
        self._actions = []
        if self._options is not None:
            self.iface.unregisterOptionsWidgetFactory(self._options)
            self._options = None
        if self._log is not None:
            logbook.remove(self._log)
            self._log = None
