# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the shipped .qml styles and .qpt print templates anew from their definitions in the code: the same bytes on every run.

Usage: QT_QPA_PLATFORM=offscreen /usr/bin/python3 scripts/write_styles.py
"""

import tempfile
from pathlib import Path

from generated import ROOT, load_package, steady


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
    load_package()
    from smartpole.gis.layouts.templates import write_templates
    from smartpole.gis.styles import write_qml

    with tempfile.TemporaryDirectory() as folder:
        written = write_qml(ROOT / "resources" / "styles", _any_raster(Path(folder)))
        written += write_templates(ROOT / "resources" / "layouts")
    for path in written:
        steady(path)
    print(f"{len(written)} files written")
    application.exitQgis()


if __name__ == "__main__":
    main()
