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


def test_its_tables_hold_what_is_said_and_every_row_says_it_is_made_up(county, qgis_app):
    import json

    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import county_tables as tables
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    made, rng = county.make(), np.random.default_rng(1)
    rows = {
        "SVC_AREA": tables.level_areas(made), "ADMIN_AREA": tables.admin_areas(made), "BUILDING": tables.buildings(made),
        "ROAD": tables.roads(made), "KEY_AREA": tables.key_areas(made, rng), "RES_PT": tables.resources(made, rng),
        "SITE_EX": tables.sites(made, rng), "DEMAND_PT": tables.demands(made, rng), "LIMIT_ZONE": tables.zones(made),
        "PROT_RX": tables.stations(made),
    }  # fmt: skip
    rows = {table: list(stream) for table, stream in rows.items()}
    counts = {table: len(found) for table, found in rows.items()}
    assert (counts["RES_PT"], counts["SITE_EX"], counts["PROT_RX"], counts["ADMIN_AREA"]) == (40_000, 320, 3, 12)
    assert sum(row["AREA_TYPE"] == "11" for row in rows["KEY_AREA"]) == 400 and len(rows["LIMIT_ZONE"]) == 3
    assert {row["OPER"] for row in rows["DEMAND_PT"]} == set("1234")
    for table, found in rows.items():
        fields = {entry["name"] for entry in json.loads((ROOT / f"resources/schema/{table}.json").read_text(encoding="utf-8"))["fields"]}
        for row in found:
            assert set(row) <= fields | {"geometry"}, table
            assert any("合成" in str(value) for value in row.values()), (table, row)
    assert all(row["HEIGHT_M"] > 0 for row in rows["BUILDING"])
    codes = [row["SITE_CODE"] for row in rows["SITE_EX"]]
    assert len(set(codes)) == 320 and {len(code) for code in codes} == {18}
