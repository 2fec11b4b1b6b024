# SPDX-License-Identifier: GPL-2.0-or-later
"""The ready models: made anew they are the shipped ones, they run on the sample, and what they write stays."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODELS = {"monthlyupdate": 5, "wholeplan": 4}


@pytest.fixture
def provider(qgis_app):
    """The provider in QGIS's registry, as the plugin puts it there."""
    from qgis.core import QgsApplication
    from smartpole.plugin import SmartPolePlugin

    plugin = SmartPolePlugin(None)
    plugin.initProcessing()
    yield QgsApplication.processingRegistry()
    plugin.unload()


@pytest.fixture
def sample(tmp_path, qgis_app):
    from smartpole.gis.workspace import Workspace

    return Workspace.open(shutil.copy(ROOT / "resources" / "sample" / "helsinki.gpkg", tmp_path / "plan.gpkg"))


def run(registry, name, **parameters):
    """Outputs of a model run the way the toolbox runs it."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

    algorithm, context, feedback = registry.createAlgorithmById(f"smartpole:{name}"), QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    usable, reason = algorithm.checkParameterValues(parameters, context)
    assert usable, reason
    outputs, succeeded = algorithm.run(parameters, context, feedback, {}, False)
    assert succeeded, feedback.textLog()
    return outputs


def test_models_are_in_the_registry_with_inputs_outputs_and_help(provider):
    from qgis.core import QgsProcessingModelAlgorithm

    for name, steps in MODELS.items():
        model = provider.algorithmById(f"smartpole:{name}")
        assert isinstance(model, QgsProcessingModelAlgorithm) and len(model.childAlgorithms()) == steps
        assert model.groupId() == "models" and model.displayName() != name and len(model.shortHelpString()) > 50
        assert model.outputDefinitions(), "outputs are known before the first run"
        assert not [child.algorithmId() for child in model.childAlgorithms().values() if not child.algorithmId().startswith("smartpole:")]
        assert provider.createAlgorithmById(model.id()).canExecute()[0]


def test_the_words_of_the_models_are_words_of_the_algorithms(provider):
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from update_translations import sources
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    known = sources()
    for path in (ROOT / "resources" / "models").glob("*.model3"):
        from qgis.core import QgsProcessingModelAlgorithm

        model = QgsProcessingModelAlgorithm()
        assert model.fromFile(str(path))
        assert not [d.description() for d in model.parameterDefinitions() if d.description() not in known]


def test_made_anew_they_hold_the_same_chains(tmp_path, provider):
    from qgis.core import QgsProcessingModelAlgorithm

    environment = {"QT_QPA_PLATFORM": "offscreen", "LANG": "C", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    subprocess.run(["/usr/bin/python3", str(ROOT / "scripts" / "make_models.py"), str(tmp_path)], env=environment, check=True, timeout=60)
    for name in MODELS:
        variants = []
        for folder in (tmp_path, ROOT / "resources" / "models"):
            model = QgsProcessingModelAlgorithm()
            assert model.fromFile(str(folder / f"{name}.model3"))
            variants.append(json.dumps(model.toVariant(), sort_keys=True, default=str))
        assert variants[0] == variants[1]


def test_monthly_update_takes_a_list_in_and_states_compliance(provider, sample, tmp_path):
    rows = ["编号,经度,纬度,高度", *(f"LD-{n},24.94{n},60.17{n},9.5" for n in range(10, 22))]
    (tmp_path / "路灯.csv").write_text("\n".join(rows), encoding="utf-8")
    before = sample.count("RES_PT")
    outputs = run(provider, "monthlyupdate", WORKSPACE=str(sample.path), FILE=str(tmp_path / "路灯.csv"), DATUM="WGS84")
    assert sample.count("RES_PT") == before + 12
    assert {step["step"] for step in sample.results()} >= {"checkinventory", "coverage", "gaps", "compliance"}
    coverage = sample.result("coverage")
    assert Path(coverage["path"]).parent == sample.results_folder and Path(coverage["path"]).is_file(), "kept, though no place was given"
    assert Path(outputs["compliance:workbook"]).stat().st_size > 1000
    assert sample.count("GAP") == outputs["CHILD_RESULTS"]["gaps"]["GAP_COUNT"] > 0


def ids_of(path):
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(str(path), "handed over", "ogr")
    assert layer.isValid()
    return {str(feature["PLAN_ID"]) for feature in layer.getFeatures()}


def test_whole_plan_ends_with_a_package(provider, sample, tmp_path):
    place = {"handover:folder": str(tmp_path / "package")}
    outputs = run(provider, "wholeplan", WORKSPACE=str(sample.path), MAX_SITES=4, **place)
    planned = {row["PLAN_ID"] for row in sample.rows("SITE_PL") if row["BATCH"] != "3"}
    assert 1 <= len(planned) <= 4 and sample.count("SITE_PL") > len(planned), "reserves are rows beside the plan, no part of it"
    assert outputs["handover:folder"] == place["handover:folder"]
    assert json.loads((tmp_path / "package" / "manifest.json").read_text(encoding="utf-8"))
    assert ids_of(tmp_path / "package" / "shp" / "SITE_PL.shp") == planned
    assert not sample.result("gaps")["stale"] and Path(sample.result("gaps")["path"]).is_file()


def test_a_missing_workspace_is_refused_before_anything_runs(provider, tmp_path):
    from qgis.core import QgsProcessingContext

    algorithm = provider.createAlgorithmById("smartpole:wholeplan")
    usable, reason = algorithm.checkParameterValues({"WORKSPACE": str(tmp_path / "no.gpkg")}, QgsProcessingContext())
    assert not usable and "no.gpkg" in reason and not list(tmp_path.iterdir())
