# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:repairinventory`: carry out proposals of the inventory check, take them back, or set findings aside."""

from qgis.core import (
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ..engine.errors import InputError
from ..gis.inventory import repairs as inventory_repairs
from ..gis.messages import tr
from .base import SmartPoleAlgorithm

REPAIR, UNDO, IGNORE = range(3)


class RepairInventory(SmartPoleAlgorithm):
    """Repair, undo or ignore findings, one by one or all."""

    NAME = "repairinventory"
    GROUP_ID = "workspace"

    def displayName(self):
        return tr("Repair inventory")

    def shortHelpString(self):
        return tr(
            "Carries out what “Check inventory” proposes, takes repairs back, or sets findings aside so that they are not raised "
            "again. Name the findings (F000001, F000002, …), or leave the list empty for all.\n\n"
            "A repair whose object was edited since the check is not carried out; an undo never overwrites an edit made after the repair."
        )

    def initAlgorithm(self, configuration=None):
        self.add_workspace()
        self.addParameter(QgsProcessingParameterEnum("ACTION", tr("Action"), [tr("Repair"), tr("Undo"), tr("Ignore")], defaultValue=REPAIR))
        self.addParameter(QgsProcessingParameterString("FIND_IDS", tr("Findings (empty: all)"), optional=True))
        self.add_number("DONE", tr("Carried out"))
        self.add_number("LEFT", tr("Left as they are"))

    def check(self, parameters, context):
        if self.parameterAsEnum(parameters, "ACTION", context) == IGNORE and not self._ids(parameters, context):
            raise InputError("finding_ignore_which")

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        action = self.parameterAsEnum(parameters, "ACTION", context)
        ids = self._ids(parameters, context)
        if action == UNDO:
            done = inventory_repairs.undo(workspace, ids, progress)
            return {"DONE": done["undone"], "LEFT": done["changed_since"]}
        if action == IGNORE:
            return {"DONE": inventory_repairs.ignore(workspace, ids)["ignored"], "LEFT": 0}
        done = inventory_repairs.repair(workspace, ids, progress=progress)
        return {"DONE": done["repaired"], "LEFT": done["outdated"] + done["by_hand"]}

    def _ids(self, parameters, context):
        listed = self.parameterAsString(parameters, "FIND_IDS", context)
        return [part.strip() for part in listed.replace("，", ",").replace(";", ",").split(",") if part.strip()] or None
