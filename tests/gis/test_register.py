# SPDX-License-Identifier: GPL-2.0-or-later
"""The register: overdue first, filters that find, edits that are checked and can be taken back, attachments by path."""

import datetime

import pytest

TODAY = datetime.date(2026, 7, 1)


@pytest.fixture
def workspace(qgis_app, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem
    from smartpole.gis.workspace import Workspace

    made = Workspace.create(tmp_path / "plan.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"))
    day = datetime.timedelta(days=1)
    rows = []
    for n in range(60):
        row = {"RES_ID": f"L{n:02d}", "RES_TYPE": ("01", "02", "06")[n % 3], "OWN_UNIT": ("城管局", "公安局", None)[n % 3]}
        row.update(OPEN_ST=(None, "0", "1", "2", "3", "4")[n % 6], TOWN="红河镇" if n < 20 else "乔官镇", HEIGHT_M=5.0 + n % 7)
        if n % 4:
            row["APPLY_DT"] = TODAY - day * n
        if n % 8 == 1:
            row["REPLY_DT"] = TODAY
        row["geometry"] = (500000.0 + n, 4000000.0)
        rows.append(row)
    with made.transaction() as transaction:
        transaction.insert("RES_PT", rows)
    return made


def find(workspace, **what):
    from smartpole.gis.inventory.register import Query, find

    return find(workspace, Query("RES_PT", **what), TODAY)


def ids(workspace, found):
    names = {row["fid"]: row["RES_ID"] for row in workspace.rows("RES_PT", ["RES_ID"])}
    return [names[fid] for fid in found.fids.tolist()]


def test_overdue_is_what_the_catalogue_calls_overdue_and_stands_first(workspace):
    from smartpole.gis.inventory import overdue
    from smartpole.gis.inventory.catalogue_tables import Options, is_overdue, waiting_days

    options = Options(TODAY)
    late = {row["fid"]: waiting_days(row, options) for row in workspace.rows("RES_PT") if is_overdue(row, options)}
    found = find(workspace)
    assert len(found) == found.total == 60 and found.overdue == len(late) > 10
    first = found.fids[: len(late)].tolist()
    assert set(first) == set(late)
    assert [late[fid] for fid in first] == sorted(late.values(), reverse=True) == found.days[: len(late)].tolist()
    assert {overdue.ORDER[state] for state in found.states[len(late) :]} <= set(overdue.ORDER[1:])


def test_the_limit_of_days_is_the_plans_own(workspace):
    from smartpole.gis.inventory import overdue
    from smartpole.gis.inventory.register import count_overdue

    before = count_overdue(workspace, today=TODAY)
    workspace.set_setting(overdue.SETTING, 50)
    assert 0 < count_overdue(workspace, today=TODAY) < before


def test_filters_find_text_meanings_empty_cells_and_states(workspace):
    assert ids(workspace, find(workspace, text="红河 监控", sort="RES_ID")) == ["L01", "L04", "L07", "L10", "L13", "L16", "L19"]
    assert len(find(workspace, text="100%")) == 0 and len(find(workspace, text="L_1")) == 0, "no wildcards from the user"
    assert len(find(workspace, equals={"OWN_UNIT": ""})) == 20
    assert len(find(workspace, equals={"OWN_UNIT": "公安局", "TOWN": "乔官镇"})) == 13
    states = {state: len(find(workspace, state=state)) for state in ("overdue", "waiting", "refused", "conditional", "free", "unasked")}
    assert sum(states.values()) == 60
    assert ids(workspace, find(workspace, only=(3, 1, 999), sort="RES_ID", descending=True)) == ["L02", "L00"]


def test_sorting_puts_empty_cells_last_both_ways(workspace):
    for descending in (False, True):
        found = find(workspace, sort="OWN_UNIT", descending=descending)
        owners = {row["fid"]: row["OWN_UNIT"] for row in workspace.rows("RES_PT", ["OWN_UNIT"])}
        values = [owners[fid] for fid in found.fids.tolist()]
        given = [value for value in values if value]
        assert values[len(given) :] == [None] * 20 and given == sorted(given, reverse=descending)


@pytest.mark.parametrize(
    "field, value, key",
    [
        ("OPEN_ST", "7", "edit_code"),
        ("HEIGHT_M", 900, "edit_range"),
        ("HEIGHT_M", "high", "value_kind"),
        ("RES_TYPE", None, "edit_required"),
        ("RES_TYPE", " ", "edit_required"),
        ("RES_ID", "X", "edit_unique_many"),
        ("CONTACT", "x" * 21, "value_too_long"),
        ("SRC_FILE", "x", "edit_not_editable"),
        ("LON", 120.0, "edit_not_editable"),
        ("REPLY_DT", "2026-02-30", "value_kind"),
    ],
)
def test_a_value_the_column_cannot_take_is_refused_and_nothing_changes(workspace, field, value, key):
    from smartpole.engine.errors import InputError
    from smartpole.gis.inventory.edits import edit
    from smartpole.gis.messages import error_text

    before = list(workspace.rows("RES_PT", [field]))
    with pytest.raises(InputError) as error:
        edit(workspace, "RES_PT", [1, 2, 3], field, value)
    assert error.value.key == key and "{" not in error_text(error.value)
    assert list(workspace.rows("RES_PT", [field])) == before


def test_an_edit_touches_what_changes_and_is_taken_back(workspace):
    from smartpole.gis.inventory.edits import edit, last_change, preview, take_back

    def states():
        return [row["OPEN_ST"] for row in workspace.rows("RES_PT", ["OPEN_ST"])]

    before, count = states(), workspace.versions(["RES_PT"])["RES_PT"]
    chosen = list(range(1, 31))
    told = preview(workspace, "RES_PT", chosen, "OPEN_ST", "2")
    assert (told.rows, told.changing, told.overwriting) == (30, 25, 20)
    assert edit(workspace, "RES_PT", chosen, "OPEN_ST", "2").count == 25
    assert states() == ["2"] * 30 + before[30:]
    assert workspace.versions(["RES_PT"])["RES_PT"] == count + 25
    with workspace.transaction() as transaction:
        transaction.update("RES_PT", [{"fid": 1, "OPEN_ST": "4"}])
    assert last_change(workspace).count == 25
    undone = take_back(workspace)
    assert (undone.count, undone.skipped) == (24, 1), "what somebody changed since is left alone"
    assert states() == ["4", *before[1:]]
    assert last_change(workspace) is None and take_back(workspace) is None


def test_the_oldest_changes_give_way(workspace, monkeypatch):
    from smartpole.gis.inventory import edits
    from smartpole.gis.workspace import cell_undo

    monkeypatch.setattr(cell_undo, "KEPT_CELLS", 25)
    for remark in ("a", "b", "c"):
        edits.edit(workspace, "RES_PT", range(1, 11), "REMARK", remark)
    assert workspace.count("PLAN_SET", "SET_KEY LIKE 'catalogue/undo%'") == 3
    assert [edits.take_back(workspace).value for _ in range(2)] == ["c", "b"]
    assert edits.take_back(workspace) is None and workspace.count("RES_PT", "REMARK = 'a'") == 10
    assert workspace.count("PLAN_SET", "SET_KEY LIKE 'catalogue/undo%'") == 0


def test_an_id_is_the_rows_own_and_its_files_follow_it(workspace, tmp_path):
    from smartpole.engine.errors import InputError
    from smartpole.gis.inventory.attachments import attach, attachments
    from smartpole.gis.inventory.edits import edit, take_back

    photo = tmp_path / "照片 1.jpg"
    photo.write_bytes(b"x")
    attach(workspace, "RES_PT", "L00", [photo])
    with pytest.raises(InputError) as error:
        edit(workspace, "RES_PT", [1], "RES_ID", "L05")
    assert error.value.key == "edit_unique"
    edit(workspace, "RES_PT", [1], "RES_ID", "新 1")
    assert [entry.name for entry in attachments(workspace, "RES_PT", "新 1")] == ["照片 1.jpg"]
    take_back(workspace)
    assert len(attachments(workspace, "RES_PT", "L00")) == 1


def test_a_read_only_workspace_refuses_an_edit(workspace, monkeypatch):
    from smartpole.engine.errors import WorkspaceError
    from smartpole.gis.inventory.edits import edit
    from smartpole.gis.workspace import sql

    whole = sql.connect

    def reading_only(path, write=False, wait_s=10.0):
        connection = whole(path, write, wait_s)
        connection.execute("PRAGMA query_only = ON")  # what a file that may only be read does to a writer, also to root
        return connection

    monkeypatch.setattr(sql, "connect", reading_only)
    with pytest.raises(WorkspaceError) as error:
        edit(workspace, "RES_PT", [1], "REMARK", "x")
    assert error.value.key == "workspace_read_only"


def test_attachments_move_with_the_workspace_and_missing_files_show(workspace, tmp_path):
    from smartpole.engine.errors import InputError
    from smartpole.gis.inventory.attachments import attach, attachments, counts, detach
    from smartpole.gis.workspace import Workspace

    inside, outside = tmp_path / "photos" / "a.JPG", tmp_path.parent / "reply.pdf"
    inside.parent.mkdir()
    for file in (inside, outside):
        file.write_bytes(b"x")
    assert attach(workspace, "RES_PT", "L01", [outside, inside, inside]) == 2
    assert attach(workspace, "RES_PT", "L01", [inside]) == 0
    found = attachments(workspace, "RES_PT", "L01")
    assert [(entry.kept, entry.kind) for entry in found] == [("photos/a.JPG", "1"), (str(outside), "2")]
    assert not any(entry.missing for entry in found) and counts(workspace, "RES_PT") == {"L01": 2}
    for bad, key in (([tmp_path / "no.jpg"], "attach_missing"), ([tmp_path], "attach_missing")):
        with pytest.raises(InputError) as error:
            attach(workspace, "RES_PT", "L01", bad)
        assert error.value.key == key
    with pytest.raises(InputError):
        attach(workspace, "RES_PT", None, [inside])

    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (moved / "plan.gpkg").write_bytes(workspace.path.read_bytes())
    assert [entry.missing for entry in attachments(Workspace.open(moved / "plan.gpkg"), "RES_PT", "L01")] == [True, False]
    detach(workspace, [entry.att_id for entry in found])
    assert attachments(workspace, "RES_PT", "L01") == [] and inside.is_file()


def test_every_table_of_the_register_answers(workspace):
    from smartpole.gis.inventory import overdue
    from smartpole.gis.inventory.register import TABLES, Query, find

    for table in TABLES:
        found = find(workspace, Query(table, text="x", state=(overdue.states_of(table) or [""])[0]))
        assert len(found) == 0
        assert find(workspace, Query(table)).total == workspace.count(table)


def test_the_ledger_puts_what_is_late_first(workspace):
    from smartpole.gis.inventory.register import Query, find

    rows = [
        {"ITEM_ID": "1", "CATEGORY": "1", "DUE_DT": "2026-06-20"},
        {"ITEM_ID": "2", "CATEGORY": "1", "DUE_DT": "2026-05-20"},
        {"ITEM_ID": "3", "CATEGORY": "1", "DUE_DT": "2026-05-01", "STATUS": "2"},
        {"ITEM_ID": "4", "CATEGORY": "1"},
    ]
    with workspace.transaction() as transaction:
        transaction.insert("LEDGER", rows)
    found = find(workspace, Query("LEDGER"), TODAY)
    assert found.fids.tolist() == [2, 1, 4, 3] and found.overdue == 2 and found.days[:2].tolist() == [42.0, 11.0]
