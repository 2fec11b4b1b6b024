# SPDX-License-Identifier: GPL-2.0-or-later
"""A plain Python beside us, for work that must be killable or that threads cannot speed up."""

import os
import subprocess  # nosec B404 -- our own scripts in our own interpreter, no shell, no outside input
import sys
from pathlib import Path
from typing import Mapping, Optional

# a script's own folder and the current one would shadow modules
RUN_SCRIPT = (
    "import runpy, sys; sys.path[:] = [p for p in sys.path if p]; del sys.argv[0]; runpy.run_path(sys.argv[0], run_name='__main__')"
)


def plain_python() -> Optional[str]:
    """Path of a Python interpreter that is not the QGIS program, or None.

    Inside QGIS on Windows and macOS `sys.executable` is QGIS itself: starting it would open a second window. On Linux it
    is there whatever Python stands first on the path, which may be another than the one that runs. The one beside our
    own library comes first, therefore.
    """
    folder, ours = Path(sys.exec_prefix), f"bin/python{sys.version_info[0]}.{sys.version_info[1]}"
    names = ("python.exe", "python3.exe") if os.name == "nt" else (ours, "bin/python3", "bin/python")
    beside = next((str(folder / name) for name in names if (folder / name).is_file()), None)
    if beside is None and Path(sys.executable or "").name.lower().startswith("python"):
        return sys.executable
    return beside


def start(
    interpreter: str, code: str, *arguments: str, answers: bool = False, text: bool = False, environment: Optional[Mapping[str, str]] = None
) -> subprocess.Popen:
    """Start `code` in an interpreter, without a window; we write to its input, and read its output if it `answers`."""
    return subprocess.Popen(  # nosec B603 -- fixed program and script
        [interpreter, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if answers else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=text,
        env=None if environment is None else {**os.environ, **environment},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows: no console window
    )
