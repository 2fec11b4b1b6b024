# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel's line of map tools: made when first used, taken off the map when the workspace or the plugin goes."""

from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ...gis.messages import tr
from ..map_layers import in_pieces
from .compare import Compare
from .scene_loader import SceneLoader
from .spot_tool import SpotTool, SpotWindow
from .whatif_tool import WhatIfTool


class ToolLine(QWidget):
    """Flat buttons under the panel's head."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.look = self._button(tr("Look here"), tr("Click the map: who serves the spot, how well, why not better, what could"))
        self.what_if = self._button(tr("Try out"), tr("Drag planned sites, add and take away; coverage and figures follow at once"))
        self.compare = self._button(tr("Compare"), tr("Two coverages on one map, split at a line, and the layer of their difference"))
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 2, 6, 2)
        line.addWidget(self.look)
        line.addWidget(self.what_if)
        line.addWidget(self.compare)
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
        self.trial = None
        self.bar = conductor.dock.trial
        self._resting = False  # the trial waits while the map shows something else
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._resume)
        self.compare = Compare(self)
        self.line.compare.toggled.connect(self.compare.show)
        self.line.look.toggled.connect(self._on_look)
        self.line.what_if.toggled.connect(self._on_try)
        self.bar.undo_wanted.connect(lambda: self.trial.undo())
        self.bar.discard_wanted.connect(lambda: self.trial.discard())
        self.bar.commit_wanted.connect(lambda: self.trial.commit())

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

    def _on_try(self, wanted: bool) -> None:
        if wanted and self.trial is None:
            self.trial = WhatIfTool(self.canvas, self.loader)
            self.trial.told.connect(self.bar.tell)
            self.trial.changed.connect(lambda: self.bar.follow(self.trial.view))
            self.trial.kept.connect(self._on_kept)
            self.trial.refused.connect(self.conductor.warn)
            self.trial.deactivated.connect(self._on_trial_end)
        self.bar.setVisible(wanted)
        if wanted:
            self.bar.follow(None)
            self.canvas.setMapTool(self.trial)
        elif self.trial is not None:
            self._resting = self.trial.resting = False
            self.trial.draft = self.trial.view = None
            self.canvas.unsetMapTool(self.trial)

    def _on_trial_end(self) -> None:
        if not self._resting:
            self.line.what_if.setChecked(False)

    def rest_trial(self) -> None:
        """Let the trial wait with its draft, so that the map can show a comparison."""
        if self.trial is not None and self.trial.isActive() and self.trial.draft is not None:
            self._resting = self.trial.resting = True

    def resume_trial(self) -> None:
        """Go on with a trial that waits, once the map is free; when the user took another tool, the trial ends."""
        if self._resting:
            self._later.start()

    def _resume(self) -> None:
        if not self._resting or self.trial is None:
            return
        self._resting = self.trial.resting = False
        if self.canvas.mapTool() is None:
            self.canvas.setMapTool(self.trial)
        else:
            self.line.what_if.setChecked(False)

    def _on_kept(self, count: int) -> None:
        """What was tried out has been written: say so and show it."""
        conductor, workspace = self.conductor, self.conductor.session.workspace
        if workspace is None:
            return
        conductor.say(tr("{count} sites changed in the plan; they stay fixed when sites are suggested again.").format(count=count))
        conductor.session.refresh()
        conductor.refresh()
        conductor.layers.add(*in_pieces(workspace, ["site_pl"]))

    def leave(self) -> None:
        """Take every tool off the map, for another workspace or for unloading."""
        self._resting = False
        self.compare.leave()
        self.line.compare.setChecked(False)
        self.line.look.setChecked(False)
        self.line.what_if.setChecked(False)
        if self.trial is not None:
            self.trial.remove()
            self.trial = None
        if self.spot is not None:
            self.spot.remove()
            self.spot = None
        self.loader.stop()
