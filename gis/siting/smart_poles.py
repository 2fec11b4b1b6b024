# SPDX-License-Identifier: GPL-2.0-or-later
"""The smart poles of a plan as columns of SITE_PL: functions, cost by function, and the poles that they take over."""

from typing import Any, Dict, Iterable, List, Mapping, Sequence

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY

from ...engine.placement.candidates import Resource
from ...engine.sharing import NEW_POLE
from ...engine.smart_poles import CODES, RADIO, Standing, cost_parts, functions_of, merged, saved_wy
from ..messages import text

KEY_REACH_M = 50.0  #: a key area this near decides about the functions of a pole


def complete_smart_poles(
    workspace, book: Mapping[str, Any], rows: Sequence[Dict[str, Any]], places: Sequence[Resource], standing: Sequence[Resource]
) -> None:
    """Give the rows of smart poles FUNCS, COST_PART, MERGES, MERGE_N and SAVE_WY.

    book : the siting rules; rows, places : of SITE_PL, all of a plan, and what each stands on; standing : all resources
    """
    used = [place.resource_id for place in places]
    poles = [(row, place) for row, place in zip(rows, places) if row["MODE"] == NEW_POLE]
    found = _columns(book, standing, [place for _, place in poles], areas_near(workspace, [place for _, place in poles]), used)
    for (row, _), columns in zip(poles, found):
        row.update(columns, COST_PART=cost_part(book, row["COST_WY"], columns["FUNCS"]))


def _columns(
    book: Mapping[str, Any], standing: Sequence[Resource], poles: Sequence[Resource], areas: Sequence[set], used: Iterable[str]
) -> List[Dict[str, Any]]:
    """FUNCS, MERGES, MERGE_N and SAVE_WY of each smart pole."""
    if not poles:
        return []
    rules = book.get("merging", {})
    at = np.array([(one.x_m, one.y_m) for one in standing], float).reshape(-1, 2)
    kinds = np.array([one.kind for one in standing])
    around = [Standing(one.resource_id, one.kind, one.x_m, one.y_m, one.opening or "") for one in standing]
    taken = merged([("" if pole.new_as else pole.resource_id, pole.x_m, pole.y_m) for pole in poles], around, rules, used)
    found = []
    for pole, gone, near in zip(poles, taken, areas):
        away = np.hypot(at[:, 0] - pole.x_m, at[:, 1] - pole.y_m)
        letters = functions_of(book.get("functions", ()), "" if pole.new_as else pole.kind, kinds, away, near)
        ids = ";".join(one.pole_id for one in gone)
        found.append(
            {
                "FUNCS": "".join(sorted(letters, key=CODES.index)),
                "MERGES": (ids if len(ids) <= 250 else ids[:250].rpartition(";")[0]) or None,
                "MERGE_N": len(gone),
                "SAVE_WY": saved_wy(gone, rules),
            }
        )
    return found


def areas_near(workspace, places: Sequence[Resource]) -> List[set]:
    """The types of the key areas within reach of each place."""
    points = [QgsGeometry.fromPointXY(QgsPointXY(place.x_m, place.y_m)) for place in places]
    found: List[set] = [set() for _ in places]
    for row in workspace.rows("KEY_AREA", ["AREA_TYPE", "geometry"]) if places else ():
        shape = row["geometry"]
        if row["AREA_TYPE"] and shape is not None and not shape.isEmpty():
            box = shape.boundingBox().buffered(KEY_REACH_M)
            for point, types in zip(points, found):
                if box.contains(point.asPoint()) and shape.distance(point) <= KEY_REACH_M:
                    types.add(row["AREA_TYPE"])
    return found


def cost_part(book: Mapping[str, Any], cost_wy: float, letters: str) -> str:
    """COST_PART of a smart pole, such as "G 2.50;L 1.25"; 5G first, in 10,000 yuan."""
    shares = {function["code"]: float(function.get("share", 1.0)) for function in book.get("functions", ())}
    parts = cost_parts(cost_wy, letters, shares)
    return ";".join(f"{letter} {parts[letter]:.2f}" for letter in sorted(parts, key=lambda letter: (letter != RADIO, CODES.index(letter))))


def smart_pole_lines(rows: Sequence[Mapping[str, Any]]) -> List[str]:
    """What the smart poles of a plan take over and save, as a note; nothing where there is none."""
    poles = [row for row in rows if row.get("MERGE_N") is not None]
    if not poles:
        return []
    figures = {"merged": sum(row["MERGE_N"] for row in poles), "saved": sum(row["SAVE_WY"] for row in poles)}
    own = sum(float(row["COST_PART"].split(";")[0].split(" ")[1]) for row in poles)
    return [text("smart_pole_line", count=len(poles), cost=sum(row["COST_WY"] for row in poles), own=own, **figures)]
