# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of what GDAL reads: shapefile, GeoPackage, GeoJSON, KML, DXF, old Excel; and of a QGIS layer."""

import logging
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Dict, List, Optional, Tuple

import numpy as np
from osgeo import gdal, ogr

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from ..gdal_options import gdal_options
from .encoding import normal_name, sniff
from .rawtable import Cells, Note, RawTable

log = logging.getLogger(__name__)
_EVERY = 2000  # rows between two looks at cancel


def _open(path: str, name: str, **open_options: str):
    """An open GDAL data set, or an `InputError` with GDAL's own words."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        gdal.ErrorReset()
        try:
            source = gdal.OpenEx(path, gdal.OF_VECTOR, open_options=[f"{key}={value}" for key, value in open_options.items()])
        except RuntimeError as error:
            raise InputError("file_unreadable", path=name, details=str(error)) from error
        if source is None:
            raise InputError("file_unreadable", path=name, details=gdal.GetLastErrorMsg() or "the content is not of its file type")
        return source
    finally:
        gdal.PopErrorHandler()


def _text(value) -> str:
    """A field's value as text: whole numbers without point, bytes that GDAL could not recode with replacement characters."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return repr(value) if np.isfinite(value) else ""
    if isinstance(value, (list, tuple)):
        return ";".join(_text(part) for part in value)
    return str(value).strip()


def _point(geometry) -> Tuple[float, float, bool]:
    """A position for any geometry: a point's own, else a point on it; and whether it was a point."""
    if geometry is None or geometry.IsEmpty():
        return np.nan, np.nan, True
    kind = ogr.GT_Flatten(geometry.GetGeometryType())
    if kind == ogr.wkbPoint:
        return geometry.GetX(), geometry.GetY(), True
    if kind == ogr.wkbMultiPoint:
        first = geometry.GetGeometryRef(0)
        return first.GetX(), first.GetY(), geometry.GetGeometryCount() == 1
    inner = geometry.PointOnSurface() if kind in (ogr.wkbPolygon, ogr.wkbMultiPolygon) else geometry.Centroid()
    if inner is None or inner.IsEmpty():
        inner = geometry.Centroid()
    if inner is None or inner.IsEmpty():
        return np.nan, np.nan, False
    return inner.GetX(), inner.GetY(), False


def _date(feature, index: int) -> str:
    year, month, day = feature.GetFieldAsDateTime(index)[:3]
    return f"{year:04d}-{month:02d}-{day:02d}" if year else ""


def _crs_text(reference) -> str:
    """ "EPSG:n" where the reference names one, else its WKT; empty without a reference."""
    if reference is None:
        return ""
    code = reference.GetAuthorityCode(None)
    if code and reference.GetAuthorityName(None):
        return f"{reference.GetAuthorityName(None)}:{code}"
    return reference.ExportToWkt()


def read_ogr_layer(layer, path: str, sheets: Tuple[str, ...], encoding: str, progress: Progress, points_only: bool = False) -> RawTable:
    """All features of an OGR layer; geometry other than points is reduced to a point, and said."""
    definition = layer.GetLayerDefn()
    names = [_text(definition.GetFieldDefn(i).GetName()) for i in range(definition.GetFieldCount())]
    kinds = [definition.GetFieldDefn(i).GetType() for i in range(definition.GetFieldCount())]
    dates = [i for i, kind in enumerate(kinds) if kind in (ogr.OFTDate, ogr.OFTDateTime)]
    total = max(1, layer.GetFeatureCount())
    rows: List[List[str]] = []
    numbers: List[int] = []
    xs: List[float] = []
    ys: List[float] = []
    reduced = skipped = 0
    layer.ResetReading()
    for done, feature in enumerate(layer):
        if done % _EVERY == 0:
            progress.report(min(1.0, done / total))
        x, y, is_point = _point(feature.GetGeometryRef())
        if points_only and not is_point:
            skipped += 1
            continue
        reduced += not is_point
        row = [_text(feature.GetField(i)) if feature.IsFieldSetAndNotNull(i) else "" for i in range(len(names))]
        for i in dates:
            row[i] = _date(feature, i) if row[i] else ""
        rows.append(row)
        numbers.append(feature.GetFID())
        xs.append(x)
        ys.append(y)
    notes = [Note(key, {"count": count}) for key, count in (("note_reduced", reduced), ("note_not_points", skipped)) if count]
    has_geometry = layer.GetGeomType() != ogr.wkbNone and bool(np.isfinite(xs).any())
    return RawTable(
        path=path,
        sheet=layer.GetName(),
        kind="layer",
        names=tuple(names),
        rows=rows,
        numbers=numbers,
        encoding=encoding,
        sheets=sheets,
        x=np.array(xs, dtype=float) if has_geometry else None,
        y=np.array(ys, dtype=float) if has_geometry else None,
        crs=_crs_text(layer.GetSpatialRef()) if has_geometry else "",
        notes=tuple(notes),
    )


def _layer_names(source) -> Tuple[str, ...]:
    return tuple(source.GetLayer(i).GetName() for i in range(source.GetLayerCount()))


def _pick(source, sheet: str, path: str):
    """The layer asked for, or the one with most rows."""
    names = _layer_names(source)
    if sheet:
        layer = source.GetLayerByName(sheet)
        if layer is None:
            raise InputError("sheet_unknown", path=path, sheet=sheet, known=", ".join(names))
        return layer
    if not names:
        raise InputError("file_empty", path=path)
    return max((source.GetLayer(i) for i in range(len(names))), key=lambda layer: layer.GetFeatureCount())


def _dbf_sample(path: Path) -> bytes:
    """Field names and the first megabyte of records of a DBF file, without its binary header."""
    with path.open("rb") as file:
        data = file.read(1 << 20)
    header = int.from_bytes(data[8:10], "little") or 32
    names = b"\n".join(data[at : at + 11].split(b"\0")[0] for at in range(32, max(32, header - 1), 32))
    return (names + b"\n" + data[header:]).replace(b"\0", b" ").replace(b"\x1a", b" ")


def _beside(path: Path, suffix: str) -> Optional[Path]:
    """The file of the same name with another ending, in small or capital letters."""
    for ending in (suffix, suffix.upper()):
        if path.with_suffix(ending).is_file():
            return path.with_suffix(ending)
    return None


def _shape_encoding(path: Path, encoding: str) -> Tuple[str, float]:
    """Encoding of a shapefile's table: as asked, else what its bytes show, else what .cpg says."""
    asked = normal_name(encoding)
    dbf = _beside(path, ".dbf")
    if asked or dbf is None:
        return asked or "utf-8", 1.0
    found, certainty = sniff(_dbf_sample(dbf), str(dbf))
    cpg = _beside(path, ".cpg")
    if cpg is not None and certainty < 0.85:
        try:
            found, certainty = normal_name(cpg.read_text(encoding="ascii", errors="ignore")) or found, 0.9
        except InputError:
            log.info("unknown encoding in %s", cpg)
    return found, certainty


def read_shapefile(path: str, encoding: str, progress: Progress = SILENT) -> RawTable:
    """A shapefile with or without .cpg, .prj, .shx, whatever its DBF says about its language."""
    file = Path(path)
    chosen, certainty = _shape_encoding(file, encoding)
    notes: List[Note] = []
    opened, memory = path, ""
    if _beside(file, ".shx") is None:
        memory = f"/vsimem/{uuid.uuid4().hex}"
        for suffix in (".shp", ".dbf", ".prj"):
            part = _beside(file, suffix)
            if part is not None:
                gdal.FileFromMemBuffer(f"{memory}/layer{suffix}", part.read_bytes())
        opened = f"{memory}/layer.shp"
        notes.append(Note("note_no_shx"))
    try:
        with gdal_options(SHAPE_RESTORE_SHX="YES" if memory else "NO"):
            source = _open(opened, path, ENCODING="ISO-8859-1" if chosen == "latin-1" else chosen.upper())
            table = read_ogr_layer(source.GetLayer(0), path, (file.stem,), chosen, progress)
            source = None
    finally:
        if memory:
            gdal.RmdirRecursive(memory)
    if not table.crs:
        notes.append(Note("note_no_prj"))
    return replace(table, sheet=file.stem, certainty=certainty, notes=(*table.notes, *notes))


def read_layer_file(path: str, sheet: str, progress: Progress = SILENT) -> RawTable:
    """Any other vector file GDAL reads."""
    with gdal_options(DXF_INLINE_BLOCKS="FALSE"):
        source = _open(path, path)
        layer = _pick(source, sheet, path)
        dxf = source.GetDriver().ShortName == "DXF"
        table = read_ogr_layer(layer, path, _layer_names(source), "utf-8", progress, points_only=dxf)
    return table


def read_old_sheet(path: str, sheet: str) -> Tuple[Cells, str, Tuple[str, ...]]:
    """Cells of a sheet GDAL must read (XLS, ODS): cells, sheet name, all sheet names."""
    headless: Dict[str, str] = {f"OGR_{kind}_HEADERS": "DISABLE" for kind in ("XLS", "ODS", "XLSX")}
    headless.update({f"OGR_{kind}_FIELD_TYPES": "STRING" for kind in ("XLS", "ODS", "XLSX")})
    with gdal_options(**headless):
        source = _open(path, path)
        layer = _pick(source, sheet, path)
        count = layer.GetLayerDefn().GetFieldCount()
        rows = [[_text(feature.GetField(i)) for i in range(count)] for feature in layer]
        return Cells(rows, list(range(1, len(rows) + 1))), layer.GetName(), _layer_names(source)
