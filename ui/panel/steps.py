# SPDX-License-Identifier: GPL-2.0-or-later
"""The seven steps and their states, from plain facts about the workspace: no widgets, no layers.

A step is *missing* while something it needs is not there, *ready* when it could run, *done* when its result stands,
and *out of date* when something it was made from has changed since or is itself out of date.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Dict, Mapping, Optional, Tuple


class State(Enum):
    """How far a step is."""

    MISSING = "missing"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    STALE = "stale"


RESOURCES, NETWORK, COVERAGE, GAPS, SITES, CHECKS, HANDOVER = "resources", "network", "coverage", "gaps", "sites", "checks", "handover"
ORDER = (RESOURCES, NETWORK, COVERAGE, GAPS, SITES, CHECKS, HANDOVER)

#: the step whose result each computed step starts from
UPSTREAM = {GAPS: COVERAGE, SITES: COVERAGE, HANDOVER: SITES}


@dataclass(frozen=True)
class Result:
    """The newest result of a step: when it was made, what has changed since, what it says."""

    made_at: str
    order: int = 0  # place in the log: higher is newer
    changed_tables: Tuple[str, ...] = ()
    missing_files: Tuple[str, ...] = ()
    figures: Mapping = field(default_factory=dict)
    files: Mapping = field(default_factory=dict)
    parameters: Mapping = field(default_factory=dict)
    assumed: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What the panel knows about the open workspace; `counts` are rows by table, `results` the newest by step."""

    name: str = ""
    crs: str = ""
    crs_name: str = ""
    path: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    results: Mapping[str, Result] = field(default_factory=dict)
    terrain: str = ""
    absent: Tuple[str, ...] = ()  # steps whose algorithm this installation lacks
    checks: Tuple[str, ...] = ()  # ids of further checks that this installation has
    read_only: bool = False
    preset: object = None  # the plan's preset, or None
    overdue: int = 0  # applications for opening whose written reply is overdue
    undo: object = None  # the step that can be taken back, or None

    def count(self, table: str) -> int:
        return self.counts.get(table, 0)


@dataclass(frozen=True)
class StepStatus:
    """State of one step; `needs` are what is missing, `changed` why it is out of date (tables, steps or files)."""

    key: str
    state: State
    needs: Tuple[str, ...] = ()
    changed: Tuple[str, ...] = ()
    result: Optional[Result] = None

    @property
    def can_run(self) -> bool:
        return not self.needs and self.state is not State.RUNNING


def _needs(key: str, facts: Facts) -> Tuple[str, ...]:
    tables = {
        RESOURCES: (),
        NETWORK: (),
        COVERAGE: ("SVC_AREA", "SITE_EX"),
        GAPS: (),
        SITES: ("RES_PT",),
        CHECKS: ("RES_PT",),
        HANDOVER: ("SITE_PL",),
    }[key]
    missing = tuple(table for table in tables if facts.count(table) == 0)
    if key in facts.absent:
        missing = (f"algorithm:{key}", *missing)
    if key in (GAPS, SITES) and COVERAGE not in facts.results:
        missing += (COVERAGE,)
    return missing


def _before(one: str, other: str) -> bool:
    """Whether a time comes before another, both as ISO text; False where one is no time."""
    try:
        return datetime.fromisoformat(one) < datetime.fromisoformat(other)
    except (TypeError, ValueError):
        return False


def _collected(key: str, facts: Facts) -> StepStatus:
    """Steps 1 and 2 are done when their tables hold rows."""
    tables = ("RES_PT",) if key == RESOURCES else ("SVC_AREA", "SITE_EX")
    missing = tuple(table for table in tables if facts.count(table) == 0)
    return StepStatus(key, State.MISSING if missing else State.DONE, (), missing, facts.results.get(key))


def _computed(key: str, facts: Facts, before: Mapping[str, StepStatus]) -> StepStatus:
    needs = _needs(key, facts)
    result = facts.results.get(key)
    if result is None:
        return StepStatus(key, State.MISSING if needs else State.READY, needs)
    changed = tuple(result.changed_tables) + tuple(f"file:{name}" for name in result.missing_files)
    if key in (COVERAGE, GAPS, SITES) and facts.preset is not None and _before(result.made_at, facts.preset.chosen_at):
        changed += ("preset",)
    upstream = UPSTREAM.get(key)
    if upstream is not None and upstream in facts.results:
        newer = facts.results[upstream].order > result.order
        if newer or before[upstream].state is State.STALE:
            changed += (upstream,)
    return StepStatus(key, State.STALE if changed else State.DONE, needs, changed, result)


def step_states(facts: Facts, running: str = "") -> Dict[str, StepStatus]:
    """The status of every step, in order; `running` is the key of the step that runs now."""
    states: Dict[str, StepStatus] = {}
    for key in ORDER:
        if key in (RESOURCES, NETWORK):
            states[key] = _collected(key, facts)
        else:
            states[key] = _computed(key, facts, states)
    if running in states:
        at = states[running]
        states[running] = StepStatus(at.key, State.RUNNING, at.needs, at.changed, at.result)
    return states
