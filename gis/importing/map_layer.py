# SPDX-License-Identifier: GPL-2.0-or-later
"""Loading a map layer (buildings, roads, level areas, existing sites …) into its table of the workspace.

Columns are recognised by the schema's names and synonyms, values by its codes and units. A feature that
cannot be loaded is kept in IMPORT_REJ with the reason; what the source lacks on a building is filled by
`resources/presets/buildings.json` and marked assumed.
"""

import datetime
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
from qgis.core import (
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeatureSource,
    QgsGeometry,
    QgsWkbTypes,
)

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from ..messages import RESOURCES, text
from ..schema import Field, Table
from ..workspace import Workspace
from . import columns
from .qgis_layer import read_source
from .rawtable import RawTable
from .values import Value, coded, date, is_missing, number

#: the tables a map layer can be loaded into; resources and demand have importers of their own
TABLES = ("SVC_AREA", "BUILDING", "ROAD", "WATER", "KEY_AREA", "SITE_EX", "PROT_RX", "ADMIN_AREA", "LIMIT_ZONE")
_FAMILY = {
    "Point": QgsWkbTypes.GeometryType.PointGeometry,
    "MultiLineString": QgsWkbTypes.GeometryType.LineGeometry,
    "MultiPolygon": QgsWkbTypes.GeometryType.PolygonGeometry,
}


@dataclass(frozen=True)
class Loaded:
    """What a layer gave: features read, rows written, rejected, values not understood, heights filled; columns left unused."""

    read: int
    written: int
    rejected: int
    faults: int
    assumed: int
    unused: Tuple[str, ...]


def load_layer(
    workspace: Workspace, table: Table, source: QgsFeatureSource, name: str, append: bool = False, progress: Progress = SILENT
) -> Loaded:
    """Load all features of a layer into `table`, in one transaction; replaces what the table held unless `append`.

    Raises `InputError` for an empty layer, one without geometry or CRS, or with another kind of geometry.
    """
    _check(table, source, name)
    raw = read_source(source, name, progress=progress.part(0, 0.3))
    raw = RawTable(**{**vars(raw), "x": np.zeros(len(raw.rows)), "y": np.zeros(len(raw.rows))})  # geometry tells the place
    fields, unused = _mapping(raw, table)
    transform = QgsCoordinateTransform(source.sourceCrs(), workspace.crs, QgsCoordinateTransformContext())
    taken = {row[table.key] for row in workspace.rows(table.name, [table.key])} if append and table.key else set()
    run = _Run(table, fields, raw, name, taken)
    for done, feature in enumerate(source.getFeatures()):
        if done % 1000 == 0:
            progress.report(0.3 + 0.5 * done / max(1, len(raw.rows)))
        run.take(done, _placed(feature.geometry(), table, transform))
    progress.check()
    with workspace.transaction(undo="importtable") as transaction:
        if append:
            transaction.insert(table.name, run.rows)
        else:
            transaction.replace(table.name, run.rows)
        transaction.delete("IMPORT_REJ", where="TBL_NAME = ? AND SRC_FILE = ?", params=(table.name, name))
        transaction.insert("IMPORT_REJ", run.rejected)
        progress.report(0.95)
    progress.report(1.0)
    return Loaded(len(raw.rows), len(run.rows), len(run.rejected), run.faults, run.assumed, unused)


def _check(table: Table, source: QgsFeatureSource, name: str) -> None:
    if source.featureCount() == 0:
        raise InputError("load_empty", layer=name)
    if not source.sourceCrs().isValid():
        raise InputError("load_no_crs", layer=name)
    if QgsWkbTypes.geometryType(source.wkbType()) != _FAMILY[table.geometry]:
        raise InputError("load_geometry", layer=name, found=QgsWkbTypes.displayString(source.wkbType()), wanted=table.geometry)


def _mapping(raw: RawTable, table: Table) -> Tuple[Dict[str, str], Tuple[str, ...]]:
    """Column by field: columns that bear a field's own name first, then what the headers and values suggest."""
    by_name = {name.upper(): name for name in raw.names}
    fields = {item.name: by_name[item.name] for item in table.fields if item.name in by_name}
    suggested = columns.suggest(raw, table)
    for field, column in suggested.fields.items():
        if field not in fields and column not in fields.values():
            fields[field] = column
    used = {*fields.values(), *suggested.secret}
    return fields, tuple(name for name in raw.names if name not in used)


def _placed(geometry: QgsGeometry, table: Table, transform: QgsCoordinateTransform):
    """The geometry in the workspace's CRS and in the table's form, or the message key of what is wrong with it."""
    if geometry.isNull() or geometry.isEmpty():
        return "load_rej_geometry"
    geometry = QgsGeometry(geometry)
    if not geometry.isGeosValid():
        geometry = geometry.makeValid()
    try:
        geometry.transform(transform)
    except QgsCsException:
        return "load_rej_transform"
    geometry.get().dropZValue()
    geometry.get().dropMValue()
    box = geometry.boundingBox()
    if not box.isFinite():
        return "load_rej_transform"
    if table.geometry == "Point":
        return QgsGeometry.fromPointXY(geometry.centroid().asPoint()) if geometry.isMultipart() else geometry
    parts = [part for part in geometry.asGeometryCollection() if QgsWkbTypes.geometryType(part.wkbType()) == _FAMILY[table.geometry]]
    if not parts:
        return "load_rej_geometry"
    geometry = QgsGeometry.collectGeometry(parts)
    geometry.convertToMultiType()
    return geometry


class _Run:
    """The rows of one load as they are taken, and what had to be rejected, dropped or assumed."""

    def __init__(self, table: Table, fields: Dict[str, str], raw: RawTable, name: str, taken: set):
        self.table, self.raw, self.name, self.taken = table, raw, name, taken
        self.columns = [(table.field(field), raw.names.index(column)) for field, column in fields.items()]
        self.today = datetime.date.today()
        self.rows: List[Dict[str, Any]] = []
        self.rejected: List[Dict[str, Any]] = []
        self.faults = self.assumed = 0

    def take(self, index: int, geometry) -> None:
        cells = self.raw.rows[index]
        if isinstance(geometry, str):
            self._reject(index, geometry)
            return
        row = {"geometry": geometry}
        for field, column in self.columns:
            row[field.name] = self._value(field, cells[column])
        if self.table.key and not self._identify(row, index):
            return
        if self.table.name == "BUILDING":
            self.assumed += fill_building(row)
        self.rows.append(row)

    def _value(self, field: Field, cell: str):
        value = read_value(cell, field)
        if value.fault:
            self.faults += 1
        return value.value

    def _identify(self, row: Dict[str, Any], index: int) -> bool:
        key = self.table.key
        if not row.get(key):
            row[key] = f"{self.table.name[0]}{self.raw.numbers[index]:06d}"
        if row[key] in self.taken:
            self._reject(index, "load_rej_same_id", id=row[key])
            return False
        self.taken.add(row[key])
        return True

    def _reject(self, index: int, key: str, **values) -> None:
        self.rejected.append(
            {
                "TBL_NAME": self.table.name,
                "SRC_FILE": self.name,
                "SRC_ROW": max(0, self.raw.numbers[index]),
                "SRC_DATE": self.today,
                "REASON_KEY": key,
                "REASON": text(key, **values),
                "ORIGINAL": json.dumps(dict(zip(self.raw.names, self.raw.rows[index])), ensure_ascii=False),
            }
        )


def read_value(cell: str, field: Field) -> Value:
    """A cell as the field wants it; `fault` set where it cannot be read or lies outside the field's limits."""
    if is_missing(cell):
        return Value()
    if field.codes:
        return coded(cell, field)
    if field.type == "date":
        return date(cell)
    if field.type not in ("real", "integer"):
        return Value(cell[: field.length] if field.length else cell)
    value = number(cell, field.unit)
    outside = value.value is not None and not (
        (field.min is None or value.value >= field.min) and (field.max is None or value.value <= field.max)
    )
    if outside:
        return Value(fault="fault_number")
    if field.type == "integer" and value.value is not None:
        return value._replace(value=int(round(value.value)))
    return value


def fill_building(row: Dict[str, Any]) -> int:
    """Height, floor area and people of a building where the source lacks them; 1 when the height had to be assumed."""
    rules = _building_rules()
    footprint_m2 = row["geometry"].area()
    storeys: Optional[float] = row.get("LEVELS")
    assumed = 0
    if row.get("HEIGHT_M"):
        row["HEIGHT_SRC"] = row.get("HEIGHT_SRC") or "measured"
    elif storeys:
        row["HEIGHT_M"], row["HEIGHT_SRC"] = round(storeys * rules["storey_m"], 1), "levels"
    else:
        small = footprint_m2 < rules["small_footprint_m2"]
        row["HEIGHT_M"] = rules["assumed_low_height_m"] if small else rules["assumed_height_m"]
        row["HEIGHT_SRC"] = "assumed"
        assumed = 1
    row["USE"] = row.get("USE") or "99"
    if row.get("FLOOR_M2") is None:
        row["FLOOR_M2"] = round(footprint_m2 * max(1.0, row["HEIGHT_M"] // rules["storey_m"]), 1)
    if row.get("POP") is None:
        row["POP"] = round(row["FLOOR_M2"] / rules["area_per_person_m2"][row["USE"]], 1)
    return assumed


@lru_cache(maxsize=1)
def _building_rules() -> dict:
    return json.loads((RESOURCES / "presets" / "buildings.json").read_text(encoding="utf-8"))
