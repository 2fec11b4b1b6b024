# SPDX-License-Identifier: GPL-2.0-or-later
"""What a terrain has beside ground and buildings of the workspace: a surface model, land cover; kept with every result."""

from typing import Any, Dict, Mapping, NamedTuple, Tuple

from ...engine.surface import with_surface
from ...engine.terrain import Terrain
from ..workspace import Workspace
from .landcover import clutter_table, read_classes, with_clutter
from .rasters import read_elevation
from .vectors import wkt_of


class TerrainInputs(NamedTuple):
    """dsm, landcover : sources of rasters, empty for none

    landcover_table : key of the table of its classes, empty without land cover
    landcover_heights : class, as text, -> own height in metres in place of the table's
    """

    dsm: str = ""
    landcover: str = ""
    landcover_table: str = ""
    landcover_heights: Mapping[str, float] = {}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "TerrainInputs":
        """The inputs in a record of a result; none where it does not name them."""
        cover = str(record.get("LANDCOVER") or "")
        table = str(record.get("LANDCOVER_TABLE") or "") if cover else ""
        return cls(str(record.get("DSM") or ""), cover, table, dict(record.get("LANDCOVER_HEIGHTS") or {}) if cover else {})

    def recorded(self) -> Dict[str, Any]:
        """As they are kept with a result."""
        record: Dict[str, Any] = {"DSM": self.dsm, "LANDCOVER": self.landcover}
        if self.landcover:
            record["LANDCOVER_TABLE"] = self.landcover_table
            if self.landcover_heights:
                record["LANDCOVER_HEIGHTS"] = dict(self.landcover_heights)
        return record

    def classes(self) -> Dict[int, Dict[str, Any]]:
        """The table of classes with the own heights; `InputError` for an unknown table or a height that cannot be."""
        return clutter_table(self.landcover_table, {int(value): float(height) for value, height in self.landcover_heights.items()})


def with_inputs(workspace: Workspace, terrain: Terrain, inputs: TerrainInputs, ground_known: bool) -> Terrain:
    """The terrain with what was chosen; `ground_known`: a terrain model was given.

    Raises
    ------
    InputError : a raster that cannot be read, or a table or height that cannot be.
    """
    wkt = wkt_of(workspace.crs)
    if inputs.dsm:
        terrain = with_surface(terrain, read_elevation(inputs.dsm, terrain.grid, wkt), ground_known)
    if inputs.landcover:
        terrain = with_clutter(terrain, read_classes(inputs.landcover, terrain.grid, wkt), inputs.classes())
    return terrain


def split(inputs: TerrainInputs) -> Tuple[TerrainInputs, TerrainInputs]:
    """The surface model alone, and the land cover alone: each can be missing for itself."""
    return TerrainInputs(dsm=inputs.dsm), inputs._replace(dsm="")
