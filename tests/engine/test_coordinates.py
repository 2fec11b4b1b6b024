"""Datums against published vectors, inverses, and where they apply."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from smartpole.engine import coordinates as c
from smartpole.engine.errors import RangeError

# googollee/eviltransform, test vectors: WGS lat, lon -> GCJ lat, lon
GCJ_VECTORS = [
    (31.1774276, 121.5272106, 31.17530398364597, 121.531541859215),
    (22.543847, 113.912316, 22.540796131694766, 113.9171764808363),
    (39.911954, 116.377817, 39.91334545536069, 116.38404722455657),
]

towns_inside = {
    "Shenzhen Futian": (114.055, 22.54), "Shekou": (113.915, 22.485), "Zhuhai": (113.56, 22.27), "Hengqin": (113.53, 22.13),
    "Dandong": (124.38, 40.12), "Heihe": (127.5, 50.24), "Xiamen": (118.09, 24.46), "Dongxing": (107.97, 21.55),
    "Ruili": (97.85, 24.01), "Kashgar": (75.99, 39.47), "Sanya": (109.51, 18.25), "Changle": (118.83, 36.70),
    "Ankang": (109.03, 32.68), "Shengsi": (122.45, 30.73), "Fuyuan": (134.3, 48.36),
}  # fmt: skip
towns_outside = {
    "Hong Kong Central": (114.158, 22.281), "Sheung Shui": (114.128, 22.503), "Macao": (113.543, 22.195), "Taipei": (121.56, 25.04),
    "Kinmen": (118.37, 24.44), "Hanoi": (105.85, 21.03), "Seoul": (126.98, 37.57), "Vladivostok": (131.9, 43.12),
    "Ulaanbaatar": (106.9, 47.9), "Kathmandu": (85.3, 27.7), "Helsinki": (24.94, 60.17), "Thimphu": (89.64, 27.47),
}  # fmt: skip


@pytest.mark.parametrize("lat, lon, gcj_lat, gcj_lon", GCJ_VECTORS)
def test_gcj02_vectors(lat, lon, gcj_lat, gcj_lon):
    there = c.wgs84_to_gcj02(lon, lat)
    assert there[0] == pytest.approx(gcj_lon, abs=1e-6)
    assert there[1] == pytest.approx(gcj_lat, abs=1e-6)
    back = c.gcj02_to_wgs84(gcj_lon, gcj_lat)
    assert back[0] == pytest.approx(lon, abs=1e-6)
    assert back[1] == pytest.approx(lat, abs=1e-6)


def test_bd09_vector():
    # eviltransform's own vector; the library that publishes it is 8e-5 degree off it
    lon, lat = c.bd09_to_wgs84(120.019809, 29.199786)
    assert lon == pytest.approx(120.0087790, abs=1e-4)
    assert lat == pytest.approx(29.1961316, abs=1e-4)


inside = st.tuples(st.floats(100, 118), st.floats(27, 38))


@settings(max_examples=60, deadline=None)
@given(st.lists(inside, min_size=1, max_size=20))
def test_inverses_to_a_ten_millionth_degree(points):
    lon, lat = np.array(points).T
    for there, back in (
        (c.wgs84_to_gcj02, c.gcj02_to_wgs84),
        (c.gcj02_to_bd09, c.bd09_to_gcj02),
        (c.wgs84_to_bd09, c.bd09_to_wgs84),
    ):
        for first, second in ((there, back), (back, there)):
            again_lon, again_lat = second(*first(lon, lat))
            assert np.abs(again_lon - lon).max() < 1e-7
            assert np.abs(again_lat - lat).max() < 1e-7


def test_offsets_are_wider_than_a_cell():
    lon, lat = np.array([118.83, 109.03, 121.5]), np.array([36.70, 32.68, 31.23])
    for there, low_m, high_m in ((c.wgs84_to_gcj02, 450, 650), (c.wgs84_to_bd09, 1000, 1400)):
        moved_lon, moved_lat = there(lon, lat)
        shift_m = np.hypot((moved_lon - lon) * np.cos(np.radians(lat)), moved_lat - lat) * 111_195
        assert ((shift_m > low_m) & (shift_m < high_m)).all()


@pytest.mark.parametrize("town", towns_inside)
def test_towns_of_the_mainland(town):
    assert c.in_mainland_china(*towns_inside[town])


@pytest.mark.parametrize("town", towns_outside)
def test_no_shift_elsewhere(town):
    lon, lat = towns_outside[town]
    assert not c.in_mainland_china(lon, lat)
    for there in (c.wgs84_to_gcj02, c.wgs84_to_bd09):
        assert (there(lon, lat)[0], there(lon, lat)[1]) == (lon, lat)


def test_gauss_krueger_zones():
    # Changle and Ankang, computed with PROJ for the two EPSG forms
    for epsg, lon, lat, east, north in (
        (4548, 118.83, 36.70, 663537.088, 4064779.617),
        (4527, 118.83, 36.70, 39663537.088, 4064779.617),
        (4545, 109.03, 32.68, 596604.967, 3617728.408),
    ):
        assert np.allclose(c.transform(lon, lat, "EPSG:4490", f"EPSG:{epsg}"), (east, north), atol=2e-3)
        assert np.allclose(c.to_wgs84(east, north, f"EPSG:{epsg}"), (lon, lat), atol=1e-7)
    assert c.cgcs2000_epsg(117) == 4548
    assert c.cgcs2000_epsg(117, zone_prefix=True) == 4527
    assert c.zone_epsg_of_easting(39663537.088) == 4527
    assert c.zone_epsg_of_easting(20500000.0) == 4498  # 6-degree zone 20, 117 E
    assert c.zone_epsg_of_easting(663537.088) is None
    with pytest.raises(RangeError):
        c.cgcs2000_epsg(118)


def test_absurd_values_become_not_a_number():
    x = np.array([np.nan, 1e308, -1e308, np.inf, 500.0])
    for datum in (*c.DATUMS, "EPSG:4548", "EPSG:3857"):
        lon, lat = c.to_wgs84(x, x, datum)
        assert lon.shape == (5,)
        assert np.isnan(lon[:4]).all()
    with pytest.raises(RangeError):
        c.to_wgs84(1.0, 2.0, "EPSG:999999")
