# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a list would land: its points on a small map of the plan, and how well each datum fits."""

import math
from functools import partial

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...gis.messages import tr
from ...gis.styles import apply_style
from ..turns import Turns

BASE = {"SVC_AREA": "svc_area", "ROAD": "road", "BUILDING": "building", "WATER": "water"}
MOST_POINTS = 5000  # more would tell nothing on a map of this size


class ImportMap(QWidget):
    """The plan's base map with the points of the list that is being looked at."""

    def __init__(self, workspace, parent=None):
        super().__init__(parent)
        self._workspace = workspace
        self._base, self._points = [], None
        self._turns = Turns(self)
        self._turns.add(*(partial(self._add_base, table, style) for table, style in BASE.items() if workspace.count(table)))
        self.canvas = QgsMapCanvas(self)
        self.canvas.setCanvasColor(Qt.GlobalColor.white)
        self.canvas.setDestinationCrs(workspace.crs)
        self.figures = QLabel(self)
        self.figures.setWordWrap(True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.canvas, 1)
        lines.addWidget(self.figures)
        self.setMinimumWidth(240)
        self.clear()

    def _add_base(self, table: str, style: str) -> None:
        layer = self._workspace.layer(table)
        apply_style(layer, style)
        self._base.append(layer)
        self._show_layers()

    def show_preview(self, found) -> None:
        """Draw the points of a preview and tell the figures of each datum."""
        self.figures.setText(figures_text(found.figures))
        if found.lon is None:
            self._draw(None)
            return
        lon, lat = np.asarray(found.lon, dtype=float), np.asarray(found.lat, dtype=float)
        known = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
        chosen = known[:: max(1, math.ceil(known.size / MOST_POINTS))]
        self._draw(list(zip(lon[chosen].tolist(), lat[chosen].tolist())))

    def clear(self) -> None:
        """The base map alone."""
        self.figures.setText("")
        self._draw(None)

    def release(self) -> None:
        """Let go of the layers before the window goes."""
        self._turns.drop()
        self.canvas.setLayers([])
        self._base, self._points = [], None

    def _draw(self, lonlat) -> None:
        self._points = None if not lonlat else self._point_layer(lonlat)
        self._show_layers()

    def _show_layers(self) -> None:
        layers = ([self._points] if self._points is not None else []) + self._base
        extent = QgsRectangle()
        for layer in ([self._points] if self._points is not None else []) + self._base[:1]:  # the list and the plan, however far apart
            extent.combineExtentWith(layer.extent())
        self.canvas.setLayers(layers)
        if not extent.isNull():
            extent.grow(max(20.0, 0.05 * max(extent.width(), extent.height())))
            self.canvas.setExtent(extent)
        self.canvas.refresh()

    def _point_layer(self, lonlat) -> QgsVectorLayer:
        transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), self._workspace.crs, QgsCoordinateTransformContext())
        layer = QgsVectorLayer(f"Point?crs={self._workspace.crs.authid()}", tr("Points of the list"), "memory")
        features = []
        for lon, lat in lonlat:
            feature = QgsFeature()
            feature.setGeometry(QgsGeometry.fromPointXY(transform.transform(QgsPointXY(lon, lat))))
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        layer.updateExtents()
        symbol = QgsMarkerSymbol.createSimple({"name": "circle", "color": "#b3127e", "outline_color": "white", "size": "1.8"})
        layer.setRenderer(QgsSingleSymbolRenderer(symbol))
        return layer


def figures_text(figures) -> str:
    """How far the points of each datum lie from the reference, best first; empty without a comparison."""
    told = sorted((figure for figure in figures if math.isfinite(figure.median_m)), key=lambda figure: figure.median_m)
    parts = [tr("{datum}: {metres:.0f} m").format(datum=figure.datum, metres=figure.median_m) for figure in told]
    return tr("Middle distance from the reference: {list}").format(list="; ".join(parts)) if parts else ""
