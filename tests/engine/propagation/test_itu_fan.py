# SPDX-License-Identifier: GPL-2.0-or-later
"""Delta-Bullington and P.1812 over a fan against the point models on the same profiles, ray by ray and step by step."""

import dataclasses

import numpy as np
import pytest
from smartpole.engine.errors import InputError, RangeError
from smartpole.engine.grid import Grid
from smartpole.engine.profiles import FanPaths, fan_paths, make_fan
from smartpole.engine.propagation import p452, p526, p1812
from smartpole.engine.propagation.p452_fan import p452_over_fan
from smartpole.engine.propagation.p525 import free_space_loss_db
from smartpole.engine.propagation.p526_fan import delta_bullington_over_fan
from smartpole.engine.propagation.p1812_fan import p1812_over_fan
from smartpole.engine.terrain import Terrain

WITHIN_DB = 0.005


def fractal(cells, relief_m, seed):
    """Hills whose height varies as they do in nature (power falling with the square of the wave number)."""
    rng = np.random.default_rng(seed)
    wave = np.fft.fftfreq(cells)[:, None] ** 2 + np.fft.rfftfreq(cells)[None] ** 2
    wave[0, 0] = 1
    height = np.fft.irfft2((rng.normal(size=wave.shape) + 1j * rng.normal(size=wave.shape)) / wave**1.1, s=(cells, cells))
    return ((height - height.min()) / np.ptp(height) * relief_m).astype(np.float32)


def fan(relief_m=300.0, clutter_m=0.0, radius_m=2400.0, step_m=40.0, seed=1, **changes):
    grid = Grid(0.0, 6000.0, 30.0, 200, 200)
    clutter = (fractal(200, 1, seed + 1) > 0.55).astype(np.float32) * clutter_m if clutter_m else None
    terrain = Terrain(grid, fractal(200, relief_m, seed), np.zeros((200, 200), np.float32), clutter)
    arguments = {"tx_height_m": 25.0, "rx_height_m": 1.5, "frequency_mhz": 2600.0, **changes}
    return fan_paths(
        terrain, make_fan(radius_m, step_m), 3007.0, 2998.0, *(arguments[k] for k in ("tx_height_m", "rx_height_m", "frequency_mhz"))
    )


RAYS, STEPS = slice(0, None, 23), (1, 2, 3, 4, 7, 12, 20, 33, 47, 60)


def point_by_point(paths: FanPaths, function, steps=STEPS, rays=RAYS):
    """The point model at some steps of some rays; what stands on the ground as clutter."""
    standing = paths.building_m if paths.clutter_m is None else np.maximum(paths.building_m, paths.clutter_m)
    columns = []
    for j in steps:
        profile = {
            "frequency_mhz": paths.frequency_mhz,
            "distance_km": paths.distance_m[: j + 1] / 1000.0,
            "height_m": paths.ground_m[rays, : j + 1],
            "clutter_m": standing[rays, : j + 1],
            "tx_height_m": paths.tx_height_m,
            "rx_height_m": paths.rx_height_m,
            "extrapolate": True,
        }
        columns.append(function(profile))
    return np.stack(columns, axis=1)


def diffraction(profile):
    rise = (
        profile["height_m"][:, -1].astype(float) + profile["rx_height_m"] - profile["height_m"][:, 0].astype(float) - profile["tx_height_m"]
    )
    free = free_space_loss_db(profile["frequency_mhz"], np.hypot(1000.0 * profile["distance_km"][-1], rise))
    return free + p526.delta_bullington_loss(**profile).loss_db


CASES = [
    {"relief_m": 0.0},
    {"relief_m": 30.0, "frequency_mhz": 700.0},
    {"relief_m": 30.0, "clutter_m": 12.0},
    {"relief_m": 300.0},
    {"relief_m": 300.0, "clutter_m": 15.0, "frequency_mhz": 5900.0},
    {"relief_m": 900.0, "tx_height_m": 60.0, "seed": 7},
    {"relief_m": 100.0, "frequency_mhz": 60.0, "tx_height_m": 2.0},
    {"relief_m": 40.0, "rx_height_m": 80.0},
]


@pytest.mark.parametrize("case", CASES)
def test_delta_bullington_equals_the_point_model(case):
    paths = fan(**case)
    difference = delta_bullington_over_fan(paths)[RAYS][:, STEPS] - point_by_point(paths, diffraction)
    assert np.abs(difference).max() < WITHIN_DB


@pytest.mark.parametrize("percent", [50.0, 20.0, 1.0])
@pytest.mark.parametrize("case", CASES)
def test_p1812_equals_the_point_model(case, percent):
    paths = fan(**case)
    exact = point_by_point(paths, lambda profile: p1812.p1812_loss(time_percent=percent, **profile).loss_db)
    assert np.abs(p1812_over_fan(paths, time_percent=percent)[RAYS][:, STEPS] - exact).max() < WITHIN_DB


def test_p1812_equals_the_point_model_on_long_paths_near_the_coast():
    paths = fan(relief_m=200.0, radius_m=2400.0)
    paths = dataclasses.replace(paths, distance_m=paths.distance_m * 25.0)  # 60 km, steps of 1 km
    options = {"time_percent": 3.0, "polarization": "horizontal", "latitude_deg": 55.0, "delta_n": 60.0, "n0": 340.0}
    exact = point_by_point(
        paths, lambda profile: p1812.p1812_loss(zone=np.full(profile["height_m"].shape, p1812.COASTAL), **options, **profile).loss_db
    )
    assert np.abs(p1812_over_fan(paths, zone="coastal", **options)[RAYS][:, STEPS] - exact).max() < WITHIN_DB


@pytest.mark.parametrize("percent", [50.0, 1.0, 0.001])
@pytest.mark.parametrize("case", [*CASES[1:], {"relief_m": 60.0, "clutter_m": 10.0, "radius_m": 600.0, "step_m": 10.0}])
def test_p452_equals_the_point_model(case, percent):
    """Clutter does not count within 50 m of either end, which takes in one point of 40 m and four of 10 m."""
    paths = fan(**{"frequency_mhz": 6000.0, **case, **({"frequency_mhz": 600.0} if case.get("frequency_mhz", 100) < 100 else {})})
    exact = point_by_point(paths, lambda profile: p452.p452_loss(time_percent=percent, **profile).loss_db)
    assert np.abs(p452_over_fan(paths, time_percent=percent)[RAYS][:, STEPS] - exact).max() < 1e-3


def test_p452_takes_air_gains_and_coast_as_the_point_model():
    paths = fan(relief_m=200.0, frequency_mhz=22_000.0)
    paths = dataclasses.replace(paths, distance_m=paths.distance_m * 40.0)  # 96 km, into troposcatter
    options = {"time_percent": 0.1, "tx_gain_dbi": 20.0, "rx_gain_dbi": 5.0, "pressure_hpa": 980.0, "temperature_c": 25.0, "delta_n": 60.0}
    exact = point_by_point(
        paths, lambda profile: p452.p452_loss(zone=np.full(profile["height_m"].shape, p452.COASTAL), **options, **profile).loss_db
    )
    assert np.abs(p452_over_fan(paths, zone="coastal", **options)[RAYS][:, STEPS] - exact).max() < 1e-3


def test_location_variability_equals_the_point_model():
    paths = fan(clutter_m=10.0)
    exact = point_by_point(paths, lambda profile: p1812.p1812_loss(location_percent=90.0, **profile).loss_db)
    assert np.abs(p1812_over_fan(paths, location_percent=90.0)[RAYS][:, STEPS] - exact).max() < WITHIN_DB


@pytest.mark.parametrize("model, point", [(delta_bullington_over_fan, diffraction), (p1812_over_fan, None)])
def test_a_point_in_a_building_is_judged_at_its_facade(model, point):
    paths = fan(relief_m=20.0)
    paths.building_m[:, 20:23] = paths.building_m[:, 33:36] = 18.0
    loss = model(paths)
    point = point or (lambda profile: p1812.p1812_loss(**profile).loss_db)
    exact = point_by_point(paths, point, (32, 33, 36))
    assert loss[RAYS][:, [32, 33, 36]] == pytest.approx(exact, abs=WITHIN_DB)
    assert np.array_equal(loss[:, 34], loss[:, 33]) and np.array_equal(loss[:, 35], loss[:, 33])


def test_the_antennas_own_building_does_not_block():
    paths = fan(relief_m=0.0, tx_height_m=25.0)
    paths.building_m[:, :4] = 25.0
    open_paths = dataclasses.replace(paths, building_m=np.zeros_like(paths.building_m))
    assert delta_bullington_over_fan(paths)[:, 10:] == pytest.approx(delta_bullington_over_fan(open_paths)[:, 10:])
    paths.building_m[:, :4] = 24.0  # a roof below the antenna casts its shadow
    assert delta_bullington_over_fan(paths)[0, 5] > delta_bullington_over_fan(open_paths)[0, 5] + 5


@pytest.mark.parametrize("model", [delta_bullington_over_fan, p1812_over_fan, p452_over_fan])
def test_median_is_never_below_free_space_and_finite_down_to_the_mast(model):
    for case in CASES[:5]:
        paths = fan(**case)
        loss = model(paths)
        rise = paths.ground_m + paths.rx_height_m - paths.ground_m[:, :1] - paths.tx_height_m
        free = free_space_loss_db(paths.frequency_mhz, np.maximum(np.hypot(paths.distance_m, rise), 1.0))
        assert (
            loss.dtype == np.float32 and np.isfinite(loss).all() and (loss[:, 1:] - free[:, 1:]).min() > -0.06
        )  # P.1812 rounds to 92.4 dB
        assert loss[:, 0] == pytest.approx(float(free_space_loss_db(paths.frequency_mhz, abs(paths.tx_height_m - paths.rx_height_m))))


@pytest.mark.parametrize("model", [delta_bullington_over_fan, p1812_over_fan, p452_over_fan])
def test_the_smallest_fans(model):
    for steps in (2, 3):
        paths = FanPaths(
            np.arange(steps) * 30.0, np.zeros((8, steps), np.float32), np.zeros((8, steps), np.float32), None, 20.0, 1.5, 2600.0
        )
        loss = model(paths)
        assert loss.shape == (8, steps) and np.isfinite(loss).all() and np.ptp(loss, axis=0).max() == 0


def test_the_share_of_the_diffraction_alone():
    paths = fan()
    alone = delta_bullington_over_fan(paths, with_free_space=False)
    assert alone[:, 0].max() == 0 and alone.min() >= 0 and alone.max() > 20


@pytest.mark.parametrize("model", [delta_bullington_over_fan, p1812_over_fan, p452_over_fan])
def test_bad_input_is_named(model):
    paths = fan(radius_m=400.0)
    holes = paths.ground_m.copy()
    holes[3, 4] = np.nan
    cases = [
        ({"ground_m": holes}, InputError, "profile_not_finite"),
        ({"distance_m": paths.distance_m**1.1}, InputError, "fan_spacing"),
        ({"frequency_mhz": 1.0}, RangeError, "model_range"),
        ({"tx_height_m": 0.0}, RangeError, "model_range"),
    ]
    for change, error, key in cases:
        with pytest.raises(error) as caught:
            model(dataclasses.replace(paths, **change))
        assert caught.value.key == key


def test_p1812_names_what_is_only_its_own():
    paths = fan(radius_m=400.0)
    for options, error in (({"zone": "sea"}, InputError), ({"time_percent": 60.0}, RangeError), ({"location_percent": 0.0}, RangeError)):
        with pytest.raises(error):
            p1812_over_fan(paths, **options)
    beyond = dataclasses.replace(paths, frequency_mhz=8000.0)
    with pytest.raises(RangeError):
        p1812_over_fan(beyond)
    assert np.isfinite(p1812_over_fan(beyond, extrapolate=True)).all()
