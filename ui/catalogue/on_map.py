# SPDX-License-Identifier: GPL-2.0-or-later
"""The catalogue and the map: one selection for both, zooming and flashing. The layer is looked up anew whenever it is needed."""

from typing import List, Sequence

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..map_layers import TABLES, find, show_tables

CLOSEST_M = 300.0  # width of the map around a single pole
MOST_FLASHED = 500


class MapLink(QObject):
    """Follows the layer of one table; holds its id, never the layer."""

    selected = pyqtSignal(list)  # row numbers, when the user selects on the map

    def __init__(self, iface, parent=None):
        super().__init__(parent)
        self.iface = iface
        self._workspace, self._role, self._layer_id, self._telling = None, "", "", False
        QgsProject.instance().layersAdded.connect(self._on_layers)

    def release(self) -> None:
        """Let go of the project and of the layer."""
        QgsProject.instance().layersAdded.disconnect(self._on_layers)
        self._leave()
        self._workspace = None

    def follow(self, workspace, table: str) -> None:
        """Follow the layer of a table; it may come to the map later."""
        role = next((role for role, name in TABLES.items() if name == table), "")
        if (workspace, role) != (self._workspace, self._role):
            self._leave()
        self._workspace, self._role = workspace, role
        layer = self.layer()
        if layer is not None and layer.id() != self._layer_id:
            self._leave()
            self._layer_id = layer.id()
            layer.selectionChanged.connect(self._on_selected)

    def layer(self):
        """The layer on the map, None where there is none."""
        return find(self._role, self._workspace.path) if self._role and self._workspace is not None else None

    def has_unsaved_edits(self) -> bool:
        """Whether the user is editing the layer by QGIS's own means: two writers would undo each other."""
        layer = self.layer()
        return layer is not None and layer.isEditable() and layer.isModified()

    def selection(self) -> List[int]:
        layer = self.layer()
        return list(layer.selectedFeatureIds()) if layer is not None else []

    def select(self, fids: Sequence[int]) -> None:
        """Select rows on the map, without being told of it."""
        layer = self.layer()
        if layer is None:
            return
        self._telling = True
        try:
            layer.selectByIds([int(fid) for fid in fids])
        finally:
            self._telling = False

    def redraw(self) -> None:
        """The file has changed: read and draw again."""
        layer = self.layer()
        if layer is not None:
            self._telling = True
            try:
                layer.dataProvider().reloadData()
            finally:
                self._telling = False
            layer.triggerRepaint()

    def zoom(self, box, fids: Sequence[int]) -> None:
        """Move the map to a box in the workspace's coordinates and let the rows flash; brings the layer back if it is gone."""
        canvas = self.iface.mapCanvas()
        if self._role and self.layer() is None:
            show_tables(self._workspace, [self._role])
            self.follow(self._workspace, TABLES[self._role])
        extent = QgsRectangle(*box)
        if extent.width() < CLOSEST_M and extent.height() < CLOSEST_M:
            centre = extent.center()
            extent = QgsRectangle.fromCenterAndSize(centre, CLOSEST_M, CLOSEST_M)
        else:
            extent.scale(1.15)
        transform = QgsCoordinateTransform(self._workspace.crs, canvas.mapSettings().destinationCrs(), QgsProject.instance())
        try:
            canvas.setExtent(transform.transformBoundingBox(extent))
        except QgsCsException:
            return
        canvas.refresh()
        layer = self.layer()
        if layer is not None:
            node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
            if node is not None:
                node.setItemVisibilityCheckedParentRecursive(True)
            canvas.flashFeatureIds(layer, [int(fid) for fid in fids[:MOST_FLASHED]])

    def _leave(self) -> None:
        layer = QgsProject.instance().mapLayer(self._layer_id) if self._layer_id else None
        if layer is not None:
            layer.selectionChanged.disconnect(self._on_selected)
        self._layer_id = ""

    def _on_layers(self, _layers) -> None:
        if self._role and self._workspace is not None:
            role = self._role
            self.follow(self._workspace, TABLES[role])

    def _on_selected(self, *_ids) -> None:
        if not self._telling:
            self.selected.emit(self.selection())
