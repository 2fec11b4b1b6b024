# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:undolast`: take back the last step that wrote into a workspace."""

from qgis.core import QgsProcessingOutputString

from ..engine.errors import WorkspaceError
from ..gis.messages import tr
from .base import SmartPoleAlgorithm


class UndoLast(SmartPoleAlgorithm):
    """One step back, exactly."""

    NAME = "undolast"
    GROUP_ID = "workspace"

    def displayName(self):
        return tr("Undo the last step")

    def shortHelpString(self):
        return tr(
            "Takes back the last import, suggested plan, phased plan, company answer, change in the catalogue or tried-out change: "
            "every row of the workspace is as it was before, row numbers included. The memory of the step lies in the workspace, so "
            "that it also works after QGIS was closed.\n\nOnly the last such step can be taken back, and only once; changes in the "
            "catalogue go back one after the other, and what came before them is then in reach again. When one of a step's rows was "
            "edited since, nothing is changed and the message names the table; of a change in the catalogue, the rows edited since "
            "stay as they are."
        )

    def initAlgorithm(self, configuration=None):
        self.add_workspace()
        self.addOutput(QgsProcessingOutputString("STEP", tr("What was taken back")))
        self.add_number("ROWS", tr("Rows put back"))

    def check(self, parameters, context):
        if self.workspace_of(parameters, context).undo_step() is None:
            raise WorkspaceError("undo_nothing")

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        step = workspace.undo()
        if step.skipped:
            progress.note(tr("{count:,} have been changed since and stay as they are.").format(count=step.skipped))
        progress.report(1.0)
        return {"STEP": step.step, "ROWS": sum(step.rows.values())}
