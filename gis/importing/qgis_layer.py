# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of a QGIS feature source: any layer of the project, PostGIS among them."""

from typing import List

import numpy as np
from qgis.core import NULL, QgsFeatureRequest, QgsFeatureSource, QgsProcessingFeatureSource, QgsWkbTypes
from qgis.PyQt.QtCore import QDate, QDateTime

from ...engine.progress import SILENT, Progress
from .layers import _text
from .rawtable import Note, RawTable

_EVERY = 2000


def _cell(value) -> str:
    if value is None or value == NULL:
        return ""
    if isinstance(value, QDateTime):
        value = value.date()
    if isinstance(value, QDate):
        return value.toString("yyyy-MM-dd")
    return _text(value)


def features(source: QgsFeatureSource):
    """All features of a source; Processing is kept from stopping at an invalid geometry, of which only a point is wanted."""
    if isinstance(source, QgsProcessingFeatureSource):
        return source.getFeatures(QgsFeatureRequest(), QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)
    return source.getFeatures()


def read_source(source: QgsFeatureSource, name: str, path: str = "", progress: Progress = SILENT) -> RawTable:
    """All features of a layer; geometry other than points is reduced to a point on it, and said."""
    names = tuple(field.name() for field in source.fields())
    rows: List[List[str]] = []
    numbers: List[int] = []
    xs: List[float] = []
    ys: List[float] = []
    reduced, total = 0, max(1, source.featureCount())
    for done, feature in enumerate(features(source)):
        if done % _EVERY == 0:
            progress.report(min(1.0, done / total))
        geometry = feature.geometry()
        if geometry.isNull() or geometry.isEmpty():
            x = y = np.nan
        else:
            if QgsWkbTypes.geometryType(geometry.wkbType()) != QgsWkbTypes.GeometryType.PointGeometry:
                inner = geometry.pointOnSurface()
                geometry = geometry.centroid() if inner.isNull() else inner
                reduced += 1
            elif geometry.isMultipart():
                geometry = geometry.centroid()
            x, y = (np.nan, np.nan) if geometry.isNull() else (geometry.asPoint().x(), geometry.asPoint().y())
        rows.append([_cell(value) for value in feature.attributes()])
        numbers.append(feature.id())
        xs.append(x)
        ys.append(y)
    crs = source.sourceCrs()
    spatial = bool(np.isfinite(xs).any()) if xs else False
    return RawTable(
        path=path or name,
        sheet=name,
        kind="layer",
        names=names,
        rows=rows,
        numbers=numbers,
        encoding="",
        sheets=(name,),
        x=np.array(xs) if spatial else None,
        y=np.array(ys) if spatial else None,
        crs=(crs.authid() or crs.toWkt()) if spatial and crs.isValid() else "",
        notes=(Note("note_reduced", {"count": reduced}),) if reduced else (),
    )
