# SPDX-License-Identifier: GPL-2.0-or-later
"""A patch of path loss in half the time: a process of its own computes one half of the fan while we compute the other.

For a network that is tried out, where one patch is waited for. The process is started in the background and kept
until it is no longer wanted; until it is there, and whenever it is not, all is computed here. Results are the same
to the last bit.
"""

import logging
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import Optional

import numpy as np

from .compute import thread_count
from .interpreter import plain_python
from .network import Mast
from .pathloss import Patch, PatchWork, Rays, compute_patch
from .profiles import make_fan
from .wire import store
from .workers import GONE, Worker

log = logging.getLogger(__name__)

WORTH_SECONDS = 0.02  #: what half a fan must take


class SecondHalf:
    """`PatchWork` for one mast after the other, from one thread at a time; `close` ends the process, at the latest the end of ours does."""

    def __init__(self, work: PatchWork, interpreter: Optional[str] = None):
        self._work = work
        fan = make_fan(work.settings.radius_m, work.settings.step_m)
        middle = fan.azimuth_rad.size // 2
        self._all = Rays(work.terrain, work.settings, work.model)
        self._first = Rays(work.terrain, work.settings, work.model, 0, middle)
        self._second = Rays(work.terrain, work.settings, work.model, middle, fan.azimuth_rad.size)
        self._interpreter = plain_python() if interpreter is None else interpreter
        self._state = threading.Lock()  # guards what follows
        self._worker: Optional[Worker] = None
        self._folder: Optional[Path] = None
        self._starter: Optional[threading.Thread] = None
        self._judged = self._ready = self._closed = False

    def __call__(self, mast: Mast) -> Optional[Patch]:
        return compute_patch(self._work.terrain, self._work.grid, mast, self._work.settings, self._work.model, self._over_fan)

    @property
    def ready(self) -> bool:
        """Whether the process has answered once and is still there."""
        return self._ready

    def start_if_worth(self, mast: Mast) -> None:
        """Start the process, in the background, where half a fan takes long; judged once, by a mast of the network."""
        if self._judged or self._interpreter is None or thread_count() < 2:
            return
        self._judged = True
        least = np.inf
        for _ in range(2):
            begun = time.perf_counter()
            self._first(mast)
            least = min(least, time.perf_counter() - begun)
        if least >= WORTH_SECONDS:
            self._starter = threading.Thread(target=self._start, args=(mast,), name="smartpole-second-half", daemon=True)
            self._starter.start()

    def wait(self, seconds: float) -> bool:
        """Wait until the process is there, if it is under way at all; whether it is."""
        if self._starter is not None:
            self._starter.join(seconds)
        return self._ready

    def close(self) -> None:
        """End the process and leave nothing behind; what is asked later is computed here."""
        with self._state:
            self._closed, self._ready = True, False
            worker, folder = self._worker, self._folder
            self._worker = self._folder = None
        if worker is not None:
            worker.end()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _start(self, mast: Mast) -> None:
        """Start the process and let it compute once, so that all it needs is loaded."""
        try:
            folder = Path(tempfile.mkdtemp(prefix="smartpole_work_"))
            with self._state:
                self._folder = folder
            store(self._second, folder)
            with self._state:
                if self._closed:
                    shutil.rmtree(folder, ignore_errors=True)
                    return
                worker = self._worker = Worker(self._interpreter, folder)
            worker.ask(mast)
        except (*GONE, TypeError) as fault:  # TypeError: it cannot be sent
            if not self._closed:
                log.warning("no process for the second half: %s", fault or type(fault).__name__)
            self.close()
            return
        with self._state:
            self._ready = not self._closed

    def _over_fan(self, mast: Mast):
        worker = self._worker if self._ready else None
        if worker is None:
            return self._all(mast)
        try:
            worker.give(mast)
        except GONE as fault:
            return self._without(fault)(mast)
        done = False
        try:
            ours = self._first(mast)
            done = True
        finally:
            if not done:
                self.close()  # nobody waits for its answer any more
        try:
            theirs = worker.take()
        except GONE as fault:
            self._without(fault)
            theirs = self._second(mast)
        return np.concatenate([ours[0], theirs[0]]), _joined(ours[1], theirs[1], ours[0].shape, theirs[0].shape)

    def _without(self, fault: BaseException) -> Rays:
        self.close()
        log.warning("the process for the second half ended (%s); all is computed here", fault or type(fault).__name__)
        return self._all


def _joined(first, second, first_shape, second_shape) -> Optional[np.ndarray]:
    """Points behind buildings of both halves; None where neither has any."""
    if first is None and second is None:
        return None
    halves = (np.zeros(shape, bool) if half is None else half for half, shape in ((first, first_shape), (second, second_shape)))
    return np.concatenate(list(halves))
