# SPDX-License-Identifier: GPL-2.0-or-later
"""A plain DXF (AutoCAD R12) of points with their names and of outlines, text in GBK, as Chinese drawing offices open it."""

from pathlib import Path
from typing import Iterator, List, NamedTuple, Sequence, Tuple

from osgeo import ogr

from ...engine.errors import WorkspaceError
from ..handover.delivered import Delivery, encodable

#: AutoCAD colour numbers by layer, in order: magenta, blue, red, green
COLOURS = (6, 5, 1, 3)
TEXT_HEIGHT_M = 4.0
METRES_PER_DEGREE = 111320.0  #: of latitude, for the height of texts alone
_LINE = "\r\n"

Pair = Tuple[int, str]


class _Unit(NamedTuple):
    """How a drawing is written: decimals of its coordinates, height of its texts in its own units."""

    decimals: int
    text_height: float


METRES = _Unit(4, TEXT_HEIGHT_M)
DEGREES = _Unit(9, TEXT_HEIGHT_M / METRES_PER_DEGREE)


def write_dxf(path: Path, deliveries: Sequence[Delivery], degrees: bool = False) -> Path:
    """Write one DXF layer per delivery and read it back; `degrees`: the deliveries are in those, not in metres.

    Raises `WorkspaceError`.
    """
    unit = DEGREES if degrees else METRES
    with Path(path).open("w", encoding="gbk", newline="") as file:
        for code, value in _drawing(deliveries, unit):
            file.write(f"{code}{_LINE}{value}{_LINE}")
    _verify(path, deliveries, unit)
    return path


def _drawing(deliveries: Sequence[Delivery], unit: _Unit) -> Iterator[Pair]:
    yield from ((0, "SECTION"), (2, "HEADER"), (9, "$ACADVER"), (1, "AC1009"), (9, "$DWGCODEPAGE"), (3, "ANSI_936"), (0, "ENDSEC"))
    yield from ((0, "SECTION"), (2, "TABLES"), (0, "TABLE"), (2, "LAYER"), (70, str(len(deliveries))))
    for number, delivery in enumerate(deliveries):
        colour = str(COLOURS[number % len(COLOURS)])
        yield from ((0, "LAYER"), (2, delivery.name), (70, "0"), (62, colour), (6, "CONTINUOUS"))
    yield from ((0, "ENDTAB"), (0, "ENDSEC"), (0, "SECTION"), (2, "ENTITIES"))
    for delivery in deliveries:
        for row, shape in zip(delivery.rows, delivery.shapes):
            if shape is not None:
                yield from _entity(delivery.name, encodable(str(row[delivery.key])), ogr.CreateGeometryFromWkb(bytes(shape)), unit)
    yield from ((0, "ENDSEC"), (0, "EOF"))


def _entity(layer: str, name: str, shape: ogr.Geometry, unit: _Unit) -> Iterator[Pair]:
    if ogr.GT_Flatten(shape.GetGeometryType()) == ogr.wkbPoint:
        x, y, high = shape.GetX(), shape.GetY(), unit.text_height
        yield from ((0, "POINT"), (8, layer), *_place(x, y, unit))
        yield from ((0, "CIRCLE"), (8, layer), *_place(x, y, unit), (40, f"{high / 2:.9g}"))
        yield from ((0, "TEXT"), (8, layer), *_place(x + high, y + high / 2, unit), (40, f"{high:.9g}"), (1, name))
        return
    for ring in _rings(shape):
        yield from ((0, "POLYLINE"), (8, layer), (66, "1"), (70, "1"))
        for index in range(ring.GetPointCount() - 1):
            yield from ((0, "VERTEX"), (8, layer), *_place(ring.GetX(index), ring.GetY(index), unit))
        yield from ((0, "SEQEND"), (8, layer))


def _place(x: float, y: float, unit: _Unit) -> Tuple[Pair, Pair, Pair]:
    return (10, f"{x:.{unit.decimals}f}"), (20, f"{y:.{unit.decimals}f}"), (30, "0.0")


def _rings(shape: ogr.Geometry) -> List[ogr.Geometry]:
    """All rings of a polygon or of the parts of several."""
    if ogr.GT_Flatten(shape.GetGeometryType()) == ogr.wkbPolygon:
        return [shape.GetGeometryRef(index) for index in range(shape.GetGeometryCount())]
    return [ring for index in range(shape.GetGeometryCount()) for ring in _rings(shape.GetGeometryRef(index))]


def _verify(path: Path, deliveries: Sequence[Delivery], unit: _Unit) -> None:
    """Every name is there, and every point where it belongs."""
    source = ogr.Open(str(path))
    if source is None:
        raise WorkspaceError("handover_verify", path=Path(path).name, details="DXF")
    texts, places = set(), set()
    for feature in source.GetLayer(0):
        texts.add((feature.GetField("Layer"), feature.GetField("Text")))
        shape = feature.GetGeometryRef()
        if shape is not None and ogr.GT_Flatten(shape.GetGeometryType()) == ogr.wkbPoint:
            places.add((feature.GetField("Layer"), round(shape.GetX(), unit.decimals), round(shape.GetY(), unit.decimals)))
    for delivery in deliveries:
        if delivery.geometry != "Point":
            continue
        for row, geometry in zip(delivery.rows, delivery.shapes):
            if geometry is None:
                continue
            name, shape = encodable(str(row[delivery.key])), ogr.CreateGeometryFromWkb(bytes(geometry))
            place = (delivery.name, round(shape.GetX(), unit.decimals), round(shape.GetY(), unit.decimals))
            if (delivery.name, name) not in texts or place not in places:
                raise WorkspaceError("handover_verify", path=Path(path).name, details=name)
