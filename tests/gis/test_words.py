# SPDX-License-Identifier: GPL-2.0-or-later
"""The words of documents and legends: complete in both languages, and used as they are written."""

import ast
import string
from pathlib import Path

import pytest

pytest.importorskip("qgis.core")

from smartpole.engine.placement.candidates import Rejection, Resource  # noqa: E402
from smartpole.gis.siting import problem  # noqa: E402
from smartpole.gis.words import LANGUAGES, dictionary, words  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


def test_both_languages_name_the_same_values():
    for key, texts in dictionary().items():
        assert set(texts) == set(LANGUAGES) and all(texts.values()), key
        fields = [{name for _, name, _, _ in string.Formatter().parse(texts[lang]) if name} for lang in LANGUAGES]
        assert fields[0] == fields[1], key


def test_every_key_in_the_code_has_its_words():
    missing = []
    for path in [*(ROOT / "gis").glob("*.py"), *(ROOT / "algorithms").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "words"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            )
            if called and node.args[0].value not in dictionary():
                missing.append(f"{path.name}:{node.lineno} {node.args[0].value}")
    assert not missing


def test_values_are_filled_in():
    assert words("map.title", "zh", plan="昌乐") == "昌乐 5G 站址规划图"


def test_excluded_resources_are_counted_in_words(monkeypatch):
    resource = Resource("LD-1", "01", 0.0, 0.0, 8.0)
    rejections = [Rejection(resource, rule, "", "", None) for rule in ("refused", "refused", "too_low", "own_rule")]
    monkeypatch.setattr(problem, "language", lambda: "zh")
    monkeypatch.setattr(problem, "words", lambda key: words(key, "zh"))
    assert problem.rules_in_words(rejections) == f"{words('rule.refused', 'zh')} 2；own_rule 1；可挂高不足 1"
