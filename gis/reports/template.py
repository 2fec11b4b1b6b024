# SPDX-License-Identifier: GPL-2.0-or-later
"""Report templates: HTML with `{{name}}` for a figure, `{{table name}}`, `{{picture name}}`, `{{if name}}…{{end}}`.

A bureau edits a copy of the shipped template in any text editor. Whatever a template names must exist;
a figure that the plan has no data for shows "–" and its `{{if}}` block is left out.
"""

import html
import re
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence, Set

from ...engine.errors import InputError

_MARK = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_BLOCK = re.compile(r"\{\{\s*if\s+(not\s+)?([\w.]+)\s*\}\}((?:(?!\{\{\s*if\s).)*?)\{\{\s*end\s*\}\}", re.DOTALL)


class Figure(NamedTuple):
    """A figure of the report: what it says, where it comes from; an empty text where the plan holds none."""

    text: str
    source: str

    @property
    def known(self) -> bool:
        return self.text not in ("", "0")


class Sheet(NamedTuple):
    """A table of the report: headings, rows of texts, where it comes from."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str
    widths_pct: Sequence[int] = ()  #: of the columns; none: as their content asks

    @property
    def known(self) -> bool:
        return bool(self.rows)


class Picture(NamedTuple):
    """A picture of the report, by its path relative to the report, its size in pixels and its caption.

    Word processors need both width and height: from one alone they take the other from the file and cut the picture off.
    """

    path: str
    width_px: int
    height_px: int
    caption: str


class Contents(NamedTuple):
    """Everything a template may name."""

    figures: Dict[str, Figure]
    tables: Dict[str, Sheet]
    pictures: Dict[str, Picture]


def render(template: str, contents: Contents) -> str:
    """The template with everything filled in, each figure marked with its source. Raises `InputError` for unknown names."""
    template = _drop_blocks(template, contents)
    unknown: Set[str] = set()

    def filled(match) -> str:
        word, _, name = match.group(1).partition(" ")
        if word == "table" and name in contents.tables:
            return _table(contents.tables[name])
        if word == "picture" and name in contents.pictures:
            return _picture(contents.pictures[name])
        if word == "picture":
            return ""
        if not name and word in contents.figures:
            figure = contents.figures[word]
            return f'<span title="{html.escape(figure.source)}">{html.escape(figure.text or "–")}</span>'
        unknown.add(match.group(1))
        return ""

    text = _MARK.sub(filled, template)
    if unknown:
        raise InputError("report_template_names", names=", ".join(sorted(unknown)))
    return text


def _drop_blocks(template: str, contents: Contents) -> str:
    """Resolve the innermost `if` blocks until none is left."""

    def chosen(match) -> str:
        negated, name, body = match.groups()
        item = contents.figures.get(name) or contents.tables.get(name)
        known = name in contents.pictures or (item is not None and item.known)
        return body if known != bool(negated) else ""

    while True:
        template, count = _BLOCK.subn(chosen, template)
        if not count:
            return template


def _table(sheet: Sheet) -> str:
    widths = [f' width="{share}%"' for share in sheet.widths_pct] or [""] * len(sheet.heads)
    head = "".join(f'<th bgcolor="#e9eef3"{width}>{html.escape(str(text))}</th>' for text, width in zip(sheet.heads, widths))
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(str(text))}</td>" for text in row) + "</tr>" for row in sheet.rows)
    return (
        f'<table border="1" cellspacing="0" cellpadding="3" width="100%" title="{html.escape(sheet.source)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _picture(picture: Picture) -> str:
    caption = html.escape(picture.caption)
    return (
        f'<p align="center" style="line-height:100%">'
        f'<img src="{html.escape(picture.path)}" width="{picture.width_px}" height="{picture.height_px}" alt="{caption}"/></p>'
        f'<p align="center"><i>{caption}</i></p>'
    )


def read_template(path: Path) -> str:
    """The text of a template. Raises `InputError` when it cannot be read."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("report_template", path=str(path), details=str(error)) from error


def sources(contents: Contents, labels: Dict[str, str]) -> List[Sequence[str]]:
    """Every figure with its source, for the appendix: label (or name), text, source."""
    return [(labels.get(name, name), figure.text, figure.source) for name, figure in contents.figures.items() if figure.text]
