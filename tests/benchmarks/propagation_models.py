# SPDX-License-Identifier: GPL-2.0-or-later
"""Figures of the models without terrain profiles: a pole's fan, antennas, the drive tests of DTU, numpy versions.

    python tests/benchmarks/propagation_models.py

`measurements()` yields (name, value, limit, unit, peer); the whole propagation benchmark takes them from here.
"""

import csv
import gzip
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
if "smartpole" not in sys.modules:
    spec = importlib.util.spec_from_file_location("conftest", ROOT / "tests" / "conftest.py")
    spec.loader.exec_module(importlib.util.module_from_spec(spec))

from smartpole.engine.antenna import Array, sector_gain_dbi  # noqa: E402
from smartpole.engine.calibration import accuracy, calibrate  # noqa: E402
from smartpole.engine.calibration.samples import make_samples  # noqa: E402
from smartpole.engine.grid import Grid  # noqa: E402
from smartpole.engine.network import Mast  # noqa: E402
from smartpole.engine.profiles import FanPaths, fan_paths, make_fan  # noqa: E402
from smartpole.engine.propagation.registry import models  # noqa: E402
from smartpole.engine.propagation.tr38901 import path_loss_db  # noqa: E402
from smartpole.engine.propagation.tr38901_fan import tr38901_over_fan  # noqa: E402
from smartpole.engine.terrain import Terrain  # noqa: E402

#: best simple line on the blind route: frequency MHz -> (RMSE dB, which line)
SIMPLE = {811.0: (5.91, "fitted slope"), 2630.0: (6.46, "constant")}


def town(hills: bool = True) -> Terrain:
    """3 x 3 km with 1500 buildings of 6 to 60 m, on rolling ground."""
    random = np.random.default_rng(1)
    grid = Grid(0, 3000, 5, 600, 600)
    building = np.zeros(grid.shape, np.float32)
    for _ in range(1500):
        row, column = random.integers(0, 590, 2)
        building[row : row + random.integers(2, 6), column : column + random.integers(2, 8)] = random.uniform(6, 60)
    x, y = np.meshgrid(grid.column_centres_m(), grid.row_centres_m())
    ground = 100 + (30 * np.sin(x / 300) * np.cos(y / 200) if hills else 0 * x)
    return Terrain(grid, ground.astype(np.float32), building)


def best_of(function, runs: int = 7) -> float:
    """Shortest of some runs, seconds of this process alone (everything here runs on one thread)."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def pole():
    """A pole at 1 km radius and 5 m step, UMi with buildings, sampling included."""
    terrain, fan = town(), make_fan(1000.0, 5.0)

    def once(diffraction):
        tr38901_over_fan(fan_paths(terrain, fan, 1502.0, 1501.0, 10.0, 1.5, 3500.0), "umi", diffraction=diffraction)

    yield "pole, 1 km, 5 m, UMi with buildings", 1e3 * best_of(lambda: once(False)), 60.0, "ms", ""
    yield "the same with diffraction", 1e3 * best_of(lambda: once(True)), 120.0, "ms", ""


def linear():
    """At a fixed number of steps, twice the rays cost no more than a little over twice the time."""
    paths = fan_paths(town(), make_fan(1000.0, 5.0), 1502.0, 1501.0, 10.0, 1.5, 3500.0)
    half = FanPaths(paths.distance_m, paths.ground_m[::2], paths.building_m[::2], None, 10.0, 1.5, 3500.0)
    ratio = best_of(lambda: tr38901_over_fan(paths, "umi")) / best_of(lambda: tr38901_over_fan(half, "umi"))
    yield "cost of twice the rays over that of one", ratio, 2.6, "", ""


def antennas():
    """A tilted array over 100,000 cells."""
    random = np.random.default_rng(2)
    bearing, zenith = random.uniform(0, 360, (320, 320)).astype(np.float32), random.uniform(88, 120, (320, 320)).astype(np.float32)
    array = Array(rows=8, columns=4, beam_tilt_deg=6)
    yield (
        "gain of a tilted array, 100,000 cells",
        1e3 * best_of(lambda: sector_gain_dbi(array, 120.0, 4.0, bearing, zenith)),
        40.0,
        "ms",
        "",
    )


def data_folder() -> Path:
    return Path(os.environ.get("SMARTPOLE_REFERENCE_DATA", ROOT.parent / "shared" / "data"))


def drive_tests():
    """DTU: fitted on the training set, method chosen on its left-out areas, RMSE on the blind route."""
    path = data_folder() / "measurements" / "dtu" / "dtu_rsrp.csv.gz"
    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for frequency, (simple_db, line) in SIMPLE.items():
        sets = {name: dtu_samples(rows, frequency, name) for name in ("training", "eval", "test")}
        found = calibrate(sets["training"])
        blind = accuracy(found.predict_dbm(sets["eval"]), sets["eval"], -105.0)
        curve = accuracy(found.fit.predict_dbm(sets["eval"]), sets["eval"], -105.0)
        title = f"DTU {frequency:.0f} MHz, blind route, RMSE"
        about = f"simple line ({line}) {simple_db} dB; areas left out {found.by_area.rmse_db:.2f} dB; curve alone {curve.rmse_db:.2f} dB"
        yield title, blind.rmse_db, simple_db, "dB", about


def dtu_samples(rows, frequency, name):
    chosen = [row for row in rows if row["set"] == name and float(row["f_MHz"]) == frequency]
    x, y, level, distance = (np.array([float(row[key]) for row in chosen]) for key in ("east_m", "north_m", "rsrp_dBm", "d_m"))
    base = path_loss_db("uma", False, frequency, distance, 30.0, 1.5, extrapolate=True)
    cell = [int(row["pci"]) for row in chosen]
    return make_samples(x, y, level, site_x_m=0.0, site_y_m=0.0, tx_height_m=30.0, cell=cell, base_loss_db=base)


def figures() -> dict:
    """Losses of every model over one town, and gains, for comparing numpy versions."""
    paths = fan_paths(town(), make_fan(900.0, 10.0), 1002.0, 2001.0, 30.0, 1.5, 1900.0)
    some = FanPaths(paths.distance_m, paths.ground_m[:150], paths.building_m[:150], None, 30.0, 1.5, 1900.0)
    mast = Mast(1002.0, 2001.0, 30.0, 1900.0, "uma")
    found = {f"fan_{m.key}": m.fan_model(extrapolate=True)(paths, mast) for m in models("fan")}
    found.update({f"point_{m.key}": m.point_loss_db(some, extrapolate=True) for m in models("point")})
    bearing = np.linspace(0, 360, 5000, dtype=np.float32)
    found["array"] = sector_gain_dbi(Array(rows=8, columns=4, beam_tilt_deg=6), 120.0, 5.0, bearing, np.float32(97) + bearing / 36)
    return found


def numpy_versions():
    """The same figures under the other interpreter's numpy, dB."""
    others = [ROOT / name / "bin" / "python" for name in (".venv", ".venv-engine")]
    other = next((p for p in others if p.is_file() and p.parents[1].resolve() != Path(sys.prefix).resolve()), None)
    if other is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "figures.npz"
        subprocess.run([str(other), str(Path(__file__)), "--figures", str(target)], check=True, stdout=subprocess.DEVNULL)
        theirs = dict(np.load(target))
    version = str(theirs.pop("version"))
    worst = max(float(np.nanmax(np.abs(mine.astype(float) - theirs[name].astype(float)))) for name, mine in figures().items())
    yield "largest difference between numpy versions", worst, 1e-6, "dB", f"numpy {np.__version__} and {version}"


def measurements():
    """(name, value, limit, unit, what it is compared with) of everything here; missing data leave lines out."""
    for part in (pole, linear, antennas, drive_tests, numpy_versions):
        yield from part()


def main() -> int:
    if sys.argv[1:2] == ["--figures"]:
        np.savez(sys.argv[2], version=np.array(np.__version__), **figures())
        return 0
    missed = 0
    for name, value, limit, unit, about in measurements():
        good = value <= limit
        missed += not good
        print(f"{name:46} {value:10.3g} {unit:3} at most {limit:<7g} {'pass' if good else 'MISSED'}  {about}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
