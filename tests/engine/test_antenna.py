# SPDX-License-Identifier: GPL-2.0-or-later
"""Antenna patterns: directions, tilt signs, published element and array gains, and makers' files."""

import re

import numpy as np
import pytest
from smartpole.engine.antenna import Array, Omni, Sector, sector_gain_dbi, zenith_deg
from smartpole.engine.antenna_files import parse_msi, parse_table, read_antenna
from smartpole.engine.errors import InputError


def msi(vertical_lobe=0, gain="GAIN 15.0 dBi", tilt="ELECTRICAL_TILT 0", horizontal_rows=360):
    rows = ["NAME TEST", "FREQUENCY 3500", gain, tilt, f"HORIZONTAL {horizontal_rows}"]
    angles = np.arange(360)

    def off(centre):
        return np.abs((angles - centre + 180) % 360 - 180)

    rows += [f"{a}.0 {min(12 * (d / 65) ** 2, 25):.2f}" for a, d in zip(angles, off(0))][:horizontal_rows]
    rows += ["VERTICAL 360"] + [f"{a}.0 {min(12 * (d / 7) ** 2, 25):.2f}" for a, d in zip(angles, off(vertical_lobe))]
    return "\n".join(rows)


def test_element_of_tr38901():
    # TR 38.901 table 7.3-1: 8 dBi, 3 dB beam widths 65 degrees, at most 30 dB down.
    element = Sector()
    assert element.gain_dbi(0, 90) == pytest.approx(8.0)
    assert element.gain_dbi([32.5, -32.5, 0, 0], [90, 90, 57.5, 122.5]) == pytest.approx(5.0)
    assert element.gain_dbi(180, 90) == pytest.approx(-22.0)
    assert element.gain_dbi(180, 0) == pytest.approx(-22.0)


def test_column_has_its_peak_at_the_tilt():
    # A column of M adds 10 log10 M at the beam's centre; zenith 102 degrees is 12 degrees down.
    column = Array(rows=10, beam_tilt_deg=12)
    zenith = np.arange(60, 150, 0.1)
    gain = column.gain_dbi(0, zenith)
    assert zenith[gain.argmax()] == pytest.approx(102, abs=0.3)
    assert column.max_gain_dbi == pytest.approx(8 - 12 * (12 / 65) ** 2 + 10, abs=1e-9)


@pytest.mark.parametrize("pattern", [Sector(17, 65, 7, 4), Array(rows=8, beam_tilt_deg=4), Omni(8, 10, 4)])
def test_electrical_tilt_looks_down_all_around(pattern):
    assert pattern.gain_dbi(0, 94) > pattern.gain_dbi(0, 86)
    assert pattern.gain_dbi(60, 94) > pattern.gain_dbi(60, 86)


def test_mechanical_tilt_looks_down_in_front_and_up_behind():
    pattern = Omni(17, 7)
    front = sector_gain_dbi(pattern, 90, 6, 90, np.array([84.0, 96.0]))
    behind = sector_gain_dbi(pattern, 90, 6, 270, np.array([84.0, 96.0]))
    assert front[1] > front[0] + 10 and front[1] == pytest.approx(17.0)
    assert behind[0] > behind[1]
    beside = sector_gain_dbi(pattern, 90, 6, 180, np.array([84.0, 96.0]))
    assert beside[0] == pytest.approx(beside[1], abs=1e-6)


def test_azimuth_is_clockwise_from_north_and_wraps():
    pattern = Sector()
    bearings = np.array([350.0, 10.0, 370.0, -350.0])
    assert sector_gain_dbi(pattern, 0, 0, bearings, 90.0) == pytest.approx(8 - 12 * (10 / 65) ** 2)
    assert sector_gain_dbi(pattern, 45, 0, 45, 90) == pytest.approx(8.0)


def test_zenith_of_a_lower_receiver_is_above_ninety():
    assert zenith_deg(100.0, 100.0) == pytest.approx(135.0)
    assert zenith_deg(100.0, -100.0) == pytest.approx(45.0)


def test_float32_stays_and_agrees():
    bearing = np.linspace(0, 360, 1000, dtype=np.float32)
    for pattern in (Sector(17, 65, 7, 4), Omni(8, 10), Array(rows=8, columns=2)):
        gain = sector_gain_dbi(pattern, 30, 0, bearing, np.float32(92))
        assert gain.dtype == np.float32
        exact = sector_gain_dbi(pattern, 30, 0, bearing.astype(float), 92.0)
        main = exact > exact.max() - 20
        assert gain[main] == pytest.approx(exact[main], abs=1e-2)


def test_unusable_antennas_are_refused():
    with pytest.raises(InputError):
        Sector(horizontal_3db_deg=0)
    with pytest.raises(InputError):
        Array(rows=0)


def test_msi_gain_units_and_cuts():
    assert parse_msi(msi()).max_gain_dbi == 15.0
    assert parse_msi(msi(gain="GAIN 12.85 dBd")).max_gain_dbi == pytest.approx(15.0)
    bare = parse_msi(msi(gain="GAIN 12.85"))
    assert bare.max_gain_dbi == pytest.approx(15.0) and "gain_taken_as_dbd" in bare.notes
    pattern = parse_msi(msi())
    assert pattern.frequency_mhz == 3500
    assert pattern.gain_dbi([0, 65, 180], 90) == pytest.approx([15, 3, -10], abs=0.01)
    assert pattern.gain_dbi(0, [97, 83]) == pytest.approx([3, 3], abs=0.01)


def test_levels_below_the_maximum_and_decimal_commas():
    text = msi(gain="GAIN 15,0 dBi")
    header, rows = text.split("HORIZONTAL 360")
    negated = header + "HORIZONTAL 360" + re.sub(r"^(\d+\.0) (\d)", r"\1 -\2", rows, flags=re.MULTILINE)
    pattern = parse_msi(negated)
    assert "levels_taken_as_relative_gain" in pattern.notes and pattern.max_gain_dbi == 15.0
    assert pattern.gain_dbi([0, 65], 90) == pytest.approx([15, 3], abs=0.01)


def test_vertical_cut_direction_follows_the_named_tilt():
    down = parse_msi(msi(vertical_lobe=6, tilt="ELECTRICAL_TILT 6"))
    up = parse_msi(msi(vertical_lobe=354, tilt="ELECTRICAL_TILT 6"))
    assert "vertical_cut_turned" in up.notes and not down.notes
    for pattern in (down, up):
        assert pattern.gain_dbi(0, 96) == pytest.approx(15, abs=0.01)
    forced = parse_msi(msi(vertical_lobe=6), vertical_positive_down=False)
    assert forced.gain_dbi(0, 84) == pytest.approx(15, abs=0.01)


def test_two_column_tables_by_sign():
    angles = range(0, 360, 5)
    offset = [min(a, 360 - a) for a in angles]
    attenuation = "\n".join(f"{a};{0.1 * o:.2f}" for a, o in zip(angles, offset))
    relative = "angle,level\n" + "\n".join(f"{a},{-0.1 * o:.2f}" for a, o in zip(angles, offset))
    absolute = "\n".join(f"{a}\t{12 - 0.1 * o:.2f}" for a, o in zip(angles, offset))
    for text, gain in ((attenuation, 12), (relative, 12), (absolute, None)):
        pattern = parse_table(text, max_gain_dbi=gain)
        assert pattern.gain_dbi([0, 90, 180], 90) == pytest.approx([12, 3, -6], abs=0.01)
        assert "vertical_cut_assumed" in pattern.notes
    with pytest.raises(InputError):
        parse_table(attenuation)


@pytest.mark.parametrize("text", ["", "NAME X\nGAIN 15 dBi\nHORIZONTAL 360\n0 0\n", msi(gain="COMMENT none"), msi(horizontal_rows=2)])
def test_broken_files_say_what_is_missing(text):
    with pytest.raises(InputError) as error:
        parse_msi(text, "broken.msi")
    assert error.value.values["name"] == "broken.msi"


def test_published_msi_file_imports(reference_data):
    pattern = read_antenna(reference_data / "vectors" / "antenna_files" / "anonymous_2450MHz.msi")
    assert pattern.max_gain_dbi == pytest.approx(7.69 + 2.15)
    assert pattern.gain_dbi(np.arange(360.0), 90).max() <= pattern.max_gain_dbi + 1e-6
