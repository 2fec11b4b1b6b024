# SPDX-License-Identifier: GPL-2.0-or-later
"""What the panel's tests share: waiting for the event loop without freezing it, a clean settings space."""

import time

import pytest


@pytest.fixture
def wait_for(qgis_app):
    """Let events happen until a condition holds; fails after `seconds`."""
    from qgis.PyQt.QtCore import QCoreApplication, QEventLoop

    def wait(condition, seconds=10.0, what="the condition"):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"{what} did not come about in {seconds} s")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.005)

    return wait


@pytest.fixture
def own_settings(tmp_path, qgis_app):
    """Preferences of this test alone: work folder in a temporary place, nothing remembered."""
    from smartpole.gis import settings

    kept = {name: setting.value() for name, setting in settings.ALL.items()}
    for setting in settings.ALL.values():
        setting.reset()
    settings.WORK_FOLDER.set(str(tmp_path / "work"))
    yield settings
    for name, value in kept.items():
        settings.ALL[name].set(value)
