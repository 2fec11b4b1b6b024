# SPDX-License-Identifier: GPL-2.0-or-later
"""The planning report: text, tables, charts and maps as HTML that a word processor opens, and as PDF."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Optional

from qgis.PyQt.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUrl
from qgis.PyQt.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from ...engine.errors import WorkspaceError
from ...engine.progress import SILENT, Progress
from ..formats.staging import check_pdf, check_picture, staged
from ..handover.data import collect
from ..handover.package import Order, paper_facts
from ..messages import RESOURCES
from ..styles.colours import NEUTRAL
from ..styles.symbols import font_family
from ..words import words
from .figures import Data, figures
from .pictures import pictures
from .tables import tables
from .template import Contents, Sheet, read_template, render, sources

STYLE = """
body, h1, h2, h3, p, td, th, li { font-family: '%s'; }
body { font-size: 10.5pt; color: #22292f; line-height: 150%%; }
h1 { font-size: 19pt; } h2 { font-size: 13.5pt; color: #14356f; margin-top: 18px; }
table { border-collapse: collapse; border-color: #b8c0c7; font-size: 9pt; } th { text-align: left; } td, th { line-height: 120%%; }
@page { size: A4; margin: 22mm 20mm 22mm 22mm; } h1, h2 { page-break-after: avoid; }
p { margin-top: 4px; margin-bottom: 6px; } i { color: #5b6670; font-size: 9pt; }
"""


@dataclass(frozen=True)
class Report:
    """What was written."""

    folder: Path
    html: Path
    pdf: Path
    pages: int
    figures: int
    pictures: int


def template_path(lang: str) -> Path:
    """The shipped template in a language."""
    return RESOURCES / "reports" / f"plan_{lang}.html"


def write_report(workspace, order: Order, template: Optional[Path] = None, progress: Progress = SILENT) -> Report:
    """Write the report into `order.folder`, whole or not at all. Raises `InputError`, `WorkspaceError`, OSError."""
    lang = order.lang
    text = read_template(template or template_path(lang))
    content = collect(workspace, "tower")
    data = Data(workspace)
    facts = {**paper_facts(workspace, order), "recipient_name": ""}
    progress.report(0.1)
    name = words("report.file", lang)
    with staged(order.folder) as (stage, scratch, keep):
        (stage / "pictures").mkdir()
        shown = pictures(workspace, content, data, facts, stage, scratch, progress.part(0.1, 0.6))
        contents = Contents(figures(data, facts, lang), tables(data, lang), shown)
        labels = {key: words(f"figure.{key}", lang) for key in contents.figures}
        listed = Sheet([words(f"head.{head}", lang) for head in ("figure", "value", "source")], sources(contents, labels), "", (24, 34, 42))
        contents = Contents(contents.figures, {**contents.tables, "sources": listed}, shown)
        body = render(text, contents)
        page = _page(body, f"{data.name} {words('report.title', lang)}")
        (stage / f"{name}.html").write_text(page, encoding="utf-8-sig")
        progress.report(0.7)
        pages = write_pdf(stage / f"{name}.pdf", page, stage, data.name)
        _check_whole(stage, page, shown)
        keep()
    progress.report(1.0)
    known = sum(1 for figure in contents.figures.values() if figure.text)
    return Report(order.folder, order.folder / f"{name}.html", order.folder / f"{name}.pdf", pages, known, len(shown))


def _page(body: str, title: str) -> str:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/><title>{title}</title>'
    return f"<html><head>{head}<style>{STYLE % font_family()}</style></head><body>{body}</body></html>"


def write_pdf(path: Path, page: str, base: Path, footer: str) -> int:
    """Print an HTML page on A4 with page numbers; returns the number of pages. Raises `WorkspaceError`."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(22, 20, 20, 22), QPageLayout.Unit.Millimeter)
    writer.setResolution(200)
    writer.setTitle(footer)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setBaseUrl(QUrl.fromLocalFile(f"{base}/"))
    document.setDefaultFont(QFont(font_family(), 10))
    document.setHtml(page)
    area = QRectF(0, 0, writer.width(), writer.height())
    document.setPageSize(QSizeF(area.width(), area.height()))
    painter = QPainter(writer)
    if not painter.isActive():
        raise WorkspaceError("handover_write", path=str(path), details="PDF")
    count = document.pageCount()
    for number in range(count):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * area.height())
        document.drawContents(painter, area.translated(0, number * area.height()))
        painter.restore()
        _footer(painter, area, f"{footer}　{number + 1} / {count}", writer.resolution())
    painter.end()
    check_pdf(path)
    return count


def _footer(painter: QPainter, area: QRectF, text: str, dots_per_inch: int) -> None:
    font = QFont(font_family())
    font.setPixelSize(round(8 * dots_per_inch / 72))
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(NEUTRAL))
    height = dots_per_inch * 0.3
    painter.drawText(QRectF(area.left(), area.bottom() + height * 0.5, area.width(), height), Qt.AlignmentFlag.AlignRight, text)
    painter.restore()


def _check_whole(stage: Path, page: str, shown: Dict[str, Any]) -> None:
    """Every picture the page shows is there and not empty."""
    for picture in shown.values():
        check_picture(stage / picture.path)
    for path in stage.glob("*.html"):
        if path.read_text(encoding="utf-8-sig") != page:
            raise WorkspaceError("handover_verify", path=path.name, details="HTML")
