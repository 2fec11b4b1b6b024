# SPDX-License-Identifier: GPL-2.0-or-later
"""What holds for every model of the registry: the way back is the way there, farther is weaker, nothing beats free space."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from smartpole.engine.network import Mast
from smartpole.engine.profiles import FanPaths
from smartpole.engine.propagation.registry import model, models

MAST = Mast(0, 0, 30, 900, "uma")
FANS = [entry.key for entry in models("fan")]
#: the models whose formulas know no difference between the ends, and how far their digits agree
RECIPROCAL = {"free_space": 1e-4, "delta_bullington": 1e-6, "p1812": 1e-6, "p452": 1e-6, "itm": 1e-6}
BELOW_FREE_SPACE_DB = {"p1812": 0.06, "p452": 0.06, "itm": 0.01}  # constants are rounded


def hills(seed, tx=30.0, rx=1.5, frequency=900.0, steps=60, step_m=40.0, rays=6, relief=150.0):
    rng = np.random.default_rng(seed)
    ground = rng.normal(0, 1, (rays, steps)).cumsum(axis=1)
    ground = ((ground - ground.min()) / np.ptp(ground) * relief).astype(np.float32)
    ground[:, 0] = ground[0, 0]
    return FanPaths(np.arange(steps) * step_m, ground, np.zeros((rays, steps), np.float32), None, tx, rx, frequency)


@pytest.mark.parametrize("key", RECIPROCAL)
@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.floats(5, 200), st.floats(1.5, 60), st.floats(150, 5900))
def test_the_way_back_is_the_way_there(key, seed, tx, rx, frequency):
    there = hills(seed, tx, rx, frequency, rays=1)
    back = FanPaths(there.distance_m, there.ground_m[:, ::-1], there.building_m, None, rx, tx, frequency)
    entry = model(key)
    assert entry.point_loss_db(back, extrapolate=True) == pytest.approx(entry.point_loss_db(there, extrapolate=True), abs=RECIPROCAL[key])


@pytest.mark.parametrize("key", FANS)
@pytest.mark.parametrize("frequency, tx", [(700.0, 30.0), (1900.0, 60.0)])
def test_farther_is_weaker_on_flat_ground(key, frequency, tx):
    distance = np.arange(0, 4801, 40.0)
    flat = np.zeros((2, distance.size), np.float32)
    loss = model(key).fan_model(extrapolate=True)(FanPaths(distance, flat, flat, None, tx, 1.5, frequency), MAST)
    near = 25 if key == "itm" else 1  # ITM begins at 1 km
    assert (np.diff(loss[:, near:], axis=1) > -1e-3).all()


@pytest.mark.parametrize("key", FANS)
@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000), st.floats(30, 60), st.floats(500, 2000))
def test_nothing_beats_free_space(key, seed, tx, frequency):
    paths = hills(seed, tx, 1.5, frequency)
    loss = model(key).fan_model(extrapolate=True)(paths, MAST)
    free = model("free_space").fan_model()(paths, MAST)
    if key == "itm":  # counts the distance along the ground
        free = 32.45 - 60 + 20 * np.log10(frequency * np.maximum(paths.distance_m, 1.0))
    assert np.isfinite(loss).all()
    assert (loss - free)[:, 2:].min() > -BELOW_FREE_SPACE_DB.get(key, 1e-3)
