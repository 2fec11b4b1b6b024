# SPDX-License-Identifier: GPL-2.0-or-later
"""Map sheets of a plan: plan sheet, wall map, coverage, gaps, an atlas by town or tile, and a page per site."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from qgis.core import QgsGeometry, QgsMapLayer, QgsRectangle, QgsVectorLayer

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from ..formats.staging import staged
from ..handover.data import Content, Row, collect, meaning
from ..handover.map_sheet import best_sheet, map_texts, note_lines, plain_texts, sheet_layers, site_lines, write_map
from ..handover.package import Order, paper_facts
from ..schema import table as table_of
from ..styles import ROLE
from ..words import words
from .fill import SCALE_MARK, fill
from .pages import document, template_path
from .plan_layers import base_layers, enlarge, memory_layer, plan_extent, raster, styled
from .plan_sectors import sector_layer

KINDS = ("plan", "wall", "coverage", "gaps", "atlas", "sites")
ATLAS_SCALES = (2500.0, 5000.0, 10000.0, 25000.0, 50000.0)
MOST_TILES = 40
PAGES_PER_FILE = 40  #: a layout's memory grows faster than its pages
SITE_VIEW_M = 260.0
WALL_ENLARGED = 2.4
#: facts of a site sheet, in the order people ask
SITE_FACTS = (
    "MODE", "BASE_TYPE", "BASE_ID", "TOWN", "FORM", "OPERS", "BAND", "ANT_H", "TX_W", "AZIMUTHS", "SVC_LV", "PLAN_YEAR", "BATCH", "COST_WY",
    "COV_POP", "COV_M2", "COV_KEY", "EMF_R", "ZONE_CHK", "INT_ST", "LANDSCP", "REVIEW", "ALT_ID", "WHY", "REMARK",
)  # fmt: skip


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
    content = collect(workspace, "tower")
    facts = {**paper_facts(workspace, order), "recipient_name": order.recipient_name}
    skipped: List[str] = []
    pages = 0
    with staged(order.folder) as (stage, scratch, keep):
        for number, kind in enumerate(kind for kind in KINDS if kind in kinds):
            part = progress.part(number / len(kinds), (number + 1) / len(kinds))
            name = f"{number + 1:02d}_{words(f'sheet.{kind}', order.lang)}.pdf"
            made = _MAKERS[kind](_Job(workspace, content, facts, stage / name, scratch, part, template))
            pages += made
            if not made:
                skipped.append(kind)
            part.report(1.0)
        files = sorted(path.name for path in stage.iterdir())
        keep()
    return Sheets(Path(order.folder), tuple(files), pages, tuple(skipped))


class _Job(NamedTuple):
    workspace: Any
    content: Content
    facts: Dict[str, Any]
    path: Path
    scratch: Path
    progress: Progress
    own: Optional[Path] = None

    def template(self, name: str) -> Path:
        """The bureau's own template, else ours of that name."""
        return self.own or template_path(name)

    @property
    def lang(self) -> str:
        return self.facts["lang"]


def _plan(job: _Job) -> int:
    write_map(job.path, job.workspace, job.content, job.facts, job.scratch, job.own)
    return 1


def _wall(job: _Job) -> int:
    layers = sheet_layers(job.workspace, job.content, job.facts)
    for layer in layers:
        enlarge(layer, WALL_ENLARGED)
    extent = plan_extent(job.workspace, layers[0])
    name = "wall_a0_tall" if best_sheet(extent) == "plan_a3_tall" else "wall_a0"
    write_map(job.path, job.workspace, job.content, job.facts, job.scratch, job.template(name), layers=layers, dpi=110)
    return 1


def _coverage(job: _Job) -> int:
    """A page per coverage computed: today's, and with the plan."""
    steps = (("existing", "coverage"), ("planned", "coverage_plan"))
    latest = {stage: job.workspace.result(step) for stage, step in steps}
    latest = {stage: result for stage, result in latest.items() if result and result["path"] and Path(result["path"]).is_file()}
    maps = [(stage, raster(result["path"], "ss_rsrp", job.lang)) for stage, result in latest.items()]
    maps = [(stage, layer) for stage, layer in maps if layer is not None]
    if not maps:
        return 0
    existing = job.workspace.layer("SITE_EX")
    above: List[QgsMapLayer] = [styled(existing, "site_ex", job.lang)] if existing.featureCount() else []
    planned = styled(memory_layer("SITE_PL", job.content.sites, job.workspace.crs), "site_pl", job.lang)
    base = base_layers(job.workspace, job.lang, ("SVC_AREA", "ROAD", "BUILDING", "WATER"))
    extent = plan_extent(job.workspace, planned)
    with document([*above, planned, *(layer for _, layer in maps), *base], job.template(best_sheet(extent))) as sheets:
        for stage, layer in maps:
            signs = [planned, *above] if stage != "existing" else above
            title = words(f"sheet.coverage_{'before' if stage == 'existing' else 'after'}", job.lang, plan=job.workspace.name)
            lines = site_lines(job.content.sites, job.lang) if signs is not above else ()
            _page(job, sheets, [*signs, layer, *base], extent, title, lines)
        sheets.export_pdf(job.path)
    return len(maps)


def _gaps(job: _Job) -> int:
    if not job.content.gaps:
        return 0
    layers = [layer for layer in sheet_layers(job.workspace, job.content, job.facts)[1:]]
    worst = sorted(job.content.gaps, key=lambda row: (-(row["WEIGHT"] or 0.0), -(row["AREA_M2"] or 0.0)))
    head = words("sheet.gap_head", job.lang)
    lines = [
        words("sheet.gap_line", job.lang, id=r["GAP_ID"], level=r["SVC_LV"] or "–", area=(r["AREA_M2"] or 0) / 1e4, weight=r["WEIGHT"] or 0)
        for r in worst
    ]
    extent = plan_extent(job.workspace, layers[0])
    with document(layers, job.template(best_sheet(extent))) as sheets:
        _page(job, sheets, layers, extent, words("sheet.gaps_title", job.lang, plan=job.workspace.name), [head, *lines])
        sheets.export_pdf(job.path)
    return 1


def _page(job: _Job, sheets, layers: Sequence[QgsMapLayer], extent: QgsRectangle, title: str, lines: Sequence[str] = ()) -> None:
    """A page with the usual small print and another title."""
    texts = map_texts(job.workspace, job.content, job.facts)
    texts["title"] = title
    if not any(layer.customProperty(ROLE, "") == "site_pl" for layer in layers):
        texts["summary"], texts["subtitle"] = "", ""
    fill(sheets.add_page(), layers, extent, texts, words("map.legend", job.lang), lines)


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


def _atlas(job: _Job) -> int:
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


def site_facts(site: Row, lang: str) -> List[str]:
    """What the plan says about a site, field by field, in words."""
    lines = []
    for name in SITE_FACTS:
        column = table_of("SITE_PL").field(name)
        value = site.get(name)
        if value is None or value == "":
            continue
        said = meaning(column, round(value, 1) if isinstance(value, float) else value, lang)
        unit = f" {column.unit}" if column.unit else ""
        if name in ("COV_POP", "COV_M2"):
            said = f"{value:,.0f}"
        elif name == "AZIMUTHS":
            said, unit = ("、" if lang == "zh" else ", ").join(f"{part.strip()}°" for part in str(value).split(";") if part.strip()), ""
        lines.append(f"{column.alias[lang]}{'：' if lang == 'zh' else ': '}{said}{unit}")
    place = site["geometry"].asPoint()
    lines.append(f"X {place.x():.2f}  Y {place.y():.2f}")
    return lines


def _sites(job: _Job) -> int:
    """One page per site, its surroundings at a large scale; a file for every forty."""
    sites = job.content.sites
    for first in range(0, len(sites), PAGES_PER_FILE):
        last = min(first + PAGES_PER_FILE, len(sites))
        path = job.path if len(sites) <= PAGES_PER_FILE else job.path.with_name(f"{job.path.stem}_{first + 1:03d}-{last:03d}.pdf")
        _site_pages(job, path, range(first, last))
        job.progress.report(last / len(sites))
    return len(sites)


def _site_pages(job: _Job, path: Path, numbers: Sequence[int]) -> None:
    lang, sites = job.lang, job.content.sites
    layers = sheet_layers(job.workspace, job.content, job.facts)
    layers.insert(1, sector_layer(sites, job.workspace.crs, lang))
    layers = [layer for layer in layers if layer.customProperty(ROLE, "") != "svc_area"]
    for layer in layers:
        if layer.customProperty(ROLE, "") == "gap":
            layer.setOpacity(0.45)  # the surroundings matter here
    notes = "\n".join(note_lines(job.facts))
    with document(layers, job.template("site_a4")) as sheets:
        for number in numbers:
            site = sites[number]
            around = site["geometry"].boundingBox().buffered(SITE_VIEW_M / 2)
            subtitle = {"plan": job.workspace.name, "number": number + 1, "count": len(sites), "scale": SCALE_MARK}
            texts = {
                **plain_texts(job.workspace, job.content, job.facts),
                "page": str(number + 1),
                "pages": str(len(sites)),
                "unit": site["TOWN"] or "",
                "title": f"{site['PLAN_ID']}　{site['PLAN_NAME'] or ''}".strip(),
                "subtitle": words("sheet.site_subtitle", lang, **subtitle),
                "summary": "\n".join(site_facts(site, lang)),
                "notes": notes,
            }
            fill(sheets.add_page(), layers, around, texts, words("map.legend", lang))
            job.progress.check()
        sheets.export_pdf(path, dpi=150)


_MAKERS: Dict[str, Callable[[_Job], int]] = {
    "plan": _plan,
    "wall": _wall,
    "coverage": _coverage,
    "gaps": _gaps,
    "atlas": _atlas,
    "sites": _sites,
}
