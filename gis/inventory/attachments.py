# SPDX-License-Identifier: GPL-2.0-or-later
"""Photos and documents of resources and sites: the path is kept, relative where the file lies beside the workspace."""

import datetime
import uuid
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Dict, Iterable, List

from ...engine.errors import InputError
from ..schema import table as table_of
from ..workspace import Workspace

PHOTO, DOCUMENT = "1", "2"
PHOTO_ENDINGS = frozenset((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".heic"))


@dataclass(frozen=True)
class Attachment:
    """A file that belongs to a row: `kept` as the workspace has it, `path` where it lies here, `missing` when it is not there."""

    att_id: str
    kept: str
    path: Path
    kind: str
    added: object
    missing: bool

    @property
    def name(self) -> str:
        return PureWindowsPath(self.kept).name  # splits at both kinds of slash


def kept_path(workspace: Workspace, path: Path) -> str:
    """How a path is kept: relative, with forward slashes, inside the folder of the workspace; else whole."""
    try:
        return path.resolve().relative_to(workspace.path.resolve().parent).as_posix()
    except (ValueError, OSError):
        return str(path)


def full_path(workspace: Workspace, kept: str) -> Path:
    """Where a kept path leads from here."""
    if PurePosixPath(kept).is_absolute() or PureWindowsPath(kept).is_absolute():
        return Path(kept)
    return workspace.path.parent / kept


def attach(workspace: Workspace, table: str, object_id: str, paths: Iterable[Path]) -> int:
    """Attach files to a row by its id; those that are attached already are passed over. Returns how many are new.

    Raises `InputError` when the row has no id or a file is not there.
    """
    if not object_id:
        raise InputError("attach_no_id", table=table_of(table).label)
    files = [Path(path) for path in paths]
    for file in files:
        if not file.is_file():
            raise InputError("attach_missing", path=str(file))
    today = datetime.date.today()
    with workspace.transaction() as transaction:
        known = {row["PATH"] for row in transaction.rows("ATTACH", ["PATH"], "TBL_NAME = ? AND OBJ_ID = ?", (table, object_id))}
        new = [kept for kept in dict.fromkeys(kept_path(workspace, file) for file in files) if kept not in known]
        rows = [
            {"ATT_ID": uuid.uuid4().hex, "TBL_NAME": table, "OBJ_ID": object_id, "PATH": kept, "KIND": kind_of(kept), "ADD_DT": today}
            for kept in new
        ]
        transaction.insert("ATTACH", rows)
    return len(new)


def detach(workspace: Workspace, att_ids: Iterable[str]) -> None:
    """Forget that files belong to a row; the files stay where they are."""
    with workspace.transaction() as transaction:
        for att_id in att_ids:
            transaction.delete("ATTACH", where="ATT_ID = ?", params=(att_id,))


def attachments(workspace: Workspace, table: str, object_id: str) -> List[Attachment]:
    """The files of a row, photos first, in the order in which they were added."""
    found = []
    for row in workspace.rows("ATTACH", where="TBL_NAME = ? AND OBJ_ID = ?", params=(table, object_id)):
        path = full_path(workspace, row["PATH"])
        found.append(Attachment(row["ATT_ID"], row["PATH"], path, row["KIND"] or DOCUMENT, row["ADD_DT"], not _is_there(path)))
    return sorted(found, key=lambda entry: entry.kind)


def counts(workspace: Workspace, table: str) -> Dict[str, int]:
    """How many files each row of a table has, by the row's id."""
    found: Dict[str, int] = {}
    for row in workspace.rows("ATTACH", ["OBJ_ID"], "TBL_NAME = ?", (table,)):
        found[row["OBJ_ID"]] = found.get(row["OBJ_ID"], 0) + 1
    return found


def kind_of(path: str) -> str:
    """Photo or document, by the ending of the name."""
    return PHOTO if PureWindowsPath(path).suffix.lower() in PHOTO_ENDINGS else DOCUMENT


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
