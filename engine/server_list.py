# SPDX-License-Identifier: GPL-2.0-or-later
"""The strongest sectors of one channel in every cell, kept so that one sector can come or go without the others.

Each cell holds its `depth` strongest sectors in order, and the sum of all. Taking a sector out of a full list
leaves one entry less: what is known is always the exact top of the list, and a cell in which nothing is known
any more asks to be filled again from all sectors.
"""

import numpy as np


class ServerList:
    """State of one channel on a grid of `shape` (rows, columns).

    power_mw : float32 (depth, rows, columns), falling; 0 where there is none
    index : int32 (depth, rows, columns), -1 where there is none
    known : int16 (rows, columns), how many entries are exact
    heard : int16 (rows, columns), sectors received at all
    floor_mw : float32 (rows, columns), what a sector must exceed to enter: 0 where all that are heard are listed and there
        is room, else the last known power, infinite where none is known
    weighted_mw : float64 (rows, columns), sum of eta P over all of them
    """

    def __init__(self, shape, depth: int = 6):
        self.depth = depth
        self.power_mw = np.zeros((depth, *shape), np.float32)
        self.index = np.full((depth, *shape), -1, np.int32)
        self.known = np.zeros(shape, np.int16)
        self.heard = np.zeros(shape, np.int16)
        self.floor_mw = np.zeros(shape, np.float32)
        self.weighted_mw = np.zeros(shape, np.float64)

    def add(self, index: int, slices, power_mw: np.ndarray, load: float) -> None:
        """A sector comes: its power (float32, 0 where it is not heard) on a window."""
        self.weighted_mw[slices] += np.multiply(power_mw, load, dtype=np.float64)  # numpy 1 would round a scalar times float32
        self.heard[slices] += power_mw > 0
        box = _box(power_mw > self.floor_mw[slices])
        if box is None:
            return
        known, floor = self.known[slices][box], self.floor_mw[slices][box]
        power, number = power_mw[box], np.int32(index)
        enters = power > floor
        power = np.where(enters, power, np.float32(0))
        for level in range(self.depth):  # whole boxes: cheaper than picking cells, and nothing enters where power is 0
            there, its = self.power_mw[level][slices][box], self.index[level][slices][box]
            higher = power > there
            pushed = np.minimum(there, power)
            np.maximum(there, power, out=there)
            power, number, last = pushed, np.where(higher, its, number), number
            np.copyto(its, last, where=higher)
        known += enters
        np.minimum(known, self.depth, out=known)
        np.copyto(floor, self.power_mw[-1][slices][box], where=known == self.depth)

    def remove(self, index: int, slices, power_mw: np.ndarray, load: float) -> None:
        """A sector goes; `power_mw` and `load` are those it came with."""
        heard, weighted = self.heard[slices], self.weighted_mw[slices]
        heard -= power_mw > 0
        weighted -= np.multiply(power_mw, load, dtype=np.float64)
        weighted[heard == 0] = 0.0  # no rest of a sum where nothing is heard
        listed = np.zeros(heard.shape, bool)
        for level in self.index:
            listed |= level[slices] == index
        box = _box(listed)
        if box is not None:
            self._take_out(index, slices, box)
        known, floor = self.known[slices], self.floor_mw[slices]
        np.copyto(floor, np.float32(0), where=(known == heard) & (known < self.depth))

    def _take_out(self, index: int, slices, box) -> None:
        """Entries of a sector in a box of a window, those below moving up."""
        known, floor = self.known[slices][box], self.floor_mw[slices][box]
        gone, was_last = np.zeros(known.shape, bool), np.zeros(known.shape, bool)
        for level in range(self.depth):
            power, its = self.power_mw[level][slices][box], self.index[level][slices][box]
            here = its == index
            gone |= here
            here &= known == level + 1
            was_last |= here
            last = level + 1 == self.depth
            np.copyto(power, np.float32(0) if last else self.power_mw[level + 1][slices][box], where=gone)
            np.copyto(its, np.int32(-1) if last else self.index[level + 1][slices][box], where=gone)
        known -= gone
        cells = np.nonzero(was_last)  # in the others the last known power stays
        left = known[cells]
        known_power = self.power_mw[(slice(None), *slices)][(slice(None), *box)][(np.maximum(left - 1, 0), *cells)]
        floor[cells] = np.where(left > 0, known_power, np.float32(np.inf))

    def incomplete(self, slices, least: int = 1) -> np.ndarray:
        """Cells of a window in which sectors are heard but the `least` strongest are no longer all known, bool."""
        return self.known[slices] < np.minimum(self.heard[slices], least)

    def put(self, cells, filled: "ServerList") -> None:
        """Take over what single cells (rows, columns) hear, from a list of the shape (cells,)."""
        self.power_mw[(slice(None), *cells)] = filled.power_mw
        self.index[(slice(None), *cells)] = filled.index
        for name in ("known", "heard", "floor_mw", "weighted_mw"):
            getattr(self, name)[cells] = getattr(filled, name)

    def sinr(self, slices, noise_dbm: float, load_of: np.ndarray) -> np.ndarray:
        """S / (sum of eta P of the others + N) on a window, a ratio; `load_of[index]` is each sector's eta."""
        best = self.power_mw[0][slices].astype(np.float64)
        server = self.index[0][slices]
        own = np.where(server >= 0, load_of[np.maximum(server, 0)], 0.0)
        others = np.maximum(self.weighted_mw[slices] - own * best, 0.0)
        return best / (others + 10 ** (noise_dbm / 10))

    def within(self, slices, ratio_db: float) -> np.ndarray:
        """How many of the listed sectors lie within `ratio_db` of the best, uint8; at most `depth`."""
        power = self.power_mw[(slice(None), *slices)]
        return ((power >= power[0] * np.float32(10 ** (-ratio_db / 10))) & (power > 0)).sum(0).astype(np.uint8)


def _box(cells: np.ndarray):
    """The least box, as slices, that holds all cells that are True; None without any."""
    box = []
    for axis in range(cells.ndim):
        others = tuple(other for other in range(cells.ndim) if other != axis)
        along = np.flatnonzero(cells.any(axis=others) if others else cells)
        if not along.size:
            return None
        box.append(slice(int(along[0]), int(along[-1]) + 1))
    return tuple(box)
