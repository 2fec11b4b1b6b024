# SPDX-License-Identifier: GPL-2.0-or-later
"""What positions are compared with to find their datum: roads, buildings or accepted resources as many points with names."""

from dataclasses import dataclass, field
from typing import Callable, Dict, Iterator, List, Optional, Sequence, Tuple

import numpy as np
from osgeo import gdal, ogr, osr
from qgis.core import QgsFeatureSource, QgsGeometry, QgsWkbTypes

from ...engine import coordinates
from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from ..workspace import Workspace
from .headers import plain
from .qgis_layer import features

_STEP_M = 4.0
_MAX_POINTS = 1_500_000
_CELL_M = 1.0
_MAX_CELLS = 8000  # along one side


@dataclass(frozen=True)
class Mask:
    """Where areas lie: square cells (bool) of `size` from the upper left corner, in the reference's own CRS."""

    covered: np.ndarray
    left: float
    top: float
    size: float
    crs: str

    def looker(self, lon: np.ndarray, lat: np.ndarray, metre_lon: float, metre_lat: float) -> Callable[[float, float], np.ndarray]:
        """A function that says which positions (WGS 84 degrees), pushed so many metres east and north, lie inside an area.

        metre_lon, metre_lat: degrees of a metre. The positions are transformed once; a push is a step in the mask's own axes.
        """
        x, y = coordinates.transform(lon, lat, "EPSG:4326", self.crs)
        middle_lon, middle_lat = float(np.median(lon)), float(np.median(lat))
        lons, lats = middle_lon + np.array([0.0, 100 * metre_lon, 0.0]), middle_lat + np.array([0.0, 0.0, 100 * metre_lat])
        at_x, at_y = coordinates.transform(lons, lats, "EPSG:4326", self.crs)
        (east_x, north_x), (east_y, north_y) = (at_x[1:] - at_x[0]) / 100, (at_y[1:] - at_y[0]) / 100

        def inside(east_m: float, north_m: float) -> np.ndarray:
            return self._at(x + east_m * east_x + north_m * north_x, y + east_m * east_y + north_m * north_y)

        return inside

    def _at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        with np.errstate(invalid="ignore"):
            column, row = np.floor((x - self.left) / self.size), np.floor((self.top - y) / self.size)
            known = (column >= 0) & (row >= 0) & (column < self.covered.shape[1]) & (row < self.covered.shape[0])
        found = np.zeros(np.shape(x), dtype=bool)
        found[known] = self.covered[row[known].astype(int), column[known].astype(int)]
        return found


@dataclass(frozen=True)
class Reference:
    """Points along the reference's lines and outlines (WGS 84 degrees), places of features by name, and where its areas lie."""

    lon: np.ndarray
    lat: np.ndarray
    named: Dict[str, Tuple[float, float]] = field(default_factory=dict)
    title: str = ""
    mask: Optional[Mask] = None


def _rings(geometry: QgsGeometry) -> List[np.ndarray]:
    """The vertices of a geometry's lines, outlines or points."""
    if geometry.isNull() or geometry.isEmpty():
        return []
    parts = geometry.constGet().coordinateSequence()
    return [np.array([(point.x(), point.y()) for point in ring]) for part in parts for ring in part if len(ring)]


def along(lines: Sequence[np.ndarray], step: float) -> np.ndarray:
    """Points (n, 2) at most `step` apart along lines given as vertices, in their own units."""
    pieces = []
    for line in lines:
        if len(line) == 1:
            pieces.append(line)
            continue
        legs = np.diff(line, axis=0)
        counts = np.maximum(1, np.ceil(np.hypot(legs[:, 0], legs[:, 1]) / step)).astype(int)
        which = np.repeat(np.arange(len(legs)), counts)
        share = (np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)) / counts[which]
        pieces.append(line[which] + legs[which] * share[:, None])
        pieces.append(line[-1:])
    return np.concatenate(pieces) if pieces else np.zeros((0, 2))


def _named(name: str, centre, named: Dict[str, Tuple[float, float]], twice: set) -> None:
    key = plain(name)
    if len(key) < 3:
        return
    if key in named:
        twice.add(key)
    named[key] = centre


def _mask(shapes: List[bytes], crs: str) -> Optional[Mask]:
    """The areas burnt into cells of 1 m, coarser where there would be too many."""
    if not shapes:
        return None
    memory = ogr.GetDriverByName("Memory").CreateDataSource("")
    system = osr.SpatialReference()
    system.SetFromUserInput(crs)
    layer = memory.CreateLayer("areas", system, ogr.wkbUnknown)
    for shape in shapes:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkb(shape))
        layer.CreateFeature(feature)
    left, right, bottom, top = layer.GetExtent()
    unit = _CELL_M if max(abs(left), abs(right), abs(top)) > 360 else _CELL_M / 111_000
    size = max(unit, max(right - left, top - bottom) / _MAX_CELLS)
    columns, rows = int((right - left) / size) + 1, int((top - bottom) / size) + 1
    raster = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Byte)
    raster.SetGeoTransform((left, size, 0.0, top, 0.0, -size))
    raster.SetProjection(system.ExportToWkt())
    gdal.RasterizeLayer(raster, [1], layer, burn_values=[1])
    return Mask(raster.GetRasterBand(1).ReadAsArray().astype(bool), left, top, size, crs)


def _make(lines: List[np.ndarray], crs: str, names: Dict[str, Tuple[float, float]], title: str, areas: List[bytes]) -> Reference:
    if not lines:
        raise InputError("reference_empty", reference=title)
    every = np.concatenate(lines)
    metres = np.abs(every).max() > 360
    step = _STEP_M if metres else _STEP_M / 111_000
    points = along(lines, step)
    if len(points) > _MAX_POINTS:
        points = points[:: len(points) // _MAX_POINTS + 1]
    lon, lat = coordinates.to_wgs84(points[:, 0], points[:, 1], crs)
    good = np.isfinite(lon)
    if names:
        places = np.array(list(names.values()))
        named_lon, named_lat = coordinates.to_wgs84(places[:, 0], places[:, 1], crs)
        names = {key: (float(a), float(b)) for key, a, b in zip(names, named_lon, named_lat) if np.isfinite(a)}
    return Reference(lon[good], lat[good], names, title, _mask(areas, crs))


def from_source(source: QgsFeatureSource, title: str, progress: Progress = SILENT) -> Reference:
    """The reference in a layer. Raises `InputError` when it has no CRS or no geometry."""
    crs = source.sourceCrs()
    if not crs.isValid():
        raise InputError("reference_crs", reference=title)
    fields = [field.name() for field in source.fields()]
    name_at = next((fields.index(n) for n in fields if plain(n) in ("name", "名称", "resname", "bldgname", "roadname", "namezh")), None)
    is_area = QgsWkbTypes.geometryType(source.wkbType()) == QgsWkbTypes.GeometryType.PolygonGeometry
    areas: List[bytes] = []
    lines: List[np.ndarray] = []
    named: Dict[str, Tuple[float, float]] = {}
    twice: set = set()
    for done, feature in enumerate(features(source)):
        if done % 500 == 0:
            progress.check()
        geometry = feature.geometry()
        rings = _rings(geometry)
        lines.extend(rings)
        if is_area and rings:
            areas.append(bytes(geometry.asWkb()))
        if name_at is not None and rings and feature.attributes()[name_at]:
            centre = geometry.centroid().asPoint()
            _named(str(feature.attributes()[name_at]), (centre.x(), centre.y()), named, twice)
    once = {key: place for key, place in named.items() if key not in twice}
    return _make(lines, crs.authid() or crs.toWkt(), once, title, areas)


def from_workspace(workspace: Workspace, progress: Progress = SILENT) -> Iterator[Reference]:
    """What the workspace itself offers, best first: roads, then accepted resources, then buildings; made one by one."""
    for table in ("ROAD", "RES_PT", "BUILDING"):
        if workspace.count(table):
            layer = workspace.layer(table)
            yield from_source(layer, layer.name(), progress)
