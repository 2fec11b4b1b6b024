# SPDX-License-Identifier: GPL-2.0-or-later
"""Make a synthetic county as a workspace and a terrain model: a Chinese sample, and input for benchmarks.

Usage: /usr/bin/python3 scripts/make_county.py FOLDER [SEED]

Writes FOLDER/county.gpkg and FOLDER/county_dem.tif (50 m). The same seed gives the same county; nothing in it is real.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import county  # noqa: E402
import numpy as np  # noqa: E402
from generated import load_package  # noqa: E402
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem  # noqa: E402

CRS = "EPSG:4548"


def make(folder: Path, seed: int = 370725) -> dict:
    """Write the county; returns how many rows each table has. Needs a running QgsApplication and the package."""
    import county_tables as tables
    from smartpole.engine.grid import Grid
    from smartpole.gis.readers.rasters import RasterWriter
    from smartpole.gis.readers.vectors import wkt_of
    from smartpole.gis.workspace import Workspace

    folder.mkdir(parents=True, exist_ok=True)
    made = county.make(seed)
    crs = QgsCoordinateReferenceSystem(CRS)
    workspace = Workspace.create(folder / "county.gpkg", crs, "合成县（虚构数据）", overwrite=True)
    streams = {
        "SVC_AREA": tables.level_areas(made),
        "ADMIN_AREA": tables.admin_areas(made),
        "BUILDING": tables.buildings(made),
        "ROAD": tables.roads(made),
        "KEY_AREA": tables.key_areas(made, np.random.default_rng([seed, 1])),
        "RES_PT": tables.resources(made, np.random.default_rng([seed, 2])),
        "SITE_EX": tables.sites(made, np.random.default_rng([seed, 3])),
        "DEMAND_PT": tables.demands(made, np.random.default_rng([seed, 4])),
        "LIMIT_ZONE": tables.zones(made),
        "PROT_RX": tables.stations(made),
    }
    counts = {}
    with workspace.transaction() as transaction:
        for table, rows in streams.items():
            counts[table] = transaction.insert(table, rows)
        transaction.set_setting("synthetic", True)
    rows, columns = made.ground_m.shape
    grid = Grid(county.X0, county.Y0 + rows * county.GROUND_STEP_M, county.GROUND_STEP_M, rows, columns)
    with RasterWriter() as writer:
        writer.add(str(folder / "county_dem.tif"), grid, wkt_of(crs), made.ground_m, "ground", {"SOURCE": "synthetic, not real"})
        writer.place()
    return counts


def main(arguments) -> int:
    if not arguments:
        print(__doc__)
        return 2
    application = QgsApplication([], False)
    application.initQgis()
    load_package()
    for table, count in make(Path(arguments[0]), *(int(seed) for seed in arguments[1:2])).items():
        print(f"{table:12} {count:>7,}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
