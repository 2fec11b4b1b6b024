# SPDX-License-Identifier: GPL-2.0-or-later
"""Interference from 5G sites into other radio stations: I/N per site and in sum, and saturation of the front end.

I/N is a ratio of densities, (P + G - 10 lg B - L + G_station(phi)) - (-198.6 + 10 lg T), in one hertz; carriers beside
the station's band are lowered by ACIR, 1/ACIR = 1/ACLR + 1/ACS. Path loss: ITU-R P.452-18 over the ground, not exceeded
for a share of time. Off-axis gain: ITU-R S.465-6 (32 - 25 lg phi) or S.580-6 (29 - 25 lg phi up to 20 degrees).
A radio telescope is judged by the spectral power flux density of ITU-R RA.769-2, received with 0 dBi.

The criterion is editable. -12.2 dB (6 % of the noise, ITU-R S.1432-1) is a planning figure for the fixed-satellite
service; the limits of national coordination rules are not built in.
"""

import math
from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple

import numpy as np

from .antenna import sector_gain_dbi, zenith_deg
from .coverage import antenna_level_m
from .errors import InputError
from .network import Network, SectorRow
from .progress import SILENT, Progress
from .terrain import Terrain

BOLTZMANN_DBM_K_HZ = -198.6
ACLR_DB = 45.0  # TS 38.104, first adjacent channel of a base station
SPURIOUS_DB = 60.0  # farther away: our assumption
CRITERION_DB = -12.2
SATURATION_DBM = -55.0  # a front end of 50 dB gain and +5 dBm compression point, 10 dB backed off: our assumption
DISH_EFFICIENCY = 0.6
LIGHT_M_MHZ = 299.792458
PATTERNS = ("S.465", "S.580")
SMALL_DISH = 50.0  # wavelengths
#: ITU-R RA.769-2, limits of spectral power flux density, dB(W/(m2 Hz)): lowest and highest frequency (MHz), limit, kind
RA769_SPFD = ((4990.0, 5000.0, -241.0, "continuum"), (4825.0, 4835.0, -230.0, "line"))


@dataclass(frozen=True)
class Station:
    """A protected receiver.

    frequency_low_mhz, frequency_high_mhz : its band; height_m above ground
    dish_m : antenna diameter, 0 for an antenna that hears all around with 0 dBi
    azimuth_deg, elevation_deg : of its main beam; noise_k : system noise temperature
    filter_db : how much an input filter takes off signals outside its band
    criterion_db : I/N that the sum of all sites must not exceed
    co_channel_km, adjacent_m : screening rings, 0 for none
    pattern : "S.465" or "S.580"
    spfd_limit_db : dB(W/(m2 Hz)), of a radio telescope: "I/N" then is the excess over this limit, 0 dB the criterion
    """

    station_id: str
    name: str
    x_m: float
    y_m: float
    frequency_low_mhz: float
    frequency_high_mhz: float
    height_m: float = 5.0
    dish_m: float = 0.0
    azimuth_deg: float = 180.0
    elevation_deg: float = 30.0
    noise_k: float = 100.0
    filter_db: float = 0.0
    criterion_db: float = CRITERION_DB
    saturation_dbm: float = SATURATION_DBM
    co_channel_km: float = 0.0
    adjacent_m: float = 0.0
    pattern: str = "S.465"
    spfd_limit_db: Optional[float] = None

    def __post_init__(self):
        if not 0 < self.frequency_low_mhz <= self.frequency_high_mhz:
            raise InputError("station_band", station=self.station_id, low=self.frequency_low_mhz, high=self.frequency_high_mhz)
        if not (self.height_m > 0 and self.noise_k > 0 and self.dish_m >= 0 and self.filter_db >= 0):
            raise InputError("station_value", station=self.station_id)
        if not (-90.0 <= self.elevation_deg <= 90.0 and -360.0 <= self.azimuth_deg <= 360.0):
            raise InputError("station_beam", station=self.station_id, azimuth_deg=self.azimuth_deg, elevation_deg=self.elevation_deg)
        if self.pattern not in PATTERNS:
            raise InputError("station_pattern", station=self.station_id, pattern=self.pattern, known=", ".join(PATTERNS))


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


def ra769_limit(frequency_low_mhz: float, frequency_high_mhz: float) -> Optional[float]:
    """The strictest limit of RA.769-2 (of the bands near 5G) that lies in a telescope's band, dB(W/(m2 Hz)); None for none."""
    inside = [limit for low, high, limit, _ in RA769_SPFD if low < frequency_high_mhz and high > frequency_low_mhz]
    return min(inside, default=None)


def reference_dbm_hz(station: Station) -> float:
    """What the received density is compared with: the noise, or the density that the limit of flux density gives at 0 dBi."""
    if station.spfd_limit_db is None:
        return BOLTZMANN_DBM_K_HZ + 10 * math.log10(station.noise_k)
    middle = (station.frequency_low_mhz + station.frequency_high_mhz) / 2
    return station.spfd_limit_db + 30 + 10 * math.log10((LIGHT_M_MHZ / middle) ** 2 / (4 * math.pi))


def dish_gain_dbi(station: Station, off_axis_deg, frequency_mhz: float) -> np.ndarray:
    """Gain of the station's antenna off its axis, dBi, by the Recommendation of its pattern; 0 dBi without a dish.

    The envelope of S.465-6 begins at 1 degree or 100 wavelengths / D, for dishes below 50 wavelengths at 2 degrees or
    114 (D / wavelength)^-1.09, whichever is greater. S.580-6 holds for dishes from 50 wavelengths and up to 20 degrees.
    """
    phi = np.asarray(off_axis_deg, np.float64)
    if station.dish_m == 0 or station.spfd_limit_db is not None:
        return np.zeros_like(phi)
    ratio = station.dish_m * frequency_mhz / LIGHT_M_MHZ
    small = ratio < SMALL_DISH
    constant = np.where((station.pattern == "S.580") & (phi <= 20) & (not small), 29.0, 32.0)
    peak = 10 * math.log10(DISH_EFFICIENCY * (math.pi * ratio) ** 2)
    first = max(2.0, 114 * ratio**-1.09) if small else max(1.0, 100 / ratio)
    envelope = np.where(phi > 48, -10.0, constant - 25 * np.log10(np.maximum(phi, first)))
    main = peak - 2.5e-3 * (ratio * phi) ** 2
    return np.minimum(peak, np.where(phi < first, np.maximum(main, envelope), envelope))


def off_axis_deg(station: Station, bearing_deg, elevation_deg) -> np.ndarray:
    """Angle between the station's main beam and directions, degrees."""
    own, other = math.radians(station.elevation_deg), np.deg2rad(elevation_deg)
    turn = np.deg2rad(np.asarray(bearing_deg) - station.azimuth_deg)
    cosine = math.sin(own) * np.sin(other) + math.cos(own) * np.cos(other) * np.cos(turn)
    return np.rad2deg(np.arccos(np.clip(cosine, -1, 1)))


def rejection_db(station: Station, row: SectorRow) -> Tuple[float, str]:
    """What separates a carrier from the station's band, dB, and "co", "adjacent" or "far"."""
    carrier = row.sector.carrier
    low, high = carrier.frequency_mhz - carrier.bandwidth_mhz / 2, carrier.frequency_mhz + carrier.bandwidth_mhz / 2
    gap = max(station.frequency_low_mhz - high, low - station.frequency_high_mhz)
    if gap < 0:
        return 0.0, "co"
    near = gap < carrier.bandwidth_mhz
    leak = 10 ** (-(ACLR_DB if near else SPURIOUS_DB) / 10)
    through = 10 ** (-station.filter_db / 10) if station.filter_db > 0 else 0.0
    return -10 * math.log10(leak + through), "adjacent" if near else "far"


def profiles(terrain: Terrain, starts: np.ndarray, end: Tuple[float, float], step_m: float):
    """Ground along straight paths from `starts` (n, 2) to `end`: distances (n, points) km, heights (n, points) m."""
    ways = np.asarray(end) - starts
    lengths = np.maximum(np.hypot(ways[:, 0], ways[:, 1]), 1.0)
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
) -> List[Finding]:
    """The finding of every station; all carriers of all sites are counted.

    time_percent : share of time for which P.452's loss is not exceeded (20 % for long-term criteria)
    """
    rows = network.sector_rows()
    if not rows:
        raise InputError("network_empty")
    found = []
    for done, station in enumerate(stations):
        progress.check()
        found.append(_assess_one(network, rows, station, terrain, time_percent, step_m))
        progress.report((done + 1) / len(stations))
    return found


def _assess_one(network, rows, station: Station, terrain: Terrain, time_percent, step_m) -> Finding:
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
    ratio, power = np.zeros(len(network.sites)), np.zeros(len(network.sites))
    relation = ["far"] * len(network.sites)
    closest = {}
    order = ("co", "adjacent", "far")
    for entry in rows:
        index = place[entry.mast]
        gain = float(sector_gain_dbi(entry.sector.antenna, entry.sector.azimuth_deg, entry.sector.mechanical_tilt_deg, towards[index],
                                     zenith_deg(lengths[index], levels[index] - own_level)))  # fmt: skip
        rejected, kind = rejection_db(station, entry)
        carrier = entry.sector.carrier
        arriving = entry.sector.power_dbm + gain - loss[index] + float(dish_gain_dbi(station, angle[index], carrier.frequency_mhz))
        density = arriving - 10 * math.log10(carrier.bandwidth_mhz * 1e6)
        site = entry.site_index
        ratio[site] += 10 ** ((density - rejected - noise_dbm_hz) / 10)
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


def acir_db(aclr_db: float, acs_db: Optional[float]) -> float:
    """Adjacent channel interference ratio: 1/ACIR = 1/ACLR + 1/ACS in linear terms (TR 36.942 §5.1.1.4)."""
    if acs_db is None:
        return aclr_db
    return -10 * math.log10(10 ** (-aclr_db / 10) + 10 ** (-acs_db / 10))


def _decibel(value: float) -> float:
    return 10 * math.log10(value) if value > 0 else -math.inf
