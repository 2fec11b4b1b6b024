# SPDX-License-Identifier: GPL-2.0-or-later
"""The planning report: text, tables, charts and maps as a Word document, as HTML and as PDF."""

import html
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Optional

from ...engine.errors import WorkspaceError
from ...engine.progress import SILENT, Progress
from ..formats.docx import write_docx
from ..formats.staging import check_picture, staged
from ..handover.data import collect
from ..handover.package import Order, paper_facts
from ..layouts.pages import note_missing_typeface
from ..messages import RESOURCES
from ..styles.symbols import font_family, text_family
from ..words import words
from .figures import Data, figures
from .pdf import DOTS_PER_INCH, write_pdf
from .pictures import pictures
from .tables import outline, tables
from .template import Contents, Sheet, read_template, render, sources

#: type of the text and of headings, as readers of any system may have them, and how far a paragraph is set in
FAMILIES = {
    "text": "宋体, SimSun, 'Songti SC', 'Noto Serif CJK SC', 'Source Han Serif SC', serif",
    "indent": "21pt",
    "heading": "黑体, SimHei, 'Microsoft YaHei', 'Heiti SC', 'Noto Sans CJK SC', sans-serif",
}
STYLE = """
body, p, td, li { font-family: (text); } h1, h2, h3, th { font-family: (heading); } .caption, .note { font-family: (heading); }
body { font-size: 10.5pt; color: #22292f; } p, li { line-height: 150%; }
h1 { font-size: 20pt; } h2 { font-size: 14pt; color: #14356f; margin-top: 20px; margin-bottom: 8px; line-height: 130%; }
h3 { font-size: 11pt; margin-top: 12px; margin-bottom: 4px; line-height: 130%; }
table { border-collapse: collapse; border-color: #b8c0c7; } th { text-align: left; font-size: 9pt; } td { font-size: 9pt; }
td, th { line-height: 120%; }
p { margin-top: 3px; margin-bottom: 5px; }
p.caption { page-break-after: avoid; }
p.caption { font-size: 9pt; color: #3b4248; text-indent: 0px; margin-top: 6px; margin-bottom: 4px; line-height: 120%; }
p.note { font-size: 9pt; color: #5b6670; text-indent: 0px; }
p.picture { text-indent: 0px; line-height: 100%; margin-top: 8px; margin-bottom: 2px; }
p.after { font-size: 4pt; margin: 0px; line-height: 100%; }
p.cover { text-indent: 0px; font-size: 12pt; }
@page { size: A4; margin: 22mm 24mm 24mm 24mm; } h1, h2, h3 { page-break-after: avoid; } tr { page-break-inside: avoid; }
"""
STYLE_ZH = "p { text-indent: (indent); } td p { text-indent: 0px; }"


@dataclass(frozen=True)
class Report:
    """What was written."""

    folder: Path
    html: Path
    docx: Path
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
    note_missing_typeface(progress)
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
        listed = Sheet(
            [words(f"head.{head}", lang) for head in ("figure", "value", "source")], sources(contents, labels, lang), "", (24, 30, 46)
        )
        glance = outline(contents.figures, lang)
        contents = Contents(contents.figures, {**contents.tables, "outline": glance, "sources": listed}, shown)
        body = render(text, contents, lang)
        title = f"{data.name} {words('report.title', lang)}"
        page = _page(body, html.escape(title), lang, FAMILIES)
        (stage / f"{name}.html").write_text(page, encoding="utf-8-sig")
        progress.report(0.7)
        indent = f"{round(2 * 10.5 / 72 * DOTS_PER_INCH)}px"  # Qt takes dots of the paper here
        here = {"text": f"'{text_family()}'", "heading": f"'{font_family()}'", "indent": indent}
        pages = write_pdf(stage / f"{name}.pdf", _page(body, html.escape(title), lang, here), stage, data.name)
        progress.report(0.9)
        write_docx(stage / f"{name}.docx", body, stage, title, lang)
        _check_whole(stage, page, shown)
        keep()
    progress.report(1.0)
    known = sum(1 for figure in contents.figures.values() if figure.text)
    files = (order.folder / f"{name}.{kind}" for kind in ("html", "docx", "pdf"))
    return Report(order.folder, *files, pages, known, len(shown))


def _page(body: str, title: str, lang: str, families: Dict[str, str]) -> str:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/><title>{title}</title>'
    style = STYLE + (STYLE_ZH if lang == "zh" else "")
    for name, family in families.items():
        style = style.replace(f"({name})", family)
    return f"<html><head>{head}<style>{style}</style></head><body>{body}</body></html>"


def _check_whole(stage: Path, page: str, shown: Dict[str, Any]) -> None:
    """Every picture the page shows is there and not empty."""
    for picture in shown.values():
        check_picture(stage / picture.path)
    for path in stage.glob("*.html"):
        if path.read_text(encoding="utf-8-sig") != page:
            raise WorkspaceError("handover_verify", path=path.name, details="HTML")
