# SPDX-License-Identifier: GPL-2.0-or-later
"""公共资源开放目录: the catalogue of open public resources as workbook and layer, with what the county has to follow up."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
from qgis.core import QgsRectangle

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from ..formats.shapefile import write_shapefile
from ..formats.spreadsheet import write_workbook
from ..handover.coordinates import delivered
from ..handover.data import meaning
from ..handover.delivered import Column, Delivery
from ..handover.papers import write_csv
from ..schema import table as table_of
from ..words import words
from ..workspace import Workspace
from .catalogue_tables import (
    FREE,
    REFUSED,
    Options,
    Row,
    grouped,
    idle_days,
    is_idle,
    is_overdue,
    is_unused,
    lessee_sheet,
    list_sheet,
    opening_sheet,
    short_sheet,
    waiting_days,
)
from .inside import Points


@dataclass(frozen=True)
class Catalogue:
    """The files, and the figures a county head asks for."""

    workbook: Path
    layer: Path
    dictionary: Path
    replaced: int
    numbers: Dict[str, Any]


def districts_of(workspace: Workspace, rows: Sequence[Row]) -> List[Optional[str]]:
    """The district of each resource: what its row says, else the smallest administrative area it lies in."""
    areas = sorted(
        (row for row in workspace.rows("ADMIN_AREA") if row["geometry"] is not None),
        key=lambda row: (-int(row["XZ_LEVEL"] or 0), row["geometry"].area()),
    )
    places = np.array([_xy(row) for row in rows], float).reshape(-1, 2)
    holder = Points(places).inside([row["geometry"] for row in areas])
    names = {row["XZQDM"]: row["XZQMC"] or row["XZQDM"] for row in areas}
    found: List[Optional[str]] = []
    for row, index in zip(rows, holder.tolist()):
        said = row["TOWN"] or names.get(row["XZQDM"]) or row["XZQDM"]
        found.append(said or (names[areas[index]["XZQDM"]] if index >= 0 else None))
    return found


def _xy(row: Row) -> Tuple[float, float]:
    if row["geometry"] is None:
        return float("nan"), float("nan")
    point = row["geometry"].asPoint()
    return point.x(), point.y()


def sheets_of(rows: Sequence[Row], districts: Sequence[Optional[str]], options: Options) -> List[Delivery]:
    """Every sheet of the workbook, the list first."""
    lang, table = options.lang, table_of("RES_PT")
    kind, owner = table.field("RES_TYPE"), table.field("OWN_UNIT")
    place = {id(row): district for row, district in zip(rows, districts)}
    by_type = grouped(rows, lambda row: meaning(kind, row["RES_TYPE"], lang), lang)
    by_owner = grouped(rows, lambda row: row["OWN_UNIT"], lang)
    by_district = grouped(rows, lambda row: place[id(row)], lang)
    overdue = sorted((row for row in rows if is_overdue(row, options)), key=lambda row: (row["APPLY_DT"], row["RES_ID"] or ""))
    refused = [row for row in rows if row["OPEN_ST"] == REFUSED or row["FEE_FLAG"] == "1"]
    refused.sort(key=lambda row: (row["OWN_UNIT"] or "", row["RES_ID"] or ""))
    idle = sorted((row for row in rows if is_unused(row)), key=lambda row: (row["LESSEE"], row["RES_ID"] or ""))
    sheets = [
        list_sheet(rows, districts, options),
        opening_sheet("BY_TYPE", words("catalogue.types", lang), kind.alias[lang], by_type, options),
        opening_sheet("BY_OWNER", words("catalogue.owners", lang), owner.alias[lang], by_owner, options),
        opening_sheet("BY_DISTR", words("catalogue.districts", lang), words("catalogue.district", lang), by_district, options),
        short_sheet("OVERDUE", "overdue", overdue, ("APPLY_DT",), ("days", waiting_days), options),
        short_sheet("REFUSED", "refused", refused, ("OPEN_ST", "REPLY_DT", "FEE_FLAG", "FEE_YUAN"), None, options),
        lessee_sheet(rows, options),
        short_sheet("IDLE", "idle", idle, ("LESSEE", "LEASE_DT"), ("idle_days", idle_days), options),
    ]
    for sheet in sheets:
        if not sheet.rows:  # GDAL writes a sheet without rows without its heads, too
            sheet.rows.append((words("catalogue.none", lang), *[None] * (len(sheet.columns) - 1)))
    return sheets


def numbers_of(rows: Sequence[Row], options: Options) -> Dict[str, Any]:
    """The figures in one line: resources, open free of charge, overdue, refused, fees, leased, idle, largest lessee's share."""
    leased = [row for row in rows if row["LESSEE"]]
    held = [len(members) for _, members in grouped(leased, lambda row: row["LESSEE"], options.lang)]
    return {
        "RESOURCES": len(rows),
        "FREE": sum(row["OPEN_ST"] == FREE for row in rows),
        "OVERDUE": sum(is_overdue(row, options) for row in rows),
        "REFUSED": sum(row["OPEN_ST"] == REFUSED for row in rows),
        "FEES": sum(row["FEE_FLAG"] == "1" for row in rows),
        "LEASED": len(leased),
        "UNUSED": sum(map(is_unused, rows)),
        "IDLE": sum(is_idle(row, options) for row in rows),
        "TOP_LESSEE_PCT": round(100.0 * max(held) / len(leased), 1) if leased else 0.0,
    }


def make_catalogue(workspace: Workspace, folder: Path, options: Options, progress: Progress = SILENT) -> Catalogue:
    """Write the catalogue into a folder: workbook, shapefile, field dictionary. The folder appears only when all is written.

    Raises `InputError` when there are no resources, `WorkspaceError` when a file cannot be written or does not read back.
    """
    rows = list(workspace.rows("RES_PT"))
    if not rows:
        raise InputError("catalogue_empty", path=str(workspace.path))
    sheets = sheets_of(rows, districts_of(workspace, rows), options)
    progress.report(0.2)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".catalogue-", dir=folder.parent) as work:
        inside = Path(work) / "made"
        inside.mkdir()
        workbook = write_workbook(inside / f"{words('catalogue.file', options.lang)}.xlsx", sheets)
        progress.report(0.5)
        layer = _layer(sheets[0], rows, workspace)
        path, replaced = write_shapefile(inside, layer, workspace.crs.toWkt(), progress.part(0.5, 0.95))
        dictionary = _dictionary(inside / f"{words('catalogue.dictionary', options.lang)}.csv", layer, options.lang)
        if folder.is_dir():
            folder.rmdir()  # an empty one was allowed; one that has been filled since is not
        shutil.move(str(inside), str(folder))
    progress.report(1.0)
    names = [folder / made.name for made in (workbook, path, dictionary)]
    return Catalogue(*names, replaced=len(replaced), numbers=numbers_of(rows, options))


def _layer(sheet: Delivery, rows: Sequence[Row], workspace: Workspace) -> Delivery:
    """The list with a place for each line, and its longitude and latitude."""
    placed = [(line, row["geometry"].asPoint(), row["geometry"]) for line, row in zip(sheet.rows, rows) if row["geometry"] is not None]
    box = QgsRectangle()
    for _, point, _ in placed:
        box.combineExtentWith(point.x(), point.y())
    coordinates = delivered("plan", workspace.crs, box)
    degrees = [Column("LON", table_of("RES_PT").field("LON").alias["zh"], "real", 0, "°", 8)]
    degrees.append(Column("LAT", table_of("RES_PT").field("LAT").alias["zh"], "real", 0, "°", 8))
    made = Delivery(sheet.name, sheet.title, [*sheet.columns, *degrees], geometry="Point", key=sheet.key)
    for line, point, shape in placed:
        made.rows.append((*line, *(round(value, 8) for value in coordinates.degrees(point.x(), point.y()))))
        made.shapes.append(bytes(shape.asWkb()))
    return made


def _dictionary(path: Path, layer: Delivery, lang: str) -> Path:
    head = [words(f"catalogue.{key}", lang) for key in ("field", "alias", "unit")]
    return write_csv(path, [head, *((column.name, column.header, column.unit) for column in layer.columns)])
