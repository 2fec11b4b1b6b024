# SPDX-License-Identifier: GPL-2.0-or-later
"""Boxes by sector hold all that the mast exceeds, and lie on the ground as their azimuth says."""

from dataclasses import replace

import numpy as np
import pytest
from smartpole.engine import exposure
from smartpole.engine.antenna import Omni
from smartpole.engine.antenna import Sector as SectorAntenna
from smartpole.engine.errors import InputError
from smartpole.engine.exposure import Box, Emitter
from smartpole.engine.exposure_boxes import footprint, sector_boxes

NORTH = Emitter(0.0, 0.0, 30.0, 0.0, 0.0, 200.0, 3500.0, SectorAntenna(24, 65, 10, 6, 30, 17), 0.1875)


def test_one_sector_has_the_box_of_the_mast():
    (one,) = sector_boxes([NORTH], 0.2)
    assert one.azimuth_deg == 0 and one.emitters == (0,)
    for name, value in vars(exposure.compliance_box([NORTH], 0.2)).items():
        assert getattr(one.box, name) == pytest.approx(value)
    assert one.box.front_m == pytest.approx(90, abs=1.5), "200 W, 24 dBi, duty 0.1875: a fifth of the limit ends at 90 m"


@pytest.mark.parametrize("azimuths", [(0, 120, 240), (10, 40, 300), (0, 0, 180)])
def test_no_place_outside_the_boxes_exceeds_the_share(azimuths):
    emitters = [replace(NORTH, azimuth_deg=float(azimuth), frequency_mhz=f) for azimuth, f in zip(azimuths, (3500.0, 2600.0, 4900.0))]
    boxes = sector_boxes(emitters, 0.2)
    assert len(boxes) == len(set(azimuths)) and sorted(index for box in boxes for index in box.emitters) == [0, 1, 2]
    generator = np.random.default_rng(5)
    x, y, z = generator.uniform(-150, 150, 20000), generator.uniform(-150, 150, 20000), 30 + generator.uniform(-60, 60, 20000)
    inside = np.zeros(x.shape, bool)
    for one in boxes:
        turn = np.deg2rad(one.azimuth_deg)
        ahead, aside = x * np.sin(turn) + y * np.cos(turn), x * np.cos(turn) - y * np.sin(turn)
        box = one.box
        flat = (ahead <= box.front_m + 0.5) & (-ahead <= box.back_m + 0.5) & (abs(aside) <= box.side_m + 0.5)
        inside |= flat & (z - 30 <= box.above_m + 0.5) & (30 - z <= box.below_m + 0.5)
    over = exposure.share_at(emitters, x, y, z) > 0.2
    assert over.sum() > 50 and inside[over].all()


def test_a_round_antenna_has_a_square_and_none_has_nothing():
    (one,) = sector_boxes([replace(NORTH, antenna=Omni(8.0))], 1.0)
    assert one.box.front_m == pytest.approx(one.box.back_m) == pytest.approx(one.box.side_m, rel=1e-3)
    assert sector_boxes([], 0.2) == []
    with pytest.raises(InputError, match="exposure_share"):
        sector_boxes([NORTH], 0.0)


@pytest.mark.parametrize(
    ("azimuth", "front", "right"), [(0, (0, 9), (1, 0)), (90, (9, 0), (0, -1)), (225, (-6.364, -6.364), (-0.707, 0.707))]
)
def test_the_footprint_is_turned(azimuth, front, right):
    corners = np.array(footprint(Box(9, 2, 3, 1, 1, 9), azimuth, 100.0, 200.0)) - (100, 200)
    np.testing.assert_allclose((corners[0] + corners[1]) / 2, front, atol=1e-3)
    np.testing.assert_allclose((corners[1] - corners[0]) / 6, right, atol=1e-3)
    assert np.hypot(*(corners[1] - corners[0])) * np.hypot(*(corners[2] - corners[1])) == pytest.approx(6 * 11)
