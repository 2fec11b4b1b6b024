# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:createworkspace`: makes a workspace, keeps existing files, says what is wrong."""

import pytest


@pytest.fixture
def algorithm(qgis_app):
    from smartpole.algorithms.createworkspace import CreateWorkspace

    return CreateWorkspace().create()


def run(algorithm, parameters):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    usable, reason = algorithm.checkParameterValues(parameters, context)
    if not usable:
        return reason
    results, succeeded = algorithm.run(parameters, context, feedback)
    assert succeeded, feedback.textLog()
    return results


def test_outputs(algorithm, tmp_path):
    from smartpole.gis.schema import SCHEMA_VERSION
    from smartpole.gis.workspace import Workspace

    results = run(algorithm, {"NAME": "昌乐县", "CRS": "EPSG:4548", "OUTPUT": str(tmp_path / "昌乐.gpkg")})
    assert (results["TABLES"], results["SCHEMA_VERSION"]) == (23, SCHEMA_VERSION)
    assert Workspace.open(results["OUTPUT"]).name == "昌乐县"


def test_a_suffix_is_added_before_the_file_is_looked_for(algorithm, tmp_path):
    results = run(algorithm, {"CRS": "EPSG:4548", "OUTPUT": str(tmp_path / "plan")})
    assert results["OUTPUT"] == str(tmp_path / "plan.gpkg")
    assert "plan.gpkg" in run(algorithm, {"CRS": "EPSG:4548", "OUTPUT": str(tmp_path / "plan")})


def test_an_existing_file_is_kept_unless_allowed(algorithm, tmp_path):
    target = tmp_path / "a.gpkg"
    target.write_text("mine")
    assert "a.gpkg" in run(algorithm, {"CRS": "EPSG:4548", "OUTPUT": str(target)})
    assert target.read_text() == "mine"
    assert run(algorithm, {"CRS": "EPSG:4548", "OUTPUT": str(target), "OVERWRITE": True})["TABLES"] == 23


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4326"])
def test_degrees_are_refused_before_anything_runs(algorithm, tmp_path, crs):
    assert isinstance(run(algorithm, {"CRS": crs, "OUTPUT": str(tmp_path / "a.gpkg")}), str)
    assert list(tmp_path.iterdir()) == []
