# SPDX-License-Identifier: GPL-2.0-or-later
"""A Word document (ECMA-376, WordprocessingML) from plain HTML: headings as headings, tables with borders, pictures inside.

The HTML of the report and of templates people write for it: h1–h3, p, lists, tables, pictures, bold, italic, underline,
line breaks, `align`, `page-break-before`; anything else gives its text. The parts that never change stand in `docx_parts`.
"""

import base64
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple

from qgis.PyQt.QtCore import QUrl
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
_DATA = re.compile(r"data:image/(\w+);base64,(.*)", re.DOTALL)


class _Cell(NamedTuple):
    """A cell that is written; `width_pct` is 0 where the HTML states none."""

    text: str
    width_pct: int
    columns: int


def write_docx(path: Path, body: str, base: Path, title: str, lang: str) -> Path:
    """Write the HTML `body`, whose pictures lie under `base`, and read it back. Raises `WorkspaceError`, OSError.

    In place of a picture that is not there, or of a kind that Word does not know, stands its description.
    """
    made = _Writer(base)
    made.feed(body)
    made.close()
    pictures = {f"word/media/{name}": content for name, content in made.pictures.values()}
    files = {**parts.package(made.text(), [name for name, _content in made.pictures.values()], title, lang), **pictures}
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

    def __init__(self, base: Path):
        super().__init__(convert_charrefs=True)
        self._base = base
        self.pictures: Dict[str, Tuple[str, bytes]] = {}  #: path as the HTML names it -> name within the document, content
        self._out: List[str] = []
        self._runs: List[str] = []
        self._marks: List[str] = []
        self._block: Optional[Tuple[str, Dict[str, str]]] = None
        self._lists: List[List] = []  #: open lists: kind and count
        self._row: List[_Cell] = []  #: cells of the open row
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
        self._runs.append(f'<w:r>{f"<w:rPr>{form}</w:rPr>" if form else ""}<w:t xml:space="preserve">{parts.as_xml(said)}</w:t></w:r>')

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
            aside = self._tables and self._cell is None  # what stands in a table but in no cell goes before it
            (self._tables[-1][0] if aside else self._out).append(f"<w:p><w:pPr>{form}</w:pPr>{''.join(self._runs)}</w:p>")
        self._runs, self._block = [], None

    def _open_table_part(self, tag: str, given: Dict[str, str]) -> None:
        if tag == "table":
            self._end_block()
            self._tables.append((self._out, self._row, self._cell, self._widths, self._columns, self._head))
            self._out, self._row, self._cell, self._widths, self._columns, self._head = [], [], None, [], 0, False
        elif not self._tables:
            return
        elif tag in ("tr", "thead"):
            self._close_table_part("tr")  # HTML may leave the ends of cells and rows out
            self._head = self._head or tag == "thead"
        else:
            self._close_table_part("td")
            self._end_block()
            self._cell = {**given, "tag": tag}
            self._rows.append(self._out)
            self._out = []

    def _close_table_part(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            if self._runs or not self._out or self._out[-1].startswith("<w:tbl>"):  # a cell ends with a paragraph
                self._block = self._block or ("p", {})
                self._end_block()
            self._row.append(self._cell_made())
            self._out, self._cell = self._rows.pop(), None
        elif tag == "tr" and self._tables:
            self._close_row()
        elif tag == "thead" and self._tables:
            self._close_row()
            self._head = False
        elif tag == "table" and self._tables:
            self._close_row()
            self._end_block()
            stated = len(self._widths) == self._columns
            rows, widths = self._out, self._widths if stated else [100 // max(1, self._columns)] * self._columns
            self._out, self._row, self._cell, self._widths, self._columns, self._head = self._tables.pop()
            if rows:
                self._out.append(parts.table("".join(rows), widths))

    def _close_row(self) -> None:
        self._close_table_part("td")
        if not self._row:
            return
        form = "<w:cantSplit/>" + ("<w:tblHeader/>" if self._head else "")
        self._out.append(f"<w:tr><w:trPr>{form}</w:trPr>{''.join(cell.text for cell in self._row)}</w:tr>")
        if len(self._row) > len(self._widths) and all(cell.width_pct and cell.columns == 1 for cell in self._row):
            self._widths = [cell.width_pct for cell in self._row]
        self._columns, self._row = max(self._columns, sum(cell.columns for cell in self._row)), []

    def _cell_made(self) -> _Cell:
        width = re.fullmatch(r"(\d{1,3})%", self._cell.get("width", ""))
        form = f'<w:tcW w:w="{int(width.group(1)) * 50}" w:type="pct"/>' if width else '<w:tcW w:w="0" w:type="auto"/>'
        span = re.fullmatch(r"\d{1,2}", self._cell.get("colspan", ""))
        columns = max(1, int(span.group())) if span else 1
        form += f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        colour = re.fullmatch(r"#([0-9a-fA-F]{6})", self._cell.get("bgcolor", ""))
        form += f'<w:shd w:val="clear" w:color="auto" w:fill="{colour.group(1)}"/>' if colour else ""
        return _Cell(f"<w:tc><w:tcPr>{form}</w:tcPr>{''.join(self._out)}</w:tc>", int(width.group(1)) if width else 0, columns)

    def _picture(self, given: Dict[str, str]) -> None:
        source, said = given.get("src", ""), given.get("alt", "")
        sizes = [re.fullmatch(r"[1-9]\d{0,4}", given.get(name, "")) for name in ("width", "height")]
        content = self._content(source) if all(sizes) and source not in self.pictures else None
        if content is not None:
            self.pictures[source] = f"picture{len(self.pictures) + 1}.{content[0]}", content[1]
        if not all(sizes) or source not in self.pictures:
            if said:
                self._write(said)
            return
        wide, high = (int(size.group()) for size in sizes)
        shrink = min(1.0, TEXT_WIDTH_PX / wide)
        number = list(self.pictures).index(source) + 1
        size = round(wide * shrink * EMU_PER_PX), round(high * shrink * EMU_PER_PX)
        self._runs.append(parts.drawing(number, self.pictures[source][0], parts.as_xml(said), *size))

    def _content(self, source: str) -> Optional[Tuple[str, bytes]]:
        """Ending and content of a picture, of a file or within the HTML itself; None where it cannot be had."""
        inside = _DATA.fullmatch(source)
        ending = inside.group(1).lower() if inside else Path(source).suffix.lower()[1:]
        if ending not in parts.TYPES:
            return None
        try:
            if inside:
                return ending, base64.b64decode(inside.group(2))
            return ending, (self._base / QUrl.fromPercentEncoding(source.encode())).read_bytes()
        except (OSError, ValueError):
            return None
