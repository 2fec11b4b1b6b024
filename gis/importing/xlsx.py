# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells of an XLSX sheet as they are written in the file: 18-digit codes keep their digits, merged cells their text.

Read from the zip with Qt's XML reader. GDAL's XLSX driver turns long numbers into floating point, so it is not used here.
"""

import re
import struct
import zipfile
import zlib
from typing import Dict, List, Tuple

from qgis.PyQt.QtCore import QXmlStreamReader

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from .rawtable import Cells, Note
from .xlsx_cells import CellTexts, fill_merged, read_any, read_plain

_MAX_PART_BYTES = 1 << 30
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
#: what a damaged zip can end in
_ZIP_FAULTS = (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, zlib.error, EOFError, OSError, ValueError, struct.error)


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
        data = self._bytes(self._sheets[sheet])
        texts = CellTexts(self._shared, self._dates)
        try:
            found = read_plain(data, texts, progress) or read_any(data, texts, progress)
        except ValueError as error:
            raise InputError("xlsx_broken", path=self.path, details=f"{sheet}: {error}") from error
        fill_merged(found.rows, found.numbers, found.merges)
        notes = [Note("note_xlsx_cut", {"row": found.numbers[-1], "details": found.fault})] if found.fault else []
        return Cells(found.rows, found.numbers, [*notes, *texts.notes()])
