# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:checkinventory`: what is wrong with the inventory, and what would put it right."""

from qgis.core import (
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from ..gis.inventory.checks import Options, check_inventory, store_findings
from ..gis.inventory.repairs import repair
from ..gis.messages import tr
from .base import SmartPoleAlgorithm

REPORT_ONLY, REPAIR_VALUES, REPAIR_ALL = range(3)


class CheckInventory(SmartPoleAlgorithm):
    """Check resources, existing sites and demand; findings go to CHECK_FIND."""

    NAME = "checkinventory"
    GROUP_ID = "workspace"

    def displayName(self):
        return tr("Check inventory")

    def shortHelpString(self):
        return tr(
            "Looks for doubles, poles that stand in the lists of two bureaus, missing or absurd heights, invalid codes, objects "
            "outside the plan area, in water or inside buildings, and tells when the plan exceeds 25 km².\n\n"
            "Each finding is a row of the table of findings, with severity, object, reason and proposed repair. Proposals can be "
            "carried out here at once, or one by one with “Repair inventory”; every repair can be undone. Merging, moving and "
            "removing is only done when you ask for all."
        )

    def initAlgorithm(self, configuration=None):
        self.add_workspace()
        number = QgsProcessingParameterNumber.Type.Double
        self.addParameter(
            QgsProcessingParameterNumber("TOLERANCE", tr("Same place within (m)"), number, 2.0, minValue=0.01, maxValue=100.0)
        )
        self.addParameter(
            QgsProcessingParameterNumber("MARGIN", tr("Permitted distance outside the plan area (m)"), number, 200.0, minValue=0.0)
        )
        choices = [tr("Report only"), tr("Fill and correct values"), tr("Carry out all proposals")]
        self.addParameter(QgsProcessingParameterEnum("REPAIR", tr("Repairs"), choices, defaultValue=REPORT_ONLY))
        for name, words in (
            ("FINDINGS", tr("Open findings")),
            ("ERRORS", tr("Errors")),
            ("WARNINGS", tr("Warnings")),
            ("NOTICES", tr("Notices")),
            ("REPAIRED", tr("Repaired")),
        ):
            self.add_number(name, words)

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        options = Options(
            self.parameterAsDouble(parameters, "TOLERANCE", context),
            self.parameterAsDouble(parameters, "MARGIN", context),
        )
        choice = self.parameterAsEnum(parameters, "REPAIR", context)
        summary = store_findings(workspace, check_inventory(workspace, options, progress.part(0.0, 0.6)))
        repaired = 0
        if choice != REPORT_ONLY:
            done = repair(workspace, safe_only=choice == REPAIR_VALUES, progress=progress.part(0.6, 0.8))
            repaired = done["repaired"]
            summary = store_findings(workspace, check_inventory(workspace, options, progress.part(0.8, 1.0)))
        for check, count in summary["checks"].items():
            progress.note(f"{check}: {count}")
        workspace.log_result(
            "checkinventory", "", {"tolerance_m": options.tolerance_m, "margin_m": options.margin_m}, options.tables, summary
        )
        return {
            "FINDINGS": summary["open"],
            "ERRORS": summary["errors"],
            "WARNINGS": summary["warnings"],
            "NOTICES": summary["notices"],
            "REPAIRED": repaired,
        }
