# SPDX-License-Identifier: GPL-2.0-or-later
"""Version 5: mechanical tilts beside the electrical ones; what smart poles cost by function and which poles they take over."""

import sqlite3

from .tools import add_columns


def migrate(connection: sqlite3.Connection) -> None:
    """Add MTILTS to SITE_EX and SITE_PL, and COST_PART, MERGES, MERGE_N, SAVE_WY to SITE_PL."""
    add_columns(connection, "SITE_EX", ("MTILTS",))
    add_columns(connection, "SITE_PL", ("MTILTS", "COST_PART", "MERGES", "MERGE_N", "SAVE_WY"))
