# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:createworkspace`: an empty workspace from the schema."""

from pathlib import Path

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..engine.errors import WorkspaceError
from ..gis.messages import tr
from ..gis.schema import SCHEMA_VERSION, tables
from ..gis.workspace import Workspace
from ..gis.workspace.create import check_crs
from .base import SmartPoleAlgorithm


class CreateWorkspace(SmartPoleAlgorithm):
    """Make the GeoPackage that holds a plan."""

    NAME = "createworkspace"
    GROUP_ID = "workspace"

    def displayName(self):
        return tr("Create workspace")

    def shortHelpString(self):
        return tr(
            "Makes an empty workspace: one GeoPackage with every table of a site plan (inventory, demand, sites, key areas, "
            "restricted zones, ledger, results), with Chinese and English column names and coded values.\n\n"
            "The coordinate system must be projected in metres, for instance CGCS2000 / 3-degree Gauss-Kruger of your zone. "
            "An existing file is kept unless you allow it to be replaced."
        )

    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterString("NAME", tr("Name of the plan"), optional=True))
        self.addParameter(QgsProcessingParameterCrs("CRS", tr("Coordinate system (projected, metres)"), defaultValue="EPSG:4549"))
        self.addParameter(QgsProcessingParameterBoolean("OVERWRITE", tr("Replace an existing file"), defaultValue=False))
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", tr("Workspace"), tr("Workspace (*.gpkg)")))
        self.add_number("TABLES", tr("Number of tables"))
        self.add_number("SCHEMA_VERSION", tr("Schema version"))

    def check(self, parameters, context):
        check_crs(self.parameterAsCrs(parameters, "CRS", context))
        path = self._path(parameters, context)
        if path.exists() and not self.parameterAsBoolean(parameters, "OVERWRITE", context):
            raise WorkspaceError("workspace_exists", path=str(path))

    def work(self, parameters, context, progress):
        workspace = Workspace.create(
            self._path(parameters, context),
            self.parameterAsCrs(parameters, "CRS", context),
            self.parameterAsString(parameters, "NAME", context).strip(),
            overwrite=self.parameterAsBoolean(parameters, "OVERWRITE", context),
        )
        progress.report(1.0)
        return {"OUTPUT": str(workspace.path), "TABLES": len(tables()), "SCHEMA_VERSION": SCHEMA_VERSION}

    def _path(self, parameters, context) -> Path:
        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        return path if path.suffix.lower() == ".gpkg" else path.with_name(f"{path.name}.gpkg")
