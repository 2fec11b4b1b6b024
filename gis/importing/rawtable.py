# SPDX-License-Identifier: GPL-2.0-or-later
"""The one neutral form every file is read into: names, rows of text, perhaps positions from a geometry."""

from dataclasses import dataclass, field
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np


@dataclass(frozen=True)
class Note:
    """Something the user should know about the reading: a message key with values."""

    key: str
    values: Dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be imported: where it stood, why (message key and values) and its text by column."""

    number: int
    key: str
    values: Dict[str, object]
    original: Dict[str, str]


@dataclass(frozen=True)
class RawTable:
    """A table as its file holds it, before anything is understood.

    rows: lists of text, one cell per name; numbers: where each row stands in the file (line, sheet row or feature id).
    groups: the header text above each name, if any; title: text above the header.
    x, y: positions from the geometry, float64 with not-a-number where a row has none; crs: what the file says about them.
    """

    path: str
    sheet: str
    kind: str  # "text", "sheet" or "layer"
    names: Tuple[str, ...]
    rows: List[Sequence[str]]
    numbers: List[int]
    groups: Tuple[str, ...] = ()
    title: str = ""
    encoding: str = ""
    certainty: float = 1.0
    sheets: Tuple[str, ...] = ()
    x: Optional[np.ndarray] = None
    y: Optional[np.ndarray] = None
    crs: str = ""
    notes: Tuple[Note, ...] = ()
    bad_rows: Tuple[BadRow, ...] = ()

    def column(self, index: int) -> List[str]:
        """The cells of one column."""
        return [row[index] for row in self.rows]


@dataclass
class Cells:
    """The cells of a text file or a sheet before its header is found."""

    rows: List[List[str]]
    numbers: List[int]
    notes: List[Note] = field(default_factory=list)
