# SPDX-License-Identifier: GPL-2.0-or-later
"""Protected stations of a workspace, and the ground between them and the sites."""

import math
from collections import Counter
from dataclasses import replace
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from ...engine.dish import PATTERNS, RANGE_MHZ
from ...engine.errors import DependencyError, InputError
from ...engine.grid import Grid
from ...engine.interference import REACH_KM
from ...engine.network import Network
from ...engine.station import Rules, Station, flux_limits, telescope_limits
from ...engine.terrain import Terrain
from ..shipped import preset
from ..workspace import Workspace
from .antennas import Shelf
from .rasters import read_elevation
from .vectors import wkt_of

TELESCOPE, MONITORING = "5", "3"  # PROT_RX.RX_TYPE
#: taken where the inventory is silent, and noted
USUAL = {"ANT_H": 5.0, "AZ": 180.0, "EL": 30.0, "NOISE_K": 100.0, "FILTER_DB": 0.0}
DOUBTFUL_MHZ = 100.0  #: a band below may have been entered in gigahertz
OF_TELESCOPES = ("ANT_H", "FILTER_DB")  # noise, dish and beam have no part in flux density


def station_rules() -> Rules:
    """How carriers beside a station's band are taken."""
    values = preset("stations")
    return Rules(tuple(values["leakage_db"]), tuple(values["selectivity_db"]), float(values["front_end_share"]))


def read_stations(workspace: Workspace, saturation_dbm: Optional[float] = None) -> Tuple[List[Station], List[str]]:
    """The stations of PROT_RX and what was assumed as `key:count`; InputError when there are none that can be used.

    A radio telescope comes once for every limit of RA.769 within its band.
    """
    values, shelf = preset("stations"), Shelf(workspace.path)
    limits = flux_limits(values["ra769"])
    level = float(values["saturation_dbm"]) if saturation_dbm is None else float(saturation_dbm)
    stations: List[Station] = []
    notes: Counter = Counter()
    for row in workspace.rows("PROT_RX"):
        if row["geometry"] is None or row["geometry"].isEmpty():
            notes["station_without_place"] += 1
            continue
        if not row["F_LO"] or not row["F_HI"]:
            notes["station_without_band"] += 1
            continue
        one = _station(row, values, shelf, level, notes)
        inside = telescope_limits(limits, row["F_LO"], row["F_HI"]) if row["RX_TYPE"] == TELESCOPE else []
        if not inside:
            aimed = one.dish_m > 0 or one.antenna is not None
            told = [name for name in (*USUAL, "IN_LIM") if aimed or name not in ("AZ", "EL")]
            notes.update(f"station_{name.lower()}" for name in told if row[name] is None)
            notes["station_telescope_without_limit"] += row["RX_TYPE"] == TELESCOPE
            notes["station_ant_dia"] += not row["ANT_DIA"] and one.antenna is None and row["RX_TYPE"] != MONITORING
            notes["station_band_doubtful"] += row["F_HI"] < DOUBTFUL_MHZ
            low, high = RANGE_MHZ[one.pattern]
            notes["station_pattern_range"] += bool(one.dish_m) and one.antenna is None and not low <= row["F_LO"] <= row["F_HI"] <= high
            stations.append(one)
            continue
        notes["station_ra769"] += 1
        notes.update(f"station_{name.lower()}" for name in OF_TELESCOPES if row[name] is None)
        for limit in inside:
            stations.append(
                replace(
                    one,
                    frequency_low_mhz=max(one.frequency_low_mhz, limit.low_mhz),
                    frequency_high_mhz=min(one.frequency_high_mhz, limit.high_mhz),
                    criterion_db=0.0,
                    spfd_limit_db=limit.spfd_db,
                    time_percent=float(values["telescope_time_percent"]),
                )
            )
    shelf.check()
    if not stations:
        raise InputError("no_station", path=str(workspace.path))
    return stations, [f"{key}:{count}" for key, count in notes.items() if count]


def _station(row: Mapping[str, Any], values: Mapping[str, Any], shelf: Shelf, saturation_dbm: float, notes: Counter) -> Station:
    usual: Dict[str, float] = {name: row[name] if row[name] is not None else value for name, value in USUAL.items()}
    point, name = row["geometry"].asPoint(), str(row["RX_ID"] or row["fid"])
    asked = str(row["ANTENNA"] or "").strip()
    known = next((pattern for pattern in PATTERNS if asked.upper().startswith(pattern)), None)
    own = shelf.of(asked, name) if asked and known is None else None
    notes["station_antenna_file"] += own is not None
    return Station(
        name,
        row["RX_NAME"] or "",
        point.x(),
        point.y(),
        row["F_LO"],
        row["F_HI"],
        usual["ANT_H"],
        row["ANT_DIA"] or 0.0,
        usual["AZ"],
        usual["EL"],
        usual["NOISE_K"],
        usual["FILTER_DB"],
        row["IN_LIM"] if row["IN_LIM"] is not None else float(values["criterion_db"]),
        saturation_dbm,
        co_channel_km=row["CO_KM"] or 0.0,
        adjacent_m=row["ADJ_M"] or 0.0,
        pattern=known or values["pattern_by_type"].get(str(row["RX_TYPE"] or ""), "S.465"),
        antenna=own("", 0, 1) if own is not None else None,
    )


def in_reach(network: Network, stations: Sequence[Station]) -> Tuple[List[Station], List[str]]:
    """The stations that have a site within reach, and how many have none; InputError when none has."""
    x, y = np.array([(site.x_m, site.y_m) for site in network.sites]).T
    near = [one for one in stations if float(np.hypot(x - one.x_m, y - one.y_m).min()) <= REACH_KM * 1000]
    if not near:
        raise InputError("stations_far_away", stations=len(stations), reach_km=REACH_KM)
    gone = len({one.station_id for one in stations} - {one.station_id for one in near})
    return near, [f"station_far_away:{gone}"] if gone else []


def area_of(network: Network, stations: Sequence[Station], cell_size_m: float) -> Grid:
    """The grid that holds the stations and all sites within reach of one."""
    near = [site for site in network.sites if any(math.hypot(site.x_m - s.x_m, site.y_m - s.y_m) <= REACH_KM * 1000 for s in stations)]
    x = [site.x_m for site in near] + [station.x_m for station in stations]
    y = [site.y_m for site in near] + [station.y_m for station in stations]
    return Grid.covering(min(x) - cell_size_m, min(y) - cell_size_m, max(x) + cell_size_m, max(y) + cell_size_m, cell_size_m)


def ground_terrain(workspace: Workspace, grid: Grid, elevation: Optional[str], stations: Sequence[Station] = ()) -> Terrain:
    """Bare ground: buildings are left out, which is on the safe side for the stations.

    Beyond the terrain model the ground goes on as high as at its nearest edge; how much and which stations is assumed and said.
    """
    none = np.broadcast_to(np.float32(0), grid.shape)
    if elevation is None:
        return Terrain(grid, none, none, None, ("flat_terrain",))
    ground = read_elevation(elevation, grid, wkt_of(workspace.crs), holes_allowed=True)
    holes = ~np.isfinite(ground)
    if not holes.any():
        return Terrain(grid, ground, none)
    places = [grid.row_column(station.x_m, station.y_m) for station in stations]
    outside = [station.station_id for station, (row, column) in zip(stations, places) if holes[int(row), int(column)]]
    share = max(0.1, round(100 * float(holes.mean()), 1))
    row, column = _nearest(holes)
    notes = [f"ground_beyond_model:{share}", *(f"station_beyond_model:{name}" for name in dict.fromkeys(outside))]
    return Terrain(grid, ground[row, column], none, None, tuple(notes))


def _nearest(holes: np.ndarray):
    """Rows and columns of the nearest known cell of each."""
    try:
        from scipy import ndimage
    except ImportError as error:
        raise DependencyError("scipy_missing") from error
    return ndimage.distance_transform_edt(holes, return_distances=False, return_indices=True)
