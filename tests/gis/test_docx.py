# SPDX-License-Identifier: GPL-2.0-or-later
"""A Word document is valid whatever text and whatever HTML of a bureau's own goes into it."""

import base64
import xml.etree.ElementTree as ET
import zipfile

import pytest

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


@pytest.fixture
def made(qgis_app, tmp_path):
    from smartpole.gis.formats.docx import write_docx

    (tmp_path / "a b.png").write_bytes(PNG)
    (tmp_path / "a.webp").write_bytes(b"RIFF")

    def make(body, title="T"):
        book = zipfile.ZipFile(write_docx(tmp_path / "made.docx", body, tmp_path, title, "zh"))
        parsed = {name: ET.fromstring(book.read(name)) for name in book.namelist() if name.endswith((".xml", ".rels"))}
        return parsed, book

    return make


def words(root):
    return ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p")]


def test_letters_that_xml_does_not_know_are_left_out(made):
    parsed, _ = made(
        '<p>a\x01\x0b\ufffe\uffff\ud800&amp;&lt;b&gt;&#xFFFE;</p><img src="a%20b.png" width="9" height="9" alt="\x02&quot;"/>', "<&\x03>"
    )
    assert words(parsed["word/document.xml"])[0] == "a&<b>"
    assert words(parsed["word/footer1.xml"])[0].startswith("<&>")


def test_cells_and_rows_without_an_end_and_captions_make_a_table(made):
    parsed, _ = made("<table><caption><p>cap</p></caption><thead><tr><th>h<th>i</thead><tr><td>a<td>b<tr><td colspan=2>c</table><p>z")
    body = parsed["word/document.xml"][0]
    assert [child.tag for child in body] == [f"{W}p", f"{W}tbl", f"{W}p", f"{W}sectPr"]
    assert words(body) == ["cap", "h", "i", "a", "b", "c", "z"]
    table = body[1]
    assert [child.tag for child in table][:2] == [f"{W}tblPr", f"{W}tblGrid"] and len(table.findall(f"{W}tr")) == 3
    assert [len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")] == [2, 2, 1]
    assert len(list(table.iter(f"{W}tblHeader"))) == 1


def test_the_grid_has_as_many_columns_as_the_table(made):
    row = '<tr><td width="30%">a</td><td width="70%">b</td></tr>'
    for body, shares in (
        (f"<table>{row * 3}</table>", [3, 7]),
        ("<table><tr><td colspan='3'>a<tr><td width='10%'>b<td><td></table>", [1, 1, 1]),
    ):
        grid = [int(column.get(f"{W}w")) for column in made(body)[0]["word/document.xml"].iter(f"{W}gridCol")]
        assert [width / sum(grid) for width in grid] == pytest.approx([share / sum(shares) for share in shares], abs=1e-3)


def test_a_picture_that_cannot_be_had_gives_its_description(made):
    gone = ("gone.png", "a.webp", "https://example.org/a.png", "data:image/png;base64,%%%A")
    body = "".join(f'<p><img src="{source}" width="9" height="9" alt="{number}"/></p>' for number, source in enumerate(gone))
    parsed, book = made(body + '<p><img src="a%20b.png" width="0" height="9" alt="flat"/></p>')
    assert words(parsed["word/document.xml"]) == ["0", "1", "2", "3", "flat"]
    assert not [name for name in book.namelist() if name.startswith("word/media/")]
    inside = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    _, book = made(f'<img src="{inside}" width="9" height="9"/><img src="a%20b.png" width="9" height="9"/>')
    assert [book.read(name) for name in book.namelist() if name.startswith("word/media/")] == [PNG, PNG]
