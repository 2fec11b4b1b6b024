# SPDX-License-Identifier: GPL-2.0-or-later
"""Version 6: protected stations may name their antenna pattern."""

import sqlite3

from .tools import add_columns


def migrate(connection: sqlite3.Connection) -> None:
    """Add PROT_RX.ANTENNA."""
    add_columns(connection, "PROT_RX", ("ANTENNA",))
