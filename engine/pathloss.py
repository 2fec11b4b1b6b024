# SPDX-License-Identifier: GPL-2.0-or-later
"""Path loss around antenna positions, one patch each, and the patches kept on disk for the next run.

A patch is the loss between isotropic antennas from one mast to every cell within a radius. It is computed over
the fan of profiles and laid on the grid; what the fan rounds in distance is put right with the free-space law.
Losses are rounded to 1/64 dB, so that a patch read back from the cache is the patch that was computed.
"""

import math
from dataclasses import dataclass, replace
from typing import Callable, Iterable, Iterator, List, Optional, Tuple

import numpy as np

from .compute import map_ordered, spread
from .errors import InputError
from .grid import Grid, Window
from .network import Mast, SectorRow
from .profiles import FanPaths, fan_index, fan_paths, make_fan, to_window, to_window_bilinear
from .progress import SILENT, Progress
from .terrain import Terrain

PATCH_VERSION = 4  #: part of every cache key; raise it when patches of the same inputs change
MOST_STEPS = 1500  # along a ray: 14 million points of a fan, some 500 MB while a patch is computed
SAMPLINGS = ("nearest", "bilinear")
_ROUNDING = 64.0  # steps per dB
_NONE = np.uint16(65535)

#: what decides the loss: paths over a fan and the mast -> dB, float32 (rays, steps)
FanModel = Callable[[FanPaths, Mast], np.ndarray]


@dataclass(frozen=True)
class PathLossSettings:
    """How far and how finely path loss is computed.

    radius_m : no cell farther from the mast is served by it, nor disturbed
    step_m : distance between samples of a profile
    rx_height_m : the receiver above ground
    model : the model's name, part of the cache key
    sampling : how a cell's loss is taken from the fan. "nearest": that of the nearest point of the fan, for models whose
        loss jumps at edges (line of sight decided by buildings). "bilinear": between the four points around the cell, for
        models of terrain; in and behind buildings the nearest point counts all the same (docs/benchmarks.md).
    """

    radius_m: float
    step_m: float
    rx_height_m: float = 1.5
    model: str = "tr38901"
    sampling: str = "nearest"

    def __post_init__(self):
        if self.sampling not in SAMPLINGS:
            raise InputError("fan_sampling", sampling=self.sampling, choices=", ".join(SAMPLINGS))
        if not np.isfinite(self.radius_m) or self.radius_m <= 0:
            raise InputError("radius_value", radius_m=self.radius_m)
        if not np.isfinite(self.step_m) or not 0 < self.step_m <= self.radius_m:
            raise InputError("fan_size", radius_m=self.radius_m, step_m=self.step_m)
        if self.radius_m / self.step_m > MOST_STEPS:
            least = math.ceil(self.radius_m / MOST_STEPS)
            raise InputError("fan_too_large", radius_m=self.radius_m, step_m=self.step_m, most_m=self.step_m * MOST_STEPS, least_m=least)
        if not np.isfinite(self.rx_height_m) or self.rx_height_m <= 0:
            raise InputError("receiver_height", height_m=self.rx_height_m)


@dataclass(frozen=True)
class Patch:
    """Path loss from a mast: `loss_db` float32 (rows, columns) on `window`, nan beyond the radius."""

    mast: Mast
    window: Window
    loss_db: np.ndarray


def tr38901(paths: FanPaths, mast: Mast) -> np.ndarray:
    """3GPP TR 38.901 with the scenario of the mast, line of sight decided along each ray."""
    from .propagation.tr38901_fan import tr38901_over_fan

    loss_db, _ = tr38901_over_fan(paths, mast.scenario)
    return loss_db


def tr38901_statistical(paths: FanPaths, mast: Mast) -> np.ndarray:
    """The same where no building is known: the mean in dB of LOS and NLOS, weighted with the LOS probability."""
    from .propagation.tr38901_fan import tr38901_over_fan

    loss_db, _ = tr38901_over_fan(paths, mast.scenario, buildings_known=False)
    return loss_db


def free_space_loss_db(frequency_mhz: float, distance_m) -> np.ndarray:
    """Free-space basic transmission loss, Recommendation ITU-R P.525-4 §2.3: 32.45 + 20 lg f + 20 lg d(km)."""
    return 20 * np.log10(np.maximum(distance_m, 1.0)) + (32.45 - 60 + 20 * np.log10(frequency_mhz))


@dataclass(frozen=True)
class Rays:
    """Some rays of the fan of any mast of a run: one thing that can be sent to another process.

    start, end : which rays; a ray's loss does not depend on the others
    """

    terrain: Terrain
    settings: PathLossSettings
    model: FanModel
    start: int = 0
    end: Optional[int] = None

    def __call__(self, mast: Mast) -> Tuple[np.ndarray, Optional[np.ndarray]]:
        """(loss beyond the free-space law, dB, float32; points in and behind buildings, bool, or None without any), (rays, steps)."""
        settings = self.settings
        fan = make_fan(settings.radius_m, settings.step_m)
        fan = replace(fan, azimuth_rad=fan.azimuth_rad[self.start : self.end])
        paths = fan_paths(self.terrain, fan, mast.x_m, mast.y_m, mast.height_m, settings.rx_height_m, mast.frequency_mhz)
        rise2_m2 = (mast.height_m - settings.rx_height_m) ** 2
        spreading_db = 10 * np.log10(np.maximum(fan.distance_m**2 + rise2_m2, 1.0)).astype(np.float32)
        excess_db = self.model(paths, mast).astype(np.float32, copy=False) - spreading_db
        if settings.sampling != "bilinear" or not paths.building_m.any():
            return excess_db, None
        return excess_db, np.logical_or.accumulate(paths.building_m > 0, axis=1)


def compute_patch(
    terrain: Terrain,
    grid: Grid,
    mast: Mast,
    settings: PathLossSettings,
    model: FanModel = tr38901,
    over_fan: Optional[Callable[[Mast], Tuple[np.ndarray, Optional[np.ndarray]]]] = None,
) -> Optional[Patch]:
    """Path loss from a mast to the cells of `grid` within the radius, never below free space; None when there are none.

    `terrain` may lie on a larger grid than the one that is computed. `over_fan` gives what `Rays` gives for all rays.
    """
    fan = make_fan(settings.radius_m, settings.step_m)
    window, index = fan_index(fan, grid, mast.x_m, mast.y_m)
    if window is None or not index.inside.any():
        return None
    excess_db, behind = (over_fan or Rays(terrain, settings, model))(mast)
    rise2_m2 = (mast.height_m - settings.rx_height_m) ** 2
    if settings.sampling == "bilinear":
        loss_db = to_window_bilinear(index, fan, excess_db, nearest=behind)
    else:
        loss_db = to_window(index, excess_db)
    distance2_m2 = index.distance_m**2 + np.float32(rise2_m2)
    loss_db += 10 * np.log10(np.maximum(distance2_m2, 1.0))
    loss_db = np.fmax(loss_db, free_space_loss_db(mast.frequency_mhz, np.sqrt(distance2_m2)))
    loss_db[~index.inside] = np.nan
    return Patch(mast, window, (np.rint(loss_db * _ROUNDING) / _ROUNDING).astype(np.float32))


@dataclass(frozen=True)
class PatchWork:
    """`compute_patch` for any mast of a run: one thing that can be sent to another process."""

    terrain: Terrain
    grid: Grid
    settings: PathLossSettings
    model: FanModel = tr38901

    def __call__(self, mast: Mast) -> Optional[Patch]:
        return compute_patch(self.terrain, self.grid, mast, self.settings, self.model)


def patch_of(
    terrain: Terrain,
    grid: Grid,
    mast: Mast,
    settings: PathLossSettings,
    model: FanModel = tr38901,
    cache=None,
    work: Optional[Callable[[Mast], Optional[Patch]]] = None,
) -> Optional[Patch]:
    """The patch of a mast, from the cache (a `PatchCache`) when there is one; `work` computes it in the place of a `PatchWork`."""
    work = PatchWork(terrain, grid, settings, model) if work is None else work
    return work(mast) if cache is None else cache.get_or_compute(terrain, grid, mast, settings, lambda: work(mast))


def pack(loss_db: np.ndarray) -> np.ndarray:
    """A patch's losses as uint16, 1/64 dB each."""
    steps = np.clip(np.rint(np.nan_to_num(loss_db, nan=0.0) * _ROUNDING), 0, 65534).astype(np.uint16)
    return np.where(np.isfinite(loss_db), steps, _NONE)


def unpack(steps: np.ndarray) -> np.ndarray:
    """The losses that `pack` packed."""
    loss_db = steps.astype(np.float32) / np.float32(_ROUNDING)
    loss_db[steps == _NONE] = np.nan
    return loss_db


def by_mast(rows: Iterable[SectorRow]) -> List[Tuple[Mast, List[SectorRow]]]:
    """Sectors grouped by antenna position, in the order in which the positions first appear."""
    groups = {}
    for row in rows:
        groups.setdefault(row.mast, []).append(row)
    return list(groups.items())


def iterate_patches(
    terrain: Terrain,
    grid: Grid,
    masts: Iterable[Mast],
    settings: PathLossSettings,
    model: FanModel = tr38901,
    cache=None,
    executor=None,
    progress: Progress = SILENT,
) -> Iterator[Optional[Patch]]:
    """The patch of each mast in order (None where no cell is in reach), streaming; `cache` is a `PatchCache` or None.

    executor : None starts threads and worker processes of its own (`compute.spread`)
    """
    masts = list(masts)
    with spread(PatchWork(terrain, grid, settings, model), len(masts), executor) as (pool, work):

        def one(mast: Mast) -> Optional[Patch]:
            return patch_of(terrain, grid, mast, settings, model, cache, work)

        for done, patch in enumerate(map_ordered(one, masts, pool, progress=progress)):
            yield patch
            progress.report((done + 1) / max(1, len(masts)))
