# SPDX-License-Identifier: GPL-2.0-or-later
"""P.1812 over a fan against a profile of its own for every cell, on real terrain; and the picture of it.

    python tests/benchmarks/propagation_exact.py [PICTURE.png]

Terrain: the SRTM elevation model of the Jacksboro fault (Tennessee, 240 to 1070 m) that matplotlib carries as
sample data, 3 arc seconds, resampled to 30 m; without matplotlib synthetic hills. The exact profile of a cell is the
straight line from the mast to the cell's centre, points about 30 m apart, ground between cell centres.
"""

import importlib.util
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
if "smartpole" not in sys.modules:
    spec = importlib.util.spec_from_file_location("peer", Path(__file__).with_name("propagation_peer.py"))
    peer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(peer)
    peer.register_package()

from smartpole.engine.grid import Grid  # noqa: E402
from smartpole.engine.network import Mast  # noqa: E402
from smartpole.engine.pathloss import PathLossSettings, compute_patch  # noqa: E402
from smartpole.engine.propagation.p1812 import p1812_loss  # noqa: E402
from smartpole.engine.propagation.registry import model  # noqa: E402
from smartpole.engine.terrain import Terrain  # noqa: E402

CELL_M = 30.0
MASTS = ((4950.0, 4950.0, 4800.0), (3507.0, 6013.0, 3400.0), (7001.0, 3508.0, 2800.0))  # x, y, radius
FREQUENCY_MHZ, TX_HEIGHT_M, RX_HEIGHT_M = 2600.0, 30.0, 1.5


def terrain():
    """(Terrain 9.9 x 9.9 km, what it is)."""
    from scipy.ndimage import map_coordinates

    size = 330
    grid = Grid(0.0, size * CELL_M, CELL_M, size, size)
    found = jacksboro()
    if found is None:
        spec = importlib.util.spec_from_file_location("peer", Path(__file__).with_name("propagation_peer.py"))
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        ground, about = module.fractal(size, 800.0).astype(np.float32), "synthetic hills of 800 m relief (no elevation model found)"
    else:
        height, x_step, y_step = found
        row, column = np.meshgrid((np.arange(size) + 0.5) * CELL_M / y_step, (np.arange(size) + 0.5) * CELL_M / x_step, indexing="ij")
        ground, about = map_coordinates(height, [row, column], order=1).astype(np.float32), "SRTM, Jacksboro fault, 840 m relief"
    return Terrain(grid, ground, np.zeros_like(ground)), about


def jacksboro():
    """(heights, metres per column, metres per row) of matplotlib's sample, or None."""
    place = importlib.util.find_spec("matplotlib")
    if place is None or place.origin is None:
        return None
    import matplotlib

    path = Path(matplotlib.get_data_path()) / "sample_data" / "jacksboro_fault_dem.npz"
    if not path.is_file():
        return None
    data = np.load(path)
    degree = 6_371_007.0 * np.pi / 180.0
    return data["elevation"].astype(float), float(data["dx"]) * degree * np.cos(np.radians(float(data["ymin"]))), float(data["dy"]) * degree


def exact_db(ground: Terrain, x_m: float, y_m: float, rows, columns) -> np.ndarray:
    """P.1812 on each cell's own profile."""
    from scipy.ndimage import map_coordinates

    grid = ground.grid
    x, y = grid.column_centres_m()[columns], grid.row_centres_m()[rows]
    length = np.hypot(x - x_m, y - y_m)
    last = np.maximum(2, np.rint(length / CELL_M)).astype(int)
    share = np.minimum(np.arange(last.max() + 1) / last[:, None], 1.0)
    row = (grid.y_max_m - y_m - (y - y_m)[:, None] * share) / grid.cell_size_m - 0.5
    column = (x_m + (x - x_m)[:, None] * share - grid.x_min_m) / grid.cell_size_m - 0.5
    height = map_coordinates(ground.ground_m.astype(float), [row, column], order=1, mode="nearest")
    return p1812_loss(
        frequency_mhz=FREQUENCY_MHZ,
        distance_km=length[:, None] * share / 1000.0,
        height_m=height,
        points=last + 1,
        tx_height_m=TX_HEIGHT_M,
        rx_height_m=RX_HEIGHT_M,
        extrapolate=True,
    ).loss_db


def differences(cells: int = 4000, seed: int = 0, sampling: str = ""):
    """(differences in dB fan - exact at random cells of all masts, what the terrain is)."""
    ground, about = terrain()
    rng = np.random.default_rng(seed)
    found = []
    for x, y, radius in MASTS:
        patch = fan_patch(ground, x, y, radius, sampling)
        rows, columns = np.nonzero(np.isfinite(patch.loss_db))
        chosen = rng.choice(rows.size, min(cells, rows.size), replace=False)
        rows, columns = rows[chosen], columns[chosen]
        exact = exact_db(ground, x, y, rows + patch.window.row, columns + patch.window.column)
        found.append(patch.loss_db[rows, columns] - exact)
    return np.concatenate(found), about


def fan_patch(ground: Terrain, x: float, y: float, radius: float, sampling: str = ""):
    """The patch that coverage would use, or one with another way of taking cells from the fan."""
    mast, entry = Mast(x, y, TX_HEIGHT_M, FREQUENCY_MHZ, "rma"), model("p1812")
    settings = PathLossSettings(radius, CELL_M, RX_HEIGHT_M, entry.key, sampling or entry.sampling)
    return compute_patch(ground, ground.grid, mast, settings, entry.fan_model())


def measurements():
    """(name, value, limit, unit, about), at most each."""
    difference, about = differences()
    size = np.abs(difference)
    yield "fan against each cell's own profile, median", float(np.median(size)), 0.5, "dB", about
    nearest = np.abs(differences(sampling="nearest")[0])
    about = f"mean {difference.mean():+.2f} dB, {size.size} cells; {np.percentile(nearest, 95):.2f} dB from the nearest fan point"
    yield "the same, 95 % of the cells", float(np.percentile(size, 95)), 3.0, "dB", about


def draw(path: str) -> None:
    """Fan, exact and difference around the first mast as one picture."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    ground, about = terrain()
    x, y, radius = MASTS[0]
    patch = fan_patch(ground, x, y, radius)
    rows, columns = np.nonzero(np.isfinite(patch.loss_db))
    exact = np.full(patch.loss_db.shape, np.nan, np.float32)
    for part in np.array_split(np.arange(rows.size), 20):
        exact[rows[part], columns[part]] = exact_db(ground, x, y, rows[part] + patch.window.row, columns[part] + patch.window.column)
    figure, axes = pyplot.subplots(1, 3, figsize=(13, 4.2), constrained_layout=True)
    extent = [-radius / 1000, radius / 1000, -radius / 1000, radius / 1000]
    pictures = (
        (patch.loss_db, "P.1812 over a fan", "viridis_r", (90, 190)),
        (exact, "every cell's own profile", "viridis_r", (90, 190)),
        (patch.loss_db - exact, "fan less exact", "RdBu", (-5, 5)),
    )
    for axis, (values, title, colours, (low, high)) in zip(axes, pictures):
        shown = axis.imshow(values, cmap=colours, vmin=low, vmax=high, extent=extent)
        axis.set_title(title)
        axis.set_xlabel("km")
        figure.colorbar(shown, ax=axis, label="dB", shrink=0.85)
    difference = np.abs(patch.loss_db - exact)
    figure.suptitle(
        f"{about}; 2.6 GHz, 30 m mast: median {np.nanmedian(difference):.2f} dB, 95 % {np.nanpercentile(difference, 95):.2f} dB"
    )
    figure.savefig(path, dpi=80)


def main() -> int:
    missed = 0
    for name, value, limit, unit, about in measurements():
        missed += value > limit
        print(f"{name:46} {value:10.3g} {unit:3} at most {limit:<7g} {'pass' if value <= limit else 'MISSED'}  {about}")
    if len(sys.argv) > 1:
        draw(sys.argv[1])
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
