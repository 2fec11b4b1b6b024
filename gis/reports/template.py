# SPDX-License-Identifier: GPL-2.0-or-later
"""Report templates: HTML with `{{name}}` for a figure, `{{table name}}`, `{{picture name}}`, `{{if name}}…{{end}}`.

A bureau edits a copy of the shipped template in any text editor. Whatever a template names must exist;
a figure that the plan has no data for shows "–" and its `{{if}}` block is left out.
"""

import html
import re
from collections import Counter
from pathlib import Path
from typing import Dict, Iterable, List, NamedTuple, Optional, Sequence, Set

from ...engine.errors import InputError
from ..words import words
from .source_words import source_words

_MARK = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_NUMBER = re.compile(r"\d")
_NUMERIC = re.compile(r"[-−–→≥≤<>\d.,%/ ]*")
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
    title: str = ""  #: stands above it with its number; none under a heading that says as much

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


def render(template: str, contents: Contents, lang: Optional[str] = None) -> str:
    """The template with everything filled in, each figure marked with its source, tables and pictures numbered as they come.

    Raises `InputError` for unknown names.
    """
    template = _drop_blocks(template, contents)
    unknown: Set[str] = set()
    counted: Counter = Counter()

    def caption(kind: str, text: str) -> str:
        counted[kind] += 1
        return words(f"caption.{kind}", lang, number=counted[kind], text=text)

    def filled(match) -> str:
        word, _, name = match.group(1).partition(" ")
        if word == "table" and name in contents.tables:
            sheet = contents.tables[name]
            return _table(sheet, caption("table", sheet.title) if sheet.title else "")
        if word == "picture" and name in contents.pictures:
            picture = contents.pictures[name]
            return _picture(picture, caption("picture", picture.caption))
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


def _table(sheet: Sheet, caption: str) -> str:
    widths = [f' width="{share}%"' for share in sheet.widths_pct] or [""] * len(sheet.heads)
    aligned = [' align="right"' if _numbers(row[place] for row in sheet.rows) else "" for place in range(len(sheet.heads))]
    head = "".join(
        f'<th bgcolor="#e9eef3"{width}{align}>{html.escape(str(text))}</th>' for text, width, align in zip(sheet.heads, widths, aligned)
    )
    rows = "".join(
        "<tr>" + "".join(f"<td{align}>{html.escape(str(text))}</td>" for text, align in zip(row, aligned)) + "</tr>" for row in sheet.rows
    )
    said = f'<p class="caption" align="center">{html.escape(caption)}</p>' if caption else ""
    return (
        f'{said}<table border="1" cellspacing="0" cellpadding="3" width="100%" title="{html.escape(sheet.source)}">'
        f'<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><p class="after"></p>'
    )


def _numbers(texts: Iterable[str]) -> bool:
    """Whether a column holds figures alone, which stand under each other at the right."""
    told = [str(text) for text in texts]
    return any(_NUMBER.search(text) for text in told) and all(_NUMERIC.fullmatch(text) for text in told)


def _picture(picture: Picture, caption: str) -> str:
    caption = html.escape(caption)
    return (
        f'<p class="picture" align="center">'
        f'<img src="{html.escape(picture.path)}" width="{picture.width_px}" height="{picture.height_px}" alt="{caption}"/></p>'
        f'<p class="caption" align="center">{caption}</p>'
    )


def read_template(path: Path) -> str:
    """The text of a template. Raises `InputError` when it cannot be read."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("report_template", path=str(path), details=str(error)) from error


def sources(contents: Contents, labels: Dict[str, str], lang: str) -> List[Sequence[str]]:
    """Every figure with its source, for the appendix: label (or name), text, source in words."""
    told = contents.figures.items()
    return [(labels.get(name, name), figure.text, source_words(figure.source, lang)) for name, figure in told if figure.text]
