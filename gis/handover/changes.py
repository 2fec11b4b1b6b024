# SPDX-License-Identifier: GPL-2.0-or-later
"""What changed since the last round: sites added, moved, changed, cancelled, and why."""

import math
from collections import Counter
from typing import Any, Dict, List, NamedTuple, Sequence, Tuple

from ...engine.errors import InputError
from ..schema import table as table_of
from ..stored_texts import in_language
from ..words import words
from .coordinates import coarsened
from .data import OPERATOR_CODES, PUBLIC_CELL_M, PUBLIC_FIELDS, Row, meaning
from .delivered import Column, Delivery

KINDS = ("added", "moved", "changed", "cancelled", "unchanged")
MOVED_BEYOND_M = 1.0
SAME_SITE_WITHIN_M = 200.0
COMPARED = ("PLAN_NAME", "MODE", "BASE_ID", "FORM", "OPERS", "BAND", "ANT_H", "TX_W", "AZIMUTHS", "PLAN_YEAR", "BATCH")
PUBLIC_COMPARED = tuple(name for name in COMPARED if name in PUBLIC_FIELDS)


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


def public_snapshot(sites: Sequence[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """Entries of `snapshot` as the public edition shows them: its fields, and the middle of the cell they lie in."""
    kept = []
    for site in sites:
        x, y = coarsened(site["x"], site["y"], PUBLIC_CELL_M)
        kept.append({**{name: site.get(name) for name in ("PLAN_ID", *PUBLIC_COMPARED)}, "x": round(float(x), 3), "y": round(float(y), 3)})
    return kept


def earlier_sites(manifest: Dict[str, Any], crs_id: str, recipient: str) -> List[Dict[str, Any]]:
    """The sites of an earlier package as `recipient` may see them, so that like is compared with like.

    Raises `InputError` when it lies in another CRS, when it is a public edition and the new one is not, or when it was
    made for another operator and thus holds that operator's sites alone.
    """
    if manifest.get("plan_crs") != crs_id:
        raise InputError("handover_previous_crs", found=manifest.get("plan_crs"), expected=crs_id)
    before = manifest.get("recipient")
    if before in OPERATOR_CODES and before != recipient:
        raise InputError("handover_previous_recipient", found=manifest.get("recipient_name", before), date=manifest.get("date", ""))
    if recipient == "public" and "public_sites" in manifest:
        return manifest["public_sites"]
    if "sites" not in manifest:
        raise InputError("handover_previous_public", plan=manifest.get("plan", ""), date=manifest.get("date", ""))
    sites = manifest["sites"]
    if recipient == "public":
        return public_snapshot(sites)
    code = OPERATOR_CODES.get(recipient)
    return sites if code is None else [site for site in sites if code in str(site["OPERS"] or "")]


def compare(
    earlier: Sequence[Dict[str, Any]], sites: Sequence[Row], reasons: Dict[str, str], lang: str, public: bool = False
) -> List[Change]:
    """Every site of either round, once. `reasons`: why a site or resource dropped out, by its id.

    public : both rounds are as the public edition shows them: pairs by plan id, moved when the cell has changed, no reasons
    """
    taken = public_snapshot(snapshot(sites)) if public else snapshot(sites)
    unsaid = "" if public else words("change.no_reason", lang)
    now = {entry["PLAN_ID"]: {**entry, "WHY": in_language(site.get("WHY"), lang) or unsaid} for entry, site in zip(taken, sites)}
    pairs = [(old, old["PLAN_ID"]) for old in earlier if old["PLAN_ID"] in now] if public else _matched(earlier, now)
    paired_now = {new for _, new in pairs}
    changes = [_changed(old, now[new], lang, public) for old, new in pairs]
    changes += [
        Change("added", key, site.get("PLAN_NAME") or "", _what(site, lang), site["WHY"])
        for key, site in now.items()
        if key not in paired_now
    ]
    paired_before = {id(old) for old, _ in pairs}
    for old in earlier:
        if id(old) not in paired_before:
            known = "" if public else reasons.get(old["PLAN_ID"]) or reasons.get(old["BASE_ID"] or "")
            why = "" if public else in_language(known, lang) or unsaid
            changes.append(Change("cancelled", old["PLAN_ID"], old.get("PLAN_NAME") or "", _what(old, lang), why))
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
    return f"{_said('MODE', site['MODE'], lang)} {site.get('BASE_ID') or ''}".strip()


def _changed(old: Dict[str, Any], new: Dict[str, Any], lang: str, public: bool) -> Change:
    distance = _distance(old, new)
    differences = []
    for name in ("PLAN_ID", *(PUBLIC_COMPARED if public else COMPARED)):
        if (old.get(name) or None) != (new.get(name) or None):
            label = table_of("SITE_PL").field(name).alias[lang]
            differences.append(f"{label}: {_said(name, old.get(name), lang)} → {_said(name, new.get(name), lang)}")
    kind = "moved" if distance > MOVED_BEYOND_M else ("changed" if differences else "unchanged")
    if kind == "moved":
        told = words("change.cell_moved", lang, cell=PUBLIC_CELL_M) if public else words("change.moved_by", lang, distance=distance)
        differences.insert(0, told)
    why = new["WHY"] if kind != "unchanged" else ""
    return Change(kind, new["PLAN_ID"], new.get("PLAN_NAME") or "", words("semicolon", lang).join(differences), why)


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
