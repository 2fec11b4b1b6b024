# SPDX-License-Identifier: GPL-2.0-or-later
"""Grids as files: heights burned from vectors, terrain models warped to a grid, results written as GeoTIFF.

A result is written under a temporary name in its own folder, read back, and only then put in place.
"""

import shutil
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Tuple

import numpy as np
from osgeo import gdal, ogr, osr
from qgis.core import QgsGeometry

from ...engine.errors import InputError, WorkspaceError
from ...engine.grid import Grid

NODATA = {"float32": -9999.0, "int32": -1, "uint8": 255}
_KINDS = {"float32": gdal.GDT_Float32, "int32": gdal.GDT_Int32, "uint8": gdal.GDT_Byte}
_ROOM_FACTOR = 1.1  # of the uncompressed size, which a result must find free on the disk


def geo_transform(grid: Grid) -> Tuple[float, ...]:
    """GDAL's six numbers of a north-up grid."""
    return grid.x_min_m, grid.cell_size_m, 0.0, grid.y_max_m, 0.0, -grid.cell_size_m


@contextmanager
def quiet_gdal() -> Iterator[None]:
    """GDAL's own messages silenced: its faults become errors of ours."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


def memory_raster(grid: Grid, crs_wkt: str, kind: str = "float32", fill: float = 0.0):
    """An in-memory one-band dataset on a grid."""
    dataset = gdal.GetDriverByName("MEM").Create("", grid.columns, grid.rows, 1, _KINDS[kind])
    dataset.SetGeoTransform(geo_transform(grid))
    dataset.SetProjection(crs_wkt)
    dataset.GetRasterBand(1).Fill(fill)
    return dataset


def burn(grid: Grid, crs_wkt: str, shapes: List[Tuple[bytes, float]], kind: str = "float32", fill: float = 0.0) -> np.ndarray:
    """Polygons (WKB, value) laid on a grid by cell centres, in order: where they overlap the last one counts."""
    target = memory_raster(grid, crs_wkt, kind, fill)
    reference = osr.SpatialReference()
    reference.ImportFromWkt(crs_wkt)
    source = ogr.GetDriverByName("Memory").CreateDataSource("shapes")
    layer = source.CreateLayer("shapes", reference, ogr.wkbUnknown)
    layer.CreateField(ogr.FieldDefn("value", ogr.OFTReal))
    definition = layer.GetLayerDefn()
    for wkb, value in shapes:
        feature = ogr.Feature(definition)
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        feature.SetField(0, float(value))
        layer.CreateFeature(feature)
    gdal.RasterizeLayer(target, [1], layer, options=["ATTRIBUTE=value"])
    return target.GetRasterBand(1).ReadAsArray()


def read_elevation(path: str, grid: Grid, crs_wkt: str, holes_allowed: bool = False) -> np.ndarray:
    """A terrain model warped to a grid, float32, metres; nan in holes where they are allowed.

    Raises
    ------
    InputError : not a raster, no CRS, does not overlap the grid, or has holes there.
    """
    with quiet_gdal():
        source = _open(path)
        if not source.GetProjection():
            raise InputError("elevation_no_crs", path=str(path))
        target = memory_raster(grid, crs_wkt, "float32", np.nan)
        target.GetRasterBand(1).SetNoDataValue(float("nan"))
        try:
            warped = gdal.Warp(target, source, resampleAlg="bilinear")
        except RuntimeError:
            warped = None
        if not warped:
            raise InputError("elevation_no_overlap", path=str(path), extent=_rounded(grid))
        values = target.GetRasterBand(1).ReadAsArray()
    holes = ~np.isfinite(values)
    if holes.all():
        raise InputError("elevation_no_overlap", path=str(path), extent=_rounded(grid))
    if holes.any() and not holes_allowed:
        row, column = (int(index[0]) for index in np.nonzero(holes))
        x, y = grid.column_centres_m()[column], grid.row_centres_m()[row]
        share = 100.0 * float(holes.mean())
        raise InputError("elevation_holes", path=str(path), cells=int(holes.sum()), share=round(share, 1), x=round(x), y=round(y))
    return values.astype(np.float32)


def grid_of(path: str) -> Tuple[Grid, str]:
    """The grid and CRS (WKT) of a raster file; InputError where its cells are not square and north-up."""
    with quiet_gdal():
        source = _open(path)
        transform = source.GetGeoTransform(can_return_null=True)
    if transform is None or transform[2] or transform[4] or abs(transform[1] + transform[5]) > 1e-6 * abs(transform[1]):
        raise InputError("raster_not_square", path=str(path))
    return Grid(transform[0], transform[3], transform[1], source.RasterYSize, source.RasterXSize), source.GetProjection()


def read_raster(path: str, grid: Optional[Grid] = None) -> np.ndarray:
    """Band 1 of a raster, float32 with nan for nodata; InputError when it does not lie on `grid`."""
    own, _ = grid_of(path)
    if grid is not None and not same_cells(own, grid):
        raise InputError("raster_grid", path=str(path), shape=own.shape, expected=grid.shape)
    with quiet_gdal():
        dataset = _open(path)  # a band does not keep its dataset alive
        band = dataset.GetRasterBand(1)
        values = band.ReadAsArray()
        nodata = band.GetNoDataValue()
    if values is None:
        raise InputError("raster_unreadable", path=str(path))
    result = values.astype(np.float32)
    if nodata is not None:
        result[values == nodata] = np.nan
    return result


def raster_metadata(path: str) -> Dict[str, str]:
    """What a raster file says of itself; empty for one that is not ours."""
    with quiet_gdal():
        return dict(_open(path).GetMetadata() or {})


def polygons_of(labels: np.ndarray, grid: Grid, crs_wkt: str) -> Dict[int, QgsGeometry]:
    """The outline of each label's cells (four-connected, holes kept) by label; 0 has none."""
    source = memory_raster(grid, crs_wkt, "int32")
    band = source.GetRasterBand(1)
    band.WriteArray(labels.astype(np.int32))
    store = ogr.GetDriverByName("Memory").CreateDataSource("outlines")
    layer = store.CreateLayer("outlines", None, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("label", ogr.OFTInteger))
    gdal.Polygonize(band, band, layer, 0)
    parts: Dict[int, List[QgsGeometry]] = {}
    for feature in layer:
        geometry = QgsGeometry()
        geometry.fromWkb(bytes(feature.GetGeometryRef().ExportToWkb()))
        parts.setdefault(feature.GetField(0), []).append(geometry)
    outlines = {label: QgsGeometry.unaryUnion(found) if len(found) > 1 else found[0] for label, found in parts.items()}
    for outline in outlines.values():
        outline.convertToMultiType()
    return outlines


def same_cells(one: Grid, other: Grid) -> bool:
    """Whether two grids have the same cells."""
    close = np.allclose(one.extent_m, other.extent_m, rtol=0, atol=1e-3 * one.cell_size_m)
    return one.shape == other.shape and bool(close)


class RasterWriter:
    """Results on their way to disk: `add` writes and checks under temporary names, `place` puts all of them in place.

    Used in a `with` block; what was not placed when it ends (a fault, a cancel) is removed.
    """

    def __init__(self):
        self._waiting: Dict[Path, Path] = {}

    def __enter__(self) -> "RasterWriter":
        return self

    def __exit__(self, *exception) -> None:
        for temporary in self._waiting.values():
            _remove(temporary)
        self._waiting.clear()

    def add(
        self, path: str, grid: Grid, crs_wkt: str, values: np.ndarray, description: str = "", metadata: Optional[Dict[str, str]] = None
    ) -> None:
        """Write an array (float32 with nan, int32 with -1, uint8 with 255 for no data) as GeoTIFF."""
        target = Path(path)
        temporary = temporary_beside(target)
        self._waiting[target] = temporary
        kind = str(values.dtype)
        nodata = NODATA[kind]
        data = np.where(np.isnan(values), np.float32(nodata), values) if kind == "float32" else values
        check_room(target.parent, data.nbytes)
        try:
            with quiet_gdal():
                _write(temporary, grid, crs_wkt, data, nodata, description, metadata or {})
                _verify(temporary, data)
        except (RuntimeError, OSError) as error:
            details = str(error).replace(str(temporary), str(target)).replace(temporary.name, target.name)
            raise WorkspaceError("raster_write", path=str(target), details=details) from error

    def place(self) -> None:
        """Rename everything that was written to its final name."""
        for target, temporary in list(self._waiting.items()):
            try:
                temporary.replace(target)
            except OSError as error:
                raise WorkspaceError("raster_in_use", path=str(target), details=error.strerror or str(error)) from error
            del self._waiting[target]
            for suffix in (".aux.xml", ".ovr"):  # statistics and pyramids of what stood there before
                _remove(Path(str(target) + suffix))


def temporary_beside(target: Path) -> Path:
    """A name not yet taken in the folder of `target`, which is made when missing."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError("folder_unusable", path=str(target.parent), details=error.strerror or str(error)) from error
    return target.with_name(f".{target.stem}.{uuid.uuid4().hex[:8]}.tmp{target.suffix or '.tif'}")


def check_room(folder: Path, size: int) -> None:
    """WorkspaceError when the disk has no room for `size` bytes."""
    free = shutil.disk_usage(folder).free
    needed = int(size * _ROOM_FACTOR)
    if free < needed:
        raise WorkspaceError("disk_full", path=str(folder), free_mb=free // 1_000_000, needed_mb=needed // 1_000_000 + 1)


def _write(path: Path, grid: Grid, crs_wkt: str, data: np.ndarray, nodata: float, description: str, metadata: Dict[str, str]) -> None:
    options = ["COMPRESS=DEFLATE", "TILED=YES", "BIGTIFF=IF_SAFER"]
    if data.dtype == np.float32:
        options.append("PREDICTOR=3")
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), grid.columns, grid.rows, 1, _KINDS[str(data.dtype)], options)
    if dataset is None:
        raise OSError(gdal.GetLastErrorMsg() or "not created")
    dataset.SetGeoTransform(geo_transform(grid))
    dataset.SetProjection(crs_wkt)
    dataset.SetMetadata(metadata)
    band = dataset.GetRasterBand(1)
    band.SetNoDataValue(nodata)
    band.SetDescription(description)
    if band.WriteArray(data) != gdal.CE_None:
        raise OSError(gdal.GetLastErrorMsg())
    gdal.ErrorReset()
    dataset.FlushCache()
    band = None
    dataset = None  # closes the file: the last blocks and the directory are written now
    if gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise OSError(gdal.GetLastErrorMsg())


def _verify(path: Path, data: np.ndarray) -> None:
    dataset = gdal.Open(str(path))
    read = None if dataset is None else dataset.ReadAsArray()
    if read is None or not np.array_equal(read, data):
        raise OSError("the file does not hold what was written")


def _open(path: str):
    try:
        dataset = gdal.Open(str(path))
    except RuntimeError:
        dataset = None
    if dataset is None:
        raise InputError("raster_unreadable", path=str(path))
    return dataset


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except FileNotFoundError:
        return


def _rounded(grid: Grid) -> str:
    return ", ".join(f"{value:.0f}" for value in grid.extent_m)
