# SPDX-License-Identifier: GPL-2.0-or-later
"""The company's answer: a form that goes out with the package, and its way back into the plan."""

import datetime
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsPointXY,
)

from ...engine.errors import InputError
from ...engine.progress import SILENT, Progress
from ..importing.headers import plain
from ..importing.rawtable import RawTable
from ..importing.tables import read
from ..messages import text
from ..schema import table as table_of
from ..words import LANGUAGES, words
from ..workspace import now
from .data import RESERVE, Row, meaning
from .delivered import Column, Delivery

ALTERNATIVE_WITHIN_M = 50.0
VERDICTS: Dict[str, Tuple[str, ...]] = {
    "accept": ("同意", "接受", "可行", "通过", "是", "采纳", "accept", "accepted", "agree", "yes", "ok", "y", "1"),
    "reject": ("不同意", "不接受", "不可行", "拒绝", "否", "退回", "不采纳", "reject", "rejected", "refuse", "no", "n", "0"),
    "alternative": ("替代", "替换", "调整", "换址", "变更", "建议替代", "alternative", "replace", "move", "2"),
}
COLUMNS = ("plan_id", "name", "mode", "verdict", "reason", "alternative", "longitude", "latitude")
_MORE_HEADERS: Dict[str, Tuple[str, ...]] = {
    "plan_id": ("编号", "站址编号", "规划站号", "PLAN_ID", "planid"),
    "verdict": ("意见", "回复", "回复意见", "结论", "是否同意", "verdict", "answer"),
    "reason": ("原因", "理由", "不同意原因", "说明", "reason"),
    "alternative": ("替代资源", "替代编号", "替代站址", "alternative"),
    "longitude": ("经度", "替代点经度", "lon"),
    "latitude": ("纬度", "替代点纬度", "lat"),
}
_BY_TYPE = {"07": "1", "08": "1", "06": "3", "10": "2"}  #: way of building on a resource; other poles are shared poles


class Answer(NamedTuple):
    """What the company says about one site."""

    number: int
    plan_id: str
    verdict: str  #: accept, reject, alternative, "" when left open, "?" when not understood
    said: str
    reason: str
    alternative: str
    place: Optional[Tuple[float, float]]


@dataclass
class Taken:
    """What an answer did to the plan."""

    accepted: int = 0
    rejected: int = 0
    alternatives: int = 0
    replaced: int = 0
    open: int = 0
    unanswered: List[str] = field(default_factory=list)
    refused: List[Tuple[Answer, str]] = field(default_factory=list)  #: rows not taken, and the message key why


def answer_form(sites: Sequence[Row], lang: str) -> Delivery:
    """The form the company fills in: one row per site."""
    columns = [Column(name, words(f"answer.{name}", lang), "text") for name in COLUMNS]
    modes = table_of("SITE_PL").field("MODE")
    rows = [(site["PLAN_ID"], site["PLAN_NAME"], meaning(modes, site["MODE"], lang), *(None,) * 5) for site in sites]
    return Delivery("ANSWER", words("file.answer", lang), columns, rows)


def read_answers(path: Path, progress: Progress = SILENT) -> List[Answer]:
    """The rows of an answer file, whatever its format. Raises `InputError` when the id or the verdict column is missing."""
    raw = read(str(path), progress=progress)
    found = _columns(raw)
    missing = [words(f"answer.{name}") for name in ("plan_id", "verdict") if name not in found]
    if missing:
        raise InputError("answer_columns", path=str(path), missing=", ".join(missing), found=", ".join(raw.names))
    return [_answer(raw, found, row, number) for row, number in zip(raw.rows, raw.numbers)]


def _columns(raw: RawTable) -> Dict[str, int]:
    names = [plain(name) for name in raw.names]
    found = {}
    for column in COLUMNS:
        known = [*(words(f"answer.{column}", lang) for lang in LANGUAGES), *_MORE_HEADERS.get(column, ())]
        position = next((names.index(plain(word)) for word in known if plain(word) in names), None)
        if position is not None:
            found[column] = position
    return found


def _answer(raw: RawTable, found: Dict[str, int], row: Sequence[str], number: int) -> Answer:
    cells = {name: str(row[index] or "").strip() for name, index in found.items()}
    said = cells.get("verdict", "")
    bare = plain(said)
    verdict = next((name for name, known in VERDICTS.items() if bare in known), "?" if bare else "")
    try:
        place = (float(cells["longitude"]), float(cells["latitude"]))
    except (KeyError, ValueError):
        place = None
    return Answer(number, cells.get("plan_id", ""), verdict, said, cells.get("reason", ""), cells.get("alternative", ""), place)


def take_answers(workspace, answers: Sequence[Answer], path: Path, replace: bool = False, progress: Progress = SILENT) -> Taken:
    """Put answers into the plan, all or nothing: reviews, alternatives, ledger entries; what is not understood is kept with its reason.

    With `replace` a site moves to the alternative the company names, when that is a resource of the inventory.
    """
    taken = Taken()
    sites = {row["PLAN_ID"]: row for row in workspace.rows("SITE_PL")}
    resources = {row["RES_ID"]: row for row in workspace.rows("RES_PT", ["RES_ID", "RES_NAME", "RES_TYPE", "geometry"])}
    to_plan = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4490"), workspace.crs, QgsCoordinateTransformContext())
    updates, ledger, before = {}, [], {}
    for number, answer in enumerate(answers):
        progress.report(0.8 * number / max(1, len(answers)))
        site = sites.get(answer.plan_id)
        fault = _fault(answer, site, updates)
        if fault:
            taken.refused.append((answer, fault))
            continue
        if not answer.verdict:
            taken.open += 1
            continue
        change = _change(answer, site, resources, to_plan, replace, taken)
        updates[answer.plan_id] = {"fid": site["fid"], **change}
        before[answer.plan_id] = {name: site[name] for name in change if name != "geometry"}
        if answer.verdict != "accept":
            ledger.append(_ledger_row(answer, change))
    asked = {key for key, site in sites.items() if site["BATCH"] != RESERVE}  # reserves stay in the house unless handed over
    taken.unanswered = sorted(asked - set(updates) - {answer.plan_id for answer in answers if not answer.verdict})
    _write(workspace, path, updates, ledger, before, taken, len(answers))
    progress.report(1.0)
    return taken


def _fault(answer: Answer, site: Optional[Row], updates: Dict[str, Any]) -> str:
    if not answer.plan_id:
        return "answer_no_id"
    if site is None:
        return "answer_unknown_site"
    if answer.plan_id in updates:
        return "answer_twice"
    return "answer_unknown_verdict" if answer.verdict == "?" else ""


def _change(answer: Answer, site: Row, resources, to_plan, replace: bool, taken: Taken) -> Dict[str, Any]:
    """New values of a site; counts what kind of answer it was."""
    if answer.verdict == "accept":
        taken.accepted += 1
        return {"REVIEW": "1"}
    remark = answer.reason[:100] or None
    if answer.verdict == "reject":
        taken.rejected += 1
        return {"REVIEW": "2", "REMARK": remark}
    taken.alternatives += 1
    other = _alternative(answer, resources, to_plan)
    if other is None:
        return {"REVIEW": "2", "REMARK": remark}
    if not replace:
        return {"REVIEW": "2", "REMARK": remark, "ALT_ID": other["RES_ID"]}
    taken.replaced += 1
    return {
        "REVIEW": "0",
        "REMARK": remark,
        "ALT_ID": site["BASE_ID"],
        "BASE_ID": other["RES_ID"],
        "BASE_TYPE": other["RES_TYPE"],
        "MODE": _BY_TYPE.get(other["RES_TYPE"], "2"),
        "geometry": QgsGeometry(other["geometry"]),
    }


def _alternative(answer: Answer, resources: Dict[str, Row], to_plan: QgsCoordinateTransform) -> Optional[Row]:
    """The resource an answer names, by id or by a place within 50 m of it."""
    if answer.alternative in resources:
        return resources[answer.alternative]
    if answer.place is None:
        return None
    spot = to_plan.transform(QgsPointXY(*answer.place))
    near = [(row["geometry"].asPoint().distance(spot), key) for key, row in resources.items() if row["geometry"] is not None]
    distance, key = min(near, default=(float("inf"), ""))
    return resources[key] if distance <= ALTERNATIVE_WITHIN_M else None


def _ledger_row(answer: Answer, change: Dict[str, Any]) -> Row:
    today = datetime.date.today()
    item = hashlib.sha256(f"{answer.plan_id} {today}".encode()).hexdigest()[:12]
    place = "" if answer.place is None else f" {answer.place[0]:.6f}, {answer.place[1]:.6f}"
    wish = answer.alternative or change.get("ALT_ID") or ""
    return {
        "ITEM_ID": f"ANS-{item}",
        "SITE_ID": answer.plan_id,
        "CATEGORY": "2",
        "ISSUE": "99",
        "REASON": (answer.reason or answer.said)[:200],
        "STAGE": "2",
        "BLOW_DT": today,
        "SOLUTION": f"{wish}{place}".strip()[:200] or None,
        "STATUS": "0",
    }


def _write(workspace, path: Path, updates, ledger: Sequence[Row], before, taken: Taken, count: int) -> None:
    stamp = f"ANS{datetime.datetime.now():%Y%m%d%H%M%S}"
    source = {"IMP_ID": stamp, "TBL_NAME": "SITE_PL", "SRC_FILE": Path(path).name[:100]}
    rejected = [
        {
            **source,
            "SRC_ROW": answer.number,
            "REASON_KEY": key,
            "REASON": text(key, site=answer.plan_id, verdict=answer.said),
            "ORIGINAL": json.dumps(answer._asdict(), ensure_ascii=False),
        }
        for answer, key in taken.refused
    ]
    log = {
        **source,
        "ROWS_READ": count,
        "ROWS_OK": len(updates),
        "ROWS_REJ": len(rejected),
        "ROWS_UPD": len(updates),
        "CREATED": now(),
        "SUMMARY": json.dumps({"before": before}, ensure_ascii=False, default=str),
    }
    with workspace.transaction(undo="importanswer") as transaction:
        said = [change for change in updates.values() if "geometry" not in change]
        transaction.write_results("SITE_PL", said, shown_in=())  # who answers knows what was handed over
        transaction.update("SITE_PL", (change for change in updates.values() if "geometry" in change))
        for row in ledger:
            transaction.delete("LEDGER", where="ITEM_ID = ?", params=(row["ITEM_ID"],))
        transaction.insert("LEDGER", ledger)
        transaction.insert("IMPORT_REJ", rejected)
        transaction.insert("IMPORT_LOG", [log])
