"""Ready for Qt 6: every enum of Qt and QGIS is written with its scope, and nothing Qt 6 has dropped is called.

The modules' own imports are resolved in the running QGIS, and every attribute chain such as `Qt.AlignLeft`
is followed: a value whose type is a nested enum of the class it is taken from must be reached through that enum.
"""

import ast
import importlib

import pytest
from sources import modules

pytest.importorskip("qgis.core")
DROPPED = {"exec_": "exec()", "print_": "print()", "toUtf8": "str", "fromUtf8": "str"}


def _chain(node):
    """`a.b.c` as ["a", "b", "c"], or None for anything else."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return [*reversed([*names, node.id])] if isinstance(node, ast.Name) else None


def _imported_classes(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").startswith("qgis."):
            module = importlib.import_module(node.module)
            for alias in node.names:
                value = getattr(module, alias.name, None)
                if isinstance(value, type):
                    yield alias.asname or alias.name, value


def _is_unscoped(owner, value):
    kind = type(value)
    return isinstance(owner, type) and isinstance(value, int) and "." in kind.__qualname__ and kind is not owner and kind not in (int, bool)


def unscoped_enums(tree):
    classes = dict(_imported_classes(tree))
    for node in ast.walk(tree):
        names = _chain(node) if isinstance(node, ast.Attribute) else None
        if not names or names[0] not in classes:
            continue
        owner = classes[names[0]]
        for name in names[1:]:
            value = getattr(owner, name, None)
            if value is None:
                break
            if _is_unscoped(owner, value):
                yield f"{node.lineno}: {'.'.join(names)} needs {type(value).__qualname__}"
                break
            owner = value


def test_the_check_finds_an_unscoped_enum():
    imports = "from qgis.PyQt.QtCore import Qt\nfrom qgis.core import QgsProcessing\n"
    source = imports + "Qt.AlignLeft\nQgsProcessing.TypeVectorPoint\n"
    good = imports + "Qt.AlignmentFlag.AlignLeft\nQgsProcessing.SourceType.TypeVectorPoint\n"
    assert len(list(unscoped_enums(ast.parse(source)))) == 2
    assert not list(unscoped_enums(ast.parse(good)))


def test_enums_are_scoped():
    found = {path: rows for path, tree in modules().items() if (rows := list(unscoped_enums(tree)))}
    assert not found


def test_nothing_dropped_is_called():
    found = [
        f"{path}:{node.lineno} {node.func.attr}: use {DROPPED[node.func.attr]}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in DROPPED
    ]
    assert not found


def test_action_is_imported_from_widgets():
    """QAction lives in QtGui in Qt 6; qgis.PyQt offers it under QtWidgets in both."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "qgis.PyQt.QtGui":
                assert "QAction" not in {alias.name for alias in node.names}, path
