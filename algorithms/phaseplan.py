# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:phaseplan`: which sites in which year, every year's plan within the next one's."""

import numpy as np
from qgis.core import QgsProcessingOutputNumber, QgsProcessingOutputString, QgsProcessingParameterNumber, QgsProcessingParameterString

from ..engine.errors import InputError
from ..engine.placement.explain import explain
from ..engine.placement.phases import phased_problem, value_by_year, years_of
from ..engine.placement.solver import solve
from ..gis.messages import text, tr
from ..gis.siting.plan_writer import Siting, share_lines, site_rows, store
from ..gis.siting.problem import TABLES, prepare, recorded
from .siting_base import WHOLE, SitingAlgorithm

LARGEST_YEARS = 10


class PhasePlan(SitingAlgorithm):
    NAME = "phaseplan"

    def displayName(self):
        return tr("Plan sites year by year")

    def shortHelpString(self):
        return tr(
            "Chooses the sites of several years at once, so that each year serves as much as possible with the sites it may have and keeps "
            "those of the years before. Priority areas (level A and key areas) count more in the first years. The first year's sites "
            "form the batch to build, the later ones the batch to advance; each site's runner-up is its reserve. The stated distance "
            "from the best possible holds for the sum over the years, with priorities."
        )

    def initAlgorithm(self, config=None):
        self.add_problem_parameters(seconds=20.0)
        self.addParameter(
            QgsProcessingParameterString("SITES_BY_YEAR", tr("Sites at the end of each year, such as 150, 400, 600"), "8, 14, 20")
        )
        self.addParameter(QgsProcessingParameterNumber("FIRST_YEAR", tr("First year"), WHOLE, 2026, minValue=2000, maxValue=2100))
        self.add_advanced("PRIORITY", tr("How much more priority areas count in the first year"), 2.0)
        self.addOutput(QgsProcessingOutputNumber("SITES", tr("Number of sites")))
        self.addOutput(QgsProcessingOutputNumber("COST", tr("Investment (10,000 yuan)")))
        self.addOutput(QgsProcessingOutputNumber("GAP_PERCENT", tr("Largest distance from the best possible plan (%)")))
        self.addOutput(QgsProcessingOutputString("YEARS", tr("Sites and demand served by year")))

    def counts(self, parameters, context):
        """Sites at the end of each year, checked."""
        given = self.parameterAsString(parameters, "SITES_BY_YEAR", context)
        try:
            counts = [int(part) for part in given.replace("，", ",").replace(";", ",").split(",")]
        except ValueError as error:
            raise InputError("phases_order", sites=given) from error
        if counts != sorted(counts) or counts[0] < 1 or len(counts) > LARGEST_YEARS:
            raise InputError("phases_order", sites=given)
        return counts

    def check(self, parameters, context):
        self.problem_options(parameters, context, self.counts(parameters, context)[-1])
        priority = self.parameterAsDouble(parameters, "PRIORITY", context)
        if not 1 <= priority <= 1000:
            raise InputError("phases_priority", priority=priority)
        self.workspace_of(parameters, context)

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        counts = self.counts(parameters, context)
        options = self.problem_options(parameters, context, counts[-1])
        prepared = prepare(workspace, options, progress.part(0.0, 0.6))
        problem = prepared.problem
        fixed = options.max_sites - problem.max_sites if options.max_sites <= len(prepared.candidates) else 0
        allowed = [max(1, min(count - fixed, problem.candidates)) for count in counts]
        weights = year_weights(prepared, len(counts), self.parameterAsDouble(parameters, "PRIORITY", context))
        phased = phased_problem(problem, allowed, weights)
        plan = solve(phased, self.parameterAsDouble(parameters, "SECONDS", context), progress=progress.part(0.6, 0.9))
        added = years_of(problem, plan.sites, len(counts))
        first = self.parameterAsInt(parameters, "FIRST_YEAR", context)
        years = {site: first + number for number, some in enumerate(added) for site in some}
        siting = Siting(prepared.candidates, prepared.network, prepared.demand, prepared.cells, problem.weights)
        rows = site_rows(workspace, siting, explain(problem, sorted(years), added, prepared.resources()), years)
        after = prepared.shares_with(sorted(years), progress.part(0.9, 0.95))
        lines = year_lines(problem, added, first)
        numbers = {
            "SITES": len(rows),
            "COST": round(sum(row["COST_WY"] for row in rows), 2),
            "PEOPLE": sum(row["COV_POP"] for row in rows),
            "GAP_PERCENT": round(plan.gap_percent, 4),
        }
        store(workspace, rows, prepared.rejections, {"before": prepared.before, "after": after}, self.NAME)
        recorded_as = {**recorded(options), "SITES_BY_YEAR": counts}
        workspace.log_result("phaseplan", "", recorded_as, TABLES, numbers, prepared.assumed, self.NAME)
        for line in (*lines, *share_lines(prepared.before, after)):
            progress.note(line)
        progress.report(1.0)
        return {**{name: numbers[name] for name in ("SITES", "COST", "GAP_PERCENT")}, "YEARS": "\n".join(lines)}


def year_weights(prepared, years: int, priority: float) -> np.ndarray:
    """What each cell is worth in each year: priority areas count `priority` times at first, falling to once in the last year."""
    demand = prepared.demand
    first = demand.level.ravel() == 1
    for area in demand.key_areas:
        first[area.cells] = True
    early = first[prepared.cells]
    shares = np.linspace(priority, 1.0, years) if years > 1 else np.ones(1)
    return np.array([prepared.problem.weights * np.where(early, share, 1.0) for share in shares])


def year_lines(problem, added, first: int):
    """One line per year: sites so far, what they serve of what is missing today, and what they cost."""
    total, lines, built = float(problem.weights.sum()), [], []
    for number, (some, value) in enumerate(zip(added, value_by_year(problem, added))):
        built += some
        cost = float(problem.cost[built].sum())
        lines.append(text("phase_line", year=first + number, sites=len(built), share=100 * value / total, cost=cost))
    return lines
