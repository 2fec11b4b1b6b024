# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:handover` as the toolbox runs it: in the background, with every output declared, and saying what is wrong."""

import importlib.util
from pathlib import Path

import pytest

pytest.importorskip("qgis.core")

_spec = importlib.util.spec_from_file_location("plan_workspace", Path(__file__).parents[1] / "gis" / "plan_workspace.py")
plan_workspace = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(plan_workspace)


@pytest.fixture(scope="module")
def plan(qgis_app, tmp_path_factory):
    return plan_workspace.make_plan(tmp_path_factory.mktemp("plan") / "昌乐.gpkg")


@pytest.fixture()
def algorithm(qgis_app):
    from smartpole.algorithms.handover import HandOver

    return HandOver().create()


def test_runs_in_the_background_with_all_outputs(algorithm, plan, tmp_path, qgis_app):
    from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingFeedback, QgsProject
    from qgis.PyQt.QtCore import QEventLoop, QTimer

    context, feedback, done = QgsProcessingContext(), QgsProcessingFeedback(), []
    context.setProject(QgsProject.instance())
    task = QgsProcessingAlgRunnerTask(algorithm, {"WORKSPACE": str(plan.path), "FOLDER": str(tmp_path / "移交")}, context, feedback)
    loop = QEventLoop()
    task.executed.connect(lambda succeeded, results: (done.append((succeeded, results)), loop.quit()))
    QTimer.singleShot(60000, loop.quit)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    assert done and done[0][0], feedback.textLog()
    results = done[0][1]
    assert (results["SITES"], results["RESOURCES"], results["GAPS"], results["REPLACED"]) == (12, 12, 2, 1)
    assert Path(results["MANIFEST"]).is_file() and Path(results["MAP"]).stat().st_size > 10000
    assert results["FILES"] == sum(path.is_file() for path in (tmp_path / "移交").rglob("*"))
    assert {definition.name() for definition in algorithm.outputDefinitions()} >= set(results)
    assert not QgsProject.instance().mapLayers()


def test_a_used_folder_is_refused_before_anything_runs(algorithm, plan, tmp_path):
    from qgis.core import QgsProcessingContext

    (tmp_path / "mine.txt").write_text("mine")
    usable, reason = algorithm.checkParameterValues({"WORKSPACE": str(plan.path), "FOLDER": str(tmp_path)}, QgsProcessingContext())
    assert not usable and str(tmp_path) in reason


def test_faults_are_sentences_without_traceback(algorithm, qgis_app, tmp_path):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    empty = plan_workspace.make_plan(tmp_path / "leer.gpkg", sites=0)
    for workspace, word in ((empty.path, "SITE_PL"), (tmp_path / "none.gpkg", "none.gpkg")):
        feedback = QgsProcessingFeedback()
        _, succeeded = algorithm.create().run(
            {"WORKSPACE": str(workspace), "FOLDER": str(tmp_path / "out")}, QgsProcessingContext(), feedback
        )
        assert not succeeded and word in feedback.textLog() and "Traceback" not in feedback.textLog()
        assert not (tmp_path / "out").exists()
