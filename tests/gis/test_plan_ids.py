# SPDX-License-Identifier: GPL-2.0-or-later
"""A site keeps its id from round to round; ids of sites that are gone are not given away."""

import pytest

pytest.importorskip("qgis.core")

from qgis.core import QgsGeometry, QgsPointXY  # noqa: E402
from smartpole.gis.siting.plan_ids import PlanIds  # noqa: E402


class Plan:
    def __init__(self, *rows):
        self.kept = [
            {"BATCH": "1", "FIXED": 0, **row, "geometry": QgsGeometry.fromPointXY(QgsPointXY(*row.pop("at", (0.0, 0.0))))} for row in rows
        ]

    def rows(self, _table, _columns):
        return self.kept


def test_the_same_resource_or_place_keeps_its_id():
    ids = PlanIds(Plan({"PLAN_ID": "P00003", "BASE_ID": "R-1"}, {"PLAN_ID": "P00007", "BASE_ID": None, "at": (100.2, 50.0)}))
    assert ids.of("R-2", 0, 0) == "P00008" and ids.of("R-1", 5, 5) == "P00003" and ids.of(None, 99.9, 50.3) == "P00007"
    assert ids.of("R-1", 5, 5) == "P00009"  # once only


def test_fixed_sites_reserves_and_ids_of_others_are_left_alone():
    ids = PlanIds(
        Plan(
            {"PLAN_ID": "P00005", "BASE_ID": "R-1", "FIXED": 1},
            {"PLAN_ID": "P00004B", "BASE_ID": "R-2", "BATCH": "3"},
            {"PLAN_ID": "PL-099", "BASE_ID": "R-3"},
            {"PLAN_ID": None, "BASE_ID": "R-4"},
        )
    )
    assert [ids.of(base, 0, 0) for base in ("R-1", "R-2", "R-3", "R-4")] == ["P00006", "P00007", "P00008", "P00009"]
    assert PlanIds(Plan()).of("R-1", 0, 0) == "P00001"


def test_ids_of_others_that_end_with_the_last_number_leave_room():
    ids = PlanIds(Plan({"PLAN_ID": "P99999", "BASE_ID": "R-1"}, {"PLAN_ID": "P00001", "BASE_ID": "R-2", "FIXED": 1}))
    assert [ids.of(base, 0, 0) for base in ("R-3", "R-1", "R-2")] == ["P00002", "P99999", "P00003"]
