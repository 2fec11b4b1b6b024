# SPDX-License-Identifier: GPL-2.0-or-later
"""What support needs to know, as text: versions, workspace, states, the last lines of the log; no contents, no contacts."""

import configparser
import importlib
import platform
import sys
from pathlib import Path

from qgis.core import Qgis
from qgis.PyQt.QtCore import QT_VERSION_STR

from ..gis.compat import gdal_version
from ..gis.messages import locale_name

ROOT = Path(__file__).resolve().parents[1]


def plugin_version() -> str:
    """The version in metadata.txt, or `?` where there is none."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    return metadata.get("general", "version", fallback="?")


def _library_version(name: str) -> str:
    try:
        return importlib.import_module(name).__version__
    except ImportError:
        return "not installed"


def diagnostic_text(facts=None, states=None, log_lines: str = "") -> str:
    """The text behind "copy diagnostic information"."""
    lines = [
        f"SmartPole {plugin_version()}",
        f"QGIS {Qgis.QGIS_VERSION}, Qt {QT_VERSION_STR}, GDAL {gdal_version()}, Python {sys.version.split()[0]}",
        ", ".join(f"{name} {_library_version(name)}" for name in ("numpy", "scipy", "pyproj")),
        f"{platform.system()} {platform.release()} {platform.machine()}, locale {locale_name()}",
    ]
    if facts is not None and facts.path:
        lines.append(f"workspace {Path(facts.path).name}, {facts.crs}")
        lines.append(", ".join(f"{table} {count}" for table, count in sorted(facts.counts.items())))
    for status in (states or {}).values():
        extra = ", ".join(status.needs + status.changed)
        lines.append(f"{status.key}: {status.state.value}" + (f" ({extra})" if extra else ""))
    if log_lines:
        lines += ["", log_lines]
    return "\n".join(lines)
