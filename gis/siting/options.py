# SPDX-License-Identifier: GPL-2.0-or-later
"""What decides a siting problem besides the tables of the workspace; kept with every result, so that it can be built again."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any, Dict, Mapping, Optional, Sequence

from ...engine.errors import InputError
from ...engine.network import OPERATORS
from ..readers.terrain_inputs import TerrainInputs

EVERY = "every"  #: operator option: each operator's users must be served
MEASURES = ("area", "people")
KINDS = ("area", "type", "mode")
#: words that a planner may write for a kind of quota
KIND_WORDS = {
    "area": "area", "town": "area", "区域": "area", "乡镇": "area", "街道": "area",
    "type": "type", "类型": "type", "资源类型": "type",
    "mode": "mode", "方式": "mode", "建设方式": "mode",
}  # fmt: skip
MEASURE_WORDS = {"area": "area", "面积": "area", "people": "people", "人口": "people"}
ENDLESS = ("", "-", "–", "不限", "none", "null")


@dataclass(frozen=True)
class SitingOptions:
    """The options of a siting problem.

    radius_m, pole_radius_m : how far roofs and towers, and poles, are computed; budget_wy : None for no limit
    reuse_pct : at least this share of the plan stands on something that exists; 0 for no such condition
    max_new : largest number of new poles and towers where nothing stands; 0: none are candidates
    veto_m : no new structure where a resource this near serves nearly as much (能共享的不得新建); 0: no such rule
    new_spacing_m : distance of the places made for new structures; 0: as in the siting rules
    quotas : (kind of `KINDS`, name, least, most or None) for towns or areas, resource types and ways of building
    targets : (level code, measure of `MEASURES`, percent): what must be served in the end
    model, calibration, dem : of the path loss; as for the coverage
    dsm, landcover, landcover_table, landcover_heights : of the terrain, see `readers.terrain_inputs`
    indoor_loss_db : what a wall takes away; 0 judges a building in front of its outer wall
    extrapolate : compute outside the range of the model too; the result says where
    operator : "" for any operator, a code of `OPERATORS`, or `EVERY`
    """

    cell_size_m: float = 5.0
    radius_m: float = 1500.0
    pole_radius_m: float = 400.0
    spacing_m: float = 50.0
    max_sites: int = 20
    budget_wy: Optional[float] = None
    load: float = 0.5
    rx_height_m: float = 1.5
    reuse_pct: float = 0.0
    max_new: int = 0
    veto_m: float = 100.0
    new_spacing_m: float = 0.0
    quotas: Sequence[Sequence[Any]] = ()
    targets: Sequence[Sequence[Any]] = ()
    model: str = "tr38901"
    calibration: str = ""
    dem: str = ""
    dsm: str = ""
    landcover: str = ""
    landcover_table: str = ""
    landcover_heights: Mapping[str, float] = field(default_factory=dict)
    indoor_loss_db: float = 0.0
    operator: str = ""
    extrapolate: bool = False

    def __post_init__(self):
        if not 0 <= self.reuse_pct <= 100:
            raise InputError("placement_reuse", share=self.reuse_pct)
        if self.max_new < 0:
            raise InputError("placement_max_new", max_new=self.max_new)
        for name in ("veto_m", "new_spacing_m", "indoor_loss_db"):
            if not 0 <= getattr(self, name) < 1e6:
                raise InputError("placement_option_range", name=name, value=getattr(self, name))
        if self.operator not in ("", EVERY, *OPERATORS):
            raise InputError("unknown_operator", operator=self.operator)

    @property
    def terrain_inputs(self) -> TerrainInputs:
        """Surface model and land cover."""
        return TerrainInputs(self.dsm, self.landcover, self.landcover_table, self.landcover_heights)

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> "SitingOptions":
        """The options in a record of a result; what it does not know keeps its default."""
        return cls(**{name: value for name, value in params.items() if name in cls.__dataclass_fields__})


def recorded(options: SitingOptions) -> Dict[str, Any]:
    """The options as they are kept with a result."""
    return asdict(options)


def parse_quotas(cells: Sequence[Any]) -> Sequence[Sequence[Any]]:
    """The cells of the table of quotas, row by row: kind, name, at least, at most; empty rows are left out."""
    found = []
    for row in _rows(cells, 4, "quota_unreadable"):
        kind, name = KIND_WORDS.get(row[0].lower()), re.sub(r"^(\d+)\.0+$", r"\1", row[1])  # the command line makes a number of 1
        if kind is None or not name:
            raise InputError("quota_unreadable", row=" | ".join(row), kinds=", ".join(KINDS))
        least = 0 if row[2].lower() in ENDLESS else _whole(row, 2)
        most = None if row[3].lower() in ENDLESS else _whole(row, 3)
        if most is not None and most < least:
            raise InputError("quota_contradiction", name=name, least=least, most=most)
        found.append((kind, name, least, most))
    together: Dict[Any, Any] = {}
    for kind, name, least, most in found:
        low, high = together.get((kind, name), (0, None))
        low, high = max(low, least), most if high is None else high if most is None else min(high, most)
        if high is not None and high < low:
            raise InputError("quota_contradiction", name=name, least=low, most=high)
        together[kind, name] = low, high
    return tuple((kind, name, low, high) for (kind, name), (low, high) in together.items())


def parse_targets(cells: Sequence[Any]) -> Sequence[Sequence[Any]]:
    """The cells of the table of targets, row by row: level, measure, percent."""
    found = {}
    for row in _rows(cells, 3, "target_unreadable"):
        measure = MEASURE_WORDS.get(row[1].lower() or "area")
        level = row[0].upper().replace("级", "").replace("LEVEL", "").strip()
        try:
            share = float(row[2].rstrip("%％"))
        except ValueError as error:
            raise InputError("target_unreadable", row=" | ".join(row)) from error
        if measure is None or not level or not 0 < share <= 100:
            raise InputError("target_unreadable", row=" | ".join(row))
        found[level, measure] = max(share, found.get((level, measure), 0.0))
    return tuple((level, measure, share) for (level, measure), share in found.items())


def _rows(cells: Sequence[Any], width: int, key: str):
    cells = ["" if cell is None or str(cell) == "NULL" else str(cell).strip() for cell in cells]  # NULL: QGIS's empty table
    if not any(cells):
        return []
    if len(cells) % width:
        raise InputError(key, row=" | ".join(cells), kinds=", ".join(KINDS))
    rows = [cells[start : start + width] for start in range(0, len(cells), width)]
    return [row for row in rows if any(row)]


def _whole(row: Sequence[str], place: int) -> int:
    try:
        number = int(float(row[place]))
    except ValueError as error:
        raise InputError("quota_unreadable", row=" | ".join(row), kinds=", ".join(KINDS)) from error
    if number < 0:
        raise InputError("quota_unreadable", row=" | ".join(row), kinds=", ".join(KINDS))
    return number
