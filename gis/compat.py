# SPDX-License-Identifier: GPL-2.0-or-later
"""Differences between QGIS versions, and nowhere else."""

from qgis.core import Qgis, QgsField
from qgis.PyQt.QtCore import QMetaType, QVariant

_KINDS = {"text": "QString", "real": "Double", "integer": "Int", "date": "QDate", "boolean": "Bool"}
_OLD_KINDS = {
    "text": QVariant.Type.String,
    "real": QVariant.Type.Double,
    "integer": QVariant.Type.Int,
    "date": QVariant.Type.Date,
    "boolean": QVariant.Type.Bool,
} if Qgis.QGIS_VERSION_INT < 33800 else {}


def make_field(name: str, kind: str, length: int = 0, precision: int = 0) -> QgsField:
    """A field of `kind` text, real, integer, date or boolean; QgsField takes other type names from 3.38 on."""
    if Qgis.QGIS_VERSION_INT >= 33800:
        return QgsField(name, getattr(QMetaType.Type, _KINDS[kind]), "", length, precision)
    return QgsField(name, _OLD_KINDS[kind], "", length, precision)
