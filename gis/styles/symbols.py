# SPDX-License-Identifier: GPL-2.0-or-later
"""Symbols and labels from which the vector styles are put together."""

from typing import Set

from qgis.core import (
    QgsFillSymbol,
    QgsLabelObstacleSettings,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMapUnitScale,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsSimpleFillSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QT_VERSION_STR
from qgis.PyQt.QtGui import QColor, QFont, QFontDatabase

from .colours import INK, PAPER

#: typefaces with Chinese, best first: Windows, macOS, Linux
FONT_FAMILIES = (
    "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC",
    "WenQuanYi Micro Hei", "SimHei", "SimSun",
)  # fmt: skip
#: typefaces with Chinese for long texts, best first
TEXT_FAMILIES = ("SimSun", "宋体", "NSimSun", "Songti SC", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN")
#: for PDF: Chinese and English need no shaping, and with it Qt 5 writes figures after Latin letters so that nobody finds or
#: copies them (seen with Noto CJK)
PAPER_STRATEGY = QFont.StyleStrategy.PreferNoShaping


def _fonts():
    """The database of typefaces: an object in Qt 5, the class itself in Qt 6."""
    return QFontDatabase if int(QT_VERSION_STR.split(".")[0]) >= 6 else QFontDatabase()


def installed_families() -> Set[str]:
    """The names of the typefaces of this machine."""
    return set(_fonts().families())


def has_chinese() -> bool:
    """Whether any typeface of this machine has Chinese; else papers show boxes."""
    return bool(installed_families() & {*FONT_FAMILIES, *TEXT_FAMILIES}) or bool(
        _fonts().families(QFontDatabase.WritingSystem.SimplifiedChinese)
    )


def text_family() -> str:
    """The best installed typeface for long texts; that of everything else when there is none of its own."""
    installed = installed_families()
    return next((family for family in TEXT_FAMILIES if family in installed), "") or font_family()


def font_family() -> str:
    """The best installed typeface that has Chinese; the system's default when there is none."""
    installed = installed_families()
    for family in FONT_FAMILIES:
        if family in installed:
            return family
    chinese = _fonts().families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return chinese[0] if chinese else QFont().family()


def paper_font(family: str, points: int = -1) -> QFont:
    """A typeface for PDF, see `PAPER_STRATEGY`."""
    font = QFont(family, points)
    font.setStyleStrategy(PAPER_STRATEGY)
    return font


def metres(smallest_mm: float, largest_mm: float) -> QgsMapUnitScale:
    """Sizes in metres on the ground that never leave the range that can be seen and told apart."""
    scale = QgsMapUnitScale()
    scale.minSizeMMEnabled = scale.maxSizeMMEnabled = True
    scale.minSizeMM, scale.maxSizeMM = smallest_mm, largest_mm
    return scale


def marker(shape: str, colour: str, size_mm: float, outline: str = PAPER, outline_mm: float = 0.3) -> QgsMarkerSymbol:
    """A simple marker of fixed size with a thin outline (a halo on dark maps)."""
    return QgsMarkerSymbol.createSimple(
        {
            "name": shape,
            "color": colour,
            "size": str(size_mm),
            "outline_color": outline,
            "outline_width": str(outline_mm),
            "outline_style": "solid" if outline_mm > 0 else "no",
        }
    )


def ground_marker(shape: str, colour: str, size_m: float, smallest_mm: float, largest_mm: float) -> QgsMarkerSymbol:
    """A marker sized on the ground: a dot at small scales, a readable sign at large ones, without a rule per scale."""
    symbol = marker(shape, colour, size_m, outline_mm=0.0)
    symbol.setSizeUnit(QgsUnitTypes.RenderUnit.RenderMetersInMapUnits)
    symbol.setSizeMapUnitScale(metres(smallest_mm, largest_mm))
    return symbol


def area(colour: str, outline: str, outline_mm: float = 0.2, style: str = "solid", outline_style: str = "solid") -> QgsFillSymbol:
    """A filled area."""
    return QgsFillSymbol.createSimple(
        {
            "color": colour,
            "style": style,
            "outline_color": outline,
            "outline_width": str(outline_mm),
            "outline_style": outline_style if outline_mm > 0 else "no",
        }
    )


def hatched(colour: str, opacity: float, ink: str, lines) -> QgsFillSymbol:
    """A translucent area under hatching; `lines` is (angle in degrees, distance mm, width mm) per set of lines."""
    fill = QColor(colour)
    fill.setAlphaF(opacity)
    symbol = QgsFillSymbol()
    base = QgsSimpleFillSymbolLayer(fill)
    base.setStrokeColor(QColor(ink))
    base.setStrokeWidth(0.25)
    symbol.changeSymbolLayer(0, base)
    for angle, distance_mm, width_mm in lines:
        pattern = QgsLinePatternFillSymbolLayer()
        pattern.setLineAngle(angle)
        pattern.setDistance(distance_mm)
        pattern.setSubSymbol(QgsLineSymbol.createSimple({"color": ink, "width": str(width_mm)}))
        symbol.appendSymbolLayer(pattern)
    return symbol


def text_format(size_pt: float = 8.0, colour: str = INK, bold: bool = False, halo_mm: float = 0.7) -> QgsTextFormat:
    """Text in a typeface with Chinese and a paper-coloured halo."""
    font = QFont(font_family())
    font.setBold(bold)
    style = QgsTextFormat()
    style.setFont(font)
    style.setSize(size_pt)
    style.setColor(QColor(colour))
    if halo_mm > 0:
        halo = QgsTextBufferSettings()
        halo.setEnabled(True)
        halo.setSize(halo_mm)
        halo.setColor(QColor(PAPER))
        style.setBuffer(halo)
    return style


def label_layer(layer, expression: str, smallest_scale: float, size_pt: float = 8.0, colour: str = INK, bold: bool = False) -> None:
    """Label a layer's features by an expression from a scale on (1:`smallest_scale` and larger)."""
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.setFormat(text_format(size_pt, colour, bold))
    settings.scaleVisibility = True
    settings.minimumScale = smallest_scale
    settings.maximumScale = 0
    if layer.geometryType() == 0:  # points: beside the sign, where there is room
        settings.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
        settings.offsetType = QgsPalLayerSettings.OffsetType.FromSymbolBounds
        settings.dist = 0.6
        settings.priority = 8
        obstacle = QgsLabelObstacleSettings()
        obstacle.setIsObstacle(True)
        obstacle.setFactor(2.0)  # names of areas keep clear of signs
        settings.setObstacleSettings(obstacle)
    else:
        settings.placement = QgsPalLayerSettings.Placement.Horizontal
        settings.priority = 3
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
