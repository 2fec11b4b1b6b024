# SPDX-License-Identifier: GPL-2.0-or-later
"""A package for those who build: made in a temporary folder, read back, then moved into place whole or not at all."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer

from ...engine.progress import SILENT, Progress
from ..assumptions import assumption_text
from ..formats.shapefile import write_shapefile
from ..formats.spreadsheet import write_workbook
from ..formats.staging import check_folder, staged
from ..layouts.pages import note_missing_typeface
from ..layouts.plan_layers import prune
from ..readers.model_choice import label_text
from ..schema import table as table_of
from ..styles import apply_style
from ..words import words
from .answer import answer_form
from .changes import change_sheet, compare, counts, earlier_sites, public_snapshot, reasons_of, snapshot
from .coordinates import Delivered, delivered, extent_of
from .data import Content, collect, deliveries, newest_plan, spoken, statistics_sheet, table_behind
from .delivered import Delivery, Replaced
from .formats import write_formats
from .map_sheet import write_map
from .papers import read_manifest, verify_package, write_dictionary, write_manifest, write_replaced

NO_ANSWER = ("approval", "public")  #: recipients who are not asked for one
STEPS = ("coverage", "coverage_plan", "gaps", "gaps_plan")
LAYER_STYLES = {"SITE_PL": "site_pl", "RES_PT": "res_pt", "GAP": "gap"}


@dataclass(frozen=True)
class Order:
    """What to hand over to whom: see `data.RECIPIENTS` and `coordinates.CHOICES`."""

    folder: Path
    recipient: str = "tower"
    recipient_name: str = ""
    coordinates: str = "plan"
    lang: str = "zh"
    credits: str = ""
    formats: Tuple[str, ...] = ()  #: of `handover_formats.FORMATS`, beside shapefile and workbook
    previous: Optional[Path] = None  #: an earlier package of this plan, for the change log
    reserves: bool = False  #: with the sites of the reserve batch


@dataclass(frozen=True)
class Package:
    """What was handed over."""

    folder: Path
    manifest: Path
    map: Path
    files: int
    sites: int
    resources: int
    gaps: int
    replaced: int
    missing_resources: Tuple[str, ...]
    changes: Dict[str, int]


def make_package(workspace, order: Order, progress: Progress = SILENT) -> Package:
    """Write a package to `order.folder`.

    Raises `InputError` when there is nothing to hand over or the folder is taken, `WorkspaceError` when a file cannot
    be written or does not read back, OSError for a full disk or a folder one may not write to; nothing is left behind then.
    """
    folder = Path(order.folder)
    check_folder(folder)
    public = order.recipient == "public"
    earlier = earlier_sites(read_manifest(order.previous), workspace.crs.authid(), order.recipient) if order.previous else None
    note_missing_typeface(progress)
    content = collect(workspace, order.recipient, order.reserves)
    if earlier is not None:
        content.changes = compare(earlier, content.sites, {} if public else reasons_of(workspace), order.lang, public)
    coordinates = delivered(order.coordinates, workspace.crs, extent_of([row["geometry"] for row in content.sites]))
    progress.report(0.05)
    with staged(folder) as (stage, scratch, keep):
        facts, replaced = _write(workspace, order, content, coordinates, stage, scratch, progress.part(0.05, 0.9))
        write_manifest(stage, facts)
        files = verify_package(stage)
        progress.report(0.97)
        keep()
    progress.report(1.0)
    return Package(
        folder=folder,
        manifest=folder / "manifest.json",
        map=folder / f"{words('file.map', order.lang)}.pdf",
        files=files + 1,
        sites=len(content.sites),
        resources=len(content.resources),
        gaps=len(content.gaps),
        replaced=len(replaced),
        missing_resources=content.missing_resources,
        changes=counts(content.changes),
    )


def _write(
    workspace, order: Order, content: Content, coordinates: Delivered, stage: Path, scratch: Path, progress: Progress
) -> Tuple[Dict[str, Any], List[Replaced]]:
    """Every file of the package but the manifest; returns what the manifest says, and the texts that were replaced."""
    lang = order.lang
    spatial = deliveries(content, coordinates, order.recipient, lang)
    shapefiles = stage / "shp"
    shapefiles.mkdir()
    replaced: List[Replaced] = []
    for number, delivery in enumerate(spatial):
        part = progress.part(0.4 * number / len(spatial), 0.4 * (number + 1) / len(spatial))
        path, changed = write_shapefile(shapefiles, delivery, coordinates.wkt, part)
        replaced += changed
        write_layer_style(path, table_behind(delivery), coordinates.crs, lang)
    write_dictionary(stage / f"{words('file.dictionary', lang)}.csv", spatial, lang)
    if replaced:
        write_replaced(stage / f"{words('file.replaced', lang)}.csv", replaced, lang)
    progress.report(0.45)
    sheets = [spoken(delivery, table_behind(delivery), lang) for delivery in spatial]
    if content.statistics:
        sheets.append(statistics_sheet(content.statistics, lang))
    if order.previous:
        sheets.append(change_sheet(content.changes, lang))
    write_workbook(stage / f"{words('file.workbook', lang)}.xlsx", sheets)
    if order.recipient not in NO_ANSWER:
        write_workbook(stage / f"{words('file.answer', lang)}.xlsx", [answer_form(content.sites, lang)])
    write_formats(stage, order.formats, content, coordinates, order.recipient, lang, workspace.crs)
    progress.report(0.55)
    facts = paper_facts(workspace, order)
    write_map(stage / f"{words('file.map', lang)}.pdf", workspace, content, facts, scratch)
    progress.report(1.0)
    return _manifest_facts(workspace, order, content, coordinates, spatial, facts, replaced), replaced


def paper_facts(workspace, order: Order) -> Dict[str, Any]:
    """What a map or report says about where its figures come from."""
    latest = {step: workspace.result(step) for step in STEPS}
    plan = newest_plan(workspace)
    if plan is not None:
        latest[plan["step"]] = plan
    params = latest["coverage"]["params"] if latest["coverage"] else {}
    assumptions: List[str] = [model_sentence(params, order.lang)] if params.get("MODEL") else []
    for code in merged(str(code) for result in latest.values() if result for code in result["assumed"]):
        text = assumption_text(code, order.lang).rstrip("。. ")
        if text not in assumptions:
            assumptions.append(text)
    return {
        "lang": order.lang,
        "recipient": order.recipient,
        "recipient_name": order.recipient_name or words(f"recipient.{order.recipient}", order.lang),
        "credits": order.credits or credits_of(workspace),
        "assumptions": assumptions,
        "stale": [step for step, result in latest.items() if result and result["stale"]],
    }


def merged(codes: Iterable[str]) -> List[str]:
    """Assumptions of several results, each once: of those that count something, the one that counts most."""
    kept: Dict[str, str] = {}
    for code in codes:
        key, _, count = code.partition(":")
        if not count.isdigit():
            kept[code] = code
        elif int(count) >= int(kept.get(key, ":0").partition(":")[2]):
            kept[key] = code
    return list(kept.values())


def model_sentence(params: Dict[str, Any], lang: str) -> str:
    """Which model a coverage was computed with, and the figures it depends on most."""
    known = {"model": "MODEL", "load": "LOAD", "height": "RX_HEIGHT", "cell": "CELL_SIZE"}
    given = {name: params[key] for name, key in known.items() if params.get(key) is not None}
    parts = [words("model.name", lang, model=label_text(str(given.get("model", "?")), lang))]
    if "load" in given:
        parts.append(words("model.load", lang, load=100.0 * float(given["load"])))
    if "height" in given:
        parts.append(words("model.height", lang, height=float(given["height"])))
    if "cell" in given:
        parts.append(words("model.cell", lang, cell=float(given["cell"])))
    return words("comma", lang).join(parts)


def credits_of(workspace) -> str:
    """Whom the base map is owed to: the plan's setting, or OpenStreetMap when its ids stand in the data."""
    credits = workspace.setting("credit", "")
    if credits:
        return str(credits)
    for table in ("BUILDING", "ROAD", "WATER"):
        if any(column.name == "OSM_ID" for column in table_of(table).fields) and workspace.count(table, "OSM_ID IS NOT NULL"):
            return "© OpenStreetMap contributors (ODbL)"
    return ""


def _manifest_facts(
    workspace,
    order: Order,
    content: Content,
    coordinates: Delivered,
    spatial: Sequence[Delivery],
    facts: Dict[str, Any],
    replaced: Sequence[Replaced],
) -> Dict[str, Any]:
    return {
        "plan": workspace.name,
        "recipient": order.recipient,
        "recipient_name": facts["recipient_name"],
        "date": date.today().isoformat(),
        "coordinates": coordinates.title,
        "degrees": coordinates.title_of_degrees,
        "rows": {delivery.name: len(delivery) for delivery in spatial},
        "table_versions": workspace.versions(),
        "assumptions": facts["assumptions"],
        "out_of_date": facts["stale"],
        "credits": facts["credits"],
        "resources_not_found": list(content.missing_resources),
        "replaced_texts": len(replaced),
        "plan_crs": workspace.crs.authid(),
        **({"changes": counts(content.changes)} if order.previous else {}),
        **_sites_for_the_next_round(order, content),
    }


def _sites_for_the_next_round(order: Order, content: Content) -> Dict[str, Any]:
    """What the next change log is made against; in a public edition only what it shows anyway."""
    taken = snapshot(content.sites)
    return {"public_sites": public_snapshot(taken)} if order.recipient == "public" else {"sites": taken}


def write_layer_style(path: Path, table_name: str, crs: Optional[QgsCoordinateReferenceSystem], lang: str) -> Optional[Path]:
    """A .qml beside a shapefile: symbols, aliases and the words of codes, which QGIS takes up by itself."""
    from qgis.core import QgsEditorWidgetSetup, QgsMapLayer

    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    if not layer.isValid() or table_name not in LAYER_STYLES:
        return None
    apply_style(layer, LAYER_STYLES[table_name], lang)
    prune(layer)
    for column in table_of(table_name).fields:
        index = layer.fields().indexOf(column.name)
        if index < 0:
            continue
        layer.setFieldAlias(index, column.alias[lang])
        if column.codes and not column.several:
            choices = [{(code.zh if lang == "zh" else code.en): code.code} for code in column.codes]
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ValueMap", {"map": choices}))
    style = path.with_suffix(".qml")
    layer.saveNamedStyle(str(style), QgsMapLayer.StyleCategory.AllStyleCategories)
    return style
