# SPDX-License-Identifier: GPL-2.0-or-later
"""The public resources that the siting rules do not exclude by what the inventory alone says of them."""

import json
from typing import List, Tuple

import numpy as np

from ..engine.placement.candidates import Resource, Rules, candidates_of
from .messages import RESOURCES
from .workspace import Workspace


def eligible_resources(workspace: Workspace) -> Tuple[List[str], np.ndarray]:
    """Ids and places (n, 2) of resources on which some way of building is permitted; zones and distances are not looked at."""
    rules = Rules(json.loads((RESOURCES / "rules" / "siting.json").read_text(encoding="utf-8")))
    resources = []
    for row in workspace.rows("RES_PT"):
        geometry = row["geometry"]
        if geometry is None or geometry.isNull() or geometry.isEmpty():
            continue
        point = geometry.asPoint()
        resources.append(
            Resource(
                row["RES_ID"] or str(row["fid"]),
                row["RES_TYPE"] or "",
                point.x(),
                point.y(),
                row["MOUNT_H"] if row["MOUNT_H"] is not None else row["HEIGHT_M"],
                row["LOAD_KG"],
                row["FREE_POS"],
                row["POWER"],
                row["PWR_KW"],
                row["FIB_DIST"],
                row["OPEN_ST"],
                row["FEE_FLAG"],
                row["LESSEE"],
                row["OWN_TYPE"],
            )
        )
    candidates, _ = candidates_of(resources, rules)
    usable = {candidate.resource.resource_id: candidate.resource for candidate in candidates}
    places = np.array([(resource.x_m, resource.y_m) for resource in usable.values()], float).reshape(-1, 2)
    return list(usable), places
