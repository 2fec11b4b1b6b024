# SPDX-License-Identifier: GPL-2.0-or-later
"""Compliance boxes sector by sector: what a drawing of a site's antennas shows of where people must not stay.

The box of a sector holds what its own antennas (all bands at its azimuth) exceed alone, and also what all antennas of the
mast exceed together in the directions that lie nearest to its azimuth. The boxes of a mast together therefore hold every
place at which the sum over the mast exceeds the share of the limit (GB 8702-2014, 4.2: the sum over frequencies).
"""

from dataclasses import dataclass
from typing import List, Sequence, Tuple

import numpy as np

from .errors import InputError
from .exposure import Box, Emitter


@dataclass(frozen=True)
class SectorBox:
    """A box along an azimuth (degrees); `emitters` are the indices of the sector's own antennas."""

    azimuth_deg: float
    emitters: Tuple[int, ...]
    box: Box


def sector_boxes(emitters: Sequence[Emitter], share: float = 1.0, step_deg: float = 2.0) -> List[SectorBox]:
    """The boxes of a mast by azimuth, outside all of which the mast's sum keeps below `share`; InputError for a share of 0 or less."""
    if not share > 0:
        raise InputError("exposure_share", share=share)
    groups = {}
    for index, emitter in enumerate(emitters):
        groups.setdefault(round(emitter.azimuth_deg % 360.0, 1) % 360.0, []).append(index)
    if not groups:
        return []
    bearing, zenith = np.meshgrid(np.arange(0, 360, step_deg), np.arange(0, 180 + step_deg, step_deg))
    weights = {azimuth: sum(emitters[index].weight_m2(bearing, zenith) for index in own) for azimuth, own in groups.items()}
    total = sum(weights.values())
    azimuths = np.array(list(groups))
    nearest = azimuths[np.abs(_turn(bearing[..., None] - azimuths)).argmin(-1)]
    found = []
    for azimuth, own in groups.items():
        weight = np.where(nearest == azimuth, total, weights[azimuth])
        found.append(SectorBox(azimuth, tuple(own), _box(weight, _turn(bearing - azimuth), zenith, share)))
    return found


def footprint(box: Box, azimuth_deg: float, x_m: float, y_m: float) -> List[Tuple[float, float]]:
    """The four corners of a box on the ground, turned to its azimuth (clockwise from north), metres."""
    turn = np.deg2rad(azimuth_deg)
    sine, cosine = float(np.sin(turn)), float(np.cos(turn))
    corners = ((box.front_m, -box.side_m), (box.front_m, box.side_m), (-box.back_m, box.side_m), (-box.back_m, -box.side_m))
    return [(x_m + ahead * sine + aside * cosine, y_m + ahead * cosine - aside * sine) for ahead, aside in corners]


def _turn(degrees):
    """Angles brought to -180 to 180 degrees."""
    return (np.asarray(degrees) + 180.0) % 360.0 - 180.0


def _box(weight_m2, turn_deg, zenith_deg, share: float) -> Box:
    reach = np.sqrt(weight_m2 / share)
    turn, lean = np.deg2rad(turn_deg), np.deg2rad(zenith_deg)
    ahead, aside, up = reach * np.sin(lean) * np.cos(turn), reach * np.sin(lean) * np.sin(turn), reach * np.cos(lean)
    outwards = (ahead.max(), -ahead.min(), np.abs(aside).max(), up.max(), -up.min(), reach.max())
    return Box(*(float(max(0.0, value)) for value in outwards))
