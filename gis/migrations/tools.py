# SPDX-License-Identifier: GPL-2.0-or-later
"""What upgrade steps are made of."""

import sqlite3
from typing import Iterable

from ..schema import Field, table
from ..workspace import sql
from ..workspace.create import complete_table, prepare_words
from ..workspace.undo import columns_added


def _declared(column: Field) -> str:
    if column.type == "text":
        return f"TEXT({int(column.length)})" if column.length else "TEXT"
    return {"real": "REAL", "integer": "INTEGER", "date": "DATE"}[column.type]


def add_columns(connection: sqlite3.Connection, table_name: str, names: Iterable[str]) -> None:
    """Add columns as the schema describes them, empty, with their words; columns that are there stay as they are."""
    layout = table(table_name)
    there = {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table_name,))}
    new = [name for name in names if name not in there]
    for name in new:
        declared = _declared(layout.field(name))
        connection.execute(sql.statement("ALTER TABLE", sql.name(table_name), "ADD COLUMN", sql.name(name), declared))
    columns_added(connection, table_name, new)
    prepare_words(connection)
    complete_table(connection, layout)


def add_table(connection: sqlite3.Connection, table_name: str) -> None:
    """Add a table without a place on the map as the schema describes it, empty; one that is there stays as it is."""
    layout = table(table_name)
    columns = ", ".join(f"{sql.name(column.name)} {_declared(column)}" for column in layout.fields)
    keyed = f"(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {columns})"
    connection.execute(sql.statement("CREATE TABLE IF NOT EXISTS", sql.name(table_name), keyed))
    connection.execute(
        "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description) VALUES (?, 'attributes', ?, ?)",
        (table_name, table_name, f"{layout.alias['zh']} / {layout.alias['en']}"),
    )
    prepare_words(connection)
    complete_table(connection, layout)
