# SPDX-License-Identifier: GPL-2.0-or-later
"""Models without terrain and ITM: published figures, continuity, order, ranges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from smartpole.engine.errors import InputError, RangeError
from smartpole.engine.propagation import hata, itm, p2108, p2109, tr38901, tr38901_o2i
from smartpole.engine.propagation.normal import inverse_normal

OUTDOOR = [("umi", 10.0), ("uma", 25.0), ("rma", 35.0)]

# scenario, LOS, f GHz, d2D, hBS, hUT, dB: figures of the ns-3 test suite (three-gpp-propagation-loss-model-test-suite)
PUBLISHED_38901 = [
    ("rma", True, 5, 1000, 35, 1.5, 108.5577),
    ("rma", True, 5, 10000, 35, 1.5, 140.3896),
    ("rma", False, 5, 5000, 35, 1.5, 160.5169),
    ("uma", True, 5, 5000, 25, 1.5, 137.6794),
    ("uma", False, 5, 100, 25, 1.5, 106.1356),
    ("umi", True, 5, 1000, 10, 1.5, 119.3114),
    ("umi", False, 5, 1000, 10, 1.5, 143.1886),
    ("inh", True, 5, 50, 3, 1.5, 75.775),
    ("inh", False, 5, 50, 3, 1.5, 99.7824),
]


@pytest.mark.parametrize("scenario,los,f,d,tx,rx,expected", PUBLISHED_38901)
def test_published_38901(scenario, los, f, d, tx, rx, expected):
    assert tr38901.path_loss_db(scenario, los, 1000 * f, d, tx, rx) == pytest.approx(expected, abs=1e-3)


def test_los_probability_at_published_points():
    # ns-3 three-gpp-channel-condition test suite
    assert tr38901.los_probability("rma", 1000) == pytest.approx(0.3715766910220457, abs=1e-9)
    assert tr38901.los_probability("uma", 100, 15) == pytest.approx(0.367627761367586, abs=1e-9)
    assert tr38901.los_probability("umi", 50) == pytest.approx(0.5195854136174696, abs=1e-9)
    assert (tr38901.los_probability("umi", [0.0, 10.0, 18.0]) == 1).all()


@given(
    scenario=st.sampled_from(OUTDOOR),
    f=st.floats(500, 6000),
    rx=st.floats(1.5, 9.5),
    los=st.booleans(),
)
def test_38901_grows_with_distance_and_nlos_is_never_below_los(scenario, f, rx, los):
    name, tx = scenario
    d = np.geomspace(10, 5000, 400)
    loss = tr38901.path_loss_db(name, los, f, d, tx, rx)
    assert (np.diff(loss) > -1e-9).all()
    assert (tr38901.path_loss_db(name, False, f, d, tx, rx) >= tr38901.path_loss_db(name, True, f, d, tx, rx)).all()


@pytest.mark.parametrize("scenario,tx", OUTDOOR)
def test_38901_is_continuous_at_the_breakpoint(scenario, tx):
    at = float(tr38901.breakpoint_m(scenario, 900.0, tx, 1.5))
    assert 10 < at < 5000
    below, above = tr38901.path_loss_db(scenario, True, 900.0, np.array([at * (1 - 1e-9), at * (1 + 1e-9)]), tx, 1.5)
    assert above == pytest.approx(below, abs=5e-3)  # RMa's second part starts from the horizontal distance: the standard's own step


def test_breakpoints_use_effective_and_real_heights():
    # table 7.4.1-1 notes 1 and 5, c = 3.0e8
    assert tr38901.breakpoint_m("umi", 3500, 10, 1.5) == pytest.approx(4 * 9 * 0.5 * 3.5e9 / 3e8)
    assert tr38901.breakpoint_m("rma", 700, 35, 1.5) == pytest.approx(2 * np.pi * 35 * 1.5 * 0.7e9 / 3e8)


def test_mixed_lines_of_sight_and_mean_in_db():
    d = np.array([50.0, 200.0])
    mixed = tr38901.path_loss_db("umi", [True, False], 3500, d, 10, 1.5)
    assert mixed[0] == tr38901.path_loss_db("umi", True, 3500, 50.0, 10, 1.5)
    assert mixed[1] == tr38901.path_loss_db("umi", False, 3500, 200.0, 10, 1.5)
    mean = tr38901.expected_path_loss_db("umi", 3500, d, 10, 1.5)
    clear = tr38901.path_loss_db("umi", True, 3500, d, 10, 1.5)
    blocked = tr38901.path_loss_db("umi", False, 3500, d, 10, 1.5)
    assert ((clear < mean) & (mean < blocked)).all()


@pytest.mark.parametrize(
    "arguments,quantity",
    [
        (("umi", True, 400, 100, 10, 1.5), "frequency_mhz"),
        (("umi", True, 3500, 6000, 10, 1.5), "distance_2d_m"),
        (("uma", True, 3500, 100, 5, 1.5), "tx_height_m"),
        (("uma", True, 3500, 100, 25, 30), "rx_height_m"),
        (("rma", False, 700, 6000, 35, 1.5), "distance_2d_m"),
    ],
)
def test_38901_names_the_range(arguments, quantity):
    with pytest.raises(RangeError) as error:
        tr38901.path_loss_db(*arguments)
    assert error.value.values["quantity"] == quantity
    assert np.isfinite(tr38901.path_loss_db(*arguments, extrapolate=True))
    scenario, los, *rest = arguments
    assert not tr38901.in_range(scenario, *rest, los)


def test_38901_refuses_nan_and_unknown_scenarios():
    with pytest.raises(InputError):
        tr38901.path_loss_db("umi", True, 3500, [100.0, np.nan], 10, 1.5, extrapolate=True)
    with pytest.raises(InputError):
        tr38901.path_loss_db("lunar", True, 3500, 100, 10, 1.5)


def test_penetration_of_38901():
    # table 7.4.3-1 and -2 at 3.5 GHz: glass 2.7, IRR glass 24.05, concrete 19 dB
    low = 5 - 10 * np.log10(0.3 * 10**-0.27 + 0.7 * 10**-1.9)
    high = 5 - 10 * np.log10(0.7 * 10**-2.405 + 0.3 * 10**-1.9)
    assert tr38901_o2i.penetration_loss_db("low", 3500) == pytest.approx(low)
    assert tr38901_o2i.penetration_loss_db("high", 3500, 10) == pytest.approx(high + 5)
    assert tr38901_o2i.penetration_loss_db("car", 3500) == 9 and tr38901_o2i.penetration_loss_db("car_metallised", 3500) == 20
    with pytest.raises(RangeError):
        tr38901_o2i.penetration_loss_db("low", 300)
    with pytest.raises(InputError):
        tr38901_o2i.penetration_loss_db("tent", 3500)


def test_clutter_loss_of_p2108_1_not_of_p2108_0():
    # NTIA test data: 26.6 GHz, 15.8 km, 45 % -> 32.5 dB; P.2108-0 has 14.9 dB for 2.5 GHz, 1 km, 2 %
    assert p2108.terrestrial_clutter_loss_db(26600, 15800, 45) == pytest.approx(32.5, abs=0.06)
    assert abs(p2108.terrestrial_clutter_loss_db(2500, 1000, 2) - 14.9) > 1
    assert p2108.terrestrial_clutter_loss_db(3500, 50000, 99) <= p2108.terrestrial_clutter_loss_db(3500, 2000, 99)
    assert p2108.height_gain_loss_db(1500, 2, "suburban", 10, 27) == pytest.approx(20.5, abs=0.06)
    assert p2108.height_gain_loss_db(1500, 25, "urban") == 0
    for bad in ((240, 2000, 50), (67100, 5000, 50), (10000, 240, 50), (6000, 3000, 0), (6000, 3000, 100)):
        with pytest.raises(RangeError):
            p2108.terrestrial_clutter_loss_db(*bad)


def test_building_entry_loss():
    # pycraf's table for P.2109: traditional, horizontal path, P = 0.02
    expected = {100: 1.81238859, 1000: 2.21279183, 10000: 2.95193539, 100000: 3.99581293}
    for f, loss in expected.items():
        assert p2109.building_entry_loss_db("traditional", f, 0.02) == pytest.approx(loss, abs=0.01)
    assert p2109.building_entry_loss_db("thermally_efficient", 3500) > p2109.building_entry_loss_db("traditional", 3500) + 10
    with pytest.raises(RangeError):
        p2109.building_entry_loss_db("traditional", 3500, 1.0)


def test_hata_and_the_published_mistake():
    # 148.55 dB is widely copied for COST-231, large city, 2114 MHz, 2 km, 30 m, 1 m; it misses the -4.97 of a(hm)
    assert hata.hata_loss_db(2114, 2000, 30, 1, "urban", True, extrapolate=True) == pytest.approx(153.52, abs=0.01)
    assert hata.hata_loss_db(869, 2000, 30, 1, "urban", True) == pytest.approx(137.93, abs=0.01)
    with pytest.raises(RangeError) as error:
        hata.hata_loss_db(3500, 2000, 30, 1.5)
    assert error.value.values["high"] == 2000


def test_itm_on_flat_ground_and_bad_profiles():
    ground = np.zeros((2, 101))
    result = itm.itm_loss(ground, 100.0, [30, 60], 1.5, 900)
    assert (result.loss_db >= result.free_space_db).all() and result.loss_db[1] < result.loss_db[0]
    assert (result.mode == 1).all()
    hill = ground.copy()
    hill[:, 50] = 200
    assert (itm.itm_loss(hill, 100.0, 30, 1.5, 900).loss_db > result.loss_db[0] + 10).all()
    for bad in (np.zeros(2), np.full(50, np.nan)):
        with pytest.raises(InputError):
            itm.itm_loss(bad, 100.0, 30, 1.5, 900)
    with pytest.raises(RangeError):
        itm.itm_loss(np.zeros(50), 100.0, 30, 1.5, 30e3)
    with pytest.raises(InputError):
        itm.ItmSettings(climate=9)


def test_itm_over_many_paths_is_each_path_alone():
    ground = np.cumsum(np.random.default_rng(2).normal(0, 8, (6, 240)), axis=1)
    together = itm.itm_loss(ground, 90.0, 12, 2, 700).loss_db
    alone = [itm.itm_loss(row, 90.0, 12, 2, 700).loss_db[0] for row in ground]
    assert together == pytest.approx(alone, abs=1e-9)


def test_itm_more_time_costs_more_loss():
    ground = np.zeros(600)
    low, high = (itm.itm_loss(ground, 100.0, 30, 2, 900, itm.ItmSettings(time_percent=t)).loss_db[0] for t in (10, 99))
    assert high > low


def test_inverse_normal():
    assert inverse_normal([0.5, 0.975, 0.025]) == pytest.approx([0, 1.959963985, -1.959963985], abs=1e-8)
