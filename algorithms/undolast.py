# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:undolast`: take back the last step that wrote into a workspace."""

from qgis.core import QgsProcessingOutputNumber, QgsProcessingOutputString, QgsProcessingParameterFile

from ..engine.errors import WorkspaceError
from ..gis.messages import tr
from ..gis.workspace import Workspace
from .base import SmartPoleAlgorithm


class UndoLast(SmartPoleAlgorithm):
    """One step back, exactly."""

    NAME = "undolast"
    GROUP_ID = "workspace"

    def displayName(self):
        return tr("Undo the last step")

    def shortHelpString(self):
        return tr(
            "Takes back the last import, suggested plan, phased plan, company answer or tried-out change: every row of the workspace is as "
            "it was before, row numbers included. The memory of the step lies in the workspace, so that it also works after QGIS was "
            "closed.\n\nOnly the last such step can be taken back, and only once. When one of its rows was edited since, nothing is "
            "changed and the message names the table."
        )

    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterFile("WORKSPACE", tr("Workspace"), extension="gpkg"))
        self.addOutput(QgsProcessingOutputString("STEP", tr("What was taken back")))
        self.addOutput(QgsProcessingOutputNumber("ROWS", tr("Rows put back")))

    def check(self, parameters, context):
        if Workspace.open(self.parameterAsFile(parameters, "WORKSPACE", context)).undo_step() is None:
            raise WorkspaceError("undo_nothing")

    def work(self, parameters, context, progress):
        workspace = Workspace.open(self.parameterAsFile(parameters, "WORKSPACE", context), write=True)
        step = workspace.undo()
        progress.report(1.0)
        return {"STEP": step.step, "ROWS": sum(step.rows.values())}
