# SPDX-License-Identifier: GPL-2.0-or-later
"""What the ≡ menu and the links do."""

from functools import partial
from pathlib import Path

from qgis.core import QgsApplication, QgsExpression, QgsProject
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QDialog, QFileDialog

from ..engine.errors import SmartPoleError
from ..gis import settings
from ..gis.messages import error_text, tr
from .diagnostics import diagnostic_text
from .dialogs import FILTER, NewWorkspaceDialog
from .help import HelpWindow
from .map_layers import TABLES, find, only_raster, show_raster, show_tables
from .options import OptionsFactory
from .panel.steps import CHECKS
from .sample import copy_sample

CREATE, IMPORT = "create", "import"


class Commands:
    """One method per entry of the menu; `conductor` owns this object."""

    def __init__(self, conductor):
        self.conductor = conductor
        self._help = None
        self.catalogue = None
        self._check_after_import = False

    def run(self, name: str) -> None:
        """Do what the menu entry called `name` says."""
        getattr(self, f"do_{name}")()

    @property
    def window(self):
        return self.conductor.iface.mainWindow()

    def do_sample(self) -> None:
        """Copy the shipped sample to the work folder and open the copy."""
        try:
            path = copy_sample()
        except (SmartPoleError, OSError) as error:
            self.conductor.warn(error_text(error))
            return
        if self.conductor.open_workspace(path):
            self.conductor.say(
                tr("The sample was copied to {path} and opened; try everything, the original stays as it is.").format(path=path)
            )

    def do_open(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self.window, tr("Open workspace"), settings.WORK_FOLDER.value(), FILTER)
        if path:
            self.conductor.open_workspace(path)

    def do_new(self) -> None:
        dialog = NewWorkspaceDialog(self.conductor.iface.mapCanvas(), self.window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.create(dialog.path(), dialog.name.text().strip(), dialog.crs.crs().authid())
        dialog.deleteLater()

    def create(self, path: Path, name: str, crs: str) -> None:
        """Make an empty workspace in the background and open it."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.conductor.warn(error_text(error))
            return
        self.conductor.runner.run(CREATE, "smartpole:createworkspace", {"OUTPUT": str(path), "CRS": crs, "NAME": name})

    def do_catalogue(self, what: str = "") -> None:
        """Open the catalogue panel, made when first asked for."""
        if self.catalogue is None:
            from .catalogue.panel import Catalogue

            self.catalogue = Catalogue(self.conductor)
            self.conductor.layers.add(partial(self._open_catalogue, what))  # in a turn of its own: making it was enough for one
        else:
            self.catalogue.open(what)

    def _open_catalogue(self, what: str) -> None:
        if self.catalogue is not None:
            self.catalogue.open(what)

    def do_layers(self) -> None:
        self.conductor.show_layers()

    def do_refresh(self) -> None:
        self.conductor.session.refresh()
        self.conductor.refresh()

    def do_close(self) -> None:
        if not self.conductor.runner.busy:
            self.conductor.close_workspace()
            self.conductor.refresh()

    def do_log(self) -> None:
        self.conductor.dock.footer.set_log_shown(self.conductor.dock.header.actions_by_name["log"].isChecked())

    def do_settings(self) -> None:
        self.conductor.iface.showOptionsDialog(self.window, OptionsFactory.PAGE_NAME)

    def do_help(self) -> None:
        if self._help is None:
            self._help = HelpWindow(self.window)
        self._help.show()
        self._help.raise_()

    def close_windows(self) -> None:
        """For unloading."""
        if self._help is not None:
            self._help.close()
            self._help.deleteLater()
            self._help = None
        if self.catalogue is not None:
            self.catalogue.remove()
            self.catalogue = None

    def do_diagnostics(self) -> None:
        log = self.conductor.dock.footer.log.toPlainText().splitlines()[-60:]
        text = diagnostic_text(self.conductor.session.facts, self.conductor.states, "\n".join(log))
        QApplication.clipboard().setText(text)
        self.conductor.say(tr("The diagnostic information is in the clipboard; paste it into your message."))

    def do_import(self) -> None:
        from .importing.dialog import ImportDialog

        dialog = ImportDialog(self.conductor.session, self.window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            parameters = dialog.parameters()
            self._check_after_import = dialog.check.isChecked()
            self.conductor.runner.run(IMPORT, dialog.ALGORITHM, parameters, with_project="LAYER" in parameters)
        dialog.deleteLater()

    def finished(self, outcome) -> None:
        """A run that belongs to the menu has ended well."""
        if outcome.job == CREATE:
            if self.conductor.open_workspace(outcome.results["OUTPUT"]):
                self.conductor.say(tr("The workspace is ready. Begin with step 1: import a list of resources."))
        elif outcome.job == IMPORT:
            from .importing.dialog import counts_text

            self.conductor.show_layers(zoom=False)
            self.conductor.say(counts_text(outcome.results))
            if self._check_after_import:
                self._check_after_import = False
                self.conductor.layers.add(lambda: self.conductor.run_job(CHECKS))

    def follow(self, link: str) -> None:
        """Links are `layer:<role>`, `raster:<role>`, `resource:<id>`, `algorithm:<id>`, `table:<TABLE>`, `catalogue:<table or state>`,
        `folder:<path>`, `file:<path>`."""
        kind, _colon, target = link.partition(":")
        session = self.conductor.session
        if kind == "layer":
            for layer in show_tables(session.workspace, [target]):
                self.conductor.iface.setActiveLayer(layer)
                node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
                if node is not None:
                    node.setItemVisibilityCheckedParentRecursive(True)
        elif kind == "raster":
            self._show_raster(target)
        elif kind == "resource":
            self.show_resource(target)
        elif kind == "algorithm":
            self.open_algorithm(target)
        elif kind == "table":
            self._show_table(target)
        elif kind == "catalogue":
            self.do_catalogue(target)
        elif kind in ("folder", "file"):
            QDesktopServices.openUrl(QUrl.fromLocalFile(target))

    def show_resource(self, resource_id: str) -> None:
        """Select a resource on the map and move it into view."""
        for layer in show_tables(self.conductor.session.workspace, ["res_pt"]):
            layer.selectByExpression(QgsExpression.createFieldEqualityExpression("RES_ID", resource_id))
            canvas = self.conductor.iface.mapCanvas()
            box = layer.boundingBoxOfSelected()
            if layer.selectedFeatureCount() and not canvas.extent().contains(canvas.mapSettings().layerExtentToOutputExtent(layer, box)):
                canvas.panToSelected(layer)

    def open_algorithm(self, algorithm_id: str) -> None:
        """Open QGIS's own window of an algorithm, with the workspace filled in."""
        import processing

        given = {"WORKSPACE": str(self.conductor.session.path)}
        algorithm = QgsApplication.processingRegistry().algorithmById(algorithm_id)
        if hasattr(algorithm, "preset_values"):
            given.update(algorithm.preset_values(given))
        processing.execAlgorithmDialog(algorithm_id, given)
        self.conductor.session.refresh()
        self.conductor.refresh()

    def _show_raster(self, role: str) -> None:
        """Bring a result raster to the front of the other result rasters, loading it when the user had removed it."""
        session, project = self.conductor.session, QgsProject.instance()
        for status in self.conductor.states.values():
            path = status.result.files.get(role.upper()) if status.result is not None else None
            if path and Path(path).is_file():
                layer = find(role, Path(path)) or show_raster(role, Path(path), session.results_folder)
                only_raster(role, project)
                if layer is not None:
                    self.conductor.iface.setActiveLayer(layer)
                return

    def _show_table(self, table: str) -> None:
        role = next((role for role, name in TABLES.items() if name == table), None)
        layers = show_tables(self.conductor.session.workspace, [role]) if role else [self.conductor.session.bare_table(table)]
        for layer in layers:
            if layer is not None:
                self.conductor.iface.showAttributeTable(layer)
