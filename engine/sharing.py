# SPDX-License-Identifier: GPL-2.0-or-later
"""How well a plan shares what is there: rates, what sharing saves, the gauge against 80 %, and sites built twice.

The rates are this product's reading of the planning guides (no published formula was found): 站址利用率 is the share of
sites on existing towers, buildings and poles; 共享率 the share with at least two operators; 租户比 operators per site.
"""

import math
from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple

TOWER_LAND_M2 = 40.0  #: land of a ground tower that sharing saves; ours, editable by the caller
SITE_USE_TARGET_PCT = 80.0  #: 站址利用率 of the Shanghai guideline
TOWER, POLE, ROOF, NEW_POLE, NEW_TOWER = "1", "2", "3", "4", "5"  # SITE_PL.MODE


@dataclass(frozen=True)
class SharingRates:
    """How well a plan uses what is there; rates in percent, 租户比 as operators per site; 0 without sites."""

    sites: int
    site_use_pct: float  #: 站址利用率: on existing towers, buildings or poles
    shared_pct: float  #: 共享率: at least two operators
    tenancy: float  #: 租户比
    social_pct: float  #: 社会资源利用率: on buildings and poles of others
    smart_pole_pct: float  #: 综合杆占比
    saved_towers: int  #: against a tower for each operator at each site: those, less the poles and towers that are built new
    saved_land_m2: float  #: their land, less the land that the plan takes
    investment_wy: float = 0.0

    def reaches(self, target_pct: float = SITE_USE_TARGET_PCT) -> Optional[bool]:
        """Whether 站址利用率 is at least the target; None without sites."""
        return None if not self.sites else self.site_use_pct >= target_pct - 1e-9

    def missing(self, target_pct: float = SITE_USE_TARGET_PCT) -> int:
        """How many of the new sites would have to stand on something existing for the target to be reached."""
        used = round(self.site_use_pct * self.sites / 100.0)
        return max(0, math.ceil(target_pct * self.sites / 100.0 - 1e-9) - used)


def sharing_rates(
    modes: Sequence[str],
    operators: Sequence[int],
    saved_land_m2: float = TOWER_LAND_M2,
    cost_wy: Sequence[float] = (),
    land_m2: Sequence[float] = (),
    answered: Sequence[int] = (),
    reused: Sequence[bool] = (),
) -> SharingRates:
    """The rates of a plan from its sites' way of building (SITE_PL.MODE) and number of operators.

    saved_land_m2 : of one tower that is not built; cost_wy, land_m2 : of each site, empty for none
    reused : whether each site stands on something that exists, such as a lamp's place taken by a smart pole; empty: by `modes`
    answered : operators that come with the plan, for the saving; empty: all of them
    """
    sites = len(modes)
    if not sites:
        return SharingRates(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0.0)
    operators = [max(1, count) for count in operators]

    def percent(hits) -> float:
        return 100.0 * sum(map(bool, hits)) / sites

    saved = max(0, sum(answered or operators) - sum(mode in (NEW_POLE, NEW_TOWER) for mode in modes))
    return SharingRates(
        sites,
        percent(reused or [mode in (TOWER, POLE, ROOF) for mode in modes]),
        percent(count >= 2 for count in operators),
        sum(operators) / sites,
        percent(mode in (POLE, ROOF) for mode in modes),
        percent(mode == NEW_POLE for mode in modes),
        saved,
        max(0.0, saved * saved_land_m2 - sum(land_m2)),
        float(sum(cost_wy)),
    )


@dataclass(frozen=True)
class Duplicate:
    """A place that is built within `distance_m` of one that stands or is planned."""

    place_id: str
    other_id: str
    distance_m: float


def duplicates(built: Sequence[Tuple[str, float, float]], others: Sequence[Tuple[str, float, float]], within_m: float) -> List[Duplicate]:
    """The nearest other site of each built one nearer than `within_m` (不得重复建设); entries are (id, x_m, y_m)."""
    found = []
    for name, x, y in built:
        near = [(math.hypot(x - other_x, y - other_y), other) for other, other_x, other_y in others if other != name]
        distance, other = min(near, default=(math.inf, ""))
        if distance < within_m:
            found.append(Duplicate(name, other, distance))
    return found
