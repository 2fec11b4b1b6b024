"""A whole import: provenance, what is rejected, what is dropped, a list that comes again, all or nothing."""

import json
import os

import pytest
from smartpole.engine.errors import Cancelled
from smartpole.engine.progress import Progress
from smartpole.gis.importing import job, profile
from smartpole.gis.importing.rows import ranges

HEAD = "灯杆编号,名称,类型,杆高,经度,纬度,建设日期\n"
LIST = HEAD + "L001,一号,路灯,十二米,121.4951,31.2419,\nL002,二号,路灯,,121.4961,31.2429,\nL003,三号,监控杆,9.5m,121.4971,31.2439,\n"


def load(workspace, path, **more):
    return job.run_import(workspace, job.Request(path=path, datum="WGS84", bureau="路灯所", **more))


def by_id(workspace):
    return {row["RES_ID"]: row for row in workspace.rows("RES_PT")}


def test_rows_know_where_they_come_from(workspace, csv_file):
    result = load(workspace, csv_file(LIST, "gb18030"), source_date="2024-05-31")
    rows = by_id(workspace)
    assert list(rows) == ["L001", "L002", "L003"]
    first = rows["L001"]
    assert (first["HEIGHT_M"], first["HEIGHT_SRC"], first["RES_TYPE"], first["SRC_CRS"]) == (12.0, "measured", "01", "2")
    assert (rows["L002"]["HEIGHT_M"], rows["L002"]["HEIGHT_SRC"]) == (8.0, "assumed")
    assert (first["SRC_FILE"], first["SRC_ROW"], str(first["SRC_DATE"]), first["SRC_BUREAU"]) == (
        "路灯 清单.csv",
        2,
        "2024-05-31",
        "路灯所",
    )
    log = next(workspace.rows("IMPORT_LOG"))
    assert (log["ROWS_READ"], log["ROWS_OK"], log["ROWS_REJ"], log["ENCODING"], log["DATUM"]) == (3, 3, 0, "gb18030", "WGS84")
    assert json.loads(log["MAPPING"])["fields"]["HEIGHT_M"] == "杆高"
    assert (result.assumed, result.added) == (1, 3)


def test_rejected_rows_keep_reason_and_text(workspace, csv_file):
    text = (
        LIST
        + "L004,四号,路灯,9,0,0,\nL005,五号,路灯,9,,,\nL006,六号,路灯,9,见图,无,\nL007,七号,路灯,9,1e308,31.2,\nL008,八号,路灯,9,nan,nan,\n"
    )
    text += HEAD + "L001,一号,路灯,十二米,121.4951,31.2419,\n合计,8,,,,,\nL009,九号,路灯,9,999,31.24,\n"
    result = load(workspace, csv_file(text))
    assert (result.read, result.accepted, result.rejected) == (12, 3, 9)
    kept = {row["SRC_ROW"]: row for row in workspace.rows("IMPORT_REJ")}
    reasons = {number: row["REASON_KEY"] for number, row in kept.items()}
    assert reasons[5] == "rej_zero"
    assert reasons[6] == reasons[9] == "rej_no_coordinates"
    assert reasons[7] == "rej_coordinates"
    assert reasons[8] in ("rej_off_globe", "rej_coordinates")
    assert reasons[10] == "rej_header_again"
    assert reasons[11] == "rej_same_row"
    assert reasons[13] == "rej_off_globe"
    assert json.loads(kept[7]["ORIGINAL"])["经度"] == "见图"
    assert all(row["REASON"] and row["IMP_ID"] == result.import_id for row in kept.values())


def test_copies_of_a_row_share_one_entry(workspace, csv_file):
    text = HEAD + "L1,灯,路灯,9,121.4951,31.2419,\n" * 5000
    result = load(workspace, csv_file(text))
    assert (result.read, result.accepted, result.rejected) == (5000, 1, 4999)
    (entry,) = workspace.rows("IMPORT_REJ")
    assert "3-5001" in entry["REASON"]
    assert ranges([3, 4, 5, 9, 11, 12]) == "3-5, 9, 11-12"


def test_passwords_and_addresses_are_dropped_everywhere(workspace, csv_file):
    text = "设备名称,IP地址,MAC,登录密码,管理口,安装地址,经度,纬度\n"
    text += "".join(f"球机{i},10.2.3.{i},00:1A:2B:3C:4D:{i:02d},admin{i},192.168.0.{i},人民路,121.49{i:02d},31.24\n" for i in range(10, 30))
    text += "坏行,10.2.3.9,00:1A:2B:3C:4D:5E,geheim,192.168.0.9,人民路,,\n坏行,10.2.3.8,00:1A:2B:3C:4D:5F,geheim,x,y,z,1,2,3\n"
    result = load(workspace, csv_file(text), default_type="02")
    assert set(result.dropped) == {"IP地址", "MAC", "登录密码", "管理口"}
    assert any("登录密码" in note for note in result.notes)
    everything = workspace.path.read_bytes()
    for secret in (b"10.2.3.", b"192.168.0", b"00:1A:2B", b"admin1", b"geheim"):
        assert secret not in everything


def test_a_town_called_township_is_no_secret(workspace, csv_file):
    load(workspace, csv_file("id,type,township,ship,lon,lat\na,lamp,Xinhua,no,121.49,31.24\n"))
    assert by_id(workspace)["a"]["RES_TYPE"] == "01"
    assert next(workspace.rows("IMPORT_LOG"))["DROPPED"] is None


def test_unknown_words_stay_in_the_remark(workspace, csv_file):
    load(workspace, csv_file(LIST + "L4,灯,雕塑,很高,121.4981,31.2419,\n"))
    row = by_id(workspace)["L4"]
    assert row["RES_TYPE"] == "01"  # the file is called a list of lamps
    assert row["HEIGHT_SRC"] == "assumed"
    assert "雕塑" in row["REMARK"]
    assert "很高" in row["REMARK"]


def test_equal_ids_are_told_apart(workspace, csv_file):
    load(workspace, csv_file(HEAD + "L1,甲,路灯,9,121.4951,31.2419,\nL1,乙,路灯,9,121.4961,31.2419,\n"))
    assert sorted(by_id(workspace)) == ["L1", "L1#2"]


def test_the_same_list_again_changes_nothing(workspace, csv_file):
    path = csv_file(LIST)
    load(workspace, path)
    before = [(row["fid"], row["IMP_ID"]) for row in workspace.rows("RES_PT")]
    again = load(workspace, path)
    assert (again.added, again.changed, again.unchanged, again.gone) == (0, 0, 3, 0)
    assert [(row["fid"], row["IMP_ID"]) for row in workspace.rows("RES_PT")] == before


def test_a_new_issue_of_a_list_is_shown_before_it_is_applied(workspace, csv_file):
    load(workspace, csv_file(LIST, name="路灯2023.csv"))
    text = LIST.replace("十二米", "13米").replace("L003,三号,监控杆,9.5m,121.4971,31.2439,\n", "L004,四号,路灯,8,121.4981,31.2449,\n")
    request = job.Request(path=csv_file(text, name="路灯2024.csv"), datum="WGS84", bureau="路灯所")
    plan = job.plan_import(workspace, request)
    shown = job.summary(plan)
    assert (shown.added, shown.changed, shown.unchanged, shown.gone, shown.gone_ids) == (1, 1, 1, 1, ("L003",))
    assert by_id(workspace)["L001"]["HEIGHT_M"] == 12.0
    job.write(workspace, plan)
    rows = by_id(workspace)
    assert rows["L001"]["HEIGHT_M"] == 13.0
    assert set(rows) == {"L001", "L002", "L003", "L004"}, "what is gone stays until the user says otherwise"
    load(workspace, csv_file(text, name="路灯2024.csv"), remove_gone=True)
    assert set(by_id(workspace)) == {"L001", "L002", "L004"}


def test_gone_rows_are_taken_out_on_request_and_kept_as_text(workspace, csv_file):
    load(workspace, csv_file(LIST))
    shorter = csv_file(LIST.replace("L003,三号,监控杆,9.5m,121.4971,31.2439,\n", ""))
    result = load(workspace, shorter, remove_gone=True)
    assert (result.gone, set(by_id(workspace))) == (1, {"L001", "L002"})
    kept = [row for row in workspace.rows("IMPORT_REJ") if row["REASON_KEY"] == "rej_gone"]
    assert json.loads(kept[0]["ORIGINAL"])["RES_NAME"] == "三号"


def test_edits_by_hand_are_not_overwritten_silently(workspace, csv_file):
    load(workspace, csv_file(LIST))
    fid = by_id(workspace)["L001"]["fid"]
    with workspace.transaction() as transaction:
        transaction.update("RES_PT", [{"fid": fid, "HEIGHT_M": 11.0, "ROAD": "人民路"}])
    assert load(workspace, csv_file(LIST)).unchanged == 3
    changed = csv_file(LIST.replace("十二米", "14米"))
    result = load(workspace, changed)
    assert (result.conflicts, by_id(workspace)["L001"]["HEIGHT_M"]) == (1, 11.0)
    kept = [row for row in workspace.rows("IMPORT_REJ") if row["REASON_KEY"] == "rej_edited"]
    assert json.loads(kept[0]["ORIGINAL"])["杆高"] == "14米"
    load(workspace, changed, overwrite_edits=True)
    assert by_id(workspace)["L001"]["HEIGHT_M"] == 14.0


def test_rows_without_ids_are_found_again_by_their_place(workspace, csv_file):
    text = "序号,名称,经度,纬度\n" + "".join(f"{i},灯{i},121.49{i},31.24\n" for i in range(10, 30))
    load(workspace, csv_file(text), default_type="01")
    assert "R000001" in by_id(workspace)
    renumbered = "序号,名称,经度,纬度\n" + "".join(f"{i + 7},灯{i},121.49{i},31.24\n" for i in range(29, 9, -1))
    result = load(workspace, csv_file(renumbered), default_type="01")
    assert (result.added, result.unchanged) == (0, 20)


def test_cancel_leaves_the_workspace_as_it_was(workspace, csv_file):
    text = HEAD + "".join(f"L{i},灯,路灯,9,121.{4000 + i},31.24,\n" for i in range(5000))
    path = csv_file(text)
    for stop_at in (0.0, 0.5, 0.76, 0.9):
        share = [0.0]
        progress = Progress(lambda f, share=share: share.__setitem__(0, f), lambda share=share, at=stop_at: share[0] >= at)
        with pytest.raises(Cancelled):
            job.run_import(workspace, job.Request(path=path, datum="WGS84"), progress)
        assert workspace.count("RES_PT") == workspace.count("IMPORT_REJ") == workspace.count("IMPORT_LOG") == 0


def test_a_locked_workspace_gives_a_message(workspace, csv_file, key_of):
    import sqlite3

    other = sqlite3.connect(workspace.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert key_of(lambda: type(workspace).open(workspace.path, write=True)).startswith("workspace_")
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_workspace_gives_a_message(workspace, key_of):
    workspace.path.chmod(0o444)
    assert key_of(lambda: type(workspace).open(workspace.path, write=True)) == "workspace_read_only"


def test_a_mapping_is_saved_and_used_again(workspace, csv_file, tmp_path, key_of):
    name = str(tmp_path / "路灯所.json")
    odd = "A,B,C,D\nL1,12,121.4951,31.2419\nL2,13,121.4961,31.2419\n"
    mapping = job.Mapping({"RES_ID": "A", "HEIGHT_M": "B"}, x="C", y="D")
    profile.save(profile.of(mapping, name, bureau="路灯所"))
    result = load(workspace, csv_file(odd), mapping_profile=name)
    assert (result.added, by_id(workspace)["L2"]["HEIGHT_M"]) == (2, 13.0)
    assert key_of(lambda: load(workspace, csv_file(LIST), mapping_profile=name)) == "profile_columns"
    assert key_of(lambda: load(workspace, csv_file(odd), mapping_profile=str(tmp_path / "x.json"))) == "profile_missing"
    (tmp_path / "bad.json").write_text("[1]", encoding="utf-8")
    assert key_of(lambda: load(workspace, csv_file(odd), mapping_profile=str(tmp_path / "bad.json"))) == "profile_broken"


@pytest.mark.parametrize("epsg, datum, x", [(4549, "auto", 642449.4), (4528, "auto", 40642449.4)])
def test_metres_by_zone_number_or_by_the_area(workspace, csv_file, epsg, datum, x):
    path = csv_file(f"编号,类型,X,Y\nL1,路灯,3458763.5,{x}\nL2,路灯,3458760.5,{x + 100}\n")
    result = job.run_import(workspace, job.Request(path=path, datum=datum))
    assert result.datum == f"EPSG:{epsg}"
    point = by_id(workspace)["L1"]["geometry"].asPoint()
    assert (point.x(), point.y()) == pytest.approx((642449.4, 3458763.5), abs=0.01)


def test_old_national_datums_are_refused_because_their_parameters_are_secret(workspace, csv_file, key_of):
    path = csv_file("编号,X,Y\nL1,3458763.5,642449.4\n")
    assert key_of(lambda: job.run_import(workspace, job.Request(path=path, datum="EPSG:2385"))) == "datum_local"
    assert key_of(lambda: job.run_import(workspace, job.Request(path=path, datum="2436"))) == "datum_local"
    assert key_of(lambda: job.run_import(workspace, job.Request(path=path, datum="火星"))) == "datum_unknown"
    assert key_of(lambda: job.run_import(workspace, job.Request(path=path, datum="foo"))) == "datum_unknown"  # PROJ: Amersfoort
    assert key_of(lambda: job.run_import(workspace, job.Request(path=path, datum="GCJ02"))) == "datum_needs_degrees"
    degrees = csv_file("编号,经度,纬度\nL1,121.4951,31.2419\n", name="度.csv")
    assert key_of(lambda: job.run_import(workspace, job.Request(path=degrees, datum="EPSG:4549"))) == "datum_needs_metres"


def test_absurd_metres_in_the_workspaces_own_system_are_rejected(workspace, csv_file):
    text = "编号,X,Y\nL1,3458763.5,642449.4\nL2,-1.3e16,642449.4\nL3,1e300,642449.4\nL4,3458763.5,1e12\n"
    result = job.run_import(workspace, job.Request(path=csv_file(text), datum="EPSG:4549"))
    assert (result.accepted, result.reasons) == (1, {"rej_off_globe": 3})
    assert workspace.layer("RES_PT").extent().isFinite()


def test_outside_the_mainland_no_datum_need_be_stated(workspace, csv_file):
    result = job.run_import(workspace, job.Request(path=csv_file("id,type,lon,lat\na,lamp,24.94,60.17\n")))
    assert (result.datum, result.accepted) == ("WGS84", 1)


def test_preview_shows_what_would_be_made_of_a_file(workspace, csv_file):
    shown = job.preview(csv_file("设备名称,密码,百度经度,百度纬度\n球机,geheim,121.4951,31.2419\n", "gb18030"), workspace=workspace)
    assert (shown.encoding, shown.datum, shown.datum_how) == ("gb18030", "BD09", "how_hint")
    assert shown.rows == [["球机", "***", "121.4951", "31.2419"]]
    assert (shown.mapping.x, shown.mapping.fields) == ("百度经度", {"RES_NAME": "设备名称"})
    undeclared = job.preview(csv_file("编号,经度,纬度\na,121.4951,31.2419\n"), workspace=workspace)
    assert (undeclared.datum, undeclared.datum_fault.key) == ("", "datum_undeclared")


def test_rows_may_state_their_datum_one_by_one(workspace, csv_file):
    from smartpole.engine.coordinates import wgs84_to_bd09, wgs84_to_gcj02

    place = (121.4951, 31.2419)
    rows = [("L1", "WGS84", place), ("L2", "高德", wgs84_to_gcj02(*place)), ("L3", "百度坐标", wgs84_to_bd09(*place)), ("L4", "", place)]
    text = "编号,类型,坐标系,经度,纬度\n" + "".join(f"{i},路灯,{d},{float(p[0]):.8f},{float(p[1]):.8f}\n" for i, d, p in rows)
    result = job.run_import(workspace, job.Request(path=csv_file(text)))
    assert (result.accepted, result.reasons) == (3, {"rej_datum": 1})
    found = by_id(workspace)
    assert [found[i]["SRC_CRS"] for i in ("L1", "L2", "L3")] == ["2", "3", "4"]
    points = [found[i]["geometry"].asPoint() for i in ("L1", "L2", "L3")]
    assert max(abs(p.x() - points[0].x()) + abs(p.y() - points[0].y()) for p in points) < 0.02


def test_the_tower_companys_list_of_sites(workspace, xlsx):
    """Headers of its export; an 18-digit code stored as a number."""
    rows = [
        [
            "站址名称",
            "站址编码",
            "省",
            "市",
            "铁塔类型",
            "塔身高度(m)",
            "最低平台距地高度(m)",
            "剩余平台数目",
            "经度",
            "纬度",
            "维护状态",
            "是否共享",
        ],
        ["人民路", 420300908000000233, "湖北", "十堰", "普通地面塔", 35, 22.5, 2, 121.4951, 31.2419, "在网", "移动、联通"],
    ]
    result = job.run_import(workspace, job.Request(path=xlsx({"站址": rows}), table="SITE_EX", datum="WGS84"))
    assert result.accepted == 1
    (site,) = workspace.rows("SITE_EX")
    assert (site["SITE_CODE"], site["TWR_TYPE"], site["TWR_H"], site["LOW_PLT"], site["FREE_PLT"]) == (
        "420300908000000233",
        "01",
        35.0,
        22.5,
        2,
    )
    assert (site["STATUS"], site["SRC_ROW"]) == ("1", 2)


def test_a_list_in_traditional_characters(workspace, csv_file):
    text = "燈桿編號,類型,高度,經度,緯度\nT1,路燈桿,九米,121.4951,31.2419\nT2,監視器,8,121.4961,31.2419\nT3,路燈桿,8,121.4971,31.2419\n"
    result = load(workspace, csv_file(text, "big5"))
    assert (result.encoding, result.accepted) == ("big5", 3)
    assert by_id(workspace)["T1"]["HEIGHT_M"] == 9.0
    assert by_id(workspace)["T1"]["RES_TYPE"] == "01"


def test_a_map_file_whose_prj_contradicts_its_numbers(workspace, tmp_path):
    """Metres of central meridian 120 beside a .prj in degrees."""
    from osgeo import ogr, osr

    crs = osr.SpatialReference()
    crs.ImportFromEPSG(4326)
    source = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(tmp_path / "路灯_中央经线120.shp"))
    layer = source.CreateLayer("路灯_中央经线120", crs, ogr.wkbPoint)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (642449.4 3458763.5)"))
    layer.CreateFeature(feature)
    del feature, layer, source
    result = job.run_import(workspace, job.Request(path=str(tmp_path / "路灯_中央经线120.shp")))
    assert (result.accepted, result.datum) == (1, "EPSG:4549")
    assert any("EPSG:4326" in note for note in result.notes)


def test_codes_a_spreadsheet_has_rounded_are_no_codes(workspace, csv_file):
    text = "站址编码,站址名称,经度,纬度\n4.20301E+17,甲,121.4951,31.2419\n4.20301E+17,乙,121.4961,31.2419\n"
    result = job.run_import(workspace, job.Request(path=csv_file(text), table="SITE_EX", datum="WGS84"))
    sites = list(workspace.rows("SITE_EX"))
    assert [site["SITE_CODE"] for site in sites] == ["S000001", "S000002"]
    assert all("4.20301E+17" in site["REMARK"] for site in sites)
    assert any("4.2E+17" in note for note in result.notes)


def test_a_web_map_datum_where_none_is_used_is_told(workspace, csv_file):
    far = HEAD + "L001,一号,路灯,12m,24.9384,60.1699,\n"
    result = job.run_import(workspace, job.Request(path=csv_file(far), datum="GCJ02", bureau="路灯所"))
    assert any("GCJ02" in note and "1" in note for note in result.notes[1:]), result.notes
