# SPDX-License-Identifier: GPL-2.0-or-later
"""The land-cover parameters that several algorithms have: raster, table of its classes, and heights of one's own."""

from typing import NamedTuple

from qgis.core import (
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterRasterLayer,
)

from ..engine.terrain import Terrain
from ..gis.messages import tr
from ..gis.readers.landcover import clutter_table, heights_of, read_classes, table_names, with_clutter
from ..gis.readers.vectors import wkt_of


class LandCover(NamedTuple):
    """terrain : with classes and clutter heights; table : key of the table, empty without land cover; record : for results."""

    terrain: Terrain
    table: str
    record: dict


def add_land_cover(algorithm) -> None:
    """Declare the parameters, all for those who know why."""
    headers = [tr("class"), tr("height (m)")]
    for parameter in (
        QgsProcessingParameterRasterLayer("LANDCOVER", tr("Land cover"), optional=True),
        QgsProcessingParameterEnum("LANDCOVER_TABLE", tr("Classes of the land cover"), [n for _, n in table_names()], defaultValue=0),
        QgsProcessingParameterMatrix("LANDCOVER_HEIGHTS", tr("Own heights of classes"), 1, False, headers, [], optional=True),
    ):
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        algorithm.addParameter(parameter)


def check_land_cover(algorithm, parameters, context) -> None:
    """InputError for heights that cannot be."""
    _table(algorithm, parameters, context)


def land_cover(algorithm, parameters, context, workspace, terrain: Terrain) -> LandCover:
    """A terrain with the land cover that was chosen, if any."""
    cover = algorithm.parameterAsRasterLayer(parameters, "LANDCOVER", context)
    if cover is None:
        return LandCover(terrain, "", {"LANDCOVER": ""})
    key, table, own = _table(algorithm, parameters, context)
    terrain = with_clutter(terrain, read_classes(cover.source(), terrain.grid, wkt_of(workspace.crs)), table)
    heights = {"LANDCOVER_HEIGHTS": {str(value): height for value, height in own.items()}} if own else {}
    return LandCover(terrain, key, {"LANDCOVER": cover.source(), "LANDCOVER_TABLE": key, **heights})


def _table(algorithm, parameters, context):
    key = table_names()[algorithm.parameterAsEnum(parameters, "LANDCOVER_TABLE", context)][0]
    own = heights_of(algorithm.parameterAsMatrix(parameters, "LANDCOVER_HEIGHTS", context))
    return key, clutter_table(key, own), own
