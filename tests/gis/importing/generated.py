# SPDX-License-Identifier: GPL-2.0-or-later
"""Files for property tests: inventories as bureaus might write them, and the same files damaged."""

import io
import zipfile

from hypothesis import strategies as st

_WORDS = (
    "编号",
    "灯杆编号",
    "名称",
    "类型",
    "杆高(m)",
    "经度",
    "纬度",
    "坐标",
    "X",
    "Y",
    "日期",
    "密码",
    "序号",
    "备注",
    "lon",
    "lat",
    "id",
    "type",
    "",
    "1",
)
_CELLS = (
    "",
    "路灯",
    "监控杆",
    "十二米",
    "12m",
    "8-10",
    "nan",
    "0",
    "-1",
    "1e308",
    "inf",
    "118.83",
    "36.70",
    "31°14′31.01″N",
    "121,495",
    "见附图",
)
_CELLS += (
    "118.83，36.70",
    "39663537.1",
    "4064779.6",
    "2023-02-30",
    "2023年5月",
    "45000",
    "420300908000000233",
    "10.1.2.3",
    '"',
    "'",
    "\\",
    "#REF!",
    "=A1",
)
_CELLS += (
    "𠀀𡃁",
    "\u202e倒",
    "\ufeff",
    "٣٤",
    "Ⅷ",
    "²",
    "½",
    "1_000",
    "万",
    "点五",
    "负",
    "+",
    "--5",
    "1.2.3",
    "９９９",
    "999999999999999999999999",
)
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5", "latin-1", "utf-32")

cells = st.one_of(st.sampled_from(_CELLS), st.floats().map(str), st.integers().map(str), st.text(max_size=12))
rows = st.lists(st.lists(cells, max_size=8), max_size=12)
headers = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8)
_GOOD = (("编号", "类型", "杆高", "经度", "纬度"), ("L1", "路灯", "12m", "121.4951", "31.2419"))
_METRES = (("编号", "类型", "杆高", "X", "Y"), ("L1", "路灯", "12m", "3458763.5", "40642449.4"))


@st.composite
def tables(draw):
    """Rows of cells: quite free, or a sound inventory with some free cells in it."""
    if draw(st.integers(0, 2)) == 0:
        return [draw(headers), *draw(rows)]
    header, good = draw(st.sampled_from((_GOOD, _GOOD, _METRES)))
    made = [list(header)]
    for _ in range(draw(st.integers(1, 8))):
        row = list(good)
        for _ in range(draw(st.integers(0, 3))):
            row[draw(st.integers(0, len(row) - 1))] = draw(cells)
        made.append(row)
    return made


@st.composite
def texts(draw):
    """The bytes of a delimited file in some encoding, perhaps with title rows, perhaps two encodings glued together."""
    table = [*draw(st.lists(st.lists(st.text(max_size=8), max_size=3), max_size=2)), *draw(tables())]
    delimiter = draw(st.sampled_from((",", ",", ";", "\t", "|")))
    text = draw(st.sampled_from(("\r\n", "\n", "\r"))).join(delimiter.join(row) for row in table)
    data = text.encode(draw(st.sampled_from(_ENCODINGS)), "replace")
    if draw(st.booleans()):
        data += "\n1,路灯,118.8,36.7\n".encode(draw(st.sampled_from(_ENCODINGS)), "replace")
    return data


def _sheet(table):
    lines = []
    for number, row in enumerate(table, 1):
        found = "".join(
            f'<c r="{chr(65 + c)}{number}" t="inlineStr"><is><t>{_escaped(cell)}</t></is></c>'
            if number == 1 or not cell[:1].isdigit()
            else f"<c><v>{_escaped(cell)}</v></c>"
            for c, cell in enumerate(row)
        )
        lines.append(f'<row r="{number}">{found}</row>')
    merged = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A3:A5"/></mergeCells>'
    return f"<worksheet><sheetData>{''.join(lines)}</sheetData>{merged}</worksheet>"


def _escaped(text):
    return "".join(f"&#{ord(c)};" if c in "&<>" else c for c in text if c in "\t\n" or (c >= " " and not 0xD7FF < ord(c) < 0xE000))


@st.composite
def workbooks(draw):
    """The bytes of an XLSX file."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as book:
        book.writestr(
            "xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="一" r:id="a"/><sheet name="二" r:id="b"/></sheets></workbook>'
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/>'
            "</Relationships>",
        )
        book.writestr("xl/worksheets/sheet1.xml", _sheet(draw(tables())))
        book.writestr("xl/worksheets/sheet2.xml", _sheet(draw(rows)))
    return memory.getvalue()


@st.composite
def damaged(draw, whole):
    """Bytes with some overwritten, cut out or cut off."""
    data = bytearray(draw(whole))
    for _ in range(draw(st.integers(0, 4))):
        if not data:
            break
        at = draw(st.integers(0, len(data) - 1))
        if draw(st.booleans()):
            data[at] = draw(st.integers(0, 255))
        else:
            del data[at : at + draw(st.integers(1, 50))]
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 4)) == 0 else data)


@st.composite
def files(draw):
    """(suffix, bytes) of a generated file."""
    kind = draw(st.sampled_from(("text", "text", "text", "book", "junk")))
    if kind == "text":
        return draw(st.sampled_from((".csv", ".txt", ".xls"))), draw(damaged(texts()))
    if kind == "book":
        return ".xlsx", draw(damaged(workbooks()))
    return draw(st.sampled_from((".csv", ".xlsx", ".xls", ".geojson", ".kml", ".dxf", ".shp"))), draw(st.binary(max_size=300))
