"""The built zip through `qgis_process`, as a script would use it: algorithms listed, numbers and files as outputs, faults as texts."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from sources import ROOT

PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs qgis_process")


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    """A function that runs `qgis_process` with the plugin installed from its zip into a fresh profile."""
    home = tmp_path_factory.mktemp("command line")
    subprocess.run([sys.executable, str(ROOT / "scripts" / "build_zip.py"), str(home)], check=True, capture_output=True)
    zipfile.ZipFile(next(home.glob("*.zip"))).extractall(home / "plugins")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.update(QGIS_PLUGINPATH=str(home / "plugins"), QGIS_CUSTOM_CONFIG_PATH=str(home / "profile"), HOME=str(home))

    def run(*words):
        return subprocess.run([PROGRAM, *words], capture_output=True, text=True, env=environment, timeout=180)

    run("plugins", "enable", "smartpole")
    return run


def test_every_algorithm_is_listed(command):
    listed = command("list").stdout
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "algorithms").glob("*.py"))
    names = re.findall(r'^    NAME = "(\w+)"', sources, re.MULTILINE)
    assert len(names) > 15
    assert not [name for name in names if f"smartpole:{name}" not in listed]


def test_numbers_and_files_are_outputs(command, tmp_path):
    workspace = tmp_path / "示例 sample.gpkg"
    shutil.copy(ROOT / "resources" / "sample" / "helsinki.gpkg", workspace)
    rsrp = tmp_path / "rsrp.tif"
    rasters = [f"SS_RSRP={rsrp}", f"BEST_SERVER={tmp_path / 'server.tif'}", f"SS_SINR={tmp_path / 'sinr.tif'}"]
    done = command("run", "smartpole:coverage", "--json", "--", f"WORKSPACE={workspace}", "CELL_SIZE=20", *rasters)
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)["results"]
    assert results["SITE_COUNT"] == 3 and results["SECTOR_COUNT"] == 9
    assert results["AREA_KM2"] == pytest.approx(1.59, abs=0.03)
    assert results["SS_RSRP"] == str(rsrp) and rsrp.stat().st_size > 1000


def test_a_fault_is_a_text_that_names_object_and_remedy(command, tmp_path):
    workspace = tmp_path / "s.gpkg"
    shutil.copy(ROOT / "resources" / "sample" / "helsinki.gpkg", workspace)
    rasters = [f"{name}={tmp_path / name}.tif" for name in ("SS_RSRP", "BEST_SERVER", "SS_SINR")]
    done = command("run", "smartpole:coverage", "--", f"WORKSPACE={workspace}", "CELL_SIZE=-5", *rasters)
    assert done.returncode != 0 and "-5" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["s.gpkg"]
