# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:relocation`: a site to be demolished, what is lost, who takes over first, and the order of works."""

import datetime

import numpy as np
from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..engine.errors import InputError
from ..engine.placement.explain import explain
from ..engine.relocation import latest_start, order_of_works, stages_of, take_over, takeover_problem
from ..gis.messages import text, tr
from ..gis.siting.plan_writer import Siting
from ..gis.siting.problem import TABLES, recorded, resource_numbers
from ..gis.siting.relocation import prepare_relocation, read_durations, site_row
from ..gis.siting.relocation_rows import named, replacement_rows, stage_rows, store_replacements, work_rows
from .sinks import fields_of, fill_sink
from .siting_base import REAL, WHOLE, SitingAlgorithm, tell_loss


class Relocation(SitingAlgorithm):
    NAME = "relocation"

    def displayName(self):
        return tr("Replace a site before it is demolished")

    def shortHelpString(self):
        return tr(
            "Recomputes the coverage without a site that is to be demolished: cells, people and key areas that would lose service. Finds "
            "the fewest public resources that keep it, and proves stage after stage (new sites on the air first, then the old one off) "
            "what stays served. Cells are judged by SS-RSRP; cells disturbed below their SS-SINR are counted beside it. The order of "
            "works is scheduled back from the day of demolition; its durations are this product's editable defaults "
            "(resources/rules/relocation.json). Sites that are to be demolished by the same day are not counted on."
        )

    def initAlgorithm(self, config=None):
        self.add_problem_parameters(seconds=6.0)
        self.add_loss_parameters()
        self.addParameter(QgsProcessingParameterString("SITE", tr("Site code of the site to be demolished")))
        day = tr("Day of demolition (YYYY-MM-DD; empty: as recorded for the site)")
        self.addParameter(QgsProcessingParameterString("DAY", day, optional=True))
        self.addParameter(QgsProcessingParameterNumber("MAX_SITES", tr("Largest number of replacements"), WHOLE, 5, minValue=1))
        self.addParameter(QgsProcessingParameterNumber("KEEP", tr("Share of the lost demand to be kept (%)"), REAL, 100.0))
        self.addParameter(QgsProcessingParameterNumber("CLEAR", tr("Distance around the site that is demolished too (m)"), REAL, 20.0))
        self.addParameter(QgsProcessingParameterBoolean("WRITE", tr("Put the replacements into the planned sites"), True))
        table = QgsProcessing.SourceType.TypeVector
        for name, title in (("STAGES", tr("Stages")), ("WORKS", tr("Order of works"))):
            self.addParameter(QgsProcessingParameterFeatureSink(name, title, table, optional=True))
        for name, title in (
            ("LOST_CELLS", tr("Cells lost without the site")),
            ("LOST_PEOPLE", tr("People who would lose service")),
            ("LOST_KEY_AREAS", tr("Key areas that would lose service")),
            ("REPLACEMENTS", tr("Replacements")),
            ("NEEDED", tr("Replacements needed at least")),
            ("KEPT_PCT", tr("Lost demand that is kept (%)")),
            ("MOST_PCT", tr("No choice keeps more (%)")),
            ("FINAL_LOST_CELLS", tr("Cells lost in the end")),
            ("FINAL_LOST_PEOPLE", tr("People without service in the end")),
            ("WORST_LOST_CELLS", tr("Cells lost in the worst stage")),
            ("DISTURBED_CELLS", tr("Cells disturbed in the end")),
            ("COST", tr("Investment (10,000 yuan)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputBoolean("CONTINUOUS", tr("Service is continuous")))
        self.addOutput(QgsProcessingOutputString("START", tr("Works begin by")))

    def check(self, parameters, context):
        options = self.problem_options(parameters, context, self.parameterAsInt(parameters, "MAX_SITES", context))
        self.day(parameters, context)
        keep = self.parameterAsDouble(parameters, "KEEP", context)
        if not 0 < keep <= 100:
            raise InputError("relocation_share", share=keep)
        clear = self.parameterAsDouble(parameters, "CLEAR", context)
        if not clear >= 0:
            raise InputError("relocation_clear", clear_m=clear)
        workspace = self.workspace_of(parameters, context)
        site_row(workspace, self.site(parameters, context))
        self.check_rules(parameters, context, workspace)
        self.check_model(workspace, options)

    def site(self, parameters, context) -> str:
        return self.parameterAsString(parameters, "SITE", context).strip()

    def day(self, parameters, context):
        """The day of demolition that was stated, or None."""
        stated = self.parameterAsString(parameters, "DAY", context).strip()
        if not stated:
            return None
        try:
            return datetime.date(*[int(part) for part in stated.split("-")])
        except (TypeError, ValueError) as error:
            raise InputError("relocation_day", day=stated) from error

    def work(self, parameters, context, progress):
        writes = self.parameterAsBool(parameters, "WRITE", context)
        workspace = self.workspace_of(parameters, context, write=True)
        options = self.problem_options(parameters, context, self.parameterAsInt(parameters, "MAX_SITES", context))
        code, clear = self.site(parameters, context), self.parameterAsDouble(parameters, "CLEAR", context)
        case = prepare_relocation(workspace, code, self.day(parameters, context), clear, options, progress.part(0.0, 0.6))
        tell_loss(progress, case.chosen, case.assumed)
        for gone in case.gone_before:
            progress.note(text("relocation_gone_before", site=gone))
        areas = ", ".join(case.demand.key_areas[number].name for number in case.loss.key_areas) or "–"
        progress.note(text("relocation_lost", site=code, cells=case.loss.cells, people=case.loss.people, areas=areas))
        taken, reasons, rows = None, [], []
        if case.covers is not None and case.covers.shape[0]:
            taken, reasons, rows = self.replace(parameters, context, workspace, case, progress.part(0.6, 0.8))
        elif case.loss.cells:
            progress.note(text("relocation_nobody", site=code))
        sites = [named(case.sites.sites[reason.site], row["PLAN_ID"]) for reason, row in zip(reasons, rows)]
        stages = stages_of(case.whatif(progress.part(0.8, 0.95)), code, sites, case.demand)
        modes = [(row["PLAN_ID"], case.candidates[reason.site].mode["key"]) for reason, row in zip(reasons, rows)]
        steps = order_of_works(code, modes, read_durations())
        start = latest_start(steps, case.day)
        if writes and rows:
            store_replacements(workspace, code, rows)
        outputs = self.sinks(parameters, context, workspace, stage_rows(stages, case.demand), work_rows(steps, case.day))
        numbers = figures(case, taken, stages, rows)
        workspace.log_result("relocation", "", {"SITE": code, **recorded(options)}, TABLES, numbers, case.assumed)
        self.tell(progress, code, stages, start, numbers)
        return {
            **outputs,
            **numbers,
            "CONTINUOUS": all(stage.is_continuous for stage in stages),
            "START": start.isoformat() if start else "",
        }

    def replace(self, parameters, context, workspace, case, progress):
        """Who takes over, why, and the rows of the planned sites."""
        weights = case.demand.weight.ravel()[case.cells]
        problem = takeover_problem(
            case.covers,
            weights,
            cost=[candidate.cost_wy for candidate in case.candidates],
            x_m=[candidate.resource.x_m for candidate in case.candidates],
            y_m=[candidate.resource.y_m for candidate in case.candidates],
            groups=resource_numbers(case.candidates),
            spacing_m=case.options.spacing_m,
            max_sites=case.options.max_sites,
            budget=case.options.budget_wy,
        )
        share = self.parameterAsDouble(parameters, "KEEP", context) / 100.0
        seconds = self.parameterAsDouble(parameters, "SECONDS", context)
        taken = take_over(problem, [candidate.rank for candidate in case.candidates], share, seconds, progress)
        reasons = explain(problem, taken.sites, resources=resource_numbers(case.candidates))
        siting = Siting(case.candidates, case.sites, case.demand, case.cells, np.asarray(problem.weights))
        return taken, reasons, replacement_rows(workspace, case, siting, reasons)

    def sinks(self, parameters, context, workspace, stages, works):
        """Stages and works as tables, where they were asked for."""
        outputs = {}
        for name, (columns, rows) in (("STAGES", stages), ("WORKS", works)):
            made = fill_sink(self, parameters, name, context, fields_of(columns), rows, QgsWkbTypes.Type.NoGeometry, workspace.crs)
            if made is not None:
                outputs[name] = made
        return outputs

    def tell(self, progress, code, stages, start, numbers):
        """The verdict in sentences."""
        if all(stage.is_continuous for stage in stages):
            progress.note(text("relocation_continuous", site=code, stages=len(stages), count=numbers["REPLACEMENTS"]))
        else:
            left = {"cells": numbers["FINAL_LOST_CELLS"], "people": numbers["FINAL_LOST_PEOPLE"]}
            progress.note(text("relocation_interrupted", site=code, kept=numbers["KEPT_PCT"], **left))
        if numbers["DISTURBED_CELLS"]:
            progress.note(text("relocation_disturbed", cells=numbers["DISTURBED_CELLS"]))
        if start is None:
            progress.note(text("relocation_no_day", site=code))
        elif start < datetime.date.today():
            progress.note(text("relocation_late", site=code, start=start.isoformat()))
        progress.report(1.0)


def figures(case, taken, stages, rows):
    """The declared numbers."""
    total = taken.total if taken is not None else 0.0
    none = 0.0 if case.loss.cells else 100.0
    return {
        "LOST_CELLS": case.loss.cells,
        "LOST_PEOPLE": round(case.loss.people, 1),
        "LOST_KEY_AREAS": len(case.loss.key_areas),
        "REPLACEMENTS": len(rows),
        "NEEDED": taken.needed if taken is not None else 0,
        "KEPT_PCT": round(100.0 * taken.kept / total, 2) if total else none,
        "MOST_PCT": round(min(100.0, 100.0 * taken.most / total), 2) if total else none,
        "FINAL_LOST_CELLS": stages[-1].lost.cells,
        "FINAL_LOST_PEOPLE": round(stages[-1].lost.people, 1),
        "WORST_LOST_CELLS": max(stage.lost.cells for stage in stages),
        "DISTURBED_CELLS": stages[-1].disturbed.cells,
        "COST": round(sum(row["COST_WY"] for row in rows), 2),
    }
