# SPDX-License-Identifier: GPL-2.0-or-later
"""The data files that come with the product: presets and siting rules, as they are shipped."""

import json
from typing import Any, Dict

from ..engine.errors import InputError
from .messages import RESOURCES


def preset(name: str) -> Dict[str, Any]:
    """A preset file of `resources/presets`."""
    return json.loads((RESOURCES / "presets" / f"{name}.json").read_text(encoding="utf-8"))


def siting_rules() -> Dict[str, Any]:
    """The rules of `resources/rules/siting.json`."""
    return rules("siting")


def rules(name: str) -> Dict[str, Any]:
    """A file of `resources/rules`, which people may have edited; raises `InputError` where it cannot be read."""
    path = RESOURCES / "rules" / f"{name}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InputError("rules_unreadable", path=str(path), details=getattr(error, "strerror", None) or str(error)) from error
