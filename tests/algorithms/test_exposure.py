# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:exposure` in QGIS: map, distances, buildings, pages for residents, and what is refused."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import run, town  # noqa: E402, F401 -- fixtures

gdal = pytest.importorskip("osgeo.gdal")


def test_map_distances_and_pages(town, run, tmp_path):  # noqa: F811
    from qgis.core import QgsVectorLayer

    with town.transaction() as transaction:  # a house in front of the hall's northern sector, as high as its antenna
        from coverage_town import X0, Y0
        from qgis.core import QgsGeometry, QgsRectangle

        box = QgsGeometry.fromRect(QgsRectangle(X0 + 110, Y0 + 170, X0 + 130, Y0 + 190))
        transaction.insert("BUILDING", [{"BLD_ID": "near", "HEIGHT_M": 27, "geometry": box}])
    targets = {name: str(tmp_path / f"{name}.gpkg") for name in ("DISTANCES", "BUILDINGS")}
    rasters = {name: str(tmp_path / f"{name}.tif") for name in ("EXPOSURE", "WORST_FLOOR")}
    outputs, succeeded = run("exposure", WORKSPACE=str(town.path), SHEETS=str(tmp_path / "pages"), **targets, **rasters)
    assert succeeded, outputs
    ground, worst = (gdal.Open(path).ReadAsArray() for path in rasters.values())
    assert (worst >= ground - 1e-3).mean() > 0.95, "only under the roof that carries an antenna is it less than in the open"
    assert outputs["WORST_PCT"] == pytest.approx(worst.max(), abs=0.01)
    sites = {feature["SITE_ID"]: feature for feature in QgsVectorLayer(targets["DISTANCES"], "d", "ogr").getFeatures()}
    hall = sites["420300908000000233"]
    # 200 W and 24 dBi at 3.5 GHz with a duty of 0.1875: 40 m to the limit and 90 m to a fifth of it; 3.45 GHz here
    assert hall["FULL_R"] == pytest.approx(40, abs=1) and hall["SHARE_R"] == pytest.approx(90, abs=1.5)
    assert hall["FRONT"] > hall["BELOW"] and hall["VERDICT"] == "review"
    assert sites["N1"]["PLANNED"] == 1 and sites["N1"]["FULL_R"] < 10
    houses = {feature["BLD_ID"]: feature for feature in QgsVectorLayer(targets["BUILDINGS"], "b", "ogr").getFeatures()}
    assert "near" in houses and houses["near"]["WORST_PCT"] > 20 and houses["near"]["AT_M"] > 10
    page = (tmp_path / "pages" / "420300908000000233.html").read_text(encoding="utf-8")
    assert "GB 8702-2014" in page and str(hall["SHARE_R"]) in page and "{" not in page.split("</style>")[1]
    assert [row["EMF_R"] for row in town.rows("SITE_PL")] == [sites["N1"]["SHARE_R"]]
    assert town.result("exposure")["summary"]["SITE_COUNT"] == 3


def test_boxes_of_the_sectors(town, run, tmp_path):  # noqa: F811
    from coverage_town import X0, Y0
    from qgis.core import QgsGeometry, QgsPointXY, QgsVectorLayer

    target = str(tmp_path / "boxes.gpkg")
    outputs, succeeded = run("exposure", WORKSPACE=str(town.path), BOXES=target, EXPOSURE=str(tmp_path / "e.tif"))
    assert succeeded and outputs["BOXES"], outputs
    boxes = [one for one in QgsVectorLayer(target, "b", "ogr").getFeatures() if one["SITE_ID"] == "420300908000000233"]
    assert sorted((one["AZIMUTH"], one["LEVEL"]) for one in boxes) == [(a, k) for a in (0, 120, 240) for k in ("limit", "share")]
    share = {one["AZIMUTH"]: one for one in boxes if one["LEVEL"] == "share"}
    east = share[120.0]
    assert (east["SHARE_PCT"], east["BANDS"], east["PLANNED"]) == (20, "n78", 0) and east["FRONT"] == pytest.approx(89, abs=2)
    assert east.geometry().area() == pytest.approx(2 * east["SIDE"] * (east["FRONT"] + east["BACK"]), rel=0.01)
    ahead = QgsGeometry.fromPointXY(QgsPointXY(X0 + 120 + 80 * 0.866, Y0 + 130 - 80 * 0.5))
    assert east.geometry().contains(ahead) and not share[240.0].geometry().contains(ahead)
    assert east["TOP_M"] == pytest.approx(23 + east["ABOVE"], abs=0.11) and east["BOTTOM_M"] == pytest.approx(
        max(0, 23 - east["BELOW"]), abs=0.11
    )
    outputs, succeeded = run("exposure", WORKSPACE=str(town.path), SHARE=1, BOXES=target, EXPOSURE=str(tmp_path / "f.tif"))
    assert succeeded and {one["LEVEL"] for one in QgsVectorLayer(target, "b", "ogr").getFeatures()} == {"limit"}
    outputs, _ = run("exposure", WORKSPACE=str(town.path), EXPOSURE=str(tmp_path / "g.tif"))
    assert "BOXES" not in outputs, "only when asked for"


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"DUTY": 0}, "duty factor"),
        ({"SHARE": 2}, "share of the limit"),
        ({"HEIGHT": -1}, "height of -1"),
        ({"CELL_SIZE": -5}, "Cell size"),
    ],
)
def test_impossible_parameters_are_refused(town, run, tmp_path, parameters, words):  # noqa: F811
    reason, succeeded = run("exposure", WORKSPACE=str(town.path), EXPOSURE=str(tmp_path / "e.tif"), **parameters)
    assert not succeeded and words in reason and run.files() == []


def test_fixed_beams_count_with_full_power_and_one_mast_together(town, run, tmp_path):  # noqa: F811
    import math

    from coverage_town import X0, Y0
    from qgis.core import QgsVectorLayer

    with town.transaction() as transaction:
        here = {"TWR_TYPE": "01", "ANT_H": 30, "TX_W": 100, "geometry": (X0 + 300, Y0 + 250)}
        low = {"SITE_CODE": "low", "SITE_NAME": "low", "OP_CBN": 1, "BAND": "n28", "HAS_5G": 1, "AZIMUTHS": "90", **here}
        old = {"SITE_CODE": "old", "SITE_NAME": "old", "OP_CT": 1, "BAND": "b1", "HAS_5G": 0, "AZIMUTHS": "90", **here}
        transaction.insert("SITE_EX", [low, {**old, "geometry": (X0 + 10, Y0 + 290)}])

    def distances(**parameters):
        target = str(tmp_path / f"d{len(list(tmp_path.iterdir()))}.gpkg")
        outputs, succeeded = run("exposure", WORKSPACE=str(town.path), DISTANCES=target, EXPOSURE=str(tmp_path / "e.tif"), **parameters)
        assert succeeded, outputs
        return {feature["SITE_ID"]: feature for feature in QgsVectorLayer(target, "d", "ogr").getFeatures()}

    def reach(power_w, gain_dbi, share):
        return math.sqrt(power_w * 10 ** (gain_dbi / 10) / (4 * math.pi * 0.4 * share))

    found = distances()
    # n28: FDD, 14 dBi, 100 W; b1: 17 dBi: no downlink share, no moving beams: S = P G / (4 pi r2) against 0.4 W/m2
    assert found["low"]["FULL_R"] == pytest.approx(reach(100, 14, 1.0), abs=0.2) and found["low"]["SHARE_R"] == pytest.approx(
        reach(100, 14, 0.2), abs=0.3
    )
    assert found["old"]["FULL_R"] == pytest.approx(reach(100, 17, 1.0), abs=0.2)
    assert distances(DUTY_FIXED=0.25)["low"]["FULL_R"] == pytest.approx(found["low"]["FULL_R"] / 2, abs=0.1)
    with town.transaction() as transaction:
        fid = next(row["fid"] for row in transaction.rows("SITE_EX", ["SITE_CODE"]) if row["SITE_CODE"] == "old")
        transaction.update("SITE_EX", [{"fid": fid, "geometry": (X0 + 300, Y0 + 250)}])
    boxes = str(tmp_path / "boxes.gpkg")
    shared = distances(BOXES=boxes)
    both = math.hypot(reach(100, 14, 1.0), reach(100, 17, 1.0))  # the shares of the limit add up, distances in squares
    assert shared["old"]["FULL_R"] == shared["low"]["FULL_R"] == pytest.approx(both, abs=0.3)
    assert "exposure_one_mast:2" in town.result("exposure")["assumed"] and town.result("exposure")["params"]["DUTY_FIXED"] == 1
    ids = {one["SITE_ID"]: one for one in QgsVectorLayer(boxes, "b", "ogr").getFeatures()}
    assert "low+old" in ids and ids["low+old"]["BANDS"] == "b1;n28"


def test_a_pattern_file_does_not_hide_the_traffic_beams(town, run, tmp_path):  # noqa: F811
    from qgis.core import QgsVectorLayer

    cut = "\n".join(f"{angle} {min(25.0, min(angle, 360 - angle) / 2)}" for angle in range(360))
    text = f"NAME panel\nFREQUENCY 3500\nGAIN 16 dBi\nHORIZONTAL 360\n{cut}\nVERTICAL 360\n{cut}\n"
    (town.path.parent / "panel.msi").write_text(text, encoding="utf-8")
    with town.transaction() as transaction:
        fid = next(row["fid"] for row in transaction.rows("SITE_EX", ["SITE_NAME"]) if row["SITE_NAME"] == "hall")
        transaction.update("SITE_EX", [{"fid": fid, "ANTENNA": "panel"}])
    target = str(tmp_path / "d.gpkg")
    outputs, succeeded = run("exposure", WORKSPACE=str(town.path), DISTANCES=target, EXPOSURE=str(tmp_path / "e.tif"))
    assert succeeded, outputs
    hall = next(one for one in QgsVectorLayer(target, "d", "ogr").getFeatures() if one["SITE_NAME"] == "hall")
    assert hall["SHARE_R"] == pytest.approx(90, abs=3), "24 dBi of the traffic beams, not 16 of the file"


def test_a_mast_is_followed_until_it_hardly_counts(qgis_app):
    from smartpole.algorithms.exposure import ExposureAlgorithm
    from smartpole.engine.antenna import Omni
    from smartpole.engine.exposure import Emitter

    def emitter(power_w):
        return Emitter(0, 0, 30, 0, 0, power_w, 900.0, Omni(17.0))

    # S = P G / (4 pi r2) = 0.004 W/m2: one percent of 0.4
    assert ExposureAlgorithm.radius([[emitter(400.0)], [emitter(1.0)]]) == pytest.approx((400 * 50.12 / (12.566 * 0.004)) ** 0.5, rel=1e-3)
    assert ExposureAlgorithm.radius([[emitter(1.0)]]) == 400 and ExposureAlgorithm.radius([[emitter(1e6)]]) == 2000
