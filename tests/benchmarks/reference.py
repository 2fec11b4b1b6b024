# SPDX-License-Identifier: GPL-2.0-or-later
"""Every published vector set in a folder through the shipped engine: one line each, exit 1 when one is missed.

    python tests/benchmarks/reference.py [DIR]

The sets are run by the modules `reference_*.py` beside this file: functions `(folder) -> [(set_name, cases,
max_abs_error, tolerance)]`, found in the module's `RUNNERS` by folder name, or by their own name: `run_p1812`
runs folder `p1812` or `itu_p1812`. An error that is not a number fails its set.
"""

import importlib.util
import math
import os
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def _module(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def runners():
    """folder name -> function, of every `reference_*.py`."""
    if "smartpole" not in sys.modules:
        _module(ROOT / "tests" / "conftest.py")
    found = {}
    for path in sorted(HERE.glob("reference_*.py")):
        module = _module(path)
        for name, function in vars(module).items():
            if name.startswith("run_") and callable(function):
                found[name[len("run_") :]] = found["itu_" + name[len("run_") :]] = function
        found.update(getattr(module, "RUNNERS", {}))
    return found


def default_folder() -> Path:
    data = os.environ.get("SMARTPOLE_REFERENCE_DATA")
    return (Path(data) if data else ROOT.parent / "shared" / "data") / "vectors"


def main(arguments) -> int:
    base = Path(arguments[0]) if arguments else default_folder()
    if not base.is_dir():
        print(f"no folder of vectors at {base}: give one, or set SMARTPOLE_REFERENCE_DATA")
        return 1
    known = runners()
    from smartpole.engine.errors import SmartPoleError  # importable once the package is registered

    folders = sorted(p for p in base.iterdir() if p.is_dir())
    if base.name in known and not any(p.name in known for p in folders):
        folders = [base]  # one set's own folder was named
    failed = total = 0
    print(f"{'set':58} {'cases':>7} {'max |error|':>12} {'tolerance':>10}")
    for folder in folders:
        if folder.name not in known:
            print(f"{folder.name:58} {'':>7} {'':>12} {'':>10}  no runner: not checked")
            continue
        start = time.perf_counter()
        try:
            results = known[folder.name](folder)
        except (ValueError, KeyError, IndexError, AttributeError, OSError, SmartPoleError) as error:
            print(f"{folder.name:58} {'':>7} {'':>12} {'':>10}  FAIL: {type(error).__name__}: {error}")
            failed += 1
            continue
        if not results:
            print(f"{folder.name:58} {0:>7} {'':>12} {'':>10}  FAIL: no cases found")
            failed += 1
        for name, cases, error, tolerance in results:
            good = cases > 0 and math.isfinite(error) and error <= tolerance
            failed += not good
            total += cases
            print(f"{name:58} {cases:>7} {error:>12.3g} {tolerance:>10g}  {'pass' if good else 'FAIL'}")
        if os.environ.get("SMARTPOLE_TIMES"):
            print(f"    {time.perf_counter() - start:.1f} s")
    print(f"{total} cases, {failed} sets failed")
    return 1 if failed or not total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
