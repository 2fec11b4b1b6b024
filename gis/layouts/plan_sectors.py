# SPDX-License-Identifier: GPL-2.0-or-later
"""Antenna sectors as areas on a map, drawn from the azimuths of planned sites."""

import math
import re
from typing import Any, Dict, Iterable, List

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)

from ..styles.symbols import area
from ..words import words

BEAM_DEG = 65.0  #: horizontal half-power beamwidth of the 38.901 sector antenna


def azimuths_deg(text: Any) -> List[float]:
    """The azimuths in a field such as "0;120;240"; none for an omnidirectional antenna."""
    return [float(part) % 360.0 for part in re.findall(r"\d+(?:\.\d+)?", str(text or ""))]


def wedge(x: float, y: float, azimuth_deg: float, radius_m: float) -> QgsGeometry:
    """A sector seen from above: `BEAM_DEG` wide about its azimuth, clockwise from north."""
    steps = [azimuth_deg + BEAM_DEG * (share / 12.0 - 0.5) for share in range(13)]
    rim = [QgsPointXY(x + radius_m * math.sin(math.radians(a)), y + radius_m * math.cos(math.radians(a))) for a in steps]
    return QgsGeometry.fromPolygonXY([[QgsPointXY(x, y), *rim, QgsPointXY(x, y)]])


def sector_layer(sites: Iterable[Dict[str, Any]], crs: QgsCoordinateReferenceSystem, lang: str, radius_m: float = 45.0) -> QgsVectorLayer:
    """One area per sector, a ring for an omnidirectional site."""
    layer = QgsVectorLayer("Polygon", words("sectors", lang), "memory")
    layer.setCrs(crs)
    features = []
    for site in sites:
        place = site["geometry"].asPoint()
        angles = azimuths_deg(site["AZIMUTHS"])
        shapes = [wedge(place.x(), place.y(), angle, radius_m) for angle in angles] or [site["geometry"].buffer(radius_m * 0.7, 24)]
        for shape in shapes:
            feature = QgsFeature(layer.fields())
            feature.setGeometry(shape)
            features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    layer.setRenderer(QgsSingleSymbolRenderer(area("176,18,123,45", "#b0127b", 0.25)))
    return layer
