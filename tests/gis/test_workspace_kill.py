# SPDX-License-Identifier: GPL-2.0-or-later
"""A process killed in the middle of a transaction leaves a workspace that opens, with all of it or none of it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = 6000
WRITER = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("smartpole", sys.argv[1] + "/__init__.py", submodule_search_locations=[sys.argv[1]])
module = importlib.util.module_from_spec(spec)
sys.modules["smartpole"] = module
spec.loader.exec_module(module)
from smartpole.gis import workspace as door
door.CACHE_KIB = 200  # so small that the file itself is written long before the commit
workspace = door.Workspace.open(sys.argv[2])
print("ready", flush=True)
with workspace.transaction() as transaction:
    rows = ({"RES_ID": f"N{n}", "RES_TYPE": "01", "ADDR": "路" * 90, "geometry": (n, n)} for n in range(int(sys.argv[3])))
    transaction.insert("RES_PT", rows)
    transaction.insert("IMPORT_LOG", [{"IMP_ID": "killed"}])
print("done", flush=True)
"""


@pytest.fixture
def workspace(qgis_app, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem
    from smartpole.gis.workspace import Workspace

    made = Workspace.create(tmp_path / "杆.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"))
    with made.transaction() as transaction:
        transaction.insert("RES_PT", ({"RES_ID": f"O{n}", "RES_TYPE": "01", "ADDR": "旧" * 90, "geometry": (n, n)} for n in range(2000)))
    return made


def write(workspace, wait_s):
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(ROOT), str(workspace.path), str(ROWS)],
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    process.stdout.readline()
    if wait_s is None:
        process.wait()
    else:
        time.sleep(wait_s)
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_ten_kills(workspace):
    from smartpole.gis.workspace import Workspace

    started = time.monotonic()
    write(workspace, None)
    whole = time.monotonic() - started
    with workspace.transaction() as transaction:
        transaction.delete("RES_PT", where="RES_ID LIKE 'N%'")
        transaction.delete("IMPORT_LOG")
    outcomes, in_the_middle = [], 0
    for wait_s in np.random.default_rng(7).uniform(0, 0.5 * whole, 10):
        write(workspace, float(wait_s))
        in_the_middle += Path(f"{workspace.path}-journal").exists()
        again = Workspace.open(workspace.path, write=True)
        new, log = again.count("RES_PT", "RES_ID LIKE 'N%'"), again.count("IMPORT_LOG")
        assert (new, log) in ((0, 0), (ROWS, 1))
        assert again.count("RES_PT", "RES_ID LIKE 'O%'") == 2000
        assert again.layer("RES_PT").featureCount() == 2000 + new
        outcomes.append(new)
        with again.transaction() as transaction:
            transaction.delete("RES_PT", where="RES_ID LIKE 'N%'")
            transaction.delete("IMPORT_LOG")
    assert 0 in outcomes, "no kill came before the end: the test says nothing"
    assert in_the_middle > 0, "no kill came while the file was being written: the test says nothing"
