# SPDX-License-Identifier: GPL-2.0-or-later
"""Comparing two coverages from the panel: results of the workspace, or a plan being tried out before and now."""

import json
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Callable, List, Tuple

from qgis.core import QgsProcessingUtils, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject

from ...engine.errors import SmartPoleError
from ...gis.messages import error_text, text, tr
from ...gis.readers.coverage_pairs import CoverageResult, coverage_results, usual_pair
from ...gis.readers.rasters import RasterWriter
from ...gis.readers.vectors import wkt_of
from ...gis.styles import apply_style
from ..jobs import job_of
from ..map_layers import drop_rasters, only_raster, show_raster
from ..panel import steps
from .compare_bar import Choice
from .compare_tool import SwipeTool

DIFFERENCE_JOB, PLAN_JOB = "compare", "compare_plan"
DRAFT_BEFORE, DRAFT_NOW = "draft:before", "draft:now"
LIKE_TODAY = ("CELL_SIZE", "RADIUS", "LOAD", "RX_HEIGHT")  #: what must be the same for two coverages to be compared


def result_name(result: CoverageResult) -> str:
    """A coverage as the user knows it."""
    name = tr("With planned sites") if result.planned else tr("Today's sites")
    if result.operator not in ("any", ""):
        name += f" · {result.operator}"
    if result.created:
        name += f" · {datetime.fromisoformat(result.created):%m-%d %H:%M}"
    return name + (" · " + tr("out of date") if result.stale else "")


class Compare(QObject):
    """Owned by the panel's line of tools, `tools`."""

    def __init__(self, tools):
        super().__init__(tools)
        self.tools, self.conductor = tools, tools.conductor
        self.bar = self.conductor.dock.comparison
        self.tool = None
        self._count = 0
        self._wanted = ("", "")  # the pair the user had, as long as it is there
        self.bar.swipe_wanted.connect(self.swipe)
        self.bar.difference_wanted.connect(self.difference)
        self.bar.plan_wanted.connect(self.compute_plan)
        self.bar.chosen.connect(self._on_chosen)

    @property
    def draft(self):
        """The plan being tried out as it is shown, or None."""
        return self.tools.trial.view if self.tools.trial is not None else None

    def show(self, wanted: bool) -> None:
        """Open or close the panel's part."""
        if wanted:
            self.fill()
        else:
            self.bar.swipe.setChecked(False)
        self.bar.setVisible(wanted)

    def fill(self) -> None:
        """Offer what can be compared now."""
        workspace = self.conductor.session.workspace
        if workspace is None:
            return
        try:
            results = coverage_results(workspace)
        except SmartPoleError as error:
            self.bar.tell(error_text(error))
            return
        choices: List[Choice] = [(result.path, result_name(result)) for result in results]
        if self.draft is not None:
            choices = [(DRAFT_BEFORE, tr("Tried out: before")), (DRAFT_NOW, tr("Tried out: now")), *choices]
        keys = [key for key, _name in choices]
        pair = self._wanted if all(key in keys for key in self._wanted) else self._usual(results)
        planned = self.conductor.session.facts.count("SITE_PL")
        self.bar.offer(choices, *pair, bool(planned) and not any(result.planned for result in results))
        self.bar.tell("" if len(choices) > 1 else text("compare_needs_two", found=len(choices)))

    def _usual(self, results) -> Choice:
        if self.draft is not None and self.draft.changed:
            return DRAFT_BEFORE, DRAFT_NOW
        first, second = usual_pair(results)
        return (first.path if first else "", second.path if second else "")

    def _on_chosen(self) -> None:
        self._wanted = self.bar.pair()
        self.bar.tell("")
        if self.bar.swipe.isChecked():
            self.swipe(True)

    # -------------------------------------------------------------------- swipe

    def swipe(self, wanted: bool) -> None:
        """Put both on the map, or take them off."""
        canvas = self.tools.canvas
        if not wanted:
            if self.tool is not None:
                canvas.unsetMapTool(self.tool)
            return
        pair = self.bar.pair()
        self._with_paths(pair, lambda paths: self._split(pair, paths))

    def _split(self, pair, paths: List[str]) -> None:
        """Show two rasters left and right of the line, if that is still what is wanted."""
        canvas = self.tools.canvas
        if pair != self.bar.pair() or not self.bar.swipe.isChecked():
            return
        try:
            sides = [self._layer(path) for path in paths]
        except OSError as error:
            self._refuse(error_text(error))
            return
        if self.tool is None:
            self.tool = SwipeTool(canvas)
            self.tool.deactivated.connect(self._on_end)
        names = self.bar.names()
        self.tool.set_sides(sides[0], names[0], sides[1], names[1])
        if canvas.mapTool() is not self.tool:
            self.tools.rest_trial()
            canvas.setMapTool(self.tool)
        canvas.setFocus()

    def _on_end(self) -> None:
        self.bar.swipe.setChecked(False)
        self.tools.resume_trial()

    @staticmethod
    def _layer(path: str) -> QgsRasterLayer:
        layer = QgsRasterLayer(path, Path(path).stem)
        if not layer.isValid():
            raise OSError(None, "GeoTIFF", path)
        apply_style(layer, "ss_rsrp")
        return layer

    def _with_paths(self, pair: Choice, then: Callable[[List[str]], None]) -> None:
        """Call `then` with the rasters of a pair; a plan being tried out is written to temporary ones first, as it is now."""
        if not any(key in (DRAFT_BEFORE, DRAFT_NOW) for key in pair):
            then(list(pair))
        elif self.draft is None:
            self._refuse(tr("what was tried out is gone"))
        else:
            self._count += 1
            stem = Path(QgsProcessingUtils.tempFolder()) / f"smartpole_tried_{self._count}"
            answer = lambda paths, fault: self._refuse(fault) if fault else then(paths)  # noqa: E731
            self.tools.trial.ask(partial(_written, pair, stem), answer)

    def _refuse(self, fault: str) -> None:
        self.bar.tell(fault)
        self.bar.swipe.setChecked(False)

    # --------------------------------------------------------------- difference

    def difference(self) -> None:
        """Compute the layer of the difference."""
        if self.conductor.session.still_there():
            self._with_paths(self.bar.pair(), self._compute)

    def _compute(self, paths: List[str]) -> None:
        session = self.conductor.session
        if not session.still_there():
            return
        before, after = paths
        target = session.results_folder / f"{datetime.now():%Y%m%d_%H%M%S}_difference.tif"
        parameters = {"WORKSPACE": str(session.path), "BEFORE": before, "AFTER": after, "DIFFERENCE": str(target)}
        self.conductor.runner.run(DIFFERENCE_JOB, "smartpole:comparecoverage", parameters)

    def compute_plan(self) -> None:
        """Coverage with the planned sites, on the cells of today's coverage."""
        job, session = job_of(steps.COVERAGE), self.conductor.session
        form = self.conductor.ensure_form(steps.COVERAGE)
        today = session.facts.results.get(steps.COVERAGE)
        same = {name: today.parameters[name] for name in LIKE_TODAY if name in today.parameters} if today is not None else {}
        parameters = {**(form.values() if form is not None else {}), **job.parameters(session), **same, "SITES": 1}
        self.conductor.runner.run(PLAN_JOB, job.algorithm_id, parameters)

    def finished(self, outcome) -> None:
        """Show what a run of this tool brought."""
        session = self.conductor.session
        if session.workspace is None:
            return
        if outcome.job == DIFFERENCE_JOB:
            path = Path(str(outcome.results["DIFFERENCE"]))
            drop_rasters(session.results_folder, ["difference"])
            self.bar.swipe.setChecked(False)
            if show_raster("difference", path, session.results_folder) is not None:
                only_raster("difference", QgsProject.instance())
            self.bar.tell(str(outcome.results["SENTENCE"]))
            self.conductor.say(str(outcome.results["SENTENCE"]))
        else:
            self.conductor.say(tr("Coverage with the planned sites is computed; compare it with today's."))
            self.fill()

    def leave(self) -> None:
        """Take everything off the map, for another workspace or for unloading."""
        self._wanted = ("", "")
        self.bar.swipe.setChecked(False)
        if self.tool is not None:
            self.tool.remove()
            self.tool = None


def _written(pair: Choice, stem: Path, draft) -> List[str]:
    """The rasters of a pair, those of a draft written beside `stem`; called in the draft's own thread."""
    paths = []
    for side, key in zip("ab", pair):
        if key not in (DRAFT_BEFORE, DRAFT_NOW):
            paths.append(key)
            continue
        rsrp, sinr = draft.signal_before if key == DRAFT_BEFORE else (draft.what_if.ss_rsrp_dbm, draft.what_if.ss_sinr_db)
        path, beside = Path(f"{stem}{side}_rsrp.tif"), Path(f"{stem}{side}_sinr.tif")
        about = {"SMARTPOLE_PARAMETERS": json.dumps({"FILES": {"SS_SINR": beside.name}})}
        with RasterWriter() as writer:
            wkt = wkt_of(draft.scene.workspace.crs)
            writer.add(str(path), draft.scene.grid, wkt, rsrp, "ss_rsrp", about)
            writer.add(str(beside), draft.scene.grid, wkt, sinr, "ss_sinr", {})
            writer.place()
        paths.append(str(path))
    return paths


JOBS: Tuple[str, str] = (DIFFERENCE_JOB, PLAN_JOB)
