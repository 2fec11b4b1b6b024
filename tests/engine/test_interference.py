# SPDX-License-Identifier: GPL-2.0-or-later
"""Interference into other stations: gains and ratios by hand, sums, shielding and who has to give way."""

import math
from dataclasses import replace

import numpy as np
import pytest
from smartpole.engine import interference as inf
from smartpole.engine.antenna import Omni
from smartpole.engine.antenna import Sector as Sector38901
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.network import Carrier, Network, Sector, Site
from smartpole.engine.propagation.p452 import p452_loss
from smartpole.engine.station import Station, acir_db, off_axis_deg, rejection_db
from smartpole.engine.terrain import Terrain

GRID = Grid.covering(-1000, -1000, 31000, 1000, 50)
FLAT = Terrain.flat(GRID)
N78 = Carrier("n78", 3550, 100, 273, 30, ("CU",))
EARTH = Station("ES", "earth station", 30000, 0, 3600, 4200, 5, 7.3, 180, 40, 100)


def site(site_id, x, y=0.0, height=30.0, carrier=N78):
    return Site(site_id, "", x, y, "tower", (Sector(carrier, 90, 0, height, 53, Omni(10)),))


def test_a_radio_telescope_is_judged_by_flux_density():
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
    assert off_axis_deg(EARTH, 180, 40) == pytest.approx(0, abs=1e-5)
    assert off_axis_deg(EARTH, 180, 0) == pytest.approx(40)
    assert off_axis_deg(EARTH, 0, 0) == pytest.approx(140)
    assert off_axis_deg(EARTH, 90, 0) == pytest.approx(90)


def test_acir_of_the_published_pairs():
    # BS ACLR 45 dB; UE ACS 33, 20 and 25.5 dB
    assert [round(acir_db(45, acs), 1) for acs in (33, 20, 25.5)] == [32.7, 20.0, 25.5]
    assert acir_db(45, None) == 45


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
    # first adjacent channel: 45 dB leak, 45 dB the receiver takes off: 42 dB; farther away 60 and 60
    assert rejection_db(EARTH, N78) == (pytest.approx(41.99, abs=0.01), "adjacent")
    n41 = Carrier("n41", 2565, 100, 273, 30, ("CM",))
    assert rejection_db(EARTH, n41) == (pytest.approx(56.99, abs=0.01), "far")
    # a filter keeps the carrier away and not what leaks into the band: never worse than none, never better than the leak
    filtered = [rejection_db(replace(EARTH, filter_db=db), N78)[0] for db in (0, 10, 33, 100)]
    assert filtered == sorted(filtered) and filtered[1] == pytest.approx(44.59, abs=0.01) and filtered[-1] == pytest.approx(45.0)
    assert rejection_db(replace(EARTH, frequency_low_mhz=3550), N78) == (0.0, "co")


def test_only_what_reaches_the_first_amplifier_saturates_it():
    c_band = replace(EARTH, frequency_low_mhz=3700)  # 2775 to 5250 MHz with a quarter of either edge
    near = {name: Carrier(name, mhz, 10, 50, 15, ("CM",)) for name, mhz in (("n28", 773), ("b3", 1845), ("n78", 3450), ("n79", 4930))}
    assert {name: c_band.hears(carrier) for name, carrier in near.items()} == {"n28": False, "b3": False, "n78": True, "n79": True}
    low = inf.assess(Network((site("a", 29900, carrier=near["b3"]),)), [c_band], FLAT)[0]
    assert not low.saturated and low.entries[0].received_dbm == -math.inf and math.isfinite(low.i_n_db)


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
    by_hand = p452_loss(frequency_mhz=3550.0, distance_km=np.linspace(0, 0.1, 3)[None], height_m=np.zeros((1, 3)), tx_height_m=30.0,
                        rx_height_m=5.0, time_percent=20.0)  # fmt: skip
    heard = float(EARTH.gain_dbi(270.0, math.degrees(math.atan2(25, 100)), 3550))
    assert near.received_dbm == pytest.approx(53 + 10 - float(by_hand.loss_db[0]) + heard, abs=0.01)
    filtered = inf.assess(Network((site("a", 29900),)), [replace(EARTH, filter_db=60)], FLAT)[0]
    assert not filtered.saturated


def test_a_station_has_its_own_share_of_time_and_antenna():
    station = replace(EARTH, frequency_low_mhz=3400)
    network = Network((site("a", 0),))
    usual, rare = (inf.assess(network, [one], FLAT)[0] for one in (station, replace(station, time_percent=2.0)))
    assert rare.i_n_db > usual.i_n_db + 1 and rare.i_n_db == inf.assess(network, [station], FLAT, 2.0)[0].i_n_db

    beam = replace(station, antenna=Sector38901(20.0, 10.0, 10.0), azimuth_deg=270.0, elevation_deg=0.0)  # looks at the site
    away = replace(beam, elevation_deg=30.0)
    towards, above = (inf.assess(network, [one], FLAT)[0] for one in (beam, away))
    assert towards.received_dbm - usual.received_dbm == pytest.approx(30.0, abs=0.1), "20 dBi in the place of -10 dBi"
    assert towards.received_dbm - above.received_dbm == pytest.approx(30.0, abs=0.2)


def test_sites_beyond_the_reach_are_left_out():
    grid = Grid.covering(-1000, -1000, 401_000, 1000, 500)
    far = replace(EARTH, x_m=400_000.0, frequency_low_mhz=3400)
    finding = inf.assess(Network((site("a", 0), site("b", 150_000))), [far], Terrain.flat(grid))[0]
    assert [entry.site_index for entry in finding.entries] == [1]
    alone = inf.assess(Network((site("a", 0),)), [far], Terrain.flat(grid))[0]
    assert alone.entries == () and alone.verdict == "kept" and alone.coordinate == ()


def test_rings_and_impossible_stations():
    station = replace(EARTH, frequency_low_mhz=3400, co_channel_km=42.5)
    assert inf.assess(Network((site("a", 0),)), [station], FLAT)[0].entries[0].inside_ring
    adjacent = inf.assess(Network((site("a", 0),)), [replace(EARTH, co_channel_km=42.5, adjacent_m=100)], FLAT)[0]
    assert not adjacent.entries[0].inside_ring
    with pytest.raises(InputError, match="station_band"):
        replace(EARTH, frequency_low_mhz=5000)
    with pytest.raises(InputError, match="station_value"):
        replace(EARTH, noise_k=0)
    with pytest.raises(InputError, match="station_place"):
        replace(EARTH, x_m=math.nan)
    with pytest.raises(InputError, match="network_empty"):
        inf.assess(Network(()), [EARTH], FLAT)
