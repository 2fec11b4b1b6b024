# SPDX-License-Identifier: GPL-2.0-or-later
"""Which algorithm does the work of which step, with what parameters, and what is shown of its result."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Callable, Dict, List, Mapping, Optional, Tuple

from .map_layers import in_pieces, show_raster
from .panel import steps, texts
from .session import ALGORITHMS


@dataclass(frozen=True)
class Job:
    """The algorithm behind a step. `outputs` maps its file parameters to the endings of file names in the results folder,
    `rasters` maps its file parameters to roles of layers, `tables` are the roles of tables it writes."""

    step: str
    algorithm_id: str
    fixed: Tuple[str, ...] = ("WORKSPACE",)
    has_form: bool = True
    outputs: Tuple[Tuple[str, str], ...] = ()
    rasters: Tuple[Tuple[str, str], ...] = ()
    tables: Tuple[str, ...] = ()
    further: Optional[Callable] = None

    def parameters(self, session) -> Dict[str, object]:
        """What the panel itself sets: the workspace, and new files so that none on the map is written over."""
        found: Dict[str, object] = {"WORKSPACE": str(session.path)}
        if self.outputs:
            stamp = f"{datetime.now():%Y%m%d_%H%M%S}"
            for name, ending in self.outputs:
                found[name] = str(session.results_folder / f"{stamp}_{ending}")
        if self.further is not None:
            found.update(self.further(session))
        return found

    def finished(self, conductor, outcome) -> None:
        """Say so in one line, and show the result in the next turns."""
        if conductor.session.workspace is None:
            return
        status = conductor.states_now()[self.step]
        conductor.say(texts.outcome(status, conductor.session.facts))
        conductor.layers.add(*self.showing(conductor.session, outcome_files(outcome)))

    def showing(self, session, files: Mapping[str, str]) -> List[Callable]:
        """What puts the result on the map, a layer at a time."""
        if session.workspace is None:
            return []
        return in_pieces(session.workspace, self.tables) + self.showing_rasters(session, files)

    def showing_rasters(self, session, files: Mapping[str, str]) -> List[Callable]:
        """What puts the rasters among these files on the map."""
        wanted = [(role, files.get(name)) for name, role in self.rasters]
        return [partial(show_raster, role, Path(path), session.results_folder) for role, path in wanted if path and Path(path).is_file()]


def outcome_files(outcome) -> Dict[str, str]:
    """The files of a run by its outputs' names."""
    return {name: path for name, path in outcome.results.items() if isinstance(path, str)}


def coverage_files(session) -> Dict[str, object]:
    """The rasters of today's coverage, which gaps are judged on."""
    result = session.facts.results.get(steps.COVERAGE)
    return {name: result.files[name] for name in ("SS_RSRP", "SS_SINR") if name in result.files} if result is not None else {}


def handover_folder(session) -> Dict[str, object]:
    """A new folder beside the workspace, named after it and the day."""
    stem = f"{session.path.stem}_handover_{datetime.now():%Y%m%d}"
    folder, number = session.path.with_name(stem), 1
    while folder.exists():
        number += 1
        folder = session.path.with_name(f"{stem}_{number}")
    return {"FOLDER": str(folder)}


JOBS: Dict[str, Job] = {
    job.step: job
    for job in (
        Job(steps.RESOURCES, "", has_form=False, tables=("res_pt",)),
        Job(steps.NETWORK, "", has_form=False),
        Job(
            steps.COVERAGE,
            ALGORITHMS[steps.COVERAGE],
            outputs=(("SS_RSRP", "ss_rsrp.tif"), ("BEST_SERVER", "best_server.tif"), ("SS_SINR", "ss_sinr.tif")),
            rasters=(("SS_RSRP", "ss_rsrp"), ("BEST_SERVER", "best_server"), ("SS_SINR", "ss_sinr")),
        ),
        Job(
            steps.GAPS,
            ALGORITHMS[steps.GAPS],
            fixed=("WORKSPACE", "SS_RSRP", "SS_SINR"),
            outputs=(("PASS_FAIL", "pass_fail.tif"),),
            rasters=(("PASS_FAIL", "pass_fail"),),
            tables=("gap",),
            further=coverage_files,
        ),
        Job(steps.SITES, ALGORITHMS[steps.SITES], tables=("site_pl", "rejected")),
        Job(steps.CHECKS, ALGORITHMS[steps.CHECKS]),
        Job(steps.HANDOVER, ALGORITHMS[steps.HANDOVER], fixed=("WORKSPACE", "FOLDER"), further=handover_folder),
    )
}


#: algorithms that belong to a step beside its own: behind "More", each opening its own window
FURTHER: Dict[str, Tuple[str, ...]] = {
    steps.RESOURCES: ("importresources", "importdemand", "checkinventory", "repairinventory", "catalogue"),
    steps.NETWORK: ("importtable", "calibrate", "antennaplot"),
    steps.COVERAGE: ("comparecoverage", "profile"),
    steps.GAPS: ("compliance",),
    steps.SITES: ("coveragecurve", "phaseplan", "refineplan", "robustplan", "mergedemand", "relocation"),
    steps.CHECKS: ("verifyplan",),
    steps.HANDOVER: ("mapsheets", "report", "importanswer"),
}


def job_of(key: str) -> Job:
    """The job of a step."""
    return JOBS[key]
