# SPDX-License-Identifier: GPL-2.0-or-later
"""A list that comes again: which of its rows are new, changed, unchanged or gone, and which were edited by hand since."""

import datetime
import hashlib
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Dict, List, NamedTuple, Optional, Sequence, Set, Tuple

from ...engine.progress import SILENT, Progress
from ..schema import Table
from ..workspace import Workspace
from .rows import Built

_SAME_PLACE_M = 2.0
_AT_ONCE = 500  # rows read by one statement
_SAME_LIST = 0.5  # share of an earlier list's rows found again that makes this list its update
_NOT_COMPARED = frozenset(("LON", "LAT", "CO_OWN", "CO_IDS", "PLAN_ID", "MATCH_TYPE", "DEV_M", "IMP_ID", "SRC_HASH"))


@dataclass
class Changes:
    """What a list does to the workspace: indices into the built rows, and fids of the table.

    changed and conflicts: (index, fid); conflicts are rows that both the list and a person changed.
    """

    added: List[int] = field(default_factory=list)
    changed: List[Tuple[int, int]] = field(default_factory=list)
    unchanged: List[Tuple[int, int]] = field(default_factory=list)
    conflicts: List[Tuple[int, int]] = field(default_factory=list)
    gone: List[int] = field(default_factory=list)
    gone_ids: List[str] = field(default_factory=list)
    new_ids: Dict[int, str] = field(default_factory=dict)
    hashes: Dict[int, str] = field(default_factory=dict)
    same_ids: int = 0


def fingerprint(row: Dict[str, object], table: Table, x: Optional[float], y: Optional[float]) -> str:
    """32 hexadecimal digits of what a row says, the same before writing and after reading it back."""
    parts = []
    for item in table.fields:
        value = row.get(item.name)
        if item.name == table.key or item.name in _NOT_COMPARED or item.name.startswith("SRC_") or value is None or value == "":
            continue
        if isinstance(value, (int, float)):
            value = format(float(value), ".9g")
        elif isinstance(value, datetime.date):
            value = value.isoformat()
        parts.append(f"{item.name}={value}")
    if x is not None and y is not None:
        parts.append(f"{x:.2f},{y:.2f}")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:32]


def base_id(text: str) -> str:
    """An id without the "#2" that told it apart from an equal one."""
    head, mark, tail = text.rpartition("#")
    return head if mark and tail.isdigit() and head else text


class _Earlier(NamedTuple):
    """What is needed of a row that may be updated; the rest is read when it is."""

    fid: int
    id: str
    kind: str
    name: str
    hash: str
    x: Optional[float]
    y: Optional[float]
    list: Tuple[str, str]


class _Existing:
    """The rows of earlier lists that this one may update, found by id or by place and type."""

    def __init__(self, workspace: Workspace, table: Table, source: Tuple[str, str, str], kind: str, name: str):
        self.rows: Dict[int, _Earlier] = {}
        self.by_id: Dict[str, int] = {}
        self.by_place: Dict[Tuple[str, int, int], List[int]] = defaultdict(list)
        bureau, file, sheet = source
        where, params = ("SRC_BUREAU = ?", (bureau,)) if bureau else ("SRC_FILE = ? AND coalesce(SRC_SHEET, '') = ?", (file, sheet))
        wanted = [c for c in dict.fromkeys((table.key, kind, name, "SRC_HASH", "SRC_FILE", "SRC_SHEET", "geometry")) if c]
        for row in workspace.rows(table.name, wanted, where, params):
            x, y = _xy(row)
            texts = (str(row.get(c) or "") for c in (table.key, kind, name, "SRC_HASH"))
            found = _Earlier(row["fid"], *texts, x, y, (sys.intern(row["SRC_FILE"] or ""), sys.intern(row["SRC_SHEET"] or "")))
            self.rows[found.fid] = found
            self.by_id.setdefault(base_id(found.id), found.fid)
            if x is not None and y is not None:
                self.by_place[_cell(found.kind, x, y)].append(found.fid)

    def at(self, kind: str, name: str, x: float, y: float, taken: Set[int]) -> Optional[int]:
        """The nearest row of a type within 2 m that is not taken; one of the same name first."""
        _, column, line = _cell(kind, x, y)
        best, best_rank = None, (1, _SAME_PLACE_M)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                for fid in self.by_place.get((kind, column + dx, line + dy), ()):
                    if fid in taken:
                        continue
                    row = self.rows[fid]
                    rank = (0 if name and row.name == name else 1, ((row.x - x) ** 2 + (row.y - y) ** 2) ** 0.5)
                    if rank[1] <= _SAME_PLACE_M and rank <= best_rank:
                        best, best_rank = fid, rank
        return best


def _cell(kind: str, x: float, y: float) -> Tuple[str, int, int]:
    return kind, int(x // _SAME_PLACE_M), int(y // _SAME_PLACE_M)


def _xy(row: dict) -> Tuple[Optional[float], Optional[float]]:
    geometry = row.pop("geometry", None)
    if geometry is None:
        return None, None
    point = geometry.asPoint()
    return point.x(), point.y()


def compare(
    workspace: Workspace, table: Table, built: Built, source: Tuple[str, str, str], prefix: str, progress: Progress = SILENT
) -> Changes:
    """What the built rows change. source: bureau, file name and sheet; prefix: of ids made for rows that bring none."""
    kind = next((f.name for f in table.fields if f.required and f.codes), "")
    name = next((f.name for f in table.fields if f.name.endswith("_NAME")), "")
    existing = _Existing(workspace, table, source, kind, name)
    changes = Changes()
    ids, kinds, names = (built.columns.get(column) for column in (table.key, kind, name))
    taken: Set[int] = set()
    differing: Dict[int, int] = {}
    for i in range(len(built)):
        if i % 2000 == 0:
            progress.report(0.8 * i / max(1, len(built)))
        kind_name = (str(kinds[i] or "") if kinds else "", str(names[i] or "") if names else "")
        fid = _find(existing, taken, ids[i] if ids else None, kind_name, built, i)
        if fid is None:
            changes.added.append(i)
            continue
        taken.add(fid)
        changes.hashes[i] = fingerprint(built.row(i), table, float(built.x[i]), float(built.y[i]))
        if changes.hashes[i] == existing.rows[fid].hash:
            changes.unchanged.append((i, fid))
        else:
            differing[fid] = i
    _sort(changes, workspace, table, differing)
    _gone(changes, existing, taken, source[1:])
    progress.report(0.9)
    _identify(changes, workspace, table, built, prefix)
    return changes


def _find(existing: _Existing, taken: Set[int], own_id, kind_name: Tuple[str, str], built: Built, i: int) -> Optional[int]:
    if not existing.rows:
        return None
    if own_id is not None:
        fid = existing.by_id.get(str(own_id))
        return fid if fid is not None and fid not in taken else None
    return existing.at(*kind_name, float(built.x[i]), float(built.y[i]), taken)


def _sort(changes: Changes, workspace: Workspace, table: Table, differing: Dict[int, int]) -> None:
    """Rows (fid to index) the list says otherwise about: changed, or edited by hand since."""
    fids = list(differing)
    for start in range(0, len(fids), _AT_ONCE):
        some = fids[start : start + _AT_ONCE]
        for row in workspace.rows(table.name, where=f"fid IN ({', '.join('?' * len(some))})", params=some):
            pair = (differing[row["fid"]], row["fid"])
            current = fingerprint(row, table, *_xy(row))
            if current == changes.hashes[pair[0]]:
                changes.unchanged.append(pair)
            elif current == row["SRC_HASH"]:
                changes.changed.append(pair)
            else:
                changes.conflicts.append(pair)


def _gone(changes: Changes, existing: _Existing, taken: Set[int], this_list: Tuple[str, str]) -> None:
    """Rows of earlier issues of this list that it no longer has."""
    lists: Dict[Tuple[str, str], List[int]] = defaultdict(list)
    for fid, row in existing.rows.items():
        lists[row.list].append(fid)
    for key, fids in lists.items():
        found = sum(1 for fid in fids if fid in taken)
        if key == this_list or found >= _SAME_LIST * len(fids):
            missing = [fid for fid in fids if fid not in taken]
            changes.gone.extend(missing)
            changes.gone_ids.extend(existing.rows[fid].id for fid in missing)


def _identify(changes: Changes, workspace: Workspace, table: Table, built: Built, prefix: str) -> None:
    """Ids for the added rows that no other row has: their own, "own#2" where it is taken, or a running one."""
    used = {str(row[table.key]) for row in workspace.rows(table.name, columns=[table.key])}
    following = 1 + max((int(u[len(prefix) :]) for u in used if u.startswith(prefix) and u[len(prefix) :].isdigit()), default=0)
    ids: Sequence[object] = built.columns.get(table.key) or ()
    limit = table.field(table.key).length or 24
    repeats: Dict[str, int] = {}
    for i in changes.added:
        own = str(ids[i]) if ids and ids[i] is not None else ""
        if not own:
            own = f"{prefix}{following:06d}"
            following += 1
        elif own in used:
            changes.same_ids += 1
            number = repeats.get(own, 1)
            candidate = own
            while candidate in used:
                number += 1
                tail = f"#{number}"
                candidate = own[: limit - len(tail)] + tail
            repeats[own] = number
            own = candidate
        used.add(own)
        changes.new_ids[i] = own
