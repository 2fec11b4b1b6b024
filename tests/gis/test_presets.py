# SPDX-License-Identifier: GPL-2.0-or-later
"""Presets by kind of area: chosen once, kept in the plan, behind what the plan says itself; files of one's own."""

import json

import pytest


@pytest.fixture
def workspace(qgis_app, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle
    from smartpole.gis.workspace import Workspace

    made = Workspace.create(tmp_path / "plan.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"))
    with made.transaction() as t:
        area = QgsGeometry.fromRect(QgsRectangle(500000, 4000000, 502000, 4001000))
        t.insert("SVC_AREA", [{"AREA_ID": "S1", "SVC_LV": "D", "geometry": area}])
        house = QgsGeometry.fromRect(QgsRectangle(500100, 4000100, 500120, 4000120))
        t.insert("BUILDING", [{"BLD_ID": f"B{n}", "POP": 100, "HEIGHT_M": 9, "geometry": house} for n in range(10)])
        site = {"SITE_CODE": "1", "TWR_TYPE": "01", "OP_CM": 1, "HAS_5G": 1, "STATUS": "1", "geometry": (500500.0, 4000500.0)}
        t.insert("SITE_EX", [site])
        t.insert("RES_PT", [{"RES_ID": "L1", "RES_TYPE": "01", "HEIGHT_M": 7.0, "OPEN_ST": "2", "geometry": (500600.0, 4000500.0)}])
    return made


@pytest.fixture
def own(tmp_path, monkeypatch):
    from smartpole.gis import presets

    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setattr(presets, "own_folder", lambda: folder)
    return folder


def test_the_shipped_presets_are_whole_and_say_that_they_are_ours(qgis_app, own):
    from smartpole.gis.presets import as_parameters, figures_of, presets

    found = presets()
    assert list(found) == ["county_seat", "town", "village", "mountain"]
    for preset in found.values():
        assert "不是官方数值" in preset.content["note"]["zh"] and "not official" in preset.content["note"]["en"]
        for part, values in preset.part("parameters").items():
            assert set(as_parameters(values)) == set(values), f"{preset.key} {part}: a name that is not known"
        bands, values, targets = figures_of(preset)
        assert bands and values["CELL_SIZE"] > 0 and set(targets) == set("ABCD")
    cells = [preset.part("parameters")["coverage"]["CELL_SIZE"] for preset in found.values()]
    assert cells == sorted(cells), "coarser where less is built"


def test_every_parameter_of_a_preset_is_one_of_the_algorithm(qgis_app, own):
    from smartpole.algorithms.coverage import CoverageAlgorithm
    from smartpole.algorithms.gaps import GapsAlgorithm
    from smartpole.algorithms.suggestsites import SuggestSites
    from smartpole.gis.presets import presets

    owners = {"coverage": CoverageAlgorithm(), "gaps": GapsAlgorithm(), "siting": SuggestSites()}
    for algorithm in owners.values():
        algorithm.initAlgorithm()
    for preset in presets().values():
        for part, values in preset.part("parameters").items():
            assert all(owners[part].parameterDefinition(name) is not None for name in values), (preset.key, part)


def test_a_preset_reaches_levels_equipment_and_rules(workspace, own):
    from smartpole.gis.presets import choose, preset_of
    from smartpole.gis.readers.vectors import read_levels, read_network
    from smartpole.gis.siting.candidates import equipment_of, rule_book

    def site():
        return read_network(workspace)[0].sites[0]

    usual = site().sectors[0].carrier.band, site().sectors[0].height_m
    assert usual == ("n41", 35) and preset_of(workspace) is None
    choose(workspace, "mountain")
    assert (site().sectors[0].carrier.band, site().sectors[0].height_m) == ("n28", 45)
    assert {level.code: level.area_target_pct for level in read_levels(workspace)} == {"A": 95, "B": 90, "C": 90, "D": 80}
    assert equipment_of(workspace)["default_operators"] == ["CM", "CBN"]
    modes = {mode["key"]: mode for mode in rule_book(workspace)["modes"]}
    assert modes["replace_by_smart_pole"]["types"] == [] and modes["share_tower"]["max_height_m"] == 150
    choose(workspace, None)
    assert (site().sectors[0].carrier.band, site().sectors[0].height_m) == usual


def test_what_the_plan_says_itself_goes_before_the_preset(workspace, own):
    from smartpole.gis.presets import choose
    from smartpole.gis.readers.vectors import preset, read_levels

    mine = preset("levels")
    mine["levels"][3]["area_target_pct"] = 77
    workspace.set_setting("levels", mine)
    choose(workspace, "mountain")
    assert read_levels(workspace)[3].area_target_pct == 77


def test_the_plan_keeps_its_preset_when_the_file_changes(workspace, own):
    from smartpole.gis.presets import choose, parameters_of, preset_of

    file = own / "mine.json"
    file.write_text(json.dumps({"key": "mine", "en": "island", "parameters": {"coverage": {"CELL_SIZE": 7}}}), encoding="utf-8")
    first = choose(workspace, "mine").chosen_at
    assert choose(workspace, "mine").chosen_at == first, "choosing it again changes nothing"
    file.write_text(json.dumps({"key": "mine", "en": "island", "parameters": {"coverage": {"CELL_SIZE": 9}}}), encoding="utf-8")
    assert parameters_of(workspace, "coverage") == {"CELL_SIZE": 7} and preset_of(workspace).name == "island"
    choose(workspace, "mine")
    assert parameters_of(workspace, "coverage") == {"CELL_SIZE": 9}


@pytest.mark.parametrize(
    "content, word",
    [
        ("{", "Expecting"),
        ("[1]", "list"),
        ('{"levels": {"E": {}}}', "levels: E"),
        ('{"network": {"operators": {"XX": {}}}}', "XX"),
        ('{"network": {"operators": {"CM": {"bands": ["n99"]}}}}', "n99"),
        ('{"rules": {"without": ["balloon"]}}', "balloon"),
        ('{"parameters": {"coverage": {"MODEL": "guess"}}}', "guess"),
        ('{"rules": []}', "rules"),
    ],
)
def test_a_faulty_file_of_ones_own_is_named_with_its_fault(qgis_app, own, content, word):
    from smartpole.engine.errors import InputError
    from smartpole.gis.messages import error_text
    from smartpole.gis.presets import presets

    (own / "bad.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as error:
        presets()
    assert "bad.json" in error_text(error.value) and word in error_text(error.value)


def test_the_proposal_follows_people_and_relief(workspace, own, tmp_path):
    import numpy as np
    from osgeo import gdal
    from smartpole.gis.preset_suggestion import suggest

    assert (suggest(workspace).key, suggest(workspace).people_per_km2) == ("town", 500.0)
    hills = tmp_path / "dem.tif"
    source = gdal.GetDriverByName("GTiff").Create(str(hills), 60, 60, 1, gdal.GDT_Float32)
    heights = np.linspace(100, 900, 3600, dtype=np.float32).reshape(60, 60)
    heights[0, 0] = -9999
    source.GetRasterBand(1).SetNoDataValue(-9999)
    source.GetRasterBand(1).WriteArray(heights)
    source = None
    found = suggest(workspace, str(hills))
    assert found.key == "mountain" and 700 < found.relief_m < 740
    assert suggest(workspace, str(tmp_path / "none.tif")).key == "town"
    with workspace.transaction() as t:
        t.update("BUILDING", [{"fid": n, "POP": 900} for n in range(1, 11)])
    assert suggest(workspace).key == "county_seat"
    with workspace.transaction() as t:
        t.delete("BUILDING")
    assert suggest(workspace) is None
    assert suggest(workspace, str(hills)).key == "mountain"


def test_parameters_that_are_not_given_follow_the_preset(workspace, own, qgis_processing):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback
    from smartpole.algorithms.coverage import CoverageAlgorithm
    from smartpole.algorithms.suggestsites import SuggestSites
    from smartpole.gis.presets import choose

    algorithm = CoverageAlgorithm()
    algorithm.initAlgorithm()
    given = {"WORKSPACE": str(workspace.path)}
    assert algorithm.preset_values(given) == {}
    choose(workspace, "village")
    assert algorithm.preset_values({**given, "RADIUS": 1500.0})["CELL_SIZE"] == 20 and "RADIUS" not in algorithm.preset_values(
        {**given, "RADIUS": 1500.0}
    )
    outputs = {name: str(workspace.path.parent / f"{name}.tif") for name in ("SS_RSRP", "BEST_SERVER", "SS_SINR")}
    feedback, context = QgsProcessingFeedback(), QgsProcessingContext()
    results, fine = algorithm.create().run({**given, **outputs, "CELL_SIZE": 40.0}, context, feedback)
    assert fine and "village" in feedback.textLog() and "4000" in feedback.textLog()
    assert workspace.result("coverage")["params"]["RADIUS"] == 4000 and workspace.result("coverage")["params"]["CELL_SIZE"] == 40
    assert results["SITE_COUNT"] == 1
    siting = SuggestSites()
    siting.initAlgorithm()
    assert siting.preset_values(given)["POLE_RADIUS"] == 600


def test_the_algorithm_chooses_proposes_and_takes_away(workspace, own, qgis_processing):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback
    from smartpole.algorithms.choosepreset import ChoosePreset
    from smartpole.gis.presets import preset_of

    def run(number):
        feedback = QgsProcessingFeedback()
        results, fine = ChoosePreset().create().run({"WORKSPACE": str(workspace.path), "PRESET": number}, QgsProcessingContext(), feedback)
        return results if fine else feedback.textLog()

    assert run(0) == {"KEY": "town", "BANDS": "n78"}
    assert run(4) == {"KEY": "mountain", "BANDS": "n28"} and preset_of(workspace).key == "mountain"
    assert run(5) == {"KEY": "", "BANDS": ""} and preset_of(workspace) is None
    (own / "bad.json").write_text("{", encoding="utf-8")
    fine, reason = ChoosePreset().create().checkParameterValues({"WORKSPACE": str(workspace.path), "PRESET": 1}, QgsProcessingContext())
    assert not fine and "bad.json" in reason
