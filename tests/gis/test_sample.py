# SPDX-License-Identifier: GPL-2.0-or-later
"""The shipped sample is what docs/sample.md says."""

import shutil
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "helsinki.gpkg"


@pytest.fixture
def sample(qgis_app, tmp_path):
    """A copy: opening a workspace of an older schema upgrades its file."""
    from smartpole.gis.workspace import Workspace

    return Workspace.open(shutil.copy(SAMPLE, tmp_path / "helsinki.gpkg"))


def test_counts_and_size(sample):
    counts = {code: sample.count("RES_PT", "RES_TYPE = ?", (code,)) for code in ("01", "02", "03", "05")}
    assert counts == {"01": 586, "02": 221, "03": 85, "05": 135}
    assert sample.count("BUILDING") == 482
    assert sample.count("SITE_PL") == 0
    assert 3 <= sample.count("SITE_EX") <= 5
    assert sample.count("SITE_EX", "ASSUMED = 1") == sample.count("SITE_EX")
    assert SAMPLE.stat().st_size < 3_000_000
    assert "OpenStreetMap" in sample.setting("credit")


def test_every_height_says_where_it_is_from(sample):
    for table in ("RES_PT", "BUILDING"):
        assert sample.count(table, "HEIGHT_M IS NULL OR HEIGHT_M <= 0 OR HEIGHT_SRC NOT IN ('measured', 'levels', 'assumed')") == 0


def test_service_levels_cover_the_land_without_overlap(sample):
    from qgis.core import QgsGeometry

    levels = [row["geometry"] for row in sample.rows("SVC_AREA")]
    together = QgsGeometry.unaryUnion(levels)
    assert len(levels) == 4
    assert all(shape.isGeosValid() for shape in levels)
    assert together.area() == pytest.approx(sum(shape.area() for shape in levels), rel=1e-6)
    for row in sample.rows("SITE_EX"):
        assert together.contains(row["geometry"])


def test_real_positions_are_kept(sample):
    """For every lamp, LON/LAT and the geometry are the same place, to the centimetre."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject

    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), sample.crs, QgsProject.instance())
    for row in sample.rows("RES_PT", ["LON", "LAT", "geometry"], "RES_TYPE = '01'"):
        place = transform.transform(QgsPointXY(row["LON"], row["LAT"]))
        assert place.distance(row["geometry"].asPoint()) < 0.02
