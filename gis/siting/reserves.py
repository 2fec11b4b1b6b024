# SPDX-License-Identifier: GPL-2.0-or-later
"""The third batch (储备): each site's runner-up as a row of its own, marked as reserve, part of no plan until somebody promotes it."""

from dataclasses import replace
from typing import Any, Dict, List, Sequence

import numpy as np

from ...engine.placement.explain import Reason
from ...engine.placement.problem import Problem
from ..messages import text_in
from ..stored_texts import STORED
from .plan_writer import Siting, site_rows
from .quotas import RESERVE


def reserve_rows(
    workspace, siting: Siting, problem: Problem, reasons: Sequence[Reason], rows: Sequence[Dict[str, Any]]
) -> List[Dict[str, Any]]:
    """SITE_PL rows of batch 储备, one per runner-up; `rows` are those of the plan, in the order of its reasons.

    The figures are what the reserve would newly serve in the place of the first site that it stands in for.
    """
    times = np.zeros(problem.cells, dtype=np.int32)
    for reason in reasons:
        times[problem.cells_of(reason.site)] += 1
    instead: Dict[int, Reason] = {}
    stands_for: Dict[int, List[str]] = {}
    for reason, row in zip(reasons, rows):
        if reason.runner_up is None:
            continue
        stands_for.setdefault(reason.runner_up, []).append(row["PLAN_ID"])
        if reason.runner_up in instead:
            continue
        alone = np.zeros(problem.cells, dtype=bool)
        cells = problem.cells_of(reason.site)
        alone[cells[times[cells] == 1]] = True
        theirs = problem.cells_of(reason.runner_up)
        fresh = theirs[(times[theirs] == 0) | alone[theirs]]
        adds = float(problem.weights[fresh].sum() + problem.singles[reason.runner_up])
        instead[reason.runner_up] = replace(
            reason, site=reason.runner_up, adds=adds, newly_served=fresh, loss=0.0, runner_up=None, swap_cost=reason.swap_cost
        )
    made = []
    for row, (site, reason) in zip(site_rows(workspace, siting, list(instead.values())), instead.items()):
        candidate = siting.candidates[site]
        why = text_in(
            STORED,
            "reserve_why",
            sites=", ".join(stands_for[site]),
            people=float(row["COV_POP"]),
            cost=reason.swap_cost,
            mode=candidate.mode[STORED],
            base=candidate.resource.road or "–" if candidate.resource.new_as else candidate.resource.resource_id,
        )
        own = {"PLAN_ID": f"{stands_for[site][0]}B", "BATCH": RESERVE, "PLAN_YEAR": None, "ORDER_NO": None, "WHY": why[:250]}
        made.append({**row, **own})
    return made
