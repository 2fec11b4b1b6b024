# SPDX-License-Identifier: GPL-2.0-or-later
"""Writing to a workspace: everything of a transaction or nothing, also when the process is killed in the middle."""

import json
import sqlite3
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, Optional, Sequence, Tuple

import numpy as np

from ...engine.errors import WorkspaceError
from ..schema import Table
from ..schema import table as table_of
from . import cell_undo, counted, sql, undo
from .geometry import from_blob, point_of
from .undo import Journal, UndoStep, step_of, take_back, under_step
from .values import loaded, row_layout

PAPERS = ("handover",)  #: steps whose result shows what was found out about a site


def read_rows(
    connection: sqlite3.Connection,
    table: Table,
    columns: Optional[Sequence[str]] = None,
    where: Optional[str] = None,
    params: Sequence = (),
) -> Iterator[Dict[str, Any]]:
    """Rows as dicts with `fid`, the columns asked for (all by default) and `geometry` where the table has one.

    The rows are fetched at once, so that no reader stands in a writer's way; the dicts are made one by one.
    """
    wanted = list(table.names if columns is None else (name for name in columns if name not in ("fid", "geometry")))
    shaped = table.geometry is not None and (columns is None or "geometry" in columns)
    chosen = ["fid", *wanted] + (["geom"] if shaped else [])
    query = sql.statement("SELECT", sql.names(chosen), "FROM", sql.name(table.name), f"WHERE {where}" if where else "", "ORDER BY fid")
    fields = [table.field(name) for name in wanted]
    dates = [index + 1 for index, column in enumerate(fields) if column.type == "date"]
    fetched = connection.execute(query, tuple(params)).fetchall()

    def dicts():
        for values in fetched:
            row = dict(zip(chosen, values))
            for index in dates:
                row[chosen[index]] = loaded(values[index], fields[index - 1])
            if shaped:
                row["geometry"] = from_blob(row.pop("geom"))
            yield row

    return dicts()


def read_places(connection: sqlite3.Connection, table: Table) -> Tuple[np.ndarray, np.ndarray]:
    """Row numbers (n,) int64 and places (n, 2) float64 of a table of points, NaN where there is no place; by row number."""
    fetched = connection.execute(sql.statement("SELECT fid, geom FROM", sql.name(table.name), "ORDER BY fid")).fetchall()
    nowhere = (np.nan, np.nan)
    fids = np.array([fid for fid, _ in fetched], np.int64)
    places = np.array([point_of(blob) or nowhere for _, blob in fetched], float).reshape(-1, 2)
    return fids, places


class Transaction:
    """The writing half of a workspace, made by `Workspace.transaction()`; nothing is kept unless all of it succeeds."""

    def __init__(self, connection: sqlite3.Connection, path: Path, srs_id: int, journal: Optional[Journal] = None):
        self._connection = connection
        self._journal = journal
        self._path = path
        self._srs_id = srs_id
        self._touched = set()
        self.counted_before = counted.counts(connection)  #: how often each table had changed when this began

    @property
    def connection(self) -> sqlite3.Connection:
        """What is written through; for the modules of this room."""
        return self._connection

    def rows(self, table: str, columns=None, where: Optional[str] = None, params: Sequence = ()) -> Iterator[Dict[str, Any]]:
        """Rows as they stand inside this transaction."""
        return read_rows(self._connection, table_of(table), columns, where, params)

    def insert(self, table: str, rows: Iterable[Dict[str, Any]]) -> int:
        """Append rows (dicts by column name, `geometry` a QgsGeometry, QgsPointXY or (x, y)); returns how many."""
        layout = row_layout(table)
        query = sql.statement("INSERT INTO", sql.name(table), "(", sql.names(layout.names), ") VALUES (", sql.marks(len(layout.names)), ")")
        self._touched.add(table)
        count, named = 0, []
        last = self._journal.last_row(table) if self._journal else 0

        def values():
            nonlocal count
            for row in rows:
                count += 1
                if row.get("fid") is not None:
                    named.append(row["fid"])
                yield layout.values(row, self._srs_id)

        self._connection.executemany(query, values())
        if self._journal:
            self._journal.inserted(table, last, named)
        return count

    def replace(self, table: str, rows: Iterable[Dict[str, Any]]) -> int:
        """Put `rows` in the place of everything the table holds."""
        self.delete(table)
        return self.insert(table, rows)

    def update(self, table: str, rows: Iterable[Dict[str, Any]]) -> int:
        """Change the named columns of the rows with the given `fid`; returns how many rows there were."""
        layout = row_layout(table)
        self._touched.add(table)
        changed = 0
        for row in rows:
            names, values = layout.changes(row, self._srs_id)
            if names:
                if self._journal:
                    self._journal.changing(table, (row["fid"],))
                settings = ", ".join(f"{sql.name(column)} = ?" for column in names)
                query = sql.statement("UPDATE", sql.name(table), "SET", settings, "WHERE fid = ?")
                changed += self._connection.execute(query, (*values, row["fid"])).rowcount
        return changed

    def write_results(self, table: str, rows: Iterable[Dict[str, Any]], shown_in: Sequence[str] = PAPERS) -> int:
        """Like `update`, for columns that say what was found out and go into no computation: no result but papers that show them
        (`shown_in`: their steps) becomes out of date by it, and what can be taken back still can."""
        rows = list(rows)
        before = counted.counts(self._connection)[table]
        untouched = undo.as_left(self._connection, table, [row["fid"] for row in rows])
        changed = self.update(table, rows)
        undo.left_anew(self._connection, table, untouched)
        now = undo.restored(self._connection, table, before, shown_in)
        if self._journal:
            self._journal.recounted(table, before, now)
        return changed

    def delete(self, table: str, fids: Optional[Iterable[int]] = None, where: Optional[str] = None, params: Sequence = ()) -> None:
        """Delete the rows with these `fids`, or those where a condition holds, or all."""
        table_of(table)
        self._touched.add(table)
        query = sql.statement("DELETE FROM", sql.name(table))
        if fids is not None:
            fids = [int(fid) for fid in fids]
            if self._journal:
                self._journal.changing(table, fids)
            self._connection.executemany(sql.statement(query, "WHERE fid = ?"), ((fid,) for fid in fids))
        else:
            if self._journal:
                self._journal.deleting(table, where, params)
            self._connection.execute(sql.statement(query, f"WHERE {where}" if where else ""), tuple(params))

    def set_setting(self, key: str, value) -> None:
        """Keep a setting of the plan: any JSON value; None removes it."""
        self.delete("PLAN_SET", where="SET_KEY = ?", params=(key,))
        if value is not None:
            self.insert("PLAN_SET", [{"SET_KEY": key, "SET_VALUE": json.dumps(value, ensure_ascii=False)}])

    def keep_file(self, path: Path) -> None:
        """A file beside the workspace that belongs to this step and is about to be written anew: an undo puts it back."""
        if self._journal:
            self._journal.keep_file(self._path.parent, Path(path))

    def keep_change(self, change: Dict[str, Any], before: Dict[str, Any]) -> None:
        """Keep what a change of one column needs to be taken back; see `cell_undo.keep`."""
        cell_undo.keep(self, change, before, under_step(self._connection))

    def restored(self, table: str, before: int) -> None:
        """A table is exactly as it was when it had changed `before` times."""
        undo.restored(self._connection, table, before)

    def take_back(self, only: str = ""):
        """Undo what was done last, or only when it is this step; see `undo.take_back` and `cell_undo.take_back`."""
        last = step_of(self._connection)
        if only and last is not None and last.step != only:
            raise WorkspaceError("undo_newer", step=last.step)
        if last is not None and last.change is not None:
            change, back, skipped = cell_undo.take_back(self)
            return UndoStep(last.step, last.made_at, {change["table"]: back}, change, skipped), []
        step, files = take_back(self._connection, self._path.parent)
        self._touched.update(step.rows)
        return step, files

    def finish(self) -> None:
        """Bring the catalogue of the file in line with what was written; called before the commit."""
        if self._journal:
            self._journal.write()
        for table in sorted(self._touched):
            self._connection.execute(
                "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE table_name = ?", (table,)
            )
            if table_of(table).geometry:
                index = sql.name(f"rtree_{table}_geom")
                box = self._connection.execute(sql.statement("SELECT min(minx), min(miny), max(maxx), max(maxy) FROM", index)).fetchone()
                self._connection.execute(
                    "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?", (*box, table)
                )


def begin(connection: sqlite3.Connection, path: Path) -> None:
    """Take the right to write, waiting for others as long as the connection waits."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if "readonly" in str(error):
            raise WorkspaceError("workspace_read_only", path=str(path), details=str(error)) from error
        raise
