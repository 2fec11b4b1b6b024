# SPDX-License-Identifier: GPL-2.0-or-later
"""The fan around a mast: where its points lie, how heights are sampled, and the way back to the grid."""

import numpy as np
import pytest
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.profiles import fan_index, fan_paths, make_fan, to_window, to_window_bilinear
from smartpole.engine.terrain import Terrain

GRID = Grid(1000, 3000, 10, 100, 120)


def slope():
    """Ground rising 1 m per 10 m to the east and 0.5 m to the north, and one building."""
    x, y = np.meshgrid(GRID.column_centres_m(), GRID.row_centres_m())
    building = np.zeros(GRID.shape, np.float32)
    building[40:44, 60:64] = 12
    return Terrain(GRID, (0.1 * (x - 1000) + 0.05 * (y - 2000)).astype(np.float32), building)


@pytest.mark.parametrize("place", [(1605.0, 2495.0), (1601.3, 2498.9)])
def test_sampled_heights_are_those_of_the_ground(place):
    fan = make_fan(300, 10)
    x = place[0] + np.sin(fan.azimuth_rad)[:, None] * fan.distance_m
    y = place[1] + np.cos(fan.azimuth_rad)[:, None] * fan.distance_m
    true = 0.1 * (x - 1000) + 0.05 * (y - 2000)
    smooth = fan_paths(slope(), fan, *place, 10, 1.5, 3500)
    nearest = fan_paths(slope(), fan, *place, 10, 1.5, 3500, bilinear_ground=False)
    assert smooth.ground_m == pytest.approx(true, abs=2e-2)
    assert np.abs(nearest.ground_m - true).max() <= 0.76  # half a cell each way
    assert set(np.unique(smooth.building_m)) == {0, 12} and (smooth.building_m == nearest.building_m).all()


def test_every_cell_within_the_radius_finds_its_fan_point():
    fan = make_fan(250, 10)
    x, y = 1603.0, 2497.0
    window, index = fan_index(fan, GRID, x, y)
    distance = to_window(index, np.broadcast_to(fan.distance_m, fan.shape).copy())
    columns, rows = GRID.column_centres_m()[window.slices[1]], GRID.row_centres_m()[window.slices[0]]
    true = np.hypot(columns[None, :] - x, rows[:, None] - y)
    assert np.nanmax(np.abs(distance - true)) < 10  # half a step, and the quarter cell to the prepared table
    assert (np.isnan(distance) == ~index.inside).all() and index.inside[true < 240].all() and not index.inside[true > 260].any()


def test_laying_between_fan_points_follows_a_slope():
    fan = make_fan(250, 10)
    x, y = 1603.75, 2496.25  # where a table was prepared: no rounding of the mast's place within its cell
    window, index = fan_index(fan, GRID, x, y)
    values = 100 + 0.3 * np.sin(fan.azimuth_rad)[:, None] * fan.distance_m + 0.1 * fan.distance_m
    laid = to_window_bilinear(index, fan, values.astype(np.float32))
    columns, rows = GRID.column_centres_m()[window.slices[1]], GRID.row_centres_m()[window.slices[0]]
    true = 100 + 0.3 * (columns[None, :] - x) + 0.1 * np.hypot(columns[None, :] - x, rows[:, None] - y)
    inside = index.inside
    assert (np.isnan(laid) == ~inside).all() and np.abs(laid - true)[inside].max() < 0.1
    nearest = to_window(index, values.astype(np.float32))
    assert np.nanmean(np.abs(laid - true)) < 0.05 * np.nanmean(np.abs(nearest - true))


def test_a_mast_at_the_edge_gets_a_cut_window_and_one_far_away_none():
    fan = make_fan(200, 10)
    window, index = fan_index(fan, GRID, 1000.0, 3000.0)
    assert (window.row, window.column) == (0, 0) and index.flat_index.shape == (window.rows, window.columns)
    assert fan_index(fan, GRID, 9000.0, 9000.0) == (None, None)
    beyond = fan_paths(slope(), fan, 1005.0, 2995.0, 10, 1.5, 3500)
    assert np.isfinite(beyond.ground_m).all()


@pytest.mark.parametrize("radius,step", [(5, 10), (100, 0), (np.nan, 10)])
def test_unusable_fans_are_refused(radius, step):
    with pytest.raises(InputError):
        make_fan(radius, step)
