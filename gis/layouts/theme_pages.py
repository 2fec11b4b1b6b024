# SPDX-License-Identifier: GPL-2.0-or-later
"""Sheets of one theme: coverage today and with the plan, and the coverage gaps with a list of the worst."""

from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

import numpy as np
from osgeo import gdal
from qgis.core import QgsMapLayer, QgsRectangle

from ..handover.map_sheet import best_sheet, level_bars, map_texts, sheet_layers, site_lines
from ..reports.charts import Chart
from ..styles import ROLE
from ..styles.colours import RSRP_CLASSES
from ..styles.symbols import label_layer
from ..words import words
from .fill import fill
from .job import Job
from .pages import document, set_picture
from .plan_layers import base_layers, memory_layer, plan_extent, raster, styled

FIGURE_SPACE = "\u2007"  #: as wide as a figure, so that columns of figures stand under each other


def coverage_pages(job: Job) -> int:
    """A page per coverage computed: today's, and with the plan, with the shares of its classes."""
    steps = (("before", "coverage"), ("after", "coverage_plan"))
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
            after = stage == "after"
            texts = {
                "title": words(f"sheet.coverage_{stage}", job.lang, plan=job.workspace.name),
                "summary": "\n".join(class_lines(latest[stage]["path"], job.lang)),
            }
            bars = level_bars([row for row in job.content.statistics if after or row["STAGE"] == "before"], job.lang)
            signs = [planned, *above] if after else above
            lines = site_lines(job.content.sites, job.lang) if after else ()
            _page(job, sheets, [*signs, layer, *base], extent, texts, lines, bars)
        sheets.export_pdf(job.path)
    return len(maps)


def class_lines(path: str, lang: str) -> List[str]:
    """The share of each class of SS-RSRP in the cells of a raster, in words."""
    source = gdal.Open(str(path))  # held on to: a band without its source is gone
    band = source.GetRasterBand(1)
    values, nodata = band.ReadAsArray().astype(float), band.GetNoDataValue()
    values = values[np.isfinite(values) & (values != (np.nan if nodata is None else nodata))]
    if not values.size:
        return []
    lines, upper = [words("sheet.classes", lang)], np.inf
    for name, lower, _colour in RSRP_CLASSES:
        low = -np.inf if lower is None else lower
        share = 100.0 * np.count_nonzero((values >= low) & (values < upper)) / values.size
        lines.append(words("sheet.class_line", lang, name=words(f"ss_rsrp.{name}", lang), share=share))
        upper = low
    return lines


def gap_page(job: Job) -> int:
    """The gaps with their numbers, and a list of the worst."""
    if not job.content.gaps:
        return 0
    layers = [layer for layer in sheet_layers(job.workspace, job.content, job.facts)[1:]]
    for layer in layers:
        if layer.customProperty(ROLE, "") == "gap":
            label_layer(layer, '"GAP_ID"', 20000, 7.0, "#7a2408", bold=True)
    worst = sorted(job.content.gaps, key=lambda row: (-(row["WEIGHT"] or 0.0), -(row["AREA_M2"] or 0.0)))
    extent = plan_extent(job.workspace, layers[0])
    texts = {"title": words("sheet.gaps_title", job.lang, plan=job.workspace.name), "summary": ""}
    with document(layers, job.template(best_sheet(extent))) as sheets:
        _page(job, sheets, layers, extent, texts, [words("sheet.gap_head", job.lang), *(_gap_line(row, job.lang) for row in worst)])
        sheets.export_pdf(job.path)
    return 1


def _gap_line(row: Dict[str, Any], lang: str) -> str:
    area = f"{(row['AREA_M2'] or 0.0) / 1e4:.2f}".rjust(7, FIGURE_SPACE)
    weight = f"{row['WEIGHT'] or 0.0:,.0f}".rjust(8, FIGURE_SPACE)
    return words("sheet.gap_line", lang, id=row["GAP_ID"], level=row["SVC_LV"] or "–", area=area, weight=weight)


def _page(
    job: Job,
    sheets,
    layers: Sequence[QgsMapLayer],
    extent: QgsRectangle,
    own: Dict[str, str],
    lines: Sequence[str] = (),
    chart: Optional[Chart] = None,
) -> None:
    """A page with the usual small print and words of its own; a chart, where there is one, above the summary."""
    texts = map_texts(job.workspace, job.content, job.facts)
    if not any(layer.customProperty(ROLE, "") == "site_pl" for layer in layers):
        texts["subtitle"] = ""
    page = sheets.add_page()
    if chart is None and "chart" in page and "summary" in page and not own["summary"]:  # the list may have their room
        low = page["summary"].pos().y() + page["summary"].rect().height()
        page["summary"].attemptMoveBy(0.0, low - page["summary"].pos().y())
        del page["chart"]
    fill(page, layers, extent, {**texts, **own}, words("map.legend", job.lang), lines)
    if chart is not None:
        set_picture(page, "chart", chart.save_svg(job.scratch / f"chart_{sheets.pages}.svg"))
