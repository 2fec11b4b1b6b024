# SPDX-License-Identifier: GPL-2.0-or-later
"""What the siting algorithms share: the parameters that decide the problem, read and checked in one place."""

import numpy as np
from qgis.core import QgsProcessingParameterDefinition, QgsProcessingParameterFile, QgsProcessingParameterNumber

from ..engine.errors import InputError
from ..gis.messages import tr
from ..gis.siting.problem import SitingOptions
from ..gis.workspace import Workspace
from .base import SmartPoleAlgorithm

LARGEST_RADIUS_M = 5000.0  # TR 38.901 UMa and UMi
REAL, WHOLE = QgsProcessingParameterNumber.Type.Double, QgsProcessingParameterNumber.Type.Integer


class SitingAlgorithm(SmartPoleAlgorithm):
    """An algorithm that builds a siting problem from a workspace."""

    GROUP_ID = "placement"

    def add_problem_parameters(self, seconds: float) -> None:
        """Workspace, budget, spacing, time, and what presets normally decide."""
        self.addParameter(QgsProcessingParameterFile("WORKSPACE", tr("Workspace"), extension="gpkg"))
        self.addParameter(QgsProcessingParameterNumber("BUDGET", tr("Budget (10,000 yuan; 0: no limit)"), REAL, 0.0))
        self.addParameter(QgsProcessingParameterNumber("SPACING", tr("Smallest distance between new sites (m)"), REAL, 50.0))
        self.addParameter(QgsProcessingParameterNumber("SECONDS", tr("Time for the search (s)"), REAL, seconds))
        self.add_advanced("CELL_SIZE", tr("Cell size (m)"), 5.0)
        self.add_advanced("RADIUS", tr("Largest distance from roofs and towers (m)"), 1500.0)
        self.add_advanced("POLE_RADIUS", tr("Largest distance from poles (m)"), 400.0)
        self.add_advanced("LOAD", tr("Load of the other sectors (0 to 1)"), 0.5)

    def add_advanced(self, name: str, title: str, default: float) -> None:
        """A number that presets normally decide."""
        parameter = QgsProcessingParameterNumber(name, title, REAL, default)
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def problem_options(self, parameters, context, max_sites: int) -> SitingOptions:
        """The parameters as options; raises `InputError` for one that cannot work."""
        names = ("BUDGET", "SPACING", "SECONDS", "CELL_SIZE", "RADIUS", "POLE_RADIUS", "LOAD")
        number = {name: self.parameterAsDouble(parameters, name, context) for name in names}
        if not np.isfinite(number["CELL_SIZE"]) or number["CELL_SIZE"] <= 0:
            raise InputError("grid_cell_size", cell_size_m=number["CELL_SIZE"])
        for name in ("RADIUS", "POLE_RADIUS"):
            if not number["CELL_SIZE"] <= number[name] <= LARGEST_RADIUS_M:
                raise InputError("radius_range", radius_m=number[name], low=number["CELL_SIZE"], high=LARGEST_RADIUS_M)
        if not number["SPACING"] >= 0:
            raise InputError("placement_spacing", spacing_m=number["SPACING"])
        if not number["SECONDS"] > 0:
            raise InputError("placement_seconds", seconds=number["SECONDS"])
        if not number["BUDGET"] >= 0:
            raise InputError("placement_budget", budget=number["BUDGET"])
        if not 0 <= number["LOAD"] <= 1:
            raise InputError("load_range", load=number["LOAD"])
        if max_sites < 1:
            raise InputError("placement_max_sites", max_sites=max_sites)
        return SitingOptions(
            cell_size_m=number["CELL_SIZE"],
            radius_m=number["RADIUS"],
            pole_radius_m=number["POLE_RADIUS"],
            spacing_m=number["SPACING"],
            max_sites=max_sites,
            budget_wy=number["BUDGET"] or None,
            load=number["LOAD"],
        )

    def workspace_of(self, parameters, context, write: bool = False) -> Workspace:
        return Workspace.open(self.parameterAsFile(parameters, "WORKSPACE", context), write=write)
