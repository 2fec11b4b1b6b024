# SPDX-License-Identifier: GPL-2.0-or-later
"""A plain DXF (AutoCAD R12) of points with their names and of outlines, text in GBK, as Chinese drawing offices open it."""

from pathlib import Path
from typing import Iterator, List, Sequence, Tuple

from osgeo import ogr

from ...engine.errors import WorkspaceError
from ..handover.delivered import Delivery, encodable

#: AutoCAD colour numbers by layer, in order: magenta, blue, red, green
COLOURS = (6, 5, 1, 3)
TEXT_HEIGHT = 4.0  #: drawing units (metres)
_LINE = "\r\n"

Pair = Tuple[int, str]


def write_dxf(path: Path, deliveries: Sequence[Delivery]) -> Path:
    """Write one DXF layer per delivery and read it back. Raises `WorkspaceError`."""
    with Path(path).open("w", encoding="gbk", newline="") as file:
        for code, value in _drawing(deliveries):
            file.write(f"{code}{_LINE}{value}{_LINE}")
    _verify(path, deliveries)
    return path


def _drawing(deliveries: Sequence[Delivery]) -> Iterator[Pair]:
    yield from ((0, "SECTION"), (2, "HEADER"), (9, "$ACADVER"), (1, "AC1009"), (9, "$DWGCODEPAGE"), (3, "ANSI_936"), (0, "ENDSEC"))
    yield from ((0, "SECTION"), (2, "TABLES"), (0, "TABLE"), (2, "LAYER"), (70, str(len(deliveries))))
    for number, delivery in enumerate(deliveries):
        colour = str(COLOURS[number % len(COLOURS)])
        yield from ((0, "LAYER"), (2, delivery.name), (70, "0"), (62, colour), (6, "CONTINUOUS"))
    yield from ((0, "ENDTAB"), (0, "ENDSEC"), (0, "SECTION"), (2, "ENTITIES"))
    for delivery in deliveries:
        for row, shape in zip(delivery.rows, delivery.shapes):
            if shape is not None:
                yield from _entity(delivery.name, encodable(str(row[delivery.key])), ogr.CreateGeometryFromWkb(bytes(shape)))
    yield from ((0, "ENDSEC"), (0, "EOF"))


def _entity(layer: str, name: str, shape: ogr.Geometry) -> Iterator[Pair]:
    if ogr.GT_Flatten(shape.GetGeometryType()) == ogr.wkbPoint:
        x, y = shape.GetX(), shape.GetY()
        yield from ((0, "POINT"), (8, layer), *_place(x, y))
        yield from ((0, "CIRCLE"), (8, layer), *_place(x, y), (40, f"{TEXT_HEIGHT / 2:g}"))
        yield from ((0, "TEXT"), (8, layer), *_place(x + TEXT_HEIGHT, y + TEXT_HEIGHT / 2), (40, f"{TEXT_HEIGHT:g}"), (1, name))
        return
    for ring in _rings(shape):
        yield from ((0, "POLYLINE"), (8, layer), (66, "1"), (70, "1"))
        for index in range(ring.GetPointCount() - 1):
            yield from ((0, "VERTEX"), (8, layer), *_place(ring.GetX(index), ring.GetY(index)))
        yield from ((0, "SEQEND"), (8, layer))


def _place(x: float, y: float) -> Tuple[Pair, Pair, Pair]:
    return (10, f"{x:.4f}"), (20, f"{y:.4f}"), (30, "0.0")


def _rings(shape: ogr.Geometry) -> List[ogr.Geometry]:
    """All rings of a polygon or of the parts of several."""
    if ogr.GT_Flatten(shape.GetGeometryType()) == ogr.wkbPolygon:
        return [shape.GetGeometryRef(index) for index in range(shape.GetGeometryCount())]
    return [ring for index in range(shape.GetGeometryCount()) for ring in _rings(shape.GetGeometryRef(index))]


def _verify(path: Path, deliveries: Sequence[Delivery]) -> None:
    source = ogr.Open(str(path))
    if source is None:
        raise WorkspaceError("handover_verify", path=Path(path).name, details="DXF")
    texts = {feature.GetField("Text") for feature in source.GetLayer(0)}
    for delivery in deliveries:
        if delivery.geometry == "Point":
            missing = {encodable(str(row[delivery.key])) for row in delivery.rows} - texts
            if missing:
                raise WorkspaceError("handover_verify", path=Path(path).name, details=", ".join(sorted(missing)[:3]))
