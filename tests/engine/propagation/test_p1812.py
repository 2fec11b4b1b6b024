# SPDX-License-Identifier: GPL-2.0-or-later
"""P.1812: limits, properties, location variability. The published cases run in test_reference_itu.py."""

import numpy as np
import pytest
from smartpole.engine.errors import InputError, RangeError
from smartpole.engine.propagation import p1812
from smartpole.engine.propagation.itu_radio_climate import beta0_percent, path_centre_latitude_deg
from smartpole.engine.propagation.itu_statistics import inverse_complementary_normal
from smartpole.engine.propagation.p1812_location import location_standard_deviation_db

FLAT = np.linspace(0, 20, 201)


def run(distance_km=FLAT, height_m=None, **options):
    arguments = {"frequency_mhz": 700.0, "tx_height_m": 30.0, "rx_height_m": 1.5, **options}
    height = np.zeros(np.shape(distance_km)) if height_m is None else height_m
    return p1812.p1812_loss(distance_km=distance_km, height_m=height, **arguments)


def hills(seed=3, points=201):
    rng = np.random.default_rng(seed)
    return np.cumsum(rng.normal(0, 6, points)) + 200


def test_path_centre_is_half_way_on_the_great_circle():
    # log b2iseac_0 of the validation set (Kippure to Dalton, 235.1 km): phi 53.68658428
    found = path_centre_latitude_deg(53.18333333, -6.333333333, 54.16666667, -3.183333333, length_km=235.1)
    assert found == pytest.approx(53.68658428, abs=1e-7)
    assert path_centre_latitude_deg(10.0, 20.0, 30.0, 20.0) == pytest.approx(20.0)


def test_beta0_of_a_long_inland_path():
    # log rburg_urban_with_clutter_3: 96.2 km inland at 48.58877214 degrees gives 1.442216533 percent
    assert beta0_percent(48.58877214, 96.2, 96.2) == pytest.approx(1.442216533, abs=1e-8)


def test_inverse_normal_is_close_to_the_true_one():
    expected = [2.3263, 1.2816, 0.0, -1.2816, -2.3263]
    assert inverse_complementary_normal([0.01, 0.1, 0.5, 0.9, 0.99]) == pytest.approx(expected, abs=5e-4)


def test_median_grows_with_distance_on_flat_ground():
    lengths = np.linspace(0.3, 60, 80)
    medians = [float(run(np.linspace(0, d, 151)).loss_db[0]) for d in lengths]
    assert np.all(np.diff(medians) > -1e-6)


@pytest.mark.parametrize("height", [np.zeros(201), hills()])
def test_never_below_line_of_sight_and_at_the_median_never_below_free_space(height):
    for percent in (1.0, 10.0, 50.0):
        result = run(height_m=height, time_percent=percent)
        assert (result.loss_db >= result.mechanisms.line_of_sight_db - 1e-9).all()
    assert result.loss_db >= result.mechanisms.free_space_db - 1e-9


def test_less_time_means_less_loss():
    losses = [float(run(height_m=hills(), time_percent=p).loss_db[0]) for p in (1, 2, 5, 10, 20, 35, 50)]
    assert np.all(np.diff(losses) >= -1e-9) and losses[-1] > losses[0]


def test_no_jump_between_shares_of_time_or_along_the_path():
    shares = np.linspace(1, 50, 981)
    over_time = run(height_m=np.tile(hills(), (981, 1)), time_percent=shares).loss_db
    assert np.abs(np.diff(over_time)).max() < 0.05
    heights = np.linspace(1, 120, 2381)
    over_height = run(height_m=np.tile(hills(), (heights.size, 1)), rx_height_m=heights).loss_db
    assert np.abs(np.diff(over_height)).max() < 0.6  # horizon distances change from point to point


def test_reciprocal_at_the_median():
    height = hills()
    forth = run(height_m=height, tx_height_m=30.0, rx_height_m=3.0).loss_db
    back = run(height_m=height[::-1], tx_height_m=3.0, rx_height_m=30.0).loss_db
    assert forth == pytest.approx(back, abs=1e-6)


def test_clutter_between_counts_and_clutter_at_the_terminals_does_not():
    clutter = np.full(201, 15.0)
    ends = np.zeros(201)
    ends[[0, -1]] = 15.0
    assert run(clutter_m=clutter).loss_db > run().loss_db + 5
    assert run(clutter_m=ends).loss_db == pytest.approx(run().loss_db)


def test_location_variability():
    sd = location_standard_deviation_db(700.0, 100.0, 1.5, 0.0)
    assert sd == pytest.approx((0.52 + 0.024 * 0.7) * 100**0.28 * 0.85)
    assert location_standard_deviation_db(700.0, 100.0, 12.0, 2.0) == 0 and location_standard_deviation_db(700.0, 100.0, 1.0, 2.0) > sd
    median = run(height_m=hills()).loss_db
    worst = run(height_m=hills(), location_percent=90.0, location_sd_db=5.0).loss_db
    assert worst - median == pytest.approx(1.2816 * 5.0, abs=2e-3)
    best = run(height_m=hills(), location_percent=1.0)
    assert best.loss_db < median and best.loss_db >= best.mechanisms.line_of_sight_db


def test_zones_shape_the_climate():
    sea = np.full(201, p1812.SEA)
    coastal = np.full(201, p1812.COASTAL)
    shares = [run(zone=z).climate.beta0_percent[0] for z in (sea, coastal, None)]
    assert shares[0] > shares[1] >= shares[2]
    mixed = np.where(np.arange(201) < 101, p1812.SEA, p1812.INLAND)
    climate = run(zone=mixed).climate
    assert climate.sea_fraction == pytest.approx(0.5025, abs=1e-9) and climate.longest_inland_km == pytest.approx(9.95)


@pytest.mark.parametrize(
    "change, error, key, quantity",
    [
        ({"frequency_mhz": 29.0}, RangeError, "model_range", "frequency_mhz"),
        ({"frequency_mhz": 6001.0}, RangeError, "model_range", "frequency_mhz"),
        ({"tx_height_m": 0.5}, RangeError, "model_range", "tx_height_m"),
        ({"rx_height_m": 3001.0}, RangeError, "model_range", "rx_height_m"),
        ({"tx_height_m": -2.0, "extrapolate": True}, RangeError, "model_range", "tx_height_m"),
        ({"time_percent": 0.5}, RangeError, "model_range", "time_percent"),
        ({"time_percent": 51.0}, RangeError, "model_range", "time_percent"),
        ({"location_percent": 99.5}, RangeError, "model_range", "location_percent"),
        ({"distance_km": [0.0, 0.05, 0.1]}, RangeError, "model_range", "distance_km"),
        ({"delta_n": 157.0}, RangeError, "model_range", "delta_n"),
        ({"frequency_mhz": np.nan}, InputError, "model_not_finite", "frequency_mhz"),
        ({"zone": np.full(201, 2)}, InputError, "profile_zone", None),
        ({"height_m": np.where(np.arange(201) == 9, np.nan, 0.0)}, InputError, "profile_not_finite", None),
        ({"distance_km": [0.0, 0.0]}, InputError, "profile_zero_length", None),
    ],
)
def test_bad_input_is_named(change, error, key, quantity):
    with pytest.raises(error) as caught:
        run(**change)
    assert caught.value.key == key and caught.value.values.get("quantity") == quantity


def test_outside_the_range_only_when_asked():
    assert np.isfinite(run([0.0, 0.1], frequency_mhz=7000.0, extrapolate=True).loss_db).all()
