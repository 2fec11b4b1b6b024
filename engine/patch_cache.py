# SPDX-License-Identifier: GPL-2.0-or-later
"""Patches of path loss kept on disk under a hash of everything they depend on.

A patch is found again only when mast, model, settings, grid and every height within its radius are the same:
a new house makes exactly those patches anew in whose reach it stands. The folder may vanish, fill up or rot
between two reads: a patch that cannot be read is computed again, one that cannot be written is not kept.
"""

import hashlib
import os
import struct
import threading
import uuid
from pathlib import Path
from typing import Callable, Dict, Optional, Tuple

import numpy as np

from .grid import Grid, Window
from .network import Mast
from .pathloss import PATCH_VERSION, Patch, PathLossSettings, pack, unpack
from .terrain import Terrain

_MAGIC = b"SPPATCH1"
_HEAD = struct.Struct("<8s32s4i")  # magic, digest of the losses, window
DEFAULT_BYTES = 2_000_000_000


class PatchCache:
    """Patches in a folder, at most `max_bytes` of them, those longest unused going first.

    hits, misses, repaired, unwritten : what happened so far
    """

    def __init__(self, folder, max_bytes: int = DEFAULT_BYTES):
        self.folder = Path(folder)
        self.max_bytes = int(max_bytes)
        self.hits = self.misses = self.repaired = self.unwritten = 0
        self._lock = threading.Lock()
        self._heights: Dict[Tuple, bytes] = {}
        self._terrain: Optional[Terrain] = None
        self._size = sum(size for _, size, _ in self._entries())

    def get_or_compute(
        self, terrain: Terrain, grid: Grid, mast: Mast, settings: PathLossSettings, compute: Callable[[], Optional[Patch]]
    ) -> Optional[Patch]:
        """The patch from disk when it is there and whole, else a computed one, which is then kept."""
        path = self.folder / f"{self.key(terrain, grid, mast, settings)}.patch"
        patch = self._read(path, mast)
        if patch is not None:
            with self._lock:
                self.hits += 1
            return patch
        patch = compute()
        with self._lock:
            self.misses += 1
        if patch is not None:
            self._write(path, patch)
        return patch

    def key(self, terrain: Terrain, grid: Grid, mast: Mast, settings: PathLossSettings) -> str:
        """Hash of everything a patch depends on, hexadecimal."""
        digest = hashlib.sha256()
        digest.update(repr((PATCH_VERSION, grid, mast, settings, terrain.grid.cell_size_m)).encode())
        digest.update(self._heights_hash(terrain, mast, settings.radius_m))
        return digest.hexdigest()

    def _heights_hash(self, terrain: Terrain, mast: Mast, radius_m: float) -> bytes:
        """Hash of every height a fan of this radius can meet; the same for all masts of a site."""
        place = (mast.x_m, mast.y_m, radius_m)
        with self._lock:
            if terrain is not self._terrain:
                self._terrain, self._heights = terrain, {}
            known = self._heights.get(place)
        if known is not None:
            return known
        grid = terrain.grid
        reach = radius_m + 2 * grid.cell_size_m
        (top, bottom), (left, right) = grid.row_column([mast.x_m - reach, mast.x_m + reach], [mast.y_m + reach, mast.y_m - reach])
        top, left = max(0, int(top)), max(0, int(left))
        bottom, right = min(grid.rows, int(bottom) + 1), min(grid.columns, int(right) + 1)
        digest = hashlib.sha256(repr((top, left, bottom, right, grid.x_min_m, grid.y_max_m)).encode())
        for layer in (terrain.ground_m, terrain.building_m, terrain.clutter_m, terrain.landcover_class):
            digest.update(b"-" if layer is None else np.ascontiguousarray(layer[top:bottom, left:right]).tobytes())
        if not bool(grid.contains(mast.x_m, mast.y_m)):
            digest.update(repr(float(terrain.ground_m.mean())).encode())  # what `fan_paths` takes beyond the terrain
        found = digest.digest()
        with self._lock:
            if len(self._heights) > 10_000:
                self._heights.clear()
            self._heights[place] = found
        return found

    def _read(self, path: Path, mast: Mast) -> Optional[Patch]:
        try:
            content = path.read_bytes()
        except OSError:
            return None
        patch = _decoded(content, mast)
        if patch is None:  # cut short or damaged
            with self._lock:
                self.repaired += 1
            _unlink(path)
            return None
        try:
            os.utime(path)
        except OSError:
            return patch  # another run has just removed it
        return patch

    def _write(self, path: Path, patch: Patch) -> None:
        content = _encoded(patch)
        temporary = path.with_name(f"{uuid.uuid4().hex}.tmp")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            temporary.replace(path)
        except OSError:
            _unlink(temporary)
            with self._lock:
                self.unwritten += 1
            return
        with self._lock:
            self._size += len(content)
            if self._size > self.max_bytes:
                self._shrink()

    def _shrink(self) -> None:
        """Remove the longest unused patches until a tenth is free."""
        entries = sorted(self._entries())
        self._size = sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if self._size <= 0.9 * self.max_bytes:
                return
            _unlink(path)
            self._size -= size

    def _entries(self):
        """(time of last use, size, path) of every patch."""
        found = []
        try:
            listed = list(os.scandir(self.folder))
        except OSError:
            return found
        for entry in listed:
            try:
                state = entry.stat()
            except OSError:
                continue
            if entry.name.endswith(".patch"):
                found.append((state.st_mtime_ns, state.st_size, Path(entry.path)))
        return found


def _encoded(patch: Patch) -> bytes:
    losses = pack(patch.loss_db).tobytes()
    window = patch.window
    head = _HEAD.pack(_MAGIC, hashlib.sha256(losses).digest(), window.row, window.column, window.rows, window.columns)
    return head + losses


def _decoded(content: bytes, mast: Mast) -> Optional[Patch]:
    if len(content) < _HEAD.size:
        return None
    magic, digest, row, column, rows, columns = _HEAD.unpack_from(content)
    losses = memoryview(content)[_HEAD.size :]
    if magic != _MAGIC or len(losses) != 2 * rows * columns or hashlib.sha256(losses).digest() != digest:
        return None
    steps = np.frombuffer(losses, np.uint16).reshape(rows, columns)
    return Patch(mast, Window(row, column, rows, columns), unpack(steps))


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return
