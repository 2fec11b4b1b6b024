# SPDX-License-Identifier: GPL-2.0-or-later
"""ITM over a fan against the point function on the same profiles, and what it does at the ends of its range."""

import dataclasses

import numpy as np
import pytest
from smartpole.engine.errors import InputError, RangeError
from smartpole.engine.profiles import FanPaths
from smartpole.engine.propagation import itm_fan
from smartpole.engine.propagation.itm import ItmSettings, itm_loss
from smartpole.engine.propagation.p525 import free_space_loss_db


def hills(seed, relief_m=300.0, steps=70, rays=14, step_m=50.0, tx=25.0, rx=1.5, frequency=2600.0):
    rng = np.random.default_rng(seed)
    ground = rng.normal(0, 1, (rays, steps)).cumsum(axis=1)
    ground = 800 + (ground - ground.min()) / np.ptp(ground) * relief_m
    ground[:, 0] = ground[0, 0]
    flat = np.zeros((rays, steps), np.float32)
    return FanPaths(np.arange(steps) * step_m, ground.astype(np.float32), flat, None, tx, rx, frequency)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"relief_m": 0.0},
        {"relief_m": 1200.0, "tx": 120.0},
        {"frequency": 60.0, "step_m": 500.0},
        {"step_m": 2000.0, "steps": 110},  # 220 km: beyond the horizon, into troposcatter
        {"step_m": 5.0, "rx": 12.0},
    ],
)
@pytest.mark.parametrize("settings", [ItmSettings(), ItmSettings(climate=1, time_percent=10.0, situation_percent=70.0, vertical=False)])
def test_the_fan_equals_the_point_function(change, settings):
    paths = hills(1, **change)
    loss = itm_fan.itm_over_fan(paths, settings)
    assert np.isfinite(loss).all() and loss.dtype == np.float32
    step_m = float(paths.distance_m[1])
    for last in (2, 3, 7, 20, 41, paths.distance_m.size - 1):
        exact = itm_loss(paths.ground_m[:, : last + 1], step_m, paths.tx_height_m, paths.rx_height_m, paths.frequency_mhz, settings).loss_db
        assert np.abs(loss[:, last] - exact).max() < 1e-3


def test_blocks_do_not_show(monkeypatch):
    paths = hills(2)
    whole = itm_fan.itm_over_fan(paths)
    monkeypatch.setattr(itm_fan, "_BLOCK_RAYS", 3)
    monkeypatch.setattr(itm_fan, "_POINTS_AT_A_TIME", 5)
    assert np.abs(itm_fan.itm_over_fan(paths) - whole).max() < 1e-4


def test_next_to_the_mast_it_is_free_space():
    paths = hills(3, relief_m=0.0)
    loss = itm_fan.itm_over_fan(paths)
    assert loss[:, 0] == pytest.approx(float(free_space_loss_db(2600.0, 23.5)), abs=0.01)
    assert loss[:, 1] == pytest.approx(float(free_space_loss_db(2600.0, np.hypot(50.0, 23.5))), abs=0.01)
    two = dataclasses.replace(paths, distance_m=paths.distance_m[:2], ground_m=paths.ground_m[:, :2], building_m=paths.building_m[:, :2])
    assert np.array_equal(itm_fan.itm_over_fan(two), loss[:, :2])


def test_bad_input_is_named():
    paths = hills(4)
    holes = paths.ground_m.copy()
    holes[2, 5] = np.nan
    cases = [
        ({"ground_m": holes}, InputError, "model_not_finite"),
        ({"distance_m": paths.distance_m**1.1}, InputError, "fan_spacing"),
        ({"frequency_mhz": 5.0}, RangeError, "model_range"),
        ({"tx_height_m": -3.0}, RangeError, "model_range"),
    ]
    for change, error, key in cases:
        with pytest.raises(error) as caught:
            itm_fan.itm_over_fan(dataclasses.replace(paths, **change))
        assert caught.value.key == key
