# SPDX-License-Identifier: GPL-2.0-or-later
"""Every published vector set in a folder through the shipped engine: one line each, exit 1 when one is missed.

    python tests/benchmarks/reference.py [DIR]

The sets are run by the modules `reference_*.py` beside this file; each has `FOLDERS` (the names it knows) and
`run(folder) -> [(set_name, cases, max_abs_error, tolerance)]`. An error that is not a number fails its set.
"""

import importlib.util
import math
import os
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DOCUMENTS = {".md", ".txt", ""}


def _module(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def runners():
    """folder name -> run function, of every `reference_*.py`."""
    if "smartpole" not in sys.modules:
        _module(ROOT / "tests" / "conftest.py")
    found = {}
    for path in sorted(HERE.glob("reference_*.py")):
        module = _module(path)
        for name in module.FOLDERS:
            found[name] = module.run
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
        results = known[folder.name](folder)
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
