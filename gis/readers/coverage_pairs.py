# SPDX-License-Identifier: GPL-2.0-or-later
"""Coverage results of a workspace that can be set against each other, and which two are meant."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Tuple

from ...engine.errors import InputError
from ..workspace import Workspace
from .rasters import raster_metadata

STEPS = ("coverage", "coverage_plan")


@dataclass(frozen=True)
class CoverageResult:
    """A 5G coverage on disk: its SS-RSRP, with the planned sites or without, and when it was computed."""

    path: str
    planned: bool
    created: str
    operator: str
    stale: Tuple[str, ...]


def coverage_results(workspace: Workspace) -> List[CoverageResult]:
    """The coverages whose file is still there, newest first."""
    found = []
    for step in STEPS:
        for entry in workspace.results(step):
            if entry["path"] and Path(entry["path"]).is_file():
                planned = entry["params"].get("SITES") == "existing+planned"
                operator = str(entry["params"].get("OPERATOR", "any"))
                found.append(CoverageResult(entry["path"], planned, entry["created"] or "", operator, tuple(entry["stale"])))
    return sorted(found, key=lambda result: result.created, reverse=True)


def usual_pair(results: List[CoverageResult]) -> Tuple[Optional[CoverageResult], Optional[CoverageResult]]:
    """Today's network and the network with the plan; where there is no such pair, the two newest."""
    today = next((result for result in results if not result.planned), None)
    planned = next((result for result in results if result.planned), None)
    if today is not None and planned is not None:
        return today, planned
    return (results[1], results[0]) if len(results) > 1 else (results[0] if results else None, None)


def chosen_pair(workspace: Optional[Workspace], before: Optional[str], after: Optional[str]) -> Tuple[str, str]:
    """Paths of the two SS-RSRP rasters: those given, else the usual pair of the workspace.

    Raises `InputError` when one is missing, or both are one file.
    """
    results = coverage_results(workspace) if workspace is not None else []
    usual = [result.path if result is not None else None for result in usual_pair(results)]
    first, second = before or usual[0], after or usual[1]
    if not first or not second:
        raise InputError("compare_needs_two", found=len(results))
    if Path(first).resolve() == Path(second).resolve():
        raise InputError("compare_one_file", path=first)
    return first, second


def sinr_beside(rsrp_path: str) -> Optional[str]:
    """The SS-SINR raster that was computed with an SS-RSRP raster, as that says; None when it is not there."""
    recorded = json.loads(raster_metadata(rsrp_path).get("SMARTPOLE_PARAMETERS", "{}"))
    name = recorded.get("FILES", {}).get("SS_SINR")
    path = Path(rsrp_path).with_name(Path(str(name)).name) if name else None
    return str(path) if path is not None and path.is_file() else None
