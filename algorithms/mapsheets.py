# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:mapsheets`: the plan on paper."""

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..gis.formats.staging import check_folder
from ..gis.handover.package import Order
from ..gis.layouts.pages import check_template
from ..gis.layouts.sheets import KINDS, write_sheets
from ..gis.messages import tr
from ..gis.words import LANGUAGES
from .base import SmartPoleAlgorithm


class MapSheets(SmartPoleAlgorithm):
    """Plan sheet, wall map, coverage, gaps, atlas, site sheets."""

    NAME = "mapsheets"
    GROUP_ID = "handover"

    def displayName(self):
        return tr("Make map sheets")

    def shortHelpString(self):
        return tr(
            "Writes maps of the plan as PDF into a new folder: the A3 plan sheet, an A0 wall map with larger signs and names, coverage "
            "today and with the plan, the coverage gaps with a list of the worst, an atlas with a page per town (or per tile at 1:2,500 "
            "when the plan has no towns), and one page per site with its surroundings, sectors and facts.\n\n"
            "Legends, scale bars, north arrows, assumptions and credits are filled in from the workspace. The wall map carries a "
            "timetable: sites per town and batch, targets by month with status colours, progress and the responsible unit.\n\n"
            "An own print template (.qpt) needs an item “map”; items with the ids of ours are filled, and {{title}}, {{plan}}, {{date}}, "
            "{{scale}} and others stand in any label; the guide lists them."
        )

    def initAlgorithm(self, configuration=None):
        self.add_workspace()
        kinds = [tr("Plan sheet, A3"), tr("Wall map, A0"), tr("Coverage, A3"), tr("Gaps, A3"), tr("Atlas, A3"), tr("Site sheets, A4")]
        self.addParameter(
            QgsProcessingParameterEnum("SHEETS", tr("Sheets"), kinds, allowMultiple=True, defaultValue=list(range(len(kinds))))
        )
        self.addParameter(QgsProcessingParameterEnum("LANGUAGE", tr("Language of the documents"), ["中文", "English"], defaultValue=0))
        self.addParameter(QgsProcessingParameterFile("LAYOUT", tr("Own print template"), extension="qpt", optional=True))
        self.addParameter(QgsProcessingParameterString("CREDITS", tr("Source of the base map"), optional=True))
        self.addParameter(QgsProcessingParameterFolderDestination("FOLDER", tr("Folder of the sheets")))
        self.add_number("FILES", tr("Number of files"))
        self.add_number("PAGES", tr("Number of pages"))
        self.addOutput(QgsProcessingOutputString("SKIPPED", tr("Sheets the plan has nothing for yet")))

    def check(self, parameters, context):
        check_folder(Path(self.parameterAsString(parameters, "FOLDER", context)))
        own = self.parameterAsFile(parameters, "LAYOUT", context)
        if own:
            check_template(Path(own))

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context)
        order = Order(
            folder=Path(self.parameterAsString(parameters, "FOLDER", context)),
            lang=LANGUAGES[self.parameterAsEnum(parameters, "LANGUAGE", context)],
            credits=self.parameterAsString(parameters, "CREDITS", context).strip(),
        )
        kinds = [KINDS[index] for index in self.parameterAsEnums(parameters, "SHEETS", context)]
        own = self.parameterAsFile(parameters, "LAYOUT", context)
        sheets = write_sheets(workspace, order, kinds, progress, Path(own) if own else None)
        if sheets.skipped:
            progress.note(tr("Nothing to show yet for: {}").format(", ".join(sheets.skipped)))
        return {"FOLDER": str(sheets.folder), "FILES": len(sheets.files), "PAGES": sheets.pages, "SKIPPED": ",".join(sheets.skipped)}
