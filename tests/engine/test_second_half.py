# SPDX-License-Identifier: GPL-2.0-or-later
"""A process for the second half of a fan: equal to the last bit, gone with its owner, and nothing lost when it dies or cannot be."""

import gc
import logging
import tempfile
from dataclasses import replace

import numpy as np
import pytest
from smartpole.engine import second_half
from smartpole.engine.antenna import Sector as SectorAntenna
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.network import Carrier, Network, Sector, Site
from smartpole.engine.pathloss import PatchWork, PathLossSettings, Rays
from smartpole.engine.propagation.registry import model, models
from smartpole.engine.second_half import SecondHalf
from smartpole.engine.terrain import Terrain
from smartpole.engine.whatif import WhatIf

GRID = Grid(0, 1600, 10, 160, 170)


def terrain():
    rng = np.random.default_rng(3)
    rows, columns = np.mgrid[:160, :170]
    ground = 30 * np.sin(rows / 15) * np.cos(columns / 20) + rng.uniform(0, 4, GRID.shape)
    building = np.where((rng.random(GRID.shape) < 0.1) & (columns < 80), 12, 0)  # none in the east
    return Terrain(GRID, ground.astype(np.float32), building.astype(np.float32))


def sites(count=6):
    antenna, carrier = SectorAntenna(16, 65, 10, 6, 30, 17), Carrier("n28", 773, 30, 160, 15, ("CBN",))
    places = np.random.default_rng(4).uniform(100, 1500, (count, 2))
    return [
        Site(str(i), "", x, y, "tower", tuple(Sector(carrier, a, 0, 25, 50, antenna) for a in (0, 120, 240)))
        for i, (x, y) in enumerate(places)
    ]


def masts(count=6):
    return [site.mast(site.sectors[0]) for site in sites(count)]


def work(key="p1812"):
    return PatchWork(terrain(), GRID, PathLossSettings(600, 10, 1.5, key, model(key).sampling), model(key).fan_model(extrapolate=True))


@pytest.fixture
def at_once(monkeypatch, tmp_path):
    """The process is started for any work; returns the folder in which it must leave nothing."""
    monkeypatch.setattr(second_half, "WORTH_SECONDS", 0.0)
    monkeypatch.setattr(second_half, "thread_count", lambda: 2)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.glob("smartpole_work_*")) == []


@pytest.mark.parametrize("key", [entry.key for entry in models("fan")])
def test_a_rays_loss_does_not_depend_on_the_others(key):
    of = work(key)
    mast = masts(1)[0]
    whole, behind = Rays(of.terrain, of.settings, of.model)(mast)
    cut = whole.shape[0] // 2
    parts = [Rays(of.terrain, of.settings, of.model, *ends)(mast) for ends in ((0, cut), (cut, None))]
    np.testing.assert_array_equal(np.concatenate([part for part, _ in parts]), whole)
    if behind is not None:
        joined = second_half._joined(parts[0][1], parts[1][1], parts[0][0].shape, parts[1][0].shape)
        np.testing.assert_array_equal(joined, behind)


def test_patches_are_the_same_to_the_last_bit(at_once):
    of = work()
    halves = SecondHalf(of)
    halves.start_if_worth(masts(1)[0])
    assert halves.wait(30) and halves.ready
    process = halves._worker._process
    for mast in masts():
        one, other = of(mast), halves(mast)
        assert (one.mast, one.window) == (other.mast, other.window)
        np.testing.assert_array_equal(one.loss_db, other.loss_db)
    halves.close()
    assert process.poll() is not None and not halves.ready
    np.testing.assert_array_equal(halves(mast).loss_db, one.loss_db)


def test_a_process_that_dies_is_done_without(at_once, caplog):
    of = work()
    halves = SecondHalf(of)
    halves.start_if_worth(masts(1)[0])
    assert halves.wait(30)
    halves._worker._process.kill()
    with caplog.at_level(logging.WARNING):
        for mast in masts(3):
            np.testing.assert_array_equal(halves(mast).loss_db, of(mast).loss_db)
    assert not halves.ready and "computed here" in caplog.text


def test_no_process_for_quick_work_and_none_without_an_interpreter(at_once, monkeypatch):
    monkeypatch.setattr(second_half, "WORTH_SECONDS", 60.0)
    quick = SecondHalf(work())
    quick.start_if_worth(masts(1)[0])
    assert not quick.wait(0) and quick._starter is None
    monkeypatch.setattr(second_half, "WORTH_SECONDS", 0.0)
    missing = SecondHalf(work(), interpreter=str(at_once / "no_python"))
    missing.start_if_worth(masts(1)[0])
    assert not missing.wait(30)
    assert missing(masts(1)[0]).loss_db.size


def test_what_cannot_be_sent_is_computed_here(at_once):
    base = work()
    of = PatchWork(base.terrain, base.grid, base.settings, lambda paths, mast: base.model(paths, mast))
    halves = SecondHalf(of)
    halves.start_if_worth(masts(1)[0])
    assert not halves.wait(30)
    np.testing.assert_array_equal(halves(masts(1)[0]).loss_db, base(masts(1)[0]).loss_db)


def test_an_error_comes_as_if_nobody_had_helped(at_once):
    halves = SecondHalf(work())
    halves.start_if_worth(masts(1)[0])
    assert halves.wait(30)
    with pytest.raises(InputError):
        halves(replace(masts(1)[0], height_m=-5.0))
    assert halves(masts(1)[0]).loss_db.size
    halves.close()


def test_a_network_that_is_tried_out_has_one_and_it_goes_with_it(at_once):
    of, stand = work(), sites()

    def tried(threads):
        second_half.thread_count = lambda: threads
        return WhatIf(Network(tuple(stand)), of.terrain, GRID, of.settings, model=of.model)

    alone, world = tried(1), tried(2)
    assert not alone.wait() and world.wait(30)
    process = world._work._worker._process
    new = Site("new", "", 777.0, 888.0, "tower", stand[0].sectors)
    for each in (alone, world):
        each.add(new)
        each.replace(Site("2", "", 500.0, 600.0, "tower", stand[0].sectors))
    for layer in ("ss_rsrp_dbm", "ss_sinr_db", "best_server"):
        np.testing.assert_array_equal(getattr(world, layer), getattr(alone, layer))
    del world, each
    gc.collect()
    assert process.poll() is not None
