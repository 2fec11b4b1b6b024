# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:coveragecurve`: demand served over the number of sites, with the proven bound, or the fewest sites for a target."""

import csv
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)

from ..engine.errors import InputError
from ..engine.placement.curve import coverage_curve, fewest_sites
from ..gis.messages import text, tr
from ..gis.reports.charts import CurveChart
from ..gis.siting.problem import TABLES, prepare, recorded
from ..gis.siting.quotas import RESERVE, fixed_rows
from ..gis.siting.refine import candidates_of_rows
from .siting_base import WHOLE, SitingAlgorithm, tell_loss

BOUND_COLOUR = "#8c8c8c"
COLUMNS = ("sites", "served_pct", "bound_pct", "cost_wy")


class CoverageCurve(SitingAlgorithm):
    NAME = "coveragecurve"

    def displayName(self):
        return tr("Coverage over the number of sites")

    def shortHelpString(self):
        return tr(
            "Computes a plan and a proven bound for several numbers of sites, so that one can see what each further site brings. With a "
            "target it also gives the fewest sites that reach it, and how many are needed at least. Shares are of the demand that is not "
            "served today. The plan in the workspace is not changed."
        )

    def initAlgorithm(self, config=None):
        self.add_problem_parameters(seconds=20.0)
        self.add_plan_parameters()
        self.addParameter(QgsProcessingParameterNumber("MAX_SITES", tr("Largest number of sites"), WHOLE, 20, minValue=1))
        self.addParameter(QgsProcessingParameterNumber("POINTS", tr("Points on the curve"), WHOLE, 8, minValue=2, maxValue=100))
        self.add_advanced("TARGET", tr("Demand to serve (% of what is not served today; 0: no target)"), 0.0)
        self.addParameter(QgsProcessingParameterFileDestination("TABLE", tr("Table"), "CSV (*.csv)"))
        self.addParameter(QgsProcessingParameterFileDestination("CHART", tr("Chart"), "SVG (*.svg)", optional=True, createByDefault=False))
        for name, title in (
            ("SERVED_PCT", tr("Demand served with the largest number of sites (%)")),
            ("BOUND_PCT", tr("No plan serves more than (%)")),
            ("PLAN_SITES", tr("Sites of the plan in the workspace")),
            ("PLAN_PCT", tr("Demand that this plan serves (%)")),
            ("FEWEST", tr("Fewest sites found for the target")),
            ("NEEDED", tr("Sites needed at least for the target")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def options(self, parameters, context):
        """The parameters as options, checked."""
        target = self.parameterAsDouble(parameters, "TARGET", context)
        if not 0 <= target <= 100:
            raise InputError("target_range", target=target)
        return self.problem_options(parameters, context, self.parameterAsInt(parameters, "MAX_SITES", context))

    def check(self, parameters, context):
        options = self.options(parameters, context)
        if options.targets:
            raise InputError("curve_targets")
        workspace = self.workspace_of(parameters, context)
        self.check_rules(parameters, context, workspace)
        self.check_model(workspace, options)

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        options = self.options(parameters, context)
        self.keep_rules(parameters, context, workspace, progress)
        prepared = prepare(workspace, options, progress.part(0.0, 0.5))
        tell_loss(progress, prepared.service.chosen, prepared.assumed)
        problem, missing = prepared.problem, float(prepared.problem.weights.sum())
        seconds = self.parameterAsDouble(parameters, "SECONDS", context)
        target = self.parameterAsDouble(parameters, "TARGET", context)
        counts = np.unique(np.round(np.linspace(1, problem.max_sites, self.parameterAsInt(parameters, "POINTS", context))).astype(int))
        points = coverage_curve(problem, counts, seconds * (0.5 if target else 1.0), progress.part(0.5, 0.75 if target else 0.95))
        rows = [(p.sites, 100 * p.value / missing, 100 * p.bound / missing, p.cost) for p in points]
        result = {"SERVED_PCT": round(rows[-1][1], 3), "BOUND_PCT": round(rows[-1][2], 3)}
        if target:
            fewest = self.fewest(problem, target, missing, seconds * 0.5, progress.part(0.75, 0.95))
            result.update(FEWEST=len(fewest.plan.sites), NEEDED=fewest.needed)
            key = "fewest_proven" if fewest.is_proven else "fewest_found"
            progress.note(text(key, target=target, sites=len(fewest.plan.sites), needed=fewest.needed))
        table = self.parameterAsFileOutput(parameters, "TABLE", context)
        with Path(table).open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows((sites, f"{served:.3f}", f"{bound:.3f}", f"{cost:.2f}") for sites, served, bound, cost in rows)
        result["TABLE"] = table
        planned = self.planned(workspace, prepared, missing)
        if planned is not None:
            result["PLAN_SITES"], result["PLAN_PCT"] = planned[0], round(planned[1], 3)
            progress.note(text("curve_plan", sites=planned[0], share=planned[1]))
        chart = self.parameterAsFileOutput(parameters, "CHART", context)
        if chart:
            result["CHART"] = str(self.draw(chart, rows, target or None, planned))
        numbers = {k: v for k, v in result.items() if k.isupper()}
        workspace.log_result("coveragecurve", table, recorded(options), TABLES, numbers, prepared.assumed)
        progress.report(1.0)
        return result

    def fewest(self, problem, target, missing, seconds, progress):
        """The fewest sites for a target in percent; raises `InputError` with the most that is possible, in percent too."""
        try:
            return fewest_sites(problem, target / 100 * missing, seconds, progress)
        except InputError as error:
            if error.key not in ("target_too_high", "target_not_reached"):
                raise
            shares = {name: 100 * value / missing for name, value in error.values.items() if name in ("target", "most", "value", "bound")}
            raise InputError(f"curve_{error.key}", **{**error.values, **shares}) from error

    def planned(self, workspace, prepared, missing):
        """The plan of the workspace counted in this problem: sites and percent; None without one, or where a site is no candidate."""
        fixed = {row["fid"] for row in fixed_rows(workspace)}
        rows = [row for row in workspace.rows("SITE_PL") if row["BATCH"] != RESERVE and row["fid"] not in fixed]
        sites = candidates_of_rows(prepared, rows)
        if not sites or None in sites:
            return None
        return len(sites), 100.0 * prepared.problem.value(sites) / missing

    def draw(self, path, rows, target, marked):
        """The curve with its bound, and the plan of the workspace on it."""
        chart = CurveChart(
            [(row[0], row[1]) for row in rows],
            tr("sites"),
            tr("demand served (%)"),
            tr("Coverage over the number of sites (grey: no plan serves more)"),
            marked=marked,
            marked_label=tr("today's plan") if marked else "",
            target_y=target,
            extra=[(BOUND_COLOUR, [(row[0], row[2]) for row in rows])],
        )
        return chart.save_svg(Path(path))
