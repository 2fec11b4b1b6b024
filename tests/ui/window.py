# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS's interface for tests in one process: real widgets, and lists of what a plugin puts in place, and the mouse."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest


class Window:
    """The part of QGIS's interface that pytest-qgis's own stand-in lacks, with real widgets behind it."""

    def __init__(self, iface, window):
        self._iface, self._window = iface, window
        self.docks, self.menu, self.toolbar, self.factories, self.messages = [], [], [], [], []

    def __getattr__(self, name):
        return getattr(self._iface, name)

    def mainWindow(self):
        return self._window

    def addDockWidget(self, area, dock):
        self.docks.append(dock)
        self._window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self.docks.remove(dock)
        self._window.removeDockWidget(dock)

    def addPluginToMenu(self, title, action):
        self.menu.append(action)

    def removePluginMenu(self, title, action):
        self.menu.remove(action)

    def addToolBarIcon(self, action):
        self.toolbar.append(action)

    def removeToolBarIcon(self, action):
        self.toolbar.remove(action)

    def registerOptionsWidgetFactory(self, factory):
        self.factories.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.factories.remove(factory)


def click(button):
    """Press a button with the mouse; one that cannot be pressed is a fault of the test's story."""
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
