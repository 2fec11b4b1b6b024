# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:catalogue`: the catalogue of open public resources, with what is overdue, refused, idle."""

import datetime
from pathlib import Path

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..engine.errors import InputError, WorkspaceError
from ..gis.handover.package import check_folder
from ..gis.inventory.catalogue import make_catalogue
from ..gis.inventory.catalogue_tables import Options
from ..gis.inventory.register import reply_days
from ..gis.messages import error_text, tr
from ..gis.words import LANGUAGES
from .base import SmartPoleAlgorithm


class MakeCatalogue(SmartPoleAlgorithm):
    """Write the open-resource catalogue as a workbook and a shapefile."""

    NAME = "catalogue"
    GROUP_ID = "workspace"

    def displayName(self):
        return tr("Open-resource catalogue")

    def shortHelpString(self):
        return tr(
            "Writes the catalogue of public resources as an Excel workbook and a shapefile: every resource with its opening, and "
            "counts by type, owner and district; applications whose written reply is overdue; refusals and unlawful fees by owner; "
            "leases without use, and how many poles each lessee holds.\n\n"
            "The limits (days to reply, days idle, share in one hand) are suggestions of this product, not official figures. "
            "Contacts are left out unless you ask for them."
        )

    def initAlgorithm(self, configuration=None):
        number = QgsProcessingParameterNumber.Type
        self.add_workspace()
        self.addParameter(QgsProcessingParameterString("DATE", tr("As of (YYYY-MM-DD; empty: today)"), optional=True))
        reply = tr("Days to reply in writing (empty: as set in the workspace)")
        self.addParameter(QgsProcessingParameterNumber("REPLY_DAYS", reply, number.Integer, None, optional=True, minValue=0))
        self.addParameter(QgsProcessingParameterNumber("IDLE_DAYS", tr("Days a lease may be idle"), number.Integer, 180, minValue=0))
        self.addParameter(
            QgsProcessingParameterNumber(
                "SHARE_PCT", tr("Too much in one hand from (%)"), number.Double, 30.0, minValue=0.0, maxValue=100.0
            )
        )
        self.addParameter(QgsProcessingParameterBoolean("CONTACTS", tr("With contact persons and telephones"), defaultValue=False))
        self.addParameter(QgsProcessingParameterEnum("LANGUAGE", tr("Language of the documents"), ["中文", "English"], defaultValue=0))
        self.addParameter(QgsProcessingParameterFolderDestination("FOLDER", tr("Folder of the catalogue")))
        self.addOutput(QgsProcessingOutputFile("WORKBOOK", tr("Workbook")))
        self.addOutput(QgsProcessingOutputVectorLayer("LAYER", tr("Catalogue layer")))
        for name, words in self._numbers().items():
            self.add_number(name, words)

    @staticmethod
    def _numbers():
        return {
            "RESOURCES": tr("Resources"),
            "FREE": tr("Open free of charge"),
            "OVERDUE": tr("Replies overdue"),
            "REFUSED": tr("Refused"),
            "FEES": tr("Unlawful fees"),
            "LEASED": tr("Leased"),
            "UNUSED": tr("Leased and without devices"),
            "IDLE": tr("Idle too long"),
            "TOP_LESSEE_PCT": tr("Share of the largest lessee (%)"),
            "REPLACED": tr("Texts with replaced characters"),
        }

    def check(self, parameters, context):
        self._date(parameters, context)
        check_folder(Path(self.parameterAsString(parameters, "FOLDER", context)))

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context)
        folder = Path(self.parameterAsString(parameters, "FOLDER", context))
        given = parameters.get("REPLY_DAYS") not in (None, "")
        options = Options(
            as_of=self._date(parameters, context),
            reply_days=self.parameterAsInt(parameters, "REPLY_DAYS", context) if given else reply_days(workspace),
            idle_days=self.parameterAsInt(parameters, "IDLE_DAYS", context),
            share_pct=self.parameterAsDouble(parameters, "SHARE_PCT", context),
            contacts=self.parameterAsBoolean(parameters, "CONTACTS", context),
            lang=LANGUAGES[self.parameterAsEnum(parameters, "LANGUAGE", context)],
        )
        made = make_catalogue(workspace, folder, options, progress)
        numbers = {**made.numbers, "REPLACED": made.replaced}
        chosen = {"DATE": options.as_of.isoformat(), "REPLY_DAYS": options.reply_days, "IDLE_DAYS": options.idle_days}
        try:
            workspace.log_result("catalogue", folder, chosen, ("RES_PT", "ADMIN_AREA"), numbers)
        except WorkspaceError as error:  # a plan that may only be read is listed all the same
            progress.note(error_text(error))
        return {"FOLDER": str(folder), "WORKBOOK": str(made.workbook), "LAYER": str(made.layer), **numbers}

    def _date(self, parameters, context) -> datetime.date:
        said = self.parameterAsString(parameters, "DATE", context).strip()
        if not said:
            return datetime.date.today()
        try:
            return datetime.date.fromisoformat(said)
        except ValueError:
            raise InputError("catalogue_date", value=said) from None
