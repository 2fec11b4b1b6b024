# SPDX-License-Identifier: GPL-2.0-or-later
"""A step's result in a line, a sentence and a few bars, from what its algorithm recorded."""

from typing import Dict, List

from ..gis.messages import tr
from ..gis.workspace import Workspace
from . import steps


def figures_of(key: str, entry: dict, workspace: Workspace) -> Dict[str, object]:
    """`line` for the header, `sentence` for the opened step, `bars` as keyword values of `charts.Bar`."""
    return {}


def attainment(workspace: Workspace, stage: str = "before") -> List[dict]:
    """Bars of what each level reaches against its target, from the table of attainment."""
    found = []
    for row in workspace.rows("STAT", where="SCOPE = ? AND STAGE = ?", params=("level", stage)):
        if row["ACTUAL"] is not None:
            found.append({"label": row["CODE"], "value_pct": row["ACTUAL"], "target_pct": row["TARGET"]})
    return found
