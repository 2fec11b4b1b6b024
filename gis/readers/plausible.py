# SPDX-License-Identifier: GPL-2.0-or-later
"""What a planner should be told before a map is believed: sites that a model does not reach, cells that are too coarse."""

from typing import List

from ...engine.errors import InputError
from ...engine.network import Network
from ...engine.propagation.registry import PropagationModel
from ...engine.terrain import Terrain
from .model_choice import extrapolated

MOST_TOLD = 5
HEIGHT = "extrapolated_tx_height"
COARSE_M = 30.0  #: cells larger than most houses


def check_sites(entry: PropagationModel, network: Network, rx_height_m: float, radius_m: float) -> None:
    """`InputError` naming the sites whose antennas hang outside the range of the model; what else is out of it the model says."""
    every = extrapolated(entry, {row.mast for row in network.sector_rows()}, rx_height_m, radius_m)
    if not every or not all(code.startswith(HEIGHT) for code in every):
        return
    found = []
    for site in network.sites:
        for mast in {site.mast(sector) for sector in site.sectors}:
            if any(code.startswith(HEIGHT) for code in extrapolated(entry, [mast], rx_height_m, radius_m)):
                found.append(f"{site.name or site.site_id} ({mast.height_m:g} m)")
                break
    if found:
        limit = entry.limits["tx_height_m"]
        told = ", ".join(found[:MOST_TOLD]) + (" …" if len(found) > MOST_TOLD else "")
        raise InputError("sites_beyond_model", count=len(found), sites=told, low=limit.low, high=limit.high)


def coarse(terrain: Terrain) -> List[str]:
    """A note where buildings are known and cells too large for them."""
    cell = terrain.grid.cell_size_m
    return [f"cells_coarse:{cell:g}"] if cell > COARSE_M and terrain.is_building.any() else []
