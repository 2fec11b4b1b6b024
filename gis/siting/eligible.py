# SPDX-License-Identifier: GPL-2.0-or-later
"""The public resources that the siting rules do not exclude by what the inventory alone says of them."""

from typing import List, Tuple

import numpy as np

from ...engine.placement.candidates import candidates_of
from ..workspace import Workspace
from .candidates import read_resources, read_rules


def eligible_resources(workspace: Workspace) -> Tuple[List[str], np.ndarray]:
    """Ids and places (n, 2) of resources on which some way of building is permitted; zones and distances are not looked at."""
    resources = read_resources(workspace, measure=False)
    candidates, _ = candidates_of(resources, read_rules(workspace))
    usable = {candidate.resource.resource_id: candidate.resource for candidate in candidates}
    places = np.array([(resource.x_m, resource.y_m) for resource in usable.values()], float).reshape(-1, 2)
    return list(usable), places
