# SPDX-License-Identifier: GPL-2.0-or-later
"""The shipped sample area, always used as a copy in the user's own folder."""

import re
import shutil
from pathlib import Path

from ..engine.errors import InputError
from ..gis import settings
from ..gis.messages import RESOURCES

SAMPLE = RESOURCES / "sample" / "helsinki.gpkg"


def copy_sample() -> Path:
    """Copy the sample to a new file in the work folder and return its path; earlier copies stay as they are."""
    if not SAMPLE.is_file():
        raise InputError("ui_no_sample", path=str(SAMPLE))
    folder = Path(settings.WORK_FOLDER.value())
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    target = folder / "helsinki.gpkg"
    while target.exists() or _results_of(target).exists():
        number += 1
        target = folder / f"helsinki_{number}.gpkg"
    partial = target.with_suffix(".part")
    shutil.copyfile(SAMPLE, partial)
    partial.replace(target)
    return target


def _results_of(workspace: Path) -> Path:
    return workspace.with_name(workspace.stem + "_results")


def is_sample(path: str) -> bool:
    """Whether a workspace is a copy of the sample, by its name."""
    return re.fullmatch(rf"{SAMPLE.stem}(_\d+)?", Path(path).stem) is not None if path else False
