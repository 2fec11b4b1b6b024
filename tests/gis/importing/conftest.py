# SPDX-License-Identifier: GPL-2.0-or-later
"""Small files of every kind, made for the tests, and a workspace to import them into."""

import zipfile
from xml.sax.saxutils import escape

import pytest

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts>'
    '<numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/></cellXfs></styleSheet>'
)


def _letters(column):
    return chr(65 + column) if column < 26 else _letters(column // 26 - 1) + _letters(column % 26)


def _cell(reference, value):
    """Text inline, a tuple as raw (type, xml), other things as numbers."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return f'<c r="{reference}"{value[0]}>{value[1]}</c>'
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


def make_xlsx(path, sheets, merges=()):
    """A workbook with `sheets` (name to rows); `merges` hold for the first."""
    relations, entries = [], []
    with zipfile.ZipFile(path, "w") as book:
        for number, (name, rows) in enumerate(sheets.items(), 1):
            lines = "".join(
                f'<row r="{r}">' + "".join(_cell(f"{_letters(c)}{r}", value) for c, value in enumerate(row)) + "</row>"
                for r, row in enumerate(rows, 1)
            )
            merged = "".join(f'<mergeCell ref="{m}"/>' for m in merges) if number == 1 else ""
            merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
            book.writestr(
                f"xl/worksheets/sheet{number}.xml", f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData>{merged}</worksheet>'
            )
            relations.append(f'<Relationship Id="rId{number}" Type="{_RELS}/worksheet" Target="worksheets/sheet{number}.xml"/>')
            entries.append(f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>')
        book.writestr(
            "xl/workbook.xml", f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets>{"".join(entries)}</sheets></workbook>'
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels", f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'
        )
        book.writestr("xl/styles.xml", _STYLES)
        book.writestr("[Content_Types].xml", f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"/>')
    return str(path)


@pytest.fixture
def xlsx(tmp_path):
    return lambda sheets, merges=(), name="资源 台账.xlsx": make_xlsx(tmp_path / name, sheets, merges)


@pytest.fixture
def csv_file(tmp_path):
    """Write text to a file in an encoding and give its path."""

    def write(text, encoding="utf-8", name="路灯 清单.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return str(path)

    return write


@pytest.fixture
def workspace(qgis_app, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem
    from smartpole.gis.workspace import Workspace

    return Workspace.create(tmp_path / "计划 plan.gpkg", QgsCoordinateReferenceSystem("EPSG:4549"))


@pytest.fixture
def key_of():
    """The message key of the error a call raises."""
    from smartpole.engine.errors import SmartPoleError

    def key(call):
        with pytest.raises(SmartPoleError) as error:
            call()
        return error.value.key

    return key
