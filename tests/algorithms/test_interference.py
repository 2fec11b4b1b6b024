# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:interference` in QGIS: verdicts, pairs, sheets, and what is refused."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, run, town  # noqa: E402, F401 -- fixtures


def test_verdicts_pairs_and_sheets(town, run, tmp_path):  # noqa: F811
    from qgis.core import QgsVectorLayer

    with town.transaction() as transaction:
        transaction.insert(
            "PROT_RX",
            [
                {
                    "RX_ID": "near",
                    "RX_NAME": "地球站",
                    "F_LO": 3400,
                    "F_HI": 4200,
                    "ANT_DIA": 7.3,
                    "CO_KM": 42.5,
                    "geometry": (X0 + 900, Y0),
                },
                {"RX_ID": "far", "F_LO": 8000, "F_HI": 8400, "ANT_DIA": 3, "IN_LIM": -10, "FILTER_DB": 60, "geometry": (X0 + 30000, Y0)},
                {"RX_ID": "no band", "geometry": (X0, Y0)},
                {"RX_ID": "FAR", "F_LO": 8000, "F_HI": 8400, "ANT_DIA": 3, "FILTER_DB": 60, "geometry": (X0 + 32000, Y0)},
            ],
        )
    targets = {name: str(tmp_path / f"{name}.gpkg") for name in ("STATIONS", "PAIRS", "RINGS")}
    outputs, succeeded = run("interference", WORKSPACE=str(town.path), SHEETS=str(tmp_path / "sheets"), **targets)
    assert succeeded, outputs
    assert (outputs["STATION_COUNT"], outputs["EXCEEDED"]) == (3, 1) and outputs["TO_COORDINATE"] >= 1
    stations = {feature["RX_ID"]: feature for feature in QgsVectorLayer(targets["STATIONS"], "s", "ogr").getFeatures()}
    assert stations["near"]["VERDICT"] == "exceeded" and stations["far"]["VERDICT"] == "kept"
    assert stations["near"]["IN_RING"] == 3 and stations["far"]["LIMIT_DB"] == -10
    (ring,) = QgsVectorLayer(targets["RINGS"], "r", "ogr").getFeatures()
    assert (ring["RX_ID"], ring["RELATION"], ring["RADIUS_M"], ring["SITES"]) == ("near", "co", 42500.0, 3)
    assert abs(ring.geometry().area() / (3.14159 * 42500.0**2) - 1) < 0.01
    pairs = list(QgsVectorLayer(targets["PAIRS"], "p", "ogr").getFeatures())
    assert len(pairs) == 9 and {pair["RELATION"] for pair in pairs if pair["RX_ID"] == "near"} == {"co"}
    assert "地球站" in (tmp_path / "sheets" / "near.html").read_text(encoding="utf-8")
    assert len(list((tmp_path / "sheets").glob("*.html"))) == 3, "ids that differ in case alone have sheets of their own"
    given_way = {pair["SITE_ID"] for pair in pairs if pair["GIVE_WAY"]}
    assert [row["INT_ST"] for row in town.rows("SITE_PL")] == ["1" if "N1" in given_way else None]
    assert {"station_without_band:1", "flat_terrain"} <= set(town.result("interference")["assumed"])


def test_the_sheet_says_it_in_words_and_draws_it(town, run, tmp_path):  # noqa: F811
    from xml.etree import ElementTree

    with town.transaction() as transaction:
        row = {"RX_ID": "e1", "RX_NAME": "<地球站>", "RX_TYPE": "1", "F_LO": 3400, "F_HI": 4200, "ANT_DIA": 7.3, "AZ": 200, "EL": 40}
        rest = {"ANT_H": 6, "CONTACT": "Li & Co", "SRC_BUREAU": "无线电管理局", "SENS": 1, "CO_KM": 1, "geometry": (X0 + 900, Y0)}
        plain = {"RX_ID": "e2", "F_LO": 8000, "F_HI": 8400, "IN_LIM": -10, "geometry": (X0 + 900, Y0 + 500)}
        transaction.insert("PROT_RX", [{**row, **rest}, plain])
    outputs, succeeded = run("interference", WORKSPACE=str(town.path), SHEETS=str(tmp_path / "sheets"), STATIONS=str(tmp_path / "s.gpkg"))
    assert succeeded, outputs
    page, other = ((tmp_path / "sheets" / f"{name}.html").read_text(encoding="utf-8") for name in ("e1", "e2"))
    for raw in ("GIVE_WAY", "I_N_DB", "OFF_AXIS", "IN_RING", "RX_DBM", "<地球站>"):
        assert raw not in page
    for said in (
        "To coordinate", "Path loss (dB)", "satellite earth station", "3400–4200 MHz", "not official", "Li &amp; Co", "无线电管理局",
        "EPSG:4548", "azimuth 200°", "not for the public", "co-channel", "class='give'",
    ):  # fmt: skip
        assert said in page, said
    lon, lat = (float(part) for part in re.search(r"(\d+\.\d{6})°, (\d+\.\d{6})°", page).groups())
    assert abs(lon - 117.01) < 1e-4 and abs(lat - 36.13) < 0.01, "900 m east of the central meridian, 4,000 km north of the equator"
    assert "I/N -10 dB, entered with the station" in other and "not for the public" not in other and "all around" in other
    drawing = ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])
    assert len(list(drawing.iter())) > 20 and page.count("<svg") == 1


def test_the_map_reaches_the_sites_to_coordinate(qgis_app):
    from smartpole.gis.reports.coordination_map import CoordinationMap

    near, far = (300.0, 400.0, "near", True), (9000.0, 0.0, "far", False)
    assert round(CoordinationMap([near, far]).reach_m) == 560 and round(CoordinationMap([far]).reach_m) == 10080
    assert CoordinationMap([]).reach_m > 100, "a station without sites can be drawn"
    plain, turned = (CoordinationMap([near, far], azimuth).image(300) for azimuth in (None, 180.0))
    below, above = (150, 190), (150, 60)
    assert plain.pixelColor(*below) != turned.pixelColor(*below) and plain.pixelColor(*above) == turned.pixelColor(*above)


def test_a_radio_telescope_is_labelled(town, run, tmp_path):  # noqa: F811
    from qgis.core import QgsVectorLayer

    with town.transaction() as transaction:
        row = {"RX_ID": "ra", "RX_NAME": "天文台", "RX_TYPE": "5", "F_LO": 4990, "F_HI": 5000, "ANT_DIA": 25}
        transaction.insert("PROT_RX", [{**row, "geometry": (X0 + 9000, Y0)}])
    target = str(tmp_path / "stations.gpkg")
    outputs, succeeded = run("interference", WORKSPACE=str(town.path), SHEETS=str(tmp_path / "sheets"), STATIONS=target)
    assert succeeded, outputs
    row = next(QgsVectorLayer(target, "s", "ogr").getFeatures())
    assert (row["BASIS"], row["LIMIT_DB"], row["VERDICT"]) == ("RA.769", 0, "exceeded") and row["I_N_DB"] > 0
    sheet = (tmp_path / "sheets" / "ra.html").read_text(encoding="utf-8")
    assert "RA.769-2" in sheet and "-241" in sheet
    assert "station_ra769:1" in town.result("interference")["assumed"]


def test_refusals(town, run, tmp_path):  # noqa: F811
    reason, succeeded = run("interference", WORKSPACE=str(town.path), STATIONS=str(tmp_path / "s.gpkg"))
    assert not succeeded and "PROT_RX" in reason
    for name, value in (("TIME", 80), ("STEP", 0)):
        reason, succeeded = run("interference", WORKSPACE=str(town.path), STATIONS=str(tmp_path / "s.gpkg"), **{name: value})
        assert not succeeded and str(value) in reason
    with town.transaction() as transaction:
        transaction.insert("PROT_RX", [{"RX_ID": "up", "F_LO": 3400, "F_HI": 4200, "ANT_DIA": 7, "EL": 120, "geometry": (X0 + 900, Y0)}])
    reason, succeeded = run("interference", WORKSPACE=str(town.path), STATIONS=str(tmp_path / "s.gpkg"))
    assert not succeeded and "up" in reason and "120" in reason
