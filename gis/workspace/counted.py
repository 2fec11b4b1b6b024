# SPDX-License-Identifier: GPL-2.0-or-later
"""Change counts of tables, and what taking a step back means for them.

Counts only grow, so that a count never stands for two contents. When a step is taken back and nothing else touched the table
meanwhile, its content is exactly that of an earlier count: what was made from that content is as true as it was, so every
record of the earlier count is moved to the present one. Results made from what was taken back stay out of date.
"""

import json
import sqlite3
from typing import Dict, Optional, Sequence

from . import sql

NEVER = -1  #: a count that no table ever has
TOUCHED = "counted"  #: key of a step's or change's notes: table -> [count before it, count after it]


def counts(connection: sqlite3.Connection) -> Dict[str, int]:
    """How often each table has changed."""
    return dict(connection.execute("SELECT TBL_NAME, CHANGES FROM smartpole_versions").fetchall())


def is_exact(noted: Optional[Sequence], now: int) -> bool:
    """Whether a table was touched by nobody since a step noted its counts; None: nothing was noted."""
    return noted is not None and noted[0] is not None and noted[1] == now


def moved(notes: Dict[str, list], table: str, before: int, now: int) -> bool:
    """Move the notes of a step or change about a table; whether any changed."""
    if before not in notes.get(table, ()):
        return False
    notes[table] = [now if count == before else count for count in notes[table]]
    return True


def restored(connection: sqlite3.Connection, table: str, before: int, now: int, but: Sequence[str] = ()) -> None:
    """A table is as it was at an earlier count: results made from it then are true again.

    but : steps whose results show what has changed all the same; they are out of date for good
    """
    if now == before:
        return
    for fid, step, text in connection.execute("SELECT fid, STEP, VERSIONS FROM RESULT_LOG WHERE VERSIONS IS NOT NULL").fetchall():
        versions = json.loads(text)
        if table in versions and (step in but or versions[table] == before):
            versions[table] = NEVER if step in but else now
            query = sql.statement("UPDATE RESULT_LOG SET VERSIONS = ? WHERE fid = ?")
            connection.execute(query, (json.dumps(versions, ensure_ascii=False, sort_keys=True), fid))
