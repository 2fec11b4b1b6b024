# SPDX-License-Identifier: GPL-2.0-or-later
"""Residuals of a calibration on the map: red where the measurement is weaker than predicted, blue where it is stronger."""

from qgis.core import QgsGraduatedSymbolRenderer, QgsRendererRange, QgsVectorLayer

from ..words import words
from .symbols import marker

#: lower and upper limit (dB, measured less predicted) and colour; shapes differ too, so that a grey print reads
CLASSES = (
    (-200.0, -12.0, "#b2182b", "triangle"),
    (-12.0, -6.0, "#ef8a62", "triangle"),
    (-6.0, 6.0, "#c9ccd0", "circle"),
    (6.0, 12.0, "#67a9cf", "square"),
    (12.0, 200.0, "#2166ac", "square"),
)


def style_residuals(layer: QgsVectorLayer, lang: str) -> None:
    """Five classes of field RESIDUAL."""
    ranges = []
    for low, high, colour, shape in CLASSES:
        if low <= -200:
            label = words("residuals.weaker", lang, limit=-high)
        elif high >= 200:
            label = words("residuals.stronger", lang, limit=low)
        else:
            label = words("residuals.between", lang, low=low, high=high)
        ranges.append(QgsRendererRange(low, high, marker(shape, colour, 1.8, outline_mm=0.1), label))
    layer.setRenderer(QgsGraduatedSymbolRenderer("RESIDUAL", ranges))
