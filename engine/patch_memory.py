# SPDX-License-Identifier: GPL-2.0-or-later
"""Patches of path loss kept in memory, packed: for a network that is tried out, where the same places come again and again."""

from collections import OrderedDict
from threading import Lock
from typing import Callable, Optional, Tuple

import numpy as np

from .grid import Grid, Window
from .network import Mast
from .pathloss import Patch, PathLossSettings, pack, unpack
from .terrain import Terrain

DEFAULT_BYTES = 200_000_000  #: some 1,100 patches of 3 km radius and 20 m cells


class PatchMemory:
    """Patches of one terrain, grid and settings, at most `max_bytes` of them, those longest unused going first.

    below : a `PatchCache` or its like that is asked before a patch is computed
    """

    def __init__(self, below=None, max_bytes: int = DEFAULT_BYTES):
        self.below = below
        self.max_bytes = int(max_bytes)
        self._kept: OrderedDict[Mast, Tuple[Optional[Window], Optional[np.ndarray]]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get_or_compute(
        self, terrain: Terrain, grid: Grid, mast: Mast, settings: PathLossSettings, compute: Callable[[], Optional[Patch]]
    ) -> Optional[Patch]:
        """The patch of a mast from memory, else from below, else computed."""
        with self._lock:
            kept = self._kept.get(mast)
            if kept is not None:
                self._kept.move_to_end(mast)
        if kept is not None:
            window, steps = kept
            return None if window is None else Patch(mast, window, unpack(steps))
        patch = compute() if self.below is None else self.below.get_or_compute(terrain, grid, mast, settings, compute)
        kept = (None, None) if patch is None else (patch.window, pack(patch.loss_db))
        with self._lock:
            if mast not in self._kept:
                self._kept[mast] = kept
                self._size += _bytes(kept[1])
            while self._size > self.max_bytes and len(self._kept) > 1:
                self._size -= _bytes(self._kept.popitem(last=False)[1][1])
        return patch

    def loss_of_cells_db(self, mast: Mast, rows: np.ndarray, columns: np.ndarray) -> Optional[np.ndarray]:
        """The loss to single cells, numbered within the patch's window, float32; None where the patch is not in memory."""
        with self._lock:
            steps = self._kept.get(mast, (None, None))[1]
        return None if steps is None else unpack(steps[rows, columns])


def _bytes(steps: Optional[np.ndarray]) -> int:
    return 0 if steps is None else steps.nbytes
