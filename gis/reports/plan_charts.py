# SPDX-License-Identifier: GPL-2.0-or-later
"""The charts of a plan, each made from plain rows of the workspace; None where there is nothing to draw.

`sites` are rows of SITE_PL as dicts, `lang` is `zh` or `en` (the user's language when None).
"""

from collections import Counter
from typing import Dict, List, Optional, Sequence, Tuple

from ...engine.sharing import SITE_USE_TARGET_PCT
from ..messages import language
from ..schema import table as table_of
from ..styles.colours import MODE_COLOURS, NEUTRAL, OPEN_COLOURS
from ..words import words
from .curve_chart import CurveChart
from .gauge_chart import GaugeChart, GaugeRow
from .rates import plan_rates
from .stacked_chart import ColumnChart, Series, StackedBarChart


def _coded(table: str, field: str, lang: str) -> Dict[str, str]:
    """Code -> word, in the order of the schema."""
    return {code.code: code.zh if lang == "zh" else code.en for code in table_of(table).field(field).codes}


def _title(key: str, lang: str, titled: bool) -> str:
    return words(key, lang) if titled else ""


def years_chart(sites: Sequence[dict], lang: Optional[str] = None, measure: str = "sites", titled: bool = True) -> Optional[ColumnChart]:
    """Stacked columns: the plan by year (PLAN_YEAR), each column by way of building (MODE).

    `measure`: `sites` counts sites, `cost` adds COST_WY (10,000 yuan). Sites without a year stand in a column of their own.
    None without sites (or, for `cost`, without any cost).
    """
    lang = lang or language()
    added: Counter = Counter()
    for row in sites:
        amount = 1 if measure == "sites" else row["COST_WY"] or 0.0
        added[row["PLAN_YEAR"], row["MODE"]] += amount
    if not sum(added.values()):
        return None
    years = sorted({year for year, _mode in added}, key=lambda year: (year is None, year))
    names = _coded("SITE_PL", "MODE", lang)
    modes = [code for code in (*names, None) if any(added[year, code] for year in years)]
    modes += sorted({mode for _year, mode in added} - set(names) - {None})
    series = [
        Series(
            names.get(mode, words("chart.unknown", lang) if mode is None else str(mode)),
            [added[year, mode] for year in years],
            MODE_COLOURS.get(mode, NEUTRAL),
            mode in ("4", "5"),
        )
        for mode in modes
    ]
    key = "chart.years_sites" if measure == "sites" else "chart.years_cost"
    labels = [words("chart.no_year", lang) if year is None else str(year) for year in years]
    return ColumnChart(labels, series, _title(key, lang, titled))


def cost_by_mode_chart(sites: Sequence[dict], lang: Optional[str] = None, titled: bool = True) -> Optional[StackedBarChart]:
    """Bars: cost (COST_WY, 10,000 yuan) by way of building, with the number of sites in words. None without any cost."""
    lang = lang or language()
    cost, count = Counter(), Counter()
    for row in sites:
        cost[row["MODE"]] += row["COST_WY"] or 0.0
        count[row["MODE"]] += 1
    names = _coded("SITE_PL", "MODE", lang)
    modes = [mode for mode in sorted(count, key=lambda mode: -cost[mode]) if cost[mode] > 0]
    if not modes:
        return None
    captions = [words("chart.cost_caption", lang, cost=f"{cost[mode]:,.1f}", sites=f"{count[mode]:,}") for mode in modes]
    labels = [names.get(mode, words("chart.unknown", lang) if mode is None else str(mode)) for mode in modes]
    series = [Series(words("chart.cost", lang), [cost[mode] for mode in modes])]
    return StackedBarChart(labels, series, _title("chart.cost_by_mode", lang, titled), captions)


def resources_chart(counts: Dict[Tuple[Optional[str], Optional[str]], int], lang: Optional[str] = None, titled: bool = True):
    """Bars: public resources by type, each bar by openness. `counts`: (RES_TYPE, OPEN_ST) -> rows. None without rows."""
    lang = lang or language()
    types, states = _coded("RES_PT", "RES_TYPE", lang), _coded("RES_PT", "OPEN_ST", lang)
    total: Counter = Counter()
    for (kind, _state), number in counts.items():
        total[kind if kind in types else "99"] += number
    kinds = [kind for kind in sorted(total, key=lambda kind: (-total[kind], kind)) if total[kind]]
    if not kinds:
        return None

    def number_of(kind: str, state: Optional[str]) -> int:
        return sum(
            number
            for (found, asked), number in counts.items()
            if (found if found in types else "99") == kind and (asked if asked in states else None) == state
        )

    series = []
    for state in ("2", "3", "1", "0", "4", None):
        values = [number_of(kind, state) for kind in kinds]
        if any(values):
            name = words("chart.unknown", lang) if state is None else states[state]
            series.append(Series(name, values, OPEN_COLOURS.get(state, NEUTRAL), state == "4"))
    captions = [f"{total[kind]:,}" for kind in kinds]
    return StackedBarChart([types[kind] for kind in kinds], series, _title("chart.resources", lang, titled), captions)


def use_gauges(sites: Sequence[dict], lang: Optional[str] = None, titled: bool = True) -> Optional[GaugeRow]:
    """Two gauges against 80 %: sites on towers, poles and roofs that exist (rate of use), and sites two or more operators share."""
    if not sites:
        return None
    lang = lang or language()
    rates = plan_rates(sites)
    gauges = [
        GaugeChart(words("figure.use_pct", lang), rates.site_use_pct, SITE_USE_TARGET_PCT),
        GaugeChart(words("figure.shared_pct", lang), rates.shared_pct, SITE_USE_TARGET_PCT),
    ]
    return GaugeRow(gauges, _title("chart.use", lang, titled))


def returns_chart(sites: Sequence[dict], lang: Optional[str] = None, over: str = "cost", titled: bool = True) -> Optional[CurveChart]:
    """People newly served (COV_POP) over cost or number of sites, site by site in the plan's order: where returns diminish.

    `over`: `cost` (10,000 yuan) or `sites`. None with fewer than three sites that say both.
    """
    lang = lang or language()
    told = [row for row in sites if row["COV_POP"] is not None and (over == "sites" or row["COST_WY"])]
    told.sort(key=lambda row: row["ORDER_NO"] or 0)
    if len(told) < 3:
        return None
    curve, along, people = [(0.0, 0.0)], 0.0, 0.0
    for row in told:
        along += 1.0 if over == "sites" else row["COST_WY"]
        people += row["COV_POP"]
        curve.append((along, people))
    x_label = words("chart.cost" if over == "cost" else "chart.sites", lang)
    title = _title("chart.returns", lang, titled)
    return CurveChart(curve, x_label, words("chart.people", lang), title, curve[-1], words("chart.this_plan", lang))


def curve_chart(
    rows: Sequence[Tuple[float, float, float, float]],
    lang: Optional[str] = None,
    over: str = "sites",
    planned_sites: Optional[int] = None,
    target_pct: Optional[float] = None,
    titled: bool = True,
) -> Optional[CurveChart]:
    """Demand served (%) over the number of sites or the budget, with the proven bound and today's plan on it.

    `rows`: (sites, served %, bound %, cost in 10,000 yuan) as `smartpole:coveragecurve` writes them; `planned_sites`: how many
    the plan has today. None with fewer than two rows.
    """
    if len(rows) < 2:
        return None
    lang = lang or language()
    rows = [(0.0, 0.0, 0.0, 0.0), *rows]  # nothing built, nothing gained
    along = 0 if over == "sites" else 3
    curve: List[Tuple[float, float]] = [(row[along], row[1]) for row in rows]
    marked = _on_curve(rows, planned_sites, along)
    return CurveChart(
        curve,
        words("chart.sites" if over == "sites" else "chart.cost", lang),
        words("chart.served_pct", lang),
        _title("chart.curve", lang, titled),
        marked,
        words("chart.this_plan", lang) if marked else "",
        target_pct,
        extra=[(NEUTRAL, [(row[along], row[2]) for row in rows])],
    )


def _on_curve(rows, planned_sites: Optional[int], along: int) -> Optional[Tuple[float, float]]:
    """Where a number of sites lies on the curve, between its points; None outside it."""
    if planned_sites is None:
        return None
    for low, high in zip(rows, rows[1:]):
        if low[0] <= planned_sites <= high[0]:
            share = (planned_sites - low[0]) / ((high[0] - low[0]) or 1.0)
            return low[along] + share * (high[along] - low[along]), low[1] + share * (high[1] - low[1])
    return None
