# SPDX-License-Identifier: GPL-2.0-or-later
"""Every model of the registry runs through its two doors, names its range, and agrees with itself."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from smartpole.engine.errors import InputError, RangeError
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
