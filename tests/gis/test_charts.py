# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts: figures where they belong, colours that mean the same, files that open."""

import pytest

pytest.importorskip("qgis.core")

from qgis.PyQt.QtGui import QColor  # noqa: E402
from qgis.PyQt.QtXml import QDomDocument  # noqa: E402
from smartpole.gis.reports.charts import (  # noqa: E402
    Bar,
    BarChart,
    ColumnChart,
    CurveChart,
    GaugeChart,
    Series,
    cost_by_mode_chart,
    coverage_bars,
    curve_chart,
    nice_ticks,
    resources_chart,
    returns_chart,
    use_gauges,
    years_chart,
)
from smartpole.gis.styles.colours import FAULT, GOOD, MODE_COLOURS  # noqa: E402

SITES = [
    {"PLAN_YEAR": year, "MODE": mode, "COST_WY": cost, "COV_POP": people, "ORDER_NO": number, "OPERS": operators}
    for number, (year, mode, cost, people, operators) in enumerate(
        [(2026, "2", 3.0, 900, "13"), (2026, "3", 8.0, 700, "1"), (2027, "2", 4.0, 400, "123"), (None, "5", 30.0, 100, "1")], 1
    )
]


def share_of(image, colour):
    """Share of an image's pixels near a colour."""
    wanted, near = QColor(colour), 0
    for x in range(image.width()):
        for y in range(image.height()):
            found = QColor(image.pixel(x, y))
            near += abs(found.red() - wanted.red()) + abs(found.green() - wanted.green()) + abs(found.blue() - wanted.blue()) < 24
    return near / (image.width() * image.height())


def test_bars_are_as_long_as_their_share(qgis_app):
    short, long = (share_of(BarChart([Bar("A级", value)]).image(300), GOOD) for value in (30.0, 90.0))
    assert long == pytest.approx(3 * short, rel=0.12)


def test_what_misses_its_target_is_in_the_colour_of_faults(qgis_app):
    missed, met = BarChart([Bar("A级", 70.0, 98.0)]).image(300), BarChart([Bar("A级", 99.0, 98.0)]).image(300)
    assert share_of(missed, FAULT) > 0.05 and share_of(missed, GOOD) == 0
    assert share_of(met, GOOD) > 0.05 and share_of(met, FAULT) == 0
    assert share_of(GaugeChart("利用率", 60, 80).image(200), FAULT) > 0.05


@pytest.mark.parametrize(
    "chart",
    [
        BarChart([Bar("A级", 91.2, 98.0, 60.0)], "分级达标率"),
        CurveChart([(0, 0), (5, 60), (10, 80)], "投资（万元）", "", "覆盖人口", (5, 60), "本方案", 90.0),
        GaugeChart("站址利用率", 85, 80),
        years_chart(SITES, "zh"),
        cost_by_mode_chart(SITES, "zh"),
        resources_chart({("01", "2"): 30, ("06", "4"): 5, (None, None): 2}, "zh"),
        use_gauges(SITES, "zh"),
        returns_chart(SITES, "zh"),
        curve_chart([(1, 40.0, 45.0, 3.0), (4, 70.0, 80.0, 12.0)], "zh", planned_sites=2),
    ],
)
def test_charts_save_as_svg_without_needing_a_typeface(qgis_app, tmp_path, chart):
    text = chart.save_svg(tmp_path / "a.svg").read_text(encoding="utf-8")
    assert QDomDocument().setContent(text)[0]
    assert "<text" not in text and "<path" in text
    assert chart.save_png(tmp_path / "a.png", 400).stat().st_size > 500


def test_a_chart_cannot_be_saved_nowhere(qgis_app, tmp_path):
    chart = GaugeChart("x", 1, 2)
    for save in (chart.save_svg, chart.save_png):
        with pytest.raises(OSError):
            save(tmp_path / "none" / "a.file")


def test_bars_of_levels_prefer_the_plan_and_remember_before():
    rows = [
        {"SCOPE": "level", "STAGE": stage, "CODE": "A", "NAME": "A级", "TARGET": 98.0, "ACTUAL": actual}
        for stage, actual in (("after", 97.0), ("before", 60.0))
    ]
    chart = coverage_bars(rows)
    assert [(bar.value_pct, bar.before_pct, bar.met) for bar in chart.bars] == [(97.0, 60.0, False)]
    assert coverage_bars([]) is None


@pytest.mark.parametrize("low, high", [(0, 49504), (-3, 7), (0.001, 0.009), (5, 5), (0, 0)])
def test_ticks_are_round_and_span_the_values(low, high):
    ticks = nice_ticks(low, high, 5)
    assert ticks[0] <= low and ticks[-1] >= high and 2 <= len(ticks) <= 8
    assert all(b > a for a, b in zip(ticks, ticks[1:]))


def test_columns_are_as_tall_as_their_parts(qgis_app):
    chart = ColumnChart(["2026", "2027"], [Series("a", [10, 0], "#2580a8"), Series("b", [5, 15], "#7cc48f")])
    image = chart.image(600)
    assert chart.totals == [15, 15]
    assert share_of(image, "#7cc48f") == pytest.approx(2 * share_of(image, "#2580a8"), rel=0.12)


def test_years_stack_the_ways_of_building_and_keep_sites_without_a_year():
    chart = years_chart(SITES, "en")
    assert chart.categories == ["2026", "2027", "no year"] and chart.totals == [2, 1, 1]
    assert [series.name for series in chart.series] == ["share a pole", "rooftop", "new tower"]
    assert years_chart(SITES, "zh", "cost").totals == [11.0, 4.0, 30.0]
    assert years_chart([], "zh") is None
    assert years_chart([{"PLAN_YEAR": 2026, "MODE": None, "COST_WY": None}], "zh", "cost") is None


def test_cost_by_mode_begins_with_the_dearest():
    chart = cost_by_mode_chart(SITES, "zh")
    assert list(chart.categories) == ["新建铁塔", "楼面", "共享社会杆"] and chart.captions[2] == "7.0 万元 · 2 个"
    assert cost_by_mode_chart([{"MODE": "1", "COST_WY": None}]) is None


def test_resources_of_unknown_type_and_openness_are_counted_too():
    chart = resources_chart({("01", "2"): 30, ("01", "4"): 3, ("zz", "?"): 2, (None, None): 1}, "en")
    assert dict(zip(chart.categories, chart.totals)) == {"street lamp pole": 33, "other": 3}
    assert [series.name for series in chart.series] == ["open free of charge", "refused", "not given"]
    assert resources_chart({}) is None


def test_gauges_count_what_stands_and_what_is_shared():
    assert [round(gauge.value_pct) for gauge in use_gauges(SITES, "en").gauges] == [75, 50]
    assert use_gauges([]) is None


def test_the_curve_of_returns_adds_up_and_todays_plan_lies_on_the_curve():
    assert returns_chart(SITES, "zh").curve == [(0, 0), (3.0, 900), (11.0, 1600), (15.0, 2000), (45.0, 2100)]
    assert returns_chart(SITES, "zh", "sites").curve[-1] == (4.0, 2100)
    assert returns_chart(SITES[:2]) is None
    rows = [(1, 40.0, 45.0, 3.0), (5, 80.0, 90.0, 23.0)]
    assert curve_chart(rows, "zh", planned_sites=3).marked == (3.0, 60.0)
    assert curve_chart(rows, "zh", "cost", planned_sites=3).marked == (13.0, 60.0)
    assert curve_chart(rows, "zh", planned_sites=9).marked is None
    assert curve_chart(rows[:1]) is None


def test_colours_of_series_stay_apart_in_a_grey_print():
    greys = [QColor(colour) for colour in MODE_COLOURS.values()]
    greys = sorted(0.299 * grey.red() + 0.587 * grey.green() + 0.114 * grey.blue() for grey in greys)
    assert min(b - a for a, b in zip(greys, greys[1:])) > 20
