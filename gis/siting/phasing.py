# SPDX-License-Identifier: GPL-2.0-or-later
"""The problem of several years of a prepared problem: what each year may have, and what counts when."""

from dataclasses import dataclass, replace
from typing import Any, Dict, List, Mapping, Sequence, Tuple

import numpy as np

from ...engine.errors import InputError
from ...engine.placement.phases import phased_problem
from ...engine.placement.problem import Problem
from ...engine.placement.reduce import merge_equal_columns
from ...engine.placement.targets import Target
from ..workspace import Workspace
from .problem import Prepared
from .quotas import LEAST, fixed_rows

LARGEST_YEARS = 10
TOWNS = ("10", "11", "12")  #: KEY_AREA.AREA_TYPE of town seats, villages and resettlement sites


@dataclass(frozen=True)
class Phasing:
    """sites, budgets : running totals at the end of each year; budgets empty: the whole budget at any time

    priority : how many times demand of level A and of key areas counts in the first year (of town seats and villages
        in the second), falling to once in the last
    """

    sites: Sequence[int]
    priority: float = 2.0
    budgets: Sequence[float] = ()

    def __post_init__(self):
        sites, budgets = list(self.sites), list(self.budgets)
        if not sites or sites != sorted(sites) or sites[0] < 1 or len(sites) > LARGEST_YEARS:
            raise InputError("phases_order", sites=", ".join(str(count) for count in sites))
        if not 1 <= self.priority <= 1000:
            raise InputError("phases_priority", priority=self.priority)
        if budgets and (len(budgets) != len(sites) or budgets != sorted(budgets) or not all(0 <= b < 1e12 for b in budgets)):
            raise InputError("phases_budgets", budgets=", ".join(f"{budget:g}" for budget in budgets), years=len(sites))

    def recorded(self) -> Dict[str, Any]:
        """As it is kept with a result."""
        return {"SITES_BY_YEAR": list(self.sites), "PRIORITY": self.priority, "BUDGET_BY_YEAR": list(self.budgets)}

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> "Phasing":
        """From the record of a result."""
        return cls(params["SITES_BY_YEAR"], float(params.get("PRIORITY", 2.0)), params.get("BUDGET_BY_YEAR") or ())

    def problem(self, workspace: Workspace, prepared: Prepared) -> Tuple[Problem, List[Target]]:
        """The problem of all years, and the targets at the end of the last. Quotas "at least" are due in the last year.

        Cells that the same candidates serve are one column, so that the years cost little; no plan's value changes.
        """
        fixed, problem = fixed_rows(workspace), prepared.problem
        first, group = merge_equal_columns(problem.covers.tocsc())

        def merged(amounts: np.ndarray) -> np.ndarray:
            return np.bincount(group, weights=amounts, minlength=len(first))

        weights = np.array([merged(of_year) for of_year in year_weights(prepared, len(self.sites), self.priority)])
        problem = replace(problem, covers=problem.covers.tocsc()[:, first].tocsr(), weights=merged(problem.weights))
        if self.sites[0] <= len(fixed):
            raise InputError("phases_fixed", fixed=len(fixed), sites=self.sites[0])
        allowed = [min(count - len(fixed), problem.candidates) for count in self.sites]
        limits = np.tile(problem.limits, (len(allowed), 1))
        for row, name in enumerate(problem.row_names):
            if name.partition(":")[0] == LEAST:
                limits[:-1, row] = 0.0
            if name == "budget" and self.budgets:
                spent = sum(float(entry["COST_WY"] or 0.0) for entry in fixed)
                limits[:, row] = np.minimum(limits[:, row], np.array(self.budgets, float) - spent)
        phased = phased_problem(problem, allowed, weights, limits)
        nothing = np.zeros(problem.cells * (len(allowed) - 1))
        return phased, [replace(target, amounts=np.concatenate([nothing, merged(target.amounts)])) for target in prepared.targets]


def year_weights(prepared: Prepared, years: int, priority: float) -> np.ndarray:
    """What each cell is worth in each year, shape (years, cells).

    Level A and key areas count `priority` times at first, falling to once in the last year; town seats, villages and
    resettlement sites follow a year later.
    """
    demand = prepared.demand
    first, second = demand.level.ravel() == 1, np.zeros(demand.level.size, dtype=bool)
    for area in demand.key_areas:
        (second if area.kind in TOWNS else first)[area.cells] = True
    early, later = first[prepared.cells], (second & ~first)[prepared.cells]
    shares = np.linspace(priority, 1.0, years) if years > 1 else np.ones(1)
    after = np.concatenate([[1.0], shares[:-1]])
    after[-1] = 1.0
    return np.array([prepared.problem.weights * np.where(early, a, np.where(later, b, 1.0)) for a, b in zip(shares, after)])
