# SPDX-License-Identifier: GPL-2.0-or-later
"""Reference patterns of dishes by the figures of their Recommendations, and the limits of RA.769 by its own equations."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from smartpole.engine.dish import LIGHT_M_MHZ, dish_gain_dbi
from smartpole.engine.errors import InputError
from smartpole.engine.station import Rules, flux_limits, telescope_limits

PRESET = json.loads((Path(__file__).parents[2] / "resources/presets/stations.json").read_text(encoding="utf-8"))
LIMITS = flux_limits(PRESET["ra769"])


def test_the_earth_station_envelope_of_s465():
    gain = dish_gain_dbi("S.465", 7.3, [10, 33, 60, 180], 3800)  # 92.5 wavelengths
    np.testing.assert_allclose(gain, [32 - 25, 32 - 25 * math.log10(33), -10, -10])
    peak = 10 * math.log10(0.6 * (math.pi * 7.3 * 3800 / LIGHT_M_MHZ) ** 2)
    assert dish_gain_dbi("S.465", 7.3, 0, 3800) == pytest.approx(peak)
    angles = np.linspace(0, 180, 721)
    assert (np.diff(dish_gain_dbi("S.465", 7.3, angles, 3800)) <= 0.04).all()  # the Recommendation itself rises by 0.03 dB at 48 degrees
    assert (dish_gain_dbi("S.465", 0, angles, 3800) == 0).all()


@pytest.mark.parametrize(
    ("wavelengths", "first"),
    [(200, 1.0), (80, 100 / 80), (50, 2.0), (49, 2.0), (41, 2.0), (33.3, 114 * 33.3**-1.09), (20, 114 * 20**-1.09)],
)
def test_where_the_envelope_of_s465_begins(wavelengths, first):
    dish = wavelengths * LIGHT_M_MHZ / 3800
    assert dish_gain_dbi("S.465", dish, first, 3800) == pytest.approx(32 - 25 * math.log10(first))
    assert dish_gain_dbi("S.465", dish, first * 0.5, 3800) >= dish_gain_dbi("S.465", dish, first, 3800)


def test_s580_is_three_decibels_lower_and_joins_s465():
    angles = [10, 20, 20.5, 25, 26.3, 30, 60]
    expected = [4.0, 29 - 25 * math.log10(20), -3.5, -3.5, -3.5, 32 - 25 * math.log10(30), -10]
    np.testing.assert_allclose(dish_gain_dbi("S.580", 7.3, angles, 3800), expected, atol=0.01)  # note 5: -3.5 dBi to 26.3 degrees
    small = dish_gain_dbi("S.580", 2.4, angles, 3800)  # 30 wavelengths: S.580 begins at 50
    np.testing.assert_array_equal(small, dish_gain_dbi("S.465", 2.4, angles, 3800))


def test_fixed_links_by_f699():
    # 1.8 m at 4450 MHz, 26.7 wavelengths: 36.2 dBi, side lobe 23.4 dBi, 52 - 10 lg 26.7 - 25 lg phi, 10 - 10 lg 26.7
    ratio = 1.8 * 4450 / LIGHT_M_MHZ
    gain = dish_gain_dbi("F.699", 1.8, [0, 3.4, 10, 90], 4450)
    expected = [20 * math.log10(ratio) + 7.7, 2 + 15 * math.log10(ratio), 52 - 10 * math.log10(ratio) - 25, 10 - 10 * math.log10(ratio)]
    np.testing.assert_allclose(gain, expected)
    np.testing.assert_allclose(dish_gain_dbi("F.699", 12.0, [10, 48, 120], 4450), [7.0, -10, -10])  # 178 wavelengths
    angles = np.linspace(0, 180, 1801)
    for dish in (0.6, 1.8, 3.0, 12.0):
        assert (np.diff(dish_gain_dbi("F.699", dish, angles, 4450)) <= 0.05).all()


@pytest.mark.parametrize("row", PRESET["ra769"], ids=lambda row: f"{row['centre_mhz']:g}-{row['kind']}")
def test_the_limits_follow_from_the_equations_of_ra769(row):
    # annex 1: dT = T / sqrt(2000 s x df), a tenth of k dT, S = P + 20 lg f - 158.5
    kelvin = (row["t_a_k"] + row["t_r_k"]) / math.sqrt(2000.0 * row["bandwidth_khz"] * 1e3)
    tenth = 10 * math.log10(0.1 * 1.380649e-23 * kelvin)
    assert tenth + 20 * math.log10(row["centre_mhz"] * 1e6) - 158.5 == pytest.approx(row["spfd_db"], abs=0.8)
    assert row["low_mhz"] <= row["centre_mhz"] <= row["high_mhz"]


def test_which_limits_judge_a_telescope():
    def of(*band):
        return [limit.spfd_db for limit in telescope_limits(LIMITS, *band)]

    assert of(4990, 5000) == [-241] and of(4820, 4840) == [-230] and of(2690, 2700) == [-247]
    assert of(1400, 1427) == [-255], "the continuum limit is stricter than that of the line in it"
    assert of(1600, 1670) == [-238, -251] and of(4800, 5000) == [-230, -241] and of(3400, 3600) == []


def test_rules_must_be_possible():
    with pytest.raises(InputError, match="station_rules"):
        Rules(selectivity_db=(45.0, -1.0))
    with pytest.raises(InputError, match="station_rules"):
        Rules(front_end_share=1.0)


@pytest.mark.parametrize("pattern", ["S.465", "S.580", "F.699"])
def test_no_direction_gains_more_than_the_axis(pattern):
    for wavelengths in (0.5, 1, 2, 10, 49, 60, 120, 400):
        gain = dish_gain_dbi(pattern, wavelengths * LIGHT_M_MHZ / 4000, np.linspace(0, 180, 1441), 4000)
        assert (gain <= gain[0]).all()
