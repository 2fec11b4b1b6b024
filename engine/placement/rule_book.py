# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether a rule book that somebody edited can be used: every fault is named before anything is computed with it."""

import math
from typing import Any, Iterable, Mapping, Sequence

from ..errors import InputError
from ..smart_poles import check_functions

TESTS = ("in", "filled", "below", "above")
TOP = {
    "note", "modes", "new_places", "area_people_per_ha", "functions", "merging", "landscape_areas", "co_built_areas", "owner_rank",
    "unknown_owner_rank", "rules",
}  # fmt: skip
MODE = {
    "key", "code", "form", "types", "zh", "en", "rank", "cost_wy", "reused", "min_height_m", "max_height_m", "load_kg", "power_kw",
    "operators", "land_m2", "height", "height_m", "note",
}  # fmt: skip
FIGURES = ("rank", "min_height_m", "max_height_m", "load_kg", "power_kw", "operators", "land_m2", "height_m")  #: of a mode
LIMITS = ("max_height_m", "load_kg", "power_kw")  #: those that are null where a mode has none
RULE = {"id", "field", "modes", "zh", "en", "note", *TESTS}
CODES, FORMS, HEIGHTS = ("1", "2", "3", "4", "5"), ("1", "2", "3", "4"), ("mount", "fixed")  #: SITE_PL.MODE, SITE_PL.FORM


def check_book(book: Any, fields: Iterable[str], numbers: Iterable[str] = ()) -> None:
    """Raise `InputError` for a rule book that cannot be used.

    fields : what a rule may look at; numbers : those of them that can be compared with a limit

    "rules_incomplete": something is missing; "rules_unknown_key": a word that means nothing, such as a misspelt one;
    "rules_value": a value that cannot be; "rule_unusable": a rule without exactly one test of a known field.
    """
    if not isinstance(book, Mapping):
        raise InputError("rules_incomplete", details="modes, rules")
    _known("", book, TOP)
    for part in ("modes", "rules"):
        if not isinstance(book.get(part), (list, tuple)):
            raise InputError("rules_incomplete", details=part)
    for mode in book["modes"]:
        _check_mode(mode)
    keys = [mode["key"] for mode in book["modes"]]
    fields, numbers = sorted(fields), sorted(numbers)
    for rule in book["rules"]:
        _check_rule(rule, keys, fields, numbers)
    for part in ("area_people_per_ha", "owner_rank"):
        for name, value in _mapping(book, part).items():
            _number(f"{part}.{name}", value)
    _number("unknown_owner_rank", book.get("unknown_owner_rank", 0.0))
    check_functions(book)


def _check_mode(mode: Any) -> None:
    where = f"modes: {mode.get('key', '?')}" if isinstance(mode, Mapping) else "modes"
    if not isinstance(mode, Mapping):
        raise InputError("rules_value", place=where, value=str(mode), allowed="{…}")
    _known(where, mode, MODE)
    missing = [name for name in ("key", "code", "form", "types", "zh", "en", "rank", "cost_wy", "height") if name not in mode]
    missing += ["height_m"] if mode.get("height") == "fixed" and "height_m" not in mode else []
    missing += ["min_height_m"] if mode.get("height") == "mount" and "min_height_m" not in mode else []
    if missing:
        raise InputError("rules_incomplete", details=f"{where}: {', '.join(missing)}")
    for name, allowed in (("code", CODES), ("form", FORMS), ("height", HEIGHTS)):
        if mode[name] not in allowed:
            raise InputError("rules_value", place=f"{where}: {name}", value=str(mode[name]), allowed=", ".join(allowed))
    if not isinstance(mode["types"], (list, tuple)):
        raise InputError("rules_value", place=f"{where}: types", value=str(mode["types"]), allowed="[…]")
    for name in ("key", "zh", "en"):
        if not isinstance(mode[name], str):
            raise InputError("rules_value", place=f"{where}: {name}", value=str(mode[name]), allowed='"…"')
    for name in FIGURES:
        if name in mode and not (mode[name] is None and name in LIMITS):
            _number(f"{where}: {name}", mode[name])
    _number(f"{where}: cost_wy", mode["cost_wy"], above_zero=True)


def _check_rule(rule: Any, keys: Sequence[str], fields: Sequence[str], numbers: Sequence[str]) -> None:
    name = rule.get("id", "?") if isinstance(rule, Mapping) else str(rule)
    if not isinstance(rule, Mapping) or rule.get("field") not in fields or sum(test in rule for test in TESTS) != 1:
        raise InputError("rule_unusable", rule=name, fields=", ".join(fields), tests=", ".join(TESTS))
    where = f"rules: {name}"
    _known(where, rule, RULE)
    if ("below" in rule or "above" in rule) and rule["field"] not in numbers:
        raise InputError("rules_value", place=f"{where}: field", value=rule["field"], allowed=", ".join(numbers))
    missing = [part for part in ("id", "zh", "en") if part not in rule]
    if missing:
        raise InputError("rules_incomplete", details=f"{where}: {', '.join(missing)}")
    modes = rule.get("modes", ())
    if not isinstance(modes, (list, tuple)):
        raise InputError("rules_value", place=f"{where}: modes", value=str(modes), allowed="[…]")
    for mode in modes:
        if mode not in keys:
            raise InputError("rules_value", place=f"{where}: modes", value=str(mode), allowed=", ".join(keys))
    if "in" in rule and not (isinstance(rule["in"], (list, tuple)) and all(isinstance(one, (str, int, float)) for one in rule["in"])):
        raise InputError("rules_value", place=f"{where}: in", value=str(rule["in"]), allowed="[…]")
    limit = rule.get("below", rule.get("above", 0.0))
    if isinstance(limit, str):
        _known(where, [limit], (*FIGURES, "cost_wy"))
    else:
        _number(f"{where}: {'below' if 'below' in rule else 'above'}", limit)
    for text in (rule["zh"], rule["en"]):
        try:
            str(text).format(figure="", limit="")
        except (KeyError, IndexError, ValueError) as error:
            raise InputError("rules_value", place=where, value=str(text), allowed="{figure}, {limit}") from error


def _known(where: str, given: Iterable[str], known: Iterable[str]) -> None:
    for name in given:
        if name not in known:
            raise InputError("rules_unknown_key", place=where or "–", name=name, known=", ".join(sorted(known)))


def _mapping(book: Mapping[str, Any], part: str) -> Mapping[str, Any]:
    found = book.get(part, {})
    if not isinstance(found, Mapping):
        raise InputError("rules_value", place=part, value=str(found), allowed="{…}")
    return found


def _number(where: str, value: Any, above_zero: bool = False) -> None:
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and value >= 0
    if not good or (above_zero and value <= 0):
        raise InputError("rules_value", place=where, value=str(value), allowed="> 0" if above_zero else "≥ 0")
