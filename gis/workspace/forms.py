# SPDX-License-Identifier: GPL-2.0-or-later
"""Attribute forms of our layers, made from the schema: aliases, value maps, date pickers, ranges, limits and groups."""

from qgis.core import (
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsEditorWidgetSetup,
    QgsFieldConstraints,
    QgsVectorLayer,
)

from ..compat import FORM_LAYOUT_TABS
from ..messages import language, tr
from ..schema import Field, Table


def apply(layer: QgsVectorLayer, table: Table) -> None:
    """Give a layer of the workspace the aliases and the form of its table."""
    for column in table.fields:
        index = layer.fields().lookupField(column.name)
        if index < 0:
            continue
        layer.setFieldAlias(index, column.label)
        layer.setEditorWidgetSetup(index, widget(column))
        _constrain(layer, index, column)
    fid = layer.fields().lookupField("fid")
    if fid >= 0:
        layer.setEditorWidgetSetup(fid, QgsEditorWidgetSetup("Hidden", {}))
    _group(layer, table)


def widget(column: Field) -> QgsEditorWidgetSetup:
    """The editor of a column: value map, date picker, number range or text."""
    if column.codes and not column.several:
        entries = [{code.label: code.code} for code in column.codes]
        if not column.required:
            entries.insert(0, {tr("(not given)"): "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"})  # QGIS's own mark for NULL
        return QgsEditorWidgetSetup("ValueMap", {"map": entries})
    if column.type == "date":
        options = {
            "field_format": "yyyy-MM-dd",
            "display_format": "yyyy-MM-dd",
            "calendar_popup": True,
            "allow_null": True,
            "field_iso_format": False,
        }
        return QgsEditorWidgetSetup("DateTime", options)
    if column.type in ("real", "integer") and column.min is not None and column.max is not None:
        options = {
            "AllowNull": not column.required,
            "Min": column.min,
            "Max": column.max,
            "Precision": 0 if column.type == "integer" else 3,
            "Step": 1,
            "Style": "SpinBox",
            "Suffix": f" {column.unit}" if column.unit else "",
        }
        return QgsEditorWidgetSetup("Range", options)
    return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": column.type == "text" and column.length == 0, "UseHtml": False})


def tooltip(column: Field) -> str:
    """What the form says about a column: its tooltip, unit, range, and its codes where several can be given."""
    parts = [column.tooltip.get(language(), "")]
    if column.unit:
        parts.append(tr("Unit: {unit}").format(unit=column.unit))
    if column.min is not None and column.max is not None:
        parts.append(tr("From {low} to {high}").format(low=column.min, high=column.max))
    if column.length:
        parts.append(tr("At most {count} characters").format(count=column.length))
    if column.several:
        parts.append("; ".join(f"{code.code} = {code.label}" for code in column.codes))
    return ". ".join(part for part in parts if part)


def limit_expression(column: Field) -> str:
    """The QGIS expression that a value of this column must meet; empty where there is no limit."""
    tests = []
    if column.min is not None:
        tests.append(f'"{column.name}" >= {column.min}')
    if column.max is not None:
        tests.append(f'"{column.name}" <= {column.max}')
    if column.length:
        tests.append(f'length("{column.name}") <= {column.length}')
    return f'"{column.name}" IS NULL OR ({" AND ".join(tests)})' if tests else ""


def _constrain(layer: QgsVectorLayer, index: int, column: Field) -> None:
    soft = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft
    if column.required:
        layer.setFieldConstraint(index, QgsFieldConstraints.Constraint.ConstraintNotNull, soft)
    if column.unique:
        layer.setFieldConstraint(index, QgsFieldConstraints.Constraint.ConstraintUnique, soft)
    expression, words = limit_expression(column), tooltip(column)
    if expression:
        layer.setConstraintExpression(index, expression, words)
        layer.setFieldConstraint(index, QgsFieldConstraints.Constraint.ConstraintExpression, soft)


def _group(layer: QgsVectorLayer, table: Table) -> None:
    config = layer.editFormConfig()
    config.clearTabs()
    config.setLayout(FORM_LAYOUT_TABS)
    root = config.invisibleRootContainer()
    for group, words in table.groups.items():
        tab = QgsAttributeEditorContainer(words[language()], root)
        for column in table.fields:
            index = layer.fields().lookupField(column.name)
            if column.group == group and index >= 0:
                tab.addChildElement(QgsAttributeEditorField(column.name, index, tab))
        config.addTab(tab)
    layer.setEditFormConfig(config)
