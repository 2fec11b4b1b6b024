# SPDX-License-Identifier: GPL-2.0-or-later
"""Version 3: photos and documents of resources and sites, by path."""

import sqlite3

from .tools import add_table


def migrate(connection: sqlite3.Connection) -> None:
    """Add the table ATTACH."""
    add_table(connection, "ATTACH")
