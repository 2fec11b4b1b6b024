# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:refineplan`: exchange sites, turn and tilt antennas of a plan where that serves more people on true SINR."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputBoolean,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from ..engine.errors import InputError
from ..engine.placement.sinr_refine import Refinement
from ..gis.assumptions import assumption_text
from ..gis.messages import text, tr
from ..gis.siting.problem import TABLES, recorded
from ..gis.siting.quotas import free_rows
from ..gis.siting.refine import (
    NO_PLAN,
    coverage_bound,
    exchange_of,
    figures_of,
    last_plan,
    plan_options,
    prepare_case,
    read_freedom,
    sinr_bound,
)
from ..gis.siting.refine_rows import CHANGES, FIGURES, STEP, change_rows, changed, figure_rows, store_refined
from .base import SmartPoleAlgorithm
from .sinks import fields_of, fill_sink

MOST_LOSSES = 40  #: each is one computation of the whole coverage
REAL, WHOLE = QgsProcessingParameterNumber.Type.Double, QgsProcessingParameterNumber.Type.Integer


class RefinePlan(SmartPoleAlgorithm):
    NAME = "refineplan"
    GROUP_ID = "placement"

    def displayName(self):
        return tr("Refine the plan on SINR")

    def shortHelpString(self):
        return tr(
            "Suggested sites are chosen by signal level. Here the same plan is improved on SS-SINR: what counts is the demand that meets "
            "both the SS-RSRP and the SS-SINR of its level, with all sectors disturbing each other as in “Compute coverage”. Sites are "
            "exchanged for other candidates under the rules of the plan, antennas of roofs and towers are turned and tilted within the "
            "ranges of resources/rules/refine.json. The result is never worse than the plan. Fixed planned sites and those that passed "
            "review stay as they are. Two distances are stated: of the plan to the best coverage, and of the demand served with SINR to "
            "a bound that holds for SINR (each newcomer disturbed by noise and today's network only). Nothing is written into the plan "
            "unless asked for; then “Undo the last step” takes it back. Stopping gives the best plan so far and writes nothing. "
            "Mechanical tilts change only where that is allowed, as somebody has to climb."
        )

    def initAlgorithm(self, config=None):
        self.add_workspace()
        self.addParameter(QgsProcessingParameterNumber("SECONDS", tr("Time for the search (s)"), REAL, 30.0))
        self.addParameter(
            QgsProcessingParameterNumber("VISITS", tr("Largest number of sites looked at (0: no limit)"), WHOLE, 0, minValue=0)
        )
        self.addParameter(QgsProcessingParameterBoolean("MOVE", tr("Sites may be exchanged"), True))
        self.addParameter(QgsProcessingParameterBoolean("AZIMUTHS", tr("Azimuths may change"), True))
        self.addParameter(QgsProcessingParameterBoolean("TILTS", tr("Electrical tilts may change"), True))
        self.addParameter(QgsProcessingParameterBoolean("MECHANICAL", tr("Mechanical tilts may change"), False))
        self.addParameter(QgsProcessingParameterBoolean("PROVE", tr("State how far from the best possible"), True))
        self.addParameter(QgsProcessingParameterBoolean("WRITE", tr("Write the changes into the planned sites"), False))
        point, table = QgsProcessing.SourceType.TypeVectorPoint, QgsProcessing.SourceType.TypeVector
        self.addParameter(QgsProcessingParameterFeatureSink("CHANGES", tr("Changes"), point, optional=True))
        self.addParameter(QgsProcessingParameterFeatureSink("FIGURES", tr("Before and after"), table, optional=True))
        for name, title in (
            ("MOVED", tr("Sites moved")),
            ("TURNED", tr("Sites turned or tilted")),
            ("VALUE_BEFORE", tr("Demand served with SINR before")),
            ("VALUE_AFTER", tr("Demand served with SINR after")),
            ("PEOPLE_BEFORE", tr("People served before")),
            ("PEOPLE_AFTER", tr("People served after")),
            ("AREA_BEFORE_PCT", tr("Area served before (%)")),
            ("AREA_AFTER_PCT", tr("Area served after (%)")),
            ("SINR_BEFORE_DB", tr("Mean SS-SINR before (dB)")),
            ("SINR_AFTER_DB", tr("Mean SS-SINR after (dB)")),
            ("EDGE_BEFORE_DB", tr("SS-SINR of the worst 5 % before (dB)")),
            ("EDGE_AFTER_DB", tr("SS-SINR of the worst 5 % after (dB)")),
            ("COVERAGE_GAP_BEFORE", tr("Distance to the best coverage before (%)")),
            ("COVERAGE_GAP_AFTER", tr("Distance to the best coverage after (%)")),
            ("SINR_GAP_BEFORE", tr("Distance to the bound on SINR before (%)")),
            ("SINR_GAP_AFTER", tr("Distance to the bound on SINR after (%)")),
            ("TRIALS", tr("Ways tried")),
            ("SEARCH_SECONDS", tr("Time of the search (s)")),
        ):
            self.add_number(name, title)
        self.addOutput(QgsProcessingOutputBoolean("WRITTEN", tr("The plan was changed")))

    def check(self, parameters, context):
        seconds = self.parameterAsDouble(parameters, "SECONDS", context)
        if not seconds > 0:
            raise InputError("placement_seconds", seconds=seconds)
        if not any(self.freedom(parameters, context)):
            raise InputError("refine_nothing")
        workspace = self.workspace_of(parameters, context)
        plan_options(workspace)
        free_rows(workspace, NO_PLAN)

    def freedom(self, parameters, context):
        """Whether sites, azimuths, electrical and mechanical tilts may change."""
        return tuple(self.parameterAsBool(parameters, name, context) for name in ("MOVE", "AZIMUTHS", "TILTS", "MECHANICAL"))

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        moving, azimuths, tilts, mechanical = self.freedom(parameters, context)
        seconds = self.parameterAsDouble(parameters, "SECONDS", context)
        case = prepare_case(workspace, moving, read_freedom(azimuths, tilts, mechanical), progress.part(0.0, 0.2))
        for code in case.prepared.assumed:
            progress.note(assumption_text(code))
        before = figures_of(case, [place.option for place in case.places], progress.part(0.2, 0.25))
        bound, reach, coverage = None, None, None
        layered = len(case.layers.operators) > 1  # then only what candidates reach per operator tells which to try
        if self.parameterAsBool(parameters, "PROVE", context) or (layered and moving):
            bound, reach = sinr_bound(case, max(3.0, 0.2 * seconds), progress.part(0.25, 0.5))
            if case.chosen:
                coverage = coverage_bound(case, suggested(workspace), max(2.0, 0.1 * seconds), progress.part(0.5, 0.55))
        exchange = exchange_of(case, reach)
        search = Refinement(case.layers, case.radio.beams_of, case.places, exchange, case.freedom.turns_of)
        visits = self.parameterAsInt(parameters, "VISITS", context) or None
        refined = search.run(seconds, progress.part(0.55, 0.95), visits)
        if refined.stopped:
            progress.note(text("refine_stopped"))
        places = refined.places
        after = figures_of(case, [place.option for place in places])
        if after.value < before.value - 1e-6:  # rounding on cells at a threshold: then the plan stays
            places, after = tuple(case.places), before
        return self.finish(parameters, context, workspace, case, refined, places, (before, after), (bound, coverage), progress)

    def finish(self, parameters, context, workspace, case, refined, places, figures, bounds, progress):
        """Tables, plan and sentences; from here on nothing can be stopped."""
        before, after = figures
        numbers = self.numbers(case, refined, places, figures, bounds)
        writes = self.parameterAsBool(parameters, "WRITE", context) and not refined.stopped and bool(changed(case, places))
        worth = losses(case, places, after.value)
        if writes:
            store_refined(workspace, case, places, after, worth)
        wkb, none, crs = QgsWkbTypes.Type.Point, QgsWkbTypes.Type.NoGeometry, workspace.crs
        rows = change_rows(case, places, worth)
        gaps = [
            (tr("Distance to the best coverage (%)"), numbers.get("COVERAGE_GAP_BEFORE"), numbers.get("COVERAGE_GAP_AFTER")),
            (tr("Distance to the bound on SINR (%)"), numbers.get("SINR_GAP_BEFORE"), numbers.get("SINR_GAP_AFTER")),
        ]
        lines = figure_rows(before, after, gaps)
        made = {
            "CHANGES": fill_sink(self, parameters, "CHANGES", context, fields_of(CHANGES), rows, wkb, crs),
            "FIGURES": fill_sink(self, parameters, "FIGURES", context, fields_of(FIGURES), lines, none, crs),
        }
        self.tell(progress, numbers, lines)
        made = last_plan(workspace)
        if writes and numbers["MOVED"] and made is not None and made["step"] == "phaseplan":
            progress.note(text("refine_years"))
        params = {name: parameters.get(name) for name in ("SECONDS", "VISITS", "MOVE", "AZIMUTHS", "TILTS", "MECHANICAL", "WRITE")}
        params = {name: value for name, value in params.items() if isinstance(value, (bool, int, float, str))}
        if writes:  # a look at what could be is no result of the workspace
            tables = (*TABLES, "SITE_PL")
            workspace.log_result(STEP, "", {**recorded(case.prepared.options), **params}, tables, numbers, case.prepared.assumed, STEP)
        return {**{name: value for name, value in made.items() if value is not None}, **numbers, "WRITTEN": writes}

    def numbers(self, case, refined, places, figures, bounds):
        """The declared numbers; the distances only where they were asked for."""
        (before, after), (bound, coverage) = figures, bounds
        different = changed(case, places)
        moved = sum(case.places[number].candidate != places[number].candidate for number in different)
        numbers = {
            "MOVED": moved,
            "TURNED": len(different) - moved,
            "VALUE_BEFORE": round(before.value, 2),
            "VALUE_AFTER": round(after.value, 2),
            "PEOPLE_BEFORE": round(before.people, 1),
            "PEOPLE_AFTER": round(after.people, 1),
            "AREA_BEFORE_PCT": _rounded(before.area_pct),
            "AREA_AFTER_PCT": _rounded(after.area_pct),
            "SINR_BEFORE_DB": round(before.sinr_mean_db, 2),
            "SINR_AFTER_DB": round(after.sinr_mean_db, 2),
            "EDGE_BEFORE_DB": round(before.sinr_edge_db, 2),
            "EDGE_AFTER_DB": round(after.sinr_edge_db, 2),
            "TRIALS": refined.trials,
            "SEARCH_SECONDS": round(refined.seconds, 2),
        }
        if bound is not None:
            numbers["SINR_GAP_BEFORE"] = round(bound.gap_percent(before.value), 3)
            numbers["SINR_GAP_AFTER"] = round(bound.gap_percent(after.value), 3)
        if coverage is not None and coverage > 0:
            problem = case.prepared.problem
            for stage, some in (("BEFORE", case.places), ("AFTER", places)):
                value = problem.value([place.candidate for place in some if place.candidate is not None])
                numbers[f"COVERAGE_GAP_{stage}"] = round(100.0 * max(0.0, coverage - value) / coverage, 3)
        return numbers

    def tell(self, progress, numbers, lines):
        """The result in sentences."""
        for line in lines:
            if line["BEFORE"] is not None and line["AFTER"] is not None:
                progress.note(text("refine_figure", name=line["FIGURE"], before=line["BEFORE"], after=line["AFTER"]))
        more = numbers["PEOPLE_AFTER"] - numbers["PEOPLE_BEFORE"]
        progress.note(text("refine_summary", moved=numbers["MOVED"], turned=numbers["TURNED"], people=more))
        if "SINR_GAP_AFTER" in numbers:
            progress.note(text("refine_gap", gap=numbers["SINR_GAP_AFTER"]))
        progress.report(1.0)


def suggested(workspace):
    """The record whose bound is of the plan as it is: one that was not made by years."""
    made = last_plan(workspace)
    return made if made is not None and made["step"] == "suggestsites" else None


def losses(case, places, value):
    """What each change is worth: what would be lost if that site alone were as before (the others as they are now)."""
    found = {}
    for number in changed(case, places)[:MOST_LOSSES]:
        alone = [place.option for place in places]
        alone[number] = case.places[number].option
        found[number] = value - figures_of(case, alone).value
    return found


def _rounded(value):
    return None if value is None else round(value, 2)
