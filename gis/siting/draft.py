# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan that is being tried out: planned sites come, go, move to other resources and turn; figures follow; then it is kept or not.

Only planned sites change. A site stands on a resource of the inventory, so that it moves from resource to resource.
"""

from dataclasses import dataclass, replace
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsPointXY

from ...engine.network import Site
from ...engine.progress import SILENT, Progress
from ...engine.smart_poles import RADIO
from ...engine.whatif import Figures, WhatIf
from ..messages import text_in
from ..readers.scene import Scene
from ..stored_texts import STORED
from .candidates import read_resources, rule_book
from .plan_writer import GEOGRAPHIC, radio_columns
from .quotas import RESERVE
from .smart_poles import complete_smart_poles

#: columns of SITE_PL that hold of the place where a site stood, and how its antennas leant there
OF_THE_PLACE = (
    "TILTS", "MTILTS", "COST_PART", "MERGES", "MERGE_N", "SAVE_WY", "ORDER_NO", "COV_POP", "COV_M2", "COV_WT", "COV_KEY", "SCORE", "ALT_ID",
    "EMF_R", "INT_ST",
)  # fmt: skip


@dataclass(frozen=True)
class Stand:
    """A planned site as drafted: how it transmits, and the candidate it stands on (None: where the table put it)."""

    site: Site
    candidate: Optional[int] = None


Edit = Tuple[str, Optional[Stand], Optional[Stand]]  # id, before, after


class Draft:
    """The planned sites of a scene as they are tried out; `what_if` holds coverage and figures of the moment."""

    def __init__(self, scene: Scene, progress: Progress = SILENT):
        self.scene = scene
        self.what_if = WhatIf(
            scene.network,
            scene.terrain,
            scene.grid,
            scene.trial_path_loss,
            scene.settings,
            scene.demand.area,
            scene.demand,
            scene.model,
            scene.trial_patches,
            progress=progress,
        )
        self.start: Dict[str, Stand] = {site.site_id: Stand(site) for site in scene.network.sites if site.planned}
        self.stands: Dict[str, Stand] = dict(self.start)
        self.before: Figures = self.what_if.figures
        self.signal_before = self._signal()
        self._done: List[Edit] = []
        self._required = scene.demand.required_rsrp_dbm(), scene.demand.required_sinr_db()

    def _signal(self) -> Tuple[np.ndarray, np.ndarray]:
        """Copies of SS-RSRP and SS-SINR as they are now, to be compared with later."""
        return self.what_if.ss_rsrp_dbm.copy(), self.what_if.ss_sinr_db.copy()

    @property
    def figures(self) -> Figures:
        """Attainment per level now."""
        return self.what_if.figures

    @property
    def changed(self) -> bool:
        """Whether anything differs from what the workspace holds."""
        return self.stands != self.start

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    def missing(self) -> np.ndarray:
        """bool (rows, columns): cells of the plan area that miss their level now."""
        with np.errstate(invalid="ignore"):
            served = (self.what_if.ss_rsrp_dbm >= self._required[0]) & (self.what_if.ss_sinr_db >= self._required[1])
        return self.scene.demand.area & ~served

    def moved(self, site_id: str, candidate: int) -> Stand:
        """A planned site as it would stand on a candidate."""
        base = self.scene.candidate_network.sites[candidate]
        return Stand(replace(base, site_id=site_id, name=self.stands[site_id].site.name, planned=True), candidate)

    def turned(self, stand: Stand, by_deg: float) -> Stand:
        """A planned site with all its sectors turned clockwise."""
        sectors = tuple(sector.turned(azimuth_deg=(sector.azimuth_deg + by_deg) % 360.0) for sector in stand.site.sectors)
        return replace(stand, site=replace(stand.site, sectors=sectors))

    def show(self, site_id: str, stand: Optional[Stand]) -> None:
        """Let a site stand like this for the moment (None: be gone), without a step that could be undone."""
        now = self.stands.get(site_id)
        if stand == now:
            return
        if stand is None:
            self.what_if.remove(site_id)
            del self.stands[site_id]
            return
        if now is None:
            self.what_if.add(stand.site)
        else:
            self.what_if.replace(stand.site)
        self.stands[site_id] = stand

    def do(self, site_id: str, stand: Optional[Stand], before: Optional[Stand] = None) -> None:
        """Change a site in a step that can be undone; `before` is given when it was shown elsewhere meanwhile."""
        was = before if before is not None else self.stands.get(site_id)
        self.show(site_id, stand)
        if was != stand:
            self._done.append((site_id, was, stand))

    def add(self, candidate: int) -> str:
        """A new site on a candidate; returns its id."""
        taken = {site.site_id for site in self.scene.network.sites} | set(self.stands)
        site_id = next(f"P{number:05d}" for number in range(1, 100_000) if f"P{number:05d}" not in taken)
        base = self.scene.candidate_network.sites[candidate]
        name = self.scene.candidates[candidate].resource.road or self.scene.candidates[candidate].resource.resource_id
        self.do(site_id, Stand(replace(base, site_id=site_id, name=name[:60], planned=True), candidate))
        return site_id

    def undo(self) -> None:
        """Take back the last step."""
        if self._done:
            site_id, was, _is = self._done.pop()
            self.show(site_id, was)

    def discard(self) -> None:
        """Back to what the workspace holds."""
        for site_id in set(self.stands) | set(self.start):
            self.show(site_id, self.start.get(site_id))
        self._done.clear()

    def site_at(self, x_m: float, y_m: float, reach_m: float) -> Optional[str]:
        """The planned site nearest to a place, within reach."""
        near = [(np.hypot(s.site.x_m - x_m, s.site.y_m - y_m), site_id) for site_id, s in self.stands.items()]
        near = [entry for entry in near if entry[0] <= reach_m]
        return min(near)[1] if near else None

    def candidate_at(self, x_m: float, y_m: float, reach_m: float) -> Optional[int]:
        """The candidate nearest to a place, within reach."""
        places = self.scene.places_m
        if not len(places):
            return None
        away = np.hypot(places[:, 0] - x_m, places[:, 1] - y_m)
        best = int(np.argmin(away))
        return best if away[best] <= reach_m else None

    def commit(self) -> int:
        """Write the draft to the workspace in one transaction; returns how many sites changed. Sites touched become fixed."""
        workspace = self.scene.workspace
        fids = {row["PLAN_ID"]: row["fid"] for row in workspace.rows("SITE_PL", ["PLAN_ID"])}
        gone = [fids[site_id] for site_id in self.start if site_id not in self.stands and site_id in fids]
        changed = [site_id for site_id, stand in self.stands.items() if site_id in self.start and stand != self.start[site_id]]
        new = [site_id for site_id in self.stands if site_id not in self.start]
        with workspace.transaction(undo="whatif") as transaction:
            if gone:
                transaction.delete("SITE_PL", fids=gone)
            used = {self.scene.candidates[s.candidate].resource.resource_id[:24] for s in self.stands.values() if s.candidate is not None}
            rows = transaction.rows("SITE_PL", ["BASE_ID", "BATCH"])
            spare = [row["fid"] for row in rows if row["BATCH"] == RESERVE and row["BASE_ID"] in used]
            if spare:  # what stood in reserve is taken
                transaction.delete("SITE_PL", fids=spare)
            rows_of = self._rows([*changed, *new])
            transaction.update("SITE_PL", [{"fid": fids[i], **rows_of[i]} for i in changed if i in fids])
            transaction.insert("SITE_PL", [{"PLAN_ID": i, "PLAN_NAME": self.stands[i].site.name, **rows_of[i]} for i in new])
        self.start = dict(self.stands)
        self.before = self.what_if.figures
        self.signal_before = self._signal()
        self._done.clear()
        return len(gone) + len(changed) + len(new)

    def _rows(self, site_ids: Sequence[str]) -> Dict[str, Dict[str, Any]]:
        """Rows of SITE_PL by id. What was computed of the place that a site has left goes: nobody knows it of the new one."""
        workspace, rows = self.scene.workspace, {site_id: self._row(site_id) for site_id in site_ids}
        moved = [site_id for site_id in site_ids if self.stands[site_id].candidate is not None]
        places = [self.scene.candidates[self.stands[site_id].candidate].resource for site_id in moved]
        if moved:
            others = [row for row in workspace.rows("SITE_PL", ["PLAN_ID", "BASE_ID", "MERGES"]) if row["PLAN_ID"] not in rows]
            taken = {name for row in others for name in (row["BASE_ID"], *(row["MERGES"] or "").split(";")) if name}
            standing = [one for one in read_resources(workspace, measure=False) if one.resource_id[:24] not in taken]
            complete_smart_poles(workspace, rule_book(workspace), [rows[site_id] for site_id in moved], places, standing)
        return rows

    def _row(self, site_id: str) -> Dict[str, Any]:
        stand = self.stands[site_id]
        row: Dict[str, Any] = {"FIXED": 1, **radio_columns(stand.site)}
        if stand.candidate is None:
            return row
        candidate = self.scene.candidates[stand.candidate]
        resource, mode = candidate.resource, candidate.mode
        to_degrees = QgsCoordinateTransform(
            self.scene.workspace.crs, QgsCoordinateReferenceSystem(GEOGRAPHIC), QgsCoordinateTransformContext()
        )
        degrees = to_degrees.transform(QgsPointXY(resource.x_m, resource.y_m))
        return {
            **row,
            **dict.fromkeys(OF_THE_PLACE),
            "LON": round(degrees.x(), 7),
            "LAT": round(degrees.y(), 7),
            "TOWN": resource.town[:30] or None,
            "FUNCS": RADIO,
            "LAND_M2": float(mode.get("land_m2", 0)),
            "ZONE_CHK": resource.zone or "0",
            "BASE_TYPE": resource.kind,
            "BASE_ID": resource.resource_id[:24],
            "MODE": mode["code"],
            "FORM": mode["form"],
            "ANT_H": round(candidate.height_m, 1),
            "COST_WY": candidate.cost_wy,
            "WHY": text_in(STORED, "ui_by_hand"),
            "geometry": (resource.x_m, resource.y_m),
        }
