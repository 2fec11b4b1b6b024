# SPDX-License-Identifier: GPL-2.0-or-later
"""The newest results of a workspace at a point: each raster read once, and again only when it has changed."""

import json
import threading
import time
from pathlib import Path
from typing import Dict, NamedTuple, Optional, Tuple

import numpy as np
from qgis.core import QgsGeometry, QgsPoint, QgsPointXY

from ...engine.errors import InputError, WorkspaceError
from ...engine.grid import Grid
from ..schema import SCHEMA_VERSION
from ..siting.eligible import eligible_resources
from ..workspace import Workspace, read_version
from .rasters import grid_of, raster_metadata, read_raster
from .vectors import read_levels

LOOK_AGAIN_S = 0.5  #: how long the state of the files is trusted
STEPS = dict((("exposure", "exposure"), ("pass_fail", "gaps")))  #: kinds of rasters that have a record of their own
KEPT_WORKSPACES = 4


class Layer(NamedTuple):
    """A raster in memory: values (rows, columns) float32 with nan for no data, and what the file says of itself."""

    values: np.ndarray
    grid: Grid
    about: Dict[str, str]
    path: str
    state: Tuple
    looked: float


class PlanValues:
    """Answers for one workspace; safe to be asked from several threads. Never writes, never upgrades a file."""

    def __init__(self, path: Path):
        if not path.is_file():
            raise WorkspaceError("workspace_missing", path=str(path))
        if read_version(path) < SCHEMA_VERSION:  # opening would upgrade the file, which drawing a map must not do
            raise WorkspaceError("workspace_open_first", path=str(path))
        self.workspace = Workspace.open(path)
        self._lock = threading.RLock()
        self._looked = 0.0
        self._state: Tuple = ()
        self._layers: Dict[Tuple[str, bool], Layer] = {}
        self._levels = None
        self._resources = None

    def value(self, kind: str, x_m: float, y_m: float, planned: bool = False) -> Optional[float]:
        """The value of a raster at a point in the plan's CRS; None outside it and where it has no data.

        kind : ss_rsrp, ss_sinr, best_server (of the existing sites, or with the planned ones), exposure or pass_fail.
        Raises `InputError` when the workspace has no such result.
        """
        layer = self.layer(kind, planned)
        grid = layer.grid
        row = int(np.floor((grid.y_max_m - y_m) / grid.cell_size_m))
        column = int(np.floor((x_m - grid.x_min_m) / grid.cell_size_m))
        if not (0 <= row < grid.rows and 0 <= column < grid.columns):
            return None
        found = float(layer.values[row, column])
        return None if np.isnan(found) else found

    def server(self, x_m: float, y_m: float, names: str = "SMARTPOLE_SECTORS") -> Optional[str]:
        """The sector (or, by `SMARTPOLE_SITES`, the site) that serves a point best."""
        index = self.value("best_server", x_m, y_m)
        if index is None:
            return None
        return json.loads(self.layer("best_server").about.get(names, "{}")).get(str(int(index)))

    def level(self, x_m: float, y_m: float) -> Optional[str]:
        """The service level asked for at a point: the most demanding of the service and key areas there; None outside the plan."""
        place, point, found = QgsPointXY(x_m, y_m), QgsPoint(x_m, y_m), []
        with self._lock:
            self._look()
            if self._levels is None:
                self._levels = self._read_levels()
            for order, within, box, _shape, prepared in self._levels:
                if box.contains(place) and prepared.contains(point):
                    found.append((order, within))
        if not any(within for _, within in found):
            return None  # key areas raise the level, they do not make the plan area larger
        return min(found)[0][1]

    def nearest(self, x_m: float, y_m: float) -> Optional[Tuple[str, float]]:
        """Number of the nearest resource that the siting rules allow, and its distance in metres; None when there is none."""
        from scipy.spatial import cKDTree

        with self._lock:
            self._look()
            if self._resources is None:
                ids, places = eligible_resources(self.workspace)
                self._resources = ids, cKDTree(places) if ids else None
            ids, tree = self._resources
        if tree is None:
            return None
        distance, index = tree.query((x_m, y_m))
        return ids[int(index)], float(distance)

    def layer(self, kind: str, planned: bool = False) -> Layer:
        """The newest raster of a kind, read again only when the record or the file has changed."""
        with self._lock:
            self._look()
            found = self._layers.get((kind, planned))
            now = time.monotonic()
            if found is None or (now - found.looked >= LOOK_AGAIN_S and found.state != _state(found.path)):
                path = self._path(kind, planned)
                found = Layer(read_raster(path), grid_of(path)[0], raster_metadata(path), path, _state(path), now)
                self._layers[kind, planned] = found
            elif now - found.looked >= LOOK_AGAIN_S:
                found = self._layers[kind, planned] = found._replace(looked=now)
            return found

    def _look(self) -> None:
        """Forget where things are when the workspace has changed; a raster that is still the newest is not read again."""
        now = time.monotonic()
        if now - self._looked < LOOK_AGAIN_S:
            return
        self._looked = now
        path = self.workspace.path
        state = (_state(path), _state(f"{path}-wal"))
        if state == self._state:
            return
        self._state = state
        self._levels = self._resources = None
        for (kind, planned), layer in list(self._layers.items()):
            try:
                still = self._path(kind, planned) == layer.path
            except InputError:
                still = False
            if not still:
                del self._layers[kind, planned]

    def _path(self, kind: str, planned: bool) -> str:
        """Where the newest raster of a kind is; `InputError` when there is none."""
        if kind in STEPS:
            result = self.workspace.result(STEPS[kind])
            path = Path(result["path"]) if result is not None and result["path"] else None
        else:
            result = self.workspace.result("coverage_plan" if planned else "coverage")
            path = Path(result["path"]) if result is not None and result["path"] else None
            if path is not None and kind != "ss_rsrp":
                name = result["params"].get("FILES", {}).get(kind.upper())
                path = path.with_name(name) if name else None
        if path is None or not path.is_file():
            raise InputError("result_missing", path=str(self.workspace.path), kind=kind)
        return str(path)

    def _read_levels(self):
        order = {level.code: number for number, level in enumerate(read_levels(self.workspace))}
        found = []
        for table, within in (("SVC_AREA", True), ("KEY_AREA", False)):
            for row in self.workspace.rows(table, ["SVC_LV", "geometry"]):
                shape = row["geometry"]
                if shape is not None and not shape.isEmpty() and row["SVC_LV"] in order:
                    prepared = QgsGeometry.createGeometryEngine(shape.constGet())
                    prepared.prepareGeometry()
                    found.append(((order[row["SVC_LV"]], row["SVC_LV"]), within, shape.boundingBox(), shape, prepared))
        return found


def _state(path) -> Tuple:
    try:
        found = Path(path).stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size


_open: Dict[str, PlanValues] = {}
_open_lock = threading.Lock()


def values_of(path: str) -> PlanValues:
    """The answers for a workspace file, kept for the next call; the oldest of more than a few is let go."""
    with _open_lock:
        found = _open.get(path)
        if found is None or not found.workspace.path.is_file():
            _open.pop(path, None)
            found = PlanValues(Path(path))
            while len(_open) >= KEPT_WORKSPACES:
                _open.pop(next(iter(_open)))
            _open[path] = found
        return found


def forget() -> None:
    """Let go of everything that was read."""
    with _open_lock:
        _open.clear()
