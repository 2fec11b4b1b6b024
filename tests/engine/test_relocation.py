# SPDX-License-Identifier: GPL-2.0-or-later
"""Taking over from a site: fewest candidates, proof, and the order of works, on instances done by hand."""

import datetime
from itertools import combinations

import numpy as np
import pytest

pytest.importorskip("scipy")
from scipy import sparse
from smartpole.engine.errors import InputError
from smartpole.engine.relocation import Durations, latest_start, order_of_works, take_over, takeover_problem


def problem(cells, max_sites=5, weights=None, cost=None):
    """Candidates that serve the listed cells, 100 m apart."""
    count = 1 + max(max(some) for some in cells)
    covers = np.zeros((len(cells), count), np.float32)
    for row, some in enumerate(cells):
        covers[row, some] = 1
    places = 100.0 * np.arange(len(cells))
    weights = np.zeros(count) if weights is None else weights
    cost = np.ones(len(cells)) if cost is None else cost
    groups = np.arange(len(cells))
    return takeover_problem(
        sparse.csr_matrix(covers), weights, cost=cost, x_m=places, y_m=0 * places, groups=groups, spacing_m=0, max_sites=max_sites
    )


def test_two_candidates_take_over_where_greedy_would_need_three():
    # the largest first (2, 3, 4, 5 of 0..7) leaves 0, 1 | 6, 7 to two more; the halves need two
    found = take_over(problem([[2, 3, 4, 5, 1], [0, 1, 2, 3], [4, 5, 6, 7]]), [1, 1, 1], 1.0, 2.0)
    assert found.sites == (1, 2) and found.needed == 2 and found.is_fewest
    assert found.kept == found.total == 8 and found.most == pytest.approx(8)


@pytest.mark.parametrize("seed", range(6))
def test_number_and_minimum_hold_against_all_choices(seed):
    generator = np.random.default_rng(seed)
    cells = [sorted(generator.choice(12, generator.integers(2, 6), replace=False).tolist()) for _ in range(7)]
    cells.append([11])
    some = problem(cells, max_sites=8)
    found = take_over(some, np.ones(8), 1.0, 2.0)
    everything = set().union(*map(set, cells))
    sizes = [n for n in range(1, 9) for choice in combinations(range(8), n) if set().union(*(set(cells[c]) for c in choice)) == everything]
    assert found.needed <= min(sizes) <= len(found.sites) and found.kept == len(everything)
    assert len(found.sites) == min(sizes), "small enough to be solved"


def test_cells_without_people_count_too_and_a_share_needs_fewer():
    cells, people = [[0, 1, 2, 3, 4, 5, 6, 7, 8], [9]], [0.0] * 10
    assert take_over(problem(cells, weights=people), [1, 1], 1.0, 2.0).sites == (0, 1)
    assert take_over(problem(cells, weights=people), [1, 1], 0.9, 2.0).sites == (0,)
    with pytest.raises(InputError):
        take_over(problem(cells), [1, 1], 0.0, 1.0)


def test_of_equal_candidates_the_better_rank_is_taken_and_what_nobody_reaches_is_told():
    found = take_over(problem([[0, 1], [0, 1], [2]], max_sites=1), [4, 1, 1], 1.0, 2.0)
    assert found.sites == (1,) and (found.kept, found.total) == (2, 3) and found.most == pytest.approx(2)


def test_order_of_works_counts_back_from_the_demolition():
    durations = Durations(permit_days=30, build_days={"rooftop": 40}, usual_build_days=20, test_days=7, parallel_days=14, dismantle_days=10)
    steps = order_of_works("old", [("new", "rooftop"), ("pole", "share_pole")], durations)
    times = {(step.work, step.site_id): (step.start_before, step.end_before) for step in steps}
    assert times["build", "new"] == (71, 31) and times["permit", "new"] == (101, 71) and times["test", "new"] == (31, 24)
    assert times["build", "pole"] == (51, 31) and times["parallel", "old"] == (24, 10) and times["off", "old"] == (10, 10)
    assert times["dismantle", "old"] == (10, 0) and steps[0].site_id == "new" and steps[-1].work == "dismantle"
    demolition = datetime.date(2026, 12, 31)
    assert latest_start(steps, demolition) == datetime.date(2026, 9, 21) and latest_start(steps, None) is None
    on_air = max(step.dates(demolition)[1] for step in steps if step.work == "test")
    assert on_air < next(step for step in steps if step.work == "off").dates(demolition)[0], "new on the air before the old goes off"


def test_negative_durations_are_refused():
    with pytest.raises(InputError):
        Durations(test_days=-1)
