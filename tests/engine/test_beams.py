# SPDX-License-Identifier: GPL-2.0-or-later
"""Mean of neighbours' beams: energy is conserved, the preset says what the model found, nonsense is refused."""

import json
from pathlib import Path

import pytest
from smartpole.engine.antenna import Array, Sector
from smartpole.engine.beams import checked_db, mean_beam_gain_db
from smartpole.engine.errors import InputError

PRESET = Path(__file__).resolve().parents[2] / "resources" / "presets" / "network.json"
ENVELOPE = Sector(16.0, 65, 10, 6, 30, 17)


def test_one_fixed_beam_that_is_the_envelope_has_no_gain_over_it():
    class Fixed:
        def gain_dbi(self, azimuth, zenith):
            return Array(rows=1, columns=1).gain_dbi(azimuth, zenith)

    assert mean_beam_gain_db(8.0, Fixed(), 1, 1, 30, 300) == pytest.approx(0.0, abs=1e-9)
    assert mean_beam_gain_db(11.0, Fixed(), 1, 1, 30, 300) == pytest.approx(3.0, abs=1e-9)


def test_the_mean_stays_far_below_the_beam_at_its_user():
    for height, radius in ((35, 1000), (28, 330), (25, 250)):
        mean = mean_beam_gain_db(24.0, ENVELOPE, 5, 8, height, radius)
        assert -2 < mean < 3, "of the 8 dB that a beam has at its user"


def test_the_preset_lies_within_what_was_found():
    kinds = json.loads(PRESET.read_text(encoding="utf-8"))["kinds"]
    tower = [mean_beam_gain_db(24.0, ENVELOPE, 5, 8, 35, radius) for radius in (500, 1000)]
    roof = [mean_beam_gain_db(24.0, ENVELOPE, 5, 8, *where) for where in ((28, 330), (25, 250))]
    assert min(tower) <= kinds["tower"]["neighbour_beam_db"]["default"] <= max(tower)
    assert min(roof) <= kinds["roof"]["neighbour_beam_db"]["default"] <= max(roof)
    assert all(kinds[kind]["neighbour_beam_db"].get("n28", 0) == 0 for kind in kinds)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 60.0, -21.0])
def test_impossible_gains_are_refused(value):
    with pytest.raises(InputError) as error:
        checked_db(value, "x")
    assert error.value.key == "beam_gain_value"
