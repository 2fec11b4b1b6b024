# SPDX-License-Identifier: GPL-2.0-or-later
"""Named calibrations of a plan, kept in its workspace."""

import hashlib
import json
from typing import Callable, Dict, List, Tuple

from ...engine.calibration.use import Calibration
from ...engine.errors import InputError
from ...engine.propagation.registry import model
from ..workspace import Workspace

SETTING = "calibrations"


def names(workspace: Workspace) -> List[str]:
    """The names of the plan's calibrations, sorted."""
    return sorted(_kept(workspace))


def load(workspace: Workspace, name: str) -> Calibration:
    """A calibration by name; InputError when there is none, or it cannot be read."""
    kept = _kept(workspace)
    if name not in kept:
        raise InputError("calibration_unknown", name=name, choices=", ".join(sorted(kept)) or "–")
    return Calibration.from_json(kept[name])


def save(workspace: Workspace, calibration: Calibration) -> None:
    """Keep a calibration under its name; one of the same name is replaced."""
    workspace.set_setting(SETTING, {**_kept(workspace), calibration.name: calibration.to_json()})


def calibrated_model(workspace: Workspace, name: str, *, extrapolate: bool = False) -> Tuple[Callable, str, Calibration]:
    """(model over a fan, name for records and caches, the calibration): what coverage computes with.

    The name changes with the calibration's content, so that cached path loss is never another calibration's.
    """
    calibration = load(workspace, name)
    content = json.dumps(calibration.to_json(), sort_keys=True).encode("utf-8")
    label = f"{calibration.base_model}+{name}@{hashlib.sha256(content).hexdigest()[:12]}"
    return calibration.fan_model(model(calibration.base_model).fan_model(extrapolate=extrapolate)), label, calibration


def _kept(workspace: Workspace) -> Dict[str, dict]:
    return dict(workspace.setting(SETTING) or {})
