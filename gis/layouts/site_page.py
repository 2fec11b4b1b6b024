# SPDX-License-Identifier: GPL-2.0-or-later
"""Site sheets: a page per site with its surroundings, sectors, resource, what it serves, exposure and checks."""

from typing import Any, Dict, List, Optional, Sequence

from ..handover.data import SENTENCES, Row, meaning, unit_words
from ..handover.map_sheet import note_lines, plain_texts, sheet_layers
from ..schema import table as table_of
from ..stored_texts import in_language
from ..styles import ROLE
from ..words import words
from .fill import SCALE_MARK, fill
from .job import Job
from .pages import document
from .plan_sectors import sector_layer

PAGES_PER_FILE = 40  #: a layout's memory grows faster than its pages
SITE_VIEW_M = 260.0
#: what a page says, in the order people ask: heading, table, fields
RESOURCE_FACTS = (
    "resource",
    "RES_PT",
    ("RES_NAME", "RES_TYPE", "RES_ID", "OWN_UNIT", "ADDR", "ROAD", "TOWN", "OPEN_ST", "HEIGHT_M", "MOUNT_H", "POWER", "FIB_DIST"),
)
EXISTING_FACTS = ("resource", "SITE_EX", ("SITE_NAME", "SITE_CODE", "TWR_TYPE", "TWR_H", "OWN_UNIT", "POWER"))
SITE_FACTS = (
    (
        "building",
        "SITE_PL",
        (
            "MODE", "FORM", "FUNCS", "OPERS", "BAND", "ANT_H", "TX_W", "AZIMUTHS", "TILTS", "MTILTS", "PLAN_YEAR", "BATCH",
            "KG_UNIT", "LAND_M2", "COST_WY", "COST_PART",
        ),
    ),
    ("serving", "SITE_PL", ("SVC_LV", "COV_POP", "COV_M2", "COV_KEY", "WHY")),
    ("checks", "SITE_PL", ("EMF_R", "ZONE_CHK", "INT_ST", "LANDSCP", "REVIEW", "ALT_ID", "REMARK")),
)  # fmt: skip
ASKED = ("EMF_R", "ZONE_CHK", "INT_ST")  #: named even where nothing has been computed yet
FIRST_COLUMN = 2  #: of the groups, resource and building; the others stand in the second


def site_facts(site: Row, lang: str, resource: Optional[Dict[str, Any]] = None) -> List[List[str]]:
    """What plan and inventory say about a site, in groups of lines under a heading each.

    resource : the row of RES_PT or SITE_EX that the site stands on, if known
    """
    groups = [_group(site, *SITE_FACTS[0], lang)]
    place = site["geometry"].asPoint()
    groups[0].append(f"X {place.x():.2f}　Y {place.y():.2f}")
    if resource is not None:
        groups.insert(0, _group(resource, *(RESOURCE_FACTS if "RES_ID" in resource else EXISTING_FACTS), lang))
    else:
        known = [line for name in ("BASE_TYPE", "BASE_ID", "TOWN") for line in _line(site, "SITE_PL", name, lang)]
        groups.insert(0, [words("site.resource", lang), *known])
    return [*groups, *(_group(site, *facts, lang) for facts in SITE_FACTS[1:])]


def _group(row: Row, heading: str, table: str, names: Sequence[str], lang: str) -> List[str]:
    return [words(f"site.{heading}", lang), *(line for name in names for line in _line(row, table, name, lang))]


def _line(row: Row, table: str, name: str, lang: str) -> List[str]:
    """A field as a line, none where it is empty and nobody would ask."""
    column = table_of(table).field(name)
    value = row.get(name)
    if value is None or value == "" or (name == "LAND_M2" and not value):
        said, unit = (words("site.not_computed", lang), "") if name in ASKED else ("", "")
    else:
        said = meaning(column, round(value, 1) if isinstance(value, float) else value, lang) or ""
        unit = f" {unit_words(column.unit, lang)}" if column.unit else ""
        if name in ("COV_POP", "COV_M2"):
            said = f"{value:,.0f}"
        elif name in SENTENCES:
            said = in_language(str(value), lang)
        elif name in ("AZIMUTHS", "TILTS", "MTILTS"):
            said, unit = ("、" if lang == "zh" else ", ").join(f"{part.strip()}°" for part in str(value).split(";") if part.strip()), ""
    return [f"{column.alias[lang]}{'：' if lang == 'zh' else ': '}{said}{unit}"] if said else []


def site_pages(job: Job) -> int:
    """One page per site, its surroundings at a large scale; a file for every forty."""
    sites = job.content.sites
    for first in range(0, len(sites), PAGES_PER_FILE):
        last = min(first + PAGES_PER_FILE, len(sites))
        path = job.path if len(sites) <= PAGES_PER_FILE else job.path.with_name(f"{job.path.stem}_{first + 1:03d}-{last:03d}.pdf")
        _write_pages(job._replace(path=path), range(first, last))
        job.progress.report(last / len(sites))
    return len(sites)


def _write_pages(job: Job, numbers: Sequence[int]) -> None:
    lang, sites = job.lang, job.content.sites
    layers = sheet_layers(job.workspace, job.content, job.facts)
    layers.insert(1, sector_layer(sites, job.workspace.crs, lang))
    layers = [layer for layer in layers if layer.customProperty(ROLE, "") != "svc_area"]
    for layer in layers:
        if layer.customProperty(ROLE, "") == "gap":
            layer.setOpacity(0.45)  # the surroundings matter here
    known = {row["SITE_CODE"]: row for row in job.workspace.rows("SITE_EX")}
    known.update((row["RES_ID"], row) for row in job.content.resources)
    usual = {**plain_texts(job.workspace, job.content, job.facts), "notes": "\n".join(note_lines(job.facts))}
    with document(layers, job.template("site_a4")) as sheets:
        for number in numbers:
            site = sites[number]
            around = site["geometry"].boundingBox().buffered(SITE_VIEW_M / 2)
            subtitle = {"plan": job.workspace.name, "number": number + 1, "count": len(sites), "scale": SCALE_MARK}
            page = sheets.add_page()
            groups = ["\n".join(lines) for lines in site_facts(site, lang, known.get(site["BASE_ID"]))]
            first = FIRST_COLUMN if "details" in page else len(groups)  # a template without a second column has all in one
            texts = {
                **usual,
                "page": str(number + 1),
                "pages": str(len(sites)),
                "unit": site["TOWN"] or "",
                "title": f"{site['PLAN_ID']}　{site['PLAN_NAME'] or ''}".strip(),
                "subtitle": words("sheet.site_subtitle", lang, **subtitle),
                "summary": "\n\n".join(groups[:first]),
                "details": "\n\n".join(groups[first:]),
            }
            fill(page, layers, around, texts, words("map.legend", lang))
            job.progress.check()
        sheets.export_pdf(job.path, dpi=150)
