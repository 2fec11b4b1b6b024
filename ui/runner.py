# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs Processing algorithms by id in the background, one at a time, and tells how they ended."""

import time
from dataclasses import dataclass, field
from typing import Optional

from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingFeedback, QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..gis import collecting
from ..gis.messages import text

_STILL_RUNNING: list = []


@dataclass(frozen=True)
class Outcome:
    """How a run ended: `results` of the algorithm when it is `ok`, else the reason as a text for the user."""

    job: str
    algorithm_id: str
    ok: bool
    cancelled: bool = False
    results: dict = field(default_factory=dict)
    reason: str = ""
    seconds: float = 0.0
    parameters: dict = field(default_factory=dict)


class RunFeedback(QgsProcessingFeedback):
    """Carries what an algorithm says from its thread to the main one, as signals."""

    noted = pyqtSignal(str)
    faulted = pyqtSignal(str)

    def pushInfo(self, info):
        self.noted.emit(info)

    def pushWarning(self, warning):
        self.noted.emit(warning)

    def setProgressText(self, text):
        self.noted.emit(text)

    def reportError(self, error, fatalError=False):
        self.faulted.emit(error)


def seconds_left(fraction: float, elapsed_s: float) -> Optional[float]:
    """Time still needed if work goes on as fast as so far; None while it is too early to tell."""
    if fraction < 0.03 or elapsed_s < 1.0:
        return None
    return elapsed_s * (1.0 - fraction) / fraction


class Runner(QObject):
    """One background run at a time. All signals are emitted on the main thread."""

    started = pyqtSignal(str)
    progressed = pyqtSignal(float, object)  # share done, seconds left or None
    noted = pyqtSignal(str)
    finished = pyqtSignal(object)  # Outcome

    def __init__(self, parent=None):
        super().__init__(parent)
        self._job = ""
        self._last_word = QTimer(self)
        self._last_word.setSingleShot(True)
        self._last_word.setInterval(500)
        self._last_word.timeout.connect(self._conclude_terminated)
        self._let_go = QTimer(self)  # open files of a context are released soon after its run, not before QGIS is done with it
        self._let_go.setSingleShot(True)
        self._let_go.setInterval(1000)
        self._let_go.timeout.connect(self._drop_ended)
        self._algorithm = None  # these three are kept so that Python does not collect them while the task runs
        self._context = None
        self._feedback = None
        self._task = None
        self._ended = ()  # of the run before: QGIS may still look at them when a run has told its end
        self._parameters = {}
        self._begun = 0.0
        self._fault = ""
        self._holding = False

    @property
    def busy(self) -> bool:
        return self._task is not None

    @property
    def job(self) -> str:
        """The name of what runs now, or an empty text."""
        return self._job

    def run(self, job: str, algorithm_id: str, parameters: dict, with_project: bool = False) -> bool:
        """Start an algorithm; false when another runs. Parameters it refuses end in `finished` at once.

        Without the project an algorithm opens files by itself, and cannot trip over a layer that the user removes meanwhile;
        `with_project` is for parameters that name layers of the project.
        """
        if self.busy:
            return False
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm_id)
        if algorithm is None:
            self.finished.emit(Outcome(job, algorithm_id, False, reason=text("ui_no_algorithm", algorithm=algorithm_id)))
            return True
        context = QgsProcessingContext()
        if with_project:
            context.setProject(QgsProject.instance())
        usable, reason = algorithm.checkParameterValues(parameters, context)
        if not usable:
            self.finished.emit(Outcome(job, algorithm_id, False, reason=reason, parameters=parameters))
            return True
        self._job, self._parameters, self._fault, self._begun = job, parameters, "", time.monotonic()
        self._algorithm, self._context = algorithm, context
        self._feedback = RunFeedback()
        self._feedback.noted.connect(self.noted)
        self._feedback.faulted.connect(self._on_fault)
        self._feedback.progressChanged.connect(self._on_progress)
        self._task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, self._feedback)
        self._task.executed.connect(self._on_executed)
        # A run that is cancelled before it began may never report `executed`.
        self._task.taskTerminated.connect(self._on_terminated)
        self._hold(True)
        self.started.emit(job)
        QgsApplication.taskManager().addTask(self._task)
        return True

    def cancel(self) -> None:
        """Ask the run to stop; it ends in `finished` with `cancelled` set."""
        if self._task is not None:
            self._feedback.cancel()
            self._task.cancel()

    def shut_down(self, wait_ms: int = 5000) -> None:
        """Stop what runs and wait for it, for unloading; what does not stop in time keeps its objects until it ends.

        References are dropped here, on the main thread: left to Python's garbage collector, layers of a context could be
        destroyed from whatever thread it happens to run in.
        """
        task = self._task
        if task is not None:
            self.cancel()
            if not task.waitForFinished(wait_ms):
                _STILL_RUNNING.append((task, self._algorithm, self._context, self._feedback))
            self._hold(False)  # an algorithm that still runs holds for itself
        self._ended = ()

    def _hold(self, wanted: bool) -> None:
        """Let Python's collector rest from before QGIS calls the algorithm until it has told its end."""
        if wanted != self._holding:
            self._holding = wanted
            (collecting.hold if wanted else collecting.release)()

    def _drop_ended(self) -> None:
        self._ended = ()

    def _on_fault(self, fault: str) -> None:
        self._fault = fault
        self.noted.emit(fault)

    def _on_progress(self, percent: float) -> None:
        share = percent / 100.0
        self.progressed.emit(share, seconds_left(share, time.monotonic() - self._begun))

    def _on_executed(self, ok: bool, results: dict) -> None:
        self._conclude(ok, results)

    def _on_terminated(self) -> None:
        self._last_word.start()

    def _conclude_terminated(self) -> None:
        self._conclude(False, {})

    def _conclude(self, ok: bool, results: dict) -> None:
        if self._task is None:
            return
        self._last_word.stop()
        cancelled = not ok and self._feedback.isCanceled()
        reason = "" if ok else text("cancelled") if cancelled else (self._fault or text("ui_run_failed"))
        outcome = Outcome(
            self._job,
            self._algorithm.id(),
            ok,
            cancelled,
            dict(results or {}),
            reason,
            time.monotonic() - self._begun,
            self._parameters,
        )
        self._ended = (self._task, self._algorithm, self._context, self._feedback)
        self._let_go.start()
        self._task = self._algorithm = self._context = self._feedback = None
        self._job = ""
        self._hold(False)
        self.finished.emit(outcome)
