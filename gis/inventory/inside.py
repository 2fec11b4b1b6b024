# SPDX-License-Identifier: GPL-2.0-or-later
"""Which of many points lie inside which of many polygons, in time that grows with both and not with their product."""

from typing import Iterable, Optional, Tuple

import numpy as np
from qgis.core import QgsGeometry, QgsPoint, QgsPointXY

from ...engine.progress import SILENT, Progress

CELL_M = 50.0


class Points:
    """Points (n, 2) in metres, sorted into cells so that a polygon finds those near it quickly; NaN is nowhere."""

    def __init__(self, places_m: np.ndarray):
        self.places = np.asarray(places_m, float).reshape(-1, 2)
        self._index = np.flatnonzero(np.isfinite(self.places).all(axis=1))
        cells = np.floor(self.places[self._index] / CELL_M).astype(np.int64)
        self._origin = cells.min(axis=0) if len(cells) else np.zeros(2, np.int64)
        cells -= self._origin
        self._columns = int(cells[:, 0].max(initial=0)) + 1
        self._rows = int(cells[:, 1].max(initial=0)) + 1
        keys = cells[:, 1] * self._columns + cells[:, 0]
        order = np.argsort(keys, kind="stable")
        self._keys, self._index = keys[order], self._index[order]

    def near(self, x_min: float, y_min: float, x_max: float, y_max: float) -> np.ndarray:
        """Indices of the points in a rectangle."""
        low = np.floor(np.array([x_min, y_min]) / CELL_M).astype(np.int64) - self._origin
        high = np.floor(np.array([x_max, y_max]) / CELL_M).astype(np.int64) - self._origin
        left, right = max(int(low[0]), 0), min(int(high[0]), self._columns - 1)
        bottom, top = max(int(low[1]), 0), min(int(high[1]), self._rows - 1)
        if left > right or bottom > top:
            return np.empty(0, np.int64)
        lines = np.arange(bottom, top + 1) * self._columns
        start = np.searchsorted(self._keys, lines + left, "left")
        stop = np.searchsorted(self._keys, lines + right, "right")
        found = np.concatenate([self._index[a:b] for a, b in zip(start, stop) if b > a] or [np.empty(0, np.int64)])
        x, y = self.places[found].T
        return found[(x >= x_min) & (x <= x_max) & (y >= y_min) & (y <= y_max)]

    def inside(self, polygons: Iterable[Optional[QgsGeometry]], progress: Progress = SILENT) -> np.ndarray:
        """For each point the number of the first polygon that holds it, -1 where none does; int64 (n,)."""
        holder = np.full(len(self.places), -1, np.int64)
        shapes = list(polygons)
        for number, shape in enumerate(shapes):
            if number % 500 == 0:
                progress.report(number / len(shapes))
            if shape is None or shape.isEmpty():
                continue
            box = shape.boundingBox()
            near = self.near(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
            near = near[holder[near] < 0]
            if not len(near):
                continue
            engine = QgsGeometry.createGeometryEngine(shape.constGet())
            engine.prepareGeometry()
            for index in near.tolist():
                if engine.contains(QgsPoint(*self.places[index].tolist())):
                    holder[index] = number
        return holder


def way_out(shape: QgsGeometry, x_m: float, y_m: float, beyond_m: float) -> Tuple[float, float, float]:
    """The nearest place `beyond_m` outside a polygon that holds (x, y), and how far away it is: (x, y, distance)."""
    edge = QgsGeometry(shape.constGet().boundary())
    nearest = edge.nearestPoint(QgsGeometry.fromPointXY(QgsPointXY(x_m, y_m))).asPoint()
    across = np.hypot(nearest.x() - x_m, nearest.y() - y_m)
    if across == 0:
        return nearest.x(), nearest.y(), 0.0
    share = (across + beyond_m) / across
    return x_m + share * (nearest.x() - x_m), y_m + share * (nearest.y() - y_m), across + beyond_m
