# SPDX-License-Identifier: GPL-2.0-or-later
"""What a kind of map sheet is made from."""

from pathlib import Path
from typing import Any, Dict, NamedTuple, Optional

from ...engine.progress import Progress
from ..handover.data import Content
from .pages import template_path


class Job(NamedTuple):
    """One kind of sheet to be written to `path`, all its pages."""

    workspace: Any
    content: Content
    facts: Dict[str, Any]
    path: Path
    scratch: Path
    progress: Progress
    own: Optional[Path] = None

    def template(self, name: str) -> Path:
        """The bureau's own template, else ours of that name."""
        return self.own or template_path(name)

    @property
    def lang(self) -> str:
        return self.facts["lang"]
