# SPDX-License-Identifier: GPL-2.0-or-later
"""The map in a package: the plan on its base map, with legend, figures, assumptions and credits, as PDF."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

from qgis.core import QgsMapLayer, QgsVectorLayer

from ..layouts.fill import MM_PER_POINT, SCALE_MARK, fill, make_room
from ..layouts.pages import Page, document, set_picture, template_path
from ..layouts.plan_layers import base_layers, memory_layer, plan_extent, styled
from ..reports.charts import Chart, coverage_bars
from ..reports.timetable import timetable
from ..reports.timetable_chart import TimetableChart
from ..schema import table as table_of
from ..words import words
from .coordinates import crs_title
from .data import PUBLIC_CELL_M, Content, Row, meaning

LONGEST_NOTE = 420


def write_map(
    path: Path,
    workspace,
    content: Content,
    facts: Dict[str, Any],
    scratch: Path,
    template: Optional[Path] = None,
    layers: Optional[List[QgsMapLayer]] = None,
    dpi: int = 200,
) -> Path:
    """Write the plan sheet. `facts`: see `handover.paper_facts`. Raises `InputError`, `WorkspaceError`."""
    lang = facts["lang"]
    layers = layers or sheet_layers(workspace, content, facts)
    extent = plan_extent(workspace, layers[0])
    chart = level_bars(content.statistics, lang)
    with document(layers, template or template_path(best_sheet(extent))) as made:
        page = made.add_page()
        if "schedule" in page:
            _put_schedule(page, workspace, content, lang, scratch)
        texts = map_texts(workspace, content, facts)
        fill(page, layers, extent, texts, words("map.legend", lang), site_lines(content.sites, lang))
        if chart is not None:
            set_picture(page, "chart", chart.save_svg(scratch / "chart.svg"))
        made.export_pdf(path, dpi)
    return path


def level_bars(statistics: Sequence[Row], lang: str) -> Optional[Chart]:
    """What each level reaches, before the plan and with it; None where nothing was computed."""
    return coverage_bars(statistics, table_of("STAT").alias[lang] + " (%)", lambda row: _level(row["CODE"], lang))


def _put_schedule(page: Page, workspace, content: Content, lang: str, scratch: Path) -> None:
    """The timetable on a wall map, as high as its towns need."""
    box = page["schedule"].rect()
    chart = TimetableChart(timetable(workspace, content.sites, lang), box.width() / MM_PER_POINT, box.height() / MM_PER_POINT, lang)
    make_room(page, chart.size.height() * MM_PER_POINT)
    set_picture(page, "schedule", chart.save_svg(scratch / "schedule.svg"))


def sheet_layers(workspace, content: Content, facts: Dict[str, Any]) -> List[QgsMapLayer]:
    """The layers of a plan sheet, planned sites first; fresh ones each time, as a document owns its layers."""
    lang = facts["lang"]
    layers: List[QgsMapLayer] = [styled(memory_layer("SITE_PL", content.sites, workspace.crs), "site_pl", lang)]
    if facts["recipient"] != "public":
        layers += _inner_layers(workspace, content, lang)
    return layers + base_layers(workspace, lang)


def best_sheet(extent) -> str:
    """The A3 sheet on which an area comes out larger."""
    return "plan_a3_tall" if extent.height() > 1.1 * extent.width() else "plan_a3"


def _inner_layers(workspace, content: Content, lang: str) -> List[QgsMapLayer]:
    """What only those who build need to see: existing sites and gaps; the resources used lie under the sites."""
    layers: List[QgsMapLayer] = []
    existing: QgsVectorLayer = workspace.layer("SITE_EX")
    if existing.featureCount():
        layers.append(styled(existing, "site_ex", lang))
    if content.gaps:
        layers.append(styled(memory_layer("GAP", content.gaps, workspace.crs), "gap", lang, gap_title(workspace, lang)))
    return layers


def gap_title(workspace, lang: str) -> Optional[str]:
    """Whether the gaps in the table are those before the plan or with it: what was computed last."""
    results = [result for step in ("gaps", "gaps_plan") for result in [workspace.result(step)] if result]
    if not results:
        return None
    latest = max(results, key=lambda result: result["created"])
    return words("map.gaps_after" if latest["step"] == "gaps_plan" else "map.gaps_before", lang)


def map_texts(workspace, content: Content, facts: Dict[str, Any]) -> Dict[str, str]:
    """The words on the sheet by item id."""
    lang = facts["lang"]
    if facts["recipient"] == "public":
        subtitle = words("map.subtitle.public", lang, sites=len(content.sites), cell=f"{PUBLIC_CELL_M:g}")
    else:
        counts = {"sites": len(content.sites), "resources": len(content.resources), "gaps": len(content.gaps)}
        judged = gap_title(workspace, lang) or (words("gap", lang) if content.gaps else "")  # never computed is not the same as none
        subtitle = words("map.subtitle" if judged else "map.subtitle.no_gaps", lang, judged=judged, **counts)
    return {
        **plain_texts(workspace, content, facts),
        "title": words("map.title", lang, plan=workspace.name),
        "subtitle": subtitle,
        "stamp": stamp(workspace, facts),
        "summary": "\n".join(summary_lines(content, lang)),
        "notes": "\n".join(note_lines(facts)),
    }


def plain_texts(workspace, content: Content, facts: Dict[str, Any]) -> Dict[str, str]:
    """What every sheet may say, whatever it shows."""
    credits = facts["credits"] or words("map.no_credits", facts["lang"])
    counts = {"site_count": content.sites, "resource_count": content.resources, "gap_count": content.gaps}
    return {
        "plan": workspace.name,
        "date": date.today().isoformat(),
        "crs": crs_title(workspace.crs, facts["lang"]),
        **{name: f"{len(rows):,}" for name, rows in counts.items()},
        "page": "1",
        "pages": "1",
        "credits": words("map.made", facts["lang"], credits=credits),
    }


def stamp(workspace, facts: Dict[str, Any]) -> str:
    """For whom, when, in which coordinates and at which scale."""
    lang = facts["lang"]
    lines = [words("map.for", lang, recipient=facts["recipient_name"])] if facts["recipient_name"] else []
    lines.append(words("map.stamp", lang, date=date.today().isoformat(), crs=crs_title(workspace.crs, lang), scale=SCALE_MARK))
    return "\n".join(lines)


def note_lines(facts: Dict[str, Any]) -> List[str]:
    """Assumptions, what a prediction is, and whether it is out of date."""
    lang = facts["lang"]
    assumptions = words("semicolon", lang).join(facts["assumptions"])
    if len(assumptions) > LONGEST_NOTE:
        assumptions = assumptions[: LONGEST_NOTE - 1] + "…"
    lines = [words("map.assumptions", lang, text=assumptions) if assumptions else words("map.no_assumptions", lang)]
    lines.append(words("map.prediction", lang))
    if facts["stale"]:
        steps = words("separator", lang).join(words(f"step.{step}", lang) for step in facts["stale"])
        lines.append(words("map.stale", lang, steps=steps))
    return lines


def _level(code: str, lang: str) -> str:
    found = table_of("SVC_AREA").field("SVC_LV").code(code)
    return code if found is None else (found.zh if lang == "zh" else found.en)


def site_lines(sites: Sequence[Row], lang: str) -> List[str]:
    """One line per site under a heading: id, way of building, name."""
    modes = table_of("SITE_PL").field("MODE")
    lines = [f"{row['PLAN_ID']}　{meaning(modes, row['MODE'], lang) or ''}　{row['PLAN_NAME'] or ''}".rstrip("　") for row in sites]
    lines = [line if len(line) <= 34 else line[:33] + "…" for line in sorted(lines)]
    return [words("delivery.SITE_PL", lang), *lines] if lines else []


def summary_lines(content: Content, lang: str) -> List[str]:
    """How the sites are built, when, at what cost, and what they reach."""
    if not content.sites:
        return [words("sheet.no_sites", lang)]
    modes = table_of("SITE_PL").field("MODE")

    def mode_name(value) -> str:
        code = modes.code(value)
        return words("summary.open", lang) if code is None else (code.zh if lang == "zh" else code.en)

    by_mode = Counter(mode_name(row["MODE"]) for row in content.sites)
    by_base = Counter(meaning(table_of("SITE_PL").field("BASE_TYPE"), row["BASE_TYPE"], lang) for row in content.sites if row["BASE_TYPE"])
    by_year = Counter(row["PLAN_YEAR"] for row in content.sites if row["PLAN_YEAR"])
    join = words("separator", lang).join
    lines = [words("summary.modes", lang, text=join(words("summary.count", lang, name=n, count=c) for n, c in by_mode.most_common()))]
    if by_base:
        lines.append(
            words("summary.bases", lang, text=join(words("summary.count", lang, name=n, count=c) for n, c in by_base.most_common()))
        )
    if by_year:
        lines.append(
            words("summary.years", lang, text=join(words("summary.year", lang, year=y, count=c) for y, c in sorted(by_year.items())))
        )
    social = sum(1 for row in content.sites if row["MODE"] in ("1", "2", "3"))
    lines.append(words("summary.social", lang, count=social, share=100.0 * social / len(content.sites)))
    cost = sum(row["COST_WY"] or 0.0 for row in content.sites)
    if cost:
        lines.append(words("summary.cost", lang, cost=cost))
    return lines
