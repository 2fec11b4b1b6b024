# SPDX-License-Identifier: GPL-2.0-or-later
"""What the panel's tests share: waiting for the event loop without freezing it, a clean settings space."""

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def interface(qgis_iface, qgis_app):
    """QGIS's interface with a real window and canvas, and lists of what a plugin puts in place."""
    from window import Window

    return Window(qgis_iface, qgis_iface.mainWindow())


@pytest.fixture
def wait_for(qgis_app):
    """Let events happen until a condition holds; fails after `seconds`."""
    from qgis.PyQt.QtCore import QCoreApplication, QEvent, QEventLoop

    def wait(condition, seconds=10.0, what="the condition"):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"{what} did not come about in {seconds} s")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
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


@pytest.fixture
def desk(interface, own_settings, qgis_processing, qgis_new_project):
    """The plugin in a window, no workspace open; taken out again afterwards."""
    from smartpole.plugin import SmartPolePlugin

    own_settings.REOPEN_LAST.set(False)
    plugin = SmartPolePlugin(interface)
    plugin.initGui()
    interface.mainWindow().show()
    plugin.desk.dock.show()
    yield plugin.desk
    plugin.unload()


@pytest.fixture
def town(tmp_path, qgis_app):
    """A workspace of a made-up town, 400 m by 300 m: two service levels, six buildings, one mast, a row of lamp poles."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle
    from smartpole.gis.workspace import Workspace

    x0, y0 = 500000.0, 4000000.0

    def box(x, y, width, height):
        return QgsGeometry.fromRect(QgsRectangle(x0 + x, y0 + y, x0 + x + width, y0 + y + height))

    workspace = Workspace.create(tmp_path / "town.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"), "小镇 town")
    with workspace.transaction() as t:
        t.insert(
            "SVC_AREA",
            [
                {"AREA_ID": "S1", "AREA_NAME": "centre", "SVC_LV": "A", "geometry": box(0, 0, 200, 300)},
                {"AREA_ID": "S2", "AREA_NAME": "edge", "SVC_LV": "C", "geometry": box(200, 0, 200, 300)},
            ],
        )
        t.insert(
            "BUILDING",
            [
                {
                    "BLD_ID": f"B{n}",
                    "HEIGHT_M": 25.0,
                    "HEIGHT_SRC": "measured",
                    "POP": 40,
                    "geometry": box(40 + 120 * (n % 3), 60 + 120 * (n // 3), 60, 50),
                }  # noqa: E501
                for n in range(6)
            ],
        )
        t.insert(
            "SITE_EX",
            [
                {
                    "SITE_CODE": "420300908000000233",
                    "SITE_NAME": "mast",
                    "TWR_TYPE": "01",
                    "ANT_H": 30.0,
                    "OP_CT": 1,
                    "HAS_5G": 1,
                    "FORM": "1",
                    "BAND": "n78",
                    "STATUS": "1",
                    "geometry": (x0 + 20, y0 + 20),
                }
            ],
        )
        t.insert(
            "RES_PT",
            [
                {
                    "RES_ID": f"L{n:02d}",
                    "RES_TYPE": "01",
                    "HEIGHT_M": 9.0,
                    "OPEN_ST": "2",
                    "POWER": "1",
                    "geometry": (x0 + 15 + 30 * n, y0 + 145),
                }
                for n in range(13)
            ],
        )
    return workspace
