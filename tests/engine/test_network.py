# SPDX-License-Identifier: GPL-2.0-or-later
"""Bands, carriers, sectors and sites: figures of the standards, and what is refused or pointed out."""

import json
from pathlib import Path

import pytest
from smartpole.engine.antenna import Omni
from smartpole.engine.antenna import Sector as SectorAntenna
from smartpole.engine.equipment import site_of
from smartpole.engine.errors import InputError
from smartpole.engine.network import Carrier, Network, Sector, Site, bands_of, carrier_of

PRESET = json.loads((Path(__file__).parents[2] / "resources" / "presets" / "network.json").read_text(encoding="utf-8"))
BANDS = bands_of(PRESET)
N78 = carrier_of(BANDS, "n78", ("CT", "CU"))


def sector(azimuth=0.0, power=53.0, carrier=N78, height=25.0, load=None):
    return Sector(carrier, azimuth, 0.0, height, power, SectorAntenna(16, 65, 10, 6), load)


@pytest.mark.parametrize(
    ("power_w", "blocks", "epre_dbm"),
    [(320, 273, 19.9), (240, 273, 18.6), (200, 273, 17.9), (20, 273, 7.9), (5, 273, 1.8), (160, 160, 19.2)],
)
def test_energy_per_resource_element(power_w, blocks, epre_dbm):
    from math import log10

    carrier = Carrier("x", 3500, 100, blocks, 30, ("CT",))
    assert sector(power=10 * log10(power_w * 1000), carrier=carrier).epre_dbm == pytest.approx(epre_dbm, abs=0.06)


def test_noise_in_a_resource_element():
    assert N78.noise_per_resource_element_dbm(9) == pytest.approx(-120.2, abs=0.05)
    assert carrier_of(BANDS, "n28", ("CBN",)).noise_per_resource_element_dbm(9) == pytest.approx(-123.2, abs=0.05)


def test_carriers_lie_in_their_owners_spectrum():
    assert (N78.frequency_mhz, N78.bandwidth_mhz, N78.resource_blocks) == (3450, 100, 273)
    assert carrier_of(BANDS, "n78", ("CU",)).frequency_mhz == 3550
    assert carrier_of(BANDS, "n41", ("CM",)).channel == (2565, 100)
    for name, band in BANDS.items():
        for operator, (low, high) in band.owners.items():
            carrier = carrier_of(BANDS, name, (operator,))
            assert low <= carrier.frequency_mhz - carrier.bandwidth_mhz / 2
            assert carrier.frequency_mhz + carrier.bandwidth_mhz / 2 <= high


def test_a_band_that_is_not_owned_or_known_is_refused():
    with pytest.raises(InputError, match="band_not_owned"):
        carrier_of(BANDS, "n78", ("CM",))
    with pytest.raises(InputError, match="unknown_band"):
        carrier_of(BANDS, "n77", ("CT",))


@pytest.mark.parametrize("height", [0, -3, float("nan")])
def test_an_antenna_needs_a_height(height):
    with pytest.raises(InputError, match="sector_height"):
        sector(height=height)


def test_scenario_follows_kind_and_height():
    pole = Site("p", "", 0, 0, "pole", ())
    roof = Site("r", "", 0, 0, "roof", ())
    assert [pole.scenario(8), pole.scenario(35)] == ["umi", "uma"]
    assert [roof.scenario(25), roof.scenario(7)] == ["uma", "umi"]


def test_rows_number_the_sectors_and_findings_name_faults():
    network = Network(
        (
            Site("a", "", 0, 0, "roof", (sector(0), sector(120), sector(0))),
            Site("b", "", 0, 0.01, "pole", (Sector(N78, 0, 0, 8, 43, Omni(8)),)),
        )
    )
    rows = network.sector_rows()
    assert [row.index for row in rows] == [0, 1, 2, 3]
    assert [row.site_index for row in rows] == [0, 0, 0, 1]
    assert {key for key, _ in network.findings()} == {"sectors_same_azimuth", "sites_at_one_place"}


def test_one_operators_network():
    n41 = carrier_of(BANDS, "n41", ("CM",))
    network = Network((Site("a", "", 0, 0, "roof", (sector(0), sector(0, carrier=n41))), Site("b", "", 99, 0, "roof", (sector(0),))))
    assert [site.site_id for site in network.of_operator("CM").sites] == ["a"]
    assert len(network.of_operator("CU").sector_rows()) == 2
    with pytest.raises(InputError, match="unknown_operator"):
        network.of_operator("XX")


def test_sites_near_an_extent():
    network = Network((Site("in", "", 50, 50, "roof", ()), Site("near", "", 150, 50, "roof", ()), Site("far", "", 900, 50, "roof", ())))
    assert [site.site_id for site in network.near(0, 0, 100, 100, 100).sites] == ["in", "near"]


def test_4g_and_5g_of_one_site():
    def made(technology, bands=("n78", "b3"), operators=("CT",), power=320.0):
        return site_of(PRESET, "s", 0, 0, "tower", "", 30.0, operators, bands, power, technology=technology)

    both, only_4g = Network((made(None),)), Network((made("LTE"),))
    assert [len(both.of_technology(name).sector_rows()) for name in ("NR", "LTE")] == [3, 3] and len(both.sector_rows()) == 6
    assert {row.sector.carrier.band for row in only_4g.sector_rows()} == {"b3"}
    assert only_4g.sector_rows()[0].sector.power_dbm == 49 and "power" in only_4g.sites[0].assumptions, "320 W are those of 5G"
    assert made("LTE", ("b3",), power=80.0).sectors[0].power_dbm == pytest.approx(49.03, abs=0.01)
    assert {s.carrier.band for s in made("LTE", ()).sectors} == {"b3", "b5"}
    assert {s.carrier.band for s in made("LTE", (), ("CBN",)).sectors} == {"b3", "b8"}, "its users are on China Mobile's 4G"
    assert {s.carrier.technology for s in made("NR", ()).sectors} == {"NR"}
    with pytest.raises(InputError, match="unknown_technology"):
        both.of_technology("6G")
