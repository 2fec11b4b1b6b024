# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:importtable`: a map layer (buildings, roads, level areas, existing sites …) into the workspace."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
)

from ..engine.errors import InputError
from ..gis.importing.map_layer import TABLES, load_layer
from ..gis.messages import text, tr
from ..gis.schema import table
from .base import SmartPoleAlgorithm


class ImportTable(SmartPoleAlgorithm):
    """Load a map layer into one of the workspace's tables."""

    NAME = "importtable"
    GROUP_ID = "workspace"

    def displayName(self):
        return tr("Load map layer")

    def shortHelpString(self):
        return tr(
            "Loads buildings, roads, water, service-level areas, key areas, existing sites, protected stations, administrative areas or "
            "restricted zones from any layer into the workspace. Columns are recognised by their Chinese or English names; the coordinate "
            "system is converted; features that cannot be loaded are kept in the table of rejected rows with the reason.\n\n"
            "A building without a height gets one from its storeys (3.2 m each) or an assumed one, and says so in its source of height; "
            "floor area and people are estimated from footprint, height and use."
        )

    def initAlgorithm(self, configuration=None):
        self.add_workspace()
        choices = QgsProcessingParameterEnum("TABLE", tr("Table"), list(TABLES), defaultValue="BUILDING", usesStaticStrings=True)
        choices.setHelp("; ".join(f"{name}: {table(name).label}" for name in TABLES))
        self.addParameter(choices)
        self.addParameter(QgsProcessingParameterFeatureSource("LAYER", tr("Layer"), [QgsProcessing.SourceType.TypeVectorAnyGeometry]))
        self.addParameter(QgsProcessingParameterBoolean("APPEND", tr("Keep the rows that are there and add to them"), defaultValue=False))
        self.add_number("READ", tr("Features read"))
        self.add_number("WRITTEN", tr("Rows written"))
        self.add_number("REJECTED", tr("Rows rejected"))
        self.add_number("FAULTS", tr("Values not understood"))
        self.add_number("ASSUMED", tr("Heights assumed"))

    def work(self, parameters, context, progress):
        source = self.parameterAsSource(parameters, "LAYER", context)
        if source is None:
            raise InputError("load_unreadable", layer=str(parameters["LAYER"]))
        workspace = self.workspace_of(parameters, context, write=True)
        target = table(self.parameterAsEnumString(parameters, "TABLE", context))
        append = self.parameterAsBoolean(parameters, "APPEND", context)
        loaded = load_layer(workspace, target, source, source.sourceName(), append, progress)
        progress.note(text("load_done", table=target.label, written=loaded.written, rejected=loaded.rejected, faults=loaded.faults))
        if loaded.unused:
            progress.note(text("load_unused_columns", columns=", ".join(loaded.unused)))
        return {
            "READ": loaded.read,
            "WRITTEN": loaded.written,
            "REJECTED": loaded.rejected,
            "FAULTS": loaded.faults,
            "ASSUMED": loaded.assumed,
        }
