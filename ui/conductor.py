# SPDX-License-Identifier: GPL-2.0-or-later
"""Brings panel, workspace, background runs and map together."""

from functools import partial

from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..engine.errors import SmartPoleError
from ..gis import settings
from ..gis.expressions import PROJECT_ENTRY, PROJECT_SCOPE
from ..gis.messages import error_text, tr
from . import undo
from .beforehand import Beforehand
from .commands import Commands
from .jobs import FURTHER, job_of, outcome_files
from .map_layers import BASE_ROLES, TABLES, extent_in, find, in_pieces
from .map_tools import compare
from .map_tools.choice import MapTools
from .panel import texts
from .panel.step_charts import StepCharts
from .panel.steps import COVERAGE, HANDOVER, NETWORK, RESOURCES, step_states
from .parameter_form import ParameterForm
from .presets import Presets
from .runner import Outcome, Runner
from .session import Session
from .turns import Turns


class Conductor(QObject):
    """Holds no layer and no result: whatever it shows is asked anew from the workspace and the project."""

    shown = pyqtSignal(object)  # Outcome, when the end of a run has been shown

    def __init__(self, iface, dock):
        super().__init__(dock)
        self.iface = iface
        self.dock = dock
        self.session = Session(self)
        self.runner = Runner(self)
        self.layers = Turns(self)  # layers come to the map one per turn
        self.beforehand = Beforehand(self)
        self._frozen = False  # the map waits until all layers have come
        self.commands = Commands(self)
        self.tools = MapTools(self)
        self.charts = StepCharts(self)
        self.forms = {}
        self.presets = Presets(self)
        self._outcomes, self._ended = [], []
        self._form_soon = QTimer(self)  # the form of a step that opened by itself: made before its button is pressed, not then
        self._form_soon.setSingleShot(True)
        self._form_soon.setInterval(300)
        self._form_soon.timeout.connect(self._make_open_form)
        self._soon = QTimer(self)  # a child: a turn that is still to come goes with it
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_outcome)
        self.states = step_states(self.session.facts)
        self._connect()

    def _connect(self) -> None:
        dock, runner = self.dock, self.runner
        dock.header.wanted.connect(self.commands.run)
        dock.header.recent_wanted.connect(self.open_workspace)
        dock.empty.sample.clicked.connect(lambda: self.commands.run("sample"))
        dock.empty.new.clicked.connect(lambda: self.commands.run("new"))
        dock.empty.open.clicked.connect(lambda: self.commands.run("open"))
        dock.footer.cancel_wanted.connect(runner.cancel)
        dock.footer.undo.wanted.connect(lambda: undo.start(self))
        for row in dock.rows.values():
            row.run_wanted.connect(self.run_step)
            row.link_wanted.connect(self.follow_link)
            row.opened.connect(self._on_row_opened)
        runner.started.connect(self._on_started)
        runner.progressed.connect(dock.footer.progress)
        runner.noted.connect(dock.footer.add_line)
        runner.finished.connect(self._on_finished)
        self.session.changed.connect(self.refresh)
        self.session.vanished.connect(self._on_vanished)
        self.layers.done.connect(self._on_layers)
        self.layers.failed.connect(self._on_layer_fault)
        project = QgsProject.instance()
        project.readProject.connect(self._on_project_read)
        project.writeProject.connect(self._on_project_write)

    def start(self) -> None:
        """Show the last workspace, when the user wants that and it is still there."""
        recent = settings.RECENT_WORKSPACES.value()
        if settings.REOPEN_LAST.value() and recent and self.session.exists(recent[0]):
            self.open_workspace(recent[0], show_layers=False)
        self.refresh()

    def stop(self) -> None:
        """Stop what runs and let go of everything outside the panel."""
        self.tools.leave()
        self.commands.close_windows()
        self.presets.stop()
        self.beforehand.stop()
        self._drop_layers()
        self._soon.stop()
        self._form_soon.stop()
        self.runner.shut_down()
        for form in self.forms.values():
            if form is not None:
                form.release()
        self.forms.clear()
        project = QgsProject.instance()
        project.readProject.disconnect(self._on_project_read)
        project.writeProject.disconnect(self._on_project_write)
        self.session.close()

    # ------------------------------------------------------------------ showing

    def refresh(self, *_args) -> None:
        """Show the present state of everything."""
        facts = self.session.facts
        self.states = self.states_now()
        self.dock.show_facts(facts, self.states, self.runner.busy, settings.RECENT_WORKSPACES.value())
        self.charts.follow()
        self.presets.follow()
        self.beforehand.follow(facts.results.get(COVERAGE), self._look_again)
        if self.commands.catalogue is not None:
            self.commands.catalogue.follow()

    def _look_again(self) -> None:
        """More can be said now than when the facts were read."""
        self.session.refresh()
        self.refresh()

    def states_now(self):
        """The states of the steps as the facts are now."""
        return step_states(self.session.facts, self.runner.job)

    def say(self, text: str, level=Qgis.MessageLevel.Info, seconds: int = 8) -> None:
        """A line in the message bar and in the log."""
        self.iface.messageBar().pushMessage("SmartPole 5G", text, level, seconds)
        self.dock.footer.add_line(text)

    def warn(self, text: str) -> None:
        self.say(text, Qgis.MessageLevel.Warning, 0)

    # ---------------------------------------------------------------- workspace

    def open_workspace(self, path, show_layers: bool = True) -> bool:
        """Open a workspace file and show it on the map; a fault is a line in the message bar."""
        if self.runner.busy:
            self.warn(tr("Wait until the running step has ended, or cancel it, before opening another workspace."))
            return False
        try:
            self.session.open(path)
        except (SmartPoleError, OSError) as error:
            self.warn(error_text(error))
            self.refresh()
            return False
        self.tools.leave()
        self._drop_layers()
        settings.remember_workspace(str(self.session.path))
        self.fill_forms()
        self.refresh()
        self._open_next_step()
        if show_layers:
            self.show_layers(zoom=settings.ZOOM_TO_RESULTS.value())
        return True

    def close_workspace(self) -> None:
        """Show no workspace any more; its layers stay on the map."""
        self.tools.leave()
        self._drop_layers()
        self.session.close()

    def show_layers(self, zoom: bool = True) -> None:
        """Put the layers of the workspace and its standing results on the map: one per turn of the event loop."""
        facts, workspace = self.session.facts, self.session.workspace
        if not facts.path:
            return
        if not self._frozen and not self.iface.mapCanvas().isFrozen():
            self._frozen = True
            self.iface.mapCanvas().freeze(True)
        if zoom and not QgsProject.instance().mapLayers():  # before the first layer comes: a map tool may be asked for meanwhile
            self._take_crs(workspace.crs)
        roles = [role for role in (*BASE_ROLES, "gap", "site_pl", "rejected") if facts.count(TABLES[role])]
        self.layers.add(*in_pieces(workspace, roles))
        if zoom:
            self.layers.add(partial(self._zoom_to, workspace, roles))
        shown, files = set(roles), {}
        for status in self.states.values():
            if status.result is not None:
                files.update(status.result.files)
                job = job_of(status.key)
                self.layers.add(*in_pieces(workspace, [role for role in job.tables if role not in shown]))
                shown.update(job.tables)
        lacking = self.beforehand.lacks(files)
        self.layers.add(lambda: self.beforehand.first(files, partial(self._show_rasters, workspace, files, lacking)))

    def _show_rasters(self, workspace, files, lacking: bool) -> None:
        if self.session.workspace is workspace:
            for status in self.states.values():
                self.layers.add(*job_of(status.key).showing_rasters(self.session, files))
            if lacking:
                self.layers.add(self._look_again)

    def _drop_layers(self) -> None:
        """Show none of the layers that have not come yet."""
        self.layers.drop()
        self._on_layers()

    def _on_layers(self) -> None:
        """Every layer has come: the map may be drawn, and what has ended has been shown."""
        if self._frozen:
            self._frozen = False
            self.iface.mapCanvas().freeze(False)
            self.iface.mapCanvas().refresh()
        while self._ended:
            self.shown.emit(self._ended.pop(0))

    def _on_layer_fault(self, fault: str) -> None:
        if self.session.still_there():
            self.warn(fault)

    def _zoom_to(self, workspace, roles) -> None:
        layers = [layer for layer in (find(role, workspace.path) for role in roles) if layer is not None]
        if not layers:
            return
        if not QgsProject.instance().crs().isValid() or len(QgsProject.instance().mapLayers()) == len(layers):
            self._take_crs(layers[0].crs())
        extent = extent_in(self.iface.mapCanvas(), layers)
        if extent is not None:
            self.iface.mapCanvas().setExtent(extent)
            self.iface.mapCanvas().refresh()

    def _take_crs(self, crs) -> None:
        """Draw the map in the plan's own coordinates."""
        self.iface.mapCanvas().setDestinationCrs(crs)
        QgsProject.instance().setCrs(crs)

    def _open_next_step(self) -> None:
        """Open the first step that asks for something; all others stay closed."""
        from .panel.steps import State

        waiting = [key for key, status in self.states.items() if status.state in (State.READY, State.STALE)]
        missing = [key for key, status in self.states.items() if status.state is State.MISSING]
        self.dock.open_only((waiting or missing or [HANDOVER])[0])
        self._form_soon.start()

    def _make_open_form(self) -> None:
        key = next((key for key, row in self.dock.rows.items() if row.is_open()), None)
        if key is None or self.session.workspace is None:
            return
        try:
            self.ensure_form(key)
        except SmartPoleError:
            return  # the session tells when the file has gone

    def _on_vanished(self, path: str) -> None:
        self.tools.leave()
        self._drop_layers()
        self.warn(tr("The workspace {path} is no longer there. Nothing was changed; open it again from its new place.").format(path=path))
        self.refresh()

    def _on_project_read(self, *_document) -> None:
        kept, known = QgsProject.instance().readEntry(PROJECT_SCOPE, PROJECT_ENTRY, "")
        if known and kept and self.session.exists(kept) and str(self.session.path or "") != kept:
            self.open_workspace(kept, show_layers=False)

    def _on_project_write(self, *_document) -> None:
        if self.session.path is not None:
            QgsProject.instance().writeEntry(PROJECT_SCOPE, PROJECT_ENTRY, str(self.session.path))

    # --------------------------------------------------------------------- runs

    def _on_row_opened(self, key: str) -> None:
        self.ensure_form(key)
        for other, row in self.dock.rows.items():
            if other != key:
                row.set_open(False)
        self.charts.follow()

    def ensure_form(self, key: str):
        """The folded parameters of a step, made when the step is first opened; None where there are none."""
        job = job_of(key)
        if key not in self.forms:
            form = None
            if job.algorithm_id and job.has_form:
                form = ParameterForm(job.algorithm_id, job.fixed, self.iface.mapCanvas(), self.dock.rows[key].extra)
                form.set_base(self.presets.values(key), self.session.remembered(key), bool(self.session.facts.preset))
                form.touched.connect(self.presets.changed_soon)
                self.dock.rows[key].set_extra(form)
            self.forms[key] = form
            links = texts.further(FURTHER[key])
            self.dock.rows[key].set_further(links)
            self.dock.rows[key].more.setVisible(bool(links) or (form is not None and bool(form.names())))
        return self.forms[key]

    def fill_forms(self) -> None:
        """Put the preset's values and what the workspace remembers into every form there is."""
        if self.session.workspace is None:
            return
        with self.session.workspace.at_once():
            self._fill_forms()

    def _fill_forms(self) -> None:
        for key, form in self.forms.items():
            if form is not None:
                form.set_base(self.presets.values(key), self.session.remembered(key), bool(self.session.facts.preset))

    def run_step(self, key: str) -> None:
        """What the primary button of a step does."""
        if key == RESOURCES:
            self.commands.run("import")
        elif key == NETWORK:
            self.show_layers()
        else:
            self.run_job(key)

    def run_job(self, key: str, **extra) -> bool:
        """Run the algorithm of a step with what stands in its form."""
        if self.runner.busy or not self.session.still_there():
            return False
        job, form = job_of(key), self.ensure_form(key)
        values = form.values() if form is not None else {}
        if form is not None:
            self.session.remember(key, form.changed_values())
        try:
            parameters = {**values, **job.parameters(self.session), **extra}
        except SmartPoleError as error:
            self.warn(error_text(error))
            return False
        return self.runner.run(key, job.algorithm_id, parameters)

    def _on_started(self, key: str) -> None:
        self.dock.footer.begin(tr("{step}: computing").format(step=texts.job_title(key)))
        self.refresh()

    def _on_finished(self, outcome: Outcome) -> None:
        """What ended is shown once its rasters have been asked; until then the step counts as running."""
        self.dock.footer.end()
        files = outcome_files(outcome) if outcome.ok and outcome.job in self.states else {}
        self.beforehand.first(files, partial(self._take_up, outcome))

    def _take_up(self, outcome: Outcome) -> None:
        self.session.refresh()
        self.refresh()
        self._outcomes.append(outcome)
        self._soon.start()  # layers in a turn of their own: the window stays alive

    def _show_outcome(self) -> None:
        outcome = self._outcomes.pop(0)
        if outcome.cancelled:
            self.say(outcome.reason)
        elif not outcome.ok:
            self.warn(outcome.reason)
        elif outcome.job in self.states:
            job_of(outcome.job).finished(self, outcome)
        elif outcome.job in compare.JOBS:
            self.tools.compare.finished(outcome)
        elif outcome.job == undo.JOB:
            undo.finished(self, outcome)
        else:
            self.commands.finished(outcome)
        self._ended.append(outcome)
        if not self.layers.busy:
            self._on_layers()

    def follow_link(self, key: str, link: str) -> None:
        """A figure in a sentence was clicked: show what it stands for."""
        self.commands.follow(link)
