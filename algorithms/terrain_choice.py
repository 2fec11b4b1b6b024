# SPDX-License-Identifier: GPL-2.0-or-later
"""What several algorithms ask about the terrain beside its model: surface model, land cover, its table, heights of one's own."""

from typing import NamedTuple

from qgis.core import (
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterRasterLayer,
)

from ..engine.terrain import Terrain
from ..gis.messages import tr
from ..gis.readers.landcover import clutter_table, heights_of, table_names
from ..gis.readers.terrain_inputs import TerrainInputs, with_inputs


class TerrainChoice(NamedTuple):
    """terrain : with what was chosen; table : key of the land-cover table, empty without land cover; record : for results."""

    terrain: Terrain
    table: str
    record: dict


def add_terrain_choices(algorithm) -> None:
    """Declare the parameters, all for those who know why."""
    headers = [tr("class"), tr("height (m)")]
    for parameter in (
        QgsProcessingParameterRasterLayer("DSM", tr("Surface model (roofs and treetops)"), optional=True),
        QgsProcessingParameterRasterLayer("LANDCOVER", tr("Land cover"), optional=True),
        QgsProcessingParameterEnum("LANDCOVER_TABLE", tr("Classes of the land cover"), [n for _, n in table_names()], defaultValue=0),
        QgsProcessingParameterMatrix("LANDCOVER_HEIGHTS", tr("Own heights of classes"), 1, False, headers, [], optional=True),
    ):
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        algorithm.addParameter(parameter)


def check_terrain_choices(algorithm, parameters, context) -> None:
    """InputError for heights that cannot be."""
    terrain_inputs(algorithm, parameters, context)


def terrain_inputs(algorithm, parameters, context) -> TerrainInputs:
    """What was chosen, checked."""
    key = table_names()[algorithm.parameterAsEnum(parameters, "LANDCOVER_TABLE", context)][0]
    own = heights_of(algorithm.parameterAsMatrix(parameters, "LANDCOVER_HEIGHTS", context))
    clutter_table(key, own)
    surface, cover = (algorithm.parameterAsRasterLayer(parameters, name, context) for name in ("DSM", "LANDCOVER"))
    chosen = TerrainInputs(dsm=surface.source() if surface is not None else "")
    if cover is None:
        return chosen
    heights = {str(value): height for value, height in own.items()}
    return chosen._replace(landcover=cover.source(), landcover_table=key, landcover_heights=heights)


def chosen_terrain(algorithm, parameters, context, workspace, terrain: Terrain) -> TerrainChoice:
    """A terrain with the surface model and the land cover that were chosen, if any."""
    inputs = terrain_inputs(algorithm, parameters, context)
    ground_known = algorithm.parameterAsRasterLayer(parameters, "DEM", context) is not None
    return TerrainChoice(with_inputs(workspace, terrain, inputs, ground_known), inputs.landcover_table, inputs.recorded())
