# SPDX-License-Identifier: GPL-2.0-or-later
"""From what an inventory says about a site to its sectors: presets fill what is missing, and say so."""

import math
from typing import Any, Callable, List, Mapping, Optional, Sequence, Tuple

from .antenna import Omni
from .antenna import Sector as SectorAntenna
from .errors import InputError
from .network import OPERATORS, Carrier, Sector, Site, bands_of, carrier_of, equal_azimuths

DIRECTIONAL_DB, BAND_RATIO = 3.0, 1.25
LEAST_POWER_W, MOST_POWER_W = 0.1, 640.0  #: outside these a power is doubtful: other units, or a slip of the hand


def site_of(
    preset: Mapping[str, Any],
    site_id: str,
    x_m: float,
    y_m: float,
    kind: str,
    name: str = "",
    height_m: Optional[float] = None,
    operators: Sequence[str] = (),
    bands: Sequence[str] = (),
    power_w: Optional[float] = None,
    azimuths_deg: Sequence[float] = (),
    tilts_deg: Sequence[float] = (),
    planned: bool = False,
    roof_height_m: float = 0.0,
    technology: Optional[str] = "NR",
    antenna_of: Optional[Callable[[str, int, int], Any]] = None,
    mechanical_tilts_deg: Sequence[float] = (),
) -> Site:
    """A site with its sectors on every carrier that its operators put on the air there.

    Parameters
    ----------
    preset : `resources/presets/network.json`
    kind : pole, roof or tower
    height_m : antenna above ground; None: on a roof its height plus the usual mast, else the kind's usual height
    operators, bands : empty: each other's usual ones, or the preset's
    power_w : total per sector and carrier; None or 0: the kind's usual power. Of a site with 5G and 4G bands it is that
        of the 5G carriers, and the 4G carriers get the usual one
    azimuths_deg : empty: omnidirectional on poles, the kind's usual sectors elsewhere
    tilts_deg, mechanical_tilts_deg : one per azimuth or one for all, positive downwards; empty: the kind's usual ones
    roof_height_m : of the building under the site, 0 where none is known
    technology : "NR" or "LTE": only the carriers of that technology; None: all that are stated (5G when none is)

    antenna_of : (band, position, number of azimuths) -> pattern, or None for the kind's usual one. A pattern from a file has
        its electrical tilt in it; where another tilt is stated the antenna is turned by the difference

    What was filled or is doubtful stands in the site's `assumptions`: height, power, azimuths, operators, bands, band_not_owned,
    band_unknown (not in the preset, left out), band_left_out (owned by none of its operators), power_doubtful (above
    `MOST_POWER_W` or below `LEAST_POWER_W`), azimuth_doubtful (outside -180 to 360 degrees, turned by whole circles),
    antenna_azimuth (a directional pattern without an azimuth looks north), antenna_band (measured far from its band).
    """
    usual = preset["kinds"][kind]
    assumed: List[str] = []
    height = _height(usual, kind, height_m, roof_height_m, assumed)
    carriers = _carriers(preset, operators, bands, assumed, technology)
    azimuths = [float(a) % 360 for a in azimuths_deg]
    if not all(-180 <= float(a) <= 360 for a in azimuths_deg):
        assumed.append("azimuth_doubtful")
    if power_w and not LEAST_POWER_W <= power_w <= MOST_POWER_W:
        assumed.append("power_doubtful")
    if not azimuths and usual["sectors"]:
        azimuths = equal_azimuths(int(usual["sectors"])).tolist()
        assumed.append("azimuths")
    kinds = {band.technology for band in bands_of(preset).values() if band.name in bands}
    powered = "NR" if "NR" in kinds else "LTE" if "LTE" in kinds else technology or "NR"  # whose power the inventory states
    if not power_w or any(carrier.technology != powered for carrier in carriers):
        assumed.append("power")
    tilts = _tilts(tilts_deg, max(1, len(azimuths)), float(usual["electrical_tilt_deg"]), site_id)
    mechanical = _tilts(mechanical_tilts_deg, max(1, len(azimuths)), float(usual["mechanical_tilt_deg"]), site_id)
    sectors = []
    for carrier in carriers:
        stated = power_w and carrier.technology == powered
        power = 10 * math.log10(power_w * 1e3) if stated else _per_band(usual["power_dbm"], carrier.band)
        for position in range(max(1, len(azimuths))):
            azimuth = azimuths[position] if azimuths else 0.0
            antenna = antenna_of(carrier.band, position, max(1, len(azimuths))) if antenna_of is not None else None
            tilt = mechanical[position]
            if antenna is None:
                antenna = _antenna(usual, carrier.band, bool(azimuths), tilts[position])
            else:
                if len(tilts_deg):  # the main beam comes out as asked, whatever tilt the file has in it
                    tilt += tilts[position] - float(getattr(antenna, "electrical_tilt_deg", 0.0))
                assumed += _doubts(antenna, bool(azimuths), carrier.frequency_mhz)
            sectors.append(Sector(carrier, azimuth, tilt, height, power, antenna))
    return Site(site_id, name, float(x_m), float(y_m), kind, tuple(sectors), planned, tuple(dict.fromkeys(assumed)))


def _doubts(antenna, directed: bool, frequency_mhz: float) -> List[str]:
    """What a planner should know about a pattern from a file."""
    found = []
    around = [float(antenna.gain_dbi(azimuth, 90.0)) for azimuth in range(0, 360, 15)]
    if not directed and max(around) - min(around) > DIRECTIONAL_DB:
        found.append("antenna_azimuth")
    measured = getattr(antenna, "frequency_mhz", None)
    if measured and not 1 / BAND_RATIO <= measured / frequency_mhz <= BAND_RATIO:
        found.append("antenna_band")
    return found


def kind_of_tower(preset: Mapping[str, Any], code: Optional[str], height_m: Optional[float] = None) -> str:
    """Pole, roof or tower from a 塔型 code; without one an antenna up to 15 m is taken for a pole's, others for a roof's."""
    known = preset["towers_by_code"].get(str(code or ""))
    if known and str(code) != "08":
        return known
    return "pole" if height_m is not None and 0 < height_m <= 15 else "roof"


def kind_of_base(preset: Mapping[str, Any], code: Optional[str]) -> str:
    """Pole, roof or tower from a 依托类型 code (the resource type it stands on)."""
    return preset["resources_by_code"].get(str(code or ""), "pole")


def _height(usual, kind, height_m, roof_height_m, assumed) -> float:
    if height_m is not None and math.isfinite(height_m) and height_m > 0:
        return float(height_m)
    assumed.append("height")
    if kind == "roof" and roof_height_m > 0:
        return float(roof_height_m) + float(usual["mast_above_roof_m"])
    return float(usual["height_m"])


def _carriers(preset, operators, bands, assumed, technology) -> List[Carrier]:
    """One carrier per band and group of operators that share it."""
    known = {name: band for name, band in bands_of(preset).items() if technology in (None, band.technology)}
    if any(name not in preset["bands"] for name in bands):
        assumed.append("band_unknown")
    bands = [name for name in bands if name in known]
    operators = [operator for operator in OPERATORS if operator in operators]
    if not operators:
        assumed.append("operators")
        operators = list(preset["default_operators"]) if not bands else _owners(known, bands)
    wanted = list(dict.fromkeys(bands))
    carriers = {}
    for operator in operators:
        group = tuple(next((g for g in preset["shared"] if operator in g), [operator]))
        usable = [band for band in wanted if band in known and any(member in known[band].owners for member in group)]
        if not usable:
            assumed.append("band_not_owned" if wanted else "bands")
            usable = list(preset["operators"][operator]["bands_4g" if technology == "LTE" else "bands"])
        for band in usable:
            carriers[band, group] = carrier_of(known, band, group)
    if wanted and "band_not_owned" not in assumed and not set(wanted) <= {band for band, _ in carriers}:
        assumed.append("band_left_out")
    return list(carriers.values())


def _owners(known, bands) -> List[str]:
    return [operator for operator in OPERATORS if any(operator in known[band].owners for band in bands)]


def _tilts(tilts_deg, count: int, usual: float, site_id: str) -> Tuple[float, ...]:
    if not len(tilts_deg):
        return (usual,) * count
    if len(tilts_deg) == 1:
        return (float(tilts_deg[0]),) * count
    if len(tilts_deg) != count:
        raise InputError("tilts_count", site=site_id, tilts=len(tilts_deg), sectors=count)
    return tuple(float(tilt) for tilt in tilts_deg)


def _antenna(usual, band: str, directional: bool, tilt_deg: float):
    """The envelope of the broadcast beams: their gain, with the element's width across and a narrower one down."""
    vertical = float(usual["vertical_beamwidth_deg"])
    if not directional:
        return Omni(float(usual["omni_gain_dbi"]), vertical, tilt_deg, float(usual["vertical_attenuation_db"]))
    gain = _per_band(usual["ssb_gain_dbi"], band)
    back = float(usual["front_to_back_db"])
    below = float(usual["vertical_attenuation_db"])  # less than the front-to-back ratio: sectors stay apart under their mast
    return SectorAntenna(gain, float(usual["horizontal_beamwidth_deg"]), vertical, tilt_deg, back, below)


def _per_band(values: Mapping[str, float], band: str) -> float:
    return float(values.get(band, values["default"]))
