# SPDX-License-Identifier: GPL-2.0-or-later
"""Radio-climatic zones along a path: sea, coastal land, inland."""

import numpy as np

from ..errors import InputError
from .itu_profile import PathProfile

NO_COAST_KM = 500.0  # distance to the coast that stands for "no coast near"


def zone_masks(profile: PathProfile, sea: int, coastal: int, inland: int):
    """(inland, sea, (transmitter at sea, receiver at sea)): bool arrays (paths, points), (paths,), from zone codes.

    All inland where the profile has no zones. InputError "profile_zone" for a code that is none of the three.
    """
    valid = np.arange(profile.height_m.shape[1]) <= profile.last[:, None]
    if profile.zone is None:
        nowhere = np.zeros(profile.last.shape, bool)
        return valid, np.zeros_like(valid), (nowhere, nowhere)
    unknown = valid & ~np.isin(profile.zone, (sea, coastal, inland))
    if unknown.any():
        raise InputError("profile_zone", zone=int(profile.zone[unknown][0]), choices=f"{sea}, {coastal}, {inland}")
    at_sea = (profile.zone == sea) & valid
    return (profile.zone == inland) & valid, at_sea, (at_sea[:, 0], profile.at_receiver(at_sea))
