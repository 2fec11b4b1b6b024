# SPDX-License-Identifier: GPL-2.0-or-later
"""What is handed over, as plain tables: columns, rows and geometries, ready for any file format."""

import unicodedata
from dataclasses import dataclass, field
from typing import Any, List, NamedTuple, Optional, Tuple


@dataclass(frozen=True)
class Column:
    """A column: ASCII `name` of at most 10 characters, `header` people read, type text, real, integer or date."""

    name: str
    header: str
    type: str
    length: int = 0  #: characters, 0 where unlimited
    unit: str = ""
    decimals: int = 3


@dataclass
class Delivery:
    """A table to hand over: rows in step with geometries (WKB, None where there is none)."""

    name: str  #: ASCII, names the file
    title: str
    columns: List[Column]
    rows: List[Tuple[Any, ...]] = field(default_factory=list)
    shapes: List[Optional[bytes]] = field(default_factory=list)
    geometry: Optional[str] = None  #: Point, MultiLineString, MultiPolygon or None
    key: int = 0  #: index of the column that names a row

    def __len__(self) -> int:
        return len(self.rows)


class Replaced(NamedTuple):
    """A text that could not be written as it is: where, what it was, what stands in its place."""

    file: str
    row: str
    column: str
    original: str
    written: str


def encodable(text: str, encoding: str = "gbk") -> str:
    """`text` with every character outside `encoding` written as its plain letter (é, ä) or as a full-width question mark."""
    try:
        text.encode(encoding)
        return text
    except UnicodeEncodeError:
        return "".join(_nearest(character, encoding) for character in text)


def _nearest(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
        return character
    except UnicodeEncodeError:
        plain = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
        try:
            plain.encode(encoding)
        except UnicodeEncodeError:
            return "？"
        return plain or "？"


def shortened(text: str, limit_bytes: int, encoding: str = "gbk") -> str:
    """`text` cut between characters so that it fits `limit_bytes`."""
    if len(text.encode(encoding)) <= limit_bytes:
        return text
    size, kept = 0, []
    for character in text:
        size += len(character.encode(encoding))
        if size > limit_bytes:
            break
        kept.append(character)
    return "".join(kept)
