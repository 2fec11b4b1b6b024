# SPDX-License-Identifier: GPL-2.0-or-later
"""Presets by kind of area: what a county seat, a town, villages or mountains usually need, chosen once for a plan.

A preset is a file of `resources/presets/areas`, or one of the user's own in the folder `presets` of the work folder, which
takes the place of ours with the same key. Choosing one copies its contents into the workspace (setting `preset`): a plan
moved to another computer computes as before, and one file says what it was computed with. What the plan itself says
(settings `levels`, `siting_rules`) goes before the preset, and a parameter that is given goes before both.

All values are suggestions of this product; no source states them.
"""

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ..engine.errors import InputError
from ..engine.layers import INDOOR_MODELS
from ..engine.propagation.registry import models
from . import settings, shipped
from .messages import RESOURCES, language
from .readers.landcover import table_names
from .workspace import Workspace, now

SETTING = "preset"
FOLDER = RESOURCES / "presets" / "areas"
_PARTS = ("levels", "network", "rules", "parameters")


@dataclass(frozen=True)
class AreaPreset:
    """One kind of area; `content` is its file. `chosen_at` is set where it is the preset of a workspace."""

    key: str
    content: Mapping[str, Any]
    chosen_at: str = ""

    @property
    def name(self) -> str:
        """What people call this kind of area, in the user's language."""
        return str(self.content.get(language()) or self.content.get("en") or self.key)

    def part(self, name: str) -> Dict[str, Any]:
        return dict(self.content.get(name) or {})


def own_folder() -> Path:
    """Where the user keeps presets of his own."""
    return Path(settings.WORK_FOLDER.value()) / "presets"


def presets(own: Optional[Path] = None) -> Dict[str, AreaPreset]:
    """All presets by key, in their order; the user's own take the place of ours.

    Raises `InputError` for a file that cannot be read or says what cannot be.
    """
    found = {}
    for folder in (FOLDER, own_folder() if own is None else own):
        for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
            preset = _read(path)
            found[preset.key] = preset
    return dict(sorted(found.items(), key=lambda entry: (entry[1].content.get("order", 99), entry[0])))


def _read(path: Path) -> AreaPreset:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(content, dict):
            raise ValueError(type(content).__name__)
    except (OSError, ValueError) as error:
        raise InputError("preset_unreadable", path=str(path), details=str(error)) from error
    key = str(content.get("key") or path.stem)
    for fault in _faults(content):
        raise InputError("preset_wrong", path=str(path), details=fault)
    return AreaPreset(key, content)


def _faults(content: Mapping[str, Any]):
    """What cannot be, one by one."""
    for part in _PARTS:
        if not isinstance(content.get(part, {}), dict):
            yield part
            return
    levels = {level["code"] for level in shipped.preset("levels")["levels"]}
    yield from (f"levels: {code}" for code in content.get("levels", {}) if code not in levels)
    network = shipped.preset("network")
    given = content.get("network", {})
    for operator, entry in given.get("operators", {}).items():
        if operator not in network["operators"]:
            yield f"network: {operator}"
        yield from (f"network: {band}" for band in entry.get("bands", ()) if band not in network["bands"])
    yield from (f"network: {operator}" for operator in given.get("default_operators", ()) if operator not in network["operators"])
    yield from (f"network: {kind}" for kind in given.get("kinds", {}) if kind not in network["kinds"])
    modes = {mode["key"] for mode in shipped.siting_rules()["modes"]}
    rules = content.get("rules", {})
    yield from (f"rules: {mode}" for mode in (*rules.get("without", ()), *rules.get("modes", {})) if mode not in modes)
    keys = {entry.key for entry in models("fan")}
    for part, values in content.get("parameters", {}).items():
        if values.get("MODEL", "tr38901") not in keys:
            yield f"parameters: {part}: {values['MODEL']}"


def preset_of(workspace: Workspace) -> Optional[AreaPreset]:
    """The preset of a plan as it was when it was chosen; None when none was."""
    kept = workspace.setting(SETTING)
    return AreaPreset(kept["key"], kept["content"], kept.get("chosen_at", "")) if kept else None


def choose(workspace: Workspace, key: Optional[str]) -> Optional[AreaPreset]:
    """Make a preset the plan's own, None for none; choosing the same again changes nothing.

    Raises `InputError` for an unknown key, `WorkspaceError` when the workspace cannot be written.
    """
    if key is None:
        if workspace.setting(SETTING) is not None:
            workspace.set_setting(SETTING, None)
        return None
    known = presets()
    if key not in known:
        raise InputError("preset_unknown", key=key, choices=", ".join(known))
    present = preset_of(workspace)
    if present is None or present.key != key or present.content != known[key].content:
        workspace.set_setting(SETTING, {"key": key, "content": known[key].content, "chosen_at": now()})
    return preset_of(workspace)


def parameters_of(workspace: Workspace, part: str) -> Dict[str, Any]:
    """The preset's values for the parameters of an algorithm (or of "siting"), as Processing takes them: lists by number."""
    chosen = preset_of(workspace)
    return as_parameters(chosen.part("parameters").get(part, {})) if chosen is not None else {}


def as_parameters(values: Mapping[str, Any]) -> Dict[str, Any]:
    """Names of models and tables become the numbers of their lists; a name that is not known any more is passed over."""

    lists = {
        "MODEL": [entry.key for entry in models("fan")],
        "INDOOR_MODEL": list(INDOOR_MODELS),
        "LANDCOVER_TABLE": [key for key, _ in table_names()],
    }
    found = {}
    for name, value in values.items():
        if name not in lists:
            found[name] = value
        elif value in lists[name]:
            found[name] = lists[name].index(value)
    return found


def levels_with(workspace: Workspace, shipped: Mapping[str, Any]) -> Dict[str, Any]:
    """The service levels with what the plan's preset asks for."""
    chosen = preset_of(workspace)
    wanted = chosen.part("levels") if chosen is not None else {}
    levels: List[Dict[str, Any]] = [{**level, **wanted.get(level["code"], {})} for level in shipped["levels"]]
    return {**shipped, "levels": levels}


def network_with(workspace: Workspace, shipped: Mapping[str, Any]) -> Dict[str, Any]:
    """Bands and heights with what the plan's preset asks for."""
    chosen = preset_of(workspace)
    return _merged(shipped, chosen.part("network")) if chosen is not None else dict(shipped)


def rules_with(workspace: Workspace, shipped: Mapping[str, Any]) -> Dict[str, Any]:
    """The siting rules with what the plan's preset asks for; a way of building that it leaves out takes no resource."""
    chosen = preset_of(workspace)
    if chosen is None:
        return dict(shipped)
    wanted, book = chosen.part("rules"), copy.deepcopy(dict(shipped))
    for mode in book["modes"]:
        mode.update(wanted.get("modes", {}).get(mode["key"], {}))
        if mode["key"] in wanted.get("without", ()):
            mode["types"] = []
    return book


def _merged(base: Mapping[str, Any], wanted: Mapping[str, Any]) -> Dict[str, Any]:
    found = dict(base)
    for name, value in wanted.items():
        mixed = isinstance(value, dict) and isinstance(found.get(name), dict)
        found[name] = _merged(found[name], value) if mixed else value
    return found


def figures_of(preset: AreaPreset) -> Tuple[List[str], Dict[str, Any], Dict[str, float]]:
    """What a preset says in short: bands of its usual operators, parameters of coverage, targets in percent by level."""
    network = _merged(shipped.preset("network"), preset.part("network"))
    bands: List[str] = []
    for operator in network["default_operators"]:
        bands += [band for band in network["operators"][operator]["bands"] if band not in bands]
    levels = preset.part("levels")
    targets = {level["code"]: {**level, **levels.get(level["code"], {})}["area_target_pct"] for level in shipped.preset("levels")["levels"]}
    return bands, dict(preset.part("parameters").get("coverage", {})), targets
