# SPDX-License-Identifier: GPL-2.0-or-later
"""Changes of one column of some rows, as the catalogue makes them: many can be taken back, one after the other, newest first.

They stand in one order with the undoable step of `undo`: each has a number, and the step knows the highest number that was
there when it was done. What is newest goes first; what lies under a step comes into reach when that step has been taken back,
and goes when another step takes its place. Taking a change back leaves alone every row that somebody has changed since.
"""

import json
import sqlite3
from typing import Any, Dict, List, Optional, Tuple

from ..schema import table as table_of
from . import counted
from .values import stored

STEP = "catalogue"  #: what such a change is called among the steps
SETTING = "catalogue/undo"
KEPT, KEPT_CELLS = 20, 200_000  #: changes that can be taken back: so many, of so many rows together
BATCH = 500


def changes(connection: sqlite3.Connection) -> List[Dict[str, Any]]:
    """The changes kept, oldest first."""
    found = connection.execute("SELECT SET_VALUE FROM PLAN_SET WHERE SET_KEY = ?", (SETTING,)).fetchone()
    return [] if found is None else json.loads(found[0])


def newest(connection: sqlite3.Connection, under_step: int) -> Optional[Dict[str, Any]]:
    """The newest change, or None when there is none above the last step."""
    kept = changes(connection)
    return kept[-1] if kept and kept[-1]["number"] > under_step else None


def drop_older(connection: sqlite3.Connection, number: int) -> None:
    """Forget the changes up to this number: what came after them cannot be taken back any more."""
    kept = changes(connection)
    old = [change for change in kept if change["number"] <= number]
    if old:
        connection.executemany("DELETE FROM PLAN_SET WHERE SET_KEY = ?", ((_place(change),) for change in old))
        left = json.dumps(kept[len(old) :], ensure_ascii=False)
        connection.execute("UPDATE PLAN_SET SET SET_VALUE = ? WHERE SET_KEY = ?", (left, SETTING))
        connection.execute("DELETE FROM PLAN_SET WHERE SET_KEY = ? AND SET_VALUE = '[]'", (SETTING,))


def keep(transaction, change: Dict[str, Any], before: Dict[str, Any], under_step: int) -> None:
    """Keep what a change needs to be taken back; the oldest give way.

    change : `table`, `field`, `value`, `count`, `at`; before : the cells by row number, as text.
    """
    kept = changes(transaction.connection)
    now = counted.counts(transaction.connection)
    touched = {change["table"]: [transaction.counted_before.get(change["table"], 0), now.get(change["table"], 0)]}
    change = {**change, counted.TOUCHED: touched, "number": 1 + max((entry["number"] for entry in kept), default=under_step)}
    kept.append(change)
    while len(kept) > 1 and (len(kept) > KEPT or sum(entry["count"] for entry in kept) > KEPT_CELLS):
        transaction.set_setting(_place(kept.pop(0)), None)
    transaction.set_setting(_place(change), before)
    transaction.set_setting(SETTING, kept)


def take_back(transaction) -> Tuple[Dict[str, Any], int, int]:
    """Take the newest change back: the change, how many rows are as before, and how many stay because they changed since."""
    kept = changes(transaction.connection)
    change = kept.pop()
    counts = counted.counts(transaction.connection)
    table, name = change["table"], change["field"]
    column = table_of(table).field(name)
    place = list(transaction.rows("PLAN_SET", ["SET_VALUE"], "SET_KEY = ?", (_place(change),)))
    before = json.loads(place[0]["SET_VALUE"]) if place else {}
    back: List[Dict[str, Any]] = []
    fids = [int(fid) for fid in before]
    for start in range(0, len(fids), BATCH):
        batch = fids[start : start + BATCH]
        for row in transaction.rows(table, [name], f"fid IN ({', '.join('?' * len(batch))})", batch):
            if stored(row[name], column) == change["value"]:
                back.append({"fid": row["fid"], name: before[str(row["fid"])]})
    transaction.update(table, back)
    if name == table_of(table).key:
        for row in back:
            rename_attachments(transaction, table, change["value"], row[name])
    transaction.set_setting(_place(change), None)
    transaction.set_setting(SETTING, kept or None)
    noted = change.get(counted.TOUCHED, {}).get(table)
    if len(back) == len(before) and counted.is_exact(noted, counts.get(table, 0)):
        transaction.restored(table, noted[0])
    return change, len(back), len(before) - len(back)


def restored(connection: sqlite3.Connection, table: str, before: int, now: int) -> None:
    """A table is as it was at an earlier count: the changes kept go by the present one."""
    kept = changes(connection)
    if any([counted.moved(change.get(counted.TOUCHED, {}), table, before, now) for change in kept]):
        connection.execute("UPDATE PLAN_SET SET SET_VALUE = ? WHERE SET_KEY = ?", (json.dumps(kept, ensure_ascii=False), SETTING))


def rename_attachments(transaction, table: str, old: Optional[str], new: Optional[str]) -> None:
    """What belongs to a row follows it when its id changes."""
    if old is None or new is None:
        return
    rows = list(transaction.rows("ATTACH", ["OBJ_ID"], "TBL_NAME = ? AND OBJ_ID = ?", (table, old)))
    transaction.update("ATTACH", [{"fid": row["fid"], "OBJ_ID": new} for row in rows])


def _place(change: Dict[str, Any]) -> str:
    """Where the cells of a change are kept, apart from what is read all the time."""
    return f"{SETTING}/{change['number']}"
