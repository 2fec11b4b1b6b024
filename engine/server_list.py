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
    weighted_mw : float64 (rows, columns), sum of eta P over all of them
    """

    def __init__(self, shape, depth: int = 6):
        self.depth = depth
        self.power_mw = np.zeros((depth, *shape), np.float32)
        self.index = np.full((depth, *shape), -1, np.int32)
        self.known = np.zeros(shape, np.int16)
        self.heard = np.zeros(shape, np.int16)
        self.weighted_mw = np.zeros(shape, np.float64)

    def add(self, index: int, slices, power_mw: np.ndarray, load: float) -> None:
        """A sector comes: its power (float32, 0 where it is not heard) on a window."""
        heard_here = power_mw > 0
        known, heard = self.known[slices], self.heard[slices]
        complete = known == heard
        last = np.take_along_axis(self.power_mw[(slice(None), *slices)], np.maximum(known - 1, 0)[None].astype(np.intp), 0)[0]
        limit = np.where(known > 0, last, np.float32(np.inf))
        enters = heard_here & ((power_mw > limit) | (complete & (known < self.depth)))
        self.weighted_mw[slices] += np.multiply(power_mw, load, dtype=np.float64)  # numpy 1 would round a scalar times float32
        heard += heard_here
        if not enters.any():
            return
        power, number = np.where(enters, power_mw, np.float32(0)), np.int32(index)
        for level in range(self.depth):  # whole windows: cheaper than picking cells, and nothing enters where power is 0
            there, its = self.power_mw[level][slices], self.index[level][slices]
            higher = power > there
            pushed, power = np.minimum(there, power), np.maximum(there, power)
            there[...] = power
            power, number, last = pushed, np.where(higher, its, number), number
            np.copyto(its, last, where=higher)
        np.minimum(known + enters, self.depth, out=known)

    def remove(self, index: int, slices, power_mw: np.ndarray, load: float) -> None:
        """A sector goes; `power_mw` and `load` are those it came with."""
        heard = self.heard[slices]
        heard -= power_mw > 0
        weighted = self.weighted_mw[slices]
        weighted -= np.multiply(power_mw, load, dtype=np.float64)
        weighted[heard == 0] = 0.0  # no rest of a sum where nothing is heard
        known = self.known[slices]
        gone = np.zeros(known.shape, bool)
        for level in range(self.depth):
            power, its = self.power_mw[level][slices], self.index[level][slices]
            gone |= its == index
            last = level + 1 == self.depth
            np.copyto(power, np.float32(0) if last else self.power_mw[level + 1][slices], where=gone)
            np.copyto(its, np.int32(-1) if last else self.index[level + 1][slices], where=gone)
        known -= gone

    def incomplete(self, slices, least: int = 1) -> np.ndarray:
        """Cells of a window in which sectors are heard but the `least` strongest are no longer all known, bool."""
        return self.known[slices] < np.minimum(self.heard[slices], least)

    def put(self, cells, filled: "ServerList") -> None:
        """Take over what single cells (rows, columns) hear, from a list of the shape (cells,)."""
        self.power_mw[(slice(None), *cells)] = filled.power_mw
        self.index[(slice(None), *cells)] = filled.index
        self.known[cells], self.heard[cells], self.weighted_mw[cells] = filled.known, filled.heard, filled.weighted_mw

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
