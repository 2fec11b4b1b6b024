# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the shipped .qml styles and .qpt print templates anew from their definitions in the code: the same bytes on every run.

Usage: QT_QPA_PLATFORM=offscreen /usr/bin/python3 scripts/write_styles.py
"""

import importlib.util
import re
import sys
import tempfile
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUOTES = (("&lt;", "&quot;"), ("<", '"'))  #: of a symbol within an attribute, and of the file itself
IDENTIFIER = re.compile(r"\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}")


def _steady(path: Path) -> None:
    """Attributes in the order of the alphabet, random identifiers by file and place: QGIS writes both anew each time."""
    text = path.read_text(encoding="utf-8")
    for opening, quote in QUOTES:
        attribute = rf"[\w:.-]+={quote}[^\"]*?{quote}"
        tag = re.compile(rf"({opening}[\w:.-]+)((?:\s+{attribute})+)")
        text = tag.sub(lambda found, attribute=attribute: " ".join([found[1], *sorted(re.findall(attribute, found[2]))]), text)
    seen = list(dict.fromkeys(IDENTIFIER.findall(text)))
    names = {old: f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'{path.name}/{place}')}}}" for place, old in enumerate(seen)}
    path.write_text(IDENTIFIER.sub(lambda found: names[found[0]], text), encoding="utf-8", newline="\n")


def _package():
    """The checkout as the package `smartpole`, whatever its folder is called."""
    spec = importlib.util.spec_from_file_location("smartpole", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    module = importlib.util.module_from_spec(spec)
    sys.modules["smartpole"] = module
    spec.loader.exec_module(module)


def _any_raster(folder: Path) -> Path:
    from osgeo import gdal, osr

    path = folder / "any.tif"
    data = gdal.GetDriverByName("GTiff").Create(str(path), 2, 2, 1, gdal.GDT_Float32)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4548)
    data.SetProjection(reference.ExportToWkt())
    data.SetGeoTransform((500000, 5, 0, 4060000, 0, -5))
    data.GetRasterBand(1).Fill(-90)
    data.FlushCache()
    return path


def main() -> None:
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    _package()
    from smartpole.gis.layouts.templates import write_templates
    from smartpole.gis.styles import write_qml

    with tempfile.TemporaryDirectory() as folder:
        written = write_qml(ROOT / "resources" / "styles", _any_raster(Path(folder)))
        written += write_templates(ROOT / "resources" / "layouts")
    for path in written:
        _steady(path)
    print(f"{len(written)} files written")
    application.exitQgis()


if __name__ == "__main__":
    main()
