# SPDX-License-Identifier: GPL-2.0-or-later
"""The same deliveries in further formats: GeoPackage, KML for a globe, DXF for a drawing office; each read back."""

from pathlib import Path
from typing import Callable, Dict, List, Sequence

from osgeo import gdal, ogr, osr

from ...engine.errors import WorkspaceError
from ..formats.dxf import write_dxf
from ..formats.kml import write_kml
from ..words import words as words_of
from .coordinates import Delivered, wgs84
from .data import Content, deliveries, spoken, table_behind
from .delivered import Delivery

FORMATS = ("gpkg", "kml", "dxf")
_KINDS = {"text": ogr.OFTString, "real": ogr.OFTReal, "integer": ogr.OFTInteger64, "date": ogr.OFTDate}
_SHAPES = {"Point": ogr.wkbPoint, "MultiLineString": ogr.wkbMultiLineString, "MultiPolygon": ogr.wkbMultiPolygon}


def write_formats(
    folder: Path, wanted: Sequence[str], content: Content, coordinates: Delivered, recipient: str, lang: str, plan_crs
) -> List[Path]:
    """Write the wanted formats into `folder`; KML is always in WGS 84, as its standard asks. Raises `WorkspaceError`."""
    spatial = deliveries(content, coordinates, recipient, lang)
    written: List[Path] = []
    makers: Dict[str, Callable[[], Path]] = {
        "gpkg": lambda: _write_ogr(folder / f"SITE_PLAN{coordinates.suffix}.gpkg", "GPKG", spatial, coordinates.wkt),
        "kml": lambda: _write_kml(folder / "SITE_PLAN_WGS84.kml", content, recipient, lang, plan_crs),
        "dxf": lambda: write_dxf(folder / f"SITE_PLAN{coordinates.suffix}.dxf", spatial, coordinates.in_degrees),
    }
    for name in wanted:
        written.append(makers[name]())
    return written


def _write_kml(path: Path, content: Content, recipient: str, lang: str, plan_crs) -> Path:
    """Placemarks named by id, with every field in words."""
    degrees = wgs84(plan_crs)
    named = []
    for delivery in deliveries(content, degrees, recipient, lang):
        words = spoken(delivery, table_behind(delivery), lang)
        words.geometry, words.shapes = delivery.geometry, delivery.shapes
        named.append(words)
    try:
        write_kml(path, words_of("delivery.SITE_PL", lang), named)
    except RuntimeError as error:
        raise WorkspaceError("handover_write", path=path.name, details=str(error)[:160]) from error
    _verify(path, named)
    return path


def _write_ogr(path: Path, driver: str, tables: Sequence[Delivery], crs_wkt: str) -> Path:
    maker = ogr.GetDriverByName(driver)
    if maker is None:
        raise WorkspaceError("handover_no_driver", driver=driver, path=str(path))
    try:
        _fill(maker, path, tables, crs_wkt)
    except RuntimeError as error:
        raise WorkspaceError("handover_write", path=path.name, details=str(error)[:160]) from error
    _verify(path, tables)
    return path


def _made(thing):
    """What GDAL made; RuntimeError where it made nothing, as on a full disk."""
    if thing is None:
        raise RuntimeError(gdal.GetLastErrorMsg() or "cannot create")
    return thing


def _fill(maker: ogr.Driver, path: Path, tables: Sequence[Delivery], crs_wkt: str) -> None:
    reference = None
    if crs_wkt:
        reference = osr.SpatialReference()
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        reference.ImportFromWkt(crs_wkt)
    source = _made(maker.CreateDataSource(str(path)))
    for table in tables:
        layer = _made(source.CreateLayer(table.name, reference, _SHAPES[table.geometry]))
        for column in table.columns:
            field = ogr.FieldDefn(column.name, _KINDS[column.type])
            field.SetAlternativeName(column.header) if hasattr(field, "SetAlternativeName") else None
            layer.CreateField(field)
        layer.StartTransaction()
        for row, shape in zip(table.rows, table.shapes):
            feature = ogr.Feature(layer.GetLayerDefn())
            for index, value in enumerate(row):
                if value is not None and value != "":
                    feature.SetField(index, str(value) if table.columns[index].type in ("text", "date") else value)
            if shape is not None:
                feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(bytes(shape)))
            if layer.CreateFeature(feature) != 0:
                raise RuntimeError(gdal.GetLastErrorMsg())
        layer.CommitTransaction()


def _verify(path: Path, tables: Sequence[Delivery]) -> None:
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
    counts = (
        {}
        if source is None
        else {source.GetLayer(i).GetName(): source.GetLayer(i).GetFeatureCount() for i in range(source.GetLayerCount())}
    )
    for table in tables:
        found = counts.get(table.name, counts.get(table.title, 0))
        if found != len(table):
            raise WorkspaceError("handover_verify", path=path.name, details=f"{table.title}: {found} / {len(table)}")
