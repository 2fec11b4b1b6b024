# SPDX-License-Identifier: GPL-2.0-or-later
"""Raw cells to rows of a table: each cell read as its field wants, missing heights assumed and marked, nothing lost."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Dict, Iterator, List, Optional, Sequence, Tuple

import numpy as np

from ...engine.progress import SILENT, Progress
from ..schema import Field, Table
from .columns import Mapping, holds_secret
from .rawtable import BadRow, RawTable
from .values import NOTHING, Value, code_words, coded, date, is_missing, number, uses_decimal_comma, whole_code

_REMEMBERED = 5000  # distinct texts of a column whose value is kept at hand
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")  # what is left of 420300908000000233 once a spreadsheet saved it as CSV
_MAX_ID_NUMBERING = 7  # digits of a running number
#: height fields that get an assumed value by type, and the field that says so
_HEIGHTS = {"RES_PT": ("HEIGHT_M", "RES_TYPE", "HEIGHT_SRC")}


@dataclass
class Built:
    """Rows ready to be written, kept by column: `row(i)` makes the dict of one.

    index: the raw row each comes from; x, y: workspace CRS; lon, lat: as the source gives them, in degrees.
    counts: what was assumed or could not be read, by (message key, field).
    """

    columns: Dict[str, List[object]]
    index: List[int]
    x: np.ndarray
    y: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    bad: List[BadRow] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    strong_ids: bool = False

    def __len__(self) -> int:
        return len(self.index)

    def row(self, i: int) -> Dict[str, object]:
        """Columns with a value, and the geometry."""
        row = {name: cells[i] for name, cells in self.columns.items() if cells[i] is not None}
        row["LON"], row["LAT"] = float(self.lon[i]), float(self.lat[i])
        row["geometry"] = (float(self.x[i]), float(self.y[i]))
        return row


def original(raw: RawTable, mapping: Mapping, i: int) -> Dict[str, str]:
    """A raw row as column to text, without secret columns and cells that hold addresses of devices."""
    return scrubbed(dict(zip(raw.names, raw.rows[i])), mapping.secret)


def scrubbed(cells: Dict[str, str], secret: Sequence[str]) -> Dict[str, str]:
    """Cells without secret columns; an IP or MAC address elsewhere is blotted out."""
    return {name: "***" if holds_secret(cell) else cell for name, cell in cells.items() if name not in secret}


def _parse(cells: Sequence[str], item: Field, counts: Counter) -> Tuple[List[object], List[int]]:
    """The values of a column and the rows whose cell could not be read or kept whole."""
    words = code_words(item) if item.codes else None
    comma = item.type in ("real", "integer") and uses_decimal_comma(cells)
    known: Dict[str, Value] = {}
    values: List[object] = []
    faults: List[int] = []
    for i, cell in enumerate(cells):
        value = known.get(cell)
        if value is None:
            value = _one(cell, item, words, comma)
            if len(known) < _REMEMBERED:
                known[cell] = value
        values.append(value.value)
        if value.fault:
            faults.append(i)
            counts[value.fault, item.name] += 1
        elif value.assumed:
            counts[value.assumed, item.name] += 1
            if value.assumed == "assumed_cut":
                faults.append(i)
    return values, faults


def _one(cell: str, item: Field, words, comma: bool) -> Value:
    if item.codes:
        value = coded(cell, item, words)
        return value._replace(value=int(value.value)) if item.type == "integer" and value.value is not None else value
    if item.type == "real":
        return number(cell, item.unit, comma)
    if item.type == "integer":
        value = number(cell, item.unit, comma)
        if value.value is None:
            return value
        if abs(value.value) > 2**53:
            return Value(fault="fault_number")
        rounded = int(round(value.value))
        return Value(rounded, "", value.assumed or ("" if rounded == value.value else "assumed_rounded"))
    if item.type == "date":
        return date(cell)
    if is_missing(cell):
        return NOTHING
    if item.unique and _ROUNDED.fullmatch(cell.strip()):
        return Value(fault="fault_rounded_code")
    text = whole_code(cell) if item.unique or item.name.endswith(("_CODE", "_ID", "DM")) else " ".join(cell.split())
    if item.length and len(text) > item.length:
        return Value(_short(text, item), "", "assumed_cut")
    return Value(text or None)


def _short(text: str, item: Field) -> str:
    """Text cut to its field; an identifier keeps its difference in six hexadecimal digits."""
    if not item.unique:
        return text[: item.length]
    return f"{text[: item.length - 7]}~{hashlib.sha256(text.encode()).hexdigest()[:6]}"


def build(
    raw: RawTable,
    mapping: Mapping,
    table: Table,
    positions: Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
    bad: Dict[int, Tuple[str, Dict[str, object]]],
    default_type: str = "",
    progress: Progress = SILENT,
) -> Built:
    """Rows of `table` from the raw rows that are not `bad` (raw index to reason).

    positions: x, y in the workspace CRS and longitude, latitude as the source gives them, for every raw row.
    default_type: code for rows whose type is not told.
    """
    counts: Counter = Counter()
    reasons = {**bad, **_repeated(raw, mapping, bad)}
    keep = [i for i in range(len(raw.rows)) if i not in reasons]
    names = list(raw.names)
    columns: Dict[str, List[object]] = {}
    told: Dict[int, List[str]] = {}
    for done, (field_name, column) in enumerate(mapping.fields.items()):
        progress.report(done / (len(mapping.fields) + 1))
        at, item = names.index(column), table.field(field_name)
        cells = [raw.rows[i][at] for i in keep]
        columns[field_name], faults = _parse(cells, item, counts)
        for i in faults:
            told.setdefault(i, []).append(f"{item.label}：{cells[i]}")
    _types(columns, table, default_type, len(keep), counts)
    _heights(columns, table, len(keep), counts)
    _remarks(columns, table, told, len(keep))
    ids = columns.get(table.key)
    strong = ids is not None and not _only_numbering(ids)
    if not strong:
        columns.pop(table.key, None)
    x, y, lon, lat = (a[keep] for a in positions)
    rejected = list(_rejections(raw, mapping, reasons))
    return Built(columns, keep, x, y, lon, lat, rejected, counts, strong)


def _only_numbering(ids: Sequence[object]) -> bool:
    """Whether "ids" are a running number 1, 2, 3 … that every list has."""
    told = [str(v) for v in ids if v is not None]
    if not told:
        return True
    if not all(v.isdigit() and len(v) <= _MAX_ID_NUMBERING and not (len(v) > 1 and v[0] == "0") for v in told):
        return False
    numbers = [int(v) for v in told]
    return min(numbers) <= 1 and max(numbers) <= 1.5 * len(numbers) + 20


def _types(columns: Dict[str, List[object]], table: Table, default_type: str, count: int, counts: Counter) -> None:
    """Fill the type where nothing tells it: the default, else the code for other."""
    item = next((f for f in table.fields if f.required and f.codes), None)
    if item is None:
        return
    values = columns.setdefault(item.name, [None] * count)
    filler = default_type or next((code.code for code in item.codes if code.code in ("99", "9")), item.codes[-1].code)
    missing = values.count(None)
    if missing:
        columns[item.name] = [filler if v is None else v for v in values]
        counts["assumed_type", item.name] += missing


def _heights(columns: Dict[str, List[object]], table: Table, count: int, counts: Counter) -> None:
    """Fill missing heights by type and say of each height where it comes from."""
    if table.name not in _HEIGHTS:
        return
    height, kind, source = _HEIGHTS[table.name]
    usual = {code.code: code.assumed_height_m for code in table.field(kind).codes}
    heights, given = columns.get(height, [None] * count), columns.get(source, [None] * count)
    sources: List[Optional[str]] = []
    filled: List[object] = []
    for value, code, said in zip(heights, columns[kind], given):
        assumed = usual.get(code)
        if value is None and assumed is not None:
            filled.append(float(assumed))
            sources.append("assumed")
            counts["assumed_height", height] += 1
        else:
            filled.append(value)
            sources.append(None if value is None else said or "measured")
    columns[height], columns[source] = filled, sources


def _remarks(columns: Dict[str, List[object]], table: Table, told: Dict[int, List[str]], count: int) -> None:
    """What could not be read goes into the remark, so that it is not lost."""
    if not told or "REMARK" not in table.names:
        return
    limit = table.field("REMARK").length
    remarks = columns.setdefault("REMARK", [None] * count)
    for i, texts in told.items():
        remarks[i] = "；".join((*([str(remarks[i])] if remarks[i] else []), *texts))[: limit or None]


def _repeated(raw: RawTable, mapping: Mapping, bad: Dict[int, Tuple[str, Dict[str, object]]]) -> Dict[int, Tuple[str, Dict[str, object]]]:
    """Rows that say the same as an earlier one (but for a running number), and headers told again."""
    skip = raw.names.index(mapping.numbering) if mapping.numbering in raw.names else -1
    header = tuple(raw.names)
    first: Dict[int, int] = {}  # by hash; equal hashes are looked at
    found: Dict[int, Tuple[str, Dict[str, object]]] = {}
    for i, row in enumerate(raw.rows):
        cells = tuple(row)
        if cells == header:
            found[i] = ("rej_header_again", {})
            continue
        if i in bad:
            continue
        if skip >= 0:
            cells = cells[:skip] + cells[skip + 1 :]
        earlier = first.setdefault(hash(cells) if raw.x is None else hash((cells, raw.x[i], raw.y[i])), i)
        if earlier != i and _same(raw, i, earlier, skip):
            found[i] = ("rej_same_row", {"row": raw.numbers[earlier]})
    return found


def _same(raw: RawTable, one: int, other: int, skip: int) -> bool:
    """Whether two rows say the same, but for the column `skip`."""
    if raw.x is not None and (raw.x[one], raw.y[one]) != (raw.x[other], raw.y[other]):
        return False
    return all(a == b for at, (a, b) in enumerate(zip(raw.rows[one], raw.rows[other])) if at != skip)


def _rejections(raw: RawTable, mapping: Mapping, reasons: Dict[int, Tuple[str, Dict[str, object]]]) -> Iterator[BadRow]:
    """One entry per rejected row; many copies of one row share an entry that names all their numbers."""
    copies: Dict[object, List[int]] = {}
    for i, (key, values) in sorted(reasons.items()):
        if key == "rej_same_row":
            copies.setdefault(values["row"], []).append(i)
        else:
            yield BadRow(raw.numbers[i], key, values, original(raw, mapping, i))
    for row, same in copies.items():
        rows = ranges([raw.numbers[i] for i in same])
        yield BadRow(raw.numbers[same[0]], "rej_same_row", {"row": row, "rows": rows, "count": len(same)}, original(raw, mapping, same[0]))


def ranges(numbers: Sequence[int]) -> str:
    """ "3-7, 9" for 3, 4, 5, 6, 7, 9."""
    texts, start = [], None
    for here, following in zip(numbers, [*numbers[1:], None]):
        start = here if start is None else start
        if following != here + 1:
            texts.append(str(start) if start == here else f"{start}-{here}")
            start = None
    return ", ".join(texts)


def type_from_words(texts: Sequence[str], table: Table) -> str:
    """The type code that a file, sheet, title or header names, or empty: lists often hold one type only."""
    item = next((f for f in table.fields if f.required and f.codes), None)
    if item is None:
        return ""
    words = code_words(item)
    for text in texts:
        found = coded(re.sub(r"\d+", " ", text), item, words).value if text else None
        if found and found != "99":
            return str(found)
    return ""
