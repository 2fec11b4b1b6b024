# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks that need the map or the whole list: doubles, poles in two lists, outside the area, in water, in buildings."""

import math
from typing import Any, Dict, Iterator, List, Sequence, Tuple

import numpy as np
from qgis.core import QgsGeometry

from ...engine.nearby import near_groups
from ...engine.progress import Progress
from ..schema import Table
from .finding import ERROR, NOTICE, WARNING, Finding, setting
from .inside import Points, way_out

Row = Dict[str, Any]
POLES = frozenset(("01", "02", "03", "04", "05", "08", "09", "10"))
STEP_OUT_M = 1.0  #: how far outside a wall or a shore a moved pole is put
LONGEST_MOVE_M = 15.0  #: farther than this a move is no correction but a guess


def _about(table: Table, row: Row, place) -> Dict[str, Any]:
    return {"table": table.name, "fid": row["fid"], "object_id": str(row.get(table.key) or f"#{row['fid']}"), "place": tuple(place)}


def without_place(table: Table, rows: Sequence[Row], places: np.ndarray) -> Iterator[Finding]:
    """Rows that are nowhere on the map."""
    for index in np.flatnonzero(~np.isfinite(places).all(axis=1)):
        yield Finding("find_no_place", ERROR, proposal="fix_by_hand", **_about(table, rows[index], places[index]))


def double_ids(table: Table, rows: Sequence[Row], places: np.ndarray, tolerance_m: float) -> Iterator[Finding]:
    """Rows whose id stands earlier in the list already; those in the same place are left to `doubles`."""
    first: Dict[str, int] = {}
    taken = {str(row[table.key]) for row in rows if row.get(table.key) is not None}
    length = table.field(table.key).length
    for index, row in enumerate(rows):
        key = row.get(table.key)
        if key is None:
            continue
        earlier = first.setdefault(str(key), index)
        if earlier == index or math.dist(places[earlier], places[index]) <= tolerance_m:
            continue
        number = 2
        while f"{key[: length - 1 - len(str(number))]}-{number}" in taken:
            number += 1
        new = f"{key[: length - 1 - len(str(number))]}-{number}"
        taken.add(new)
        repair = (setting(row["fid"], {table.key: key}, {table.key: new}),)
        others = (f"#{rows[earlier]['fid']}",)
        yield Finding(
            "find_double_id",
            ERROR,
            proposal="fix_rename",
            values={"new": new, "other": rows[earlier]["fid"]},
            field_name=table.key,
            value=str(key),
            others=others,
            repair=repair,
            **_about(table, row, places[index]),
        )


def _completeness(row: Row) -> Tuple[int, int, int]:
    filled = sum(1 for value in row.values() if value not in (None, ""))
    return (row.get("HEIGHT_SRC") == "measured", filled, -row["fid"])


def doubles(table: Table, rows: Sequence[Row], places: np.ndarray, tolerance_m: float) -> Iterator[Finding]:
    """Resources in one place: the same one twice, or one pole in two bureaus' lists (多杆合一)."""
    for group in near_groups(places, tolerance_m):
        members = sorted((rows[index] for index in group), key=_completeness, reverse=True)
        keep, others = members[0], members[1:]
        kinds = {row.get("RES_TYPE") for row in members}
        owners = sorted({row[name] for row in members for name in ("OWN_UNIT",) if row.get(name)})
        bureaus = {row["SRC_BUREAU"] for row in members if row.get("SRC_BUREAU")}
        one_list = len(kinds) == 1 and len(owners) <= 1 and len(bureaus) <= 1
        place = places[group[0]]
        names = tuple(str(row.get(table.key) or f"#{row['fid']}") for row in others)
        yield Finding(
            "find_double" if one_list else "find_shared_pole",
            WARNING if one_list else NOTICE,
            proposal="fix_merge" if one_list else "fix_merge_owners",
            values={"count": len(members), "tolerance_m": tolerance_m, "owners": "、".join(owners)},
            value=";".join(names),
            others=names,
            repair=({"do": "merge", "fid": keep["fid"], "drop": [row["fid"] for row in others]},),
            **_about(table, keep, place),
        )


def outside(
    table: Table, rows: Sequence[Row], places: np.ndarray, areas: List[QgsGeometry], margin_m: float, progress: Progress
) -> Iterator[Finding]:
    """Objects farther than the margin from every area of the plan."""
    placed = np.isfinite(places).all(axis=1)
    beyond = np.flatnonzero(placed & (Points(places).inside(areas, progress) < 0))
    if not len(beyond):
        return
    wide = QgsGeometry.unaryUnion(areas)
    farther = beyond[Points(places[beyond]).inside([wide.buffer(margin_m, 8)] if margin_m > 0 else []) < 0]
    for index in farther:
        away = round(wide.distance(QgsGeometry.fromWkt("Point({!r} {!r})".format(*places[index].tolist()))))
        about = _about(table, rows[index], places[index])
        repair = ({"do": "delete", "fid": rows[index]["fid"]},)
        yield Finding("find_outside", WARNING, proposal="fix_remove", values={"distance_m": away}, repair=repair, **about)


def misplaced(
    table: Table, rows: Sequence[Row], places: np.ndarray, shapes: List[QgsGeometry], check: str, progress: Progress
) -> Iterator[Finding]:
    """Poles inside polygons in which no pole stands: water (`find_in_water`), buildings (`find_in_building`).

    A pole near the edge gets a place outside proposed, unless that lies in another of the polygons.
    """
    poles = np.array([row.get("RES_TYPE") in POLES for row in rows], bool).reshape(len(rows))
    holder = Points(np.where(poles[:, None], places, np.nan)).inside(shapes, progress)
    wrong = np.flatnonzero(holder >= 0)
    ways = np.array([way_out(shapes[holder[index]], *places[index].tolist(), STEP_OUT_M) for index in wrong], float).reshape(-1, 3)
    free = (ways[:, 2] <= LONGEST_MOVE_M) & (Points(ways[:, :2]).inside(shapes) < 0)
    for index, (x, y, distance), movable in zip(wrong, ways.tolist(), free):
        step = {"do": "move", "fid": rows[index]["fid"], "was": places[index].tolist(), "to": [round(x, 3), round(y, 3)]}
        yield Finding(
            check,
            WARNING,
            proposal="fix_move" if movable else "fix_by_hand",
            values={"distance_m": round(distance, 1)},
            repair=(step,) if movable else (),
            **_about(table, rows[index], places[index]),
        )


def on_no_building(table: Table, rows: Sequence[Row], places: np.ndarray, shapes: List[QgsGeometry]) -> Iterator[Finding]:
    """Public buildings whose point lies on no building of the map."""
    built = np.array([row.get("RES_TYPE") == "06" for row in rows], bool).reshape(len(rows)) & np.isfinite(places).all(axis=1)
    holder = Points(np.where(built[:, None], places, np.nan)).inside(shapes)
    for index in np.flatnonzero(built & (holder < 0)):
        yield Finding("find_no_building", NOTICE, proposal="fix_by_hand", **_about(table, rows[index], places[index]))
