# SPDX-License-Identifier: GPL-2.0-or-later
"""Upgrades of older workspaces: numbered modules `m0002_…`, each with `migrate(connection)` to that version.

The file is copied first (`<name>.v<old version>.gpkg` beside it); the steps run on a second copy, which takes the
place of the workspace only when all of them have succeeded.
"""

import importlib
import os
import pkgutil
import shutil
import sqlite3
import uuid
from contextlib import closing, suppress
from pathlib import Path
from typing import Callable, Dict

from ...engine.errors import WorkspaceError
from ..schema import SCHEMA_VERSION
from ..workspace import sql
from ..workspace.create import stamp
from ..workspace.geometry import register_functions

Step = Callable[[sqlite3.Connection], None]


def steps() -> Dict[int, Step]:
    """The upgrade steps by the version they lead to."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name[:1] == "m" and module.name[1:5].isdigit():
            found[int(module.name[1:5])] = importlib.import_module(f"{__name__}.{module.name}").migrate
    return found


def backup_path(path: Path, version: int) -> Path:
    """Where the copy of an older workspace goes; never over another file."""
    target = path.with_name(f"{path.stem}.v{version}{path.suffix}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}.v{version}-{number}{path.suffix}")
    return target


def upgrade(path: Path, version: int) -> Path:
    """Bring a workspace to the present schema and return the copy of the old one.

    Raises `WorkspaceError` when the file cannot be copied or replaced; the workspace is then as it was.
    """
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise WorkspaceError("workspace_not_upgraded", path=str(path), details="read-only")
    known = steps()
    part = path.with_name(f".{path.stem}.{uuid.uuid4().hex}.gpkg")
    backup = backup_path(path, version)
    done = False
    try:
        with sql.faults(path), closing(sql.connect(path)) as connection, closing(sqlite3.connect(str(part))) as copy:
            connection.backup(copy)
        shutil.copyfile(part, backup)
        with sql.faults(path), closing(sql.connect(part, write=True)) as connection:
            register_functions(connection)
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN IMMEDIATE")
            for number in range(version + 1, SCHEMA_VERSION + 1):
                known[number](connection)
            stamp(connection, SCHEMA_VERSION)
            connection.execute("COMMIT")
        part.replace(path)
        done = True
    except OSError as error:
        raise WorkspaceError("workspace_not_upgraded", path=str(path), details=error.strerror or str(error)) from error
    finally:
        for leftover in (part, Path(f"{part}-journal"), *(() if done else (backup,))):
            with suppress(OSError):
                leftover.unlink()
    return backup
