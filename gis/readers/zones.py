# SPDX-License-Identifier: GPL-2.0-or-later
"""The zones of a compliance statement: from the tables of a workspace, and from any layer of polygons, lines or points."""

from typing import Dict, Iterable, List, NamedTuple, Optional, Tuple

import numpy as np
from qgis.core import QgsGeometry, QgsWkbTypes

from ...engine.compliance import Zone, strictest_target_pct
from ...engine.demand import Demand
from ...engine.errors import InputError
from ..workspace import Workspace
from .rasters import burn
from .vectors import cells_of, wkt_of

POINT_RADIUS_M = 500.0  # a village point stands for its surroundings
ROAD_CLASSES = ("1", "2", "3")


def workspace_zones(workspace: Workspace, demand: Demand) -> Tuple[List[Zone], Dict[int, QgsGeometry]]:
    """Key areas, administrative areas and main roads, and the outline of each by its place in the list."""
    zones: List[Zone] = []
    outlines: Dict[int, QgsGeometry] = {}
    wkt = wkt_of(workspace.crs)

    def take(zone: Zone, geometry: QgsGeometry) -> None:
        if zone.cells.size:
            outlines[len(zones)] = geometry
            zones.append(zone)

    for row in workspace.rows("KEY_AREA"):
        if row["geometry"] is not None:
            cells = cells_of(row["geometry"], demand.grid, wkt)
            target = row["COV_TGT"] if row["COV_TGT"] is not None else strictest_target_pct(demand, cells)
            take(Zone("key_area", row["AREA_ID"] or "", row["AREA_NAME"] or "", cells, target, row["TGT_YEAR"]), row["geometry"])
    for row in workspace.rows("ADMIN_AREA"):
        if row["geometry"] is not None:
            cells = cells_of(row["geometry"], demand.grid, wkt)
            take(Zone("admin", row["XZQDM"] or "", row["XZQMC"] or "", cells, strictest_target_pct(demand, cells)), row["geometry"])
    roads: Dict[str, List[QgsGeometry]] = {}
    for row in workspace.rows("ROAD"):
        if row["NAME"] and row["CLASS"] in ROAD_CLASSES and row["geometry"] is not None:
            roads.setdefault(row["NAME"], []).append(row["geometry"])
    for name, parts in roads.items():
        whole = QgsGeometry.collectGeometry(parts)
        cells = _along([whole], demand, wkt)
        take(Zone("road", "", name, cells, strictest_target_pct(demand, cells), None, True), whole)
    return zones, outlines


class ZoneRow(NamedTuple):
    """A feature of the user's own layer: geometry in the workspace's CRS; None where it states no target or people."""

    name: str
    target_pct: Optional[float]
    geometry: QgsGeometry
    people: Optional[float] = None


def layer_zones(
    features: Iterable[ZoneRow], demand: Demand, wkt: str, scope: str = "other", radius_m: float = POINT_RADIUS_M
) -> Tuple[List[Zone], List[QgsGeometry]]:
    """Zones of any layer of planning units, villages or anything else; points stand for `radius_m` around them."""
    if not radius_m > 0:
        raise InputError("zone_radius", radius_m=radius_m)
    zones, outlines = [], []
    for name, target, geometry, people in features:
        if geometry is None or geometry.isNull() or geometry.isEmpty():
            continue
        shape = geometry.buffer(radius_m, 16) if geometry.type() == QgsWkbTypes.GeometryType.PointGeometry else geometry
        line = shape.type() == QgsWkbTypes.GeometryType.LineGeometry
        cells = _along([shape], demand, wkt) if line else cells_of(shape, demand.grid, wkt)
        wanted = target if target is not None else strictest_target_pct(demand, cells)
        zones.append(Zone(scope, "", name, cells, wanted, None, line, people))
        outlines.append(shape)
    return zones, outlines


def _along(lines: List[QgsGeometry], demand: Demand, wkt: str) -> np.ndarray:
    """Cells that lines run through."""
    touched = burn(demand.grid, wkt, [(bytes(line.asWkb()), 1) for line in lines], "uint8")
    return np.flatnonzero(touched)
