# SPDX-License-Identifier: GPL-2.0-or-later
"""Our layers on the map: found by role and source, never by name or by a kept reference, so the user may do as he likes."""

from pathlib import Path
from typing import Callable, Dict, Iterable, List, Optional

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QTimer

from ..gis.styles import ROLE, TABLE_STYLES, add_to_group, apply_style, style_title
from ..gis.styles.rasters import RASTER_STYLES
from ..gis.workspace import Workspace

#: role of a layer -> table of the workspace
TABLES: Dict[str, str] = {style: table for table, style in TABLE_STYLES.items()}
BASE_ROLES = (
    "water", "building", "road", "admin_area", "svc_area", "limit_zone", "key_area", "res_pt", "demand_pt", "site_ex", "prot_rx",
)  # fmt: skip
HIDDEN_AT_FIRST = ("rejected", "best_server", "ss_sinr", "pass_fail", "key_area")
REACHING_FAR = ("admin_area", "prot_rx")  #: often far beyond the plan: not what one wants to see when it opens
EXPANDED_AT_FIRST = ("gap", "site_pl")


def _file_of(layer: QgsMapLayer) -> str:
    return layer.source().split("|")[0]


def find(role: str, path: Path, project: Optional[QgsProject] = None) -> Optional[QgsMapLayer]:
    """Our layer of this role from this file, if the project has it; asked anew every time."""
    wanted = str(Path(path))
    for layer in (project or QgsProject.instance()).mapLayers().values():
        if layer.customProperty(ROLE, "") == role and str(Path(_file_of(layer))) == wanted:
            return layer
    return None


def _arrange(layer: QgsMapLayer, project: QgsProject, visible: bool, expanded: bool) -> None:
    node = project.layerTreeRoot().findLayer(layer.id())
    if node is not None:
        node.setItemVisibilityChecked(visible)
        node.setExpanded(expanded)
        # The view learns of a legend only after this; told again, it opens or closes it.
        layer_id = layer.id()
        QTimer.singleShot(200, lambda: _expand(layer_id, expanded))


def _expand(layer_id: str, expanded: bool) -> None:
    node = QgsProject.instance().layerTreeRoot().findLayer(layer_id)
    if node is not None:
        node.setExpanded(not expanded)
        node.setExpanded(expanded)


def show_tables(workspace: Workspace, roles: Iterable[str], project: Optional[QgsProject] = None) -> List[QgsMapLayer]:
    """Put tables of the workspace on the map, styled and grouped; those that are there already are drawn anew."""
    project = project or QgsProject.instance()
    shown = []
    for role in roles:
        layer = _redrawn(workspace, role, project)
        if layer is None:
            layer = _made(workspace, role)
            _place(layer, role, project)
        shown.append(layer)
    return shown


def in_pieces(workspace: Workspace, roles: Iterable[str]) -> List[Callable[[], None]]:
    """What `show_tables` does, cut for `Turns`: making a layer is one piece, adding it to the project, where QGIS reacts, another."""

    def pieces(role: str):
        made = []

        def make():
            if _redrawn(workspace, role, QgsProject.instance()) is None:
                made.append(_made(workspace, role))

        def place():
            if made:
                _place(made.pop(), role, QgsProject.instance())

        return make, place

    return [piece for role in roles for piece in pieces(role)]


def _redrawn(workspace: Workspace, role: str, project: QgsProject) -> Optional[QgsMapLayer]:
    layer = find(role, workspace.path, project)
    if layer is not None:
        layer.dataProvider().reloadData()
        layer.triggerRepaint()
    return layer


def _made(workspace: Workspace, role: str) -> QgsMapLayer:
    layer = workspace.layer(TABLES[role])
    layer.setName(style_title(role))
    apply_style(layer, role)
    return layer


def _place(layer: QgsMapLayer, role: str, project: QgsProject) -> None:
    add_to_group(project, layer)
    _arrange(layer, project, role not in HIDDEN_AT_FIRST, role in EXPANDED_AT_FIRST)


def show_raster(role: str, path: Path, folder: Path, sector_names=None, project: Optional[QgsProject] = None) -> Optional[QgsMapLayer]:
    """Put a result raster on the map in place of the earlier one of the same role from the same folder."""
    project = project or QgsProject.instance()
    was_visible = None
    for layer in list(project.mapLayers().values()):
        if layer.customProperty(ROLE, "") == role and Path(_file_of(layer)).parent == Path(folder):
            node = project.layerTreeRoot().findLayer(layer.id())
            was_visible = node is None or node.isVisible()
            project.removeMapLayer(layer.id())
    layer = QgsRasterLayer(str(path), style_title(role))
    if not layer.isValid():
        return None
    apply_style(layer, role, sector_names=sector_names)
    add_to_group(project, layer)
    visible = role not in HIDDEN_AT_FIRST if was_visible is None else was_visible
    _arrange(layer, project, visible, visible)
    return layer


def drop_rasters(folder: Path, roles: Iterable[str], project: Optional[QgsProject] = None) -> None:
    """Let go of result rasters before they are written anew: an open file cannot be replaced everywhere."""
    project = project or QgsProject.instance()
    wanted = set(roles)
    for layer in list(project.mapLayers().values()):
        if layer.customProperty(ROLE, "") in wanted and Path(_file_of(layer)).parent == Path(folder):
            project.removeMapLayer(layer.id())


def only_raster(role: str, project: QgsProject) -> None:
    """Of the result rasters, show this one alone: they lie on top of each other."""
    for layer in project.mapLayers().values():
        node = project.layerTreeRoot().findLayer(layer.id())
        if node is not None and layer.customProperty(ROLE, "") in RASTER_STYLES:
            node.setItemVisibilityChecked(layer.customProperty(ROLE, "") == role)


def extent_in(canvas, layers: Iterable[QgsMapLayer]) -> Optional[QgsRectangle]:
    """The common extent of layers in the map's coordinates, with a margin; None when there is nothing to see."""
    whole, layers = QgsRectangle(), list(layers)
    near = [layer for layer in layers if layer.customProperty(ROLE, "") not in REACHING_FAR]
    for layer in near or layers:
        extent = layer.extent()
        if not extent.isEmpty():
            whole.combineExtentWith(canvas.mapSettings().layerExtentToOutputExtent(layer, extent))
    if whole.isEmpty():
        return None
    whole.scale(1.08)
    return whole
