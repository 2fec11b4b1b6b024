# SPDX-License-Identifier: GPL-2.0-or-later
"""A plain Python beside us, for work that must be killable."""

import os
import sys
from pathlib import Path
from typing import Optional


def plain_python() -> Optional[str]:
    """Path of a Python interpreter that is not the QGIS program, or None.

    Inside QGIS on Windows and macOS `sys.executable` is QGIS itself: starting it would open a second window.
    """
    if Path(sys.executable or "").name.lower().startswith("python"):
        return sys.executable
    folder = Path(sys.exec_prefix)
    names = ("python.exe", "python3.exe") if os.name == "nt" else ("bin/python3", "bin/python")
    return next((str(folder / name) for name in names if (folder / name).is_file()), None)
