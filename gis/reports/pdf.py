# SPDX-License-Identifier: GPL-2.0-or-later
"""A page of HTML printed as PDF: A4, pages that end where a reader would end them, page numbers."""

from pathlib import Path
from typing import List, Union

from qgis.PyQt.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUrl
from qgis.PyQt.QtGui import (
    QColor,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextTable,
)

from ...engine.errors import WorkspaceError
from ..formats.staging import check_pdf
from ..styles.colours import NEUTRAL
from ..styles.symbols import font_family, paper_font
from .pagination import Piece, Strip, pages

DOTS_PER_INCH = 200
SMALL_TABLE = 0.4  #: of a page: a table up to here is not divided
OBJECT = "\ufffc"  #: stands for a picture in the text of a block


def write_pdf(path: Path, page: str, base: Path, footer: str) -> int:
    """Print an HTML page on A4 with page numbers; returns the number of pages. Raises `WorkspaceError`.

    base : folder of its pictures
    footer : stands before the page number on every page but the first
    """
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(24, 22, 24, 24), QPageLayout.Unit.Millimeter)
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(footer)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setBaseUrl(QUrl.fromLocalFile(f"{base}/"))
    document.setDefaultFont(paper_font(font_family(), 10))
    document.setHtml(page)
    area = QRectF(0, 0, writer.width(), writer.height())
    document.setPageSize(QSizeF(area.width(), -1))  # one long column, cut into pages below
    painter = QPainter(writer)
    if not painter.isActive():
        raise WorkspaceError("handover_write", path=path.name, details="PDF")
    made = pages(_pieces(document, SMALL_TABLE * area.height()), area.height())
    for number, strips in enumerate(made):
        if number:
            writer.newPage()
            _footer(painter, area, f"{footer}　{number + 1} / {len(made)}")
        top = 0.0
        for strip in strips:
            painter.save()
            painter.translate(0, top - strip.top)
            document.drawContents(painter, QRectF(0, strip.top, area.width(), strip.height))
            painter.restore()
            top += strip.height
    painter.end()
    check_pdf(path)
    return len(made)


def _footer(painter: QPainter, area: QRectF, text: str) -> None:
    font = paper_font(font_family())
    font.setPixelSize(round(8 * DOTS_PER_INCH / 72))
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(NEUTRAL))
    height = DOTS_PER_INCH * 0.3
    painter.drawText(QRectF(area.left(), area.bottom() + height * 0.8, area.width(), height), Qt.AlignmentFlag.AlignHCenter, text)
    painter.restore()


def _pieces(document: QTextDocument, small: float) -> List[Piece]:
    """What a document consists of, top down. A line that introduces a table or a picture stays with it; a table lower than
    `small` stays whole."""
    made: List[Piece] = []
    place = document.rootFrame().begin()
    while not place.atEnd():
        frame, block = place.currentFrame(), place.currentBlock()
        if isinstance(frame, QTextTable):
            for before in range(max(0, len(made) - 2), len(made)):  # its caption and what leads to it
                made[before] = made[before]._replace(keep=True)
            made += _rows(document, frame, small)
        elif frame is not None:
            made.append(_framed(document, frame))
        elif block.isValid():
            made += _lines(document, block)
        place += 1
    return made


def _framed(document: QTextDocument, frame: QTextFrame) -> Piece:
    box = document.documentLayout().frameBoundingRect(frame)
    return Piece(box.top(), box.bottom(), new_page=_asks_for_a_page(frame.frameFormat()))


def _asks_for_a_page(form: Union[QTextBlockFormat, QTextFrameFormat]) -> bool:
    return bool(form.pageBreakPolicy() & QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)


def _lines(document: QTextDocument, block: QTextBlock) -> List[Piece]:
    """The lines of a paragraph: never its first or last one alone, a heading or a picture with what follows."""
    box = document.documentLayout().blockBoundingRect(block)
    layout = block.layout()
    count = layout.lineCount()
    follows = block.blockFormat().headingLevel() > 0 or OBJECT in block.text()
    made = []
    for number in range(count):
        line = layout.lineAt(number)
        top = box.top() if number == 0 else layout.position().y() + line.y()
        bottom = box.bottom() if number == count - 1 else layout.position().y() + line.y() + line.height()
        together = number in (0, count - 2) and number < count - 1
        made.append(Piece(top, bottom, follows or together, number == 0 and _asks_for_a_page(block.blockFormat())))
    return made


def _rows(document: QTextDocument, table: QTextTable, small: float) -> List[Piece]:
    """The rows of a table, its heading rows to be said again; neither the first nor the last row stands alone."""
    layout = document.documentLayout()
    box = layout.frameBoundingRect(table)
    form = table.format()
    above = (form.cellPadding() + form.border()) * DOTS_PER_INCH / 96.0
    rule = min(form.border(), form.cellPadding()) * DOTS_PER_INCH / 96.0  # both rows of a page's end show the rule between them
    tops = []
    for row in range(table.rows()):
        cells = [table.cellAt(row, column) for column in range(table.columns())]
        begin = [layout.blockBoundingRect(cell.firstCursorPosition().block()).top() for cell in cells if cell.row() == row]
        tops.append(min(begin, default=tops[-1] + above if tops else box.top() + above) - above)
    tops[0] = box.top()
    bottoms = [*tops[1:], box.bottom()]
    heads = max(1 if table.rows() > 1 else 0, form.headerRowCount())
    said = Strip(tops[0] - rule, bottoms[heads - 1]) if heads else None
    last = table.rows() - 1
    whole = box.height() <= small
    new_page = _asks_for_a_page(form)
    return [
        Piece(
            top - rule,
            bottom + rule,
            row < last and (whole or row < heads or row == last - 1),
            new_page and row == 0,
            said if row >= heads else None,
        )
        for row, (top, bottom) in enumerate(zip(tops, bottoms))
    ]
