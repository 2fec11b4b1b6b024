# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts painted with Qt alone, on any painter, to SVG, PNG or an image: the kinds, and those of a plan.

A chart is a plain object with `paint(painter, area)` and a natural `size` in points; the same object serves
the panel (painted on a widget), the report and the print layout (saved as SVG). This file is the door.
"""

from .bar_chart import Bar, BarChart, coverage_bars
from .chart_base import POINTS_TO_PIXELS, TRACK, Chart, hatch, nice_ticks
from .curve_chart import CurveChart
from .gauge_chart import GaugeChart, GaugeRow
from .plan_charts import (
    cost_by_mode_chart,
    curve_chart,
    resources_chart,
    returns_chart,
    use_gauges,
    years_chart,
)
from .stacked_chart import ColumnChart, Series, StackedBarChart

__all__ = [
    "POINTS_TO_PIXELS",
    "TRACK",
    "Bar",
    "BarChart",
    "Chart",
    "ColumnChart",
    "CurveChart",
    "GaugeChart",
    "GaugeRow",
    "Series",
    "StackedBarChart",
    "cost_by_mode_chart",
    "coverage_bars",
    "curve_chart",
    "hatch",
    "nice_ticks",
    "resources_chart",
    "returns_chart",
    "use_gauges",
    "years_chart",
]
