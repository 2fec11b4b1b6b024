# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:catalogue`: the figures are right, and workbook and shapefile read back as written."""

import pytest

ROWS = [
    # id, type, owner, opening, applied, replied, fee, yuan, lessee, leased, used
    ("L1", "01", "市政处", "2", "2026-01-01", "2026-01-11", "0", None, None, None, None),
    ("L2", "01", "市政处", "2", None, None, None, None, "甲公司", "2025-01-01", 0),
    ("L3", "01", "市政处", "1", "2026-03-01", None, None, None, "甲公司", "2026-03-01", 0),
    ("L4", "01", "市政处", "1", "2026-03-20", None, None, None, "甲公司", "2024-01-01", 2),
    ("C1", "02", "公安局", "4", "2026-01-01", "2026-02-10", "1", 3000.0, "乙公司", None, None),
    ("B1", "06", "某某医院", "4", None, None, "1", 500.5, None, None, None),
    ("B2", "06", None, None, None, None, None, None, None, None, None),
]
NAMES = ["RES_ID", "RES_TYPE", "OWN_UNIT", "OPEN_ST", "APPLY_DT", "REPLY_DT", "FEE_FLAG", "FEE_YUAN", "LESSEE", "LEASE_DT", "USED_NUM"]


@pytest.fixture
def workspace(qgis_app, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
    from smartpole.gis.workspace import Workspace

    made = Workspace.create(tmp_path / "昌乐.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"))
    with made.transaction() as transaction:
        rows = [{**dict(zip(NAMES, row)), "CONTACT": "张三", "geometry": (663500 + 10 * n, 4064700)} for n, row in enumerate(ROWS)]
        rows[6]["TOWN"] = "城南街道"
        rows[5]["geometry"] = None
        transaction.insert("RES_PT", rows)
        town = QgsGeometry.fromWkt("Polygon((663000 4064000, 663535 4064000, 663535 4065000, 663000 4065000, 663000 4064000))")
        county = town.buffer(5000, 5)
        transaction.insert("ADMIN_AREA", [{"XZQDM": "370725", "XZQMC": "昌乐县", "XZ_LEVEL": "3", "geometry": county}])
        transaction.insert("ADMIN_AREA", [{"XZQDM": "370725001", "XZQMC": "宝都街道", "XZ_LEVEL": "4", "geometry": town}])
    return made


def run(workspace, folder, **parameters):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback
    from smartpole.algorithms.catalogue import MakeCatalogue

    algorithm = MakeCatalogue().create()
    parameters = {"WORKSPACE": str(workspace.path), "DATE": "2026-03-31", "FOLDER": str(folder), **parameters}
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    usable, reason = algorithm.checkParameterValues(parameters, context)
    if not usable:
        return reason
    results, succeeded = algorithm.run(parameters, context, feedback)
    return results if succeeded else feedback.textLog()


def sheet(path, title):
    from smartpole.gis.formats.spreadsheet import read_sheet

    headers, rows = read_sheet(path, title)
    return [dict(zip(headers, row)) for row in rows]


def test_the_figures(workspace, tmp_path):
    results = run(workspace, tmp_path / "目录")
    figures = {
        key: results[key] for key in ("RESOURCES", "FREE", "OVERDUE", "REFUSED", "FEES", "LEASED", "UNUSED", "IDLE", "TOP_LESSEE_PCT")
    }
    assert figures == {
        "RESOURCES": 7,
        "FREE": 2,
        "OVERDUE": 1,  # L3 has waited 30 days, L4 only 11
        "REFUSED": 2,
        "FEES": 2,
        "LEASED": 4,
        "UNUSED": 2,
        "IDLE": 1,  # L2; L3 is leased for 30 days only
        "TOP_LESSEE_PCT": 75.0,
    }
    assert workspace.result("catalogue")["summary"]["FREE"] == 2


def test_the_workbook(workspace, tmp_path):
    from pathlib import Path

    book = Path(run(workspace, tmp_path / "目录")["WORKBOOK"])
    listed = sheet(book, "公共资源开放目录")
    assert [row["资源编号"] for row in listed] == [row[0] for row in ROWS]
    assert listed[0]["类型"] == "路灯杆" and listed[0]["开放状态"] == "免费开放"
    assert [row["行政区"] for row in listed] == ["宝都街道"] * 4 + ["昌乐县", None, "城南街道"]
    assert "联系人" not in listed[0]
    owners = {row["产权单位"]: row for row in sheet(book, "按产权单位统计")}
    assert (owners["市政处"]["资源数"], owners["市政处"]["免费开放率 (%)"], owners["市政处"]["平均答复天数"]) == ("4", "50", "10")
    assert (owners["公安局"]["拒绝"], owners["公安局"]["收费合计 (元)"], owners["公安局"]["平均答复天数"]) == ("1", "3000", "40")
    assert owners["合计"]["资源数"] == "7" and owners["（未填）"]["资源数"] == "1"
    assert [(row["资源编号"], row["已等待天数"]) for row in sheet(book, "逾期未答复")] == [("L3", "30")]
    assert {row["资源编号"] for row in sheet(book, "拒绝与违规收费")} == {"C1", "B1"}
    lessees = {row["承租企业"]: row for row in sheet(book, "承租集中度")}
    assert (lessees["甲公司"]["承租杆数"], lessees["甲公司"]["未挂设备"], lessees["甲公司"]["长期闲置"]) == ("3", "2", "1")
    assert (lessees["甲公司"]["是否过于集中"], lessees["乙公司"]["是否过于集中"], lessees["乙公司"]["使用情况不明"]) == ("是", "否", "1")
    assert {row["资源编号"] for row in sheet(book, "承租闲置")} == {"L2", "L3"}


def test_the_layer_reads_with_and_without_cpg(workspace, tmp_path, elsewhere):
    from pathlib import Path

    from osgeo import ogr

    path = Path(run(workspace, tmp_path / "目录", CONTACTS=True)["LAYER"])
    for step in range(2):
        source = ogr.Open(str(path))
        rows = {feature["RES_ID"]: feature for feature in source.GetLayer(0)}
        assert len(rows) == 6, "B1 has no place"
        assert (rows["L1"]["OWN_UNIT"], rows["C1"]["OPEN_ST"], rows["C1"]["CONTACT"]) == ("市政处", "拒绝", "张三")
        assert abs(rows["L1"]["LON"] - 118.83) < 0.01 and abs(rows["L1"]["LAT"] - 36.70) < 0.01
        del rows, source
        if step == 0:
            path.with_suffix(".cpg").unlink()


def test_english_and_refusals(workspace, tmp_path):
    from pathlib import Path

    from smartpole.gis.workspace import Workspace

    book = Path(run(workspace, tmp_path / "catalogue", LANGUAGE=1)["WORKBOOK"])
    assert sheet(book, "Open resources")[0]["Type"] == "street lamp pole"
    assert str(tmp_path / "catalogue") in run(workspace, tmp_path / "catalogue"), "a used folder is not written over"
    assert "31.3.2026" in run(workspace, tmp_path / "x", DATE="31.3.2026")
    empty = Workspace.create(tmp_path / "empty.gpkg", workspace.crs)
    assert "empty.gpkg" in run(empty, tmp_path / "y")
    assert not (tmp_path / "y").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_nothing_to_follow_up_is_said(workspace, tmp_path):
    from pathlib import Path

    with workspace.transaction() as transaction:
        transaction.replace("RES_PT", [{"RES_ID": "1", "RES_TYPE": "01", "OPEN_ST": "2", "geometry": (663500, 4064700)}])
    results = run(workspace, tmp_path / "目录")
    assert (results["OVERDUE"], results["LEASED"], results["TOP_LESSEE_PCT"]) == (0, 0, 0)
    for title in ("逾期未答复", "拒绝与违规收费", "承租集中度", "承租闲置"):
        (row,) = sheet(Path(results["WORKBOOK"]), title)
        assert "（无）" in row.values()


def test_days_that_are_not_given_follow_the_workspace(workspace, tmp_path):
    assert run(workspace, tmp_path / "a")["OVERDUE"] == run(workspace, tmp_path / "b", REPLY_DAYS=15)["OVERDUE"] == 1
    workspace.set_setting("catalogue/reply_days", 5)
    assert run(workspace, tmp_path / "c")["OVERDUE"] == 2 and run(workspace, tmp_path / "d", REPLY_DAYS=100)["OVERDUE"] == 0
    assert run(workspace, tmp_path / "e", REPLY_DAYS=0)["OVERDUE"] == 2, "nought is a limit too"
