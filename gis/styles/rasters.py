# SPDX-License-Identifier: GPL-2.0-or-later
"""Renderers of the result rasters: SS-RSRP, SS-SINR, best server, pass/fail, exposure, overlap."""

from pathlib import Path
from typing import Dict, Iterable, List, Optional, Tuple

from qgis.core import (
    QgsColorRampShader,
    QgsPalettedRasterRenderer,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRasterRenderer,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from ..words import words
from .colours import (
    CONFIDENCE_CLASSES,
    DIFFERENCE_CLASSES,
    DOWNLINK_CLASSES,
    EXPOSURE_CLASSES,
    FAULT,
    MARGIN_CLASSES,
    MET,
    OVERLAP_CLASSES,
    RSRP_CLASSES,
    SERVER_COLOURS,
    SINR_CLASSES,
    UPLINK_CLASSES,
)

#: sectors of the shipped .qml, which cannot know a plan; `apply_style` lists those that occur
SHIPPED_SECTORS = 60
KEPT_INDEXES = 32
_indexes: Dict[Tuple[str, int], List[int]] = {}  #: sector indexes by file and the time it was written


def classed_renderer(provider: QgsRasterDataProvider, name: str, classes: Tuple, lang: str) -> QgsRasterRenderer:
    """Flat classes with a worded legend, strong to weak in `classes`; `name` prefixes the words' keys."""
    items: List[QgsColorRampShader.ColorRampItem] = []
    upper = float("inf")
    for key, lower, colour in classes:
        # a discrete shader takes the upper edge of each class
        items.append(QgsColorRampShader.ColorRampItem(upper, QColor(colour), words(f"{name}.{key}", lang)))
        upper = lower
    function = QgsColorRampShader()
    function.setColorRampType(QgsColorRampShader.Type.Discrete)
    function.setColorRampItemList(items[::-1])
    function.setClassificationMode(QgsColorRampShader.ClassificationMode.Continuous)
    shader = QgsRasterShader()
    shader.setRasterShaderFunction(function)
    renderer = QgsSingleBandPseudoColorRenderer(provider, 1, shader)
    renderer.setClassificationMin(classes[-2][1] - 20.0)
    renderer.setClassificationMax(classes[0][1] + 20.0)
    return renderer


#: rasters shown in classes: style -> its classes and the prefix of their words
CLASSED = {
    "ss_rsrp": (RSRP_CLASSES, "ss_rsrp"),
    "ss_sinr": (SINR_CLASSES, "ss_sinr"),
    "exposure": (EXPOSURE_CLASSES, "exposure"),
    "overlap": (OVERLAP_CLASSES, "overlap"),
    "difference": (DIFFERENCE_CLASSES, "difference"),
    "indoor": (RSRP_CLASSES, "ss_rsrp"),
    "pdsch_sinr": (SINR_CLASSES, "ss_sinr"),
    "margin": (MARGIN_CLASSES, "margin"),
    "downlink": (DOWNLINK_CLASSES, "downlink"),
    "uplink": (UPLINK_CLASSES, "uplink"),
    "confidence": (CONFIDENCE_CLASSES, "confidence"),
}


def doubtful_renderer(provider: QgsRasterDataProvider, lang: str) -> QgsRasterRenderer:
    """1 = the verdict may go either way, 0 = it is clear."""
    classes = [
        QgsPalettedRasterRenderer.Class(1, QColor("#e3cf7a"), words("doubtful.yes", lang)),
        QgsPalettedRasterRenderer.Class(0, QColor("#dfe6ea"), words("doubtful.no", lang)),
    ]
    return QgsPalettedRasterRenderer(provider, 1, classes)


def pass_fail_renderer(provider: QgsRasterDataProvider, lang: str) -> QgsRasterRenderer:
    """1 = meets the level of its area, 0 = does not."""
    classes = [
        QgsPalettedRasterRenderer.Class(1, QColor(MET), words("pass_fail.pass", lang)),
        QgsPalettedRasterRenderer.Class(0, QColor(FAULT), words("pass_fail.fail", lang)),
    ]
    return QgsPalettedRasterRenderer(provider, 1, classes)


def best_server_renderer(
    provider: QgsRasterDataProvider, lang: str, indexes: Iterable[int], names: Optional[Dict[int, str]] = None
) -> QgsRasterRenderer:
    """One quiet tint per sector index; `names` gives the sectors' names for the legend."""
    names = names or {}
    classes = [
        QgsPalettedRasterRenderer.Class(
            index,
            QColor(SERVER_COLOURS[index % len(SERVER_COLOURS)]),
            names.get(index) or words("best_server.sector", lang, index=index),
        )
        for index in indexes
    ]
    return QgsPalettedRasterRenderer(provider, 1, classes)


def sector_indexes(layer: QgsRasterLayer) -> List[int]:
    """The sector indexes that occur in a best-server raster, by its minimum and maximum; asked once of every file as it is."""
    path = Path(layer.source())
    key = str(path), path.stat().st_mtime_ns if path.is_file() else 0
    if key not in _indexes:
        while len(_indexes) >= KEPT_INDEXES:
            _indexes.pop(next(iter(_indexes)), None)
        _indexes[key] = _sector_indexes(layer)
    return _indexes[key]


def _sector_indexes(layer: QgsRasterLayer) -> List[int]:
    from qgis.core import QgsRasterBandStats

    wanted = QgsRasterBandStats.Stats.Min | QgsRasterBandStats.Stats.Max
    stats = layer.dataProvider().bandStatistics(1, wanted, layer.extent(), 0)
    if not (stats.minimumValue <= stats.maximumValue):
        return []
    return list(range(max(0, int(stats.minimumValue)), int(stats.maximumValue) + 1))


def raster_renderer(layer: QgsRasterLayer, name: str, lang: str, names: Optional[Dict[int, str]] = None) -> QgsRasterRenderer:
    """The renderer called `name` for a layer's band 1."""
    provider = layer.dataProvider()
    if name == "best_server":
        return best_server_renderer(provider, lang, sector_indexes(layer), names)
    if name in CLASSED:
        classes, prefix = CLASSED[name]
        return classed_renderer(provider, prefix, classes, lang)
    return {"pass_fail": pass_fail_renderer, "doubtful": doubtful_renderer}[name](provider, lang)


STRONG_FIRST = ("ss_rsrp", "ss_sinr", "indoor", "pdsch_sinr", "margin", "downlink", "uplink", "confidence")  #: in printed legends
RASTER_STYLES = (*CLASSED, "best_server", "pass_fail", "doubtful")
