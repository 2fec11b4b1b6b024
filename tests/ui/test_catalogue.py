# SPDX-License-Identifier: GPL-2.0-or-later
"""The catalogue panel: opens, filters, edits, follows map and workspace, and survives what users do."""

import datetime

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from window import click


@pytest.fixture
def lamps(town):
    """Three of the town's lamps wait for a reply, two of them too long."""
    today = datetime.date.today()
    with town.transaction() as transaction:
        for fid, days, owner in ((3, 40, "城管局"), (5, 90, "公安局"), (7, 4, "公安局")):
            change = {"fid": fid, "OPEN_ST": "1", "APPLY_DT": today - datetime.timedelta(days=days), "OWN_UNIT": owner}
            transaction.update("RES_PT", [change])
    return town


@pytest.fixture
def catalogue(desk, lamps, wait_for):
    desk.conductor.open_workspace(lamps.path)
    desk.conductor.commands.run("catalogue")
    made = desk.conductor.commands.catalogue
    answered(made, wait_for)
    return made


def answered(catalogue, wait_for):
    wait_for(lambda: not catalogue.conductor.layers.busy and not catalogue.jobs.busy(), 10.0, "an answer of the register")


def column(catalogue, name):
    return catalogue.dock.model.columns.index(name)


def cell(catalogue, row, name, role=Qt.ItemDataRole.DisplayRole):
    return catalogue.dock.model.index(row, column(catalogue, name)).data(role)


def shown(catalogue):
    return [cell(catalogue, row, "RES_ID") for row in range(catalogue.dock.model.rowCount())]


def layer_of(role="res_pt"):
    from qgis.core import QgsProject

    return next(layer for layer in QgsProject.instance().mapLayers().values() if layer.customProperty("smartpole/role") == role)


def test_overdue_replies_stand_first_and_the_panel_leads_there(desk, lamps, wait_for):
    desk.conductor.open_workspace(lamps.path)
    assert "catalogue:overdue" in desk.dock.rows["resources"].sentence.text()
    desk.conductor.follow_link("resources", "catalogue:RES_PT")
    catalogue = desk.conductor.commands.catalogue
    answered(catalogue, wait_for)
    assert shown(catalogue)[:3] == ["L04", "L02", "L06"] and len(shown(catalogue)) == 13
    assert "90" in cell(catalogue, 0, "state") and "overdue" in catalogue.dock.counts.text()
    desk.conductor.follow_link("resources", "catalogue:overdue")
    answered(catalogue, wait_for)
    assert shown(catalogue) == ["L04", "L02"]
    desk.conductor.follow_link("resources", "catalogue:BUILDING")
    answered(catalogue, wait_for)
    assert catalogue.table == "BUILDING" and catalogue.dock.model.rowCount() == 6
    assert "state" not in catalogue.dock.model.columns, "buildings are not followed up"


def test_filters_and_order_by_mouse_and_keyboard(catalogue, wait_for):
    bar = catalogue.dock.filters
    bar.text.setText("公安")  # QTest types Latin letters only
    QTest.keyClick(bar.text, Qt.Key.Key_Return)
    answered(catalogue, wait_for)
    assert shown(catalogue) == ["L04", "L06"]
    click(bar.clear)
    answered(catalogue, wait_for)
    assert len(shown(catalogue)) == 13
    owners = bar.lists[1]
    assert [owners.itemData(n) for n in range(owners.count())] == [None, "", "公安局", "城管局"]
    owners.setCurrentIndex(3)
    owners.activated.emit(3)
    answered(catalogue, wait_for)
    assert shown(catalogue) == ["L02"]
    bar.filter_by("POWER", "0")
    answered(catalogue, wait_for)
    assert shown(catalogue) == [] and catalogue.dock.pages.currentIndex() == 1 and catalogue.dock.nothing.text()
    bar.clear.click()
    answered(catalogue, wait_for)
    catalogue.dock.view.sortByColumn(column(catalogue, "RES_ID"), Qt.SortOrder.DescendingOrder)
    answered(catalogue, wait_for)
    assert shown(catalogue)[0] == "L12"


def test_one_cell_is_edited_in_place_and_undone(catalogue, lamps, wait_for):
    model, view = catalogue.dock.model, catalogue.dock.view
    index = model.index(0, column(catalogue, "OPEN_ST"))
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    delegate = view.itemDelegate()
    editor = delegate.createEditor(view, None, index)
    delegate.setEditorData(editor, index)
    assert editor.currentData() == "1"
    editor.setCurrentIndex(editor.findData("2"))
    delegate.setModelData(editor, model, index)
    assert cell(catalogue, 0, "OPEN_ST") == "open free of charge", "what was chosen shows at once"
    answered(catalogue, wait_for)
    fid = model.fid(0)
    assert [row["OPEN_ST"] for row in lamps.rows("RES_PT", ["OPEN_ST"], "RES_ID = 'L04'")] == ["2"]
    assert catalogue.dock.undo.isEnabled()
    click(catalogue.dock.undo)
    answered(catalogue, wait_for)
    assert [row["OPEN_ST"] for row in lamps.rows("RES_PT", ["OPEN_ST"], "fid = ?", (fid,))] == ["1"]
    assert not catalogue.dock.undo.isEnabled()


def test_a_value_that_is_refused_is_told_and_leaves_the_cell(catalogue, lamps, wait_for, desk):
    model = catalogue.dock.model
    before = cell(catalogue, 0, "HEIGHT_M")
    model.setData(model.index(0, column(catalogue, "HEIGHT_M")), 9000.0, Qt.ItemDataRole.EditRole)
    answered(catalogue, wait_for)
    assert cell(catalogue, 0, "HEIGHT_M") == before
    assert "9000" in desk.dock.footer.log.toPlainText()


def test_many_rows_at_once_with_a_count_beforehand(catalogue, lamps, wait_for):
    from smartpole.ui.catalogue.bulk import BulkDialog

    catalogue.dock.view.selectAll()
    assert len(catalogue.selected()) == 13
    dialog = BulkDialog(lamps, "RES_PT", catalogue.selected(), "", catalogue.dock)
    assert dialog.column().name == "OPEN_ST" and dialog.columns.findData("RES_ID") < 0 and dialog.columns.findData("SRC_FILE") < 0
    dialog.editor.setCurrentIndex(dialog.editor.findData("2"))
    wait_for(lambda: dialog.go.isEnabled(), 5.0, "the count")
    assert "3" in dialog.told.text() and "13" in dialog.told.text()
    dialog.columns.setCurrentIndex(dialog.columns.findData("HEIGHT_M"))
    dialog.editor.setText("900")
    wait_for(lambda: "900" in dialog.told.text(), 5.0, "the refusal")
    assert not dialog.go.isEnabled()
    dialog.done(0)
    catalogue.edits.edit(catalogue.selected(), "OPEN_ST", "2")
    answered(catalogue, wait_for)
    assert lamps.count("RES_PT", "OPEN_ST = '2'") == 13
    assert len(catalogue.selected()) == 13, "the selection stays"
    catalogue.edits.undo()
    answered(catalogue, wait_for)
    assert lamps.count("RES_PT", "OPEN_ST = '2'") == 10


def test_one_selection_for_table_and_map(catalogue, wait_for, desk):
    layer = layer_of()
    catalogue.select([5, 3], scroll=True)
    wait_for(lambda: set(layer.selectedFeatureIds()) == {3, 5}, 3.0, "the map's selection")
    layer.selectByIds([7, 8])
    assert sorted(catalogue.selected()) == [7, 8]
    catalogue.dock.filters.only.click()
    answered(catalogue, wait_for)
    assert sorted(shown(catalogue)) == ["L06", "L07"]
    layer.selectByIds([1])
    answered(catalogue, wait_for)
    assert shown(catalogue) == ["L00"]
    catalogue.dock.zoom.click()
    answered(catalogue, wait_for)
    centre = desk.conductor.iface.mapCanvas().extent().center()
    assert abs(centre.x() - 500015) < 1 and abs(centre.y() - 4000145) < 1


def test_a_layer_taken_off_the_map_harms_nothing_and_comes_back(catalogue, wait_for):
    from qgis.core import QgsProject

    QgsProject.instance().removeAllMapLayers()
    catalogue.select([5])
    wait_for(lambda: not catalogue._selection.isActive(), 2.0)
    assert catalogue.map.layer() is None and catalogue.selected() == [5]
    catalogue.dock.zoom.click()
    answered(catalogue, wait_for)
    assert list(layer_of().selectedFeatureIds()) == [5], "zooming puts it back and selects there"
    QgsProject.instance().clear()
    catalogue.edits.edit([5], "REMARK", "x")
    answered(catalogue, wait_for)
    assert "x" in [cell(catalogue, row, "REMARK") for row in range(13)]


def test_edits_on_the_map_are_not_run_over(catalogue, lamps, wait_for, desk):
    layer = layer_of()
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().lookupField("REMARK"), "mine")
    catalogue.edits.edit([1], "REMARK", "theirs")
    answered(catalogue, wait_for)
    assert lamps.count("RES_PT", "REMARK IS NOT NULL") == 0 and "edited" in desk.dock.footer.log.toPlainText()
    layer.rollBack()


def test_changes_from_elsewhere_show_and_keep_the_place(catalogue, lamps, wait_for):
    catalogue.select([7])
    with lamps.transaction() as transaction:
        transaction.update("RES_PT", [{"fid": 7, "APPLY_DT": datetime.date(2020, 1, 1)}])
    wait_for(lambda: shown(catalogue)[0] == "L06", 8.0, "the change made elsewhere")
    answered(catalogue, wait_for)
    assert catalogue.selected() == [7]


def test_files_are_attached_shown_and_missed(catalogue, lamps, wait_for, tmp_path):
    from qgis.PyQt.QtGui import QImage

    photo, letter = lamps.path.parent / "灯杆.png", tmp_path / "答复.pdf"
    QImage(640, 480, QImage.Format.Format_RGB32).save(str(photo))
    letter.write_bytes(b"x")
    pane = catalogue.dock.details
    catalogue.select([5])
    wait_for(lambda: "L04" in pane.title.text(), 3.0, "the details")
    pane.add_wanted.emit([str(photo), str(letter)])
    wait_for(lambda: pane.files.count() == 2, 5.0, "the files")
    wait_for(lambda: not pane.picture.isHidden(), 5.0, "the photo")
    answered(catalogue, wait_for)
    assert cell(catalogue, 0, "files") == "2"
    letter.unlink()
    catalogue.edits.show_current()
    answered(catalogue, wait_for)
    assert "not found" in pane.files.item(1).text() and "not found" in pane.heading.text()
    pane.files.setCurrentRow(1)
    click(pane.remove)
    wait_for(lambda: pane.files.count() == 1, 5.0, "the file's leave")
    pane.add_wanted.emit([str(tmp_path / "gone.jpg")])
    answered(catalogue, wait_for)
    assert lamps.count("ATTACH") == 1


def test_closing_the_workspace_and_losing_it_empties_the_table(catalogue, lamps, wait_for, desk):
    lamps.path.rename(lamps.path.with_name("moved.gpkg"))
    catalogue.edits.edit([1], "REMARK", "x")
    assert catalogue.dock.model.rowCount() == 0 and catalogue.dock.nothing.text()
    assert not catalogue.dock.bulk.isEnabled()
    assert desk.conductor.open_workspace(lamps.path.with_name("moved.gpkg"))
    answered(catalogue, wait_for)
    assert len(shown(catalogue)) == 13
    desk.conductor.commands.run("close")
    assert catalogue.dock.model.rowCount() == 0


def test_a_read_only_workspace_is_looked_at_only(catalogue, wait_for, monkeypatch, desk):
    from smartpole.ui import session

    monkeypatch.setattr(session.os, "access", lambda path, mode: False)
    desk.conductor.commands.run("refresh")
    answered(catalogue, wait_for)
    catalogue.dock.view.selectAll()
    wait_for(lambda: not catalogue._selection.isActive(), 2.0)
    index = catalogue.dock.model.index(0, column(catalogue, "OPEN_ST"))
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert not catalogue.dock.bulk.isEnabled() and "read-only" in catalogue.dock.counts.text()


def test_columns_are_chosen_and_remembered(catalogue, wait_for, own_settings):
    menu = catalogue.columns.menu()
    action = next(action for action in menu.actions() if action.text() == "Load capacity")
    assert action.isCheckable() and not action.isChecked()
    action.trigger()
    assert "LOAD_KG" in catalogue.dock.model.columns
    assert "RES_PT:LOAD_KG" in own_settings.CATALOGUE_COLUMNS.value()
    catalogue.columns.menu().actions()[0].trigger()
    assert "LOAD_KG" not in catalogue.dock.model.columns and own_settings.CATALOGUE_COLUMNS.value() == []


def test_unloading_takes_the_dock_away(interface, own_settings, qgis_processing, qgis_new_project, lamps, wait_for):
    from smartpole.plugin import SmartPolePlugin

    plugin = SmartPolePlugin(interface)
    plugin.initGui()
    plugin.desk.conductor.open_workspace(lamps.path)
    plugin.desk.conductor.commands.run("catalogue")
    assert [dock.objectName() for dock in interface.docks] == ["SmartPolePanel", "SmartPoleCatalogue"]
    plugin.unload()
    assert interface.docks == []
