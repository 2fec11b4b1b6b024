#!/usr/bin/env python3
"""Build the plugin zip that QGIS's plugin manager installs: what `pb_tool.cfg` names, and nothing else.

build_zip.py [FOLDER]     default: dist/
"""

import argparse
import configparser
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = {"__pycache__"}
LEFT_OUT_SUFFIXES = {".pyc", ".ts"}  # translations travel compiled
EPOCH = (2026, 1, 1, 0, 0, 0)  # the same sources give the same zip


def packed_files():
    """Every file of the zip, relative to the repository, in order."""
    config = configparser.ConfigParser()
    config.read(ROOT / "pb_tool.cfg", encoding="utf-8")
    files = config["files"]
    names = files["python_files"].split() + files["extras"].split()
    for folder in files["extra_dirs"].split():
        names += [
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and not LEFT_OUT & set(path.parts) and path.suffix not in LEFT_OUT_SUFFIXES and not path.name.startswith(".")
        ]
    return sorted(names)


def build(folder: Path) -> Path:
    """Write `smartpole-<version>.zip` into a folder and return its path."""
    subprocess.run([sys.executable, str(ROOT / "scripts" / "compile_translations.py")], check=True)
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"smartpole-{metadata['general']['version']}.zip"
    partial = target.with_suffix(".part")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in packed_files():
            entry = zipfile.ZipInfo(f"smartpole/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (ROOT / name).read_bytes())
    partial.replace(target)
    return target


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build the plugin zip.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist", help="where to write it (default: dist)")
    print(build(parser.parse_args().folder))
