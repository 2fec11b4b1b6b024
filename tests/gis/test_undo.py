# SPDX-License-Identifier: GPL-2.0-or-later
"""One step back: exactly the rows of before, also after the file was closed, and never over somebody's edit."""

import sqlite3

import pytest


@pytest.fixture
def workspace(qgis_app, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
    from smartpole.gis.workspace import Workspace

    made = Workspace.create(tmp_path / "县 计划.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"), "县")
    with made.transaction() as t:
        t.insert("SITE_PL", [{"PLAN_ID": f"P{n}", "COST_WY": n / 7, "FIXED": n % 2, "geometry": (500000.0 + n / 3, 4e6)} for n in range(6)])
        square = QgsGeometry.fromWkt("Polygon((0 0, 10 0, 10 10, 0 10, 0 0))")
        t.insert("SVC_AREA", [{"AREA_ID": "1", "SVC_LV": "A", "geometry": square}])
    return made


def contents(workspace, tables=("SITE_PL", "SVC_AREA", "STAT", "RESULT_LOG")):
    """Every stored value, row numbers and geometry included; of results all but the counts they were made at, which move on."""
    with sqlite3.connect(workspace.path) as connection:
        found = {table: connection.execute(f"SELECT * FROM {table} ORDER BY fid").fetchall() for table in tables}  # noqa: S608
    connection.close()
    found["RESULT_LOG"] = [row[:4] + row[5:] for row in found.get("RESULT_LOG", ())]
    return found


def fault_of(call):
    from smartpole.engine.errors import SmartPoleError

    with pytest.raises(SmartPoleError) as error:
        call()
    return error.value


def change(workspace, step="suggestsites"):
    """A step that deletes, changes, adds and replaces."""
    with workspace.transaction(undo=step) as t:
        t.delete("SITE_PL", where="FIXED IS NULL OR FIXED <> 1")
        t.update("SITE_PL", [{"fid": 2, "COST_WY": 99.0, "geometry": (1.0, 2.0)}])
        t.delete("SITE_PL", fids=[4])
        t.insert("SITE_PL", [{"PLAN_ID": "N1", "geometry": (7.0, 8.0)}, {"PLAN_ID": "N2", "geometry": None}])
        t.update("SITE_PL", [{"fid": 7, "PLAN_NAME": "changed at once"}])
        t.replace("SVC_AREA", [])
        t.insert("STAT", [{"STAGE": "after", "SCOPE": "total"}])


def test_every_row_is_as_it_was_also_after_opening_anew(workspace):
    from smartpole.gis.workspace import Workspace

    before = contents(workspace)
    change(workspace)
    assert contents(workspace) != before
    again = Workspace.open(workspace.path)
    assert (again.undo_step().step, again.undo_step().rows) == ("suggestsites", {"SITE_PL": 7, "SVC_AREA": 1, "STAT": 1})
    assert again.undo().step == "suggestsites"
    assert contents(workspace) == before
    assert workspace.undo_step() is None and fault_of(workspace.undo).key == "undo_nothing"


def test_the_spatial_index_follows(workspace):
    change(workspace)
    workspace.undo()
    layer = workspace.layer("SITE_PL")
    from qgis.core import QgsFeatureRequest, QgsRectangle

    near = QgsFeatureRequest().setFilterRect(QgsRectangle(500000.9, 3999999, 500001.1, 4000001))
    assert [feature["PLAN_ID"] for feature in layer.getFeatures(near)] == ["P3"]
    assert layer.extent().xMinimum() == pytest.approx(500000.0)


def edit_changed(t):
    t.update("SITE_PL", [{"fid": 2, "REMARK": "by hand"}])


def delete_added(t):
    t.delete("SITE_PL", where="PLAN_ID = ?", params=("N1",))


def take_key(t):
    t.insert("SITE_PL", [{"PLAN_ID": "P0"}])


def bring_back(t):
    t.insert("SITE_PL", [{"fid": 1, "PLAN_ID": "other"}])


@pytest.mark.parametrize("edit", [edit_changed, delete_added, take_key, bring_back])
def test_what_was_edited_since_is_never_overwritten(workspace, edit):
    change(workspace)
    with workspace.transaction() as t:
        edit(t)
    now = contents(workspace)
    fault = fault_of(workspace.undo)
    assert fault.key == "undo_edited" and fault.values["count"] == 1
    assert contents(workspace) == now and workspace.undo_step() is not None


def test_figures_computed_anew_since_stay_and_do_not_stand_in_the_way(workspace):
    before = contents(workspace, ("SITE_PL", "SVC_AREA"))
    change(workspace)
    with workspace.transaction() as t:
        t.replace("STAT", [{"STAGE": "after", "SCOPE": "level", "CODE": "A"}])
    assert set(workspace.undo().rows) == {"SITE_PL", "SVC_AREA"}
    assert contents(workspace, ("SITE_PL", "SVC_AREA")) == before
    assert [row["CODE"] for row in workspace.rows("STAT")] == ["A"]


def test_parts_of_one_step_go_back_together(workspace):
    before = contents(workspace)
    change(workspace, "importresources")
    with workspace.transaction(undo="importresources", join=True) as t:
        t.update("SITE_PL", [{"fid": fid, "REMARK": "matched"} for fid in (2, 6, 7)])
    workspace.undo()
    assert contents(workspace) == before


def test_an_edit_of_other_rows_stays(workspace):
    change(workspace)
    with workspace.transaction() as t:
        t.update("SITE_PL", [{"fid": 6, "REMARK": "by hand"}])
        t.insert("SITE_PL", [{"PLAN_ID": "later"}])
    workspace.undo()
    rows = {row["PLAN_ID"]: row["REMARK"] for row in workspace.rows("SITE_PL")}
    assert set(rows) == {"P0", "P1", "P2", "P3", "P4", "P5", "later"} and rows["P5"] == "by hand"


def test_only_the_last_step_can_be_taken_back(workspace):
    change(workspace, "importresources")
    between = contents(workspace)
    with workspace.transaction(undo="whatif") as t:
        t.insert("SITE_PL", [{"PLAN_ID": "try"}])
    assert workspace.undo().step == "whatif"
    assert contents(workspace) == between and workspace.undo_step() is None


def test_a_step_that_failed_leaves_the_step_before(workspace):
    change(workspace, "importresources")
    with pytest.raises(ZeroDivisionError), workspace.transaction(undo="whatif") as t:
        t.insert("SITE_PL", [{"PLAN_ID": "try"}])
        1 / 0  # noqa: B018
    assert workspace.undo_step().step == "importresources"


def test_a_step_that_touched_nothing_cannot_be_taken_back(workspace):
    with workspace.transaction(undo="whatif") as t:
        t.delete("SITE_PL", where="PLAN_ID = ?", params=("none",))
    assert workspace.undo_step() is None


def test_record_and_file_of_a_step_go_back_with_it(workspace):
    certificate = workspace.results_folder / "plan_certificate.npz"
    certificate.write_bytes(b"old")
    workspace.log_result("suggestsites", certificate, {"n": 1}, ("SITE_PL",), {})
    before = contents(workspace)
    with workspace.transaction(undo="suggestsites") as t:
        t.keep_file(certificate)
        t.delete("SITE_PL")
    certificate.write_bytes(b"new")
    workspace.log_result("suggestsites", certificate, {"n": 2}, ("SITE_PL",), {}, undo="suggestsites")
    assert workspace.result("suggestsites")["params"] == {"n": 2}
    workspace.undo()
    assert workspace.result("suggestsites")["stale"] == ()
    assert contents(workspace) == before and certificate.read_bytes() == b"old"
    assert [path.name for path in workspace.results_folder.iterdir()] == ["plan_certificate.npz"]


def test_a_file_that_was_not_there_goes(workspace):
    certificate = workspace.results_folder / "plan_certificate.npz"
    with workspace.transaction(undo="suggestsites") as t:
        t.keep_file(certificate)
        t.delete("SITE_PL")
    certificate.write_bytes(b"new")
    workspace.undo()
    assert not certificate.exists()


def test_gdal_still_finds_a_valid_geopackage(workspace):
    from osgeo import gdal

    change(workspace)
    gdal.ErrorReset()
    source = gdal.OpenEx(str(workspace.path), gdal.OF_VECTOR)
    assert source.GetLayerByName("SITE_PL").GetFeatureCount() == 4 and gdal.GetLastErrorMsg() == ""


def edit(workspace, fids, value, field="REMARK"):
    from smartpole.gis.inventory import edits

    return edits.edit(workspace, "SITE_PL", fids, field, value)


def test_changes_of_the_catalogue_and_steps_go_back_in_one_order(workspace):
    from smartpole.gis.inventory import edits

    stages = [contents(workspace)]
    edit(workspace, [1, 2, 3], "first")
    stages.append(contents(workspace))
    change(workspace)
    stages.append(contents(workspace))
    edit(workspace, [6, 7], "second")
    assert (workspace.undo_step().step, workspace.undo_step().rows) == ("catalogue", {"SITE_PL": 2})
    assert edits.last_change(workspace).count == 2
    assert workspace.undo().step == "catalogue" and contents(workspace) == stages.pop()
    assert edits.last_change(workspace) is None, "the step came after the first change"
    fault = fault_of(lambda: edits.take_back(workspace))
    assert fault.key == "undo_newer" and contents(workspace)["SITE_PL"] != stages[-1]["SITE_PL"]
    assert workspace.undo().step == "suggestsites" and contents(workspace) == stages.pop()
    assert edits.take_back(workspace).value == "first" and contents(workspace) == stages.pop()
    assert workspace.undo_step() is None


def test_what_lies_under_a_step_goes_when_another_step_takes_its_place(workspace):
    from smartpole.gis.inventory import edits

    edit(workspace, [1], "first")
    change(workspace, "importresources")
    edit(workspace, [6], "second")
    with workspace.transaction(undo="whatif") as t:
        t.insert("SITE_PL", [{"PLAN_ID": "try"}])
    edit(workspace, [6], "third")
    taken = [workspace.undo() for _ in range(3)]
    assert [step.step for step in taken] == ["catalogue", "whatif", "catalogue"]
    assert [step.change["value"] for step in taken if step.change] == ["third", "second"]
    assert workspace.undo_step() is None and edits.last_change(workspace) is None, "the import cannot be undone, nor what was before it"
    assert workspace.count("PLAN_SET", "SET_KEY LIKE 'catalogue/undo%'") == 0


def test_rows_changed_since_stay_and_are_counted(workspace):
    edit(workspace, [1, 2, 3], "first")
    with workspace.transaction() as t:
        t.update("SITE_PL", [{"fid": 2, "REMARK": "by hand"}])
    done = workspace.undo()
    assert (done.rows, done.skipped) == ({"SITE_PL": 2}, 1)


def logged(workspace):
    """A hand-over made from the plan as it is, and what it says about itself."""
    workspace.log_result("handover", "", {}, ("SITE_PL", "SVC_AREA"), {})
    return lambda: workspace.result("handover")["stale"]


def test_a_result_of_the_former_plan_is_true_again_once_the_step_is_taken_back(workspace):
    stale = logged(workspace)
    change(workspace)
    assert set(stale()) == {"SITE_PL", "SVC_AREA"}
    workspace.undo()
    assert stale() == ()
    with workspace.transaction() as t:
        t.update("SITE_PL", [{"fid": 1, "PLAN_NAME": "by hand"}])
    assert stale() == ("SITE_PL",), "counts go on from there"


def test_a_result_of_what_was_taken_back_never_becomes_true(workspace):
    change(workspace)
    stale = logged(workspace)
    workspace.undo()
    assert set(stale()) == {"SITE_PL", "SVC_AREA"}
    for n in range(30):  # however often the table changes: a count never stands for two contents
        with workspace.transaction() as t:
            t.update("SITE_PL", [{"fid": 1, "PLAN_NAME": f"name {n}"}])
        assert "SITE_PL" in stale()


def test_an_edit_elsewhere_in_the_table_keeps_results_out_of_date(workspace):
    with workspace.transaction() as t:
        t.insert("SITE_PL", [{"PLAN_ID": "kept", "FIXED": 1}])
    stale = logged(workspace)
    with workspace.transaction(undo="suggestsites") as t:
        t.delete("SITE_PL", fids=[1])
    with workspace.transaction() as t:
        t.update("SITE_PL", [{"fid": 7, "PLAN_NAME": "by hand"}])
    workspace.undo()
    assert stale() == ("SITE_PL",)


def test_a_step_in_two_parts_with_an_edit_between_them_keeps_results_out_of_date(workspace):
    for edited in (False, True):
        stale = logged(workspace)
        with workspace.transaction(undo="whatif") as t:
            t.delete("SITE_PL", fids=[1])
        if edited:
            with workspace.transaction() as t:
                t.update("SITE_PL", [{"fid": 2, "PLAN_NAME": "by hand"}])
        with workspace.transaction(undo="whatif", join=True) as t:
            t.delete("SITE_PL", fids=[3])
        workspace.undo()
        assert stale() == (("SITE_PL",) if edited else ())


def test_changes_of_the_catalogue_taken_back_one_after_the_other_under_a_step(workspace):
    from smartpole.gis.inventory.edits import edit, take_back

    stale = logged(workspace)
    edit(workspace, "SITE_PL", [1, 2], "PLAN_NAME", "a")
    edit(workspace, "SITE_PL", [2, 3], "PLAN_NAME", "b")
    change(workspace)
    assert stale()
    workspace.undo()
    assert stale() == ("SITE_PL",)
    take_back(workspace)
    assert stale() == ("SITE_PL",)
    take_back(workspace)
    assert stale() == (), "all three are taken back: the plan is what it was"
    edit(workspace, "SITE_PL", [1, 2], "PLAN_NAME", "c")
    with workspace.transaction() as t:
        t.update("SITE_PL", [{"fid": 2, "PLAN_NAME": "by hand"}])
    take_back(workspace)
    assert stale() == ("SITE_PL",), "one row stays as it was edited"


def test_what_a_check_finds_out_does_not_stand_in_the_way(workspace):
    from smartpole.gis.inventory.edits import edit, take_back

    before, stale = contents(workspace), logged(workspace)
    workspace.log_result("coverage_plan", "", {}, ("SITE_PL",), {})
    edit(workspace, "SITE_PL", [1, 2], "PLAN_NAME", "a")
    change(workspace)
    fids = [row["fid"] for row in workspace.rows("SITE_PL", ["PLAN_ID"])]
    with workspace.transaction() as t:
        t.write_results("SITE_PL", [{"fid": fid, "EMF_R": 12.0} for fid in fids])
    workspace.undo()
    take_back(workspace)
    assert workspace.result("coverage_plan")["stale"] == ()
    assert stale() == ("SITE_PL",), "the papers know nothing of what was found out, and rows of no step still say it"
    with workspace.transaction() as t:
        t.write_results("SITE_PL", [{"fid": row["fid"], "EMF_R": None} for row in workspace.rows("SITE_PL", ["PLAN_ID"])])
    assert contents(workspace, ("SITE_PL", "SVC_AREA")) == {
        name: rows for name, rows in before.items() if name in ("SITE_PL", "SVC_AREA")
    } | {"RESULT_LOG": []}


def test_what_was_edited_before_a_check_stands_in_the_way_all_the_same(workspace):
    change(workspace)
    fids = [row["fid"] for row in workspace.rows("SITE_PL", ["PLAN_ID"])]
    with workspace.transaction() as t:
        t.update("SITE_PL", [{"fid": fid, "PLAN_NAME": "by hand"} for fid in fids])
    with workspace.transaction() as t:
        t.write_results("SITE_PL", [{"fid": fid, "EMF_R": 12.0} for fid in fids])
    assert fault_of(workspace.undo).key == "undo_edited"


def test_findings_of_a_step_go_back_with_it_and_results_stay_true(workspace):
    stale = logged(workspace)
    with workspace.transaction(undo="importanswer") as t:
        t.write_results("SITE_PL", [{"fid": 1, "REVIEW": "1"}], shown_in=())
    assert stale() == ()
    workspace.undo()
    assert stale() == () and next(workspace.rows("SITE_PL"))["REVIEW"] is None
