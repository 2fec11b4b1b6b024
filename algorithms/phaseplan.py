# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:phaseplan`: which sites in which year, every year's plan within the next one's."""

from dataclasses import replace

import numpy as np
from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..engine.errors import InputError
from ..engine.placement.explain import explain
from ..engine.placement.phases import value_by_year, years_of
from ..engine.placement.prefer import prefer
from ..gis.messages import text, tr
from ..gis.siting.explained import solve_explained
from ..gis.siting.phasing import Phasing
from ..gis.siting.plan_writer import Siting, share_lines, site_rows, store
from ..gis.siting.problem import TABLES, prepare, recorded
from ..gis.siting.quotas import fixed_rows
from ..gis.siting.reserves import reserve_rows
from ..gis.siting.smart_poles import smart_pole_lines
from .siting_base import WHOLE, SitingAlgorithm, new_places_line, target_lines, tell_loss


class PhasePlan(SitingAlgorithm):
    NAME = "phaseplan"

    def displayName(self):
        return tr("Plan sites year by year")

    def shortHelpString(self):
        return tr(
            "Chooses the sites of several years at once, so that each year serves as much as possible with the sites it may have and keeps "
            "those of the years before. Priority areas count more: level A and key areas in the first years, town seats and villages from "
            "the second, all alike in the last. The first year's sites form the batch to build, the later ones the batch to advance; each "
            "site's runner-up becomes the reserve batch. The stated distance from the best possible holds for the sum over the years, with "
            "priorities, and has a certificate."
        )

    def initAlgorithm(self, config=None):
        self.add_problem_parameters(seconds=20.0)
        self.add_plan_parameters()
        self.addParameter(
            QgsProcessingParameterString("SITES_BY_YEAR", tr("Sites at the end of each year, such as 150, 400, 600"), "8, 14, 20")
        )
        self.addParameter(QgsProcessingParameterNumber("FIRST_YEAR", tr("First year"), WHOLE, 2026, minValue=2000, maxValue=2100))
        self.add_reserves_parameter()
        budgets = QgsProcessingParameterString("BUDGET_BY_YEAR", tr("Budget up to the end of each year (10,000 yuan)"), optional=True)
        budgets.setFlags(budgets.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(budgets)
        self.add_give_up()
        self.add_advanced("PRIORITY", tr("How much more priority areas count in the first year"), 2.0)
        self.addOutput(QgsProcessingOutputNumber("SITES", tr("Number of sites")))
        self.addOutput(QgsProcessingOutputNumber("COST", tr("Investment (10,000 yuan)")))
        self.addOutput(QgsProcessingOutputNumber("VALUE", tr("Demand served over the years, with priorities")))
        self.addOutput(QgsProcessingOutputNumber("BOUND", tr("No plan serves more than")))
        self.addOutput(QgsProcessingOutputNumber("GAP_PERCENT", tr("Largest distance from the best possible plan (%)")))
        self.addOutput(QgsProcessingOutputNumber("RESERVED", tr("Reserve sites")))
        self.addOutput(QgsProcessingOutputFile("CERTIFICATE", tr("Certificate")))
        self.addOutput(QgsProcessingOutputString("YEARS", tr("Sites and demand served by year")))

    def phasing(self, parameters, context) -> Phasing:
        """What each year may have, checked."""
        given = self.parameterAsString(parameters, "SITES_BY_YEAR", context)
        try:
            counts = [int(part) for part in _parts(given)]
        except ValueError as error:
            raise InputError("phases_order", sites=given) from error
        stated = self.parameterAsString(parameters, "BUDGET_BY_YEAR", context)
        try:
            budgets = [float(part) for part in _parts(stated)]
        except ValueError as error:
            raise InputError("phases_budgets", budgets=stated, years=len(counts)) from error
        return Phasing(counts, self.parameterAsDouble(parameters, "PRIORITY", context), budgets)

    def options(self, parameters, context, phasing: Phasing):
        """The options of the problem; the last year's budget is the whole one where none is stated."""
        options = self.problem_options(parameters, context, phasing.sites[-1])
        if phasing.budgets and (options.budget_wy is None or options.budget_wy > phasing.budgets[-1]):
            options = replace(options, budget_wy=float(phasing.budgets[-1]))
        return options

    def check(self, parameters, context):
        self.give_up(parameters, context)
        options = self.options(parameters, context, self.phasing(parameters, context))
        workspace = self.workspace_of(parameters, context)
        self.check_rules(parameters, context, workspace)
        self.check_model(workspace, options)

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        phasing = self.phasing(parameters, context)
        options = self.options(parameters, context, phasing)
        self.keep_rules(parameters, context, workspace, progress)
        prepared = prepare(workspace, options, progress.part(0.0, 0.6))
        tell_loss(progress, prepared.service.chosen, prepared.assumed)
        for line in new_places_line(prepared):
            progress.note(line)
        phased, targets = phasing.problem(workspace, prepared)
        seconds = self.parameterAsDouble(parameters, "SECONDS", context)
        give_up = self.give_up(parameters, context)
        plan = solve_explained(workspace, prepared, phased, targets, seconds, progress.part(0.6, 0.9), give_up)
        for key in plan.notes:
            progress.note(text(key))
        rank = np.array([candidate.rank for candidate in prepared.candidates] * len(phasing.sites))
        sites = prefer(phased, plan.sites, rank, give_up, targets)
        plan = replace(plan, sites=sorted(sites), value=phased.value(sites))
        first = self.parameterAsInt(parameters, "FIRST_YEAR", context)
        with_reserves = self.parameterAsBoolean(parameters, "RESERVES", context)
        return self.write(workspace, prepared, (phasing, phased, targets), plan, first, with_reserves, progress)

    def write(self, workspace, prepared, years_problem, plan, first, with_reserves, progress):
        """Plan, reserves, attainment and the certificate of all years."""
        phasing, phased, targets = years_problem
        problem = prepared.problem
        added = years_of(problem, plan.sites, len(phasing.sites))
        years = {site: first + number for number, some in enumerate(added) for site in some}
        siting = Siting(prepared.candidates, prepared.network, prepared.demand, prepared.cells, problem.weights)
        reasons = explain(problem, sorted(years), added, prepared.resources())
        rows = site_rows(workspace, siting, reasons, years)
        reserves = reserve_rows(workspace, siting, problem, reasons, rows) if with_reserves else []
        after = prepared.shares_with(sorted(years), progress.part(0.9, 0.95))
        lines = year_lines(problem, added, first, fixed_rows(workspace))
        numbers = {
            "SITES": len(rows),
            "COST": round(sum(row["COST_WY"] for row in rows), 2),
            "PEOPLE": sum(row["COV_POP"] for row in rows),
            "VALUE": round(plan.value, 2),
            "BOUND": round(plan.bound, 2),
            "GAP_PERCENT": round(plan.gap_percent, 4),
            "RESERVED": len(reserves),
        }
        certificate = workspace.results_folder / "phase_certificate.npz"
        stages = {"before": prepared.before, "after": after}
        store(workspace, rows + reserves, prepared.rejections, stages, self.NAME, [certificate])
        plan.certificate.save(certificate, phased, plan.sites, plan.value, targets)
        recorded_as = {**recorded(prepared.options), **phasing.recorded(), "FIRST_YEAR": first}
        workspace.log_result("phaseplan", certificate, recorded_as, TABLES, numbers, prepared.assumed, self.NAME)
        for line in (*lines, *share_lines(prepared.before, after), *target_lines(prepared, sorted(years)), *smart_pole_lines(rows)):
            progress.note(line)
        progress.report(1.0)
        shown = ("SITES", "COST", "VALUE", "BOUND", "GAP_PERCENT", "RESERVED")
        return {**{name: numbers[name] for name in shown}, "YEARS": "\n".join(lines), "CERTIFICATE": str(certificate)}


def _parts(given: str):
    return [part.strip() for part in given.replace("，", ",").replace(";", ",").replace("；", ",").split(",") if part.strip()]


def year_lines(problem, added, first: int, fixed=()):
    """One line per year: sites so far, fixed ones included, what the others serve of what is missing, and what all cost."""
    total, lines, built = float(problem.weights.sum()), [], []
    for number, (some, value) in enumerate(zip(added, value_by_year(problem, added))):
        built += some
        cost = float(problem.cost[built].sum()) + sum(float(row["COST_WY"] or 0.0) for row in fixed)
        lines.append(text("phase_line", year=first + number, sites=len(built) + len(fixed), share=100 * value / total, cost=cost))
    return lines
