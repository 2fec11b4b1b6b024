# SPDX-License-Identifier: GPL-2.0-or-later
"""Folders that appear whole or not at all: made beside their place under another name, moved there when complete."""

import shutil
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Callable, Iterator, Tuple

from qgis.PyQt.QtGui import QImage

from ...engine.errors import InputError, WorkspaceError


def check_folder(folder: Path) -> None:
    """Raise `InputError` unless a result can be put at `folder`: not there yet, or an empty folder."""
    if folder.exists() and not folder.is_dir():
        raise InputError("handover_folder_is_file", folder=str(folder))
    if folder.is_dir() and any(folder.iterdir()):
        raise InputError("handover_folder_used", folder=str(folder))


@contextmanager
def staged(folder: Path) -> Iterator[Tuple[Path, Path, Callable[[], None]]]:
    """(stage, scratch, keep): write the result into `stage`, helpers into `scratch`, then call `keep`.

    Whatever happens, stage and scratch are gone afterwards. Raises what `check_folder` raises, OSError where one may not
    write, and `WorkspaceError` when the finished folder cannot be moved.
    """
    folder = Path(folder)
    check_folder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    stage = folder.parent / f".{folder.name}.{uuid.uuid4().hex[:8]}.part"
    scratch = stage.with_suffix(".scratch")

    def keep() -> None:
        try:
            if folder.is_dir():
                folder.rmdir()  # empty, as checked; fails when someone has put something there since
            stage.rename(folder)
        except OSError as error:
            raise WorkspaceError("handover_move", folder=str(folder), details=error.strerror or str(error)) from error

    try:
        stage.mkdir()
        scratch.mkdir()
        yield stage, scratch, keep
    except OSError as error:
        if error.filename and stage.name not in str(error.filename) and scratch.name not in str(error.filename):
            raise
        raise OSError(error.errno, error.strerror or str(error), str(folder)) from error  # name what the user chose
    finally:
        for leftover in (stage, scratch):
            with suppress(OSError):
                shutil.rmtree(leftover)


def check_pdf(path: Path) -> Path:
    """`path` when it is a whole PDF. Raises `WorkspaceError` for one cut off, as a full disk leaves it: Qt does not say so."""
    with suppress(OSError), path.open("rb") as file:
        start = file.read(5)
        file.seek(max(0, path.stat().st_size - 1024))
        if start == b"%PDF-" and b"%%EOF" in file.read():
            return path
    raise WorkspaceError("handover_write", path=path.name, details="PDF")


def check_picture(path: Path) -> Path:
    """`path` when it is a picture that opens. Raises `WorkspaceError`."""
    if QImage(str(path)).isNull():
        raise WorkspaceError("handover_write", path=path.name, details="PNG")
    return path
