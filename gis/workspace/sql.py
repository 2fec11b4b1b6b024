# SPDX-License-Identifier: GPL-2.0-or-later
"""SQL put together from names we check and values we bind: no value ever becomes part of a statement."""

import re
import sqlite3
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Iterable, Iterator

from qgis.PyQt.QtCore import QUrl

from ...engine.errors import WorkspaceError

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def name(identifier: str) -> str:
    """A table or column name in quotes; anything that is not a plain name is refused."""
    if not _NAME.match(identifier):
        raise WorkspaceError("sql_name", name=identifier)
    return f'"{identifier}"'


def names(identifiers: Iterable[str]) -> str:
    """Several names, separated by commas."""
    return ", ".join(name(identifier) for identifier in identifiers)


def marks(count: int) -> str:
    """`count` placeholders, separated by commas."""
    return ", ".join("?" * count)


def statement(*parts: str) -> str:
    """The parts of a statement in one line."""
    return " ".join(part for part in parts if part)


def _fault(error: sqlite3.Error, path: Path) -> WorkspaceError:
    text = str(error).lower()
    for words, key in (
        ("locked", "workspace_locked"),
        ("readonly", "workspace_read_only"),
        ("disk is full", "workspace_disk_full"),
        ("disk full", "workspace_disk_full"),
        ("unable to open", "workspace_unreadable"),
        ("not a database", "workspace_not_ours"),
        ("malformed", "workspace_damaged"),
    ):
        if words in text:
            return WorkspaceError(key, path=str(path), details=str(error))
    return WorkspaceError("workspace_fault", path=str(path), details=str(error))


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, which name the file and the remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise _fault(error, path) from error


def uri(path: PurePath) -> str:
    """An absolute path as SQLite's URI, also on a Windows share, which must come as `file:////server/share/…`."""
    text = path.as_posix()
    absolute = text if text.startswith("/") else f"/{text}"
    return "file://" + bytes(QUrl.toPercentEncoding(absolute, b"/:")).decode("ascii")


def connect(path: Path, write: bool = False, wait_s: float = 10.0) -> sqlite3.Connection:
    """A connection in autocommit; a reader may still roll back what a killed writer left, if the file is writable."""
    with faults(path):
        for mode in ("rw",) if write else ("rw", "ro"):
            try:
                connection = sqlite3.connect(f"{uri(path.absolute())}?mode={mode}", uri=True, timeout=wait_s, isolation_level=None)
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                return connection
            except sqlite3.OperationalError as error:
                if mode == "rw" and not write and "locked" not in str(error):
                    continue
                raise
    raise WorkspaceError("workspace_unreadable", path=str(path), details="")
