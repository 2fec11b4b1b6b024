# SPDX-License-Identifier: GPL-2.0-or-later
"""What a file looks like and would be taken for, before it is imported."""

from dataclasses import dataclass
from typing import List, Optional, Tuple

from ...engine.errors import InputError, SmartPoleError
from ...engine.progress import SILENT, Progress
from .. import schema
from ..workspace import Workspace
from . import columns, demand, tables
from .columns import Mapping
from .georeference import Rows, hints, place
from .positions import Positions
from .prepare import find_place, ground_of, read_positions, telling_rows
from .rawtable import RawTable
from .reference import Reference

_PREVIEW_ROWS = 20


@dataclass(frozen=True)
class Preview:
    """What a file looks like before it is imported.

    rows: the first rows, one text per column, secret columns blotted out; datum: what would be used, empty when it must be
    declared; datum_fault: why (message key); figures: how each datum fits the reference; lon, lat: of every row, where known.
    """

    raw: RawTable
    columns: Tuple[str, ...]
    rows: List[List[str]]
    mapping: Mapping
    encoding: str
    certainty: float
    sheets: Tuple[str, ...]
    datum: str = ""
    datum_how: str = ""
    datum_hint: str = ""
    datum_fault: Optional[SmartPoleError] = None
    figures: Tuple = ()
    positions: Optional[Positions] = None
    lon: Optional[object] = None
    lat: Optional[object] = None


def preview(
    path: str,
    sheet: str = "",
    encoding: str = "",
    table: str = "RES_PT",
    workspace: Optional[Workspace] = None,
    reference: Optional[Reference] = None,
    datum: str = "auto",
    mapping: Optional[Mapping] = None,
    raw: Optional[RawTable] = None,
    progress: Progress = SILENT,
) -> Preview:
    """Read a file and say what would be made of it. Raises `InputError` when it cannot be read at all."""
    raw = raw or tables.read(path, sheet, encoding, progress)
    if table == "DEMAND_PT":
        raw = demand.spread(raw)
    chosen = mapping or columns.suggest(raw, schema.table(table))
    secret = [raw.names.index(name) for name in chosen.secret]
    first = [["***" if i in secret else cell for i, cell in enumerate(row)] for row in raw.rows[:_PREVIEW_ROWS]]
    shown = Preview(raw, raw.names, first, chosen, raw.encoding, raw.certainty, raw.sheets, datum_hint=hints(raw)[0])
    try:
        found = read_positions(raw, chosen, False)
        rows = telling_rows(raw, chosen, schema.table(table))
        ground = ground_of(workspace, reference, progress)
        try:
            placed = find_place(found, raw, datum, ground, rows)
        except InputError as error:
            if error.key != "datum_undeclared":
                raise
            return Preview(**{**vars(shown), "datum_fault": error, "positions": found, "figures": _figures(found, raw, ground, rows)})
    except SmartPoleError as error:
        return Preview(**{**vars(shown), "datum_fault": error})
    figures = placed.suggestion.figures if placed.suggestion else ()
    decided = {"datum": placed.datum or placed.crs, "datum_how": placed.how, "figures": figures, "positions": found}
    return Preview(**{**vars(shown), **decided, "lon": placed.lon, "lat": placed.lat})


def _figures(found: Positions, raw: RawTable, ground, rows: Rows) -> Tuple:
    """The comparison that could not tell."""
    candidates = {datum: place(found, raw, datum, ground) for datum in ("WGS84", "GCJ02", "BD09")}
    suggestion = ground.ask({datum: (p.lon, p.lat) for datum, p in candidates.items()}, rows)
    return suggestion.figures if suggestion else ()
