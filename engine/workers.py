# SPDX-License-Identifier: GPL-2.0-or-later
"""A function that many threads call and worker processes compute, for work that threads cannot speed up.

The path models are thousands of numpy calls of some microseconds each; threads spend their time handing the
interpreter's lock to each other. Worker processes are plain Python interpreters (never a second QGIS), started once
the work has proven long enough; they share the function's large arrays through files that are mapped into memory.
Whatever a worker cannot do is done here: no interpreter, another numpy, a function that cannot be sent, a worker that dies.
"""

import logging
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Callable, List, Optional

import numpy as np

from .errors import Cancelled
from .interpreter import RUN_SCRIPT, plain_python, start
from .wire import receive, send, store
from .worker import version

log = logging.getLogger(__name__)

WORTH_SECONDS = 2.0  #: work still to be done from which on workers are worth their start, some 0.3 s each
JUDGED_BY = 2  # calls done here before that is judged
_ROOT = Path(__file__).resolve().parents[1]
_PACKAGE = __name__.rsplit(".", 2)[0]
_ENVIRONMENT = {
    **{f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")},
    # on Linux: memory is kept between calls; to fetch each array anew from the system costs a third of the time
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "MALLOC_TRIM_THRESHOLD_": "134217728",
}
GONE = (EOFError, OSError, ValueError)  # ValueError: a pipe that is closed already, or another program's words


class Workers:
    """`function` of one argument, computed by up to `count` processes at a time; call it from `count` threads or more, in a `with` block.

    items : about how many calls will be made
    started, lost : workers started, and those that were given up

    The function, what it is given and what it returns must be what `wire` can send; its results are those of the function
    called here, to the last bit. On leaving the block workers are ended whatever they are doing, and calls still waiting for
    them raise Cancelled.
    """

    def __init__(self, function: Callable[[Any], Any], items: int, count: int, interpreter: Optional[str] = None):
        self._function, self._items, self._count = function, items, count
        self._interpreter = plain_python() if interpreter is None else interpreter
        self._state = threading.Condition()  # guards all that follows
        self._all: List[Worker] = []
        self._idle: List[Worker] = []
        self._folder: Optional[Path] = None
        self._refused = self._interpreter is None or count < 2
        self._closed = False
        self._calls, self._done_here, self._seconds_here = 0, 0, 0.0
        self._here = threading.Semaphore(count)
        self.started = self.lost = 0

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *exception) -> None:
        self.close()

    def __call__(self, item: Any) -> Any:
        worker = self._worker()
        if worker is not None:
            try:
                answer = worker.ask(item)
            except GONE as fault:
                self._give_up(worker, fault)
            else:
                self._give_back(worker)
                return answer
        return self._do_here(item)

    def close(self) -> None:
        """End the workers at once and leave nothing behind."""
        with self._state:
            self._closed = True
            workers, folder = self._all, self._folder
            self._all, self._folder = [], None
            self._state.notify_all()
        for worker in workers:
            worker.end()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _worker(self) -> Optional["Worker"]:
        """A worker that has nothing to do, waiting for one; None where work is done here."""
        with self._state:
            self._calls += 1
            if not self.started and not self._refused and self._worth_it():
                self._start()
            while self._all and not self._idle:
                self._state.wait()
            if self._closed:
                raise Cancelled()
            return self._idle.pop() if self._idle else None

    def _worth_it(self) -> bool:
        if self._done_here < JUDGED_BY:
            return False
        return self._seconds_here * (self._items - self._calls) >= WORTH_SECONDS * self._done_here

    def _start(self) -> None:
        """Start all workers; each is asked who it is when it gets its first item."""
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="smartpole_work_"))
            store(self._function, self._folder)
            for _ in range(self._count):
                self._all.append(Worker(self._interpreter, self._folder))
        except (OSError, TypeError) as fault:  # TypeError: it cannot be sent
            log.warning("no worker processes: %s", fault)
            self._refused = True
        self._idle = list(self._all)
        self.started = len(self._all)

    def _give_back(self, worker: "Worker") -> None:
        with self._state:
            self._idle.append(worker)
            self._state.notify()

    def _give_up(self, worker: "Worker", fault: BaseException) -> None:
        worker.end()
        with self._state:
            if self._closed:
                raise Cancelled()
            self._all.remove(worker)
            self.lost += 1
            self._state.notify_all()
        log.warning("a worker process ended (%s); its work is done here", fault or type(fault).__name__)

    def _do_here(self, item: Any) -> Any:
        with self._here:
            if self._closed:
                raise Cancelled()
            begun = time.perf_counter()
            answer = self._function(item)
            with self._state:
                self._done_here += 1
                self._seconds_here += time.perf_counter() - begun
            return answer


class Worker:
    """One process with the function that `wire.store` put into a folder."""

    def __init__(self, interpreter: str, folder: Path):
        script, libraries = _ROOT / "engine" / "worker.py", Path(np.__file__).resolve().parents[1]
        arguments = (str(script), str(folder), _PACKAGE, str(_ROOT), str(libraries))
        self._process = start(interpreter, RUN_SCRIPT, *arguments, answers=True, environment=_ENVIRONMENT)
        self._asked = threading.Lock()
        self._known = False

    def ask(self, item: Any) -> Any:
        """The function of an item, computed there; one of `GONE` when the process is."""
        self.give(item)
        return self.take()

    def give(self, item: Any) -> None:
        """Send an item and do not wait for the answer, but for the first one to say who it is."""
        with self._asked:
            if not self._known:
                if receive(self._process.stdout) != version():
                    raise OSError("another Python or numpy")
                self._known = True
            send(self._process.stdin, item)

    def take(self) -> Any:
        """The answer to the item that was given."""
        with self._asked:
            return receive(self._process.stdout)

    def end(self) -> None:
        """End it, whatever it is doing; who waits for its answer is told."""
        self._process.kill()
        self._process.wait()
        with self._asked:
            self._process.stdout.close()
            try:
                self._process.stdin.close()
            except OSError:  # it had not taken all that was written
                log.debug("a worker left its input unread")
