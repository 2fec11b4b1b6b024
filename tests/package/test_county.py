# SPDX-License-Identifier: GPL-2.0-or-later
"""The synthetic county: the same for the same seed, of the size and shape it claims."""

import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def county():
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import county
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    return county


def test_the_same_seed_gives_the_same_county(county):
    first, second, other = county.make(7), county.make(7), county.make(8)
    for name in ("outline", "ground_m", "places", "villages", "people", "buildings"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))
    assert not np.array_equal(first.villages, other.villages)


def test_it_has_plain_hills_mountains_and_settlements(county):
    made = county.make()
    x, y = made.outline.T
    assert 0.5 * abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) == pytest.approx(1.1e9, rel=0.05)
    assert (made.places.shape, made.villages.shape) == ((11, 2), (400, 2))
    assert county.inside(made.outline, *made.villages.T).all() and county.inside(made.outline, *made.places.T).all()
    low, high = np.percentile(made.ground_m, [10, 99])
    assert low < 50 and high > 350
    assert len(made.buildings) > 20_000 and made.buildings[:, 6].sum() == pytest.approx(made.people.sum())
    ground, roof = county.heights_on(made, made.places[0, 0] - 500, made.places[0, 1] + 500, 20, 50, 50)
    assert np.isfinite(ground).all() and 0.1 < (roof > 0).mean() < 0.7 and roof.max() > 30
    assert county.site_places(made, 50).shape == (50, 3)
