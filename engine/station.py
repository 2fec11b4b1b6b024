# SPDX-License-Identifier: GPL-2.0-or-later
"""Protected receivers: what a station is, by what it is judged, and the rules that hold for all of them."""

import math
from dataclasses import dataclass
from typing import Any, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from .antenna import sector_gain_dbi
from .dish import LIGHT_M_MHZ, PATTERNS, dish_gain_dbi
from .errors import InputError
from .network import Carrier

BOLTZMANN_DBM_K_HZ = -198.6
CRITERION_DB = -12.2
SATURATION_DBM = -55.0


@dataclass(frozen=True)
class Rules:
    """How carriers beside a station's band are taken; this product's assumptions, editable (`resources/presets/stations.json`).

    leakage_db : what a base station sends beside its carrier, below the carrier: in the first adjacent channel (ACLR) and farther
    selectivity_db : what the station's own receiver takes off a carrier beside its band, its input filter apart
    front_end_share : how far beside the band, in parts of its edges, carriers still reach the first amplifier
    """

    leakage_db: Tuple[float, float] = (45.0, 60.0)
    selectivity_db: Tuple[float, float] = (45.0, 60.0)
    front_end_share: float = 0.25

    def __post_init__(self):
        if not (all(0 <= value <= 200 for value in (*self.leakage_db, *self.selectivity_db)) and 0 <= self.front_end_share < 1):
            raise InputError("station_rules", values=(*self.leakage_db, *self.selectivity_db, self.front_end_share))


RULES = Rules()


@dataclass(frozen=True)
class Station:
    """A protected receiver.

    frequency_low_mhz, frequency_high_mhz : its band; height_m above ground
    dish_m : antenna diameter, 0 for an antenna that hears all around with 0 dBi
    azimuth_deg, elevation_deg : of its main beam; noise_k : system noise temperature
    filter_db : how much an input filter takes off signals outside its band
    criterion_db : I/N that the sum of all sites must not exceed
    saturation_dbm : total power at the first amplifier
    co_channel_km, adjacent_m : screening rings, 0 for none
    pattern : "S.465", "S.580" or "F.699"; antenna : a pattern from a file in its place
    spfd_limit_db : dB(W/(m2 Hz)), of a radio telescope: "I/N" then is the excess over this limit, 0 dB the criterion
    time_percent : share of time for which the loss is not exceeded; None: the run's
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
    antenna: Any = None
    time_percent: Optional[float] = None

    def __post_init__(self):
        if not (math.isfinite(self.x_m) and math.isfinite(self.y_m)):
            raise InputError("station_place", station=self.station_id)
        if not 0 < self.frequency_low_mhz <= self.frequency_high_mhz:
            raise InputError("station_band", station=self.station_id, low=self.frequency_low_mhz, high=self.frequency_high_mhz)
        if not (self.height_m > 0 and self.noise_k > 0 and self.dish_m >= 0 and self.filter_db >= 0):
            raise InputError("station_value", station=self.station_id)
        if not (-90.0 <= self.elevation_deg <= 90.0 and -360.0 <= self.azimuth_deg <= 360.0):
            raise InputError("station_beam", station=self.station_id, azimuth_deg=self.azimuth_deg, elevation_deg=self.elevation_deg)
        if self.pattern not in PATTERNS:
            raise InputError("station_pattern", station=self.station_id, pattern=self.pattern, known=", ".join(PATTERNS))

    def gain_dbi(self, bearing_deg, elevation_deg, frequency_mhz: float) -> np.ndarray:
        """Gain towards directions seen from the station; a telescope hears with 0 dBi, as RA.769 has it."""
        if self.spfd_limit_db is not None:
            return np.zeros(np.shape(bearing_deg))
        if self.antenna is not None:
            return sector_gain_dbi(self.antenna, self.azimuth_deg, -self.elevation_deg, bearing_deg, 90.0 - np.asarray(elevation_deg))
        return dish_gain_dbi(self.pattern, self.dish_m, off_axis_deg(self, bearing_deg, elevation_deg), frequency_mhz)

    def hears(self, carrier: Carrier, rules: Rules = RULES) -> bool:
        """Whether a carrier reaches the first amplifier with its power: waveguide and feed keep away what is far from the band."""
        low, high = edges_mhz(carrier)
        share = rules.front_end_share
        return high > self.frequency_low_mhz * (1 - share) and low < self.frequency_high_mhz * (1 + share)


@dataclass(frozen=True)
class FluxLimit:
    """A limit of ITU-R RA.769-2: where it holds, MHz, the spectral power flux density, dB(W/(m2 Hz)), and of which table."""

    low_mhz: float
    high_mhz: float
    spfd_db: float
    kind: str


def flux_limits(table: Sequence[Mapping[str, Any]]) -> List[FluxLimit]:
    """The limits of `resources/presets/stations.json`."""
    return [FluxLimit(float(row["low_mhz"]), float(row["high_mhz"]), float(row["spfd_db"]), str(row["kind"])) for row in table]


def telescope_limits(limits: Sequence[FluxLimit], low_mhz: float, high_mhz: float) -> List[FluxLimit]:
    """By which limits a telescope that hears a band is judged: one for each part of it, where two hold the stricter one.

    Continuum observations may use the whole of an allocated band, so that their limit holds all over it; a line's limit
    remains where there is none.
    """
    inside = [limit for limit in limits if limit.low_mhz < high_mhz and limit.high_mhz > low_mhz]
    kept = []
    for limit in sorted(inside, key=lambda one: (one.spfd_db, one.low_mhz)):
        if not any(other.low_mhz <= limit.low_mhz and limit.high_mhz <= other.high_mhz for other in kept):
            kept.append(limit)
    return sorted(kept, key=lambda one: one.low_mhz)


def reference_dbm_hz(station: Station) -> float:
    """What the received density is compared with: the noise, or the density that the limit of flux density gives at 0 dBi."""
    if station.spfd_limit_db is None:
        return BOLTZMANN_DBM_K_HZ + 10 * math.log10(station.noise_k)
    middle = (station.frequency_low_mhz + station.frequency_high_mhz) / 2
    return station.spfd_limit_db + 30 + 10 * math.log10((LIGHT_M_MHZ / middle) ** 2 / (4 * math.pi))


def off_axis_deg(station: Station, bearing_deg, elevation_deg) -> np.ndarray:
    """Angle between the station's main beam and directions, degrees."""
    own, other = math.radians(station.elevation_deg), np.deg2rad(elevation_deg)
    turn = np.deg2rad(np.asarray(bearing_deg) - station.azimuth_deg)
    cosine = math.sin(own) * np.sin(other) + math.cos(own) * np.cos(other) * np.cos(turn)
    return np.rad2deg(np.arccos(np.clip(cosine, -1, 1)))


def edges_mhz(carrier: Carrier) -> Tuple[float, float]:
    """Where a carrier begins and ends."""
    return carrier.frequency_mhz - carrier.bandwidth_mhz / 2, carrier.frequency_mhz + carrier.bandwidth_mhz / 2


def rejection_db(station: Station, carrier: Carrier, rules: Rules = RULES) -> Tuple[float, str]:
    """What separates a carrier from the station's band, dB, and "co", "adjacent" or "far".

    1/ACIR = 1/leakage + 1/(selectivity + filter): a filter keeps the carrier itself away, not what leaks into the band.
    """
    low, high = edges_mhz(carrier)
    gap = max(station.frequency_low_mhz - high, low - station.frequency_high_mhz)
    if gap < 0:
        return 0.0, "co"
    far = int(gap >= carrier.bandwidth_mhz)
    return acir_db(rules.leakage_db[far], rules.selectivity_db[far] + station.filter_db), ("adjacent", "far")[far]


def acir_db(aclr_db: float, acs_db: Optional[float]) -> float:
    """Adjacent channel interference ratio: 1/ACIR = 1/ACLR + 1/ACS in linear terms (TR 36.942 §5.1.1.4)."""
    if acs_db is None:
        return aclr_db
    return -10 * math.log10(10 ** (-aclr_db / 10) + 10 ** (-acs_db / 10))
