# SPDX-License-Identifier: GPL-2.0-or-later
"""A surface model (DSM: roofs and treetops) taken apart into ground, buildings and clutter."""

from dataclasses import replace

import numpy as np

from .errors import DependencyError, InputError
from .terrain import Terrain

LEAST_M = 2.0  # what rises less above the ground is noise, cars and hedges


def with_surface(terrain: Terrain, surface_m: np.ndarray, ground_known: bool = True) -> Terrain:
    """A terrain whose buildings are as high as a surface model says; what was assumed is added to its assumptions.

    Parameters
    ----------
    terrain : ground, and buildings where they are known
    surface_m : (rows, columns) above sea level, on the terrain's grid
    ground_known : False where no terrain model was given: the ground is then the surface outside the known buildings,
        and under each of them that of the nearest cell outside

    Within known buildings the surface takes the place of their heights. What rises more than 2 m elsewhere is clutter
    (trees), which decides no line of sight; where no building is known at all it counts as buildings.

    Raises
    ------
    InputError "terrain_shape", "terrain_not_finite"; DependencyError without scipy where the ground is not known.
    """
    surface = np.asarray(surface_m, np.float32)
    if surface.shape != terrain.grid.shape:
        raise InputError("terrain_shape", layer="surface_m", shape=surface.shape, expected=terrain.grid.shape)
    if not np.isfinite(surface).all():
        raise InputError("terrain_not_finite", layer="surface_m", cells=int((~np.isfinite(surface)).sum()))
    built = terrain.is_building
    assumed = [code for code in terrain.assumptions if code != "flat_terrain"]
    if ground_known:
        ground = terrain.ground_m
    else:
        ground = _around(surface, built) if built.any() else surface
        assumed.append("ground_from_surface" if built.any() else "surface_as_ground")
    above = np.maximum(surface - ground, 0)
    above = np.where(above > LEAST_M, above, np.float32(0)).astype(np.float32)
    if not built.any():
        assumed = [code for code in assumed if code != "no_buildings" or not above.any()]
        return replace(terrain, ground_m=ground, building_m=above, assumptions=tuple(assumed))
    building = np.where(built, above, np.float32(0))
    clutter = np.where(built, np.float32(0), above)
    if terrain.clutter_m is not None:
        clutter = np.maximum(clutter, terrain.clutter_m)
    return replace(terrain, ground_m=ground, building_m=building, clutter_m=clutter, assumptions=tuple(assumed))


def _around(values: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """The values, those of hidden cells replaced with the nearest cell's that is not."""
    try:
        from scipy.ndimage import distance_transform_edt
    except ImportError as error:
        raise DependencyError("scipy_missing", package="scipy", details=str(error)) from error
    if hidden.all():
        return np.full_like(values, values.min())
    row, column = distance_transform_edt(hidden, return_distances=False, return_indices=True)
    return values[row, column]
