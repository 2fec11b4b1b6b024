# SPDX-License-Identifier: GPL-2.0-or-later
"""On what a compliance statement rests: whose coverage was judged, how it was computed, and what was assumed."""

import json
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple

from ..assumptions import assumption_text
from ..handover.delivered import Column, Delivery
from ..messages import language, tr
from ..readers.rasters import raster_metadata
from ..shipped import preset
from ..words import words

ABSENT = ("operator_absent", "operator_with_demand_absent")


def record_of(rsrp_path: str) -> Tuple[Dict[str, Any], List[str]]:
    """What a coverage raster says of its making, and of what was assumed; empty for one from elsewhere."""
    known = raster_metadata(rsrp_path)
    return json.loads(known.get("SMARTPOLE_PARAMETERS", "{}")), json.loads(known.get("SMARTPOLE_ASSUMED", "[]"))


def whose(rsrp_path: str) -> str:
    """Whose users a coverage is of, and which operators it leaves out, in the user's language; "" where it does not say."""
    params, assumed = record_of(rsrp_path)
    operators = preset("network")["operators"]
    choice = params.get("OPERATOR")
    if choice is None:
        return ""
    said = operators[choice][language()] if choice in operators else tr("every operator") if choice == "every" else tr("any operator")
    gone = [code.partition(":")[2] for code in assumed if code.partition(":")[0] in ABSENT]
    return words("without_operators", title=said, operators=", ".join(gone)) if gone else said


def basis(rsrp_path: str, assumed: Sequence[str]) -> Delivery:
    """The sheet beside the statement: one line per fact, then one per assumption of the coverage and of the judging."""
    params, made = record_of(rsrp_path)
    facts = [
        (tr("Coverage"), Path(rsrp_path).name),
        (tr("Coverage of"), whose(rsrp_path) or tr("not stated by the raster")),
        (tr("Technology"), {"NR": "5G (NR)", "LTE": "4G (LTE)"}.get(params.get("TECHNOLOGY", ""), "")),
        (tr("Sites"), {"existing": tr("existing"), "existing+planned": tr("existing and planned")}.get(params.get("SITES", ""), "")),
        (tr("Propagation model"), params.get("MODEL_SOURCE") or params.get("MODEL", "")),
        (tr("Cell size (m)"), params.get("CELL_SIZE", "")),
        (tr("Largest distance from a site (m)"), params.get("RADIUS", "")),
        (tr("Load of the other sectors (0 to 1)"), params.get("LOAD", "")),
        (tr("Height of the receiver (m)"), params.get("RX_HEIGHT", "")),
        (tr("Thresholds"), tr("the plan's own or this product's editable defaults, no official standard")),
    ]
    rows = [(name, f"{value:g}" if isinstance(value, float) else str(value)) for name, value in facts if value not in ("", None)]
    rows += [(tr("Assumed"), assumption_text(code)) for code in dict.fromkeys([*made, *assumed])]
    return Delivery("basis", tr("Basis"), [Column("ITEM", tr("Item"), "text"), Column("VALUE", tr("Value"), "text")], rows)
