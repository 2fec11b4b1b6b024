# SPDX-License-Identifier: GPL-2.0-or-later
"""A step's result in a line, a sentence and a few bars, from what its algorithm recorded."""

from pathlib import Path
from typing import Callable, Dict, List

from ...gis.messages import tr
from ...gis.readers.signal_shares import known_shares
from ...gis.styles.colours import RSRP_CLASSES
from ...gis.workspace import Workspace
from ..known import known
from . import steps


def figures_of(key: str, entry: dict, workspace: Workspace) -> Dict[str, object]:
    """`line` for the header, `sentence` and `links` for the opened step, `said` for the message bar, `bars` for `charts.Bar`."""
    makers: Dict[str, Callable] = {
        steps.COVERAGE: _coverage,
        steps.GAPS: _gaps,
        steps.SITES: _sites,
        steps.CHECKS: _checks,
        steps.HANDOVER: _handover,
    }
    return makers[key](entry, workspace)


def attainment(workspace: Workspace, stage: str = "before") -> List[dict]:
    """Bars of what each level reaches against its target, from the table of attainment."""
    found = []
    for row in workspace.rows("STAT", where="SCOPE = ? AND STAGE = ?", params=("level", stage)):
        if row["ACTUAL"] is not None:
            found.append({"label": row["CODE"], "value_pct": row["ACTUAL"], "target_pct": row["TARGET"]})
    return sorted(found, key=lambda bar: bar["label"])


def class_name(code: str) -> str:
    """How good a signal is, in a word."""
    return {"excellent": tr("excellent"), "good": tr("good"), "fair": tr("fair"), "poor": tr("poor")}[code]


def _coverage(entry: dict, workspace: Workspace) -> Dict[str, object]:
    numbers, path = entry["summary"], Path(entry["path"])
    shares = known_shares(path) or ()
    bars = [
        {"label": class_name(code), "value_pct": share, "colour": colour, "text": f"{share:.1f} %"}
        for (code, _low, colour), share in zip(RSRP_CLASSES, shares)
    ]
    sentence = tr(
        "Half of the {area:.2f} km² has {median:.0f} dBm or more; {sites} sites with {sectors} sectors reach {reached:.1f} % of it."
    ).format(
        area=numbers.get("AREA_KM2", 0),
        median=numbers.get("SS_RSRP_MEDIAN", float("nan")),
        reached=numbers.get("REACHED_PCT", 0),
        sites=numbers.get("SITE_COUNT", 0),
        sectors=numbers.get("SECTOR_COUNT", 0),
    )
    line = tr("{share:.0f} % good or better").format(share=sum(shares[:2])) if shares else tr("done")
    links = tr(
        'Maps: <a href="raster:ss_rsrp">SS-RSRP</a>, <a href="raster:best_server">best server</a>, <a href="raster:ss_sinr">SS-SINR</a>'
    )
    return {"line": line, "sentence": sentence, "links": links, "bars": bars, "said": line}


def area_text(square_metres: float) -> str:
    """An area in the unit people would use."""
    if square_metres >= 100_000:
        return tr("{area:.2f} km²").format(area=square_metres / 1e6)
    return tr("{area:,.0f} m²").format(area=square_metres)


def _gaps(entry: dict, workspace: Workspace) -> Dict[str, object]:
    bars = attainment(workspace)
    gaps = list(workspace.rows("GAP", ["AREA_M2", "WEIGHT", "KEY_AREAS"]))
    if not gaps:
        none = tr("No gap larger than the smallest one that counts.")
        return {"bars": bars, "sentence": none, "said": none}
    sentence = tr('<a href="layer:gap">{count} gaps</a> with {area} and about {people:,.0f} people below the level of their area').format(
        count=len(gaps), area=area_text(sum(row["AREA_M2"] or 0 for row in gaps)), people=sum(row["WEIGHT"] or 0 for row in gaps)
    )
    touching = sum(1 for row in gaps if row["KEY_AREAS"])
    if touching:
        sentence += tr(", {count} of them in key areas").format(count=touching)
    links = tr('<a href="table:STAT">Table of all levels and key areas</a>')
    said = tr("{count} gaps, {area}").format(count=len(gaps), area=area_text(sum(row["AREA_M2"] or 0 for row in gaps)))
    return {"bars": bars, "sentence": sentence + tr("."), "links": links, "said": said}


def _sites(entry: dict, workspace: Workspace) -> Dict[str, object]:
    numbers = entry["summary"]
    before = {bar["label"]: bar["value_pct"] for bar in attainment(workspace)}
    bars = [{**bar, "before_pct": before.get(bar["label"])} for bar in attainment(workspace, "after")]
    sentence = tr(
        '<a href="layer:site_pl">{count} sites</a> for {cost:,.0f} × 10,000 yuan bring {people:,} more people to their level: '
        "demand served {before:.1f} % → {after:.1f} %."
    ).format(
        count=numbers.get("SITES", 0),
        cost=numbers.get("COST", 0),
        people=numbers.get("PEOPLE", 0),
        before=numbers.get("WEIGHT_BEFORE_PCT") or 0.0,
        after=numbers.get("WEIGHT_AFTER_PCT") or 0.0,
    )
    sentence += " " + tr("White marks: before.") if any(bar["before_pct"] is not None for bar in bars) else ""
    sentence += " " + tr("At most {gap:.1f} % below the best possible plan.").format(gap=numbers.get("GAP_PERCENT", 0))
    links = tr('<a href="layer:rejected">{count:,} resources</a> are excluded, each with its reason.').format(
        count=numbers.get("REJECTED", 0)
    )
    line = tr("{count} sites").format(count=numbers.get("SITES", 0))
    said = tr("{line}, demand served {before:.1f} % → {after:.1f} %").format(
        line=line, before=numbers.get("WEIGHT_BEFORE_PCT") or 0.0, after=numbers.get("WEIGHT_AFTER_PCT") or 0.0
    )
    return {"line": line, "bars": bars, "sentence": sentence, "links": links, "said": said}


def _checks(entry: dict, workspace: Workspace) -> Dict[str, object]:
    waiting = known(workspace, "findings", ("CHECK_FIND",), lambda: workspace.count("CHECK_FIND", "STATE = ?", ("0",)))
    if not waiting:
        return {"line": tr("nothing open"), "sentence": tr("The check found nothing that is still open.")}
    line = tr("{count:,} open").format(count=waiting)
    sentence = tr('<a href="table:CHECK_FIND">{count:,} findings</a> wait for a decision.').format(count=waiting)
    return {"line": line, "sentence": sentence}


def _handover(entry: dict, workspace: Workspace) -> Dict[str, object]:
    numbers, folder = entry["summary"], entry["path"]
    sentence = tr('<a href="folder:{path}">{name}</a> holds {sites:,} sites, {resources:,} resources and {gaps:,} gaps, read back.').format(
        path=folder,
        name=Path(folder).name,
        sites=numbers.get("SITES", 0),
        resources=numbers.get("RESOURCES", 0),
        gaps=numbers.get("GAPS", 0),
    )
    if numbers.get("REPLACED"):
        sentence += " " + tr("{count:,} texts hold characters that a shapefile cannot; the workbook has them.").format(
            count=numbers["REPLACED"]
        )
    line = tr("{count} files").format(count=numbers.get("FILES", 0))
    return {"line": line, "sentence": sentence, "said": f"{Path(folder).name} · {line}"}
