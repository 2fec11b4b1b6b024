# SPDX-License-Identifier: GPL-2.0-or-later
"""A finding of the inventory check: what is wrong with which object, and what would put it right."""

import json
from dataclasses import dataclass, field
from typing import Any, Dict, List, Tuple

from ..messages import text_in
from ..schema import Code
from ..schema import table as table_of

ERROR, WARNING, NOTICE = "1", "2", "3"
OPEN, REPAIRED, IGNORED, OUTDATED = "0", "1", "2", "3"


@dataclass(frozen=True)
class Finding:
    """`check` and `proposal` are message keys, `values` what their texts name (a `Code` is said in words).

    `repair` is a list of steps.

    Steps: `{"do": "set", "fid", "was": {…}, "to": {…}}`, `{"do": "move", "fid", "was": [x, y], "to": [x, y]}`,
    `{"do": "delete", "fid"}`, `{"do": "merge", "fid", "drop": [fid, …]}`.
    """

    check: str
    severity: str
    table: str
    fid: int
    object_id: str
    proposal: str
    values: Dict[str, Any] = field(default_factory=dict)
    field_name: str = ""
    value: str = ""
    others: Tuple[str, ...] = ()
    repair: Tuple[Dict[str, Any], ...] = ()
    place: Tuple[float, float] = (float("nan"), float("nan"))

    @property
    def mark(self) -> Tuple[str, str, int, str, str]:
        """What makes two findings the same one, so that what was ignored stays ignored."""
        return self.check, self.table, self.fid, self.field_name, self.value

    def row(self, find_id: str, lang: str) -> Dict[str, Any]:
        """The row of CHECK_FIND, its texts in `lang` (`zh` or `en`)."""
        label = table_of(self.table).field(self.field_name).alias[lang] if self.field_name else ""
        values = {"object": self.object_id, "field": label, "value": self.value}
        values.update((key, getattr(value, lang) if isinstance(value, Code) else value) for key, value in self.values.items())
        placed = self.place[0] == self.place[0]
        return {
            "FIND_ID": find_id,
            "SEVERITY": self.severity,
            "CHECK_KEY": self.check,
            "TBL_NAME": self.table,
            "OBJ_ID": self.object_id[:24],
            "OBJ_FID": self.fid,
            "OTHER_IDS": ";".join(self.others),
            "FIELD": self.field_name,
            "VALUE": self.value[:100],
            "REASON": text_in(lang, self.check, **values),
            "PROPOSAL": text_in(lang, self.proposal, **values),
            "REPAIR": json.dumps(list(self.repair), ensure_ascii=False) if self.repair else None,
            "STATE": OPEN,
            "geometry": self.place if placed else None,
        }


def setting(fid: int, was: Dict[str, Any], to: Dict[str, Any]) -> Dict[str, Any]:
    """The repair step that gives columns new values, if they still have the old ones."""
    return {"do": "set", "fid": fid, "was": was, "to": to}


def counts(findings: List[Finding]) -> Dict[str, int]:
    """How many findings per check, in the order of the checks' names."""
    found: Dict[str, int] = {}
    for finding in findings:
        found[finding.check] = found.get(finding.check, 0) + 1
    return dict(sorted(found.items()))
