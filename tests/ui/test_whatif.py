# SPDX-License-Identifier: GPL-2.0-or-later
"""Trying out sites on the map: drag, add, take away, turn, undo, discard, keep."""

import numpy as np
import pytest
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtTest import QTest

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(desk, town):
    with town.transaction() as transaction:
        transaction.insert(
            "SITE_PL",
            [
                {
                    "PLAN_ID": "P00001",
                    "BASE_TYPE": "01",
                    "BASE_ID": "L04",
                    "MODE": "2",
                    "FORM": "2",
                    "ANT_H": 9.0,
                    "geometry": (500135, 4000145),
                },
                {"PLAN_ID": "P00002", "BASE_TYPE": "07", "MODE": "1", "FORM": "1", "ANT_H": 28.0, "geometry": (500350, 4000260)},
            ],
        )
    desk.iface.mapCanvas().resize(800, 600)
    desk.conductor.open_workspace(town.path)
    return desk


@pytest.fixture
def tool(desk, wait_for):
    desk.dock.tools.what_if.setChecked(True)
    trial = desk.conductor.tools.trial
    wait_for(lambda: trial.view is not None, 20.0, "the draft")
    return trial


def settle(tool):
    """Until everything that was done shows."""
    for _ in range(2000):
        if not tool.busy:
            return
        QTest.qWait(5)
    pytest.fail("the draft is still busy after ten seconds")


def pixel(tool, x, y):
    from qgis.core import QgsPointXY

    return tool.toCanvasCoordinates(QgsPointXY(x, y))


def mouse(tool, kind, at, modifiers=NONE):
    from qgis.gui import QgsMapMouseEvent

    event = QgsMapMouseEvent(tool.canvas(), kind, QPoint(at), LEFT, LEFT, modifiers)
    {
        QEvent.Type.MouseButtonPress: tool.canvasPressEvent,
        QEvent.Type.MouseMove: tool.canvasMoveEvent,
        QEvent.Type.MouseButtonRelease: tool.canvasReleaseEvent,
    }[kind](event)


def drag(tool, start, end, modifiers=NONE):
    mouse(tool, QEvent.Type.MouseButtonPress, start, modifiers)
    mouse(tool, QEvent.Type.MouseMove, end, modifiers)
    mouse(tool, QEvent.Type.MouseButtonRelease, end, modifiers)
    settle(tool)


def test_dragging_moves_a_site_to_another_resource_and_undo_takes_it_back(desk, tool):
    figures = tool.draft.figures
    drag(tool, pixel(tool, 500135, 4000145), pixel(tool, 500374, 4000146))
    site = tool.draft.stands["P00001"].site
    assert (site.x_m, site.y_m) == (500375, 4000145), "it stands on the nearest lamp pole"
    assert tool.draft.figures != figures and tool.draft.changed
    assert desk.dock.trial.commit.isEnabled()
    tool.undo()
    settle(tool)
    assert not tool.draft.changed
    assert tool.draft.figures.area_pct == pytest.approx(figures.area_pct, abs=1e-6, nan_ok=True)


def test_clicks_add_and_take_away_and_discard_brings_all_back(tool):
    figures, count, heard = tool.draft.figures, len(tool.draft.stands), tool.draft.what_if.ss_rsrp_dbm.copy()
    drag(tool, pixel(tool, 500255, 4000145), pixel(tool, 500255, 4000145))
    assert len(tool.draft.stands) == count + 1
    assert (tool.draft.what_if.ss_rsrp_dbm >= heard - 1e-3)[np.isfinite(heard)].all(), "one more site is never heard less"
    drag(tool, pixel(tool, 500350, 4000260), pixel(tool, 500350, 4000260))
    assert "P00002" not in tool.draft.stands
    tool.discard()
    settle(tool)
    assert not tool.draft.changed and tool.draft.figures.area_pct == pytest.approx(figures.area_pct, abs=1e-6, nan_ok=True)


def test_what_was_taken_away_before_it_shows_cannot_be_dragged_or_taken_again(tool):
    at = pixel(tool, 500350, 4000260)
    faults = []
    tool.told.connect(faults.append)
    for end in (at, at, pixel(tool, 500374, 4000146)):  # faster than the map shows it
        mouse(tool, QEvent.Type.MouseButtonPress, at)
        mouse(tool, QEvent.Type.MouseButtonRelease, end)
    settle(tool)
    assert "P00002" not in tool.draft.stands and not faults
    tool.undo()
    settle(tool)
    assert "P00002" in tool.draft.stands and not tool.draft.can_undo, "it went in one step"


def test_shift_and_drag_turns_the_sectors(tool):
    before = [sector.azimuth_deg for sector in tool.draft.stands["P00002"].site.sectors]
    assert len(before) == 3
    centre = pixel(tool, 500350, 4000260)
    start = QPoint(centre.x(), centre.y() - 6)
    drag(tool, start, QPoint(centre.x() + 100, centre.y()), Qt.KeyboardModifier.ShiftModifier)
    after = [sector.azimuth_deg for sector in tool.draft.stands["P00002"].site.sectors]
    assert [(b + 90) % 360 for b in before] == pytest.approx(after, abs=5.1)


def test_keeping_writes_the_plan_and_fixes_what_was_touched(desk, tool, town):
    drag(tool, pixel(tool, 500135, 4000145), pixel(tool, 500375, 4000145))
    drag(tool, pixel(tool, 500255, 4000145), pixel(tool, 500255, 4000145))
    drag(tool, pixel(tool, 500350, 4000260), pixel(tool, 500350, 4000260))
    desk.dock.trial.commit.click()
    settle(tool)
    rows = {row["PLAN_ID"]: row for row in town.rows("SITE_PL")}
    assert set(rows) == {"P00001", "P00003"}
    assert rows["P00001"]["BASE_ID"] == "L12" and rows["P00001"]["geometry"].asPoint().x() == 500375
    assert rows["P00003"]["BASE_ID"] == "L08" and all(row["FIXED"] == 1 for row in rows.values())
    assert not tool.draft.changed


def test_a_reserve_whose_resource_is_taken_goes_and_the_others_stay(tool, town):
    with town.transaction() as transaction:
        taken = {"PLAN_ID": "P00001B", "BASE_ID": "L12", "BATCH": "3", "ANT_H": 9.0, "geometry": (500375, 4000145)}
        other = {"PLAN_ID": "P00002B", "BASE_ID": "L07", "BATCH": "3", "ANT_H": 9.0, "geometry": (500225, 4000145)}
        transaction.insert("SITE_PL", [taken, other])
    drag(tool, pixel(tool, 500135, 4000145), pixel(tool, 500375, 4000145))
    kept = []
    tool.kept.connect(kept.append)
    tool.commit()
    settle(tool)
    assert kept == [1]
    assert {row["PLAN_ID"] for row in town.rows("SITE_PL")} == {"P00001", "P00002", "P00002B"}


def test_leaving_the_tool_leaves_nothing_on_the_map_and_nothing_written(desk, tool, town):
    drag(tool, pixel(tool, 500135, 4000145), pixel(tool, 500375, 4000145))
    canvas = tool.canvas()
    with_item = len(canvas.scene().items())
    desk.dock.tools.what_if.setChecked(False)
    assert len(canvas.scene().items()) == with_item - 1
    assert next(town.rows("SITE_PL", where="PLAN_ID = ?", params=("P00001",)))["BASE_ID"] == "L04"
    assert not desk.dock.trial.isVisibleTo(desk.dock)


def test_the_model_of_the_newest_coverage_is_told_and_a_slow_one_waits_for_the_mouse(desk, town, wait_for):
    from smartpole.gis.readers.scene_model import newest_record
    from smartpole.ui.map_tools.whatif_tool import REST_MS

    town.log_result("coverage", "", {"CELL_SIZE": 10.0, "RADIUS": 500.0, "MODEL": "free_space"}, (), {}, [])
    town.log_result("coverage_plan", "", {"CELL_SIZE": 10.0, "RADIUS": 500.0, "MODEL": "p1812"}, (), {}, [])
    assert newest_record(town)["MODEL"] == "p1812"
    desk.dock.tools.what_if.setChecked(True)
    tool = desk.conductor.tools.trial
    wait_for(lambda: tool.view is not None, 20.0, "the draft")
    assert "P.1812" in desk.dock.trial.words.text()
    mouse(tool, QEvent.Type.MouseButtonPress, pixel(tool, 500135, 4000145))
    mouse(tool, QEvent.Type.MouseMove, pixel(tool, 500374, 4000146))
    assert tool._later.interval() == REST_MS and not tool.draft.changed
    wait_for(lambda: tool.draft.changed, 5.0, "the site's move once the mouse rests")
    mouse(tool, QEvent.Type.MouseButtonRelease, pixel(tool, 500374, 4000146))
    settle(tool)
    assert np.isfinite(tool.draft.what_if.ss_rsrp_dbm).any()
    desk.dock.tools.what_if.setChecked(False)

    desk.dock.tools.look.setChecked(True)
    spot = desk.conductor.tools.spot
    spot._on_click(spot.toMapCoordinates(pixel(tool, 500150, 4000120)), LEFT)
    wait_for(lambda: spot.spot is not None, 20.0, "the spot")
    assert "P.1812" in spot.window.text.text()
    town.log_result("coverage", "", {"CELL_SIZE": 10.0, "RADIUS": 500.0, "MODEL": "free_space"}, (), {}, [])
    assert desk.conductor.tools.loader.current() is None, "another coverage, another scene"
