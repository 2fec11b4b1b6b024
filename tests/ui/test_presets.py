# SPDX-License-Identifier: GPL-2.0-or-later
"""Presets in the panel: chosen once, filled into the steps, changed by the user, out of date afterwards, remembered."""


def choose(desk, key):
    bar = desk.dock.presets
    bar.list.setCurrentIndex(bar.list.findData(key))
    bar.list.activated.emit(bar.list.currentIndex())


def test_the_data_suggest_and_one_click_takes_it(desk, town, wait_for):
    assert not desk.dock.presets.isVisibleTo(desk.dock)
    desk.conductor.open_workspace(town.path)
    bar = desk.dock.presets
    assert bar.isVisibleTo(desk.dock) and bar.list.currentData() == ""
    wait_for(lambda: 'href="county_seat"' in bar.sentence.text(), 5.0, "a proposal")
    assert "2,000 people" in bar.sentence.text()
    bar.sentence.linkActivated.emit("county_seat")
    assert town.setting("preset")["key"] == "county_seat" and bar.list.currentData() == "county_seat"
    wait_for(lambda: "5 m" in bar.sentence.text() and "not official" in bar.sentence.text(), 3.0, "the sentence")


def test_a_preset_fills_the_steps_and_the_users_values_win(desk, town, wait_for):
    from smartpole.ui.panel.steps import COVERAGE, SITES

    desk.conductor.open_workspace(town.path)
    form = desk.conductor.ensure_form(COVERAGE)
    form.set_values({"LOAD": 0.3, "RADIUS": 700.0})
    desk.conductor.session.remember(COVERAGE, form.changed_values())
    choose(desk, "village")
    assert (form.values()["CELL_SIZE"], form.values()["RADIUS"], form.values()["LOAD"]) == (20.0, 700.0, 0.3)
    assert desk.conductor.ensure_form(SITES).values()["POLE_RADIUS"] == 600.0
    assert form.changed_values() == {"LOAD": 0.3, "RADIUS": 700.0}
    marks = {name: label.text() for name, label in form._labels.items()}
    assert "4000" in marks["RADIUS"] and "●" in marks["LOAD"] and "●" not in marks["CELL_SIZE"]
    bar = desk.dock.presets
    wait_for(lambda: bar.changes.text(), 3.0, "the mark of a change")
    assert "Largest distance" in bar.changes.text() and "Load" not in bar.changes.text(), "only what the preset sets"
    bar.changes.linkActivated.emit("reset")
    assert form.values()["RADIUS"] == 4000.0 and form.values()["LOAD"] == 0.3
    wait_for(lambda: bar.changes.isHidden(), 3.0)
    choose(desk, "town")
    assert form.values()["CELL_SIZE"] == 10.0 and form.values()["LOAD"] == 0.3
    choose(desk, "")
    assert form.values()["CELL_SIZE"] == 5.0 and town.setting("preset") is None


def test_experts_parameters_are_folded_and_counted(desk, town):
    from smartpole.ui.panel.steps import COVERAGE

    desk.conductor.open_workspace(town.path)
    form = desk.conductor.ensure_form(COVERAGE)
    form.show()
    assert form.experts.isVisibleTo(form) and not form._folded.isVisibleTo(form)
    form.set_values({"RX_HEIGHT": 3.0})
    assert "1" in form.experts.text()
    form.experts.setChecked(True)
    assert form._folded.isVisibleTo(form)


def test_results_go_stale_with_another_preset_and_the_run_takes_its_values(desk, town, wait_for):
    from smartpole.ui.panel.steps import COVERAGE, State

    def run():
        ended = []
        desk.conductor.shown.connect(ended.append)
        assert desk.conductor.run_job(COVERAGE)
        wait_for(lambda: ended, 30.0, "the end of coverage")
        desk.conductor.shown.disconnect(ended.append)
        return ended[0]

    desk.conductor.open_workspace(town.path)
    choose(desk, "town")
    assert run().ok
    assert town.result("coverage")["params"]["CELL_SIZE"] == 10.0 and town.result("coverage")["params"]["RADIUS"] == 2500.0
    assert desk.conductor.states[COVERAGE].state is State.DONE
    preset = town.setting("preset")
    town.set_setting("preset", {**preset, "chosen_at": "2099-01-01T00:00:00+00:00"})
    desk.conductor.commands.run("refresh")
    assert desk.conductor.states[COVERAGE].state is State.STALE
    assert "preset" in desk.dock.rows[COVERAGE].reason.text()


def test_another_workspace_brings_its_own_preset(desk, town, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem
    from smartpole.gis.workspace import Workspace
    from smartpole.ui.panel.steps import COVERAGE

    other = Workspace.create(tmp_path / "other.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"))
    desk.conductor.open_workspace(town.path)
    form = desk.conductor.ensure_form(COVERAGE)
    choose(desk, "mountain")
    assert form.values()["CELL_SIZE"] == 25.0
    desk.conductor.open_workspace(other.path)
    assert form.values()["CELL_SIZE"] == 5.0 and desk.dock.presets.list.currentData() == ""
    desk.conductor.open_workspace(town.path)
    assert form.values()["CELL_SIZE"] == 25.0 and desk.dock.presets.list.currentData() == "mountain"


def test_a_faulty_preset_of_ones_own_is_told_and_the_others_stay(desk, town, own_settings):
    from pathlib import Path

    folder = Path(own_settings.WORK_FOLDER.value()) / "presets"
    folder.mkdir(parents=True)
    (folder / "bad.json").write_text("{", encoding="utf-8")
    desk.conductor.open_workspace(town.path)
    assert desk.dock.presets.list.findData("village") > 0 and "bad.json" in desk.dock.footer.log.toPlainText()
    choose(desk, "village")
    assert town.setting("preset") is None, "nothing is chosen while a file is faulty"
    (folder / "bad.json").unlink()
    choose(desk, "village")
    assert town.setting("preset")["key"] == "village"
