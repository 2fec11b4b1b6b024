# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:verifyplan`: count a stored plan and its proof again, without the solver that found them."""

from pathlib import Path

import numpy as np
from qgis.core import (
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
)

from ..engine.errors import InputError
from ..engine.placement.certificate import verify
from ..gis.messages import text, tr
from ..gis.siting.problem import SitingOptions, prepare
from ..gis.workspace import Workspace
from .base import SmartPoleAlgorithm


class VerifyPlan(SmartPoleAlgorithm):
    NAME = "verifyplan"
    GROUP_ID = "placement"

    def displayName(self):
        return tr("Verify a plan and its proof")

    def shortHelpString(self):
        return tr(
            "Builds the siting problem of the last suggestion again from the workspace, counts the value of the stored plan, checks "
            "every condition, and recomputes the bound from the prices in the certificate by one sparse product. Nothing of the search "
            "is used. It tells what no longer agrees when inventory, demand or rules have changed since."
        )

    def initAlgorithm(self, config=None):
        self.addParameter(QgsProcessingParameterFile("WORKSPACE", tr("Workspace"), extension="gpkg"))
        self.addParameter(QgsProcessingParameterFile("CERTIFICATE", tr("Certificate (none: the last one)"), extension="npz", optional=True))
        self.addOutput(QgsProcessingOutputBoolean("HOLDS", tr("The proof holds")))
        for name, title in (
            ("SITES", tr("Number of sites")),
            ("VALUE", tr("Demand newly served")),
            ("BOUND", tr("No plan serves more than")),
            ("GAP_PERCENT", tr("Largest distance from the best possible plan (%)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputString("FINDINGS", tr("Findings")))

    def check(self, parameters, context):
        self.stored(parameters, context)

    def stored(self, parameters, context):
        """The workspace, the certificate file and the options the plan was made with."""
        workspace = Workspace.open(self.parameterAsFile(parameters, "WORKSPACE", context))
        result = workspace.result("suggestsites")
        if result is None:
            raise InputError("plan_missing", path=str(workspace.path))
        path = Path(self.parameterAsFile(parameters, "CERTIFICATE", context) or result["path"])
        if not path.is_file():
            raise InputError("certificate_unreadable", path=str(path), details=tr("no such file"))
        known = SitingOptions.__dataclass_fields__
        return workspace, path, SitingOptions(**{name: value for name, value in result["params"].items() if name in known})

    def work(self, parameters, context, progress):
        workspace, path, options = self.stored(parameters, context)
        prepared = prepare(workspace, options, progress.part(0.0, 0.9))
        verdict = verify(path, prepared.problem)
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
            "SITES": workspace.count("SITE_PL"),
            "VALUE": round(verdict.value, 2),
            "BOUND": round(verdict.bound, 2),
            "GAP_PERCENT": round(verdict.gap_percent, 4),
            "FINDINGS": "\n".join(findings),
        }

    def missing_rows(self, workspace, prepared, path):
        """Whether the table of planned sites still holds the plan of the certificate."""
        with np.load(path, allow_pickle=False) as data:
            sites = data["sites"]
        if len(sites) and sites.max() >= len(prepared.candidates):
            return []
        wanted = {prepared.candidates[site].resource.resource_id[:24] for site in sites}
        present = {row["BASE_ID"] for row in workspace.rows("SITE_PL", ["BASE_ID"])}
        gone = sorted(wanted - present)
        return [text("verify_site_gone", resource=resource) for resource in gone]
