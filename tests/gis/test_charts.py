# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts: figures where they belong, colours that mean the same, files that open."""

import pytest

pytest.importorskip("qgis.core")

from qgis.PyQt.QtGui import QColor  # noqa: E402
from qgis.PyQt.QtXml import QDomDocument  # noqa: E402
from smartpole.gis.reports.charts import Bar, BarChart, CurveChart, GaugeChart, coverage_bars, nice_ticks  # noqa: E402
from smartpole.gis.styles.colours import FAULT, GOOD  # noqa: E402


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
