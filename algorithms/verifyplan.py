# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:verifyplan`: count a stored plan and its proof again, without the solver that found them."""

from pathlib import Path

import numpy as np
from qgis.core import (
    QgsProcessingOutputBoolean,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
)

from ..engine.errors import InputError
from ..engine.placement.certificate import verify
from ..gis.messages import text, tr
from ..gis.siting.phasing import Phasing
from ..gis.siting.problem import SitingOptions, prepare
from ..gis.siting.quotas import RESERVE
from .base import SmartPoleAlgorithm

PLANS = ("suggestsites", "phaseplan")
SAME_PLACE_M = 0.01


class VerifyPlan(SmartPoleAlgorithm):
    NAME = "verifyplan"
    GROUP_ID = "placement"

    def displayName(self):
        return tr("Verify a plan and its proof")

    def shortHelpString(self):
        return tr(
            "Builds the siting problem of the last suggestion or plan by years again from the workspace, counts the value of the stored "
            "plan, checks every condition, and recomputes the bound from the prices in the certificate by one sparse product. Nothing of "
            "the search is used. It tells what no longer agrees when inventory, demand or rules have changed since."
        )

    def initAlgorithm(self, config=None):
        self.add_workspace()
        self.addParameter(QgsProcessingParameterFile("CERTIFICATE", tr("Certificate (none: the last one)"), extension="npz", optional=True))
        self.addOutput(QgsProcessingOutputBoolean("HOLDS", tr("The proof holds")))
        for name, title in (
            ("SITES", tr("Number of sites")),
            ("VALUE", tr("Demand newly served")),
            ("BOUND", tr("No plan serves more than")),
            ("GAP_PERCENT", tr("Largest distance from the best possible plan (%)")),
        ):
            self.add_number(name, title)
        self.addOutput(QgsProcessingOutputString("FINDINGS", tr("Findings")))

    def check(self, parameters, context):
        self.stored(parameters, context)

    def stored(self, parameters, context):
        """The workspace, the certificate file and the record of the plan: the last one, or the one whose certificate is given."""
        workspace = self.workspace_of(parameters, context)
        given = self.parameterAsFile(parameters, "CERTIFICATE", context)
        made = [result for result in workspace.results() if result["step"] in PLANS]
        named = [result for result in made if given and Path(result["path"]).name == Path(given).name]
        if not made:
            raise InputError("plan_missing", path=str(workspace.path))
        result = (named or made)[-1]
        path = Path(given or result["path"])
        if not path.is_file():
            raise InputError("certificate_unreadable", path=str(path), details=tr("no such file"))
        return workspace, path, result

    def work(self, parameters, context, progress):
        workspace, path, result = self.stored(parameters, context)
        prepared = prepare(workspace, SitingOptions.of(result["params"]), progress.part(0.0, 0.9))
        problem, targets = prepared.problem, prepared.targets
        if result["step"] == "phaseplan":
            problem, targets = Phasing.of(result["params"]).problem(workspace, prepared)
        verdict = verify(path, problem, targets)
        findings = [text("verify_changed", part=part) for part in verdict.changed]
        findings += [text("verify_broken", rule=rule) for rule in verdict.violations]
        findings += self.missing_rows(workspace, prepared, path)
        for line in findings:
            progress.note(line)
        holds = verdict.holds and not findings
        progress.note(text("verify_holds" if holds else "verify_fails", value=verdict.value, bound=verdict.bound, gap=verdict.gap_percent))
        progress.report(1.0)
        return {
            "HOLDS": holds,
            "SITES": workspace.count("SITE_PL", "BATCH IS NULL OR BATCH <> ?", (RESERVE,)),
            "VALUE": round(verdict.value, 2),
            "BOUND": round(verdict.bound, 2),
            "GAP_PERCENT": round(verdict.gap_percent, 4),
            "FINDINGS": "\n".join(findings),
        }

    def missing_rows(self, workspace, prepared, path):
        """Whether the table of planned sites still holds the plan of the certificate."""
        with np.load(path, allow_pickle=False) as data:
            sites = data["sites"]
        numbers = {int(site) % len(prepared.candidates) for site in sites}
        chosen = [prepared.candidates[number].resource for number in sorted(numbers)]
        rows = [row for row in workspace.rows("SITE_PL", ["BASE_ID", "BATCH", "geometry"]) if row["BATCH"] != RESERVE]
        present = {row["BASE_ID"] for row in rows}
        places = [row["geometry"].asPoint() for row in rows if row["geometry"] is not None]
        gone = [
            resource.resource_id
            for resource in chosen
            if resource.resource_id[:24] not in present
            and not (resource.new_as and any(abs(p.x() - resource.x_m) + abs(p.y() - resource.y_m) < SAME_PLACE_M for p in places))
        ]
        return [text("verify_site_gone", resource=resource) for resource in sorted(gone)]
