# SPDX-License-Identifier: GPL-2.0-or-later
"""What the user prefers: every setting declared once, with its type and default."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List

from qgis.core import QgsSettings

PREFIX = "smartpole"


@dataclass(frozen=True)
class Setting:
    """One preference kept in the user's QGIS profile; `value()` always has the type of the default."""

    name: str
    default: Any

    @property
    def key(self) -> str:
        return f"{PREFIX}/{self.name}"

    def value(self):
        if isinstance(self.default, list):
            kept = QgsSettings().value(self.key, self.default)
            return [kept] if isinstance(kept, str) else list(kept or [])
        return QgsSettings().value(self.key, self.default, type=type(self.default))

    def set(self, value) -> None:
        if not isinstance(value, type(self.default)):
            raise TypeError(f"{self.name} wants {type(self.default).__name__}, not {type(value).__name__}")
        QgsSettings().setValue(self.key, value)

    def reset(self) -> None:
        QgsSettings().remove(self.key)


WORK_FOLDER = Setting("work_folder", str(Path.home() / "SmartPole"))
RECENT_WORKSPACES = Setting("recent_workspaces", [])
REOPEN_LAST = Setting("reopen_last", True)
ZOOM_TO_RESULTS = Setting("zoom_to_results", True)
FIRST_GUIDE_SEEN = Setting("first_guide_seen", False)
CATALOGUE_COLUMNS = Setting("catalogue_columns", [])

_ALL = (WORK_FOLDER, RECENT_WORKSPACES, REOPEN_LAST, ZOOM_TO_RESULTS, FIRST_GUIDE_SEEN, CATALOGUE_COLUMNS)
ALL: Dict[str, Setting] = {setting.name: setting for setting in _ALL}


def remember_workspace(path: str, keep: int = 8) -> List[str]:
    """Put `path` first in the list of recent workspaces and return the list."""
    recent = [path] + [other for other in RECENT_WORKSPACES.value() if other != path]
    RECENT_WORKSPACES.set(recent[:keep])
    return recent[:keep]
