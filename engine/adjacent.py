# SPDX-License-Identifier: GPL-2.0-or-later
"""Adjacent channels: what a carrier beside one's own leaks into it, or what the user's receiver lets through.

1/ACIR = 1/ACLR + 1/ACS in linear terms (3GPP TR 36.942 V17.0.0 §5.1.1.4). With ACLR 45 dB of the base station (TS 38.104)
the receiver decides: ACS 33 dB (n77 to n79), 20 dB (n41 at 100 MHz), 25.5 dB (n28 at 30 MHz) (TS 38.101-1 §7.5).
The whole power of the neighbouring carrier, ACIR lower, is taken as spread evenly over one's own carrier.
"""

from typing import Mapping

from .network import Carrier

DEFAULT = "default"
_TOLERANCE_MHZ = 1e-6


def edge_gap_mhz(one: Carrier, other: Carrier) -> float:
    """Empty spectrum between two carriers; negative where they overlap."""
    return abs(one.frequency_mhz - other.frequency_mhz) - (one.bandwidth_mhz + other.bandwidth_mhz) / 2


def is_adjacent(victim: Carrier, other: Carrier) -> bool:
    """The first adjacent channel: less than the victim's own width away."""
    return -_TOLERANCE_MHZ <= edge_gap_mhz(victim, other) < victim.bandwidth_mhz - _TOLERANCE_MHZ


def leak_ratio(victim: Carrier, other: Carrier, acir_db: Mapping[str, float]) -> float:
    """Interference per resource element of `victim` over the power per resource element of `other`; 0 unless adjacent.

    acir_db : by the victim's band, with a "default"
    """
    if not is_adjacent(victim, other):
        return 0.0
    acir = acir_db.get(victim.band, acir_db[DEFAULT])
    return other.resource_blocks / victim.resource_blocks * 10 ** (-acir / 10)
