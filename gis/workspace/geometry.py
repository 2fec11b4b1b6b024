# SPDX-License-Identifier: GPL-2.0-or-later
"""Geometries as GeoPackage stores them (OGC 12-128r19, 2.1.3), and the SQL functions its spatial index calls."""

import math
import struct
from typing import Optional, Tuple

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes

from ...engine.errors import InputError

_HEADER = struct.Struct("<2sBBi")
_POINT = struct.Struct("<BIdd")
_ENVELOPE = struct.Struct("<4d")
_ENVELOPE_DOUBLES = (0, 4, 6, 6, 8)
_EMPTY = 0b00010000
_WITH_ENVELOPE = 0b00000011
_LITTLE_ENDIAN = 0b00000001
_MULTI = {
    "MultiPolygon": QgsWkbTypes.GeometryType.PolygonGeometry,
    "MultiLineString": QgsWkbTypes.GeometryType.LineGeometry,
    "Point": QgsWkbTypes.GeometryType.PointGeometry,
}


def _point_blob(x: float, y: float, srs_id: int) -> bytes:
    if not (math.isfinite(x) and math.isfinite(y)):
        raise InputError("geometry_not_finite", x=x, y=y)
    return _HEADER.pack(b"GP", 0, _LITTLE_ENDIAN, srs_id) + _POINT.pack(1, 1, x, y)


def _shape_blob(geometry: QgsGeometry, kind: str, srs_id: int) -> Optional[bytes]:
    if geometry.isEmpty():
        return None
    if geometry.type() != _MULTI[kind]:
        raise InputError("geometry_kind", found=QgsWkbTypes.displayString(geometry.wkbType()), expected=kind)
    if kind == "Point":
        points = geometry.asMultiPoint() if geometry.isMultipart() else [geometry.asPoint()]
        if len(points) != 1:
            raise InputError("geometry_kind", found=QgsWkbTypes.displayString(geometry.wkbType()), expected=kind)
        return _point_blob(points[0].x(), points[0].y(), srs_id)
    shape = QgsGeometry(geometry.constGet().segmentize())
    shape.get().dropZValue()
    shape.get().dropMValue()
    shape.convertToMultiType()
    box = shape.boundingBox()
    corners = (box.xMinimum(), box.xMaximum(), box.yMinimum(), box.yMaximum())
    if not all(math.isfinite(corner) for corner in corners):
        raise InputError("geometry_not_finite", x=corners[0], y=corners[2])
    return _HEADER.pack(b"GP", 0, _WITH_ENVELOPE, srs_id) + _ENVELOPE.pack(*corners) + bytes(shape.asWkb())


def to_blob(value, kind: str, srs_id: int) -> Optional[bytes]:
    """A QgsGeometry, QgsPointXY, (x, y) or None as a GeoPackage blob of `kind` (Point, MultiLineString, MultiPolygon)."""
    if value is None:
        return None
    if isinstance(value, QgsGeometry):
        return _shape_blob(value, kind, srs_id)
    if kind != "Point":
        raise InputError("geometry_kind", found=type(value).__name__, expected=kind)
    if isinstance(value, QgsPointXY):
        return _point_blob(value.x(), value.y(), srs_id)
    x, y = value
    return _point_blob(float(x), float(y), srs_id)


def _body(blob: bytes) -> int:
    return 8 + 8 * _ENVELOPE_DOUBLES[(blob[3] >> 1) & 0b111]


def from_blob(blob: Optional[bytes]) -> Optional[QgsGeometry]:
    """The geometry in a blob, None where there is none."""
    if blob is None or blob[3] & _EMPTY:
        return None
    geometry = QgsGeometry()
    geometry.fromWkb(bytes(blob[_body(blob) :]))
    return geometry


def point_of(blob: Optional[bytes]) -> Optional[Tuple[float, float]]:
    """(x, y) of a blob that holds a point, None where there is none."""
    if blob is None or blob[3] & _EMPTY:
        return None
    start = _body(blob)
    return struct.unpack_from("<dd" if blob[start] else ">dd", blob, start + 5)


def _envelope(blob: bytes) -> Tuple[float, float, float, float]:
    if (blob[3] >> 1) & 0b111:
        return struct.unpack_from("<4d" if blob[3] & 1 else ">4d", blob, 8)
    if blob[8] and struct.unpack_from("<I", blob, 9)[0] % 1000 == 1:
        x, y = struct.unpack_from("<dd", blob, 13)
        return x, x, y, y
    box = from_blob(blob).boundingBox()
    return box.xMinimum(), box.xMaximum(), box.yMinimum(), box.yMaximum()


def register_functions(connection) -> None:
    """Give an SQLite connection the functions that the triggers of the spatial index use."""
    connection.create_function("ST_IsEmpty", 1, lambda blob: None if blob is None else int(bool(blob[3] & _EMPTY)), deterministic=True)
    for index, sql_name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):
        connection.create_function(sql_name, 1, lambda blob, i=index: None if blob is None else _envelope(blob)[i], deterministic=True)
