# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel on a small town: open, run, cancel, lose layers and files, come back."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from window import click


def state_of(desk, key):
    return desk.dock.rows[key].header.icon.state()


def run_step(desk, key, wait_for, seconds=30.0):
    """Open a step with the mouse and press its button; returns when it has ended."""
    row = desk.dock.rows[key]
    if not row.is_open():
        QTest.mouseClick(row.header, Qt.MouseButton.LeftButton)
    assert row.is_open()
    ended = []
    desk.conductor.shown.connect(ended.append)
    click(row.primary)
    wait_for(lambda: ended, seconds, f"the end of {key}")
    desk.conductor.shown.disconnect(ended.append)
    return ended[0]


def layers_of(role):
    from qgis.core import QgsProject

    return [layer for layer in QgsProject.instance().mapLayers().values() if layer.customProperty("smartpole/role") == role]


def test_empty_panel_offers_three_ways_to_begin(desk):
    assert desk.dock.empty.isVisibleTo(desk.dock)
    assert not any(row.isVisibleTo(desk.dock) for row in desk.dock.rows.values())


def test_every_step_names_the_other_tools_that_belong_to_it(desk, town):
    from qgis.core import QgsApplication
    from smartpole.ui.jobs import FURTHER

    assert desk.conductor.open_workspace(town.path)
    for key, names in FURTHER.items():
        desk.conductor.ensure_form(key)
        row = desk.dock.rows[key]
        assert not row.more.isHidden()
        for name in names:
            assert QgsApplication.processingRegistry().algorithmById(f"smartpole:{name}") is not None, name
            assert f'href="algorithm:smartpole:{name}"' in row.further.text()


def test_opening_a_workspace_shows_its_state_and_layers(desk, town, wait_for):
    from smartpole.ui.panel.steps import COVERAGE, NETWORK, RESOURCES, State

    assert desk.conductor.open_workspace(town.path)
    assert desk.dock.header.name.whole_text() == "小镇 town"
    assert state_of(desk, RESOURCES) is State.DONE and state_of(desk, NETWORK) is State.DONE
    assert state_of(desk, COVERAGE) is State.READY
    assert desk.dock.rows[COVERAGE].is_open(), "the next thing to do is open"
    assert not layers_of("res_pt") and desk.iface.mapCanvas().isFrozen(), "layers come one per turn, the map is drawn once"
    wait_for(lambda: not desk.conductor.layers.busy, 10.0, "the layers")
    assert len(layers_of("res_pt")) == 1 and len(layers_of("site_ex")) == 1 and not desk.iface.mapCanvas().isFrozen()
    desk.conductor.show_layers()
    wait_for(lambda: not desk.conductor.layers.busy, 10.0, "the layers")
    assert len(layers_of("res_pt")) == 1, "nothing is loaded twice"


def test_coverage_and_gaps_run_and_going_stale_is_noticed(desk, town, wait_for):
    from smartpole.ui.panel.steps import COVERAGE, GAPS, State

    desk.conductor.open_workspace(town.path)
    assert run_step(desk, COVERAGE, wait_for).ok
    assert state_of(desk, COVERAGE) is State.DONE and state_of(desk, GAPS) is State.READY
    assert len(layers_of("ss_rsrp")) == 1 and layers_of("ss_rsrp")[0].isValid()
    shares = [bar.value_pct for bar in desk.dock.rows[COVERAGE].chart.bars()]
    assert len(shares) == 4 and abs(sum(shares) - 100.0) < 1e-6
    assert run_step(desk, GAPS, wait_for).ok
    levels = {bar.label: bar for bar in desk.dock.rows[GAPS].chart.bars()}
    assert set(levels) == {"A", "C"} and levels["A"].target_pct == 98.0
    assert len(layers_of("gap")) == 1 and layers_of("gap")[0].featureCount() == town.count("GAP")

    with town.transaction() as transaction:
        site = next(town.rows("SITE_EX", ["SITE_NAME"]))
        transaction.update("SITE_EX", [{"fid": site["fid"], "ANT_H": 12.0}])
    wait_for(lambda: state_of(desk, COVERAGE) is State.STALE, 6.0, "the panel noticing a change made elsewhere")
    assert state_of(desk, GAPS) is State.STALE
    assert desk.dock.rows[COVERAGE].reason.text()

    assert run_step(desk, COVERAGE, wait_for).ok
    assert state_of(desk, COVERAGE) is State.DONE
    assert len(layers_of("ss_rsrp")) == 1, "the new map takes the place of the old one"


def test_layers_deleted_by_the_user_come_back_and_nothing_breaks(desk, town, wait_for):
    from qgis.core import QgsProject
    from smartpole.ui.panel.steps import COVERAGE, GAPS

    desk.conductor.open_workspace(town.path)
    row = desk.dock.rows[COVERAGE]
    ended = []
    desk.conductor.shown.connect(ended.append)
    click(row.primary)
    QgsProject.instance().removeAllMapLayers()  # while it runs
    wait_for(lambda: ended, 30.0)
    assert ended[0].ok and len(layers_of("ss_rsrp")) == 1
    QgsProject.instance().removeAllMapLayers()
    assert run_step(desk, GAPS, wait_for).ok
    assert len(layers_of("gap")) == 1
    QgsProject.instance().clear()
    desk.conductor.follow_link(GAPS, "layer:gap")
    assert len(layers_of("gap")) == 1
    desk.conductor.follow_link(COVERAGE, "raster:ss_sinr")
    assert len(layers_of("ss_sinr")) == 1


def test_cancel_in_the_middle_changes_nothing(desk, town, wait_for):
    from smartpole.ui.panel.steps import COVERAGE, State

    desk.conductor.open_workspace(town.path)
    form = desk.conductor.ensure_form(COVERAGE)
    form.set_values({"CELL_SIZE": 0.5, "RADIUS": 600.0})
    ended = []
    desk.conductor.shown.connect(ended.append)
    click(desk.dock.rows[COVERAGE].primary)
    assert state_of(desk, COVERAGE) is State.RUNNING
    assert desk.dock.footer.cancel.isVisibleTo(desk.dock)
    wait_for(lambda: desk.dock.footer.bar.value() > 0)
    click(desk.dock.footer.cancel)
    wait_for(lambda: ended, 10.0)
    assert ended[0].cancelled
    assert state_of(desk, COVERAGE) is State.READY
    assert not list(town.results()) and not layers_of("ss_rsrp")
    left = [path for path in town.results_folder.rglob("*") if path.is_file()]
    assert all(path.parent.name == "patches" and path.suffix == ".patch" for path in left), "no half-written result"
    assert not desk.dock.footer.running.isVisibleTo(desk.dock)


def test_a_workspace_that_vanishes_is_told_and_lets_the_panel_live(desk, town, wait_for):
    desk.conductor.open_workspace(town.path, show_layers=False)
    town.path.rename(town.path.with_name("moved.gpkg"))
    wait_for(lambda: not desk.conductor.session.facts.path, 6.0)
    assert desk.dock.empty.isVisibleTo(desk.dock)
    assert desk.conductor.open_workspace(town.path.with_name("moved.gpkg"), show_layers=False)
    assert not desk.conductor.open_workspace(town.path, show_layers=False), "a missing file is refused"
    assert desk.dock.header.name.whole_text() == "小镇 town", "and what was open stays open"


def test_parameters_are_remembered_in_the_workspace(desk, town, wait_for):
    from smartpole.ui.panel.steps import COVERAGE

    desk.conductor.open_workspace(town.path)
    desk.conductor.ensure_form(COVERAGE).set_values({"CELL_SIZE": 10.0, "LOAD": 0.3})
    assert run_step(desk, COVERAGE, wait_for).ok
    assert town.setting("panel/coverage") == {"CELL_SIZE": 10.0, "LOAD": 0.3}
    desk.conductor.session.close()
    desk.conductor.forms.clear()
    desk.conductor.open_workspace(town.path)
    assert desk.conductor.ensure_form(COVERAGE).values()["CELL_SIZE"] == 10.0


def test_bad_parameters_are_one_line_not_a_traceback(desk, town, wait_for):
    from smartpole.ui.panel.steps import COVERAGE, State

    desk.conductor.open_workspace(town.path)
    desk.conductor.ensure_form(COVERAGE).set_values({"CELL_SIZE": -5.0})
    outcome = run_step(desk, COVERAGE, wait_for)
    assert not outcome.ok and "-5" in outcome.reason
    assert "-5" in desk.dock.footer.log.toPlainText()
    assert state_of(desk, COVERAGE) is State.READY


def test_nothing_is_cut_off_at_the_least_width(desk, town):
    from smartpole.ui.panel.dock import LEAST_WIDTH

    desk.conductor.open_workspace(town.path)
    for key in desk.dock.rows:
        desk.conductor.ensure_form(key)
        desk.dock.open_only(key)
        wanted = desk.dock.steps.minimumSizeHint().width()
        assert wanted <= LEAST_WIDTH, f"{key} wants {wanted} px"


def test_diagnostics_name_versions_and_states_but_no_contents(desk, town):
    from smartpole.ui.diagnostics import diagnostic_text

    desk.conductor.open_workspace(town.path)
    text = diagnostic_text(desk.conductor.session.facts, desk.conductor.states)
    assert "QGIS 3" in text and "coverage: ready" in text and "EPSG:4548" in text
    assert "420300908000000233" not in text


def test_look_here_says_who_serves_a_spot_and_leaves_no_marks(desk, town, wait_for):
    from qgis.core import QgsPointXY

    desk.conductor.open_workspace(town.path)
    canvas = desk.conductor.iface.mapCanvas()
    items = len(canvas.scene().items())
    desk.dock.tools.look.setChecked(True)
    tool = desk.conductor.tools.spot
    assert canvas.mapTool() is tool
    tool.canvasClicked.emit(QgsPointXY(500330, 4000250), Qt.MouseButton.LeftButton)
    wait_for(lambda: tool.spot is not None, 10.0, "an answer")
    assert "mast" in tool.window.text.text() and "dBm" in tool.window.text.text()
    assert tool.spot.level.code == "C" and tool.spot.candidates
    assert tool.spot.obstacle is not None and tool.spot.obstacle.building
    assert len(canvas.scene().items()) > items

    tool.canvasClicked.emit(QgsPointXY(0, 0), Qt.MouseButton.LeftButton)
    assert "0" in tool.window.text.text(), "a spot off the plan is told, not a traceback"
    desk.dock.tools.look.setChecked(False)
    assert canvas.mapTool() is not tool and len(canvas.scene().items()) == items
