# SPDX-License-Identifier: GPL-2.0-or-later
"""Adjacent channels: which they are, the published ACIR, and coverage against a plain sum."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from smartpole.engine.adjacent import is_adjacent, leak_ratio
from smartpole.engine.antenna import Omni
from smartpole.engine.coverage import CoverageSettings, compute_coverage
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.network import Carrier, Network, Sector, Site
from smartpole.engine.pathloss import PathLossSettings
from smartpole.engine.station import acir_db
from smartpole.engine.terrain import Terrain

PRESET = json.loads((Path(__file__).parents[2] / "resources" / "presets" / "network.json").read_text(encoding="utf-8"))
TELECOM = Carrier("n78", 3450, 100, 273, 30, ("CT",))
UNICOM = Carrier("n78", 3550, 100, 273, 30, ("CU",))
FAR = Carrier("n78", 3680, 20, 51, 30, ("CU",))
GRID = Grid(0, 200, 10, 20, 30)
SETTINGS = PathLossSettings(400, 10)
FLAT = Terrain.flat(GRID)


def network(x, carrier, power=43, load=None):
    return Network((Site("s", "", x, 105, "pole", (Sector(carrier, 0, 0, 8, power, Omni(8, 30), load),)),))


def test_the_channel_beside_and_no_other():
    assert is_adjacent(TELECOM, UNICOM) and not is_adjacent(TELECOM, FAR) and not is_adjacent(TELECOM, TELECOM)
    assert leak_ratio(TELECOM, UNICOM, {"default": 32.7}) == pytest.approx(10**-3.27)
    assert leak_ratio(TELECOM, FAR, {"default": 32.7}) == 0
    half = Carrier("n78", 3525, 50, 133, 30, ("CU",))
    assert leak_ratio(TELECOM, half, {"default": 40, "n78": 30}) == pytest.approx(133 / 273 * 1e-3)


@pytest.mark.parametrize(("band", "acs_db"), [("n78", 33), ("n41", 20), ("n28", 25.5)])
def test_the_presets_ratios_follow_from_the_standards(band, acs_db):
    assert PRESET["acir_db"].get(band, PRESET["acir_db"]["default"]) == pytest.approx(acir_db(45, acs_db), abs=0.06)


def test_another_operator_disturbs_as_a_plain_sum_says():
    own, other = network(55, TELECOM), network(245, UNICOM, 53, 0.8)
    acir = {"default": 32.7}
    alone = compute_coverage(own, FLAT, GRID, SETTINGS)
    theirs = compute_coverage(other, FLAT, GRID, SETTINGS)
    found = compute_coverage(own, FLAT, GRID, SETTINGS, CoverageSettings(acir_db=acir), others=other)
    np.testing.assert_array_equal(found.ss_rsrp_dbm, alone.ss_rsrp_dbm)
    assert set(np.unique(found.best_server)) == {0}
    noise = 10 ** (TELECOM.noise_per_resource_element_dbm(9) / 10)
    for row in range(0, GRID.rows, 3):
        for column in range(0, GRID.columns, 3):
            leak = 0.8 * 10 ** ((theirs.ss_rsrp_dbm[row, column] - 32.7) / 10)
            expected = found.ss_rsrp_dbm[row, column] - 10 * math.log10(leak + noise)
            assert found.ss_sinr_db[row, column] == pytest.approx(expected, abs=2e-3)
    np.testing.assert_array_equal(compute_coverage(own, FLAT, GRID, SETTINGS, others=other).ss_sinr_db, alone.ss_sinr_db)


def test_both_operators_of_one_network_disturb_each_other():
    both = Network((*network(55, TELECOM).sites, *network(245, UNICOM).sites))
    quiet = compute_coverage(both, FLAT, GRID, SETTINGS)
    loud = compute_coverage(both, FLAT, GRID, SETTINGS, CoverageSettings(acir_db={"default": 20}))
    np.testing.assert_array_equal(loud.best_server, quiet.best_server)
    assert (loud.ss_sinr_db <= quiet.ss_sinr_db).all() and (loud.ss_sinr_db < quiet.ss_sinr_db - 3).mean() > 0.5


def test_a_stranger_on_the_same_channel_counts_in_full_and_reaching_only_strangers_is_refused():
    own, other = network(55, TELECOM), network(245, TELECOM)
    merged = compute_coverage(Network((*own.sites, *other.sites)), FLAT, GRID, SETTINGS)
    found = compute_coverage(own, FLAT, GRID, SETTINGS, others=other)
    mine = merged.best_server == 0
    np.testing.assert_allclose(found.ss_sinr_db[mine], merged.ss_sinr_db[mine], atol=1e-4)
    assert (found.ss_sinr_db[~mine] < 3.02).all(), "at a load of one half an equal stranger leaves 3 dB"
    with pytest.raises(InputError, match="no_site_in_reach"):
        compute_coverage(network(5000, TELECOM), FLAT, GRID, SETTINGS, others=other)


def test_impossible_ratios_are_refused():
    for values in ({"n78": 30}, {"default": -1}, {"default": math.nan}):
        with pytest.raises(InputError, match="acir_value"):
            CoverageSettings(acir_db=values)
