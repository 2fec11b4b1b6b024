# SPDX-License-Identifier: GPL-2.0-or-later
"""Putting a plan on a page: layers at a round scale, a legend that fits, a scale bar, words by item id."""

from typing import Mapping, Sequence

from qgis.core import (
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutSize,
    QgsLayoutUtils,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsRasterLayer,
    QgsRectangle,
    QgsTextFormat,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QFont, QFontMetricsF

from .. import compat
from ..messages import RESOURCES
from ..styles import ROLE
from ..styles.rasters import STRONG_FIRST
from .pages import MARK, PLACEHOLDERS, Page, check_placeholders
from .templates import style_legend

_STEPS = (1, 1.1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 9)
#: scale denominators people expect on a printed map
NICE_SCALES = tuple(k * 10**n for n in range(2, 7) for k in _STEPS)

MM_PER_POINT = 25.4 / 72
SCALE_MARK = "{{scale}}"  #: stands in a text for the scale's denominator, known only once the map is on its sheet


def fill(
    page: Page,
    layers: Sequence[QgsMapLayer],
    extent: QgsRectangle,
    texts: Mapping[str, str],
    legend_title: str,
    lines: Sequence[str] = (),
) -> None:
    """Put layers (topmost first), an extent in the layers' CRS and words by item id on a page; items a template lacks are skipped.

    A label with an id of `texts` shows those words, and `{{id}}` in any other label stands for them too.
    `lines` go into the item `sites` below the legend, as many as there is room for.
    """
    show(page["map"], layers, extent)
    scale = f"{round(page['map'].scale()):,}"
    check_placeholders(page)
    said = {**dict.fromkeys(PLACEHOLDERS, ""), **{key: words.replace(SCALE_MARK, scale) for key, words in texts.items()}, "scale": scale}
    for item_id, item in page.items():
        if isinstance(item, QgsLayoutItemLabel):
            own = item.text() if item_id not in said or MARK.search(item.text()) else None
            item.setText(said[item_id] if own is None else MARK.sub(lambda mark: said[mark.group(1)], own))
            fit(item)
    north = page.get("north")
    if isinstance(north, QgsLayoutItemPicture):
        north.setPicturePath(str(RESOURCES / "icons" / "north.svg"))
    legend = page.get("legend")
    if isinstance(legend, QgsLayoutItemLegend):
        _fill_legend(legend, layers, legend_title)
        _fill_list(page, legend, lines)
    bar = page.get("scalebar")
    if isinstance(bar, QgsLayoutItemScaleBar):
        _fit_scale_bar(bar, page["map"])


def fit(item: QgsLayoutItemLabel, smallest: float = 0.6) -> None:
    """Smaller type until a label's words fit its box; what does not even fit at `smallest` ends in an ellipsis, not in half a line."""
    style = compat.label_format(item)
    points = style.size()
    for share in (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.65, smallest):
        style.setSize(points * share)
        if _text_height_mm(item.text(), style, item.rect().width()) <= item.rect().height():
            break
    else:
        words = item.text()
        while words and _text_height_mm(words + "…", style, item.rect().width()) > item.rect().height():
            words = words[: min(len(words) - 1, round(0.97 * len(words)))]
        item.setText(words.rstrip() + "…")
    if style.size() != points:
        compat.set_label_format(item, style)


def _text_height_mm(words: str, style: QgsTextFormat, width_mm: float) -> float:
    """How high words are when they are broken at a width; measured large, as pixel sizes are whole."""
    font = QFont(style.font())
    font.setPixelSize(100)
    per_mm = 100.0 / (style.size() * MM_PER_POINT)
    flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
    box = QFontMetricsF(font).boundingRect(QRectF(0, 0, 0.98 * width_mm * per_mm, 1e7), flags, words)
    return box.height() / per_mm


def make_room(page: Page, needed_mm: float) -> None:
    """Shrink the timetable below the map to what it needs and give the rest to what stands above it."""
    schedule, shown = page.get("schedule"), page["map"]
    if schedule is None:
        return
    spare = schedule.rect().height() - needed_mm
    below = schedule.pos().y() >= shown.pos().y() + shown.rect().height() - 1.0
    if spare <= 0.0 or not below:
        return
    schedule.attemptMoveBy(0.0, spare)
    schedule.attemptResize(QgsLayoutSize(schedule.rect().width(), max(1.0, needed_mm)))
    for name in ("map", "panel", "legend"):
        if name in page:
            page[name].attemptResize(QgsLayoutSize(page[name].rect().width(), page[name].rect().height() + spare))
    for name in ("chart", "summary", "scalebar"):
        if name in page:
            page[name].attemptMoveBy(0.0, spare)


def show(item: QgsLayoutItemMap, layers: Sequence[QgsMapLayer], extent: QgsRectangle) -> None:
    """Show layers at the largest round scale that holds the extent."""
    item.setCrs(layers[0].crs())
    item.setLayers(list(layers))
    item.setKeepLayerSet(True)
    item.setExtent(_in_shape_of(item, extent))
    item.setScale(next((scale for scale in NICE_SCALES if scale >= item.scale() * 0.999), item.scale()))


def _in_shape_of(item: QgsLayoutItemMap, extent: QgsRectangle) -> QgsRectangle:
    """`extent` widened to the shape of the item on the page."""
    shape = item.rect().width() / item.rect().height()
    width, height = max(extent.width(), extent.height() * shape), max(extent.height(), extent.width() / shape)
    middle = extent.center()
    return QgsRectangle(middle.x() - width / 2, middle.y() - height / 2, middle.x() + width / 2, middle.y() + height / 2)


def _fill_legend(legend: QgsLayoutItemLegend, layers: Sequence[QgsMapLayer], title: str) -> None:
    """Every layer under its name; one-symbol layers on one line; smaller type until it fits its box."""
    room_mm = legend.rect().height()
    legend.setAutoUpdateModel(False)
    legend.setTitle(title)
    tree = legend.model().rootGroup()  # the legend's own copy since it no longer follows the project
    tree.removeAllChildren()
    for layer in layers:
        node = tree.addLayer(layer)
        if layer.customProperty(ROLE, "") == "road":  # on paper roads are roads, whatever their class
            QgsMapLayerLegendUtils.setLegendNodeOrder(node, [0])
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, 0, layer.name())
            legend.model().refreshLayerLegend(node)
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Hidden)
        elif isinstance(layer, QgsRasterLayer):  # without QGIS's own line for the band, signals strong first
            classes = list(range(1, len(legend.model().layerLegendNodes(node))))
            strong_first = layer.customProperty(ROLE, "") in STRONG_FIRST
            QgsMapLayerLegendUtils.setLegendNodeOrder(node, classes[::-1] if strong_first else classes)
            legend.model().refreshLayerLegend(node)
        elif len(legend.model().layerLegendNodes(node)) == 1:
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.SymbolLabel)
    points = compat.legend_format(legend, QgsLegendStyle.Style.SymbolLabel).size()
    for share in (1.0, 0.92, 0.85, 0.78, 0.7, 0.62):
        style_legend(legend, points * share)
        needed = _legend_size(legend)
        if needed.height() <= room_mm:
            break
    else:
        legend.setColumnCount(2)
        legend.setSplitLayer(True)
        needed = _legend_size(legend)
    legend.attemptResize(QgsLayoutSize(needed.width(), needed.height()))


def _legend_size(legend: QgsLayoutItemLegend) -> QSizeF:
    """What a legend needs in mm; the item itself knows it only once it has been painted."""
    context = QgsLayoutUtils.createRenderContextForMap(legend.linkedMap(), None)
    return QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(context)


def _fill_list(page: Page, legend: QgsLayoutItemLegend, lines: Sequence[str]) -> None:
    """A list of lines between the legend and what stands below it, as many as there is room for."""
    item, below = page.get("sites"), page.get("chart") or page.get("summary")
    if not isinstance(item, QgsLayoutItemLabel) or below is None:
        return
    top = legend.pos().y() + legend.rect().height() + 5.0
    room = below.pos().y() - 3.0 - top
    line_mm = compat.label_format(item).size() * MM_PER_POINT * 1.5
    fitting = int(room / line_mm)
    if not lines or fitting < 3:
        item.setText("")
        return
    shown = list(lines) if len(lines) <= fitting else [*lines[: fitting - 1], f"… (+{len(lines) - fitting + 1})"]
    item.setText("\n".join(shown))
    item.attemptMoveBy(0.0, top - item.pos().y())
    item.attemptResize(QgsLayoutSize(item.rect().width(), room))


def _fit_scale_bar(bar: QgsLayoutItemScaleBar, shown: QgsLayoutItemMap) -> None:
    """Two segments of a round length, together about a quarter of the map's width at most."""
    wanted = shown.extent().width() * 0.11
    steps = [k * 10**n for n in range(0, 6) for k in (1, 2, 2.5, 5)]
    segment = max((step for step in steps if step <= wanted), default=1)
    kilometres = segment * 2 >= 2000
    unit = QgsUnitTypes.DistanceUnit
    bar.setUnits(unit.DistanceKilometers if kilometres else unit.DistanceMeters)
    bar.setUnitLabel("km" if kilometres else "m")
    bar.setUnitsPerSegment(segment / 1000 if kilometres else segment)
    bar.update()
