# SPDX-License-Identifier: GPL-2.0-or-later
"""Ids of planned sites that last from one round to the next: who was told P00007 must find the same site under it later."""

import re
from itertools import chain
from typing import Any, Dict, Iterator, Tuple

_OURS = re.compile(r"P(\d{5})")
RESERVE = "3"  #: SITE_PL.BATCH
Key = Tuple[str, Any]


def place_key(base_id: Any, x_m: float, y_m: float) -> Key:
    """What makes two sites the same one: the resource they stand on, without one the place to the metre."""
    return ("base", str(base_id)) if base_id else ("place", (round(x_m), round(y_m)))


class PlanIds:
    """The ids of the plan in a workspace, and new ones for sites it does not have."""

    def __init__(self, workspace):
        self._known: Dict[Key, str] = {}
        highest, used = 0, set()
        for row in workspace.rows("SITE_PL", ["PLAN_ID", "BASE_ID", "BATCH", "FIXED", "geometry"]):
            found = _OURS.match(row["PLAN_ID"] or "")
            if not found:
                continue
            highest = max(highest, int(found.group(1)))
            used.add(int(found.group(1)))
            if found.group() == row["PLAN_ID"] and row["BATCH"] != RESERVE and row["FIXED"] != 1 and row["geometry"] is not None:
                place = row["geometry"].asPoint()
                self._known.setdefault(place_key(row["BASE_ID"], place.x(), place.y()), row["PLAN_ID"])
        above, below = range(highest + 1, 100_000), range(1, highest)  # below: where somebody's own ids end with the last number
        self._new: Iterator[int] = (number for number in chain(above, below) if number not in used)

    def of(self, base_id: Any, x_m: float, y_m: float) -> str:
        """The id of a site: its own of the last plan, else one that the last plan has not used."""
        return self._known.pop(place_key(base_id, x_m, y_m), None) or f"P{next(self._new):05d}"
