# SPDX-License-Identifier: GPL-2.0-or-later
"""The print layouts' one definition, from which `resources/layouts/*.qpt` are written.

Items are known by their id, so a bureau may rearrange a .qpt in QGIS and hand it to the algorithms:
title, subtitle, map, legend, sites, north, scalebar, chart, schedule, summary, details, notes, credits, stamp.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Tuple

from qgis.core import (
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from .. import compat
from ..styles.colours import INK, NEUTRAL, PAPER
from ..styles.symbols import area, text_format

#: left, top, width, height in mm
Box = Tuple[float, float, float, float]

LABELS = ("title", "subtitle", "summary", "details", "sites", "notes", "credits", "stamp")


@dataclass(frozen=True)
class Sheet:
    """A page: size in mm, boxes of its items by id, text sizes in points by id."""

    name: str
    width_mm: float
    height_mm: float
    boxes: Dict[str, Box]
    points: Dict[str, float]
    legend_points: float


def _beside(name: str, width: float, height: float, scale: float, schedule: float = 0.0) -> Sheet:
    """Map left, a column of explanation right, a strip of small print below; `scale` enlarges margins and type.

    schedule : largest height of a timetable across the page, in mm; what its lines do not need goes back to the map
    """
    edge, column, head, foot, gap = 10 * scale, 88 * scale, 21 * scale, 17 * scale, 3 * scale
    left = width - edge - column
    low = height - edge - foot
    top, bottom = edge + head, low - (schedule + gap if schedule else 0.0)
    map_width = left - gap - edge
    inner, chart, summary = 3 * scale, 33 * scale, 34 * scale
    boxes: Dict[str, Box] = {
        "title": (edge, edge, map_width, 12 * scale),
        "subtitle": (edge, edge + 12.5 * scale, map_width, 7 * scale),
        "stamp": (left, edge, column, head - gap),
        "map": (edge, top, map_width, bottom - top),
        "panel": (left, top, column, bottom - top),
        "legend": (left + inner, top + inner, column - 2 * inner, bottom - top - 4 * inner - chart - summary),
        "chart": (left + inner, bottom - 2 * inner - summary - chart, column - 2 * inner, chart),
        "summary": (left + inner, bottom - inner - summary, column - 2 * inner, summary),
        "north": (edge + map_width - 17 * scale, top + 4 * scale, 13 * scale, 19 * scale),
        "scalebar": (edge + 4 * scale, bottom - 16 * scale, 70 * scale, 12 * scale),
        "notes": (edge, low + 2 * scale, map_width, foot - 2 * scale),
        "credits": (left, low + 2 * scale, column, foot - 2 * scale),
    }
    if schedule:
        boxes["schedule"] = (edge, bottom + gap, width - 2 * edge, schedule)
    if name.startswith("atlas"):
        del boxes["chart"]  # its figures are those of the whole plan
    if height > width or name.startswith("atlas"):  # room for a list of the sites; `fill` puts it right below the legend
        boxes["sites"] = (left + inner, bottom - 3 * inner - summary - chart - 100 * scale, column - 2 * inner, 100 * scale)
    points = {"title": 22.0, "subtitle": 10.5, "stamp": 8.5, "summary": 8.5, "sites": 7.5, "notes": 7.5, "credits": 7.5}
    return Sheet(name, width, height, boxes, {key: value * scale for key, value in points.items()}, 8.5 * scale)


def _site_page() -> Sheet:
    """One page per site, A4 upright: the map above, its facts below."""
    boxes: Dict[str, Box] = {
        "title": (12, 12, 186, 10),
        "subtitle": (12, 22, 186, 7),
        "map": (12, 32, 186, 120),
        "north": (182, 35, 12, 17),
        "scalebar": (15, 137, 60, 10),
        "panel": (12, 155, 186, 114),
        "summary": (16, 158, 62, 108),
        "details": (81, 158, 58, 108),
        "legend": (142, 158, 53, 108),
        "notes": (12, 271, 120, 15),
        "credits": (136, 271, 62, 15),
    }
    points = {"title": 18.0, "subtitle": 10.0, "summary": 8.5, "details": 8.5, "notes": 7.0, "credits": 7.0}
    return Sheet("site_a4", 210, 297, boxes, points, 7.5)


def _report_map() -> Sheet:
    """A map within a text: its legend beside it, nothing else."""
    boxes: Dict[str, Box] = {
        "map": (0, 0, 122, 130),
        "north": (112, 3, 8, 12),
        "scalebar": (2, 116.5, 50, 12),
        "legend": (126, 1, 52, 128),
    }
    return Sheet("report", 180, 130, boxes, {"notes": 7.0}, 8.0)


SHEETS: Dict[str, Sheet] = {
    "plan_a3": _beside("plan_a3", 420, 297, 1.0),
    "plan_a3_tall": _beside("plan_a3_tall", 297, 420, 1.0),
    "wall_a0": _beside("wall_a0", 1189, 841, 2.75, 230.0),
    "wall_a0_tall": _beside("wall_a0_tall", 841, 1189, 2.75, 330.0),
    "atlas_a3": _beside("atlas_a3", 420, 297, 1.0),
    "site_a4": _site_page(),
    "report": _report_map(),
}


def build(sheet: Sheet, project: QgsProject) -> QgsPrintLayout:
    """A layout with every item of the sheet in place and empty."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(sheet.name)
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(sheet.width_mm, sheet.height_mm))
    for name, box in sheet.boxes.items():
        item = _item(name, layout, sheet)
        item.setId(name)
        layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(box[0], box[1]))
        item.attemptResize(QgsLayoutSize(box[2], box[3]))
        if name == "map":  # its height follows from its extent: give it one of the box's shape
            item.setExtent(QgsRectangle(0.0, 0.0, box[2], box[3]))
    for name in ("legend", "scalebar"):
        layout.itemById(name).setLinkedMap(layout.itemById("map"))
    for name in ("panel", "map"):  # under what stands on them
        if name in sheet.boxes:
            layout.moveItemToBottom(layout.itemById(name), True)
    return layout


def _item(name: str, layout: QgsPrintLayout, sheet: Sheet):
    if name in LABELS:
        return _label(name, layout, sheet)
    if name == "map":
        item = QgsLayoutItemMap(layout)
        item.setFrameEnabled(True)
        item.setFrameStrokeColor(QColor(INK))
        item.setBackgroundColor(QColor(PAPER))
        return item
    if name == "legend":
        item = QgsLayoutItemLegend(layout)
        item.setResizeToContents(True)
        style_legend(item, sheet.legend_points)
        return item
    if name == "panel":
        item = QgsLayoutItemShape(layout)
        item.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        item.setSymbol(area("#fbfbfa", "#c9cdd1", 0.25))
        return item
    if name == "scalebar":
        item = QgsLayoutItemScaleBar(layout)
        item.setStyle("Line Ticks Up")
        item.setUnits(QgsUnitTypes.DistanceUnit.DistanceMeters)
        item.setTextFormat(text_format(sheet.points["notes"] * 1.1, halo_mm=0.6))
        item.setNumberOfSegmentsLeft(0)
        item.setNumberOfSegments(2)
        item.setBackgroundEnabled(True)
        item.setBackgroundColor(QColor(255, 255, 255, 200))
        return item
    item = QgsLayoutItemPicture(layout)
    item.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
    return item


def _label(name: str, layout: QgsPrintLayout, sheet: Sheet) -> QgsLayoutItemLabel:
    item = QgsLayoutItemLabel(layout)
    colour = {"subtitle": NEUTRAL, "notes": NEUTRAL, "credits": NEUTRAL, "stamp": NEUTRAL}.get(name, INK)
    compat.set_label_format(item, text_format(sheet.points[name], colour, bold=name == "title", halo_mm=0))
    item.setMarginX(0)
    item.setMarginY(0)
    right = name in ("stamp", "credits")
    item.setHAlign(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    item.setVAlign(Qt.AlignmentFlag.AlignVCenter if name == "title" else Qt.AlignmentFlag.AlignTop)
    return item


def style_legend(legend: QgsLayoutItemLegend, points: float) -> None:
    """One typeface, three sizes, spacing in step with the type."""
    parts = QgsLegendStyle.Style
    for part, size, bold in (
        (parts.Title, points * 1.35, True),
        (parts.Group, points * 1.1, True),
        (parts.Subgroup, points * 1.05, True),
        (parts.SymbolLabel, points, False),
    ):
        compat.set_legend_format(legend, part, text_format(size, INK, bold, halo_mm=0))
    unit = points / 8.5
    legend.setSymbolWidth(6.0 * unit)
    legend.setSymbolHeight(3.6 * unit)
    legend.setBoxSpace(0.0)
    legend.setStyleMargin(parts.Subgroup, 2.2 * unit)
    legend.setStyleMargin(parts.Symbol, 1.0 * unit)
    legend.setLineSpacing(0.6 * unit) if hasattr(legend, "setLineSpacing") else None
    legend.setBackgroundEnabled(False)


def write_templates(folder: Path) -> List[Path]:
    """Write `<sheet>.qpt` for every sheet into `folder`."""
    written = []
    for sheet in SHEETS.values():
        path = Path(folder) / f"{sheet.name}.qpt"
        build(sheet, QgsProject()).saveAsTemplate(str(path), QgsReadWriteContext())
        written.append(path)
    return written
