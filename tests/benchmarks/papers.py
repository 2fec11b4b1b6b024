# SPDX-License-Identifier: GPL-2.0-or-later
"""How long papers take: a hand-over of 600 sites in every format, the report and all map sheets of a planned sample.

    python tests/benchmarks/papers.py [WORKSPACE]     # a workspace with a plan; without one the sample is planned first

One line per figure; exit 1 when one is missed. Needs a Python with QGIS.
"""

import importlib.util
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HANDOVER_S, PAPERS_S, SITES = 20.0, 60.0, 600


def product():
    """QGIS started, the package importable."""
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    spec = importlib.util.spec_from_file_location("smartpole", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    module = sys.modules["smartpole"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return application


def sites_for(workspace, count):
    """Planned sites on the workspace's own resources, up to `count`."""
    there = workspace.count("SITE_PL")
    resources = [row for row in workspace.rows("RES_PT", ["RES_ID", "RES_NAME", "RES_TYPE", "geometry"]) if row["geometry"] is not None]
    rows = []
    for number in range(there, count):
        pole = resources[number * 2 % len(resources)]
        fields = {"PLAN_ID": f"B{number:05d}", "PLAN_NAME": pole["RES_NAME"], "BASE_TYPE": pole["RES_TYPE"], "BASE_ID": pole["RES_ID"]}
        fields.update(
            MODE="2", OPERS="123", BAND="n78", TX_W=20.0, ANT_H=9.0, PLAN_YEAR=2026 + number % 3, BATCH="1", COST_WY=2.0, COV_POP=40
        )
        rows.append({**fields, "ORDER_NO": number + 1, "geometry": pole["geometry"]})
    with workspace.transaction() as transaction:
        transaction.insert("SITE_PL", rows)


def timed(title, limit_s, work):
    """Run, print one line, and say whether it was in time."""
    wall, own = time.perf_counter(), time.process_time()
    said = work()
    wall, own = time.perf_counter() - wall, time.process_time() - own
    print(
        f"{title}: {wall:.1f} s ({own:.1f} s of processor), limit {limit_s:g} s; {said} {'ok' if wall <= limit_s else 'MISSED'}", flush=True
    )
    return wall <= limit_s


def main():
    application = product()
    from smartpole.gis.handover.package import Order, make_package
    from smartpole.gis.layouts.sheets import KINDS, write_sheets
    from smartpole.gis.reports.report import write_report
    from smartpole.gis.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "sample" / "helsinki.gpkg"
        shutil.copy(source, here / "plan.gpkg")
        workspace = Workspace.open(here / "plan.gpkg", write=True)
        sites_for(workspace, 20)

        def papers():
            report = write_report(workspace, Order(here / "report"))
            sheets = write_sheets(workspace, Order(here / "sheets"), KINDS)
            return f"{report.pages} pages of report, {sheets.pages} of sheets"

        def package():
            made = make_package(workspace, Order(here / "package", formats=("gpkg", "kml", "dxf")))
            return f"{made.sites} sites, {made.files} files"

        good = [timed("report and all map sheets", PAPERS_S, papers)]
        sites_for(workspace, SITES)
        good.append(timed(f"hand-over of {SITES} sites", HANDOVER_S, package))
    application.exitQgis()
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
