# SPDX-License-Identifier: GPL-2.0-or-later
"""Every model of the registry runs through its two doors, names its range, and agrees with itself."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from smartpole.engine.errors import InputError, RangeError, SmartPoleError
from smartpole.engine.network import Mast
from smartpole.engine.profiles import FanPaths
from smartpole.engine.propagation.registry import MODELS, model, models


def level_paths(frequency=900.0, tx=30.0, rx=1.5, length=2000.0, rays=3):
    distance = np.arange(0, length + 1, 20.0)
    zeros = np.zeros((rays, distance.size), np.float32)
    return FanPaths(distance, zeros, zeros, None, tx, rx, frequency)


@pytest.mark.parametrize("key", [m.key for m in models("point")])
def test_point_loss_is_finite_and_at_least_free_space(key):
    paths = level_paths()
    loss = model(key).point_loss_db(paths)
    assert loss.shape == (3,) and np.isfinite(loss).all()
    assert (loss >= model("free_space").point_loss_db(paths) - 0.1).all()


@pytest.mark.parametrize("key", [m.key for m in models("fan")])
def test_fan_ends_where_the_point_function_does(key):
    paths = level_paths()
    loss = model(key).fan_model()(paths, Mast(0, 0, 30, 900, "uma"))
    assert loss.shape == (3, paths.distance_m.size) and np.isfinite(loss[:, 1:]).all()
    if model(key).point is not None:
        assert loss[0, -1] == pytest.approx(model(key).point_loss_db(paths)[0], abs=0.05)


@pytest.mark.parametrize("key", [m.key for m in models("point")])
def test_outside_its_range_a_model_names_it_or_extrapolates(key):
    entry = model(key)
    paths = level_paths(frequency=0.5)
    with pytest.raises(RangeError) as error:
        entry.point_loss_db(paths)
    assert error.value.values["quantity"] == "frequency_mhz"
    violation = entry.out_of_range(frequency_mhz=0.5)[0]
    assert violation.limit == entry.limits["frequency_mhz"]


IMPOSSIBLE = {
    "an antenna in the ground": {"tx_height_m": -3.0},
    "an antenna on the ground": {"tx_height_m": 0.0},
    "a receiver in the ground": {"rx_height_m": -1.0},
    "no height": {"tx_height_m": float("nan")},
    "no frequency": {"frequency_mhz": 0.0},
    "holes in the ground": {"ground_m": np.where(np.arange(101) == 50, np.nan, 0.0).astype(np.float32)[None].repeat(3, 0)},
    "holes in the buildings": {"building_m": np.where(np.arange(101) == 50, np.nan, 0.0).astype(np.float32)[None].repeat(3, 0)},
    "no length": {"distance_m": np.zeros(101)},
    "one point": {"distance_m": np.zeros(1), "ground_m": np.zeros((3, 1), np.float32), "building_m": np.zeros((3, 1), np.float32)},
    "a way back": {"distance_m": np.where(np.arange(101) == 50, 0.0, np.arange(101) * 20.0)},
}


@pytest.mark.parametrize("fault", IMPOSSIBLE)
@pytest.mark.parametrize("extrapolate", [False, True])
def test_what_cannot_be_is_refused_by_every_model_also_when_extrapolating(fault, extrapolate):
    paths = replace(level_paths(), **IMPOSSIBLE[fault])
    for entry in models("point"):
        with pytest.raises(SmartPoleError):
            entry.point_loss_db(paths, extrapolate=extrapolate)
    for entry in models("fan"):
        with pytest.raises(SmartPoleError):
            entry.fan_model(extrapolate=extrapolate)(paths, Mast(0, 0, 30, 900, "uma"))


@pytest.mark.parametrize("key", [m.key for m in models("point")])
def test_a_profile_of_two_points_has_a_loss_or_says_what_is_missing(key):
    flat = np.zeros((3, 2), np.float32)
    paths = replace(level_paths(), distance_m=np.array([0.0, 1500.0]), ground_m=flat, building_m=flat)
    try:
        loss = model(key).point_loss_db(paths)
    except InputError as error:
        assert key == "itm" and error.key == "model_profile_short"
    else:
        assert np.isfinite(loss).all() and (loss >= model("free_space").point_loss_db(paths) - 0.1).all()


def test_names_are_complete_and_distinct():
    for entry in MODELS.values():
        assert entry.name("zh") and entry.name("en") and entry.citation
    assert len({entry.name_zh for entry in MODELS.values()}) == len(MODELS)
    assert {m.key for m in models("added")} == {"p2108", "p2109", "tr38901_o2i"}


def test_unknown_models_and_missing_uses_are_refused():
    with pytest.raises(InputError):
        model("lunar")
    with pytest.raises(InputError):
        model("p2108").fan_model()


def test_the_page_of_models_is_fresh():
    path = Path(__file__).resolve().parents[3] / "scripts" / "make_models_page.py"
    spec = importlib.util.spec_from_file_location("make_models_page", path)
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)
    assert page.main(["--check"]) == 0, "run scripts/make_models_page.py"
