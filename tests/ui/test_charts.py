# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel's charts are the product's charts: sized to the panel, in its ink, saved by their menu."""

import csv

import pytest
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtXml import QDomDocument


@pytest.fixture
def bars(qgis_app):
    from smartpole.ui.panel.charts import Bar, BarChart

    chart = BarChart()
    chart.resize(300, 10)
    chart.set_bars([Bar("A", 91.0, 98.0), Bar("B", 99.0, 98.0)])
    yield chart
    chart.deleteLater()


def test_a_chart_is_as_wide_as_its_widget_and_as_tall_as_its_content(bars):
    from smartpole.ui.panel.charts import Bar

    two = bars.height()
    bars.set_bars([Bar("A", 91.0, 98.0)] * 4)
    assert bars.height() == pytest.approx(2 * two, rel=0.08)
    assert bars.chart().width_points < 300
    bars.set_bars([])
    assert not bars.isVisibleTo(None) and bars.bars() == []


def test_a_chart_tells_its_figures_in_words(bars):
    assert bars.toolTip() == bars.accessibleDescription() == "A: 91.0 / 98\nB: 99.0 / 98 ✓"


def test_a_dark_panel_gives_its_ink_and_paper_keeps_its_own(bars, tmp_path):
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#f0f0f0"))
    bars.setPalette(palette)
    bars.grab()
    assert bars.chart().ink == "#f0f0f0"
    assert bars.save(tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert QDomDocument().setContent(text)[0] and "#f0f0f0" not in text
    assert bars.chart().ink == "#f0f0f0"


def test_the_menu_offers_svg_and_png(bars, tmp_path, monkeypatch):
    from smartpole.ui.panel import charts

    monkeypatch.setattr(charts.QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "图"), ""))
    for action in bars.menu().actions():
        action.trigger()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["图.png", "图.svg"]


def test_a_chart_that_cannot_be_saved_is_a_message(bars, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(bars, "fail", said.append)
    assert not bars.save(tmp_path / "none" / "a.png")
    assert len(said) == 1 and not (tmp_path / "none").exists()


@pytest.fixture
def planned(town):
    rows = [
        {"PLAN_ID": f"P{n}", "MODE": "2", "PLAN_YEAR": 2026 + n % 2, "COST_WY": 3.0, "COV_POP": 90 // n, "ORDER_NO": n, "OPERS": "13"}
        for n in range(1, 5)
    ]
    with town.transaction() as transaction:
        transaction.insert("SITE_PL", rows)
    return town


def test_steps_have_their_charts(planned):
    from smartpole.ui.panel.step_charts import step_charts

    (resources,) = step_charts("resources", planned)
    assert sum(resources.totals) == planned.count("RES_PT")
    returns, years, cost, gauges = step_charts("sites", planned)
    assert returns.curve[-1] == (12.0, 90 + 45 + 30 + 22)
    assert years.totals == [2, 2] and cost.totals == [12.0]
    assert [gauge.value_pct for gauge in gauges.gauges] == [100.0, 100.0]
    assert step_charts("checks", planned) == []


def test_a_computed_curve_takes_the_place_of_the_plans_own(planned, tmp_path):
    from smartpole.ui.panel.step_charts import saved_curve, step_charts

    table = tmp_path / "curve.csv"
    with table.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([("sites", "served_pct", "bound_pct", "cost_wy"), (2, 40, 50, 6), (6, 80, 90, 18)])
    planned.log_result("coveragecurve", table, {}, ("SITE_PL",), {})
    assert step_charts("sites", planned)[0].marked == (4.0, 60.0)
    table.write_text("sites;nonsense\n1;2\n", encoding="utf-8")
    assert saved_curve(planned) is None
    table.unlink()
    assert saved_curve(planned) is None


def test_opening_a_step_fills_its_charts(interface, own_settings, qgis_processing, qgis_new_project, planned, wait_for):
    from smartpole.plugin import SmartPolePlugin

    own_settings.REOPEN_LAST.set(False)
    plugin = SmartPolePlugin(interface)
    plugin.initGui()
    try:
        desk = plugin.desk
        desk.conductor.open_workspace(planned.path)
        row = desk.dock.rows["sites"]
        row.header.clicked.emit()
        wait_for(lambda: len(row.charts.charts()) == 4 or not row.is_open(), 5.0, "four charts")
        if not row.is_open():
            row.header.clicked.emit()
        wait_for(lambda: len(row.charts.charts()) == 4, 5.0, "four charts")
    finally:
        plugin.unload()
