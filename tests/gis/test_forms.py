# SPDX-License-Identifier: GPL-2.0-or-later
"""Attribute forms speak the user's language and know the codes, dates, limits and groups of the schema."""

import pytest


@pytest.fixture(params=["zh", "en"])
def layer(request, qgis_app, tmp_path, monkeypatch):
    from qgis.core import QgsCoordinateReferenceSystem
    from qgis.PyQt import sip
    from smartpole.gis import schema
    from smartpole.gis.workspace import Workspace, forms

    for module in (forms, schema):
        monkeypatch.setattr(module, "language", lambda: request.param)
    workspace = Workspace.create(tmp_path / "a.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"))
    made = workspace.layer("RES_PT")
    yield request.param, made
    sip.delete(made)  # pytest holds a fixture's value until after QGIS has gone


def test_aliases_values_dates_and_ranges(layer):
    language, layer = layer
    fields = layer.fields()
    kind, height, applied = (fields.lookupField(name) for name in ("RES_TYPE", "HEIGHT_M", "APPLY_DT"))
    assert layer.attributeAlias(kind) == {"zh": "类型", "en": "Type"}[language]
    setup = layer.editorWidgetSetup(kind)
    assert setup.type() == "ValueMap"
    assert {"zh": {"路灯杆": "01"}, "en": {"street lamp pole": "01"}}[language] in setup.config()["map"]
    assert layer.editorWidgetSetup(applied).type() == "DateTime"
    height_setup = layer.editorWidgetSetup(height)
    assert (height_setup.type(), height_setup.config()["Max"]) == ("Range", 500)
    assert layer.editorWidgetSetup(fields.lookupField("fid")).type() == "Hidden"


def test_limits_are_soft_and_explained(layer):
    from qgis.core import QgsExpression, QgsFeature, QgsFieldConstraints, QgsVectorLayerUtils

    language, layer = layer
    height = layer.fields().lookupField("HEIGHT_M")
    words = layer.constraintDescription(height)
    assert "500" in words and "m" in words
    assert not QgsExpression(layer.constraintExpression(height)).hasParserError()
    feature = QgsFeature(layer.fields())
    feature["HEIGHT_M"] = 900.0
    feature["RES_ID"] = "1"
    soft = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft
    hard = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard
    assert not QgsVectorLayerUtils.validateAttribute(layer, feature, height, soft)[0]
    assert QgsVectorLayerUtils.validateAttribute(layer, feature, height, hard)[0]
    feature["HEIGHT_M"] = 9.0
    assert QgsVectorLayerUtils.validateAttribute(layer, feature, height, soft)[0]


def test_every_column_is_in_exactly_one_tab(layer):
    from smartpole.gis.schema import table

    language, layer = layer
    tabs = layer.editFormConfig().tabs()
    assert [tab.name() for tab in tabs] == [words[language] for words in table("RES_PT").groups.values()]
    shown = [child.name() for tab in tabs for child in tab.children()]
    assert sorted(shown) == sorted(table("RES_PT").names)


def test_the_form_opens(layer, qgis_app):
    """QGIS itself builds the form: every editor is there, none falls back to an unknown widget."""
    from qgis.core import QgsFeature
    from qgis.gui import QgsAttributeForm
    from qgis.PyQt import sip
    from qgis.PyQt.QtWidgets import QComboBox

    language, layer = layer
    form = QgsAttributeForm(layer, QgsFeature(layer.fields()))
    boxes = form.findChildren(QComboBox)
    texts = {box.itemText(i) for box in boxes for i in range(box.count())}
    del boxes
    sip.delete(form)
    assert {"zh": "路灯杆", "en": "street lamp pole"}[language] in texts
