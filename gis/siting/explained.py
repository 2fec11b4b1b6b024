# SPDX-License-Identifier: GPL-2.0-or-later
"""Solve a prepared problem; where no plan keeps all conditions, say which clash and how little one would have to give way."""

from typing import Dict, List, Sequence

from ...engine.errors import InputError
from ...engine.placement.clash import SITES, SPACING, Relaxation, clashing, relaxations, target_relaxations
from ...engine.placement.plan import Plan
from ...engine.placement.problem import Problem
from ...engine.placement.targets import Target, solve_with_targets
from ...engine.progress import Progress
from ..messages import text
from ..workspace import Workspace
from .options import SitingOptions
from .problem import Prepared
from .quotas import LEAST, MOST, NEW, NEW_MODES, REUSE, TARGET, fixed_rows

MOST_WAYS = 4  #: ways out that are told
CLOSEST_GAP, ENOUGH = 1e-6, 0.1
WORTH_S = 12.0  #: seconds that finding the ways out may take


def solve_explained(
    workspace: Workspace,
    prepared: Prepared,
    problem: Problem,
    targets: Sequence[Target],
    seconds: float,
    progress: Progress,
    give_up: float = 0.0,
) -> Plan:
    """The plan of `solve_with_targets`; its errors in words: what clashes, the most that is possible, the smallest ways out.

    give_up : share of the value, 0 to 1, that is given up afterwards; a search that is within a tenth of it has done enough
    """
    words = Conditions(workspace, prepared, problem)
    try:
        return solve_with_targets(problem, targets, seconds, gap=max(CLOSEST_GAP, ENOUGH * give_up), progress=progress)
    except InputError as error:
        if error.key == "placement_infeasible":
            raise words.clash(progress) from error
        if error.key == "target_beyond":
            raise InputError("target_beyond", **{**error.values, "target": words.name(error.values["target"])}) from error
        if error.key == "target_short":
            target = next(target for target in targets if target.name == error.values["target"])
            raise words.too_little(target, error.values, progress) from error
        raise


class Conditions:
    """The conditions of a problem in the words of the one who set them; fixed sites are counted in again."""

    def __init__(self, workspace: Workspace, prepared: Prepared, problem: Problem):
        self.options: SitingOptions = prepared.options
        self.prepared, self.problem = prepared, problem
        self.fixed = fixed_rows(workspace)
        self.quotas: Dict[str, int] = {}
        for kind, name, least, most in self.options.quotas:
            self.quotas[f"{LEAST}:{kind}:{name}"] = least
            if most is not None:
                self.quotas[f"{MOST}:{kind}:{name}"] = most

    def name(self, row: str) -> str:
        """A condition by name, such as "quota at least: 城关镇" or "budget (year 2)"."""
        base, _, year = row.partition(" · ")
        kind, _, rest = base.partition(":")
        if kind == TARGET:
            level, _, measure = rest.partition(":")
            found = text("condition_target", level=level, measure=text(f"measure_{measure}"))
        elif kind in (LEAST, MOST):
            found = text(f"condition_{kind}", name=rest.partition(":")[2])
        else:
            found = text(f"condition_{kind}")
        return text("condition_year", condition=found, year=year) if year else found

    def way(self, one: Relaxation) -> str:
        """A way out as a sentence part."""
        base, _, year = one.name.partition(" · ")
        kind, _, rest = base.partition(":")
        more = abs(one.needed - one.limit)
        least = "" if one.is_exact else text("way_at_least") + " "
        if kind == SPACING:
            said = text("way_spacing", spacing=self.options.spacing_m)
        elif kind == SITES:
            limit = one.limit + len(self.fixed)
            said = text("way_sites", least=least, limit=limit, needed=limit + more)
        elif kind == "budget":
            limit = one.limit + sum(float(row["COST_WY"] or 0.0) for row in self.fixed)
            said = text("way_budget", least=least, limit=limit, needed=limit + more, more=more)
        elif kind == REUSE:
            said = text("way_reuse", limit=self.options.reuse_pct, share=self._reused_pct(one)) if one.sites else text("way_reuse_lower")
        elif kind == NEW:
            said = text("way_new", least=least, limit=self.options.max_new, needed=self.options.max_new + more)
        elif kind in (LEAST, MOST):
            limit = self.quotas.get(base, one.limit)
            needed = limit - more if kind == LEAST else limit + more
            said = text(f"way_{kind}", name=rest.partition(":")[2], limit=limit, needed=needed)
        else:
            said = f"{one.name}: {one.limit:g} → {one.needed:g}"
        return text("condition_year", condition=said, year=year) if year else said

    def clash(self, progress: Progress) -> InputError:
        """The error that says which conditions clash and what would be enough."""
        ways = relaxations(self.problem, WORTH_S, progress)
        names = [self.name(one.name) for one in ways] or [self.name(row) for row in clashing(self.problem, WORTH_S / 2)]
        if not names:
            return InputError("placement_not_found")
        if not ways:
            return InputError("placement_clash_several", rows=text("way_and").join(names))
        return InputError("placement_clash", rows=", ".join(names), ways=self._listed(ways))

    def too_little(self, target: Target, values, progress: Progress) -> InputError:
        """The error that says how far a target can be reached, and what would be enough."""
        ways: List[str] = [text("way_target", share=values["found"])]
        ways += [self.way(one) for one in target_relaxations(self.problem, target, WORTH_S, progress)[: MOST_WAYS - 1]]
        said = {"target": self.name(target.name), "ways": text("way_or").join(ways)}
        return InputError("target_conflict", **{**values, **said})

    def _listed(self, ways: Sequence[Relaxation]) -> str:
        return text("way_or").join(self.way(one) for one in ways[:MOST_WAYS])

    def _reused_pct(self, one: Relaxation) -> float:
        chosen = [self.prepared.candidates[site % len(self.prepared.candidates)] for site in one.sites]
        stand = sum(c.is_reused for c in chosen) + sum(row["MODE"] not in NEW_MODES or bool(row["BASE_ID"]) for row in self.fixed)
        return 100.0 * stand / max(1, len(chosen) + len(self.fixed))
