# SPDX-License-Identifier: GPL-2.0-or-later
"""Print layouts filled with a plan: open a template, put in layers and words, export a PDF.

Runs in the thread of an algorithm: the project, its layers and its layout are made there, used there and dropped there.
"""

from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterator, List, Mapping, Optional, Sequence

from qgis.core import (
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutUtils,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QSizeF
from qgis.PyQt.QtXml import QDomDocument

from ..engine.errors import InputError, WorkspaceError
from . import compat
from .layout_templates import style_legend
from .messages import RESOURCES
from .style_symbols import font_family
from .styles import ROLE

_STEPS = (1, 1.1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 9)
#: scale denominators people expect on a printed map
NICE_SCALES = tuple(k * 10**n for n in range(2, 7) for k in _STEPS)


MM_PER_POINT = 25.4 / 72
SCALE_MARK = "{{scale}}"  #: stands in a text for the scale's denominator, known only once the map is on its sheet


def template_path(name: str) -> Path:
    """The shipped template `name`: plan_a3, wall_a0, atlas_a3 or site_a4."""
    return RESOURCES / "layouts" / f"{name}.qpt"


def open_template(project: QgsProject, path: Path) -> QgsPrintLayout:
    """A layout from a .qpt file, in a typeface that is installed and has Chinese. Raises `InputError`."""
    document = QDomDocument()
    try:
        content = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("layout_template", path=str(path), details=str(error)) from error
    document.setContent(content)
    layout = QgsPrintLayout(project)
    _, usable = layout.loadFromTemplate(document, QgsReadWriteContext())
    if not usable or not isinstance(layout.itemById("map"), QgsLayoutItemMap):
        raise InputError("layout_template", path=str(path), details="map")
    _set_typeface(layout)
    return layout


def _set_typeface(layout: QgsPrintLayout) -> None:
    """The typeface of a template may be missing on this machine: keep sizes and weights, change the family."""
    family = font_family()
    for item in layout.items():
        if isinstance(item, QgsLayoutItemLabel):
            text = compat.label_format(item)
            text.setFont(_in_family(text.font(), family))
            compat.set_label_format(item, text)
        elif isinstance(item, QgsLayoutItemScaleBar):
            text = item.textFormat()
            text.setFont(_in_family(text.font(), family))
            item.setTextFormat(text)
        elif isinstance(item, QgsLayoutItemLegend):
            parts = QgsLegendStyle.Style
            for part in (parts.Title, parts.Group, parts.Subgroup, parts.SymbolLabel):
                text = compat.legend_format(item, part)
                text.setFont(_in_family(text.font(), family))
                compat.set_legend_format(item, part, text)


def _in_family(font, family: str):
    font.setFamily(family)
    return font


def fill(
    layout: QgsPrintLayout,
    layers: Sequence[QgsMapLayer],
    extent: QgsRectangle,
    texts: Mapping[str, str],
    legend_title: str,
    site_lines: Sequence[str] = (),
) -> None:
    """Put layers (topmost first), an extent in the layers' CRS and words by item id into a layout; items a template lacks are skipped."""
    show(layout.itemById("map"), layers, extent)
    scale = f"{round(layout.itemById('map').scale()):,}"
    for item_id, words in texts.items():
        item = layout.itemById(item_id)
        if isinstance(item, QgsLayoutItemLabel):
            item.setText(words.replace(SCALE_MARK, scale))
    north = layout.itemById("north")
    if isinstance(north, QgsLayoutItemPicture):
        north.setPicturePath(str(RESOURCES / "icons" / "north.svg"))
    legend = layout.itemById("legend")
    if isinstance(legend, QgsLayoutItemLegend):
        _fill_legend(legend, layers, legend_title)
        _fill_site_list(layout, legend, site_lines)
    bar = layout.itemById("scalebar")
    if isinstance(bar, QgsLayoutItemScaleBar):
        _fit_scale_bar(bar, layout.itemById("map"))


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


def _fill_site_list(layout: QgsPrintLayout, legend: QgsLayoutItemLegend, lines: Sequence[str]) -> None:
    """The list of sites between the legend and the chart, as many lines as there is room for."""
    item, below = layout.itemById("sites"), layout.itemById("chart")
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
    item.attemptMove(QgsLayoutPoint(item.pos().x(), top))
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


def set_picture(layout: QgsPrintLayout, item_id: str, path: Optional[Path]) -> None:
    """Show a picture (a chart) in an item, or nothing."""
    item = layout.itemById(item_id)
    if isinstance(item, QgsLayoutItemPicture) and path is not None:
        item.setPicturePath(str(path))


def export_pdf(layout: QgsPrintLayout, path: Path, dpi: int = 200) -> None:
    """Write a layout as PDF, text as text. Raises `WorkspaceError` when nothing usable was written."""
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = dpi
    settings.rasterizeWholeImage = False
    settings.appendGeoreference = True
    settings.exportMetadata = True
    exporter = QgsLayoutExporter(layout)
    result = exporter.exportToPdf(str(path), settings)
    written = Path(path)
    if result != QgsLayoutExporter.ExportResult.Success or not written.exists() or written.stat().st_size < 1000:
        raise WorkspaceError("handover_write", path=str(path), details=f"PDF {int(result)} {exporter.errorFile()}")


@contextmanager
def sheet(layers: Sequence[QgsMapLayer], template: Path) -> Iterator[QgsPrintLayout]:
    """A layout from a template in a project of its own that owns `layers`; both are gone afterwards, layout first.

    Never the project the user works in: this runs in the thread of an algorithm.
    """
    project = QgsProject()
    project.setCrs(layers[0].crs())
    project.addMapLayers(list(layers), False)
    layout = open_template(project, template)
    project.layoutManager().addLayout(layout)
    try:
        yield layout
    finally:
        project.layoutManager().clear()
        project.clear()


def texts_of(layout: QgsPrintLayout) -> Dict[str, str]:
    """The words in a layout's labels by item id."""
    return {item.id(): item.text() for item in layout.items() if isinstance(item, QgsLayoutItemLabel)}


def item_ids(layout: QgsPrintLayout) -> List[str]:
    """Ids of the items of a layout that have one."""
    return [item.id() for item in layout.items() if hasattr(item, "id") and item.id()]
