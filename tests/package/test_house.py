"""The layers of the house: who may import whom, how large a file may be, what the product never uses."""

import ast
import sys

from sources import ROOT, imported_names, modules

ALLOWED = {  # first part of an import, or a room of the package, or one module of a library
    "engine": {"numpy", "scipy", "pyproj", "smartpole.engine"},
    "gis": {"numpy", "scipy", "pyproj", "qgis.core", "qgis.PyQt", "osgeo", "smartpole.engine", "smartpole.gis"},
    "algorithms": {"numpy", "qgis.core", "qgis.PyQt", "osgeo", "smartpole.engine", "smartpole.gis", "smartpole.algorithms"},
    "ui": {"numpy", "qgis", "processing", "smartpole.engine", "smartpole.gis", "smartpole.ui"},
    "plugin.py": {"qgis", "smartpole.ui", "smartpole.algorithms", "smartpole.gis"},
    "__init__.py": {"smartpole.plugin"},
}
NEVER = {"urllib", "http", "socket", "ftplib", "requests", "multiprocessing", "pickle", "random", "PyQt5", "PyQt6", "pip"}
STANDARD_LIBRARY = set(sys.stdlib_module_names) - NEVER


def test_each_room_imports_only_what_it_may():
    breaches = []
    for path, tree in modules().items():
        allowed = ALLOWED[path.split("/")[0]]
        for name, line in imported_names(path, tree):
            known = name.split(".")[0] in STANDARD_LIBRARY or any(name == a or name.startswith(a + ".") for a in allowed)
            if not known or name.split(".")[0] in NEVER:
                breaches.append(f"{path}:{line} imports {name}")
    assert not breaches


def test_scipy_is_imported_where_it_is_used_so_that_the_plugin_loads_without_it():
    at_the_top = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in tree.body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and any(a.name.split(".")[0] == "scipy" for a in node.names)
        or isinstance(node, ast.ImportFrom)
        and (node.module or "").split(".")[0] == "scipy"
    ]
    assert not at_the_top


def test_no_file_is_longer_than_one_idea():
    too_long = {path: n for path in modules() if (n := (ROOT / path).read_text(encoding="utf-8").count("\n")) > 400}
    assert not too_long


def test_no_statement_the_plugin_site_rejects_and_no_print():
    found = []
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assert):
                found.append(f"{path}:{node.lineno} assert")
            elif isinstance(node, ast.ExceptHandler) and node.type is None:
                found.append(f"{path}:{node.lineno} bare except")
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
                found.append(f"{path}:{node.lineno} print")
    assert not found


def test_every_file_names_its_licence_and_says_what_it_is():
    for path, tree in modules().items():
        assert (ROOT / path).read_text(encoding="utf-8").startswith("# SPDX-License-Identifier: GPL-2.0-or-later\n"), path
        assert ast.get_docstring(tree), path
