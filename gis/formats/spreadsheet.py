# SPDX-License-Identifier: GPL-2.0-or-later
"""An .xlsx workbook by GDAL, one sheet per table, long numbers such as site codes kept as text."""

from pathlib import Path
from typing import Any, List, Sequence, Tuple

from osgeo import gdal, ogr

from ...engine.errors import WorkspaceError
from ..gdal_options import gdal_options
from ..handover.delivered import Delivery
from .shapefile import date_text

SHEET_NAME_LENGTH = 31  #: Excel's limit
_KINDS = {"text": ogr.OFTString, "real": ogr.OFTReal, "integer": ogr.OFTInteger64, "date": ogr.OFTString}


def write_workbook(path: Path, sheets: Sequence[Delivery]) -> Path:
    """Write one sheet per delivery that has rows, titled and headed in words, and read it back. Raises `WorkspaceError`.

    A sheet without a row is left out: what reads it back takes it for missing, and so would others.
    """
    sheets = [sheet for sheet in sheets if sheet.rows] or list(sheets[:1])
    driver = ogr.GetDriverByName("XLSX")
    if driver is None:
        raise WorkspaceError("handover_no_driver", driver="XLSX", path=str(path))
    try:
        _write(driver, path, sheets)
    except RuntimeError as error:
        raise WorkspaceError("handover_write", path=path.name, details=str(error)) from error
    _verify(path, sheets)
    return path


def _write(driver: ogr.Driver, path: Path, sheets: Sequence[Delivery]) -> None:
    book = driver.CreateDataSource(str(path))
    if book is None:
        raise RuntimeError(gdal.GetLastErrorMsg() or "cannot create")
    for sheet in sheets:
        layer = book.CreateLayer(sheet.title[:SHEET_NAME_LENGTH])
        if layer is None:
            raise RuntimeError(gdal.GetLastErrorMsg() or "cannot create the sheet")
        for column in sheet.columns:
            header = f"{column.header} ({column.unit})" if column.unit else column.header
            layer.CreateField(ogr.FieldDefn(header, _KINDS[column.type]))
        definition = layer.GetLayerDefn()
        for row in sheet.rows:
            feature = ogr.Feature(definition)
            for index, value in enumerate(row):
                if value is not None and value != "":
                    feature.SetField(index, _plain(sheet.columns[index].type, value))
            if layer.CreateFeature(feature) != 0:
                raise RuntimeError(gdal.GetLastErrorMsg())
    gdal.ErrorReset()
    book.FlushCache()
    book = None  # the file is written when the data source goes
    if gdal.GetLastErrorType() >= gdal.CE_Failure or not path.exists():
        raise RuntimeError(gdal.GetLastErrorMsg())


def _plain(kind: str, value: Any):
    if kind == "date":
        return date_text(value)
    if kind == "integer":
        return int(value)
    return float(value) if kind == "real" else str(value)


def read_sheet(path: Path, title: str) -> Tuple[List[str], List[Tuple[Any, ...]]]:
    """Headers and rows of a sheet, everything as text."""
    with gdal_options(OGR_XLSX_HEADERS="FORCE", OGR_XLSX_FIELD_TYPES="STRING"):
        book = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY, allowed_drivers=["XLSX"])
        layer = book.GetLayerByName(title) if book is not None else None
        if layer is None:
            raise WorkspaceError("handover_verify", path=path.name, details=title)
        definition = layer.GetLayerDefn()
        headers = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
        return headers, [tuple(feature.GetField(i) for i in range(len(headers))) for feature in layer]


def _verify(path: Path, sheets: Sequence[Delivery]) -> None:
    for sheet in sheets:
        _, rows = read_sheet(path, sheet.title[:SHEET_NAME_LENGTH])
        if len(rows) != len(sheet.rows):
            raise WorkspaceError("handover_verify", path=path.name, details=f"{sheet.title}: {len(rows)} / {len(sheet.rows)}")
        for want, have in zip(sheet.rows, rows):
            for index, column in enumerate(sheet.columns):
                if column.type == "text" and (want[index] or None) != (have[index] or None) and str(want[index]) != have[index]:
                    raise WorkspaceError("handover_verify", path=path.name, details=f"{sheet.title}: {want[index]!r} / {have[index]!r}")
