# SPDX-License-Identifier: GPL-2.0-or-later
"""The timetable of the wall map: who is due when, how it stands, and that any number of towns fits."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("qgis.core")

from qgis.core import QgsGeometry  # noqa: E402
from qgis.PyQt.QtCore import QRectF  # noqa: E402
from qgis.PyQt.QtGui import QColor, QImage, QPainter  # noqa: E402
from smartpole.gis.reports.timetable import Cell, Line, Timetable, merged, timetable  # noqa: E402
from smartpole.gis.reports.timetable_chart import STATES, TimetableChart  # noqa: E402

_spec = importlib.util.spec_from_file_location("plan_workspace", Path(__file__).with_name("plan_workspace.py"))
plan_workspace = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(plan_workspace)

TODAY = date(2026, 5, 20)


@pytest.fixture
def plan(qgis_app, tmp_path):
    return plan_workspace.make_plan(tmp_path / "c.gpkg")


def sites_of(workspace):
    return list(workspace.rows("SITE_PL"))


def town_of(table, name):
    return next(line for line in table.lines if line.name == name)


def test_without_a_ledger_the_year_is_spread_evenly(plan):
    table = timetable(plan, sites_of(plan), "zh", TODAY)  # 6 sites in 2026, 6 in 2027, no towns
    assert table.columns == tuple(f"{month}月" for month in range(1, 13)) + ("2027",) and table.spread == 12
    line = table.lines[0]
    assert [cell.due for cell in line.cells] == [0, 1] * 6 + [6] and line.cells[-1].until == 12 and line.undated == 0
    states = [cell.state for cell in line.cells]
    assert states[1] == states[3] == "late" and states[5] == "ahead" and states[0] == "" and line.late == 2
    assert table.total.sites == 12 and table.lines[0].unit == ""


def test_the_ledger_sets_dates_units_and_what_is_on_air(plan):
    ids = [row["PLAN_ID"] for row in sites_of(plan)]
    item = {"CATEGORY": "3", "LEAD_DEPT": "县工信局", "PERSON": "王工"}
    ledger = [
        {**item, "ITEM_ID": "1", "SITE_ID": ids[0], "STAGE": "7", "DUE_DT": date(2026, 3, 1)},
        {**item, "ITEM_ID": "2", "SITE_ID": ids[1], "STAGE": "6", "DUE_DT": date(2026, 5, 1)},
        {**item, "ITEM_ID": "3", "SITE_ID": ids[1], "STAGE": "2", "DUE_DT": date(2026, 5, 30)},
        {**item, "ITEM_ID": "4", "SITE_ID": ids[2], "STAGE": "1", "DUE_DT": date(2026, 4, 1), "STATUS": "3"},  # shelved: its date is void
    ]
    with plan.transaction() as transaction:
        transaction.insert("LEDGER", ledger)
        fids = {row["PLAN_ID"]: row["fid"] for row in transaction.rows("SITE_PL", ["PLAN_ID"])}
        transaction.update("SITE_PL", [{"fid": fids[ids[number]], "TOWN": "红河镇"} for number in range(3)])
        transaction.update("SITE_PL", [{"fid": fids[ids[2]], "PLAN_YEAR": None}])
    line = town_of(timetable(plan, sites_of(plan), "zh", TODAY), "红河镇")
    assert (line.unit, line.sites, line.built, line.on_air, line.undated) == ("县工信局 王工", 3, 2, 1, 1)
    assert line.cells[2] == Cell(1, 1, "done") and line.cells[4] == Cell(1, 2, "now") and line.late == 0


def test_reserves_are_counted_and_are_no_task(plan):
    with plan.transaction() as transaction:
        fids = [row["fid"] for row in transaction.rows("SITE_PL", ["PLAN_ID"])]
        transaction.update("SITE_PL", [{"fid": fid, "BATCH": "3"} for fid in fids[:3]] + [{"fid": fids[3], "BATCH": "1"}])
    for given in (sites_of(plan), [site for site in sites_of(plan) if site["BATCH"] != "3"]):
        table = timetable(plan, given, "zh", TODAY)
        assert table.total.sites == 9 and table.total.batches == (1, 0, 3)


def test_towns_come_from_boundaries_and_monthly_figures_count(plan):
    box = QgsGeometry.fromWkt("MULTIPOLYGON(((663500 4064000, 663890 4064000, 663890 4066000, 663500 4066000, 663500 4064000)))")
    with plan.transaction() as transaction:
        transaction.insert("ADMIN_AREA", [{"XZQDM": "370725101", "XZQMC": "营丘镇", "XZ_LEVEL": "4", "geometry": box}])
        inside = [row["fid"] for row in sites_of(plan) if box.intersects(row["geometry"])]
        transaction.update("SITE_PL", [{"fid": fid, "XZQDM": "370725101"} for fid in inside[:-1]])
        figures = [
            {"MONTH": "2026-03", "XZQDM": "370725101", "ON_AIR": 1},
            {"MONTH": "2026-04", "XZQDM": "370725101", "ON_AIR": 2, "DONE": 4},
        ]
        transaction.insert("MONTHLY", figures)
    table = timetable(plan, sites_of(plan), "zh", TODAY)
    assert [line.name for line in table.lines] == ["营丘镇", "（未注明乡镇）"]
    assert (table.lines[0].sites, table.lines[0].on_air, table.lines[0].built) == (len(inside), 2, 4)
    assert table.total.on_air == 2


def made(towns):
    cells = (Cell(1, 1, "late"), Cell(2, 3, "now"), Cell(0, 3, ""), Cell(1, 4, "ahead"))
    lines = tuple(Line(f"示例镇{number}", "某部门 王工", 5, (2, 2, 1), 2, 0, cells, 1) for number in range(towns))
    total = Line("合计", "", 5 * towns, (2 * towns, 2 * towns, towns), 2 * towns, 0, cells, towns)
    return Timetable(2026, ("1月", "2月", "3月", "4月"), lines, total, 3, TODAY)


def test_merging_loses_no_figure(qgis_app):
    table = merged(made(500), 40, "zh")
    assert len(table.lines) == 40 and sum(line.sites for line in table.lines) == 2500
    assert [sum(line.cells[place].due for line in table.lines) for place in range(4)] == [500, 1000, 0, 500]
    assert table.lines[-1].cells[0].state == "late" and "461" in table.lines[-1].name


@pytest.mark.parametrize("towns", [0, 1, 14, 60, 500])
@pytest.mark.parametrize("width, height", [(3214.0, 652.0), (2228.0, 935.0)])
def test_any_number_of_towns_fits(qgis_app, tmp_path, towns, width, height):
    chart = TimetableChart(made(towns), width, height)
    assert chart.size.height() <= height + 0.5 and chart.points >= 10.0
    assert chart.save_svg(tmp_path / "t.svg").stat().st_size > 1000


def test_status_colours_are_painted(qgis_app):
    chart = TimetableChart(made(3), 3214.0, 652.0)
    image = QImage(1600, round(1600 * chart.size.height() / 3214.0), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    chart.paint(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert all(STATES[state][0] in seen for state in ("late", "now", "ahead"))
