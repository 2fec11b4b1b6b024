# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of the planning report."""

import json
from collections import Counter, defaultdict
from typing import Dict, List, Sequence, Tuple

from ..handover.data import Row, meaning
from ..messages import RESOURCES
from ..schema import table as table_of
from ..words import dictionary, words
from .figures import Data, known_sum
from .template import Figure, Sheet


def tables(data: Data, lang: str) -> Dict[str, Sheet]:
    """Every table a template may name but those made of its figures: `outline` and the sources."""
    made = {
        "levels_asked": _levels_asked(lang),
        "resources_by_type": _counted(data.resources, "RES_PT", "RES_TYPE", lang, "OPEN_ST"),
        "levels": _levels(data, lang),
        "key_areas": _key_areas(data, lang),
        "by_mode": _by(data.sites, "MODE", lang),
        "by_year": _by(data.sites, "PLAN_YEAR", lang),
        "by_base": _by(data.sites, "BASE_TYPE", lang),
        "sites": _sites(data, lang),
        "rejected": _rejected(data, lang),
    }
    titled = dictionary()
    return {name: sheet._replace(title=words(f"table.{name}", lang) if f"table.{name}" in titled else "") for name, sheet in made.items()}


#: figures of the plan at a glance: their names, or (before, with the plan) under words of its own
OUTLINE = (
    "area_km2", "resources", "resources_open", "existing_5g", "sites", "use_pct", "shared_pct", "cost_wy", "people",
    ("area", "before_area_pct", "after_area_pct"), ("demand", "before_demand_pct", "after_demand_pct"),
    ("key", "before_key_met", "after_key_met"), "proven_gap_pct",
)  # fmt: skip


def outline(made: Dict[str, Figure], lang: str) -> Sheet:
    """The plan at a glance: every figure of `OUTLINE` that is known."""
    rows = []
    for entry in OUTLINE:
        if isinstance(entry, str):
            if made[entry].text:
                rows.append((words(f"figure.{entry}", lang), made[entry].text))
            continue
        name, before, after = entry
        if made[after].text:
            told = words("outline.arrow", lang, before=made[before].text or "–", after=made[after].text)
            rows.append((words(f"outline.{name}", lang), told))
    return Sheet(_heads(lang, "figure", "value"), rows, "", (70, 30), words("table.outline", lang))


def _heads(lang: str, *names: str) -> List[str]:
    return [words(f"head.{name}", lang) for name in names]


def _levels_asked(lang: str) -> Sheet:
    levels = json.loads((RESOURCES / "presets" / "levels.json").read_text(encoding="utf-8"))["levels"]
    rows = [
        (
            level["code"],
            words(f"level.{level['code']}", lang),
            f"≥ {level['ss_rsrp_dbm']:g}",
            f"≥ {level['ss_sinr_db']:g}",
            f"{level['downlink_mbps']:g} / {level['uplink_mbps']:g}",
            f"{level['area_target_pct']:g}",
        )
        for level in levels
    ]
    return Sheet(
        _heads(lang, "level", "use", "rsrp", "sinr", "rate", "target"), rows, "resources/presets/levels.json", (8, 36, 16, 12, 16, 12)
    )


def _counted(rows: Sequence[Row], table: str, field: str, lang: str, second: str) -> Sheet:
    """How many rows by code of a field, and how many of them are open to use."""
    total = Counter(row[field] for row in rows)
    free = Counter(row[field] for row in rows if row[second] in ("2", "3"))
    column = table_of(table).field(field)
    lines = [
        (meaning(column, key, lang) or words("summary.open", lang), f"{count:,}", f"{free[key]:,}", f"{100.0 * count / len(rows):.1f}")
        for key, count in total.most_common()
    ]
    return Sheet(_heads(lang, "type", "count", "open", "share"), lines, f"{table} by {field}; {second} in (2, 3)")


def _level_name(code: str, lang: str) -> str:
    found = table_of("SVC_AREA").field("SVC_LV").code(code)
    return code if found is None else (found.zh if lang == "zh" else found.en)


def _percent(value) -> str:
    return "–" if value is None else f"{value:.1f}"


def _levels(data: Data, lang: str) -> Sheet:
    verdict = table_of("STAT").field("VERDICT")
    codes = sorted({row["CODE"] for row in data.statistics if row["SCOPE"] == "level"})
    rows = []
    for code in codes:
        before, after = data.statistic("before", "level", code), data.statistic("after", "level", code)
        last = after or before
        rows.append(
            (
                _level_name(code, lang),
                _percent(last["TARGET"]),
                _percent(before["ACTUAL"] if before else None),
                _percent(after["ACTUAL"] if after else None),
                _percent(after["WEIGHT_PCT"] if after else None),
                meaning(verdict, last["VERDICT"], lang) or "–",
            )
        )
    return Sheet(_heads(lang, "level", "target", "before", "after", "after_demand", "verdict"), rows, "STAT where SCOPE = level")


def _key_areas(data: Data, lang: str) -> Sheet:
    kinds = table_of("KEY_AREA").field("AREA_TYPE")
    areas = {row["AREA_ID"]: row for row in data.key_areas}
    tally: Dict[str, List[int]] = defaultdict(lambda: [0, 0, 0])
    for stage, place in (("before", 1), ("after", 2)):
        for row in data.statistics:
            if row["SCOPE"] == "area" and row["STAGE"] == stage and row["CODE"] in areas:
                kind = meaning(kinds, areas[row["CODE"]]["AREA_TYPE"], lang) or words("summary.open", lang)
                tally[kind][place] += row["VERDICT"] == "pass"
    for row in data.key_areas:
        tally[meaning(kinds, row["AREA_TYPE"], lang) or words("summary.open", lang)][0] += 1
    rows = [(kind, *(f"{number:,}" for number in numbers)) for kind, numbers in sorted(tally.items(), key=lambda item: -item[1][0])]
    return Sheet(
        _heads(lang, "key_type", "count", "met_before", "met_after"), rows, "KEY_AREA by AREA_TYPE; STAT where SCOPE = area, VERDICT = pass"
    )


def _by(sites: Sequence[Row], field: str, lang: str) -> Sheet:
    """Sites, cost and people by a field, with a line for all."""
    column = table_of("SITE_PL").field(field)
    groups: Dict[str, List[Row]] = defaultdict(list)
    for site in sites:
        groups[meaning(column, site[field], lang) or words("summary.open", lang)].append(site)
    rows = [_sums(name, members) for name, members in sorted(groups.items())]
    if len(rows) > 1:
        rows.append(_sums(words("head.all", lang), sites))
    heads = [column.alias[lang], *_heads(lang, "site_count", "cost", "people")]
    return Sheet(heads, rows, f"SITE_PL by {field}: count, sum COST_WY, sum COV_POP")


def _sums(name: str, sites: Sequence[Row]) -> Tuple[str, ...]:
    cost, people = known_sum(sites, "COST_WY"), known_sum(sites, "COV_POP")
    return name, f"{len(sites):,}", "–" if cost is None else f"{cost:,.1f}", "–" if people is None else f"{people:,}"


def _sites(data: Data, lang: str) -> Sheet:
    names = ("PLAN_ID", "PLAN_NAME", "MODE", "BASE_ID", "SVC_LV", "PLAN_YEAR", "ANT_H", "COST_WY", "COV_POP")
    columns = [table_of("SITE_PL").field(name) for name in names]
    ordered = sorted(data.sites, key=lambda row: (row["ORDER_NO"] is None, row["ORDER_NO"] or 0, row["PLAN_ID"]))
    rows = [
        tuple(
            meaning(column, f"{row[column.name]:g}" if isinstance(row[column.name], float) else row[column.name], lang) or "–"
            for column in columns
        )
        for row in ordered
    ]
    return Sheet([column.alias[lang] for column in columns], rows, "SITE_PL", (10, 18, 12, 18, 9, 8, 8, 8, 9))


def _rejected(data: Data, lang: str) -> Sheet:
    """Rules by how many resources they exclude, in the language of the report; a rule of the bureau's own says its reason."""
    counts = Counter(row["RULE"] or "–" for row in data.rejected)
    reasons = {row["RULE"] or "–": row["REASON"] or "–" for row in data.rejected}
    known = dictionary()
    rows = [(words(f"rule.{r}", lang) if f"rule.{r}" in known else reasons[r], f"{count:,}") for r, count in counts.most_common()]
    return Sheet(_heads(lang, "reason", "count"), rows, "CAND_REJ by RULE", (75, 25))
