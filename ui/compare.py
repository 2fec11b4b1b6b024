# SPDX-License-Identifier: GPL-2.0-or-later
"""Comparing two coverages from the panel: results of the workspace, or a plan being tried out before and now."""

import json
from datetime import datetime
from pathlib import Path
from typing import List, Tuple

from qgis.core import QgsProcessingUtils, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject

from ..engine.errors import SmartPoleError
from ..gis.messages import error_text, text, tr
from ..gis.readers.coverage_pairs import CoverageResult, coverage_results, usual_pair
from ..gis.readers.rasters import RasterWriter
from ..gis.readers.vectors import wkt_of
from ..gis.styles import apply_style
from . import steps
from .compare_bar import Choice
from .compare_tool import SwipeTool
from .jobs import job_of
from .map_layers import drop_rasters, only_raster, show_raster

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
        """The plan being tried out, or None."""
        return self.tools.trial.draft if self.tools.trial is not None else None

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
        try:
            sides = [self._layer(self._path(key)) for key in self.bar.pair()]
        except (SmartPoleError, OSError) as error:
            self.bar.tell(error_text(error))
            self.bar.swipe.setChecked(False)
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

    def _path(self, key: str) -> str:
        """The raster of a choice; a plan being tried out is written to a temporary one, as it is now."""
        if key not in (DRAFT_BEFORE, DRAFT_NOW):
            return key
        draft = self.draft
        if draft is None:
            raise OSError(None, tr("what was tried out is gone"), "")
        before = key == DRAFT_BEFORE
        rsrp, sinr = draft.signal_before if before else (draft.what_if.ss_rsrp_dbm, draft.what_if.ss_sinr_db)
        self._count += 1
        stem = Path(QgsProcessingUtils.tempFolder()) / f"smartpole_tried_{self._count}"
        path, beside = Path(f"{stem}_rsrp.tif"), Path(f"{stem}_sinr.tif")
        about = {"SMARTPOLE_PARAMETERS": json.dumps({"FILES": {"SS_SINR": beside.name}})}
        with RasterWriter() as writer:
            wkt = wkt_of(draft.scene.workspace.crs)
            writer.add(str(path), draft.scene.grid, wkt, rsrp, "ss_rsrp", about)
            writer.add(str(beside), draft.scene.grid, wkt, sinr, "ss_sinr", {})
            writer.place()
        return str(path)

    # --------------------------------------------------------------- difference

    def difference(self) -> None:
        """Compute the layer of the difference."""
        session = self.conductor.session
        if not session.still_there():
            return
        try:
            before, after = (self._path(key) for key in self.bar.pair())
        except (SmartPoleError, OSError) as error:
            self.bar.tell(error_text(error))
            return
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


JOBS: Tuple[str, str] = (DIFFERENCE_JOB, PLAN_JOB)
