# SPDX-License-Identifier: GPL-2.0-or-later
"""Protected stations of a workspace, and the ground between them and the sites."""

from collections import Counter
from typing import List, Optional, Sequence, Tuple

import numpy as np

from ...engine.errors import InputError
from ...engine.grid import Grid
from ...engine.interference import CRITERION_DB, Station, ra769_limit
from ...engine.network import Network
from ...engine.terrain import Terrain
from ..workspace import Workspace
from .rasters import read_elevation
from .vectors import wkt_of

TELESCOPE = "5"  # PROT_RX.RX_TYPE
#: taken where the inventory is silent, and noted
USUAL = {"ANT_H": 5.0, "AZ": 180.0, "EL": 30.0, "NOISE_K": 100.0, "FILTER_DB": 0.0, "IN_LIM": CRITERION_DB}


def read_stations(workspace: Workspace) -> Tuple[List[Station], List[str]]:
    """The stations of PROT_RX and what was assumed as `key:count`; InputError when there are none that can be used."""
    stations, notes = [], Counter()
    for row in workspace.rows("PROT_RX"):
        if row["geometry"] is None or row["geometry"].isEmpty():
            notes["station_without_place"] += 1
            continue
        if not row["F_LO"] or not row["F_HI"]:
            notes["station_without_band"] += 1
            continue
        values = {name: row[name] if row[name] is not None else usual for name, usual in USUAL.items()}
        limit = ra769_limit(row["F_LO"], row["F_HI"]) if row["RX_TYPE"] == TELESCOPE else None
        if limit is not None:  # by flux density: noise, dish and I/N limit have no part in it
            values["IN_LIM"] = 0.0
            notes["station_ra769"] += 1
            notes.update(f"station_{name.lower()}" for name in ("ANT_H", "FILTER_DB") if row[name] is None)
        else:
            notes.update(f"station_{name.lower()}" for name in USUAL if row[name] is None)
        point = row["geometry"].asPoint()
        stations.append(
            Station(
                str(row["RX_ID"] or row["fid"]),
                row["RX_NAME"] or "",
                point.x(),
                point.y(),
                row["F_LO"],
                row["F_HI"],
                values["ANT_H"],
                row["ANT_DIA"] or 0.0,
                values["AZ"],
                values["EL"],
                values["NOISE_K"],
                values["FILTER_DB"],
                values["IN_LIM"],
                co_channel_km=row["CO_KM"] or 0.0,
                adjacent_m=row["ADJ_M"] or 0.0,
                spfd_limit_db=limit,
            )
        )
    if not stations:
        raise InputError("no_station", path=str(workspace.path))
    return stations, [f"{key}:{count}" for key, count in notes.items()]


def area_of(network: Network, stations: Sequence[Station], cell_size_m: float) -> Grid:
    """The grid that holds all sites and stations."""
    x = [site.x_m for site in network.sites] + [station.x_m for station in stations]
    y = [site.y_m for site in network.sites] + [station.y_m for station in stations]
    return Grid.covering(min(x) - cell_size_m, min(y) - cell_size_m, max(x) + cell_size_m, max(y) + cell_size_m, cell_size_m)


def ground_terrain(workspace: Workspace, grid: Grid, elevation: Optional[str]) -> Terrain:
    """Bare ground: buildings are left out, which is on the safe side for the stations."""
    none = np.zeros(grid.shape, np.float32)
    if elevation is None:
        return Terrain(grid, none, none, None, ("flat_terrain",))
    return Terrain(grid, read_elevation(elevation, grid, wkt_of(workspace.crs)), none)
