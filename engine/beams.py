# SPDX-License-Identifier: GPL-2.0-or-later
"""Traffic beams against broadcast beams: what a beam gains at its own user, and what neighbours' beams do on average.

A traffic beam points at its user and is stronger there than the broadcast (SSB) beams by the difference of their gains.
A neighbour's beams point at the neighbour's users: over many of them a receiver elsewhere meets their mean, which energy
conservation keeps near the broadcast level. How near is an assumption of this product; `mean_beam_gain_db` is how its
figures were found. Beams: ITU-R M.2101-0 table 4, elements of 3GPP TR 38.901 table 7.3-1.
"""

import math

import numpy as np

from .antenna import Array
from .errors import InputError

LOWEST_DB, HIGHEST_DB = -20.0, 20.0


def checked_db(value: float, name: str) -> float:
    """A gain difference that can be; `InputError` otherwise."""
    if not math.isfinite(value) or not LOWEST_DB <= value <= HIGHEST_DB:
        raise InputError("beam_gain_value", name=name, value=value)
    return float(value)


def mean_beam_gain_db(
    traffic_gain_dbi: float, envelope, rows: int, columns: int, height_m: float, radius_m: float, half_sector_deg: float = 60.0
) -> float:
    """Mean traffic-beam power towards receivers of neighbouring cells over that of the broadcast envelope, dB.

    traffic_gain_dbi : at the centre of a beam; envelope : the broadcast pattern; rows, columns : elements of the array
    height_m : of the antenna; radius_m : its users lie evenly within it, the receivers that suffer between it and three times it
    Both are spread evenly over `half_sector_deg` to either side of the antenna's azimuth.
    """
    shares = (np.arange(12) + 0.5) / 12
    users_m = np.sqrt(20.0**2 + shares * (radius_m**2 - 20.0**2))
    victims_m = np.sqrt(radius_m**2 * (1 + 8 * shares))
    tilts = np.rad2deg(np.arctan2(height_m - 1.5, users_m))
    azimuth, down = np.meshgrid(np.linspace(-half_sector_deg, half_sector_deg, 61), np.rad2deg(np.arctan2(height_m - 1.5, victims_m)))
    scale = traffic_gain_dbi - Array(rows=rows, columns=columns).max_gain_dbi
    total, beams = np.zeros(azimuth.shape), 0
    for steered in np.linspace(-half_sector_deg, half_sector_deg, 25):
        for tilt in tilts:
            beam = Array(rows=rows, columns=columns, beam_azimuth_deg=float(steered), beam_tilt_deg=float(tilt))
            total += 10 ** ((beam.gain_dbi(azimuth, 90 + down) + scale) / 10)
            beams += 1
    broadcast = 10 ** (envelope.gain_dbi(azimuth, 90 + down) / 10)
    return float(10 * np.log10(total.mean() / beams / broadcast.mean()))
