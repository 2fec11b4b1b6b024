# SPDX-License-Identifier: GPL-2.0-or-later
"""The cells in the XML of one XLSX sheet: a quick reader for the plain form all programs write, Qt's reader for any other.

ECMA-376 part 1, 18.3.1.4 (c), 18.3.1.73 (row), 18.3.1.55 (mergeCell), 18.18.11 (ST_CellType).
"""

import datetime
import html
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import List, Optional

from qgis.PyQt.QtCore import QXmlStreamReader

from ...engine.progress import Progress
from .rawtable import Note

_MAX_COLUMNS = 1000
_MERGED_CELLS_LIMIT = 200_000
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?$")
_ROW = re.compile(r"<row(?=[\s/>])([^>]*)>")
_ROW_NUMBER = re.compile(r'\sr="(\d+)"')
_CELL = re.compile(r"<c(?=[\s/>])([^>]*?)(?:/>|>(.*?)</c>)", re.S)
_ATTRIBUTE = re.compile(r'\s([rts])="([^"]*)"')
_VALUE = re.compile(r"<(?:v|t)(?:\s[^>]*)?>([^<]*)</[vt]>")
_PHONETIC = re.compile(r"<rPh\b.*?</rPh>", re.S)
_MERGE = re.compile(r'<mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
_AREA = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)$")


@dataclass
class SheetCells:
    """Rows of texts, the number of each, merged areas, and where the XML breaks off (empty when it does not)."""

    rows: List[List[str]] = field(default_factory=list)
    numbers: List[int] = field(default_factory=list)
    merges: List[str] = field(default_factory=list)
    fault: str = ""

    def begin_row(self, given: str) -> List[str]:
        """A new row with the number given, or the next one."""
        self.numbers.append(int(given) if given.isdigit() and len(given) < 9 else (self.numbers[-1] + 1 if self.numbers else 1))
        self.rows.append([])
        return self.rows[-1]


class CellTexts:
    """What a cell says: shared strings looked up, dates as YYYY-MM-DD, long numbers digit by digit; counts what was odd."""

    def __init__(self, shared: List[str], dates: frozenset):
        self._shared, self._dates = shared, dates
        self.long_codes = self.formulas = self.faults = 0

    def put(self, row: List[str], reference: str, kind: str, style: str, value: str, formula: bool) -> None:
        """Put a cell's text where it belongs in its row."""
        column = column_index(reference)
        if column < 0:
            column = len(row)
        if column >= _MAX_COLUMNS:
            return
        if formula and not value:
            self.formulas += 1
        if len(row) <= column:
            row.extend([""] * (column + 1 - len(row)))
        row[column] = self.text(kind, style, value)

    def text(self, kind: str, style: str, value: str) -> str:
        """The text of a cell of type `kind` (ST_CellType) and style number `style`."""
        if kind == "s":
            number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
            return self._shared[number].strip() if 0 <= number < len(self._shared) else ""
        if kind == "e":
            self.faults += 1
            return ""
        if kind in ("inlineStr", "str", "b", "d") or not value:
            return value.strip()
        if style.isascii() and style.isdigit() and int(style) in self._dates:
            return _date(value)
        return self._number(value)

    def _number(self, value: str) -> str:
        if _PLAIN_NUMBER.match(value):
            return value
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if not number.is_finite() or abs(number.adjusted()) > 40:
            return value
        if number.adjusted() >= 15:
            self.long_codes += 1
        return format(number, "f")

    def notes(self) -> List[Note]:
        """Notes on what was odd."""
        counts = (("note_long_codes", self.long_codes), ("note_formulas", self.formulas), ("note_cell_faults", self.faults))
        return [Note(key, {"count": count}) for key, count in counts if count]


def column_index(reference: str) -> int:
    """0 for A, 27 for AB; -1 when the reference has no letters."""
    index = 0
    for letter in reference[:4]:
        if not "A" <= letter <= "Z":
            break
        index = 26 * index + ord(letter) - 64
    return index - 1


def read_plain(data: bytes, texts: CellTexts, progress: Progress) -> Optional[SheetCells]:
    """The cells of a sheet in UTF-8 without prefixes, comments or CDATA, whole to its end; `None` for any other."""
    begin = data.find(b"<sheetData")
    if (
        begin < 0
        or b"<!" in data
        or not data.rstrip().endswith(b"</worksheet>")
        or b"encoding" in data[:200]
        and b"UTF-8" not in data[:200]
    ):
        return None
    try:
        xml = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    found = SheetCells()
    parts = _ROW.split(xml[xml.index("<sheetData") :])
    for done, (attributes, body) in enumerate(zip(parts[1::2], parts[2::2])):
        if done % 2000 == 0:
            progress.check()
        number = _ROW_NUMBER.search(f" {attributes}")
        row = found.begin_row(number[1] if number else "")
        for cell, inner in _CELL.findall(body):
            given = dict(_ATTRIBUTE.findall(cell))
            if "<rPh" in inner:
                inner = _PHONETIC.sub("", inner)
            value = "".join(_VALUE.findall(inner))
            if "&" in value:
                value = html.unescape(value)
            texts.put(row, given.get("r", ""), given.get("t", ""), given.get("s", ""), value, "<f" in inner)
    found.merges = _MERGE.findall(parts[-1])
    return found


def read_any(data: bytes, texts: CellTexts, progress: Progress) -> SheetCells:
    """The cells of any sheet, as far as its XML is sound. Raises `ValueError` when not even one row can be read."""
    reader, start = QXmlStreamReader(data), QXmlStreamReader.TokenType.StartElement
    found = SheetCells()
    row: List[str] = []
    while not reader.atEnd():
        if reader.readNext() != start:
            continue
        name = reader.name()
        if name == "c":
            _cell(reader, row, texts)
        elif name == "row":
            row = found.begin_row(reader.attributes().value("r"))
            if len(found.rows) % 2000 == 0:
                progress.check()
        elif name == "mergeCell":
            found.merges.append(reader.attributes().value("ref"))
    if reader.hasError():
        found.fault = reader.errorString()
        if not found.rows:
            raise ValueError(found.fault)
    return found


def _cell(reader: QXmlStreamReader, row: List[str], texts: CellTexts) -> None:
    """Read one `c` element to its end."""
    attributes = reader.attributes()
    reference, kind, style = attributes.value("r"), attributes.value("t"), attributes.value("s")
    value, formula, phonetic = "", False, 0
    depth, start, end = 1, QXmlStreamReader.TokenType.StartElement, QXmlStreamReader.TokenType.EndElement
    while depth and not reader.atEnd():
        token = reader.readNext()
        if token == start:
            name = reader.name()
            if name in ("v", "t"):
                told = reader.readElementText()
                value += "" if phonetic else told
            else:
                formula = formula or name == "f"
                depth += 1
                phonetic = phonetic or (depth if name == "rPh" else 0)
        elif token == end:
            phonetic = 0 if depth == phonetic else phonetic
            depth -= 1
    texts.put(row, reference, kind, style, value, formula)


def _date(value: str) -> str:
    """An Excel day count as ISO date; a count that is no date stays as it is."""
    try:
        days = float(value)
        if not 1 <= days < 2958466:
            return value
        return (datetime.date(1899, 12, 30) + datetime.timedelta(days=int(days))).isoformat()
    except (ValueError, OverflowError):
        return value


def fill_merged(rows: List[List[str]], numbers: List[int], merges: List[str]) -> None:
    """Give every cell of a merged area the text of its first cell."""
    where = {number: index for index, number in enumerate(numbers)}
    budget = _MERGED_CELLS_LIMIT
    for reference in merges:
        corners = _AREA.match(reference)
        if not corners:
            continue
        left, top, right, bottom = column_index(corners[1]), int(corners[2]), column_index(corners[3]), int(corners[4])
        if top not in where or right >= _MAX_COLUMNS:
            continue
        first = rows[where[top]]
        text = first[left] if left < len(first) else ""
        budget -= (bottom - top + 1) * (right - left + 1)
        if not text or budget < 0:
            continue
        for number in range(top, bottom + 1):
            if number not in where:
                continue
            row = rows[where[number]]
            if len(row) <= right:
                row.extend([""] * (right + 1 - len(row)))
            for column in range(left, right + 1):
                row[column] = text
