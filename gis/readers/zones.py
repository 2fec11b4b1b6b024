# SPDX-License-Identifier: GPL-2.0-or-later
"""The zones of a compliance statement: from the tables of a workspace, and from any layer of polygons, lines or points."""

from typing import Dict, Iterable, List, Optional, Tuple

import numpy as np
from qgis.core import QgsGeometry, QgsWkbTypes

from ...engine.compliance import Zone, strictest_target_pct
from ...engine.demand import Demand
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


def layer_zones(
    features: Iterable[Tuple[str, Optional[float], QgsGeometry]], demand: Demand, wkt: str
) -> Tuple[List[Zone], List[QgsGeometry]]:
    """Zones of any layer: (name, target or None, geometry in the workspace's CRS); points stand for 500 m around them."""
    zones, outlines = [], []
    for name, target, geometry in features:
        if geometry is None or geometry.isNull() or geometry.isEmpty():
            continue
        shape = geometry.buffer(POINT_RADIUS_M, 16) if geometry.type() == QgsWkbTypes.GeometryType.PointGeometry else geometry
        line = shape.type() == QgsWkbTypes.GeometryType.LineGeometry
        cells = _along([shape], demand, wkt) if line else cells_of(shape, demand.grid, wkt)
        wanted = target if target is not None else strictest_target_pct(demand, cells)
        zones.append(Zone("other", "", name, cells, wanted, None, line))
        outlines.append(shape)
    return zones, outlines


def _along(lines: List[QgsGeometry], demand: Demand, wkt: str) -> np.ndarray:
    """Cells that lines run through."""
    touched = burn(demand.grid, wkt, [(bytes(line.asWkb()), 1) for line in lines], "uint8")
    return np.flatnonzero(touched)
