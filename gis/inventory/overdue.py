# SPDX-License-Identifier: GPL-2.0-or-later
"""Where each row of the register stands: overdue, waiting, settled; worst first. Asked of the file, row by row in SQL.

The same rule as in the catalogue of open resources (`catalogue_tables.is_overdue`): a written reply is owed from the day
of the application, and overdue after `reply_days`. That limit is ours and editable; no source states one.
"""

import datetime
from dataclasses import dataclass
from typing import Dict, List, Tuple

from .catalogue_tables import Options

OVERDUE, WAITING, REFUSED, CONDITIONAL, FREE, UNASKED, DONE = "overdue", "waiting", "refused", "conditional", "free", "unasked", "done"
#: in the order in which the register shows them
ORDER = (OVERDUE, WAITING, REFUSED, CONDITIONAL, UNASKED, FREE, DONE)
REPLY_DAYS = Options.reply_days
SETTING = "catalogue/reply_days"  #: of the workspace: the plan's own limit


@dataclass(frozen=True)
class Rule:
    """How a table's rows are judged: SQL conditions in order, the first that holds counts; `days` is what the row waits or is late.

    The parameters `:today` and `:limit` are the day of the question and the days a reply may take.
    """

    states: Tuple[Tuple[str, str], ...]
    days: str


_WAITED = "CAST(julianday(:today) - julianday(APPLY_DT) AS INTEGER)"
_OWED = "APPLY_DT IS NOT NULL AND REPLY_DT IS NULL"
_LATE = "CAST(julianday(:today) - julianday(DUE_DT) AS INTEGER)"

RULES: Dict[str, Rule] = {
    "RES_PT": Rule(
        (
            (OVERDUE, f"{_OWED} AND {_WAITED} > :limit"),
            (REFUSED, "OPEN_ST = '4'"),
            (CONDITIONAL, "OPEN_ST = '3'"),
            (FREE, "OPEN_ST = '2'"),
            (WAITING, f"OPEN_ST = '1' OR ({_OWED})"),
            (UNASKED, "1"),
        ),
        f"CASE WHEN {_OWED} THEN {_WAITED} END",
    ),
    "LEDGER": Rule(
        (
            (DONE, "STATUS = '2' OR DONE_DT IS NOT NULL"),
            (OVERDUE, f"DUE_DT IS NOT NULL AND {_LATE} > 0"),
            (WAITING, "1"),
        ),
        f"CASE WHEN DONE_DT IS NULL AND DUE_DT IS NOT NULL THEN {_LATE} END",
    ),
    "DEMAND_PT": Rule(
        (
            (DONE, "PLAN_ID IS NOT NULL"),
            (OVERDUE, f"DUE_DT IS NOT NULL AND {_LATE} > 0"),
            (WAITING, "1"),
        ),
        f"CASE WHEN PLAN_ID IS NULL AND DUE_DT IS NOT NULL THEN {_LATE} END",
    ),
}


def states_of(table: str) -> List[str]:
    """The states that rows of a table can be in, worst first; empty for a table that is not followed up."""
    known = {state for state, _ in RULES[table].states} if table in RULES else set()
    return [state for state in ORDER if state in known]


def state_sql(table: str) -> str:
    """The place of a row's state in `ORDER` as an SQL expression; NULL for a table that is not followed up."""
    if table not in RULES:
        return "NULL"
    cases = " ".join(f"WHEN {condition} THEN {ORDER.index(state)}" for state, condition in RULES[table].states)
    return f"CASE {cases} END"


def days_sql(table: str) -> str:
    """The days a row has waited (public resources) or is late (negative: to go), as an SQL expression."""
    return RULES[table].days if table in RULES else "NULL"


def parameters(today: datetime.date, limit: int = REPLY_DAYS) -> Dict[str, object]:
    """What the expressions above ask for."""
    return {"today": today.isoformat(), "limit": int(limit)}
