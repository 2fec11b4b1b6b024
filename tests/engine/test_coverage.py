# SPDX-License-Identifier: GPL-2.0-or-later
"""Coverage against a plain reference, cell by cell; cancel, progress and the edges of the plan area."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from smartpole.engine.antenna import Omni, sector_gain_dbi
from smartpole.engine.antenna import Sector as SectorAntenna
from smartpole.engine.coverage import ChannelSum, CoverageSettings, compute_coverage, served_by_site, site_signals
from smartpole.engine.errors import Cancelled, InputError
from smartpole.engine.grid import Grid
from smartpole.engine.network import Carrier, Network, Sector, Site
from smartpole.engine.pathloss import PathLossSettings, compute_patch, free_space_loss_db, pack, unpack
from smartpole.engine.progress import Progress
from smartpole.engine.terrain import Terrain

CHANNELS = [Carrier("n78", 3450, 100, 273, 30, ("CT",)), Carrier("n41", 2565, 100, 273, 30, ("CM",))]
GRID = Grid(0, 300, 10, 30, 40)
SETTINGS = PathLossSettings(250, 10)


SMALL = Grid(0, 120, 10, 12, 15)  # where every cell is computed again in plain Python


def random_network(rng, sites=5, grid=GRID):
    made = []
    for number in range(sites):
        x, y = rng.uniform(-50, grid.x_max_m + 50), rng.uniform(-50, grid.y_max_m + 50)
        if rng.random() < 0.5:
            sectors = tuple(
                Sector(CHANNELS[rng.integers(2)], azimuth, 0, 25, 50, SectorAntenna(15, 65, 12, 5), rng.choice([None, 0.2, 1.0]))
                for azimuth in (0, 120, 240)
            )
            made.append(Site(f"s{number}", "", x, y, "roof", sectors))
        else:
            made.append(Site(f"s{number}", "", x, y, "pole", (Sector(CHANNELS[rng.integers(2)], 0, 0, 8, 43, Omni(8, 30)),)))
    return Network(tuple(made))


def random_terrain(rng, grid=GRID):
    building = np.zeros(grid.shape, np.float32)
    for _ in range(4):
        row, column = rng.integers(0, grid.rows - 4), rng.integers(0, grid.columns - 4)
        building[row : row + 4, column : column + 4] = rng.uniform(5, 40)
    ground = (rng.uniform(0, 0.05) * np.arange(grid.columns)[None, :] * 10 + np.zeros(grid.shape)).astype(np.float32)
    return Terrain(grid, ground, building)


def reference(network, terrain, load, grid=SMALL):
    """The same layers by the definition, one cell and one sector at a time, in float64."""
    rows = network.sector_rows()
    levels = np.full((len(rows), *grid.shape), np.nan)
    x, y = grid.column_centres_m(), grid.row_centres_m()
    for row in rows:
        patch = compute_patch(terrain, grid, row.mast, SETTINGS)
        if patch is None:
            continue
        place = grid.row_column(row.mast.x_m, row.mast.y_m)
        own = terrain.ground_m[np.clip(place[0], 0, grid.rows - 1), np.clip(place[1], 0, grid.columns - 1)]
        for i in range(patch.window.rows):
            for j in range(patch.window.columns):
                r, c = patch.window.row + i, patch.window.column + j
                east, north = x[c] - row.mast.x_m, y[r] - row.mast.y_m
                drop = own + row.mast.height_m - SETTINGS.rx_height_m - terrain.ground_m[r, c]
                zenith = 90 + math.degrees(math.atan2(drop, max(1.0, math.hypot(east, north))))
                bearing = math.degrees(math.atan2(east, north))
                gain = sector_gain_dbi(row.sector.antenna, row.sector.azimuth_deg, row.sector.mechanical_tilt_deg, bearing, zenith)
                levels[row.index, r, c] = row.sector.epre_dbm + gain - patch.loss_db[i, j]
    rsrp = np.full(grid.shape, np.nan)
    sinr, best, near = rsrp.copy(), np.full(grid.shape, -1), np.zeros(grid.shape, int)
    for r in range(grid.rows):
        for c in range(grid.columns):
            heard = [k for k in range(len(rows)) if np.isfinite(levels[k, r, c])]
            if not heard:
                continue
            server = max(heard, key=lambda k: levels[k, r, c])
            carrier = rows[server].sector.carrier
            disturbed = sum(
                (load if rows[k].sector.load is None else rows[k].sector.load) * 10 ** (levels[k, r, c] / 10)
                for k in heard
                if k != server and rows[k].sector.carrier.channel == carrier.channel
            )
            noise = 10 ** (carrier.noise_per_resource_element_dbm(9) / 10)
            rsrp[r, c], best[r, c] = levels[server, r, c], server
            same = [k for k in heard if rows[k].sector.carrier.channel == carrier.channel]
            near[r, c] = sum(levels[k, r, c] >= levels[server, r, c] - 6 for k in same)
            sinr[r, c] = levels[server, r, c] - 10 * math.log10(disturbed + noise)
    apart = np.abs(rsrp[None] - np.nan_to_num(levels, nan=-999))
    apart[np.maximum(best, 0), np.arange(grid.rows)[:, None], np.arange(grid.columns)[None, :]] = 99  # the server itself
    clear = (apart > 1e-3).all(0) & (np.abs(apart - 6) > 1e-3).all(0)  # no ties
    return rsrp, sinr, best, near, clear


@pytest.mark.parametrize("first", range(0, 200, 40))
def test_random_networks_equal_a_plain_computation(first):
    computed = 0
    for seed in range(first, first + 40):
        rng = np.random.default_rng(seed)
        network, terrain = random_network(rng, int(rng.integers(1, 7)), SMALL), random_terrain(rng, SMALL)
        try:
            coverage = compute_coverage(network, terrain, SMALL, SETTINGS, CoverageSettings(0.5, overlap_servers=18))
        except InputError as error:
            assert error.key == "no_site_in_reach"
            continue
        computed += 1
        rsrp, sinr, best, near, clear = reference(network, terrain, 0.5)
        assert np.array_equal(np.isnan(coverage.ss_rsrp_dbm), np.isnan(rsrp)), seed
        np.testing.assert_allclose(coverage.ss_rsrp_dbm, rsrp, atol=2e-3)
        np.testing.assert_array_equal(coverage.best_server[clear], best[clear])
        np.testing.assert_allclose(coverage.ss_sinr_db[clear], sinr[clear], atol=5e-3)
        np.testing.assert_array_equal(coverage.overlap[clear], near[clear])
    assert computed > 30


def test_strong_signal_keeps_weak_noise():
    total = ChannelSum((1,))
    total.add(0, np.array([-40.0], np.float32), 1.0)
    assert total.sinr_db(-120.2)[0] == pytest.approx(80.2, abs=1e-3)
    total.add(1, np.array([-130.0], np.float32), 1.0)
    assert total.sinr_db(-120.2)[0] == pytest.approx(-40 - 10 * math.log10(10**-13 + 10**-12.02), abs=1e-3)


def test_the_order_of_windows_and_threads_does_not_matter():
    rng = np.random.default_rng(5)
    network, terrain = random_network(rng, 8), random_terrain(rng)
    alone = compute_coverage(network, terrain, GRID, SETTINGS)
    with ThreadPoolExecutor(3) as pool:
        together = compute_coverage(network, terrain, GRID, SETTINGS, executor=pool)
    np.testing.assert_array_equal(alone.ss_sinr_db, together.ss_sinr_db)
    np.testing.assert_array_equal(alone.best_server, together.best_server)


def test_a_larger_terrain_around_the_grid_gives_the_same():
    rng = np.random.default_rng(3)
    network = random_network(rng, 4)
    small = Terrain.flat(GRID)
    large = Terrain.flat(Grid.covering(-100, -100, 500, 400, 10))
    np.testing.assert_array_equal(
        compute_coverage(network, small, GRID, SETTINGS).ss_rsrp_dbm, compute_coverage(network, large, GRID, SETTINGS).ss_rsrp_dbm
    )


def test_more_sites_never_cover_less_and_more_load_never_helps():
    rng = np.random.default_rng(11)
    network, terrain = random_network(rng, 6), random_terrain(rng)
    full = compute_coverage(network, terrain, GRID, SETTINGS)
    fewer = compute_coverage(Network(network.sites[:3]), terrain, GRID, SETTINGS)
    both = np.isfinite(fewer.ss_rsrp_dbm)
    assert (full.ss_rsrp_dbm[both] >= fewer.ss_rsrp_dbm[both] - 1e-4).all()
    loaded = compute_coverage(network, terrain, GRID, SETTINGS, CoverageSettings(1.0))
    seen = np.isfinite(full.ss_sinr_db)
    assert (loaded.ss_sinr_db[seen] <= full.ss_sinr_db[seen] + 1e-4).all()


def test_no_data_outside_the_plan_area_and_out_of_reach():
    area = np.zeros(GRID.shape, bool)
    area[:, :20] = True
    network = Network((Site("p", "", 5, 295, "pole", (Sector(CHANNELS[0], 0, 0, 8, 43, Omni(8, 30)),)),))
    coverage = compute_coverage(network, Terrain.flat(GRID), GRID, SETTINGS, area=area)
    assert np.isnan(coverage.ss_rsrp_dbm[:, 20:]).all() and (coverage.best_server[:, 20:] == -1).all()
    assert coverage.best_server[0, 0] == 0 and coverage.best_server[29, 19] == -1
    assert served_by_site(coverage) == [int((coverage.best_server == 0).sum())]


def test_loss_is_never_below_free_space_and_survives_packing():
    rng = np.random.default_rng(2)
    patch = compute_patch(random_terrain(rng), GRID, random_network(rng).sector_rows()[0].mast, SETTINGS)
    rows, columns = patch.window.slices
    east = GRID.column_centres_m()[columns][None, :] - patch.mast.x_m
    north = GRID.row_centres_m()[rows][:, None] - patch.mast.y_m
    floor = free_space_loss_db(patch.mast.frequency_mhz, np.hypot(east, north))
    inside = np.isfinite(patch.loss_db) & (np.hypot(east, north) > 30)
    assert (patch.loss_db[inside] >= floor[inside] - 0.2).all()  # the mast's place is rounded to a quarter cell
    np.testing.assert_array_equal(unpack(pack(patch.loss_db)), patch.loss_db)


def test_site_signals_are_what_coverage_takes_the_maximum_of():
    rng = np.random.default_rng(8)
    network, terrain = random_network(rng, 5), random_terrain(rng)
    best = np.full(GRID.shape, np.nan, np.float32)
    for _, window, level in site_signals(network, terrain, GRID, SETTINGS):
        best[window.slices] = np.fmax(best[window.slices], level)
    np.testing.assert_allclose(best, compute_coverage(network, terrain, GRID, SETTINGS).ss_rsrp_dbm, atol=1e-3)


def test_cancel_stops_and_progress_only_grows():
    network = random_network(np.random.default_rng(1), 8)
    seen = []
    with pytest.raises(Cancelled):
        compute_coverage(network, Terrain.flat(GRID), GRID, SETTINGS, progress=Progress(seen.append, lambda: len(seen) >= 3))
    assert len(seen) == 3 and seen == sorted(seen)


def test_bad_input_is_refused():
    terrain = Terrain.flat(GRID)
    with pytest.raises(InputError, match="network_empty"):
        compute_coverage(Network(()), terrain, GRID, SETTINGS)
    far = Network((Site("p", "", 9000, 9000, "pole", (Sector(CHANNELS[0], 0, 0, 8, 43, Omni(8)),)),))
    with pytest.raises(InputError, match="no_site_in_reach"):
        compute_coverage(far, terrain, GRID, SETTINGS)
    for load in (-0.1, 1.1, float("nan")):
        with pytest.raises(InputError, match="load_range"):
            CoverageSettings(load)
    with pytest.raises(InputError, match="radius_value"):
        PathLossSettings(-5, 5)
