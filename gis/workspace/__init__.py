# SPDX-License-Identifier: GPL-2.0-or-later
"""The workspace: one GeoPackage that holds every layer, setting and result record of a plan."""

import datetime
import json
import logging
import os
import sqlite3
import threading
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple, Union

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer

from ...engine.errors import WorkspaceError
from ..schema import SCHEMA_VERSION
from ..schema import table as table_of
from . import forms, sql
from .create import GEOPACKAGE_VERSION, check_crs, make_tables
from .geometry import register_functions
from .transaction import Transaction, begin, read_places, read_rows
from .undo import Journal, UndoStep, put_files_back, step_of

log = logging.getLogger(__name__)
CACHE_KIB = 131072  # a bulk insert that fits into the cache need not sync its journal again and again
RESULTS = "_results"  #: after the workspace's own name: the folder of what is computed from it
ROLE = "smartpole/role"  #: custom property of our layers: the table or result they show


class Workspace:
    """An open workspace. It holds no connection: every call opens the file, works, and lets go of it."""

    def __init__(self, path: Path, version: int, srs_id: int, crs: QgsCoordinateReferenceSystem):
        self.path = path
        self.version = version
        self.crs = crs
        self.kept_copy: Optional[Path] = None  #: the old file, where opening has just upgraded it
        self._srs_id = srs_id
        self._kept: Optional[Tuple[int, sqlite3.Connection]] = None  # thread and connection of `at_once`

    @classmethod
    def create(cls, path: Union[str, Path], crs: QgsCoordinateReferenceSystem, name: str = "", overwrite: bool = False) -> "Workspace":
        """Make an empty workspace in a projected CRS in metres; the file appears only when it is complete.

        Raises `InputError` for a CRS that is not projected in metres, `WorkspaceError` when the file exists
        (and `overwrite` is false) or cannot be written.
        """
        path = Path(path)
        check_crs(crs)
        if path.exists() and not overwrite:
            raise WorkspaceError("workspace_exists", path=str(path))
        if not path.parent.is_dir():
            raise WorkspaceError("workspace_no_folder", path=str(path), folder=str(path.parent))
        part = path.with_name(f".{path.stem}.{uuid.uuid4().hex}.gpkg")
        try:
            make_tables(part, crs)
            fresh = cls._opened(part)
            with fresh.transaction() as transaction:
                transaction.set_setting("application", "smartpole")
                transaction.set_setting("name", name or path.stem)
                transaction.set_setting("created", now())
            replace_file(part, path)
        except WorkspaceError as error:  # the user knows the file by its own name, not by the one it was made under
            details = str(error.values.get("details", "")).replace(str(part), str(path)).replace(part.name, path.name)
            raise WorkspaceError(error.key, **{**error.values, "path": str(path), "details": details}) from error
        finally:
            for leftover in (part, Path(f"{part}-journal"), Path(f"{part}-wal"), Path(f"{part}-shm")):
                with suppress(OSError):
                    leftover.unlink()
        return cls._opened(path)

    @classmethod
    def open(cls, path: Union[str, Path], write: bool = False) -> "Workspace":
        """Open a workspace; an older one is upgraded after its file was copied.

        Raises `WorkspaceError` when the file is missing, not a workspace, newer than this version, damaged, locked,
        or (with `write`, or for an upgrade) read-only.
        """
        path = Path(path)
        if not path.is_file():
            raise WorkspaceError("workspace_missing", path=str(path))
        version, copy = read_version(path), None
        if version > SCHEMA_VERSION:
            raise WorkspaceError("workspace_newer", path=str(path), found=version, known=SCHEMA_VERSION)
        if version < SCHEMA_VERSION:
            from ..migrations import upgrade

            copy = upgrade(path, version)
            log.warning("%s was upgraded from schema %d to %d; the old file is kept as %s", path, version, SCHEMA_VERSION, copy.name)
        workspace = cls._opened(path)
        workspace.kept_copy = copy
        if write:
            workspace.check_writable()
        return workspace

    @classmethod
    def _opened(cls, path: Path) -> "Workspace":
        with sql.faults(path), _reader(path) as connection:
            found = connection.execute(
                "SELECT r.srs_id, r.organization, r.organization_coordsys_id, r.definition FROM gpkg_geometry_columns c"
                " JOIN gpkg_spatial_ref_sys r USING (srs_id) WHERE c.table_name = 'RES_PT'"
            ).fetchone()
            if found is None:
                raise WorkspaceError("workspace_not_ours", path=str(path), details="RES_PT")
            srs_id, organization, number, definition = found
        if organization.upper() == "EPSG":
            crs = QgsCoordinateReferenceSystem(f"EPSG:{number}")
        else:
            crs = QgsCoordinateReferenceSystem.fromWkt(definition)
        return cls(path, read_version(path), srs_id, crs)

    @property
    def name(self) -> str:
        """What the planner called this plan."""
        return self.setting("name", self.path.stem)

    @property
    def results_folder(self) -> Path:
        """The folder of result rasters beside the file, made when it is not there."""
        folder = self.path.with_name(f"{self.path.stem}{RESULTS}")
        folder.mkdir(exist_ok=True)
        return folder

    def check_writable(self) -> None:
        """`WorkspaceError` when the file or its folder is read-only, or someone else is writing."""
        if not (os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)):
            raise WorkspaceError("workspace_read_only", path=str(self.path), details="")
        with sql.faults(self.path):
            connection = sql.connect(self.path, write=True, wait_s=3)
            try:
                begin(connection, self.path)
                connection.execute("ROLLBACK")
            finally:
                connection.close()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What this thread reads inside the `with` block goes through one connection: opening the file is most of a small query."""
        if self._kept is not None:
            yield
            return
        with sql.faults(self.path), _reader(self.path) as connection:
            self._kept = threading.get_ident(), connection
            try:
                yield
            finally:
                self._kept = None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        kept = self._kept
        if kept is not None and kept[0] == threading.get_ident():
            yield kept[1]
            return
        with _reader(self.path) as connection:
            yield connection

    def layer(self, table: str) -> QgsVectorLayer:
        """The table as a layer with aliases, form and role, in the calling thread."""
        layout = table_of(table)
        layer = QgsVectorLayer(f"{self.path}|layername={table}", layout.label, "ogr")
        if not layer.isValid():
            raise WorkspaceError("workspace_no_table", path=str(self.path), table=table)
        layer.setCustomProperty(ROLE, table)
        forms.apply(layer, layout)
        return layer

    def rows(
        self, table: str, columns: Optional[Sequence[str]] = None, where: Optional[str] = None, params: Sequence = ()
    ) -> Iterator[Dict[str, Any]]:
        """Rows as dicts: `fid`, the columns asked for (all by default), `geometry` (QgsGeometry or None) where asked for.

        `where` is SQL with `?` for the values in `params`. Dates are `datetime.date`.
        """
        with sql.faults(self.path), self._reading() as connection:
            return read_rows(connection, table_of(table), columns, where, params)

    def count(self, table: str, where: Optional[str] = None, params: Sequence = ()) -> int:
        """How many rows a table has (where a condition holds)."""
        query = sql.statement("SELECT count(*) FROM", sql.name(table_of(table).name), f"WHERE {where}" if where else "")
        with sql.faults(self.path), self._reading() as connection:
            return connection.execute(query, tuple(params)).fetchone()[0]

    def tally(self, table: str, columns: Sequence[str]) -> Dict[Tuple, int]:
        """How many rows have each combination of values in some columns."""
        layout = table_of(table)
        wanted = sql.names(layout.field(column).name for column in columns)
        query = sql.statement("SELECT", wanted, ", count(*) FROM", sql.name(layout.name), "GROUP BY", wanted)
        with sql.faults(self.path), self._reading() as connection:
            return {tuple(row[:-1]): row[-1] for row in connection.execute(query)}

    def places(self, table: str) -> Tuple[np.ndarray, np.ndarray]:
        """Row numbers (n,) and places (n, 2) in metres of a table of points, NaN where there is no place; by row number."""
        with sql.faults(self.path), self._reading() as connection:
            return read_places(connection, table_of(table))

    @contextmanager
    def transaction(self, undo: str = "", join: bool = False) -> Iterator[Transaction]:
        """Write all or nothing: `with workspace.transaction() as t: t.insert("RES_PT", rows)`.

        `undo` names a step that the user may take back, in place of the one before; with `join` this is a further part of it.
        """
        with sql.faults(self.path):
            connection = sql.connect(self.path, write=True)
            try:
                register_functions(connection)
                connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
                begin(connection, self.path)
                journal = Journal(connection, undo, now(), join) if undo else None
                transaction = Transaction(connection, self.path, self._srs_id, journal)
                try:
                    yield transaction
                    transaction.finish()
                    connection.execute("COMMIT")
                except BaseException:
                    with suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                    raise
                _leave_no_wal(connection)
            finally:
                connection.close()

    def undo_step(self) -> Optional[UndoStep]:
        """The step that can be taken back, or None."""
        with sql.faults(self.path), self._reading() as connection:
            return step_of(connection)

    def undo_change(self) -> Optional[Dict]:
        """The change of the catalogue that can be taken back, or None when there is none or another step came after it."""
        step = self.undo_step()
        return None if step is None else step.change

    def undo(self, only: str = "") -> UndoStep:
        """Take the last undoable step, or change of the catalogue, back in one transaction; with `only` no other than that.

        Raises `WorkspaceError` (`undo_nothing`, `undo_edited`, `undo_newer`) without touching anything.
        """
        with self.transaction() as transaction:
            step, files = transaction.take_back(only)
        put_files_back(files)
        return step

    def setting(self, key: str, default=None):
        """A setting of the plan, or `default`."""
        found = list(self.rows("PLAN_SET", ["SET_VALUE"], "SET_KEY = ?", (key,)))
        return json.loads(found[0]["SET_VALUE"]) if found else default

    def set_setting(self, key: str, value) -> None:
        """Keep a setting of the plan: any JSON value; None removes it."""
        with self.transaction() as transaction:
            transaction.set_setting(key, value)

    def versions(self, tables: Optional[Iterable[str]] = None) -> Dict[str, int]:
        """How often each table has changed, whoever changed it."""
        with sql.faults(self.path), self._reading() as connection:
            counts = dict(connection.execute("SELECT TBL_NAME, CHANGES FROM smartpole_versions").fetchall())
        return counts if tables is None else {table: counts.get(table, 0) for table in tables}

    def log_result(
        self,
        step: str,
        path: Union[str, Path],
        params: dict,
        tables: Iterable[str],
        summary: dict,
        assumed: Iterable[str] = (),
        undo: str = "",
    ) -> None:
        """Record a result: its step, file, parameters, the versions of the tables it was made from, summary and assumptions.

        `undo` : the undoable step that this record belongs to
        """
        row = {
            "STEP": step,
            "PATH": self._kept_path(path),
            "PARAMS": _json(params),
            "VERSIONS": _json(self.versions(tables)),
            "ASSUMED": _json(list(assumed)),
            "SUMMARY": _json(summary),
            "CREATED": now(),
        }
        with self.transaction(undo, join=True) as transaction:
            transaction.delete("RESULT_LOG", where="STEP = ? AND PATH IS ?", params=(step, row["PATH"] or None))
            transaction.insert("RESULT_LOG", [row])

    def results(self, step: Optional[str] = None) -> List[Dict[str, Any]]:
        """What was computed, oldest first: step, path, params, versions, assumed, summary, created, and `stale`:
        the tables that have changed since."""
        current = self.versions()
        found = []
        for row in self.rows("RESULT_LOG", where="STEP = ?" if step else None, params=(step,) if step else ()):
            versions = json.loads(row["VERSIONS"] or "{}")
            found.append(
                {
                    "step": row["STEP"],
                    "path": self._found_path(row["PATH"]),
                    "params": json.loads(row["PARAMS"] or "{}"),
                    "versions": versions,
                    "assumed": json.loads(row["ASSUMED"] or "[]"),
                    "summary": json.loads(row["SUMMARY"] or "{}"),
                    "created": row["CREATED"],
                    "stale": tuple(table for table, count in versions.items() if current.get(table, 0) != count),
                }
            )
        return found

    def result(self, step: str) -> Optional[Dict[str, Any]]:
        """The newest result of a step, or None."""
        found = self.results(step)
        return found[-1] if found else None

    def _found_path(self, kept: Optional[str]) -> str:
        """Where a kept path lies now; in our own results folder when workspace and folder were renamed together."""
        if not kept:
            return ""
        path = self.path.parent / kept
        parts = Path(kept).parts
        if not path.exists() and len(parts) > 1 and parts[0].endswith(RESULTS) and not Path(kept).is_absolute():
            renamed = self.path.with_name(f"{self.path.stem}{RESULTS}").joinpath(*parts[1:])
            return str(renamed if renamed.exists() else path)
        return str(path)

    def _kept_path(self, path: Union[str, Path]) -> str:
        """A path inside the workspace's folder is kept relative, so that the plan can be moved."""
        try:
            return Path(path).resolve().relative_to(self.path.resolve().parent).as_posix() if str(path) else ""
        except ValueError:
            return str(path)


def now() -> str:
    """The time of day where the planner is, with its offset."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def read_version(path: Path) -> int:
    """The schema version of a workspace file; `WorkspaceError` when the file is not a workspace of ours."""
    with sql.faults(path), _reader(path) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0] - GEOPACKAGE_VERSION
        ours = connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE name IN ('PLAN_SET', 'RES_PT', 'smartpole_versions')"
        ).fetchone()[0]
        if ours < 3 or not 0 < version < 100:
            raise WorkspaceError("workspace_not_ours", path=str(path), details=f"user_version {version + GEOPACKAGE_VERSION}")
    return version


def replace_file(source: Path, target: Path) -> None:
    """Put a finished file in its place; the old one stays when another program holds it."""
    try:
        source.replace(target)
    except OSError as error:
        raise WorkspaceError("workspace_in_use", path=str(target), details=error.strerror or str(error)) from error


@contextmanager
def _reader(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sql.connect(path)
    try:
        yield connection
    finally:
        connection.close()


def _leave_no_wal(connection: sqlite3.Connection) -> None:
    """QGIS may have switched the file to a write-ahead log; switch back when nobody else has it open."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA journal_mode = DELETE")


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
