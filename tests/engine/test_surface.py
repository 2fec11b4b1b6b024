# SPDX-License-Identifier: GPL-2.0-or-later
"""A surface model becomes ground, buildings and clutter."""

import numpy as np
import pytest
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.surface import with_surface
from smartpole.engine.terrain import Terrain

GRID = Grid(0, 200, 10, 20, 20)
HOUSE, WOOD = (slice(4, 8), slice(4, 8)), (slice(12, 16), slice(2, 10))


def surface():
    """Ground rising to the east, a house of 15 m, a wood of 9 m, a car."""
    ground = np.broadcast_to(100 + 0.5 * np.arange(20), GRID.shape).astype(np.float32)
    found = ground.copy()
    found[HOUSE] += 15
    found[WOOD] += 9
    found[18, 18] += 1.5
    return ground, found


def known(ground, height=6.0):
    building = np.zeros(GRID.shape, np.float32)
    building[HOUSE] = height
    return Terrain(GRID, ground, building, assumptions=("building_height_assumed:1",))


def test_with_a_terrain_model_and_buildings():
    ground, top = surface()
    found = with_surface(known(ground), top)
    assert found.building_m[HOUSE] == pytest.approx(15) and (found.building_m > 0).sum() == 16
    assert found.clutter_m[WOOD] == pytest.approx(9) and found.clutter_m[18, 18] == 0 and found.clutter_m[HOUSE].max() == 0
    assert np.array_equal(found.ground_m, ground) and found.assumptions == ("building_height_assumed:1",)


def test_with_a_terrain_model_alone_everything_high_is_a_building():
    ground, top = surface()
    found = with_surface(Terrain(GRID, ground, np.zeros(GRID.shape, np.float32), assumptions=("no_buildings",)), top)
    assert found.building_m[WOOD] == pytest.approx(9) and found.clutter_m is None and found.assumptions == ()


def test_without_a_terrain_model_the_ground_is_found_around_the_buildings():
    ground, top = surface()
    flat = Terrain.flat(GRID, known(ground).building_m)
    found = with_surface(flat, top, ground_known=False)
    assert np.abs(found.ground_m - ground)[HOUSE].max() <= 1.0  # the nearest cell outside, half a metre of slope a cell
    assert found.building_m[HOUSE] == pytest.approx(15, abs=1.0) and found.assumptions == ("ground_from_surface",)
    bare = with_surface(Terrain.flat(GRID), top, ground_known=False)
    assert np.array_equal(bare.ground_m, top) and not bare.is_building.any() and "surface_as_ground" in bare.assumptions


def test_faulty_surfaces_are_refused():
    ground, top = surface()
    holes = top.copy()
    holes[3, 3] = np.nan
    for broken in (holes, top[:5]):
        with pytest.raises(InputError):
            with_surface(known(ground), broken)
