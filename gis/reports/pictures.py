# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps and charts of the planning report, as PNG files beside it."""

from collections import Counter
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

from qgis.core import QgsMapLayer
from qgis.PyQt.QtGui import QImageReader

from ...engine.progress import SILENT, Progress
from ..handover.data import Content
from ..handover.map_sheet import sheet_layers
from ..layouts.fill import fill
from ..layouts.pages import document, template_path
from ..layouts.plan_layers import base_layers, plan_extent, raster, styled
from ..schema import table as table_of
from ..words import words
from .charts import (
    Chart,
    cost_by_mode_chart,
    coverage_bars,
    resources_chart,
    returns_chart,
    use_gauges,
    years_chart,
)
from .figures import Data
from .template import Picture

MAP_WIDTH_PX = 620
CHART_WIDTH_PX = 420


def pictures(
    workspace, content: Content, data: Data, facts: Dict[str, Any], folder: Path, scratch: Path, progress: Progress = SILENT
) -> Dict[str, Picture]:
    """Write the pictures the plan has data for into `<folder>/pictures`."""
    lang = facts["lang"]
    made: Dict[str, Picture] = {}

    def add(name: str, write: Callable[[Path], Any], width_px: int) -> None:
        path = folder / "pictures" / f"{name}.png"
        write(path)
        size = QImageReader(str(path)).size()
        height_px = round(width_px * size.height() / max(1, size.width()))
        made[name] = Picture(f"pictures/{name}.png", width_px, height_px, words(f"picture.{name}", lang))

    add("map_plan", lambda path: _map(path, workspace, sheet_layers(workspace, content, facts), lang), MAP_WIDTH_PX)
    progress.report(0.4)
    layers = _coverage_layers(workspace, lang)
    if layers:
        add("map_coverage", lambda path: _map(path, workspace, layers, lang), MAP_WIDTH_PX)
    progress.report(0.8)
    for name, chart in charts(data, lang).items():
        if chart is not None:
            add(name, lambda path, chart=chart: chart.save_png(path, 3 * CHART_WIDTH_PX), CHART_WIDTH_PX)
    progress.report(1.0)
    return made


def _map(path: Path, workspace, layers: List[QgsMapLayer], lang: str) -> None:
    with document(layers, template_path("report")) as made:
        fill(made.add_page(), layers, plan_extent(workspace, layers[0]), {}, words("map.legend", lang))
        made.export_image(path, 220)


def _coverage_layers(workspace, lang: str) -> List[QgsMapLayer]:
    """Existing sites over today's coverage; nothing when it was not computed or its file is gone."""
    computed = workspace.result("coverage")
    layer = raster(computed["path"], "ss_rsrp", lang) if computed and computed["path"] else None
    if layer is None:
        return []
    existing = styled(workspace.layer("SITE_EX"), "site_ex", lang)
    return [existing, layer, *base_layers(workspace, lang, ("SVC_AREA", "ROAD", "BUILDING", "WATER"))]


def charts(data: Data, lang: str) -> Dict[str, Optional[Chart]]:
    """Every chart a template may name; None where the plan has no data for it."""
    openness = Counter((row["RES_TYPE"], row["OPEN_ST"]) for row in data.resources)
    return {
        "chart_resources": resources_chart(openness, lang, titled=False),
        "chart_levels": levels_chart(data, lang),
        "chart_years": years_chart(data.sites, lang, titled=False),
        "chart_years_cost": years_chart(data.sites, lang, "cost", titled=False),
        "chart_use": use_gauges(data.sites, lang, titled=False),
        "chart_cost_mode": cost_by_mode_chart(data.sites, lang, titled=False),
        "chart_cost": returns_chart(data.sites, lang, titled=False),
    }


def levels_chart(data: Data, lang: str) -> Optional[Chart]:
    """What each level reaches against its target."""
    levels = table_of("SVC_AREA").field("SVC_LV")

    def name(row) -> str:
        code = levels.code(row["CODE"])
        return row["CODE"] if code is None else (code.zh if lang == "zh" else code.en)

    return coverage_bars(data.statistics, "", name)
