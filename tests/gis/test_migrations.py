# SPDX-License-Identifier: GPL-2.0-or-later
"""An older workspace opens after an upgrade with nothing lost; a newer one is refused and left alone."""

import gzip
import hashlib
import sqlite3
from pathlib import Path

import pytest

V1 = Path(__file__).parent / "data" / "workspace_v1.gpkg.gz"  # made by version 1 of the product, 25 lamps


@pytest.fixture
def old(qgis_app, tmp_path):
    path = tmp_path / "昌乐 2025.gpkg"
    path.write_bytes(gzip.decompress(V1.read_bytes()))
    return path


def contents(path):
    """Every row of every table of version 1, by the names of its columns."""
    connection = sqlite3.connect(str(path))
    found = {}
    for (table,) in connection.execute("SELECT table_name FROM gpkg_contents ORDER BY 1").fetchall():
        cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY fid')
        names = [column[0] for column in cursor.description]
        found[table] = [dict(zip(names, row)) for row in cursor.fetchall()]
    connection.close()
    return found


def test_an_older_workspace_loses_nothing(old):
    from smartpole.gis.schema import SCHEMA_VERSION, tables
    from smartpole.gis.workspace import Workspace

    before, image = contents(old), old.read_bytes()
    workspace = Workspace.open(old)
    after = contents(old)
    assert workspace.version == SCHEMA_VERSION > 1
    for table, rows in before.items():
        assert [{name: row[name] for name in old_row} for row, old_row in zip(after[table], rows)] == rows
        assert len(after[table]) == len(rows)
    for table in tables():
        names = [field.name() for field in workspace.layer(table.name).fields()]
        assert set(table.names) <= set(names)
    planned = [field.name() for field in workspace.layer("SITE_PL").fields()]
    assert {"MTILTS", "COST_PART", "MERGES", "MERGE_N", "SAVE_WY"} <= set(planned)
    assert workspace.name == "昌乐县 2025" and workspace.setting("thresholds") == {"A": -90}
    assert workspace.versions(["RES_PT"]) == {"RES_PT": 25}
    assert workspace.result("coverage")["stale"] == ()
    copy = old.with_name("昌乐 2025.v1.gpkg")
    assert {path.name for path in old.parent.iterdir()} == {old.name, copy.name}
    assert workspace.kept_copy == copy and Workspace.open(old).kept_copy is None
    assert contents(copy) == before
    assert hashlib.sha256(image).hexdigest() != hashlib.sha256(old.read_bytes()).hexdigest()
    with workspace.transaction() as transaction:
        transaction.update("RES_PT", [{"fid": 1, "LEASE_DT": "2025-02-01", "FEE_YUAN": 500}])
    assert next(workspace.rows("RES_PT"))["FEE_YUAN"] == 500
    Workspace.open(old)
    assert len(list(old.parent.iterdir())) == 2, "an upgraded workspace is not upgraded again"


def test_a_failing_upgrade_leaves_the_old_file(old, monkeypatch):
    from smartpole.engine.errors import WorkspaceError
    from smartpole.gis import migrations
    from smartpole.gis.workspace import Workspace

    image = old.read_bytes()

    def broken(connection):
        connection.execute("DELETE FROM RES_PT")
        raise sqlite3.OperationalError("disk is full")

    monkeypatch.setattr(migrations, "steps", lambda: {2: broken})
    with pytest.raises(WorkspaceError) as error:
        Workspace.open(old)
    assert error.value.key == "workspace_disk_full"
    assert old.read_bytes() == image
    assert list(old.parent.iterdir()) == [old]


def test_a_read_only_older_workspace_says_so(old, monkeypatch):
    from smartpole.engine.errors import WorkspaceError
    from smartpole.gis import migrations
    from smartpole.gis.workspace import Workspace

    monkeypatch.setattr(migrations.os, "access", lambda path, mode: False)
    with pytest.raises(WorkspaceError) as error:
        Workspace.open(old)
    assert error.value.key == "workspace_not_upgraded"
    assert list(old.parent.iterdir()) == [old]


def test_a_newer_workspace_is_refused_and_untouched(old):
    from smartpole.engine.errors import WorkspaceError
    from smartpole.gis.messages import error_text
    from smartpole.gis.workspace import Workspace

    connection = sqlite3.connect(str(old))
    connection.execute("PRAGMA user_version = 10277")
    connection.close()
    image = old.read_bytes()
    with pytest.raises(WorkspaceError) as error:
        Workspace.open(old)
    assert error.value.key == "workspace_newer" and old.name in error_text(error.value)
    assert old.read_bytes() == image


def test_every_version_has_its_step(qgis_app):
    from smartpole.gis.migrations import steps
    from smartpole.gis.schema import SCHEMA_VERSION

    assert sorted(steps()) == list(range(2, SCHEMA_VERSION + 1))


def test_the_upgraded_form_of_a_table_is_the_fresh_one(old, tmp_path):
    """Aliases, codes and column types of an upgraded workspace are those of a new one."""
    from smartpole.gis.workspace import Workspace

    upgraded = Workspace.open(old)
    fresh = Workspace.create(tmp_path / "fresh.gpkg", upgraded.crs)

    def words(path):
        connection = sqlite3.connect(str(path))
        rows = connection.execute("SELECT * FROM gpkg_data_columns ORDER BY table_name, column_name").fetchall()
        types = sorted(connection.execute("SELECT name, type FROM pragma_table_info('RES_PT')").fetchall())
        connection.close()
        return rows, types

    assert words(old)[1] == words(fresh.path)[1]
    assert set(words(fresh.path)[0]) <= set(words(old)[0])


@pytest.mark.parametrize("edited", [False, True])
def test_the_last_step_can_still_be_taken_back_after_an_upgrade(qgis_app, tmp_path, edited):
    """Version 4 deleted two sites, changed one and added one; what it kept of them has fewer columns than the table has now."""
    from smartpole.engine.errors import WorkspaceError
    from smartpole.gis.workspace import Workspace

    path = tmp_path / "plan.gpkg"
    path.write_bytes(gzip.decompress((V1.parent / "workspace_v4_step.gpkg.gz").read_bytes()))
    workspace = Workspace.open(path)
    if edited:
        moved = next(row["fid"] for row in workspace.rows("SITE_PL") if row["PLAN_NAME"] == "moved")
        with workspace.transaction() as transaction:
            transaction.update("SITE_PL", [{"fid": moved, "MTILTS": "3"}])
        with pytest.raises(WorkspaceError) as error:
            workspace.undo()
        assert error.value.key == "undo_edited" and error.value.values["count"] == 1
        return
    workspace.undo()
    columns = ["PLAN_ID", "PLAN_NAME", "REMARK", "COST_WY", "MTILTS", "MERGES", "geometry"]
    rows = sorted(workspace.rows("SITE_PL", columns), key=lambda row: row["PLAN_ID"])
    assert [row["PLAN_ID"] for row in rows] == ["P00000", "P00001", "P00002", "P00003"]
    for number, row in enumerate(rows):
        assert (row["PLAN_NAME"], row["REMARK"], row["COST_WY"]) == (f"站 {number}", "备注", pytest.approx(number / 7))
        assert row["MTILTS"] is None and row["MERGES"] is None
        assert row["geometry"].asPoint().x() == pytest.approx(500000.0 + number)
