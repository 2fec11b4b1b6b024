# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:suggestsites`: which poles and roofs to use, with the reason for each and a proof for the whole."""

from dataclasses import replace

import numpy as np
from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterNumber,
)

from ..engine.placement.explain import explain
from ..engine.placement.prefer import prefer
from ..gis.messages import text, tr
from ..gis.siting.explained import solve_explained
from ..gis.siting.plan_writer import Siting, share_lines, site_rows, store
from ..gis.siting.problem import TABLES, prepare, recorded, rules_in_words
from ..gis.siting.reserves import reserve_rows
from ..gis.siting.smart_poles import smart_pole_lines
from .siting_base import WHOLE, SitingAlgorithm, new_places_line, target_lines, tell_loss


class SuggestSites(SitingAlgorithm):
    NAME = "suggestsites"

    def displayName(self):
        return tr("Suggest sites")

    def shortHelpString(self):
        return tr(
            "Chooses public resources for new 5G sites so that as many people and as much area as possible come to meet their service "
            "level, within the number of sites, the budget and the minimum spacing. Resources are judged by the siting rules; each "
            "excluded one keeps its reason. What is served today counts as served, and so do planned sites marked as fixed. The result "
            "states how far it is at most from the best possible plan; a certificate file lets anyone check this again. Covers are "
            "judged by SS-RSRP; attainment before and after also by SS-SINR. Costs, rules and levels are this product's editable "
            "defaults."
        )

    def initAlgorithm(self, config=None):
        self.add_problem_parameters(seconds=5.0)
        self.add_plan_parameters()
        self.addParameter(QgsProcessingParameterNumber("MAX_SITES", tr("Largest number of sites"), WHOLE, 20, minValue=1))
        self.add_reserves_parameter()
        self.add_give_up()
        for name, title in (
            ("SITES", tr("Number of sites")),
            ("COST", tr("Investment (10,000 yuan)")),
            ("PEOPLE", tr("People newly served")),
            ("VALUE", tr("Demand newly served")),
            ("BOUND", tr("No plan serves more than")),
            ("GAP_PERCENT", tr("Largest distance from the best possible plan (%)")),
            ("CANDIDATES", tr("Candidates")),
            ("REJECTED", tr("Excluded resources")),
            ("NEW_SITES", tr("New structures in the plan")),
            ("RESERVED", tr("Reserve sites")),
            ("AREA_BEFORE_PCT", tr("Area served before (%)")),
            ("AREA_AFTER_PCT", tr("Area served after (%)")),
            ("WEIGHT_BEFORE_PCT", tr("Demand served before (%)")),
            ("WEIGHT_AFTER_PCT", tr("Demand served after (%)")),
            ("SOLVER_SECONDS", tr("Time of the search (s)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputFile("CERTIFICATE", tr("Certificate")))

    def options(self, parameters, context):
        """The parameters as options, checked."""
        self.give_up(parameters, context)
        return self.problem_options(parameters, context, self.parameterAsInt(parameters, "MAX_SITES", context))

    def check(self, parameters, context):
        workspace = self.workspace_of(parameters, context)
        self.check_rules(parameters, context, workspace)
        self.check_model(workspace, self.options(parameters, context))

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        options = self.options(parameters, context)
        self.keep_rules(parameters, context, workspace, progress)
        prepared = prepare(workspace, options, progress.part(0.0, 0.6))
        tell_loss(progress, prepared.service.chosen, prepared.assumed)
        seconds = self.parameterAsDouble(parameters, "SECONDS", context)
        for line in new_places_line(prepared):
            progress.note(line)
        give_up = self.give_up(parameters, context)
        plan = solve_explained(workspace, prepared, prepared.problem, prepared.targets, seconds, progress.part(0.6, 0.9), give_up)
        for key in plan.notes:
            progress.note(text(key))
        rank = np.array([candidate.rank for candidate in prepared.candidates])
        sites = prefer(prepared.problem, plan.sites, rank, give_up, prepared.targets)
        plan = replace(plan, sites=sorted(sites), value=prepared.problem.value(sites))
        after = prepared.shares_with(sites, progress.part(0.9, 0.95))
        with_reserves = self.parameterAsBoolean(parameters, "RESERVES", context)
        return self.write(workspace, prepared, plan, after, with_reserves, progress)

    def write(self, workspace, prepared, plan, after, with_reserves, progress):
        """Plan, reserves, reasons, rejections and attainment in one transaction; then the certificate and the record."""
        siting = Siting(prepared.candidates, prepared.network, prepared.demand, prepared.cells, prepared.problem.weights)
        reasons = explain(prepared.problem, plan.sites, resources=prepared.resources())
        rows = site_rows(workspace, siting, reasons)
        reserves = reserve_rows(workspace, siting, prepared.problem, reasons, rows) if with_reserves else []
        numbers = {**figures(prepared, plan, rows, after), "RESERVED": len(reserves)}
        certificate = workspace.results_folder / "plan_certificate.npz"
        store(workspace, rows + reserves, prepared.rejections, {"before": prepared.before, "after": after}, self.NAME, [certificate])
        plan.certificate.save(certificate, prepared.problem, plan.sites, plan.value, prepared.targets)
        workspace.log_result("suggestsites", certificate, recorded(prepared.options), TABLES, numbers, prepared.assumed, self.NAME)
        for line in (*share_lines(prepared.before, after), *target_lines(prepared, plan.sites), *smart_pole_lines(rows)):
            progress.note(line)
        listed = rules_in_words(prepared.rejections)
        progress.note(text("placement_rejected", count=len(prepared.rejections), rules=listed))
        hectares = sum(row["COV_M2"] for row in rows) / 1e4
        summary = {"sites": len(rows), "cost": numbers["COST"], "people": numbers["PEOPLE"], "hectares": hectares}
        progress.note(text("placement_summary", gap=numbers["GAP_PERCENT"], **summary))
        progress.report(1.0)
        return {"CERTIFICATE": str(certificate), **numbers}


def figures(prepared, plan, rows, after):
    """The declared numbers."""
    total = {stage: next(share for share in shares if share.scope == "total") for stage, shares in (("B", prepared.before), ("A", after))}
    return {
        "SITES": len(rows),
        "COST": round(sum(row["COST_WY"] for row in rows), 2),
        "PEOPLE": sum(row["COV_POP"] for row in rows),
        "VALUE": round(plan.value, 2),
        "BOUND": round(plan.bound, 2),
        "GAP_PERCENT": round(plan.gap_percent, 4),
        "CANDIDATES": len(prepared.candidates),
        "REJECTED": len(prepared.rejections),
        "NEW_SITES": sum(bool(prepared.candidates[site].resource.new_as) for site in plan.sites),
        "AREA_BEFORE_PCT": _rounded(total["B"].area_pct),
        "AREA_AFTER_PCT": _rounded(total["A"].area_pct),
        "WEIGHT_BEFORE_PCT": _rounded(total["B"].weight_pct),
        "WEIGHT_AFTER_PCT": _rounded(total["A"].weight_pct),
        "SOLVER_SECONDS": round(plan.seconds, 2),
    }


def _rounded(value):
    return None if value is None else round(value, 2)
