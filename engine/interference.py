# SPDX-License-Identifier: GPL-2.0-or-later
"""Interference from 5G sites into other radio stations: I/N per site and in sum, and saturation of the front end.

I/N is a ratio of densities, (P + G - 10 lg B - L + G_station(phi)) - (-198.6 + 10 lg T), in one hertz; carriers beside
the station's band are lowered by ACIR, 1/ACIR = 1/ACLR + 1/ACS. Path loss: ITU-R P.452-18 over the ground, not exceeded
for a share of time. Stations, their antennas and the flux density of radio telescopes: `engine/station.py`, `engine/dish.py`.

The criterion is editable. -12.2 dB (6 % of the noise, ITU-R S.1432-1) is a planning figure for the fixed-satellite
service; the limits of national coordination rules are not built in.
"""

import math
from dataclasses import dataclass
from typing import List, Sequence, Tuple

import numpy as np

from .antenna import sector_gain_dbi, zenith_deg
from .coverage import antenna_level_m
from .errors import InputError
from .network import Network
from .progress import SILENT, Progress
from .station import RULES, Rules, Station, off_axis_deg, reference_dbm_hz, rejection_db
from .terrain import Terrain

REACH_KM = 300.0  #: farther sites are left out: beyond the horizon of any of them
CLOSEST_M = 1.0


@dataclass(frozen=True)
class Entry:
    """What one site does to one station; `relation` is "co", "adjacent" or "far", the closest of its carriers."""

    site_index: int
    distance_m: float
    loss_db: float
    off_axis_deg: float
    i_n_db: float
    received_dbm: float
    relation: str
    inside_ring: bool


@dataclass(frozen=True)
class Finding:
    """A station's verdict.

    i_n_db : of all sites; received_dbm : total at the front end after the filter
    coordinate : indices of the sites, strongest first, that have to give way until the criterion is kept
    """

    station: Station
    entries: Tuple[Entry, ...]
    i_n_db: float
    received_dbm: float
    saturated: bool
    verdict: str
    coordinate: Tuple[int, ...]


def profiles(terrain: Terrain, starts: np.ndarray, end: Tuple[float, float], step_m: float):
    """Ground along straight paths from `starts` (n, 2) to `end`: distances (n, points) km, heights (n, points) m."""
    ways = np.asarray(end) - starts
    lengths = np.maximum(np.hypot(ways[:, 0], ways[:, 1]), CLOSEST_M)
    points = int(min(2000, max(3, math.ceil(float(lengths.max()) / step_m) + 1)))
    along = np.linspace(0, 1, points)
    grid = terrain.grid
    row, column = grid.row_column(starts[:, :1] + ways[:, :1] * along, starts[:, 1:] + ways[:, 1:] * along)
    ground = terrain.ground_m[np.clip(row, 0, grid.rows - 1), np.clip(column, 0, grid.columns - 1)]
    return along * lengths[:, None] / 1000, ground.astype(np.float64), lengths


def path_losses_db(terrain: Terrain, starts, heights_m, frequencies_mhz, station: Station, time_percent: float, step_m: float):
    """P.452-18 from antennas to a station, and the lengths of the paths."""
    from .propagation.p452 import p452_loss

    distance, ground, lengths = profiles(terrain, starts, (station.x_m, station.y_m), step_m)
    result = p452_loss(
        frequency_mhz=np.asarray(frequencies_mhz, float),
        distance_km=distance,
        height_m=ground,
        tx_height_m=np.asarray(heights_m, float),
        rx_height_m=station.height_m,
        time_percent=time_percent,
    )
    return result.loss_db, lengths


def assess(
    network: Network,
    stations: Sequence[Station],
    terrain: Terrain,
    time_percent: float = 20.0,
    step_m: float = 50.0,
    progress: Progress = SILENT,
    rules: Rules = RULES,
) -> List[Finding]:
    """The finding of every station; all carriers of all sites within `REACH_KM` are counted.

    time_percent : share of time for which P.452's loss is not exceeded (20 % for long-term criteria); a station's own goes first
    """
    rows = network.sector_rows()
    if not rows:
        raise InputError("network_empty")
    found = []
    for done, station in enumerate(stations):
        progress.check()
        own_time = time_percent if station.time_percent is None else station.time_percent
        near = [row for row in rows if math.hypot(row.mast.x_m - station.x_m, row.mast.y_m - station.y_m) <= REACH_KM * 1000]
        found.append(_assess_one(network, near, station, terrain, own_time, step_m, rules))
        progress.report((done + 1) / len(stations))
    return found


def _assess_one(network, rows, station: Station, terrain: Terrain, time_percent, step_m, rules: Rules) -> Finding:
    ratio, power = np.zeros(len(network.sites)), np.zeros(len(network.sites))
    relation = ["far"] * len(network.sites)
    closest = {}
    if not rows:
        return _finding(station, ratio, power, relation, closest, (), (), ())
    masts = list(dict.fromkeys(row.mast for row in rows))
    place = {mast: index for index, mast in enumerate(masts)}
    starts = np.array([(mast.x_m, mast.y_m) for mast in masts], float)
    heights, frequencies = [mast.height_m for mast in masts], [mast.frequency_mhz for mast in masts]
    loss, lengths = path_losses_db(terrain, starts, heights, frequencies, station, time_percent, step_m)
    levels = np.array([antenna_level_m(terrain, mast) for mast in masts])
    row, column = terrain.grid.row_column(station.x_m, station.y_m)
    grid = terrain.grid
    own_level = float(terrain.ground_m[np.clip(row, 0, grid.rows - 1), np.clip(column, 0, grid.columns - 1)]) + station.height_m
    east, north = station.x_m - starts[:, 0], station.y_m - starts[:, 1]
    towards = np.rad2deg(np.arctan2(east, north))
    elevation = np.rad2deg(np.arctan2(levels - own_level, lengths))
    angle = off_axis_deg(station, towards + 180, elevation)
    noise_dbm_hz = reference_dbm_hz(station)
    order = ("co", "adjacent", "far")
    for entry in rows:
        index = place[entry.mast]
        gain = float(sector_gain_dbi(entry.sector.antenna, entry.sector.azimuth_deg, entry.sector.mechanical_tilt_deg, towards[index],
                                     zenith_deg(lengths[index], levels[index] - own_level)))  # fmt: skip
        carrier = entry.sector.carrier
        rejected, kind = rejection_db(station, carrier, rules)
        heard = float(station.gain_dbi(towards[index] + 180, elevation[index], carrier.frequency_mhz))
        arriving = entry.sector.power_dbm + gain - loss[index] + heard
        density = arriving - 10 * math.log10(carrier.bandwidth_mhz * 1e6)
        site = entry.site_index
        ratio[site] += 10 ** ((density - rejected - noise_dbm_hz) / 10)
        if station.hears(carrier, rules):
            power[site] += 10 ** ((arriving - (0.0 if kind == "co" else station.filter_db)) / 10)
        relation[site] = min(relation[site], kind, key=order.index)
        if site not in closest or loss[index] < loss[closest[site]]:
            closest[site] = index
    return _finding(station, ratio, power, relation, closest, loss, lengths, angle)


def _finding(station: Station, ratio, power, relation, closest, loss, lengths, angle) -> Finding:
    entries = []
    for site, index in sorted(closest.items()):
        ring = station.co_channel_km * 1000 if relation[site] == "co" else station.adjacent_m
        entries.append(
            Entry(
                site,
                float(lengths[index]),
                float(loss[index]),
                float(angle[index]),
                _decibel(ratio[site]),
                _decibel(power[site]),
                relation[site],
                bool(lengths[index] <= ring),
            )  # fmt: skip
        )
    total, received = _decibel(ratio.sum()), _decibel(power.sum())
    saturated = received > station.saturation_dbm
    return Finding(
        station,
        tuple(entries),
        total,
        received,
        saturated,
        "exceeded" if total > station.criterion_db or saturated else "kept",
        _giving_way(ratio, power, station),
    )


def _giving_way(ratio, power, station: Station) -> Tuple[int, ...]:
    """The fewest sites, by their part in whichever limit is broken most, without which both limits are kept."""
    allowed = 10 ** (station.criterion_db / 10), 10 ** (station.saturation_dbm / 10)
    burden = np.maximum(ratio / allowed[0], power / allowed[1])
    chosen: List[int] = []
    left = [ratio.sum(), power.sum()]
    for site in np.argsort(-burden, kind="stable"):
        if left[0] <= allowed[0] and left[1] <= allowed[1]:
            break
        chosen.append(int(site))
        left = [left[0] - ratio[site], left[1] - power[site]]
    return tuple(chosen)


def _decibel(value: float) -> float:
    return 10 * math.log10(value) if value > 0 else -math.inf
