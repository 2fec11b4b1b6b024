# SPDX-License-Identifier: GPL-2.0-or-later
"""What positions are compared with to find their datum: roads, buildings or accepted resources as many points with names."""

from dataclasses import dataclass, field
from typing import Dict, List, Sequence, Tuple

import numpy as np
from qgis.core import QgsFeatureSource, QgsGeometry

from ...engine import coordinates
from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from ..workspace import Workspace
from .headers import plain
from .qgis_layer import features

_STEP_M = 4.0
_MAX_POINTS = 1_500_000


@dataclass(frozen=True)
class Reference:
    """Points along the reference's lines and outlines (WGS 84 degrees), and the places of features by name."""

    lon: np.ndarray
    lat: np.ndarray
    named: Dict[str, Tuple[float, float]] = field(default_factory=dict)
    title: str = ""


def _rings(geometry: QgsGeometry) -> List[np.ndarray]:
    """The vertices of a geometry's lines, outlines or points."""
    if geometry.isNull() or geometry.isEmpty():
        return []
    parts, current, last = [], [], None
    for vertex in _vertices(geometry):
        if vertex[0] != last and current:
            parts.append(np.array(current))
            current = []
        last = vertex[0]
        current.append(vertex[1])
    if current:
        parts.append(np.array(current))
    return parts


def _vertices(geometry: QgsGeometry):
    """(which line or ring, (x, y)) of every vertex."""
    shape = geometry.constGet()
    for part in range(shape.partCount()):
        for ring in range(shape.ringCount(part)):
            for number in range(shape.vertexCount(part, ring)):
                point = geometry.vertexAt(geometry.vertexNrFromVertexId(_vertex_id(part, ring, number)))
                yield (part, ring), (point.x(), point.y())


def _vertex_id(part: int, ring: int, number: int):
    from qgis.core import QgsVertexId

    return QgsVertexId(part, ring, number)


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


def _make(lines: List[np.ndarray], crs: str, names: Dict[str, Tuple[float, float]], title: str) -> Reference:
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
    return Reference(lon[good], lat[good], names, title)


def from_source(source: QgsFeatureSource, title: str, progress: Progress = SILENT) -> Reference:
    """The reference in a layer. Raises `InputError` when it has no CRS or no geometry."""
    crs = source.sourceCrs()
    if not crs.isValid():
        raise InputError("reference_crs", reference=title)
    fields = [field.name() for field in source.fields()]
    name_at = next((fields.index(n) for n in fields if plain(n) in ("name", "名称", "resname", "bldgname", "roadname", "namezh")), None)
    lines: List[np.ndarray] = []
    named: Dict[str, Tuple[float, float]] = {}
    twice: set = set()
    for done, feature in enumerate(features(source)):
        if done % 500 == 0:
            progress.check()
        geometry = feature.geometry()
        rings = _rings(geometry)
        lines.extend(rings)
        if name_at is not None and rings and feature.attributes()[name_at]:
            centre = geometry.centroid().asPoint()
            _named(str(feature.attributes()[name_at]), (centre.x(), centre.y()), named, twice)
    return _make(lines, crs.authid() or crs.toWkt(), {k: v for k, v in named.items() if k not in twice}, title)


def from_workspace(workspace: Workspace, progress: Progress = SILENT) -> List[Reference]:
    """What the workspace itself offers, best first: roads, then accepted resources, then buildings. May be empty."""
    found = []
    for table in ("ROAD", "RES_PT", "BUILDING"):
        if workspace.count(table):
            layer = workspace.layer(table)
            found.append(from_source(layer, layer.name(), progress))
    return found
