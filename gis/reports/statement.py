# SPDX-License-Identifier: GPL-2.0-or-later
"""The compliance statement as rows and as a workbook."""

from pathlib import Path
from typing import Any, Dict, List, Sequence

from ...engine.compliance import Statement
from ..formats.spreadsheet import write_workbook
from ..handover.delivered import Column, Delivery
from ..messages import tr
from ..readers.rasters import temporary_beside


def columns() -> List[Column]:
    """The columns of a statement, headed in the user's language."""
    return [
        Column("SCOPE", tr("Kind"), "text"),
        Column("CODE", tr("Number"), "text"),
        Column("NAME", tr("Name"), "text"),
        Column("TARGET", tr("Target"), "real", unit="%"),
        Column("ACTUAL", tr("Area served"), "real", unit="%"),
        Column("WEIGHT_PCT", tr("People served"), "real", unit="%"),
        Column("VERDICT", tr("Verdict"), "text"),
        Column("AREA_M2", tr("Area judged"), "real", unit="m²"),
        Column("WEIGHT", tr("People"), "real"),
        Column("HOLE_M2", tr("Largest hole"), "real", unit="m²"),
        Column("HOLE_X", tr("Hole, east"), "real", unit="m"),
        Column("HOLE_Y", tr("Hole, north"), "real", unit="m"),
        Column("SHORT_DB", tr("Lacking at the worst spot"), "real", unit="dB"),
        Column("SHORT_OF", tr("Lacking in"), "text"),
        Column("WORST_X", tr("Worst spot, east"), "real", unit="m"),
        Column("WORST_Y", tr("Worst spot, north"), "real", unit="m"),
        Column("DAYS_LEFT", tr("Days left"), "integer"),
        Column("OPERATORS", tr("Coverage of"), "text"),
    ]


def words() -> Dict[str, str]:
    """Scopes and verdicts as people read them."""
    return {
        "level": tr("service level"),
        "key_area": tr("key area"),
        "admin": tr("administrative area"),
        "unit": tr("planning unit"),
        "village": tr("village"),
        "road": tr("road"),
        "other": tr("zone"),
        "total": tr("plan area"),
        "pass": tr("met"),
        "fail": tr("not met"),
        "none": tr("no target"),
    }


def statement_rows(statements: Sequence[Statement], operators: str = "") -> List[Dict[str, Any]]:
    """One dict per statement, by column name; `operators` says whose coverage was judged and whom it leaves out."""
    said = words()
    rows = []
    for one in statements:
        zone = one.zone
        values = {"TARGET": zone.target_pct, "ACTUAL": one.area_pct, "WEIGHT_PCT": one.weight_pct, "WEIGHT": one.weight}
        values.update(HOLE_X=one.hole_x_m, HOLE_Y=one.hole_y_m, SHORT_DB=one.short_db, WORST_X=one.worst_x_m, WORST_Y=one.worst_y_m)
        row = {name: None if value is None else round(value, 2) for name, value in values.items()}
        row.update(SCOPE=said[zone.scope], CODE=zone.code, NAME=zone.name, VERDICT=said[one.verdict])
        row.update(SHORT_OF=one.short_of, AREA_M2=one.area_m2, HOLE_M2=one.hole_m2, DAYS_LEFT=one.days_left, OPERATORS=operators or None)
        rows.append(row)
    return rows


def write_statement(path: Path, rows: Sequence[Dict[str, Any]], basis: Delivery) -> Path:
    """The statement and what it rests on as an XLSX file, which appears only when it is complete."""
    heads = columns()
    sheet = Delivery("statement", tr("Compliance"), heads, [tuple(row[head.name] for head in heads) for row in rows])
    temporary = temporary_beside(path if path.suffix.lower() == ".xlsx" else path.with_suffix(".xlsx"))
    try:
        write_workbook(temporary, [sheet, basis])
        temporary.replace(path)
    finally:
        if temporary.exists():
            temporary.unlink()
    return path
