# SPDX-License-Identifier: GPL-2.0-or-later
"""Operators' demand: tables that hold several operators in one row, and which site or resource answers each demand."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Dict, List, Optional, Set, Tuple

import numpy as np

from ...engine.errors import DependencyError
from ...engine.progress import SILENT, Progress
from ..workspace import Workspace
from .headers import plain
from .rawtable import RawTable
from .values import half_width, is_missing, number

_OPERATORS = ("移动", "联通", "电信", "广电")
_RANGE_HEADER = ("挂高范围", "天线挂高范围", "挂高要求", "天线挂高要求")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:m|米)?\s*(?:-|~|—|–|至|到|,|，)\s*(\d+(?:\.\d+)?)", re.I)
_SITE, _RESOURCE = "1", "2"


def spread(raw: RawTable) -> RawTable:
    """The table with one operator per row, and heights given as a range in two columns.

    移动需求系统数 / 联通需求系统数 / 电信需求系统数 in one row become one row each where the number is above 0.
    """
    return _one_operator_each(_two_heights(raw))


def _two_heights(raw: RawTable) -> RawTable:
    at = next((i for i, name in enumerate(raw.names) if plain(name) in _RANGE_HEADER), None)
    if at is None or any("下限" in name or "最低挂高" in name for name in raw.names):
        return raw
    rows: List[List[str]] = []
    for row in raw.rows:
        between = _RANGE.search(half_width(row[at]))
        low, high = between.groups() if between else (row[at], row[at])
        rows.append([*row[:at], low, high, *row[at + 1 :]])
    names = (*raw.names[:at], "挂高下限", "挂高上限", *raw.names[at + 1 :])
    groups = (*raw.groups[:at], "", "", *raw.groups[at + 1 :]) if raw.groups else ()
    return replace(raw, names=names, groups=groups, rows=rows)


def _operator_columns(raw: RawTable) -> Dict[str, int]:
    """Operator to the column that counts its systems."""
    found = {}
    for i, name in enumerate(raw.names):
        words = [operator for operator in _OPERATORS if operator in plain(name)]
        if len(words) == 1 and "系统数" in name:
            found.setdefault(words[0], i)
    return found


def _one_operator_each(raw: RawTable) -> RawTable:
    columns = _operator_columns(raw)
    if len(columns) < 2 or any("运营商" in name for name in raw.names):
        return raw
    rows: List[List[str]] = []
    index: List[int] = []
    keep = [i for i in range(len(raw.names)) if i not in columns.values()]
    for i, row in enumerate(raw.rows):
        wanted = [(operator, row[at]) for operator, at in columns.items() if _above_zero(row[at])]
        for operator, count in wanted or [("", "")]:
            rows.append([*(row[k] for k in keep), operator, count])
            index.append(i)
    names = (*(raw.names[k] for k in keep), "运营商", "系统数")
    groups = (*(raw.groups[k] for k in keep), "", "") if raw.groups else ()
    numbers = [raw.numbers[i] for i in index]
    x, y = (raw.x[index], raw.y[index]) if raw.x is not None else (None, None)
    return replace(raw, names=names, groups=groups, rows=rows, numbers=numbers, x=x, y=y)


def _above_zero(cell: str) -> bool:
    if is_missing(cell):
        return False
    value = number(cell).value
    return value is None or value > 0


@dataclass(frozen=True)
class Matched:
    """How many demands an existing site answers, a resource, or nothing within the permitted deviation."""

    sites: int
    resources: int
    unmatched: int
    assumed_radius: int
    by_operator: Dict[str, Tuple[int, int]]


@dataclass(frozen=True)
class _Offer:
    kind: str
    id: str
    height_m: Optional[float]


def _offers(workspace: Workspace) -> Tuple[List[_Offer], np.ndarray]:
    """What can answer a demand: sites that stay on air, and resources whose owner has not refused."""
    offers: List[_Offer] = []
    places: List[Tuple[float, float]] = []
    for row in workspace.rows("SITE_EX", ["SITE_CODE", "STATUS", "TWR_H", "ANT_H", "geometry"]):
        if row["STATUS"] not in ("2", "3") and row["geometry"] is not None:
            offers.append(_Offer(_SITE, row["SITE_CODE"], row["TWR_H"] or row["ANT_H"]))
            places.append((row["geometry"].asPoint().x(), row["geometry"].asPoint().y()))
    for row in workspace.rows("RES_PT", ["RES_ID", "OPEN_ST", "MOUNT_H", "HEIGHT_M", "geometry"]):
        if row["OPEN_ST"] != "4" and row["geometry"] is not None:
            offers.append(_Offer(_RESOURCE, row["RES_ID"], row["MOUNT_H"] or row["HEIGHT_M"]))
            places.append((row["geometry"].asPoint().x(), row["geometry"].asPoint().y()))
    return offers, np.array(places, dtype=float).reshape(-1, 2)


def _suits(offer: _Offer, demand: dict) -> bool:
    """Whether the offer is at least as high as the demand asks; an unknown height is no obstacle."""
    return offer.height_m is None or demand["H_MIN"] is None or offer.height_m >= demand["H_MIN"]


def match(workspace: Workspace, default_radius_m: float, progress: Progress = SILENT) -> Matched:
    """Give every demand the nearest existing site, else the nearest resource, within its permitted deviation.

    Sites go before resources (what is there is shared before anything is built). One site or resource answers at most one
    demand per operator; demands with the first priority choose first. default_radius_m: for demands that state none.
    Writes PLAN_ID, MATCH_TYPE and DEV_M of every demand in one transaction.
    """
    try:
        from scipy.spatial import cKDTree
    except ImportError as error:
        raise DependencyError("scipy_missing") from error
    demands = [row for row in workspace.rows("DEMAND_PT") if row["geometry"] is not None]
    offers, places = _offers(workspace)
    tree = cKDTree(places) if len(places) else None
    used: Set[Tuple[str, int]] = set()
    updates: List[dict] = []
    counts: Counter = Counter()
    demands.sort(key=lambda row: (row["PRIORITY"] if row["PRIORITY"] is not None else 99, row["fid"]))
    for done, demand in enumerate(demands):
        if done % 200 == 0:
            progress.report(0.9 * done / len(demands))
        found, distance = _best(demand, offers, places, tree, used, default_radius_m)
        update = {"fid": demand["fid"], "PLAN_ID": None, "MATCH_TYPE": None, "DEV_M": None}
        counts[demand["OPER"], "all"] += 1
        counts["assumed"] += not demand["DEV_R"]
        if found is not None:
            used.add((demand["OPER"], found))
            counts[demand["OPER"], "matched"] += 1
            counts[offers[found].kind] += 1
            update.update(PLAN_ID=offers[found].id, MATCH_TYPE=offers[found].kind, DEV_M=round(distance, 1))
        updates.append(update)
    with workspace.transaction(undo="importresources", join=True) as transaction:  # undone together with the import
        transaction.update("DEMAND_PT", updates)
        progress.report(1.0)
    operators = sorted({row["OPER"] for row in demands})
    by_operator = {operator: (counts[operator, "matched"], counts[operator, "all"]) for operator in operators}
    matched = counts[_SITE] + counts[_RESOURCE]
    return Matched(counts[_SITE], counts[_RESOURCE], len(demands) - matched, counts["assumed"], by_operator)


def _best(demand: dict, offers: List[_Offer], places: np.ndarray, tree, used: Set[Tuple[str, int]], default_radius_m: float):
    """The best offer (index) and its distance, or (None, 0)."""
    if tree is None:
        return None, 0.0
    point = demand["geometry"].asPoint()
    radius = demand["DEV_R"] or default_radius_m
    near = tree.query_ball_point((point.x(), point.y()), radius)
    ranked = sorted((offers[i].kind, float(np.hypot(places[i, 0] - point.x(), places[i, 1] - point.y())), i) for i in near)
    for _, distance, i in ranked:
        if (demand["OPER"], i) not in used and _suits(offers[i], demand):
            return i, distance
    return None, 0.0
