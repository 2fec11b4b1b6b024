# SPDX-License-Identifier: GPL-2.0-or-later
"""Parameters that many algorithms ask for, declared and read in one place."""

from typing import Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
)

from ..gis.messages import tr
from ..gis.workspace import Workspace


class SharedParameters:
    """Mixed into every algorithm: `add_…` in `initAlgorithm`, the rest in `check` and `work`."""

    def add_workspace(self) -> None:
        """WORKSPACE: the plan."""
        self.addParameter(QgsProcessingParameterFile("WORKSPACE", tr("Workspace"), extension="gpkg"))

    def workspace_of(self, parameters, context, write: bool = False) -> Workspace:
        """The workspace that was chosen; WorkspaceError when it cannot be opened."""
        return Workspace.open(self.parameterAsFile(parameters, "WORKSPACE", context), write=write)

    def add_sites(self, planned: bool) -> None:
        """SITES: today's network or that of the plan too, which is usual where `planned`."""
        sites = [tr("existing sites"), tr("existing and planned sites")]
        self.addParameter(QgsProcessingParameterEnum("SITES", tr("Sites that count"), sites, defaultValue=int(planned)))

    def with_planned(self, parameters, context) -> bool:
        """Whether the planned sites count too."""
        return self.parameterAsEnum(parameters, "SITES", context) == 1

    def add_terrain_model(self) -> None:
        """DEM: heights of the ground."""
        self.addParameter(QgsProcessingParameterRasterLayer("DEM", tr("Terrain model (none: level ground)"), optional=True))

    def raster_path(self, parameters, name: str, context) -> Optional[str]:
        """The file of a raster layer that was chosen, or None."""
        layer = self.parameterAsRasterLayer(parameters, name, context)
        return None if layer is None else layer.source()

    def add_folded(self, parameter: QgsProcessingParameterDefinition) -> None:
        """A parameter for those who know why."""
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def add_extra_layer(self, name: str, title: str, kind) -> None:
        """A vector layer or table that is written only when it is asked for."""
        self.addParameter(QgsProcessingParameterFeatureSink(name, title, kind, optional=True, createByDefault=False))

    def add_number(self, name: str, title: str) -> None:
        """A number among the results."""
        self.addOutput(QgsProcessingOutputNumber(name, title))
