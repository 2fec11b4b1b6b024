# SPDX-License-Identifier: GPL-2.0-or-later
"""Answers that stand as long as the tables they come from are as they were: counting forty thousand rows takes a moment."""

import datetime
from typing import Any, Callable, Dict, Sequence, Tuple

from ..gis.workspace import Workspace

_known: Dict[str, Tuple[Tuple, Any]] = {}


def known(workspace: Workspace, what: str, tables: Sequence[str], ask: Callable[[], Any]) -> Any:
    """The answer to `ask`, asked anew when one of the tables has changed, and on another day."""
    state = (str(workspace.path), tuple(workspace.versions(tables).values()), datetime.date.today())
    if what not in _known or _known[what][0] != state:
        _known[what] = (state, ask())
    return _known[what][1]


def forget() -> None:
    """Ask everything anew: another file may have the same name and the same counts."""
    _known.clear()
