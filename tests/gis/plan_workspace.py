# SPDX-License-Identifier: GPL-2.0-or-later
"""A small plan for tests: twelve sites on poles of a district of Changle, two gaps, figures before and after."""

from pathlib import Path

LEVELS = (("A", 98.0, 62.0, 98.4), ("B", 98.0, 80.0, 96.2))


def make_plan(path: Path, epsg: int = 4548, x: float = 663537.0, y: float = 4064779.0, sites: int = 12):
    """A workspace at `path`; sites PL-001… stand on resources R-001…, PL-001 on a pole with names outside GBK."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY
    from smartpole.gis.workspace import Workspace

    def at(east, north):
        return QgsGeometry.fromPointXY(QgsPointXY(x + east, y + north))

    workspace = Workspace.create(path, QgsCoordinateReferenceSystem(f"EPSG:{epsg}"), "昌乐县试点")
    square = QgsGeometry.fromWkt(f"MULTIPOLYGON((({x} {y},{x + 900} {y},{x + 900} {y + 600},{x} {y + 600},{x} {y})))")
    poles, planned = [], []
    for number in range(1, sites + 1):
        east, north = 60.0 * number, 40.0 * (number % 9)
        name = "𠮷林路灯杆 Ä" if number == 1 else f"中山路灯杆{number}"
        poles.append({"RES_ID": f"R-{number:03d}", "RES_NAME": name, "RES_TYPE": "01", "CONTACT": "王工", "PHONE": "13800000000"})
        planned.append(
            {
                "PLAN_ID": f"PL-{number:03d}",
                "PLAN_NAME": f"规划站{number}",
                "BASE_TYPE": "01",
                "BASE_ID": f"R-{number:03d}",
                "MODE": "2" if number % 3 else "4",
                "OPERS": "13" if number % 2 else "2",
                "TX_W": 20.0,
                "PLAN_YEAR": 2026 + number % 2,
                "COST_WY": 2.5,
                "WHY": "缺口内需求最大",
            }
        )
        poles[-1]["geometry"] = planned[-1]["geometry"] = at(east, north)
    gaps = [
        {"GAP_ID": f"G-{level}", "SVC_LV": level, "AREA_M2": 900.0, "geometry": at(300, 200 + 90 * n).buffer(40, 8)}
        for n, level in enumerate("AB")
    ]
    statistics = [
        {"STAGE": stage, "SCOPE": "level", "CODE": level, "NAME": f"{level}级", "TARGET": target, "ACTUAL": actual}
        for level, target, before, after in LEVELS
        for stage, actual in (("before", before), ("after", after))
    ]
    with workspace.transaction() as transaction:
        transaction.insert("SVC_AREA", [{"AREA_ID": "S1", "SVC_LV": "A", "geometry": square}])
        transaction.insert("RES_PT", poles)
        transaction.insert("SITE_PL", planned)
        transaction.insert("GAP", gaps)
        transaction.insert("STAT", statistics)
        transaction.insert("SITE_EX", [{"SITE_CODE": "420300908000000233", "SITE_NAME": "县政府楼面站", "geometry": at(450, 300)}])
    workspace.log_result("coverage", "", {}, ["SITE_EX"], {}, ["flat_terrain"])
    return workspace
