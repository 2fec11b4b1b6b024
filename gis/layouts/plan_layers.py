# SPDX-License-Identifier: GPL-2.0-or-later
"""The layers of a printed plan: made in the calling thread, styled in the language of the paper, pruned to what occurs."""

from typing import Any, Dict, Iterable, List, Optional, Sequence

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLineSymbol,
    QgsMapLayer,
    QgsPalLayerSettings,
    QgsRasterLayer,
    QgsRectangle,
    QgsRenderContext,
    QgsRuleBasedRenderer,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from .. import compat
from ..schema import table as table_of
from ..styles import TABLE_STYLES, apply_style, style_title

BASE_TABLES = ("KEY_AREA", "LIMIT_ZONE", "ADMIN_AREA", "SVC_AREA", "ROAD", "BUILDING", "WATER")


def memory_layer(table_name: str, rows: Iterable[Dict[str, Any]], crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
    """Rows of a table (with their geometry) as a layer that needs no file."""
    table = table_of(table_name)
    layer = QgsVectorLayer(table.geometry, table.name, "memory")
    layer.setCrs(crs)
    provider = layer.dataProvider()
    provider.addAttributes([compat.make_field(column.name, column.type, column.length) for column in table.fields if column.type != "date"])
    layer.updateFields()
    names = [column.name() for column in layer.fields()]
    features = []
    for row in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([row.get(name) for name in names])
        feature.setGeometry(QgsGeometry(row["geometry"]))
        features.append(feature)
    provider.addFeatures(features)
    layer.updateExtents()
    return layer


def styled(layer: QgsMapLayer, style: str, lang: str, title: Optional[str] = None) -> QgsMapLayer:
    """The layer, styled and titled for paper, with a legend of only what occurs."""
    apply_style(layer, style, lang)
    layer.setName(title or style_title(style, lang))
    if isinstance(layer, QgsVectorLayer):
        prune(layer)
    return layer


def base_layers(workspace, lang: str, tables: Sequence[str] = BASE_TABLES) -> List[QgsMapLayer]:
    """The map under the plan: those of the tables that hold something, topmost first."""
    layers = []
    for table in tables:
        if workspace.count(table):
            layers.append(styled(workspace.layer(table), TABLE_STYLES[table], lang))
    return layers


def raster(path: str, style: str, lang: str) -> Optional[QgsRasterLayer]:
    """A result raster, styled; None when the file is gone."""
    layer = QgsRasterLayer(path, style)
    return styled(layer, style, lang) if layer.isValid() else None


def enlarge(layer: QgsMapLayer, factor: float) -> None:
    """Make signs, lines and names of a layer larger, for a map that hangs on a wall."""
    if not isinstance(layer, QgsVectorLayer):
        return
    for symbol in layer.renderer().symbols(QgsRenderContext()):
        if symbol.outputUnit() != QgsUnitTypes.RenderUnit.RenderMillimeters:
            continue  # sized on the ground: it follows the scale by itself
        for part in symbol.symbolLayers():
            for getter, setter in (
                ("size", "setSize"),
                ("strokeWidth", "setStrokeWidth"),
                ("distance", "setDistance"),
                ("width", "setWidth"),
            ):
                if hasattr(part, getter) and hasattr(part, setter) and getattr(part, getter)() > 0:
                    getattr(part, setter)(getattr(part, getter)() * factor)
            inner = part.subSymbol()
            if inner is not None and isinstance(inner, QgsLineSymbol):
                inner.setWidth(inner.width() * factor)
    if layer.labelsEnabled():
        settings = QgsPalLayerSettings(layer.labeling().settings())
        text = settings.format()
        text.setSize(text.size() * factor)
        halo = text.buffer()
        halo.setSize(halo.size() * factor)
        text.setBuffer(halo)
        settings.setFormat(text)
        layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))


def prune(layer: QgsVectorLayer) -> None:
    """Take out of a layer's legend what no feature has."""
    renderer = layer.renderer()
    if isinstance(renderer, QgsCategorizedSymbolRenderer):
        index = layer.fields().indexOf(renderer.classAttribute())
        present = {str(value) for value in layer.uniqueValues(index)} if index >= 0 else set()
        known = {str(category.value()) for category in renderer.categories()}
        for position in reversed(range(len(renderer.categories()))):
            value = renderer.categories()[position].value()
            others = value is None or str(value) in ("", "NULL")
            if (others and not present - known) or (not others and str(value) not in present):
                renderer.deleteCategory(position)
    elif isinstance(renderer, QgsRuleBasedRenderer):
        _prune_rules(layer, renderer.rootRule())


def _prune_rules(layer: QgsVectorLayer, root: QgsRuleBasedRenderer.Rule) -> None:
    """A renderer of clones of the rules that some feature meets (removing a rule in place frees it twice in PyQGIS)."""
    kept = QgsRuleBasedRenderer.Rule(None)
    counted, total = 0, layer.featureCount()
    for rule in root.children():
        if rule.isElse():
            found = total - counted
        else:
            request = QgsFeatureRequest().setFilterExpression(rule.filterExpression()).setFlags(QgsFeatureRequest.Flag.NoGeometry)
            found = sum(1 for _ in layer.getFeatures(request))
            counted += found
        if found > 0:
            kept.appendChild(rule.clone())
    layer.setRenderer(QgsRuleBasedRenderer(kept))


def plan_extent(workspace, sites: QgsVectorLayer) -> QgsRectangle:
    """The plan area (service level areas) and all sites, with a margin."""
    whole = QgsRectangle()
    whole.setMinimal()
    if workspace.count("SVC_AREA"):
        whole.combineExtentWith(workspace.layer("SVC_AREA").extent())
    whole.combineExtentWith(sites.extent())
    whole.grow(max(20.0, 0.012 * max(whole.width(), whole.height())))
    return whole
