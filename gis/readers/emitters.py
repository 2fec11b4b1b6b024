# SPDX-License-Identifier: GPL-2.0-or-later
"""Antennas of a site as exposure sees them: on their ground, with the gain of their traffic beams."""

from typing import List

from ...engine import exposure
from ...engine.coverage import antenna_level_m
from ...engine.network import Site
from ...engine.terrain import Terrain
from ..shipped import preset

DUTY = 0.1875  #: downlink share of TDD 0.75 times 0.25 for beams that move: this product's default, not a standard's


def site_emitters(site: Site, terrain: Terrain, duty: float = DUTY) -> List[exposure.Emitter]:
    """The site's antennas with the gain of their traffic beams."""
    usual = preset("network")["kinds"][site.kind]["traffic_gain_dbi"]
    found = []
    for sector in site.sectors:
        gain = usual.get(sector.carrier.band, usual["default"])
        ground = antenna_level_m(terrain, site.mast(sector)) - sector.height_m
        one = type(site)(site.site_id, site.name, site.x_m, site.y_m, site.kind, (sector,))
        found += exposure.emitters_of(one, ground, gain, duty)
    return found
