# SPDX-License-Identifier: GPL-2.0-or-later
"""The conditions of a plan beyond number, money and spacing, as rows: reuse, new structures, quotas; and targets per level.

Fixed planned sites are part of the plan though not of the problem: what they use of a condition is taken off its limit.
"""

import re
from typing import Any, Dict, List, Mapping, Sequence

import numpy as np

from ...engine.demand import Demand
from ...engine.errors import InputError
from ...engine.placement.candidates import Candidate
from ...engine.placement.problem import Row
from ...engine.placement.targets import Target
from ..inventory.inside import Points
from ..schema import table
from ..workspace import Workspace
from .candidates import rule_book
from .options import SitingOptions

REUSE, NEW, LEAST, MOST, TARGET = "reuse", "new", "least", "most", "target"
RESERVE = "3"  #: SITE_PL.BATCH of alternates
NEW_MODES = ("4", "5")


def fixed_rows(workspace: Workspace) -> List[Dict[str, Any]]:
    """The planned sites that every plan keeps; a reserve is none."""
    return [row for row in workspace.rows("SITE_PL", where="FIXED = 1") if row["BATCH"] != RESERVE]


def free_rows(workspace: Workspace, missing: str) -> List[Dict[str, Any]]:
    """The planned sites that are neither fixed nor reserves; raises `InputError(missing)` where there is none."""
    fixed = {row["fid"] for row in fixed_rows(workspace)}
    rows = [row for row in workspace.rows("SITE_PL") if row["fid"] not in fixed and row["BATCH"] != RESERVE]
    if not rows:
        raise InputError(missing, fixed=len(fixed))
    return rows


def rows_of(workspace: Workspace, candidates: Sequence[Candidate], options: SitingOptions) -> List[Row]:
    """The rows of the options; raises `InputError` for a quota that names nothing, or more than there is."""
    fixed = fixed_rows(workspace)
    rows: List[Row] = []
    new = np.array([bool(candidate.resource.new_as) for candidate in candidates])
    old = np.array([candidate.is_reused for candidate in candidates])
    built_new = sum(row["MODE"] in NEW_MODES and not row["BASE_ID"] for row in fixed)
    if options.reuse_pct > 0:
        share = options.reuse_pct / 100.0
        standing = sum(1 for row in fixed if row["MODE"] not in NEW_MODES or row["BASE_ID"])
        room = standing * (1 - share) - (len(fixed) - standing) * share
        rows.append(Row.at_most(REUSE, np.where(old, share - 1.0, share), room))
    if new.any():
        rows.append(Row.at_most(NEW, new, max(0, options.max_new - built_new)))
    for kind, name, least, most in options.quotas:
        inside, counted = _members(workspace, candidates, fixed, kind, str(name))
        if least - counted > int(inside.sum()):
            raise InputError("quota_beyond", name=name, least=least, candidates=int(inside.sum()) + counted)
        if least - counted > 0:
            rows.append(Row.at_least(f"{LEAST}:{kind}:{name}", inside, least - counted))
        if most is not None:
            if counted > most:
                raise InputError("quota_fixed", name=name, most=most, fixed=counted)
            rows.append(Row.at_most(f"{MOST}:{kind}:{name}", inside, most - counted))
    return rows


def _members(workspace: Workspace, candidates: Sequence[Candidate], fixed: Sequence[Mapping[str, Any]], kind: str, name: str):
    """Which candidates a quota counts, bool (candidates,), and how many of the fixed sites."""
    if kind == "type":
        code = _code("RES_PT", "RES_TYPE", name)
        return np.array([c.resource.kind == code for c in candidates]), sum(row["BASE_TYPE"] == code for row in fixed)
    if kind == "mode":
        keys = {name, name.lower()}
        by_key = np.array([c.mode["key"] in keys or name in (c.mode["zh"], c.mode["en"]) for c in candidates])
        if by_key.any() or any(keys & {mode["key"], mode["zh"], mode["en"]} for mode in rule_book(workspace)["modes"]):
            codes = {c.mode["code"] for c, hit in zip(candidates, by_key) if hit}
            return by_key, sum(row["MODE"] in codes for row in fixed)
        code = _code("SITE_PL", "MODE", name)
        return np.array([c.mode["code"] == code for c in candidates]), sum(row["MODE"] == code for row in fixed)
    shapes = _areas(workspace, name)
    towns = np.array([c.resource.town == name for c in candidates])
    points = [row["geometry"].asPoint() if row["geometry"] is not None else None for row in fixed]
    if not shapes:
        if not towns.any():
            raise InputError("quota_unknown", name=name, known=", ".join(known_areas(workspace)[:40]))
        return towns, sum(row["TOWN"] == name for row in fixed)
    inside = Points(np.array([(c.resource.x_m, c.resource.y_m) for c in candidates])).inside(shapes) >= 0
    at = np.array([(np.nan, np.nan) if point is None else (point.x(), point.y()) for point in points]).reshape(-1, 2)
    return inside, int((Points(at).inside(shapes) >= 0).sum())


def _code(table_name: str, field: str, name: str) -> str:
    """The code that a planner means by a code, a name or one of its words."""
    codes = table(table_name).field(field).codes
    code = next((entry for entry in codes if name in (entry.code, entry.zh, entry.en, *entry.words)), None)
    if code is None and re.fullmatch(r"\d+(\.0*)?", name):  # the command line makes a number of 06
        code = next((entry for entry in codes if entry.code.isdigit() and int(entry.code) == int(float(name))), None)
    if code is None:
        known = ", ".join(f"{entry.code} {entry.zh}" for entry in codes)
        raise InputError("quota_unknown", name=name, known=known)
    return code.code


def _areas(workspace: Workspace, name: str) -> List[Any]:
    """The polygons of a name: administrative areas, key areas by name or id, service-level areas by name, or a level."""
    found = [
        row["geometry"] for row in workspace.rows("ADMIN_AREA", ["XZQMC", "XZQDM", "geometry"]) if name in (row["XZQMC"], row["XZQDM"])
    ]
    found += [
        row["geometry"]
        for row in workspace.rows("KEY_AREA", ["AREA_ID", "AREA_NAME", "geometry"])
        if name in (row["AREA_ID"], row["AREA_NAME"])
    ]
    for row in workspace.rows("SVC_AREA", ["AREA_NAME", "SVC_LV", "geometry"]):
        if name == row["AREA_NAME"] or name.upper().rstrip("级") == row["SVC_LV"]:
            found.append(row["geometry"])
    return [shape for shape in found if shape is not None and not shape.isEmpty()]


def known_areas(workspace: Workspace) -> List[str]:
    """Names that a quota for an area may have."""
    names = [row["XZQMC"] for row in workspace.rows("ADMIN_AREA", ["XZQMC"])]
    names += [row["AREA_NAME"] for row in workspace.rows("SVC_AREA", ["AREA_NAME"])]
    names += [row["TOWN"] for row in workspace.rows("RES_PT", ["TOWN"])]
    names += [row["AREA_NAME"] for row in workspace.rows("KEY_AREA", ["AREA_NAME"])]
    return list(dict.fromkeys(name for name in names if name))


def check_levels(options: SitingOptions, demand: Demand) -> None:
    """`InputError` where a target names a level that there is not."""
    codes = [level.code for level in demand.levels]
    for code, _, _ in options.targets:
        if code not in codes:
            raise InputError("target_level", level=code, known=", ".join(codes))


def targets_of(options: SitingOptions, demand: Demand, served: Sequence[np.ndarray], wanted: Sequence[np.ndarray]) -> List[Target]:
    """The targets of the options over the problem's columns; with several layers the mean over them counts.

    served : per layer the cells served today; wanted : per layer the cells that are columns, in the order of the columns
    """
    check_levels(options, demand)
    codes = [level.code for level in demand.levels]
    found = []
    for code, measure, percent in options.targets:
        of_level = demand.level == 1 + codes.index(code)
        if measure == "people":
            amount = np.where(of_level, demand.weight, 0.0).astype(np.float64)
        else:
            amount = np.where(of_level & demand.outdoor, demand.grid.cell_area_m2, 0.0)
        total = float(amount.sum())
        if total <= 0:
            raise InputError("target_empty", level=code, measure=measure)
        before = float(np.mean([amount[cells].sum() for cells in served]))
        least = percent / 100.0 * total - before
        if least <= 0:
            continue
        columns = np.concatenate([amount[cells] / len(wanted) for cells in wanted])
        found.append(Target(f"{TARGET}:{code}:{measure}", columns, least, total, before))
    return found
