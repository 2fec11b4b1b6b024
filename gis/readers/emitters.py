# SPDX-License-Identifier: GPL-2.0-or-later
"""Antennas of a site as exposure sees them: on their ground, with the gain of their traffic beams and their share of full power."""

from dataclasses import dataclass, replace
from typing import Dict, List, Sequence, Tuple

from ...engine import exposure
from ...engine.antenna import Omni
from ...engine.coverage import antenna_level_m
from ...engine.errors import InputError
from ...engine.network import Sector, Site
from ...engine.terrain import Terrain
from ..shipped import preset

DOWN_SHARE = 0.75  #: of the time of a TDD carrier
STEERED_DB = 3.0  #: an antenna whose traffic beams gain more than this over its broadcast beams moves them
APART_M = 1.0  #: sites closer than this share a mast

BySite = Sequence[Tuple[Site, List[exposure.Emitter]]]


@dataclass(frozen=True)
class Duty:
    """Share of full power on a six-minute mean; this product's defaults, not a standard's.

    steered : of TDD carriers whose beams move, 0.75 of the time and a quarter of it in one direction
    fixed : of antennas with fixed beams, 1 for full power; TDD carriers take `DOWN_SHARE` of it
    """

    steered: float = 0.1875
    fixed: float = 1.0

    def __post_init__(self):
        for value in (self.steered, self.fixed):
            if not 0 < value <= 1:
                raise InputError("exposure_value", power_w=0, duty=value)


DUTY = Duty()


def site_emitters(site: Site, terrain: Terrain, duty: Duty = DUTY) -> List[exposure.Emitter]:
    """The site's antennas with the gain of their traffic beams, in the order of its sectors."""
    values = preset("network")["kinds"][site.kind]
    found = []
    for sector in site.sectors:
        band = sector.carrier.band
        traffic, broadcast = (float(values[name].get(band, values[name]["default"])) for name in ("traffic_gain_dbi", "ssb_gain_dbi"))
        steered = _steered(sector, traffic - broadcast)
        share = duty.steered if steered else duty.fixed * (DOWN_SHARE if sector.carrier.duplex == "TDD" else 1.0)
        if steered and not hasattr(sector.antenna, "horizontal_3db_deg"):  # a file holds the broadcast beams: traffic is no weaker
            sector = sector.turned(antenna=replace(sector.antenna, max_gain_dbi=max(traffic, sector.antenna.max_gain_dbi)))
        ground = antenna_level_m(terrain, site.mast(sector)) - sector.height_m
        found += exposure.emitters_of(replace(site, sectors=(sector,)), ground, traffic, share)
    return found


def _steered(sector: Sector, more_db: float) -> bool:
    return sector.carrier.duplex == "TDD" and not isinstance(sector.antenna, Omni) and more_db > STEERED_DB


def by_mast(by_site: BySite) -> List[List[int]]:
    """Which sites stand on one mast: their places in the list, every site in one group."""
    groups: Dict[Tuple[int, int], List[int]] = {}
    for place, (site, _) in enumerate(by_site):
        groups.setdefault((round(site.x_m / APART_M), round(site.y_m / APART_M)), []).append(place)
    return list(groups.values())


def of_masts(by_site: BySite) -> List[Tuple[Site, List[exposure.Emitter]]]:
    """The same with what stands on one mast as one site, whoever owns it: GB 8702-2014 §4.2 sums over all of it."""
    found = []
    for places in by_mast(by_site):
        sites = [by_site[place][0] for place in places]
        whole = replace(
            sites[0],
            site_id="+".join(site.site_id for site in sites),
            name="+".join(site.name for site in sites if site.name),
            sectors=tuple(sector for site in sites for sector in site.sectors),
            planned=all(site.planned for site in sites),
        )
        found.append((whole, [emitter for place in places for emitter in by_site[place][1]]))
    return found
