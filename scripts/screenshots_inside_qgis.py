"""Runs inside `qgis --code`: walks the sample and saves the pictures of the documents from the real window.

Environment: PICTURES, the folder; LANGUAGE, zh or en; WORK, the work folder of the copy of the sample; LIST, a list to import.
"""

import datetime
import math
import os
import traceback
from importlib import import_module
from pathlib import Path

import numpy as np
import qgis.utils
from qgis.core import QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QEventLoop, Qt, QTimer
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

FOLDER, LANGUAGE = Path(os.environ["PICTURES"]), os.environ["LANGUAGE"]


def wait(seconds=0.0, until=None):
    """Let the window live for some time, or until something has come about (two minutes at most)."""
    loop, timer = QEventLoop(), QTimer()
    if until is None:
        QTimer.singleShot(int(1000 * seconds), loop.quit)
    else:
        timer.timeout.connect(lambda: loop.quit() if until() else None)
        timer.start(20)
        QTimer.singleShot(120_000, loop.quit)
    loop.exec()


def drawn():
    """Wait until the map has been drawn."""
    wait(0.4)
    wait(until=lambda: not iface.mapCanvas().isDrawing())
    wait(0.4)


def save(widget, name):
    """Save a picture with 32 steps per colour, which the eye does not miss and the file does (0: the smallest file)."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    bits = image.bits()
    bits.setsize(image.sizeInBytes())
    pixels = np.frombuffer(bits, np.uint8)
    pixels[:] = np.minimum(255, (pixels.astype(np.uint16) + 4) // 8 * 8)
    image.save(str(FOLDER / f"{name}_{LANGUAGE}.png"), "PNG", 0)


def run(conductor, key):
    ended = []
    conductor.shown.connect(ended.append)
    conductor.dock.open_only(key)
    conductor.ensure_form(key)
    conductor.run_job(key)
    wait(until=lambda: ended)
    conductor.shown.disconnect(ended.append)
    if not ended[0].ok:
        raise RuntimeError(f"{key}: {ended[0].reason}")


def only(*roles):
    """On the map, show these of our layers and no others."""
    for node in QgsProject.instance().layerTreeRoot().findLayers():
        shown = node.layer().customProperty("smartpole/role") in roles
        node.setItemVisibilityChecked(shown)
        node.setExpanded(not shown)
        node.setExpanded(shown and node.layer().customProperty("smartpole/role") not in ("road", "building", "water", "res_pt"))


def pictures():
    settings = import_module("smartpole.gis.settings")
    settings.WORK_FOLDER.set(os.environ["WORK"])
    settings.FIRST_GUIDE_SEEN.set(True)
    window = iface.mainWindow()
    window.resize(1280, 720)
    window.findChild(QDockWidget, "Browser").hide()
    conductor = qgis.utils.plugins["smartpole"].desk.conductor
    dock = conductor.dock
    dock.show()
    wait(0.5)
    save(dock, "start")
    conductor.commands.run("sample")
    conductor.presets.choose("county_seat")
    for key in ("coverage", "gaps", "sites"):
        run(conductor, key)
    iface.messageBar().clearWidgets()
    base = ("road", "building", "water", "site_ex")
    dock.open_only("coverage")
    only("ss_rsrp", *base)
    drawn()
    save(window, "window_coverage")
    dock.open_only("sites")
    only("gap", "site_pl", *base)
    drawn()
    save(window, "window")
    save(dock, "panel")
    dock.open_only("gaps")
    dock.rows["gaps"].more.setChecked(True)
    wait(0.3)
    row = dock.rows["gaps"]
    dock.scroll.verticalScrollBar().setValue(row.y() + row.primary.mapTo(row, row.rect().topLeft()).y() - 20)
    wait(0.3)
    save(dock, "parameters")
    from_list(conductor)
    looking(conductor)
    trying(conductor)
    comparing(conductor)
    charts(conductor)
    catalogue(conductor)


def from_list(conductor):
    """The import dialog with a messy list in it."""
    dialog = import_module("smartpole.ui.importing.dialog").ImportDialog(conductor.session, iface.mainWindow())
    dialog.show()
    dialog.datum.setEditText("WGS84")
    dialog.file.setFilePath(os.environ["LIST"])
    wait(until=lambda: dialog.table.columnCount() and dialog.go.isEnabled())
    dialog.dry_run()
    wait(until=lambda: not dialog.runner.busy)
    wait(0.3)
    save(dialog, "import")
    dialog.done(0)


def catalogue(conductor):
    """The catalogue panel: some poles of the sample as if their owners had been asked."""
    files = import_module("smartpole.gis.inventory.attachments")
    workspace, today = conductor.session.workspace, datetime.date.today()
    asked = [row for row in workspace.rows("RES_PT", ["RES_ID", "RES_TYPE"]) if row["RES_TYPE"] in ("01", "02", "06")][:60:2]
    with workspace.transaction() as transaction:
        for number, row in enumerate(asked):
            applied = today - datetime.timedelta(days=3 + 2 * number)
            transaction.update("RES_PT", [{"fid": row["fid"], "OPEN_ST": "1", "APPLY_DT": applied, "REPLY_DT": None}])
    photo, letter = workspace.path.parent / "pole.png", workspace.path.parent / "reply.pdf"
    iface.mapCanvas().grab().scaled(640, 400).save(str(photo))
    letter.write_bytes(b"%PDF-1.4")
    files.attach(workspace, "RES_PT", asked[-1]["RES_ID"], [photo, letter])
    letter.unlink()
    only("road", "building", "water", "site_ex", "res_pt")
    conductor.commands.run("refresh")
    conductor.dock.open_only("resources")
    layers = iface.mainWindow().findChild(QDockWidget, "Layers")
    layers.hide()
    conductor.commands.run("catalogue")
    panel = conductor.commands.catalogue
    wait(until=lambda: panel.dock.model.rowCount())
    wait(0.5)
    panel.select([panel.dock.model.fid(row) for row in range(2)])
    panel.zoom()
    wait(1.0)
    iface.messageBar().clearWidgets()
    drawn()
    wait(1.5)
    save(iface.mainWindow(), "catalogue")
    panel.dock.hide()
    layers.show()


def looking(conductor):
    """Look here, at a spot between buildings."""
    only("ss_rsrp", "road", "building", "water", "site_ex")
    conductor.dock.open_only("coverage")
    conductor.dock.tools.look.setChecked(True)
    tool = conductor.tools.spot
    wait(until=lambda: tool.loader.current() is not None)
    middle = iface.mapCanvas().extent().center()
    tool.canvasClicked.emit(QgsPointXY(middle.x() - 120, middle.y() - 60), Qt.MouseButton.LeftButton)
    wait(0.5)
    save(tool.window, "look_here")
    conductor.dock.tools.look.setChecked(False)


def trying(conductor):
    """Try out: a planned site dragged to another resource."""
    only("road", "building", "water", "site_ex")
    conductor.dock.tools.what_if.setChecked(True)
    tool = conductor.tools.trial
    wait(until=lambda: tool.draft is not None)
    site = sorted(tool.draft.stands)[0]
    stand = tool.draft.stands[site].site
    away = [(abs(math.hypot(x - stand.x_m, y - stand.y_m) - 150.0), number) for number, (x, y) in enumerate(tool.draft.scene.places_m)]
    tool.draft.do(site, tool.draft.moved(site, min(away)[1]))
    tool.refresh_view()
    drawn()
    save(iface.mainWindow(), "try_out")
    conductor.dock.tools.what_if.setChecked(False)


def comparing(conductor):
    """Compare: today and the plan on either side of a line, then the layer of the difference."""
    only("ss_rsrp", "road", "building", "water", "site_ex", "site_pl")
    conductor.dock.tools.compare.setChecked(True)
    bar, compare = conductor.dock.comparison, conductor.tools.compare
    ended = []
    conductor.shown.connect(ended.append)
    bar.plan.click()
    wait(until=lambda: ended)
    only("ss_rsrp", "road", "building", "water", "site_ex", "site_pl")
    iface.messageBar().clearWidgets()
    bar.swipe.setChecked(True)
    wait(until=lambda: compare.tool.drawn)
    wait(0.3)
    save(iface.mainWindow(), "compare")
    bar.difference.click()
    wait(until=lambda: len(ended) > 1)
    only("difference", "road", "building", "water", "site_ex", "site_pl")
    iface.messageBar().clearWidgets()
    drawn()
    save(iface.mainWindow(), "difference")
    conductor.shown.disconnect(ended.append)
    conductor.dock.tools.compare.setChecked(False)


def charts(conductor):
    """The charts of a plan, and the offer to take it back."""
    row = conductor.dock.rows["sites"]
    conductor.dock.open_only("sites")
    conductor.charts.follow()
    wait(until=lambda: row.charts.charts())
    conductor.dock.scroll.verticalScrollBar().setValue(row.charts.mapTo(conductor.dock.steps, row.charts.rect().topLeft()).y())
    wait(0.3)
    save(conductor.dock, "charts")


def main():
    try:
        qgis.utils.updateAvailablePlugins()
        qgis.utils.loadPlugin("smartpole")
        qgis.utils.startPlugin("smartpole")
        pictures()
    except Exception:
        (FOLDER / "fault.txt").write_text(traceback.format_exc(), encoding="utf-8")
    os._exit(0)  # the window has nothing to save


QTimer.singleShot(1500, main)
