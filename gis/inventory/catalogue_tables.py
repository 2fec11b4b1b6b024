# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of the open-resource catalogue: by type, owner, district and lessee; overdue, refused, idle."""

import datetime
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from ..handover.data import meaning
from ..handover.delivered import Column, Delivery
from ..schema import table as table_of
from ..words import words

Row = Dict[str, Any]
FREE, REFUSED = "2", "4"
_LISTED = ("RES_ID", "RES_NAME", "RES_TYPE", "OWN_UNIT", "CO_OWN", "OWN_TYPE", "MGR_UNIT", "ADDR", "ROAD", "XZQDM", "TOWN")
_LISTED += ("HEIGHT_M", "HEIGHT_SRC", "MOUNT_H", "LOAD_KG", "FREE_POS", "POWER", "PWR_KW", "FIB_DIST", "OPEN_ST", "APPLY_DT", "REPLY_DT")
_LISTED += ("FEE_FLAG", "FEE_YUAN", "LESSEE", "LEASE_DT", "USED_NUM", "REMARK")
_SHORT = ("RES_ID", "RES_NAME", "RES_TYPE", "OWN_UNIT", "ADDR")


@dataclass(frozen=True)
class Options:
    """Limits are ours and editable: no source states a time to reply, a time idle or a share that is too large."""

    as_of: datetime.date
    reply_days: int = 15
    idle_days: int = 180
    share_pct: float = 30.0
    contacts: bool = False
    lang: str = "zh"


def _date(value: Any) -> Optional[datetime.date]:
    return value if isinstance(value, datetime.date) else None


def waiting_days(row: Row, options: Options) -> Optional[int]:
    """Days since an application that nobody has answered in writing; None where there is none, or no date."""
    applied = _date(row["APPLY_DT"])
    return (options.as_of - applied).days if applied is not None and row["REPLY_DT"] is None else None


def is_overdue(row: Row, options: Options) -> bool:
    """Whether a written reply is owed for longer than the limit."""
    days = waiting_days(row, options)
    return days is not None and days > options.reply_days


def idle_days(row: Row, options: Options) -> Optional[int]:
    """Days for which a leased resource has carried nothing; None where it is not idle or the date is not known."""
    leased = _date(row["LEASE_DT"])
    return (options.as_of - leased).days if is_unused(row) and leased is not None else None


def is_unused(row: Row) -> bool:
    """Whether a resource is leased and known to carry no device."""
    return bool(row["LESSEE"]) and row["USED_NUM"] == 0


def is_idle(row: Row, options: Options) -> bool:
    """Whether a resource has been leased without use for longer than the limit."""
    days = idle_days(row, options)
    return days is not None and days > options.idle_days


def _count(name: str, key: str, lang: str) -> Column:
    return Column(name, words(f"catalogue.{key}", lang), "integer")


def _percent(name: str, key: str, lang: str) -> Column:
    return Column(name, words(f"catalogue.{key}", lang), "real", 0, "%", 1)


def share(part: int, whole: int) -> Optional[float]:
    """A part of a whole in percent, None of nothing."""
    return round(100.0 * part / whole, 1) if whole else None


def grouped(rows: Sequence[Row], key: Callable[[Row], Optional[str]], lang: str) -> List[Tuple[str, List[Row]]]:
    """Rows by a text, largest group first, those without one last."""
    groups: Dict[str, List[Row]] = {}
    for row in rows:
        groups.setdefault(key(row) or "", []).append(row)
    order = sorted(groups.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))
    return [(name or words("catalogue.unknown", lang), members) for name, members in order]


def opening_sheet(name: str, title: str, head: str, groups: List[Tuple[str, List[Row]]], options: Options) -> Delivery:
    """Counts per opening, share open free of charge, replies and fees for each group, with a line of totals."""
    lang = options.lang
    states = table_of("RES_PT").field("OPEN_ST").codes
    columns = [Column("GROUP", head, "text", 60), _count("TOTAL", "count", lang)]
    columns += [Column(f"OPEN_{state.code}", state.zh if lang == "zh" else state.en, "integer") for state in states]
    columns += [_count("OPEN_NONE", "unknown", lang), _percent("FREE_PCT", "free_pct", lang)]
    columns += [_count("APPLIED", "applied", lang), _count("REPLIED", "replied", lang)]
    columns += [Column("MEAN_DAYS", words("catalogue.mean_days", lang), "real", 0, "", 1), _count("OVERDUE", "overdue_count", lang)]
    columns += [_count("FEES", "fees", lang), Column("FEE_SUM", words("catalogue.fee_sum", lang), "real", 0, "元", 2)]
    made = Delivery(name, title, columns)
    everyone = [row for _, members in groups for row in members]
    for label, members in [*groups, (words("catalogue.total", lang), everyone)]:
        opened = [row["OPEN_ST"] for row in members]
        answered = [(_date(row["REPLY_DT"]) - _date(row["APPLY_DT"])).days for row in members if row["REPLY_DT"] and row["APPLY_DT"]]
        numbers: List[Any] = [label, len(members), *(opened.count(state.code) for state in states), opened.count(None)]
        numbers += [share(opened.count(FREE), len(members)), sum(1 for row in members if row["APPLY_DT"])]
        numbers += [sum(1 for row in members if row["REPLY_DT"]), round(sum(answered) / len(answered), 1) if answered else None]
        numbers += [sum(is_overdue(row, options) for row in members), sum(row["FEE_FLAG"] == "1" for row in members)]
        numbers += [round(sum(row["FEE_YUAN"] or 0.0 for row in members), 2)]
        made.rows.append(tuple(numbers))
    return made


def lessee_sheet(rows: Sequence[Row], options: Options) -> Delivery:
    """Who holds how many poles, how many of them unused, and whether that is too much in one hand."""
    lang = options.lang
    leased = [row for row in rows if row["LESSEE"]]
    columns = [Column("LESSEE", table_of("RES_PT").field("LESSEE").alias[lang], "text", 40), _count("HELD", "held", lang)]
    columns += [_percent("LEASED_PCT", "leased_pct", lang), _percent("ALL_PCT", "all_pct", lang)]
    columns += [_count("UNUSED", "unused", lang), _count("USE_UNKN", "use_unknown", lang), _count("IDLE", "idle_count", lang)]
    columns += [Column("CONCENTR", words("catalogue.concentrated", lang), "text", 4)]
    made = Delivery("LESSEES", words("catalogue.lessees", lang), columns)
    for lessee, members in grouped(leased, lambda row: row["LESSEE"], lang):
        unknown = sum(row["USED_NUM"] is None for row in members)
        held_pct = share(len(members), len(leased))
        too_much = words("catalogue.yes" if held_pct >= options.share_pct else "catalogue.no", lang)
        numbers = (sum(map(is_unused, members)), unknown, sum(is_idle(row, options) for row in members))
        made.rows.append((lessee, len(members), held_pct, share(len(members), len(rows)), *numbers, too_much))
    return made


def _column(name: str, lang: str) -> Column:
    source = table_of("RES_PT").field(name)
    return Column(name, source.alias[lang], "text" if source.codes else source.type, 0 if source.codes else source.length, source.unit)


def _said(name: str, row: Row, lang: str) -> Any:
    source = table_of("RES_PT").field(name)
    return meaning(source, row[name], lang) if source.codes else row[name]


def list_sheet(rows: Sequence[Row], districts: Sequence[Optional[str]], options: Options) -> Delivery:
    """The catalogue itself, one line per resource, codes in words; contacts only where asked for."""
    lang = options.lang
    names = _LISTED + (("CONTACT", "PHONE") if options.contacts else ())
    columns = [_count("NUMBER", "number", lang), Column("DISTRICT", words("catalogue.district", lang), "text", 60)]
    made = Delivery("RES_CATLG", words("catalogue.list", lang), columns + [_column(name, lang) for name in names], geometry="Point", key=2)
    for number, (row, district) in enumerate(zip(rows, districts), 1):
        made.rows.append((number, district, *(_said(name, row, lang) for name in names)))
    return made


def short_sheet(
    name: str, key: str, rows: Sequence[Row], extra: Sequence[str], days: Optional[Tuple[str, Callable]], options: Options
) -> Delivery:
    """A list of resources to act on: what they are, whose, and the columns that matter here."""
    lang = options.lang
    names = [*_SHORT, *extra]
    columns = [_column(column, lang) for column in names]
    if days is not None:
        columns.append(_count("DAYS", days[0], lang))
    made = Delivery(name, words(f"catalogue.{key}", lang), columns)
    for row in rows:
        made.rows.append((*(_said(column, row, lang) for column in names), *([days[1](row, options)] if days is not None else [])))
    return made
