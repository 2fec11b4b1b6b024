# SPDX-License-Identifier: GPL-2.0-or-later
"""Exposure: limits of GB 8702-2014, boresight distances, sums over sources, boxes and floors."""

import math
from dataclasses import replace

import numpy as np
import pytest
from smartpole.engine import exposure
from smartpole.engine.antenna import Omni
from smartpole.engine.antenna import Sector as SectorAntenna
from smartpole.engine.errors import InputError, RangeError
from smartpole.engine.exposure import Emitter
from smartpole.engine.grid import Grid

BEAM = SectorAntenna(24, 65, 10, 6, 30, 17)


@pytest.mark.parametrize(
    ("frequency", "density", "field"), [(900, 0.4, 12), (2600, 0.4, 12), (3000, 0.4, 12), (3500, 0.467, 13.02), (4900, 0.653, 15.4)]
)
def test_limits(frequency, density, field):
    assert exposure.power_density_limit_w_m2(frequency) == pytest.approx(density, abs=5e-4)
    assert exposure.field_strength_limit_v_m(frequency) == pytest.approx(field, abs=5e-3)
    # both limits say the same of a plane wave (377 ohms), as far as the standard's rounding goes
    assert field**2 / 377 == pytest.approx(density, rel=0.06)


def test_limits_end_where_the_table_ends():
    for frequency in (29, 15001):
        with pytest.raises(RangeError, match="exposure_frequency"):
            exposure.power_density_limit_w_m2(frequency)


@pytest.mark.parametrize(
    ("power", "gain", "duty", "full", "fifth"),
    [(200, 24, 1, 93, 207), (200, 24, 0.1875, 40, 90), (20, 12, 1, 7, 16), (5, 8, 1, 2, 5)],
)
def test_boresight_distances(power, gain, duty, full, fifth):
    assert exposure.boresight_distance_m(power, gain, 3500, 1.0, duty) == pytest.approx(full, abs=0.55)
    assert exposure.boresight_distance_m(power, gain, 3500, exposure.PROJECT_SHARE, duty) == pytest.approx(fifth, abs=0.55)


def test_share_is_one_at_the_boresight_distance():
    emitter = Emitter(0, 0, 30, 90, 0, 200, 3500, BEAM)
    distance = exposure.boresight_distance_m(200, 24, 3500)
    down = math.radians(6)
    share = exposure.share_at([emitter], distance * math.cos(down), 0, 30 - distance * math.sin(down))
    assert share == pytest.approx(1, rel=1e-6)
    assert exposure.share_at([emitter, emitter], 50, 0, 25) == pytest.approx(2 * exposure.share_at([emitter], 50, 0, 25))
    behind = exposure.share_at([emitter], -50, 0, 25)
    assert behind < exposure.share_at([emitter], 50, 0, 25) / 100


def test_bands_add_with_their_own_limits():
    low, high = Emitter(0, 0, 20, 0, 0, 100, 900, Omni(0)), Emitter(0, 0, 20, 0, 0, 100, 4900, Omni(0))
    spread = 100 / (4 * math.pi * 400)
    assert exposure.share_at([low, high], 0, 0, 0) == pytest.approx(spread / 0.4 + spread / (4900 / 7500))


def test_box_contains_every_place_above_the_share():
    emitters = [Emitter(0, 0, 30, azimuth, 0, 200, 3500, BEAM) for azimuth in (30, 150)]
    box = exposure.compliance_box(emitters, 0.2)
    assert box.largest_m == pytest.approx(207, rel=0.02) and box.below_m >= box.above_m
    rng = np.random.default_rng(3)
    ahead, aside, up = rng.uniform(-260, 260, (3, 40000))
    turn = math.radians(30)
    x, y = ahead * math.sin(turn) + aside * math.cos(turn), ahead * math.cos(turn) - aside * math.sin(turn)
    over = exposure.share_at(emitters, x, y, 30 + up) > 0.2
    assert over.any()
    slack = 1.02
    assert ahead[over].max() <= box.front_m * slack and -ahead[over].min() <= box.back_m * slack
    assert np.abs(aside[over]).max() <= box.side_m * slack
    assert up[over].max() <= box.above_m * slack + 0.5 and -up[over].min() <= box.below_m * slack + 0.5


def test_a_single_isotropic_source_has_a_cube():
    box = exposure.compliance_box([Emitter(0, 0, 10, 0, 0, 20, 3500, Omni(5))])
    radius = exposure.boresight_distance_m(20, 5, 3500)
    assert (box.front_m, box.back_m, box.side_m, box.above_m, box.below_m) == pytest.approx([radius] * 5, rel=1e-3)
    assert exposure.compliance_box([]).largest_m == 0


def test_grid_equals_points_and_the_worst_floor_faces_the_beam():
    grid = Grid(0, 200, 10, 20, 20)
    building = np.zeros(grid.shape, np.float32)
    building[9:11, 15] = 40
    ground = np.full(grid.shape, 5, np.float32)
    emitters = [Emitter(15, 105, 35, 90, 0, 200, 3500, BEAM, 0.25)]
    level = ground + 1.5
    share = exposure.share_grid(grid, emitters, level, 1000)
    x, y = np.meshgrid(grid.column_centres_m(), grid.row_centres_m())
    np.testing.assert_allclose(share, exposure.share_at(emitters, x, y, level), rtol=1e-5)
    worst, height = exposure.worst_floor_grid(grid, emitters, ground, building, 1000)
    assert height[0, 0] == 1.5 and worst[0, 0] == share[0, 0]
    expected = 30 - 140 * math.tan(math.radians(6))
    assert abs(height[10, 15] - expected) <= 3 and worst[10, 15] > 2 * share[10, 15]
    assert exposure.share_grid(grid, emitters, level, 30)[0, 19] == 0, "beyond the radius nothing is added"


def test_only_the_roof_that_carries_the_antenna_shelters_the_floors_under_it():
    grid = Grid(0, 200, 10, 20, 20)
    building, owner = np.zeros(grid.shape, np.float32), np.full(grid.shape, -1)
    building[8:12, 1:5], owner[8:12, 1:5] = 30, 0
    building[8:12, 8:10], owner[8:12, 8:10] = 30, 1
    ground = np.zeros(grid.shape, np.float32)
    mast = [Emitter(15, 105, 33, 90, 6, 200, 3500, BEAM, 0.25)]
    open_air, _ = exposure.worst_floor_grid(grid, mast, ground, building, 1000)
    sheltered, _ = exposure.worst_floor_grid(grid, mast, ground, building, 1000, owner=owner)
    concrete_db = 5 + 4 * 3.5  # 3GPP TR 38.901 table 7.4.3-1
    np.testing.assert_allclose(10 * np.log10(open_air[9, 3] / sheltered[9, 3]), concrete_db, atol=0.01)
    np.testing.assert_array_equal(open_air[owner != 0], sheltered[owner != 0])
    on_the_wall, _ = exposure.worst_floor_grid(grid, [replace(mast[0], z_m=20)], ground, building, 1000, owner=owner)
    np.testing.assert_array_equal(on_the_wall, exposure.worst_floor_grid(grid, [replace(mast[0], z_m=20)], ground, building, 1000)[0])


def test_impossible_values_are_refused():
    with pytest.raises(InputError, match="exposure_value"):
        Emitter(0, 0, 0, 0, 0, -1, 3500, Omni(0))
    with pytest.raises(InputError, match="exposure_value"):
        Emitter(0, 0, 0, 0, 0, 1, 3500, Omni(0), 0)
    with pytest.raises(InputError, match="exposure_share"):
        exposure.compliance_box([Emitter(0, 0, 0, 0, 0, 1, 3500, Omni(0))], 0)
