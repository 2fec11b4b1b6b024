# SPDX-License-Identifier: GPL-2.0-or-later
"""The watchdog of the window: it finds a call that computes, and is not misled by a machine that is busy elsewhere."""

import time

import pytest


@pytest.fixture
def watchdog(qgis_app):
    from watchdog import Watchdog

    made = Watchdog()
    yield made
    made.stop()


def turns(wait_for, seconds=0.3):
    end = time.monotonic() + seconds
    wait_for(lambda: time.monotonic() > end)


def test_a_call_that_computes_shows_in_both(watchdog, wait_for):
    from qgis.PyQt.QtCore import QTimer

    def long_call():
        end = time.thread_time() + 0.25
        while time.thread_time() < end:
            pass

    turns(wait_for)
    watchdog.restart()
    QTimer.singleShot(0, long_call)
    turns(wait_for, 0.6)
    assert watchdog.processor_ms >= 240 and watchdog.clock_ms >= 240


def test_a_call_that_waits_shows_by_the_clock_alone(watchdog, wait_for):
    from qgis.PyQt.QtCore import QTimer

    turns(wait_for)
    watchdog.restart()
    QTimer.singleShot(0, lambda: time.sleep(0.3))
    turns(wait_for, 0.6)
    assert watchdog.clock_ms >= 290 and watchdog.processor_ms < 150
