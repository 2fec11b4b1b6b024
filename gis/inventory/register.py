# SPDX-License-Identifier: GPL-2.0-or-later
"""The register (台账) of a workspace as a window on it: which rows, in which order, and the cells of those that are looked at.

Filtering and sorting are SQLite's, which lets other threads work meanwhile; only row numbers come back, so that forty
thousand resources open as fast as forty.
"""

import datetime
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from ..schema import Table, tables
from ..schema import table as table_of
from ..workspace import Workspace, sql
from ..workspace.values import loaded
from . import overdue

#: tables of the register, in the order of the list
TABLES = ("RES_PT", "SITE_EX", "SITE_PL", "DEMAND_PT", "KEY_AREA", "PROT_RX", "BUILDING", "LEDGER")
STATE, DAYS = "state", "days"  #: sort by these like by a column
MOST = "ORDER BY 2 DESC, 1 LIMIT 400"  # of a list to choose from; the text filter finds the rest
EMPTY = ""  #: in a filter: the column holds nothing


@dataclass(frozen=True)
class Query:
    """What is asked: a text that all must contain, columns that must hold a value, states, and the order."""

    table: str
    text: str = ""
    equals: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    only: Optional[Tuple[int, ...]] = None
    sort: str = STATE
    descending: bool = False


@dataclass(frozen=True)
class Found:
    """The answer: row numbers in order, for each its state (index into `overdue.ORDER`, -1: none) and its days (NaN: none)."""

    query: Query
    fids: np.ndarray
    states: np.ndarray
    days: np.ndarray
    total: int
    overdue: int

    def __len__(self) -> int:
        return len(self.fids)


@contextmanager
def reading(workspace: Workspace, wait_s: float = 10.0) -> Iterator[sqlite3.Connection]:
    """A connection for reading, closed afterwards; faults are ours."""
    with sql.faults(workspace.path):
        connection = sql.connect(workspace.path, wait_s=wait_s)
        try:
            yield connection
        finally:
            connection.close()


def find(workspace: Workspace, query: Query, today: Optional[datetime.date] = None) -> Found:
    """The rows that a query wants, in its order; `today` is the day that decides what is overdue."""
    layout = table_of(query.table)
    values = overdue.parameters(today or datetime.date.today(), reply_days(workspace))
    where, further = _conditions(layout, query)
    state, days, name = overdue.state_sql(query.table), overdue.days_sql(query.table), sql.name(query.table)
    order = _order(layout, query)
    with reading(workspace) as connection:
        if query.only is not None:
            where.append("fid IN (SELECT fid FROM wanted)")
            connection.execute("CREATE TEMP TABLE wanted (fid INTEGER PRIMARY KEY)")
            connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((int(fid),) for fid in query.only))
        inner = sql.statement("SELECT *,", state, "AS state_,", days, "AS days_ FROM", name)
        chosen = sql.statement("WHERE", " AND ".join(where)) if where else ""
        query_text = sql.statement("SELECT fid, state_, days_ FROM (", inner, ")", chosen, "ORDER BY", order)
        rows = connection.execute(query_text, {**values, **further}).fetchall()
        total = connection.execute(sql.statement("SELECT count(*) FROM", name)).fetchone()[0]
        late = 0
        if query.table in overdue.RULES:
            late = connection.execute(_late(query.table), values).fetchone()[0]
    fids = np.array([row[0] for row in rows], np.int64)
    states = np.array([-1 if row[1] is None else row[1] for row in rows], np.int8)
    waits = np.array([np.nan if row[2] is None else row[2] for row in rows], np.float64)
    return Found(query, fids, states, waits, total, late)


def reply_days(workspace: Workspace) -> int:
    """The days a written reply may take in this plan."""
    return int(workspace.setting(overdue.SETTING, overdue.REPLY_DAYS))


def count_overdue(workspace: Workspace, table: str = "RES_PT", today: Optional[datetime.date] = None) -> int:
    """How many rows of a table are overdue."""
    values = overdue.parameters(today or datetime.date.today(), reply_days(workspace))
    with reading(workspace) as connection:
        return connection.execute(_late(table), values).fetchone()[0]


def row_counts(workspace: Workspace) -> Dict[str, int]:
    """How many rows each table has, asked in one go."""
    with reading(workspace) as connection:
        return {
            entry.name: connection.execute(sql.statement("SELECT count(*) FROM", sql.name(entry.name))).fetchone()[0] for entry in tables()
        }


def _late(table: str) -> str:
    """SQL that counts the overdue rows of a table."""
    return sql.statement("SELECT count(*) FROM", sql.name(table), "WHERE (", overdue.state_sql(table), ") = 0")


def cells(
    workspace: Workspace, table: str, columns: Sequence[str], fids: Sequence[int], wait_s: float = 10.0
) -> Dict[int, Tuple[Any, ...]]:
    """The cells of some rows by row number; dates are dates. Rows that have gone are missing."""
    layout = table_of(table)
    fields = [layout.field(column) for column in columns]
    query = sql.statement("SELECT fid,", sql.names(columns), "FROM", sql.name(table), "WHERE fid IN (", sql.marks(len(fids)), ")")
    with reading(workspace, wait_s) as connection:
        rows = connection.execute(query, [int(fid) for fid in fids]).fetchall()
    return {row[0]: tuple(loaded(value, column) for value, column in zip(row[1:], fields)) for row in rows}


def choices(workspace: Workspace, table: str, columns: Sequence[str]) -> Dict[str, List[Tuple[Optional[str], int]]]:
    """The values of some columns with how often each occurs, most frequent first; None stands for an empty cell."""
    layout = table_of(table)
    found = {}
    with reading(workspace) as connection:
        for column in columns:
            name = sql.name(layout.field(column).name)
            query = sql.statement(
                "SELECT nullif(", name, ", ''), count(*) FROM", sql.name(table), "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 400"
            )
            found[column] = [(None if value is None else str(value), count) for value, count in connection.execute(query).fetchall()]
    return found


def _conditions(layout: Table, query: Query) -> Tuple[List[str], Dict[str, Any]]:
    """SQL conditions and the values they bind."""
    where: List[str] = []
    values: Dict[str, Any] = {}
    for number, (column, value) in enumerate(query.equals.items()):
        name = sql.name(layout.field(column).name)
        if value == EMPTY:
            where.append(f"nullif({name}, '') IS NULL")
        else:
            where.append(f"{name} = :equal{number}")
            values[f"equal{number}"] = value
    if query.state:
        where.append("state_ = :state")
        values["state"] = overdue.ORDER.index(query.state)
    for number, word in enumerate(query.text.split()):
        where.append(f"({_anywhere(layout, number, word, values)})")
    return where, values


def _anywhere(layout: Table, number: int, word: str, values: Dict[str, Any]) -> str:
    """The word stands in a column of text, or in the meaning of a code."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    values[f"word{number}"] = f"%{escaped}%"
    tests = []
    for column in layout.fields:
        if column.type != "text" or column.group == "source":
            continue
        name = sql.name(column.name)
        if column.codes and not column.several:
            codes = [code.code for code in column.codes if word.lower() in code.zh.lower() or word.lower() in code.en.lower()]
            for place, code in enumerate(codes):
                values[f"{column.name}_{number}_{place}"] = code
            if codes:
                tests.append(f"{name} IN ({', '.join(f':{column.name}_{number}_{place}' for place in range(len(codes)))})")
        else:
            tests.append(f"{name} LIKE :word{number} ESCAPE '\\'")
    return " OR ".join(tests) or "0"


def _order(layout: Table, query: Query) -> str:
    """Overdue first and the longest wait first of all, else by a column; empty cells last; the row number keeps it steady."""
    downwards = "DESC" if query.descending else "ASC"
    key = sql.name(layout.key) if layout.key else "fid"
    if query.sort in (STATE, DAYS):
        opposite = "ASC" if query.descending else "DESC"
        first = f"state_ {downwards}, " if query.sort == STATE else ""
        return f"{first}days_ IS NULL, days_ {opposite}, {key}, fid"
    name = sql.name(layout.field(query.sort).name)
    return f"nullif({name}, '') IS NULL, {name} {downwards}, {key}, fid"


def extent(workspace: Workspace, table: str, fids: Sequence[int]) -> Optional[Tuple[float, float, float, float]]:
    """The box (west, south, east, north) around some rows in the workspace's coordinates; None when none of them has a place."""
    layout = table_of(table)
    if layout.geometry is None:
        return None
    box = [np.inf, np.inf, -np.inf, -np.inf]
    query = sql.statement("SELECT min(minx), min(miny), max(maxx), max(maxy) FROM", sql.name(f"rtree_{table}_geom"), "WHERE id IN (")
    with reading(workspace) as connection:
        for start in range(0, len(fids), 500):
            batch = [int(fid) for fid in fids[start : start + 500]]
            found = connection.execute(sql.statement(query, sql.marks(len(batch)), ")"), batch).fetchone()
            if found[0] is not None:
                box = [min(box[0], found[0]), min(box[1], found[1]), max(box[2], found[2]), max(box[3], found[3])]
    return tuple(box) if np.isfinite(box[0]) else None
