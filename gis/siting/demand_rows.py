# SPDX-License-Identifier: GPL-2.0-or-later
"""A merge of the operators' demand as rows: answers in DEMAND_PT, merged sites in SITE_PL."""

import math
from typing import Any, Dict, List, Mapping, Sequence

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsPointXY

from ...engine.merging import Merge, Wish
from ...engine.placement.candidates import Resource
from ...engine.smart_poles import RADIO
from ..messages import text_in
from ..stored_texts import STORED
from ..workspace import Workspace
from .candidates import read_resources, rule_book
from .demand_places import EXISTING, MERGED, PLANNED, Offer, Radio
from .plan_writer import GEOGRAPHIC, place_name
from .smart_poles import complete_smart_poles

ID_LENGTH = 24


def merged_rows(
    workspace: Workspace, merged: Merge, wishes: Sequence[Wish], demands: Sequence[Mapping[str, Any]], offers: Sequence[Offer]
) -> Dict[int, Dict[str, Any]]:
    """SITE_PL rows of the places used, by number of place; planned sites keep their own row and are not among them.

    Fixed, so that a later suggestion keeps them.
    """
    taken = {row["PLAN_ID"] for row in workspace.rows("SITE_PL", ["PLAN_ID", "REMARK"]) if row["REMARK"] != MERGED}
    numbers = (f"M{number:05d}" for number in range(1, 100_000) if f"M{number:05d}" not in taken)
    geographic = QgsCoordinateTransform(workspace.crs, QgsCoordinateReferenceSystem(GEOGRAPHIC), QgsCoordinateTransformContext())
    radio = Radio()
    rows = {}
    for number in merged.places:
        offer = offers[number]
        if offer.match == PLANNED:
            continue
        place, mode = offer.place, offer.mode
        here = [match for match in merged.matches if match.place == number]
        answered = [demands[match.wish] for match in here]
        spread = place.spread_used_m2 + sum(wishes[match.wish].spread_m2.get(place.kind, 0.0) for match in here)
        years = [row["PLAN_YEAR"] for row in answered if row["PLAN_YEAR"]]
        where = geographic.transform(QgsPointXY(place.x_m, place.y_m))
        names = ", ".join(wishes[match.wish].wish_id for match in here)
        rows[number] = {
            "PLAN_ID": next(numbers),
            "PLAN_NAME": (
                place_name(Resource(offer.base_id, offer.base_type, place.x_m, place.y_m, road=offer.name))
                or answered[0]["DMD_NAME"]
                or wishes[here[0].wish].wish_id
            )[:60],
            "TOWN": offer.town[:30] or None,
            "LON": round(where.x(), 7),
            "LAT": round(where.y(), 7),
            "BASE_TYPE": offer.base_type,
            "BASE_ID": offer.base_id[:ID_LENGTH] or None,
            "MODE": mode["code"],
            "FORM": mode["form"],
            "FUNCS": RADIO,
            **dict.fromkeys(("COST_PART", "MERGES", "MERGE_N", "SAVE_WY")),
            "OPERS": "".join(sorted({wishes[match.wish].operator for match in here})),
            "BAND": ";".join(sorted({radio.band(row["OPER"] or "", row["BAND"]) for row in answered}))[:16],
            "ANT_H": None if place.height_m is None else round(place.height_m, 1),
            "PLAN_YEAR": min(years) if years else None,
            "BATCH": "1",
            "OUT_PLAN": 0,
            "FIXED": 1,
            "LAND_M2": float(mode.get("land_m2", 0)),
            "COST_WY": place.cost_wy,
            "EMF_R": round(math.sqrt(spread), 1),
            "ZONE_CHK": offer.zone,
            "WHY": text_in(STORED, "demand_why", demands=names, mode=mode[STORED], base=offer.base_id or "–")[:250],
            "REMARK": MERGED,
            "geometry": (place.x_m, place.y_m),
        }
    used = [offers[number] for number in rows]
    stand = [Resource(o.base_id, o.base_type, o.place.x_m, o.place.y_m, new_as="" if o.base_id else o.mode["key"]) for o in used]
    complete_smart_poles(workspace, rule_book(workspace), list(rows.values()), stand, read_resources(workspace, measure=False))
    return rows


def answer_rows(merged: Merge, demands, offers: Sequence[Offer], rows: Mapping[int, Mapping[str, Any]]) -> List[Dict[str, Any]]:
    """The answers for DEMAND_PT: the site code of an existing site, else the planned site's id; empty where none was found."""
    answered = {match.wish: match for match in merged.matches}
    found = []
    for number, row in enumerate(demands):
        match = answered.get(number)
        if match is None:
            found.append({"fid": row["fid"], "PLAN_ID": None, "MATCH_TYPE": None, "DEV_M": None})
            continue
        offer = offers[match.place]
        stands = offer.match in (EXISTING, PLANNED)
        name = offer.place.place_id if stands else rows[match.place]["PLAN_ID"]
        kind = offer.match if stands else PLANNED
        found.append({"fid": row["fid"], "PLAN_ID": name[:ID_LENGTH], "MATCH_TYPE": kind, "DEV_M": round(match.distance_m, 1)})
    return found


def store_merge(workspace: Workspace, merged: Merge, wishes, demands, offers: Sequence[Offer], rows) -> None:
    """Answers, merged sites and the operators of planned sites, all or nothing; an earlier merge is taken back first."""
    coming: Dict[int, set] = {}
    for match in merged.matches:
        coming.setdefault(match.place, set()).add(wishes[match.wish].operator)
    planned = []
    for number, offer in enumerate(offers):
        operators = "".join(sorted({*offer.place.present, *coming.get(number, ())}))[:8]
        if offer.match == PLANNED and operators != "".join(sorted(offer.operators)):
            planned.append({"fid": offer.fid, "OPERS": operators or None})
    with workspace.transaction() as transaction:
        transaction.delete("SITE_PL", where="REMARK = ?", params=(MERGED,))
        transaction.insert("SITE_PL", rows.values())
        transaction.update("SITE_PL", planned)
        transaction.update("DEMAND_PT", answer_rows(merged, demands, offers, rows))


def match_rows(merged: Merge, demands, offers: Sequence[Offer], rows, reasons: Mapping[int, str]):
    """Columns and rows of a table of all demands with their answers, or the reason why there is none."""
    columns = [
        ("DMD_ID", "text"), ("OPER", "text"), ("PLAN_ID", "text"), ("MATCH_TYPE", "text"), ("DEV_M", "real"),
        ("MODE", "text"), ("BASE_ID", "text"), ("ANT_H", "real"), ("REASON", "text"),
    ]  # fmt: skip
    place_of = {match.wish: match.place for match in merged.matches}
    table = []
    for number, (row, answer) in enumerate(zip(demands, answer_rows(merged, demands, offers, rows))):
        found = {"DMD_ID": row["DMD_ID"], "OPER": row["OPER"], "REASON": reasons.get(number, "")[:250], "geometry": row["geometry"]}
        found.update({name: answer[name] for name in ("PLAN_ID", "MATCH_TYPE", "DEV_M")})
        if number in place_of:
            offer = offers[place_of[number]]
            found.update(MODE=offer.mode["code"], BASE_ID=offer.base_id, ANT_H=offer.place.height_m)
        table.append(found)
    return columns, table
