# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a figure comes from, in Chinese: `count SITE_PL where REVIEW = 1` as 规划站址（SITE_PL）中审议（REVIEW）为 1 的记录数.

The sources stand in the code once, short and in English, as they also stand behind every figure in the HTML.
"""

import re
from typing import Optional

from ..schema import table, tables
from ..words import words

_COUNT = re.compile(r"count (\w+)(?: (?:where|with) (.+))?")
_FIELD = re.compile(r"(sum|max) (\w+)\.(\w+)(?: / 10\^(\d))?")
_SHARE = re.compile(r"(\w+) (?:where|with) (.+) / count \1")
_VALUE = re.compile(r"STAT (\w+) where (.+)")
_CONDITIONS = (
    (re.compile(r"(\w+) in \(([^)]*)\)"), "in"),
    (re.compile(r"(\w+) is not null"), "filled"),
    (re.compile(r"(\w+) <> (\w+)"), "not"),
    (re.compile(r"(\w+) = (\w+)"), "is"),
)


def source_words(source: str, lang: str) -> str:
    """The source of a figure in `lang`; as it is where nothing is known to say it better."""
    if lang != "zh":
        return source
    for pattern, said in ((_COUNT, _count), (_FIELD, _field), (_SHARE, _share), (_VALUE, _value)):
        found = pattern.fullmatch(source)
        if found:
            return said(found) or source
    return _named(source) or source


def _named(name: str) -> Optional[str]:
    return f"{table(name).alias['zh']}（{name}）" if name in {entry.name for entry in tables()} else None


def _column(name: str, field: str) -> str:
    known = [column.alias["zh"] for column in table(name).fields if column.name == field]
    return f"{known[0]}（{field}）" if known else field


def _asked(name: str, conditions: str) -> str:
    parts = []
    for part in re.split(r", (?![^(]*\))", conditions):
        for pattern, kind in _CONDITIONS:
            found = pattern.fullmatch(part)
            if found:
                value = found.group(2).replace(", ", "、") if kind != "filled" else ""
                parts.append(words(f"source.{kind}", "zh", field=_column(name, found.group(1)), value=value))
                break
        else:
            parts.append(words("source.two_operators", "zh") if part == "two or more of OPERS" else part)
    return "、".join(parts)


def _count(found) -> Optional[str]:
    name, conditions = found.groups()
    title = _named(name)
    if title is None:
        return None
    return (
        words("source.count_where", "zh", table=title, asked=_asked(name, conditions))
        if conditions
        else words("source.count", "zh", table=title)
    )


def _field(found) -> Optional[str]:
    kind, name, field, _ten = found.groups()
    title = _named(name)
    return None if title is None else words(f"source.{kind}", "zh", table=title, field=_column(name, field))


def _share(found) -> Optional[str]:
    title = _named(found.group(1))
    return None if title is None else words("source.share", "zh", table=title, asked=_asked(found.group(1), found.group(2)))


def _value(found) -> Optional[str]:
    field, conditions = found.groups()
    return words("source.value", "zh", table=_named("STAT"), field=_column("STAT", field), asked=_asked("STAT", conditions))
