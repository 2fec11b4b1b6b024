# SPDX-License-Identifier: GPL-2.0-or-later
"""The shortcuts of the fan models: bounds that must hold, and blocks, tiles and pieces that must not show."""

import numpy as np
import pytest
from smartpole.engine.grid import Grid
from smartpole.engine.profiles import FanPaths, fan_paths, make_fan
from smartpole.engine.propagation import p526_fan_block, p526_fan_sweep, p1812, p1812_fan_view
from smartpole.engine.propagation.itu_ducting import duct_free_term_db
from smartpole.engine.propagation.itu_radio_climate import RadioClimate, beta0_percent
from smartpole.engine.propagation.p526_fan import delta_bullington_over_fan
from smartpole.engine.propagation.p526_spherical import share_of_loss, smallest_clearance
from smartpole.engine.propagation.p1812_fan import ZONES, p1812_over_fan
from smartpole.engine.terrain import Terrain


def rough_fan(relief_m=250.0, radius_m=1800.0, seed=4, clutter=False, frequency_mhz=1800.0):
    rng = np.random.default_rng(seed)
    steps = rng.normal(0, 1, (140, 140)).cumsum(0).cumsum(1)
    ground = ((steps - steps.min()) / np.ptp(steps) * relief_m + rng.normal(0, 4, steps.shape)).astype(np.float32)
    cover = np.where(rng.random(steps.shape) > 0.6, np.float32(9), np.float32(0)) if clutter else None
    terrain = Terrain(Grid(0.0, 4200.0, 30.0, 140, 140), ground, np.zeros_like(ground), cover)
    return fan_paths(terrain, make_fan(radius_m, 30.0), 2103.0, 2098.0, 20.0, 2.0, frequency_mhz)


@pytest.mark.parametrize("clutter", [False, True])
@pytest.mark.parametrize("percent", [50.0, 5.0])
def test_blocks_tiles_and_pieces_do_not_show(monkeypatch, clutter, percent):
    paths = rough_fan(clutter=clutter)
    whole = p1812_over_fan(paths, time_percent=percent), delta_bullington_over_fan(paths)
    monkeypatch.setattr(p526_fan_block, "BLOCK_RAYS", 70)
    monkeypatch.setattr(p526_fan_block, "PIECE_POINTS", 400)
    monkeypatch.setattr(p526_fan_sweep, "TILE_POINTS", 500)
    parts = p1812_over_fan(paths, time_percent=percent), delta_bullington_over_fan(paths)
    for one, other in zip(whole, parts):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("seed", range(60))
def test_any_setting_equals_the_point_model(seed):
    """Heights, frequencies, steps, shares of time and ground over the whole range; neighbours, plateaus and ties among them."""
    rng = np.random.default_rng(seed)
    rays, steps = 12, int(rng.integers(3, 70))
    ground = rng.normal(0, 1, (rays, steps)).cumsum(axis=1)
    ground = (ground - ground.min()) / np.ptp(ground) * rng.choice([0, 5, 30, 100, 400, 1500])
    ground[:, 0] = ground[0, 0]
    if rng.random() < 0.3:
        ground = np.round(ground / 10) * 10
    clutter = (rng.random((rays, steps)) < 0.5).astype(np.float32) * np.float32(rng.choice([5, 20])) if rng.random() < 0.5 else None
    frequency, tx, rx = (float(np.exp(rng.uniform(np.log(a), np.log(b)))) for a, b in ((30, 6000), (1, 300), (1, 60)))
    distance = np.arange(steps) * float(rng.choice([5, 30, 100, 500]))
    paths = FanPaths(distance, ground.astype(np.float32), np.zeros((rays, steps), np.float32), clutter, tx, rx, frequency)
    zone = str(rng.choice(["inland", "coastal"]))
    options = {
        "time_percent": float(rng.choice([50.0, 49.9, 30.0, 10.0, 2.0, 1.0])),
        "polarization": str(rng.choice(["vertical", "horizontal"])),
        "latitude_deg": float(rng.uniform(0, 75)),
        "delta_n": float(rng.uniform(20, 90)),
    }
    loss = p1812_over_fan(paths, zone=zone, **options)
    for j in {1, 2, steps // 2, steps - 1} - {0}:
        exact = p1812.p1812_loss(
            frequency_mhz=frequency,
            distance_km=distance[: j + 1] / 1000.0,
            height_m=paths.ground_m[:, : j + 1],
            clutter_m=None if clutter is None else clutter[:, : j + 1],
            zone=np.full((rays, j + 1), ZONES[zone]),
            tx_height_m=tx,
            rx_height_m=rx,
            extrapolate=True,
            **options,
        ).loss_db
        assert np.abs(loss[:, j] - exact).max() < 0.005


@pytest.mark.parametrize("relief, frequency", [(20.0, 200.0), (250.0, 1800.0), (900.0, 5000.0)])
def test_the_ducting_loss_is_never_below_its_bound(relief, frequency):
    paths = rough_fan(relief, frequency_mhz=frequency)
    radius = 6371.0 * 157 / 112
    for percent in (50.0, 1.0):
        block = p526_fan_block.fan_block(paths, slice(None), 0.03, None, [500.0 / radius])
        tx_step = p1812_fan_view.first_highest_step(block)
        for piece in block.pieces():
            total = piece.distance_km
            climate = RadioClimate(total, total, 0 * total, beta0_percent(35.0, total, total), radius, 3 * 6371.0)
            view = p1812_fan_view.fan_view(piece, tx_step)
            everywhere = np.arange(piece.rx_m.size)
            bound = p1812_fan_view.smallest_ducting_loss_db(piece, view, climate, frequency / 1000.0, percent, everywhere)
            bound = bound.reshape(piece.rx_m.shape)
            assert p1812_fan_view.ducting_may_matter(piece, view, climate, frequency / 1000.0, percent, bound).all()
            for j in range(piece.steps.start, piece.steps.stop, 7):
                exact = p1812.p1812_loss(
                    frequency_mhz=frequency,
                    distance_km=paths.distance_m[: j + 1] / 1000.0,
                    height_m=paths.ground_m[:, : j + 1],
                    tx_height_m=20.0,
                    rx_height_m=2.0,
                    time_percent=percent,
                    extrapolate=True,
                ).mechanisms.ducting_db
                assert (bound[j - piece.steps.start] <= exact + 1e-4).all()


def test_the_time_term_of_ducting_falls_as_beta_grows():
    total = np.array([[0.1], [3.0], [30.0], [200.0]])
    for percent in (1.0, 10.0, 50.0):
        betas = np.logspace(-6, 1.6, 200)
        terms = [
            duct_free_term_db(total, RadioClimate(total, total, 0 * total, np.full_like(total, b), 8500.0, 19113.0), 2.0, percent)
            for b in betas
        ]
        assert (np.diff(np.stack(terms), axis=0) <= 1e-9).all()


def test_the_reflection_point_is_where_clearance_is_scarcest_and_height_never_hurts():
    rng = np.random.default_rng(0)
    tx, rx = rng.uniform(1, 200, 400), rng.uniform(1, 200, 400)
    distance = rng.uniform(0.05, 0.95, 400) * np.sqrt(0.002 * 8500) * (np.sqrt(tx) + np.sqrt(rx))
    clearance, nearest = smallest_clearance(distance, tx, rx, 8500.0)
    scarcest = clearance / np.sqrt(nearest * (distance - nearest) / distance)
    share = np.linspace(0.01, 0.99, 99)[:, None]
    at = share * distance
    height = tx * (1 - share) + rx * share - 500.0 / 8500.0 * at * (distance - at)
    assert (height / np.sqrt(at * (distance - at) / distance) >= scarcest * (1 - 1e-9)).all()
    before = share_of_loss(distance, tx, rx, 8500.0, 0.3)
    after = share_of_loss(distance, tx + 5, rx + rng.uniform(0, 5, 400), 8500.0, 0.3)
    assert (after <= before + 1e-12).all()
