# SPDX-License-Identifier: GPL-2.0-or-later
"""How a fan's losses are laid on the grid: from the nearest fan point, or between the four around a cell."""

import numpy as np
import pytest
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.network import Mast
from smartpole.engine.pathloss import PathLossSettings, compute_patch, free_space_loss_db
from smartpole.engine.propagation.registry import MODELS
from smartpole.engine.terrain import Terrain

GRID = Grid(0.0, 900.0, 10.0, 90, 90)
MAST = Mast(453.75, 446.25, 30.0, 2600.0, "rma")  # where a table was prepared: no rounding of its place within the cell


def patch(sampling, model, terrain=None):
    settings = PathLossSettings(400.0, 10.0, 1.5, "test", sampling)
    return compute_patch(terrain or Terrain.flat(GRID), GRID, MAST, settings, model)


def free(paths, mast):
    return np.broadcast_to(free_space_loss_db(mast.frequency_mhz, np.hypot(paths.distance_m, 28.5)), paths.ground_m.shape)


def cells(window):
    x, y = GRID.column_centres_m()[window.slices[1]][None, :], GRID.row_centres_m()[window.slices[0]][:, None]
    return x - MAST.x_m, y - MAST.y_m


@pytest.mark.parametrize("sampling", ["nearest", "bilinear"])
def test_the_law_of_distance_is_kept_exactly(sampling):
    found = patch(sampling, free)
    east, north = cells(found.window)
    exact = free_space_loss_db(2600.0, np.sqrt(east**2 + north**2 + 28.5**2))
    assert np.nanmax(np.abs(found.loss_db - exact)) < 0.01  # patches are rounded to 1/64 dB


def test_between_fan_points_a_slope_is_followed_more_closely():
    def leaning(paths, mast):  # 0.1 dB more for every metre to the east
        azimuth = np.arange(paths.ground_m.shape[0]) * (2 * np.pi / paths.ground_m.shape[0])
        return free(paths, mast) + 50 + 0.1 * np.sin(azimuth)[:, None] * paths.distance_m

    error = {}
    for sampling in ("nearest", "bilinear"):
        found = patch(sampling, leaning)
        east, north = cells(found.window)
        exact = free_space_loss_db(2600.0, np.sqrt(east**2 + north**2 + 28.5**2)) + 50 + 0.1 * east
        error[sampling] = np.nanmean(np.abs(found.loss_db - exact))
    assert error["bilinear"] < 0.05 * error["nearest"]


def test_behind_a_building_the_nearest_point_counts_elsewhere_those_around():
    building = np.zeros(GRID.shape, np.float32)
    building[30:60, 60:63] = 20.0  # a wall east of the mast

    def random(paths, mast):
        return free(paths, mast) + np.random.default_rng(1).uniform(0, 30, paths.ground_m.shape)

    nearest, mixed = (patch(sampling, random, Terrain.flat(GRID, building)).loss_db for sampling in ("nearest", "bilinear"))
    assert np.array_equal(nearest[35:55, 66:78], mixed[35:55, 66:78])
    assert np.nanmean(np.abs(nearest[:, :35] - mixed[:, :35])) > 3


def test_the_registry_says_how_each_model_is_laid():
    assert MODELS["p1812"].sampling == MODELS["itm"].sampling == MODELS["p452"].sampling == "bilinear"
    assert {entry.sampling for key, entry in MODELS.items() if key.startswith("tr38901")} == {"nearest"}


def test_an_unknown_sampling_is_refused():
    with pytest.raises(InputError) as caught:
        PathLossSettings(400.0, 10.0, sampling="cubic")
    assert caught.value.key == "fan_sampling"
