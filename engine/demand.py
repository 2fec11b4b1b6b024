# SPDX-License-Identifier: GPL-2.0-or-later
"""What is asked of the network: service levels A to D, where they apply, and how many people are where."""

from dataclasses import dataclass
from typing import Any, Mapping, Optional, Tuple

import numpy as np

from .errors import InputError
from .grid import Grid


@dataclass(frozen=True)
class Level:
    """What a service level asks for: thresholds outdoors at the receiver's height, and the share of area to reach."""

    code: str
    ss_rsrp_dbm: float
    ss_sinr_db: float
    downlink_mbps: float
    uplink_mbps: float
    area_target_pct: float


@dataclass(frozen=True)
class KeyArea:
    """A key area on the grid.

    cells : int64, flat indices of its cells within the plan area (key areas may overlap)
    target_pct : share of area to be served; None where no target is set
    ss_rsrp_dbm : a threshold of its own, stricter or milder than the level's; None for the level's
    """

    area_id: str
    name: str
    kind: str
    cells: np.ndarray
    target_pct: Optional[float] = None
    ss_rsrp_dbm: Optional[float] = None


@dataclass(frozen=True)
class Demand:
    """Levels, weights and key areas on a grid.

    level : uint8 (rows, columns), 0 outside the plan area, else 1 + index into `levels`
    weight : float32 (rows, columns), people, >= 0
    outdoor : bool (rows, columns), False where a building stands
    """

    grid: Grid
    levels: Tuple[Level, ...]
    level: np.ndarray
    weight: np.ndarray
    outdoor: np.ndarray
    key_areas: Tuple[KeyArea, ...] = ()
    assumptions: Tuple[str, ...] = ()

    def __post_init__(self):
        for name in ("level", "weight", "outdoor"):
            if getattr(self, name).shape != self.grid.shape:
                raise InputError("demand_shape", layer=name, shape=getattr(self, name).shape, expected=self.grid.shape)
        if not np.isfinite(self.weight).all() or (self.weight < 0).any():
            raise InputError("demand_weight")
        if self.level.size and int(self.level.max()) > len(self.levels):
            raise InputError("demand_level", level=int(self.level.max()), levels=len(self.levels))

    @property
    def area(self) -> np.ndarray:
        """The plan area, bool."""
        return self.level > 0

    def required_rsrp_dbm(self) -> np.ndarray:
        """SS-RSRP asked for in every cell, float32; nan outside the plan area; a key area's own threshold where it has one.

        Where key areas with thresholds overlap, the strictest counts.
        """
        required = self._by_level([level.ss_rsrp_dbm for level in self.levels])
        own = np.full(self.grid.rows * self.grid.columns, -np.inf, np.float32)
        for area in self.key_areas:
            if area.ss_rsrp_dbm is not None:
                own[area.cells] = np.maximum(own[area.cells], np.float32(area.ss_rsrp_dbm))
        own = own.reshape(self.grid.shape)
        return np.where(np.isfinite(own) & self.area, own, required)

    def required_sinr_db(self) -> np.ndarray:
        """SS-SINR asked for in every cell, float32; nan outside the plan area."""
        return self._by_level([level.ss_sinr_db for level in self.levels])

    def _by_level(self, values) -> np.ndarray:
        return np.array([np.nan, *values], np.float32)[self.level]


def levels_of(preset: Mapping[str, Any]) -> Tuple[Level, ...]:
    """The service levels of a preset, most demanding first.

    Raises InputError when two levels have one code or a later level asks for more than an earlier one.
    """
    levels = tuple(
        Level(
            entry["code"],
            float(entry["ss_rsrp_dbm"]),
            float(entry["ss_sinr_db"]),
            float(entry["downlink_mbps"]),
            float(entry["uplink_mbps"]),
            float(entry["area_target_pct"]),
        )
        for entry in preset["levels"]
    )
    codes = [level.code for level in levels]
    thresholds = [level.ss_rsrp_dbm for level in levels]
    if not levels or len(set(codes)) != len(codes) or thresholds != sorted(thresholds, reverse=True):
        raise InputError("levels_order", codes=", ".join(codes), thresholds=thresholds)
    return levels
