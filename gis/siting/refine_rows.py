# SPDX-License-Identifier: GPL-2.0-or-later
"""A refined plan as rows: what changes, the figures before and after, and the planned sites written back."""

from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY

from ...engine.errors import InputError
from ...engine.placement.certificate import Certificate, verify
from ...engine.placement.explain import explain
from ...engine.placement.sinr_radio import azimuths_of, mechanical_tilts_of, tilts_of
from ...engine.placement.sinr_refine import Place
from ..messages import text_in, tr
from ..stored_texts import STORED, without_refinement
from ..workspace import Workspace
from .plan_writer import Siting, share_row, site_rows
from .problem import resource_numbers
from .quotas import RESERVE
from .refine import Case, Figures, last_plan

STEP = "refineplan"
CHANGES = [
    ("PLAN_ID", "text"), ("PLAN_NAME", "text"), ("CHANGE", "text"), ("FROM_ID", "text"), ("TO_ID", "text"), ("MOVED_M", "real"),
    ("AZ_FROM", "text"), ("AZ_TO", "text"), ("TILT_FROM", "text"), ("TILT_TO", "text"),
    ("MTILT_FROM", "text"), ("MTILT_TO", "text"), ("LOSS", "real"),
]  # fmt: skip
FIGURES = [("FIGURE", "text"), ("BEFORE", "real"), ("AFTER", "real"), ("DIFFER", "real")]
KEPT_OF_A_MOVE = ("PLAN_ID", "PLAN_YEAR", "BATCH", "FIXED", "OUT_PLAN")  #: what a site keeps when it moves
RENEWED = ("ORDER_NO", "COV_POP", "COV_M2", "COV_WT", "COV_KEY", "SCORE", "ALT_ID", "WHY")  #: what changes with the other sites


def changed(case: Case, places: Sequence[Place]) -> List[int]:
    """The places that are not as they were."""
    return [number for number, (old, new) in enumerate(zip(case.places, places)) if old.option != new.option]


def change_rows(case: Case, places: Sequence[Place], losses: Dict[int, float]) -> List[Dict[str, Any]]:
    """One row per changed site, at its new place; losses: what the plan would lose if it alone were as before."""
    rows = []
    for number in changed(case, places):
        row, old, new = case.rows[number], case.places[number], places[number]
        moved = old.candidate != new.candidate
        azimuths, tilts = (_text(azimuths_of(old.option)), _text(azimuths_of(new.option))), (_texts(old.option), _texts(new.option))
        mechanical = _text(mechanical_tilts_of(old.option)), _text(mechanical_tilts_of(new.option))
        elsewhere = moved and resource_of(case, new) != row["BASE_ID"]
        what = [tr("moved") if elsewhere else tr("built otherwise")] if moved else []
        what += [tr("turned")] if not moved and azimuths[0] != azimuths[1] else []
        what += [tr("tilted")] if not moved and (tilts[0], mechanical[0]) != (tilts[1], mechanical[1]) else []
        rows.append(
            {
                "PLAN_ID": row["PLAN_ID"],
                "PLAN_NAME": row["PLAN_NAME"],
                "CHANGE": ", ".join(what),
                "FROM_ID": row["BASE_ID"],
                "TO_ID": resource_of(case, new) if moved else row["BASE_ID"],
                "MOVED_M": round(float(np.hypot(new.option.x_m - old.option.x_m, new.option.y_m - old.option.y_m)), 1),
                "AZ_FROM": azimuths[0],
                "AZ_TO": azimuths[1],
                "TILT_FROM": tilts[0],
                "TILT_TO": tilts[1],
                "MTILT_FROM": mechanical[0],
                "MTILT_TO": mechanical[1],
                "LOSS": round(losses.get(number, 0.0), 2),
                "geometry": QgsGeometry.fromPointXY(QgsPointXY(new.option.x_m, new.option.y_m)),
            }
        )
    return rows


def resource_of(case: Case, place: Place) -> str:
    """The resource that a place stands on, as the table writes it."""
    return case.prepared.candidates[place.candidate].resource.resource_id[:24]


def figure_rows(before: Figures, after: Figures, gaps: Sequence[Tuple[str, Optional[float], Optional[float]]]) -> List[Dict[str, Any]]:
    """The figures side by side; `gaps`: further lines."""
    lines = [
        (tr("Demand served"), before.value, after.value),
        (tr("People served"), before.people, after.people),
        (tr("Area served (%)"), before.area_pct, after.area_pct),
        (tr("Mean SS-SINR (dB)"), before.sinr_mean_db, after.sinr_mean_db),
        (tr("SS-SINR exceeded by 95 % of the area (dB)"), before.sinr_edge_db, after.sinr_edge_db),
        (tr("Mean SS-RSRP (dBm)"), before.rsrp_mean_dbm, after.rsrp_mean_dbm),
        (tr("SS-RSRP exceeded by 95 % of the area (dBm)"), before.rsrp_edge_dbm, after.rsrp_edge_dbm),
    ]
    for old, new in zip(before.shares, after.shares):
        if old.scope == "level":
            lines.append((tr("Area served, level {code} (%)").format(code=old.code), old.area_pct, new.area_pct))
    rows = []
    for name, old, new in (*lines, *gaps):
        differ = None if old is None or new is None else round(new - old, 3)
        rows.append({"FIGURE": name, "BEFORE": _rounded(old), "AFTER": _rounded(new), "DIFFER": differ})
    return rows


def store_refined(workspace: Workspace, case: Case, places: Sequence[Place], after: Figures, losses: Dict[int, float]) -> None:
    """Planned sites and attainment in one transaction that can be undone; with moved sites also certificate and record."""
    record = last_plan(workspace)
    proves = record is not None and record["step"] == "suggestsites"
    moved = any(old.candidate != new.candidate for old, new in zip(case.places, places))
    certificate = workspace.results_folder / "plan_certificate.npz"
    rows = _plan_rows(workspace, case, places, losses)
    used = {row["BASE_ID"] for row in rows if row.get("BASE_ID")}
    spare = [row["fid"] for row in workspace.rows("SITE_PL", ["BASE_ID", "BATCH"]) if row["BATCH"] == RESERVE and row["BASE_ID"] in used]
    with workspace.transaction(undo=STEP) as transaction:
        if moved and proves and certificate.is_file():
            transaction.keep_file(certificate)
        if spare:
            transaction.delete("SITE_PL", fids=spare)
        transaction.update("SITE_PL", rows)
        transaction.delete("STAT", where="STAGE = ?", params=("after",))
        transaction.insert("STAT", [share_row(share, "after") for share in after.shares])
    if moved and proves and certificate.is_file():
        _prove_again(workspace, case, places, after, record, certificate)


def _prove_again(workspace: Workspace, case: Case, places: Sequence[Place], after: Figures, record, certificate) -> None:
    """The old prices prove the bound for the new plan too; its value and gap are counted anew."""
    prepared, sites = case.prepared, [place.candidate for place in places if place.candidate is not None]
    try:
        verdict = verify(certificate, prepared.problem, prepared.targets)
    except InputError:
        return
    if verdict.changed:  # made for another inventory: it proves nothing about this plan
        return
    with np.load(certificate, allow_pickle=False) as data:
        names = ("cell_shares", "row_prices", "clique_prices", "target_prices")
        prices = Certificate(*(data[name] for name in names if name in data.files))
    value = prepared.problem.value(sites)
    prices.save(certificate, prepared.problem, sites, value, prepared.targets)
    total = next(share for share in after.shares if share.scope == "total")
    bound = max(value, float(record["summary"].get("BOUND") or verdict.bound))
    numbers = {
        **record["summary"],
        "VALUE": round(value, 2),
        "BOUND": round(bound, 2),
        "GAP_PERCENT": round(100.0 * (bound - value) / bound, 4) if bound > 0 else 0.0,
        "COST": round(float(prepared.problem.cost[sites].sum()), 2),
        "PEOPLE": sum(row["COV_POP"] or 0 for row in workspace.rows("SITE_PL", ["COV_POP", "FIXED", "BATCH"]) if row["BATCH"] != RESERVE),
        "AREA_AFTER_PCT": _rounded(total.area_pct, 2),
        "WEIGHT_AFTER_PCT": _rounded(total.weight_pct, 2),
    }
    tables = record["versions"] if isinstance(record.get("versions"), dict) else {}
    workspace.log_result("suggestsites", certificate, record["params"], tuple(tables), numbers, record["assumed"], STEP)


def _plan_rows(workspace: Workspace, case: Case, places: Sequence[Place], losses: Dict[int, float]) -> List[Dict[str, Any]]:
    """What SITE_PL is to hold: all of a moved site's row, the directions of a turned one, and for all what they newly serve."""
    prepared = case.prepared
    siting = Siting(prepared.candidates, prepared.network, prepared.demand, prepared.cells, prepared.problem.weights)
    sites = [place.candidate for place in places if place.candidate is not None]
    reasons = explain(prepared.problem, sites, resources=resource_numbers(prepared.candidates))
    made = {reason.site: row for reason, row in zip(reasons, site_rows(workspace, siting, reasons))}
    anything_moved = any(old.candidate != new.candidate for old, new in zip(case.places, places))
    rows = []
    for number, (old_row, old, new) in enumerate(zip(case.rows, case.places, places)):
        row: Dict[str, Any] = {"fid": old_row["fid"]}
        if old.candidate != new.candidate:
            row.update({name: value for name, value in made[new.candidate].items() if name not in KEPT_OF_A_MOVE})
            row["TILTS"], row["MTILTS"] = None, _leaning(new)
        elif anything_moved and new.candidate is not None:
            row.update({name: made[new.candidate][name] for name in RENEWED})
        if old.candidate == new.candidate and mechanical_tilts_of(old.option) != mechanical_tilts_of(new.option):
            row["MTILTS"] = _leaning(new)
        if old.option != new.option and azimuths_of(new.option):
            row["AZIMUTHS"], row["TILTS"] = _text(azimuths_of(new.option)), _texts(new.option)
        elif old.option != new.option and _texts(new.option) != _texts(_given(case, new)):
            row["TILTS"] = _texts(new.option)
        if number in losses:
            why = row.get("WHY") or old_row["WHY"] or ""
            row["WHY"] = (text_in(STORED, "refine_why", more=losses[number]) + without_refinement(why))[:250]
        if len(row) > 1:
            rows.append(row)
    return rows


def _given(case: Case, place: Place):
    """The site as the presets would have it."""
    return place.option if place.candidate is None else case.prepared.network.sites[place.candidate]


def _text(angles: Sequence[float]) -> Optional[str]:
    return ";".join(f"{angle:g}" for angle in angles)[:30] or None


def _texts(site) -> Optional[str]:
    return _text(tilts_of(site))


def _leaning(place: Place) -> Optional[str]:
    """Mechanical tilts as the table writes them; none where all antennas hang straight."""
    tilts = mechanical_tilts_of(place.option)
    return _text(tilts) if any(tilts) else None


def _rounded(value, digits: int = 3):
    return None if value is None else round(float(value), digits)
