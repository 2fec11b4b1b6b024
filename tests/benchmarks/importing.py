# SPDX-License-Identifier: GPL-2.0-or-later
"""How long importing takes, how much memory it needs, and what generated files and killed processes do to it.

    python tests/benchmarks/importing.py rows 50000 100000 200000   # CSV of so many rows: seconds, peak megabytes
    python tests/benchmarks/importing.py copies 1000000             # one row so many times
    python tests/benchmarks/importing.py lamps [DATA]               # 29,969 lamps of Montpellier, import and check
    python tests/benchmarks/importing.py files 10000 [SEED]         # generated files: nothing but rows or messages
    python tests/benchmarks/importing.py kill 10                    # killed at so many moments: all or nothing

Each size runs in a process of its own, so that the peak is its own. Needs a Python with QGIS.
"""

import collections
import importlib.util
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
_BATCH = 1000  # files; hypothesis grows slow over many thousand in one run
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def load(name, path, **options):
    spec = importlib.util.spec_from_file_location(name, path, **options)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def product():
    """QGIS started, the package importable; returns (application, job, Workspace)."""
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    load("smartpole", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    from smartpole.gis.importing import job
    from smartpole.gis.workspace import Workspace

    return application, job, Workspace


def fresh(Workspace, path, crs="EPSG:4549"):
    from qgis.core import QgsCoordinateReferenceSystem

    return Workspace.create(path, QgsCoordinateReferenceSystem(crs), overwrite=True)


def write_list(path, count):
    """A GB18030 list of lamps with title, units, missing heights, and one row in a thousand that is faulty."""
    with Path(path).open("w", encoding="gb18030", newline="\r\n") as file:
        file.write("路灯杆清单,,,,,,,,\n灯杆编号,灯杆名称,灯杆类型,杆高,道路,产权单位,经度,纬度,安装日期\n")
        for i in range(count):
            lon = "见图" if i % 1000 == 999 else f"{121.30 + (i % 600) * 0.0005:.6f}"
            height = "" if i % 7 == 0 else f"{8 + i % 5}m"
            file.write(
                f"LD{i:07d},人民路{i}号灯杆,路灯杆,{height},人民路,住建局,{lon},{31.10 + i // 600 * 0.0005:.6f},2021年{1 + i % 12}月\n"
            )


def one_size(count):
    with tempfile.TemporaryDirectory() as folder:
        application, job, Workspace = product()
        path = Path(folder) / "清单.csv"
        write_list(path, count)
        base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        workspace = fresh(Workspace, Path(folder) / "w.gpkg")
        start, cpu = time.perf_counter(), time.process_time()
        result = job.run_import(workspace, job.Request(path=str(path), datum="GCJ02", bureau="住建局"))
        first, cpu = time.perf_counter() - start, time.process_time() - cpu
        start = time.perf_counter()
        again = job.run_import(workspace, job.Request(path=str(path), datum="GCJ02", bureau="住建局"))
        second = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(
            f"{count:>8} rows: import {first:6.1f} s (processor {cpu:.1f} s, {1e6 * cpu / count:.0f} µs a row), "
            f"the same again {second:6.1f} s, "
            f"peak {peak:.0f} MB ({base:.0f} MB before), "
            f"{result.accepted} accepted, {result.rejected} rejected, {again.unchanged} unchanged\n"
        )
        application.exitQgis()


def copies(count="1000000"):
    """A million rows that all say the same."""
    with tempfile.TemporaryDirectory() as folder:
        application, job, Workspace = product()
        path = Path(folder) / "清单.csv"
        path.write_text("编号,类型,经度,纬度\n" + "L1,路灯,121.4951,31.2419\n" * int(count), encoding="utf-8")
        start = time.perf_counter()
        result = job.run_import(fresh(Workspace, Path(folder) / "w.gpkg"), job.Request(path=str(path), datum="WGS84"))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(
            f"{result.read} copies: {time.perf_counter() - start:.1f} s, peak {peak:.0f} MB, "
            f"{result.accepted} accepted, {result.rejected} rejected\n"
        )
        application.exitQgis()


def rows(*sizes):
    for size in sizes or ("50000", "100000", "200000"):
        subprocess.run([sys.executable, __file__, "one_size", size], check=True)


def lamps(data=ROOT.parent / "shared" / "data"):
    with tempfile.TemporaryDirectory() as folder:
        application, job, Workspace = product()
        workspace = fresh(Workspace, Path(folder) / "w.gpkg", "EPSG:2154")
        start = time.perf_counter()
        request = job.Request(path=str(Path(data) / "area" / "montpellier.gpkg"), sheet="street_lamps", bureau="Ville de Montpellier")
        result = job.run_import(workspace, request)
        sys.stdout.write(
            f"{result.read} lamps: import {time.perf_counter() - start:.1f} s, {result.added} added, {result.rejected} copies\n"
        )
        if importlib.util.find_spec("smartpole.algorithms.checkinventory"):
            from qgis.core import QgsProcessingContext, QgsProcessingFeedback
            from smartpole.algorithms.checkinventory import CheckInventory

            start = time.perf_counter()
            algorithm = CheckInventory().create()
            algorithm.run({"WORKSPACE": str(workspace.path)}, QgsProcessingContext(), QgsProcessingFeedback(), catchExceptions=False)
            sys.stdout.write(f"full check {time.perf_counter() - start:.1f} s\n")
        application.exitQgis()


def files(count="10000", seed_number="1"):
    from hypothesis import HealthCheck, given, seed, settings

    application, job, Workspace = product()
    from smartpole.engine.errors import SmartPoleError

    generated = load("generated", HERE.parent / "gis" / "importing" / "generated.py")
    outcomes: collections.Counter = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        workspace = fresh(Workspace, Path(folder) / "w.gpkg")

        @settings(max_examples=_BATCH, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(generated.files())
        def one(file):
            path = Path(folder) / f"文件 {outcomes['files'] % 7}{file[0]}"
            path.write_bytes(file[1])
            outcomes["files"] += 1
            try:
                shown = job.run_import(workspace, job.Request(path=str(path), datum=("auto", "GCJ02", "EPSG:4549")[outcomes["files"] % 3]))
                outcomes["imported" if shown.read == shown.accepted + shown.rejected else "ROWS LOST"] += 1
            except SmartPoleError as error:
                outcomes[error.key] += 1
            except Exception:  # the very thing this looks for
                outcomes["UNHANDLED"] += 1
                traceback.print_exc()
                sys.stderr.write(f"{file!r}\n")

        for batch in range(-(-int(count) // _BATCH)):
            workspace = fresh(Workspace, Path(folder) / "w.gpkg")
            seed(int(seed_number) + batch)(one)()
            sys.stderr.write(f"{outcomes['files']} files, {outcomes['UNHANDLED']} unhandled\n")
    for name, number in outcomes.most_common():
        sys.stdout.write(f"{number:>7} {name}\n")
    application.exitQgis()
    return outcomes["UNHANDLED"] + outcomes["ROWS LOST"]


def one_import(path, workspace_path):
    application, job, Workspace = product()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    job.run_import(Workspace.open(workspace_path, write=True), job.Request(path=path, datum="WGS84"))
    application.exitQgis()


def kill(times="10"):
    application, job, Workspace = product()
    moments = np.random.default_rng(7)
    count, faults = 20_000, 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "清单.csv"
        write_list(path, count)
        start = time.perf_counter()
        whole = job.run_import(fresh(Workspace, Path(folder) / "whole.gpkg"), job.Request(path=str(path), datum="WGS84"))
        usual = time.perf_counter() - start
        for number in range(int(times)):
            workspace = fresh(Workspace, Path(folder) / f"w{number}.gpkg")
            process = subprocess.Popen(
                [sys.executable, __file__, "one_import", str(path), str(workspace.path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            process.stdout.readline()
            after = float(moments.uniform(0.05, 1.1)) * usual
            time.sleep(after)
            process.send_signal(signal.SIGKILL)
            process.wait()
            there = Workspace.open(workspace.path, write=True)
            found = (there.count("RES_PT"), there.count("IMPORT_REJ"), there.count("IMPORT_LOG"))
            sound = found in ((0, 0, 0), (whole.added, whole.rejected, 1))
            faults += not sound
            sys.stdout.write(f"killed after {after:.2f} s: {found[0]} resources, {found[1]} rejected, {'sound' if sound else 'BROKEN'}\n")
    application.exitQgis()
    return faults


if __name__ == "__main__":
    sys.exit(globals()[sys.argv[1]](*(int(a) if sys.argv[1] == "one_size" else a for a in sys.argv[2:])) or 0)
