"""Every error key raised in the code has a Chinese and an English text, and every text is used."""

import ast
import json
import string
import subprocess
import sys

import pytest
from sources import ROOT, modules

ERRORS = {"SmartPoleError", "InputError", "RangeError", "WorkspaceError", "DependencyError"}


def _catalogue():
    texts = {}
    for path in sorted((ROOT / "resources" / "messages").glob("*.json")):
        for key, value in json.loads(path.read_text(encoding="utf-8")).items():
            assert key not in texts, f"{key} stands twice"
            texts[key] = value
    return texts


def _calls():
    """(path, line, function name, call) of every call with a literal first argument."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                yield path, node.lineno, getattr(node.func, "id", getattr(node.func, "attr", "")), node


def test_every_raised_key_has_both_texts_with_the_values_they_name():
    texts, faults = _catalogue(), []
    for path, line, function, call in _calls():
        if function not in ERRORS:
            continue
        key, given = call.args[0].value, {keyword.arg for keyword in call.keywords}
        if key not in texts:
            faults.append(f"{path}:{line} {key} has no text")
            continue
        for language in ("zh", "en"):
            named = {field.split(".")[0].split("[")[0] for _, field, _, _ in string.Formatter().parse(texts[key][language]) if field}
            if None not in given and not named <= given:
                faults.append(f"{path}:{line} {key} ({language}) names {sorted(named - given)}, which the error does not carry")
    assert not faults


def test_both_texts_name_the_same_values():
    for key, value in _catalogue().items():
        fields = [{f for _, f, _, _ in string.Formatter().parse(value[language]) if f} for language in ("zh", "en")]
        assert fields[0] == fields[1], key


def test_no_text_is_left_over():
    literals = {
        node.value
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    prefixes = {literal for literal in literals if literal.endswith("_")}  # keys made as "prefix_" + kind
    unused = [key for key in _catalogue() if key not in literals and not any(key.startswith(prefix) for prefix in prefixes)]
    assert not unused


def test_every_interface_text_has_its_chinese():
    run = subprocess.run([sys.executable, str(ROOT / "scripts" / "update_translations.py"), "--check"], capture_output=True, text=True)
    if run.returncode:
        pytest.fail(run.stdout)
