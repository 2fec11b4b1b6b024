# SPDX-License-Identifier: GPL-2.0-or-later
"""Terrain profiles along rays around a mast, all rays at once, and the way back to the grid.

A *fan* is a set of rays from a mast, as dense at its rim as the grid; heights are sampled once per
ray, so that every cell's profile costs next to nothing. The fan's shape depends only on radius and
cell size, so all masts share it; a mast that is not at a cell centre keeps its true position
when heights are sampled, and picks the nearest of a few prepared fan-to-window tables.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Optional

import numpy as np

from .errors import InputError
from .grid import Grid, Window
from .terrain import UNKNOWN_CLASS, Terrain

_OFFSET_STEPS = 4  # sub-cell positions of a mast per axis for which a fan-to-window table is kept


@dataclass(frozen=True)
class Fan:
    """Rays around a mast: `azimuth_rad` (rays,), clockwise from grid north; `distance_m` (steps,), from 0 outwards."""

    radius_m: float
    step_m: float
    azimuth_rad: np.ndarray
    distance_m: np.ndarray

    @property
    def shape(self):
        """(rays, steps)."""
        return self.azimuth_rad.size, self.distance_m.size


@lru_cache(maxsize=32)
def make_fan(radius_m: float, step_m: float) -> Fan:
    """A fan whose rays are one step apart at the rim."""
    if not (np.isfinite(radius_m) and np.isfinite(step_m)) or step_m <= 0 or radius_m < step_m:
        raise InputError("fan_size", radius_m=radius_m, step_m=step_m)
    steps = int(np.ceil(radius_m / step_m)) + 1
    rays = max(8, int(np.ceil(2 * np.pi * (steps - 1))))
    azimuth = np.arange(rays, dtype=np.float64) * (2 * np.pi / rays)
    distance = np.arange(steps, dtype=np.float64) * step_m
    azimuth.setflags(write=False)
    distance.setflags(write=False)
    return Fan(float(radius_m), float(step_m), azimuth, distance)


@dataclass(frozen=True)
class FanIndex:
    """Where on a fan each cell of a window lies.

    row_offset, column_offset : the window's first cell relative to the mast's cell
    flat_index : (rows, columns) int32, ray * steps + step of the nearest fan point; -1 outside the radius
    distance_m : (rows, columns) float32, from the mast (to the prepared sub-cell position) to the cell centre
    azimuth_rad : (rows, columns) float32, clockwise from grid north
    """

    row_offset: int
    column_offset: int
    flat_index: np.ndarray
    distance_m: np.ndarray
    azimuth_rad: np.ndarray

    @property
    def inside(self) -> np.ndarray:
        """Cells within the radius."""
        return self.flat_index >= 0


@lru_cache(maxsize=128)
def _fan_index(radius_m: float, step_m: float, cell_size_m: float, quarter_x: int, quarter_y: int) -> FanIndex:
    fan = make_fan(radius_m, step_m)
    reach = int(np.ceil(radius_m / cell_size_m))
    offset = (np.array([quarter_x, quarter_y]) + 0.5) / _OFFSET_STEPS - 0.5  # of the mast, in cells, from its cell's centre
    columns = (np.arange(-reach, reach + 1) - offset[0]) * cell_size_m
    rows = (np.arange(-reach, reach + 1) - offset[1]) * cell_size_m  # growing to the south
    distance = np.hypot(columns[None, :], rows[:, None])
    azimuth = np.mod(np.arctan2(columns[None, :], -rows[:, None]), 2 * np.pi)
    rays, steps = fan.shape
    ray = np.rint(azimuth / (2 * np.pi) * rays).astype(np.int64) % rays
    step = np.rint(distance / fan.step_m).astype(np.int64)
    flat = np.where((distance <= radius_m) & (step < steps), ray * steps + np.minimum(step, steps - 1), -1)
    return FanIndex(-reach, -reach, flat.astype(np.int32), distance.astype(np.float32), azimuth.astype(np.float32))


def fan_index(fan: Fan, grid: Grid, x_m: float, y_m: float):
    """The window of grid cells within the fan's radius of a mast, and where each lies on the fan.

    Returns
    -------
    (Window, FanIndex), the index already cut to the window; (None, None) when no cell is within reach.
    """
    u = (x_m - grid.x_min_m) / grid.cell_size_m
    v = (grid.y_max_m - y_m) / grid.cell_size_m
    column, row = int(np.floor(u)), int(np.floor(v))
    quarter_x = min(_OFFSET_STEPS - 1, int((u - column) * _OFFSET_STEPS))
    quarter_y = min(_OFFSET_STEPS - 1, int((v - row) * _OFFSET_STEPS))
    full = _fan_index(fan.radius_m, fan.step_m, grid.cell_size_m, quarter_x, quarter_y)
    size = full.flat_index.shape[0]
    top, left = row + full.row_offset, column + full.column_offset
    cut_top, cut_left = max(0, -top), max(0, -left)
    bottom, right = min(size, grid.rows - top), min(size, grid.columns - left)
    if bottom <= cut_top or right <= cut_left:
        return None, None
    cut = slice(cut_top, bottom), slice(cut_left, right)
    window = Window(top + cut_top, left + cut_left, bottom - cut_top, right - cut_left)
    index = FanIndex(
        full.row_offset + cut_top,
        full.column_offset + cut_left,
        full.flat_index[cut],
        full.distance_m[cut],
        full.azimuth_rad[cut],
    )
    return window, index


def _nearest_cells(grid: Grid, row: np.ndarray, column: np.ndarray):
    """(flat index of the nearest cell, whether it is on the grid or None where all are)."""
    if row.min() >= 0 and row.max() < grid.rows and column.min() >= 0 and column.max() < grid.columns:
        return row.astype(np.int32) * np.int32(grid.columns) + column.astype(np.int32), None
    rows, columns = np.floor(row).astype(np.int32), np.floor(column).astype(np.int32)
    inside = (rows >= 0) & (rows < grid.rows) & (columns >= 0) & (columns < grid.columns)
    return np.where(inside, rows * np.int32(grid.columns) + columns, 0), inside


def _take_nearest(grid: Grid, values: np.ndarray, cell: np.ndarray, inside: Optional[np.ndarray], outside: float) -> np.ndarray:
    sampled = np.take(values.reshape(-1), cell)
    return sampled if inside is None else np.where(inside, sampled, np.asarray(outside, values.dtype))


def _take_bilinear(grid: Grid, values: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    row = np.minimum(np.maximum(row - np.float32(0.5), np.float32(0)), np.float32(grid.rows - 1))
    column = np.minimum(np.maximum(column - np.float32(0.5), np.float32(0)), np.float32(grid.columns - 1))
    top = np.minimum(row.astype(np.int32), max(0, grid.rows - 2))
    left = np.minimum(column.astype(np.int32), max(0, grid.columns - 2))
    down, across = row - top.astype(np.float32), column - left.astype(np.float32)
    flat = values.reshape(-1)
    cell = top * np.int32(grid.columns) + left
    right, below = int(grid.columns > 1), grid.columns * int(grid.rows > 1)
    upper, lower = (np.take(flat, cell + shift).astype(np.float32, copy=False) for shift in (0, below))
    upper += (np.take(flat, cell + right) - upper) * across
    lower += (np.take(flat, cell + (below + right)) - lower) * across
    return (upper + (lower - upper) * down).astype(np.float32, copy=False)


def to_window(index: FanIndex, fan_values: np.ndarray, outside=np.nan) -> np.ndarray:
    """Fan values (rays, steps) laid on the window's cells; `outside` beyond the radius."""
    laid = np.take(fan_values.reshape(-1), np.maximum(index.flat_index, 0))
    laid[index.flat_index < 0] = outside
    return laid


def to_window_bilinear(index: FanIndex, fan: Fan, fan_values: np.ndarray, outside=np.nan, nearest=None) -> np.ndarray:
    """Fan values (rays, steps) laid on the window's cells between the four nearest fan points, float32.

    For values that change smoothly, such as loss over terrain: it halves the error at the edges of shadows. What
    buildings decide has edges that this would blur.

    nearest : bool (rays, steps), fan points that are not to be mixed with others: a cell that has one among its four
        takes its nearest point instead
    """
    rays, steps = fan.shape
    azimuth = index.azimuth_rad * np.float32(rays / (2 * np.pi))
    out = np.minimum(index.distance_m * np.float32(1 / fan.step_m), np.float32(steps - 1))
    ray, step = azimuth.astype(np.int32), np.minimum(out.astype(np.int32), steps - 2)
    azimuth -= ray
    out -= step
    left = ray % rays * np.int32(steps) + step
    right = (ray + 1) % rays * np.int32(steps) + step
    laid = _across(fan_values, left, right, azimuth)
    laid += (_across(fan_values, left + 1, right + 1, azimuth) - laid) * out
    if nearest is not None:
        flat = nearest.reshape(-1)
        apart = np.take(flat, left) | np.take(flat, right) | np.take(flat, left + 1) | np.take(flat, right + 1)
        laid[apart] = np.take(fan_values.reshape(-1), np.maximum(index.flat_index[apart], 0))
    laid[index.flat_index < 0] = outside
    return laid


def _across(fan_values, left, right, share):
    flat = fan_values.reshape(-1)
    near = np.take(flat, left).astype(np.float32, copy=False)
    near += (np.take(flat, right) - near) * share
    return near


def _fan_cells(grid: Grid, fan: Fan, x_m: float, y_m: float):
    """Fractional row and column of every fan point, float32 (rays, steps)."""
    azimuth = fan.azimuth_rad[:, None]
    distance = (fan.distance_m / grid.cell_size_m).astype(np.float32)
    column = (x_m - grid.x_min_m) / grid.cell_size_m + np.sin(azimuth).astype(np.float32) * distance
    row = (grid.y_max_m - y_m) / grid.cell_size_m - np.cos(azimuth).astype(np.float32) * distance
    return row.astype(np.float32), column.astype(np.float32)


@dataclass(frozen=True)
class FanPaths:
    """Every path from one antenna to every point of a fan: what a model over a fan is given.

    distance_m : (steps,) float64, from 0 at the mast
    ground_m, building_m : (rays, steps) float32, above sea level and above ground; step 0 is the mast's own cell
    clutter_m : (rays, steps) float32 above ground, or None where no land cover is known
    tx_height_m, rx_height_m : antenna heights above ground
    frequency_mhz : carrier frequency
    landcover_class : (rays, steps) integers, `terrain.UNKNOWN_CLASS` where unknown; None where the terrain has none
    azimuth_rad : (rays,) clockwise from north; None: evenly all round
    """

    distance_m: np.ndarray
    ground_m: np.ndarray
    building_m: np.ndarray
    clutter_m: Optional[np.ndarray]
    tx_height_m: float
    rx_height_m: float
    frequency_mhz: float
    landcover_class: Optional[np.ndarray] = None
    azimuth_rad: Optional[np.ndarray] = None


def fan_paths(
    terrain: Terrain,
    fan: Fan,
    x_m: float,
    y_m: float,
    tx_height_m: float,
    rx_height_m: float,
    frequency_mhz: float,
    bilinear_ground: bool = True,
) -> FanPaths:
    """Sample a terrain once per ray around a mast.

    bilinear_ground : the ground between cell centres, beyond the grid the edge's; else the nearest cell's, whose
        stairs cost some dB behind ridges (docs/benchmarks.md). Buildings, clutter and land-cover classes have edges and
        are always the nearest cell's.
    """
    grid = terrain.grid
    row, column = _fan_cells(grid, fan, x_m, y_m)
    nearest = _nearest_cells(grid, row, column)
    if bilinear_ground:
        ground = _take_bilinear(grid, terrain.ground_m, row, column)
    else:
        inside = bool(grid.contains(x_m, y_m))
        edge = float(terrain.ground_m[grid.row_column(x_m, y_m)]) if inside else float(terrain.ground_m.mean())
        ground = _take_nearest(grid, terrain.ground_m, *nearest, edge)
    return FanPaths(
        fan.distance_m,
        ground,
        _take_nearest(grid, terrain.building_m, *nearest, 0.0),
        None if terrain.clutter_m is None else _take_nearest(grid, terrain.clutter_m, *nearest, 0.0),
        float(tx_height_m),
        float(rx_height_m),
        float(frequency_mhz),
        None if terrain.landcover_class is None else _take_nearest(grid, terrain.landcover_class, *nearest, UNKNOWN_CLASS),
        fan.azimuth_rad,
    )
