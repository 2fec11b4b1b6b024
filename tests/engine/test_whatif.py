# SPDX-License-Identifier: GPL-2.0-or-later
"""What-if against computing everything again, through long random series of changes."""

import numpy as np
import pytest
from smartpole.engine import strips
from smartpole.engine.antenna import Omni
from smartpole.engine.antenna import Sector as SectorAntenna
from smartpole.engine.coverage import CoverageSettings, compute_coverage, directions, directions_to_cells
from smartpole.engine.demand import Demand, Level
from smartpole.engine.errors import InputError
from smartpole.engine.gaps import attainment, judge
from smartpole.engine.grid import Grid, Window
from smartpole.engine.network import Carrier, Network, Sector, Site
from smartpole.engine.patch_cache import PatchCache
from smartpole.engine.patch_memory import PatchMemory
from smartpole.engine.pathloss import PathLossSettings, compute_patch, patch_of
from smartpole.engine.terrain import Terrain
from smartpole.engine.whatif import WhatIf

GRID = Grid(0, 600, 10, 60, 70)
SETTINGS = PathLossSettings(300, 10)
CHANNELS = [Carrier("n78", 3450, 100, 273, 30, ("CT",)), Carrier("n41", 2565, 100, 273, 30, ("CM",))]
LEVELS = (Level("A", -85, 0, 100, 5, 98), Level("D", -100, -3, 10, 1, 90))


def random_site(rng, site_id):
    x, y = rng.uniform(0, 700), rng.uniform(0, 600)
    carrier = CHANNELS[int(rng.random() < 0.3)]
    load = rng.choice([None, 0.2, 1.0])
    if rng.random() < 0.4:
        return Site(site_id, "", x, y, "pole", (Sector(carrier, 0, 0, 8, 43, Omni(8, 30), load),))
    turn = rng.uniform(0, 120)
    antenna = SectorAntenna(16, 65, 10, rng.uniform(0, 10), 30, 17)
    return Site(site_id, "", x, y, "roof", tuple(Sector(carrier, turn + a, 0, 25, 50, antenna, load) for a in (0, 120, 240)))


def setting(seed):
    rng = np.random.default_rng(seed)
    building = np.zeros(GRID.shape, np.float32)
    for _ in range(8):
        row, column = rng.integers(0, 54), rng.integers(0, 64)
        building[row : row + 5, column : column + 5] = rng.uniform(5, 40)
    area = np.ones(GRID.shape, bool)
    area[:, 66:] = False
    level = np.where(area, np.where(np.arange(GRID.columns) < 30, 1, 2)[None, :], 0).astype(np.uint8)
    weight = np.where(area & (building > 0), rng.uniform(0, 9, GRID.shape), 0).astype(np.float32)
    return rng, Terrain.flat(GRID, building), area, Demand(GRID, LEVELS, level, weight, building == 0)


def same_as_computed(world, sites, terrain, area, demand):
    full = compute_coverage(Network(tuple(sites)), terrain, GRID, SETTINGS, CoverageSettings(0.5), area)
    for now, then in ((world.ss_rsrp_dbm, full.ss_rsrp_dbm), (world.ss_sinr_db, full.ss_sinr_db)):
        np.testing.assert_array_equal(np.isnan(now), np.isnan(then))
    heard = np.isfinite(full.ss_rsrp_dbm)
    np.testing.assert_allclose(world.ss_rsrp_dbm[heard], full.ss_rsrp_dbm[heard], atol=1e-3)
    clear = heard & ~(full.ss_rsrp_dbm - full.second_rsrp_dbm < 1e-3)
    np.testing.assert_allclose(world.ss_sinr_db[clear], full.ss_sinr_db[clear], atol=1e-3)
    ours = [(world.row(n).site.site_id, world.row(n).sector.azimuth_deg) for n in world.best_server[clear]]
    theirs = [(full.rows[n].site.site_id, full.rows[n].sector.azimuth_deg) for n in full.best_server[clear]]
    assert ours == theirs
    shares = attainment(demand, judge(demand, world.ss_rsrp_dbm, world.ss_sinr_db))
    np.testing.assert_allclose(world.figures.area_pct, [share.area_pct for share in shares[:2]], atol=1e-6)
    np.testing.assert_allclose(world.figures.weight_pct, [share.weight_pct for share in shares[:2]], atol=1e-4)


@pytest.mark.parametrize(("seed", "depth"), [(0, 6), (1, 6), (2, 2), (3, 3)])
def test_a_series_of_changes_equals_a_full_computation(seed, depth):
    rng, terrain, area, demand = setting(seed)
    sites = {str(i): random_site(rng, str(i)) for i in range(6)}
    world = WhatIf(Network(tuple(sites.values())), terrain, GRID, SETTINGS, CoverageSettings(0.5), area, demand, depth=depth)
    same_as_computed(world, sites.values(), terrain, area, demand)
    for step in range(14):
        choice = rng.random()
        if choice < 0.35 or len(sites) < 2:
            site = random_site(rng, f"new{step}")
            world.add(site)
            sites[site.site_id] = site
        elif choice < 0.65:
            site_id = str(rng.choice(list(sites)))
            world.remove(site_id)
            del sites[site_id]
        else:
            site_id = str(rng.choice(list(sites)))
            site = random_site(rng, site_id)
            if rng.random() < 0.5:  # re-tilt one sector only
                old = sites[site_id]
                turned = (old.sectors[0].turned(mechanical_tilt_deg=4.0, power_dbm=47.0), *old.sectors[1:])
                site = Site(site_id, "", old.x_m, old.y_m, old.kind, turned)
            world.replace(site)
            sites[site_id] = site
        if step % 3 == 0:
            same_as_computed(world, sites.values(), terrain, area, demand)
    same_as_computed(world, sites.values(), terrain, area, demand)


def test_adding_and_removing_leaves_no_trace(tmp_path):
    rng, terrain, area, demand = setting(9)
    network = Network(tuple(random_site(rng, str(i)) for i in range(4)))
    world = WhatIf(network, terrain, GRID, SETTINGS, None, area, demand, cache=PatchCache(tmp_path))
    before = world.ss_rsrp_dbm.copy(), world.figures
    change = world.add(random_site(rng, "x"))
    assert change.window is not None and world.figures != before[1]
    assert world.remove("x").figures == before[1]
    np.testing.assert_array_equal(world.ss_rsrp_dbm, before[0])
    assert world.sites == ("0", "1", "2", "3")


def test_impossible_changes_are_refused():
    rng, terrain, area, demand = setting(4)
    site = random_site(rng, "a")
    world = WhatIf(Network((site,)), terrain, GRID, SETTINGS)
    assert world.figures is None
    with pytest.raises(InputError, match="whatif_site_exists"):
        world.add(site)
    for act in (lambda: world.remove("b"), lambda: world.replace(random_site(rng, "b"))):
        with pytest.raises(InputError, match="whatif_no_site"):
            act()
    world.remove("a")
    assert (world.best_server == -1).all() and np.isnan(world.ss_rsrp_dbm).all()


def test_a_whole_town_may_go_site_by_site():
    """Every list runs dry and is filled again from the sites that are left."""
    rng, terrain, area, demand = setting(6)
    sites = {str(i): random_site(rng, str(i)) for i in range(12)}
    world = WhatIf(Network(tuple(sites.values())), terrain, GRID, SETTINGS, CoverageSettings(0.5), area, demand, depth=2)
    for site_id in list(sites)[:-1]:
        world.remove(site_id)
        del sites[site_id]
        same_as_computed(world, sites.values(), terrain, area, demand)


def test_the_second_server_is_exact_too():
    rng, terrain, area, demand = setting(7)
    sites = {str(i): random_site(rng, str(i)) for i in range(7)}
    world = WhatIf(Network(tuple(sites.values())), terrain, GRID, SETTINGS, CoverageSettings(0.5), area, demand, depth=2)
    for site_id in ("3", "5"):
        world.remove(site_id)
        del sites[site_id]
    full = compute_coverage(Network(tuple(sites.values())), terrain, GRID, SETTINGS, CoverageSettings(0.5), area)
    np.testing.assert_allclose(world.coverage().second_rsrp_dbm[area], full.second_rsrp_dbm[area], atol=1e-3)


def test_a_site_may_move_out_of_its_own_reach():
    rng, terrain, area, demand = setting(8)
    sites = {str(i): random_site(rng, str(i)) for i in range(4)}
    site = sites["0"]
    sites["0"] = Site("0", "", 20, 20, site.kind, site.sectors)
    world = WhatIf(Network(tuple(sites.values())), terrain, GRID, SETTINGS, CoverageSettings(0.5), area, demand)
    sites["0"] = Site("0", "", 690, 590, site.kind, site.sectors)
    change = world.replace(sites["0"])
    assert change.window == Window(0, 0, GRID.rows, GRID.columns)
    same_as_computed(world, sites.values(), terrain, area, demand)


def test_single_cells_are_seen_as_in_a_window():
    """Bit for bit: what a cell was filled with is what is taken out again."""
    rng, _, _, _ = setting(10)
    terrain = Terrain(GRID, rng.uniform(0, 90, GRID.shape).astype(np.float32), np.zeros(GRID.shape, np.float32))
    mast = random_site(rng, "a")
    mast = mast.mast(mast.sectors[0])
    window = Window(5, 9, 40, 51)
    whole = directions(terrain, GRID, window, mast, 1.5)
    rows, columns = rng.integers(0, 40, 300), rng.integers(0, 51, 300)
    some = directions_to_cells(terrain, GRID, rows + 5, columns + 9, mast, 1.5)
    np.testing.assert_array_equal(some.azimuth_deg, whole.azimuth_deg[rows, columns])
    np.testing.assert_array_equal(some.zenith_deg, whole.zenith_deg[rows, columns])


def test_patches_in_memory_are_those_computed_and_no_more_than_allowed(tmp_path):
    rng, terrain, _, _ = setting(11)
    masts = [row.mast for row in Network(tuple(random_site(rng, str(i)) for i in range(6))).sector_rows()]
    patches = {mast: compute_patch(terrain, GRID, mast, SETTINGS) for mast in masts}
    below = PatchCache(tmp_path)
    memory = PatchMemory(below, max_bytes=3 * 2 * max(patch.loss_db.size for patch in patches.values()))
    for _ in range(2):
        for mast, patch in patches.items():
            for _ in range(2):
                np.testing.assert_array_equal(patch_of(terrain, GRID, mast, SETTINGS, cache=memory).loss_db, patch.loss_db)
                rows, columns = rng.integers(0, patch.window.rows, 9), rng.integers(0, patch.window.columns, 9)
                np.testing.assert_array_equal(memory.loss_of_cells_db(mast, rows, columns), patch.loss_db[rows, columns])
    assert memory.loss_of_cells_db(masts[0], rows, columns) is None
    assert (below.misses, below.hits) == (len(patches), len(patches)), "memory held too few for the second round, never twice in a row"


class StoppedError(Exception):
    """Raised by path loss in place of what may happen there: cancel, no memory, a model's range."""


def moved(site, by_m):
    return Site(site.site_id, "", site.x_m + by_m, site.y_m, site.kind, site.sectors)


@pytest.mark.parametrize("left", [0, 1, 2, 5])
def test_a_change_that_fails_leaves_everything_as_it_was(left):
    """`left`: how many patches can still be had after the network stands; the cache is gone, so that known ones are asked for too."""
    rng, terrain, area, demand = setting(12)
    sites = {str(i): random_site(rng, str(i)) for i in range(8)}
    may = [10_000]

    def model(paths, mast):
        from smartpole.engine.pathloss import tr38901

        may[0] -= 1
        if may[0] < 0:
            raise StoppedError
        return tr38901(paths, mast)

    world = WhatIf(Network(tuple(sites.values())), terrain, GRID, SETTINGS, CoverageSettings(0.5), area, demand, model, depth=2)
    failed = 0
    for step, act in enumerate(("replace", "add", "remove", "replace", "remove", "remove")):
        site_id = str(step)
        wanted = random_site(rng, "new") if act == "add" else moved(sites[site_id], 40.0)
        before = world.ss_rsrp_dbm.copy(), world.ss_sinr_db.copy(), world.best_server.copy(), world.figures, world.sites
        rows = {name: world.site(name) for name in world.sites}
        world.cache = PatchMemory()
        may[0] = left
        try:
            world.remove(site_id) if act == "remove" else getattr(world, act)(wanted)
        except StoppedError:
            failed += 1
            for now, then in zip((world.ss_rsrp_dbm, world.ss_sinr_db, world.best_server), before):
                np.testing.assert_array_equal(now, then)
            assert (world.figures, world.sites) == before[3:]
            assert {name: world.site(name) for name in world.sites} == rows
        else:
            sites.pop(site_id) if act == "remove" else sites.update({wanted.site_id: wanted})
        may[0] = 10_000
    assert failed > 0
    for act in (lambda: world.add(random_site(rng, "last")), lambda: world.remove("last"), lambda: world.remove("7")):
        act()
    del sites["7"]
    same_as_computed(world, sites.values(), terrain, area, demand)


def test_two_threads_give_what_one_gives(monkeypatch):
    worlds = []
    for count in (1, 2):
        monkeypatch.setattr(strips, "thread_count", lambda count=count: count)
        monkeypatch.setattr(strips, "WORTH_CELLS", 0)
        rng, terrain, area, demand = setting(8)
        sites = [random_site(rng, str(i)) for i in range(7)]
        world = WhatIf(Network(tuple(sites)), terrain, GRID, SETTINGS, CoverageSettings(0.5), area, demand, depth=2)
        world.add(random_site(rng, "new"))
        world.replace(moved(sites[2], 70.0))
        world.remove("4")
        worlds.append(world)
    for layer in ("ss_rsrp_dbm", "ss_sinr_db", "best_server"):
        np.testing.assert_array_equal(*(getattr(world, layer) for world in worlds))
    assert worlds[0].figures == worlds[1].figures
