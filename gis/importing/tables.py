# SPDX-License-Identifier: GPL-2.0-or-later
"""Any inventory file to one neutral table."""

from dataclasses import replace
from pathlib import Path
from typing import Dict, List, Tuple

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from . import headers
from .delimited import read_cells
from .encoding import decode
from .layers import read_layer_file, read_old_sheet, read_shapefile
from .rawtable import BadRow, Cells, Note, RawTable
from .xlsx import Workbook

_TEXT_SUFFIXES = frozenset((".csv", ".txt", ".tsv", ".dat", ".asc"))
_MAX_TEXT_BYTES = 1 << 30
_SHARED_TEXTS = 2000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(path: str, sheet: str = "", encoding: str = "", progress: Progress = SILENT) -> RawTable:
    """The rows of a file. Raises `InputError` when it cannot be read, is empty or has only a header.

    sheet: sheet or layer name, or its number from 1; empty takes the one with most rows that look like an inventory.
    encoding: of text files and shapefiles; empty or "auto" finds it.
    """
    file = Path(path)
    if not file.is_file():
        raise InputError("file_missing", path=path)
    if file.stat().st_size == 0:
        raise InputError("file_empty", path=path)
    with file.open("rb") as stream:
        begin = stream.read(8)
    suffix = file.suffix.lower()
    if suffix == ".shp":
        table = read_shapefile(path, encoding, progress)
    elif begin.startswith(_ZIP) and suffix in (".xlsx", ".xlsm"):
        table = _from_xlsx(path, sheet, progress)
    elif suffix in (".xls", ".ods") and (begin.startswith(_OLE) or begin.startswith(_ZIP)):
        cells, name, names = read_old_sheet(path, _by_number(sheet, ()))
        table = _from_cells(cells, path, "sheet", name, names)
    elif suffix in _TEXT_SUFFIXES or suffix in (".xls", ".xlsx", ".xlsm"):
        table = _from_text(path, encoding)  # an .xls that is text: many systems export that
    else:
        table = read_layer_file(path, sheet, progress)
    if not table.rows and not table.bad_rows:
        raise InputError("file_header_only" if table.names else "file_empty", path=path)
    progress.report(1.0)
    others = [name for name in table.sheets if name != table.sheet]
    if others and not sheet:
        note = Note("note_other_sheets", {"sheet": table.sheet, "others": ", ".join(others)})
        table = replace(table, notes=(*table.notes, note))
    return table


def _by_number(sheet: str, names: Tuple[str, ...]) -> str:
    """The sheet's name where its number was given."""
    if sheet.isdigit() and sheet not in names and 1 <= int(sheet) <= len(names):
        return names[int(sheet) - 1]
    return sheet


def _from_text(path: str, encoding: str) -> RawTable:
    file = Path(path)
    if file.stat().st_size > _MAX_TEXT_BYTES:
        raise InputError("file_too_large", path=path, megabytes=file.stat().st_size >> 20, limit=_MAX_TEXT_BYTES >> 20)
    decoded = decode(file.read_bytes(), encoding, path)
    cells = read_cells(decoded.text)
    if decoded.other_lines:
        cells.notes.append(Note("note_mixed_encodings", {"count": len(decoded.other_lines), "line": decoded.other_lines[0]}))
    table = _from_cells(cells, path, "text", "", (), frozenset(decoded.broken_lines))
    return replace(table, encoding=decoded.encoding, certainty=decoded.certainty)


def _from_xlsx(path: str, sheet: str, progress: Progress) -> RawTable:
    book = Workbook(path)
    try:
        names = book.sheets
        sheet = _by_number(sheet, names)
        if sheet and sheet not in names:
            raise InputError("sheet_unknown", path=path, sheet=sheet, known=", ".join(names))
        if sheet or len(names) == 1:
            sheet = sheet or names[0]
            return _from_cells(book.cells(sheet, progress), path, "sheet", sheet, names)
        tables: Dict[str, RawTable] = {}
        for at, name in enumerate(names):
            tables[name] = _from_cells(book.cells(name, progress.part(at / len(names), (at + 1) / len(names))), path, "sheet", name, names)
        return max(tables.values(), key=_likeness)
    finally:
        book.close()


def _likeness(table: RawTable) -> Tuple[int, int]:
    """How much a sheet looks like an inventory: known headers first, then rows."""
    known = sum(1 for name in table.names if headers.plain(name) in headers.known_words())
    return min(known, 3), len(table.rows)


def _from_cells(cells: Cells, path: str, kind: str, sheet: str, sheets: Tuple[str, ...], broken: frozenset = frozenset()) -> RawTable:
    """Find the header; rows of another width or with unreadable characters go to the bad rows."""
    keep = [i for i, row in enumerate(cells.rows) if any(cell.strip() for cell in row)]
    rows = [cells.rows[i] for i in keep]
    numbers = [cells.numbers[i] for i in keep]
    header = headers.find(rows)
    width = len(header.names)
    seen: List[Dict[str, str]] = [{} for _ in header.names]
    good: List[List[str]] = []
    good_numbers: List[int] = []
    bad: List[BadRow] = []
    for row, number in zip(rows[header.first_data :], numbers[header.first_data :]):
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            bad.append(BadRow(number, "rej_cells", {"cells": len(row), "columns": width}, _by_name(header.names, row)))
            continue
        if number in broken:
            bad.append(BadRow(number, "rej_encoding", {}, _by_name(header.names, row)))
            continue
        if len(row) != width:
            row = [*row[:width], *[""] * (width - len(row))]
        good.append([_shared(cell.strip(), texts) for cell, texts in zip(row, seen)])
        good_numbers.append(number)
    return RawTable(
        path=path,
        sheet=sheet,
        kind=kind,
        names=header.names,
        groups=header.groups,
        title=header.title,
        rows=good,
        numbers=good_numbers,
        sheets=sheets,
        notes=tuple(cells.notes),
        bad_rows=tuple(bad),
    )


def _shared(cell: str, seen: Dict[str, str]) -> str:
    """The same object for the same text of a column with few texts: memory for one instead of many thousand."""
    known = seen.get(cell)
    if known is None:
        known = cell
        if len(seen) < _SHARED_TEXTS:
            seen[cell] = cell
    return known


def _by_name(names: Tuple[str, ...], row: List[str]) -> Dict[str, str]:
    """A row as column name to text; cells beyond the last name get numbers."""
    return {names[i] if i < len(names) else f"+{i + 1 - len(names)}": cell for i, cell in enumerate(row)}
