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
