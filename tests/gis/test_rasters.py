# SPDX-License-Identifier: GPL-2.0-or-later
"""Grids to files and back: what is burned, what is written, and what happens when the disk is full."""

import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("osgeo.gdal")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def grid():
    from smartpole.engine.grid import Grid

    return Grid(500000, 4000100, 10, 10, 12)


@pytest.fixture
def wkt(qgis_app):
    from qgis.core import QgsCoordinateReferenceSystem
    from smartpole.gis.readers.vectors import wkt_of

    return wkt_of(QgsCoordinateReferenceSystem("EPSG:4548"))


def square(x, y, size):
    from qgis.core import QgsGeometry, QgsRectangle

    return bytes(QgsGeometry.fromRect(QgsRectangle(500000 + x, 4000000 + y, 500000 + x + size, 4000000 + y + size)).asWkb())


def test_the_last_burned_counts_and_centres_decide(grid, wkt):
    from smartpole.gis.readers.rasters import burn

    heights = burn(grid, wkt, [(square(0, 0, 50), 5.0), (square(20, 20, 24), 12.5)])
    assert heights[9, 0] == 5 and heights[7, 2] == 12.5 and heights[0, 0] == 0
    assert int((heights == 12.5).sum()) == 4, "44 m does not reach the centre at 45 m"


@pytest.mark.parametrize("kind", ["float32", "int32", "uint8"])
def test_written_files_read_back(grid, wkt, tmp_path, kind):
    from smartpole.gis.readers.rasters import NODATA, RasterWriter, grid_of, raster_metadata, read_raster, same_cells

    values = np.arange(120).reshape(grid.shape).astype(kind)
    if kind == "float32":
        values[0, 0] = np.nan
    else:
        values[0, 0] = NODATA[kind]
    path = str(tmp_path / "new folder" / "结果.tif")
    with RasterWriter() as writer:
        writer.add(path, grid, wkt, values, "层", {"KEY": "值"})
        assert not Path(path).exists(), "not in place before it was placed"
        writer.place()
    read = read_raster(path, grid)
    assert np.isnan(read[0, 0]) and np.array_equal(read.ravel()[1:], np.arange(1, 120))
    assert same_cells(grid_of(path)[0], grid) and raster_metadata(path)["KEY"] == "值"
    assert [p.name for p in Path(path).parent.iterdir()] == ["结果.tif"]


def test_what_was_not_placed_is_removed(grid, wkt, tmp_path):
    from smartpole.gis.readers.rasters import RasterWriter

    with pytest.raises(KeyboardInterrupt), RasterWriter() as writer:
        writer.add(str(tmp_path / "a.tif"), grid, wkt, np.zeros(grid.shape, np.float32))
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_too_little_room_is_said_before_writing(grid, wkt, tmp_path, monkeypatch):
    from smartpole.engine.errors import WorkspaceError
    from smartpole.gis.readers import rasters

    monkeypatch.setattr(rasters.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 100})())
    with pytest.raises(WorkspaceError, match="disk_full"), rasters.RasterWriter() as writer:
        writer.add(str(tmp_path / "a.tif"), grid, wkt, np.zeros(grid.shape, np.float32))
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_while_writing(tmp_path):
    """A process that may write no file beyond 20 kB gets a clear error, and nothing half-written stays."""
    code = textwrap.dedent(f"""
        import importlib.util, resource, signal, sys
        root, init = {str(ROOT)!r}, {str(ROOT / "__init__.py")!r}
        spec = importlib.util.spec_from_file_location("smartpole", init, submodule_search_locations=[root])
        sys.modules["smartpole"] = importlib.util.module_from_spec(spec)
        import numpy as np
        from smartpole.engine.errors import WorkspaceError
        from smartpole.engine.grid import Grid
        from smartpole.gis.readers.rasters import RasterWriter
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
        values = np.random.default_rng(1).normal(size=(300, 300)).astype(np.float32)
        try:
            with RasterWriter() as writer:
                writer.add({str(tmp_path / "full.tif")!r}, Grid(0, 3000, 10, 300, 300), "", values)
                writer.place()
        except WorkspaceError as error:
            print(error.key)
    """)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "raster_write", done.stderr
    assert list(tmp_path.iterdir()) == []


def test_polygons_follow_the_cells(grid, wkt):
    from smartpole.gis.readers.rasters import polygons_of

    labels = np.zeros(grid.shape, np.int32)
    labels[2:7, 2:7] = 1
    labels[4, 4] = 0  # a hole
    labels[8, 8] = 2
    labels[9, 9] = 2  # touches by a corner: a part of its own
    shapes = polygons_of(labels, grid, wkt)
    assert sorted(shapes) == [1, 2]
    assert shapes[1].area() == pytest.approx(2400) and len(shapes[1].asMultiPolygon()[0]) == 2
    assert len(shapes[2].asMultiPolygon()) == 2 and all(shape.isGeosValid() for shape in shapes.values())


def test_rasters_that_cannot_be_used_are_named(grid, wkt, tmp_path):
    from smartpole.engine.errors import InputError
    from smartpole.gis.readers.rasters import RasterWriter, read_elevation, read_raster

    (tmp_path / "text.tif").write_text("no raster")
    with pytest.raises(InputError, match="raster_unreadable"):
        read_raster(str(tmp_path / "text.tif"))
    with RasterWriter() as writer:
        writer.add(str(tmp_path / "plain.tif"), grid, "", np.zeros(grid.shape, np.float32))
        writer.place()
    with pytest.raises(InputError, match="elevation_no_crs"):
        read_elevation(str(tmp_path / "plain.tif"), grid, wkt)
