# SPDX-License-Identifier: GPL-2.0-or-later
"""The operators' demand of a workspace, and the places that could answer it: sites, planned sites, resources, new ones."""

from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from ...engine.equipment import kind_of_base, kind_of_tower
from ...engine.exposure import boresight_distance_m
from ...engine.merging import Place, Wish
from ...engine.network import KINDS, bands_of
from ...engine.placement.candidates import Resource, Rules, antenna_height_m, candidates_of
from ..readers.vectors import preset
from ..workspace import Workspace
from .candidates import measured, read_resources, read_rules
from .quotas import RESERVE

EXISTING, RESOURCE, PLANNED = "1", "2", "3"  # DEMAND_PT.MATCH_TYPE
STAYS = "1"  # SITE_EX.STATUS on air
MERGED = "MERGE"  #: REMARK of planned sites that a merge wrote
DEFAULT_ROOM = 3  #: further operators on a site whose free platforms nobody recorded
DUTY = 0.1875  #: of exposure: 0.75 downlink share of TDD x 0.25 of beams that move; ours
MODE_OF_KIND = {"tower": "share_tower", "roof": "rooftop", "pole": "share_pole"}
BASE_OF_KIND = {"tower": "07", "roof": "06", "pole": "08"}
BASE_OF_NEW = {"new_smart_pole": "10", "new_tower": "07"}


@dataclass(frozen=True)
class Offer:
    """A place with what the workspace knows about it.

    match : MATCH_TYPE; mode : of the siting rules; base_type, base_id : of SITE_PL; fid, operators : of a planned site, as its row has them
    """

    place: Place
    match: str
    mode: Mapping[str, Any]
    base_type: str
    base_id: str
    name: str = ""
    town: str = ""
    zone: str = "0"
    fid: Optional[int] = None
    operators: str = ""

    @property
    def is_built(self) -> bool:
        """Whether the plan builds something here that is no site yet."""
        return self.match == RESOURCE


class Radio:
    """Compliance distances of an operator's equipment, from the presets."""

    def __init__(self):
        self._values = preset("network")
        self._bands = bands_of(self._values)
        self._code = {entry["code"]: name for name, entry in self._values["operators"].items()}

    def band(self, operator_code: str, wanted: Optional[str]) -> str:
        """The first known band that is wanted, else the operator's usual one."""
        for band in str(wanted or "").replace(",", ";").replace("/", ";").split(";"):
            if band.strip() in self._bands:
                return band.strip()
        name = self._code.get(operator_code, self._values["default_operators"][0])
        return self._values["operators"][name]["bands"][0]

    def spread_m2(self, band: str) -> Dict[str, float]:
        """Square of the compliance distance in the middle of the beam, by kind of place."""
        low, high = next(iter(self._bands[band].owners.values()))
        return {kind: self._reach_m(self._values["kinds"][kind], band, (low + high) / 2) ** 2 for kind in KINDS}

    @staticmethod
    def _reach_m(usual, band: str, frequency_mhz: float) -> float:
        power, gain = usual["power_dbm"], usual["traffic_gain_dbi"]
        dbi = gain.get(band, gain["default"]) if usual["sectors"] else usual["omni_gain_dbi"]
        return boresight_distance_m(10 ** (power.get(band, power["default"]) / 10) / 1000, dbi, frequency_mhz, 1.0, DUTY)


def read_wishes(rows: Sequence[Mapping[str, Any]], deviation_m: float) -> List[Wish]:
    """Rows of DEMAND_PT as the engine sees them; `deviation_m` where none is stated."""
    radio = Radio()
    wishes = []
    for row in rows:
        point = row["geometry"].asPoint()
        stated = row["DEV_R"] if row["DEV_R"] is not None else deviation_m
        operator = row["OPER"] or ""
        spread = radio.spread_m2(radio.band(operator, row["BAND"]))
        name, urgency = row["DMD_ID"] or str(row["fid"]), row["PRIORITY"] or 3
        wishes.append(Wish(name, operator, point.x(), point.y(), float(stated), row["H_MIN"], row["H_MAX"], urgency, spread))
    return wishes


def read_offers(workspace: Workspace, wishes: Sequence[Wish], allow_new: bool) -> List[Offer]:
    """All places in the order in which they are preferred."""
    rules = read_rules(workspace)
    offers = existing_offers(workspace, rules) + planned_offers(workspace, rules) + resource_offers(workspace, rules)
    return offers + (new_offers(workspace, rules, wishes) if allow_new else [])


def existing_offers(workspace: Workspace, rules: Rules) -> List[Offer]:
    """Sites that stay on air, with their free platforms."""
    values, radio = preset("network"), Radio()
    operators = {entry["field"]: entry["code"] for entry in values["operators"].values()}
    rows = [row for row in workspace.rows("SITE_EX") if row["geometry"] is not None and (row["STATUS"] or STAYS) == STAYS]
    limits = _limits(workspace, [(row["geometry"].asPoint(), row["TWR_H"] or row["ANT_H"]) for row in rows])
    offers = []
    for row, limit in zip(rows, limits):
        point = row["geometry"].asPoint()
        height = row["TWR_H"] or row["ANT_H"]
        kind = kind_of_tower(values, row["TWR_TYPE"], row["ANT_H"] or row["TWR_H"])
        mode = _mode(rules, MODE_OF_KIND[kind])
        present = tuple(code for field, code in operators.items() if (row[field] or 0) > 0)
        room = len(present) + (DEFAULT_ROOM if row["FREE_PLT"] is None else max(0, int(row["FREE_PLT"])))
        used = sum(radio.spread_m2(radio.band(code, None))[kind] for code in present)
        code = row["SITE_CODE"] or str(row["fid"])
        place = Place(
            code, point.x(), point.y(), height, room, present, 0.0, float(mode["cost_wy"]), kind,
            spread_limit_m2=limit, spread_used_m2=used,
        )  # fmt: skip
        offers.append(Offer(place, EXISTING, mode, BASE_OF_KIND[kind], code, row["SITE_NAME"] or "", row["TOWN"] or ""))
    return offers


def planned_offers(workspace: Workspace, rules: Rules) -> List[Offer]:
    """Planned sites of any operator, but those of an earlier merge; operators that an earlier merge brought do not count as present."""
    values = preset("network")
    brought: Dict[str, set] = {}
    for row in workspace.rows("DEMAND_PT", ["OPER", "PLAN_ID", "MATCH_TYPE"], "MATCH_TYPE = ?", (PLANNED,)):
        brought.setdefault(row["PLAN_ID"], set()).add(row["OPER"])
    offers = []
    for row in workspace.rows("SITE_PL"):
        if row["geometry"] is None or row["REMARK"] == MERGED or row["BATCH"] == RESERVE:
            continue
        point, kind = row["geometry"].asPoint(), kind_of_base(values, row["BASE_TYPE"])
        mode = _planned_mode(rules, row["MODE"], row["BASE_TYPE"]) or _mode(rules, MODE_OF_KIND[kind])
        name = row["PLAN_ID"] or str(row["fid"])
        present = tuple(code for code in row["OPERS"] or "" if code not in brought.get(name, ()))
        place = Place(name, point.x(), point.y(), row["ANT_H"], int(mode["operators"]), present, 0.5, float(mode["cost_wy"]), kind)
        own = {"fid": row["fid"], "operators": row["OPERS"] or ""}
        offers.append(Offer(place, PLANNED, mode, row["BASE_TYPE"] or "", row["BASE_ID"] or "", row["PLAN_NAME"] or "", **own))
    return offers


def _planned_mode(rules: Rules, code: Optional[str], base_type: Optional[str]) -> Optional[Mapping[str, Any]]:
    """The way of building with this code: that of its base, else the one that needs none."""
    modes = [mode for mode in rules.modes if mode["code"] == code]
    return next((mode for mode in modes if base_type in mode["types"]), next((mode for mode in modes if not mode["types"]), None))


def resource_offers(workspace: Workspace, rules: Rules) -> List[Offer]:
    """Every permitted use of every resource; of the uses of one resource a plan takes one. Resources with a planned site are its own."""
    rows = workspace.rows("SITE_PL", ["BASE_ID", "REMARK", "BATCH"])
    taken = {row["BASE_ID"] for row in rows if row["BASE_ID"] and row["REMARK"] != MERGED and row["BATCH"] != RESERVE}
    values = preset("network")
    offers = []
    for candidate in candidates_of(read_resources(workspace), rules)[0]:
        resource, mode = candidate.resource, candidate.mode
        if resource.resource_id in taken:
            continue
        kind = "tower" if candidate.is_macro and kind_of_base(values, resource.kind) == "pole" else kind_of_base(values, resource.kind)
        room, shares = int(mode["operators"]), mode["key"] in ("share_tower", "share_pole")
        if shares and resource.free_positions is not None:
            room = min(room, int(resource.free_positions))
        place = Place(
            resource.resource_id, resource.x_m, resource.y_m, candidate.height_m, room, (), candidate.rank, candidate.cost_wy, kind,
            base=resource.resource_id, load_limit_kg=resource.load_kg if shares else None,
            load_each_kg=float(mode["load_kg"]) if shares else 0.0, spread_limit_m2=_square(resource.taller_sensitive_m),
        )  # fmt: skip
        words = {"name": resource.road, "town": resource.town, "zone": resource.zone or "0"}
        offers.append(Offer(place, RESOURCE, mode, resource.kind, resource.resource_id, **words))
    return offers


def new_offers(workspace: Workspace, rules: Rules, wishes: Sequence[Wish]) -> List[Offer]:
    """New poles and towers where the rules permit them: at each demand, and half-way between demands of two operators."""
    spots = [Resource(f"NEW{number}", "", x, y) for number, (x, y) in enumerate(_spots(wishes), 1)]
    offers = []
    for key in BASE_OF_NEW:
        mode = _mode(rules, key)
        for spot in measured(workspace, [_with_height(spot, mode) for spot in spots]) if spots else ():
            if rules.judge(spot, mode) is not None:
                continue
            kind = "tower" if mode["form"] == "1" else "pole"
            place = Place(
                f"{spot.resource_id}-{key}", spot.x_m, spot.y_m, antenna_height_m(spot, mode), int(mode["operators"]), (),
                float(mode["rank"]), float(mode["cost_wy"]), kind, True, spot.resource_id, spread_limit_m2=_square(spot.taller_sensitive_m),
            )  # fmt: skip
            offers.append(Offer(place, RESOURCE, mode, BASE_OF_NEW[key], "", zone=spot.zone or "0"))
    return offers


def _spots(wishes: Sequence[Wish]) -> List[Tuple[float, float]]:
    from scipy.spatial import cKDTree

    if not wishes:
        return []
    where = np.array([(wish.x_m, wish.y_m) for wish in wishes])
    spots = [tuple(spot) for spot in where.tolist()]
    for one, other in sorted(cKDTree(where).query_pairs(2 * max(wish.deviation_m for wish in wishes))):
        half = float(np.hypot(*(where[one] - where[other]))) / 2
        if wishes[one].operator != wishes[other].operator and half <= min(wishes[one].deviation_m, wishes[other].deviation_m):
            spots.append(tuple(((where[one] + where[other]) / 2).tolist()))
    return list(dict.fromkeys(spots))


def _with_height(spot: Resource, mode) -> Resource:
    return Resource(spot.resource_id, "", spot.x_m, spot.y_m, mount_height_m=float(mode["height_m"]))


def _limits(workspace: Workspace, masts) -> List[Optional[float]]:
    """Square of the distance from each mast to the nearest taller home, school or hospital; None without one near."""
    spots = [Resource(str(number), "", point.x(), point.y(), mount_height_m=height) for number, (point, height) in enumerate(masts)]
    return [_square(spot.taller_sensitive_m) for spot in measured(workspace, spots)] if spots else []


def _square(distance_m: Optional[float]) -> Optional[float]:
    return None if distance_m is None else distance_m**2


def _mode(rules: Rules, key: str) -> Mapping[str, Any]:
    return next(mode for mode in rules.modes if mode["key"] == key)
