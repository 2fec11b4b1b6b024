# SPDX-License-Identifier: GPL-2.0-or-later
"""The inventory check: every finding is a row of CHECK_FIND with severity, object, reason and proposed repair."""

from dataclasses import dataclass
from typing import Any, Dict, List, Sequence

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY

from ...engine.progress import SILENT, Progress
from ..messages import language
from ..schema import Table
from ..schema import table as table_of
from ..workspace import Workspace
from . import places as inventory_places
from .finding import IGNORED, NOTICE, OPEN, Finding, counts
from .rows import row_findings

TABLES = ("RES_PT", "SITE_EX", "DEMAND_PT")
SECRECY_LIMIT_M2 = 25e6  #: contiguous extent of 1:500 to 1:2000 full-element maps that is not secret, 自然资发〔2020〕95号
_SHARED_COLUMNS = ("OWN_UNIT", "SRC_BUREAU")


@dataclass(frozen=True)
class Options:
    """`tolerance_m`: nearer than this is the same place; `margin_m`: how far outside the area is still inside."""

    tolerance_m: float = 2.0
    margin_m: float = 200.0
    tables: Sequence[str] = TABLES


def check_inventory(workspace: Workspace, options: Options = Options(), progress: Progress = SILENT) -> List[Finding]:  # noqa: B008
    """All findings, tables in order, worst first within a table. Nothing is written."""
    areas = _shapes(workspace, "SVC_AREA") or _shapes(workspace, "ADMIN_AREA")
    found: List[Finding] = []
    share = 1.0 / len(options.tables)
    for number, name in enumerate(options.tables):
        part = progress.part(number * share, (number + 1) * share)
        findings = _check_table(workspace, table_of(name), areas, options, part)
        found += sorted(findings, key=lambda finding: (finding.severity, finding.check, finding.fid, finding.field_name))
    found += _extent_notice(workspace, areas)
    progress.report(1.0)
    return found


def _check_table(workspace: Workspace, table: Table, areas: List[QgsGeometry], options: Options, progress: Progress) -> List[Finding]:
    rows = list(workspace.rows(table.name, _columns(table)))
    _, places = workspace.places(table.name)
    found: List[Finding] = []
    for index, (row, place) in enumerate(zip(rows, places.tolist())):
        if index % 2000 == 0:
            progress.report(0.4 * index / len(rows))
        found += row_findings(table, row, tuple(place))
    found += inventory_places.without_place(table, rows, places)
    found += inventory_places.double_ids(table, rows, places, options.tolerance_m)
    if areas:
        found += inventory_places.outside(table, rows, places, areas, options.margin_m, progress.part(0.4, 0.6))
    if table.name == "RES_PT":
        water, buildings = _shapes(workspace, "WATER"), _shapes(workspace, "BUILDING")
        found += inventory_places.doubles(table, rows, places, options.tolerance_m)
        found += inventory_places.misplaced(table, rows, places, water, "find_in_water", progress.part(0.6, 0.7))
        found += inventory_places.misplaced(table, rows, places, buildings, "find_in_building", progress.part(0.7, 0.95))
        if buildings:
            found += inventory_places.on_no_building(table, rows, places, buildings)
    progress.report(1.0)
    return found


def _columns(table: Table) -> List[str]:
    """The columns that checks look at; texts without codes are left where they are."""
    return [
        column.name
        for column in table.fields
        if column.codes or column.type != "text" or column.required or column.name in _SHARED_COLUMNS or column.name == table.key
    ]


def _shapes(workspace: Workspace, table: str) -> List[QgsGeometry]:
    return [row["geometry"] for row in workspace.rows(table, ["geometry"]) if row["geometry"] is not None]


def _extent_notice(workspace: Workspace, areas: List[QgsGeometry]) -> List[Finding]:
    """The notice that a plan of more than 25 km² falls under the secrecy rules for large-scale maps."""
    if areas:
        extent = QgsGeometry.unaryUnion(areas)
    else:
        _, places = workspace.places("RES_PT")
        placed = places[np.isfinite(places).all(axis=1)]
        if len(placed) < 3:
            return []
        extent = QgsGeometry.fromMultiPointXY([QgsPointXY(x, y) for x, y in placed.tolist()]).convexHull()
    if extent.area() <= SECRECY_LIMIT_M2:
        return []
    values = {"area_km2": round(extent.area() / 1e6, 1)}
    centre = extent.pointOnSurface().asPoint()
    return [Finding("find_large_area", NOTICE, "SVC_AREA", 0, workspace.name, "fix_redact", values=values, place=(centre.x(), centre.y()))]


def store_findings(workspace: Workspace, findings: Sequence[Finding]) -> Dict[str, Any]:
    """Put findings into CHECK_FIND in the place of the open ones; what was repaired or ignored is kept and not raised again.

    Returns counts: `open`, `errors`, `warnings`, `notices`, `ignored` and one per check.
    """
    kept = [row for row in workspace.rows("CHECK_FIND") if row["STATE"] != OPEN]
    ignored = {_mark(row) for row in kept if row["STATE"] == IGNORED}
    fresh = [finding for finding in findings if _stored_mark(finding) not in ignored]
    last = max((int(row["FIND_ID"][1:]) for row in kept if str(row["FIND_ID"])[1:].isdigit()), default=0)
    lang = language()
    with workspace.transaction() as transaction:
        transaction.delete("CHECK_FIND", where="STATE = ? OR STATE IS NULL", params=(OPEN,))
        transaction.insert("CHECK_FIND", (finding.row(f"F{last + number:06d}", lang) for number, finding in enumerate(fresh, 1)))
    by_severity = [sum(1 for finding in fresh if finding.severity == severity) for severity in "123"]
    summary = {"open": len(fresh), "errors": by_severity[0], "warnings": by_severity[1], "notices": by_severity[2]}
    return {**summary, "ignored": len(findings) - len(fresh), "checks": counts(fresh)}


def _mark(row: Dict[str, Any]):
    return row["CHECK_KEY"], row["TBL_NAME"], row["OBJ_FID"], row["FIELD"] or "", row["VALUE"] or ""


def _stored_mark(finding: Finding):
    check, table, fid, field_name, value = finding.mark
    return check, table, fid, field_name, value[:100]
