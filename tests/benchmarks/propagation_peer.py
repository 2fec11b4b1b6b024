# SPDX-License-Identifier: GPL-2.0-or-later
"""SPLAT! HD (Debian package `splat`) and this engine on the same one-arc-second terrain: seconds of processor time.

    python tests/benchmarks/propagation_peer.py

Both read the terrain of one degree by one degree (SPLAT! its own SDF made from the .hgt by srtm2sdf-hd, we the
.hgt), compute a transmitter's path loss around and write a raster. SPLAT! runs its Longley-Rice ITM (-olditm);
its default ITWOM is told beside it.
"""

import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
LATITUDE, LONGITUDE = 36.5, -84.5  # of the transmitter, the middle of the tile N36W085
FREQUENCY_MHZ, TX_HEIGHT_M, RX_HEIGHT_M = 2600.0, 30.0, 1.5
SIZE = 3601


def fractal(cells: int, relief_m: float, seed: int = 0) -> np.ndarray:
    """Hills whose power falls with the wave number as in nature, 0 to `relief_m`, the same for the same seed."""
    rng = np.random.default_rng(seed)
    wave = np.fft.fftfreq(cells)[:, None] ** 2 + np.fft.rfftfreq(cells)[None] ** 2
    wave[0, 0] = 1
    height = np.fft.irfft2((rng.normal(size=wave.shape) + 1j * rng.normal(size=wave.shape)) / wave**1.1, s=(cells, cells))
    return (height - height.min()) / np.ptp(height) * relief_m


def write_tile(folder: Path) -> Path:
    """A synthetic one-degree .hgt tile: hills of 600 m relief over the middle third of it, level ground around."""
    tile = np.full((SIZE, SIZE), 300, ">i2")
    cells = 1200
    start = (SIZE - cells) // 2
    tile[start : start + cells, start : start + cells] = np.rint(fractal(cells, 600.0) + 100)
    path = folder / "N36W085.hgt"
    tile.tofile(path)
    return path


def cells_within(radius_m: float) -> float:
    """How many one-arc-second pixels lie within a radius of the transmitter."""
    metre_per_second = 6_371_007.0 * np.pi / 180.0 / 3600.0
    return np.pi * radius_m**2 / (metre_per_second**2 * np.cos(np.radians(LATITUDE)))


def processor_seconds(command, folder: Path, runs: int):
    """(least user plus system time of some runs of a command, least number it printed)."""
    times, printed = [], []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([str(part) for part in command], cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        last = done.stdout.decode("utf-8", "replace").split()[-1:]
        printed.append(float(last[0]) if last and last[0].replace(".", "", 1).isdigit() else np.nan)
    return min(times), min(printed)


def splat_seconds(folder: Path, runs: int = 2) -> dict:
    """Processor time of splat-hd by (radius km, "ITM" or "ITWOM")."""
    (folder / "tx.qth").write_text(f"tx\n{LATITUDE}\n{-LONGITUDE}\n{TX_HEIGHT_M}m\n", encoding="ascii")
    (folder / "tx.lrp").write_text(f"15.0\n0.005\n301.0\n{FREQUENCY_MHZ}\n5\n1\n0.5\n0.5\n", encoding="ascii")
    found = {}
    for radius in (5, 10):
        for name, option in (("ITM", ["-olditm"]), ("ITWOM", [])):
            command = [
                "splat-hd",
                "-t",
                "tx.qth",
                "-L",
                RX_HEIGHT_M,
                "-R",
                radius,
                "-metric",
                "-d",
                ".",
                "-N",
                "-nf",
                *option,
                "-o",
                "map.ppm",
            ]
            found[radius, name] = processor_seconds(command, folder, runs)[0]
    return found


def our_run(hgt: str, radius_m: float, target: str) -> float:
    """Read the .hgt, compute P.1812 around the transmitter on 30 m cells, write a GeoTIFF; seconds without the imports."""
    from osgeo import gdal, osr

    gdal.UseExceptions()
    register_package()
    from smartpole.engine.grid import Grid
    from smartpole.engine.profiles import fan_index, fan_paths, make_fan, to_window_bilinear
    from smartpole.engine.propagation.p1812_fan import p1812_over_fan
    from smartpole.engine.terrain import Terrain

    start = time.process_time()
    utm = osr.SpatialReference()
    utm.ImportFromEPSG(32616)
    geographic = osr.SpatialReference()
    geographic.ImportFromEPSG(4326)
    geographic.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    x, y, _ = osr.CoordinateTransformation(geographic, utm).TransformPoint(LONGITUDE, LATITUDE)
    grid = Grid.covering(x - radius_m - 60, y - radius_m - 60, x + radius_m + 60, y + radius_m + 60, 30.0)
    warped = gdal.Warp(
        "",
        hgt,
        format="MEM",
        dstSRS=utm.ExportToWkt(),
        outputBounds=grid.extent_m,
        xRes=30,
        yRes=30,
        resampleAlg="bilinear",
        outputType=gdal.GDT_Float32,
    )
    ground = warped.ReadAsArray()
    terrain = Terrain(grid, ground, np.zeros_like(ground))
    fan = make_fan(radius_m, 30.0)
    loss = p1812_over_fan(fan_paths(terrain, fan, x, y, TX_HEIGHT_M, RX_HEIGHT_M, FREQUENCY_MHZ))
    window, index = fan_index(fan, grid, x, y)
    raster = to_window_bilinear(index, fan, loss)
    out = gdal.GetDriverByName("GTiff").Create(
        target, window.columns, window.rows, 1, gdal.GDT_Float32, ["COMPRESS=DEFLATE", "PREDICTOR=3"]
    )
    out.SetGeoTransform((grid.x_min_m + window.column * 30.0, 30.0, 0.0, grid.y_max_m - window.row * 30.0, 0.0, -30.0))
    out.SetProjection(utm.ExportToWkt())
    out.GetRasterBand(1).SetNoDataValue(float("nan"))
    out.GetRasterBand(1).WriteArray(raster)
    out = None  # written and closed
    return time.process_time() - start


def register_package() -> None:
    """The repository under its installed name, as tests/conftest.py does."""
    sys.path[:] = [p for p in sys.path if Path(p or ".").resolve() != ROOT]
    spec = importlib.util.spec_from_file_location("smartpole", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    module = importlib.util.module_from_spec(spec)
    sys.modules["smartpole"] = module
    spec.loader.exec_module(module)


def compare():
    """Processor seconds {"splat": {...}, "ours": {radius km: (whole process, reading to writing)}}; None without SPLAT! or GDAL."""
    python = next((p for p in (sys.executable, "/usr/bin/python3") if _has_gdal(p)), None)
    if python is None or not all(shutil.which(name) for name in ("splat-hd", "srtm2sdf-hd")):
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hgt = write_tile(folder)
        subprocess.run(["srtm2sdf-hd", hgt.name], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ours = {
            radius: processor_seconds([python, Path(__file__).resolve(), "--run", hgt, 1000.0 * radius, folder / "loss.tif"], folder, 3)
            for radius in (5, 10)
        }
        return {"splat": splat_seconds(folder), "ours": ours}


def _has_gdal(python: str) -> bool:
    test = subprocess.run([python, "-c", "import osgeo.gdal, numpy"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return test.returncode == 0


def main() -> int:
    if sys.argv[1:2] == ["--run"]:
        sys.stdout.write(f"{our_run(sys.argv[2], float(sys.argv[3]), sys.argv[4]):.6f}\n")
        return 0
    found = compare()
    if found is None:
        print("splat-hd, srtm2sdf-hd or GDAL's Python is not installed", file=sys.stderr)
        return 1
    for (radius, name), seconds in found["splat"].items():
        print(f"splat-hd {name:5} {radius:2} km  {seconds:6.2f} s")
    for radius, (whole, inner) in found["ours"].items():
        print(f"P.1812         {radius:2} km  {whole:6.2f} s, of which from reading the terrain to the written raster {inner:.2f} s")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
