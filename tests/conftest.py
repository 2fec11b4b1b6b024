"""Make the repository root importable under its installed package name, whatever the checkout is called."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "smartpole"


def _register_package():
    # `python -m pytest` puts the checkout itself on sys.path; that would expose
    # `engine`, `ui`, ... a second time as top-level modules.
    sys.path[:] = [p for p in sys.path if Path(p or ".").resolve() != ROOT]
    spec = importlib.util.spec_from_file_location(PACKAGE, ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)


_register_package()


@pytest.fixture(scope="session")
def reference_data():
    """The folder of published vectors, measurements and messy files; tests that need it are skipped without it."""
    folder = Path(os.environ.get("SMARTPOLE_REFERENCE_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no reference data at {folder}")
    return folder


@pytest.fixture
def elsewhere():
    """GDAL as any other program has it: from the first layer it opens, QGIS keeps GDAL from recoding shapefiles."""
    from osgeo import gdal

    before = gdal.GetConfigOption("SHAPE_ENCODING")
    gdal.SetConfigOption("SHAPE_ENCODING", None)
    yield
    gdal.SetConfigOption("SHAPE_ENCODING", before)
