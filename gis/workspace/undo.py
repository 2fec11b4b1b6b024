# SPDX-License-Identifier: GPL-2.0-or-later
"""One step back: what a step found and left, kept in the workspace itself, so that it can be taken back after QGIS was closed.

Table `smartpole_undo` holds one line per row that the last undoable step touched: the row as it was (nothing: it was new) and a
fingerprint of the row as the step left it (nothing: it was deleted). Taking the step back puts every row where it was, row number
included, in one transaction; when any of them has changed since, nothing is touched and the fault says which table.
"""

import base64
import hashlib
import json
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from ...engine.errors import WorkspaceError
from ..schema import table as table_of
from . import cell_undo, counted, sql

TABLE = "smartpole_undo"
COLUMNS = ("TBL", "FID", "BEFORE", "AFTER")
#: what is computed from the rest: where it was computed anew since, the newer figures stay and do not stand in the way
DERIVED = ("STAT", "CAND_REJ", "RESULT_LOG")
HEAD = ""  #: the line that tells about the step as a whole has this for its table


@dataclass(frozen=True)
class UndoStep:
    """The step that can be taken back: which, when it was done, how many rows it touched in which tables.

    change : of the catalogue, what it changed (see `cell_undo`); skipped : rows that stayed because they had changed since.
    """

    step: str
    made_at: str
    rows: Dict[str, int]
    change: Optional[Dict[str, Any]] = None
    skipped: int = 0


def _packed(row: Sequence[Any]) -> str:
    return json.dumps([{"b": base64.b64encode(v).decode("ascii")} if isinstance(v, bytes) else v for v in row], ensure_ascii=False)


def _unpacked(text: str) -> List[Any]:
    return [base64.b64decode(v["b"]) if isinstance(v, dict) else v for v in json.loads(text)]


def _fingerprint(row: Sequence[Any]) -> str:
    return hashlib.sha256(_packed(row).encode("utf-8")).hexdigest()


def _columns(table: str) -> List[str]:
    layout = table_of(table)
    return ["fid", *layout.names] + (["geom"] if layout.geometry else [])


def _there(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (TABLE,)).fetchone() is not None


class Journal:
    """Notes what a transaction touches; `Transaction` asks it before it writes."""

    def __init__(self, connection: sqlite3.Connection, step: str, made_at: str, joined: bool = False):
        self._connection, self._step, self._made_at = connection, step, made_at
        self._found: Dict[Tuple[str, int], Optional[str]] = {}
        self._files: Dict[str, str] = {}
        head = head_of(connection) if joined else None
        self._joined = head is not None and head["step"] == step
        if self._joined:
            self._made_at, self._files = head["made_at"], head["files"]
        self._under = head.get("under", 0) if self._joined else None
        self._before = counted.counts(connection)
        for table, noted in (head.get(counted.TOUCHED, {}) if self._joined else {}).items():
            self._before[table] = noted[0] if counted.is_exact(noted, self._before.get(table, 0)) else None

    def _select(self, table: str) -> str:
        return sql.statement("SELECT", sql.names(_columns(table)), "FROM", sql.name(table))

    def _keep(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        for row in rows:
            self._found.setdefault((table, row[0]), _packed(row))

    def changing(self, table: str, fids: Iterable[int]) -> None:
        """Rows that are about to be changed or deleted."""
        query = sql.statement(self._select(table), "WHERE fid = ?")
        for fid in fids:
            self._keep(table, self._connection.execute(query, (int(fid),)))

    def deleting(self, table: str, where: Optional[str], params: Sequence) -> None:
        """Rows that are about to be deleted by a condition (None: all)."""
        query = sql.statement(self._select(table), f"WHERE {where}" if where else "")
        self._keep(table, self._connection.execute(query, tuple(params)))

    def last_row(self, table: str) -> int:
        """The highest row number in use, before an insert."""
        return self._connection.execute(sql.statement("SELECT coalesce(max(fid), 0) FROM", sql.name(table))).fetchone()[0]

    def inserted(self, table: str, after: int, named: Iterable[int] = ()) -> None:
        """Rows that came after row number `after`, and those that named their number."""
        query = sql.statement("SELECT fid FROM", sql.name(table), "WHERE fid > ?")
        for fid in (*(row[0] for row in self._connection.execute(query, (after,))), *named):
            self._found.setdefault((table, int(fid)), None)

    def recounted(self, table: str, before: int, now: int) -> None:
        """What a table holds at `now` counts as what it held at `before`."""
        if self._before.get(table) == before:
            self._before[table] = now

    def keep_file(self, folder: Path, path: Path) -> None:
        """A file that the step is about to write anew; the one that was there is kept beside it."""
        kept = path.with_name(f"{path.name}.undo")
        if path.is_file():
            shutil.copy2(path, kept)
        elif kept.exists():
            kept.unlink()
        self._files[path.resolve().relative_to(folder.resolve()).as_posix()] = kept.name if path.is_file() else ""

    def write(self) -> None:
        """Put the notes in the file, in place of those of the step before."""
        connection = self._connection
        if not _there(connection):
            connection.execute(sql.statement("CREATE TABLE", TABLE, "(TBL TEXT NOT NULL, FID INTEGER, BEFORE TEXT, AFTER TEXT)"))
        if self._joined:
            kept = {(t, f): b for t, f, b in connection.execute(sql.statement("SELECT TBL, FID, BEFORE FROM", TABLE, "WHERE TBL <> ''"))}
            self._found.update(kept)
        else:  # the step before cannot be taken back any more, nor what lies under it
            under = under_step(connection)
            cell_undo.drop_older(connection, under)
            self._under = max((change["number"] for change in cell_undo.changes(connection)), default=under)
        connection.execute(sql.statement("DELETE FROM", TABLE))
        lines = []
        for table in sorted({table for table, _fid in self._found}):
            now = _rows_now(connection, table, [fid for name, fid in self._found if name == table])
            for (name, fid), before in self._found.items():
                if name == table and (before is not None or fid in now):
                    lines.append((table, fid, before, _fingerprint(now[fid]) if fid in now else None))
        if lines:
            now = counted.counts(connection)
            touched = {table: [self._before.get(table, 0), now.get(table, 0)] for table in {table for table, _fid in self._found}}
            head = {"step": self._step, "made_at": self._made_at, "files": self._files, "under": self._under, counted.TOUCHED: touched}
            lines.append((HEAD, None, json.dumps(head, ensure_ascii=False), None))
        query = sql.statement("INSERT INTO", TABLE, "(", sql.names(COLUMNS), ") VALUES (", sql.marks(len(COLUMNS)), ")")
        connection.executemany(query, lines)


def _rows_now(
    connection: sqlite3.Connection, table: str, fids: Sequence[int], columns: Optional[Sequence[str]] = None
) -> Dict[int, Sequence[Any]]:
    """Rows by number as they are now; few are looked up one by one, many are read in one go."""
    select = sql.statement("SELECT", sql.names(columns or _columns(table)), "FROM", sql.name(table))
    if len(fids) < 200:
        found = (connection.execute(sql.statement(select, "WHERE fid = ?"), (fid,)).fetchone() for fid in fids)
        return {row[0]: row for row in found if row is not None}
    wanted = set(fids)
    return {row[0]: row for row in connection.execute(select) if row[0] in wanted}


def head_of(connection: sqlite3.Connection) -> Optional[Dict[str, Any]]:
    """What the file says about its last undoable step, or None."""
    if not _there(connection):
        return None
    found = connection.execute(sql.statement("SELECT BEFORE FROM", TABLE, "WHERE TBL = ''")).fetchone()
    return None if found is None else json.loads(found[0])


def under_step(connection: sqlite3.Connection) -> int:
    """The highest number of a change of the catalogue that was there when the last step was done."""
    return (head_of(connection) or {}).get("under", 0)


def step_of(connection: sqlite3.Connection) -> Optional[UndoStep]:
    """What can be taken back: the newest change of the catalogue, or the step before it, or None."""
    change = cell_undo.newest(connection, under_step(connection))
    if change is not None:
        return UndoStep(cell_undo.STEP, change["at"], {change["table"]: change["count"]}, change)
    head = head_of(connection)
    if head is None:
        return None
    counts = connection.execute(sql.statement("SELECT TBL, count(*) FROM", TABLE, "WHERE TBL <> '' GROUP BY TBL"))
    return UndoStep(head["step"], head["made_at"], dict(counts.fetchall()))


def take_back(connection: sqlite3.Connection, folder: Path) -> Tuple[UndoStep, List[Tuple[Path, Optional[Path]]]]:
    """Put the rows of the last step back, inside a transaction of the caller's.

    Returns the step, and the files to put back once the transaction stands: (file, kept copy or None where there was none).
    Raises `WorkspaceError` when there is nothing to take back, or when rows have changed since.
    """
    step = step_of(connection)
    if step is None:
        raise WorkspaceError("undo_nothing")
    head, counts = head_of(connection), counted.counts(connection)
    files, noted = head["files"], head.get(counted.TOUCHED, {})
    query = sql.statement("SELECT FID, BEFORE, AFTER FROM", TABLE, "WHERE TBL = ?")
    kept = []
    for table in step.rows:
        lines = connection.execute(query, (table,)).fetchall()
        changed = _changed(connection, table, lines)
        if changed and table in DERIVED:
            kept.append(table)
        elif changed:
            raise WorkspaceError("undo_edited", table=table_of(table).label, count=changed)
        else:
            _restore(connection, table, lines)
    for table in step.rows:
        if table not in kept and counted.is_exact(noted.get(table), counts[table]):
            restored(connection, table, noted[table][0])
    step = UndoStep(step.step, step.made_at, {table: count for table, count in step.rows.items() if table not in kept})
    connection.execute(sql.statement("DELETE FROM", TABLE))
    return step, [(folder / path, (folder / path).with_name(kept) if kept else None) for path, kept in files.items()]


def restored(connection: sqlite3.Connection, table: str, before: int, but: Sequence[str] = ()) -> int:
    """A table is exactly as it was at an earlier count: results (all `but` those of some steps), and what else can be taken back,
    go by the present one, which is returned."""
    now = counted.counts(connection)[table]
    counted.restored(connection, table, before, now, but)
    cell_undo.restored(connection, table, before, now)
    head = head_of(connection)
    if head is not None and counted.moved(head.get(counted.TOUCHED, {}), table, before, now):
        query = sql.statement("UPDATE", TABLE, "SET BEFORE = ? WHERE TBL = ''")
        connection.execute(query, (json.dumps(head, ensure_ascii=False),))
    return now


def as_left(connection: sqlite3.Connection, table: str, fids: Iterable[int]) -> List[int]:
    """Those of some rows that are as the last step left them."""
    if not _there(connection):
        return []
    left = dict(connection.execute(sql.statement("SELECT FID, AFTER FROM", TABLE, "WHERE TBL = ?"), (table,)))
    wanted = [int(fid) for fid in fids if left.get(int(fid)) is not None]
    return [fid for fid, row in _rows_now(connection, table, wanted).items() if _fingerprint(row) == left[fid]]


def left_anew(connection: sqlite3.Connection, table: str, fids: Sequence[int]) -> None:
    """What was written into these rows is no edit that stands in the way of taking the last step back."""
    change = sql.statement("UPDATE", TABLE, "SET AFTER = ? WHERE TBL = ? AND FID = ?")
    for fid, row in _rows_now(connection, table, fids).items():
        connection.execute(change, (_fingerprint(row), table, fid))


def _changed(connection: sqlite3.Connection, table: str, lines) -> int:
    """How many rows are not as the step left them, or have lost their key to a row that came since."""
    fids = [fid for fid, _before, _after in lines]
    now = _rows_now(connection, table, fids)
    changed = sum(1 for fid, _before, after in lines if (_fingerprint(now[fid]) if fid in now else None) != after)
    key = table_of(table).key
    if key and not changed:
        place, touched = _columns(table).index(key), set(fids)
        restored = {_unpacked(before)[place] for _fid, before, after in lines if before is not None and after is None}
        select = sql.statement("SELECT fid,", sql.name(key), "FROM", sql.name(table)) if restored else ""
        changed = sum(1 for fid, value in connection.execute(select) if value in restored and fid not in touched) if restored else 0
    return changed


def _restore(connection: sqlite3.Connection, table: str, lines) -> None:
    columns = _columns(table)
    remove = sql.statement("DELETE FROM", sql.name(table), "WHERE fid = ?")
    settings = ", ".join(f"{sql.name(column)} = ?" for column in columns[1:])
    change = sql.statement("UPDATE", sql.name(table), "SET", settings, "WHERE fid = ?")
    add = sql.statement("INSERT INTO", sql.name(table), "(", sql.names(columns), ") VALUES (", sql.marks(len(columns)), ")")
    for fid, before, after in lines:
        if before is None:
            connection.execute(remove, (fid,))
            continue
        row = _unpacked(before)
        if after is None:
            connection.execute(add, row)
        else:
            connection.execute(change, (*row[1:], fid))


def columns_added(connection: sqlite3.Connection, table: str, new: Iterable[str]) -> None:
    """What is kept of a table follows it when an upgrade has added columns, empty, so that the last step can still be taken back."""
    there = {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    after = [name for name in _columns(table) if name in there]
    before = [name for name in after if name not in set(new)]
    if before == after or not _there(connection):
        return
    query = sql.statement("SELECT rowid, FID, BEFORE, AFTER FROM", TABLE, "WHERE TBL = ?")
    lines = connection.execute(query, (table,)).fetchall()
    fids = [fid for _line, fid, _kept, _left in lines]
    as_left, now = (_rows_now(connection, table, fids, columns) for columns in (before, after))
    change = sql.statement("UPDATE", TABLE, "SET BEFORE = ?, AFTER = ? WHERE rowid = ?")
    for line, fid, kept, left in lines:
        if kept is not None:
            values = dict(zip(before, _unpacked(kept)))
            kept = _packed([values.get(name) for name in after])
        if fid in as_left and _fingerprint(as_left[fid]) == left:  # else somebody has edited it since, and that stays so
            left = _fingerprint(now[fid])
        connection.execute(change, (kept, left, line))


def put_files_back(files: Iterable[Tuple[Path, Optional[Path]]]) -> None:
    """Files as they were before the step; one that another program holds stays as it is and is told."""
    for path, kept in files:
        try:
            if kept is None:
                path.unlink(missing_ok=True)
            elif kept.is_file():
                kept.replace(path)
        except OSError as error:
            raise WorkspaceError("undo_file", path=str(path), details=error.strerror or str(error)) from error
