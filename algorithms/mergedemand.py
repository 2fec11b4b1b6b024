# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:mergedemand`: the operators' demand on the fewest places, shared before new, and how well that shares."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from ..engine.errors import InputError
from ..engine.merging import merge
from ..engine.sharing import SITE_USE_TARGET_PCT, duplicates, sharing_rates
from ..gis.messages import text, tr
from ..gis.siting.demand_places import EXISTING, PLANNED, read_offers, read_wishes
from ..gis.siting.demand_rows import match_rows, merged_rows, store_merge
from ..gis.siting.smart_poles import smart_pole_lines
from .base import SmartPoleAlgorithm
from .sinks import fields_of, fill_sink

TABLES = ("DEMAND_PT", "SITE_EX", "SITE_PL", "RES_PT", "LIMIT_ZONE", "BUILDING")
UNMET = {
    "far": "demand_far", "height": "demand_height", "present": "demand_present", "full": "demand_full", "load": "demand_load",
    "exposure": "demand_exposure", "room": "demand_room",
}  # fmt: skip


class MergeDemand(SmartPoleAlgorithm):
    NAME = "mergedemand"
    GROUP_ID = "placement"

    def displayName(self):
        return tr("Merge the operators' demand")

    def shortHelpString(self):
        return tr(
            "Answers the demand of all operators on as few places as possible within each demand's deviation and heights: what stands "
            "or is planned first, then public resources, then new poles and towers. One demand per operator and place, as many operators "
            "as a place has room and load for, and only while the compliance distance of all of them together keeps away from taller "
            "homes, schools and hospitals. Urgent demand comes first. Tells whether the result is proven, the reason of unmet demand, "
            "the sharing rates against 80 %, and what is built beside something that stands or is planned. Merged sites become fixed "
            "planned sites; a trial run writes nothing but the table."
        )

    def initAlgorithm(self, config=None):
        real = QgsProcessingParameterNumber.Type.Double
        self.add_workspace()
        self.addParameter(QgsProcessingParameterNumber("DEVIATION", tr("Deviation where none is stated (m)"), real, 50.0))
        self.addParameter(QgsProcessingParameterNumber("SECONDS", tr("Time for the search (s)"), real, 10.0))
        self.addParameter(QgsProcessingParameterBoolean("NEW", tr("Allow new poles and towers where nothing can be shared"), True))
        near = tr("Built beside something nearer than this is double building (m)")
        self.addParameter(QgsProcessingParameterNumber("DUPLICATE", near, real, 50.0))
        self.addParameter(QgsProcessingParameterBoolean("WRITE", tr("Write answers and planned sites into the workspace"), True))
        point = QgsProcessing.SourceType.TypeVectorPoint
        self.addParameter(QgsProcessingParameterFeatureSink("MATCHES", tr("Demand and its answers"), point, optional=True))
        for name, title in (
            ("DEMANDS", tr("Demands")),
            ("MET", tr("Demands met")),
            ("PLACES", tr("Places used")),
            ("LEAST_PLACES", tr("Places needed at least")),
            ("NEW_PLACES", tr("New poles and towers")),
            ("GAP_PERCENT", tr("Largest distance from the best possible merge (%)")),
            ("SITE_USE_PCT", tr("Sites on existing towers, buildings and poles (%)")),
            ("SHARED_PCT", tr("Sites with two operators or more (%)")),
            ("TENANCY", tr("Operators per place")),
            ("SOCIAL_PCT", tr("Sites on buildings and poles of others (%)")),
            ("SMART_POLE_PCT", tr("Sites on smart poles (%)")),
            ("SAVED_TOWERS", tr("Towers saved")),
            ("SAVED_LAND_M2", tr("Land saved (m²)")),
            ("COST", tr("Investment (10,000 yuan)")),
            ("DUPLICATES", tr("Double building")),
        ):
            self.add_number(name, title)
        self.addOutput(QgsProcessingOutputBoolean("PROVEN", tr("Proven to be the best")))
        self.addOutput(QgsProcessingOutputBoolean("REACHES_TARGET", tr("Site use reaches 80 %")))
        self.addOutput(QgsProcessingOutputString("UNMET", tr("Unmet demand")))

    def check(self, parameters, context):
        seconds = self.parameterAsDouble(parameters, "SECONDS", context)
        if not seconds > 0:
            raise InputError("placement_seconds", seconds=seconds)
        deviation = self.parameterAsDouble(parameters, "DEVIATION", context)
        if not deviation >= 0:
            raise InputError("demand_deviation", deviation_m=deviation)
        distance = self.parameterAsDouble(parameters, "DUPLICATE", context)
        if not distance >= 0:
            raise InputError("demand_distance", distance_m=distance)
        self.workspace_of(parameters, context)

    def work(self, parameters, context, progress):
        writes = self.parameterAsBool(parameters, "WRITE", context)
        workspace = self.workspace_of(parameters, context, write=writes)
        demands = [row for row in workspace.rows("DEMAND_PT") if row["geometry"] is not None]
        if not demands:
            raise InputError("demand_missing", path=str(workspace.path))
        wishes = read_wishes(demands, self.parameterAsDouble(parameters, "DEVIATION", context))
        offers = read_offers(workspace, wishes, self.parameterAsBool(parameters, "NEW", context))
        progress.report(0.1)
        seconds = self.parameterAsDouble(parameters, "SECONDS", context)
        merged = merge(wishes, [offer.place for offer in offers], seconds, progress.part(0.1, 0.9))
        rows = merged_rows(workspace, merged, wishes, demands, offers)
        rates = rates_of(merged, offers)
        twice = self.duplicates(parameters, context, merged, offers, rows)
        lines = [unmet_line(demands[n], wishes[n].wish_id, reason, figure) for n, reason, figure in merged.unmet]
        reasons = {n: line for (n, _, _), line in zip(merged.unmet, lines)}
        columns, table = match_rows(merged, demands, offers, rows, reasons)
        made = fill_sink(self, parameters, "MATCHES", context, fields_of(columns), table, QgsWkbTypes.Type.Point, workspace.crs)
        numbers = figures(merged, offers, wishes, rates, twice)
        if writes:
            store_merge(workspace, merged, wishes, demands, offers, rows)
            workspace.log_result("mergedemand", "", {"DEMANDS": len(wishes)}, TABLES, numbers, ())
        self.tell(progress, merged, wishes, rates, twice, lines, rows)
        proven, reaches = merged.is_exact, bool(rates.reaches())
        outputs = {} if made is None else {"MATCHES": made}
        return {**outputs, **numbers, "PROVEN": proven, "REACHES_TARGET": reaches, "UNMET": "\n".join(lines)}

    def duplicates(self, parameters, context, merged, offers, rows):
        """What is built beside an existing or planned site."""
        built = [(rows[n]["PLAN_ID"], offers[n].place.x_m, offers[n].place.y_m) for n in merged.places if offers[n].is_built]
        there = [(offer.place.place_id, offer.place.x_m, offer.place.y_m) for offer in offers if offer.match in (EXISTING, PLANNED)]
        return duplicates(built, there, self.parameterAsDouble(parameters, "DUPLICATE", context))

    def tell(self, progress, merged, wishes, rates, twice, lines, rows):
        """The result in sentences."""
        for line in lines:
            progress.note(line)
        for line in smart_pole_lines(list(rows.values())):
            progress.note(line)
        counts = {"met": len(merged.matches), "demands": len(wishes), "places": len(merged.places)}
        progress.note(text("demand_merged", least=merged.least_places, **counts))
        progress.note(text("demand_proven") if merged.is_exact else text("demand_gap", gap=merged.gap_percent, least=merged.least_places))
        for entry in twice:
            progress.note(text("demand_duplicate", place=entry.place_id, other=entry.other_id, metres=entry.distance_m))
        if rates.sites:
            use = rates.site_use_pct
            known = {"use": use, "shared": rates.shared_pct, "tenancy": rates.tenancy, "social": rates.social_pct}
            saved = {"towers": rates.saved_towers, "land": rates.saved_land_m2, "cost": rates.investment_wy}
            progress.note(text("sharing_rates", smart=rates.smart_pole_pct, **known, **saved))
            if rates.reaches():
                progress.note(text("sharing_gauge_met", use=use, target=SITE_USE_TARGET_PCT))
            else:
                progress.note(text("sharing_gauge_missed", use=use, target=SITE_USE_TARGET_PCT, missing=rates.missing()))
        progress.report(1.0)


def unmet_line(row, name, reason, figure):
    """Why a demand is not met; a row that contradicts itself is told as such."""
    if row["H_MIN"] is not None and row["H_MAX"] is not None and row["H_MIN"] > row["H_MAX"]:
        return text("demand_heights", demand=name, low=row["H_MIN"], high=row["H_MAX"])
    if row["DEV_R"] is not None and row["DEV_R"] < 0:
        return text("demand_deviation_of", demand=name, metres=row["DEV_R"])
    return text(UNMET[reason], demand=name, metres=figure)


def rates_of(merged, offers):
    """Sharing rates of the places used, with the operators that are there already."""
    answered = [sum(match.place == number for match in merged.matches) for number in merged.places]
    used = [offers[number] for number in merged.places]
    return sharing_rates(
        [offer.mode["code"] for offer in used],
        [len(offer.place.present) + count for offer, count in zip(used, answered)],
        cost_wy=[offer.place.cost_wy for offer in used if offer.match != PLANNED],
        land_m2=[float(offer.mode.get("land_m2", 0)) for offer in used],
        answered=answered,
        reused=[bool(offer.mode.get("reused")) for offer in used],
    )


def figures(merged, offers, wishes, rates, twice):
    """The declared numbers."""
    return {
        "DEMANDS": len(wishes),
        "MET": len(merged.matches),
        "PLACES": len(merged.places),
        "LEAST_PLACES": merged.least_places,
        "NEW_PLACES": sum(offers[number].place.is_new for number in merged.places),
        "GAP_PERCENT": round(merged.gap_percent, 4),
        "SITE_USE_PCT": round(rates.site_use_pct, 2),
        "SHARED_PCT": round(rates.shared_pct, 2),
        "TENANCY": round(rates.tenancy, 3),
        "SOCIAL_PCT": round(rates.social_pct, 2),
        "SMART_POLE_PCT": round(rates.smart_pole_pct, 2),
        "SAVED_TOWERS": rates.saved_towers,
        "SAVED_LAND_M2": round(rates.saved_land_m2, 1),
        "COST": round(rates.investment_wy, 2),
        "DUPLICATES": len(twice),
    }
