# SPDX-License-Identifier: GPL-2.0-or-later
"""Styles by a column's codes: the column as the layer spells it, its words from the schema, a category per code."""

from typing import Dict

from qgis.core import QgsCategorizedSymbolRenderer, QgsRendererCategory, QgsSymbol, QgsVectorLayer

from ..schema import table


def field_of(layer: QgsVectorLayer, *names: str) -> str:
    """The layer's own spelling of the first of `names` it has; the first name when it has none."""
    present = {field.name().lower(): field.name() for field in layer.fields()}
    return next((present[name.lower()] for name in names if name.lower() in present), names[0])


def coded(table_name: str, field_name: str, lang: str) -> Dict[str, str]:
    """The coded values of a column with their words, from the schema."""
    return {code.code: code.zh if lang == "zh" else code.en[:1].upper() + code.en[1:] for code in table(table_name).field(field_name).codes}


def categories(field: str, symbols: Dict[str, QgsSymbol], labels: Dict[str, str], other: QgsSymbol, other_label: str):
    """Categories by value, with all other values last."""
    categories = [QgsRendererCategory(value, symbol, labels[value]) for value, symbol in symbols.items()]
    categories.append(QgsRendererCategory(None, other, other_label))
    return QgsCategorizedSymbolRenderer(field, categories)
