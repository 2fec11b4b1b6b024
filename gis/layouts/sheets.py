# SPDX-License-Identifier: GPL-2.0-or-later
"""Map sheets of a plan: plan sheet, wall map, coverage, gaps, an atlas by town or tile, and a page per site."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from qgis.core import QgsGeometry, QgsRectangle, QgsVectorLayer

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from ..formats.staging import staged
from ..handover.data import Content, collect
from ..handover.map_sheet import best_sheet, map_texts, sheet_layers, site_lines, write_map
from ..handover.package import Order, paper_facts
from ..words import words
from .fill import fill
from .job import Job
from .pages import document, note_missing_typeface
from .plan_layers import enlarge, plan_extent
from .site_page import site_pages
from .theme_pages import coverage_pages, gap_page

KINDS = ("plan", "wall", "coverage", "gaps", "atlas", "sites")
ATLAS_SCALES = (2500.0, 5000.0, 10000.0, 25000.0, 50000.0)
MOST_TILES = 40
WALL_ENLARGED = 2.4


class Unit(NamedTuple):
    """A part of the plan area with a sheet of its own."""

    name: str
    shape: QgsGeometry


@dataclass(frozen=True)
class Sheets:
    """What was written."""

    folder: Path
    files: Tuple[str, ...]
    pages: int
    skipped: Tuple[str, ...]  #: kinds for which the plan holds nothing yet


def write_sheets(workspace, order: Order, kinds: Sequence[str], progress: Progress = SILENT, template: Optional[Path] = None) -> Sheets:
    """Write the sheets of `kinds` as PDF into `order.folder`, all or none. Raises `InputError`, `WorkspaceError`, OSError.

    template : a bureau's own .qpt in place of ours, for all of these sheets
    """
    unknown = set(kinds) - set(KINDS)
    if unknown or not kinds:
        raise InputError("mapsheets_kinds", kinds=", ".join(sorted(unknown)))
    note_missing_typeface(progress)
    content = collect(workspace, "tower")
    facts = {**paper_facts(workspace, order), "recipient_name": order.recipient_name}
    skipped: List[str] = []
    pages = 0
    with staged(order.folder) as (stage, scratch, keep):
        for number, kind in enumerate(kind for kind in KINDS if kind in kinds):
            part = progress.part(number / len(kinds), (number + 1) / len(kinds))
            name = f"{number + 1 - len(skipped):02d}_{words(f'sheet.{kind}', order.lang)}.pdf"
            made = _MAKERS[kind](Job(workspace, content, facts, stage / name, scratch, part, template))
            pages += made
            if not made:
                skipped.append(kind)
            part.report(1.0)
        files = sorted(path.name for path in stage.iterdir())
        keep()
    return Sheets(Path(order.folder), tuple(files), pages, tuple(skipped))


def _plan(job: Job) -> int:
    write_map(job.path, job.workspace, job.content, job.facts, job.scratch, job.own)
    return 1


def _wall(job: Job) -> int:
    layers = sheet_layers(job.workspace, job.content, job.facts)
    for layer in layers:
        enlarge(layer, WALL_ENLARGED)
    extent = plan_extent(job.workspace, layers[0])
    name = "wall_a0_tall" if best_sheet(extent) == "plan_a3_tall" else "wall_a0"
    write_map(job.path, job.workspace, job.content, job.facts, job.scratch, job.template(name), layers=layers, dpi=110)
    return 1


def _tiles(whole: QgsRectangle, scale: float) -> Tuple[int, int]:
    """Columns and rows of A3 map frames at a scale that cover an area."""
    return max(1, math.ceil(whole.width() / (0.29 * scale))), max(1, math.ceil(whole.height() / (0.22 * scale)))


def units(workspace, sites: QgsVectorLayer, lang: str) -> List[Unit]:
    """Towns when the plan has them, else tiles of an A3 sheet (1:2,500, smaller for large areas) that touch the plan area."""
    towns = [Unit(row["XZQMC"] or row["XZQDM"], row["geometry"]) for row in workspace.rows("ADMIN_AREA") if row["geometry"] is not None]
    if towns:
        return towns
    whole = plan_extent(workspace, sites)
    columns, rows = next(
        (grid for grid in (_tiles(whole, scale) for scale in ATLAS_SCALES) if grid[0] * grid[1] <= MOST_TILES),
        _tiles(whole, ATLAS_SCALES[-1]),
    )
    width, height = whole.width() / columns, whole.height() / rows
    areas = [row["geometry"] for row in workspace.rows("SVC_AREA", ["geometry"]) if row["geometry"] is not None]
    tiles = []
    for row in range(rows):
        for column in range(columns):
            left, top = whole.xMinimum() + column * width, whole.yMaximum() - row * height
            tile = QgsGeometry.fromRect(QgsRectangle(left, top - height, left + width, top))
            if not areas or any(shape.intersects(tile) for shape in areas):
                tiles.append(Unit(words("sheet.tile", lang, row=row + 1, column=column + 1), tile))
    return tiles


def _atlas(job: Job) -> int:
    layers = sheet_layers(job.workspace, job.content, job.facts)
    parts = units(job.workspace, layers[0], job.lang)
    with document(layers, job.template("atlas_a3")) as sheets:
        for number, unit in enumerate(parts):
            inside = [row for row in job.content.sites if unit.shape.intersects(row["geometry"])]
            gaps = [row for row in job.content.gaps if unit.shape.intersects(row["geometry"])]
            resources = [row for row in job.content.resources if unit.shape.intersects(row["geometry"])]
            part = Content(inside, resources, gaps, job.content.statistics)
            texts = map_texts(job.workspace, part, job.facts)
            texts["title"] = words("sheet.atlas_title", job.lang, plan=job.workspace.name, unit=unit.name)
            texts["subtitle"] += " · " + words("sheet.page", job.lang, number=number + 1, count=len(parts))
            texts.update(unit=unit.name, page=str(number + 1), pages=str(len(parts)))
            fill(sheets.add_page(), layers, unit.shape.boundingBox(), texts, words("map.legend", job.lang), site_lines(inside, job.lang))
            job.progress.report(0.8 * (number + 1) / len(parts))
        sheets.export_pdf(job.path)
    return len(parts)


_MAKERS: Dict[str, Callable[[Job], int]] = {
    "plan": _plan,
    "wall": _wall,
    "coverage": coverage_pages,
    "gaps": gap_page,
    "atlas": _atlas,
    "sites": site_pages,
}
