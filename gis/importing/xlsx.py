# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells of an XLSX sheet as they are written in the file: 18-digit codes keep their digits, merged cells their text.

Read from the zip with Qt's XML reader. GDAL's XLSX driver turns long numbers into floating point, so it is not used here.
"""

import datetime
import re
import struct
import zipfile
import zlib
from decimal import Decimal, InvalidOperation
from typing import Dict, List, Tuple

from qgis.PyQt.QtCore import QXmlStreamReader

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from .rawtable import Cells, Note

_MAX_PART_BYTES = 1 << 30
_MAX_COLUMNS = 1000
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_PLAIN = re.compile(r"-?\d+(\.\d+)?$")
_MERGE_CELLS_LIMIT = 200_000
#: what a damaged zip can end in
_ZIP_FAULTS = (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, zlib.error, EOFError, OSError, ValueError, struct.error)


def column_index(reference: str) -> int:
    """0 for A, 27 for AB; -1 when the reference has no letters."""
    index = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        index = 26 * index + ord(letter) - 64
    return index - 1


class Workbook:
    """An open XLSX file: its sheet names and their cells. Raises `InputError` when it is not a readable workbook."""

    def __init__(self, path: str):
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
            self._parts = {name.lstrip("/"): name for name in self._zip.namelist()}
            targets = self._relations()
            self._sheets: Dict[str, str] = {}
            for attributes in self._elements("xl/workbook.xml", "sheet"):
                target = targets.get(attributes.get("r:id", ""), "")
                if "worksheet" in target:
                    self._sheets[attributes.get("name", target)] = target
            self._dates = self._date_styles()
            self._shared = self._shared_strings()
        except _ZIP_FAULTS as error:
            raise InputError("xlsx_broken", path=path, details=str(error)) from error
        if not self._sheets:
            raise InputError("xlsx_broken", path=path, details="no worksheet")

    def close(self) -> None:
        self._zip.close()

    @property
    def sheets(self) -> Tuple[str, ...]:
        return tuple(self._sheets)

    def _bytes(self, part: str) -> bytes:
        try:
            info = self._zip.getinfo(self._parts[part])
            if info.file_size > _MAX_PART_BYTES:
                raise InputError("file_too_large", path=self.path, megabytes=info.file_size >> 20, limit=_MAX_PART_BYTES >> 20)
            return self._zip.read(info)
        except _ZIP_FAULTS as error:
            raise InputError("xlsx_broken", path=self.path, details=str(error)) from error

    def _elements(self, part: str, name: str) -> List[Dict[str, str]]:
        """The attributes of every element `name` in a part; empty when there is no such part."""
        if part not in self._parts:
            return []
        found, reader = [], QXmlStreamReader(self._bytes(part))
        while not reader.atEnd():
            if reader.readNext() == QXmlStreamReader.TokenType.StartElement and reader.name() == name:
                attributes = reader.attributes()
                found.append({attributes.at(i).qualifiedName(): attributes.at(i).value() for i in range(attributes.size())})
        return found

    def _relations(self) -> Dict[str, str]:
        relations = {}
        for attributes in self._elements("xl/_rels/workbook.xml.rels", "Relationship"):
            target = attributes.get("Target", "")
            relations[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return relations

    def _date_styles(self) -> frozenset:
        """Indices of the cell styles that show a number as a date."""
        formats = {a.get("numFmtId"): a.get("formatCode", "") for a in self._elements("xl/styles.xml", "numFmt")}
        dates, inside, index = set(), False, 0
        if "xl/styles.xml" not in self._parts:
            return frozenset()
        reader = QXmlStreamReader(self._bytes("xl/styles.xml"))
        while not reader.atEnd():
            token = reader.readNext()
            if reader.name() == "cellXfs":
                inside = token == QXmlStreamReader.TokenType.StartElement
            elif inside and reader.name() == "xf" and token == QXmlStreamReader.TokenType.StartElement:
                number = reader.attributes().value("numFmtId")
                code = _QUOTED.sub("", formats.get(number, "")).lower()
                if (number.isdigit() and int(number) in _DATE_FORMATS) or ("y" in code and "d" in code) or "年" in formats.get(number, ""):
                    dates.add(index)
                index += 1
        return frozenset(dates)

    def _shared_strings(self) -> List[str]:
        if "xl/sharedStrings.xml" not in self._parts:
            return []
        strings: List[str] = []
        pieces: List[str] = []
        phonetic = False
        reader = QXmlStreamReader(self._bytes("xl/sharedStrings.xml"))
        start, end = QXmlStreamReader.TokenType.StartElement, QXmlStreamReader.TokenType.EndElement
        while not reader.atEnd():
            token = reader.readNext()
            if token == start:
                name = reader.name()
                if name == "si":
                    pieces = []
                elif name == "rPh":
                    phonetic = True
                elif name == "t" and not phonetic:
                    pieces.append(reader.readElementText())
            elif token == end:
                name = reader.name()
                if name == "si":
                    strings.append("".join(pieces))
                elif name == "rPh":
                    phonetic = False
        return strings

    def cells(self, sheet: str, progress: Progress = SILENT) -> Cells:
        """The cells of a sheet as text, merged areas filled with their text, dates as YYYY-MM-DD."""
        return _Sheet(self._bytes(self._sheets[sheet]), self._shared, self._dates, self.path).read(progress)


class _Sheet:
    """One pass over the XML of a sheet."""

    def __init__(self, data: bytes, shared: List[str], dates: frozenset, path: str):
        self._reader = QXmlStreamReader(data)
        self._shared, self._dates, self._path = shared, dates, path
        self._long_codes = self._formulas = self._faults = 0

    def read(self, progress: Progress) -> Cells:
        rows: List[List[str]] = []
        numbers: List[int] = []
        merges: List[str] = []
        reader, start = self._reader, QXmlStreamReader.TokenType.StartElement
        row: List[str] = []
        while not reader.atEnd():
            if reader.readNext() != start:
                continue
            name = reader.name()
            if name == "c":
                self._cell(row)
            elif name == "row":
                row = []
                given = reader.attributes().value("r")
                numbers.append(int(given) if given.isdigit() else (numbers[-1] + 1 if numbers else 1))
                rows.append(row)
                if len(rows) % 5000 == 0:
                    progress.check()
            elif name == "mergeCell":
                merges.append(reader.attributes().value("ref"))
        if reader.hasError() and not rows:
            raise InputError("xlsx_broken", path=self._path, details=reader.errorString())
        notes = [Note("note_xlsx_cut", {"row": numbers[-1], "details": reader.errorString()})] if reader.hasError() else []
        _fill_merged(rows, numbers, merges)
        for key, count in (("note_long_codes", self._long_codes), ("note_formulas", self._formulas), ("note_cell_faults", self._faults)):
            if count:
                notes.append(Note(key, {"count": count}))
        return Cells(rows, numbers, notes)

    def _cell(self, row: List[str]) -> None:
        """Read one `c` element and put its text where it belongs in the row."""
        reader = self._reader
        attributes = reader.attributes()
        column = column_index(attributes.value("r"))
        kind, style = attributes.value("t"), attributes.value("s")
        value, formula = "", False
        depth, start, end = 1, QXmlStreamReader.TokenType.StartElement, QXmlStreamReader.TokenType.EndElement
        while depth and not reader.atEnd():
            token = reader.readNext()
            if token == start:
                name = reader.name()
                if name == "v" or name == "t":
                    value += reader.readElementText()
                else:
                    formula = formula or name == "f"
                    depth += 1
            elif token == end:
                depth -= 1
        if column < 0:
            column = len(row)
        if column >= _MAX_COLUMNS:
            return
        if formula and not value:
            self._formulas += 1
        if len(row) <= column:
            row.extend([""] * (column + 1 - len(row)))
        row[column] = self._text(kind, style, value)

    def _text(self, kind: str, style: str, value: str) -> str:
        if kind == "s":
            return self._shared[int(value)].strip() if value.isdigit() and int(value) < len(self._shared) else ""
        if kind == "e":
            self._faults += 1
            return ""
        if kind in ("inlineStr", "str", "b", "d") or not value:
            return value.strip()
        if style.isdigit() and int(style) in self._dates:
            return _date(value)
        return self._number(value)

    def _number(self, value: str) -> str:
        if _PLAIN.match(value):
            return value
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if not number.is_finite() or abs(number.adjusted()) > 40:
            return value
        if number.adjusted() >= 15:
            self._long_codes += 1
        return format(number, "f")


def _date(value: str) -> str:
    """An Excel day count as ISO date; a count that is no date stays as it is."""
    try:
        days = float(value)
        if not 1 <= days < 2958466:
            return value
        return (datetime.date(1899, 12, 30) + datetime.timedelta(days=int(days))).isoformat()
    except (ValueError, OverflowError):
        return value


def _fill_merged(rows: List[List[str]], numbers: List[int], merges: List[str]) -> None:
    """Give every cell of a merged area the text of its first cell."""
    where = {number: index for index, number in enumerate(numbers)}
    budget = _MERGE_CELLS_LIMIT
    for reference in merges:
        corners = re.match(r"([A-Z]+)(\d+):([A-Z]+)(\d+)$", reference)
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
