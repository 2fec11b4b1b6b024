# SPDX-License-Identifier: GPL-2.0-or-later
"""Line of sight over a fan against a walk along each path, roofs at both ends, and bounds of the loss."""

import numpy as np
import pytest
from smartpole.engine.errors import InputError, RangeError
from smartpole.engine.grid import Grid
from smartpole.engine.profiles import FanPaths, fan_paths, make_fan
from smartpole.engine.propagation.tr38901 import expected_path_loss_db, path_loss_db
from smartpole.engine.propagation.tr38901_fan import EFFECTIVE_EARTH_RADIUS_M, line_of_sight_over_fan, tr38901_over_fan
from smartpole.engine.terrain import Terrain


def one_ray(building, ground=None, tx=10.0, rx=1.5, step=5.0, frequency=3500.0):
    building = np.atleast_2d(np.asarray(building, np.float32))
    ground = np.zeros_like(building) if ground is None else np.atleast_2d(np.asarray(ground, np.float32))
    return FanPaths(np.arange(building.shape[1]) * step, ground, building, None, tx, rx, frequency)


def walked_line_of_sight(paths, ray):
    """The definition, one path at a time."""
    d, ground, building = paths.distance_m, paths.ground_m[ray].astype(float), paths.building_m[ray].astype(float)
    height = ground - d**2 / (2 * EFFECTIVE_EARTH_RADIUS_M)
    antenna = height[0] + paths.tx_height_m
    roof = height + building
    k = 0
    while k < d.size and building[k] > 0 and ground[k] + building[k] >= ground[0] + paths.tx_height_m:
        roof[k] = height[k]
        k += 1
    seen = np.ones(d.size, bool)
    for at in range(d.size):
        end = at
        while end > 0 and building[end] > 0 and building[end - 1] > 0:
            end -= 1
        target = height[end] + paths.rx_height_m
        line = antenna + (target - antenna) * d[1:end] / max(d[end], 1e-9)
        seen[at] = bool((roof[1:end] <= line + 1e-4).all())
    return seen


@pytest.mark.parametrize("tx", [10.0, 35.0])
def test_line_of_sight_is_what_a_walk_along_each_path_says(tx):
    random = np.random.default_rng(3)
    grid = Grid(0, 1000, 5, 200, 200)
    building = np.zeros(grid.shape, np.float32)
    for _ in range(150):
        row, column = random.integers(0, 195, 2)
        building[row : row + random.integers(2, 6), column : column + random.integers(2, 6)] = random.uniform(4, 40)
    x, y = np.meshgrid(grid.column_centres_m(), grid.row_centres_m())
    ground = (15 * np.sin(x / 90) * np.cos(y / 130)).astype(np.float32)
    paths = fan_paths(Terrain(grid, ground, building), make_fan(400, 5), 503, 511, tx, 1.5, 3500)
    seen = line_of_sight_over_fan(paths).line_of_sight
    assert 0.1 < seen.mean() < 0.9
    wrong = sum(int((walked_line_of_sight(paths, ray) != seen[ray]).sum()) for ray in range(0, seen.shape[0], 5))
    assert wrong == 0


def test_flat_open_ground_is_the_formula():
    paths = one_ray(np.zeros(200))
    loss, seen = tr38901_over_fan(paths, "umi")
    assert seen.all()
    assert loss[0, 2:] == pytest.approx(path_loss_db("umi", True, 3500, paths.distance_m[2:], 10, 1.5), abs=1e-4)


def test_roof_edge_casts_the_shadow_of_similar_triangles():
    # An antenna 3 m above a 30 m roof, 10 m from its edge: the ground is hidden up to 10 * 31.5 / 3 = 105 m.
    building = np.zeros(60)
    building[:3] = 30.0
    _, seen = tr38901_over_fan(one_ray(building, tx=33.0), "uma")
    distance = np.arange(60) * 5.0
    assert not seen[0, (distance > 10) & (distance < 104)].any()
    assert seen[0, distance > 106].all()


def test_antenna_on_a_facade_looks_through_its_own_building_only():
    building = np.zeros(60)
    building[:4] = 30.0  # the building it hangs on
    building[20:24] = 20.0  # another
    _, seen = tr38901_over_fan(one_ray(building, tx=10.0), "umi")
    assert seen[0, :20].all() and not seen[0, 24:40].any()


def test_tower_on_a_podium_blocks_behind_it():
    building = np.zeros(60)
    building[:3], building[3:6] = 20.0, 60.0
    _, seen = tr38901_over_fan(one_ray(building, tx=24.0), "uma")
    assert not seen[0, 6:].any()


def test_receiver_in_a_building_is_judged_at_the_facing_facade():
    building = np.zeros(60)
    building[10:20] = 25.0
    building[30:34] = 25.0
    _, seen = tr38901_over_fan(one_ray(building, tx=10.0), "umi")
    assert seen[0, 10:20].all()  # the facade is in sight, whatever lies behind it
    assert not seen[0, 20:].any()  # hidden by the first building, and so is the second building's facade


@pytest.mark.parametrize("scenario,tx", [("umi", 10.0), ("uma", 30.0), ("rma", 40.0)])
def test_never_below_free_space_and_diffraction_between_los_and_nlos(scenario, tx):
    random = np.random.default_rng(5)
    building = np.where(random.random((40, 300)) < 0.1, random.uniform(3, 50, (40, 300)), 0)
    ground = np.cumsum(random.normal(0, 0.5, (40, 300)), axis=1)
    ground -= ground[:, :1]
    paths = one_ray(building, ground, tx=tx)
    distance_3d = np.maximum(np.hypot(paths.distance_m, paths.ground_m[0, 0] + tx - paths.ground_m - 1.5), 1)
    free = 32.44778 + 20 * np.log10(distance_3d / 1000) + 20 * np.log10(3500)
    loss, seen = tr38901_over_fan(paths, scenario)
    soft, seen_soft = tr38901_over_fan(paths, scenario, diffraction=True)
    assert (loss >= free - 1e-2).all()
    assert (seen == seen_soft).all() and (soft[seen] == loss[seen]).all()
    assert (soft[~seen] <= loss[~seen]).all() and (soft[~seen] < loss[~seen] - 1).any()
    clear = path_loss_db(scenario, True, 3500, paths.distance_m, tx, 1.5, distance_3d_m=distance_3d, extrapolate=True)
    assert (soft >= clear - 1e-3).all()


def test_diffraction_starts_at_six_decibels_behind_a_grazing_edge():
    # The receiver just below the line over the edge: J(0) = 6.0 dB (P.526-15 figure 9).
    building = np.zeros(100)
    building[40] = 8.5 + 1.5 - 8.5 * 40 / 80 + 0.02  # touches the line to step 80
    paths = one_ray(building, tx=10.0)
    clear, _ = tr38901_over_fan(one_ray(np.zeros(100)), "umi")
    soft, seen = tr38901_over_fan(paths, "umi", diffraction=True)
    assert not seen[0, 79]
    assert soft[0, 79] - clear[0, 79] == pytest.approx(6.0, abs=0.6)


def test_without_known_buildings_the_mean_in_db_is_taken():
    paths = one_ray(np.zeros(100))
    loss, seen = tr38901_over_fan(paths, "umi", buildings_known=False)
    assert loss[0, 5:] == pytest.approx(expected_path_loss_db("umi", 3500, paths.distance_m[5:], 10, 1.5), abs=1e-3)
    assert seen[0, 3] and not seen[0, -1]


def test_ranges_raise_by_name():
    with pytest.raises(RangeError) as error:
        tr38901_over_fan(one_ray(np.zeros(5), tx=80.0), "umi")
    assert error.value.values["quantity"] == "tx_height_m"
    assert tr38901_over_fan(one_ray(np.zeros(5), tx=80.0), "umi", extrapolate=True)[0].shape == (1, 5)
    with pytest.raises(RangeError):
        tr38901_over_fan(one_ray(np.zeros(1200)), "umi")
    with pytest.raises(InputError):
        tr38901_over_fan(one_ray(np.zeros(5)), "lunar")


def test_rays_computed_block_by_block_are_the_same_as_all_at_once(monkeypatch):
    random = np.random.default_rng(5)
    building = np.where(random.random((37, 60)) < 0.2, 12.0, 0.0)
    ground = np.linspace(0, 20, 60)[None, :] * random.random((37, 1))
    paths = one_ray(building, ground)
    results = []
    for points in (1, 10 * 60, 10**9):  # a ray at a time, blocks with a rest, all in one
        monkeypatch.setattr("smartpole.engine.propagation.tr38901_fan._BLOCK_POINTS", points)
        results.append(tr38901_over_fan(paths, "umi", diffraction=True))
    for loss, seen in results[1:]:
        np.testing.assert_array_equal(loss, results[0][0])
        np.testing.assert_array_equal(seen, results[0][1])
