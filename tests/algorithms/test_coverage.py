# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:coverage` in QGIS: its rasters and record, and everything that can be wrong with its input."""

import json
import sqlite3
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, coverage_files, run, town  # noqa: E402, F401 -- fixtures

gdal = pytest.importorskip("osgeo.gdal")


def read(path):
    dataset = gdal.Open(str(path))
    return dataset.ReadAsArray(), dataset.GetRasterBand(1).GetNoDataValue(), dataset


def test_three_rasters_and_their_record(town, run, tmp_path):  # noqa: F811
    files = coverage_files(tmp_path)
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), CELL_SIZE=5, RADIUS=600, **files)
    assert succeeded, outputs
    assert (outputs["SITE_COUNT"], outputs["SECTOR_COUNT"], outputs["REACHED_PCT"]) == (2, 4, 100)
    assert outputs["AREA_KM2"] == pytest.approx(0.12)
    rsrp, nodata, dataset = read(files["SS_RSRP"])
    assert rsrp.shape == (60, 80) and nodata == -9999
    assert dataset.GetGeoTransform() == (X0, 5, 0, Y0 + 300, 0, -5)
    assert "4548" in dataset.GetProjection()
    assert -120 < rsrp.min() < rsrp.max() < -30
    best, nodata, dataset = read(files["BEST_SERVER"])
    assert nodata == -1 and set(np.unique(best)) <= {0, 1, 2, 3}
    assert best[58, 2] == 3, "beside the lamp pole it serves"
    assert json.loads(dataset.GetMetadata()["SMARTPOLE_SECTORS"])["0"] == "hall 0° n78"
    sinr, _, _ = read(files["SS_SINR"])
    assert sinr[58, 4] > 0 and sinr.min() > -30
    record = town.result("coverage")
    assert record["path"] == files["SS_RSRP"] and record["stale"] == ()
    assert record["params"]["MODEL"] == "tr38901" and record["params"]["LOAD"] == 0.5
    assumed = record["assumed"]
    assert assumed[:3] == ["flat_terrain", "building_height_assumed:1", "building_without_height:1"]
    assert {"site_without_5g:1", "site_retired:1", "site_height_assumed:1", "site_power_assumed:1"} <= set(assumed)
    assert not any("assumed_" in line for line in run.told), "every assumption has a text"
    assert run.files() == ["best_server.tif", "ss_rsrp.tif", "ss_sinr.tif"]


def test_no_data_outside_the_plan_area_and_planned_sites_help(town, run, tmp_path):  # noqa: F811
    with town.transaction() as transaction:
        transaction.delete("SVC_AREA", where="SVC_LV = ?", params=("C",))
    before, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path, "a_"))
    assert succeeded, before
    with town.transaction() as transaction:
        from qgis.core import QgsGeometry, QgsPointXY

        corners = [(200, 0), (400, 0), (400, 300)]
        triangle = QgsGeometry.fromPolygonXY([[QgsPointXY(X0 + x, Y0 + y) for x, y in corners]])
        transaction.insert("SVC_AREA", [{"AREA_ID": "t", "SVC_LV": "C", "geometry": triangle}])
    assert town.result("coverage")["stale"] == ("SVC_AREA",)
    now, _ = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path, "b_"))
    after, _ = run("coverage", WORKSPACE=str(town.path), SITES=1, **coverage_files(tmp_path, "c_"))
    rsrp, nodata, _ = read(now["SS_RSRP"])
    planned, _, _ = read(after["SS_RSRP"])
    assert (rsrp[0, 41:70] == nodata).all() and (rsrp[:, 0] != nodata).all()
    assert (planned >= rsrp - 1e-3).all() and (planned > rsrp + 3).any()
    assert (after["SITE_COUNT"], now["SITE_COUNT"]) == (3, 2)
    assert town.result("coverage_plan")["params"]["SITES"] == "existing+planned"


def test_further_layers_only_where_asked_for(town, run, tmp_path):  # noqa: F811
    names = ("OVERLAP", "MARGIN", "PDSCH_SINR", "DOWNLINK", "UPLINK", "INDOOR", "CONFIDENCE", "DOUBTFUL")
    more = {name: str(tmp_path / f"more_{name}.tif") for name in names}
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path), **more)
    assert succeeded, outputs
    found = {name: read(path)[0] for name, path in more.items()}
    sinr = read(outputs["SS_SINR"])[0]
    served = sinr != -9999
    assert (found["PDSCH_SINR"][served] > sinr[served] + 5).mean() > 0.5 and found["PDSCH_SINR"][served].max() < sinr[served].max() + 9
    assert found["OVERLAP"].min() >= 1 and found["OVERLAP"].max() <= 4
    assert found["DOWNLINK"].max() > 50 and (found["DOWNLINK"] > found["UPLINK"]).mean() > 0.9
    assert (found["INDOOR"] != -9999).sum() == 96 + 36 and set(np.unique(found["DOUBTFUL"])) <= {0, 1}
    assert found["CONFIDENCE"].min() >= 0 and found["CONFIDENCE"].max() <= 100.001
    assert outputs["OVERLAP"] == more["OVERLAP"]
    for name in ("DOWNLINK", "UPLINK"):
        known = found[name][found[name] != -9999]
        assert outputs[f"{name}_PEAK"] == pytest.approx(known.max(), abs=0.01)
        assert known.min() - 0.01 <= outputs[f"{name}_EDGE"] <= np.percentile(known, 5) + 0.01
    assert {"rate_layers:1/1", "rate_power:23/26"} <= set(town.result("coverage")["assumed"])
    users = {"LAYERS_DOWN": 4, "LAYERS_UP": 2, "USER_POWER": 20.0}
    many, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path, "m_"), **more, **users)
    assert succeeded and 3.9 < many["DOWNLINK_PEAK"] / outputs["DOWNLINK_PEAK"] <= 4.0001, "four streams where SINR allows"
    assert many["DOWNLINK_EDGE"] >= outputs["DOWNLINK_EDGE"] and many["UPLINK_EDGE"] != outputs["UPLINK_EDGE"]
    record = town.result("coverage")
    assert "rate_layers:4/2" in record["assumed"] and record["params"]["USER_POWER_DBM"] == {"default": 20.0}
    for wrong, said in (({"LAYERS_DOWN": 9}, "9"), ({"LAYERS_UP": 5}, "5"), ({"USER_POWER": 90.0}, "90")):
        reason, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path, "w_"), **wrong)
        assert not succeeded and said in reason


def test_one_operator_and_every_operator(town, run, tmp_path):  # noqa: F811
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), OPERATOR=1, **coverage_files(tmp_path))
    assert not succeeded and "China Mobile" in outputs
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), OPERATOR=3, **coverage_files(tmp_path))
    assert succeeded and outputs["SITE_COUNT"] == 2, "China Unicom and China Telecom share"
    with town.transaction() as transaction:
        row = {"SITE_CODE": "mobile", "HAS_5G": 1, "OP_CM": 1, "TWR_TYPE": "05", "ANT_H": 25, "geometry": (X0 + 380, Y0 + 280)}
        transaction.insert("SITE_EX", [row])
    layers = {}
    for name, operator in (("mobile", 1), ("telecom", 3), ("any", 0), ("every", 5)):
        outputs, succeeded = run("coverage", WORKSPACE=str(town.path), OPERATOR=operator, **coverage_files(tmp_path, name))
        assert succeeded, outputs
        layers[name] = read(outputs["SS_RSRP"])[0]
    np.testing.assert_array_equal(layers["every"], np.minimum(layers["mobile"], layers["telecom"]))
    np.testing.assert_allclose(layers["any"], np.maximum(layers["mobile"], layers["telecom"]), atol=1e-4)
    assert outputs["SITE_COUNT"] == 3 and town.result("coverage")["params"]["OPERATOR"] == "every"


def test_slips_of_the_hand_are_named(town, run, tmp_path):  # noqa: F811
    with town.transaction() as transaction:
        here = {"HAS_5G": 1, "OP_CT": 1, "TWR_TYPE": "05", "ANT_H": 20, "geometry": (X0 + 300, Y0 + 200)}
        rows = [{"SITE_CODE": "watts", "TX_W": 200_000, "BAND": "N78", **here}, {"SITE_CODE": "turn", "AZIMUTHS": "500;20", **here}]
        transaction.insert("SITE_EX", [*rows, {"SITE_CODE": "bands", "BAND": "n78;n41;n 78", **here}])
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), **{**coverage_files(tmp_path), "CELL_SIZE": 40})
    assert succeeded, outputs
    doubts = {f"site_{name}_assumed:1" for name in ("power_doubtful", "azimuth_doubtful", "band_unknown", "band_left_out")}
    assert doubts | {"cells_coarse:40"} <= set(town.result("coverage")["assumed"])
    assert not any("band_not_owned" in code for code in town.result("coverage")["assumed"])
    with town.transaction() as transaction:
        transaction.insert("SITE_EX", [{"SITE_CODE": "tall", **here, "ANT_H": 400}, {"SITE_CODE": "low", **here, "ANT_H": 1}])
    reason, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path, "h_"))
    assert not succeeded and "tall (400 m), low (1 m)" in reason and "150" in reason


def test_4g_is_computed_by_itself_and_replaces_nothing(town, run, tmp_path):  # noqa: F811
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), CELL_SIZE=10, TECHNOLOGY=1, SITES=1, **coverage_files(tmp_path, "a_"))
    assert succeeded, outputs
    assert outputs["SITE_COUNT"] == 1, "the tower without 5G; the sites that state n78, or 5G, have no 4G here"
    with town.transaction() as transaction:
        transaction.delete("SITE_EX", where="HAS_5G = 0")
    reason, succeeded = run("coverage", WORKSPACE=str(town.path), TECHNOLOGY=1, **coverage_files(tmp_path, "b_"))
    assert not succeeded and "no 4G site" in reason
    with town.transaction() as transaction:
        row = {"SITE_CODE": "both", "OP_CT": 1, "TWR_TYPE": "01", "ANT_H": 30, "BAND": "n78;b3", "TX_W": 200}
        transaction.insert("SITE_EX", [{**row, "geometry": (X0 + 50, Y0 + 250)}])
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), CELL_SIZE=10, TECHNOLOGY=1, **coverage_files(tmp_path, "c_"))
    assert succeeded and outputs["SECTOR_COUNT"] == 3
    record = town.result("coverage_4g")
    assert record["params"]["TECHNOLOGY"] == "LTE" and "site_without_4g:2" in record["assumed"] and town.result("coverage") is None
    rsrp = read(outputs["SS_RSRP"])[0]
    rasters = {name: outputs[name] for name in ("SS_RSRP", "SS_SINR")}
    judged, succeeded = run("gaps", WORKSPACE=str(town.path), PASS_FAIL=str(tmp_path / "pf.tif"), **rasters)
    assert succeeded, judged
    verdict = read(tmp_path / "pf.tif")[0]
    sinr = read(outputs["SS_SINR"])[0]
    limit = np.where(np.arange(40)[None, :] < 20, -100, -105) + np.zeros((30, 1))  # A and C of the 4G levels; A of the key area too
    clear = np.ones((30, 40), bool)
    clear[4:11, 24:31] = False
    np.testing.assert_array_equal((verdict == 1)[clear], ((rsrp >= limit) & (sinr >= 0))[clear])
    assert list(town.rows("STAT")) == [] and town.result("gaps") is None and town.result("gaps_4g") is not None
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), CELL_SIZE=10, **coverage_files(tmp_path, "d_"))
    assert succeeded and outputs["SECTOR_COUNT"] == 7, "its n78 sectors are 5G"


MSI = "NAME panel\nFREQUENCY 3450\nGAIN 15.85 dBd\nTILT ELECTRICAL\nELECTRICAL_TILT 6\n{}\n{}\n".format(
    "\n".join(["HORIZONTAL 360", *(f"{a} {min(12 * ((a + 180) % 360 - 180) ** 2 / 65**2, 30):.3f}" for a in range(360))]),
    "\n".join(["VERTICAL 360", *(f"{a} {min(12 * ((a - 6 + 180) % 360 - 180) ** 2 / 10**2, 30):.3f}" for a in range(360))]),
)


def test_an_antenna_file_takes_the_place_of_the_assumed_beam(town, run, tmp_path):  # noqa: F811
    file = tmp_path / "panel.msi"
    file.write_text(MSI, encoding="utf-8")
    usual, _ = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path, "a_"))
    assert "site_antenna:2" in town.result("coverage")["assumed"]
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), ANTENNA_FILE=str(file), **coverage_files(tmp_path, "b_"))
    assert succeeded, outputs
    record = town.result("coverage")
    assert {"antenna_file:3", "site_antenna:1"} <= set(record["assumed"]) and record["params"]["ANTENNA_FILE"] == "panel.msi"
    before, after, best = (read(path)[0] for path in (usual["SS_RSRP"], outputs["SS_RSRP"], outputs["BEST_SERVER"]))
    pole = (best == 3) & (read(usual["BEST_SERVER"])[0] == 3)
    np.testing.assert_array_equal(before[pole], after[pole])
    far = after[0, 24], before[0, 24]  # 170 m north of the hall: nearly the direction in which both beams have their gain
    assert far[0] - far[1] == pytest.approx(2.0, abs=0.6), "15.85 dBd are 18 dBi, the usual beam has 16"
    assert not any("assumed_" in line for line in run.told)
    file.write_text("HORIZONTAL 360\n0 0\n", encoding="utf-8")
    reason, succeeded = run("coverage", WORKSPACE=str(town.path), ANTENNA_FILE=str(file), **coverage_files(tmp_path, "c_"))
    assert not succeeded and "panel.msi" in reason


def test_a_pattern_is_plotted(run, tmp_path, qgis_app):  # noqa: F811
    file = tmp_path / "panel.msi"
    file.write_text(MSI, encoding="utf-8")
    for name in ("plot.svg", "plot.png"):
        outputs, succeeded = run("antennaplot", ANTENNA_FILE=str(file), CHART=str(tmp_path / name))
        assert succeeded, outputs
        assert (outputs["GAIN_DBI"], outputs["TILT_DEG"]) == (18.0, 6.0) and abs(outputs["WIDTH_DEG"] - 65) <= 1
    assert "<polygon" in (tmp_path / "plot.svg").read_text(encoding="utf-8") or "<path" in (tmp_path / "plot.svg").read_text(
        encoding="utf-8"
    )
    from qgis.PyQt.QtGui import QColor, QImage
    from smartpole.gis.styles.colours import GOOD

    image = QImage(str(tmp_path / "plot.png"))
    blue = [
        x
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if abs(image.pixelColor(x, y).red() - QColor(GOOD).red()) < 12 and abs(image.pixelColor(x, y).blue() - QColor(GOOD).blue()) < 12
    ]
    assert min(blue) < image.width() / 2 < max(blue), "both cuts are drawn"
    reason, succeeded = run("antennaplot", ANTENNA_FILE=str(tmp_path / "none.msi"), CHART=str(tmp_path / "x.svg"))
    assert not succeeded and "none.msi" in reason


def test_other_operators_beside_the_channel_lower_sinr(town, run, tmp_path):  # noqa: F811
    with town.transaction() as transaction:
        transaction.delete("SITE_EX")
        for operator, band, x in (("OP_CM", "b8;b3", 60), ("OP_CU", "b8", 340)):  # 934 to 944 MHz and 949 to 959 MHz
            row = {"SITE_CODE": operator, operator: 1, "TWR_TYPE": "05", "ANT_H": 25, "BAND": band}
            transaction.insert("SITE_EX", [{**row, "geometry": (X0 + x, Y0 + 150)}])
    found = {}
    for operator, adjacent in ((1, False), (1, True), (2, True), (2, False)):
        files = coverage_files(tmp_path, f"{operator}{adjacent}_")
        parameters = {"OPERATOR": operator, "ADJACENT": adjacent, "TECHNOLOGY": 1, "CELL_SIZE": 10}
        outputs, succeeded = run("coverage", WORKSPACE=str(town.path), **parameters, **files)
        assert succeeded and outputs["SITE_COUNT"] == 1, outputs
        found[operator, adjacent] = [read(outputs[name])[0] for name in ("SS_RSRP", "SS_SINR")]
        assert ("adjacent_channels" in town.result("coverage_4g")["assumed"]) is adjacent
    for operator in (1, 2):
        np.testing.assert_array_equal(found[operator, True][0], found[operator, False][0])
        assert (found[operator, True][1] <= found[operator, False][1]).all()
    lower = found[2, False][1] - found[2, True][1]
    assert lower[15, 6] > 3 and lower[15, 33] < 0.1, "where the other operator stands, and at the own site"


@pytest.mark.parametrize("model", range(5))
def test_models_of_loss_into_buildings(town, run, tmp_path, model):  # noqa: F811
    with town.transaction() as transaction:
        changes = [{"fid": row["fid"], "USE": "02"} for row in transaction.rows("BUILDING", ["BLD_ID"]) if row["BLD_ID"] == "1"]
        transaction.update("BUILDING", changes)
    inside = str(tmp_path / "inside.tif")
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), INDOOR_MODEL=model, INDOOR=inside, **coverage_files(tmp_path))
    assert succeeded, outputs
    values = read(inside)[0]
    rsrp = read(outputs["SS_RSRP"])[0]
    loss = [rsrp[35, 22] - values[35, 22], rsrp[46, 62] - values[46, 62]]  # of the office, of the other building
    low, high = pytest.approx(15.3, abs=0.3), pytest.approx(28.9, abs=1.0)
    expected = [(low, low), (high, high), (high, low), (pytest.approx(15.3, abs=1.0),) * 2, (pytest.approx(31, abs=2.5),) * 2][model]
    assert tuple(loss) == expected


def terrain_model(path, x, y, width=900, height=800, epsg=4548, hole=False, slope=0.0):
    from osgeo import osr

    columns, rows = width // 10, height // 10
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 1, gdal.GDT_Float32)
    dataset.SetGeoTransform((x, 10, 0, y + height, 0, -10))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    dataset.SetProjection(reference.ExportToWkt())
    values = 30 + slope * np.arange(columns)[None, :] + np.zeros((rows, columns))
    band = dataset.GetRasterBand(1)
    band.SetNoDataValue(-32768)
    if hole:
        values[rows // 2 - 3 : rows // 2 + 3, columns // 2 - 3 : columns // 2 + 3] = -32768
    band.WriteArray(values.astype(np.float32))
    return str(path)


def test_a_terrain_model_is_used_and_its_faults_are_named(town, run, tmp_path):  # noqa: F811
    parameters = {"WORKSPACE": str(town.path), "CELL_SIZE": 10}
    good = terrain_model(tmp_path / "good.tif", X0 - 250, Y0 - 250, slope=1.0)
    outputs, succeeded = run("coverage", DEM=good, **parameters, **coverage_files(tmp_path))
    assert succeeded, outputs
    assert "flat_terrain" not in town.result("coverage")["assumed"] and town.result("coverage")["params"]["DEM"] == good
    away = terrain_model(tmp_path / "away.tif", X0 + 50000, Y0)
    outputs, succeeded = run("coverage", DEM=away, **parameters, **coverage_files(tmp_path, "x_"))
    assert not succeeded and "away.tif" in outputs and "overlap" in outputs
    holed = terrain_model(tmp_path / "holed.tif", X0 - 250, Y0 - 250, hole=True)
    outputs, succeeded = run("coverage", DEM=holed, **parameters, **coverage_files(tmp_path, "x_"))
    assert not succeeded and "holed.tif" in outputs and "36 cells" in outputs
    assert not [name for name in run.files() if name.startswith((".", "x_"))]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"CELL_SIZE": -5}, "Cell size -5"),
        ({"CELL_SIZE": 0}, "Cell size 0"),
        ({"RADIUS": 9000}, "9000"),
        ({"RADIUS": 2}, "must lie between"),
        ({"RADIUS": 4000, "CELL_SIZE": 1}, "at most 1500"),
        ({"LOAD": 1.5}, "load of 1.5"),
        ({"RX_HEIGHT": 0}, "receiver height"),
    ],
)
def test_impossible_parameters_are_refused_before_running(town, run, tmp_path, parameters, words):  # noqa: F811
    reason, succeeded = run("coverage", WORKSPACE=str(town.path), **{**coverage_files(tmp_path), **parameters})
    assert not succeeded and words in reason
    assert run.files() == []


def test_missing_and_empty_input(town, run, tmp_path):  # noqa: F811
    files = coverage_files(tmp_path)
    reason, succeeded = run("coverage", WORKSPACE=str(tmp_path / "none.gpkg"), **files)
    assert not succeeded and "none.gpkg" in reason
    (tmp_path / "text.gpkg").write_text("no database")
    reason, succeeded = run("coverage", WORKSPACE=str(tmp_path / "text.gpkg"), **files)
    assert not succeeded and "text.gpkg" in reason
    for table, words in (("SITE_EX", "no 5G site on air"), ("SVC_AREA", "service-level area")):
        with town.transaction() as transaction:
            transaction.delete(table)
        reason, succeeded = run("coverage", WORKSPACE=str(town.path), **files)
        assert not succeeded and words in reason and "town.gpkg" in reason
    assert run.files() == []


def test_no_heights_and_sites_out_of_the_area(town, run, tmp_path):  # noqa: F811
    with town.transaction() as transaction:
        transaction.delete("BUILDING")
        transaction.insert("SITE_EX", [{"SITE_CODE": "far", "HAS_5G": 1, "TWR_TYPE": "01", "geometry": (X0 + 90000, Y0)}])
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path))
    assert succeeded and outputs["SITE_COUNT"] == 2
    record = town.result("coverage")
    assert record["params"]["MODEL"] == "tr38901_statistical" and {"no_buildings", "site_far_away:1"} <= set(record["assumed"])
    with town.transaction() as transaction:
        transaction.delete("SITE_EX", where="SITE_CODE <> ?", params=("far",))
    reason, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path, "x_"))
    assert not succeeded and "outside the plan area" in reason


def test_doubtful_sites_are_pointed_out_and_computed(town, run, tmp_path):  # noqa: F811
    with town.transaction() as transaction:
        here = (X0 + 120, Y0 + 130)  # where the hall stands
        rows = [{"SITE_CODE": "twin", "HAS_5G": 1, "OP_CT": 1, "TWR_TYPE": "05", "AZIMUTHS": "10;10", "BAND": "n78", "geometry": here}]
        rows.append({"SITE_CODE": "foreign", "HAS_5G": 1, "OP_CM": 1, "TWR_TYPE": "01", "BAND": "n78", "geometry": (X0 + 300, Y0 + 200)})
        rows.append({"SITE_CODE": "odd", "HAS_5G": 1, "OP_CM": 1, "TWR_TYPE": "01", "BAND": "n999", "geometry": (X0 + 310, Y0 + 210)})
        transaction.insert("SITE_EX", rows)
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path))
    assert succeeded and outputs["SITE_COUNT"] == 5
    told = "\n".join(run.told)
    assert "twin" in told and "420300908000000233" in told and "10.0°" in told
    assumed = town.result("coverage")["assumed"]
    assert {"site_band_not_owned_assumed:1", "site_band_unknown_assumed:1", "site_height_assumed:4"} <= set(assumed)
    sectors = json.loads(read(outputs["BEST_SERVER"])[2].GetMetadata()["SMARTPOLE_SECTORS"]).values()
    assert sum(name.startswith(("foreign", "odd")) and name.endswith("n41") for name in sectors) == 6


def test_a_cache_folder_in_the_way_or_damaged_changes_nothing(town, run, tmp_path):  # noqa: F811
    first, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path, "a_"))
    assert succeeded, first
    folder = town.results_folder / "patches"
    patches = list(folder.glob("*.patch"))
    assert patches
    for path in patches:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    damaged, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path, "b_"))
    assert succeeded, damaged
    for path in folder.glob("*"):
        path.unlink()
    folder.rmdir()
    folder.write_text("a file, not a folder")
    blocked, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path, "c_"))
    assert succeeded, blocked
    for name in ("SS_RSRP", "SS_SINR", "BEST_SERVER"):
        expected = read(first[name])[0]
        for other in (damaged, blocked):
            np.testing.assert_array_equal(read(other[name])[0], expected)


def test_a_plan_area_far_from_every_site_is_said(town, run, tmp_path):  # noqa: F811
    with town.transaction() as transaction:
        transaction.update("SITE_EX", [{"fid": row["fid"], "geometry": (X0 + 50000, Y0)} for row in transaction.rows("SITE_EX", ["fid"])])
    reason, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path))
    assert not succeeded and "outside the plan area" in reason and run.files() == []


def test_unreadable_azimuths_name_the_site(town, run, tmp_path):  # noqa: F811
    with town.transaction() as transaction:
        transaction.insert("SITE_EX", [{"SITE_CODE": "bad", "HAS_5G": 1, "AZIMUTHS": "north", "geometry": (X0 + 9, Y0)}])
    reason, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path))
    assert not succeeded and "bad" in reason and "north" in reason and "AZIMUTHS" in reason


def test_cancel_in_the_middle_leaves_nothing(town, run, tmp_path):  # noqa: F811
    for reports in (1, 2, 3, 4, 5, 6):
        reason, succeeded = run("coverage", cancel_after=reports, WORKSPACE=str(town.path), **coverage_files(tmp_path))
        assert not succeeded, reports
    assert run.files() == [] and town.result("coverage") is None


def test_cancel_keeps_the_earlier_result(town, run, tmp_path):  # noqa: F811
    files = coverage_files(tmp_path)
    run("coverage", WORKSPACE=str(town.path), **files)
    kept = {name: Path(path).read_bytes() for name, path in files.items()}
    _, succeeded = run("coverage", cancel_after=4, WORKSPACE=str(town.path), LOAD=1, **files)
    assert not succeeded
    assert kept == {name: Path(path).read_bytes() for name, path in files.items()}
    assert town.result("coverage")["params"]["LOAD"] == 0.5


def test_a_locked_workspace_is_named_and_nothing_is_written(town, run, tmp_path):  # noqa: F811
    holder = sqlite3.connect(town.path)
    holder.execute("BEGIN IMMEDIATE")
    try:
        reason, succeeded = run("coverage", WORKSPACE=str(town.path), **coverage_files(tmp_path))
    finally:
        holder.close()
    assert not succeeded and "town.gpkg" in reason
    assert run.files() == [] and town.result("coverage") is None


def test_an_unusable_destination_is_named(town, run, tmp_path):  # noqa: F811
    files = coverage_files(tmp_path)
    (tmp_path / "blocked").write_text("a file, not a folder")
    reason, succeeded = run("coverage", WORKSPACE=str(town.path), **{**files, "SS_SINR": str(tmp_path / "blocked" / "sinr.tif")})
    assert not succeeded and "blocked" in reason
    assert run.files() == ["blocked"]


def test_the_parts_on_the_command_line_are_declared(qgis_app):
    from smartpole.algorithms.coverage import CoverageAlgorithm

    algorithm = CoverageAlgorithm().create()
    names = {output.name() for output in algorithm.outputDefinitions()}
    assert {"SS_RSRP", "BEST_SERVER", "SS_SINR", "SITE_COUNT", "REACHED_PCT", "AREA_KM2"} <= names


def test_an_operator_without_a_site_is_marked_on_the_result(town, run, tmp_path):  # noqa: F811
    from osgeo import gdal
    from smartpole.algorithms.coverage import without

    with town.transaction() as transaction:
        transaction.insert("DEMAND_PT", [{"DMD_ID": "d", "OPER": "1", "geometry": (X0 + 50, Y0 + 50)}])
    outputs, succeeded = run("coverage", WORKSPACE=str(town.path), OPERATOR=5, CELL_SIZE=10, **coverage_files(tmp_path))
    assert succeeded and outputs["OPERATORS_LEFT_OUT"] == 2, outputs
    marks = {"operator_with_demand_absent:China Mobile", "operator_absent:China Broadnet"}
    result = town.result("coverage")
    assert marks <= set(result["assumed"]) and result["params"]["OPERATORS_ABSENT"] == ["CM", "CBN"]
    assert "operator_with_demand_absent:China Mobile" in gdal.Open(outputs["SS_RSRP"]).GetMetadataItem("SMARTPOLE_ASSUMED")
    assert any("does not hold for China Mobile" in line for line in run.told)
    _, succeeded = run("compliance", WORKSPACE=str(town.path), SS_RSRP=outputs["SS_RSRP"])
    assert succeeded and marks <= set(town.result("compliance")["assumed"]), "what is judged from it says so too"
    assert without("SS-RSRP", ["CBN"]) == "SS-RSRP (without China Broadnet: no site)" and without("SS-RSRP", []) == "SS-RSRP"
    outputs, _ = run("coverage", WORKSPACE=str(town.path), OPERATOR=0, CELL_SIZE=10, **coverage_files(tmp_path, "any"))
    assert outputs["OPERATORS_LEFT_OUT"] == 0 and not any("absent" in code for code in town.result("coverage")["assumed"])
