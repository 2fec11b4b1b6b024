# SPDX-License-Identifier: GPL-2.0-or-later
"""Exact solution of small problems by HiGHS, where it can be killed without taking QGIS along.

HiGHS (through `scipy.optimize.milp`, scipy 1.9) may overrun its time limit or hang. It therefore runs in a helper
process with a plain interpreter; where there is none, only problems small enough to be harmless are solved here.
"""

import logging
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np

from ..interpreter import RUN_SCRIPT, plain_python, start
from . import core_worker
from .problem import Problem

log = logging.getLogger(__name__)

TINY_ENTRIES = 1_500  #: entries of the cover matrix for which a helper is not worth starting
HARMLESS_ENTRIES = 60_000  #: entries up to which HiGHS may run inside this process where there is no helper
HARMLESS_SECONDS = 10.0
GRACE_SECONDS = 3.0  #: how long a helper may overrun its limit before it is killed
FAILURES = 3  #: helpers that hang or die in a row before no more are started


@dataclass(frozen=True)
class Exact:
    """The answer of the exact solver: sites (None when none was found in time), an upper bound, proven best or not."""

    sites: Optional[np.ndarray]
    bound: float
    proven: bool


class ExactSolver:
    """Solves problems one after another in a helper process; use in a `with` block.

    `start` hands a problem over and returns at once; `answer` is None while the helper works. A helper that hangs
    or dies is ended: the answer is then "nothing found, nothing proven", and the next problem gets a new helper, unless
    several have failed in a row.
    """

    def __init__(self, interpreter: Optional[str] = None):
        self._interpreter = plain_python() if interpreter is None else interpreter
        self._process = None
        self._folder = None
        self._path, self._deadline, self._here, self._count = None, 0.0, None, 0
        self.failures = 0  #: helpers given up since the last answer

    @property
    def alone(self) -> bool:
        """There is no helper: what is solved is solved here."""
        return self._interpreter is None or self.failed

    @property
    def failed(self) -> bool:
        """No more helpers are started."""
        return self.failures >= FAILURES

    def __enter__(self) -> "ExactSolver":
        self._folder = tempfile.TemporaryDirectory(prefix="smartpole_")
        return self

    def __exit__(self, *exception) -> None:
        self.stop()
        self._folder.cleanup()

    @property
    def busy(self) -> bool:
        return self._path is not None

    def start(self, problem: Problem, seconds: float, gap: float = 1e-6) -> None:
        """Begin to solve a problem for at most about `seconds`."""
        fields = _fields(problem, seconds, gap)
        entries = len(fields["indices"])
        if self.alone or entries <= TINY_ENTRIES:
            self._here = _solve_here(fields, seconds, gap) if entries <= HARMLESS_ENTRIES else NOTHING
            return
        self._count += 1
        self._path = Path(self._folder.name) / f"{self._count}.npz"
        np.savez(self._path, **fields)
        self._deadline = time.monotonic() + seconds + GRACE_SECONDS
        try:
            if self._process is None:
                self._process = start(self._interpreter, RUN_SCRIPT, str(Path(core_worker.__file__)), text=True)
            self._process.stdin.write(f"{self._path}\n")
            self._process.stdin.flush()
        except OSError as error:
            self._give_up(str(error))

    def answer(self) -> Optional[Exact]:
        """The answer to the last `start`, or None while it is still being worked on."""
        if self._here is not None:
            found, self._here = self._here, None
            return found
        if self._path is None:
            return NOTHING
        written = self._path.with_suffix(".answer.npz")
        if written.is_file():
            self._path, self.failures = None, 0
            with np.load(written, allow_pickle=False) as data:
                sites = np.flatnonzero(data["y"]) if data["found"] else None
                return Exact(sites, float(data["bound"]), bool(data["proven"]))
        if self._process.poll() is not None:
            self._give_up(f"ended with {self._process.returncode}")
        elif time.monotonic() > self._deadline:
            self._give_up("did not keep its time limit")
        return NOTHING if self._path is None else None

    def wait(self, check=None) -> Exact:
        """The answer, waiting for it; `check` is called meanwhile and may raise."""
        while True:
            found = self.answer()
            if found is not None:
                return found
            if check is not None:
                check()
            time.sleep(0.01)

    def stop(self) -> None:
        """End the helper, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process.stdin.close()
            self._process = None
        self._path = None

    def _give_up(self, reason: str) -> None:
        log.warning("exact solver given up: %s", reason)
        self.failures += 1
        self.stop()


NOTHING = Exact(None, np.inf, False)


def _solve_here(fields, seconds: float, gap: float) -> Exact:
    try:
        y, bound, proven = core_worker.solve(fields, min(seconds, HARMLESS_SECONDS), gap)
    except ImportError:  # scipy before 1.9 has no milp
        return NOTHING
    return Exact(None if y is None else np.flatnonzero(y), bound, proven)


def _fields(problem: Problem, seconds: float, gap: float):
    """A problem as plain arrays; conflicts become rows, must-keeps and closed candidates bounds."""
    from scipy import sparse

    m = problem.candidates
    conflicts = sparse.triu(problem.conflicts, 1).tocoo()
    number = np.arange(conflicts.nnz)
    pairs = sparse.csr_matrix(
        (np.ones(2 * conflicts.nnz), (np.append(number, number), np.append(conflicts.row, conflicts.col))), shape=(conflicts.nnz, m)
    )
    count = sparse.csr_matrix(np.ones((1, m)))
    rows = sparse.vstack([count, problem.rows, problem.cliques, pairs]).tocsr().astype(float)
    limits = np.concatenate([[problem.max_sites], problem.limits, np.ones(problem.cliques.shape[0] + conflicts.nnz)])
    lower = np.zeros(m)
    lower[problem.keep] = 1.0
    return {
        "m": m, "n": problem.cells, "indices": problem.covers.indices, "indptr": problem.covers.indptr,
        "weights": problem.weights, "singles": problem.singles, "limits": limits,
        "row_data": rows.data, "row_indices": rows.indices, "row_indptr": rows.indptr,
        "lower": lower, "upper": np.where(problem.closed, 0.0, 1.0), "seconds": seconds, "gap": gap,
    }  # fmt: skip
