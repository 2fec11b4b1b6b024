# SPDX-License-Identifier: GPL-2.0-or-later
"""Antenna files named by sites: looked up beside the workspace, read once, faults told together.

A cell of ANTENNA holds one file name for all sectors, one per azimuth separated by semicolons, or `band=file` parts
(`n78=a.msi;b3=b.msi`) where a site's bands have antennas of their own.
"""

from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

from ...engine.antenna_files import read_antenna
from ...engine.errors import InputError

FOLDER = "antennas"  #: beside the workspace; files right beside it are found too
SUFFIXES = ("", ".msi", ".pln", ".ant", ".txt", ".csv")
MOST_TOLD = 10

#: (band, position among the azimuths, number of azimuths) -> pattern, None: the usual one
AntennaOf = Callable[[str, int, int], Optional[Any]]


class Shelf:
    """The antenna files of a workspace; `check` tells every name that was asked for and not found."""

    def __init__(self, workspace_path: Path):
        self.folder = Path(workspace_path).parent / FOLDER
        self._files: Optional[Dict[str, Path]] = None
        self._read: Dict[str, Any] = {}
        self._missing: List[str] = []

    def of(self, text: Optional[str], site_id: str) -> Optional[AntennaOf]:
        """What a site's cell says; None where it says nothing. Raises `InputError` for a file that cannot be read."""
        parts = [part.strip() for part in str(text or "").replace("；", ";").split(";") if part.strip()]
        if not parts:
            return None
        by_band = {part.split("=", 1)[0].strip(): self._pattern(part.split("=", 1)[1].strip(), site_id) for part in parts if "=" in part}
        plain = [self._pattern(part, site_id) for part in parts if "=" not in part]

        def pattern(band: str, position: int, count: int) -> Optional[Any]:
            if band in by_band:
                return by_band[band]
            if len(plain) > 1 and len(plain) != count:
                raise InputError("antenna_count", site=site_id, antennas=len(plain), sectors=count)
            return plain[position if len(plain) > 1 else 0] if plain else None

        return pattern

    def check(self) -> None:
        """Raise `InputError` when a file was asked for that is not there."""
        if self._missing:
            told = self._missing[:MOST_TOLD] + (["…"] if len(self._missing) > MOST_TOLD else [])
            raise InputError("antenna_unknown", names=", ".join(told), folder=str(self.folder))

    def _pattern(self, name: str, site_id: str) -> Optional[Any]:
        key = name.casefold()
        if key not in self._read:
            path = self._found(key)
            if path is None:
                self._missing.append(f"{name} ({site_id})")
            try:
                self._read[key] = None if path is None else read_antenna(path)
            except OSError as error:
                raise InputError("antenna_unknown", names=f"{name} ({error.strerror})", folder=str(self.folder)) from error
        return self._read[key]

    def _found(self, key: str) -> Optional[Path]:
        if self._files is None:
            folders = (folder for folder in (self.folder.parent, self.folder) if folder.is_dir())
            self._files = {path.name.casefold(): path for folder in folders for path in folder.iterdir() if path.is_file()}
        return next((self._files[key + suffix] for suffix in SUFFIXES if key + suffix in self._files), None)
