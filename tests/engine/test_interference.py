# SPDX-License-Identifier: GPL-2.0-or-later
"""Interference into other stations: gains and ratios by hand, sums, shielding and who has to give way."""

import math
from dataclasses import replace

import numpy as np
import pytest
from smartpole.engine import interference as inf
from smartpole.engine.antenna import Omni
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.interference import Station
from smartpole.engine.network import Carrier, Network, Sector, Site
from smartpole.engine.propagation.p452 import p452_loss
from smartpole.engine.terrain import Terrain

GRID = Grid.covering(-1000, -1000, 31000, 1000, 50)
FLAT = Terrain.flat(GRID)
N78 = Carrier("n78", 3550, 100, 273, 30, ("CU",))
EARTH = Station("ES", "earth station", 30000, 0, 3600, 4200, 5, 7.3, 180, 40, 100)


def site(site_id, x, y=0.0, height=30.0, carrier=N78):
    return Site(site_id, "", x, y, "tower", (Sector(carrier, 90, 0, height, 53, Omni(10)),))


def test_off_axis_gain_of_the_dish():
    assert inf.dish_gain_dbi(EARTH, 10, 3800) == pytest.approx(7.0)  # 32 - 25 lg 10
    assert inf.dish_gain_dbi(replace(EARTH, pattern="S.580"), 10, 3800) == pytest.approx(4.0)
    assert inf.dish_gain_dbi(EARTH, 60, 3800) == -10
    peak = 10 * math.log10(0.6 * (math.pi * 7.3 * 3800 / 299.792458) ** 2)
    assert inf.dish_gain_dbi(EARTH, 0, 3800) == pytest.approx(peak)
    angles = np.linspace(0, 180, 721)
    assert (np.diff(inf.dish_gain_dbi(EARTH, angles, 3800)) <= 0.04).all()  # the Recommendation itself rises by 0.03 dB at 48 degrees
    assert inf.dish_gain_dbi(replace(EARTH, dish_m=0), 33, 3800) == 0


def test_small_dishes_and_the_reach_of_s580():
    small = replace(EARTH, dish_m=2.4)  # 30 wavelengths at 3800 MHz: the envelope begins at 114 * 30.4^-1.09 = 2.76 degrees
    ratio = 2.4 * 3800 / 299.792458
    first = 114 * ratio**-1.09
    assert first == pytest.approx(2.76, abs=0.01)
    assert inf.dish_gain_dbi(small, first, 3800) == pytest.approx(32 - 25 * math.log10(first))
    assert inf.dish_gain_dbi(small, 1.5, 3800) > inf.dish_gain_dbi(small, first, 3800)
    assert inf.dish_gain_dbi(replace(small, pattern="S.580"), 10, 3800) == pytest.approx(7.0), "S.580 begins at 50 wavelengths"
    large = replace(EARTH, pattern="S.580")
    assert inf.dish_gain_dbi(large, 20, 3800) == pytest.approx(29 - 25 * math.log10(20))
    assert inf.dish_gain_dbi(large, 25, 3800) == pytest.approx(32 - 25 * math.log10(25)), "beyond 20 degrees S.465"
    with pytest.raises(InputError, match="station_pattern"):
        replace(EARTH, pattern="S.1")


def test_a_radio_telescope_is_judged_by_flux_density():
    assert [inf.ra769_limit(*band) for band in ((4990, 5000), (4820, 4840), (4800, 5000), (1400, 1427))] == [-241, -230, -241, None]
    n79 = Carrier("n79", 4860, 60, 162, 30, ("CM",))
    telescope = replace(EARTH, frequency_low_mhz=4820, frequency_high_mhz=4840, spfd_limit_db=-230.0, criterion_db=0.0, dish_m=25.0)
    finding = inf.assess(Network((site("a", 0, carrier=n79),)), [telescope], FLAT)[0]
    # flux density: EIRP density over the sphere, lowered by what the path loses beyond free space
    loss = finding.entries[0].loss_db
    isotropic_dbw_hz = 53 - 30 + 10 - 10 * math.log10(60e6) - loss
    spfd = isotropic_dbw_hz + 10 * math.log10(4 * math.pi * (4830e6 / 299792458.0) ** 2)
    assert finding.entries[0].relation == "co"
    assert finding.i_n_db == pytest.approx(spfd + 230, abs=0.01)
    assert finding.verdict == ("exceeded" if spfd > -230 else "kept")


def test_angle_off_the_beam():
    assert inf.off_axis_deg(EARTH, 180, 40) == pytest.approx(0, abs=1e-5)
    assert inf.off_axis_deg(EARTH, 180, 0) == pytest.approx(40)
    assert inf.off_axis_deg(EARTH, 0, 0) == pytest.approx(140)
    assert inf.off_axis_deg(EARTH, 90, 0) == pytest.approx(90)


def test_acir_of_the_published_pairs():
    # BS ACLR 45 dB; UE ACS 33, 20 and 25.5 dB
    assert [round(inf.acir_db(45, acs), 1) for acs in (33, 20, 25.5)] == [32.7, 20.0, 25.5]
    assert inf.acir_db(45, None) == 45


def test_a_single_co_channel_site_by_hand():
    station = replace(EARTH, frequency_low_mhz=3400)
    finding = inf.assess(Network((site("a", 0),)), [station], FLAT)[0]
    entry = finding.entries[0]
    distance = np.linspace(0, 30, 601)[None]
    loss = p452_loss(
        frequency_mhz=3550.0, distance_km=distance, height_m=np.zeros_like(distance), tx_height_m=30.0, rx_height_m=5.0, time_percent=20.0
    ).loss_db[0]
    assert entry.loss_db == pytest.approx(float(loss), abs=1e-9)
    # the site lies west of a dish that looks south, 40 degrees up
    assert entry.off_axis_deg == pytest.approx(90, abs=0.1)
    expected = 53 + 10 - loss - 10 - 80 - (-198.6 + 20)
    assert finding.i_n_db == pytest.approx(float(expected), abs=0.01) and entry.relation == "co"
    assert finding.received_dbm == pytest.approx(float(53 + 10 - loss - 10), abs=0.01)


def test_neighbouring_bands_are_rejected():
    near = inf.rejection_db(EARTH, Network((site("a", 0),)).sector_rows()[0])
    assert near == (pytest.approx(45), "adjacent")
    far = inf.rejection_db(EARTH, Network((site("a", 0, carrier=Carrier("n41", 2565, 100, 273, 30, ("CM",))),)).sector_rows()[0])
    assert far == (pytest.approx(60), "far")
    filtered = inf.rejection_db(replace(EARTH, filter_db=33), Network((site("a", 0),)).sector_rows()[0])
    assert filtered[0] == pytest.approx(32.7, abs=0.05)


def test_sites_add_up_and_the_strongest_give_way():
    network = Network(tuple(site(str(i), x) for i, x in enumerate((29000, 28000, 15000, 0))))
    station = replace(EARTH, frequency_low_mhz=3400, criterion_db=20.0, saturation_dbm=0.0)
    together = inf.assess(network, [station], FLAT)[0]
    alone = [inf.assess(Network((one,)), [station], FLAT)[0].i_n_db for one in network.sites]
    assert together.i_n_db == pytest.approx(10 * math.log10(sum(10 ** (value / 10) for value in alone)), abs=1e-6)
    assert together.verdict == "exceeded" and together.coordinate[0] == 0
    rest = Network(tuple(one for index, one in enumerate(network.sites) if index not in together.coordinate))
    if rest.sites:
        assert inf.assess(rest, [station], FLAT)[0].i_n_db <= 20.0
    mild = replace(station, criterion_db=200.0)
    assert inf.assess(network, [mild], FLAT)[0].verdict == "kept" and inf.assess(network, [mild], FLAT)[0].coordinate == ()


def test_a_hill_shields_and_saturation_counts():
    ground = np.zeros(GRID.shape, np.float32)
    column = int(GRID.row_column(25000, 0)[1])
    ground[:, column - 10 : column + 10] = 250
    network = Network((site("a", 20000),))
    station = replace(EARTH, frequency_low_mhz=3400)
    behind = inf.assess(network, [station], Terrain(GRID, ground, np.zeros(GRID.shape, np.float32)))[0]
    open_view = inf.assess(network, [station], FLAT)[0]
    assert behind.i_n_db < open_view.i_n_db - 20
    near = inf.assess(Network((site("a", 29900),)), [EARTH], FLAT)[0]
    assert near.saturated and near.verdict == "exceeded"
    filtered = inf.assess(Network((site("a", 29900),)), [replace(EARTH, filter_db=60)], FLAT)[0]
    assert not filtered.saturated


def test_rings_and_impossible_stations():
    station = replace(EARTH, frequency_low_mhz=3400, co_channel_km=42.5)
    assert inf.assess(Network((site("a", 0),)), [station], FLAT)[0].entries[0].inside_ring
    adjacent = inf.assess(Network((site("a", 0),)), [replace(EARTH, co_channel_km=42.5, adjacent_m=100)], FLAT)[0]
    assert not adjacent.entries[0].inside_ring
    with pytest.raises(InputError, match="station_band"):
        replace(EARTH, frequency_low_mhz=5000)
    with pytest.raises(InputError, match="station_value"):
        replace(EARTH, noise_k=0)
    with pytest.raises(InputError, match="network_empty"):
        inf.assess(Network(()), [EARTH], FLAT)
