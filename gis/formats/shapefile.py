# SPDX-License-Identifier: GPL-2.0-or-later
"""Shapefiles whose Chinese reads on the other side, with and without the .cpg file.

Text is written in GBK and byte 29 of the .dbf (the language driver id) is set to 0x4D, code page 936: GDAL itself
writes 0 there, so a copy that loses its .cpg would read as garbage. Every file is read back both ways before it counts.

QGIS tells GDAL not to recode shapefiles (SHAPE_ENCODING is empty from the first layer it opens), as it does so itself. GDAL then
writes UTF-8 into a file that says GBK, and reads it back as if nothing were wrong. So the encoding is said here, both ways.
"""

import datetime
import math
import shutil
import tempfile
from pathlib import Path
from typing import Any, List, Optional, Tuple

from osgeo import gdal, ogr, osr

from ...engine.errors import WorkspaceError
from ...engine.progress import SILENT, Progress
from ..gdal_options import gdal_options
from ..handover.delivered import Column, Delivery, Replaced, encodable, shortened

ENCODING = "gbk"
LANGUAGE_DRIVER_OFFSET = 29
LANGUAGE_DRIVER_GBK = 0x4D
LONGEST_TEXT_BYTES = 254
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")

_GEOMETRY = {"Point": ogr.wkbPoint, "MultiLineString": ogr.wkbMultiLineString, "MultiPolygon": ogr.wkbMultiPolygon, None: ogr.wkbNone}


def write_shapefile(folder: Path, delivery: Delivery, crs_wkt: str, progress: Progress = SILENT) -> Tuple[Path, List[Replaced]]:
    """Write `<folder>/<delivery.name>.shp` (a .dbf alone without geometry) and read it back.

    Returns the path and every text that had to be written differently.
    Raises `WorkspaceError` when it cannot be written, or does not read back as written.
    """
    path = Path(folder) / (delivery.name + (".shp" if delivery.geometry else ".dbf"))
    written, replaced = _texts_that_fit(delivery, path.name)
    try:
        with gdal_options(SHAPE_ENCODING=ENCODING):
            _write(path, delivery, written, crs_wkt, progress.part(0.0, 0.6))
    except RuntimeError as error:
        raise WorkspaceError("handover_write", path=path.name, details=str(error)) from error
    set_language_driver(path.with_suffix(".dbf"))
    verify(path, delivery.columns, written)
    progress.report(1.0)
    return path, replaced


def _declared(path: Path) -> str:
    """The encoding that a shapefile says of itself, by its .cpg or else its language driver; empty where it says none."""
    cpg = path.with_suffix(".cpg")
    if cpg.exists():
        return cpg.read_text(encoding="ascii", errors="replace").strip()
    with path.with_suffix(".dbf").open("rb") as file:
        return ENCODING if file.read(LANGUAGE_DRIVER_OFFSET + 1)[-1] == LANGUAGE_DRIVER_GBK else ""


def text_width(column: Column) -> int:
    """Bytes a text column needs: two per Chinese character, at most what a .dbf can hold."""
    return min(LONGEST_TEXT_BYTES, 2 * column.length) if column.length else LONGEST_TEXT_BYTES


def _texts_that_fit(delivery: Delivery, file: str) -> Tuple[List[Tuple[Any, ...]], List[Replaced]]:
    """The rows as a GBK .dbf can hold them, and what had to be changed for it."""
    rows, replaced = [], []
    for row in delivery.rows:
        fitted = list(row)
        for index, column in enumerate(delivery.columns):
            value = row[index]
            if column.type == "text" and value is not None:
                original = str(value)
                fitted[index] = shortened(encodable(original), text_width(column))
                if fitted[index] != original:
                    replaced.append(Replaced(file, str(row[delivery.key]), column.name, original, fitted[index]))
            elif isinstance(value, float) and not math.isfinite(value):
                fitted[index] = None
        rows.append(tuple(fitted))
    return rows, replaced


def _field(column: Column) -> ogr.FieldDefn:
    kinds = {"text": ogr.OFTString, "real": ogr.OFTReal, "integer": ogr.OFTInteger64, "date": ogr.OFTDate}
    definition = ogr.FieldDefn(column.name, kinds[column.type])
    if column.type == "text":
        definition.SetWidth(text_width(column))
    elif column.type == "real":
        definition.SetWidth(19)
        definition.SetPrecision(column.decimals)
    elif column.type == "integer":
        definition.SetWidth(10)
    return definition


def _write(path: Path, delivery: Delivery, rows: List[Tuple[Any, ...]], crs_wkt: str, progress: Progress) -> None:
    reference = osr.SpatialReference()
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    reference.ImportFromWkt(crs_wkt)
    source = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
    if source is None:
        raise RuntimeError(gdal.GetLastErrorMsg() or "cannot create")
    layer = source.CreateLayer(path.stem, reference if delivery.geometry else None, _GEOMETRY[delivery.geometry], ["ENCODING=GBK"])
    if layer is None:  # a full disk shows here first
        raise RuntimeError(gdal.GetLastErrorMsg() or "cannot create")
    for column in delivery.columns:
        layer.CreateField(_field(column))
    definition = layer.GetLayerDefn()
    for number, row in enumerate(rows):
        feature = ogr.Feature(definition)
        for index, value in enumerate(row):
            _set(feature, index, delivery.columns[index].type, value)
        shape = delivery.shapes[number] if delivery.shapes else None
        if shape is not None and delivery.geometry:
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(bytes(shape)))
        if layer.CreateFeature(feature) != 0:
            raise RuntimeError(gdal.GetLastErrorMsg())
        if number % 200 == 0:
            progress.report(number / max(1, len(rows)))
    gdal.ErrorReset()
    layer.SyncToDisk()
    source.FlushCache()
    if gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise RuntimeError(gdal.GetLastErrorMsg())


def _set(feature: ogr.Feature, index: int, kind: str, value: Any) -> None:
    if value is None or value == "":
        return
    if kind == "date":
        feature.SetField(index, str(value)[:10].replace("-", "/"))
    elif kind == "text":
        feature.SetField(index, str(value))
    elif kind == "integer":
        feature.SetFieldInteger64(index, int(value))
    else:
        feature.SetField(index, float(value))


def set_language_driver(dbf: Path) -> None:
    """Say in the .dbf itself that its text is GBK."""
    with dbf.open("r+b") as file:
        file.seek(LANGUAGE_DRIVER_OFFSET)
        file.write(bytes([LANGUAGE_DRIVER_GBK]))


def read_rows(path: Path) -> List[Tuple[Any, ...]]:
    """All attribute rows of a shapefile or .dbf as GDAL reads them in the encoding it declares; dates as YYYY-MM-DD."""
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY, open_options=[f"ENCODING={_declared(path)}"])
    if source is None:
        raise WorkspaceError("handover_verify", path=str(path), details=gdal.GetLastErrorMsg() or "cannot open")
    layer = source.GetLayer(0)
    definition = layer.GetLayerDefn()
    dates = [definition.GetFieldDefn(i).GetType() == ogr.OFTDate for i in range(definition.GetFieldCount())]
    rows = []
    for feature in layer:
        values = [feature.GetField(i) for i in range(len(dates))]
        rows.append(tuple(str(v).replace("/", "-") if is_date and v else v for v, is_date in zip(values, dates)))
    return rows


def verify(path: Path, columns: List[Column], rows: List[Tuple[Any, ...]]) -> None:
    """Raise `WorkspaceError` unless `path` reads back as `rows`, with its .cpg and without."""
    _compare(path, columns, rows)
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".shp", ".shx", ".dbf"):
            part = path.with_suffix(suffix)
            if part.exists():
                shutil.copy(part, folder)
        _compare(Path(folder) / path.name, columns, rows)


def _compare(path: Path, columns: List[Column], rows: List[Tuple[Any, ...]]) -> None:
    found = read_rows(path)
    if len(found) != len(rows):
        raise WorkspaceError("handover_verify", path=path.name, details=f"{len(found)} / {len(rows)}")
    for number, (expected, actual) in enumerate(zip(rows, found)):
        for column, want, have in zip(columns, expected, actual):
            if not _same(column, want, have):
                raise WorkspaceError("handover_verify", path=path.name, details=f"{number + 1}, {column.name}: {want!r} / {have!r}")


def _same(column: Column, want: Any, have: Any) -> bool:
    if want is None or want == "":
        return have is None or have == ""
    if column.type == "real":
        return have is not None and abs(float(have) - float(want)) <= max(0.6 * 10.0**-column.decimals, 1e-12 * abs(float(want)))
    if column.type == "integer":
        return have is not None and int(have) == int(want)
    if column.type == "date":
        return str(have)[:10] == date_text(want)
    return str(have) == str(want).rstrip(" ")


def date_text(value: Any) -> Optional[str]:
    """A date as YYYY-MM-DD."""
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    return str(value)[:10].replace("/", "-")
