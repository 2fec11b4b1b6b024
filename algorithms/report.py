# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:report`: the planning text."""

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..gis.formats.staging import check_folder
from ..gis.handover.package import Order
from ..gis.messages import tr
from ..gis.reports.report import write_report
from ..gis.words import LANGUAGES
from .base import SmartPoleAlgorithm


class PlanReport(SmartPoleAlgorithm):
    """Write the plan down with tables, charts, maps and sources."""

    NAME = "report"
    GROUP_ID = "handover"

    def displayName(self):
        return tr("Write the planning report")

    def shortHelpString(self):
        return tr(
            "Writes the planning text into a new folder: a Word document (DOCX), HTML and PDF. It covers the current state, demand and "
            "service levels, method and standards, the plan by way of building, resource and year, sharing, cost, checks, assumptions, "
            "the list of sites, why resources were not chosen, and where every figure comes from.\n\n"
            "The text follows a template; copy the shipped one, edit it in a text editor and choose it here."
        )

    def initAlgorithm(self, configuration=None):
        self.add_workspace()
        self.addParameter(QgsProcessingParameterEnum("LANGUAGE", tr("Language of the documents"), ["中文", "English"], defaultValue=0))
        self.addParameter(QgsProcessingParameterFile("TEMPLATE", tr("Own template"), extension="html", optional=True))
        self.addParameter(QgsProcessingParameterString("CREDITS", tr("Source of the base map"), optional=True))
        self.addParameter(QgsProcessingParameterFolderDestination("FOLDER", tr("Folder of the report")))
        self.addOutput(QgsProcessingOutputFile("DOCX", tr("Report for word processors")))
        self.addOutput(QgsProcessingOutputFile("HTML", tr("Report as HTML")))
        self.addOutput(QgsProcessingOutputFile("PDF", tr("Report as PDF")))
        self.add_number("PAGES", tr("Number of pages"))
        self.add_number("FIGURES", tr("Figures with their source"))
        self.add_number("PICTURES", tr("Maps and charts"))

    def check(self, parameters, context):
        check_folder(Path(self.parameterAsString(parameters, "FOLDER", context)))

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context)
        template = self.parameterAsFile(parameters, "TEMPLATE", context)
        order = Order(
            folder=Path(self.parameterAsString(parameters, "FOLDER", context)),
            lang=LANGUAGES[self.parameterAsEnum(parameters, "LANGUAGE", context)],
            credits=self.parameterAsString(parameters, "CREDITS", context).strip(),
        )
        report = write_report(workspace, order, Path(template) if template else None, progress)
        return {
            "FOLDER": str(report.folder),
            "DOCX": str(report.docx),
            "HTML": str(report.html),
            "PDF": str(report.pdf),
            "PAGES": report.pages,
            "FIGURES": report.figures,
            "PICTURES": report.pictures,
        }
