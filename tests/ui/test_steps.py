# SPDX-License-Identifier: GPL-2.0-or-later
"""States of the seven steps follow from facts alone."""

from smartpole.ui.panel.steps import COVERAGE, GAPS, HANDOVER, NETWORK, ORDER, RESOURCES, SITES, Facts, Result, State, step_states

FULL = {"RES_PT": 10, "SVC_AREA": 4, "SITE_EX": 3, "SITE_PL": 5}
EARLY, LATE = "2026-01-01T10:00:00", "2026-01-01T11:00:00"


def states(**values):
    running = values.pop("running", "")
    return step_states(Facts(path="plan.gpkg", **values), running)


def test_empty_workspace_misses_everything_and_says_what():
    found = states()
    assert list(found) == list(ORDER)
    assert all(status.state is State.MISSING for status in found.values())
    assert found[COVERAGE].needs == ("SVC_AREA", "SITE_EX")
    assert found[RESOURCES].changed == ("RES_PT",)
    assert found[RESOURCES].can_run and found[NETWORK].can_run
    assert not found[COVERAGE].can_run


def test_coverage_is_ready_once_area_and_network_are_there_and_gaps_wait_for_it():
    found = states(counts=FULL)
    assert found[NETWORK].state is State.DONE
    assert found[COVERAGE].state is State.READY
    assert found[GAPS].state is State.MISSING
    assert found[GAPS].needs == (COVERAGE,)


def test_a_result_stands_until_a_table_it_was_made_from_changes():
    assert states(counts=FULL, results={COVERAGE: Result(EARLY, 1)})[COVERAGE].state is State.DONE
    stale = states(counts=FULL, results={COVERAGE: Result(EARLY, 1, changed_tables=("SITE_EX",)), GAPS: Result(LATE, 2)})
    assert stale[COVERAGE].state is State.STALE
    assert stale[COVERAGE].changed == ("SITE_EX",)
    assert stale[GAPS].state is State.STALE, "what was made from an outdated result is outdated"
    assert stale[GAPS].changed == (COVERAGE,)


def test_a_result_older_than_the_one_it_starts_from_is_out_of_date():
    found = states(counts=FULL, results={COVERAGE: Result(LATE, 2), GAPS: Result(EARLY, 1)})
    assert found[COVERAGE].state is State.DONE
    assert found[GAPS].state is State.STALE


def test_hand_over_follows_the_site_plan_and_a_lost_file_counts():
    results = {COVERAGE: Result(EARLY, 1), SITES: Result(EARLY, 1), HANDOVER: Result(LATE, 2, missing_files=("manifest.csv",))}
    found = states(counts=FULL, results=results)
    assert found[SITES].state is State.DONE
    assert found[HANDOVER].state is State.STALE
    assert found[HANDOVER].changed == ("file:manifest.csv",)


def test_what_runs_shows_as_running_and_cannot_be_started_twice():
    found = states(counts=FULL, running=COVERAGE)
    assert found[COVERAGE].state is State.RUNNING
    assert not found[COVERAGE].can_run
