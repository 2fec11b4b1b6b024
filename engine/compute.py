# SPDX-License-Identifier: GPL-2.0-or-later
"""Where work runs: threads here, or any other `concurrent.futures` executor passed in (a Dask client's, for one).

Results come back in the order of the items, so that sums do not depend on which thread was faster.
"""

import os
from collections import deque
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Callable, Iterable, Iterator, Optional

from .progress import SILENT, Progress

MAX_THREADS = 8


def thread_count() -> int:
    """Threads worth starting: one per processor, at most eight."""
    return max(1, min(MAX_THREADS, os.cpu_count() or 1))


@contextmanager
def threads(count: Optional[int] = None) -> Iterator[Optional[Executor]]:
    """An executor of `count` threads (default: one per processor) for a `with` block; None where one is enough."""
    count = thread_count() if count is None else count
    if count <= 1:
        yield None
        return
    executor = ThreadPoolExecutor(count, thread_name_prefix="smartpole")
    try:
        yield executor
    finally:
        executor.shutdown(wait=True)


def map_ordered(
    function: Callable[[Any], Any],
    items: Iterable[Any],
    executor: Optional[Executor] = None,
    ahead: int = 4,
    progress: Progress = SILENT,
) -> Iterator[Any]:
    """`function` of each item, in order, at most `ahead` of them under way: memory does not grow with the items.

    Without an executor each item is worked on when its turn comes. Cancel is checked before each result;
    work not yet begun is then dropped.
    """
    if executor is None:
        for item in items:
            progress.check()
            yield function(item)
        return
    waiting = deque()
    source = iter(items)
    try:
        for item in source:
            waiting.append(executor.submit(function, item))
            if len(waiting) >= max(1, ahead):
                progress.check()
                yield waiting.popleft().result()
        while waiting:
            progress.check()
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
