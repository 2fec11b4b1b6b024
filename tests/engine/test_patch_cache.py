# SPDX-License-Identifier: GPL-2.0-or-later
"""The cache of patches: same results, exact invalidation, bounded size, and a folder that misbehaves."""

import shutil
from dataclasses import replace

import numpy as np
import pytest
from smartpole.engine.antenna import Omni
from smartpole.engine.coverage import compute_coverage
from smartpole.engine.grid import Grid
from smartpole.engine.network import Carrier, Network, Sector, Site
from smartpole.engine.patch_cache import PatchCache
from smartpole.engine.pathloss import PathLossSettings
from smartpole.engine.terrain import Terrain

GRID = Grid(0, 600, 10, 60, 60)
SETTINGS = PathLossSettings(150, 10)
CARRIER = Carrier("n78", 3450, 100, 273, 30, ("CT",))
SECTOR = Sector(CARRIER, 0, 0, 8, 43, Omni(8, 30))
NETWORK = Network(tuple(Site(str(i), "", x, y, "pole", (SECTOR,)) for i, (x, y) in enumerate([(105, 105), (305, 305), (505, 505)])))


def terrain(change=None):
    building = np.zeros(GRID.shape, np.float32)
    building[20:24, 20:24] = 15
    if change is not None:
        building[change] = 9
    return Terrain.flat(GRID, building)


def coverage(cache, ground=None, network=NETWORK, settings=SETTINGS):
    return compute_coverage(network, ground or terrain(), GRID, settings, cache=cache)


def test_cold_and_warm_are_equal_to_no_cache(tmp_path):
    plain = coverage(None)
    for expected in ((0, 3), (3, 0)):
        cache = PatchCache(tmp_path)
        result = coverage(cache)
        assert (cache.hits, cache.misses) == expected
        np.testing.assert_array_equal(result.ss_rsrp_dbm, plain.ss_rsrp_dbm)
        np.testing.assert_array_equal(result.ss_sinr_db, plain.ss_sinr_db)


def test_only_what_changed_is_computed_again(tmp_path):
    coverage(PatchCache(tmp_path))
    moved = [Site("m", "", 106, 105, "pole", (SECTOR,)), *NETWORK.sites[1:]]
    louder = [Site(s.site_id, "", s.x_m, s.y_m, "pole", (SECTOR.turned(power_dbm=46.0, azimuth_deg=9.0),)) for s in NETWORK.sites]
    cases = [
        ({}, 3),
        ({"ground": terrain((55, 5))}, 2),  # a house near the first site only
        ({"network": Network(tuple(moved))}, 2),
        ({"network": Network(tuple(louder))}, 3),  # power and azimuth are no part of path loss
        ({"settings": PathLossSettings(160, 10)}, 0),
        ({"settings": PathLossSettings(150, 10, 3.0)}, 0),
    ]
    for changes, hits in cases:
        cache = PatchCache(tmp_path)
        coverage(cache, **changes)
        assert cache.hits == hits, changes


def test_land_cover_and_sampling_are_part_of_the_key(tmp_path):
    classes = np.full(GRID.shape, 40, np.int32)
    covered = replace(terrain(), landcover_class=classes)
    changed = classes.copy()
    changed[48:52, 8:12] = 10  # near the first site only
    cases = [
        ({"ground": covered}, 0),
        ({"ground": covered}, 3),
        ({"ground": replace(covered, landcover_class=changed)}, 2),
        ({"ground": terrain(), "settings": PathLossSettings(150, 10, sampling="bilinear")}, 0),
    ]
    for changes, hits in cases:
        cache = PatchCache(tmp_path)
        coverage(cache, **changes)
        assert cache.hits == hits, changes


@pytest.mark.parametrize("damage", [b"", b"SPPATCH1 short", None])
def test_damaged_patches_are_computed_again(tmp_path, damage):
    plain = coverage(PatchCache(tmp_path))
    for path in tmp_path.glob("*.patch"):
        content = bytearray(path.read_bytes())
        content[-1] ^= 255
        path.write_bytes(bytes(content) if damage is None else damage)
    cache = PatchCache(tmp_path)
    np.testing.assert_array_equal(coverage(cache).ss_rsrp_dbm, plain.ss_rsrp_dbm)
    assert (cache.repaired, cache.misses) == (3, 3)
    again = PatchCache(tmp_path)
    coverage(again)
    assert again.hits == 3


def test_a_folder_that_vanishes_or_cannot_be_written(tmp_path):
    folder = tmp_path / "cache"
    cache = PatchCache(folder)
    coverage(cache)
    shutil.rmtree(folder)
    coverage(cache)
    assert cache.misses == 6 and len(list(folder.glob("*.patch"))) == 3
    (tmp_path / "file").write_text("in the way")
    blocked = PatchCache(tmp_path / "file")
    coverage(blocked)
    assert blocked.unwritten == 3


def test_size_is_bounded_and_the_longest_unused_goes_first(tmp_path):
    coverage(PatchCache(tmp_path))
    one = max(path.stat().st_size for path in tmp_path.glob("*.patch"))
    cache = PatchCache(tmp_path, max_bytes=4 * one)
    coverage(cache, network=Network(NETWORK.sites[:1]))  # used again: the newest
    others = [Site(str(i), "", 100 + 10 * i, 300, "pole", (SECTOR,)) for i in range(3)]
    coverage(cache, network=Network(tuple(others)))
    assert sum(path.stat().st_size for path in tmp_path.glob("*.patch")) <= 4 * one
    last = PatchCache(tmp_path)
    coverage(last, network=Network(NETWORK.sites[1:2]))
    assert last.hits == 0, "this one had not been used for longest"
