# SPDX-License-Identifier: GPL-2.0-or-later
"""P.525 and the delta-Bullington model of P.526: published figures, limits, properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from smartpole.engine.errors import InputError, RangeError
from smartpole.engine.propagation import p526, p526_bullington, p526_fan_smooth
from smartpole.engine.propagation.itu_profile import make_profile
from smartpole.engine.propagation.p525 import free_space_loss_db
from smartpole.engine.propagation.p526_knife_edge import diffraction_parameter, knife_edge_loss_db
from smartpole.engine.propagation.p526_spherical import smallest_clearance


def ridge(peak_m=200.0, points=41, length_km=20.0):
    distance = np.linspace(0, length_km, points)
    return distance, peak_m * np.exp(-(((distance - 0.4 * length_km) / (0.1 * length_km)) ** 2))


def loss(distance_km, height_m, tx=30.0, rx=10.0, frequency=1000.0, **options):
    result = p526.delta_bullington_loss(
        frequency_mhz=frequency, distance_km=distance_km, height_m=height_m, tx_height_m=tx, rx_height_m=rx, **options
    )
    return result.loss_db


def test_free_space_at_one_kilometre_and_one_megahertz():
    assert free_space_loss_db(1.0, 1000.0) == pytest.approx(32.4478, abs=1e-4)  # P.525-4, 32.4 + 20 log f + 20 log d
    assert free_space_loss_db([1000.0, 2000.0], 1000.0) == pytest.approx([92.4478, 98.4684], abs=1e-4)


@pytest.mark.parametrize("frequency, distance", [(0.0, 100.0), (100.0, 0.0), (-1.0, 100.0), (100.0, -5.0)])
def test_free_space_refuses_nothing_and_less(frequency, distance):
    with pytest.raises(RangeError):
        free_space_loss_db(frequency, distance)


def test_knife_edge_at_the_values_of_the_standard():
    # P.526-15 figure 9 and equation (31): 6 dB at grazing, nothing from -0.78 on
    assert knife_edge_loss_db([0.0, -0.78, -2.0, 1.0, 2.4]) == pytest.approx([6.03, 0.0, 0.0, 13.93, 20.54], abs=0.01)
    assert diffraction_parameter(10.0, 1000.0, 1000.0, 0.1) == pytest.approx(2.0)


def test_a_lone_edge_between_level_terminals_is_a_knife_edge_with_correction():
    distance, height = np.array([0.0, 5.0, 10.0]), np.array([0.0, 60.0, 0.0])
    profile = make_profile(distance, height)
    radius = 1e12  # flat
    found = p526_bullington.bullington_loss_db(profile, profile.surface_m, 20.0, 20.0, 0.3, radius)
    edge = knife_edge_loss_db(diffraction_parameter(40.0, 5000.0, 5000.0, 0.3))
    assert found == pytest.approx(edge + (1 - np.exp(-edge / 6)) * (10 + 0.02 * 10))


@given(st.floats(5, 100), st.floats(5, 100), st.floats(1, 40), st.floats(6000, 20000))
@settings(max_examples=60, deadline=None)
def test_reflection_point_is_the_root_the_standard_writes_with_a_cosine(tx, rx, distance, radius):
    sight = np.sqrt(0.002 * radius) * (np.sqrt(tx) + np.sqrt(rx))
    distance = min(distance, 0.99 * sight)
    c, m = (tx - rx) / (tx + rx), 250 * distance**2 / (radius * (tx + rx))
    b = 2 * np.sqrt((m + 1) / (3 * m)) * np.cos(np.pi / 3 + np.arccos(1.5 * c * np.sqrt(3 * m / (m + 1) ** 3)) / 3)
    _, nearest = smallest_clearance(np.array([distance]), np.array([tx]), np.array([rx]), radius)
    assert nearest[0] == pytest.approx(0.5 * distance * (1 + b), rel=1e-6)


@given(st.integers(2, 400), st.floats(0.005, 0.2), st.floats(0.5, 300), st.floats(0.5, 300), st.floats(0.05, 3.0), st.floats(5000, 20000))
@settings(max_examples=200, deadline=None)
def test_smooth_profile_in_closed_form_equals_the_walk_over_its_points(last, step, tx, rx, wavelength, radius):
    distance = np.arange(last + 1) * step
    profile = make_profile(distance, np.zeros(last + 1))
    walked = p526_bullington.bullington_loss_db(profile, np.zeros((1, last + 1)), tx, rx, wavelength, radius)
    quick = p526_fan_smooth.smooth_bullington_loss_db(step, np.array([float(last)]), np.array([tx]), np.array([rx]), wavelength, radius)
    assert quick == pytest.approx(walked, abs=1e-7)


def test_many_paths_at_once_and_padded_ones_equal_one_by_one():
    distance, height = ridge()
    many = np.stack([height, 0.5 * height, np.zeros_like(height)])
    together = loss(distance, many, rx=[10.0, 5.0, 2.0])
    alone = [loss(distance, row, rx=r)[0] for row, r in zip(many, (10.0, 5.0, 2.0))]
    assert together == pytest.approx(alone, abs=1e-9)
    padded = np.vstack([np.concatenate([height, np.full(7, np.nan)]), np.concatenate([height[:30], np.full(18, np.nan)])])
    longer = np.concatenate([distance, np.full(7, np.nan)])
    found = loss(longer, padded, points=[41, 30])
    assert found == pytest.approx([loss(distance, height)[0], loss(distance[:30], height[:30])[0]], abs=1e-9)


@pytest.mark.parametrize("polarization", ["horizontal", "vertical"])
def test_reciprocal(polarization):
    distance, height = ridge()
    forth = loss(distance, height, tx=30.0, rx=4.0, polarization=polarization)
    back = loss(distance, height[::-1], tx=4.0, rx=30.0, polarization=polarization)
    assert forth == pytest.approx(back, abs=1e-6)


def test_polarization_and_sea_matter_at_low_frequency():
    distance = np.linspace(0, 60, 61)
    values = [loss(distance, 0 * distance, frequency=50.0, polarization=p, sea_fraction=s)[0] for p in p526.POLARIZATIONS for s in (0, 1)]
    horizontal_land, horizontal_sea, vertical_land, vertical_sea = values
    assert horizontal_land == pytest.approx(horizontal_sea, abs=0.1) and vertical_sea < vertical_land - 5 < horizontal_land


def test_grows_with_distance_on_flat_ground_and_with_a_growing_ridge():
    lengths = np.linspace(5, 100, 60)
    flat = [float(loss(np.linspace(0, d, 101), np.zeros(101))[0]) for d in lengths]
    assert np.all(np.diff(flat) > -1e-9) and flat[-1] > 40
    ridges = [float(loss(*ridge(peak))[0]) for peak in np.linspace(0, 400, 81)]
    assert np.all(np.diff(ridges) > -0.3) and ridges[-1] > ridges[0] + 20  # the smooth-earth part may fall a little


def test_no_jump_where_the_ray_begins_to_graze():
    distance = np.linspace(0, 10, 11)
    peaks = np.linspace(24.0, 26.0, 401)  # the ray from 30 to 10 m passes the middle at about 20 m less the bulge
    heights = np.zeros((peaks.size, 11))
    heights[:, 5] = peaks - 6.0
    assert np.abs(np.diff(loss(distance, heights))).max() < 0.05


def test_two_points_are_judged_with_their_midpoint():
    with_midpoint = loss([0.0, 0.25, 0.5], [10.0, 12.0, 14.0])
    assert loss([0.0, 0.5], [10.0, 14.0]) == pytest.approx(with_midpoint)


@pytest.mark.parametrize(
    "change, error, key",
    [
        ({"frequency": 5.0}, RangeError, "model_range"),
        ({"tx": 0.0}, RangeError, "model_range"),
        ({"rx": -3.0}, RangeError, "model_range"),
        ({"polarization": "round"}, InputError, "polarization_unknown"),
        ({"distance_km": [0.0, 0.0]}, InputError, "profile_zero_length"),
        ({"distance_km": [0.0, 2.0, 1.0], "height_m": [0.0, 0.0, 0.0]}, InputError, "profile_distance"),
        ({"distance_km": [1.0, 2.0]}, InputError, "profile_distance"),
        ({"height_m": [np.nan, 1.0]}, InputError, "profile_not_finite"),
        ({"height_m": [1.0, 2.0, 3.0]}, InputError, "profile_shape"),
        ({"distance_km": [0.0], "height_m": [0.0]}, InputError, "profile_shape"),
    ],
)
def test_bad_input_is_named(change, error, key):
    arguments = {"distance_km": [0.0, 1.0], "height_m": [0.0, 0.0], **change}
    with pytest.raises(error) as caught:
        loss(**arguments)
    assert caught.value.key == key


def test_a_frequency_out_of_range_can_be_extrapolated():
    distance, height = ridge()
    assert np.isfinite(loss(distance, height, frequency=5.0, extrapolate=True)).all()
