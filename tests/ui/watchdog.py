# SPDX-License-Identifier: GPL-2.0-or-later
"""How long the main thread answers nothing: by the clock, and in processor time of that thread alone."""

import sys
import threading
import time
import traceback

from qgis.PyQt.QtCore import Qt, QTimer


class Watchdog:
    """Looks at every turn of the event loop for the longest one. A clock runs on while other programs have the processor, so
    what a test fails on is processor time; the clock is a figure of an idle machine.

    trace : an open file that gets the stacks of all threads whenever a turn lasts longer than `longest_s`
    """

    def __init__(self, trace=None, longest_s=0.06):
        self.trace, self.longest_s, self._stopped = trace, longest_s, False
        self.timer = QTimer()
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.setInterval(2)
        self.timer.timeout.connect(self.look)
        self.restart()
        self.timer.start()
        if trace is not None:
            threading.Thread(target=self._sample, args=(threading.get_ident(),), daemon=True).start()

    def look(self):
        now, own = time.perf_counter(), time.thread_time()
        self.clock_ms = max(self.clock_ms, 1e3 * (now - self._now))
        self.processor_ms = max(self.processor_ms, 1e3 * (own - self._own))
        self._now, self._own = now, own

    def restart(self, title=""):
        self.clock_ms = self.processor_ms = 0.0
        self._now, self._own = time.perf_counter(), time.thread_time()
        if self.trace is not None:
            self.trace.write(f"=== {title}\n")

    def stop(self):
        self.timer.stop()
        self._stopped = True

    def _sample(self, main):
        while not self._stopped:
            time.sleep(0.02)
            gone = time.perf_counter() - self._now
            if gone < self.longest_s:
                continue
            self.trace.write(f"--- {1e3 * gone:.0f} ms\n")
            for thread, frame in sys._current_frames().items():
                if thread != threading.get_ident():
                    lines = traceback.format_stack(frame)[-10:]
                    self.trace.write(f"{'main' if thread == main else 'other'}\n{''.join(lines)}")
            self.trace.flush()
