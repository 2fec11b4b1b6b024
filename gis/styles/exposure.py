# SPDX-License-Identifier: GPL-2.0-or-later
"""Exposure on the map: the ring around a site within which the share of a project can be exceeded, and buildings above it."""

from qgis.core import (
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedRenderer,
    QgsSimpleMarkerSymbolLayer,
    QgsSimpleMarkerSymbolLayerBase,
    QgsSymbolLayer,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..words import words
from .colours import EXISTING, EXPOSURE_CLASSES, FAULT, INK
from .symbols import area, hatched, label_layer, marker

SHARE_COLOUR = next(colour for name, _, colour in EXPOSURE_CLASSES if name == "share")


def _rule(root, symbol, label: str, condition: str) -> None:
    rule = QgsRuleBasedRenderer.Rule(symbol, label=label)
    rule.setFilterExpression(condition)
    root.appendChild(rule)


def _ring(field: str, colour: str, style: Qt.PenStyle) -> QgsSimpleMarkerSymbolLayer:
    """A hollow circle as wide on the ground as twice a distance in metres."""
    ring = QgsSimpleMarkerSymbolLayer(QgsSimpleMarkerSymbolLayerBase.Shape.Circle, 20.0)
    ring.setColor(QColor(0, 0, 0, 0))
    ring.setStrokeColor(QColor(colour))
    ring.setStrokeStyle(style)
    ring.setStrokeWidth(0.35)
    ring.setSizeUnit(QgsUnitTypes.RenderUnit.RenderMetersInMapUnits)
    ring.setDataDefinedProperty(QgsSymbolLayer.Property.PropertySize, QgsProperty.fromExpression(f'2 * coalesce("{field}", 0)'))
    return ring


def _site(outline: str, shape: str, size_mm: float) -> QgsMarkerSymbol:
    symbol = marker(shape, outline, size_mm, "#ffffff", 0.2)
    symbol.insertSymbolLayer(0, _ring("SHARE_R", SHARE_COLOUR, Qt.PenStyle.DashLine))
    symbol.insertSymbolLayer(1, _ring("FULL_R", FAULT, Qt.PenStyle.SolidLine))
    return symbol


def style_exposure_site(layer: QgsVectorLayer, lang: str) -> None:
    """Sites by verdict; dashed ring: the share of one project, full ring: the limit itself."""
    root = QgsRuleBasedRenderer.Rule(None)
    _rule(root, _site(FAULT, "diamond", 3.6), words("exposure_site.review", lang), "\"VERDICT\" = 'review'")
    _rule(root, _site(EXISTING, "circle", 2.6), words("exposure_site.within", lang), '"VERDICT" <> \'review\' OR "VERDICT" IS NULL')
    layer.setRenderer(QgsRuleBasedRenderer(root))
    label_layer(layer, 'coalesce("SITE_NAME", "SITE_ID") || \' \' || round("SHARE_R", 0) || \' m\'', 6000, 7.5, INK)
    settings = QgsPalLayerSettings(layer.labeling().settings())
    settings.offsetType = QgsPalLayerSettings.OffsetType.FromPoint  # beside the sign, not beside its ring
    settings.dist = 2.2
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))


def style_exposure_box(layer: QgsVectorLayer, lang: str) -> None:
    """Boxes of sectors from above: dashed at the share of one project, full at the limit itself, with their heights."""
    root = QgsRuleBasedRenderer.Rule(None)
    share = area(_faint(SHARE_COLOUR), SHARE_COLOUR, 0.35, outline_style="dash")
    _rule(root, share, words("exposure_box.share", lang), "\"LEVEL\" = 'share'")
    _rule(root, area(_faint(FAULT), FAULT, 0.4), words("exposure_box.limit", lang), "\"LEVEL\" = 'limit'")
    layer.setRenderer(QgsRuleBasedRenderer(root))
    heights = "round(\"AZIMUTH\", 0) || '° ' || round(\"BOTTOM_M\", 0) || '–' || round(\"TOP_M\", 0) || ' m'"
    label_layer(layer, heights, 2000, 7.0, INK)


def _faint(colour: str) -> str:
    """A colour that the map shows through, as QGIS writes it."""
    tone = QColor(colour)
    return f"{tone.red()},{tone.green()},{tone.blue()},40"


def style_exposure_building(layer: QgsVectorLayer, lang: str) -> None:
    """Buildings with a floor above the share of one project, those above the limit itself as a fault."""
    root = QgsRuleBasedRenderer.Rule(None)
    over = hatched(FAULT, 0.5, "#8c2d0e", ((45.0, 1.2, 0.2), (135.0, 1.2, 0.2)))
    _rule(root, over, words("exposure_building.above", lang), '"WORST_PCT" >= 100')
    _rule(
        root, hatched(SHARE_COLOUR, 0.45, SHARE_COLOUR, ((45.0, 1.8, 0.18),)), words("exposure_building.share", lang), '"WORST_PCT" < 100'
    )
    layer.setRenderer(QgsRuleBasedRenderer(root))
    label_layer(layer, "coalesce(\"NAME\", '') || ' ' || round(\"WORST_PCT\", 0) || ' %'", 4000, 7.0, INK)
