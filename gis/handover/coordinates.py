# SPDX-License-Identifier: GPL-2.0-or-later
"""In which coordinates a package is delivered: the plan's own, a CGCS2000 zone, degrees, GCJ-02 or BD-09.

GCJ-02 and BD-09 are offsets, not coordinate systems: files in them carry the word in their name and no .prj.
"""

import re
from dataclasses import dataclass
from typing import Callable, List, Optional, Tuple

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)

from ...engine.coordinates import cgcs2000_epsg, wgs84_to_bd09, wgs84_to_gcj02
from ...engine.errors import InputError
from ...engine.mainland import in_mainland_china
from ..words import words

CHOICES = ("plan", "cgcs2000_zone", "cgcs2000_degrees", "gcj02", "bd09")
_OFFSETS = {"gcj02": wgs84_to_gcj02, "bd09": wgs84_to_bd09}
#: the EPSG's names of CGCS2000 zones: width (none: 6 degrees), central meridian or number
_GAUSS_KRUGER = re.compile(r"CGCS2000 / (?:(3)-degree )?Gauss-Kruger (?:CM (\d+)E|zone (\d+))")
_SUFFIX = {"plan": "", "cgcs2000_degrees": "_CGCS2000", "gcj02": "_GCJ02", "bd09": "_BD09"}


@dataclass(frozen=True)
class Delivered:
    """The coordinates of a package: `suffix` names its files, `crs` is None for the offset ones."""

    choice: str
    suffix: str
    crs: Optional[QgsCoordinateReferenceSystem]
    title: str
    move: Callable[[QgsGeometry], QgsGeometry]
    degrees: Callable[[float, float], Tuple[float, float]]  #: plan x, y -> longitude, latitude as delivered
    datum: str = "CGCS2000"  #: of those degrees

    @property
    def title_of_degrees(self) -> str:
        """The datum of longitude and latitude as delivered."""
        return self.title if self.crs is None else self.datum

    @property
    def in_degrees(self) -> bool:
        """Whether positions are longitudes and latitudes; the offset ones always are."""
        return self.crs is None or self.crs.isGeographic()

    @property
    def wkt(self) -> str:
        return "" if self.crs is None else self.crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL)


def _is_cgcs2000(crs: QgsCoordinateReferenceSystem) -> bool:
    return "CGCS2000" in crs.toWkt() or "China_Geodetic_Coordinate_System_2000" in crs.toWkt()


def delivered(choice: str, plan_crs: QgsCoordinateReferenceSystem, extent: QgsRectangle) -> Delivered:
    """How to deliver a plan in `plan_crs` that covers `extent`.

    Raises `InputError` where the choice does not fit: a CGCS2000 zone or an offset outside mainland China.
    """
    context = QgsCoordinateTransformContext()
    geographic = QgsCoordinateReferenceSystem("EPSG:4490" if _is_cgcs2000(plan_crs) or choice != "plan" else "EPSG:4326")
    to_degrees = QgsCoordinateTransform(plan_crs, geographic, context)

    def lon_lat(x: float, y: float) -> Tuple[float, float]:
        point = to_degrees.transform(QgsPointXY(x, y))
        return point.x(), point.y()

    datum = "CGCS2000" if geographic.authid() == "EPSG:4490" else "WGS 84"
    if choice == "plan":
        return Delivered(choice, "", plan_crs, crs_title(plan_crs), lambda shape: shape, lon_lat, datum)
    middle = lon_lat(extent.center().x(), extent.center().y())
    if choice == "cgcs2000_degrees":
        return Delivered(choice, _SUFFIX[choice], geographic, crs_title(geographic), _mover(to_degrees), lon_lat)
    if not bool(np.all(in_mainland_china(*middle))):
        raise InputError("handover_outside_china", choice=choice, longitude_deg=round(middle[0], 3), latitude_deg=round(middle[1], 3))
    if choice == "cgcs2000_zone":
        meridian = 3 * round(middle[0] / 3)
        zone = QgsCoordinateReferenceSystem(f"EPSG:{cgcs2000_epsg(meridian)}")
        to_zone = QgsCoordinateTransform(plan_crs, zone, context)
        return Delivered(choice, f"_CGCS2000_CM{meridian}E", zone, crs_title(zone), _mover(to_zone), lon_lat)
    offset = _OFFSETS[choice]

    def offset_lon_lat(x: float, y: float) -> Tuple[float, float]:
        lon, lat = offset(*lon_lat(x, y))
        return float(lon), float(lat)

    title = {"gcj02": "GCJ-02", "bd09": "BD-09"}[choice]
    return Delivered(choice, _SUFFIX[choice], None, title, _offset_mover(to_degrees, offset), offset_lon_lat)


def wgs84(plan_crs: QgsCoordinateReferenceSystem) -> Delivered:
    """Longitude and latitude in WGS 84, as KML asks."""
    geographic = QgsCoordinateReferenceSystem("EPSG:4326")
    to_degrees = QgsCoordinateTransform(plan_crs, geographic, QgsCoordinateTransformContext())

    def lon_lat(x: float, y: float) -> Tuple[float, float]:
        point = to_degrees.transform(QgsPointXY(x, y))
        return point.x(), point.y()

    return Delivered("wgs84", "_WGS84", geographic, crs_title(geographic), _mover(to_degrees), lon_lat, "WGS 84")


def _mover(transform: QgsCoordinateTransform) -> Callable[[QgsGeometry], QgsGeometry]:
    def move(shape: QgsGeometry) -> QgsGeometry:
        moved = QgsGeometry(shape)
        try:
            moved.transform(transform)
        except QgsCsException as error:
            raise InputError("handover_transform", details=str(error)) from error
        return moved

    return move


def _offset_mover(to_degrees: QgsCoordinateTransform, offset) -> Callable[[QgsGeometry], QgsGeometry]:
    in_degrees = _mover(to_degrees)

    def move(shape: QgsGeometry) -> QgsGeometry:
        moved = in_degrees(shape)
        for index, vertex in enumerate(list(moved.vertices())):
            lon, lat = offset(vertex.x(), vertex.y())
            moved.moveVertex(float(lon), float(lat), index)
        return moved

    return move


def crs_title(crs: QgsCoordinateReferenceSystem, lang: str = "en") -> str:
    """A CRS by name and code, as people write it on a map; the Gauss-Kruger zones of CGCS2000 in Chinese words where asked."""
    zone = _GAUSS_KRUGER.fullmatch(crs.description()) if lang == "zh" else None
    if zone:
        width, meridian, number = zone.group(1) or "6", zone.group(2), zone.group(3)
        where = words("crs.meridian", lang, meridian=meridian) if meridian else words("crs.zone", lang, number=number)
        return words("crs.gauss", lang, width=width, where=where, code=crs.authid())
    return f"{crs.description()} ({crs.authid()})" if crs.authid() else crs.description()


def coarsened(x: float, y: float, cell_m: float) -> Tuple[float, float]:
    """The middle of the cell a position lies in: what a public edition shows instead of it."""
    return (np.floor(x / cell_m) + 0.5) * cell_m, (np.floor(y / cell_m) + 0.5) * cell_m


def extent_of(shapes: List[QgsGeometry]) -> QgsRectangle:
    """The extent of several geometries."""
    whole = QgsRectangle()
    whole.setMinimal()
    for shape in shapes:
        whole.combineExtentWith(shape.boundingBox())
    return whole
