# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:checkinventory` and `smartpole:repairinventory` on the shipped sample."""

import shutil
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "helsinki.gpkg"


@pytest.fixture
def sample(tmp_path):
    return shutil.copy(SAMPLE, tmp_path / "赫尔辛基.gpkg")


def run(name, parameters):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback
    from smartpole.algorithms.checkinventory import CheckInventory
    from smartpole.algorithms.repairinventory import RepairInventory

    algorithm = {"check": CheckInventory, "repair": RepairInventory}[name]().create()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    usable, reason = algorithm.checkParameterValues(parameters, context)
    if not usable:
        return reason
    results, succeeded = algorithm.run(parameters, context, feedback)
    assert succeeded, feedback.textLog()
    return results


def test_check_repair_and_undo(qgis_app, sample):
    from smartpole.gis.workspace import Workspace

    workspace = Workspace.open(sample)
    before = workspace.count("RES_PT")
    report = run("check", {"WORKSPACE": str(sample)})
    assert report["FINDINGS"] == workspace.count("CHECK_FIND") > 0
    assert report["REPAIRED"] == 0 and workspace.count("RES_PT") == before
    shared = workspace.count("CHECK_FIND", "CHECK_KEY = 'find_shared_pole'")
    assert shared >= 30, "signs on utility poles stand in two lists of the sample"
    done = run("repair", {"WORKSPACE": str(sample)})
    assert done["DONE"] >= shared and workspace.count("RES_PT") < before
    assert run("repair", {"WORKSPACE": str(sample), "ACTION": 1}) == {"DONE": done["DONE"], "LEFT": 0}
    assert workspace.count("RES_PT") == before
    assert workspace.result("checkinventory")["summary"]["open"] == report["FINDINGS"]


def test_values_only_leaves_every_pole_standing(qgis_app, sample):
    from smartpole.gis.workspace import Workspace

    workspace = Workspace.open(sample)
    with workspace.transaction() as transaction:
        transaction.update("RES_PT", [{"fid": 1, "HEIGHT_M": None}])
    count = workspace.count("RES_PT")
    assert run("check", {"WORKSPACE": str(sample), "REPAIR": 1})["REPAIRED"] == 1
    assert workspace.count("RES_PT") == count


def test_ignoring_needs_names(qgis_app, sample):
    assert "F000001" in run("repair", {"WORKSPACE": str(sample), "ACTION": 2})
    run("check", {"WORKSPACE": str(sample)})
    assert run("repair", {"WORKSPACE": str(sample), "ACTION": 2, "FIND_IDS": "F000001，F000002"})["DONE"] == 2
