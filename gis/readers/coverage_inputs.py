# SPDX-License-Identifier: GPL-2.0-or-later
"""Which coverage rasters are judged: those given, else the newest that the workspace recorded."""

import json
from pathlib import Path
from typing import List, Optional, Tuple

import numpy as np

from ...engine.errors import InputError
from ...engine.grid import Grid
from ..workspace import Workspace
from .rasters import raster_metadata, read_raster

STEPS = ("coverage", "coverage_plan")
HIGHEST_RSRP_DBM = -20.0  #: a median above is no SS-RSRP: even beside an antenna a resource element arrives weaker
LOWEST_SINR_DB = -40.0  #: a median below is no SS-SINR


def newest_coverage(workspace: Workspace, ss_rsrp: Optional[str] = None, ss_sinr: Optional[str] = None) -> Tuple[str, Optional[str]]:
    """Paths of SS-RSRP and SS-SINR. Raises `InputError` when there is no coverage, or SS-SINR came alone."""
    if ss_rsrp is not None:
        return ss_rsrp, ss_sinr
    if ss_sinr is not None:
        raise InputError("sinr_without_rsrp")
    runs = [entry for step in STEPS for entry in workspace.results(step)]
    for entry in sorted(runs, key=lambda run: run["created"] or "", reverse=True):
        rsrp = Path(entry["path"])
        name = entry["params"].get("FILES", {}).get("SS_SINR")
        if name and rsrp.is_file() and rsrp.with_name(name).is_file():
            return str(rsrp), str(rsrp.with_name(name))
    raise InputError("coverage_missing", path=str(workspace.path))


def technology_of(rsrp_path: str) -> str:
    """ "LTE" for a 4G coverage, as the raster itself says; else "NR"."""
    return json.loads(raster_metadata(rsrp_path).get("SMARTPOLE_PARAMETERS", "{}")).get("TECHNOLOGY", "NR")


def operators_left_out(rsrp_path: str) -> List[str]:
    """The codes of assumptions by which a coverage of every operator leaves some out; none for a raster from elsewhere."""
    codes = json.loads(raster_metadata(rsrp_path).get("SMARTPOLE_ASSUMED", "[]"))
    return [code for code in codes if code.partition(":")[0] in ("operator_absent", "operator_with_demand_absent")]


def read_levels_of(rsrp_path: str, sinr_path: Optional[str], grid: Grid) -> Tuple[np.ndarray, Optional[np.ndarray]]:
    """SS-RSRP and SS-SINR on a grid; `InputError` for a raster whose values cannot be what it was given for."""
    rsrp, sinr = read_raster(rsrp_path), None if sinr_path is None else read_raster(sinr_path, grid)
    for name, path, values, fits in (
        ("SS-RSRP", rsrp_path, rsrp, lambda median: median <= HIGHEST_RSRP_DBM),
        ("SS-SINR", sinr_path, sinr, lambda median: median >= LOWEST_SINR_DB),
    ):
        known = values[np.isfinite(values)] if values is not None else np.zeros(0)
        if known.size and not fits(float(np.median(known))):
            raise InputError("raster_not_that_layer", path=path, layer=name, median=round(float(np.median(known)), 1))
    return rsrp, sinr
