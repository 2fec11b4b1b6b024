# SPDX-License-Identifier: GPL-2.0-or-later
"""Lists that state the datum row by row, in a column of their own (坐标系: GCJ02, 百度, 2000 …)."""

from typing import List, Optional, Sequence

import numpy as np

from ...engine import coordinates
from ..schema import table
from . import headers
from .georeference import Placed
from .positions import Positions
from .rawtable import Note, RawTable
from .values import code_words, coded

_DATUM_OF = {"1": "CGCS2000", "2": "WGS84", "3": "GCJ02", "4": "BD09"}


def column_of(raw: RawTable) -> Optional[int]:
    """The column that names datums, if there is one."""
    words = {headers.plain(word) for word in headers.DATUM}
    return next((i for i, name in enumerate(raw.names) if headers.plain(name) in words), None)


def stated(raw: RawTable) -> Optional[List[str]]:
    """The datum of every row, empty where a row names none that we know; `None` when no column names any."""
    at = column_of(raw)
    if at is None or raw.x is not None:
        return None
    item = table("RES_PT").field("SRC_CRS")
    words = code_words(item)
    known = {cell: _DATUM_OF.get(str(coded(cell, item, words).value), "") for cell in set(raw.column(at))}
    return [known[cell] for cell in raw.column(at)] if any(known.values()) else None


def place_by_rows(positions: Positions, datums: Sequence[str]) -> Placed:
    """Degrees, each row in its own datum; rows that name none have no position."""
    lon, lat = np.full(len(datums), np.nan), np.full(len(datums), np.nan)
    names = np.array(datums)
    for datum in sorted(set(datums) - {""}):
        rows = names == datum
        lon[rows], lat[rows] = coordinates.to_wgs84(positions.x[rows], positions.y[rows], datum)
    several = sorted(set(datums) - {""})
    notes = (Note("note_row_datums", {"datums": ", ".join(several)}),) if len(several) > 1 else ()
    return Placed(lon, lat, several[0] if len(several) == 1 else "", "", "how_column", notes, None, tuple(datums))
