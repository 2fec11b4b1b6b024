# SPDX-License-Identifier: GPL-2.0-or-later
"""Python values as the columns of a workspace store them."""

import datetime
import math
from functools import cache
from typing import Any, Callable, Dict, List, Optional, Tuple

from qgis.PyQt.QtCore import QDate, QDateTime, QVariant

from ...engine.errors import InputError
from ..schema import Field, Table
from ..schema import table as table_of
from .geometry import to_blob

LARGEST = 2**53  #: integers up to here survive every program that reads the file


def _text(value, column: Field) -> Optional[str]:
    if isinstance(value, float) and math.isnan(value):
        return None
    words = value if isinstance(value, str) else str(value)
    if column.length and len(words) > column.length:
        raise InputError("value_too_long", field=column.name, value=words[:40], length=len(words), limit=column.length)
    if not words.isascii():
        words.encode("utf-8")  # half a surrogate pair cannot be stored
    if "\0" in words:
        raise ValueError(words)
    return words or None


def _real(value, column: Field) -> Optional[float]:
    number = float(value)
    if math.isnan(number):
        return None
    if math.isinf(number):
        raise ValueError(value)
    return number


def _integer(value, column: Field) -> Optional[int]:
    number = float(value)
    if math.isnan(number):
        return None
    whole = value if isinstance(value, int) else int(number)
    if whole != number or not -LARGEST <= whole <= LARGEST:
        raise ValueError(value)
    return int(whole)


def _date(value, column: Field) -> Optional[str]:
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, QDateTime):
        value = value.date()
    if isinstance(value, QDate):
        return value.toString("yyyy-MM-dd") if value.isValid() else None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return None if value == "" else datetime.date.fromisoformat(str(value)).isoformat()


_STORED: Dict[str, Callable[[Any, Field], Any]] = {"text": _text, "real": _real, "integer": _integer, "date": _date}


def stored(value, column: Field):
    """The value as its column stores it; `InputError` when it is of another kind or too long."""
    if value is None or (isinstance(value, QVariant) and value.isNull()):
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


class RowLayout:
    """The order in which a table's columns are written, and how a row's values become stored ones."""

    def __init__(self, table: Table):
        self._table = table
        self.names = ["fid", *table.names] + (["geom"] if table.geometry else [])
        self._columns = {column.name: (index, column) for index, column in enumerate(table.fields, 1)}
        self._empty = [None] + [stored(column.default, column) for column in table.fields] + ([None] if table.geometry else [])

    def values(self, row: Dict[str, Any], srs_id: int) -> List[Any]:
        """The row in the order of `names`; `InputError` when it has a column that the table does not."""
        found = self._empty.copy()
        for name, value in row.items():
            if name in self._columns:
                index, column = self._columns[name]
                found[index] = stored(value, column)
            elif name == "geometry" and self._table.geometry:
                found[-1] = to_blob(value, self._table.geometry, srs_id)
            elif name == "fid":
                found[0] = value
            elif value is not None or name != "geometry":
                raise InputError("schema_no_field", table=self._table.name, field=name)
        return found

    def changes(self, row: Dict[str, Any], srs_id: int) -> Tuple[List[str], List[Any]]:
        """Names and stored values of the columns that a row names, without its fid."""
        values = self.values(row, srs_id)
        names = ["geom" if name == "geometry" else name for name in row if name != "fid"]
        return names, [values[self.names.index(name)] for name in names]


@cache
def row_layout(table_name: str) -> RowLayout:
    """The layout of a table, made once."""
    return RowLayout(table_of(table_name))
