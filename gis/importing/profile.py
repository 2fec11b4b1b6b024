# SPDX-License-Identifier: GPL-2.0-or-later
"""Column mappings saved per bureau: which header means which field, with the datum and encoding that went with it."""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Dict, Tuple

from qgis.core import QgsApplication

from ...engine.errors import InputError
from .columns import Mapping, is_secret
from .headers import plain
from .rawtable import RawTable


@dataclass(frozen=True)
class Profile:
    """A saved mapping. fields: schema field to header; x, y, both: headers of the coordinates."""

    name: str
    table: str = "RES_PT"
    fields: Dict[str, str] = field(default_factory=dict)
    x: str = ""
    y: str = ""
    both: str = ""
    numbering: str = ""
    datum: str = "auto"
    encoding: str = ""
    bureau: str = ""
    default_type: str = ""


def folder() -> Path:
    """Where profiles lie: in the user's QGIS profile."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "smartpole" / "mappings"


def _path(name: str) -> Path:
    """The file of a profile: a path to a JSON file as it is, else the name in our folder."""
    if name.lower().endswith(".json"):
        return Path(name)
    safe = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name.strip())
    if not safe.strip(". "):
        raise InputError("profile_name", name=name)
    return folder() / f"{safe}.json"


def names() -> Tuple[str, ...]:
    """The names of the saved profiles."""
    return tuple(sorted(path.stem for path in folder().glob("*.json"))) if folder().is_dir() else ()


def save(profile: Profile) -> Path:
    """Keep a profile; an older one of the same name is replaced at once or not at all."""
    path = _path(profile.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(asdict(profile), ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(path)
    return path


def load(name: str) -> Profile:
    """A saved profile. Raises `InputError` when there is none or its file is not one."""
    path = _path(name)
    if not path.is_file():
        raise InputError("profile_missing", name=name, known=", ".join(names()) or "-")
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(entry, dict):
            raise TypeError(type(entry).__name__)
        known = {key: entry[key] for key in Profile.__dataclass_fields__ if key in entry}
        texts = all(isinstance(value, str) for key, value in known.items() if key != "fields")
        if not texts or not isinstance(known.get("fields", {}), dict):
            raise ValueError("fields")
        return Profile(**{**known, "name": known.get("name") or path.stem})
    except (ValueError, TypeError, KeyError, UnicodeDecodeError) as error:
        raise InputError("profile_broken", name=str(path), details=str(error)) from error


def of(mapping: Mapping, name: str, **more: str) -> Profile:
    """A profile that keeps a mapping."""
    return Profile(name, fields=dict(mapping.fields), x=mapping.x, y=mapping.y, both=mapping.both, numbering=mapping.numbering, **more)


def applied(profile: Profile, raw: RawTable) -> Mapping:
    """The profile's mapping on a table's columns. Raises `InputError` naming the headers the table lacks."""
    by_plain = {plain(name, keep_brackets=True): name for name in reversed(raw.names)}

    def column(header: str) -> str:
        return by_plain.get(plain(header, keep_brackets=True), "") if header else ""

    wanted = [*profile.fields.values(), profile.x, profile.y, profile.both]
    missing = [header for header in wanted if header and not column(header)]
    if missing and len(missing) > len([h for h in wanted if h]) / 2 or any(h in missing for h in (profile.x, profile.y, profile.both)):
        raise InputError("profile_columns", name=profile.name, columns=", ".join(missing), path=raw.path)
    secret = tuple(name for i, name in enumerate(raw.names) if is_secret(name, raw.column(i)))
    fields = {key: column(header) for key, header in profile.fields.items() if column(header) and column(header) not in secret}
    x, y, both, numbering = column(profile.x), column(profile.y), column(profile.both), column(profile.numbering)
    taken = {x, y, both, numbering, *fields.values(), *secret}
    return Mapping(fields, x, y, both, numbering, secret, tuple(n for n in raw.names if n not in taken), {key: 1.0 for key in fields})
