# SPDX-License-Identifier: GPL-2.0-or-later
"""The timetable of a plan: per town how many sites are due in which month, what stands, who answers for it.

A site is due on the latest date its ledger items name; without one its plan year is spread evenly over the year's months
(the order of batches first), which the timetable says. What is on air comes from the ledger's stages or, where that says
less, from the newest monthly figures of the town.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from ..handover.data import RESERVE, Row
from ..words import words

ON_AIR, BUILT = "7", "6"  # LEDGER.STAGE
SHELVED = "3"  # LEDGER.STATUS
TOWN_TIER = "4"  # ADMIN_AREA.XZ_LEVEL
MONTHS = tuple(range(1, 13))


class Cell(NamedTuple):
    """A month (or year) of a town: sites due in it, sites due until its end, and how that stands ("" where none is due)."""

    due: int
    until: int
    state: str  #: done, late, now, ahead or ""


@dataclass(frozen=True)
class Line:
    """A town's row."""

    name: str
    unit: str
    sites: int
    batches: Tuple[int, int, int]
    built: int
    on_air: int
    cells: Tuple[Cell, ...]
    undated: int

    @property
    def late(self) -> int:
        """Sites that should be on air by now and are not."""
        over = [cell.until for cell in self.cells if cell.state == "late"]
        return max(0, max(over, default=0) - self.on_air)


@dataclass(frozen=True)
class Timetable:
    """Lines under columns; `year` is the one shown by month, `spread` how many sites' months were spread evenly."""

    year: Optional[int]
    columns: Tuple[str, ...]
    lines: Tuple[Line, ...]
    total: Line
    spread: int
    today: date


class _Column(NamedTuple):
    label: str
    first: date
    last: date


def timetable(workspace, sites: Sequence[Row], lang: str, today: Optional[date] = None) -> Timetable:
    """The timetable of planned sites as the workspace knows them; reserves are counted in their column and are no task."""
    today = today or date.today()
    reserves = [row for row in workspace.rows("SITE_PL") if row["BATCH"] == RESERVE and row["geometry"] is not None]
    sites = [site for site in sites if site["BATCH"] != RESERVE]
    towns = _towns(workspace, [*sites, *reserves], lang)
    held = Counter(towns[row["PLAN_ID"]] for row in reserves)
    ledger: Dict[str, List[Row]] = defaultdict(list)
    for row in workspace.rows("LEDGER"):
        ledger[row["SITE_ID"] or ""].append(row)
    due, spread = _due_dates(sites, towns, ledger)
    columns, year = _columns([day for day in due.values() if day], today, lang)
    monthly = _newest_monthly(workspace)
    groups: Dict[str, List[Row]] = defaultdict(list)
    for site in sites:
        groups[towns[site["PLAN_ID"]]].append(site)
    for name in held:
        groups.setdefault(name, [])
    lines = []
    unsaid = words("timetable.no_town", lang)
    for name, members in sorted(groups.items(), key=lambda item: (item[0] == unsaid, -len(item[1]), item[0])):
        codes = {site["XZQDM"] for site in members if site["XZQDM"]}
        rows = [row for site in members for row in ledger[site["PLAN_ID"]]]
        rows += [row for row in ledger[""] if row["XZQDM"] in codes] if codes else []
        figures = [monthly[code] for code in codes if code in monthly] if len(codes) == 1 else []
        lines.append(_line(name, members, rows, ledger, due, columns, today, figures, held[name]))
    total = _total(lines, columns, today, words("timetable.total", lang))
    return Timetable(year, tuple(column.label for column in columns), tuple(lines), total, spread, today)


def merged(table: Timetable, most: int, lang: str) -> Timetable:
    """The same timetable on at most `most` lines: the towns with the fewest sites become one line, no figure is lost."""
    if len(table.lines) <= most:
        return table
    kept, rest = table.lines[: most - 1], table.lines[most - 1 :]
    states = [max((line.cells[i].state for line in rest), key=_GRAVITY.index) for i in range(len(table.columns))]
    cells = tuple(
        Cell(sum(line.cells[i].due for line in rest), sum(line.cells[i].until for line in rest), state) for i, state in enumerate(states)
    )
    name = words("timetable.rest", lang, count=len(rest))
    return Timetable(table.year, table.columns, (*kept, _sum(rest, name, cells)), table.total, table.spread, table.today)


_GRAVITY = ("", "done", "ahead", "now", "late")


def _towns(workspace, sites: Sequence[Row], lang: str) -> Dict[str, str]:
    """The town of each site: its own word, else the town it lies in."""
    areas = [row for row in workspace.rows("ADMIN_AREA") if row["geometry"] is not None]
    areas = [row for row in areas if row["XZ_LEVEL"] == TOWN_TIER] or [row for row in areas if row["XZ_LEVEL"] is None]
    names = {row["XZQDM"]: row["XZQMC"] for row in areas if row["XZQDM"] and row["XZQMC"]}

    def town(site: Row) -> str:
        if site["TOWN"] or site["XZQDM"] in names:
            return str(site["TOWN"] or names[site["XZQDM"]])
        found = (row["XZQMC"] or row["XZQDM"] for row in areas if row["geometry"].intersects(site["geometry"]))
        return next(found, None) or words("timetable.no_town", lang)

    return {site["PLAN_ID"]: town(site) for site in sites}


def _due_dates(sites: Sequence[Row], towns: Mapping[str, str], ledger: Mapping[str, List[Row]]) -> Tuple[Dict[str, Optional[date]], int]:
    """When each site is due (None: nobody has said), and for how many of them the month was spread."""
    due: Dict[str, Optional[date]] = {}
    open_years: Dict[Tuple[str, int], List[Row]] = defaultdict(list)
    for site in sites:
        said = [row["DUE_DT"] for row in ledger.get(site["PLAN_ID"], ()) if row["DUE_DT"] and row["STATUS"] != SHELVED]
        due[site["PLAN_ID"]] = max(said, default=None)
        if not said and site["PLAN_YEAR"]:
            open_years[towns[site["PLAN_ID"]], int(site["PLAN_YEAR"])].append(site)
    spread = 0
    for (_, year), members in open_years.items():
        members.sort(key=lambda site: (site["BATCH"] or "9", site["ORDER_NO"] or 0, site["PLAN_ID"]))
        for place, site in enumerate(members, 1):
            due[site["PLAN_ID"]] = _month_end(year, math.ceil(12 * place / len(members)))
            spread += 1
    return due, spread


def _month_end(year: int, month: int) -> date:
    return date.fromordinal((date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)).toordinal() - 1)


def _columns(days: Sequence[date], today: date, lang: str) -> Tuple[List[_Column], Optional[int]]:
    """The months of the year that matters now, one column for each other year."""
    years = sorted({day.year for day in days})
    if not years:
        return [], None
    focus = next((year for year in years if year >= today.year), years[-1])
    columns: List[_Column] = []
    for year in years:
        if year == focus:
            columns += [_Column(words("timetable.month", lang, month=m), date(year, m, 1), _month_end(year, m)) for m in MONTHS]
        else:
            columns.append(_Column(str(year), date(year, 1, 1), date(year, 12, 31)))
    return columns, focus


def _newest_monthly(workspace) -> Dict[str, Row]:
    """The newest monthly figures by administrative code."""
    found: Dict[str, Row] = {}
    for row in workspace.rows("MONTHLY"):
        code = row["XZQDM"]
        if code and (code not in found or (row["MONTH"] or "") > (found[code]["MONTH"] or "")):
            found[code] = row
    return found


def _line(
    name: str,
    members: Sequence[Row],
    rows: Sequence[Row],
    ledger: Mapping[str, List[Row]],
    due: Mapping[str, Optional[date]],
    columns: Sequence[_Column],
    today: date,
    monthly: Sequence[Row],
    held: int,
) -> Line:
    def reached(stage: str) -> int:
        return sum(1 for site in members if any((row["STAGE"] or "") >= stage for row in ledger.get(site["PLAN_ID"], ())))

    def told(field: str) -> int:
        return min(len(members), max((int(row[field] or 0) for row in monthly), default=0))

    on_air = max(reached(ON_AIR), told("ON_AIR"))
    built = max(reached(BUILT), told("DONE"), on_air)
    days = sorted(day for day in (due[site["PLAN_ID"]] for site in members) if day)
    units = Counter(row["LEAD_DEPT"] for row in rows if row["LEAD_DEPT"])
    persons = Counter(row["PERSON"] for row in rows if row["PERSON"])
    unit = " ".join(counter.most_common(1)[0][0] for counter in (units, persons) if counter)
    batches = Counter(site["BATCH"] for site in members)
    counts = (batches["1"], batches["2"], held)
    cells = _cells([(sum(c.first <= d <= c.last for d in days), sum(d <= c.last for d in days)) for c in columns], columns, on_air, today)
    return Line(name, unit, len(members), counts, built, on_air, cells, len(members) - len(days))


def _cells(counts: Sequence[Tuple[int, int]], columns: Sequence[_Column], on_air: int, today: date) -> Tuple[Cell, ...]:
    """How each column stands: reached, missed, running or still to come."""
    cells = []
    for (due, until), column in zip(counts, columns):
        late = "late" if column.last < today else "now" if column.first <= today else "ahead"
        cells.append(Cell(due, until, "" if not due else "done" if on_air >= until else late))
    return tuple(cells)


def _total(lines: Sequence[Line], columns: Sequence[_Column], today: date, name: str) -> Line:
    counts = [(sum(line.cells[i].due for line in lines), sum(line.cells[i].until for line in lines)) for i in range(len(columns))]
    return _sum(lines, name, _cells(counts, columns, sum(line.on_air for line in lines), today))


def _sum(lines: Sequence[Line], name: str, cells: Tuple[Cell, ...]) -> Line:
    def total(value) -> Any:
        return sum(value(line) for line in lines)

    batches = (total(lambda line: line.batches[0]), total(lambda line: line.batches[1]), total(lambda line: line.batches[2]))
    undated = total(lambda line: line.undated)
    return Line(
        name, "", total(lambda line: line.sites), batches, total(lambda line: line.built), total(lambda line: line.on_air), cells, undated
    )
