# SPDX-License-Identifier: GPL-2.0-or-later
"""From the tables of a workspace to what the engine works on: `Terrain`, `Network`, `Demand`."""

from collections import Counter
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

from ...engine.demand import Demand, KeyArea, Level, levels_of
from ...engine.equipment import kind_of_base, kind_of_tower, site_of
from ...engine.errors import InputError
from ...engine.grid import Grid
from ...engine.network import Network, Site
from ...engine.terrain import Terrain
from ..presets import levels_with, network_with
from ..shipped import preset
from ..workspace import Workspace
from .antennas import Shelf
from .rasters import burn, read_elevation

RETIRED, INDOOR, RESERVE = "2", "4", "3"  # SITE_EX.STATUS, FORM, SITE_PL.BATCH


def wkt_of(crs: QgsCoordinateReferenceSystem) -> str:
    """A CRS as GDAL reads it."""
    return crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL)


def check_raster_crs(workspace: Workspace, path: str, raster_wkt: str) -> None:
    """`InputError` unless a raster is in the CRS of the workspace."""
    found = QgsCoordinateReferenceSystem.fromWkt(raster_wkt)
    if found != workspace.crs and found.authid() != workspace.crs.authid():
        raise InputError("raster_crs", path=path, crs=workspace.crs.userFriendlyIdentifier())


def plan_grid(workspace: Workspace, cell_size_m: float) -> Grid:
    """The grid over the service-level areas, whose union is the plan area; InputError when there is none."""
    areas = [row["geometry"] for row in workspace.rows("SVC_AREA", ["geometry"]) if _usable(row["geometry"])]
    if not areas:
        raise InputError("plan_area_empty", path=str(workspace.path))
    boxes = [area.boundingBox() for area in areas]
    return Grid.covering(
        min(box.xMinimum() for box in boxes),
        min(box.yMinimum() for box in boxes),
        max(box.xMaximum() for box in boxes),
        max(box.yMaximum() for box in boxes),
        cell_size_m,
    )


def grid_around(grid: Grid, margin_m: float) -> Grid:
    """A grid of the same cells that reaches `margin_m` farther on every side."""
    cells = int(np.ceil(margin_m / grid.cell_size_m))
    reach = cells * grid.cell_size_m
    return Grid(grid.x_min_m - reach, grid.y_max_m + reach, grid.cell_size_m, grid.rows + 2 * cells, grid.columns + 2 * cells)


def read_levels(workspace: Workspace, technology: Optional[str] = "NR") -> Tuple[Level, ...]:
    """The plan's own service levels (setting `levels`, for LTE `levels_4g` of the same form), else those of its preset."""
    if technology == "LTE":
        return levels_of(workspace.setting("levels_4g") or {"levels": preset("levels")["levels_4g"]})
    return levels_of(workspace.setting("levels") or levels_with(workspace, preset("levels")))


def read_terrain(workspace: Workspace, grid: Grid, elevation: Optional[str] = None) -> Terrain:
    """Ground and buildings on a grid; where buildings overlap the highest counts.

    elevation : path of a terrain model; None for level ground, which is then an assumption
    """
    wkt = wkt_of(workspace.crs)
    shapes, assumed, without = [], 0, 0
    for row in workspace.rows("BUILDING", ["HEIGHT_M", "HEIGHT_SRC", "geometry"]):
        if not _usable(row["geometry"]):
            continue
        if not row["HEIGHT_M"] or row["HEIGHT_M"] <= 0:
            without += 1
            continue
        assumed += row["HEIGHT_SRC"] == "assumed"
        shapes.append((bytes(row["geometry"].asWkb()), float(row["HEIGHT_M"])))
    shapes.sort(key=lambda shape: shape[1])  # the last one burned counts
    building = burn(grid, wkt, shapes)
    assumptions = []
    if elevation:
        ground = read_elevation(elevation, grid, wkt)
    else:
        ground = np.zeros(grid.shape, np.float32)
        assumptions.append("flat_terrain")
    for key, count in (("building_height_assumed", assumed), ("building_without_height", without)):
        if count:
            assumptions.append(f"{key}:{count}")
    if not shapes:
        assumptions.append("no_buildings")
    return Terrain(grid, ground, building, None, tuple(assumptions))


def read_level(workspace: Workspace, grid: Grid, levels: Tuple[Level, ...]) -> np.ndarray:
    """Level of each cell, uint8, 0 outside the plan area; where areas overlap the more demanding level counts."""
    numbers = {level.code: number for number, level in enumerate(levels, 1)}
    shapes = []
    for row in workspace.rows("SVC_AREA", ["SVC_LV", "geometry"]):
        if _usable(row["geometry"]) and row["SVC_LV"] in numbers:
            shapes.append((bytes(row["geometry"].asWkb()), numbers[row["SVC_LV"]]))
    shapes.sort(key=lambda shape: -shape[1])  # A last
    level = burn(grid, wkt_of(workspace.crs), shapes, "uint8")
    if not level.any():
        raise InputError("plan_area_empty", path=str(workspace.path))
    return level


def read_demand(workspace: Workspace, grid: Grid, technology: Optional[str] = "NR") -> Demand:
    """Levels, people and key areas on a grid; people are spread evenly over the cells of their building.

    A key area with a level of its own raises the level of its cells, never lowers it.
    """
    wkt = wkt_of(workspace.crs)
    levels = read_levels(workspace, technology)
    level = read_level(workspace, grid, levels)
    key_areas = _key_areas(workspace, grid, wkt, level, {entry.code: number for number, entry in enumerate(levels, 1)})
    outdoor, weight, people = _people(workspace, grid, wkt)
    inside = np.where(level > 0, weight, 0).astype(np.float32)
    return Demand(grid, levels, level, inside, outdoor, tuple(key_areas), () if people else ("no_people",))


def _key_areas(workspace: Workspace, grid: Grid, wkt: str, level: np.ndarray, numbers: Dict[str, int]) -> List[KeyArea]:
    """The key areas with their cells; raises `level` where one asks for more."""
    key_areas: List[KeyArea] = []
    within = level > 0
    for row in workspace.rows("KEY_AREA"):
        if not _usable(row["geometry"]):
            continue
        cells = cells_of(row["geometry"], grid, wkt)
        cells = cells[within.ravel()[cells]]
        number = numbers.get(row["SVC_LV"])
        if number:
            level.ravel()[cells] = np.minimum(level.ravel()[cells], number)
        key_areas.append(
            KeyArea(row["AREA_ID"] or "", row["AREA_NAME"] or "", row["AREA_TYPE"] or "", cells, row["COV_TGT"], row["RSRP_MIN"])
        )
    return key_areas


def cells_of(geometry: QgsGeometry, grid: Grid, wkt: str) -> np.ndarray:
    """Flat indices of the cells whose centres lie in a polygon; only its own rows and columns are looked at."""
    box = geometry.boundingBox()
    (top, bottom), (left, right) = grid.row_column([box.xMinimum(), box.xMaximum()], [box.yMaximum(), box.yMinimum()])
    top, left = max(0, int(top)), max(0, int(left))
    bottom, right = min(grid.rows - 1, int(bottom)), min(grid.columns - 1, int(right))
    if bottom < top or right < left:
        return np.zeros(0, np.int64)
    cell = grid.cell_size_m
    part = Grid(grid.x_min_m + left * cell, grid.y_max_m - top * cell, cell, bottom - top + 1, right - left + 1)
    rows, columns = np.nonzero(burn(part, wkt, [(bytes(geometry.asWkb()), 1)], "uint8"))
    return (rows + top).astype(np.int64) * grid.columns + columns + left


def burn_owners(grid: Grid, wkt: str, rows: List[Dict[str, Any]]) -> np.ndarray:
    """Which row's polygon each cell lies in, int32, -1 for none."""
    return burn(grid, wkt, [(bytes(row["geometry"].asWkb()), place) for place, row in enumerate(rows)], "int32", -1)


def _people(workspace: Workspace, grid: Grid, wkt: str):
    """Outdoor cells, people per cell, and whether any number of people is known."""
    shapes, people, points = [], [], []
    for row in workspace.rows("BUILDING", ["POP", "geometry"]):
        if _usable(row["geometry"]):
            shapes.append((bytes(row["geometry"].asWkb()), len(shapes)))
            people.append(float(row["POP"] or 0))
            points.append(row["geometry"])
    owner = burn(grid, wkt, shapes, "int32", -1)
    outdoor = owner < 0
    weight = np.zeros(grid.shape, np.float32)
    if not shapes:
        return outdoor, weight, False
    counts = np.bincount(owner[~outdoor], minlength=len(shapes))
    share = np.array(people) / np.maximum(counts, 1)
    weight[~outdoor] = share[owner[~outdoor]]
    for index in np.flatnonzero((counts == 0) & (np.array(people) > 0)):  # smaller than a cell, or hidden by another
        point = points[index].pointOnSurface().asPoint()
        if grid.contains(point.x(), point.y()):
            row, column = grid.row_column(point.x(), point.y())
            weight[row, column] += people[index]
    return outdoor, weight, sum(people) > 0


def read_network(
    workspace: Workspace, planned: bool = False, terrain: Optional[Terrain] = None, technology: Optional[str] = "NR"
) -> Tuple[Network, List[str]]:
    """The sites on air (and the planned ones), and what was assumed or left out as `key:count`.

    terrain : gives the roofs under rooftop sites whose antenna height is not known
    technology : "NR": the 5G carriers; "LTE": the 4G carriers; None: both, for what adds up over all of a mast
    """
    values = network_with(workspace, preset("network"))
    bands_4g = {name for name, band in values["bands"].items() if band["technology"] == "LTE"}
    sites: List[Site] = []
    notes: Counter = Counter()
    shelf = Shelf(workspace.path)
    for row in workspace.rows("SITE_EX"):
        reason = _left_out(row, technology, bands_4g)
        if reason:
            notes[reason] += 1
            continue
        sites.append(_existing(values, row, terrain, technology, shelf))
        notes["site_assumed"] += int(bool(row["ASSUMED"]))
        if row["HAS_5G"] is None and not (technology == "LTE" and _split(row["BAND"])[0]):
            notes["site_4g_unknown" if technology == "LTE" else "site_5g_unknown"] += 1
    for row in workspace.rows("SITE_PL") if planned else ():
        if row["BATCH"] == RESERVE:  # a runner-up is no part of the plan
            continue
        reason = _left_out(row, technology, bands_4g)
        if reason:
            notes[reason] += 1
        else:
            sites.append(_planned(values, row, terrain, technology, shelf))
    shelf.check()
    notes.update(f"site_{item}_assumed" for site in sites for item in site.assumptions)
    return Network(tuple(sites)), [f"{key}:{count}" for key, count in notes.items() if count]


def _left_out(row, technology: Optional[str], bands_4g) -> Optional[str]:
    """Why a site does not transmit that technology outdoors, or None.

    A site that states bands transmits those; one that states none has 4G only when it has no 5G or nothing is known.
    """
    if row.get("STATUS") == RETIRED:
        return "site_retired"
    bands = {band.lower() for band in _split(row["BAND"]) if band}
    with_4g, only_4g = bool(bands & bands_4g), bool(bands) and bands <= bands_4g
    if technology == "LTE":
        if not with_4g and (bands or row.get("HAS_5G") == 1 or "HAS_5G" not in row):
            return "site_without_4g"
    elif (row.get("HAS_5G") == 0 or (only_4g and row.get("HAS_5G") != 1)) and (technology == "NR" or not with_4g):
        return "site_without_5g"
    if row["FORM"] == INDOOR:
        return "site_indoor"
    return None if _usable(row["geometry"]) else "site_without_place"


def _existing(values, row, terrain, technology, shelf) -> Site:
    height = _positive(row["ANT_H"])
    kind = kind_of_tower(values, row["TWR_TYPE"], height or _positive(row["TWR_H"]))
    if height is None and kind != "roof":
        height = _positive(row["LOW_PLT"]) or _positive(row["TWR_H"])
    operators = [code for code, entry in values["operators"].items() if (row[entry["field"]] or 0) > 0]
    return _site(values, row, row["SITE_CODE"], row["SITE_NAME"], kind, height, operators, terrain, False, technology, shelf)


def _planned(values, row, terrain, technology, shelf) -> Site:
    kind = kind_of_base(values, row["BASE_TYPE"])
    if row["FORM"] == "1" and kind == "pole":
        kind = "tower"
    letters = row["OPERS"] or ""
    operators = [code for code, entry in values["operators"].items() if entry["code"] in letters]
    return _site(values, row, row["PLAN_ID"], row["PLAN_NAME"], kind, _positive(row["ANT_H"]), operators, terrain, True, technology, shelf)


def _site(values, row, site_id, name, kind, height, operators, terrain, planned, technology, shelf) -> Site:
    point = row["geometry"].asPoint()
    return site_of(
        values,
        str(site_id or row["fid"]),
        point.x(),
        point.y(),
        kind,
        name or "",
        height,
        operators,
        [band.lower() for band in _split(row["BAND"]) if band],
        _positive(row["TX_W"]),
        _numbers(row["AZIMUTHS"], "AZIMUTHS", site_id),
        _numbers(row["TILTS"], "TILTS", site_id),
        planned,
        _roof(terrain, point),
        technology,
        shelf.of(row.get("ANTENNA"), str(site_id or row["fid"])),
        _numbers(row.get("MTILTS"), "MTILTS", site_id),
    )


def _roof(terrain: Optional[Terrain], point) -> float:
    if terrain is None or not terrain.grid.contains(point.x(), point.y()):
        return 0.0
    row, column = terrain.grid.row_column(point.x(), point.y())
    return float(terrain.building_m[row, column])


def _split(text) -> List[str]:
    return [part.strip() for part in str(text or "").replace("；", ";").replace("，", ";").replace(",", ";").replace("/", ";").split(";")]


def _numbers(text, field: str, site_id) -> List[float]:
    try:
        return [float(part.rstrip("°度")) for part in _split(text) if part]
    except ValueError as error:
        raise InputError("numbers_unreadable", site=str(site_id), field=field, text=str(text)) from error


def _positive(value) -> Optional[float]:
    return float(value) if value is not None and value > 0 else None


def _usable(geometry: Optional[QgsGeometry]) -> bool:
    return geometry is not None and not geometry.isNull() and not geometry.isEmpty()
