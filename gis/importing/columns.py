# SPDX-License-Identifier: GPL-2.0-or-later
"""Which column holds what: by Chinese and English header words, then by the values themselves."""

import re
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np

from ..schema import Field, Table
from . import headers as h
from .positions import angle, split_rows
from .rawtable import RawTable
from .values import coded, date, half_width, is_missing, number

_SAMPLE = 200  # rows looked at for value-based decisions
_SECRET = re.compile(
    r"密码|口令|密钥|用户名|登录名|登陆名|登录账号|password|passwd|username|secret|"
    r"(?<![a-z])(?:ip|ipv4|ipv6|mac|pwd|pass|rtsp|user|ipaddr|ipaddress|macaddr|macaddress)(?![a-z])"
)
_IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_MAC = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-f])", re.I)
#: fields the import fills itself
OWN_FIELDS = frozenset(("LON", "LAT", "SRC_CRS", "SRC_FILE", "SRC_SHEET", "SRC_ROW", "SRC_DATE", "SRC_BUREAU", "IMP_ID", "SRC_HASH"))
OWN_FIELDS |= frozenset(("PLAN_ID", "MATCH_TYPE", "DEV_M", "CO_OWN", "CO_IDS"))


@dataclass(frozen=True)
class Mapping:
    """What each column means, by column name.

    fields: schema field to column; x, y: the two coordinate columns, or both: the one that holds both;
    numbering: a running number that identifies rows within this file only; secret: columns that are dropped;
    unused: columns nothing takes. certainty: field to 0-1.
    """

    fields: Dict[str, str] = field(default_factory=dict)
    x: str = ""
    y: str = ""
    both: str = ""
    numbering: str = ""
    secret: Tuple[str, ...] = ()
    unused: Tuple[str, ...] = ()
    certainty: Dict[str, float] = field(default_factory=dict)


def is_secret(name: str, cells: Sequence[str] = ()) -> bool:
    """Whether a column holds passwords, IP or MAC addresses or log-in names, by its header or by most of its values."""
    if _SECRET.search(half_width(name).lower()):
        return True
    told = [cell for cell in cells[:_SAMPLE] if not is_missing(cell)]
    return bool(told) and sum(1 for cell in told if holds_secret(cell)) >= 0.3 * len(told)


def holds_secret(cell: str) -> bool:
    """Whether a text contains an IP or MAC address."""
    return bool(_IPV4.search(cell) or _MAC.search(cell))


def _likeness(name: str, words: Sequence[str]) -> float:
    """How well a header matches a field's words, 0 to 1: equal, equal without brackets, or containing a word."""
    whole, bare = h.plain(name, keep_brackets=True), h.plain(name)
    best = 0.0
    for place, word in enumerate(words):
        other_whole, other = h.plain(word, keep_brackets=True), h.plain(word)
        if not other:
            continue
        if whole == other_whole:
            return 1.0 - 0.001 * min(place, 50)
        if bare == other:
            best = max(best, 0.95 - 0.001 * min(place, 50))
        elif len(other) >= 2 and not other.isascii() and other in bare:
            best = max(best, 0.45 + 0.4 * len(other) / len(bare) + (0.05 if bare.endswith(other) else 0.0))
    return best


def suggest(raw: RawTable, table: Table) -> Mapping:
    """The mapping of a raw table's columns to `table`, each column and each field used at most once."""
    columns = {name: raw.column(i)[:_SAMPLE] for i, name in enumerate(raw.names)}
    secret = tuple(name for name, cells in columns.items() if is_secret(name, cells))
    free = [name for name in raw.names if name not in secret]
    x, y, both = positions(free, columns) if raw.x is None else ("", "", "")
    place = [name for name in free if name in (x, y, both) or _role(name) is not None]
    free = [name for name in free if name not in place]
    numbering = next((name for name in free if h.plain(name) in map(h.plain, h.NUMBERING)), "")
    fields, certainty = _assign([name for name in free if name != numbering], table, columns)
    taken = {x, y, both, numbering, *fields.values(), *secret}
    taken.update(name for name in raw.names if h.plain(name) in map(h.plain, h.DATUM))
    return Mapping(fields, x, y, both, numbering, secret, tuple(n for n in raw.names if n not in taken), certainty)


def _assign(free: List[str], table: Table, columns: Dict[str, List[str]]) -> Tuple[Dict[str, str], Dict[str, float]]:
    """Best pairs of column and field first."""
    pairs = []
    for order, item in enumerate(table.fields):
        if item.name in OWN_FIELDS:
            continue
        for name in free:
            score = _likeness(name, item.headers)
            if score > 0.5:
                fit = _fit(columns[name], item)
                if fit >= 0.3:
                    pairs.append((score * (0.7 + 0.3 * fit), -order, item.name, name))
    fields: Dict[str, str] = {}
    certainty: Dict[str, float] = {}
    for score, _, item_name, name in sorted(pairs, reverse=True):
        if item_name not in fields and name not in fields.values():
            fields[item_name] = name
            certainty[item_name] = round(min(1.0, score), 2)
    _by_values([name for name in free if name not in fields.values()], table, columns, fields, certainty)
    return fields, certainty


def _fit(cells: Sequence[str], item: Field) -> float:
    """The share of told cells that read as the field wants, 1 where nothing is told."""
    told = [cell for cell in cells if not is_missing(cell)]
    if not told:
        return 1.0
    if item.codes:
        good = sum(1 for cell in told if coded(cell, item).value is not None)
        return 0.4 + 0.6 * good / len(told)  # unknown words are faults of the rows, not of the mapping
    if item.type in ("real", "integer"):
        good = sum(1 for cell in told if not number(cell, item.unit).fault)
    elif item.type == "date":
        good = sum(1 for cell in told if not date(cell).fault)
    else:
        return 1.0
    return good / len(told)


def _by_values(free: List[str], table: Table, columns: Dict[str, List[str]], fields: Dict[str, str], certainty: Dict[str, float]) -> None:
    """Columns whose header says nothing: coded words tell the type, lengths in metres the height."""
    for item in table.fields:
        if item.name in fields or item.name in OWN_FIELDS:
            continue
        for name in free:
            told = [cell for cell in columns[name] if not is_missing(cell)]
            if name in fields.values() or len(told) < 3:
                continue
            if item.required and item.codes:
                known = sum(1 for cell in told if not cell.isdigit() and coded(cell, item).value is not None)
            elif item.name in ("HEIGHT_M", "TWR_H"):
                known = sum(1 for c in told if re.fullmatch(r"[\d.一二三四五六七八九十百]+\s*(m|米)", c.lower()) and number(c).value <= 500)
            else:
                continue
            if known >= 0.8 * len(told):
                fields[item.name], certainty[item.name] = name, 0.6
                break


def _role(name: str) -> Optional[str]:
    """Which coordinate a header names: lon, lat, x, y, east, north, both; `None` for none."""
    bare = h.plain(name)
    for role, words in (
        ("lon", h.LONGITUDE),
        ("lat", h.LATITUDE),
        ("east", h.EAST),
        ("north", h.NORTH),
        ("x", h.X),
        ("y", h.Y),
        ("both", h.BOTH),
    ):
        if any(bare == h.plain(word) for word in words):
            return role
    tail = bare.rpartition("/")[2]
    for role, words in (("both", ("经纬度",)), ("lon", ("经度",)), ("lat", ("纬度",))):
        if any(word in tail for word in words) and not any(word in tail for word in ("偏移", "距离", "偏离")):
            return role
    return None


def positions(names: Sequence[str], columns: Dict[str, List[str]]) -> Tuple[str, str, str]:
    """(x column, y column, column of both); empty where there is none. Headers first, then values."""
    roles: Dict[str, List[str]] = {}
    for name in names:
        role = _role(name)
        if role:
            roles.setdefault(role, []).append(name)
    for first, second in (("lon", "lat"), ("east", "north"), ("x", "y")):
        for a, b in zip(roles.get(first, ()), roles.get(second, ())):
            if _share(columns[a]) >= 0.2 and _share(columns[b]) >= 0.2:
                return a, b, ""
    candidates = [*roles.get("both", ()), *(n for n in names if _role(n) is None)]
    for name in candidates:
        told = [cell for cell in columns[name] if not is_missing(cell)][:50]
        if (
            told
            and sum(split_rows(told)) >= (0.5 if name in roles.get("both", ()) else 0.8) * len(told)
            and (name in roles.get("both", ()) or _like_degrees_pair(told))
        ):
            return "", "", name
    for first, second in (("lon", "lat"), ("east", "north"), ("x", "y")):
        if roles.get(first) and roles.get(second):
            return roles[first][0], roles[second][0], ""
    return (*_by_range([n for n in names if _role(n) is None], columns), "")


def _share(cells: Sequence[str]) -> float:
    """The share of told cells that read as a coordinate; 0 where nothing is told."""
    told = [cell for cell in cells if not is_missing(cell)]
    return sum(1 for cell in told if np.isfinite(angle(cell)[0])) / len(told) if told else 0.0


def _like_degrees_pair(cells: Sequence[str]) -> bool:
    return sum(1 for cell in cells if re.search(r"\d{1,3}\.\d{3,}.*\d{1,3}\.\d{3,}", cell)) >= 0.8 * len(cells)


def _by_range(names: Sequence[str], columns: Dict[str, List[str]]) -> Tuple[str, str]:
    """Two unnamed columns of numbers with decimals that can be longitude and latitude of China, or northing and easting."""
    ranges = {}
    for name in names:
        values = np.array([angle(cell)[0] for cell in columns[name] if not is_missing(cell)], dtype=float)
        exact = sum(1 for cell in columns[name] if len(cell.partition(".")[2]) >= 2 or "°" in cell or "度" in cell)
        if len(values) >= 2 and np.isfinite(values).mean() > 0.9 and exact >= 0.5 * len(values):
            ranges[name] = (float(np.nanmin(values)), float(np.nanmax(values)))
    for low_x, high_x, low_y, high_y in (
        (73, 136, 3, 54),
        (1e5, 9e5, 1.8e6, 6e6),
        (1.31e7, 4.6e7, 1.8e6, 6e6),
        (8e6, 1.52e7, 1.8e6, 7.1e6),
    ):
        x = [n for n, (low, high) in ranges.items() if low_x <= low and high <= high_x]
        y = [n for n, (low, high) in ranges.items() if low_y <= low and high <= high_y and n not in x]
        if len(x) == 1 and len(y) == 1:
            return x[0], y[0]
    return "", ""
