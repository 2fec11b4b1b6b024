# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:mergedemand`: the operators' demand on the fewest existing sites and public resources."""

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
)

from ..engine.errors import InputError
from ..engine.placement.candidates import candidates_of
from ..engine.sharing import Place, Wish, merge
from ..gis.candidates import read_resources, read_rules
from ..gis.messages import text, tr
from ..gis.vectors import preset
from ..gis.workspace import Workspace
from .base import SmartPoleAlgorithm

EXISTING, RESOURCE = "1", "2"  # DEMAND_PT.MATCH_TYPE
STAYS = "1"  # SITE_EX.STATUS on air
DEFAULT_ROOM = 3
SITE_ID_LENGTH = 24
UNMET = {"far": "demand_far", "height": "demand_height", "room": "demand_room"}


class MergeDemand(SmartPoleAlgorithm):
    NAME = "mergedemand"
    GROUP_ID = "placement"

    def displayName(self):
        return tr("Merge the operators' demand")

    def shortHelpString(self):
        return tr(
            "Answers the demand of all operators on as few places as possible: existing sites and permitted public resources within each "
            "demand's deviation and heights, one demand per operator and place, as many operators as a place has room for. Urgent "
            "demand comes first. Demand that stays unmet is listed with its reason."
        )

    def initAlgorithm(self, config=None):
        real = QgsProcessingParameterNumber.Type.Double
        self.addParameter(QgsProcessingParameterFile("WORKSPACE", tr("Workspace"), extension="gpkg"))
        self.addParameter(QgsProcessingParameterNumber("DEVIATION", tr("Deviation where none is stated (m)"), real, 50.0))
        self.addParameter(QgsProcessingParameterNumber("SECONDS", tr("Time for the search (s)"), real, 10.0))
        for name, title in (
            ("DEMANDS", tr("Demands")),
            ("MET", tr("Demands met")),
            ("PLACES", tr("Places used")),
            ("LEAST_PLACES", tr("Places needed at least")),
            ("TENANCY", tr("Operators per place")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputString("UNMET", tr("Unmet demand")))

    def check(self, parameters, context):
        seconds = self.parameterAsDouble(parameters, "SECONDS", context)
        if not seconds > 0:
            raise InputError("placement_seconds", seconds=seconds)
        deviation = self.parameterAsDouble(parameters, "DEVIATION", context)
        if not deviation >= 0:
            raise InputError("demand_deviation", deviation_m=deviation)
        Workspace.open(self.parameterAsFile(parameters, "WORKSPACE", context))

    def work(self, parameters, context, progress):
        workspace = Workspace.open(self.parameterAsFile(parameters, "WORKSPACE", context), write=True)
        rows = [row for row in workspace.rows("DEMAND_PT") if row["geometry"] is not None]
        if not rows:
            raise InputError("demand_missing", path=str(workspace.path))
        deviation = self.parameterAsDouble(parameters, "DEVIATION", context)
        wishes = [wish_of(row, deviation) for row in rows]
        places = existing_places(workspace) + resource_places(workspace)
        progress.report(0.1)
        seconds = self.parameterAsDouble(parameters, "SECONDS", context)
        merged = merge(wishes, [place for place, _ in places], seconds, progress.part(0.1, 0.9))
        answered = {match.wish: match for match in merged.matches}
        with workspace.transaction() as transaction:
            transaction.update("DEMAND_PT", [answer_row(row, answered.get(n), places) for n, row in enumerate(rows)])
        lines = [text(UNMET[reason], demand=wishes[n].wish_id, metres=figure) for n, reason, figure in merged.unmet]
        for line in lines:
            progress.note(line)
        progress.note(text("demand_merged", met=len(answered), demands=len(wishes), places=len(merged.places), least=merged.least_places))
        progress.report(1.0)
        return {
            "DEMANDS": len(wishes),
            "MET": len(answered),
            "PLACES": len(merged.places),
            "LEAST_PLACES": merged.least_places,
            "TENANCY": round(len(answered) / len(merged.places), 3) if merged.places else 0.0,
            "UNMET": "\n".join(lines),
        }


def wish_of(row, deviation_m: float) -> Wish:
    """A row of DEMAND_PT as the engine sees it."""
    point = row["geometry"].asPoint()
    stated = row["DEV_R"] if row["DEV_R"] is not None else deviation_m
    name, urgency = row["DMD_ID"] or str(row["fid"]), row["PRIORITY"] or 3
    return Wish(name, row["OPER"] or "", point.x(), point.y(), float(stated), row["H_MIN"], row["H_MAX"], urgency)


def existing_places(workspace):
    """Sites that stay on air, with their free platforms; (place, MATCH_TYPE)."""
    operators = {entry["field"]: entry["code"] for entry in preset("network")["operators"].values()}
    places = []
    for row in workspace.rows("SITE_EX"):
        if row["geometry"] is None or (row["STATUS"] or STAYS) != STAYS:
            continue
        point = row["geometry"].asPoint()
        present = tuple(code for field, code in operators.items() if (row[field] or 0) > 0)
        room = len(present) + (DEFAULT_ROOM if row["FREE_PLT"] is None else int(row["FREE_PLT"]))
        height = row["TWR_H"] or row["ANT_H"]
        places.append((Place(row["SITE_CODE"] or str(row["fid"]), point.x(), point.y(), height, room, present, 0.0), EXISTING))
    return places


def resource_places(workspace):
    """Resources that some rule-abiding mode may use, each by its best mode; (place, MATCH_TYPE)."""
    candidates, _ = candidates_of(read_resources(workspace), read_rules(workspace))
    best = {}
    for candidate in candidates:
        resource = candidate.resource
        if resource.resource_id not in best or candidate.rank < best[resource.resource_id].rank:
            best[resource.resource_id] = candidate
    places = []
    for name, candidate in best.items():
        resource, room = candidate.resource, int(candidate.mode["operators"])
        places.append((Place(name, resource.x_m, resource.y_m, candidate.height_m, room, (), candidate.rank), RESOURCE))
    return places


def answer_row(row, match, places):
    """The answer of a demand in DEMAND_PT; empty where none was found."""
    if match is None:
        return {"fid": row["fid"], "PLAN_ID": None, "MATCH_TYPE": None, "DEV_M": None}
    place, kind = places[match.place]
    return {"fid": row["fid"], "PLAN_ID": place.place_id[:SITE_ID_LENGTH], "MATCH_TYPE": kind, "DEV_M": round(match.distance_m, 1)}
