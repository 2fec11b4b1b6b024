# SPDX-License-Identifier: GPL-2.0-or-later
"""A spot's signals are those of the coverage map, and what blocks is found."""

import json
from pathlib import Path

import numpy as np
import pytest
from smartpole.engine.coverage import CoverageSettings, compute_coverage
from smartpole.engine.equipment import site_of
from smartpole.engine.errors import InputError
from smartpole.engine.exposure import emitters_of, share_at, share_grid
from smartpole.engine.grid import Grid
from smartpole.engine.network import Network
from smartpole.engine.pathloss import PathLossSettings
from smartpole.engine.propagation.registry import model, models
from smartpole.engine.spot import exposure_at, nearest, obstacle_of, section_to, signals_at, sinr_db
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


@pytest.mark.parametrize("key", [entry.key for entry in models("fan")])
def test_a_spot_hears_what_the_map_of_any_model_shows(place, key):
    grid, terrain, network = place
    entry, step = model(key), 10.0
    over_fan = entry.fan_model(extrapolate=True)
    path_loss = PathLossSettings(600.0, step, 1.5, key, entry.sampling)
    coverage = compute_coverage(network, terrain, grid, path_loss, CoverageSettings(0.5, 9.0), model=over_fan)
    differences = []
    for row in range(3, grid.rows, 11):
        for column in range(3, grid.columns, 11):
            x, y = grid.column_centres_m()[column], grid.row_centres_m()[row]
            signals = signals_at(terrain, network.sector_rows(), x, y, 1.5, 600.0, step, over_fan)
            differences.append(abs(signals[0].ss_rsrp_dbm - coverage.ss_rsrp_dbm[row, column]))
    assert np.median(differences) < 0.5 and np.mean(np.array(differences) < 3.0) > 0.85
    mast = network.sites[0]
    for away in (0.0, 0.4, 3.0, 12.0):  # at the foot of the mast too
        signals = signals_at(terrain, network.sector_rows(), mast.x_m + away, mast.y_m, 1.5, 600.0, step, over_fan)
        assert np.isfinite([signal.loss_db for signal in signals]).all()


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


def test_exposure_adds_up_over_sites_and_agrees_with_the_map(place):
    grid, terrain, network = place
    west, north = network.sites
    north = type(north)(north.site_id, north.name, north.x_m, north.y_m, north.kind, north.sectors, planned=True)
    by_site = [(site, emitters_of(site, 0.0, 24.0, 0.1875)) for site in (west, north)]
    x, y = grid.column_centres_m()[30], grid.row_centres_m()[40]
    found = exposure_at(by_site, x, y, 1.5, 400.0)
    every = [emitter for _, emitters in by_site for emitter in emitters]
    assert found.share == pytest.approx(float(share_at(every, x, y, 1.5)))
    assert found.share == pytest.approx(float(share_grid(grid, every, np.full(grid.shape, 1.5, np.float32), 400.0)[40, 30]), rel=1e-4)
    assert found.planned == pytest.approx(float(share_at(by_site[1][1], x, y, 1.5)))
    assert found.strongest.site_id == max(by_site, key=lambda pair: float(share_at(pair[1], x, y, 1.5)))[0].site_id


def test_exposure_of_one_beam_is_the_formula_of_the_standard(place):
    site = place[2].sites[0]
    (emitter,) = emitters_of(type(site)(site.site_id, "", site.x_m, site.y_m, site.kind, site.sectors[:1]), 0.0, None, 1.0)
    away = 50.0
    azimuth = np.deg2rad(emitter.azimuth_deg)
    gain = 10 ** (emitter.antenna.max_gain_dbi / 10)
    largest = emitter.power_w * gain / (4 * np.pi * away**2) / (emitter.frequency_mhz / 7500)  # GB 8702-2014: f/7500 above 3 GHz
    shares = []
    for tilt in np.deg2rad(np.arange(0.0, 15.0, 0.25)):  # somewhere below the horizon is the middle of the beam
        flat = away * np.cos(tilt)
        x, y, z = emitter.x_m + flat * np.sin(azimuth), emitter.y_m + flat * np.cos(azimuth), emitter.z_m - away * np.sin(tilt)
        shares.append(exposure_at([(site, [emitter])], x, y, z, 400.0).share)
    assert max(shares) == pytest.approx(largest, rel=1e-3)


def test_nothing_within_reach_exposes_nobody(place):
    by_site = [(site, emitters_of(site, 0.0, None, 1.0)) for site in place[2].sites]
    found = exposure_at(by_site, 5000.0, 5000.0, 1.5, 400.0)
    assert (found.share, found.planned, found.strongest) == (0.0, 0.0, None)
