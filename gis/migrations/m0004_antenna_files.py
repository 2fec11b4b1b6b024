# SPDX-License-Identifier: GPL-2.0-or-later
"""Version 4: sites may name the pattern file of their antennas."""

import sqlite3

from .tools import add_columns


def migrate(connection: sqlite3.Connection) -> None:
    """Add SITE_EX.ANTENNA and SITE_PL.ANTENNA."""
    for table in ("SITE_EX", "SITE_PL"):
        add_columns(connection, table, ("ANTENNA",))
