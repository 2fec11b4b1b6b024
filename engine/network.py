# SPDX-License-Identifier: GPL-2.0-or-later
"""What transmits: operators, bands and carriers, and sites with their sectors.

A *sector* is one antenna on one carrier. Sectors of a site that share height and frequency share a
*mast* (an antenna position), for which path loss is computed once (`engine/pathloss.py`).
Presets (`resources/presets/network.json`) are read outside the engine and passed in.
"""

import math
from dataclasses import dataclass, replace
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from .errors import InputError

OPERATORS = ("CM", "CU", "CT", "CBN")  # 移动 联通 电信 广电
KINDS = ("pole", "roof", "tower")
SCENARIO_OF_KIND = {"pole": "umi", "roof": "uma", "tower": "uma"}
UMA_LOWEST_M, UMI_HIGHEST_M = 10.0, 30.0
TECHNOLOGIES = ("NR", "LTE")  # 5G and 4G
THERMAL_NOISE_DBM_HZ = -174.0


@dataclass(frozen=True)
class Band:
    """A frequency band and who may use which part of it downlink (MHz)."""

    name: str
    duplex: str
    technology: str
    subcarrier_spacing_khz: float
    bandwidth_mhz: float
    resource_blocks: int
    owners: Mapping[str, Tuple[float, float]]


@dataclass(frozen=True)
class Carrier:
    """A carrier on the air: centre frequency, width and the operators whose users it serves (several when shared)."""

    band: str
    frequency_mhz: float
    bandwidth_mhz: float
    resource_blocks: int
    subcarrier_spacing_khz: float
    operators: Tuple[str, ...]
    duplex: str = "TDD"
    technology: str = "NR"

    def __post_init__(self):
        if not (math.isfinite(self.frequency_mhz) and self.frequency_mhz > 0 and self.bandwidth_mhz > 0 and self.resource_blocks > 0):
            raise InputError("carrier_value", band=self.band, frequency_mhz=self.frequency_mhz, resource_blocks=self.resource_blocks)

    def noise_per_resource_element_dbm(self, noise_figure_db: float = 9.0) -> float:
        """Thermal noise in one subcarrier plus the receiver's noise figure, dBm (-120.2 dBm at 30 kHz and 9 dB)."""
        return THERMAL_NOISE_DBM_HZ + 10 * math.log10(self.subcarrier_spacing_khz * 1e3) + noise_figure_db

    @property
    def channel(self) -> Tuple[float, float]:
        """What makes two carriers disturb each other: equal centre and width."""
        return self.frequency_mhz, self.bandwidth_mhz


@dataclass(frozen=True)
class Mast:
    """An antenna position: what a patch of path loss depends on, besides terrain, grid and model."""

    x_m: float
    y_m: float
    height_m: float
    frequency_mhz: float
    scenario: str


@dataclass(frozen=True)
class Sector:
    """One antenna on one carrier.

    azimuth_deg : clockwise from grid north
    mechanical_tilt_deg : positive downwards; an electrical tilt is part of the antenna
    height_m : antenna above ground
    power_dbm : total conducted power of the carrier
    antenna : a pattern of `engine/antenna.py`, its maximum gain being that of the broadcast (SSB) beams
    load : share of resource elements that neighbours' transmissions occupy, 0 to 1 (None: the run's load)
    """

    carrier: Carrier
    azimuth_deg: float
    mechanical_tilt_deg: float
    height_m: float
    power_dbm: float
    antenna: Any
    load: Optional[float] = None

    def __post_init__(self):
        values = (self.azimuth_deg, self.mechanical_tilt_deg, self.power_dbm)
        if not all(math.isfinite(value) for value in values):
            raise InputError("sector_value", values=values)
        if not math.isfinite(self.height_m) or self.height_m <= 0:
            raise InputError("sector_height", height_m=self.height_m)
        if self.load is not None and not 0 <= self.load <= 1:
            raise InputError("load_range", load=self.load)

    @property
    def epre_dbm(self) -> float:
        """Energy per resource element as power: P_total - 10 lg(12 N_RB), dBm."""
        return self.power_dbm - 10 * math.log10(12 * self.carrier.resource_blocks)

    def turned(self, **changes) -> "Sector":
        """This sector with some values changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Site:
    """A place with sectors. `kind` is pole, roof or tower; `assumptions` says what was not in the data."""

    site_id: str
    name: str
    x_m: float
    y_m: float
    kind: str
    sectors: Tuple[Sector, ...]
    planned: bool = False
    assumptions: Tuple[str, ...] = ()

    def __post_init__(self):
        if self.kind not in KINDS:
            raise InputError("site_kind", site=self.site_id, kind=self.kind)
        if not (math.isfinite(self.x_m) and math.isfinite(self.y_m)):
            raise InputError("site_position", site=self.site_id)

    def scenario(self, height_m: float) -> str:
        """The 3GPP TR 38.901 scenario of an antenna here: UMi street canyon on poles, UMa on roofs and towers.

        An antenna below 10 m is never UMa and one above 30 m never UMi: their formulas do not go there.
        """
        if height_m < UMA_LOWEST_M:
            return "umi"
        return "uma" if height_m > UMI_HIGHEST_M else SCENARIO_OF_KIND[self.kind]

    def mast(self, sector: Sector) -> Mast:
        """The antenna position of one of the site's sectors."""
        return Mast(self.x_m, self.y_m, sector.height_m, sector.carrier.frequency_mhz, self.scenario(sector.height_m))


@dataclass(frozen=True)
class SectorRow:
    """A sector and its place in the network: the index of a `SectorRow` is what best-server grids hold."""

    index: int
    site_index: int
    site: Site
    sector: Sector
    mast: Mast


@dataclass(frozen=True)
class Network:
    """Sites in a fixed order."""

    sites: Tuple[Site, ...]

    def __post_init__(self):
        object.__setattr__(self, "sites", tuple(self.sites))

    def sector_rows(self) -> List[SectorRow]:
        """All sectors, numbered through the sites in order."""
        rows: List[SectorRow] = []
        for site_index, site in enumerate(self.sites):
            for sector in site.sectors:
                rows.append(SectorRow(len(rows), site_index, site, sector, site.mast(sector)))
        return rows

    def of_operator(self, operator: str) -> "Network":
        """The sectors that serve an operator's users; sites left without one disappear."""
        if operator not in OPERATORS:
            raise InputError("unknown_operator", operator=operator)
        kept = (replace(site, sectors=tuple(s for s in site.sectors if operator in s.carrier.operators)) for site in self.sites)
        return Network(tuple(site for site in kept if site.sectors))

    def of_technology(self, technology: str) -> "Network":
        """The sectors of one technology, "NR" (5G) or "LTE" (4G); sites left without one disappear."""
        if technology not in TECHNOLOGIES:
            raise InputError("unknown_technology", technology=technology, known=", ".join(TECHNOLOGIES))
        kept = (replace(site, sectors=tuple(s for s in site.sectors if s.carrier.technology == technology)) for site in self.sites)
        return Network(tuple(site for site in kept if site.sectors))

    def near(self, x_min_m: float, y_min_m: float, x_max_m: float, y_max_m: float, reach_m: float) -> "Network":
        """The sites from which a receiver in the extent can lie within `reach_m`."""

        def distance(site):
            return math.hypot(max(x_min_m - site.x_m, 0, site.x_m - x_max_m), max(y_min_m - site.y_m, 0, site.y_m - y_max_m))

        return Network(tuple(site for site in self.sites if distance(site) <= reach_m))

    def findings(self) -> List[Tuple[str, Dict[str, Any]]]:
        """What a planner should look at: message keys with their values (two sites at one place, equal azimuths)."""
        found = []
        places: Dict[Tuple[float, float], str] = {}
        for site in self.sites:
            place = (round(site.x_m, 1), round(site.y_m, 1))
            if place in places:
                found.append(("sites_at_one_place", {"site": site.site_id, "other": places[place]}))
            places.setdefault(place, site.site_id)
            seen, told = set(), set()
            for sector in site.sectors:
                key = (sector.carrier.channel, round(sector.azimuth_deg % 360, 1))
                if key in seen and key not in told:
                    told.add(key)
                    found.append(("sectors_same_azimuth", {"site": site.site_id, "azimuth_deg": key[1]}))
                seen.add(key)
        return found


def bands_of(preset: Mapping[str, Any]) -> Dict[str, Band]:
    """The bands of a network preset, by name."""
    return {
        name: Band(
            name,
            entry["duplex"],
            entry["technology"],
            float(entry["subcarrier_spacing_khz"]),
            float(entry["bandwidth_mhz"]),
            int(entry["resource_blocks"]),
            {operator: (float(low), float(high)) for operator, (low, high) in entry["owners"].items()},
        )
        for name, entry in preset["bands"].items()
    }


def carrier_of(bands: Mapping[str, Band], band_name: str, operators: Sequence[str]) -> Carrier:
    """The carrier that operators put on the air together in a band: as wide as the band's standard carrier.

    It lies in the spectrum of the first operator that owns a part of the band; where the band is shared,
    the others' users are served on it too.

    Raises
    ------
    InputError : an unknown band, or none of the operators owns spectrum there.
    """
    if band_name not in bands:
        raise InputError("unknown_band", band=band_name, known=", ".join(sorted(bands)))
    band = bands[band_name]
    owner = next((operator for operator in operators if operator in band.owners), None)
    if owner is None:
        raise InputError("band_not_owned", band=band_name, operators=", ".join(operators), owners=", ".join(sorted(band.owners)))
    low, high = band.owners[owner]
    width = min(band.bandwidth_mhz, high - low)
    blocks = int(round(band.resource_blocks * width / band.bandwidth_mhz))
    return Carrier(band_name, low + width / 2, width, blocks, band.subcarrier_spacing_khz, tuple(operators), band.duplex, band.technology)


def equal_azimuths(count: int, first_deg: float = 0.0) -> np.ndarray:
    """`count` azimuths evenly around the horizon, degrees."""
    return (first_deg + np.arange(count) * 360.0 / count) % 360
