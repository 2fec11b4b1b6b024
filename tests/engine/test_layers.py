# SPDX-License-Identifier: GPL-2.0-or-later
"""Throughput against the published bound, and the layers made from a coverage."""

import math

import numpy as np
import pytest
from smartpole.engine import layers, throughput
from smartpole.engine.antenna import Omni
from smartpole.engine.coverage import CoverageSettings, compute_coverage
from smartpole.engine.demand import Demand, Level
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.network import Carrier, Network, Sector, Site
from smartpole.engine.pathloss import PathLossSettings
from smartpole.engine.terrain import Terrain

GRID = Grid(0, 200, 10, 20, 30)
CARRIER = Carrier("n78", 3450, 100, 273, 30, ("CT",))
SECTOR = Sector(CARRIER, 0, 0, 8, 43, Omni(8, 30))
NETWORK = Network(tuple(Site(str(i), "", x, 105, "pole", (SECTOR,)) for i, x in enumerate((55, 155, 245))))


@pytest.fixture(scope="module")
def coverage():
    return compute_coverage(NETWORK, Terrain.flat(GRID), GRID, PathLossSettings(150, 10), CoverageSettings(0.5, overlap_servers=4))


def test_the_truncated_shannon_bound():
    # TR 36.942 annex A: 4.4 bit/s/Hz is reached at about 22 dB downlink, 2.0 at about 15 dB uplink
    assert throughput.spectral_efficiency(22.0, throughput.LTE_DOWN) == pytest.approx(4.4, abs=0.05)
    assert throughput.spectral_efficiency(30.0, throughput.LTE_DOWN) == 4.4
    assert throughput.spectral_efficiency(15.0, throughput.LTE_UP) == pytest.approx(2.0, abs=0.02)
    assert throughput.spectral_efficiency(0.0, throughput.NR_DOWN) == pytest.approx(0.6)
    assert throughput.spectral_efficiency(30.0, throughput.NR_DOWN) == throughput.spectral_efficiency(60.0, throughput.NR_DOWN)
    assert throughput.spectral_efficiency(-10.01, throughput.NR_DOWN) == 0
    assert np.isnan(throughput.spectral_efficiency(np.nan, throughput.NR_DOWN))


def test_rates_grow_with_sinr_and_layers():
    sinr = np.linspace(-12, 35, 95)
    rate = throughput.throughput_mbps(sinr, 100.0)
    assert (np.diff(rate) >= 0).all()
    assert throughput.throughput_mbps(0.0, 100.0) == pytest.approx(0.6 * 100 * 0.74 * 0.86)
    # two streams of half the power each, where that is better than one: never below about 5 dB, nearly double at the cap
    twice = throughput.throughput_mbps(sinr, 100.0, frame=throughput.Frame(0.74, 0.86, 2))
    halves = 2 * throughput.throughput_mbps(sinr - 10 * math.log10(2), 100.0)
    np.testing.assert_allclose(twice, np.maximum(rate, halves), rtol=1e-6)
    assert (twice[sinr < -7] == rate[sinr < -7]).all() and twice[-1] == pytest.approx(2 * rate[-1])
    with pytest.raises(InputError, match="frame_value"):
        throughput.Frame(layers=9)
    with pytest.raises(InputError, match="frame_value"):
        throughput.Frame(slot_share=1.5)


def test_uplink_budget():
    # 26 dBm in one block of 360 kHz, 130 dB coupling loss, noise figure 5, margin 3: noise -110.4 dBm, SINR 6.4 dB
    alone = throughput.one_block_sinr_db(26.0, 130.0, 30.0, throughput.Uplink())
    assert alone == pytest.approx(26 - 130 - (-174 + 10 * math.log10(360e3) + 8)) == pytest.approx(6.44, abs=0.01)
    # -10 dB are kept over 10^1.644 = 44 blocks; a near user fills the carrier, a far one keeps one block
    assert [float(throughput.blocks_for(alone + more, 273, throughput.NR_UP)) for more in (0, 30, -60)] == [44, 273, 1]
    assert (throughput.Uplink().of_band("n78"), throughput.Uplink().of_band("n28")) == (26, 23)
    with pytest.raises(InputError, match="user_power"):
        throughput.Uplink({"default": 60.0})


def test_no_other_number_of_blocks_gives_the_user_more():
    alone = np.linspace(-12, 60, 73)[:, None]
    blocks = np.arange(1, 274)[None]
    every = throughput.spectral_efficiency(alone - 10 * np.log10(blocks), throughput.NR_UP) * blocks
    chosen = throughput.blocks_for(alone[:, 0], 273, throughput.NR_UP)
    ours = throughput.spectral_efficiency(alone[:, 0] - 10 * np.log10(chosen), throughput.NR_UP) * chosen
    np.testing.assert_allclose(ours, every.max(1), rtol=1e-9)


def test_overlap_counts_servers_within_six_decibels(coverage):
    signals = []
    for site in NETWORK.sites:
        alone = compute_coverage(Network((site,)), Terrain.flat(GRID), GRID, PathLossSettings(150, 10))
        signals.append(alone.ss_rsrp_dbm)
    stack = np.nan_to_num(np.array(signals), nan=-999)
    expected = ((stack >= stack.max(0) - 6) & (stack > -900)).sum(0)
    clear = (np.abs(stack.max(0) - 6 - stack) > 1e-3).all(0)
    np.testing.assert_array_equal(coverage.overlap[clear], expected[clear])
    margin = layers.server_margin_db(coverage)
    ordered = np.sort(stack, 0)
    two = ordered[-2] > -900
    np.testing.assert_allclose(margin[two], (ordered[-1] - ordered[-2])[two], atol=1e-3)
    assert np.isnan(margin[~two]).all()


def test_rate_layers_follow_their_server(coverage):
    down, up = layers.downlink_mbps(coverage), layers.uplink_mbps(coverage)
    served = coverage.best_server >= 0
    assert (np.isfinite(down) == served).all() and (np.isfinite(up) == served).all()
    np.testing.assert_allclose(down[served], throughput.throughput_mbps(coverage.ss_sinr_db[served], 100.0), rtol=1e-5)
    assert (layers.downlink_mbps(coverage, 8.0)[served] >= down[served]).all()
    coupling = SECTOR.epre_dbm - coverage.ss_rsrp_dbm[served]
    frame = throughput.UP_FRAME
    alone = throughput.one_block_sinr_db(26.0, coupling, 30.0, throughput.Uplink())
    blocks = throughput.blocks_for(alone, 273, throughput.NR_UP)
    expected = throughput.throughput_mbps(alone - 10 * np.log10(blocks), 0.36 * blocks, throughput.NR_UP, frame)
    np.testing.assert_allclose(up[served], expected, rtol=1e-4)
    # beside the antenna: 0.4 lg2(1 + 10^2.2) over 98.28 MHz for 0.23 x 0.92 of the time
    assert up[served].max() == pytest.approx(0.4 * math.log2(1 + 10**2.2) * 98.28 * 0.23 * 0.92, rel=1e-3)


def test_indoor_level_is_only_in_buildings_and_lower(coverage):
    outdoor = np.ones(GRID.shape, bool)
    outdoor[5:8, 5:8] = False
    low, high = (layers.indoor_rsrp_dbm(coverage, outdoor, kind) for kind in ("low", "high"))
    assert np.isnan(low[outdoor]).all()
    # 3.45 GHz: glass 2.69 dB and concrete 18.8 dB, 30/70: 12.77 dB with the 5 dB; plus 2.5 dB for 5 m
    glass, concrete = 2 + 0.2 * 3.45, 5 + 4 * 3.45
    loss = 5 - 10 * math.log10(0.3 * 10 ** (-glass / 10) + 0.7 * 10 ** (-concrete / 10)) + 2.5
    np.testing.assert_allclose((coverage.ss_rsrp_dbm - low)[~outdoor], loss, atol=1e-3)
    assert (high[~outdoor] < low[~outdoor] - 10).all()


def test_indoor_level_by_building_and_by_p2109(coverage):
    outdoor = np.zeros(GRID.shape, bool)
    glazed = np.zeros(GRID.shape, bool)
    glazed[:, 10:] = True
    low, high, by_type = (layers.indoor_rsrp_dbm(coverage, outdoor, kind) for kind in ("low", "high", glazed))
    np.testing.assert_array_equal(by_type, np.where(glazed, high, low))
    # P.2109-1 at P = 0.5: 10 lg(10^(L_h/10) + 10^(w + x lg f)/10) + 10^-0.3), 3.45 GHz, traditional
    lg = math.log10(3.45)
    through, around = 12.64 + 3.72 * lg + 0.96 * lg**2, 9.1 - 3.0 * lg
    expected = 10 * math.log10(10 ** (through / 10) + 10 ** (around / 10) + 10**-0.3)
    traditional, efficient = (layers.indoor_rsrp_dbm(coverage, outdoor, kind) for kind in ("traditional", "thermally_efficient"))
    served = coverage.best_server >= 0
    np.testing.assert_allclose((coverage.ss_rsrp_dbm - traditional)[served], expected, atol=1e-3)
    assert (efficient[served] < traditional[served] - 10).all()


def test_location_probability():
    assert layers.location_probability(np.array([-90.0]), np.array([-90.0]))[0] == pytest.approx(50, abs=1e-3)
    share = layers.location_probability(np.array([-90.0 + 1.6449 * 7, -90 - 7.0]), np.array([-90.0, -90.0]), 7.0)
    assert share[0] == pytest.approx(95, abs=0.01) and share[1] == pytest.approx(15.866, abs=0.01)


def test_doubtful_cells_and_all_operators():
    level = np.full(GRID.shape, 1, np.uint8)
    level[0, 0] = 0
    demand = Demand(GRID, (Level("A", -90, 3, 100, 5, 98),), level, np.zeros(GRID.shape, np.float32), np.ones(GRID.shape, bool))
    rsrp = np.full(GRID.shape, -95, np.float32)
    rsrp[1, 1] = -105
    rsrp[2, 2] = np.nan
    found = layers.doubtful(demand, rsrp, 10.0)
    assert (found[0, 0], found[1, 1], found[2, 2], found[3, 3]) == (255, 0, 0, 1)
    least = layers.all_operators({"CM": np.array([-80.0, np.nan]), "CT": np.array([-90.0, -70.0])})
    assert least[0] == -90 and np.isnan(least[1])


def test_pdsch_sinr_changes_interference_and_not_noise(coverage):
    plain = layers.pdsch_sinr_db(coverage, 0.0, 0.0)
    np.testing.assert_array_equal(plain, coverage.ss_sinr_db)
    served = coverage.best_server >= 0
    # by hand: S / (b I + N) with N of the carrier, I = S / SINR - N
    signal = 10 ** (coverage.ss_rsrp_dbm[served].astype(float) / 10)
    noise = 10 ** (SECTOR.carrier.noise_per_resource_element_dbm(9.0) / 10)
    interference = np.maximum(signal / 10 ** (coverage.ss_sinr_db[served].astype(float) / 10) - noise, 0)
    for beam, neighbour in ((0.0, 3.0), (8.0, -0.5), (8.0, -20.0)):
        expected = beam + 10 * np.log10(signal / (interference * 10 ** (neighbour / 10) + noise))
        np.testing.assert_allclose(layers.pdsch_sinr_db(coverage, beam, neighbour)[served], expected, atol=2e-3)
    assert (layers.pdsch_sinr_db(coverage, 0.0, 3.0)[served] <= plain[served] + 1e-4).all()
    grid = np.where(served, 8.0, np.nan).astype(np.float32)
    np.testing.assert_allclose(layers.pdsch_sinr_db(coverage, grid)[served], plain[served] + 8, atol=1e-4)
