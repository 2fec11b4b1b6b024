# SPDX-License-Identifier: GPL-2.0-or-later
"""Version 2: since when a pole is leased, and how much an owner asked for, so that idle leases and fees can be listed."""

import sqlite3

from .tools import add_columns


def migrate(connection: sqlite3.Connection) -> None:
    """Add RES_PT.LEASE_DT and RES_PT.FEE_YUAN."""
    add_columns(connection, "RES_PT", ("LEASE_DT", "FEE_YUAN"))
