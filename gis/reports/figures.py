# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of the planning report, each with the table, condition and field it is counted from."""

from datetime import date
from typing import Any, Dict, Optional, Sequence

from ...engine.sharing import SITE_USE_TARGET_PCT
from ..handover.coordinates import crs_title
from ..handover.data import Row, meaning, newest_plan
from ..schema import table as table_of
from ..words import words
from .rates import plan_rates
from .template import Figure


def share(part: float, whole: float) -> Optional[float]:
    """Percent of a whole; None of nothing."""
    return 100.0 * part / whole if whole else None


def _number(value: Optional[float], decimals: int = 0) -> str:
    return "" if value is None else f"{value:,.{decimals}f}"


def known_sum(rows: Sequence[Row], field: str) -> Optional[float]:
    """The sum of a field; None where no row knows it, which is not nothing."""
    values = [row[field] for row in rows if row[field] is not None]
    return sum(values) if values else None


class Data:
    """The rows a report is made from, read once."""

    def __init__(self, workspace):
        self.name = workspace.name
        self.crs = workspace.crs
        self.sites = [row for row in workspace.rows("SITE_PL") if row["geometry"] is not None and row["BATCH"] != "3"]  # no reserves
        self.existing = list(workspace.rows("SITE_EX"))
        self.resources = list(workspace.rows("RES_PT", ["RES_ID", "RES_TYPE", "OPEN_ST"]))
        self.demand = list(workspace.rows("DEMAND_PT", ["DMD_ID", "OPER", "PLAN_ID"]))
        self.areas = list(workspace.rows("SVC_AREA"))
        self.key_areas = list(workspace.rows("KEY_AREA", ["AREA_ID", "AREA_NAME", "AREA_TYPE", "SVC_LV", "DEPT"]))
        self.gaps = list(workspace.rows("GAP", ["GAP_ID", "SVC_LV", "AREA_M2", "WEIGHT", "NEAR_RES", "NEAR_DIST"]))
        self.statistics = list(workspace.rows("STAT"))
        self.rejected = list(workspace.rows("CAND_REJ", ["RES_ID", "RULE", "REASON"]))
        self.findings = list(workspace.rows("CHECK_FIND", ["SEVERITY", "STATE"]))
        self.ledger = list(workspace.rows("LEDGER", ["ITEM_ID", "SITE_ID", "ISSUE", "REASON", "STATUS"]))
        self.suggested = newest_plan(workspace)
        self.coverage = workspace.result("coverage")

    def statistic(self, stage: str, scope: str, code: str = "") -> Optional[Row]:
        """The row of STAT for a stage and scope."""
        return next((r for r in self.statistics if r["STAGE"] == stage and r["SCOPE"] == scope and (not code or r["CODE"] == code)), None)


def figures(data: Data, facts: Dict[str, Any], lang: str) -> Dict[str, Figure]:
    """Every figure a template may name."""
    made = {
        "plan": Figure(data.name, "PLAN_SET name"),
        "date": Figure(date.today().isoformat(), words("source.today", lang)),
        "credits": Figure(facts["credits"] or words("map.no_credits", lang), "PLAN_SET credit"),
        "crs": Figure(crs_title(data.crs, lang), "RES_PT"),
        "assumptions": Figure(words("semicolon", lang).join(facts["assumptions"]), "RESULT_LOG PARAMS, ASSUMED"),
        "stale": Figure(words("separator", lang).join(words(f"step.{step}", lang) for step in facts["stale"]), "RESULT_LOG VERSIONS"),
    }
    made.update(_present(data))
    made.update(_results(data))
    made.update(_plan(data, lang))
    made.update(_checks(data, lang))
    return made


def _present(data: Data) -> Dict[str, Figure]:
    open_free = sum(1 for row in data.resources if row["OPEN_ST"] in ("2", "3"))
    area_km2 = sum(row["geometry"].area() for row in data.areas if row["geometry"] is not None) / 1e6
    matched = sum(1 for row in data.demand if row["PLAN_ID"])
    return {
        "area_km2": Figure(_number(area_km2, 2) if area_km2 else "", "SVC_AREA, area of the geometry / 10^6"),
        "resources": Figure(_number(len(data.resources)), "count RES_PT"),
        "resources_open": Figure(_number(open_free), "count RES_PT where OPEN_ST in (2, 3)"),
        "existing": Figure(_number(len(data.existing)), "count SITE_EX"),
        "existing_5g": Figure(_number(sum(1 for row in data.existing if row["HAS_5G"] == 1)), "count SITE_EX where HAS_5G = 1"),
        "demand": Figure(_number(len(data.demand)), "count DEMAND_PT"),
        "demand_matched": Figure(_number(matched), "count DEMAND_PT where PLAN_ID is not null"),
        "key_areas": Figure(_number(len(data.key_areas)), "count KEY_AREA"),
    }


def _results(data: Data) -> Dict[str, Figure]:
    made = {
        "gaps": Figure(_number(len(data.gaps)), "count GAP"),
        "gap_area_ha": Figure(_number(sum(r["AREA_M2"] or 0.0 for r in data.gaps) / 1e4, 1) if data.gaps else "", "sum GAP.AREA_M2 / 10^4"),
        "gap_weight": Figure(_number(sum(r["WEIGHT"] or 0.0 for r in data.gaps)) if data.gaps else "", "sum GAP.WEIGHT"),
    }
    for stage in ("before", "after"):
        total = data.statistic(stage, "total")
        for name, field in (("area_pct", "ACTUAL"), ("demand_pct", "WEIGHT_PCT")):
            made[f"{stage}_{name}"] = Figure(
                _number(total[field] if total else None, 1), f"STAT {field} where STAGE = {stage}, SCOPE = total"
            )
        met = sum(1 for r in data.statistics if r["STAGE"] == stage and r["SCOPE"] == "area" and r["VERDICT"] == "pass")
        judged = sum(1 for r in data.statistics if r["STAGE"] == stage and r["SCOPE"] == "area")
        made[f"{stage}_key_met"] = Figure(_number(met) if judged else "", f"count STAT where STAGE = {stage}, SCOPE = area, VERDICT = pass")
    return made


def _plan(data: Data, lang: str) -> Dict[str, Figure]:
    sites = data.sites
    rates = plan_rates(sites)
    poles = sum(1 for row in sites if row["MODE"] in ("2", "4"))
    cost = sum(row["COST_WY"] or 0.0 for row in sites)
    area_m2 = known_sum(sites, "COV_M2")
    hectares = None if area_m2 is None else area_m2 / 1e4
    land = sum(row["LAND_M2"] or 0.0 for row in sites)
    years = sorted({row["PLAN_YEAR"] for row in sites if row["PLAN_YEAR"]})
    suggested = data.suggested["summary"] if data.suggested else {}
    step = data.suggested["step"] if data.suggested else "suggestsites"
    gap = suggested.get("GAP_PERCENT")
    return {
        "sites": Figure(_number(len(sites)), "count SITE_PL"),
        "years": Figure(
            "–".join(str(year) for year in ({years[0], years[-1]} if len(years) == 1 else (years[0], years[-1]))) if years else "",
            "SITE_PL PLAN_YEAR",
        ),
        "cost_wy": Figure(_number(cost, 1) if cost else "", "sum SITE_PL.COST_WY"),
        "land_m2": Figure(_number(land, 0) if land else "", "sum SITE_PL.LAND_M2"),
        "people": Figure(_number(known_sum(sites, "COV_POP")), "sum SITE_PL.COV_POP"),
        "new_area_ha": Figure(_number(hectares, 1), "sum SITE_PL.COV_M2 / 10^4"),
        "use_pct": Figure(_number(rates.site_use_pct if sites else None, 1), "SITE_PL where MODE in (1, 2, 3) / count SITE_PL"),
        "use_met": Figure(_verdict(rates.reaches(), lang), f"use_pct >= {SITE_USE_TARGET_PCT:g}"),
        "pole_pct": Figure(_number(share(poles, len(sites)), 1), "SITE_PL where MODE in (2, 4) / count SITE_PL"),
        "shared_pct": Figure(_number(rates.shared_pct if sites else None, 1), "SITE_PL with two or more of OPERS / count SITE_PL"),
        "tenancy": Figure(_number(rates.tenancy if sites else None, 2), "sum of operators in SITE_PL.OPERS (at least 1) / count SITE_PL"),
        "candidates": Figure(_number(suggested.get("CANDIDATES")), f"RESULT_LOG {step} SUMMARY CANDIDATES"),
        "rejected": Figure(_number(len(data.rejected)), "count CAND_REJ"),
        "proven_gap_pct": Figure(_number(gap, 2), f"RESULT_LOG {step} SUMMARY GAP_PERCENT"),
    }


def _verdict(met: Optional[bool], lang: str) -> str:
    return "" if met is None else words("verdict.met" if met else "verdict.missed", lang)


def _checks(data: Data, lang: str) -> Dict[str, Figure]:
    def count(rows: Sequence[Row], field: str, *codes: str) -> str:
        return _number(sum(1 for row in rows if row[field] in codes))

    emf = [row["EMF_R"] for row in data.sites if row["EMF_R"] is not None]
    issues = table_of("LEDGER").field("ISSUE")
    open_items = [row for row in data.ledger if row["STATUS"] != "2"]
    said = sorted({meaning(issues, row["ISSUE"], lang) or "" for row in open_items} - {""})
    return {
        "findings_open": Figure(
            count([r for r in data.findings if r["STATE"] == "0"], "SEVERITY", "1", "2"),
            "count CHECK_FIND where STATE = 0, SEVERITY in (1, 2)",
        ),
        "zone_restricted": Figure(count(data.sites, "ZONE_CHK", "1", "2"), "count SITE_PL where ZONE_CHK in (1, 2)"),
        "coordination_open": Figure(count(data.sites, "INT_ST", "1"), "count SITE_PL where INT_ST = 1"),
        "coordination_known": Figure(_number(sum(1 for row in data.sites if row["INT_ST"])), "count SITE_PL where INT_ST is not null"),
        "emf_sites": Figure(_number(len(emf)), "count SITE_PL where EMF_R is not null"),
        "emf_max_m": Figure(_number(max(emf), 1) if emf else "", "max SITE_PL.EMF_R"),
        "reviewed": Figure(count(data.sites, "REVIEW", "1"), "count SITE_PL where REVIEW = 1"),
        "returned": Figure(count(data.sites, "REVIEW", "2"), "count SITE_PL where REVIEW = 2"),
        "ledger_open": Figure(_number(len(open_items)), "count LEDGER where STATUS <> 2"),
        "ledger_issues": Figure(words("separator", lang).join(said), "LEDGER ISSUE where STATUS <> 2"),
    }
