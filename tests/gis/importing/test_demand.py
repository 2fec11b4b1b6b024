"""Operators' demand tables, and which site or resource answers each demand."""

import pytest
from smartpole.gis.importing import demand, job

MOBILE = (
    "需求编号,需求站名,需求经度,需求纬度,经纬度偏移距离(米),期望交付时间,所处阶段,系统类型及频段,天线挂高范围,入库原因,站点优先级\n"
    "M1,人民路,121.4951,31.2419,50,2024-12-31,选址,2.6G,15-30米,弱覆盖,1\n"
    "M2,中山路,121.4991,31.2419,30,2024年6月,谈址,n41;700M,20,用户投诉,2\n"
)


@pytest.fixture
def offered(workspace):
    """A site 20 m east of M1, a lamp at M1 and one 25 m north of M2, a refused one at M2."""
    from smartpole.engine.coordinates import transform

    x, y = transform([121.4951, 121.4991], [31.2419, 31.2419], "EPSG:4326", "EPSG:4549")
    with workspace.transaction() as transaction:
        transaction.insert("SITE_EX", [{"SITE_CODE": "420300908000000233", "TWR_H": 35.0, "geometry": (x[0] + 20, y[0])}])
        poles = [("L1", x[0], y[0], "2"), ("L2", x[1], y[1] + 25, "2"), ("L3", x[1], y[1], "4")]
        transaction.insert(
            "RES_PT", [{"RES_ID": i, "RES_TYPE": "01", "HEIGHT_M": 25.0, "OPEN_ST": o, "geometry": (px, py)} for i, px, py, o in poles]
        )
    return workspace


def load(workspace, path, **more):
    return job.run_import(workspace, job.Request(path=path, table="DEMAND_PT", datum="WGS84", **more))


def test_a_table_of_one_operator(offered, csv_file):
    load(offered, csv_file(MOBILE, "gb18030", "中国移动5G需求.csv"))
    rows = {row["DMD_ID"]: row for row in offered.rows("DEMAND_PT")}
    first = rows["M1"]
    assert (first["OPER"], first["BAND"], first["DEV_R"], first["H_MIN"], first["H_MAX"]) == ("1", "n41", 50.0, 15.0, 30.0)
    assert (str(first["DUE_DT"]), first["STAGE"], first["REASON"], first["PRIORITY"]) == ("2024-12-31", "选址", "1", 1)
    assert rows["M2"]["BAND"] == "n41;n28"
    matched = demand.match(offered, 50.0)
    assert (matched.sites, matched.resources, matched.unmatched) == (1, 1, 0)
    rows = {row["DMD_ID"]: row for row in offered.rows("DEMAND_PT")}
    assert (rows["M1"]["PLAN_ID"], rows["M1"]["MATCH_TYPE"], rows["M1"]["DEV_M"]) == ("420300908000000233", "1", 20.0)
    assert (rows["M2"]["PLAN_ID"], rows["M2"]["MATCH_TYPE"], rows["M2"]["DEV_M"]) == ("L2", "2", 25.0)


def test_several_operators_in_one_row(offered, csv_file):
    text = "站址名称,经度,纬度,移动需求系统数,联通需求系统数,电信需求系统数\n甲,121.4951,31.2419,2,0,1\n乙,121.6,31.3,,1,\n"
    assert load(offered, csv_file(text)).accepted == 3
    rows = sorted((row["DMD_NAME"], row["OPER"], row["SYS_NUM"], row["SRC_ROW"]) for row in offered.rows("DEMAND_PT"))
    assert rows == [("乙", "2", 1, 3), ("甲", "1", 2, 2), ("甲", "3", 1, 2)]
    matched = demand.match(offered, 40.0)
    assert matched.by_operator == {"1": (1, 1), "2": (0, 1), "3": (1, 1)}
    assert (matched.sites, matched.unmatched, matched.assumed_radius) == (2, 1, 3)


def test_one_pole_answers_one_demand_of_each_operator(workspace, csv_file):
    with workspace.transaction() as transaction:
        transaction.insert("RES_PT", [{"RES_ID": "L1", "RES_TYPE": "01", "geometry": (642449.4, 3458763.5)}])
    text = "需求编号,运营商,X,Y,优先级\nA,移动,3458763.5,642449.4,2\nB,移动,3458764.5,642449.4,1\nC,电信,3458765.5,642449.4,1\n"
    job.run_import(workspace, job.Request(path=csv_file(text), table="DEMAND_PT", datum="EPSG:4549"))
    demand.match(workspace, 50.0)
    assert {row["DMD_ID"]: row["PLAN_ID"] for row in workspace.rows("DEMAND_PT")} == {"A": None, "B": "L1", "C": "L1"}


def test_too_low_a_pole_does_not_answer(workspace, csv_file):
    with workspace.transaction() as transaction:
        transaction.insert("RES_PT", [{"RES_ID": "L1", "RES_TYPE": "01", "HEIGHT_M": 8.0, "geometry": (642449.4, 3458763.5)}])
    text = "需求编号,运营商,X,Y,天线挂高下限\nA,移动,3458763.5,642449.4,20\n"
    job.run_import(workspace, job.Request(path=csv_file(text), table="DEMAND_PT", datum="EPSG:4549"))
    assert demand.match(workspace, 50.0).unmatched == 1


def test_the_operator_must_be_known(workspace, csv_file, key_of):
    assert key_of(lambda: load(workspace, csv_file("需求编号,经度,纬度\nA,121.5,31.2\n", name="需求.csv"))) == "demand_no_operator"
    assert load(workspace, csv_file("需求编号,经度,纬度\nA,121.5,31.2\n", name="需求.csv"), default_type="3").accepted == 1


def test_the_preview_of_demand_is_what_the_import_takes(workspace, csv_file):
    path = csv_file(MOBILE, "gb18030", "中国移动5G需求.csv")
    shown = job.preview(path, table="DEMAND_PT", workspace=workspace, datum="WGS84")
    assert shown.mapping.fields["H_MIN"] == "挂高下限"
    assert load(workspace, path, mapping=shown.mapping).accepted == 2
