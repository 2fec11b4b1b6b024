# SPDX-License-Identifier: GPL-2.0-or-later
"""Editing the register: one column of one row or of many to one value, checked, in one transaction, and taken back.

What was there before is kept in the workspace in the same transaction (`gis.workspace.cell_undo`), so that a change can still
be taken back after QGIS has been closed, here or in the panel's foot. Taking back leaves alone every row changed since.
"""

from dataclasses import dataclass
from typing import Any, Dict, Optional, Sequence

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from ..schema import Field
from ..schema import table as table_of
from ..workspace import Workspace, cell_undo, now
from ..workspace.transaction import Transaction
from ..workspace.values import stored

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
                cell_undo.rename_attachments(transaction, table, old, kept)
        if before:
            transaction.keep_change({"table": table, "field": field_name, "value": kept, "count": len(before), "at": now()}, before)
    progress.report(1.0)
    return Change(table, field_name, kept, len(before))


def last_change(workspace: Workspace) -> Optional[Change]:
    """The change that `take_back` would take back; None when there is none, or another step came after it."""
    change = workspace.undo_change()
    return None if change is None else Change(change["table"], change["field"], change["value"], change["count"])


def take_back(workspace: Workspace, progress: Progress = SILENT) -> Optional[Change]:
    """Take the newest change back; None when there is none. Rows changed since stay as they are and are counted.

    Raises `WorkspaceError` when another step came after it: that one is taken back first.
    """
    if workspace.undo_step() is None:
        return None
    done = workspace.undo(only=cell_undo.STEP)
    progress.report(1.0)
    return Change(done.change["table"], done.change["field"], done.change["value"], sum(done.rows.values()), done.skipped)


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
