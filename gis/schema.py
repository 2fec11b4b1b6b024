# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of a workspace, read from `resources/schema/`: the one source for tables, forms, checks, exporters and docs."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Dict, Mapping, Optional, Tuple

from ..engine.errors import InputError
from .messages import RESOURCES, language

#: version of the tables described in resources/schema; a change of them needs a migration and one more
SCHEMA_VERSION = 6


def _both(value: Optional[Mapping[str, str]]) -> Dict[str, str]:
    return {"zh": (value or {}).get("zh", ""), "en": (value or {}).get("en", "")}


@dataclass(frozen=True)
class Code:
    """One coded value: `code` is what the table holds, `zh` and `en` what people read, `words` what files say."""

    code: str
    zh: str
    en: str
    words: Tuple[str, ...] = ()
    assumed_height_m: Optional[float] = None
    height_range_m: Optional[Tuple[float, float]] = None

    @property
    def label(self) -> str:
        """The meaning in the user's language."""
        return self.zh if language() == "zh" else self.en


@dataclass(frozen=True)
class Field:
    """A column: type text, real, integer or date; length in characters, 0 where unlimited."""

    name: str
    alias: Dict[str, str]
    type: str
    length: int = 0
    group: str = "other"
    required: bool = False
    unique: bool = False
    min: Optional[float] = None
    max: Optional[float] = None
    unit: str = ""
    default: Any = None
    several: bool = False  #: holds several codes, separated by semicolons (one-letter codes: just joined)
    codes: Tuple[Code, ...] = ()
    tooltip: Dict[str, str] = field(default_factory=dict)
    synonyms: Dict[str, Tuple[str, ...]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The alias in the user's language."""
        return self.alias[language()]

    @property
    def headers(self) -> Tuple[str, ...]:
        """Everything a source may call this column: its name, both aliases, the synonyms of both languages."""
        return (self.name, self.alias["zh"], self.alias["en"], *self.synonyms.get("zh", ()), *self.synonyms.get("en", ()))

    def code(self, value) -> Optional[Code]:
        """The code whose stored form is `value`, or None."""
        return next((code for code in self.codes if code.code == str(value)), None)

    def meaning(self, value) -> str:
        """What `value` says in the user's language: the words of its codes, or itself."""
        if value is None:
            return ""
        codes = [self.code(part) for part in self.split(value)] if self.codes else []
        return "、".join(code.label for code in codes) if codes and all(codes) else str(value)

    def split(self, value) -> Tuple[str, ...]:
        """The single codes in a stored value."""
        text = str(value)
        if not self.several:
            return (text,)
        if ";" not in text and all(len(code.code) == 1 for code in self.codes):
            return tuple(text)
        return tuple(part.strip() for part in text.split(";") if part.strip())


@dataclass(frozen=True)
class Table:
    """A table of the workspace; `geometry` is Point, MultiLineString, MultiPolygon or None."""

    name: str
    alias: Dict[str, str]
    description: Dict[str, str]
    geometry: Optional[str]
    order: int
    section: str
    key: Optional[str]
    groups: Dict[str, Dict[str, str]]
    fields: Tuple[Field, ...]

    @property
    def label(self) -> str:
        """The alias in the user's language."""
        return self.alias[language()]

    @property
    def names(self) -> Tuple[str, ...]:
        """The column names, without fid and geometry."""
        return tuple(column.name for column in self.fields)

    def field(self, name: str) -> Field:
        """The field called `name`; `InputError` when there is none."""
        for column in self.fields:
            if column.name == name:
                return column
        raise InputError("schema_no_field", table=self.name, field=name)


def _code(entry: dict) -> Code:
    heights = entry.get("height_range_m")
    return Code(
        entry["code"],
        entry["zh"],
        entry["en"],
        tuple(entry.get("words", ())),
        entry.get("assumed_height_m"),
        None if heights is None else (float(heights[0]), float(heights[1])),
    )


def _field(entry: dict) -> Field:
    plain = {
        k: entry[k]
        for k in ("name", "type", "length", "group", "required", "unique", "min", "max", "unit", "default", "several")
        if k in entry
    }
    return Field(
        alias=_both(entry["alias"]),
        codes=tuple(_code(code) for code in entry.get("codes", ())),
        tooltip=_both(entry.get("tooltip")),
        synonyms={key: tuple(words) for key, words in entry.get("synonyms", {}).items()},
        **plain,
    )


@lru_cache(maxsize=1)
def _by_name() -> Dict[str, Table]:
    found = []
    for path in (RESOURCES / "schema").glob("*.json"):
        entry = json.loads(path.read_text(encoding="utf-8"))
        found.append(
            Table(
                name=entry["name"],
                alias=_both(entry["alias"]),
                description=_both(entry["description"]),
                geometry=entry["geometry"],
                order=entry["order"],
                section=entry["section"],
                key=entry["key"],
                groups={key: _both(words) for key, words in entry["groups"].items()},
                fields=tuple(_field(item) for item in entry["fields"]),
            )
        )
    return {item.name: item for item in sorted(found, key=lambda item: item.order)}


def tables() -> Tuple[Table, ...]:
    """All tables, in the order in which people read them."""
    return tuple(_by_name().values())


def table(name: str) -> Table:
    """The table called `name`; `InputError` when there is none."""
    try:
        return _by_name()[name]
    except KeyError:
        raise InputError("schema_no_table", table=name) from None
