# SPDX-License-Identifier: GPL-2.0-or-later
"""Areas of the sample: water, service levels, key areas, a restricted zone."""

import sys
from pathlib import Path
from typing import Dict, Iterator, List

from qgis.core import QgsGeometry, QgsPointXY

sys.path.insert(0, str(Path(__file__).resolve().parent))
import sample_rules as rules  # noqa: E402
from sample_osm import Thing  # noqa: E402

POLYGON_TYPE = 2  # the number of polygons in every version of QGIS
MAIN_STREETS = {"primary", "primary_link", "secondary"}
STREET_HALF_WIDTH_M = 15.0
LEAST_KEY_AREA_M2 = 1000.0
LEAST_GREEN_M2 = 2000.0
LEVEL_NAMES = {"A": "商业街区、主要街道与车站", "B": "其他建成区", "C": "公园与绿地", "D": "铁路用地"}
LEVEL_BASIS = {
    "A": "landuse commercial or retail; squares; station; 15 m each side of primary and secondary streets",
    "B": "the rest of the land",
    "C": "park, garden, pitch, scrub, heath",
    "D": "landuse railway",
}


def _valid_polygons(geometry: QgsGeometry) -> QgsGeometry:
    shape = geometry if geometry.isGeosValid() else geometry.makeValid()
    polygons = [part for part in shape.asGeometryCollection() if part.type() == POLYGON_TYPE and part.area() > 0]
    return QgsGeometry.unaryUnion(polygons) if polygons else QgsGeometry()


def tidy(geometry: QgsGeometry) -> QgsGeometry:
    """A valid shape of polygons only, with coordinates to the centimetre where that keeps it valid."""
    shape = _valid_polygons(geometry)
    return _valid_polygons(shape.snappedToGrid(0.01, 0.01)) if not shape.isEmpty() else shape


def union(shapes: List[QgsGeometry]) -> QgsGeometry:
    """All shapes as one."""
    whole = [tidy(shape) for shape in shapes if not shape.isEmpty()]
    return tidy(QgsGeometry.unaryUnion(whole)) if whole else QgsGeometry()


def _to_edge(coast: QgsGeometry, edge: QgsGeometry) -> QgsGeometry:
    """A coastline lengthened to the edge of the extract, short of which its last node lies by up to 10 m."""
    line = (coast.mergeLines() if coast.isMultipart() else coast).asPolyline()
    ends = []
    for point in (line[0], line[-1]):
        nearest = edge.nearestPoint(QgsGeometry.fromPointXY(point)).asPoint()
        ends.append(QgsPointXY(nearest.x() + (nearest.x() - point.x()) * 0.01, nearest.y() + (nearest.y() - point.y()) * 0.01))
    return QgsGeometry.fromPolylineXY([ends[0], *line, ends[1]])


def sea(lines: List[Thing], outline: QgsGeometry) -> QgsGeometry:
    """The sea: the parts of the extract on the right-hand side of the coastlines, as OpenStreetMap draws them."""
    coast = [line.geometry for line in lines if line.tags.get("natural") == "coastline"]
    if not coast:
        return QgsGeometry()
    edge = QgsGeometry.fromPolylineXY(outline.asPolygon()[0])
    faces = QgsGeometry.polygonize([QgsGeometry.unaryUnion([edge, *(_to_edge(line, edge) for line in coast)])]).asGeometryCollection()
    probes = []
    for shape in coast:
        for polyline in [shape.asPolyline()] if not shape.isMultipart() else shape.asMultiPolyline():
            for start, end in zip(polyline, polyline[1:]):
                length = start.distance(end)
                if length > 4:
                    middle = QgsPointXY((start.x() + end.x()) / 2, (start.y() + end.y()) / 2)
                    probes.append(QgsPointXY(middle.x() + (end.y() - start.y()) / length, middle.y() - (end.x() - start.x()) / length))
    wet = [face for face in faces if any(face.contains(probe) for probe in probes)]
    return union(wet)


def water_rows(lines: List[Thing], areas: List[Thing], outline: QgsGeometry) -> List[Dict]:
    """Rows of WATER: the sea, then ponds and bays."""
    rows = []
    open_sea = sea(lines, outline)
    if not open_sea.isEmpty():
        rows.append({"NAME": "Itämeri / 波罗的海", "geometry": open_sea})
    for area in areas:
        shape = tidy(area.geometry)
        if area.tags.get("natural") == "water" and not shape.isEmpty():
            rows.append({"NAME": area.tags.get("name"), "geometry": shape})
    return rows


def level_rows(lines: List[Thing], areas: List[Thing], water: List[Dict], outline: QgsGeometry) -> List[Dict]:
    """Rows of SVC_AREA: A, then C, D, and B for the rest; together the land of the extract, without overlaps."""
    land = outline.difference(union([row["geometry"] for row in water])) if water else outline

    def picked(wanted, least=0.0):
        return [tidy(area.geometry) for area in areas if rules.matches(area.tags, wanted) and area.geometry.area() >= least]

    streets = [
        line.geometry.buffer(STREET_HALF_WIDTH_M, 6)
        for line in lines
        if line.tags.get("highway") in MAIN_STREETS and line.tags.get("tunnel") in (None, "no")
    ]
    wishes = (
        ("A", picked({"landuse": {"commercial", "retail"}, "place": {"square"}, "building": {"train_station"}}) + streets),
        ("D", picked({"landuse": {"railway"}})),
        ("C", picked({"leisure": {"park", "garden", "pitch"}, "natural": {"scrub", "heath"}}, 500.0)),
        ("B", [land]),
    )
    rows, left = [], land
    for level, shapes in wishes:
        wish = union(shapes).intersection(left)
        smooth = tidy(wish if level == "B" else wish.buffer(-3, 6).buffer(3, 6).intersection(left))
        left = tidy(left.difference(smooth)) if level != "B" else left
        rows.append(
            {"AREA_ID": f"L-{level}", "AREA_NAME": LEVEL_NAMES[level], "SVC_LV": level, "BASIS": LEVEL_BASIS[level], "geometry": smooth}
        )
    return sorted(rows, key=lambda row: row["SVC_LV"])


def _key_shapes(points: List[Thing], areas: List[Thing]) -> Iterator[Thing]:
    """The areas that may be key areas, and buildings in which a clinic is."""
    yield from (area for area in areas if rules.key_kind(area.tags))
    buildings = [area for area in areas if "building" in area.tags]
    for point in points:
        if point.tags.get("amenity") in ("clinic", "hospital"):
            for building in buildings:
                if building.geometry.contains(point.geometry):
                    yield Thing(building.osm_id, {"amenity": "clinic", "name": point.tags.get("name", "")}, building.geometry)
                    break


def key_rows(points: List[Thing], areas: List[Thing], buildings: List[Dict], land: QgsGeometry) -> List[Dict]:
    """Rows of KEY_AREA: named schools, offices, stations, malls, venues, museums, parks and squares of at least 1,000 m2."""
    rows, seen = [], set()
    for thing in _key_shapes(points, areas):
        kind, level, department = rules.key_kind(thing.tags)
        name = thing.tags.get("name:en") or thing.tags.get("name")
        shape = tidy(thing.geometry)
        shape = tidy((shape.buffer(20, 6) if kind == "04" else shape).intersection(land))
        least = LEAST_GREEN_M2 if kind == "09" else LEAST_KEY_AREA_M2
        if not name or shape.isEmpty() or shape.area() < least or (thing.osm_id, kind) in seen:
            continue
        seen.add((thing.osm_id, kind))
        inside = sum(row["POP"] for row in buildings if shape.contains(row["geometry"].pointOnSurface()))
        rows.append(
            {
                "AREA_ID": f"K-{thing.osm_id}",
                "AREA_NAME": name[:60],
                "AREA_TYPE": kind,
                "SVC_LV": level,
                "DEPT": department,
                "TGT_YEAR": 2026,
                "COV_TGT": rules.COVERAGE_TARGET[level],
                "POP": round(inside),
                "REMARK": f"OSM {thing.osm_id}",
                "geometry": shape,
            }
        )
    return sorted(rows, key=lambda row: (row["AREA_TYPE"], row["AREA_ID"]))


def limit_rows(areas: List[Thing]) -> List[Dict]:
    """One assumed restricted zone: the cathedral and its square, for the look of the old town."""
    old = [area.geometry for area in areas if area.tags.get("name") in ("Senaatintori", "Helsingin tuomiokirkko")]
    if not old:
        return []
    zone = tidy(QgsGeometry.unaryUnion([shape.buffer(15, 6) for shape in old]))
    name = "元老院广场历史风貌区（假定）"
    return [
        {
            "ZONE_ID": "Z-1",
            "ZONE_NAME": name,
            "ZONE_TYPE": "1",
            "REASON": "历史风貌保护（演示用假定）",
            "AUTHORITY": "规划部门（假定）",
            "geometry": zone,
        }
    ]
