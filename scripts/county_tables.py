# SPDX-License-Identifier: GPL-2.0-or-later
"""The synthetic county as rows of a workspace's tables; every name says that it is made up."""

import datetime
import math
from typing import Dict, Iterator, List

import county
import numpy as np
from qgis.core import QgsGeometry, QgsPointXY

BUREAU = "合成数据"
NOTE = "合成数据，非真实 / synthetic, not real"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
ENDINGS = ("家庄", "家村", "家埠", "家河", "家沟", "家屯", "家楼", "家峪")
RESOURCES = 40_000


def polygon(points) -> QgsGeometry:
    """A polygon of (n, 2) points."""
    return QgsGeometry.fromPolygonXY([[QgsPointXY(float(x), float(y)) for x, y in points]])


def circle(x, y, radius) -> QgsGeometry:
    """A round area."""
    return QgsGeometry.fromPointXY(QgsPointXY(float(x), float(y))).buffer(radius, 12)


def names(made) -> List[str]:
    """Of the seat, the towns and the villages."""
    villages = [
        f"合成{SURNAMES[i % len(SURNAMES)]}{ENDINGS[(i // len(SURNAMES)) % len(ENDINGS)]}{'' if i < 320 else '北'}"
        for i in range(len(made.villages))
    ]
    return ["合成县城", *(f"合成{'东南西北上下前后新旧'[i]}镇" for i in range(10)), *villages]


def level_areas(made) -> Iterator[Dict]:
    """Service-level areas: the core of the seat, the seat, the towns, the county."""
    x, y = made.places[0]
    for index, (level, name, shape) in enumerate(
        [("A", "县城核心区", circle(x, y, 900)), ("B", "主城区", circle(x, y, 3200))]
        + [("C", f"{name}镇驻地", circle(*place, 950)) for name, place in zip(names(made)[1:11], made.places[1:])]
        + [("D", "县域其余", polygon(made.outline))]
    ):
        yield {"AREA_ID": f"SL{index:03d}", "AREA_NAME": name, "SVC_LV": level, "BASIS": NOTE, "REMARK": NOTE, "geometry": shape}


def admin_areas(made) -> Iterator[Dict]:
    """The county, and its towns as the land nearest to each."""
    outline = polygon(made.outline)
    yield {"XZQDM": "999999", "XZQMC": "合成县", "XZ_LEVEL": "3", "POP": int(made.people.sum()), "REMARK": NOTE, "geometry": outline}
    nearest = np.hypot(*(made.villages[:, None] - made.places[None]).transpose(2, 0, 1)).argmin(1)
    cells = QgsGeometry.fromMultiPointXY([QgsPointXY(*map(float, place)) for place in made.places]).voronoiDiagram(outline)
    for number, cell in enumerate(cells.asGeometryCollection(), 1):
        place = next(index for index, point in enumerate(made.places) if cell.contains(QgsPointXY(*map(float, point))))
        people = made.people[place] + made.people[11:][nearest == place].sum()
        yield {
            "XZQDM": f"999999{number:03d}000", "XZQMC": names(made)[place].replace("县城", "城关镇"), "XZ_LEVEL": "4", "PARENT": "999999",
            "POP": int(people), "REMARK": NOTE, "geometry": cell.intersection(outline),
        }  # fmt: skip


def buildings(made) -> Iterator[Dict]:
    """Blocks with storeys; one in five has no measured height."""
    uses = list(county.USES.values())
    for index, (west, south, width, depth, height, use, people) in enumerate(made.buildings):
        box = polygon([(west, south), (west + width, south), (west + width, south + depth), (west, south + depth), (west, south)])
        yield {
            "BLD_ID": f"B{index:06d}", "USE": uses[int(use)], "LEVELS": round(height / 3.2), "HEIGHT_M": round(float(height), 1),
            "HEIGHT_SRC": ("measured", "levels", "levels", "levels", "assumed")[index % 5],
            "FLOOR_M2": round(float(width * depth * height / 3.2), 1), "POP": round(float(people), 2), "REMARK": NOTE, "geometry": box,
        }  # fmt: skip


def roads(made) -> Iterator[Dict]:
    for kind, name, line in made.roads:
        shape = QgsGeometry.fromPolylineXY([QgsPointXY(float(x), float(y)) for x, y in line])
        yield {"NAME": name, "CLASS": kind, "geometry": shape}


def key_areas(made, rng) -> Iterator[Dict]:
    """400 villages, and schools, hospitals, works, stations and parks of the seat and the towns."""
    known = names(made)
    for index, (x, y) in enumerate(made.villages):
        yield _area(f"V{index + 1:03d}", known[11 + index], "11", "D", 90, circle(x, y, 260), int(made.people[11 + index]), "民政部门")
    kinds = (
        ("02", "学校", "B", 98),
        ("03", "医院", "A", 98),
        ("01", "政府", "A", 98),
        ("06", "产业园", "B", 95),
        ("04", "客运站", "B", 98),
    )
    for place, (x, y) in enumerate(made.places):
        for number in range(4 if place == 0 else 1):
            for kind, word, level, target in kinds:
                spread = 1500 if place == 0 else 500
                centre = (x + rng.normal(0, spread), y + rng.normal(0, spread))
                name = f"{known[place]}{word}{number + 1}"
                level = level if place == 0 else "C"
                yield _area(f"K{place:02d}{kind}{number}", name, kind, level, target, circle(*centre, 110), None, "主管部门")


def _area(area_id, name, kind, level, target, shape, people, department) -> Dict:
    return {
        "AREA_ID": area_id, "AREA_NAME": name, "AREA_TYPE": kind, "SVC_LV": level, "COV_TGT": target, "TGT_YEAR": 2027, "POP": people,
        "DEPT": department, "SRC_BUREAU": BUREAU, "REMARK": NOTE, "geometry": shape,
    }  # fmt: skip


def resources(made, rng) -> Iterator[Dict]:
    """40,000 lamps, poles, signs, cameras, public buildings and towers."""
    found = []
    plan = {
        "2": (("01", 38.0),),
        "3": (("01", 36.0), ("02", 330.0), ("04", 450.0), ("05", 650.0), ("09", 800.0)),
        "4": (("03", 55.0), ("02", 1500.0)),
    }
    for kind, name, line in made.roads:
        for resource, apart in plan[kind]:
            found += [(resource, name, *point) for point in _along(line, apart)]
    public = np.flatnonzero(np.isin(made.buildings[:, 5], [2, 3, 4]))
    halls = [("06", "", *(made.buildings[i, :2] + made.buildings[i, 2:4] / 2), made.buildings[i, 4]) for i in public]
    room = RESOURCES - len(halls)
    kept = [found[i] for i in np.sort(rng.permutation(len(found))[:room])]
    while len(kept) < room:  # more power poles across the fields
        x, y = county._somewhere(rng, made.outline, 1)[0]
        kept.append(("03", "", x, y))
    usual = {"01": (8, 2.0), "02": (6, 0.5), "03": (10, 1.5), "04": (7, 0.5), "05": (6.5, 0.3), "09": (3, 0.2)}
    owners = {"01": ("合成县住建局", "1"), "02": ("合成县公安局", "1"), "03": ("合成供电公司", "3"), "04": ("合成县交警大队", "1"),
              "05": ("合成县交警大队", "1"), "06": ("合成县机关事务中心", "1"), "09": ("合成公交公司", "3")}  # fmt: skip
    for index, (kind, road, x, y, *roof) in enumerate(kept + halls):
        owner, owner_type = owners[kind]
        height = roof[0] if roof else round(max(3.0, rng.normal(*usual[kind])), 1)
        known = bool(roof) or rng.random() < 0.7
        yield {
            "RES_ID": f"{kind}-{index:06d}", "RES_TYPE": kind, "ROAD": road or None, "OWN_UNIT": owner, "OWN_TYPE": owner_type,
            "HEIGHT_M": float(height) if known else None, "HEIGHT_SRC": "measured" if known else None,
            "MOUNT_H": float(height) if roof else None, "POWER": str(rng.choice(["0", "1", "2"], p=[0.1, 0.8, 0.1])),
            "FREE_POS": int(rng.integers(0, 4)), "FIB_DIST": round(float(rng.exponential(150)), 0),
            "OPEN_ST": str(rng.choice(["0", "1", "2", "3", "4"], p=[0.3, 0.1, 0.45, 0.1, 0.05])), "XZQDM": "999999",
            "SRC_BUREAU": BUREAU, "REMARK": NOTE, "geometry": (float(x), float(y)),
        }  # fmt: skip


def _along(line, apart: float):
    steps = np.hypot(*np.diff(line, axis=0).T)
    total = steps.sum()
    at = np.arange(apart / 2, total, apart)
    reached = np.concatenate([[0], np.cumsum(steps)])
    return np.column_stack([np.interp(at, reached, line[:, axis]) for axis in (0, 1)])


def sites(made, rng) -> Iterator[Dict]:
    """320 sites on air: roofs in the seat, towers elsewhere; two operators' sites in three are shared."""
    for index, (x, y, height) in enumerate(county.site_places(made, 320)):
        city = math.hypot(x - made.places[0][0], y - made.places[0][1]) < 3200
        shared = rng.random(4) < (0.75, 0.6, 0.6, 0.2)
        turn = int(rng.integers(0, 120))
        yield {
            "SITE_CODE": f"999999{908000000000 + index}", "SITE_NAME": f"合成站{index + 1}", "XZQDM": "999999",
            "TWR_TYPE": "05" if city else "01", "TWR_H": None if city else height, "ANT_H": None if city else height - 2,
            "OP_CM": int(shared[0] or not shared.any()),
            "OP_CU": int(shared[1]), "OP_CT": int(shared[2]), "OP_CBN": int(shared[3]), "HAS_5G": int(rng.random() < 0.7), "FORM": "1",
            "AZIMUTHS": f"{turn};{turn + 120};{turn + 240}", "STATUS": "1", "ASSUMED": 1, "OWN_UNIT": "合成铁塔公司", "SRC_BUREAU": BUREAU,
            "REMARK": NOTE, "geometry": (float(x), float(y)),
        }  # fmt: skip


def demands(made, rng) -> Iterator[Dict]:
    """Operators' wishes around settlements."""
    bands = {"1": ("n41", "n28"), "2": ("n78",), "3": ("n78",), "4": ("n28",)}
    centres, known = np.vstack([made.places, made.villages]), names(made)
    for index in range(600):
        place = int(rng.choice(len(centres), p=made.people**0.5 / (made.people**0.5).sum()))
        operator = str(rng.choice(["1", "2", "3", "4"], p=[0.35, 0.25, 0.3, 0.1]))
        x, y = centres[place] + rng.normal(0, 900 if place < 11 else 300, 2)
        yield {
            "DMD_ID": f"D{operator}{index:05d}", "OPER": operator, "DMD_NAME": f"{known[place]}{index + 1}", "XZQDM": "999999",
            "BAND": str(rng.choice(bands[operator])), "SYS_NUM": 1, "ANT_NUM": 3, "H_MIN": 8 if place < 11 else 25, "H_MAX": 45,
            "DEV_R": 100 if place < 11 else 300, "REASON": str(rng.choice(["1", "2", "4"])), "PRIORITY": int(rng.integers(1, 4)),
            "REQ_DT": datetime.date(2026, int(rng.integers(1, 7)), 1), "PLAN_YEAR": int(rng.integers(2026, 2029)), "SRC_BUREAU": BUREAU,
            "REMARK": NOTE, "geometry": (float(x), float(y)),
        }  # fmt: skip


def zones(made) -> Iterator[Dict]:
    """A restricted old quarter and a forbidden reservoir shore."""
    x, y = made.places[0]
    areas = [
        ("1", "合成古街限建区", circle(x + 700, y - 300, 250)),
        ("2", "合成水库保护区", circle(x - 9000, y - 8000, 800)),
        ("2", "合成通用机场净空", circle(x + 9000, y + 3000, 1200)),
    ]
    for index, (kind, name, shape) in enumerate(areas, 1):
        yield {
            "ZONE_ID": f"Z{index}",
            "ZONE_NAME": name,
            "ZONE_TYPE": kind,
            "REASON": NOTE,
            "AUTHORITY": BUREAU,
            "REMARK": NOTE,
            "geometry": shape,
        }


def stations(made) -> Iterator[Dict]:
    """An earth station, a monitoring station and a fixed link."""
    x, y = made.places[0]
    rows = [
        ("合成地球站", "1", 3700, 4200, 7.3, 8, 185, 42, 90, 30, (x + 4200, y + 2600)),
        ("合成监测站", "3", 4200, 4400, None, 20, None, 0, 300, None, (x - 6500, y + 5200)),
        ("合成微波站", "4", 4400, 4500, 1.8, 30, 75, 0, 290, None, (x + 8800, y - 6100)),
    ]
    for index, (name, kind, low, high, dish, height, azimuth, elevation, noise, noise_filter, place) in enumerate(rows, 1):
        yield {
            "RX_ID": f"RX{index}", "RX_NAME": name, "RX_TYPE": kind, "F_LO": low, "F_HI": high, "ANT_DIA": dish, "ANT_H": height,
            "AZ": azimuth, "EL": elevation, "NOISE_K": noise, "FILTER_DB": noise_filter, "SENS": 0, "SRC_BUREAU": BUREAU, "REMARK": NOTE,
            "geometry": (float(place[0]), float(place[1])),
        }  # fmt: skip
