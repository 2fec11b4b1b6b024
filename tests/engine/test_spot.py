# SPDX-License-Identifier: GPL-2.0-or-later
"""A spot's signals are those of the coverage map, and what blocks is found."""

import json
from pathlib import Path

import numpy as np
import pytest
from smartpole.engine.coverage import CoverageSettings, compute_coverage
from smartpole.engine.equipment import site_of
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.network import Network
from smartpole.engine.pathloss import PathLossSettings
from smartpole.engine.spot import nearest, obstacle_of, section_to, signals_at, sinr_db
from smartpole.engine.terrain import Terrain

PRESET = json.loads((Path(__file__).resolve().parents[2] / "resources" / "presets" / "network.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def place():
    grid = Grid.covering(0, 0, 600, 400, 5.0)
    building = np.zeros(grid.shape, np.float32)
    row, column = grid.row_column(300, 200)
    building[row - 8 : row + 8, column - 6 : column + 6] = 30.0
    terrain = Terrain(grid, np.zeros(grid.shape, np.float32), building, None, ())
    sites = [site_of(PRESET, name, x, y, "tower", "", 25.0, ("CT",), ("n78",)) for name, x, y in (("W", 102.5, 202.5), ("N", 402.5, 352.5))]
    return grid, terrain, Network(tuple(sites))


def test_a_spot_hears_what_the_map_shows(place):
    grid, terrain, network = place
    coverage = compute_coverage(network, terrain, grid, PathLossSettings(800.0, 5.0), CoverageSettings(0.5, 9.0))
    differences, sinr = [], []
    rows, columns = np.meshgrid(np.arange(3, grid.rows, 7), np.arange(3, grid.columns, 7), indexing="ij")
    for row, column in zip(rows.ravel(), columns.ravel()):
        x, y = grid.column_centres_m()[column], grid.row_centres_m()[row]
        signals = signals_at(terrain, network.sector_rows(), x, y, 1.5, 800.0, 5.0)
        differences.append(abs(signals[0].ss_rsrp_dbm - coverage.ss_rsrp_dbm[row, column]))
        sinr.append(abs(sinr_db(signals, 0.5, 9.0) - coverage.ss_sinr_db[row, column]))
    assert np.median(differences) < 0.3 and np.mean(np.array(differences) < 1.0) > 0.95
    assert np.median(sinr) < 0.5


def test_the_building_in_the_way_is_found(place):
    _grid, terrain, network = place
    signal = next(s for s in signals_at(terrain, network.sector_rows(), 450.0, 202.5, 1.5, 800.0, 5.0) if s.row.site.site_id == "W")
    assert not signal.line_of_sight
    obstacle = obstacle_of(section_to(terrain, signal, 450.0, 202.5, 1.5, 5.0))
    assert obstacle.building and obstacle.height_m == 30.0
    assert 265 <= obstacle.x_m <= 335 and obstacle.above_line_m > 5


def test_a_free_path_has_no_obstacle(place):
    _grid, terrain, network = place
    signal = next(s for s in signals_at(terrain, network.sector_rows(), 200.0, 210.0, 1.5, 800.0, 5.0) if s.row.site.site_id == "W")
    assert signal.line_of_sight
    assert obstacle_of(section_to(terrain, signal, 200.0, 210.0, 1.5, 5.0)) is None


def test_a_spot_off_the_terrain_is_refused(place):
    _grid, terrain, network = place
    with pytest.raises(InputError):
        signals_at(terrain, network.sector_rows(), -50.0, 0.0, 1.5, 800.0, 5.0)


def test_nearest_places_come_in_order_and_within_reach():
    places = np.array([[0.0, 0.0], [30.0, 0.0], [10.0, 0.0], [500.0, 0.0]])
    assert nearest(places, 0.0, 0.0, 100.0, 2) == (0, 2)
    assert nearest(np.zeros((0, 2)), 0.0, 0.0, 100.0, 2) == ()
