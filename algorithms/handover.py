# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:handover`: the package for the tower company, an operator, the approval authority or the public."""

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..engine.errors import WorkspaceError
from ..gis.formats.staging import check_folder
from ..gis.handover.coordinates import CHOICES
from ..gis.handover.data import RECIPIENTS
from ..gis.handover.formats import FORMATS
from ..gis.handover.package import Order, make_package
from ..gis.messages import error_text, tr
from ..gis.words import LANGUAGES, words
from .base import SmartPoleAlgorithm


class HandOver(SmartPoleAlgorithm):
    """Write a package that opens correctly on the other side."""

    NAME = "handover"
    GROUP_ID = "handover"

    def displayName(self):
        return tr("Hand over the plan")

    def shortHelpString(self):
        return tr(
            "Writes a folder for whoever builds: shapefiles of the planned sites, the resources they use and the gaps "
            "(Chinese text readable with and without the .cpg file), a field dictionary, an Excel workbook, a map as PDF "
            "and a manifest with SHA-256 checksums.\n\n"
            "Everything is read back before the folder appears; a folder that already holds files is never written over. "
            "Characters that a shapefile cannot hold are replaced, counted and listed; the workbook holds them in full.\n\n"
            "An operator gets the sites that name it; the approval authority gets no personal contacts; the public edition "
            "has coarsened positions and only what may be shown."
        )

    def initAlgorithm(self, configuration=None):
        self.add_workspace()
        self.addParameter(
            QgsProcessingParameterEnum("RECIPIENT", tr("Recipient"), [words(f"recipient.{name}") for name in RECIPIENTS], defaultValue=0)
        )
        self.addParameter(QgsProcessingParameterString("RECIPIENT_NAME", tr("Name of the recipient on the map"), optional=True))
        coordinates = [
            tr("As the plan"),
            tr("CGCS2000, 3-degree zone of the plan"),
            tr("CGCS2000, longitude and latitude"),
            "GCJ-02",
            "BD-09",
        ]
        self.addParameter(QgsProcessingParameterEnum("COORDINATES", tr("Coordinates"), coordinates, defaultValue=0))
        formats = ["GeoPackage", "KML", "DXF"]
        self.addParameter(
            QgsProcessingParameterEnum("FORMATS", tr("Further formats"), formats, allowMultiple=True, optional=True, defaultValue=[])
        )
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.addParameter(QgsProcessingParameterFile("PREVIOUS", tr("Earlier package, for the change log"), folder, optional=True))
        self.addParameter(QgsProcessingParameterEnum("LANGUAGE", tr("Language of the documents"), ["中文", "English"], defaultValue=0))
        self.addParameter(QgsProcessingParameterBoolean("RESERVES", tr("Hand over the reserve sites too"), False))
        self.addParameter(QgsProcessingParameterString("CREDITS", tr("Source of the base map"), optional=True))
        self.addParameter(QgsProcessingParameterFolderDestination("FOLDER", tr("Folder of the package")))
        self.add_number("FILES", tr("Number of files"))
        self.add_number("SITES", tr("Planned sites handed over"))
        self.add_number("RESOURCES", tr("Resources handed over"))
        self.add_number("GAPS", tr("Gaps handed over"))
        self.add_number("REPLACED", tr("Texts with replaced characters"))
        for kind, title in self._changes().items():
            self.add_number(kind.upper(), title)
        self.addOutput(QgsProcessingOutputFile("MANIFEST", tr("Manifest")))
        self.addOutput(QgsProcessingOutputFile("MAP", tr("Map")))

    @staticmethod
    def _changes():
        return {
            "added": tr("Sites added since the earlier package"),
            "moved": tr("Sites moved"),
            "changed": tr("Sites changed"),
            "cancelled": tr("Sites cancelled"),
        }

    def check(self, parameters, context):
        check_folder(Path(self.parameterAsString(parameters, "FOLDER", context)))

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context)
        previous = self.parameterAsFile(parameters, "PREVIOUS", context)
        order = Order(
            formats=tuple(FORMATS[index] for index in self.parameterAsEnums(parameters, "FORMATS", context)),
            previous=Path(previous) if previous else None,
            folder=Path(self.parameterAsString(parameters, "FOLDER", context)),
            recipient=RECIPIENTS[self.parameterAsEnum(parameters, "RECIPIENT", context)],
            recipient_name=self.parameterAsString(parameters, "RECIPIENT_NAME", context).strip(),
            coordinates=CHOICES[self.parameterAsEnum(parameters, "COORDINATES", context)],
            lang=LANGUAGES[self.parameterAsEnum(parameters, "LANGUAGE", context)],
            credits=self.parameterAsString(parameters, "CREDITS", context).strip(),
            reserves=self.parameterAsBoolean(parameters, "RESERVES", context),
        )
        package = make_package(workspace, order, progress)
        if package.missing_resources:
            progress.note(tr("Resources named by sites but not in the inventory: {}").format(", ".join(package.missing_resources[:10])))
        if package.replaced:
            progress.note(tr("{} texts hold characters that a shapefile cannot; they are listed in the package.").format(package.replaced))
        numbers = {
            "FILES": package.files,
            "SITES": package.sites,
            "RESOURCES": package.resources,
            "GAPS": package.gaps,
            "REPLACED": package.replaced,
            **{kind.upper(): package.changes[kind] for kind in self._changes()},
        }
        try:
            chosen = {"RECIPIENT": order.recipient, "COORDINATES": order.coordinates, "LANGUAGE": order.lang}
            workspace.log_result("handover", package.folder, chosen, ("SITE_PL", "RES_PT", "GAP"), numbers)
        except WorkspaceError as error:  # a plan that may only be read is handed over all the same
            progress.note(error_text(error))
        return {"FOLDER": str(package.folder), **numbers, "MANIFEST": str(package.manifest), "MAP": str(package.map)}
