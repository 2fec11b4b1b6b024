# SPDX-License-Identifier: GPL-2.0-or-later
"""What several algorithms ask about the terrain beside its model: surface model, land cover, its table, heights of one's own."""

from typing import NamedTuple

from qgis.core import (
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterRasterLayer,
)

from ..engine.surface import with_surface
from ..engine.terrain import Terrain
from ..gis.messages import tr
from ..gis.readers.landcover import clutter_table, heights_of, read_classes, table_names, with_clutter
from ..gis.readers.rasters import read_elevation
from ..gis.readers.vectors import wkt_of


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
    _table(algorithm, parameters, context)


def chosen_terrain(algorithm, parameters, context, workspace, terrain: Terrain) -> TerrainChoice:
    """A terrain with the surface model and the land cover that were chosen, if any."""
    wkt = wkt_of(workspace.crs)
    surface = algorithm.parameterAsRasterLayer(parameters, "DSM", context)
    record = {"DSM": surface.source() if surface is not None else "", "LANDCOVER": ""}
    if surface is not None:
        ground_known = algorithm.parameterAsRasterLayer(parameters, "DEM", context) is not None
        terrain = with_surface(terrain, read_elevation(surface.source(), terrain.grid, wkt), ground_known)
    cover = algorithm.parameterAsRasterLayer(parameters, "LANDCOVER", context)
    if cover is None:
        return TerrainChoice(terrain, "", record)
    key, table, own = _table(algorithm, parameters, context)
    terrain = with_clutter(terrain, read_classes(cover.source(), terrain.grid, wkt), table)
    heights = {"LANDCOVER_HEIGHTS": {str(value): height for value, height in own.items()}} if own else {}
    return TerrainChoice(terrain, key, {**record, "LANDCOVER": cover.source(), "LANDCOVER_TABLE": key, **heights})


def _table(algorithm, parameters, context):
    key = table_names()[algorithm.parameterAsEnum(parameters, "LANDCOVER_TABLE", context)][0]
    own = heights_of(algorithm.parameterAsMatrix(parameters, "LANDCOVER_HEIGHTS", context))
    return key, clutter_table(key, own), own
