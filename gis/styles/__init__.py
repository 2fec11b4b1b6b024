# SPDX-License-Identifier: GPL-2.0-or-later
"""How layers look: one definition in code, applied to layers, and written to the shipped .qml files.

`apply_style(layer, "ss_rsrp")` styles a layer for the plan it belongs to (its years, its sectors);
`resources/styles/<name>_<zh|en>.qml` are written from the same definition by `write_qml` for those who open a layer by itself.
"""

from pathlib import Path
from typing import Dict, List, Optional

from qgis.core import (
    QgsLayerTree,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ..messages import RESOURCES, language
from ..words import LANGUAGES, words
from .rasters import RASTER_STYLES, SHIPPED_SECTORS, best_server_renderer, raster_renderer
from .vectors import TABLE_STYLES, VECTOR_STYLES, shapes_of

__all__ = [
    "ORDER", "RASTER_STYLES", "ROLE", "STYLE_NAMES", "TABLE_STYLES", "StyledOutput", "add_to_group", "apply_style", "layer_group",
    "load_styled", "style_output", "style_path", "style_title", "write_qml",
]  # fmt: skip

STYLE_NAMES = (*RASTER_STYLES, *VECTOR_STYLES)
ROLE = "smartpole/role"  #: custom property of our layers: the name of their style
#: from top to bottom in the layer tree
ORDER = (
    "check_find", "site_pl", "site_ex", "demand_pt", "prot_rx", "station", "exposure_site", "worst_spot", "rejected", "residuals",
    "res_pt", "station_pair", "station_ring", "exposure_box", "exposure_building", "key_area", "gap", "limit_zone", "admin_area",
    "compliance", "svc_area", "difference", "pass_fail", "doubtful", "confidence", "best_server", "overlap", "margin", "downlink",
    "uplink", "indoor", "pdsch_sinr", "ss_sinr", "ss_rsrp", "exposure", "road", "building", "water",
)  # fmt: skip


def style_path(name: str, lang: Optional[str] = None) -> Path:
    """The shipped .qml of a style in the user's language (or `lang`); KeyError for an unknown style."""
    if name not in STYLE_NAMES:
        raise KeyError(name)
    return RESOURCES / "styles" / f"{name}_{lang or language()}.qml"


def apply_style(layer: QgsMapLayer, name: str, lang: Optional[str] = None, sector_names: Optional[Dict[int, str]] = None) -> None:
    """Style a layer; `sector_names` labels a best-server raster. KeyError for an unknown style name."""
    lang = lang or language()
    if isinstance(layer, QgsRasterLayer):
        layer.setRenderer(raster_renderer(layer, name, lang, sector_names))
        layer.setOpacity(0.75)
    else:
        VECTOR_STYLES[name](layer, lang)
    layer.setCustomProperty(ROLE, name)


def style_title(name: str, lang: Optional[str] = None) -> str:
    """What a layer of this style is called."""
    return words(name, lang)


def layer_group(project: QgsProject) -> QgsLayerTreeGroup:
    """Our group in the layer tree, made when missing; in the user's language. Main thread only."""
    root = project.layerTreeRoot()
    for title in [words("group", lang) for lang in LANGUAGES]:
        group = root.findGroup(title)
        if group is not None:
            return group
    return root.insertGroup(0, words("group"))


def _place(group: QgsLayerTreeGroup, name: str) -> int:
    """Where in the group a layer of style `name` belongs: signs above areas, areas above rasters."""
    rank = {style: index for index, style in enumerate(ORDER)}
    mine = rank.get(name, len(ORDER))
    for index, node in enumerate(group.children()):
        layer = node.layer() if QgsLayerTree.isLayer(node) else None
        if layer is not None and rank.get(layer.customProperty(ROLE, ""), len(ORDER)) >= mine:
            return index
    return len(group.children())


def add_to_group(project: QgsProject, layer: QgsMapLayer) -> None:
    """Put a styled layer into our group, in its place; moves it when the project has it already. Main thread only."""
    group = layer_group(project)
    name = layer.customProperty(ROLE, "")
    node = project.layerTreeRoot().findLayer(layer.id())
    if node is not None and node.parent() == group:
        name_band(node, name)
        layer.legendChanged.emit()
        return
    if node is None and project.mapLayer(layer.id()) is None:
        project.addMapLayer(layer, False)
    placed = QgsLayerTreeLayer(layer) if node is None else node.clone()
    name_band(placed, name)
    group.insertChildNode(_place(group, name), placed)
    if node is not None:
        node.parent().removeChildNode(node)


def name_band(node: QgsLayerTreeLayer, style: str) -> None:
    """What the classes of a raster say, in place of QGIS's own first line, “Band 1 (Gray)”."""
    if style in RASTER_STYLES:
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, 0, words(f"band.{style}"))


class StyledOutput(QgsProcessingLayerPostProcessorInterface):
    """Names, styles and groups a result layer when QGIS loads it."""

    _kept: List["StyledOutput"] = []  # Processing holds no reference of its own: without this, Python frees it too early

    def __init__(self, style: str, name: Optional[str] = None, sector_names: Optional[Dict[int, str]] = None):
        super().__init__()
        self.style, self.name, self.sector_names = style, name, sector_names
        StyledOutput._kept.append(self)
        del StyledOutput._kept[:-200]

    def postProcessLayer(self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        layer.setName(self.name or style_title(self.style))
        apply_style(layer, self.style, sector_names=self.sector_names)
        project = context.project()
        if project is not None and project.mapLayer(layer.id()) is not None:
            add_to_group(project, layer)
        layer.triggerRepaint()


def style_output(
    context: QgsProcessingContext, layer_id: str, style: str, name: Optional[str] = None, sector_names: Optional[Dict[int, str]] = None
) -> None:
    """Ask that an output (a sink's id, a raster's path) be styled if the user loads it; call it at the end of `run`."""
    if context.willLoadLayerOnCompletion(layer_id):
        details = context.layerToLoadOnCompletionDetails(layer_id)
        details.name = name or style_title(style)
        details.setPostProcessor(StyledOutput(style, name, sector_names))


def load_styled(context: QgsProcessingContext, layer: QgsMapLayer, style: str, name: Optional[str] = None) -> None:
    """Let QGIS load a layer that is no output parameter (a table of the workspace), styled; call it in `run`."""
    project = context.project()
    if project is None or not layer.isValid():
        return
    title = name or style_title(style)
    layer.setName(title)
    context.temporaryLayerStore().addMapLayer(layer)
    details = QgsProcessingContext.LayerDetails(title, project)
    details.setPostProcessor(StyledOutput(style, name))
    context.addLayerToLoadOnCompletion(layer.id(), details)


def write_qml(folder: Path, raster: Path) -> List[Path]:
    """Write every style in both languages into `folder`; `raster` is any one-band raster to hang raster styles on."""
    fields = "field=SVC_LV:string(1)&field=RES_TYPE:string(2)&field=RES_NAME:string(60)&field=STATUS:string(1)&field=SITE_NAME:string(60)"
    fields += "&field=MODE:string(1)&field=PLAN_YEAR:integer&field=PLAN_ID:string(24)&field=AREA_NAME:string(60)&field=CLASS:string(1)"
    fields += "&field=RESIDUAL:double&field=VERDICT:string(10)&field=SITE_ID:string(24)&field=SHARE_R:double&field=FULL_R:double"
    fields += "&field=WORST_PCT:double&field=NAME:string(60)&field=CODE:string(30)&field=SHORT_DB:double"
    fields += "&field=OPER:string(1)&field=DMD_NAME:string(60)&field=RX_TYPE:string(1)&field=RX_NAME:string(60)&field=XZQMC:string(60)"
    fields += "&field=ZONE_TYPE:string(1)&field=ZONE_NAME:string(60)&field=SEVERITY:string(1)"
    fields += "&field=LEVEL:string(10)&field=AZIMUTH:double&field=TOP_M:double&field=BOTTOM_M:double"
    written = []
    shapes = shapes_of(VECTOR_STYLES)
    for lang in LANGUAGES:
        for name in STYLE_NAMES:
            if name in RASTER_STYLES:
                layer = QgsRasterLayer(str(raster), name)
                apply_style(layer, name, lang)
                if name == "best_server":
                    layer.setRenderer(best_server_renderer(layer.dataProvider(), lang, range(SHIPPED_SECTORS)))
            else:
                layer = QgsVectorLayer(f"{shapes[name]}?crs=EPSG:4548&{fields}", name, "memory")
                apply_style(layer, name, lang)
            path = Path(folder) / f"{name}_{lang}.qml"
            categories = QgsMapLayer.StyleCategory.Symbology | QgsMapLayer.StyleCategory.Labeling
            categories |= QgsMapLayer.StyleCategory.Rendering
            layer.saveNamedStyle(str(path), categories)
            written.append(path)
    return written
