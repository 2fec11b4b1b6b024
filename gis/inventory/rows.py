# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks that need one row only: missing values, codes, ranges, heights, dates."""

import datetime
from typing import Any, Dict, Iterator, Optional

from ..schema import Code, Field, Table
from .finding import ERROR, NOTICE, WARNING, Finding, setting

Row = Dict[str, Any]
HEIGHTS = ("HEIGHT_M", "HEIGHT_SRC")


def row_findings(table: Table, row: Row, place) -> Iterator[Finding]:
    """Everything one row shows by itself."""
    about = {"table": table.name, "fid": row["fid"], "object_id": str(row.get(table.key) or f"#{row['fid']}"), "place": place}
    yield from _missing(table, row, about)
    for column in table.fields:
        value = row.get(column.name)
        if value is None:
            continue
        if column.codes:
            yield from _code(column, value, about)
        elif column.name != "HEIGHT_M":
            yield from _range(column, value, about)
    if table.name == "RES_PT":
        yield from _height(table, row, about)
        yield from _dates(row, about)


def _missing(table: Table, row: Row, about) -> Iterator[Finding]:
    for column in table.fields:
        if not column.required or row.get(column.name) is not None:
            continue
        if column.name == table.key:
            made = f"{table.name[:3]}-{row['fid']}"
            repair = (setting(row["fid"], {column.name: None}, {column.name: made}),)
            yield Finding("find_no_id", ERROR, proposal="fix_make_id", values={"new": made}, field_name=column.name, repair=repair, **about)
        elif column.code("99"):
            repair = (setting(row["fid"], {column.name: None}, {column.name: "99"}),)
            values = {"new": column.code("99")}
            yield Finding("find_no_value", ERROR, proposal="fix_set", values=values, field_name=column.name, repair=repair, **about)
        else:
            yield Finding("find_no_value", ERROR, proposal="fix_by_hand", field_name=column.name, **about)


def recognised(column: Field, value) -> Optional[Code]:
    """The code that a value means by its words: 路灯, `1` for `01`, `lamp`."""
    said = str(value).strip().lower()
    for code in column.codes:
        if said in (code.zh.lower(), code.en.lower()) or said in (word.lower() for word in code.words):
            return code
    return next((code for code in column.codes if said and code.code.lstrip("0") == said.lstrip("0")), None)


def _code(column: Field, value, about) -> Iterator[Finding]:
    parts = column.split(value)
    if all(column.code(part) for part in parts):
        return
    meant = [recognised(column, part) for part in parts]
    if all(meant) and (len(meant) == 1 or column.several):
        short = all(len(code.code) == 1 for code in column.codes)
        new = ("" if short else ";").join(code.code for code in meant)
        said = meant[0] if len(meant) == 1 else new
    elif column.required and column.code("99"):
        new, said = "99", column.code("99")
    else:
        new, said = None, ""
    stored = int(new) if column.type == "integer" and new is not None else new
    yield Finding(
        "find_code",
        ERROR if column.required else WARNING,
        proposal="fix_set" if new is not None else "fix_clear",
        values={"new": said},
        field_name=column.name,
        value=str(value),
        repair=(setting(about["fid"], {column.name: value}, {column.name: stored}),),
        **about,
    )


def _range(column: Field, value, about) -> Iterator[Finding]:
    if column.type not in ("real", "integer"):
        return
    low, high = column.min, column.max
    if (low is None or value >= low) and (high is None or value <= high):
        return
    yield Finding(
        "find_range",
        WARNING,
        proposal="fix_clear",
        values={"low": "" if low is None else low, "high": "" if high is None else high},
        field_name=column.name,
        value=str(value),
        repair=(setting(about["fid"], {column.name: value}, {column.name: None}),),
        **about,
    )


def _height(table: Table, row: Row, about) -> Iterator[Finding]:
    kind = table.field("RES_TYPE").code(row.get("RES_TYPE")) or table.field("RES_TYPE").code("99")
    height, was = row.get("HEIGHT_M"), {name: row.get(name) for name in HEIGHTS}
    low, high = kind.height_range_m
    if height is not None and low <= height <= high:
        return
    values = {"kind": kind, "low": low, "high": high, "new": kind.assumed_height_m}
    if height is None or height == 0:
        check, proposal, to = "find_no_height", "fix_assume_height", {"HEIGHT_M": kind.assumed_height_m, "HEIGHT_SRC": "assumed"}
    elif low <= height / 100 <= high:
        values["new"] = round(height / 100, 2)
        check, proposal, to = "find_height", "fix_centimetres", {"HEIGHT_M": values["new"], "HEIGHT_SRC": row.get("HEIGHT_SRC")}
    else:
        check, proposal, to = "find_height", "fix_assume_height", {"HEIGHT_M": kind.assumed_height_m, "HEIGHT_SRC": "assumed"}
    repair = (setting(row["fid"], was, to),)
    value = "" if height is None else str(height)
    yield Finding(check, WARNING, proposal=proposal, values=values, field_name="HEIGHT_M", value=value, repair=repair, **about)


def _dates(row: Row, about) -> Iterator[Finding]:
    applied, replied = row.get("APPLY_DT"), row.get("REPLY_DT")
    if isinstance(applied, datetime.date) and isinstance(replied, datetime.date) and replied < applied:
        values = {"applied": applied.isoformat()}
        yield Finding("find_reply_first", NOTICE, proposal="fix_by_hand", values=values, field_name="REPLY_DT", value=str(replied), **about)
