# SPDX-License-Identifier: GPL-2.0-or-later
"""Python values as the columns of a workspace store them."""

import datetime
import math
from typing import Any, Callable, Dict, Optional

from qgis.PyQt.QtCore import QDate, QDateTime, QVariant

from ..engine.errors import InputError
from .schema import Field, Table


def _missing(value) -> bool:
    return value is None or (isinstance(value, QVariant) and value.isNull()) or (isinstance(value, float) and math.isnan(value))


def _text(value, column: Field) -> Optional[str]:
    words = value if isinstance(value, str) else str(value)
    if column.length and len(words) > column.length:
        raise InputError("value_too_long", field=column.name, value=words[:40], length=len(words), limit=column.length)
    return words or None


def _real(value, column: Field) -> Optional[float]:
    number = float(value)
    if math.isnan(number):
        return None
    if math.isinf(number):
        raise ValueError(value)
    return number


def _integer(value, column: Field) -> int:
    number = float(value)
    if number != math.floor(number):
        raise ValueError(value)
    return int(value) if isinstance(value, int) else int(number)


def _date(value, column: Field) -> Optional[str]:
    if isinstance(value, QDateTime):
        value = value.date()
    if isinstance(value, QDate):
        return value.toString("yyyy-MM-dd") if value.isValid() else None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return datetime.date.fromisoformat(str(value)).isoformat() if value else None


_STORED: Dict[str, Callable[[Any, Field], Any]] = {"text": _text, "real": _real, "integer": _integer, "date": _date}


def stored(value, column: Field):
    """The value as its column stores it; `InputError` when it is of another kind or too long."""
    if _missing(value):
        return None
    try:
        return _STORED[column.type](value, column)
    except (TypeError, ValueError, OverflowError):
        raise InputError("value_kind", field=column.name, value=str(value)[:40], kind=column.type) from None


def loaded(value, column: Field):
    """A stored value as Python knows it: dates become `datetime.date`."""
    if value is None or column.type != "date":
        return value
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        return value


def check_columns(table: Table, row: Dict[str, Any]) -> None:
    """`InputError` when a row has a column that its table does not."""
    unknown = set(row) - set(table.names) - {"fid", "geometry"}
    if unknown:
        raise InputError("schema_no_field", table=table.name, field=", ".join(sorted(unknown)))
    if row.get("geometry") is not None and table.geometry is None:
        raise InputError("schema_no_field", table=table.name, field="geometry")
