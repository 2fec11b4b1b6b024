# SPDX-License-Identifier: GPL-2.0-or-later
"""A Word document (ECMA-376, WordprocessingML) from plain HTML: headings as headings, tables with borders, pictures inside.

The HTML of the report and of templates people write for it: h1–h3, p, lists, tables, pictures, bold, italic, underline,
line breaks, `align`, `page-break-before`; anything else gives its text. The parts that never change stand in `docx_parts`.
"""

import re
import zipfile
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from qgis.PyQt.QtXml import QDomDocument

from ...engine.errors import WorkspaceError
from . import docx_parts as parts

EMU_PER_PX = 9525
TEXT_WIDTH_PX = round(parts.TEXT_WIDTH_MM / 25.4 * 96)
_BLOCKS = {"p", "h1", "h2", "h3", "li", "div"}
_STYLES = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3", "li": "ListParagraph"}
_CLASSES = {"caption": "Caption", "picture": "Picture", "note": "Note", "cover": "Cover", "after": "After"}
_RUNS = {"b": "<w:b/>", "strong": "<w:b/>", "i": "<w:i/>", "em": "<w:i/>", "u": '<w:u w:val="single"/>'}
_RUNS.update(sub='<w:vertAlign w:val="subscript"/>', sup='<w:vertAlign w:val="superscript"/>')
_ALIGNED = {"left": "left", "right": "right", "center": "center", "justify": "both"}
_SKIPPED = {"head", "style", "script", "title"}


def write_docx(path: Path, body: str, base: Path, title: str, lang: str) -> Path:
    """Write the HTML `body`, whose pictures lie under `base`, and read it back. Raises `WorkspaceError`, OSError."""
    made = _Writer()
    made.feed(body)
    made.close()
    pictures = {f"word/media/{name}": (base / source).read_bytes() for source, name in made.pictures.items()}
    files = {**parts.package(made.text(), list(made.pictures.values()), title, lang), **pictures}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in files.items():
            book.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    _verify(path, files)
    return path


def _verify(path: Path, files: Dict[str, object]) -> None:
    """Every part is there, whole and, where it is XML, well formed."""
    with zipfile.ZipFile(path) as book:
        if book.testzip() is not None or set(book.namelist()) != set(files):
            raise WorkspaceError("handover_verify", path=path.name, details="ZIP")
        for name in book.namelist():
            if name.endswith((".xml", ".rels")):
                parsed = QDomDocument().setContent(book.read(name).decode("utf-8"))
                if not (parsed[0] if isinstance(parsed, tuple) else parsed):  # Qt 6 answers with an object
                    raise WorkspaceError("handover_verify", path=path.name, details=name)


class _Writer(HTMLParser):
    """Turns HTML into the paragraphs, tables and pictures of a document, in one pass."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pictures: Dict[str, str] = {}  #: path as the HTML names it -> name within the document
        self._out: List[str] = []
        self._runs: List[str] = []
        self._marks: List[str] = []
        self._block: Optional[Tuple[str, Dict[str, str]]] = None
        self._lists: List[List] = []  #: open lists: kind and count
        self._row: List[str] = []  #: cells of the open row
        self._cell: Optional[Dict[str, str]] = None
        self._widths: List[int] = []
        self._columns = 0
        self._tables: List[tuple] = []  #: what was open around each open table
        self._rows: List[List[str]] = []  #: rows of each open table, while one of its cells is written
        self._head = False
        self._skipped = 0

    def text(self) -> str:
        self._end_block()
        return "".join(self._out)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag in _SKIPPED:
            self._skipped += 1
        elif tag in _BLOCKS:
            self._end_block()
            self._block = (tag, given)
            if tag == "li" and self._lists:
                self._lists[-1][1] += 1
                self._write("• " if self._lists[-1][0] == "ul" else f"{self._lists[-1][1]}. ")
        elif tag in _RUNS:
            self._marks.append(tag)
        elif tag == "br":
            self._runs.append("<w:r><w:br/></w:r>")
        elif tag == "img":
            self._picture(given)
        elif tag in ("ul", "ol"):
            self._end_block()
            self._lists.append([tag, 0])
        elif tag in ("table", "tr", "td", "th", "thead"):
            self._open_table_part(tag, given)

    def handle_endtag(self, tag):
        if tag in _SKIPPED:
            self._skipped = max(0, self._skipped - 1)
        elif tag in _BLOCKS:
            self._end_block()
        elif tag in _RUNS and tag in self._marks:
            self._marks.reverse()
            self._marks.remove(tag)
            self._marks.reverse()
        elif tag in ("ul", "ol") and self._lists:
            self._end_block()
            self._lists.pop()
        elif tag in ("table", "tr", "td", "th", "thead"):
            self._close_table_part(tag)

    def handle_data(self, data):
        if self._skipped:
            return
        said = re.sub(r"[ \t\r\n]+", " ", data)  # not str.split: the ideographic space stays
        if said.strip(" ") or self._runs:
            self._write(said if self._runs else said.lstrip(" "))

    def _write(self, said: str) -> None:
        marks = {_RUNS[tag] for tag in (*self._marks, *(("b",) if self._cell and self._cell["tag"] == "th" else ()))}
        form = "".join(mark for mark in dict.fromkeys(_RUNS.values()) if mark in marks)
        said = "".join(letter for letter in said if letter >= " " or letter == "\t")
        self._runs.append(f'<w:r>{f"<w:rPr>{form}</w:rPr>" if form else ""}<w:t xml:space="preserve">{escape(said)}</w:t></w:r>')

    def _end_block(self) -> None:
        """Write the paragraph that has come together, if any."""
        tag, given = self._block or ("p", {})
        empty = not self._runs and self._block is None
        style = _STYLES.get(tag) or _CLASSES.get(given.get("class", ""), "TableText" if self._cell is not None else "BodyText")
        form = f'<w:pStyle w:val="{style}"/>'
        if "page-break-before" in given.get("style", "") and "always" in given["style"]:
            form += "<w:pageBreakBefore/>"
        aligned = given.get("align") or (self._cell or {}).get("align", "")
        if aligned.lower() in _ALIGNED:
            form += f'<w:jc w:val="{_ALIGNED[aligned.lower()]}"/>'
        if not empty:
            self._out.append(f"<w:p><w:pPr>{form}</w:pPr>{''.join(self._runs)}</w:p>")
        self._runs, self._block = [], None

    def _open_table_part(self, tag: str, given: Dict[str, str]) -> None:
        if tag == "table":
            self._end_block()
            self._tables.append((self._out, self._row, self._cell, self._widths, self._columns, self._head))
            self._out, self._row, self._cell, self._widths, self._columns, self._head = [], [], None, [], 0, False
        elif not self._tables:
            return
        elif tag == "tr":
            self._row = []
        elif tag == "thead":
            self._head = True
        elif self._cell is None:
            self._cell = {**given, "tag": tag}
            self._rows.append(self._out)
            self._out = []

    def _close_table_part(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            if self._runs or not self._out or self._out[-1].startswith("<w:tbl>"):  # a cell ends with a paragraph
                self._block = self._block or ("p", {})
                self._end_block()
            self._row.append(self._cell_text())
            self._out, self._cell = self._rows.pop(), None
        elif tag == "tr" and self._tables and self._row:
            form = "<w:cantSplit/>" + ("<w:tblHeader/>" if self._head else "")
            self._out.append(f"<w:tr><w:trPr>{form}</w:trPr>{''.join(self._row)}</w:tr>")
            self._columns, self._row = max(self._columns, len(self._row)), []
        elif tag == "thead":
            self._head = False
        elif tag == "table" and self._tables:
            rows, widths = self._out, self._widths or [100 // max(1, self._columns)] * self._columns
            self._out, self._row, self._cell, self._widths, self._columns, self._head = self._tables.pop()
            if rows:
                self._out.append(parts.table("".join(rows), widths))

    def _cell_text(self) -> str:
        width = re.fullmatch(r"(\d+)%", self._cell.get("width", ""))
        if width:
            self._widths.append(int(width.group(1)))
        form = f'<w:tcW w:w="{int(width.group(1)) * 50}" w:type="pct"/>' if width else '<w:tcW w:w="0" w:type="auto"/>'
        span = self._cell.get("colspan", "")
        form += f'<w:gridSpan w:val="{int(span)}"/>' if span.isdigit() and int(span) > 1 else ""
        colour = re.fullmatch(r"#([0-9a-fA-F]{6})", self._cell.get("bgcolor", ""))
        form += f'<w:shd w:val="clear" w:color="auto" w:fill="{colour.group(1)}"/>' if colour else ""
        return f"<w:tc><w:tcPr>{form}</w:tcPr>{''.join(self._out)}</w:tc>"

    def _picture(self, given: Dict[str, str]) -> None:
        source = given.get("src", "")
        if not source or not (given.get("width", "").isdigit() and given.get("height", "").isdigit()):
            return
        name = self.pictures.setdefault(source, f"picture{len(self.pictures) + 1}{Path(source).suffix.lower()}")
        wide, high = int(given["width"]), int(given["height"])
        shrink = min(1.0, TEXT_WIDTH_PX / wide)
        number = list(self.pictures).index(source) + 1
        size = round(wide * shrink * EMU_PER_PX), round(high * shrink * EMU_PER_PX)
        self._runs.append(parts.drawing(number, name, escape(given.get("alt", "")), *size))
