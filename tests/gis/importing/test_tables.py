"""Every kind of file becomes the same neutral table; codes keep their digits; bad files give a message."""

import zipfile

import pytest
from smartpole.gis.importing.tables import read


@pytest.fixture(autouse=True)
def _qgis(qgis_app):
    return qgis_app


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_any_delimiter(csv_file, delimiter):
    text = "\n".join(
        delimiter.join(row) for row in (["编号", "名称", "经度", "纬度"], ["a1", "灯", "118.83", "36.70"], ["a2", "杆", "118.84", "36.71"])
    )
    table = read(csv_file(text, "gb18030"))
    assert table.names == ("编号", "名称", "经度", "纬度")
    assert table.rows == [["a1", "灯", "118.83", "36.70"], ["a2", "杆", "118.84", "36.71"]]
    assert table.numbers == [2, 3]


def test_title_rows_and_units_are_not_data(csv_file):
    table = read(
        csv_file(
            "昌乐县路灯杆清单,,\n填报单位：住建局,,\n\n编号,杆高,经度,纬度\n,(m),(°),(°)\nL1,12,118.83,36.70\nL2,10,118.84,36.71\nL3,9,118.85,36.72\n"
        )
    )
    assert table.names == ("编号", "杆高", "经度", "纬度")
    assert table.title == "昌乐县路灯杆清单 填报单位：住建局"
    assert [row[0] for row in table.rows] == ["L1", "L2", "L3"]
    assert table.numbers[0] == 6


def test_a_table_without_header_gets_numbered_columns(csv_file):
    table = read(csv_file("118.83,36.70,12\n118.84,36.71,10\n"))
    assert table.names == ("列1", "列2", "列3")
    assert len(table.rows) == 2


def test_rows_of_another_width_are_kept_aside(csv_file):
    table = read(csv_file("编号,经度,纬度\na,118.8,36.7\nb,118.8,36.7,多余\nc,118.9\nd,1,2\ne,1,2\nf,1,2\n"))
    assert [row[0] for row in table.rows] == ["a", "c", "d", "e", "f"]
    assert table.rows[1] == ["c", "118.9", ""]
    assert [(bad.number, bad.key, bad.original["+1"]) for bad in table.bad_rows] == [(3, "rej_cells", "多余")]


def test_a_quote_that_never_closes_does_not_swallow_the_rest(csv_file):
    lines = ["编号,名称,经度,纬度", '0,"东方,118.8,36.7', *(f"{i},灯,118.8,36.7" for i in range(1, 100))]
    table = read(csv_file("\n".join(lines)))
    assert len(table.rows) == 100
    assert [note.key for note in table.notes] == ["note_quotes"]


def test_a_line_of_ten_megabytes(csv_file):
    table = read(csv_file("编号,名称,经度,纬度\n1," + "长" * 3_500_000 + ",118.8,36.7\n2,短,118.8,36.7\n"))
    assert [len(row[1]) for row in table.rows] == [3_500_000, 1]


def test_a_long_code_stored_as_number_keeps_its_digits(xlsx):
    rows = [
        ["站址编码", "名称", "经度", "纬度"],
        [420300908000000233, "甲", 118.83, 36.7],
        [("", "<v>4.2030090800000026E+17</v>"), "乙", 118.83, 36.7],
    ]
    table = read(xlsx({"表": rows}))
    assert [row[0] for row in table.rows] == ["420300908000000233", "420300908000000260"]
    assert [(note.key, note.values["count"]) for note in table.notes] == [("note_long_codes", 1)]


def test_merged_headers_dates_formulas_and_faults(xlsx):
    rows = [
        ["公共资源台账", None, None, None, None],
        ["基本信息", None, "坐标(米)", None, "日期"],
        ["编号", "类型", "X", "Y", "申请日期"],
        ["a", "路灯", 4064779.6, 663537.1, (' s="1"', "<v>45000</v>")],
        [None, "监控", 4064780.6, 663538.1, (' s="2"', "<v>45001.5</v>")],
        ["c", ("", "<f>B4</f>"), ("", "<f>1+1</f><v>2</v>"), (' t="e"', "<v>#REF!</v>"), None],
    ]
    table = read(xlsx({"台账": rows, "说明": [["填表说明"], ["请勿修改"]]}, merges=("A1:E1", "A2:B2", "C2:D2", "A4:A5")))
    assert table.sheet == "台账"
    assert table.sheets == ("台账", "说明")
    assert table.names == ("编号", "类型", "X", "Y", "申请日期")
    assert table.groups[2] == "坐标(米)"
    assert table.title == "公共资源台账"
    assert table.rows[0][4] == "2023-03-15"
    assert table.rows[1] == ["a", "监控", "4064780.6", "663538.1", "2023-03-16"]
    assert table.rows[2] == ["c", "", "2", "", ""]
    assert {note.key for note in table.notes} == {"note_formulas", "note_cell_faults", "note_other_sheets"}


def test_a_sheet_by_name_or_number(xlsx, key_of):
    path = xlsx({"甲": [["编号", "经度", "纬度"], ["a", 1, 2]], "乙": [["编号", "经度", "纬度"], ["b", 1, 2], ["c", 1, 2]]})
    assert read(path).sheet == "乙"
    assert read(path, "甲").rows[0][0] == "a"
    assert read(path, "1").rows[0][0] == "a"
    assert key_of(lambda: read(path, "丙")) == "sheet_unknown"


@pytest.mark.parametrize(
    "name, data, key",
    [
        ("空.csv", b"", "file_empty"),
        ("空行.csv", b"\r\n\r\n  \r\n", "file_empty"),
        ("表头.csv", "编号,经度,纬度\n".encode(), "file_header_only"),
        ("junk.csv", bytes(range(256)) * 40, "file_binary"),
        ("坏.xlsx", b"PK\x03\x04 not really a zip", "xlsx_broken"),
        ("坏.xls", b"\xd0\xcf\x11\xe0 not really", "file_unreadable"),
        ("坏.shp", b"nothing of the kind", "file_unreadable"),
        ("坏.gpkg", b"nothing of the kind", "file_unreadable"),
        ("坏.geojson", b"{]", "file_unreadable"),
        ("坏.dxf", b"0\nSECTION\n", "file_unreadable"),
    ],
)
def test_bad_files_give_a_message(tmp_path, name, data, key, key_of):
    path = tmp_path / name
    path.write_bytes(data)
    assert key_of(lambda: read(str(path))) == key
    assert key_of(lambda: read(str(path) + ".gone")) == "file_missing"


def test_a_workbook_cut_off_in_its_xml(tmp_path, xlsx):
    whole = xlsx({"表": [["编号", "经度", "纬度"], *([f"a{i}", 118.8, 36.7] for i in range(50))]})
    cut = tmp_path / "cut.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(cut, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    table = read(str(cut))
    assert 10 < len(table.rows) < 50
    assert table.notes[0].key == "note_xlsx_cut"


def test_text_that_calls_itself_xls(csv_file):
    assert read(csv_file("编号\t经度\t纬度\na\t118.8\t36.7\n", "gb18030", "导出.xls")).rows == [["a", "118.8", "36.7"]]


def test_the_quick_reader_of_sheets_says_what_the_thorough_one_says(xlsx):
    from smartpole.engine.progress import SILENT
    from smartpole.gis.importing.xlsx_cells import CellTexts, read_any, read_plain

    odd = [
        ["a&b <c>", "中文", 12.5, None, "  spaces "],
        [
            (' t="str"', "<f>A1&amp;B1</f><v>x&amp;y</v>"),
            ("", "<f>1+1</f>"),
            (' t="e"', "<v>#N/A</v>"),
            (' s="1"', "<v>45000</v>"),
            420300908000000233,
        ],
        [
            (' t="inlineStr"', "<is><r><t>粗</t></r><r><t>体</t></r><rPh><t>zhù</t></rPh></is>"),
            (' t="s"', "<v>9</v>"),
            (' t="b"', "<v>1</v>"),
            ("", ""),
        ],
        [],
    ]
    path = xlsx({"表": odd}, merges=("A1:B1", "C2:C3"))
    with zipfile.ZipFile(path) as book:
        data = book.read("xl/worksheets/sheet1.xml")
    quick, thorough = CellTexts([], frozenset((1,))), CellTexts([], frozenset((1,)))
    one, other = read_plain(data, quick, SILENT), read_any(data, thorough, SILENT)
    assert one == other
    assert vars(quick) == vars(thorough)
    assert one.rows[2][0] == "粗体"
    assert read_plain(data.replace(b"<sheetData>", b"<!-- x --><sheetData>"), quick, SILENT) is None
    assert read_plain(data[:-20], quick, SILENT) is None
