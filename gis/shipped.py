# SPDX-License-Identifier: GPL-2.0-or-later
"""The data files that come with the product: presets and siting rules, as they are shipped."""

import json
from typing import Any, Dict

from .messages import RESOURCES


def preset(name: str) -> Dict[str, Any]:
    """A preset file of `resources/presets`."""
    return json.loads((RESOURCES / "presets" / f"{name}.json").read_text(encoding="utf-8"))


def siting_rules() -> Dict[str, Any]:
    """The rules of `resources/rules/siting.json`."""
    return json.loads((RESOURCES / "rules" / "siting.json").read_text(encoding="utf-8"))
