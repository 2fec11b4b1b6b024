# SPDX-License-Identifier: GPL-2.0-or-later
"""A path in section: bulge, Fresnel zone, what blocks, and refused input."""

import numpy as np
import pytest
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.path_profile import sample_path
from smartpole.engine.terrain import Terrain


def terrain(building=None, size=200):
    grid = Grid(0, 50, 5, 10, size)
    values = np.zeros(grid.shape, np.float32)
    for first, last, height in building or []:
        values[:, first:last] = height
    return Terrain.flat(grid, values)


def path(building=None, tx=10.0, rx=1.5, start=(2.5, 25.0), end=(802.5, 25.0)):
    return sample_path(terrain(building), start, end, 5.0, tx, rx, 3500.0)


def test_fresnel_zone_and_bulge_in_the_middle():
    section = path()
    assert section.paths.distance_m[[0, -1]] == pytest.approx([0, 800])
    # F1 = sqrt(lambda d1 d2 / d) with lambda = 85.66 mm
    assert section.fresnel_m[80] == pytest.approx(np.sqrt(0.0856549881 * 400 * 400 / 800))
    assert section.bulge_m[80] == pytest.approx(400 * 400 / (2 * 8.5e6))
    assert not section.blocked.any() and section.least_clearance_share > 0.6


def test_a_building_in_the_way_is_named_and_measured():
    section = path([(80, 84, 20.0)])
    assert section.blocked.sum() == 4 and section.least_clearance_share < 0
    assert (section.in_fresnel >= section.blocked).all()
    low = path([(80, 84, 4.0)])  # 1.7 m below the line where the zone is 4.1 m
    assert not low.blocked.any() and low.in_fresnel.any() and 0 < low.least_clearance_share < 0.6


def test_own_buildings_do_not_count():
    assert not path([(0, 6, 30.0)]).blocked.any()  # the antenna hangs on it
    assert path([(0, 6, 9.9)], tx=10.0).least_clearance_share < 0.6  # the roof under the antenna does
    assert not path([(150, 170, 30.0)]).blocked.any()  # the receiver is in it
    assert path([(150, 158, 30.0)]).blocked.any()  # it is before the receiver


@pytest.mark.parametrize("change", [{"end": (2.5, 25.0)}, {"end": (5000.0, 25.0)}, {"tx": 0.0}, {"rx": -1.0}, {"start": (np.nan, 0.0)}])
def test_unusable_paths_are_refused(change):
    with pytest.raises(InputError):
        path(**change)


def test_neighbouring_points_give_three():
    assert path(end=(4.0, 25.0)).paths.distance_m.size == 3
