"""The product's own source files, parsed, for the tests that hold the house together."""

import ast
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("engine", "gis", "algorithms", "ui")


@lru_cache(maxsize=1)
def modules():
    """{path relative to the repository: syntax tree} of every Python file that is packed."""
    files = [ROOT / "__init__.py", ROOT / "plugin.py"]
    files += [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return {p.relative_to(ROOT).as_posix(): ast.parse(p.read_text(encoding="utf-8")) for p in files if p.exists()}


def imported_names(path, tree):
    """Absolute dotted names a module imports; those of the package begin with `smartpole.`."""
    package = ("smartpole", *Path(path).parts[:-1])
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*package[: len(package) - node.level + 1], *([base] if base else [])])
            yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)
