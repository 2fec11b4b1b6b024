# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:importanswer`: the tower company's answer back into the plan."""

from pathlib import Path

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
)

from ..gis.handover.answer import read_answers, take_answers
from ..gis.messages import text, tr
from .base import SmartPoleAlgorithm


class ImportAnswer(SmartPoleAlgorithm):
    """Read accepted, rejected and alternative sites from a filled-in form."""

    NAME = "importanswer"
    GROUP_ID = "handover"

    def displayName(self):
        return tr("Import the company's answer")

    def shortHelpString(self):
        return tr(
            "Reads the form that went out with a hand-over, filled in by the company: agreed, not agreed with a reason, or an "
            "alternative. Reviews are set in the planned sites, reasons go to the ledger, rows that are not understood are kept with "
            "the reason in the table of rejected rows. All or nothing is written; earlier values stay in the import log.\n\n"
            "An alternative is a resource of the inventory by its id, or the nearest one within 50 m of the given longitude and latitude."
        )

    def initAlgorithm(self, configuration=None):
        self.add_workspace()
        self.addParameter(QgsProcessingParameterFile("ANSWER", tr("Answer (Excel or CSV)")))
        self.addParameter(QgsProcessingParameterBoolean("REPLACE", tr("Move sites to the alternatives named"), defaultValue=False))
        self.add_number("ACCEPTED", tr("Sites agreed"))
        self.add_number("REJECTED", tr("Sites not agreed"))
        self.add_number("ALTERNATIVES", tr("Alternatives named"))
        self.add_number("REPLACED", tr("Sites moved to their alternative"))
        self.add_number("OPEN", tr("Sites without an answer"))
        self.add_number("REFUSED", tr("Rows not understood"))

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        path = Path(self.parameterAsFile(parameters, "ANSWER", context))
        answers = read_answers(path, progress.part(0.0, 0.4))
        taken = take_answers(workspace, answers, path, self.parameterAsBoolean(parameters, "REPLACE", context), progress.part(0.4, 1.0))
        for answer, key in taken.refused[:20]:
            progress.note(f"{answer.number}: " + text(key, site=answer.plan_id, verdict=answer.said))
        return {
            "ACCEPTED": taken.accepted,
            "REJECTED": taken.rejected,
            "ALTERNATIVES": taken.alternatives,
            "REPLACED": taken.replaced,
            "OPEN": taken.open + len(taken.unanswered),
            "REFUSED": len(taken.refused),
        }
