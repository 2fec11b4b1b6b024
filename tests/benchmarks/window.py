# SPDX-License-Identifier: GPL-2.0-or-later
"""How the window feels: the whole job clicked through in a real QGIS, on the sample and on a county of 40,000 resources.

    python tests/benchmarks/window.py [sample] [county] [--keep FOLDER] [--trace]

For every step the longest time in which the main thread answered nothing, by the clock and in its own processor time; how soon
the panel shows a workspace with its layers; how soon map and figures follow while a site is dragged. One line per figure; exit 1
when one is missed. Needs qgis and xvfb-run; meant for an idle machine. `--keep` keeps the county and the reports, `--trace` writes
the stacks of long turns beside them.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STALL_MS, OPEN_MS, RESULTS_MS = 100.0, 300.0, 600.0  # the last with all results, twice the layers: a limit of our own
CHANGE_MS = {"sample": 200.0, "county": 500.0}
SETTINGS = "[PythonPlugins]\nsmartpole=false\n[locale]\noverrideFlag=true\nuserLocale=zh-Hans\n[qgis]\ncheckVersion=false\n"
SECONDS = 900


def county_in(folder: Path) -> Path:
    """The county, made when it is not there."""
    if not (folder / "county.gpkg").is_file():
        python = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
        quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([python, str(ROOT / "scripts" / "make_county.py"), str(folder)], check=True, env=quiet, stdout=subprocess.DEVNULL)
    return folder


def click_through(home: Path, county: Path = None, parts: str = "", trace: bool = False) -> dict:
    """Start QGIS with a fresh profile and let it do the job; what it measured."""
    shutil.rmtree(home, ignore_errors=True)
    plugins, profiles, report = home / "plugins", home / "profiles", home / "report.json"
    settings = profiles / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS, encoding="utf-8")
    plugins.mkdir()
    (plugins / "smartpole").symlink_to(ROOT)
    inside = ROOT / "tests" / "ui"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_QPA", "QGIS", "PYTHON"))}
    environment.update(
        HOME=str(home),
        XDG_RUNTIME_DIR=str(home),
        QGIS_PLUGINPATH=str(plugins),
        SMARTPOLE_REPORT=str(report),
        SMARTPOLE_WORK=str(home / "work"),
        SMARTPOLE_TESTS=str(inside),
        SMARTPOLE_PARTS=parts,
    )
    if trace:
        environment["SMARTPOLE_TRACE"] = str(home / "trace.txt")
    if county is not None:
        shutil.copytree(county, home / "county")
        environment["SMARTPOLE_COUNTY"] = str(home / "county")
    command = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "qgis", "--nologo", "--noversioncheck", "--profiles-path", str(profiles)]
    command += ["--code", str(inside / "window_figures.py")]
    with (home / "log.txt").open("w") as log:
        subprocess.run(command, env=environment, stdout=log, stderr=subprocess.STDOUT, timeout=SECONDS, check=False)
    if not report.is_file():
        raise SystemExit(f"window FAILED: QGIS ended without a report\n{(home / 'log.txt').read_text()[-2000:]}")
    return json.loads(report.read_text(encoding="utf-8"))


def told(title: str, value: float, limit: float, more: str = "") -> bool:
    good = value <= limit
    print(f"{title:<48} {value:7.0f} ms, limit {limit:.0f}{more}  {'ok' if good else 'MISSED'}", flush=True)
    return good


def tell(which: str, report: dict) -> bool:
    """Print the figures of a run; whether all are met."""
    good = not report["faults"]
    for fault in report["faults"]:
        print(f"window {which} FAILED {fault}", flush=True)
    for name, step in report["steps"].items():
        more = f" ({step['processor_ms']:.0f} of processor)" + ("" if step["ok"] else ", did not end")
        good &= told(f"window {which}: {name}, longest stall", step["clock_ms"], STALL_MS, more) and step["ok"]
        if name.startswith("opened"):
            good &= told(f"window {which}: {name}, panel shows it", step["call_ms"], OPEN_MS)
            limit = OPEN_MS if name == "opened" else RESULTS_MS
            good &= told(f"window {which}: {name}, facts and all layers shown", 1e3 * step["s"], limit, f", {step['layers']} layers")
    changes = sorted(report["changes_ms"])
    if changes:
        more = f", middle one {changes[len(changes) // 2]:.0f}, {len(changes)} moves"
        good &= told(f"window {which}: a site dragged, slowest change", changes[-1], CHANGE_MS[which], more)
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("which", nargs="*", default=["sample", "county"])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--parts", default="", help="only these parts of the job")
    parser.add_argument("--trace", action="store_true")
    options = parser.parse_args()
    if not (shutil.which("xvfb-run") and shutil.which("qgis")):
        print("window: needs qgis and xvfb-run", file=sys.stderr)
        return 2
    good = True
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.keep or Path(temporary)).absolute()
        for which in options.which:
            county = county_in(folder / "made") if which == "county" else None
            good &= tell(which, click_through(folder / which, county, options.parts, options.trace))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
