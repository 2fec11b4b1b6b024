# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything of an import before it is written: read, map, place, build. Nothing here touches the workspace's rows."""

import datetime
import math
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Dict, List, Optional, Tuple

import numpy as np

from ...engine import coordinates
from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from .. import schema
from ..workspace import Workspace, sql
from . import columns, demand, positions, profile, row_datums, rows, tables
from .columns import Mapping
from .georeference import Ground, Placed, Rows, believed_crs, check_declared, layer_in_degrees, place
from .positions import Positions
from .rawtable import Note, RawTable
from .reference import Reference, from_workspace
from .rows import Built
from .values import code_words, coded

_BUILDING = "06"  # of RES_TYPE
_AREA_TABLES = ("SVC_AREA", "ROAD", "BUILDING", "RES_PT", "SITE_EX")


@dataclass(frozen=True)
class Request:
    """What to import and how. Empty texts and "auto" leave the decision to the import.

    path or raw (a layer that was read already); table: RES_PT, DEMAND_PT or SITE_EX; datum: auto, WGS84, CGCS2000,
    GCJ02, BD09 or a CRS; mapping, or mapping_profile: a saved one; default_type: code where no type is told;
    reference: layer to find the datum by, beside what the workspace holds; remove_gone: delete rows the new list lacks;
    overwrite_edits: let the list win over edits by hand; constants: values for fields of every row.
    """

    path: str = ""
    raw: Optional[RawTable] = None
    sheet: str = ""
    encoding: str = ""
    table: str = "RES_PT"
    datum: str = "auto"
    x_column: str = ""
    y_column: str = ""
    default_type: str = ""
    bureau: str = ""
    source_date: str = ""
    mapping: Optional[Mapping] = None
    mapping_profile: str = ""
    reference: Optional[Reference] = None
    remove_gone: bool = False
    overwrite_edits: bool = False
    constants: Dict[str, object] = field(default_factory=dict)


@dataclass
class Prepared:
    """An import ready to be compared and written."""

    request: Request
    raw: RawTable
    mapping: Mapping
    placed: Placed
    built: Built
    notes: List[Note]

    @property
    def source(self) -> Tuple[str, str, str]:
        """(bureau, file name, sheet) of the list, cut to their fields."""
        return self.request.bureau.strip()[:40], Path(self.raw.path).name[-100:], self.raw.sheet[:60]

    @property
    def source_date(self) -> Optional[str]:
        """The date of the list: as stated, else when its file was last changed."""
        if self.request.source_date:
            return self.request.source_date
        path = Path(self.request.path) if self.request.path else None
        if path is None or not path.is_file():
            return None
        return datetime.date.fromtimestamp(path.stat().st_mtime).isoformat()


def crs_text(workspace: Workspace) -> str:
    """The workspace's CRS as pyproj reads it."""
    return workspace.crs.authid() or workspace.crs.toWkt()


def ground_of(workspace: Optional[Workspace], extra: Optional[Reference], progress: Progress = SILENT) -> Ground:
    """What is known of the area: the stated reference first, then what the workspace holds."""

    stated = [extra] if extra is not None else []
    if workspace is None:
        return Ground(iter(stated))
    references = chain(stated, from_workspace(workspace, progress))
    crs = crs_text(workspace)
    for table in _AREA_TABLES:
        if not workspace.count(table):
            continue
        middle = _middle(workspace, table)
        if middle is not None:
            lon, lat = coordinates.transform(*middle, crs, "EPSG:4326")
            return Ground(references, crs, (float(lon), float(lat)))
    return Ground(references, crs)


def _middle(workspace: Workspace, table: str) -> Optional[Tuple[float, float]]:
    """The middle of a table's extent as the GeoPackage states it, `None` where it states none."""
    with sql.faults(workspace.path):
        connection = sql.connect(workspace.path)
        try:
            query = "SELECT min_x, max_x, min_y, max_y FROM gpkg_contents WHERE table_name = ?"
            box = connection.execute(query, (table,)).fetchone()
        finally:
            connection.close()
    if box is None or any(value is None or not math.isfinite(value) for value in box):
        return None
    return (box[0] + box[1]) / 2, (box[2] + box[3]) / 2


def mapping_for(request: Request, raw: RawTable) -> Mapping:
    """The mapping asked for, else the profile's, else the suggested one; then the stated coordinate columns."""
    table = schema.table(request.table)
    if request.mapping is not None:
        mapping = request.mapping
    elif request.mapping_profile:
        mapping = profile.applied(profile.load(request.mapping_profile), raw)
    else:
        mapping = columns.suggest(raw, table)
    wanted = [name for name in (request.x_column, request.y_column, mapping.x, mapping.y, mapping.both, *mapping.fields.values()) if name]
    unknown = [name for name in wanted if name not in raw.names]
    if unknown:
        raise InputError("column_unknown", columns=", ".join(unknown), path=raw.path, known=", ".join(raw.names))
    if request.x_column and request.y_column:
        return replace(mapping, x=request.x_column, y=request.y_column, both="")
    if request.x_column:
        return replace(mapping, x="", y="", both=request.x_column)
    return mapping


def read_positions(raw: RawTable, mapping: Mapping, stated_columns: bool) -> Positions:
    """The coordinates of every row, from the geometry or the mapped columns. Raises `InputError` when there are none."""
    if raw.x is not None and not stated_columns:
        return positions.from_geometry(raw.x, raw.y, layer_in_degrees(raw))
    names = list(raw.names)
    if mapping.both:
        return positions.from_one(raw.column(names.index(mapping.both)))
    if mapping.x and mapping.y:
        return positions.from_two(raw.column(names.index(mapping.x)), raw.column(names.index(mapping.y)))
    raise InputError("no_coordinate_columns", path=raw.path, known=", ".join(raw.names))


def find_place(found: Positions, raw: RawTable, datum: str, ground: Ground, rows_say: Rows) -> Placed:
    """Where the rows lie: by the datum each row states in a column of its own, unless one was declared; else all alike."""
    datums = row_datums.stated(raw) if found.in_degrees and check_declared(datum) == "auto" else None
    return row_datums.place_by_rows(found, datums) if datums else place(found, raw, datum, ground, rows_say)


def telling_rows(raw: RawTable, mapping: Mapping, table: schema.Table) -> Rows:
    """Names and building types of the rows, for finding the datum."""
    name = mapping.fields.get(next((f.name for f in table.fields if f.name.endswith("_NAME")), ""), "")
    names = raw.column(raw.names.index(name)) if name else ()
    if "RES_TYPE" not in mapping.fields:
        return Rows(names)
    item = table.field("RES_TYPE")
    words = code_words(item)
    cells = raw.column(raw.names.index(mapping.fields["RES_TYPE"]))
    kinds = {cell: coded(cell, item, words).value == _BUILDING for cell in set(cells)}
    return Rows(names, np.array([kinds[cell] for cell in cells], dtype=bool))


def _bad_positions(found: Positions, placed: Placed, x: np.ndarray, y: np.ndarray) -> Dict[int, Tuple[str, Dict[str, object]]]:
    """Rows without a usable position, by raw index, with the reason."""
    with np.errstate(invalid="ignore"):
        zero = (np.abs(found.x) < 1e-9) & (np.abs(found.y) < 1e-9)
    lost = ~(np.isfinite(x) & np.isfinite(y))
    bad: Dict[int, Tuple[str, Dict[str, object]]] = {}
    for i in np.flatnonzero(lost | zero | found.empty | found.unreadable):
        if found.empty[i]:
            bad[int(i)] = ("rej_no_coordinates", {})
        elif found.unreadable[i]:
            bad[int(i)] = ("rej_coordinates", {})
        elif zero[i]:
            bad[int(i)] = ("rej_zero", {})
        elif placed.by_row and not placed.by_row[i]:
            bad[int(i)] = ("rej_datum", {})
        else:
            bad[int(i)] = ("rej_off_globe", {"x": float(found.x[i]), "y": float(found.y[i])})
    return bad


def _telling(raw: RawTable, request: Request) -> Tuple[str, ...]:
    """Texts that may name the type of all rows: headers only for resources (灯杆编号), not for demand (共享移动基站)."""
    headers = raw.names[:12] if request.table == "RES_PT" else ()
    return (raw.title, raw.sheet, Path(raw.path).stem, request.bureau, *headers)


def prepare(workspace: Workspace, request: Request, progress: Progress = SILENT) -> Prepared:
    """Read the list and make rows of it. Raises `InputError` when the file, its columns or its datum are not usable."""
    table = schema.table(request.table)
    raw = request.raw
    if raw is None:
        raw = tables.read(request.path, request.sheet, request.encoding, progress.part(0.0, 0.3))
    if not raw.rows and not raw.bad_rows:
        raise InputError("file_empty", path=raw.path)
    if table.name == "DEMAND_PT":
        raw = demand.spread(raw)
    mapping = mapping_for(request, raw)
    found = read_positions(raw, mapping, bool(request.x_column))
    if request.x_column and raw.x is not None:
        raw = replace(raw, x=None, y=None, crs="")
    progress.report(0.4)
    ground = ground_of(workspace, request.reference, progress)
    placed = find_place(found, raw, request.datum, ground, telling_rows(raw, mapping, table))
    progress.report(0.5)
    crs = crs_text(workspace)
    if placed.crs == crs:
        lost = np.isnan(placed.lon)
        x, y = np.where(lost, np.nan, found.x), np.where(lost, np.nan, found.y)
    else:
        x, y = coordinates.transform(placed.lon, placed.lat, "EPSG:4326", crs)
    as_given = (found.x, found.y) if found.in_degrees else (placed.lon, placed.lat)
    default = request.default_type or rows.type_from_words(_telling(raw, request), table)
    if table.name == "DEMAND_PT" and not default and "OPER" not in mapping.fields:
        raise InputError("demand_no_operator", path=raw.path)
    built = rows.build(raw, mapping, table, (x, y, *as_given), _bad_positions(found, placed, x, y), default, progress.part(0.5, 0.65))
    built.bad[:0] = [replace(row, original=rows.scrubbed(row.original, mapping.secret)) for row in raw.bad_rows]
    for name, value in request.constants.items():
        item = table.field(name)
        known = built.columns.get(item.name, [None] * len(built))
        built.columns[item.name] = [value if told is None else told for told in known]
    return Prepared(request, raw, mapping, placed, built, _notes(raw, mapping, found, placed, default if not request.default_type else ""))


def _notes(raw: RawTable, mapping: Mapping, found: Positions, placed: Placed, guessed: str) -> List[Note]:
    """What the user should know about the reading, beside the counts."""
    notes = [*raw.notes, *placed.notes]
    if raw.x is not None and raw.crs and not believed_crs(raw):
        notes.append(Note("note_crs_disbelieved", {"crs": raw.crs if len(raw.crs) < 40 else "WKT"}))
    if mapping.secret:
        notes.append(Note("note_secret_dropped", {"columns": ", ".join(mapping.secret)}))
    if mapping.unused:
        notes.append(Note("note_columns_unused", {"columns": ", ".join(mapping.unused)}))
    if found.swapped.any():
        notes.append(Note("note_axes_swapped", {"count": int(found.swapped.sum())}))
    if guessed and not any(name.endswith("_TYPE") for name in mapping.fields):
        notes.append(Note("note_type_guessed", {"code": guessed}))
    if raw.encoding and raw.certainty < 0.7:
        notes.append(Note("note_encoding_unsure", {"encoding": raw.encoding}))
    return notes
