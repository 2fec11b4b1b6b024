# SPDX-License-Identifier: GPL-2.0-or-later
"""A relocation as rows: replacements for SITE_PL, the stages of the network, and the order of works."""

import datetime
from dataclasses import replace
from typing import Any, Dict, List, Optional, Sequence, Tuple

from ...engine.demand import Demand
from ...engine.network import Site
from ...engine.placement.explain import Reason
from ...engine.relocation import Stage, Step
from ..messages import text_in, tr
from ..stored_texts import STORED
from ..workspace import Workspace
from .plan_writer import Siting, site_rows
from .relocation import Relocation

Columns = List[Tuple[str, str]]
PREFIX = "R"  #: of the ids of replacements, so that they stay apart from suggested sites


def named(site: Site, site_id: str) -> Site:
    """A candidate's site under its id in the plan."""
    return replace(site, site_id=site_id)


def replacement_rows(workspace: Workspace, case: Relocation, siting: Siting, reasons: Sequence[Reason]) -> List[Dict[str, Any]]:
    """SITE_PL rows of the replacements; fixed, so that a later suggestion keeps them; the site that they replace stands in REMARK."""
    code = case.site.site_id
    taken = {row["PLAN_ID"] for row in workspace.rows("SITE_PL", ["PLAN_ID", "REMARK"]) if row["REMARK"] != _remark(code)}
    numbers = (number for number in range(1, 100_000) if f"{PREFIX}{number:05d}" not in taken)
    rows = []
    for row, reason, number in zip(site_rows(workspace, siting, reasons), reasons, numbers):
        why = text_in(
            STORED,
            "relocation_why",
            site=code,
            cells=len(reason.newly_served),
            people=float(row["COV_POP"]),
            alternate=row["ALT_ID"] or "–",
        )
        year = None if case.day is None else case.day.year
        changed = {"PLAN_ID": f"{PREFIX}{number:05d}", "FIXED": 1, "PLAN_YEAR": year, "WHY": why[:250], "REMARK": _remark(code)}
        rows.append({**row, **changed})
    return rows


def store_replacements(workspace: Workspace, code: str, rows: Sequence[Dict[str, Any]]) -> None:
    """Put the replacements of a site in the place of those that an earlier run chose for it."""
    with workspace.transaction() as transaction:
        transaction.delete("SITE_PL", where="REMARK = ?", params=(_remark(code),))
        transaction.insert("SITE_PL", rows)


def _remark(code: str) -> str:
    """The same in every language, for it is looked for."""
    return f"RELOC {code}"[:100]


def stage_rows(stages: Sequence[Stage], demand: Demand) -> Tuple[Columns, List[Dict[str, Any]]]:
    """One row per stage of the network."""
    titles = {"today": tr("today"), "on_air": tr("goes on the air"), "off_air": tr("goes off the air")}
    columns = [
        ("STAGE", "integer"), ("EVENT", "text"), ("SITE_ID", "text"), ("ON_AIR", "integer"), ("LOST_CELLS", "integer"),
        ("LOST_M2", "real"), ("LOST_POP", "real"), ("LOST_KEYS", "text"), ("DISTURBED", "integer"), ("CONTINUOUS", "integer"),
    ]  # fmt: skip
    rows = [
        {
            "STAGE": number,
            "EVENT": titles[stage.event],
            "SITE_ID": stage.site_id,
            "ON_AIR": stage.sites_on_air,
            "LOST_CELLS": stage.lost.cells,
            "LOST_M2": round(stage.lost.area_m2, 1),
            "LOST_POP": round(stage.lost.people, 1),
            "LOST_KEYS": ", ".join(demand.key_areas[key].name for key in stage.lost.key_areas)[:250],
            "DISTURBED": stage.disturbed.cells,
            "CONTINUOUS": int(stage.is_continuous),
        }
        for number, stage in enumerate(stages)
    ]
    return columns, rows


def work_rows(steps: Sequence[Step], day: Optional[datetime.date]) -> Tuple[Columns, List[Dict[str, Any]]]:
    """One row per piece of work, with dates where the day of demolition is known."""
    titles = {
        "permit": tr("access, permit, power"),
        "build": tr("build"),
        "test": tr("test and optimise"),
        "parallel": tr("old and new on the air together"),
        "off": tr("switch off"),
        "dismantle": tr("take down equipment"),
    }
    columns = [
        ("ORDER_NO", "integer"), ("WORK", "text"), ("SITE_ID", "text"), ("FROM_DAY", "integer"), ("TO_DAY", "integer"),
        ("FROM_DT", "text"), ("TO_DT", "text"),
    ]  # fmt: skip
    rows = []
    for number, step in enumerate(steps, 1):
        first, last = step.dates(day) if day is not None else (None, None)
        rows.append(
            {
                "ORDER_NO": number,
                "WORK": titles[step.work],
                "SITE_ID": step.site_id,
                "FROM_DAY": -step.start_before,
                "TO_DAY": -step.end_before,
                "FROM_DT": first.isoformat() if first else None,
                "TO_DT": last.isoformat() if last else None,
            }
        )
    return columns, rows
