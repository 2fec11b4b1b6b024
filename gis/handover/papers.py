# SPDX-License-Identifier: GPL-2.0-or-later
"""The papers in a package: field dictionary, record of replaced characters, manifest with checksums."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any, Dict, Iterable, List, Sequence

from ...engine.errors import WorkspaceError
from ..schema import table as table_of
from ..words import words
from .data import table_behind
from .delivered import Delivery, Replaced

MANIFEST = "manifest.json"
FORMAT = "smartpole-handover/1"


def write_csv(path: Path, rows: Iterable[Sequence[Any]]) -> Path:
    """A CSV that Excel opens as UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_dictionary(path: Path, delivered: Sequence[Delivery], lang: str) -> Path:
    """What every field of every shapefile means, with the words of its codes."""
    heads = ("file", "field", "alias", "type", "length", "unit", "codes", "note")
    rows: List[Sequence[Any]] = [[words(f"dictionary.{head}", lang) for head in heads]]
    for delivery in delivered:
        sources = {column.name: column for column in table_of(table_behind(delivery)).fields}
        for column in delivery.columns:
            source = sources.get(column.name)
            codes = source.codes if source is not None else ()
            meanings = words("semicolon", lang).join(f"{code.code}={code.zh if lang == 'zh' else code.en}" for code in codes)
            note = source.tooltip.get(lang, "") if source is not None and column.name not in ("LON", "LAT") else ""
            kind = words(f"type.{column.type}", lang)
            rows.append([delivery.name, column.name, column.header, kind, column.length or "", column.unit, meanings, note])
    return write_csv(path, rows)


def write_replaced(path: Path, replaced: Sequence[Replaced], lang: str) -> Path:
    """Every text a shapefile could not hold as it is; the workbook holds it in full."""
    head = [words(key, lang) for key in ("dictionary.file", "replaced.row", "dictionary.field", "replaced.original", "replaced.written")]
    return write_csv(path, [head, *replaced])


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def write_manifest(folder: Path, facts: Dict[str, Any]) -> Path:
    """`manifest.json`: what the package is, and every file with its size and SHA-256."""
    files = [
        {"path": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": sha256(path)}
        for path in package_files(folder)
    ]
    path = folder / MANIFEST
    path.write_text(json.dumps({"format": FORMAT, **facts, "files": files}, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def package_files(folder: Path) -> List[Path]:
    """The files of a package but its manifest, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)


def read_manifest(folder: Path) -> Dict[str, Any]:
    """The manifest of a package. Raises `WorkspaceError` when the folder is not a package of ours."""
    path = Path(folder) / MANIFEST
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WorkspaceError("handover_not_a_package", folder=str(folder), details=str(error)) from error
    if not str(facts.get("format", "")).startswith("smartpole-handover/"):
        raise WorkspaceError("handover_not_a_package", folder=str(folder), details=str(facts.get("format")))
    return facts


def verify_package(folder: Path) -> int:
    """Check every file against the manifest; returns how many. Raises `WorkspaceError` for the first that differs."""
    listed = read_manifest(folder)["files"]
    for entry in listed:
        path = Path(folder) / entry["path"]
        if not path.is_file() or sha256(path) != entry["sha256"]:
            raise WorkspaceError("handover_verify", path=entry["path"], details="SHA-256")
    return len(listed)
