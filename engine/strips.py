# SPDX-License-Identifier: GPL-2.0-or-later
"""Two threads for cell-by-cell arithmetic on one window: each takes half of its rows."""

from concurrent.futures import ThreadPoolExecutor
from typing import Callable

from .compute import thread_count
from .grid import Window

WORTH_CELLS = 40_000  #: smaller windows are worked on as a whole


class Strips:
    """Halves windows between the calling thread and one of its own, which ends with this object."""

    def __init__(self):
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="smartpole-strip") if thread_count() > 1 else None

    def each(self, window: Window, function: Callable[[Window, slice], None]) -> None:
        """`function` of the upper and of the lower half of a window, at the same time: (part of the grid, its rows within the window).

        What is done to one cell must not depend on the others.
        """
        if self._pool is None or window.rows * window.columns < WORTH_CELLS or window.rows < 2:
            function(window, slice(0, window.rows))
            return
        middle = window.rows // 2
        lower = Window(window.row + middle, window.column, window.rows - middle, window.columns)
        other = self._pool.submit(function, lower, slice(middle, window.rows))
        try:
            function(Window(window.row, window.column, middle, window.columns), slice(0, middle))
        finally:
            other.result()
