# SPDX-License-Identifier: GPL-2.0-or-later
"""Differences between QGIS versions, and nowhere else."""

from qgis.core import Qgis, QgsEditFormConfig, QgsField, QgsTextFormat
from qgis.PyQt.QtCore import QMetaType, QVariant

_KINDS = {"text": "QString", "real": "Double", "integer": "Int", "date": "QDate", "boolean": "Bool"}
_OLD_KINDS = (
    {
        "text": QVariant.Type.String,
        "real": QVariant.Type.Double,
        "integer": QVariant.Type.Int,
        "date": QVariant.Type.Date,
        "boolean": QVariant.Type.Bool,
    }
    if Qgis.QGIS_VERSION_INT < 33800
    else {}
)


def make_field(name: str, kind: str, length: int = 0, precision: int = 0) -> QgsField:
    """A field of `kind` text, real, integer, date or boolean; QgsField takes other type names from 3.38 on."""
    if Qgis.QGIS_VERSION_INT >= 33800:
        return QgsField(name, getattr(QMetaType.Type, _KINDS[kind]), "", length, precision)
    return QgsField(name, _OLD_KINDS[kind], "", length, precision)


#: attribute forms laid out in tabs; the enum moved and was renamed in 3.32
if hasattr(Qgis, "AttributeFormLayout"):
    FORM_LAYOUT_TABS = Qgis.AttributeFormLayout.DragAndDrop
else:
    FORM_LAYOUT_TABS = QgsEditFormConfig.EditorLayout.TabLayout


def set_label_format(label, text_format) -> None:
    """Give a layout label a text format; labels took a font and a colour before 3.24."""
    if hasattr(label, "setTextFormat"):
        label.setTextFormat(text_format)
    else:
        font = text_format.font()
        font.setPointSizeF(text_format.size())
        label.setFont(font)
        label.setFontColor(text_format.color())


def set_legend_format(legend, component, text_format) -> None:
    """Give a part of a layout legend a text format; legends took fonts before 3.30."""
    style = legend.rstyle(component)
    if hasattr(style, "setTextFormat"):
        style.setTextFormat(text_format)
    else:
        font = text_format.font()
        font.setPointSizeF(text_format.size())
        style.setFont(font)
        legend.setFontColor(text_format.color())


def label_format(label):
    """The text format of a layout label, of which versions before 3.24 know font and colour."""
    if hasattr(label, "textFormat"):
        return label.textFormat()
    return _format_of(label.font(), label.fontColor())


def legend_format(legend, component):
    """The text format of a part of a layout legend, of which versions before 3.30 know the font."""
    style = legend.rstyle(component)
    if hasattr(style, "textFormat"):
        return style.textFormat()
    return _format_of(style.font(), legend.fontColor())


def _format_of(font, colour):
    text_format = QgsTextFormat()
    text_format.setFont(font)
    text_format.setSize(font.pointSizeF())
    text_format.setColor(colour)
    return text_format


def gdal_version() -> str:
    """The version of GDAL that reads and writes our files."""
    from osgeo import gdal

    return gdal.__version__
