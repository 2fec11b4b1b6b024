# SPDX-License-Identifier: GPL-2.0-or-later
"""All figures of the propagation engine, one line each with what it is compared with; exit 1 when one is missed.

    python tests/benchmarks/propagation.py [NAME ...]      (bash scripts/bench.sh propagation)

Names are those of `PARTS`; all of them without names. Times are processor seconds of one thread, so that other work
on the machine disturbs them little; a cell is a 30 m grid cell within the radius, not a point of the fan.
"""

import importlib.util
import math
import sys
import time
from pathlib import Path
from typing import Callable, Dict, Iterator, Tuple

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def _module(path: Path):
    if path.stem in sys.modules:
        return sys.modules[path.stem]
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


peer = _module(HERE / "propagation_peer.py")
if "smartpole" not in sys.modules:
    peer.register_package()

from smartpole.engine.grid import Grid  # noqa: E402
from smartpole.engine.profiles import FanPaths, fan_index, fan_paths, make_fan, to_window_bilinear  # noqa: E402
from smartpole.engine.propagation.itm_fan import itm_over_fan  # noqa: E402
from smartpole.engine.propagation.p452_fan import p452_over_fan  # noqa: E402
from smartpole.engine.propagation.p526_fan import delta_bullington_over_fan  # noqa: E402
from smartpole.engine.propagation.p1812_fan import p1812_over_fan  # noqa: E402
from smartpole.engine.terrain import Terrain  # noqa: E402

#: name, value, limit, unit, what it is compared with, whether the limit is a least value
Figure = Tuple[str, float, float, str, str, bool]

CELL_M = 30.0
_TIMES: Dict[str, float] = {}


def best_of(function: Callable[[], object], runs: int = 9) -> float:
    """Least processor time of some runs, seconds."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def at_most(name: str, value: float, limit: float, unit: str, about: str = "") -> Figure:
    return name, value, limit, unit, about, False


def at_least(name: str, value: float, limit: float, unit: str, about: str = "") -> Figure:
    return name, value, limit, unit, about, True


def hills(radius_m: float) -> Terrain:
    """Hills of 600 m relief, as the peer is given, a little wider than the radius."""
    size = 2 * int(radius_m / CELL_M) + 8
    return Terrain(
        Grid(0.0, size * CELL_M, CELL_M, size, size), peer.fractal(size, 600.0).astype(np.float32), np.zeros((size, size), np.float32)
    )


def area(radius_m: float, model: Callable[[FanPaths], np.ndarray]) -> Tuple[Callable[[], np.ndarray], int]:
    """(what computes the loss of every cell around a mast from the terrain's arrays on, how many cells there are)."""
    terrain, fan = hills(radius_m), make_fan(radius_m, CELL_M)
    place = terrain.grid.x_max_m / 2 + 3.0, terrain.grid.y_max_m / 2 - 4.0
    _, index = fan_index(fan, terrain.grid, *place)

    def once():
        return to_window_bilinear(index, fan, model(fan_paths(terrain, fan, *place, 30.0, 1.5, 2600.0)))

    return once, int(index.inside.sum())


def speed() -> Iterator[Figure]:
    """Time for a grid cell, sampling and laying on the grid included."""
    once, cells = area(5000.0, p1812_over_fan)
    _TIMES["p1812"] = 1e6 * best_of(once) / cells
    peer = f"{cells} cells; CRC-COVLIB 4.6.2 (C++) 17-24 us when tried elsewhere"
    yield at_most("P.1812, 5 km, 30 m, median", _TIMES["p1812"], 2.0, "us/cell", peer)
    once, _ = area(5000.0, lambda paths: p1812_over_fan(paths, time_percent=10.0))
    yield at_most("the same for 10 % of the time", 1e6 * best_of(once) / cells, 2.0, "us/cell")
    once, cells = area(10_000.0, p1812_over_fan)
    yield at_most("P.1812, 10 km, 30 m, median", 1e6 * best_of(once, 3) / cells, 2.0, "us/cell", f"{cells} cells")
    once, cells = area(5000.0, delta_bullington_over_fan)
    yield at_most(
        "delta-Bullington alone, 5 km, 30 m", 1e6 * best_of(once) / cells, 1.0, "us/cell", "Bullington sketch in numpy 0.6 us per fan point"
    )
    once, _ = area(5000.0, p452_over_fan)
    yield at_most("P.452, 5 km, 30 m, median", 1e6 * best_of(once, 3) / cells, 2.0, "us/cell")
    once, _ = area(5000.0, itm_over_fan)
    yield at_most(
        "ITM, 5 km, 30 m, median", 1e6 * best_of(once, 2) / cells, 40.0, "us/cell", "splat-hd's ITM 39 us/cell for a whole run"
    )


def linear() -> Iterator[Figure]:
    """At a fixed number of steps, four times the rays take four times the time."""
    terrain, fan = hills(5000.0), make_fan(5000.0, CELL_M)
    paths = fan_paths(terrain, fan, 5103.0, 5096.0, 30.0, 1.5, 2600.0)

    def some(every):
        return FanPaths(paths.distance_m, paths.ground_m[::every], paths.building_m[::every], None, 30.0, 1.5, 2600.0)

    quarter, whole = some(4), some(1)
    growth = best_of(lambda: p1812_over_fan(whole)) / best_of(lambda: p1812_over_fan(quarter))
    yield at_most("P.1812, time of 4 times the rays over that of one", growth, 4.4, "", "linear is 4")


def splat() -> Iterator[Figure]:
    """Against SPLAT! HD on the same one-arc-second terrain, measured now."""
    found = peer.compare()
    if found is None:
        yield at_least("marginal cost per cell, splat-hd over P.1812", math.nan, 4.0, "times", "splat-hd or GDAL's Python is not installed")
        return
    more = peer.cells_within(10_000.0) - peer.cells_within(5000.0)
    marginal = {name: 1e6 * (found["splat"][10, name] - found["splat"][5, name]) / more for name in ("ITM", "ITWOM")}
    if "p1812" not in _TIMES:
        list(speed())
    about = f"splat-hd {marginal['ITM']:.1f} us/cell (its default ITWOM {marginal['ITWOM']:.1f}), P.1812 {_TIMES['p1812']:.2f}"
    yield at_least("marginal cost per cell, splat-hd ITM over P.1812", marginal["ITM"] / _TIMES["p1812"], 4.0, "times", about)
    whole, inner = found["ours"][5]
    theirs = min(found["splat"][5, name] for name in ("ITM", "ITWOM"))
    about = f"splat-hd {theirs:.2f} s, P.1812 {inner:.2f} s ({whole:.2f} s with the start of Python: {theirs / whole:.0f} times)"
    yield at_least("5 km, reading terrain to written raster", theirs / inner, 10.0, "times", about)


def exact() -> Iterator[Figure]:
    """Fan against each cell's own profile on real terrain."""
    for figure in _module(HERE / "propagation_exact.py").measurements():
        yield at_most(*figure)


def vectors() -> Iterator[Figure]:
    """Every published set at its tolerance."""
    reference = _module(HERE / "reference.py")
    base = reference.default_folder()
    known = reference.runners()
    for folder in sorted(p for p in base.iterdir() if p.name in known) if base.is_dir() else ():
        for name, cases, error, tolerance in known[folder.name](folder):
            yield at_most(name, error, tolerance, "", f"{cases} cases")


def other_models() -> Iterator[Figure]:
    """A pole with buildings, antennas, drive tests, numpy versions."""
    for figure in _module(HERE / "propagation_models.py").measurements():
        yield at_most(*figure)


PARTS = {part.__name__: part for part in (vectors, speed, linear, exact, other_models, splat)}


def main(names) -> int:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"unknown: {' '.join(unknown)}; choose from {' '.join(PARTS)}", file=sys.stderr)
        return 2
    missed = 0
    for name in names or PARTS:
        for title, value, limit, unit, about, least in PARTS[name]():
            good = value >= limit if least else value <= limit
            missed += not good
            bound = "at least" if least else "at most"
            print(f"{title:52} {value:9.3g} {unit:8} {bound:8} {limit:<7g} {'pass' if good else 'MISSED'}  {about}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
