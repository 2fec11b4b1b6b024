# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel's line of map tools: made when first used, taken off the map when the workspace or the plugin goes."""

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ..gis.messages import tr
from .scene_loader import SceneLoader
from .spot_tool import SpotTool, SpotWindow


class ToolLine(QWidget):
    """Flat buttons under the panel's head."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.look = self._button(tr("Look here"), tr("Click the map: who serves the spot, how well, why not better, what could"))
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 2, 6, 2)
        line.addWidget(self.look)
        line.addStretch(1)

    def _button(self, title: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(title)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setAutoRaise(True)
        return button


class MapTools(QObject):
    """Switches the map tools on and off; `conductor` owns this object."""

    def __init__(self, conductor):
        super().__init__(conductor)
        self.conductor = conductor
        self.line = conductor.dock.tools
        self.loader = SceneLoader(conductor.session, self)
        self.spot = None
        self.line.look.toggled.connect(self._on_look)

    @property
    def canvas(self):
        return self.conductor.iface.mapCanvas()

    def _on_look(self, wanted: bool) -> None:
        if wanted and self.spot is None:
            window = SpotWindow(self.conductor.iface.mainWindow())
            window.text.linkActivated.connect(self.conductor.commands.follow)
            window.closed.connect(lambda: self.line.look.setChecked(False))
            self.spot = SpotTool(self.canvas, self.loader, window, self.conductor.say)
            self.spot.deactivated.connect(lambda: self.line.look.setChecked(False))
        if wanted:
            self.canvas.setMapTool(self.spot)
        elif self.spot is not None:
            self.canvas.unsetMapTool(self.spot)

    def leave(self) -> None:
        """Take every tool off the map, for another workspace or for unloading."""
        self.line.look.setChecked(False)
        if self.spot is not None:
            self.spot.remove()
            self.spot = None
        self.loader.stop()
