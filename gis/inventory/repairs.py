# SPDX-License-Identifier: GPL-2.0-or-later
"""Carrying out what findings propose, one by one or all, and taking it back."""

import json
from typing import Any, Dict, Iterable, List, Optional

from qgis.core import QgsGeometry

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from ..schema import Table
from ..schema import table as table_of
from ..workspace import Workspace
from ..workspace.transaction import Transaction
from .finding import IGNORED, OPEN, OUTDATED, REPAIRED

Row = Dict[str, Any]
#: proposals that only fill or correct values, and can be accepted without looking at each
SAFE = frozenset(("find_no_id", "find_no_value", "find_no_height", "find_height", "find_code", "find_range", "find_double_id"))
#: ids and values first, so that what is merged or moved is complete; removals last
_ORDER = {"set": 0, "move": 1, "merge": 2, "delete": 3}
_NOT_FILLED = frozenset(("fid", "geometry", "HEIGHT_M", "HEIGHT_SRC", "CO_OWN", "CO_IDS", "IMP_ID", "LON", "LAT", "SRC_CRS"))


def repair(
    workspace: Workspace, find_ids: Optional[Iterable[str]] = None, safe_only: bool = False, progress: Progress = SILENT
) -> Dict[str, int]:
    """Carry out open proposals (those named, or all; with `safe_only` those that only fill or correct values).

    A proposal whose object has changed since the check is not carried out but marked out of date.
    Returns how many were `repaired`, `outdated`, and left for the planner (`by_hand`).
    """
    wanted = [row for row in _findings(workspace, find_ids, OPEN) if not safe_only or row["CHECK_KEY"] in SAFE]
    steps = {row["fid"]: json.loads(row["REPAIR"]) for row in wanted if row["REPAIR"]}
    ready = sorted((row for row in wanted if row["fid"] in steps), key=lambda row: (_ORDER[steps[row["fid"]][0]["do"]], row["fid"]))
    done = {"repaired": 0, "outdated": 0, "by_hand": len(wanted) - len(ready)}
    earlier = 1 + max((_order(row) for row in _findings(workspace, None, REPAIRED)), default=0)
    with workspace.transaction() as transaction:
        for number, row in enumerate(ready):
            if number % 200 == 0:
                progress.report(number / len(ready))
            undoing = _carry_out(transaction, table_of(row["TBL_NAME"]), steps[row["fid"]])
            change = {"fid": row["fid"], "STATE": OUTDATED}
            if undoing is not None:
                change.update(STATE=REPAIRED, UNDO=json.dumps({"order": earlier + number, **undoing}, ensure_ascii=False))
            done["outdated" if undoing is None else "repaired"] += 1
            transaction.update("CHECK_FIND", [change])
    progress.report(1.0)
    return done


def undo(workspace: Workspace, find_ids: Optional[Iterable[str]] = None, progress: Progress = SILENT) -> Dict[str, int]:
    """Take repairs back, newest first. One whose object was edited since is left as it is (`changed_since`)."""
    wanted = sorted(_findings(workspace, find_ids, REPAIRED), key=_order, reverse=True)
    done = {"undone": 0, "changed_since": 0}
    with workspace.transaction() as transaction:
        for number, row in enumerate(wanted):
            if number % 200 == 0:
                progress.report(number / len(wanted))
            if _take_back(transaction, table_of(row["TBL_NAME"]), json.loads(row["UNDO"])):
                transaction.update("CHECK_FIND", [{"fid": row["fid"], "STATE": OPEN, "UNDO": None}])
                done["undone"] += 1
            else:
                done["changed_since"] += 1
    progress.report(1.0)
    return done


def ignore(workspace: Workspace, find_ids: Iterable[str]) -> Dict[str, int]:
    """Mark open findings as seen and accepted; the next check does not raise them again."""
    rows = _findings(workspace, find_ids, OPEN)
    with workspace.transaction() as transaction:
        transaction.update("CHECK_FIND", [{"fid": row["fid"], "STATE": IGNORED} for row in rows])
    return {"ignored": len(rows)}


def _findings(workspace: Workspace, find_ids: Optional[Iterable[str]], state: str) -> List[Row]:
    columns = ["FIND_ID", "CHECK_KEY", "TBL_NAME", "REPAIR", "UNDO", "STATE"]
    rows = list(workspace.rows("CHECK_FIND", columns))
    if find_ids is None:
        return [row for row in rows if row["STATE"] == state]
    wanted = set(find_ids)
    unknown = wanted - {row["FIND_ID"] for row in rows}
    if unknown:
        raise InputError("finding_unknown", findings=", ".join(sorted(unknown)))
    return [row for row in rows if row["FIND_ID"] in wanted and row["STATE"] == state]


def _order(row: Row) -> int:
    """The how-manieth repair this was."""
    return json.loads(row["UNDO"])["order"]


def _whole(transaction: Transaction, table: Table, fid: int) -> Optional[Row]:
    """A row as JSON can keep it, None when it is not there."""
    for row in transaction.rows(table.name, where="fid = ?", params=(fid,)):
        shape = row.pop("geometry")
        row["wkb"] = None if shape is None else bytes(shape.asWkb()).hex()
        return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
    return None


def _restored(kept: Row) -> Row:
    row = dict(kept)
    wkb = row.pop("wkb")
    row["geometry"] = None
    if wkb is not None:
        row["geometry"] = QgsGeometry()
        row["geometry"].fromWkb(bytes.fromhex(wkb))
    return row


def _carry_out(transaction: Transaction, table: Table, steps: List[Row]) -> Optional[Row]:
    """Do the steps and return what undoes them; None (and nothing done) when an object is not as the check saw it."""
    if not all(_unchanged(transaction, table, step) for step in steps):
        return None
    small = [step for step in steps if step["do"] in ("set", "move")]
    fids = [fid for step in steps if step["do"] in ("merge", "delete") for fid in (step["fid"], *step.get("drop", ()))]
    before = {fid: _whole(transaction, table, fid) for fid in fids}
    if None in before.values():
        return None
    for step in steps:
        if step["do"] == "set":
            transaction.update(table.name, [{"fid": step["fid"], **step["to"]}])
        elif step["do"] == "move":
            transaction.update(table.name, [{"fid": step["fid"], "geometry": tuple(step["to"])}])
        elif step["do"] == "delete":
            transaction.delete(table.name, fids=[step["fid"]])
        elif step["do"] == "merge":
            transaction.update(table.name, [merged(before[step["fid"]], [before[fid] for fid in step["drop"]], table)])
            transaction.delete(table.name, fids=step["drop"])
    back = [{**step, "was": step["to"], "to": step["was"]} for step in small]
    return {"steps": back, "before": before, "after": {fid: _whole(transaction, table, fid) for fid in fids}}


def _unchanged(transaction: Transaction, table: Table, step: Row) -> bool:
    """Whether the columns, or the place, that a step changes are still what it expects."""
    if step["do"] == "set":
        found = list(transaction.rows(table.name, list(step["was"]), "fid = ?", (step["fid"],)))
        return bool(found) and all(found[0][name] == value for name, value in step["was"].items())
    if step["do"] == "move":
        found = list(transaction.rows(table.name, ["geometry"], "fid = ?", (step["fid"],)))
        place = found[0]["geometry"].asPoint() if found and found[0]["geometry"] is not None else None
        return place is not None and abs(place.x() - step["was"][0]) + abs(place.y() - step["was"][1]) < 1e-6
    return True


def _take_back(transaction: Transaction, table: Table, kept: Row) -> bool:
    """Give back what was there before; False (and nothing done) when somebody has changed it since."""
    before = {int(fid): row for fid, row in kept["before"].items()}
    after = {int(fid): row for fid, row in kept["after"].items()}
    if any(_whole(transaction, table, fid) != row for fid, row in after.items()):
        return False
    if kept["steps"] and _carry_out(transaction, table, kept["steps"]) is None:
        return False
    for fid, row in before.items():
        if after[fid] is None:
            transaction.insert(table.name, [_restored(row)])
        else:
            transaction.update(table.name, [_restored(row)])
    return True


def merged(keep: Row, others: List[Row], table: Table) -> Row:
    """What changes in the kept record: gaps filled, a measured height preferred, every owner and id kept."""
    change: Row = {"fid": keep["fid"]}
    for other in others:
        for name in table.names:
            if name not in _NOT_FILLED and keep.get(name) is None and name not in change and other.get(name) is not None:
                change[name] = other[name]
        if other.get("HEIGHT_SRC") == "measured" and keep.get("HEIGHT_SRC") != "measured" and "HEIGHT_M" not in change:
            change.update(HEIGHT_M=other["HEIGHT_M"], HEIGHT_SRC="measured")
    own = keep.get("OWN_UNIT")
    owners = [keep.get("CO_OWN")] + [value for other in others for value in (other.get("OWN_UNIT"), other.get("CO_OWN"))]
    ids = [keep.get("CO_IDS")] + [value for other in others for value in (other.get("RES_ID"), other.get("CO_IDS"))]
    change["CO_OWN"] = _joined(owners, own or change.get("OWN_UNIT"))
    change["CO_IDS"] = _joined(ids, keep.get("RES_ID"))
    return change


def _joined(values: Iterable[Optional[str]], without: Optional[str]) -> Optional[str]:
    parts = [part for value in values if value for part in str(value).split(";")]
    return ";".join(dict.fromkeys(part for part in parts if part != without)) or None
