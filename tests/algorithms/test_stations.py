# SPDX-License-Identifier: GPL-2.0-or-later
"""Protected stations as an inventory has them: patterns, telescopes, gaps in their data, places off the map."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coverage_town import X0, Y0, run, town  # noqa: E402, F401 -- fixtures

PANEL = "NAME panel\nFREQUENCY 4450\nGAIN 20 dBi\nHORIZONTAL 360\n{h}\nVERTICAL 360\n{v}\n"


def station(name, x=9000.0, **values):
    return {"RX_ID": name, "RX_TYPE": "1", "F_LO": 3700, "F_HI": 4200, "geometry": (X0 + x, Y0), **values}


@pytest.fixture
def judge(town, run, tmp_path):  # noqa: F811
    """Puts stations into the town and gives their verdicts by id, and what was assumed; the reason where it is refused."""
    from qgis.core import QgsVectorLayer

    def judged(*rows, **parameters):
        with town.transaction() as transaction:
            transaction.delete("PROT_RX")
            transaction.insert("PROT_RX", rows)
        target = str(tmp_path / f"stations_{len(list(tmp_path.iterdir()))}.gpkg")
        outputs, succeeded = run("interference", WORKSPACE=str(town.path), STATIONS=target, **parameters)
        if not succeeded:
            return outputs, None
        found = [{name: feature[name] for name in feature.fields().names()} for feature in QgsVectorLayer(target, "s", "ogr").getFeatures()]
        return found, set(town.result("interference")["assumed"])

    return judged


def test_a_station_names_its_pattern(judge, town):  # noqa: F811
    full = {"ANT_DIA": 7.3, "AZ": 270, "EL": 15, "ANT_H": 5, "NOISE_K": 90, "FILTER_DB": 0, "IN_LIM": -12.2}
    cut = "\n".join(f"{angle} {min(25.0, min(angle, 360 - angle) / 2)}" for angle in range(360))
    (town.path.parent / "horn.msi").write_text(PANEL.format(h=cut, v=cut), encoding="utf-8")
    rows = [
        station("a", **full),
        station("b", ANTENNA="S.580-6", **full),
        station("c", RX_TYPE="4", **full),
        station("d", ANTENNA="horn", **full),
    ]
    found, assumed = judge(*rows)
    by_id = {row["RX_ID"]: row for row in found}
    assert [by_id[name]["PATTERN"] for name in "abcd"] == ["S.465", "S.580", "F.699", "panel"]
    # the sites lie west of the dish, 15 degrees under its beam: 32 - 25 lg 15 = 2.6 dBi, 3 dB less, and 20 - 7.5 dBi of the horn
    assert by_id["a"]["I_N_DB"] - by_id["b"]["I_N_DB"] == pytest.approx(3.0, abs=0.05)
    assert by_id["d"]["I_N_DB"] - by_id["a"]["I_N_DB"] == pytest.approx(12.5 - 2.6, abs=0.5)
    assert "station_antenna_file:1" in assumed and not any(code.startswith("station_ant_dia") for code in assumed)
    reason, assumed = judge(station("e", ANTENNA="nowhere.msi", **full))
    assert assumed is None and "nowhere.msi" in reason and "(e)" in reason


def test_a_telescope_is_judged_in_each_of_its_bands(judge):
    found, assumed = judge(station("wide", x=5000.0, RX_TYPE="5", F_LO=1400, F_HI=5000, ANT_H=20, FILTER_DB=0))
    bands = {(row["F_LO"], row["F_HI"]): row for row in found}
    assert set(bands) == {(1400, 1427), (1610.6, 1613.8), (1660, 1670), (2690, 2700), (4825, 4835), (4990, 5000)}
    assert {row["BASIS"] for row in found} == {"RA.769"} and assumed >= {"station_ra769:1"}
    found, assumed = judge(station("off", RX_TYPE="5", F_LO=3400, F_HI=3600))
    assert [row["BASIS"] for row in found] == ["I/N"] and "station_telescope_without_limit:1" in assumed


def test_gaps_in_the_data_are_told(judge):
    found, assumed = judge(
        station("bare"), station("no place", geometry=None), station("no band", F_LO=None), station("low", F_LO=400, F_HI=410, ANT_DIA=3)
    )
    assert [row["RX_ID"] for row in found] == ["bare", "low"] and found[0]["PATTERN"] == "0 dBi"
    told = {
        "station_ant_dia:1",
        "station_without_place:1",
        "station_without_band:1",
        "station_pattern_range:1",
        "station_az:1",
        "station_in_lim:2",
    }
    assert told <= assumed
    reason, assumed = judge(station("turned", F_LO=4200, F_HI=3700))
    assert assumed is None and "turned" in reason
    reason, assumed = judge(station("bare"), SATURATION=90)
    assert assumed is None and "90" in reason


def test_saturation_is_what_is_entered(judge):
    usual, strong = (judge(station("near", x=700.0, FILTER_DB=5), **more)[0][0] for more in ({}, {"SATURATION": -5.0}))
    assert (usual["SATURATED"], strong["SATURATED"]) == (1, 0) and usual["RX_DBM"] == strong["RX_DBM"]


def test_stations_off_the_map(judge, tmp_path):
    import numpy as np
    from osgeo import gdal, osr

    reason, assumed = judge(station("degrees", geometry=(117.0, 36.1)))
    assert assumed is None and "300" in reason
    found, assumed = judge(station("near"), station("degrees", geometry=(117.0, 36.1)))
    assert [row["RX_ID"] for row in found] == ["near"] and "station_far_away:1" in assumed

    path, reference = str(tmp_path / "dem.tif"), osr.SpatialReference()
    reference.ImportFromEPSG(4548)
    dataset = gdal.GetDriverByName("GTiff").Create(path, 60, 40, 1, gdal.GDT_Float32)
    dataset.SetGeoTransform((X0 - 1000, 50, 0, Y0 + 1000, 0, -50))
    dataset.SetProjection(reference.ExportToWkt())
    dataset.GetRasterBand(1).WriteArray(np.full((40, 60), 35.0, np.float32))
    dataset = None
    inside, assumed = judge(station("in", x=1500.0), DEM=path)
    assert "ground_beyond_model" not in str(assumed)
    outside, assumed = judge(station("in", x=1500.0), station("out", x=9000.0), DEM=path)
    assert "station_beyond_model:out" in assumed and "station_beyond_model:in" not in assumed
    assert any(code.startswith("ground_beyond_model:") for code in assumed)
    assert outside[0]["I_N_DB"] == pytest.approx(inside[0]["I_N_DB"], abs=0.01)


def test_the_map_of_stations_and_sites_is_styled(town, run, tmp_path):  # noqa: F811
    from qgis.core import QgsVectorLayer
    from smartpole.gis.styles import apply_style

    with town.transaction() as transaction:
        transaction.insert("PROT_RX", [station("near", x=900.0, F_LO=3400, CO_KM=2.0), station("far", x=60_000.0, F_LO=8000, F_HI=8400)])
    targets = {name: str(tmp_path / f"{name}.gpkg") for name in ("STATIONS", "PAIRS", "RINGS")}
    outputs, succeeded = run("interference", WORKSPACE=str(town.path), **targets)
    assert succeeded, outputs
    for name, style in (("STATIONS", "station"), ("PAIRS", "station_pair"), ("RINGS", "station_ring")):
        layer = QgsVectorLayer(targets[name], name, "ogr")
        apply_style(layer, style, "en")
        conditions = [rule.filterExpression() for rule in layer.renderer().rootRule().children()]
        held = [layer.materialize(request(condition)).featureCount() for condition in conditions]
        assert sum(held) == layer.featureCount() > 0, f"every feature of {name} is drawn once"
    pair = next(one for one in QgsVectorLayer(targets["PAIRS"], "p", "ogr").getFeatures() if one["RX_ID"] == "near")
    assert pair.geometry().length() == pytest.approx(pair["DIST_M"], abs=0.1)


def request(condition):
    from qgis.core import QgsFeatureRequest

    return QgsFeatureRequest().setFilterExpression(condition)
