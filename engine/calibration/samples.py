# SPDX-License-Identifier: GPL-2.0-or-later
"""Measurements for calibration: what was measured where, and what a model says about it."""

from dataclasses import dataclass

import numpy as np

from ..errors import InputError


@dataclass(frozen=True)
class Samples:
    """Measurements of one band and what the model says about each, arrays (n,).

    x_m, y_m, measured_dbm
    cell, site : int codes; sectors of one site share the antenna position
    reference_dbm : power per resource element plus antenna gain towards the point (0 where unknown)
    base_loss_db : path loss of the base model
    distance_m : from antenna to point, 3-D; bearing_deg : from the antenna, clockwise from grid north
    tx_height_m, rx_height_m, diffraction_db, clutter (int class, -1 unknown)
    """

    x_m: np.ndarray
    y_m: np.ndarray
    measured_dbm: np.ndarray
    cell: np.ndarray
    site: np.ndarray
    reference_dbm: np.ndarray
    base_loss_db: np.ndarray
    distance_m: np.ndarray
    bearing_deg: np.ndarray
    tx_height_m: np.ndarray
    rx_height_m: np.ndarray
    diffraction_db: np.ndarray
    clutter: np.ndarray

    def __post_init__(self):
        size = np.size(self.x_m)
        for name in self.__dataclass_fields__:
            values = np.asarray(getattr(self, name))
            if values.shape != (size,):
                raise InputError("calibration_shape", quantity=name, shape=values.shape, expected=size)
            if values.dtype.kind == "f" and not np.isfinite(values).all():
                raise InputError("calibration_not_finite", quantity=name, count=int((~np.isfinite(values)).sum()))

    def __len__(self):
        return int(np.size(self.x_m))

    def at(self, index) -> "Samples":
        """The chosen samples (mask or indices)."""
        return Samples(*(np.asarray(getattr(self, name))[index] for name in self.__dataclass_fields__))


def make_samples(x_m, y_m, measured_dbm, *, site_x_m, site_y_m, tx_height_m, rx_height_m=1.5, cell=0, site=0, **known) -> Samples:
    """Samples from positions of points and of the antennas that serve them; scalars spread over all points.

    known : any of reference_dbm, base_loss_db, diffraction_db, clutter; rise_m, how much higher the antenna is than the
        receiver (the difference of their heights above ground when not given)
    """
    x, y, level = (np.asarray(v, np.float64) for v in (x_m, y_m, measured_dbm))

    def spread(value, kind=np.float64):
        return np.broadcast_to(np.asarray(value, kind), x.shape).copy()

    east, north = x - site_x_m, y - site_y_m
    rise = spread(known.get("rise_m", np.asarray(tx_height_m, np.float64) - rx_height_m))
    return Samples(
        x,
        y,
        level,
        spread(cell, np.int64),
        spread(site, np.int64),
        spread(known.get("reference_dbm", 0.0)),
        spread(known.get("base_loss_db", 0.0)),
        np.sqrt(east**2 + north**2 + rise**2),
        np.rad2deg(np.arctan2(east, north)) % 360,
        spread(tx_height_m),
        spread(rx_height_m),
        spread(known.get("diffraction_db", 0.0)),
        spread(known.get("clutter", -1), np.int64),
    )


def bin_samples(samples: Samples, size_m: float) -> Samples:
    """One sample per square of `size_m` and cell: medians of the levels, means of the rest, the commonest clutter's."""
    if not size_m > 0:
        raise InputError("calibration_bin", size_m=size_m)
    keys = np.stack([np.floor(samples.x_m / size_m), np.floor(samples.y_m / size_m), samples.cell], axis=1)
    _, first, group = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    group = group.reshape(-1)
    count = np.bincount(group)
    merged = {}
    for name in samples.__dataclass_fields__:
        values = getattr(samples, name)
        if name == "clutter":
            merged[name] = _commonest(values, group, count.size)
        elif values.dtype.kind != "f" or name == "bearing_deg":
            merged[name] = values[first]
        else:
            merged[name] = np.bincount(group, values) / count
    order = np.argsort(group, kind="stable")
    merged["measured_dbm"] = np.array([np.median(part) for part in np.split(samples.measured_dbm[order], np.cumsum(count)[:-1])])
    return Samples(**merged)


def _commonest(values: np.ndarray, group: np.ndarray, groups: int) -> np.ndarray:
    """The value that occurs most often in each group, the least of equals; (groups,)."""
    pairs, counts = np.unique(np.stack([group, values], axis=1), axis=0, return_counts=True)
    order = np.lexsort((-pairs[:, 1], counts))  # the last one written counts
    found = np.empty(groups, values.dtype)
    found[pairs[order, 0]] = pairs[order, 1]
    return found
