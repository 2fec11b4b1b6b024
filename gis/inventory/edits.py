# SPDX-License-Identifier: GPL-2.0-or-later
"""Editing the register: one column of one row or of many to one value, checked, in one transaction, and taken back.

What was there before is kept in the workspace in the same transaction, so that a change can still be taken back after
QGIS has been closed. Taking back leaves alone every row that somebody has changed since.
"""

import json
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from ..schema import Field
from ..schema import table as table_of
from ..workspace import Workspace, now
from ..workspace.transaction import Transaction
from ..workspace.values import stored

SETTING = "catalogue/undo"
KEPT, KEPT_CELLS = 20, 200_000  #: changes that can be taken back: so many, of so many rows together
SOURCE_GROUP = "source"
#: what a source says stays as it said it
FIXED = frozenset(("LON", "LAT", "SRC_CRS", "OSM_ID"))
_BATCH = 500


@dataclass(frozen=True)
class Preview:
    """What a change would do: rows chosen, rows whose cell becomes another, and of those the ones that are not empty now."""

    rows: int
    changing: int
    overwriting: int


@dataclass(frozen=True)
class Change:
    """A change that was made: `count` rows of a column; `skipped` rows were left because somebody had changed them since."""

    table: str
    field: str
    value: Any
    count: int
    skipped: int = 0


def editable(column: Field) -> bool:
    """Whether people may edit a column: not where a value comes from, and not what is kept for comparing with its source."""
    return column.group != SOURCE_GROUP and column.name not in FIXED


def checked(table: str, field_name: str, value: Any, rows: int = 1) -> Any:
    """The value as the column stores it; `InputError` when the column cannot take it (in so many rows)."""
    column = table_of(table).field(field_name)
    if not editable(column):
        raise InputError("edit_not_editable", field=column.label)
    kept = stored(value.strip() if isinstance(value, str) else value, column)
    if kept is None:
        if column.required:
            raise InputError("edit_required", field=column.label)
        return None
    if column.codes:
        unknown = [part for part in column.split(kept) if column.code(part) is None]
        if unknown or not column.split(kept):
            listed = ", ".join(f"{code.code} {code.label}" for code in column.codes)
            raise InputError("edit_code", field=column.label, value=", ".join(unknown), codes=listed)
    if (column.min is not None and kept < column.min) or (column.max is not None and kept > column.max):
        low, high = ("…" if limit is None else f"{limit:g}" for limit in (column.min, column.max))
        raise InputError("edit_range", field=column.label, value=kept, low=low, high=high, unit=column.unit)
    if column.unique and rows > 1:
        raise InputError("edit_unique_many", field=column.label, rows=rows)
    return kept


def preview(workspace: Workspace, table: str, fids: Sequence[int], field_name: str, value: Any) -> Preview:
    """What `edit` would do; `InputError` when the value will not do."""
    kept = checked(table, field_name, value, len(fids))
    before = [row[field_name] for batch in _batches(fids) for row in _rows(workspace, table, field_name, batch)]
    column = table_of(table).field(field_name)
    changing = [old for old in before if stored(old, column) != kept]
    return Preview(len(before), len(changing), sum(old is not None for old in changing))


def edit(workspace: Workspace, table: str, fids: Sequence[int], field_name: str, value: Any, progress: Progress = SILENT) -> Change:
    """Set a column of some rows to a value, all or none; rows that have it already stay untouched.

    Raises `InputError` when the value will not do, `WorkspaceError` when the file cannot be written.
    """
    column = table_of(table).field(field_name)
    kept = checked(table, field_name, value, len(fids))
    before: Dict[str, Any] = {}
    with workspace.transaction() as transaction:
        if column.unique and kept is not None:
            _check_unique(transaction, table, column, kept, fids)
        for done, batch in enumerate(_batches(fids)):
            progress.report(min(1.0, done * _BATCH / max(1, len(fids))))
            for row in _rows(transaction, table, field_name, batch):
                old = stored(row[field_name], column)
                if old != kept:
                    before[str(row["fid"])] = old
        transaction.update(table, ({"fid": int(fid), field_name: kept} for fid in before))
        if field_name == table_of(table).key:
            for old in before.values():
                _rename_attachments(transaction, table, old, kept)
        if before:
            _keep(transaction, {"table": table, "field": field_name, "value": kept, "count": len(before), "at": now()}, before)
    progress.report(1.0)
    return Change(table, field_name, kept, len(before))


def last_change(workspace: Workspace) -> Optional[Change]:
    """The change that `take_back` would take back; None when there is none."""
    kept = workspace.setting(SETTING, [])
    if not kept:
        return None
    newest = kept[-1]
    return Change(newest["table"], newest["field"], newest["value"], newest["count"])


def take_back(workspace: Workspace, progress: Progress = SILENT) -> Optional[Change]:
    """Take the newest change back; None when there is none. Rows changed since stay as they are and are counted."""
    with workspace.transaction() as transaction:
        kept = _setting(transaction, SETTING, [])
        if not kept:
            return None
        change = kept.pop()
        column = table_of(change["table"]).field(change["field"])
        before = _setting(transaction, _place(change), {})
        back: List[Dict[str, Any]] = []
        for batch in _batches([int(fid) for fid in before]):
            for row in _rows(transaction, change["table"], change["field"], batch):
                if stored(row[change["field"]], column) == change["value"]:
                    back.append({"fid": row["fid"], change["field"]: before[str(row["fid"])]})
        transaction.update(change["table"], back)
        if change["field"] == table_of(change["table"]).key:
            for row in back:
                _rename_attachments(transaction, change["table"], change["value"], row[change["field"]])
        transaction.set_setting(_place(change), None)
        transaction.set_setting(SETTING, kept or None)
    progress.report(1.0)
    return Change(change["table"], change["field"], change["value"], len(back), len(before) - len(back))


def _batches(fids: Sequence[int]):
    listed = [int(fid) for fid in fids]
    return (listed[start : start + _BATCH] for start in range(0, len(listed), _BATCH))


def _rows(source, table: str, field_name: str, fids: Sequence[int]):
    marks = ", ".join("?" * len(fids))
    return list(source.rows(table, [field_name], f"fid IN ({marks})", fids))


def _check_unique(transaction: Transaction, table: str, column: Field, value, fids: Sequence[int]) -> None:
    own = {int(fid) for fid in fids}
    if any(row["fid"] not in own for row in transaction.rows(table, [column.name], f'"{column.name}" = ?', (value,))):
        raise InputError("edit_unique", field=column.label, value=value)


def _rename_attachments(transaction: Transaction, table: str, old: Optional[str], new: Optional[str]) -> None:
    """What belongs to a row follows it when its id changes."""
    if old is None or new is None:
        return
    rows = list(transaction.rows("ATTACH", ["OBJ_ID"], "TBL_NAME = ? AND OBJ_ID = ?", (table, old)))
    transaction.update("ATTACH", [{"fid": row["fid"], "OBJ_ID": new} for row in rows])


def _setting(transaction: Transaction, key: str, default):
    found = list(transaction.rows("PLAN_SET", ["SET_VALUE"], "SET_KEY = ?", (key,)))
    return json.loads(found[0]["SET_VALUE"]) if found else default


def _place(change: Dict[str, Any]) -> str:
    """Where the cells of a change are kept, apart from what is read all the time."""
    return f"{SETTING}/{change['number']}"


def _keep(transaction: Transaction, change: Dict[str, Any], before: Dict[str, Any]) -> None:
    """Keep what a change needs to be taken back; the oldest give way."""
    kept = _setting(transaction, SETTING, [])
    change = {**change, "number": 1 + max((entry["number"] for entry in kept), default=0)}
    kept.append(change)
    while len(kept) > 1 and (len(kept) > KEPT or sum(entry["count"] for entry in kept) > KEPT_CELLS):
        transaction.set_setting(_place(kept.pop(0)), None)
    transaction.set_setting(_place(change), before)
    transaction.set_setting(SETTING, kept)
