# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules by which the sample area fills what OpenStreetMap does not say; docs/sample.md tells them in words."""

import hashlib
import re
from typing import Dict, Optional, Tuple

STOREY_M = 3.2
ASSUMED_HEIGHT_M = 19.2  # six storeys, the middle of the storeys that are tagged
ASSUMED_LOW_HEIGHT_M = 4.0  # footprints under 100 m2, roofs and kiosks
SMALL_FOOTPRINT_M2 = 100.0
LOW_BUILDINGS = {"roof", "kiosk", "shed", "service", "utility", "entrance", "underpass_entrance", "ship", "pavilion"}

#: floor area per person present on an average day, by use, m2
AREA_PER_PERSON_M2 = {"01": 40, "02": 25, "03": 30, "04": 15, "05": 25, "06": 100, "07": 20, "08": 40, "99": 35}

_USES = (
    ("05", {"amenity": {"hospital", "clinic"}, "building": {"hospital"}}),
    ("04", {"amenity": {"school", "university", "college", "kindergarten"}, "building": {"school", "university", "college"}}),
    ("07", {"building": {"train_station", "transportation"}, "public_transport": {"station"}}),
    (
        "08",
        {
            "amenity": {"place_of_worship", "theatre", "arts_centre", "library"},
            "tourism": {"museum", "gallery"},
            "building": {"church", "cathedral", "chapel", "museum"},
        },
    ),
    (
        "03",
        {
            "amenity": {"townhall", "courthouse", "fire_station", "police", "community_centre", "public_building"},
            "office": {"government", "central_bank"},
            "building": {"public", "government", "civic"},
        },
    ),
    ("01", {"building": {"apartments", "residential", "house"}}),
    (
        "02",
        {
            "building": {"office", "commercial", "retail", "hotel", "block"},
            "shop": {"mall", "department_store"},
            "tourism": {"hotel"},
            "office": {"company"},
            "amenity": {"bank", "marketplace", "restaurant", "pub", "fast_food"},
        },
    ),
)
PUBLIC_USES = {"03", "04", "05", "07", "08"}

#: kinds of key areas: (AREA_TYPE, level, department, tags); the first that fits counts
_KEY_KINDS = (
    ("04", "A", "交通主管部门", {"building": {"train_station"}}),
    ("01", "A", "机关事务部门", {"amenity": {"townhall", "courthouse"}, "office": {"government"}}),
    ("02", "B", "教育部门", {"amenity": {"school", "university", "college"}, "building": {"school"}}),
    ("03", "A", "卫生健康部门", {"amenity": {"hospital", "clinic"}}),
    ("07", "A", "商务部门", {"shop": {"mall", "department_store"}, "landuse": {"retail"}}),
    ("08", "B", "文化和旅游部门", {"amenity": {"theatre", "arts_centre", "library"}}),
    ("05", "B", "文化和旅游部门", {"tourism": {"museum", "attraction"}}),
    ("09", "C", "园林绿化部门", {"leisure": {"park"}, "place": {"square"}}),
)
#: coverage target per level, %, the presets of this product
COVERAGE_TARGET = {"A": 98.0, "B": 98.0, "C": 95.0, "D": 90.0}

#: owner and opening by type of resource: assumed, and said so in every row
ASSUMED_OWNER = {
    "01": ("市政照明管理处（假定）", "2"),
    "02": ("公安交管部门（假定）", "1"),
    "03": ("电力公司（假定）", "3"),
    "04": ("公路管理部门（假定）", "1"),
    "05": ("公安交管部门（假定）", "1"),
    "06": ("物业所属单位（假定）", "1"),
    "09": ("公交公司（假定）", "3"),
}
#: opening assumed for a type: open free of charge, except for cameras (with conditions)
ASSUMED_OPENING = {"01": "2", "02": "3", "03": "2", "04": "2", "05": "2", "06": "2", "09": "2"}
REFUSED_ONE_IN = 20

ROAD_CLASSES = {
    "motorway": "1",
    "trunk": "1",
    "primary": "2",
    "primary_link": "2",
    "secondary": "3",
    "tertiary": "3",
    "tertiary_link": "3",
    "residential": "4",
    "unclassified": "4",
    "living_street": "4",
    "service": "4",
    "footway": "5",
    "cycleway": "5",
    "path": "5",
    "pedestrian": "5",
    "steps": "5",
}


def matches(tags: Dict[str, str], wanted: Dict[str, set]) -> bool:
    """Whether one of the tags has one of the wanted values."""
    return any(tags.get(key) in values for key, values in wanted.items())


def number(text: Optional[str]) -> Optional[float]:
    """The number a tag starts with ("12.13 m" is 12.13), None where there is none."""
    found = re.match(r"\s*(\d+(?:\.\d+)?)", text or "")
    return float(found.group(1)) if found else None


def building_height(tags: Dict[str, str], footprint_m2: float) -> Tuple[float, Optional[int], str]:
    """Height in metres, storeys (None where not tagged) and HEIGHT_SRC of a building."""
    height, levels = number(tags.get("height")), number(tags.get("building:levels"))
    storeys = None if not levels else max(1, round(levels))
    if height:
        return height, storeys, "measured"
    if levels:
        return round(levels * STOREY_M, 1), storeys, "levels"
    low = footprint_m2 < SMALL_FOOTPRINT_M2 or tags.get("building") in LOW_BUILDINGS
    return (ASSUMED_LOW_HEIGHT_M if low else ASSUMED_HEIGHT_M), None, "assumed"


def building_use(tags: Dict[str, str]) -> str:
    """The code of BUILDING.USE."""
    return next((code for code, wanted in _USES if matches(tags, wanted)), "99")


def people(use: str, floor_m2: float) -> float:
    """People present on an average day."""
    return round(floor_m2 / AREA_PER_PERSON_M2[use], 1)


def key_kind(tags: Dict[str, str]) -> Optional[Tuple[str, str, str]]:
    """(AREA_TYPE, level, department) of a key area, None where it is none."""
    return next((kind[:3] for kind in _KEY_KINDS if matches(tags, kind[3])), None)


def pole_types(tags: Dict[str, str]) -> Tuple[str, ...]:
    """RES_TYPE of a point, one per list it would stand in: lamp, camera, utility pole, signal, guide sign, bus shelter.

    Guide signs are groups 6 and 7 of the Finnish traffic signs, which stand on the larger supports.
    """
    tests = (
        ("01", tags.get("highway") == "street_lamp"),
        ("02", tags.get("man_made") == "surveillance"),
        ("03", tags.get("man_made") == "utility_pole"),
        ("04", re.match(r"FI:[67]\d\d", tags.get("traffic_sign", ""))),
        ("05", tags.get("highway") == "traffic_signals"),
        ("09", tags.get("highway") == "bus_stop" and tags.get("shelter") == "yes"),
    )
    return tuple(code for code, holds in tests if holds)


def refused(res_id: str) -> bool:
    """Whether this resource counts as refused: one in twenty, by the hash of its id."""
    return int(hashlib.sha256(res_id.encode()).hexdigest(), 16) % REFUSED_ONE_IN == 0
