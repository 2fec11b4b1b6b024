# SPDX-License-Identifier: GPL-2.0-or-later
"""Reasons that stand in the workspace: kept in Chinese, the language of the official product, and said in another on demand.

A plan is one file that goes from desk to desk; what it says must not depend on the language in which somebody's QGIS ran.
A kept sentence was made from a template of `resources/messages` or of the siting rules; matched against the Chinese
template it gives its values back, and these go into the other language's. A sentence of another origin stays as it is.
"""

import re
from functools import lru_cache
from string import Formatter
from typing import Dict, List, Optional, Tuple

from .messages import language, template
from .shipped import siting_rules

_book = lru_cache(maxsize=1)(siting_rules)
STORED = "zh"  #: the language of what is kept
#: templates a sentence may be made from, whole or one after the other
WHOLE = ("relocation_why", "demand_why", "reserve_why", "ui_by_hand", "rule_near_fixed", "rule_serves_nothing", "rule_hosts")
PARTS = ("placement_why", "placement_why_alternate")
INSIDE = ("placement_why_keys",)
BEFORE = "refine_why"  #: said before a sentence of another template


def in_language(sentence: Optional[str], lang: str = "") -> str:
    """A kept sentence in a language, the user's when none is given."""
    lang = lang or language()
    if not sentence or lang == STORED:
        return sentence or ""
    first = _before().match(sentence)
    if first is not None:
        return _said(template(BEFORE), first, 0, lang) + in_language(sentence[first.end() :], lang)
    for pattern, kept in _patterns():
        match = pattern.fullmatch(sentence)
        if match is not None:
            return "".join(_said(part, match, number, lang) for number, part in enumerate(kept))
    return sentence


def without_refinement(sentence: str) -> str:
    """A kept sentence as it was before the plan was refined."""
    first = _before().match(sentence)
    return sentence if first is None else sentence[first.end() :]


@lru_cache(maxsize=1)
def _before() -> "re.Pattern[str]":
    return re.compile(_regex(template(BEFORE)[STORED], 0))


def _said(kept: Dict[str, str], match, number: int, lang: str) -> str:
    if kept.get("optional") and match.group(f"p{number}") is None:
        return ""
    values = {}
    for field in _fields(kept[STORED]):
        value = match.group(f"p{number}_{field}")
        values[field] = _term(value or "", lang)
    return re.sub(r"\{(\w+)[^}]*\}", lambda found: values.get(found.group(1), found.group(0)), kept[lang])


def _term(value: str, lang: str) -> str:
    """A value that is itself words of ours: the way of building, the number of key areas."""
    for mode in _book()["modes"]:
        if value == mode[STORED]:
            return mode[lang]
    for key in INSIDE:
        known = template(key)
        match = re.fullmatch(_regex(known[STORED], 0), value)
        if match is not None:
            return _said(known, match, 0, lang)
    return value


@lru_cache(maxsize=1)
def _patterns() -> List[Tuple["re.Pattern[str]", List[Dict[str, str]]]]:
    both = {key: template(key) for key in (*WHOLE, *PARTS)}
    found = [(re.compile(_regex(both[key][STORED], 0)), [both[key]]) for key in WHOLE]
    first, second = both[PARTS[0]], {**both[PARTS[1]], "optional": "1"}
    found.append((re.compile(f"{_regex(first[STORED], 0)}(?P<p1>{_regex(second[STORED], 1)})?"), [first, second]))
    for rule in _book()["rules"]:
        found.append((re.compile(_regex(rule[STORED], 0)), [{"zh": rule["zh"], "en": rule["en"]}]))
    return found


def _fields(template: str) -> List[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name]


def _regex(template: str, number: int) -> str:
    parts = []
    for before, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(before))
        if name:
            parts.append(f"(?P<p{number}_{name}>.*?)")
    return "".join(parts)
