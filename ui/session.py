# SPDX-License-Identifier: GPL-2.0-or-later
"""The open workspace as the panel sees it: facts read anew after every change, whoever made it."""

import os
from pathlib import Path
from typing import Dict, Optional, Tuple

from qgis.core import QgsApplication, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..engine.errors import SmartPoleError
from ..gis.assumptions import assumption_text
from ..gis.expressions import show_workspace
from ..gis.inventory.register import count_overdue, row_counts
from ..gis.presets import preset_of
from ..gis.schema import tables
from ..gis.workspace import Workspace
from .known import forget, known
from .panel import steps
from .panel.figures import figures_of
from .panel.steps import Facts, Result

WATCH_MS = 2000
#: step of the panel -> names under which algorithms log their results
LOGGED = {
    steps.COVERAGE: ("coverage",),
    steps.GAPS: ("gaps",),
    steps.SITES: ("suggestsites", "sites"),
    steps.CHECKS: ("checkinventory", "check"),
    steps.HANDOVER: ("handover",),
}
#: step -> the algorithm that does it
ALGORITHMS = {
    steps.COVERAGE: "smartpole:coverage",
    steps.GAPS: "smartpole:gaps",
    steps.SITES: "smartpole:suggestsites",
    steps.CHECKS: "smartpole:checkinventory",
    steps.HANDOVER: "smartpole:handover",
}


class Session(QObject):
    """Which workspace is open and what is in it. Nothing is cached but the facts, which `refresh` reads anew."""

    changed = pyqtSignal()
    vanished = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.workspace: Optional[Workspace] = None
        self.facts = Facts()
        self._signature: Tuple = ()
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._look)

    @property
    def path(self) -> Optional[Path]:
        return self.workspace.path if self.workspace is not None else None

    @property
    def results_folder(self) -> Path:
        return self.workspace.results_folder

    @staticmethod
    def exists(path) -> bool:
        return Path(path).is_file()

    def open(self, path) -> None:
        """Open a workspace; raises an error of ours when it cannot be, and then what was open stays open."""
        workspace = Workspace.open(Path(path))
        forget()
        with workspace.at_once():
            facts = read_facts(workspace)
        self.workspace, self.facts = workspace, facts
        show_workspace(str(workspace.path))
        self._signature = self._signed()
        self._watch.start()

    def close(self) -> None:
        """Show nothing any more; the file was never held open."""
        self._watch.stop()
        show_workspace("")
        self.workspace, self.facts, self._signature = None, Facts(), ()

    def still_there(self) -> bool:
        """False, and all told, when the file has gone in the meantime."""
        if self.workspace is None:
            return False
        if not self.exists(self.path):
            gone = str(self.path)
            self.close()
            self.vanished.emit(gone)
            return False
        return True

    def refresh(self) -> None:
        """Read the facts anew; a workspace that cannot be read any more counts as gone."""
        if not self.still_there():
            return
        try:
            with self.workspace.at_once():
                self.facts = read_facts(self.workspace)
            self._signature = self._signed()
        except SmartPoleError:
            gone = str(self.path)
            self.close()
            self.vanished.emit(gone)

    def remember(self, key: str, values: Dict[str, object]) -> None:
        """Keep a step's parameters in the workspace, so that they are there when it is opened again."""
        if self.workspace is not None and values != self.remembered(key):
            self.workspace.set_setting(f"panel/{key}", values or None)
            self._signature = self._signed()

    def remembered(self, key: str) -> Dict[str, object]:
        """The parameters kept for a step."""
        return self.workspace.setting(f"panel/{key}", {}) if self.workspace is not None else {}

    def bare_table(self, table: str) -> Optional[QgsVectorLayer]:
        """A table without a place on the map, as a layer to be looked at."""
        return self.workspace.layer(table) if self.workspace is not None else None

    @property
    def signature(self) -> Tuple:
        """What the file was like when the facts were read."""
        return self._signature

    def _signed(self) -> Tuple:
        """Size and time of the file and of its write-ahead log: cheap to ask, different after every change."""
        found = []
        for name in (str(self.path), f"{self.path}-wal"):
            try:
                state = Path(name).stat()
            except OSError:
                found.append(None)
            else:
                found.append((state.st_mtime_ns, state.st_size))
        return tuple(found)

    def _look(self) -> None:
        if self.still_there() and self._signed() != self._signature:
            self.refresh()
            self.changed.emit()


def read_facts(workspace: Workspace) -> Facts:
    """Ask a workspace for everything the panel shows; a few queries, no layer."""
    crs = workspace.crs
    registry = QgsApplication.processingRegistry()
    provider = registry.providerById("smartpole")
    results = {}
    logged = workspace.results()
    for key, names in LOGGED.items():
        own = [(order, entry) for order, entry in enumerate(logged) if entry["step"] in names]
        if own:
            results[key] = _result(workspace, key, own)
    return Facts(
        name=workspace.name,
        crs=crs.authid(),
        crs_name=crs.description() or crs.authid(),
        path=str(workspace.path),
        counts=known(workspace, "rows", [entry.name for entry in tables()], lambda: row_counts(workspace)),
        results=results,
        terrain=Path(str(workspace.setting("panel/coverage", {}).get("DEM") or "")).name,
        absent=tuple(key for key, name in ALGORITHMS.items() if registry.algorithmById(name) is None),
        checks=tuple(a.id() for a in provider.algorithms() if a.groupId() == "checks" and a.id() not in ALGORITHMS.values())
        if provider
        else (),
        overdue=known(workspace, "overdue", ("RES_PT", "PLAN_SET"), lambda: count_overdue(workspace)),
        preset=preset_of(workspace),
        undo=workspace.undo_step(),
        read_only=not (os.access(workspace.path, os.W_OK) and os.access(workspace.path.parent, os.W_OK)),
    )


def _result(workspace: Workspace, key: str, entries) -> Result:
    order, newest = entries[-1]
    path = Path(newest["path"]) if newest["path"] else None
    files = {name: str(path.parent / file) for name, file in newest["params"].get("FILES", {}).items()} if path else {}
    wanted = [*files.values(), *([newest["path"]] if path else [])]
    return Result(
        made_at=newest["created"],
        order=order,
        changed_tables=tuple(newest["stale"]),
        missing_files=tuple(sorted({Path(file).name for file in wanted if not Path(file).exists()})),
        figures=figures_of(key, newest, workspace),
        files=files,
        parameters=newest["params"],
        assumed=tuple(assumption_text(code) for code in newest["assumed"]),
    )
