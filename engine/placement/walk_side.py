# SPDX-License-Identifier: GPL-2.0-or-later
"""Walks in a process beside us, for the second processor; where no plain Python is found there is none."""

import logging
import shutil
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Optional, Tuple

import numpy as np

from ..interpreter import plain_python
from ..wire import store
from ..workers import GONE, Worker
from .wander import Errand, Wanderer

log = logging.getLogger(__name__)


class WalkSide:
    """One worker process that makes one walk after the other; use in a `with` block.

    A worker that dies is not replaced: it costs its share of the walks, nothing else.
    """

    def __init__(self, wanderer: Wanderer, interpreter: Optional[str] = None):
        self._wanderer = wanderer
        self._interpreter = plain_python() if interpreter is None else interpreter
        self._worker: Optional[Worker] = None
        self._folder: Optional[Path] = None
        self._asking = ThreadPoolExecutor(max_workers=1)  # waits for the worker's answers, no more
        self._answer: Optional[Future] = None

    def __enter__(self) -> "WalkSide":
        if self._interpreter:
            try:
                self._folder = Path(tempfile.mkdtemp(prefix="smartpole_walk_"))
                store(self._wanderer, self._folder)
                self._worker = Worker(self._interpreter, self._folder)
            except OSError as fault:
                log.warning("no walks beside: %s", fault)
        return self

    def __exit__(self, *exception) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None
        self._asking.shutdown()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def runs(self) -> bool:
        """Whether there is a worker."""
        return self._worker is not None

    @property
    def idle(self) -> bool:
        """Whether the worker waits for an errand."""
        return self._worker is not None and self._answer is None

    def send(self, errand: Errand) -> None:
        """Let the worker make a walk."""
        self._answer = self._asking.submit(self._worker.ask, errand)

    def answer(self) -> Optional[Tuple[float, np.ndarray]]:
        """Value and plan of the walk sent out, once; None while it is under way or when the worker is gone."""
        if self._answer is None or not self._answer.done():
            return None
        done, self._answer = self._answer, None
        fault = done.exception()
        if fault is None:
            return done.result()
        if not isinstance(fault, GONE):
            raise fault
        log.warning("the walks beside have ended: %s", fault or type(fault).__name__)
        self._worker.end()
        self._worker = None
        return None
