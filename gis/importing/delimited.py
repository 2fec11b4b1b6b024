# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells of a CSV or TXT file: which delimiter, quotes that never close, lines of any length."""

import csv
import io
from collections import Counter
from typing import List, Tuple

from .rawtable import Cells, Note

_DELIMITERS = (",", "\t", ";", "|", "，")
_FIELD_LIMIT = 2**31 - 1  # a C long on every platform
_LONGEST_QUOTED = 30  # lines; a longer one is a quote that never closes


def sniff_delimiter(lines: List[str]) -> str:
    """The delimiter that cuts most lines into the same number of cells, at least two."""
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row))
        widths.pop(1, None)
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        score = count * (1.0 + 0.05 * min(width, 20))
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _rows(text: str, delimiter: str, quoting: int) -> Tuple[List[List[str]], List[int], bool]:
    """All rows, the line each begins on, and whether quotes looked sound."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    rows, numbers, sound, line = [], [], True, 0
    for row in reader:
        if reader.line_num - line > _LONGEST_QUOTED:
            sound = False
        rows.append(row)
        numbers.append(line + 1)
        line = reader.line_num
    return rows, numbers, sound


def read_cells(text: str) -> Cells:
    """The cells of delimited text. Never raises for what the text holds; notes say what had to be assumed."""
    csv.field_size_limit(_FIELD_LIMIT)
    notes = []
    if "\x00" in text:
        text = text.replace("\x00", "")
        notes.append(Note("note_zero_bytes"))
    sample = [line[:20000] for line in text[:200_000].splitlines()[:60] if line.strip()]
    delimiter = _declared(sample) or sniff_delimiter(sample)
    if sample and sample[0].lower().startswith("sep="):
        text = text.split("\n", 1)[1] if "\n" in text else ""
    try:
        rows, numbers, sound = _rows(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error:
        sound = False
    if not sound:
        rows = [line.split(delimiter) for line in text.split("\n")]
        rows = [[*row[:-1], row[-1].rstrip("\r")] for row in rows]
        numbers = list(range(1, len(rows) + 1))
        notes.append(Note("note_quotes"))
    return Cells(rows, numbers, notes)


def _declared(sample: List[str]) -> str:
    """The delimiter of Excel's `sep=;` line."""
    if sample and sample[0].lower().startswith("sep=") and len(sample[0]) >= 5:
        return sample[0][4]
    return ""
