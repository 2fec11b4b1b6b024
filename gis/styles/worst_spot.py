# SPDX-License-Identifier: GPL-2.0-or-later
"""The worst spot of every zone that misses its target: a cross with what it lacks."""

from qgis.core import QgsSingleSymbolRenderer, QgsVectorLayer

from .colours import FAULT, INK
from .symbols import label_layer, marker


def style_worst_spot(layer: QgsVectorLayer, lang: str) -> None:
    """Crosses, labelled with the zone and the decibels lacking."""
    layer.setRenderer(QgsSingleSymbolRenderer(marker("cross_fill", FAULT, 3.4, "#ffffff", 0.25)))
    lacking = "CASE WHEN \"SHORT_DB\" IS NULL THEN '' ELSE ' −' || round(\"SHORT_DB\", 0) || ' dB' END"
    label_layer(layer, f'coalesce("NAME", "CODE", \'\') || {lacking}', 25000, 7.5, INK)
