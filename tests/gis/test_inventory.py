# SPDX-License-Identifier: GPL-2.0-or-later
"""The inventory check finds each fault, proposes a repair, repairs and undoes it without losing anything."""

import json

import pytest

LAND = "Polygon((0 0, 1000 0, 1000 1000, 0 1000, 0 0))"
BAY = "Polygon((0 0, 100 0, 100 1000, 0 1000, 0 0))"
HOUSE = "Polygon((500 500, 540 500, 540 520, 500 520, 500 500))"
NEXT_HOUSE = "Polygon((500 520, 540 520, 540 540, 500 540, 500 520))"
SOUND = {"RES_TYPE": "01", "HEIGHT_M": 8.0, "HEIGHT_SRC": "measured", "OWN_UNIT": "市政处"}


@pytest.fixture
def workspace(qgis_app, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
    from smartpole.gis.workspace import Workspace

    made = Workspace.create(tmp_path / "a.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"))
    with made.transaction() as transaction:
        transaction.insert("SVC_AREA", [{"AREA_ID": "1", "SVC_LV": "A", "geometry": QgsGeometry.fromWkt(LAND)}])
        transaction.insert("WATER", [{"geometry": QgsGeometry.fromWkt(BAY)}])
        houses = [{"BLD_ID": wkt[10:20], "geometry": QgsGeometry.fromWkt(wkt)} for wkt in (HOUSE, NEXT_HOUSE)]
        transaction.insert("BUILDING", houses)
    return made


def put(workspace, *rows, table="RES_PT"):
    with workspace.transaction() as transaction:
        transaction.insert(table, [{**(SOUND if table == "RES_PT" else {}), **row} for row in rows])


def found(workspace, **options):
    from smartpole.gis.inventory.checks import Options, check_inventory, store_findings

    findings = check_inventory(workspace, Options(**options))
    store_findings(workspace, findings)
    return {(finding.check, finding.object_id): finding for finding in findings}


def resources(workspace):
    return {row["RES_ID"]: row for row in workspace.rows("RES_PT")}


def everything(workspace, table="RES_PT"):
    return [{**row, "geometry": row["geometry"] and row["geometry"].asWkt(6)} for row in workspace.rows(table)]


def test_a_clean_list_has_no_findings(workspace):
    put(workspace, {"RES_ID": "1", "geometry": (300, 300)}, {"RES_ID": "2", "geometry": (310, 300)})
    assert found(workspace) == {}


@pytest.mark.parametrize(
    ("row", "check", "after"),
    [
        ({"HEIGHT_M": None, "HEIGHT_SRC": None}, "find_no_height", {"HEIGHT_M": 8.0, "HEIGHT_SRC": "assumed"}),
        ({"HEIGHT_M": 0}, "find_no_height", {"HEIGHT_M": 8.0, "HEIGHT_SRC": "assumed"}),
        ({"HEIGHT_M": 850}, "find_height", {"HEIGHT_M": 8.5, "HEIGHT_SRC": "measured"}),
        ({"HEIGHT_M": 45}, "find_height", {"HEIGHT_M": 8.0, "HEIGHT_SRC": "assumed"}),
        ({"RES_TYPE": "06", "HEIGHT_M": 45, "geometry": (520, 510)}, None, {}),
        ({"RES_TYPE": "1"}, "find_code", {"RES_TYPE": "01"}),
        ({"OPEN_ST": "9"}, "find_code", {"OPEN_ST": None}),
        ({"RES_TYPE": "灯"}, "find_code", {"RES_TYPE": "99"}),
        ({"RES_TYPE": None}, "find_no_value", {"RES_TYPE": "99"}),
        ({"LOAD_KG": -5}, "find_range", {"LOAD_KG": None}),
        ({"geometry": (100 - 4, 300)}, "find_in_water", {"geometry": (101, 300)}),
        ({"geometry": (501, 505)}, "find_in_building", {"geometry": (499, 505)}),
    ],
)
def test_each_fault_is_found_repaired_and_undone(workspace, row, check, after):
    from smartpole.gis.inventory.repairs import repair, undo

    put(workspace, {"RES_ID": "P", "geometry": (300, 300), **row})
    before = everything(workspace)
    findings = found(workspace)
    if check is None:
        assert findings == {}
        return
    assert (check, "P") in findings
    assert repair(workspace)["repaired"] == 1
    repaired = resources(workspace)["P"]
    for name, value in after.items():
        if name == "geometry":
            assert repaired["geometry"].asPoint().distance(*value) < 0.01
        else:
            assert repaired[name] == value
    assert check not in {key[0] for key in found(workspace)}
    assert undo(workspace) == {"undone": 1, "changed_since": 0}
    assert everything(workspace) == before


def test_a_pole_deep_inside_or_between_terraces_is_not_moved(workspace):
    put(workspace, {"RES_ID": "deep", "geometry": (20, 300)}, {"RES_ID": "terrace", "geometry": (520, 519.5)})
    findings = found(workspace)
    assert findings["find_in_water", "deep"].repair == ()
    assert findings["find_in_building", "terrace"].repair == ()


def test_no_place_and_outside(workspace):
    from smartpole.gis.inventory.repairs import repair, undo

    put(workspace, {"RES_ID": "nowhere"}, {"RES_ID": "near", "geometry": (1150, 500)}, {"RES_ID": "far", "geometry": (1500, 500)})
    before = everything(workspace)
    findings = found(workspace)
    assert set(findings) == {("find_no_place", "nowhere"), ("find_outside", "far")}
    assert findings["find_outside", "far"].values["distance_m"] == 500
    assert repair(workspace) == {"repaired": 1, "outdated": 0, "by_hand": 1}
    assert set(resources(workspace)) == {"nowhere", "near"}
    undo(workspace)
    assert everything(workspace) == before


def test_the_same_pole_in_two_lists_keeps_both_owners(workspace):
    from smartpole.gis.inventory.repairs import repair, undo

    put(
        workspace,
        {"RES_ID": "L1", "geometry": (300, 300), "HEIGHT_SRC": "assumed", "SRC_BUREAU": "市政", "ROAD": "新昌路", "MGR_UNIT": "一所"},
        {
            "RES_ID": "C1",
            "RES_TYPE": "02",
            "geometry": (301, 300),
            "HEIGHT_M": 9.5,
            "OWN_UNIT": "公安局",
            "PHONE": "1",
            "SRC_BUREAU": "公安",
        },
        {"RES_ID": "C2", "RES_TYPE": "02", "geometry": (301, 301), "OWN_UNIT": "交警队", "HEIGHT_SRC": "assumed", "SRC_BUREAU": "交警"},
        {"RES_ID": "L2", "geometry": (400, 300)},
    )
    before = everything(workspace)
    findings = found(workspace)
    assert {key[0] for key in findings} == {"find_shared_pole"}
    (finding,) = findings.values()
    assert finding.severity == "3" and finding.object_id == "C1"
    assert repair(workspace, safe_only=True)["repaired"] == 0, "a merge needs the planner's word"
    assert repair(workspace)["repaired"] == 1
    kept = resources(workspace)
    assert set(kept) == {"C1", "L2"}
    pole = kept["C1"]
    assert {pole["OWN_UNIT"], *pole["CO_OWN"].split(";")} == {"公安局", "市政处", "交警队"}
    assert set(pole["CO_IDS"].split(";")) == {"L1", "C2"}
    assert (pole["HEIGHT_M"], pole["HEIGHT_SRC"], pole["ROAD"], pole["PHONE"]) == (9.5, "measured", "新昌路", "1")
    undo(workspace)
    assert sorted(everything(workspace), key=str) == sorted(before, key=str)


def test_doubles_in_one_list_and_double_ids(workspace):
    put(
        workspace,
        {"RES_ID": "D", "geometry": (300, 300)},
        {"RES_ID": "D", "geometry": (300.5, 300)},
        {"RES_ID": "E", "geometry": (400, 300)},
        {"RES_ID": "E", "geometry": (500, 300)},
        {"RES_ID": "E-2", "geometry": (600, 300)},
    )
    findings = found(workspace)
    assert {key[0] for key in findings} == {"find_double", "find_double_id"}
    from smartpole.gis.inventory.repairs import repair

    repair(workspace)
    assert sorted(row["RES_ID"] for row in workspace.rows("RES_PT")) == ["D", "E", "E-2", "E-3"]
    assert found(workspace) == {}


def test_one_repair_at_a_time_and_ignoring(workspace):
    from smartpole.engine.errors import InputError
    from smartpole.gis.inventory.repairs import ignore, repair

    put(workspace, {"RES_ID": "A", "HEIGHT_M": None, "geometry": (300, 300)}, {"RES_ID": "B", "HEIGHT_M": None, "geometry": (400, 300)})
    found(workspace)
    rows = {row["OBJ_ID"]: row for row in workspace.rows("CHECK_FIND")}
    assert repair(workspace, [rows["A"]["FIND_ID"]])["repaired"] == 1
    assert (resources(workspace)["A"]["HEIGHT_M"], resources(workspace)["B"]["HEIGHT_M"]) == (8, None)
    assert ignore(workspace, [rows["B"]["FIND_ID"]]) == {"ignored": 1}
    found(workspace)
    assert workspace.count("CHECK_FIND", "STATE = '0'") == 0
    with pytest.raises(InputError):
        repair(workspace, ["F999999"])


def test_edits_made_since_are_never_overwritten(workspace):
    from smartpole.gis.inventory.repairs import repair, undo

    put(workspace, {"RES_ID": "A", "HEIGHT_M": None, "geometry": (300, 300)}, {"RES_ID": "B", "HEIGHT_M": None, "geometry": (400, 300)})
    found(workspace)
    with workspace.transaction() as transaction:
        transaction.update("RES_PT", [{"fid": 1, "HEIGHT_M": 11.0}])
    assert repair(workspace) == {"repaired": 1, "outdated": 1, "by_hand": 0}
    assert resources(workspace)["A"]["HEIGHT_M"] == 11.0
    with workspace.transaction() as transaction:
        transaction.update("RES_PT", [{"fid": 2, "REMARK": "看过", "HEIGHT_M": 9.0}])
    assert undo(workspace) == {"undone": 0, "changed_since": 1}
    with workspace.transaction() as transaction:
        transaction.update("RES_PT", [{"fid": 2, "HEIGHT_M": 8.0}])
    assert undo(workspace) == {"undone": 1, "changed_since": 0}
    assert (resources(workspace)["B"]["REMARK"], resources(workspace)["B"]["HEIGHT_M"]) == ("看过", None)


def test_findings_speak_and_stand_on_the_map(workspace, monkeypatch):
    from smartpole.gis.inventory import checks as inventory_checks

    monkeypatch.setattr(inventory_checks, "language", lambda: "zh")
    put(workspace, {"RES_ID": "杆7", "HEIGHT_M": None, "geometry": (300, 300)})
    found(workspace)
    (row,) = workspace.rows("CHECK_FIND")
    assert row["REASON"] == "杆7（路灯杆）没有高度。"
    assert row["PROPOSAL"] == "按路灯杆常见高度取 8 米，并标记为假定。"
    assert (row["SEVERITY"], row["OBJ_FID"], row["STATE"]) == ("2", 1, "0")
    assert row["geometry"].asWkt() == "Point (300 300)"
    assert json.loads(row["REPAIR"])[0]["to"] == {"HEIGHT_M": 8, "HEIGHT_SRC": "assumed"}


def test_other_tables_and_the_secrecy_notice(workspace):
    from qgis.core import QgsGeometry

    put(workspace, {"SITE_CODE": "1", "STATUS": "7", "geometry": (300, 300)}, table="SITE_EX")
    with workspace.transaction() as transaction:
        transaction.insert("SVC_AREA", [{"AREA_ID": "2", "SVC_LV": "D", "geometry": QgsGeometry.fromWkt(LAND).buffer(3000, 5)}])
    findings = found(workspace)
    assert ("find_code", "1") in findings
    notice = next(finding for key, finding in findings.items() if key[0] == "find_large_area")
    assert notice.severity == "3" and notice.values["area_km2"] > 25
