# SPDX-License-Identifier: GPL-2.0-or-later
"""Where work runs: threads and worker processes here, or any `concurrent.futures` executor passed in (a Dask client's, for one).

Results come back in the order of the items, so that sums do not depend on who was faster.
"""

import os
from collections import deque
from concurrent.futures import Executor, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from typing import Any, Callable, Iterable, Iterator, Optional, Tuple

from .progress import SILENT, Progress
from .workers import Workers

MAX_THREADS = 8
LOOK_SECONDS = 0.1  # between two looks whether the user wants to stop


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
        executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def spread(
    function: Callable[[Any], Any], items: int, executor: Optional[Executor] = None
) -> Iterator[Tuple[Optional[Executor], Callable[[Any], Any]]]:
    """For a `with` block: an executor for about `items` tasks, and `function` as those tasks shall call it.

    `function`, of one argument, is the heavy part of a task. Where it is worth it, worker processes compute it
    (`engine/workers.py`), and the threads of the executor, which do the rest of the task, wait for them. An executor
    that is passed in is used as it is, with the function itself.
    """
    count = thread_count()
    if executor is not None or count <= 1:
        yield executor, function
        return
    # the workers are left first: when work stops, so do the threads that wait for them; one thread more than workers prepares
    with threads(count + 1) as pool, Workers(function, items, count) as elsewhere:
        yield pool, elsewhere


def map_ordered(
    function: Callable[[Any], Any],
    items: Iterable[Any],
    executor: Optional[Executor] = None,
    ahead: Optional[int] = None,
    progress: Progress = SILENT,
) -> Iterator[Any]:
    """`function` of each item, in order, at most `ahead` of them under way (two per processor): memory does not grow with the items.

    Without an executor each item is worked on when its turn comes. Cancel is looked for ten times a second;
    work not yet begun is then dropped.
    """
    if executor is None:
        for item in items:
            progress.check()
            yield function(item)
        return
    ahead = 2 * thread_count() if ahead is None else max(1, ahead)
    waiting = deque()
    try:
        for item in items:
            waiting.append(executor.submit(function, item))
            if len(waiting) >= ahead:
                yield _result(waiting.popleft(), progress)
        while waiting:
            yield _result(waiting.popleft(), progress)
    finally:
        for future in waiting:
            future.cancel()


def _result(future, progress: Progress) -> Any:
    while True:
        progress.check()
        try:
            return future.result(LOOK_SECONDS)
        except NotYet:
            if future.done() and future.exception() is not None:  # the work's own
                raise
