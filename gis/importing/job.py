# SPDX-License-Identifier: GPL-2.0-or-later
"""The whole import: what a list would change, and writing it in one transaction."""

import datetime
import hashlib
import json
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, Iterator, List, Sequence, Tuple

from ...engine.progress import SILENT, Progress
from .. import schema
from ..messages import text
from ..workspace import Workspace, now
from .changes import Changes, compare, fingerprint
from .columns import Mapping
from .prepare import Prepared, Request, prepare
from .preview import Preview, preview
from .rawtable import BadRow
from .rows import original

__all__ = ["ImportResult", "Mapping", "Plan", "Preview", "Request", "plan_import", "preview", "run_import", "summary", "write"]

_PREFIXES = {"RES_PT": "R", "DEMAND_PT": "D", "SITE_EX": "S"}


@dataclass(frozen=True)
class ImportResult:
    """Counts of an import, and texts (in the user's language) about what was found, assumed and dropped."""

    import_id: str
    read: int
    accepted: int
    rejected: int
    added: int
    changed: int
    unchanged: int
    gone: int
    conflicts: int
    assumed: int
    datum: str
    encoding: str
    dropped: Tuple[str, ...]
    notes: Tuple[str, ...]
    reasons: Dict[str, int] = field(default_factory=dict)
    gone_ids: Tuple[str, ...] = ()


@dataclass
class Plan:
    """A prepared import and what it changes; `write` applies it."""

    prepared: Prepared
    changes: Changes


def plan_import(workspace: Workspace, request: Request, progress: Progress = SILENT) -> Plan:
    """Read and compare a list without writing anything."""
    prepared = prepare(workspace, request, progress.part(0.0, 0.65))
    table = schema.table(request.table)
    changes = compare(workspace, table, prepared.built, prepared.source, _PREFIXES.get(table.name, "X"), progress.part(0.65, 0.75))
    return Plan(prepared, changes)


def run_import(workspace: Workspace, request: Request, progress: Progress = SILENT) -> ImportResult:
    """Read a list and write it, all in one transaction; cancelled or failed, the workspace stays as it was."""
    return write(workspace, plan_import(workspace, request, progress), progress)


def write(workspace: Workspace, plan: Plan, progress: Progress = SILENT) -> ImportResult:
    """Apply a plan in one transaction and return its counts."""
    prepared, changes = plan.prepared, plan.changes
    import_id = f"{datetime.datetime.now():%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:6]}"
    table = schema.table(prepared.request.table)
    bad = [*prepared.built.bad, *_kept_edits(prepared, changes)]
    result = _result(import_id, prepared, changes, bad)
    with workspace.transaction(undo="importresources") as transaction:
        if prepared.request.remove_gone and changes.gone:
            bad = [*bad, *_removed(workspace, table, changes.gone)]
            transaction.delete(table.name, fids=changes.gone)
        updates = [*changes.changed, *(changes.conflicts if prepared.request.overwrite_edits else ())]
        transaction.update(table.name, (dict(_row(prepared, changes, table, import_id, i), fid=fid) for i, fid in updates))
        transaction.insert(table.name, _added(prepared, changes, table, import_id, progress.part(0.75, 0.95)))
        transaction.insert("IMPORT_REJ", (_rejected(prepared, import_id, row) for row in bad))
        transaction.insert("IMPORT_LOG", [_log(prepared, changes, result)])
        progress.check()
    progress.report(1.0)
    return result


def summary(plan: Plan) -> ImportResult:
    """What `write` would count, without writing."""
    bad = [*plan.prepared.built.bad, *_kept_edits(plan.prepared, plan.changes)]
    return _result("", plan.prepared, plan.changes, bad)


def _row(prepared: Prepared, changes: Changes, table: schema.Table, import_id: str, i: int) -> Dict[str, object]:
    """A row with its provenance and fingerprint; columns the list maps but leaves empty are emptied."""
    built = prepared.built
    row = {name: None for name in built.columns if name != table.key}
    row.update(built.row(i))
    row.pop(table.key, None)
    bureau, file, sheet = prepared.source
    row.update(SRC_FILE=file, SRC_SHEET=sheet or None, SRC_ROW=prepared.raw.numbers[built.index[i]], SRC_BUREAU=bureau or None)
    row.update(SRC_DATE=prepared.source_date, IMP_ID=import_id, SRC_CRS=prepared.placed.source_code(built.index[i]))
    row["SRC_HASH"] = changes.hashes.get(i) or fingerprint(row, table, float(built.x[i]), float(built.y[i]))
    return row


def _added(prepared: Prepared, changes: Changes, table: schema.Table, import_id: str, progress: Progress) -> Iterator[Dict[str, object]]:
    for done, i in enumerate(changes.added):
        if done % 1000 == 0:
            progress.report(done / len(changes.added))
        yield {**_row(prepared, changes, table, import_id, i), table.key: changes.new_ids[i]}


def _kept_edits(prepared: Prepared, changes: Changes) -> List[BadRow]:
    """Rows whose edit by hand is kept against the new list, with what the list says."""
    if prepared.request.overwrite_edits:
        return []
    raw, built = prepared.raw, prepared.built
    return [
        BadRow(raw.numbers[built.index[i]], "rej_edited", {"fid": fid}, original(raw, prepared.mapping, built.index[i]))
        for i, fid in changes.conflicts
    ]


def _removed(workspace: Workspace, table: schema.Table, fids: List[int]) -> List[BadRow]:
    """Rows that are taken out of the table, kept as text."""
    gone = set(fids)
    kept = []
    for row in workspace.rows(table.name):
        if row["fid"] in gone:
            geometry = row.pop("geometry")
            told = {name: str(value) for name, value in row.items() if value is not None}
            told["geometry"] = geometry.asWkt(3) if geometry is not None else ""
            kept.append(BadRow(int(row.get("SRC_ROW") or 0), "rej_gone", {"id": row.get(table.key) or ""}, told))
    return kept


def _rejected(prepared: Prepared, import_id: str, row: BadRow) -> Dict[str, object]:
    bureau, file, sheet = prepared.source
    return {
        "IMP_ID": import_id,
        "TBL_NAME": prepared.request.table,
        "SRC_FILE": file,
        "SRC_SHEET": sheet or None,
        "SRC_ROW": max(0, row.number),
        "SRC_DATE": prepared.source_date,
        "SRC_BUREAU": bureau or None,
        "REASON_KEY": row.key,
        "REASON": text(row.key, **row.values)[:250],
        "ORIGINAL": json.dumps(row.original, ensure_ascii=False),
    }


def _rows_of(bad: Sequence[BadRow]) -> Counter:
    """How many rows of the file each reason rejected."""
    reasons: Counter = Counter()
    for row in bad:
        reasons[row.key] += int(row.values.get("count", 1)) if row.key == "rej_same_row" else 1
    return reasons


def _result(import_id: str, prepared: Prepared, changes: Changes, bad: List[BadRow]) -> ImportResult:
    raw, built = prepared.raw, prepared.built
    reasons = _rows_of(bad)
    table = schema.table(prepared.request.table)
    notes = [text(prepared.placed.how, datum=_datum(prepared))]
    notes += [text(note.key, **note.values) for note in prepared.notes]
    notes += [text(key, count=count, field=table.field(name).label) for (key, name), count in sorted(built.counts.items())]
    if changes.same_ids:
        notes.append(text("note_same_id", count=changes.same_ids))
    first = {row.key: text(row.key, **row.values) for row in reversed(bad)}
    notes += [text("note_rejected", count=count, reason=first[key]) for key, count in sorted(reasons.items())]
    return ImportResult(
        import_id=import_id,
        read=len(raw.rows) + len(raw.bad_rows),
        accepted=len(built),
        rejected=sum(_rows_of(built.bad).values()),
        added=len(changes.added),
        changed=len(changes.changed),
        unchanged=len(changes.unchanged),
        gone=len(changes.gone),
        conflicts=len(changes.conflicts),
        assumed=sum(count for (key, _), count in built.counts.items() if key.startswith("assumed")),
        datum=_datum(prepared),
        encoding=raw.encoding,
        dropped=prepared.mapping.secret,
        notes=tuple(notes),
        reasons=dict(reasons),
        gone_ids=tuple(changes.gone_ids),
    )


def _datum(prepared: Prepared) -> str:
    """What the positions were taken as, for people."""
    placed = prepared.placed
    crs = placed.crs if len(placed.crs) < 40 else "WKT"
    return placed.datum or crs or ", ".join(sorted(set(placed.by_row) - {""}))


def _log(prepared: Prepared, changes: Changes, result: ImportResult) -> Dict[str, object]:
    bureau, file, sheet = prepared.source
    mapping = prepared.mapping
    told = {"fields": mapping.fields, "x": mapping.x, "y": mapping.y, "both": mapping.both, "unused": list(mapping.unused)}
    path = Path(prepared.request.path) if prepared.request.path else None
    return {
        "IMP_ID": result.import_id,
        "TBL_NAME": prepared.request.table,
        "SRC_FILE": file,
        "SRC_SHEET": sheet or None,
        "SRC_DATE": prepared.source_date,
        "SRC_BUREAU": bureau or None,
        "SRC_SHA256": _sha256(path) if path is not None and path.is_file() else None,
        "ENCODING": prepared.raw.encoding[:20] or None,
        "SRC_CRS_ID": prepared.placed.crs[:30] or None,
        "DATUM": prepared.placed.datum[:10] or None,
        "MAPPING": json.dumps(told, ensure_ascii=False),
        "DROPPED": ", ".join(mapping.secret)[:250] or None,
        "ROWS_READ": result.read,
        "ROWS_OK": result.accepted,
        "ROWS_REJ": result.rejected,
        "ROWS_NEW": result.added,
        "ROWS_UPD": result.changed,
        "ROWS_GONE": result.gone,
        "CREATED": now(),
        "SUMMARY": "\n".join(result.notes),
    }


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()
