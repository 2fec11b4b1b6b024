# SPDX-License-Identifier: GPL-2.0-or-later
"""One antenna pattern on the sectors of a network, in place of the envelope that the presets assume."""

from dataclasses import replace
from typing import Sequence, Tuple

from .antenna import Omni
from .network import Network, Sector

DIRECTIONAL_KINDS = ("roof", "tower")


def with_pattern(network: Network, pattern, kinds: Sequence[str] = DIRECTIONAL_KINDS) -> Tuple[Network, int]:
    """The network with `pattern` on every directional sector of sites of those kinds, and how many sectors that are.

    Sectors whose site names a pattern of its own keep it.

    The pattern's own gain counts, and its own electrical tilt. Where the inventory asks for another electrical tilt
    the antenna is turned by the difference, as if by its bracket: the tilt of the main beam comes out as asked.
    """
    changed = 0
    sites = []
    for site in network.sites:
        if site.kind in kinds:
            sectors = tuple(_mounted(sector, pattern) for sector in site.sectors)
            changed += sum(new is not old for new, old in zip(sectors, site.sectors))
            site = replace(site, sectors=sectors)
        sites.append(site)
    return Network(tuple(sites)), changed


def _mounted(sector: Sector, pattern) -> Sector:
    if isinstance(sector.antenna, Omni) or hasattr(sector.antenna, "horizontal_db"):  # the site names a file of its own
        return sector
    wanted = getattr(sector.antenna, "electrical_tilt_deg", 0.0)
    own = getattr(pattern, "electrical_tilt_deg", 0.0)
    return sector.turned(antenna=pattern, mechanical_tilt_deg=sector.mechanical_tilt_deg + wanted - own)


def assumed_antennas(network: Network) -> int:
    """Sites whose antenna is not known: those without a pattern from a file, of the run or of their own."""
    return sum(any(not hasattr(sector.antenna, "horizontal_db") for sector in site.sectors) for site in network.sites)
