"""The plugin zip: all and only what belongs, and it installs, starts and leaves nothing behind in a fresh profile."""

import configparser
import os
import subprocess
import sys
import zipfile

import pytest
from sources import ROOT, modules

REQUIRED = ["name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository"]


@pytest.fixture(scope="module")
def plugin_zip(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zip")
    run = subprocess.run([sys.executable, str(ROOT / "scripts" / "build_zip.py"), str(folder)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return next(folder.glob("*.zip"))


def test_zip_holds_every_module_and_resource_and_nothing_else(plugin_zip):
    names = zipfile.ZipFile(plugin_zip).namelist()
    packed = {name.split("/", 1)[1] for name in names}
    assert {name.split("/")[0] for name in names} == {"smartpole"}
    assert set(modules()) <= packed
    assert {"LICENSE", "metadata.txt", "__init__.py", "resources/sample/helsinki.gpkg", "resources/i18n/smartpole_zh_CN.qm"} <= packed
    tops = {name.split("/")[0] for name in packed}
    assert tops == {
        "__init__.py",
        "plugin.py",
        "metadata.txt",
        "LICENSE",
        "README.md",
        "CHANGELOG.md",
        "engine",
        "gis",
        "algorithms",
        "ui",
        "resources",
    }
    assert not [
        name for name in packed if "__pycache__" in name or name.endswith((".pyc", ".ts", ".gpkg-wal", ".gpkg-shm")) or "\\" in name
    ]
    assert plugin_zip.stat().st_size < 25e6


def test_two_builds_are_the_same(plugin_zip, tmp_path):
    subprocess.run([sys.executable, str(ROOT / "scripts" / "build_zip.py"), str(tmp_path)], check=True, capture_output=True)
    assert next(tmp_path.glob("*.zip")).read_bytes() == plugin_zip.read_bytes()


def test_metadata_is_complete():
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    general = parser["general"]
    assert all(general[key].strip() for key in REQUIRED)
    assert (general["qgisMinimumVersion"], general["qgisMaximumVersion"], general["hasProcessingProvider"]) == ("3.22", "4.99", "yes")
    assert "plugin" not in general["name"].lower()
    assert (ROOT / general["icon"]).exists()
    assert any("\u4e00" <= c <= "\u9fff" for c in general["about"]), "about is in both languages"


INSTALL = """
import os, sys
from qgis.core import QgsApplication
app = QgsApplication([], True, sys.argv[2]); app.initQgis()
sys.path[:0] = ["/usr/share/qgis/python", "/usr/share/qgis/python/plugins"]
import qgis.utils
home = os.path.join(QgsApplication.qgisSettingsDirPath(), "python", "plugins"); os.makedirs(home)
from pyplugin_installer.unzip import unzip
unzip(sys.argv[1], home)
sys.path.insert(0, home); qgis.utils.plugin_paths.append(home); qgis.utils.updateAvailablePlugins()
registry = QgsApplication.processingRegistry()
assert qgis.utils.loadPlugin("smartpole")
import processing
from processing.core.Processing import Processing
Processing.initialize()
assert qgis.utils.startProcessingPlugin("smartpole")
print("ALGORITHMS", *sorted(a.id() for a in registry.providerById("smartpole").algorithms()))
assert qgis.utils.unloadPlugin("smartpole")
assert registry.providerById("smartpole") is None
print("LEFT NOTHING")
os._exit(0)
"""


def test_zip_installs_starts_headless_and_unloads(plugin_zip, tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile")}
    environment.pop("PYTHONPATH", None)
    run = subprocess.run(
        ["/usr/bin/python3", "-c", INSTALL, str(plugin_zip), str(tmp_path / "profile")],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    for name in ["createworkspace", "importresources", "coverage", "gaps", "suggestsites", "handover"]:
        assert f"smartpole:{name}" in run.stdout
    assert "LEFT NOTHING" in run.stdout


def test_zip_passes_the_plugin_sites_scans(plugin_zip, tmp_path):
    zipfile.ZipFile(plugin_zip).extractall(tmp_path)
    python = [sys.executable, "-m"]
    bandit = subprocess.run([*python, "bandit", "-q", "-r", str(tmp_path)], capture_output=True, text=True)
    assert bandit.returncode == 0, bandit.stdout
    secrets = subprocess.run([*python, "detect_secrets", "scan", "--all-files", str(tmp_path)], capture_output=True, text=True)
    assert '"results": {}' in secrets.stdout, secrets.stdout
    flake8 = subprocess.run([*python, "flake8", "--select=E722,F403,F405,F811,F821,F401", str(tmp_path)], capture_output=True, text=True)
    assert flake8.returncode == 0, flake8.stdout
