# SPDX-License-Identifier: GPL-2.0-or-later
"""What changed since the last round: sites added, moved, changed, cancelled, and why."""

import math
from collections import Counter
from typing import Any, Dict, List, NamedTuple, Sequence, Tuple

from ...engine.errors import InputError
from ..schema import table as table_of
from ..words import words
from .data import Row, meaning
from .delivered import Column, Delivery

KINDS = ("added", "moved", "changed", "cancelled", "unchanged")
MOVED_BEYOND_M = 1.0
SAME_SITE_WITHIN_M = 200.0
COMPARED = ("PLAN_NAME", "MODE", "BASE_ID", "FORM", "OPERS", "BAND", "ANT_H", "TX_W", "AZIMUTHS", "PLAN_YEAR", "BATCH")


class Change(NamedTuple):
    """What happened to a site between two rounds."""

    kind: str
    plan_id: str
    name: str
    what: str
    why: str


def snapshot(sites: Sequence[Row]) -> List[Dict[str, Any]]:
    """The sites as a manifest keeps them for the next round: compared fields, position in the plan's CRS."""
    kept = []
    for site in sites:
        position = site["geometry"].asPoint()
        fields = {name: site[name] for name in ("PLAN_ID", *COMPARED)}
        kept.append({**fields, "x": round(position.x(), 3), "y": round(position.y(), 3)})
    return kept


def earlier_sites(manifest: Dict[str, Any], crs_id: str) -> List[Dict[str, Any]]:
    """The sites of an earlier package. Raises `InputError` when it holds none (public edition) or lies in another CRS."""
    if "sites" not in manifest:
        raise InputError("handover_previous_public", plan=manifest.get("plan", ""), date=manifest.get("date", ""))
    if manifest.get("plan_crs") != crs_id:
        raise InputError("handover_previous_crs", found=manifest.get("plan_crs"), expected=crs_id)
    return manifest["sites"]


def compare(earlier: Sequence[Dict[str, Any]], sites: Sequence[Row], reasons: Dict[str, str], lang: str) -> List[Change]:
    """Every site of either round, once. `reasons`: why a site or resource dropped out, by its id."""
    now = {entry["PLAN_ID"]: {**entry, "WHY": site.get("WHY")} for entry, site in zip(snapshot(sites), sites)}
    pairs = _matched(earlier, now)
    paired_now = {new for _, new in pairs}
    changes = [_changed(old, now[new], lang) for old, new in pairs]
    changes += [
        Change("added", site["PLAN_ID"], site["PLAN_NAME"] or "", _what(site, lang), site["WHY"] or words("change.no_reason", lang))
        for key, site in now.items()
        if key not in paired_now
    ]
    paired_before = {id(old) for old, _ in pairs}
    for old in earlier:
        if id(old) not in paired_before:
            why = reasons.get(old["PLAN_ID"]) or reasons.get(old["BASE_ID"] or "") or words("change.no_reason", lang)
            changes.append(Change("cancelled", old["PLAN_ID"], old["PLAN_NAME"] or "", _what(old, lang), why))
    return sorted(changes, key=lambda change: (KINDS.index(change.kind), change.plan_id))


def _matched(earlier: Sequence[Dict[str, Any]], now: Dict[str, Dict[str, Any]]) -> List[Tuple[Dict[str, Any], str]]:
    """Pairs of the same site: same id and near, else the same resource. An id used anew elsewhere is another site."""
    pairs, free = [], dict(now)
    for old in earlier:
        new = free.get(old["PLAN_ID"])
        if new is not None and (new["BASE_ID"] == old["BASE_ID"] or _distance(old, new) <= SAME_SITE_WITHIN_M):
            pairs.append((old, new["PLAN_ID"]))
            del free[new["PLAN_ID"]]
    by_base = {site["BASE_ID"]: key for key, site in free.items() if site["BASE_ID"]}
    taken = {id(old) for old, _ in pairs}
    for old in earlier:
        key = by_base.pop(old["BASE_ID"], None) if id(old) not in taken and old["BASE_ID"] else None
        if key is not None:
            pairs.append((old, key))
    return pairs


def _distance(old: Dict[str, Any], new: Dict[str, Any]) -> float:
    return math.hypot(new["x"] - old["x"], new["y"] - old["y"])


def _said(name: str, value: Any, lang: str) -> str:
    return meaning(table_of("SITE_PL").field(name), value, lang) or "–"


def _what(site: Dict[str, Any], lang: str) -> str:
    return f"{_said('MODE', site['MODE'], lang)} {site['BASE_ID'] or ''}".strip()


def _changed(old: Dict[str, Any], new: Dict[str, Any], lang: str) -> Change:
    distance = _distance(old, new)
    differences = []
    for name in ("PLAN_ID", *COMPARED):
        if (old.get(name) or None) != (new.get(name) or None):
            label = table_of("SITE_PL").field(name).alias[lang]
            differences.append(f"{label}: {_said(name, old.get(name), lang)} → {_said(name, new.get(name), lang)}")
    kind = "moved" if distance > MOVED_BEYOND_M else ("changed" if differences else "unchanged")
    if kind == "moved":
        differences.insert(0, words("change.moved_by", lang, distance=distance))
    why = (new["WHY"] or words("change.no_reason", lang)) if kind != "unchanged" else ""
    return Change(kind, new["PLAN_ID"], new["PLAN_NAME"] or "", words("semicolon", lang).join(differences), why)


def reasons_of(workspace) -> Dict[str, str]:
    """Why sites and resources dropped out: rejected candidates, and the ledger's latest word."""
    reasons = {row["RES_ID"]: row["REASON"] or row["RULE"] or "" for row in workspace.rows("CAND_REJ", ["RES_ID", "RULE", "REASON"])}
    for row in workspace.rows("LEDGER", ["SITE_ID", "REASON"]):
        if row["SITE_ID"] and row["REASON"]:
            reasons[row["SITE_ID"]] = row["REASON"]
    return reasons


def counts(changes: Sequence[Change]) -> Dict[str, int]:
    """How many sites of each kind."""
    found = Counter(change.kind for change in changes)
    return {kind: found.get(kind, 0) for kind in KINDS}


def change_sheet(changes: Sequence[Change], lang: str) -> Delivery:
    """The change log as a table."""
    heads = ("kind", "plan_id", "name", "what", "why")
    columns = [Column(head, words(f"change.{head}", lang), "text") for head in heads]
    rows = [(words(f"change.{change.kind}", lang), *change[1:]) for change in changes]
    return Delivery("CHANGES", words("file.changes", lang), columns, rows, key=1)
