# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan as rows of the workspace: SITE_PL with its reasons, and the rejected candidates."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsPointXY

from ...engine.demand import Demand
from ...engine.network import Network
from ...engine.placement.candidates import Candidate, Rejection
from ...engine.placement.explain import Reason
from ...engine.smart_poles import RADIO
from ..messages import text, text_in, tr
from ..readers.vectors import preset
from ..schema import table
from ..stored_texts import STORED
from .candidates import read_resources, rule_book
from .plan_ids import PlanIds
from .smart_poles import complete_smart_poles

GEOGRAPHIC = "EPSG:4490"


@dataclass(frozen=True)
class Siting:
    """What the rows are made from; index of candidate everywhere, `cells` are the flat grid cells of the columns."""

    candidates: Sequence[Candidate]
    network: Network
    demand: Demand
    cells: np.ndarray
    weights: np.ndarray


def site_rows(workspace, siting: Siting, reasons: Sequence[Reason], years: Optional[Mapping[int, int]] = None) -> List[Dict[str, Any]]:
    """SITE_PL rows of a plan, in its order.

    years : the year of each site; the first year's are to be built, later ones to be advanced (三个一批)
    """
    ids = PlanIds(workspace)
    book = rule_book(workspace)
    standing = read_resources(workspace, measure=False)
    geographic = QgsCoordinateTransform(workspace.crs, QgsCoordinateReferenceSystem(GEOGRAPHIC), QgsCoordinateTransformContext())
    people, area = siting.demand.weight.ravel(), siting.demand.outdoor.ravel() & siting.demand.area.ravel()
    total = float(siting.weights.sum())
    rows = []
    for reason in reasons:
        candidate, site = siting.candidates[reason.site], siting.network.sites[reason.site]
        resource, mode = candidate.resource, candidate.mode
        cells = siting.cells[reason.newly_served]
        place = geographic.transform(QgsPointXY(resource.x_m, resource.y_m))
        runner_up = None if reason.runner_up is None else siting.candidates[reason.runner_up].resource.resource_id
        hectares = float(area[cells].sum()) * siting.demand.grid.cell_area_m2 / 1e4
        keys = _key_areas(siting.demand, cells)
        green = bool(set(resource.areas) & set(book.get("co_built_areas", ())))
        base = None if resource.new_as else resource.resource_id[:24]
        row = {
            "PLAN_ID": ids.of(base, resource.x_m, resource.y_m),
            "PLAN_NAME": place_name(resource)[:60],
            "TOWN": resource.town[:30] or None,
            "LON": round(place.x(), 7),
            "LAT": round(place.y(), 7),
            "BASE_TYPE": resource.kind,
            "BASE_ID": base,
            "MODE": mode["code"],
            "FORM": mode["form"],
            "FUNCS": RADIO,
            "ANT_H": round(candidate.height_m, 1),
            "SVC_LV": _level(siting.demand, resource.x_m, resource.y_m),
            "PLAN_YEAR": None if years is None else years[reason.site],
            "BATCH": "1" if years is None or years[reason.site] == min(years.values()) else "2",
            "OUT_PLAN": 0,
            "FIXED": 0,
            "LAND_M2": 0.0 if green else float(mode.get("land_m2", 0)),  # built together with a park needs none of its own
            "COST_WY": candidate.cost_wy,
            **dict.fromkeys(("COST_PART", "MERGES", "MERGE_N", "SAVE_WY")),
            "ORDER_NO": reason.order,
            "COV_POP": int(round(float(people[cells].sum()))),
            "COV_M2": round(hectares * 1e4, 1),
            "COV_WT": round(reason.adds, 2),
            "COV_KEY": keys,
            "SCORE": round(100.0 * reason.adds / total, 3) if total > 0 else 0.0,
            "ALT_ID": None if runner_up is None else runner_up[:24],
            "LANDSCP": "1" if set(resource.areas) & set(book.get("landscape_areas", ())) else "0",
            "ZONE_CHK": resource.zone or "0",
            "WHY": _why(candidate, reason, float(people[cells].sum()), hectares, keys, runner_up),
            "geometry": (resource.x_m, resource.y_m),
        }
        rows.append({**row, **radio_columns(site)})
    complete_smart_poles(workspace, book, rows, [siting.candidates[reason.site].resource for reason in reasons], standing)
    return rows


def radio_columns(site) -> Dict[str, Any]:
    """Operators, bands, power and directions that the plan was computed with."""

    codes = {name: entry["code"] for name, entry in preset("network")["operators"].items()}
    operators = sorted({codes[name] for sector in site.sectors for name in sector.carrier.operators})
    first = [sector for sector in site.sectors if sector.carrier == site.sectors[0].carrier]
    directions = len(first) > 1
    return {
        "OPERS": "".join(operators),
        "BAND": ";".join(sorted({sector.carrier.band for sector in site.sectors})),
        "TX_W": round(10 ** (first[0].power_dbm / 10) / 1000, 1),
        "AZIMUTHS": ";".join(f"{sector.azimuth_deg:g}" for sector in first) if directions else None,
    }


def rejection_rows(rejections: Sequence[Rejection]) -> List[Dict[str, Any]]:
    """CAND_REJ rows; reasons are kept in Chinese, whatever language QGIS speaks (`stored_texts` says them in another)."""
    return [
        {
            "RES_ID": rejection.resource.resource_id[:24],
            "RULE": rejection.rule,
            "REASON": rejection.zh[:250],
            "FIGURE": rejection.figure,
            "geometry": (rejection.resource.x_m, rejection.resource.y_m),
        }
        for rejection in rejections
    ]


def _why(candidate: Candidate, reason: Reason, people: float, hectares: float, keys: int, runner_up: Optional[str]) -> str:
    """The reason of a site, kept in Chinese whatever language QGIS speaks."""
    sentence = text_in(
        STORED,
        "placement_why",
        people=people,
        hectares=hectares,
        keys=text_in(STORED, "placement_why_keys", count=keys) if keys else "",
        mode=candidate.mode["zh"],
        base=candidate.resource.road or "–" if candidate.resource.new_as else candidate.resource.resource_id,
        loss=reason.loss,
    )
    if runner_up is not None:
        sentence += text_in(STORED, "placement_why_alternate", alternate=runner_up, cost=reason.swap_cost)
    return sentence[:250]


def _key_areas(demand: Demand, cells: np.ndarray) -> int:
    served = np.zeros(demand.level.size, dtype=bool)
    served[cells] = True
    return sum(bool(served[area.cells].any()) for area in demand.key_areas)


def place_name(resource) -> str:
    """Road or town; where the list only has the kind of thing, its id too."""
    words = {word for code in table("RES_PT").field("RES_TYPE").codes for word in (code.zh, code.en, *code.words)}
    name = resource.road or resource.town
    return f"{name} {resource.resource_id}" if name and name in words else name or resource.resource_id


def _level(demand: Demand, x_m: float, y_m: float) -> Optional[str]:
    if not demand.grid.contains(x_m, y_m):
        return None
    row, column = demand.grid.row_column(x_m, y_m)
    number = int(demand.level[row, column])
    return demand.levels[number - 1].code if number else None


def store(workspace, rows, rejections: Sequence[Rejection], stages: Mapping[str, Sequence], step: str, files: Sequence[Path] = ()) -> None:
    """Put plan, rejected candidates and attainment in the workspace, all or nothing; fixed planned sites stay.

    stages : shares of "before" and "after"
    step, files : the name under which it can be undone, and the files that the step writes next
    """
    with workspace.transaction(undo=step) as transaction:
        for path in files:
            transaction.keep_file(path)
        transaction.delete("SITE_PL", where="FIXED IS NULL OR FIXED <> 1")
        transaction.insert("SITE_PL", rows)
        transaction.replace("CAND_REJ", rejection_rows(rejections))
        transaction.delete("STAT")
        for stage, shares in stages.items():
            transaction.insert("STAT", [share_row(share, stage) for share in shares])


def share_row(share, stage: str) -> Dict[str, Any]:
    """A share as a row of table STAT."""
    return {
        "STAGE": stage,
        "SCOPE": share.scope,
        "CODE": share.code[:24],
        "NAME": share.name[:60],
        "TARGET": _rounded(share.target_pct),
        "ACTUAL": _rounded(share.area_pct),
        "WEIGHT_PCT": _rounded(share.weight_pct),
        "VERDICT": share.verdict,
    }


def _rounded(value):
    return None if value is None else round(value, 2)


def share_lines(before, after) -> List[str]:
    """The before/after table as lines: levels, then the total."""
    lines = []
    for old, new in zip(before, after):
        if old.scope == "area":
            continue
        name = tr("level {code}").format(code=old.code) if old.scope == "level" else tr("in all")
        figures = {"before": _percent(old.area_pct), "after": _percent(new.area_pct), "target": _percent(old.target_pct)}
        lines.append(text("placement_share", name=name, **figures))
    return lines


def _percent(value) -> str:
    return "–" if value is None else f"{value:.1f}"
