# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands between an antenna and a receiver: ground, buildings and clutter on one grid."""

from dataclasses import dataclass, field
from typing import Optional, Tuple

import numpy as np

from .errors import InputError
from .grid import Grid

UNKNOWN_CLASS = -1  #: of land cover


@dataclass(frozen=True)
class Terrain:
    """Heights on a grid, each a float32 array of the grid's shape.

    ground_m : above sea level; flat zero where no terrain model was given
    building_m : roof height above ground, 0 where no building stands
    clutter_m : representative clutter height above ground from land cover (trees, suburbs), 0 where open;
        used by the models that know clutter (P.1812, P.452), not by those that decide line of sight
    assumptions : what was assumed, in the order it was found ("flat_terrain", "building_height_assumed:329", ...)
    landcover_class : land-cover class of each cell, integers of some table, `UNKNOWN_CLASS` where there is none; for models
        calibrated by class, None otherwise
    """

    grid: Grid
    ground_m: np.ndarray
    building_m: np.ndarray
    clutter_m: Optional[np.ndarray] = None
    assumptions: Tuple[str, ...] = field(default=())
    landcover_class: Optional[np.ndarray] = None

    def __post_init__(self):
        for name in ("ground_m", "building_m", "clutter_m", "landcover_class"):
            values = getattr(self, name)
            if values is None:
                continue
            if values.shape != self.grid.shape:
                raise InputError("terrain_shape", layer=name, shape=values.shape, expected=self.grid.shape)
            if name == "landcover_class" and values.dtype.kind != "i":
                raise InputError("terrain_classes", kind=str(values.dtype))
            if not np.isfinite(values).all():
                raise InputError("terrain_not_finite", layer=name, cells=int((~np.isfinite(values)).sum()))

    @classmethod
    def flat(cls, grid: Grid, building_m: Optional[np.ndarray] = None) -> "Terrain":
        """Level ground at 0 m, with buildings where given; says so in its assumptions."""
        ground = np.zeros(grid.shape, np.float32)
        building = np.zeros(grid.shape, np.float32) if building_m is None else np.asarray(building_m, np.float32)
        return cls(grid, ground, building, assumptions=("flat_terrain",))

    @property
    def surface_m(self) -> np.ndarray:
        """Ground plus buildings, above sea level, float32."""
        return self.ground_m + self.building_m

    @property
    def is_building(self) -> np.ndarray:
        """Whether a cell is built over, bool."""
        return self.building_m > 0
